"""PDF text layers, through PDFium: characters with their boxes, sizes and weights → words, and ``pdf_lines`` does the rest.

PDFium is asked as little as will do, since each question to it costs as much as a line of Python: the box of each character,
all else once a word. Blanks that it has put in part words, as do gaps and steps that it overlooks. Not read: pictures (a
scan without a text layer is an error that says so), annotations, forms.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from tasks.model.errors import BrokenSource, NoTextLayer, ReaderMissing
from tasks.model.source import POINT
from tasks.read.found import FoundPage
from tasks.read.pdf_blanks import THIN
from tasks.read.pdf_lines import blocks_of
from tasks.read.pdf_order import Found, found, is_mingled, painted

HYPHEN_CODES = {0x02, 0xAD, 0xFFFE}
"""How PDFium gives a hyphen at a line's end that divides a word."""

GAP = 0.25
"""White from which two characters are not of one word, in heights of the type."""

STEP = 0.6
"""A step up or down from which they are not, likewise: less is an index or an exponent."""

CAPPED = 1.8
"""How much higher than its neighbour a letter is that is set by itself: a drop cap, close to the word that it begins."""

LOOSE = 1.15
"""How high the boxes are that PDFium gives the characters of most fonts, in sizes."""

_BOLD = re.compile(rb"bold|black|heavy|demi|semib", re.IGNORECASE)
"""In a font's name. Its weight says less: PDFium works it out from the stems, and has 415 for a bold of Liberation."""


class Word(NamedTuple):
    """A word of a PDF: edges in points from the page's upper left corner; ``baseline`` likewise; ``angle`` in quarter turns.

    ``size`` is that of its type in points as it is printed, ``spaced`` says that PDFium saw a blank before it, ``painted``
    that the blank is a character of the file rather than mere white. ``edges`` are the left and right edge of each letter,
    none where the line is turned.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    bold: bool | None
    angle: int
    spaced: bool
    painted: bool = False
    edges: tuple[tuple[float, float], ...] = ()


def read_pdf(data: bytes) -> list[FoundPage]:
    """The pages of a PDF.

    Raises:
        BrokenSource: it is damaged, or locked with a password.
        NoTextLayer: there is no character on any of its pages.
        ReaderMissing: pypdfium2 is not installed.
    """
    pdfium = _library()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as wrong:
        locked = "password" in str(wrong).lower()
        mend = "take the password off, and deliver it again" if locked else None
        what = "it is locked with a password" if locked else f"it cannot be opened: {wrong}"
        raise BrokenSource(f"expected a PDF of {len(data)} bytes, but {what}", mend=mend) from wrong
    try:
        pages = [_page(document, index, pdfium) for index in range(len(document))]
    finally:
        document.close()
    if not any(page.blocks for page in pages):
        raise NoTextLayer(f"there is no text on its {len(pages)} page{'s' * (len(pages) != 1)}, only pictures, if anything")
    return pages


def _library() -> Any:  # noqa: ANN401 - the library has no types of its own
    try:
        import pypdfium2
    except ImportError as wrong:
        raise ReaderMissing("it is a PDF, and the library that reads PDF (pypdfium2) is not installed") from wrong
    return pypdfium2


def _page(document: Any, index: int, pdfium: Any) -> FoundPage:  # noqa: ANN401
    """A page's lines in blocks."""
    try:
        page = document[index]
        text = page.get_textpage()
    except pdfium.PdfiumError as wrong:
        raise BrokenSource(f"expected page {index + 1} of {len(document)}, but it cannot be opened: {wrong}") from wrong
    left, bottom, right, top = page.get_cropbox()
    words = _words(found(text.raw, pdfium.raw), text.raw, pdfium.raw, left, top)
    if is_mingled(words):
        words = _words(painted(text.raw, page.raw, pdfium.raw), text.raw, pdfium.raw, left, top)
    words = _turned(words, page.get_rotation(), right - left, top - bottom)
    width, height = page.get_size()
    text.close()
    page.close()
    label = document.get_page_label(index) or None
    return FoundPage(index + 1, "pdf", POINT, label, width, height, blocks_of(words))


def _turned(words: list[Word], degrees: int, width: float, height: float) -> list[Word]:
    """Words of a page that is shown turned clockwise by quarters, where they are then seen."""
    turns = degrees // 90 % 4
    for _ in range(turns):
        words = [
            word._replace(
                left=height - word.bottom, right=height - word.top, top=word.left, bottom=word.right,
                baseline=word.right, angle=(word.angle + 1) % 4, edges=(),
            )
            for word in words
        ]  # fmt: skip
        width, height = height, width
    return words


def _words(characters: Sequence[Found], text: Any, raw: Any, x0: float, y0: float) -> list[Word]:  # noqa: ANN401
    """The words that these characters of a page make."""
    box_at, box = raw.FPDFText_GetLooseCharBox, raw.FS_RECTF()
    place = ctypes.byref(box)
    start = _Start(text, raw, x0, y0)
    words: list[Word] = []
    letters: list[str] = []
    edges: list[tuple[float, float]] = []
    top = bottom = mid = tall = 0.0
    far = (0.0, 0.0)
    before, last, at = 0, 0, 0  # white before the word, the character above, the word's first
    for i, code, white in characters:
        box_at(text, i, place)
        l, r, b, t = box.left, box.right, box.bottom, box.top  # noqa: E741
        if letters and (white > 0 or far != (l, r)):  # the letters of a ligature have one box
            gap, height = l - far[1], t - b
            limit = GAP * (height if height > tall else tall)
            doubt = gap > limit or gap < -3 * limit or abs((t + b) / 2 - mid) > STEP * tall or white < 0
            if white > 0 or (doubt or height * CAPPED < tall or height > CAPPED * tall) and start.parts(last, i, gap, white):
                words.append(start.word(letters, at, edges, top, bottom, before))
                letters = []
        if not letters:
            edges, top, bottom, at, before = [], t, b, i, white
        else:
            top, bottom = (t if t > top else top), (b if b < bottom else bottom)
        letters.append("-" if code in HYPHEN_CODES else chr(code))
        edges.append((l, r))
        far, mid, tall, last = (l, r), (t + b) / 2, t - b, i
    if letters:
        words.append(start.word(letters, at, edges, top, bottom, before))
    return words


class _Start:
    """What is asked once a word, of its first character."""

    def __init__(self, text: Any, raw: Any, x0: float, y0: float) -> None:  # noqa: ANN401
        self.text, self.raw, self.x0, self.y0 = text, raw, x0, y0
        self.x, self.y, self.matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
        self.places = ctypes.byref(self.x), ctypes.byref(self.y)
        self.matrix_at = ctypes.byref(self.matrix)
        self.font, self.flags = ctypes.create_string_buffer(128), ctypes.byref(ctypes.c_int())

    def type_of(self, at: int) -> tuple[float, float, int]:
        """The size a character is printed in, its baseline in the file's own direction, its quarter turn."""
        self.raw.FPDFText_GetCharOrigin(self.text, at, *self.places)
        self.raw.FPDFText_GetMatrix(self.text, at, self.matrix_at)
        m = self.matrix
        size = self.raw.FPDFText_GetFontSize(self.text, at) * math.hypot(m.c, m.d)
        return size, self.y.value, round(math.atan2(m.b, m.a) / (math.pi / 2)) % 4

    def parts(self, last: int, at: int, gap: float, white: int) -> bool:
        """Whether a character begins a word, since its type or its place differs from those of the one before it.

        Boxes raise the question: in a font that is drawn (Type 3) they are as high as each letter is. Where nothing says
        whether there is a blank (``white`` < 0), little white is one.
        """
        before, step, _ = self.type_of(last)
        size, y, angle = self.type_of(at)
        large, small = max(size, before), min(size, before)
        limit = (GAP if white >= 0 else THIN) * LOOSE * large
        if angle % 2 or large > CAPPED * small or abs(y - step) > STEP * large:
            return True
        return gap > limit or gap < -3 * limit

    def word(
        self, letters: list[str], at: int, edges: list[tuple[float, float]], top: float, bottom: float, white: int
    ) -> Word:
        """A word whose first character is the one at this index."""
        size, y, angle = self.type_of(at)
        whole = "".join(letters)
        if not whole.isprintable():
            whole = _readable(whole)
        x0, y0 = self.x0, self.y0
        left, right = min(edge[0] for edge in edges) - x0, max(edge[1] for edge in edges) - x0
        placed = () if angle or len(whole) != len(edges) else tuple((a - x0, b - x0) for a, b in edges)
        bold = self.is_bold(at)
        return Word(
            whole, left, y0 - top, right, y0 - bottom, y0 - y, size, bold, -angle % 4, white > 0, white > 1, placed
        )  # fmt: skip

    def is_bold(self, at: int) -> bool | None:
        """Whether the font of a character is called bold; None where it has no name."""
        self.raw.FPDFText_GetFontInfo(self.text, at, self.font, 128, self.flags)
        name = self.font.value
        return bool(_BOLD.search(name)) if name else None


def _readable(text: str) -> str:
    """Characters that PDFium gives in halves put together; what is no character stands as U+FFFD."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(c if c.isprintable() or c in "\u200b\u200c\u200d" else "\N{REPLACEMENT CHARACTER}" for c in whole)
