"""What PDFium says of a page's characters, each thing asked of many of them at one go.

But for their text, PDFium has no call that answers for more than one character, and a call from Python costs as much as
several lines of it: most goes into the wrapping of its arguments and into the lines around it. Here answers are written
straight into arrays, and the loop over the characters is the interpreter's own (``map``).
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Sequence
from itertools import repeat
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

FONT_NAME = 128
"""Bytes that a font's name may have; of a longer one nothing is known."""

SURROGATE = 0xD800
"""The first of the codes that halves of characters have, all of which begin with the same five bits."""

MATRIX = Struct("=4f")
"""The four numbers of a matrix that turn and stretch: of a page's thousand words, few differ in them."""

_PAGE, _AT, _INTO = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
_TEXT = ctypes.PYFUNCTYPE(ctypes.c_int, _PAGE, _AT, _AT, _INTO)
_CODE = ctypes.PYFUNCTYPE(ctypes.c_uint, _PAGE, _AT)
_YES = ctypes.PYFUNCTYPE(ctypes.c_int, _PAGE, _AT)
_SIZE = ctypes.PYFUNCTYPE(ctypes.c_double, _PAGE, _AT)
_FILL = ctypes.PYFUNCTYPE(ctypes.c_int, _PAGE, _AT, _INTO)
_FILL_TWO = ctypes.PYFUNCTYPE(ctypes.c_int, _PAGE, _AT, _INTO, _INTO)
_NAME = ctypes.PYFUNCTYPE(ctypes.c_ulong, _PAGE, _AT, _INTO, ctypes.c_ulong, _INTO)


class Asked:
    """The characters of one page; ``at`` says which of them, by their numbers in its text."""

    def __init__(self, text: Any, raw: Any) -> None:  # noqa: ANN401, D107 - the library has no types of its own
        self.raw, self.text = raw, text
        self.page = repeat(ctypes.cast(text, ctypes.c_void_p).value)

    def _call(self, kind: Any, name: str) -> Any:  # noqa: ANN401
        """A function of PDFium with its arguments wrapped as little as will do."""
        return kind(ctypes.cast(getattr(self.raw, name), ctypes.c_void_p).value)

    def codes(self) -> NDArray[np.int64]:
        """The code of each character of the page.

        They are its text, unless that leaves some out, or has some in halves: then each is asked for. The text has U+FFFE
        where the character at a line's end is U+0002: both stand for a hyphen.
        """
        count = self.raw.FPDFText_CountChars(self.text)
        text = np.zeros(2 * count + 2, np.uint16)
        given = self._call(_TEXT, "FPDFText_GetText")(next(self.page), 0, count, text.ctypes.data) if count else 0
        known = text[:count]
        if given == count + 1 and not ((known == 0) | (known >> 11 == SURROGATE >> 11)).any():
            return known.astype(np.int64)
        return np.fromiter(map(self._call(_CODE, "FPDFText_GetUnicode"), self.page, range(count)), np.int64, count)

    def made_up(self, at: Sequence[int]) -> list[bool]:
        """Whether PDFium put a character in, where it saw white."""
        return [answer == 1 for answer in map(self._call(_YES, "FPDFText_IsGenerated"), self.page, at)]

    def boxes(self, at: Sequence[int]) -> NDArray[np.float64]:
        """Left, top, right and bottom of each, a row a character, in points from the page's lower left corner."""
        out = np.zeros((len(at), 4), np.float32)
        _all(map(self._call(_FILL, "FPDFText_GetLooseCharBox"), self.page, at, _rows(out)))
        return out.astype(np.float64)

    def baselines(self, at: Sequence[int]) -> list[float]:
        """Where each stands, in points from below."""
        out = np.zeros((len(at), 2), np.float64)
        _all(map(self._call(_FILL_TWO, "FPDFText_GetCharOrigin"), self.page, at, _rows(out), _rows(out, 8)))
        found: list[float] = out[:, 1].tolist()
        return found

    def matrices(self, at: Sequence[int]) -> list[bytes]:
        """How each is turned and stretched: a, b, c, d of the matrix it is printed through, as ``MATRIX`` unpacks them."""
        out = np.zeros((len(at), 6), np.float32)
        _all(map(self._call(_FILL, "FPDFText_GetMatrix"), self.page, at, _rows(out)))
        found: list[bytes] = out[:, :4].copy().view(f"V{MATRIX.size}").ravel().tolist()
        return found

    def sizes(self, at: Sequence[int]) -> list[float]:
        """The size of the type of each, before it is stretched."""
        return list(map(self._call(_SIZE, "FPDFText_GetFontSize"), self.page, at))

    def fonts(self, at: Sequence[int]) -> list[bytes]:
        """The name of the font of each, empty where it has none."""
        out, flags = np.zeros(len(at), f"S{FONT_NAME}"), ctypes.c_int()
        name = self._call(_NAME, "FPDFText_GetFontInfo")
        _all(map(name, self.page, at, _rows(out), repeat(FONT_NAME), repeat(ctypes.addressof(flags))))
        found: list[bytes] = out.tolist()
        return found


def _all(calls: Any) -> None:  # noqa: ANN401
    """Make all these calls, for what they write."""
    deque(calls, maxlen=0)


def _rows(out: NDArray[Any], offset: int = 0) -> range:
    """The address of each row of an array, or of what stands so many bytes behind it."""
    start, wide = out.ctypes.data + offset, max(1, out.strides[0])  # 0 where there are no rows
    return range(start, start + len(out) * wide, wide)
