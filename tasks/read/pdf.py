"""PDF text layers, through PDFium: characters with their boxes, sizes and weights → words, and ``pdf_lines`` does the rest.

PDFium is asked as little as will do, since each question to it costs as much as a line of Python: the box of each character,
all else once a word (``pdf_asked``). Blanks that it has put in part words, as do gaps and steps that it overlooks. Not
read: pictures (a scan without a text layer is an error that says so), annotations, forms.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from operator import mul
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.model.errors import BrokenSource, NoTextLayer, ReaderMissing
from tasks.model.source import POINT
from tasks.read import pdf_damaged, pdf_unpacked
from tasks.read.faces import face
from tasks.read.found import FoundPage
from tasks.read.pdf_asked import MATRIX, Asked
from tasks.read.pdf_blanks import THIN
from tasks.read.pdf_lines import blocks_of
from tasks.read.pdf_order import Found, found, is_mingled, painted
from tasks.read.pdf_scattered import in_order

HYPHEN_CODES = (0x02, 0xAD, 0xFFFE)
"""How PDFium gives a hyphen at a line's end that divides a word."""

GAP = 0.25
"""White from which two characters are not of one word, in heights of the type."""

STEP = 0.6
"""A step up or down from which they are not, likewise: less is an index or an exponent."""

CAPPED = 1.8
"""How much higher than its neighbour a letter is that is set by itself: a drop cap, close to the word that it begins."""

LOOSE = 1.15
"""How high the boxes are that PDFium gives the characters of most fonts, in sizes."""

_Numbers = NDArray[np.float64]

_Type = tuple[float, float, int]
"""The size a character is printed in, its baseline in the file's own direction, its quarter turn."""

_BOLD = re.compile(rb"bold|black|heavy|demi|semib", re.IGNORECASE)
"""In a font's name. Its weight says less: PDFium works it out from the stems, and has 415 for a bold of Liberation."""


class Word(NamedTuple):
    """A word of a PDF: edges in points from the page's upper left corner; ``baseline`` likewise; ``angle`` in quarter turns.

    ``size`` is that of its type in points as it is printed, ``spaced`` says that PDFium saw a blank before it, ``painted``
    that the blank is a character of the file rather than mere white. ``lefts`` and ``rights`` are the edges of each letter,
    none where the line is turned; ``widest`` is the most white between two of them as they
    were painted, in sizes.
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
    lefts: tuple[float, ...] = ()
    rights: tuple[float, ...] = ()
    widest: float = -math.inf
    face: str | None = None

    @property
    def whites(self) -> list[float]:
        """What is between its letters, in sizes."""
        return [(left - right) / self.size for left, right in zip(self.lefts[1:], self.rights, strict=False)]


def read_pdf(data: bytes) -> list[FoundPage]:
    """The pages of a PDF; of those that are damaged among others, the damage.

    Raises:
        BrokenSource: it is damaged as a whole, locked with a password, or unpacks to more than memory holds.
        NoTextLayer: there is no character on any of its pages.
        ReaderMissing: pypdfium2 is not installed.
    """
    pdfium = _library()
    pdf_unpacked.check(data)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as wrong:
        locked = "password" in str(wrong).lower()
        mend = "take the password off, and deliver it again" if locked else None
        what = "it is locked with a password" if locked else f"it cannot be opened: {wrong}"
        raise BrokenSource(f"expected a PDF of {len(data)} bytes, but {what}", mend=mend) from wrong
    try:
        damage = _damage(data, len(document), pdfium)
        pages = [_page(document, index, pdfium, damage.get(index)) for index in range(len(document))]
    finally:
        document.close()
    if not any(page.blocks for page in pages):
        if broken := [page.damage for page in pages if page.damage]:
            raise BrokenSource(broken[0])
        raise NoTextLayer(f"there is no text on its {len(pages)} page{'s' * (len(pages) != 1)}, only pictures, if anything")
    return pages


def _library() -> Any:  # noqa: ANN401 - the library has no types of its own
    try:
        import pypdfium2
    except ImportError as wrong:
        raise ReaderMissing("it is a PDF, and the library that reads PDF (pypdfium2) is not installed") from wrong
    return pypdfium2


def _damage(data: bytes, count: int, pdfium: Any) -> dict[int, str]:  # noqa: ANN401
    """What is wrong with pages, by their indices, whose streams do not unpack to their end."""
    return {
        index: f"expected page {index + 1} of {count}, but its stream at byte {stream[0]} cannot be unpacked to its end"
        for stream in pdf_damaged.broken_streams(data)
        for index in pdf_damaged.pages_of(data, stream, pdfium)
    }


def _page(document: Any, index: int, pdfium: Any, damage: str | None = None) -> FoundPage:  # noqa: ANN401
    """A page's lines in blocks; nothing of one that is damaged, since nobody knows what is missing."""
    if not damage:
        try:
            page = document[index]
            text = page.get_textpage()
        except pdfium.PdfiumError as wrong:
            damage = f"expected page {index + 1} of {len(document)}, but it cannot be opened: {wrong}"
    if damage:
        return FoundPage(index + 1, "pdf", POINT, damage=damage)
    left, bottom, right, top = page.get_bbox()  # what is shown: the crop box as far as it is a box, and of the sheet
    asked = Asked(text.raw, pdfium.raw)
    characters = found(asked)
    words = _words(characters, asked, left, top)
    if is_mingled(words):
        words = _words(painted(characters, text.raw, page.raw, pdfium.raw), asked, left, top)
    words = _turned(words, page.get_rotation(), right - left, top - bottom)
    width, height = page.get_size()
    text.close()
    page.close()
    label = document.get_page_label(index) or None
    return FoundPage(index + 1, "pdf", POINT, label, width, height, blocks_of(in_order(words, max(width, height))))


def _turned(words: list[Word], degrees: int, width: float, height: float) -> list[Word]:
    """Words of a page that is shown turned clockwise by quarters, where they are then seen."""
    turns = degrees // 90 % 4
    for _ in range(turns):
        words = [
            word._replace(
                left=height - word.bottom, right=height - word.top, top=word.left, bottom=word.right,
                baseline=word.right, angle=(word.angle + 1) % 4, lefts=(), rights=(), widest=-math.inf,
            )
            for word in words
        ]  # fmt: skip
        width, height = height, width
    return words


def _words(characters: Found, asked: Asked, x0: float, y0: float) -> list[Word]:
    """The words that these characters of a page make."""
    if not len(characters.at):
        return []
    left, top, right, bottom = asked.boxes(characters.at.tolist()).T
    first = np.flatnonzero(_begins(characters, asked, left, top, right, bottom))
    at = characters.at[first].tolist()
    sizes, baselines, angles = _types(asked, at)
    fonts = asked.fonts(at)
    left, right, white = left - x0, right - x0, characters.white[first]
    ends = np.append(first[1:], len(left))
    texts = _texts(characters.codes, first, ends)
    known = (np.array(sizes) != 0) & (np.array(angles) == 0) & (np.array(list(map(len, texts))) == ends - first)
    ends = np.where(known, ends, first)  # places of letters: none where they are not known one by one
    starts, stops, lefts, rights = first.tolist(), ends.tolist(), tuple(left.tolist()), tuple(right.tolist())
    fields = zip(
        texts,
        np.minimum.reduceat(left, first).tolist(),
        (y0 - np.maximum.reduceat(top, first)).tolist(),
        np.maximum.reduceat(right, first).tolist(),
        (y0 - np.minimum.reduceat(bottom, first)).tolist(),
        (y0 - np.array(baselines)).tolist(),
        sizes,
        map(_is_bold, fonts),
        [-angle % 4 for angle in angles],
        (white > 0).tolist(),
        (white > 1).tolist(),
        [lefts[a:b] for a, b in zip(starts, stops, strict=True)],
        [rights[a:b] for a, b in zip(starts, stops, strict=True)],
        _widest(left, right, first, ends, sizes),
        map(_face, fonts),
        strict=True,
    )
    return list(map(tuple.__new__, repeat(Word), fields))


def _texts(codes: NDArray[np.int64], first: NDArray[np.intp], ends: NDArray[np.intp]) -> list[str]:
    """The text of each word, whose characters stand from the one place to the other."""
    text = _text(codes)
    words = [text[a:b] for a, b in zip(first.tolist(), ends.tolist(), strict=True)]
    return words if text.isprintable() else [word if word.isprintable() else _readable(word) for word in words]


def _text(codes: NDArray[np.int64]) -> str:
    """The characters of these codes, one each: those that are given in halves are put together word by word."""
    known = codes.astype("<u4")
    for code in HYPHEN_CODES:
        known[codes == code] = ord("-")
    return known.tobytes().decode("utf-32-le", "surrogatepass")


def _widest(
    left: _Numbers, right: _Numbers, first: NDArray[np.intp], ends: NDArray[np.intp], sizes: Sequence[float]
) -> list[float]:
    """The most white behind any letter but the last of each word, in its sizes."""
    own = np.repeat([size or math.inf for size in sizes], np.diff(first, append=len(left)))
    white = np.append((left[1:] - right[:-1]) / own[:-1], -math.inf)
    white[first[1:] - 1] = -math.inf
    widest: list[float] = np.where(ends > first, np.maximum.reduceat(white, first), -math.inf).tolist()
    return widest


def _begins(
    characters: Found, asked: Asked, left: _Numbers, top: _Numbers, right: _Numbers, bottom: _Numbers
) -> NDArray[np.bool_]:
    """Which characters begin a word: the first, those behind white, and those that stand or are set apart.

    Boxes raise the question: in a font that is drawn (Type 3) they are as high as each letter is. The letters of a ligature
    have one box.
    """
    white, height, middle = characters.white[1:], top - bottom, (top + bottom) / 2
    tall, high, gap = height[:-1], height[1:], left[1:] - right[:-1]
    limit = GAP * np.maximum(high, tall)
    apart = (gap > limit) | (gap < -3 * limit) | (np.abs(np.diff(middle)) > STEP * tall) | (white < 0)
    apart |= (high * CAPPED < tall) | (high > CAPPED * tall)
    apart &= (white <= 0) & ((np.diff(left) != 0) | (np.diff(right) != 0) | (np.diff(middle) != 0))
    begins = np.concatenate([[True], white > 0])
    asks = np.flatnonzero(apart) + 1
    types = list(zip(*_types(asked, characters.at[np.concatenate([asks - 1, asks])].tolist()), strict=True))
    for k, one, other in zip(asks.tolist(), types, types[len(asks) :], strict=False):
        begins[k] = _parts(one, other, gap[k - 1], white[k - 1])
    return begins


def _types(asked: Asked, at: Sequence[int]) -> tuple[list[float], list[float], list[int]]:
    """The type of each of these characters: what a ``_Type`` has, each by itself."""
    matrices, sizes = asked.matrices(at), asked.sizes(at)
    turned = {matrix: _turn(*MATRIX.unpack(matrix)) for matrix in set(matrices)}
    scales, angles = zip(*map(turned.__getitem__, matrices), strict=True) if at else ((), ())
    if min(sizes, default=0.0) < 0:  # type of a size below nought stands on its head
        angles = tuple((angle + 2 * (size < 0)) % 4 for angle, size in zip(angles, sizes, strict=True))
    return list(map(abs, map(mul, sizes, scales))), asked.baselines(at), list(angles)


def _turn(a: float, b: float, c: float, d: float) -> tuple[float, int]:
    """How much higher a matrix makes letters, and how many quarters it turns them."""
    return math.hypot(c, d), round(math.atan2(b, a) / (math.pi / 2)) % 4


def _parts(before: _Type, own: _Type, gap: float, white: int) -> bool:
    """Whether a character begins a word, since its type or its place differs from those of the one before it.

    Where nothing says whether there is a blank (``white`` < 0), little white is one.
    """
    size, y, angle = own
    large, small = max(size, before[0]), min(size, before[0])
    limit = (GAP if white >= 0 else THIN) * LOOSE * large
    if angle % 2 or large > CAPPED * small or abs(y - before[1]) > STEP * large:
        return True
    return gap > limit or gap < -3 * limit


@lru_cache(1024)
def _is_bold(name: bytes) -> bool | None:
    """Whether a font is called bold; None where it has no name."""
    return bool(_BOLD.search(name)) if name else None


@lru_cache(1024)
def _face(name: bytes) -> str | None:
    """The face of the font of that name, which no encoding is stated for."""
    return face(name.decode("utf-8", "replace"))


def _readable(text: str) -> str:
    """Characters that PDFium gives in halves put together; what is no character stands as U+FFFD."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(c if c.isprintable() or c in "\u200b\u200c\u200d" else "\N{REPLACEMENT CHARACTER}" for c in whole)
