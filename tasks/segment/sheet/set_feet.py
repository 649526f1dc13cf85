"""What stands at a page's foot below all texts, or at its head above them, in a row with furniture: it is the page's.

``Layout: Anna Berg`` at the left of a foot line and the section at its right: by its words the first is a byline, and the
last article's. The section's name between the date and the page's number, set as large as a headline, heads no text; nor
does what stands right above or below the paper's name in one block with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.model.page import Line, Place
from tasks.segment.decision.labels import HEAD, Change

APART = 1.0
"""White between the lowest text and the foot line, in sizes, at the least."""

FAR = 4.0
"""The same where nothing stands beside it."""

STRIP = 3.0
"""How high a row at the page's head is, in sizes of its largest line, at most."""

BESIDE = 6.0
"""White between the parts of such a row where only one is known for furniture, likewise, at the least."""

BELOW = 0.6
"""White below it, likewise, at the least: a headline stands closer to its text."""

LEVEL = 0.5
"""How far apart in height the parts of a foot line may stand, likewise."""


def feet(labels: Sequence[str], lines: Sequence[Line]) -> Iterator[Change]:
    """The lines whose labels are put right: which, to what, and why.

    Args:
        labels: of all lines.
        lines: of the page, each with its place.
    """
    known = [(i, line.place) for i, line in enumerate(lines) if line.place and not line.place.upright]
    for i in _at_head(labels, known):
        yield i, "F", "in-running-head"
    for i, place in known:
        if labels[i] != "Y" and labels[i] not in HEAD:
            continue
        row = {k for k, other in known if abs(other.box.bottom - place.box.bottom) < LEVEL * place.size}
        texts = [other.box.bottom for k, other in known if labels[k] not in "FY" and k not in row]
        beside = any(labels[k] == "F" for k in row)
        white = (place.box.y - max(texts, default=0.0)) / place.size
        if texts and (beside and white >= APART or labels[i] == "Y" and white >= FAR):
            yield i, "F", "below-all-texts"


def _at_head(labels: Sequence[str], known: Sequence[tuple[int, Place]]) -> Iterator[int]:
    """Lines of the uppermost row that stand with furniture: between two, in one block, or far apart over white."""
    strip: list[tuple[int, Place]] = []
    for i, place in sorted(known, key=lambda item: item[1].box.y):
        if strip and place.box.y >= max(other.box.bottom for _, other in strip):
            break
        strip.append((i, place))
    places = [place for _, place in strip]
    if not strip or max(p.box.bottom for p in places) - places[0].box.y > STRIP * max(p.size for p in places):
        return
    furniture = [place for i, place in strip if labels[i] == "F"]
    parted = bool(furniture) and _is_parted(strip, known)
    for i, place in strip:
        before = any(other.box.right <= place.box.x for other in furniture)
        after = any(other.box.x >= place.box.right for other in furniture)
        beside = parted or before and after or any(other.block == place.block for other in furniture)
        if labels[i] != "F" and beside:
            yield i


def _is_parted(strip: Sequence[tuple[int, Place]], known: Sequence[tuple[int, Place]]) -> bool:
    """Whether the parts of a row stand far from each other, and none right above what is below the row."""
    order = sorted((place for _, place in strip), key=lambda place: place.box.x)
    reach = order[0].box.right
    for place in order[1:]:
        if place.block != order[0].block and 0 < place.box.x - reach < BESIDE * place.size:
            return False
        reach = max(reach, place.box.right)
    inside = {i for i, _ in strip}
    foot = max(order, key=lambda place: place.box.bottom)
    below = [place.box.y for i, place in known if i not in inside]
    return bool(below) and min(below) - foot.box.bottom >= BELOW * foot.size
