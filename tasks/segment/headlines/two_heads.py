"""Two headlines one below the other that were taken for one: that of the text above, and that of the text below.

Where a page has headlines above some of its texts and below others, two of them meet, and nothing between them says that
another begins. What tells is a text beside them that has no headline, and whose words come again in a part of these lines,
while the other text's words come again in the rest. Blank lines tell, too: one between the two, and none between each of
them and its text; then it is enough that words speak for one of them and against none.

Left alone: pages whose lines have places, which tell more.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tasks.model.page import Line
from tasks.segment.headlines.matching import shares
from tasks.segment.pieces import headline
from tasks.segment.units import Body, Head

if TYPE_CHECKING:
    from tasks.segment.cutting import Cut

OWN, MORE = 0.5, 0.3
"""How much of a headline's words its own text has, at the least, and how much more than the other text."""
MOST = 30
"""Printed lines of two headlines together, at the most: narrow columns set each in a dozen."""
SOME = 0.3
"""How much of one of them its own text has, at the least, where blank lines part the two."""


def begins(cut: Cut, lines: Sequence[Line]) -> set[int]:
    """The lines at which the second of two such headlines begins.

    Args:
        cut: the page as cut so far.
        lines: its lines.
    """
    found = list(_tried(cut))
    if not found or any(line.place for line in lines):
        return set()
    tried = (_best(head, cut.bodies[above][1], cut.bodies[below][1], lines) for head, above, below in found)
    return {at for at in tried if at is not None}


def _tried(cut: Cut) -> Iterator[tuple[Head, int, int]]:
    """Headlines of several lines between two texts, of which one has this headline and the other has none."""
    headed = {pair.body: pair.head for pair in cut.pairs}
    places = [u for u, _ in cut.bodies]
    for h, (u, head) in enumerate(cut.heads):
        if not 1 < len(head.lines) <= MOST:
            continue
        below = bisect(places, u)
        above = below - 1
        if not 0 < below < len(places):
            continue
        between = cut.units[cut.bodies[above][0] : cut.bodies[below][0]]
        if sum(isinstance(unit, Head) for unit in between) > 1:
            continue
        if (headed.get(above), headed.get(below)) in ((h, None), (None, h)):
            yield head, above, below


def _best(head: Head, above: Body, below: Body, lines: Sequence[Line]) -> int | None:
    """The line at which the second headline begins, if there are two."""
    places = range(1, len(head.lines))
    parts = [headline(lines, some) for k in places for some in (head.lines[:k], head.lines[k:])]
    found = shares(parts, ["\n".join(lines[i].text.text for i in body.lines) for body in (above, below)])
    best: tuple[float, int] | None = None
    for k, first, second in zip(places, found[::2], found[1::2], strict=True):
        mine, theirs = first[0] - first[1], second[1] - second[0]
        told = min(first[0], second[1]) >= OWN and min(mine, theirs) >= MORE
        if not told and _is_parted(head, k, below, lines):
            told = min(mine, theirs) >= 0 and max(mine, theirs) >= SOME
        if told and (best is None or mine + theirs > best[0]):
            best = mine + theirs, head.lines[k]
    return best[1] if best else None


def _is_parted(head: Head, k: int, below: Body, lines: Sequence[Line]) -> bool:
    """Whether blank lines part two headlines, and none the first from the text above or the second from that below."""
    gaps = [lines[i].gap > 0 for i in (*head.lines, below.lines[0])]
    return gaps[k] and not any(gap for n, gap in enumerate(gaps) if n != k)
