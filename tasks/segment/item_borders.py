"""Lines at which items begin, where a page parts its items in one way: by printed rules, or by its widest blank lines.

A dump of items that some program wrote one below the other has a rule or two blank lines between them, and between nothing
else. Whether it is so the page tells as a whole: what stands between two such places is one item, with a text and no more
than one start of a text, and the lines below them read as no text's further lines. Blank lines that lie (at a column's
head), that part paragraphs, or that stand around headlines and crossheads fail by one of these.
"""

from __future__ import annotations

import math
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from tasks.model.page import Line
from tasks.segment.corrections.rulings import Rulings
from tasks.segment.decision.chain import Reading
from tasks.segment.units import Body, Byline, Head, Unit

FEWEST = 3
"""Places that part items, at the least."""
DOUBT, RULED = 1.25, 2.0
"""Nats a place, in the mean, that the reading may speak against an item's beginning below blank lines, and below rules."""
ODD = 3
"""One in how many stretches may hold no text, and one in how many the starts of several."""
SAID = 0.3
"""The share of a headline's words that a text has at least which they speak for."""
CLEAR = 4
"""How many headlines speak for it for each that speaks against it, at the least, where rules may stand below headlines."""
_TEXT = frozenset("APQ")
_INSIDE = "PQXJ"
"""What a line is not that an item begins with."""


def borders(lines: Sequence[Line], rules: Sequence[int], read: Callable[[], Reading]) -> frozenset[int]:
    """The lines at which items begin; none where the page does not tell.

    Args:
        lines: the page's, without its printed rules.
        rules: the rows of these, in order.
        read: reads the lines without regard to this; asked for where there is something to tell.
    """
    ways = [places for places in _ways(lines, rules) if len(places) >= FEWEST]
    reading = read() if ways else None
    for places in ways:
        if reading and _part_items(places, reading, RULED if rules else DOUBT):
            return frozenset(places)
    return frozenset()


def _ways(lines: Sequence[Line], rules: Sequence[int]) -> Iterator[list[int]]:
    """The ways in which the page may part its items: by rules, or by two blank lines and more."""
    rows = [line.row for line in lines]
    yield sorted({at for rule in rules if 0 < (at := bisect(rows, rule)) < len(rows)})
    for gap in sorted({line.gap for line in lines[1:] if line.gap > 1}):
        yield [i for i, line in enumerate(lines) if i and line.gap >= gap]


def _part_items(places: Sequence[int], reading: Reading, doubt: float) -> bool:
    """Whether what stands between these places is one item each."""
    against = sum(-math.log(max(1.0 - reading.chance(i, *_INSIDE), 1e-6)) for i in places)
    if against > doubt * len(places):
        return False
    stretches = [reading.labels[a:b] for a, b in pairwise([0, *places, len(reading.labels)])]
    empty = sum(_TEXT.isdisjoint(some) for some in stretches[1:-1])
    several = sum(some.count("A") > 1 for some in stretches)
    return max(empty, several) * ODD <= len(stretches)


def ruled_by(ruled: Rulings, begin: Collection[int]) -> Rulings:
    """A page's rulings with the lines added at which items begin, but for those that a person joins."""
    begin = set(begin) - ruled.joins
    if not begin:
        return ruled
    out = replace(ruled, parts=ruled.parts | begin, refused={i: set(never) for i, never in ruled.refused.items()})
    for line in begin:
        out.refuse(line, _INSIDE)
        out.refuse(line - 1, "X")
    return out


def are_borne_out(
    heads: Sequence[Head], bodies: Sequence[Body], words: Sequence[Sequence[float]], begin: frozenset[int], ruled: bool
) -> bool:
    """Whether the words of headlines come again within their own items: rules below headlines part these from their texts.

    Args:
        heads: the page's.
        bodies: the page's.
        words: for each headline and text the share of its words that the text has.
        begin: the lines at which items begin.
        ruled: whether rules part the items: unless headlines stand below them, little must speak against it.
    """
    own, texts = _numbers(heads, begin), _numbers(bodies, begin)
    best = [at == texts[row.index(max(row))] for at, row in zip(own, words, strict=True) if row and max(row) >= SAID]
    here, elsewhere = sum(best), len(best) - sum(best)
    headed = begin & {unit.lines[0] for unit in heads}
    if ruled and len(headed) * ODD < len(begin) * (ODD - 1):
        return here > 1 and elsewhere * CLEAR <= here
    return elsewhere * 2 <= here


def bylines(found: Sequence[Unit], begin: Collection[int]) -> Mapping[int, bool]:
    """Whether a byline, by its lines, is that of the text below it (else of the one above): the only one of its item."""
    if not begin:
        return {}
    own = _numbers(found, begin)
    texts: dict[int, list[int]] = {}
    for u, unit in enumerate(found):
        if isinstance(unit, Body):
            texts.setdefault(own[u], []).append(u)
    out: dict[int, bool] = {}
    for u, unit in enumerate(found):
        if isinstance(unit, Byline) and (here := texts.get(own[u])) and (here[0] > u or here[-1] < u):
            out |= dict.fromkeys(unit.lines, here[0] > u)
    return out


def _numbers(some: Sequence[Unit], begin: Collection[int]) -> list[int]:
    """The number of the item that each unit stands in."""
    places = sorted(begin)
    return [bisect(places, unit.lines[0]) for unit in some]


def pairs(heads: Sequence[Head], bodies: Sequence[Body], begin: Collection[int]) -> Mapping[tuple[int, int], bool]:
    """What the items say of headlines and texts, by their numbers: those of one item may be a pair, others are none."""
    if not begin:
        return {}
    own, texts = _numbers(heads, begin), _numbers(bodies, begin)
    heads_of, texts_of = Counter(own), Counter(texts)
    alone = {at for at in own if heads_of[at] == texts_of[at] == 1}
    both = ((h, b) for h in range(len(own)) for b in range(len(texts)))
    return {(h, b): own[h] == texts[b] for h, b in both if own[h] != texts[b] or own[h] in alone}
