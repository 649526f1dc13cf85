"""What kinds of characters stand in each line: all of a page's characters looked up at once, counted line by line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from tasks.segment.evidence.families import Codes, Flags

Kinds = npt.NDArray[np.uint16]

WORD, LETTER, UPPER, LOWER, TITLE, DIGIT, DECIMAL, STOP, COMMA, CLOSING, WIDE, PAIR, SMALL = (1 << n for n in range(13))
"""Kinds of characters, one bit each; ``PAIR`` is a digit with another after it, ``SMALL`` a letter that is no capital."""
_STOPS = frozenset(".!?。！？；;")
_COMMAS = frozenset(",，、")
_CLOSERS = frozenset("”’」』》〉）)】〕]］»›、，。；：？！,;:?!.·…")
_WIDE_RANGES = ((0x2E80, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFF01, 0xFF60))
LONG = 3
"""Letters that a word must have more than to tell anything by its case or by coming again."""


def _kind(char: str) -> int:
    """The bits of one character."""
    told = (
        (WORD, char.isalnum() or char == "_"),
        (LETTER, char.isalnum() and not char.isdecimal()),
        (UPPER, char.isupper()),
        (LOWER, char.islower()),
        (TITLE, char.istitle() and not char.isupper()),
        (DIGIT, char.isdigit()),
        (DECIMAL, char.isdecimal()),
        (STOP, char in _STOPS),
        (COMMA, char in _COMMAS),
        (CLOSING, char in _CLOSERS),
        (SMALL, char.isalpha() and not char.isupper()),
        (WIDE, any(first <= ord(char) <= last for first, last in _WIDE_RANGES)),
    )
    return sum(bit for bit, holds in told if holds)


class Lookup:
    """What is known of each character, found out when it is first met: a table over all characters there are.

    >>> digits = Lookup(str.isdigit)
    >>> digits.at(np.array([ord(c) for c in "a1"])).tolist()
    [0, 1]
    """

    def __init__(self, find: Callable[[str], int]) -> None:
        """What ``find`` says of a character: a number from nought to 32766."""
        self._find = find
        self._table: npt.NDArray[np.uint16] | None = None

    def at(self, codes: npt.NDArray[np.integer[Any]]) -> Kinds:
        """What is known of the characters with these code points."""
        if self._table is None:
            self._table = np.zeros(0x110000, np.uint16)  # one more than what is known; nought: not yet looked at
        found = self._table[codes]
        if not found.all():
            for code in set(codes[found == 0].tolist()):
                self._table[code] = self._find(chr(code)) + 1
            found = self._table[codes]
        known: Kinds = found - np.uint16(1)
        return known


_KINDS = Lookup(_kind)


@dataclass(frozen=True, slots=True)
class Words:
    """The page's runs of letters: where each begins among the page's characters, its line, its letters, its case."""

    start: Codes
    line: Codes
    size: Codes
    opens_upper: Flags
    upper: Flags


@dataclass(frozen=True)
class Letters:
    """A page's characters, line after line.

    ``text`` are all of them, ``codes`` their code points, ``kinds`` their bits; ``starts`` and ``ends`` bound each line;
    ``line`` is each character's; ``any_of`` has for each line the bits of all its characters.
    """

    text: str
    codes: npt.NDArray[np.uint32]
    kinds: Kinds
    starts: Codes
    ends: Codes
    line: Codes
    any_of: Kinds

    @classmethod
    def of(cls, texts: Sequence[str]) -> Letters:
        """The characters of these lines, of which none is empty."""
        text = "".join(texts)
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        kinds = _KINDS.at(codes)
        sizes = np.array([len(text) for text in texts], np.intp)
        ends = np.cumsum(sizes)
        starts = ends - sizes
        pairs = kinds[:-1] & kinds[1:] & DECIMAL != 0
        pairs[ends[:-1] - 1] = False
        kinds[:-1][pairs] |= PAIR
        line = np.repeat(np.arange(len(sizes)), sizes)
        return cls(text, codes, kinds, starts, ends, line, np.bitwise_or.reduceat(kinds, starts))

    def has(self, kind: int) -> Flags:
        """Which lines hold such a character."""
        found: Flags = self.any_of & kind != 0
        return found

    def count(self, kind: int) -> Codes:
        """How many such characters each line holds."""
        return np.bincount(self.line[self.kinds & kind != 0], minlength=len(self.starts))

    def goes_on_after_stop(self) -> Flags:
        """Which lines hold a sentence's or a clause's stop, and a word after it."""
        stops = np.append(np.flatnonzero(self.kinds & STOP), len(self.codes))
        words = np.append(-1, np.flatnonzero(self.kinds & WORD))
        first = stops[np.searchsorted(stops, self.starts)]
        last = words[np.searchsorted(words, self.ends) - 1]
        return (first < self.ends) & (last > first)

    @cached_property
    def words(self) -> Words:
        """The runs of letters, none of which a line's end divides."""
        letters = np.zeros(len(self.codes) + 1, np.bool_)
        letters[:-1] = self.kinds & LETTER != 0
        begins, ends = letters[:-1].copy(), letters[:-1].copy()
        inner = np.ones(len(self.codes), np.bool_)
        inner[self.starts] = False  # whether the character before stands in the same line
        begins[1:] &= ~(letters[:-2] & inner[1:])
        ends[:-1] &= ~(letters[1:-1] & inner[1:])
        first = np.flatnonzero(begins)
        size = np.flatnonzero(ends) + 1 - first
        kinds = np.where(letters[:-1], self.kinds, np.uint16(0))
        cases = np.bitwise_or.reduceat(kinds, first) if len(first) else kinds[:0]
        upper = (cases & UPPER != 0) & (cases & (LOWER | TITLE) == 0)
        return Words(first, self.line[first], size, self.kinds[first] & UPPER != 0, upper)
