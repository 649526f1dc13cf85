"""A column of short items, each with its own heading: what a first reading took for crossheads there are headlines.

The chain weighs line by line: a brief's heading of two words, above a text of three lines, looks like a crosshead, and some
of a column's are read so, the others as headlines. The column as a whole says better: crossheads part a text into pieces of
some paragraphs, and there are two or three of them; where six headings and more follow one another with hardly any text
between them, and headlines are among them, all are headlines. A much shorter one may still be a crosshead. What stands in
such a column below text that has come to its end, ends itself without a stop before its line is full, and is followed by
what begins anew, is a heading, too, if that is not unlikely otherwise.

Left alone: pages whose lines have boxes, which tell more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from tasks.model.page import Line
from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import HEAD, runs
from tasks.segment.islands import STOP, begins_anew, is_open

FEWEST = 6
"""Headings of such a column, at the least: an article's crossheads and its neighbours' headlines are five at the most."""
HEADLINES = 3
"""One in how many of them is read as a headline, at the least."""
SHORT = 420.0
"""Cells of text between two headings, at the most: some 70 words, or 200 Chinese characters."""
ALIKE = 0.5
"""How long a crosshead is at the least that is a headline, in the headlines' usual length."""
LIKELY = 0.08
"""How likely a line of such a column is a heading at the least that was read as text."""
ROOM = 0.85
"""Part of the column's measure that a heading's line takes at the most, where no blank line tells that it has ended."""
AROUND = 3
"""Lines above and below by which the measure is told."""

Run = tuple[int, int]


def refusals(lines: Sequence[Line], reading: Reading, language: str) -> dict[int, set[str]]:
    """The labels that lines do not have which stand in columns of short items.

    Args:
        lines: the page's lines.
        reading: what the chain has read of them.
        language: its BCP 47 tag.
    """
    labels, out = reading.labels, dict[int, set[str]]()
    if any(line.place for line in lines):
        return out
    chances = reading.all_chances(*HEAD, "X")
    for column in _columns(lines, labels):
        usual = median(_width(lines, *run) for run in column if labels[run[0]] in HEAD)
        for first, after in column:
            long = _width(lines, first, after) >= ALIKE * usual
            if labels[first] == "X" and long and _stands_as_heading(lines, first, after, language):
                out.update((i, {"X"}) for i in range(first, after))
        for i in range(column[0][0], column[-1][1]):
            likely = labels[i] in "APQ" and chances[i] >= LIKELY and lines[i].gap > 0
            if likely and _stands_as_heading(lines, i, i + 1, language):
                out[i] = set("APQX")
    return out


def _columns(lines: Sequence[Line], labels: Sequence[str]) -> Iterator[list[Run]]:
    """Headings of one label each that follow one another with little text between them, headlines among them."""
    column: list[Run] = []
    for first, after in [*sorted([*runs(labels, HEAD), *runs(labels, {"X"})]), (len(lines), len(lines))]:
        simple = len({*labels[first:after]}) == 1
        if column and not (simple and _is_short(lines, labels, column[-1][1], first)):
            headlines = sum(labels[run[0]] in HEAD for run in column)
            if len(column) >= FEWEST and headlines * HEADLINES >= len(column):
                yield column
            column = []
        if simple:
            column.append((first, after))


def _is_short(lines: Sequence[Line], labels: Sequence[str], first: int, after: int) -> bool:
    """Whether lines may be one short item, which has no byline of its own."""
    return "Y" not in labels[first:after] and _width(lines, first, after) <= SHORT


def _width(lines: Sequence[Line], first: int, after: int) -> float:
    """Cells that some lines take."""
    return sum(line.width for line in lines[first:after])


def _stands_as_heading(lines: Sequence[Line], first: int, after: int, language: str) -> bool:
    """Whether lines may be a heading: text ends above them, they have no stop, and what follows begins anew."""
    if first and STOP.search(lines[first - 1].text.text) is None or is_open(lines[after - 1].text.text, language):
        return False
    if after == len(lines):
        return True
    below, apart = lines[after], not language.startswith("zh") and lines[first].gap > 0
    measure = max(one.width for one in lines[max(0, first - AROUND) : after + AROUND])
    ends = apart or below.gap > 0 or lines[after - 1].width <= ROOM * measure
    return ends and begins_anew(below.text.text)
