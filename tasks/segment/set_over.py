"""Headlines and texts that a setter has put one right above the other: they are pairs, whatever words they share.

Words match best where a headline says what its text says; many say something else. In a file that holds the setter's places
a headline stands right above its text, its byline and deck between. Where that is the next text in the order of reading,
nothing need be guessed. Headlines beside their texts (upright, or painted elsewhere) are left to the words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tasks.model.page import Line, Place
from tasks.segment.units import Body, Byline, Head, Unit

NEXT = 2.6
"""How far below another line, from top to top, the next one stands, in sizes of the larger, at most."""


def over(found: Sequence[Unit], lines: Sequence[Line]) -> Mapping[tuple[int, int], bool]:
    """The pairs of headlines and texts, by their numbers among the page's headlines and texts.

    Args:
        found: the page's units in order.
        lines: of the page; nothing is told of those whose places were measured.
    """
    out: dict[tuple[int, int], bool] = {}
    h = b = -1
    last: tuple[int, Head, list[int]] | None = None  # a headline and the lines of bylines below it
    for unit in found:
        if isinstance(unit, Head):
            h += 1
            last = (h, unit, [])
        elif isinstance(unit, Byline):
            if last:
                last[2].extend(unit.lines)
        elif isinstance(unit, Body):
            b += 1
            if last and unit.lines and _stands_over(last[1].lines, last[2], unit.lines[0], lines):
                out[last[0], b] = True
            last = None
    return out


def _stands_over(head: Sequence[int], byline: Sequence[int], first: int, lines: Sequence[Line]) -> bool:
    """Whether a headline, with the byline that goes with it, stands right above a text's first line."""
    own = [lines[i].place for i in head]
    group = sorted(((place, i) for i in (*head, *byline) if (place := lines[i].place)), key=lambda item: item[0].box.y)
    body = lines[first].place
    if body is None or any(place is None or place.measured or place.upright for place in (*own, body)):
        return False
    heads = [place for place in own if place]
    if not any(place.box.x < body.box.right and body.box.x < place.box.right for place in heads):
        return False
    steps = [place for place, _ in group] + [body]
    return all(_is_next(a, z) for a, z in zip(steps, steps[1:], strict=False)) and body.size < heads[-1].size * LEAST


LEAST = 1.5
"""How much larger than the last line of its headline a text is at the most: else it is a text for display."""


def _is_next(above: Place, below: Place) -> bool:
    return 0 <= below.box.y - above.box.y < NEXT * max(above.size, below.size)
