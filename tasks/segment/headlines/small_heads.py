"""What was taken for a headline and is no larger than the text, on a scan whose headlines are: crossheads, torn lines.

Weights for scans must not lean on sizes, since many an old paper sets its headlines in capitals of the text's own size. But
where most of a page's headlines are of one size, much larger than its text, the page itself says how it sets them, and what
stands within columns in the text's own size is no headline: a crosshead or a line of text that was torn. A byline below it
says that it is one all the same. A few large headlines of many sizes say nothing: these are old papers' titles.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tasks.model.page import Line
from tasks.segment.decision.labels import BODY, HEAD, runs
from tasks.segment.evidence.boxes import body_size
from tasks.segment.evidence.features import SENTENCE_END

LARGE = 1.5
"""How much larger than the text a page's headlines are that tell how all of them are set, at the least."""

ALIKE = 0.12
"""How far from their median these are which are of one size."""

SMALL = 1.1
"""How much larger than the text lines are measured that are set in its size, at the most."""

HEADS = 4
"""Headlines of one size that tell, at the least, and half of all at that."""

WIDE = 0.8
"""How wide its letters are on the average, at the most, in sizes: larger type that was measured badly has wider ones."""

LINES = 3
"""Lines of a crosshead, at the most."""


def crossheads(labels: Sequence[str], lines: Sequence[Line], language: str) -> list[str]:
    """The labels, such headlines made what they are; Chinese print is left alone, and places that were stated."""
    out = list(labels)
    places = [line.place for line in lines]
    if language.startswith("zh") or not any(place and place.measured for place in places):
        return out
    groups = list(runs(labels, HEAD))
    size = body_size(lines)
    largest = [max((place.size for place in places[a:b] if place), default=0.0) / size for a, b in groups]
    if not _are_of_one_size(largest):
        return out
    for (first, after), large in zip(groups, largest, strict=True):
        above = next((i for i in range(first - 1, -1, -1) if labels[i] in BODY), None)
        if not 0 < large <= SMALL or above is None or labels[after : after + 1] == ["Y"]:
            continue
        if any(place.box.width > WIDE * size * len(line.text) for line in lines[first:after] if (place := line.place)):
            continue
        begins = after - first <= LINES and SENTENCE_END.search(lines[above].text.text) and _opens(lines, first)
        out[first:after] = ["X" if begins else "Q"] * (after - first)
        if labels[after : after + 1] == ["A"]:
            out[after] = "P" if begins else "Q"
    return out


def _are_of_one_size(sizes: Sequence[float]) -> bool:
    """Whether most of a page's headlines are large, and alike."""
    large = [size for size in sizes if size >= LARGE]
    alike = [size for size in large if abs(size - median(large)) <= ALIKE * median(large)]
    return len(alike) >= max(HEADS, len(sizes) / 2)


def _opens(lines: Sequence[Line], i: int) -> bool:
    """Whether a line may begin something: not with a small letter."""
    return not lines[i].text.text[:1].islower()
