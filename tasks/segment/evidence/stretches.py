"""Stretches of lines that run on: what is set as one piece, a paragraph, a headline, a crosshead, a byline.

One line says little: the first line of a crosshead looks like the first line of a paragraph. What tells is the whole piece:
how many lines it takes, whether it ends as sentences do, whether the column holds it, what stands before and after it. A
stretch ends where a line was ended although the next word would have fitted, where a sentence ends with a little room left,
where the setting changes, or where blank lines set a few lines apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from tasks.segment.evidence.families import Codes, Column, Family, Flags
from tasks.segment.evidence.setting import CHANGES, HELD, ROOM, ROOMS, Measures, among

ENDED = frozenset(("half-em", "em", "2em", "some", "much"))
"""Room after the next word that no full line has left (see :data:`tasks.segment.evidence.setting.ROOMS`)."""
INDENTED = frozenset(("half-em", "em", "2em"))
"""Room that a first line may have, because it is set in."""
_BLIND = frozenset(("unknown", "beyond"))
_STARTS = re.compile(r"^[\W_]*[A-ZÀ-ÖØ-Þ\d\u2e80-\uffef]")
_ENDED, _ENDED_OR_BLIND = among(ROOMS, ENDED), among(ROOMS, ENDED | _BLIND)
_SET_IN, _SET_IN_OR_BLIND, _SET_IN_OR_UNKNOWN = (
    among(ROOMS, INDENTED | more) for more in (frozenset[str](), _BLIND, frozenset(("unknown",)))
)

SIZES = ("1", "2", "3", "4-6", "many")
"""Lines of a stretch."""
PLACES = ("only", "first", "last", "inner")
ENDS = ("sentence", "mark", "open")
SETS = tuple(f"{above}/{below}/{change}" for above, below, change in product(HELD, HELD, CHANGES))
"""Whether the columns above and below hold a stretch, and whether they are of one measure."""
_BESIDE = ("none+none", *(f"{size}+{ends}" for size, ends in product(SIZES, ENDS)))
_ALONE = (
    Family("stretch:{}+{}", SIZES, PLACES),
    Family("stretch:{}+{}+ends:{}", SIZES, PLACES, ENDS),
    Family("stretch:{}+{}+{}", SIZES, PLACES, SETS),
    Family("stretch:{}+{}+{}+ends:{}", SIZES, PLACES, SETS, ENDS),
    Family("stretch:{}+{}+before:{}", SIZES, PLACES, _BESIDE),
    Family("stretch:{}+{}+after:{}", SIZES, PLACES, _BESIDE),
)


@dataclass(frozen=True, slots=True)
class Runs:
    """The stretches: each one's first line, the line after its last, and the stretch of each line."""

    first: Codes
    end: Codes
    of: Codes

    def any_of(self, lines: Flags) -> Flags:
        """Which stretches hold such a line."""
        found: Flags = np.logical_or.reduceat(lines, self.first)
        return found


def stretches(texts: Sequence[str], found: Runs, sentence: Flags, measures: Measures) -> list[Column]:
    """What each line's stretch shows.

    Args:
        texts: the lines.
        found: their stretches (:func:`runs`).
        sentence: which lines end as sentences do.
        measures: the lines' measures.
    """
    first, last = found.first, found.end - 1
    count = found.end - first
    size = np.where(count < 4, count - 1, np.where(count < 7, 3, 4))
    marked = np.array([texts[i][-1] in ",:;，：；、—-" for i in last.tolist()], np.intp)
    ends = np.where(sentence[last], 0, 2 - marked)
    held = [
        np.maximum.reduceat(measures.holds(fit, measures.width), first) for fit in (measures.fit_above, measures.fit_below)
    ]
    change = measures.changed(measures.fit_above[first], measures.fit_below[last])
    set_ = (held[0] * len(HELD) + held[1]) * len(CHANGES) + change
    of = found.of
    place = np.full(len(of), 3)
    place[last], place[first] = 2, 1
    place[first[count == 1]] = 0
    beside = size * len(ENDS) + ends + 1
    before, after = np.append(0, beside[:-1])[of], np.append(beside[1:], 0)[of]
    mine = size[of], place
    more = ((), (ends[of],), (set_[of],), (set_[of], ends[of]), (before,), (after,))
    out = [family.column(*mine, *some) for family, some in zip(_ALONE, more, strict=True)]
    return [*out, _among_others(place, set_[of], _neighbours(size, set_), of)]


def _neighbours(size: Codes, set_: Codes) -> list[str]:
    """How each stretch stands between those beside it: their lines and settings."""
    shapes = [f"{SIZES[count]}+{SETS[held]}" for count, held in zip(size.tolist(), set_.tolist(), strict=True)]
    around = ["none+none", *shapes, "none+none"]
    return [f"before:{above}+after:{below}" for above, below in zip(around, around[2:], strict=False)]


def _among_others(place: Codes, set_: Codes, neighbours: Sequence[str], of: Codes) -> Column:
    """Each line's place and setting with what stands around its stretch: too many names to have them all in a table."""
    codes = (of * len(PLACES) + place).tolist()
    names: dict[int, str] = {}
    for code, k, where, held in zip(codes, of.tolist(), place.tolist(), set_.tolist(), strict=True):
        if code not in names:
            names[code] = f"stretch:{PLACES[where]}+{SETS[held]}+{neighbours[k]}"
    numbers = {code: n for n, code in enumerate(names, 1)}
    return Column(Family("{}", tuple(names.values()), of_page=True), np.array([numbers[code] for code in codes], np.intp))


def runs(texts: Sequence[str], sentence: Flags, measures: Measures, apart: Flags | None) -> Runs:
    """The stretches of a page's lines, of which there is one at least; those set ``apart`` begin one."""
    cut = _cuts(texts, sentence, measures)
    if apart is not None:
        cut |= apart
    first = np.flatnonzero(cut)
    return Runs(first, np.append(first[1:], len(texts)), np.cumsum(cut) - 1)


def _cuts(texts: Sequence[str], sentence: Flags, m: Measures) -> Flags:
    """Above which lines one piece ends and another begins."""
    width, need = m.width[:-1], m.need[:-1]  # of the line before, for all lines but the first
    above, below = m.room(m.fit_above[:-1], width, need), m.room(m.fit_below[1:], width, need)
    blind = above == ROOM["unknown"]
    ended = _ENDED[above] & _ENDED_OR_BLIND[below] | blind & _ENDED[below]
    set_in = ended & ~sentence[:-1] & _SET_IN_OR_BLIND[above] & _SET_IN_OR_BLIND[below]
    wider = (m.holds(m.fit_above[:-1], width) == 1) & (m.holds(m.fit_above[:-1], m.width[1:]) == 2)
    unmeasured = (above == below) & (blind | (above == ROOM["beyond"]))
    cut = np.ones(len(texts), np.bool_)
    cut[1:] = ended | wider | unmeasured & ((width + need < m.width[1:] * 0.97) | sentence[:-1])
    other = ~(ended | wider | unmeasured) & sentence[:-1] & ((m.gap[1:] > 0) | _set_in(sentence, m)[1:])
    for i in (np.flatnonzero(other) + 1).tolist():
        cut[i] = _STARTS.match(texts[i]) is not None
    for i in (np.flatnonzero(set_in) + 1).tolist():
        cut[i] = not cut[i - 1]  # a first line is as much shorter as it is set in
    return cut


def _set_in(sentence: Flags, m: Measures) -> Flags:
    """Whether lines are as much shorter than their column as first lines are, though their sentences go on."""
    above, below = m.room(m.fit_above, m.width, m.need), m.room(m.fit_below, m.width, m.need)
    known = _SET_IN[above] | _SET_IN[below]
    return known & _SET_IN_OR_UNKNOWN[above] & _SET_IN_OR_UNKNOWN[below] & ~sentence
