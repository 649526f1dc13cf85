"""What the sizes of a headline's lines say of a way to part them, where their format knows them.

The main headline is the largest type of its group, a part is set in one size and weight, and stands in a block of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.model.page import Line, Place

ALIKE = 0.08
"""How much the sizes of lines of one part may differ, as a part of the larger."""

_RATIOS = ((0.5, "half"), (0.7, "0.7"), (0.85, "0.85"), (0.94, "0.9"), (1.06, "same"), (1.3, "larger"))


def sizes(lines: Sequence[Line], parts: Sequence[tuple[str, int, int]]) -> list[str]:
    """The names of what can be seen; nothing where a line's place is not known.

    Args:
        lines: of the headline.
        parts: each part's role, first line and the line after its last.
    """
    places = [line.place for line in lines if line.place]
    if len(places) < len(lines):
        return []
    size = {role: max(place.size for place in places[a:b]) for role, a, b in parts}
    first = {role: places[a] for role, a, _ in parts}
    largest = max(place.size for place in places)
    names = ["M-type:largest" if size["M"] >= (1 - ALIKE) * largest else "M-type:smaller"]
    for role, a, b in parts:
        if role != "M":
            ratio = next((name for limit, name in _RATIOS if size[role] / size["M"] <= limit), "much-larger")
            names += [f"{role}/M-type:{ratio}", f"{role}/M-weight:{_weight(first[role], first['M'])}"]
        for above, below in zip(places[a:b], places[a + 1 : b], strict=False):
            even = abs(above.size - below.size) <= ALIKE * max(above.size, below.size)
            names.append(f"{role}-type:{'even' if even and above.bold == below.bold else 'uneven'}")
            names.append(f"{role}-inner-block:{'within' if above.block == below.block else 'apart'}")
    for (_, _, at), where in zip(parts, ("KM" if parts[0][0] == "K" else "MD", "MD"), strict=False):
        if at < len(places):
            names.append(f"{where}-block:{'within' if places[at - 1].block == places[at].block else 'apart'}")
    return names


def _weight(part: Place, main: Place) -> str:
    return "same" if part.bold == main.bold else "bolder" if part.bold else "lighter"
