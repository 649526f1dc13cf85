"""How a line meets the lines around it: what they end and open with, their widths, measures and gaps."""

from __future__ import annotations

import numpy as np

from tasks.segment.evidence.alone import CASES, ENDS, GAPS, OPENS, TINY, Edges, Own
from tasks.segment.evidence.echoes import ITEMS
from tasks.segment.evidence.families import Codes, Column, Family, Flags, Floats, later, sooner
from tasks.segment.evidence.setting import CHANGES, DEFICITS, HELD, ROOMS, Measures

_GAP_HERE = Family("gap:{}@{}", "01", ("none", "few", "many"))
_SIZE_LIMITS = np.array([0.15, 0.3, 0.5, 0.7, 0.9, 1.1, 1.4, 2.0, 3.0])
_SIZE = Family("size:{}", [*map(str, _SIZE_LIMITS.tolist()), "more"])
_AFTER = (
    *(Family("after:{}", ENDS), Family("after-short:{}", DEFICITS), Family("after:{}+{}", ENDS, DEFICITS)),
    *(Family("after:{}+opens:{}", ENDS, OPENS), Family("after:{}+short:{}", ENDS, DEFICITS)),
    *(Family("gap:{}+after:{}", GAPS, ENDS), Family("after-short:{}+short:{}", DEFICITS, DEFICITS)),
)
_PREV_INNER, _PREV_NO_MARK = Family("prev-sentence-within"), Family("prev-no-mark")
_PREV_CASE, _PREV_GAP, _PREV_TINY = Family("prev-{}", CASES), Family("prev-gap:{}", GAPS), Family("prev-tiny:{}", TINY)
_WIDER = Family("wider:{}", ("much-less", "less", "same", "more", "much-more"))
_WIDER_LIMITS = np.array([0.5, 0.85, 1.18, 2.0])
_GAP_AFTER = Family("gap:{}+after:{}+{}", GAPS, ENDS, DEFICITS)
_NEXT_GAP, _NEXT_OPENS, _NEXT_SHORT = (
    Family(f"next-{name}:{{}}", some) for name, some in (("gap", GAPS), ("opens", OPENS), ("short", DEFICITS))
)
_SHORT_NEXT_SHORT = Family("short:{}+next-short:{}", DEFICITS, DEFICITS)
_NEXT_ENDS, _NEXT_INNER, _NEXT_NO_MARK = Family("next-ends:{}", ENDS), Family("next-sentence-within"), Family("next-no-mark")
_NEXT_CASE = Family("next-{}", CASES)
_PREV2_ENDS, _NEXT2_SHORT = Family("prev2-ends:{}", ENDS), Family("next2-short:{}", DEFICITS)
_ITEM, _PREV_ITEM = Family("{}", ITEMS), Family("prev-{}", ITEMS)
_MEASURES = ("none-none", "none-measure", "measure-none", "same", "narrower", "broader")
_MEASURE, _COMING = Family("measure:{}", _MEASURES), Family("measure:{}+next:{}", _MEASURES, ("none", "?", "same", "other"))
_ROOM_ABOVE, _ROOM_BELOW = Family("room-above:{}", ROOMS), Family("room-below:{}", ROOMS)
_CHANGE, _CHANGE_HELD = Family("setting:{}", CHANGES), Family("setting:{}+{}+{}", CHANGES, HELD, HELD)
_AFTER_ROOM = (
    *(Family("after-room:{}", ROOMS), Family("after-room-below:{}", ROOMS), Family("after-room:{}+after:{}", ROOMS, ENDS)),
    Family("after-room:{}+after:{}+opens:{}", ROOMS, ENDS, OPENS),
    Family("after-room:{}+room-below:{}", ROOMS, ROOMS),
    Family("after-room:{}+room-below:{}+after:{}", ROOMS, ROOMS, ENDS),
    Family("setting:{}+{}+here:{}", CHANGES, HELD, HELD),
)
_SHORTS = Family("short-above:{}+below:{}", DEFICITS, DEFICITS)
_COMPANY_ABOVE, _COMPANY_BELOW = Family("company-above:{}", "01234"), Family("company-below:{}", "01234")
COMPANY = 4
"""Lines above and below that are looked at for the measure of this one."""


def measured(m: Measures) -> list[Column]:
    """Blank lines, on a page that has none, some or many of them; the width against the page's usual measure."""
    share = np.count_nonzero(m.gap[1:]) / max(1, len(m.gap) - 1)
    page = np.full(len(m.gap), 0 if share < 0.01 else 1 if share < 0.25 else 2)
    found = np.sort(m.below[m.below > 0])  # the measure that most of the page is set to
    usual = float(found[len(found) // 2]) if len(found) else float(m.width.max())
    size = np.searchsorted(_SIZE_LIMITS, m.width / max(usual, 1.0))
    return [_GAP_HERE.column(np.minimum(m.gap, 1), page), _SIZE.column(size)]


def neighbours(m: Measures, edges: Edges, own: Own) -> list[Column]:
    """How the line meets the lines around it."""
    here = np.arange(len(m.gap))
    below = m.deficit(m.below, m.width)
    ended, tail, gap = later(edges.ends), later(m.deficit(m.above, m.width)), np.minimum(m.gap, 2)
    inside = here > 0
    values = ((ended,), (tail,), (ended, tail), (ended, edges.opens), (ended, below), (gap, ended), (tail, below))
    out = [family.column(*some, where=inside) for family, some in zip(_AFTER, values, strict=True)]
    out += [
        *(_moved(_PREV_INNER, own.inner, 1), _moved(_PREV_NO_MARK, own.no_mark, 1), _moved(_PREV_CASE, own.case, 1)),
        *(_moved(_PREV_GAP, own.gap, 1), _moved(_PREV_TINY, own.tiny, 1)),
    ]
    wider = np.searchsorted(_WIDER_LIMITS, m.width / np.maximum(_above(m.width), 1), side="right")
    out += [_WIDER.column(wider, where=inside), _GAP_AFTER.column(gap, ended, tail, where=inside)]
    return [*out, *_below_it(m, edges, own, below)]


def _below_it(m: Measures, edges: Edges, own: Own, below: Codes) -> list[Column]:
    """What stands in the lines below, and two lines above."""
    here = np.arange(len(m.gap))
    inside = here < len(here) - 1
    next_short = m.deficit(m.below, _below(m.width))
    return [
        _NEXT_GAP.column(sooner(np.minimum(m.gap, 2)), where=inside),
        _NEXT_OPENS.column(sooner(edges.opens), where=inside),
        _NEXT_SHORT.column(sooner(below), where=inside),
        _SHORT_NEXT_SHORT.column(below, next_short, where=inside),
        _NEXT_ENDS.column(sooner(edges.ends), where=inside),
        *(_moved(_NEXT_INNER, own.inner, -1), _moved(_NEXT_NO_MARK, own.no_mark, -1), _moved(_NEXT_CASE, own.case, -1)),
        _PREV2_ENDS.column(later(edges.ends, 2), where=here > 1),
        _NEXT2_SHORT.column(sooner(below, 2), where=here < len(here) - 2),
    ]


def _moved(family: Family, column: Column, by: int) -> Column:
    """What the line above (or the one below, by -1) shows, under another family's names."""
    return Column(family, later(column.codes) if by > 0 else sooner(column.codes))


def _above(values: Floats) -> Floats:
    """What the line above has; the first line, what it has itself."""
    return np.concatenate((values[:1], values[:-1]))


def _below(values: Floats) -> Floats:
    """What the line below has; the last line, what it has itself."""
    return np.concatenate((values[1:], values[-1:]))


def items(found: Codes) -> list[Column]:
    """An enumeration's items, here and in the line before."""
    return [Column(_ITEM, found), Column(_PREV_ITEM, later(found))] if found.any() else []


def measure_change(m: Measures) -> list[Column]:
    """Whether the column's measure changes here: another measure is another setting, often another article."""
    a, b, c = _above(m.above), m.below, _below(m.below)
    no_a, no_b = np.isnan(a), np.isnan(b)
    slack = 4 if m.wide else np.maximum(a, b) * 0.12
    known = np.where(np.abs(a - b) <= slack, 3, np.where(b < a, 4, 5))
    change = np.where(no_a, np.where(no_b, 0, 1), np.where(no_b, 2, known))
    slack = 4 if m.wide else np.maximum(b, c) * 0.12
    coming = np.where(np.isnan(c), 0, np.where(no_b, 1, np.where(np.abs(c - b) <= slack, 2, 3)))
    return [_MEASURE.column(change), _COMING.column(change, coming)]


def setting(m: Measures, edges: Edges) -> list[Column]:
    """Whether the line before was ended or was full, whether this one is set in, and whether the setting changes here."""
    above, below = m.room(m.fit_above, m.width, m.need), m.room(m.fit_below, m.width, m.need)
    change = m.changed(m.fit_above, m.fit_below)
    held_above, held_below = m.holds(m.fit_above, m.width), m.holds(m.fit_below, m.width)
    out = [_ROOM_ABOVE.column(above), _ROOM_BELOW.column(below), _CHANGE.column(change)]
    out.append(_CHANGE_HELD.column(change, held_above, held_below))
    inside = np.arange(len(m.gap)) > 0
    ended, said = later(above), later(edges.ends)
    rest = m.room(m.fit_below, _above(m.width), _above(m.need))
    held = m.holds(m.fit_below, _above(m.width))
    values = (
        *((ended,), (rest,), (ended, said), (ended, said, edges.opens)),
        *((ended, below), (ended, below, said), (change, held, held_above)),
    )
    return [*out, *(family.column(*some, where=inside) for family, some in zip(_AFTER_ROOM, values, strict=True))]


def company(m: Measures) -> list[Column]:
    """How many of the lines close by are set to the same measure as this one: body text keeps company, headlines do not."""
    shorts = _SHORTS.column(m.deficit(m.above, m.width), m.deficit(m.below, m.width))
    above, below = np.zeros(len(m.gap), np.intp), np.zeros(len(m.gap), np.intp)
    for by in range(1, min(COMPANY + 1, len(m.gap))):
        above[by:] += _fills(m, m.above[by:], m.width[:-by])
        below[:-by] += _fills(m, m.below[:-by], m.width[by:])
    return [
        shorts,
        _COMPANY_ABOVE.column(above, where=~np.isnan(m.above)),
        _COMPANY_BELOW.column(below, where=~np.isnan(m.below)),
    ]


def _fills(m: Measures, measure: Floats, width: Floats) -> Flags:
    """Which lines fill a measure, or nearly: ``full``, ``1em`` or ``loose`` of :data:`DEFICITS`."""
    short = measure - width if m.wide else 1 - width / measure
    found: Flags = (short > (-3 if m.wide else -0.06)) & (short <= (3 if m.wide else 0.1))
    return found
