"""A line of a PDF while its page is put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasks.model.source import Box
from tasks.read.found import FoundLine, FoundWord
from tasks.read.pdf_blanks import apart

if TYPE_CHECKING:
    from tasks.read.pdf import Word


class Line:
    """Words on one baseline; ``upright`` if they stand one below the other."""

    __slots__ = ("baseline", "bottom", "left", "right", "size", "top", "upright", "words")

    def __init__(self, words: list[Word], upright: bool = False) -> None:
        """Of these words, in order."""
        self.words = words
        self.upright = upright
        texts, lefts, tops, rights, bottoms, *_ = zip(*words, strict=True)
        self.left: float = min(lefts)
        self.top: float = min(tops)
        self.right: float = max(rights)
        self.bottom: float = max(bottoms)
        lengths = list(map(len, texts))
        longest = words[lengths.index(max(lengths))]
        self.baseline, self.size = longest.baseline, longest.size

    def found(self) -> FoundLine:
        """As the readers give lines."""
        made, place = FoundWord._make, Box._make  # of a tuple: a third of the time that fields by name take
        words = [
            made((text, place((left, top, right - left, bottom - top)), size, bold, None, None, None))
            for text, left, top, right, bottom, _, size, bold, *_ in self.words
        ]
        box = Box(self.left, self.top, self.right - self.left, self.bottom - self.top)
        return FoundLine(words, box, None, self.size, self.upright, () if self.upright else apart(self.words))
