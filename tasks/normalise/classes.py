"""Characters of a text counted by what they are: all of them looked up at once in a table, for a page has thousands."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np


class Classes:
    """Classes of characters, each given by its code points; a character is of one of them at most.

    >>> Classes([range(65, 91), range(97, 123)], [range(48, 58)]).counts("Page 12")
    [4, 2]
    """

    def __init__(self, *classes: Collection[range]) -> None:
        """Each class is made of stretches of code points."""
        self._table = np.zeros(1 + max(codes.stop for stretches in classes for codes in stretches), np.uint8)
        self._size = len(classes) + 1
        for number, stretches in enumerate(classes, 1):
            for codes in stretches:
                self._table[codes.start : codes.stop] = number

    def counts(self, text: str) -> list[int]:
        """How many characters of a text are of each class."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        numbers = self._table.take(codes, mode="clip")  # the last entry is nought, of what lies beyond
        found: list[int] = np.bincount(numbers, minlength=self._size)[1:].tolist()
        return found


def each(characters: Collection[str]) -> list[range]:
    """Single characters as stretches."""
    return [range(ord(one), ord(one) + 1) for one in characters]
