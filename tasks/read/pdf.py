"""PDF text layers, through PDFium: characters with their boxes, sizes and weights → words, and ``pdf_lines`` does the rest.

PDFium is asked as little as will do, since each question to it costs as much as a line of Python: the box of each character,
all else once a word. Blanks that it has put in part words, as do gaps and steps that it overlooks. Not read: pictures (a
scan without a text layer is an error that says so), annotations, forms.
"""

from __future__ import annotations

import ctypes
import math
import re
from typing import Any, NamedTuple

from tasks.model.errors import BrokenSource, NoTextLayer, ReaderMissing
from tasks.model.source import POINT
from tasks.read.found import FoundPage
from tasks.read.pdf_lines import blocks_of

HYPHEN_CODES = {0x02, 0xAD, 0xFFFE}
"""How PDFium gives a hyphen at a line's end that divides a word."""

GAP = 0.25
"""White from which two characters are not of one word, in heights of the type."""

STEP = 0.6
"""A step up or down from which they are not, likewise: less is an index or an exponent."""

CAPPED = 1.8
"""How much higher than its neighbour a letter is that is set by itself: a drop cap, close to the word that it begins."""

_BOLD = re.compile(rb"bold|black|heavy|demi|semib", re.IGNORECASE)
"""In a font's name. Its weight says less: PDFium works it out from the stems, and has 415 for a bold of Liberation."""


class Word(NamedTuple):
    """A word of a PDF: edges in points from the page's upper left corner; ``baseline`` likewise; ``angle`` in quarter turns.

    ``size`` is that of its type in points as it is printed, ``spaced`` says that PDFium saw a blank before it.
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
    words = _turned(_words(text.raw, pdfium.raw, left, top), page.get_rotation(), right - left, top - bottom)
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
                baseline=word.right, angle=(word.angle + 1) % 4,
            )
            for word in words
        ]  # fmt: skip
        width, height = height, width
    return words


def _words(text: Any, raw: Any, x0: float, y0: float) -> list[Word]:  # noqa: ANN401
    """The page's words in the order they were painted."""
    count = raw.FPDFText_CountChars(text)
    code_at, box_at = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    box = raw.FS_RECTF()
    place = ctypes.byref(box)
    start = _Start(text, raw, x0, y0)
    words: list[Word] = []
    letters: list[str] = []
    left = right = top = bottom = far = mid = tall = 0.0
    spaced, at = False, 0
    for i in range(count):
        code = code_at(text, i)
        if code <= 32 and code != 2 or code == 0xA0:
            if letters:
                words.append(start.word(letters, at, left, top, right, bottom, spaced))
                letters = []
            spaced = True
            continue
        box_at(text, i, place)
        l, r, b, t = box.left, box.right, box.bottom, box.top  # noqa: E741
        if letters:
            gap, height = l - far, t - b
            limit = GAP * (height if height > tall else tall)
            capped = height * CAPPED < tall or height > CAPPED * tall
            if gap > limit or gap < -3 * limit or abs((t + b) / 2 - mid) > STEP * tall or capped:
                words.append(start.word(letters, at, left, top, right, bottom, spaced))
                letters, spaced = [], False
        if not letters:
            left, right, top, bottom, at = l, r, t, b, i
        else:
            left, right = (l if l < left else left), (r if r > right else right)
            top, bottom = (t if t > top else top), (b if b < bottom else bottom)
        letters.append("-" if code in HYPHEN_CODES else chr(code))
        far, mid, tall = r, (t + b) / 2, t - b
    if letters:
        words.append(start.word(letters, at, left, top, right, bottom, spaced))
    return words


class _Start:
    """What is asked once a word, of its first character."""

    def __init__(self, text: Any, raw: Any, x0: float, y0: float) -> None:  # noqa: ANN401
        self.text, self.raw, self.x0, self.y0 = text, raw, x0, y0
        self.x, self.y, self.matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
        self.places = ctypes.byref(self.x), ctypes.byref(self.y)
        self.matrix_at = ctypes.byref(self.matrix)
        self.font, self.flags = ctypes.create_string_buffer(128), ctypes.byref(ctypes.c_int())

    def word(self, letters: list[str], at: int, left: float, top: float, right: float, bottom: float, spaced: bool) -> Word:
        """A word whose first character is the one at this index."""
        raw, text = self.raw, self.text
        raw.FPDFText_GetCharOrigin(text, at, *self.places)
        raw.FPDFText_GetMatrix(text, at, self.matrix_at)
        m = self.matrix
        size = raw.FPDFText_GetFontSize(text, at) * math.hypot(m.c, m.d)
        angle = round(math.atan2(m.b, m.a) / (math.pi / 2)) % 4
        whole = "".join(letters)
        if not whole.isprintable():
            whole = _readable(whole)
        return Word(
            whole, left - self.x0, self.y0 - top, right - self.x0, self.y0 - bottom, self.y0 - self.y.value, size,
            self.is_bold(at), -angle % 4, spaced,
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
