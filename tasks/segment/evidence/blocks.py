"""Blocks: the lines between two blank lines of a dump.

A single blank line says little: many dumps have false ones, at the feet of columns or between paragraphs. A block of a line
or two says much: false blank lines seldom stand that close. What the block before ends with, how this one ends and what the
next one opens with tell a headline that stands alone from the rest of a paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tasks.segment.evidence.alone import ENDS, OPENS, Edges
from tasks.segment.evidence.families import Codes, Column, Family, Flags
from tasks.segment.evidence.setting import HELD, Measures

SIZES = ("1", "2", "3", "4-6", "many")
"""Lines of a block."""
PLACES = ("only", "first", "last", "inner")
DENSITIES = ("few", "some", "many")
"""How often blank lines come on the page: blocks of 20 lines and more, of 8 to 20, of fewer, in the mean."""
_DENSITY_LIMITS = np.array([0.05, 0.125])
LEAST = 0.01
"""Blank lines for each line below which a page has none worth speaking of."""
CLOSES = ("none", "sentence", "mark", "open")
"""How a block ends: as sentences do, with another mark or in the midst of a word, with none."""
_CLOSES = np.array([1 if end == "sentence" else 2 if end in ("hyphen", "comma", "colon", "dash") else 3 for end in ENDS])
STARTS = ("none", "low", "high", "wide", "mark")
"""What a block opens with."""
_STARTS = np.array([{"lower": 1, "closer": 1, "upper": 2, "digit": 2, "wide": 3}.get(opening, 4) for opening in OPENS])
FEW = 3
"""Lines of a block that may be a headline."""
_KNOWN = ("0", "1", "2", "many")
"""Such blocks on the page."""
_SIZE = Family("block:{}+{}@{}", SIZES, PLACES, DENSITIES)
_CLOSE = Family("block:{}+{}+before:{}+ends:{}", SIZES, PLACES, CLOSES, CLOSES)
_NEXT = Family("block:{}+{}+ends:{}+after:{}", SIZES, PLACES, CLOSES, STARTS)
_SIDES = Family("block:{}+{}+above:{}+below:{}", SIZES, PLACES, ("none", *SIZES), ("none", *SIZES))
_HELD = Family("block:{}+{}+held:{}/{}", SIZES, PLACES, HELD, HELD)
_HEADS = Family("block-heads:{}+{}@{}", _KNOWN, ("one", "other"), DENSITIES)


@dataclass(frozen=True, slots=True)
class Blocks:
    """A page's blocks: each one's first line and its last, the block of each line, and which may be a headline."""

    first: Codes
    last: Codes
    of: Codes
    before: Codes
    ends: Codes
    after: Codes
    heads: Flags

    @classmethod
    def found(cls, measures: Measures, edges: Edges) -> Blocks:
        """The blocks of a page's lines, of which there is one at least."""
        cut = measures.gap > 0
        cut[0] = True
        first = np.flatnonzero(cut)
        last = np.append(first[1:], len(cut)) - 1
        ends, opens = _CLOSES[edges.ends[last]], _STARTS[edges.opens[first]]
        before, after = np.append(0, ends[:-1]), np.append(opens[1:], 0)
        whole = (before <= 1) & (ends == CLOSES.index("open")) & (after != STARTS.index("low"))
        heads: Flags = whole & (last - first < FEW) & (opens != STARTS.index("low"))
        return cls(first, last, np.cumsum(cut) - 1, before, ends, after, heads)

    @property
    def edges(self) -> Flags:
        """Which lines begin a block that may be a headline, or stand below one."""
        begins = np.zeros(len(self.of), np.bool_)
        begins[self.first] = self.heads | np.append(False, self.heads[:-1])
        return begins


def blocks(found: Blocks, measures: Measures) -> list[Column]:
    """What each line's block shows; nothing on a page without blank lines."""
    of, first, last = found.of, found.first, found.last
    share = (len(first) - 1) / max(1, len(of) - 1)
    if share < LEAST:
        return []
    count = last - first + 1
    size = np.where(count < 4, count - 1, np.where(count < 7, 3, 4))
    place = np.full(len(of), 3)
    place[last], place[first] = 2, 1
    place[first[count == 1]] = 0
    density = np.full(len(of), np.searchsorted(_DENSITY_LIMITS, share, side="right"))
    above, below = np.append(0, size[:-1] + 1), np.append(size[1:] + 1, 0)
    held = [
        np.maximum.reduceat(measures.holds(fit, measures.width), first) for fit in (measures.fit_above, measures.fit_below)
    ]
    known = np.full(len(of), min(int(np.count_nonzero(found.heads)), len(_KNOWN) - 1))
    mine = size[of], place
    return [
        _SIZE.column(*mine, density),
        _CLOSE.column(*mine, found.before[of], found.ends[of]),
        _NEXT.column(*mine, found.ends[of], found.after[of]),
        _SIDES.column(*mine, above[of], below[of]),
        _HELD.column(*mine, held[0][of], held[1][of]),
        _HEADS.column(known, 1 - found.heads.astype(np.intp)[of], density),
    ]
