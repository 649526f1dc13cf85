"""Texts that run over columns, and texts that begin beside one: what the next column's place, type and measure say.

A text goes on in the next column in one type and one measure, and a paragraph there is indented as others are. Where a
setter states the places:

1. A column taken for an article, level with the one before it and as wide, goes on with a text without a headline, where
   that one opens with a credit and this one does not: else it may be a picture's caption.
2. A column beside a caption that ends in its picture's credit, level with it, is another text.
3. So is one in another size of type; one in another measure or further down at the left, where the sentence before it is at
   its end; one that begins flush on a page whose paragraphs are indented, where the paragraph before it is at its end; and
   what stands beyond an upright headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.model.page import Line, Place
from tasks.segment import credits
from tasks.segment.bylines.standing import CAPTION, printed
from tasks.segment.decision.labels import HEAD, Change
from tasks.segment.evidence.features import SENTENCE_END

EXACT = 0.06
"""How much edges of lines set to one measure may differ, in sizes: setters state places to a hundredth of a point."""

GUTTER = 4.0
"""White between columns of one text, in sizes, at most."""

LEVEL = 0.3
"""How far apart in height two columns begin that are level, likewise."""

OPENS = 0.5
"""Credits that a text opens with for sure score at least as much."""

MEASURE = 1.0
"""How much wider or narrower one column is than another that is set to another measure, in sizes, at the least."""

INDENT = 0.5
"""How far paragraphs are indented on a page that indents them, likewise, at the least."""

INDENTED = 5
"""Paragraphs that say so, at the least, and nine in ten of them."""

SHORT = 0.25
"""White at a line's end from which it is no full one, likewise."""

FITS = 1.5
"""How much room a word needs against its letters' number, which tells its width but roughly; and a size more."""

_WORD = re.compile(r"\W*\S+")
"""A line's first word, with what stands before it that no line ends behind: an opening mark and its blank."""

LINES = 3
"""Lines that begin at a column's edge, with the first one, where that begins flush, at the least."""


@dataclass(frozen=True, slots=True)
class Column:
    """A block's edges, and whether its lines are set to one measure."""

    left: float
    right: float
    top: float
    justified: bool


Columns = Mapping[int, Column]


def ends_short(above: Line, below: Line, columns: Columns, wide: bool) -> bool:
    """Whether a sentence ends at a line's end, short of a justified column's measure or where the next word had room."""
    text, place, other = above.text.text, above.place, below.place
    if place is None or other is None or not SENTENCE_END.search(text) or abs(other.size - place.size) > EXACT * place.size:
        return False
    column = columns[place.block]
    room, after = (column.right - place.box.right) / place.size, below.text.text
    if column.justified and (room >= SHORT and " " in text.strip() or wide and room >= 1.0 + EXACT):
        return True
    first = _WORD.match(after)
    letters = (first.end() if first else len(after)) + 1
    return not wide and room >= FITS * letters * other.box.width / other.size / len(after) + 1.0


def ended_short(labels: Sequence[str], lines: Sequence[Line], columns: Columns, language: str) -> Iterator[Change]:
    """The lines below a paragraph's last that were taken for its next: which, to what, and why."""
    wide = language.startswith("zh")
    for i in range(1, len(labels)):
        if labels[i] == "Q" and ends_short(lines[i - 1], lines[i], columns, wide):
            yield i, "P", "after-short-line"


def next_columns(
    labels: Sequence[str], places: Sequence[Place], lines: Sequence[Line], columns: Columns, language: str
) -> Iterator[Change]:
    """The first lines of columns taken for articles that are the text's next: which, to what, and why."""
    for i, label in enumerate(labels):
        if label != "A" or not i or labels[i - 1] not in "APQ":
            continue
        here, above = columns[places[i].block], columns[places[i - 1].block]
        size = places[i].size
        beside = 0 < here.left - above.right < GUTTER * size and abs(here.top - above.top) < size
        wide = abs((here.right - here.left) - (above.right - above.left)) < size
        alike = abs(size - places[i - 1].size) < EXACT * size
        if beside and wide and alike and _opened(i, labels, lines, language):
            yield i, "P", "level-column"


def others(
    labels: Sequence[str], places: Sequence[Place], lines: Sequence[Line], columns: Columns, language: str
) -> Iterator[Change]:
    """The first lines of texts taken for the next column of the one before: which, to what, and why."""
    wide = language.startswith("zh")
    edges = _edges(places)
    indents = _indents(labels, places, edges)
    upright = [place for label, place in zip(labels, places, strict=True) if label in HEAD and place.upright]
    start = last = 0
    for i in range(1, len(labels)):
        if labels[i - 1] == "A":
            start = i - 1
        if labels[i - 1] in "APQX":
            last = i - 1
        if labels[i] not in "PQX" or labels[last] not in "APQ" or labels[i - 1] not in "APQYJ":
            continue
        here, above = places[i], places[last]
        if here.block == above.block or here.upright or above.upright:
            continue
        column, before = columns[here.block], columns[above.block]
        beside = column.left > before.right or column.right < before.left
        if not beside:
            continue
        if any(_stands_between(head, above, here) for head in upright):
            yield i, "A", "beyond-headline"
            continue
        ended = SENTENCE_END.search(lines[last].text.text) is not None
        level = i - 1 == last and places[start].block == above.block and abs(column.top - before.top) < LEVEL * here.size
        if level and labels[i] != "X" and _is_caption(range(start, i), lines, language):
            yield i, "A", "beside-caption"
        elif abs(here.size - above.size) > EXACT * above.size:
            yield i, "A", "in-another-size"
        elif ended and column.justified and before.justified and _differ(edges[here.block], edges[above.block], here.size):
            yield i, "A", "in-another-measure"
        elif ended and labels[i] != "Q" and column.right < before.left and column.top > above.box.bottom:
            yield i, "A", "below-and-left"
        elif indents and labels[i] != "X" and ends_short(lines[last], lines[i], columns, wide) and _begins_flush(i, places):
            yield i, "A", "begins-flush"


def _edges(places: Sequence[Place]) -> dict[int, tuple[float, float]]:
    """Where the first and the last letter of any line of each block stand: of some columns, all lines are indented."""
    out: dict[int, tuple[float, float]] = {}
    for place in places:
        left, right = out.get(place.block, (place.box.x, place.box.right))
        out[place.block] = min(left, place.box.x), max(right, place.box.right)
    return out


def _differ(one: tuple[float, float], other: tuple[float, float], size: float) -> bool:
    """Whether two columns are set to two measures."""
    return abs((one[1] - one[0]) - (other[1] - other[0])) > MEASURE * size


def _stands_between(head: Place, above: Place, here: Place) -> bool:
    """Whether an upright headline stands between two columns, level with the line that begins the second."""
    level = head.box.y - here.size < here.box.y < head.box.bottom
    return level and above.box.right <= head.box.x and head.box.right <= here.box.x


def _begins_flush(i: int, places: Sequence[Place]) -> bool:
    """Whether a line begins at its column's edge, where those below it do."""
    here = places[i]
    column = [place.box.x for place in places[i : i + LINES] if place.block == here.block]
    return len(column) == LINES and max(column) - min(column) < EXACT * here.size


def _indents(labels: Sequence[str], places: Sequence[Place], edges: Mapping[int, tuple[float, float]]) -> bool:
    """Whether the page indents its paragraphs."""
    found = [
        (places[i].box.x - edges[places[i].block][0]) / places[i].size
        for i in range(1, len(labels))
        if labels[i] == "P" and places[i].block == places[i - 1].block
    ]
    return len(found) >= INDENTED and sum(indent > INDENT for indent in found) >= 0.9 * len(found)


def _is_caption(order: range, lines: Sequence[Line], language: str) -> bool:
    """Whether a text ends in a picture's credit, and is no longer than captions are."""
    text = printed(lines, order).replace("\n", " ")
    said = credits.closing(text, language) if len(text) <= CAPTION else None
    return said is not None and said.score >= OPENS and said.rule.endswith(("photographer", "picture"))


def _opened(i: int, labels: Sequence[str], lines: Sequence[Line], language: str) -> bool:
    """Whether the text before a line opens with a credit, and the line does not."""
    first = i - 1
    while first and labels[first] in "PQ":
        first -= 1
    return labels[first] == "A" and _opens(first, lines, language) and not _opens(i, lines, language)


def _opens(i: int, lines: Sequence[Line], language: str) -> bool:
    """Whether a text that begins with this line opens with a credit."""
    said = credits.opening(" ".join(line.text.text for line in lines[i : i + 2]), language)
    return said is not None and said.score >= OPENS
