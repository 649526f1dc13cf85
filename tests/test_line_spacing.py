"""Blank lines between all lines of a page: they part nothing, whatever larger gaps do."""

import pytest

from tasks.model.trace import Traced
from tasks.reflow.lines.line_spacing import closed_up
from tasks.reflow.lines.rows import printed_rows
from tests.learn.lines import lines_of

TEXT = ["The lake boats ran again on", "Sunday with a full deck and", "the band sat on old crates", "that a purser lent"]
PAGE = [*TEXT, "it.", "", "Nobody had thought of bread", *TEXT[1:], "all."]


def gaps(rows):
    return [row.gap for row in closed_up(printed_rows(Traced.whole("\n".join(rows))))]


def spaced(rows, by):
    """The rows as a converter writes them that leaves so many blank lines below each."""
    return [one for row in rows for one in (row, *[""] * by)]


@pytest.mark.parametrize("by", [1, 2, 3])
def test_spacing_is_taken_off(by):
    assert gaps(spaced(PAGE, by)) == gaps(PAGE) == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0]


def test_a_blank_line_more_still_parts():
    rows = spaced([*TEXT, *TEXT], 1)
    assert gaps([*rows, "", "Another", "", *rows]) == [0] * 8 + [1] + [0] * 8


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (spaced([f"{row}." for row in TEXT * 4], 1), "each line is a paragraph"),
        (spaced(["Lake boats run", "Imogen Tallis", "The lake boats ran again."] * 4, 1), "each line is a block"),
        (spaced(TEXT * 2, 1), "a few lines show no spacing"),
        ([*spaced(TEXT, 1), *TEXT, *TEXT], "most lines have no blank line above them"),
    ],
)
def test_left_alone(rows, why):
    assert gaps(rows) == [row.gap for row in printed_rows(Traced.whole("\n".join(rows)))], why


def test_stops_of_chinese_count():
    assert gaps(spaced(["湖上的船又开了，"] * 12, 1)) == [0] * 12
    assert gaps(spaced(["湖上的船又开了。"] * 12, 1)) == [0] + [1] * 11


def test_a_spaced_page_has_the_lines_of_the_page():
    once, twice = (lines_of("\n".join(rows), "en")[0] for rows in (PAGE, spaced(PAGE, 1)))
    assert [(line.text.text, line.gap) for line in once] == [(line.text.text, line.gap) for line in twice]
