"""The label of a rail of briefs (``In brief``, ``Kurz notiert``) is the page's, not the kicker of the first of them.

It stands in a type of its own above items that all have their headlines in one type. What goes for the first of these goes
for the others, which have no such line above them. A paper's `In brief` right above a text is that text's headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tasks import languages
from tasks.model.page import Line, Place
from tasks.segment.labels import HEAD, runs

FEWEST = 3
"""Items of such a rail, at the least."""

EXACT = 0.03
"""How much sizes differ where they are the same, as a part of theirs."""


def rails(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[tuple[int, str, str]]:
    """The lines whose labels are put right: which, to what, and why.

    Args:
        labels: of all lines.
        lines: of the page, each with its place.
        language: its BCP 47 tag.
    """
    heads = list(runs(labels, HEAD))
    for number, (first, after) in enumerate(heads):
        if after == first + 1 or not _words(language).fullmatch(lines[first].text.text):
            continue
        label, head = lines[first].place, lines[first + 1].place
        if label is None or head is None or label.block == head.block or _is_alike(label, head):
            continue
        others = [lines[start].place for start, _ in heads[number + 1 : number + FEWEST]]
        if len(others) == FEWEST - 1 and all(other and _is_alike(other, head) for other in others):
            yield first, "F", "label-of-a-rail"
            for i in range(first + 1, after):
                place = lines[i].place
                if labels[i] != "M" and place and _is_alike(place, head):
                    yield i, "M", "label-of-a-rail"


def _is_alike(place: Place, other: Place) -> bool:
    """Whether two lines are set in one type."""
    same = (place.face, place.bold, place.upright) == (other.face, other.bold, other.upright)
    return same and abs(place.size - other.size) <= EXACT * other.size


@lru_cache(maxsize=8)
def _words(language: str) -> re.Pattern[str]:
    """What papers call their rails of briefs."""
    return re.compile(rf"(?:{languages.language(language).section('headline').get('briefs', '(?!)')})\W*", re.IGNORECASE)
