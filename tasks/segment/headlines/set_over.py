"""Headlines and texts that a setter has put one right above the other: they are pairs, whatever words they share.

Words match best where a headline says what its text says; many say something else. In a file that holds the setter's places
a headline stands right above its text, its byline and deck between; that is mostly the next text in the order of reading.
An upright one stands right beside it, level with its first line. Then nothing need be guessed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from tasks.model.page import Line, Place
from tasks.segment.units import Body, Byline, Head, Unit

NEXT = 2.6
"""How far below another line, from top to top, the next one stands, in sizes of the larger, at most."""

BESIDE = 8.0
"""How far beside the longest line of its text an upright headline stands, in sizes of the text's type, at most."""

LEVEL = 1.0
"""How far apart in height the two begin, likewise, at most."""


def over(found: Sequence[Unit], lines: Sequence[Line]) -> Mapping[tuple[int, int], bool]:
    """The pairs of headlines and texts, by their numbers among the page's headlines and texts.

    Args:
        found: the page's units in order.
        lines: of the page; nothing is told of those whose places were measured.
    """
    bodies = [unit for unit in found if isinstance(unit, Body)]
    heads: list[tuple[Head, list[int], int]] = []  # with the lines of bylines below it, and the number of the next text
    b, byline = 0, None
    for unit in found:
        if isinstance(unit, Head):
            heads.append((unit, [], b))
            byline = heads[-1][1]
        elif isinstance(unit, Byline):
            if byline is not None:
                byline.extend(unit.lines)
        else:
            b, byline = b + 1, None
    out = {}
    for h, (head, below, after) in enumerate(heads):
        near = [b for b in _near(after, len(bodies)) if bodies[b].lines]
        beside = {b: white for b in near if (white := _beside(head.lines, bodies[b].lines, lines)) < BESIDE}
        over = [b for b in near if not beside and _stands_over(head.lines, below, bodies[b].lines[0], lines)]
        if beside or over:
            out[h, min(beside, key=beside.__getitem__) if beside else over[0]] = True
    return out


def _near(after: int, count: int) -> list[int]:
    """The numbers of the texts near a headline in the order of reading, the next one first."""
    return [b for b in (after, after + 1, after - 1, after + 2, after - 2) if 0 <= b < count]


def _beside(head: Sequence[int], body: Sequence[int], lines: Sequence[Line]) -> float:
    """How far beside a text that begins level with it an upright headline stands, in its sizes; inf where it does not.

    Most stand right of their texts, in some papers all stand left: then the next one stands right of a text that is not its
    own, across the wider white between articles.
    """
    own = [place for i in head if (place := lines[i].place)]
    text = [place for i in body if (place := lines[i].place)]
    if not own or not text or any(not place.upright or place.measured for place in own) or text[0].upright:
        return math.inf
    left, right, size = min(place.box.x for place in own), max(place.box.right for place in own), text[0].size
    if abs(text[0].box.y - min(place.box.y for place in own)) > LEVEL * size:
        return math.inf
    whites = [left - place.box.right for place in text if place.box.right < left + LEVEL * size]
    whites += [place.box.x - right for place in text if place.box.x > right - LEVEL * size]
    return min(whites, default=math.inf) / size


def _stands_over(head: Sequence[int], byline: Sequence[int], first: int, lines: Sequence[Line]) -> bool:
    """Whether a headline, with the byline that goes with it, stands right above a text's first line."""
    own = [lines[i].place for i in head]
    group = sorted(((place, i) for i in (*head, *byline) if (place := lines[i].place)), key=lambda item: item[0].box.y)
    body = lines[first].place
    if body is None or any(place is None or place.measured or place.upright for place in (*own, body)):
        return False
    heads = [place for place in own if place]
    if not any(place.box.is_over(body.box) for place in heads):
        return False
    steps = [place for place, _ in group] + [body]
    return all(_is_next(a, z) for a, z in pairwise(steps)) and body.size < heads[-1].size * LEAST


LEAST = 1.5
"""How much larger than the last line of its headline a text is at the most: else it is a text for display."""


def _is_next(above: Place, below: Place) -> bool:
    return 0 <= below.box.y - above.box.y < NEXT * max(above.size, below.size)
