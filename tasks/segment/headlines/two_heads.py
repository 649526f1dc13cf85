"""Two headlines one below the other that were taken for one: that of the text above, and that of the text below.

Where a page has headlines above some of its texts and below others, two of them meet, and nothing between them says that
another begins. What tells is a text beside them that has no headline, and whose words come again in a part of these lines,
while the other text's words come again in the rest. Blank lines tell, too: one between the two, and none between each of
them and its text; then it is enough that words speak for one of them and against none.

Left alone: pages whose lines have places, which tell more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tasks.model.page import Line
from tasks.segment.headlines.matching import overlaps
from tasks.segment.pieces import headline
from tasks.segment.units import Body, Head

if TYPE_CHECKING:
    from tasks.segment.cutting import Cut

OWN, MORE = 0.5, 0.3
"""How much of a headline's words its own text has, at the least, and how much more than the other text."""
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
    texts = ["\n".join(lines[i].text.text for i in body.lines) for _, body in cut.bodies]
    out: set[int] = set()
    for head, above, below in found:
        at = _best(head, above, below, lines, texts, cut)
        if at is not None:
            out.add(at)
    return out


def _tried(cut: Cut) -> Iterator[tuple[Head, int, int]]:
    """Headlines of several lines between two texts, of which one has this headline and the other has none."""
    headed = {pair.body: pair.head for pair in cut.pairs}
    bodies = [(u, b) for b, (u, _) in enumerate(cut.bodies)]
    for h, (u, head) in enumerate(cut.heads):
        if len(head.lines) < 2:
            continue
        above = next((b for at, b in reversed(bodies) if at < u), None)
        below = next((b for at, b in bodies if at > u), None)
        if above is None or below is None:
            continue
        between = cut.units[cut.bodies[above][0] : cut.bodies[below][0]]
        if sum(isinstance(unit, Head) for unit in between) > 1:
            continue
        if (headed.get(above), headed.get(below)) in ((h, None), (None, h)):
            yield head, above, below


def _best(head: Head, above: int, below: int, lines: Sequence[Line], texts: Sequence[str], cut: Cut) -> int | None:
    """The line at which the second headline begins, if there are two."""
    places = range(1, len(head.lines))
    parts = [headline(lines, some) for k in places for some in (head.lines[:k], head.lines[k:])]
    shares = overlaps(parts, texts)
    best: tuple[float, int] | None = None
    for n, k in enumerate(places):
        first, second = shares[2 * n], shares[2 * n + 1]
        mine, theirs = first[above] - first[below], second[below] - second[above]
        told = min(first[above], second[below]) >= OWN and min(mine, theirs) >= MORE
        if not told and _is_parted(head, k, cut.bodies[below][1], lines):
            told = min(mine, theirs) >= 0 and max(mine, theirs) >= SOME
        if told and (best is None or mine + theirs > best[0]):
            best = mine + theirs, head.lines[k]
    return best[1] if best else None


def _is_parted(head: Head, k: int, below: Body, lines: Sequence[Line]) -> bool:
    """Whether blank lines part two headlines, and none the first from the text above or the second from that below."""
    gaps = [lines[i].gap > 0 for i in (*head.lines, below.lines[0])]
    return gaps[k] and not any(gap for n, gap in enumerate(gaps) if n != k)
