"""Headings of short items that were read as crossheads, or as text."""

import numpy as np
import pytest

from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import NAMES
from tasks.segment.headlines.item_heads import refusals
from tests.learn.lines import lines_of

TEXT = "The boats ran again on Sunday with a full deck and the band played."


def refused(rows, labels):
    """The labels refused, by line."""
    lines, _ = lines_of("\n".join(rows), "en")
    assert len(lines) == len(labels)
    found = refusals(lines, Reading(tuple(labels), np.zeros((len(lines), len(NAMES)))), "en")
    return {lines[i].text.text: "".join(sorted(never)) for i, never in found.items()}


def parted(before, after, also=TEXT, head="A DECK OF OAK"):
    """What the crosshead of an article is refused that has so many lines above and below it."""
    rows = ["Lake boats run again", *[TEXT] * before, head, *[TEXT] * after]
    labels = "M" + "A" + "P" * (before - 1) + "X" + "P" * after
    items = [f"{other}\n{text}" for other in ("Council buys a crane", "Fish prices fall", "A bazaar") for text in [also]]
    return refused([*rows, *items], labels + "".join("M" + "A" + "P" * also.count("\n") for _ in items)).get(head, "")


def test_no_crosshead_parts_hardly_any_text():
    assert (parted(2, 2), parted(3, 8), parted(5, 5)) == ("X", "X", "")
    assert (parted(2, 2, head="A deck of oak."), parted(2, 2, head="A deck of oak")) == ("X", "")


def test_where_articles_are_long_crossheads_stay():
    assert parted(2, 2, also="\n".join([TEXT] * 8)) == ""


def test_a_crosshead_may_stand_soon_below_the_edge_of_the_page():
    assert refused([TEXT, TEXT, "A deck of oak", TEXT, TEXT], "QPXPP") == {}  # its text may begin elsewhere


@pytest.mark.parametrize(
    ("above", "line", "below", "never"),
    [
        (TEXT, "COUNTY POLICE COURT.", TEXT, "APQ"),
        (TEXT, "COUNTY POLICE COURT", TEXT, "APQ"),
        ("The boats ran again with a full deck and", "COUNTY POLICE COURT", TEXT, ""),  # the sentence goes on
        (TEXT, "COUNTY POLICE COURT", "and the boats of the county", ""),
        (TEXT, "CASTELMAR,", "Oct. 3.", ""),  # a dateline
        (TEXT, "LONG LIVE THE KING!", TEXT, ""),
        (TEXT, "A DANGEROUS GAME.—", TEXT, ""),  # it runs into its text
        (TEXT, "County police court", TEXT, ""),
    ],
)
def test_capitals_between_texts_are_a_heading(above, line, below, never):
    assert refused(["Lake boats run again", above, line, below], "MAPP").get(line, "") == never
