"""A line of a PDF while its page is put together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice, repeat
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.model.source import Box
from tasks.read.found import FoundLine, FoundWord
from tasks.read.pdf_blanks import CHINESE, apart

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


class Columns(NamedTuple):
    """What is known of words, each thing of all of them at one go: ``length`` in characters, the rest as ``Word`` has it."""

    length: NDArray[np.int64]
    left: NDArray[np.float64]
    top: NDArray[np.float64]
    right: NDArray[np.float64]
    bottom: NDArray[np.float64]
    baseline: NDArray[np.float64]
    size: NDArray[np.float64]
    angle: NDArray[np.int64]
    widest: NDArray[np.float64]


def columns_of(words: Sequence[Word]) -> Columns:
    """These words, of which there is one at least, in columns."""
    texts, *places, _, angles, _, _, _, _, widest, _ = zip(*words, strict=True)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    return Columns._make((lengths, *map(np.array, places), np.array(angles), np.array(widest)))


def lines_of(words: Sequence[Word], columns: Columns, starts: Sequence[int]) -> list[Line]:
    """The lines that begin at these words, all of whose edges are found at one go."""
    lengths = columns.length * len(words) - np.arange(len(words))
    longest = (-np.maximum.reduceat(lengths, starts) % len(words)).tolist()  # of several that are as long, the first
    least = [np.minimum.reduceat(edges, starts).tolist() for edges in (columns.left, columns.top)]
    most = [np.maximum.reduceat(edges, starts).tolist() for edges in (columns.right, columns.bottom)]
    out = []
    for a, b, left, top, right, bottom, at in zip(starts, [*starts[1:], len(words)], *least, *most, longest, strict=True):
        line = Line.__new__(Line)
        line.words, line.upright = list(words[a:b]), False
        line.left, line.top, line.right, line.bottom = left, top, right, bottom
        line.baseline, line.size = words[at].baseline, words[at].size
        out.append(line)
    return out


def found_lines(lines: Sequence[Line]) -> list[FoundLine]:
    """The lines of a page as the readers give them: all words are made at one go, half the time that line by line takes."""
    words = list(chain.from_iterable([line.words for line in lines]))
    if not words:
        return []
    texts, lefts, tops, rights, bottoms, _, sizes, bolds, *_, faces = zip(*words, strict=True)
    new, none, chinese = tuple.__new__, repeat(None), max(texts) >= CHINESE
    boxes = map(new, repeat(Box), zip(lefts, tops, map(sub, rights, lefts), map(sub, bottoms, tops), strict=True))
    made = map(new, repeat(FoundWord), zip(texts, boxes, sizes, bolds, none, none, none, faces, strict=False))
    out = []
    for line in lines:
        box = Box(line.left, line.top, line.right - line.left, line.bottom - line.top)
        told = apart(line.words) if chinese and not line.upright else ()
        out.append(FoundLine(list(islice(made, len(line.words))), box, None, line.size, line.upright, told))
    return out
