"""What stands at a page's foot below all texts, in a row with other small print: it is the page's, though it names somebody.

``Layout: Anna Berg`` at the left and the section at the right: by its words the first is a byline, and the last article's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.model.page import Line
from tasks.segment.labels import HEAD

APART = 1.0
"""White between the lowest text and the foot line, in sizes, at the least."""

FAR = 4.0
"""The same where nothing stands beside it."""

LEVEL = 0.5
"""How far apart in height the parts of a foot line may stand, likewise."""


def feet(labels: Sequence[str], lines: Sequence[Line]) -> Iterator[tuple[int, str, str]]:
    """The lines whose labels are put right: which, to what, and why.

    Args:
        labels: of all lines.
        lines: of the page, each with its place.
    """
    texts = [line.place for label, line in zip(labels, lines, strict=True) if label in HEAD or label in "APQXJ"]
    lowest = max((place.box.bottom for place in texts if place), default=0.0)
    for i, (label, line) in enumerate(zip(labels, lines, strict=True)):
        place = line.place
        if label != "Y" or place is None or place.upright:
            continue
        white = (place.box.y - lowest) / place.size
        row = any(
            other == "F" and beside.place and abs(beside.place.box.bottom - place.box.bottom) < LEVEL * place.size
            for other, beside in zip(labels, lines, strict=True)
        )
        if texts and white >= (APART if row else FAR):
            yield i, "F", "below-all-texts"
