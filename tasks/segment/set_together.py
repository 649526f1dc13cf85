"""Lines that are set together, and what that says of their labels, where a setter states the places (as in a PDF).

The chain weighs line by line, and reading what a line says may overrule it. A block of type (lines of one size and weight,
one below the other at the usual distance) shows more: a headline's lines in one block are of one part of it, so that no
article begins between them; and what stands right above a larger headline, as a block of its own, is its kicker, whatever
its words may also mean (``EDITORIAL``). Measured places (of OCR) are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.model.page import Line, Place
from tasks.segment import credits
from tasks.segment.labels import HEAD
from tasks.segment.standing import printed

EXACT = 0.06
"""How much the sizes of lines of one block may differ, as a part of theirs."""

ABOVE = 2.5
"""How far a kicker stands above its headline, from top to top, in sizes of its own type, at most."""

READS = 0.4
"""What scores less is no byline."""

LARGER = 1.15
"""How much larger than its kicker a headline is, at least."""


def together(
    labels: Sequence[str], read: Sequence[str], lines: Sequence[Line], language: str
) -> Iterator[tuple[int, str, str]]:
    """The lines whose labels the setting corrects: which, to what, and why.

    Args:
        labels: of all lines, as corrected so far.
        read: as the chain read them.
        lines: of the page, each with its place.
        language: its BCP 47 tag.
    """
    for i, label in enumerate(labels):
        if label not in HEAD and read[i] == "K" and _is_above_headline(i, labels, lines):
            yield i, "K", "above-larger-headline"
    byline: list[int] = []
    for i, label in enumerate(labels):
        if label in HEAD and byline and is_one_block(lines[i - 1].place, lines[i].place):
            label = "Y" if _goes_on(byline, i, lines, language) else label
            if label == "Y":
                yield i, "Y", "set-with-byline"
        byline = [*byline, i] if label == "Y" else []
    for i in range(1, len(labels)):
        if labels[i - 1] in HEAD and labels[i] in HEAD and is_one_block(lines[i - 1].place, lines[i].place):
            yield i, "", "set-with-line-above"


def _goes_on(byline: Sequence[int], at: int, lines: Sequence[Line], language: str) -> bool:
    """Whether a line in one block with a byline is its next: a bracket is open, or both read as one byline."""
    text = printed(lines, byline)
    if text.count("(") + text.count("[") > text.count(")") + text.count("]"):
        return True
    said = credits.standalone(printed(lines, [*byline, at]), language)
    return said is not None and said.score >= READS


def is_one_block(above: Place | None, place: Place | None) -> bool:
    """Whether two lines, one after the other, are of one block, size and weight."""
    if above is None or place is None or (above.block, above.bold) != (place.block, place.bold):
        return False
    return abs(above.size - place.size) <= EXACT * place.size


def _is_above_headline(i: int, labels: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether a line is the only one of its block, and stands right above the headline that follows it."""
    if i + 1 == len(labels) or labels[i + 1] not in HEAD:
        return False
    place, head = lines[i].place, lines[i + 1].place
    if place is None or head is None or place.block == head.block or head.size < LARGER * place.size:
        return False
    above = lines[i - 1].place if i else None
    if above is not None and above.block == place.block:
        return False
    over = place.box.x < head.box.right and head.box.x < place.box.right
    return over and 0 < head.box.y - place.box.y < ABOVE * place.size
