"""Rows of tables are no headlines, and those that are whole stand for themselves."""

import pytest

from tasks.model.trace import Traced
from tasks.reflow.rows import close_blanks, printed_rows
from tasks.segment.tables import refusals
from tests.learn.lines import lines_of

LEAGUE = ["Lakeside 12 9 2 1 29", "Dunmore 12 8 1 3 25", "St Hild’s 12 6 4 2 22"]


def refused(rows):
    """The labels refused, by line."""
    lines, _ = lines_of("\n".join(rows), "en")
    return {lines[i].text.text: "".join(sorted(never)) for i, never in refusals(lines).items()}


def test_rows_of_a_table():
    assert refused(["League table", "", *LEAGUE]) == dict.fromkeys(LEAGUE, "DFJKMQXY")


def test_the_last_row_does_not_go_on_either():
    rows = [*LEAGUE, "League table", "", "The clubs meet on Monday."]
    assert refused(rows) == dict.fromkeys(LEAGUE, "DFJKMQXY") | {"League table": "Q"}


def test_rows_that_may_go_on():
    rows = ["5 of 5 numbers, 2 won", "214,618.30; 5 numbers and 1", "won 11,240.70 with 4, 3 or 2"]
    assert refused(rows) == dict.fromkeys(rows, "DKMXY")


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (LEAGUE[:2], "two lines are no table"),
        ([*LEAGUE[:2], "The third match was not played", LEAGUE[2]], "a line of text stands between"),
        (["Lakeside 2, Dunmore 1", "Dunmore 3, Arden 3", "Arden 1, Lakeside 4"], "two numbers each"),
        (["The A4 and B27 and C9 roads"] * 3, "these are names of roads"),
    ],
)
def test_left_alone(rows, why):
    assert refused(rows) == {}, why


@pytest.mark.parametrize(
    ("row", "closed"),
    [("Arden United 12 2 2 8 8", "Arden United 12 2 2 8 8"), ("S P O R T S", "SPORTS"), ("M A Y 8 9", "MAY89")],
)
def test_figures_alone_are_not_spaced_out_letters(row, closed):
    assert close_blanks(printed_rows(Traced.whole(row))[0])[0].text.text == closed
