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

_INT, _CODE, _SIZE, _NOTHING = map(ctypes.PYFUNCTYPE, (ctypes.c_int, ctypes.c_uint, ctypes.c_double, None))
"""Functions by what they return. What they take is not stated: numbers and pointers then go as they are, unwrapped."""

_SLOT = 24
"""Bytes of a slot for an answer: six floats, the longest of those that each character has."""

_NAME_SLOTS = -(-FONT_NAME // _SLOT)
"""Slots that a font's name takes."""


class Asked:
    """The characters of one page; ``at`` says which of them, by their numbers in its text."""

    def __init__(self, text: Any, raw: Any) -> None:  # noqa: ANN401, D107 - the library has no types of its own
        self.raw, self.text = raw, text
        self.page = repeat(ctypes.c_void_p.from_param(ctypes.cast(text, ctypes.c_void_p).value))

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
        into = ctypes.c_void_p(text.ctypes.data)
        given = self._call(_INT, "FPDFText_GetText")(next(self.page), 0, count, into) if count else 0
        known = text[:count]
        if given == count + 1 and not ((known == 0) | (known >> 11 == SURROGATE >> 11)).any():
            return known.astype(np.int64)
        return np.fromiter(map(self._call(_CODE, "FPDFText_GetUnicode"), self.page, range(count)), np.int64, count)

    def made_up(self, at: Sequence[int]) -> list[bool]:
        """Whether PDFium put a character in, where it saw white."""
        return [answer == 1 for answer in map(self._call(_INT, "FPDFText_IsGenerated"), self.page, at)]

    def boxes(self, at: Sequence[int]) -> NDArray[np.float64]:
        """Left, top, right and bottom of each, a row a character, in points from the page's lower left corner."""
        slots, room = _ROOM.of(len(at))
        _all(map(self._call(_NOTHING, "FPDFText_GetLooseCharBox"), self.page, at, slots))
        return room.view(np.float32)[:, :4].astype(np.float64)

    def baselines(self, at: Sequence[int]) -> list[float]:
        """Where each stands, in points from below."""
        slots, room = _ROOM.of(len(at))
        across = repeat(ctypes.byref(ctypes.c_double()))
        _all(map(self._call(_NOTHING, "FPDFText_GetCharOrigin"), self.page, at, across, slots))
        found: list[float] = room.view(np.float64)[:, 0].tolist()
        return found

    def matrices(self, at: Sequence[int]) -> list[bytes]:
        """How each is turned and stretched: a, b, c, d of the matrix it is printed through, as ``MATRIX`` unpacks them."""
        slots, room = _ROOM.of(len(at))
        _all(map(self._call(_NOTHING, "FPDFText_GetMatrix"), self.page, at, slots))
        found: list[bytes] = room[:, : MATRIX.size].copy().view(f"V{MATRIX.size}").ravel().tolist()
        return found

    def sizes(self, at: Sequence[int]) -> list[float]:
        """The size of the type of each, before it is stretched."""
        return list(map(self._call(_SIZE, "FPDFText_GetFontSize"), self.page, at))

    def fonts(self, at: Sequence[int]) -> list[bytes]:
        """The name of the font of each, empty where it has none."""
        slots, room = _ROOM.of(_NAME_SLOTS * len(at))
        name, flags = self._call(_NOTHING, "FPDFText_GetFontInfo"), repeat(ctypes.byref(ctypes.c_int()))
        _all(map(name, self.page, at, slots[::_NAME_SLOTS], repeat(ctypes.c_ulong.from_param(FONT_NAME)), flags))
        rows = room.reshape(len(at), _NAME_SLOTS * _SLOT)[:, :FONT_NAME].copy()
        found: list[bytes] = rows.view(f"S{FONT_NAME}").ravel().tolist()
        return found


def _all(calls: Any) -> None:  # noqa: ANN401
    """Make all these calls, for what they write."""
    deque(calls, maxlen=0)


class _Room:
    """Slots for answers, made once for the largest page so far: what one page was answered is copied before more is asked.

    PDFium answers one question at a time, whatever the number of threads.
    """

    def __init__(self) -> None:
        """Without any."""
        self.slots: list[Any] = []
        self.bytes = np.zeros((0, _SLOT), np.uint8)

    def of(self, count: int) -> tuple[list[Any], NDArray[np.uint8]]:
        """So many slots, as functions take them, and what stands in them, a row each: noughts."""
        if count > len(self.slots):
            room = bytearray(_SLOT << count.bit_length())
            held = (ctypes.c_char * len(room)).from_buffer(room)
            self.bytes = np.frombuffer(room, np.uint8).reshape(-1, _SLOT)
            self.slots = list(map(ctypes.byref, repeat(held), range(0, len(room), _SLOT)))
        self.bytes[:count] = 0
        return self.slots[:count], self.bytes[:count]


_ROOM = _Room()
