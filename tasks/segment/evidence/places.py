"""Where a page's words stand: each word's lines, in order, for all that tells articles by words that come again.

Lines are compared by pairs of characters in full-width print, by the beginnings of longer words elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tasks.segment.evidence.families import Codes, Flags
from tasks.segment.evidence.letters import LONG, WORD, Letters

STEM = 7
"""Letters of a word that count: endings differ."""
_SPOT = 22
"""Bits of a place among the page's characters: more than four million are on no page."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places of all words: words in the order in which they first come on the page, each word's lines from the top.

    ``line`` is a place's line; ``first`` says which places are their word's first; a word stands once a line.
    """

    line: Codes
    first: Flags
    lines: int

    @classmethod
    def of(cls, letters: Letters, wide: bool) -> Places:
        """The places of these lines' words."""
        words, line = _pairs(letters) if wide else _stems(letters)
        spots = np.arange(len(words), dtype=np.uint64)
        order, fresh = _sorted(words, spots)
        once = np.ones(len(order), np.bool_)
        once[1:] = fresh[1:] | (line[order[1:]] != line[order[:-1]])
        order, fresh = order[once], fresh[once]
        if wide:  # by the place where the word first comes, no longer by its characters
            came = order[fresh][np.cumsum(fresh) - 1]
            again, fresh = _sorted(came.astype(np.uint64), np.arange(len(order), dtype=np.uint64))
            order = order[again]
        return cls(line[order], fresh, len(letters.starts))

    def sizes(self) -> Codes:
        """How many places each word has."""
        edges = np.append(np.flatnonzero(self.first), len(self.line))
        return np.diff(edges)


def _sorted(words: npt.NDArray[np.uint64], spots: npt.NDArray[np.uint64]) -> tuple[Codes, Flags]:
    """The order of words, each word's spots in order; and which spots are their word's first."""
    both = np.sort(words << np.uint64(_SPOT) | spots)
    order = (both & np.uint64((1 << _SPOT) - 1)).astype(np.intp)
    both >>= np.uint64(_SPOT)
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = both[1:] != both[:-1]
    return order, fresh


def _pairs(letters: Letters) -> tuple[npt.NDArray[np.uint64], Codes]:
    """Pairs of neighbouring characters, signs and blanks left out, and the line of each."""
    kept = (letters.kinds & WORD != 0) & (letters.codes != ord("_"))
    codes, line = letters.codes[kept].astype(np.uint64), letters.line[kept]
    inside = line[1:] == line[:-1]
    return (codes[:-1] << np.uint64(21) | codes[1:])[inside], line[1:][inside]


def _stems(letters: Letters) -> tuple[npt.NDArray[np.uint64], Codes]:
    """The beginnings of longer words, numbered as they first come, and the line of each."""
    words = letters.words
    long = words.size > LONG
    start, size = words.start[long], words.size[long]
    text = letters.text.casefold()
    if len(text) == len(letters.text):  # each character is folded to one
        ends = (start + np.minimum(size, STEM)).tolist()
        stems = [text[a:b] for a, b in zip(start.tolist(), ends, strict=True)]
    else:
        ends = (start + size).tolist()
        stems = [letters.text[a:b].casefold()[:STEM] for a, b in zip(start.tolist(), ends, strict=True)]
    numbers = {stem: n for n, stem in enumerate(dict.fromkeys(stems))}
    return np.array([numbers[stem] for stem in stems], np.uint64), words.line[long]
