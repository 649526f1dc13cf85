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
from tasks.segment.decision.labels import HEAD, Change, runs
from tasks.segment.evidence.features import SENTENCE_END

FEWEST = 3
"""Items of such a rail, at the least."""

LARGER = 1.05
"""How much larger than the headlines of its items a label is, at least."""

LINES = 2
"""Lines of the headline of such an item, at most."""

NEXT = 2.6
"""How far below its headline a text stands, from top to top, in sizes, at most."""

EXACT = 0.03
"""How much sizes differ where they are the same, as a part of theirs."""


def rails(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[Change]:
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


def items(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[Change]:
    """The same for a rail whose headlines are in the text's size and bold, which look like the crossheads of one text.

    No text begins with a crosshead right below its headline; those that do are headlines, and so are all set like them up
    to the next headline.
    """
    for first, after in list(runs(labels, HEAD)):
        label = lines[first].place
        end = next(
            (k for k in range(after, len(labels)) if labels[k] in "KM" or labels[k] == "D" and k > after), len(labels)
        )
        own = range(first + 1, end)
        if label is None or label.upright or labels[first] not in "KM" or after - first > 2:
            continue
        head = lines[first + 1].place if first + 1 < end else None
        if head is None or not head.bold or label.size < LARGER * head.size or label.block == head.block:
            continue
        starts = [k for k in own if _is_alike_at(k, head, lines) and not _is_alike_at(k - 1, head, lines)]
        known = _words(language).fullmatch(lines[first].text.text) is not None
        if len(starts) < FEWEST - known or not all(_heads(k, head, end, lines) for k in starts):
            continue
        yield first, "F", "label-of-a-rail"
        for k in own:
            if _is_alike_at(k, head, lines):
                yield k, "M", "label-of-a-rail"
            elif _is_alike_at(k - 1, head, lines):
                yield k, "A", "below-headline"


def _is_alike_at(k: int, head: Place, lines: Sequence[Line]) -> bool:
    place = lines[k].place
    return place is not None and _is_alike(place, head)


def _heads(start: int, head: Place, end: int, lines: Sequence[Line]) -> bool:
    """Whether the line or two set like a headline from ``start`` on stand above text that is not, and end in no stop."""
    after = next((k for k in range(start, end) if not _is_alike_at(k, head, lines)), end)
    below = lines[after].place if after < end else None
    if below is None or below.bold or after - start > LINES or SENTENCE_END.search(lines[after - 1].text.text):
        return False
    above = lines[after - 1].place
    return above is not None and above.is_next(below, NEXT)


def _is_alike(place: Place, other: Place) -> bool:
    """Whether two lines are set in one type."""
    same = (place.face, place.bold, place.upright) == (other.face, other.bold, other.upright)
    return same and abs(place.size - other.size) <= EXACT * other.size


@lru_cache(maxsize=8)
def _words(language: str) -> re.Pattern[str]:
    """What papers call their rails of briefs."""
    return re.compile(rf"(?:{languages.language(language).section('headline').get('briefs', '(?!)')})\W*", re.IGNORECASE)
