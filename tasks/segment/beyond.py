"""Columns that stand beyond their headline: a text without one beside a text that has one.

The columns of a text stand below its headline and begin level with each other, the byline standing in the first of them or
over all. Where two of them at least do, a further column that begins right of the headline and higher than they do is none
of theirs, though nothing stands above it: there a text without a headline begins (a brief, a caption), if it begins with a
paragraph. On printed pages with gold no column that stands so goes on with the text. Where a headline stands over one column
alone, as in old papers, text does go on at the head of the next one, so that nothing is told there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.model.page import Line, Place
from tasks.segment.decision.labels import BODY, HEAD
from tasks.segment.evidence.features import SENTENCE_END

HIGHER = 1.5
"""How much higher than its headline's text a column begins that is none of it, at the least, in sizes."""

LEVEL = 2.5
"""How far from level the columns of one text begin, at the most, in sizes."""

COLUMNS = 2
"""Columns that a text has at the least, for its headline to stand over several."""


@dataclass(slots=True)
class _Text:
    """The text below the last headline: the right edge of the headline, the first line, how many columns begin level."""

    edge: float
    first: Place
    columns: int = 1
    is_level: bool = True

    def add(self, place: Place) -> None:
        """A further column."""
        self.columns += 1
        self.is_level = self.is_level and abs(place.box.y - self.first.box.y) <= LEVEL * self.first.size

    def is_beyond(self, place: Place) -> bool:
        """Whether a column stands beyond the headline of all of these."""
        higher = place.box.y < self.first.box.y - HIGHER * self.first.size
        return self.columns >= COLUMNS and self.is_level and higher and place.box.x >= self.edge


def parted(labels: Sequence[str], lines: Sequence[Line], language: str) -> list[str]:
    """The labels, with paragraphs that begin such a column begun as texts of their own.

    Chinese print is left alone, and so are pages whose setter states the places: there it was wrong as often as right.
    """
    out = list(labels)
    if language.startswith("zh"):
        return out
    edge: float | None = None
    text: _Text | None = None
    above: Line | None = None
    called: Place | None = None
    for i, (label, line) in enumerate(zip(labels, lines, strict=True)):
        place = line.place
        if place is None or place.upright or not place.measured:
            edge, text, above, called = None, None, None, None
        elif label in HEAD:
            edge = place.box.right if edge is None or text else max(edge, place.box.right)
            text = None
            called = None
        elif label == "Y" and text is None:
            called = called or place
        elif label in BODY:
            if text is None or label == "A":
                text = None if edge is None else _Text(edge, called if called and _is_in_column(called, place) else place)
                called = None
                edge = edge if label != "A" or above is None or labels[i - 1] not in BODY else None
            elif above is not None and above.place is not None and _is_next_column(above.place, place):
                ended = SENTENCE_END.search(above.text.text) and (label == "P" or _is_short(above.place, lines[i - 2].place))
                if ended and text.is_beyond(place) and not _is_headed(place, labels, lines):
                    out[i], text, edge = "A", None, None
                else:
                    text.add(place)
            above = line
    return out


def _is_next_column(above: Place, place: Place) -> bool:
    """Whether a line begins a column right of that of the line before it."""
    return place.box.x >= above.box.right and place.box.y < above.box.y


def _is_in_column(called: Place, first: Place) -> bool:
    """Whether a byline stands at the head of the column that a text begins in, and not over several."""
    slack = 2 * first.size
    return called.box.x >= first.box.x - slack and called.box.right <= first.box.right + slack


def _is_short(last: Place, above: Place | None) -> bool:
    """Whether a line ends a paragraph by its length: an initial that was not read hides that another one begins."""
    return above is not None and above.box.x < last.box.right < above.box.right - 2 * last.size


def _is_headed(place: Place, labels: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether a headline's line is what stands next above a column."""
    box = place.box
    over = [
        (line.place.box.bottom, label)
        for label, line in zip(labels, lines, strict=True)
        if line.place and line.place.box.bottom <= box.y and line.place.box.x < box.right and box.x < line.place.box.right
    ]
    return bool(over) and max(over)[1] in HEAD
