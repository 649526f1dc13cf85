"""Bylines in several lines: which of them go on with the one above, and which begin something else."""

import pytest
from msgspec.structs import replace

from tasks.model.page import Place
from tasks.model.source import Box
from tasks.segment.bylines.settling import settle
from tests.learn.lines import lines_of

TEXT = "The market closed early on Friday, and nobody was sorry about it."


def settled(byline, together=None):
    """The labels of a text, a byline and a headline's line, which the chain took for a part of the byline."""
    lines, _ = lines_of("\n".join([TEXT, *byline]), "en")
    if together is not None:
        blocks = [0, *(1 for _ in byline)] if together else range(len(lines))
        lines = [
            replace(line, place=Place(Box(0, 12 * i, 80, 10), 10, False, block, None, False))
            for i, (line, block) in enumerate(zip(lines, blocks, strict=True))
        ]
    found = settle(["A", *"Y" * len(byline)], [[]] * len(lines), lines, "en")
    return found.labels[1:], found.begins


@pytest.mark.parametrize(
    "byline",
    [
        ["HAROLD J.", "PENNIMAN"],
        ["By Owen Pritchard, Staff", "Writer"],
        ["Helen Marsh, Health", "Correspondent"],
        ["By Ida Lund, Special", "Correspondent"],
        ["By Owen Pritchard and T.J.", "Coppard"],
        ["Words: Helen Marsh Photographs: Anna-Lise", "Coppard"],
    ],
)
def test_a_name_or_a_post_goes_on_in_the_next_line(byline):
    assert settled(byline) == (["Y"] * len(byline), set())


def test_a_whole_name_goes_on_only_in_a_line_that_is_set_with_it():
    byline = ["By Anna Prit", "Coppard"]
    assert settled(byline, together=True) == (["Y", "Y"], set())
    assert settled(byline, together=False)[0] == ["Y", "M"]


def test_another_byline_below_begins_anew():
    assert settled(["By HAROLD J. PENNIMAN", "By Helen Marsh"], together=True) == (["Y", "Y"], {2})


@pytest.mark.parametrize(
    ("byline", "below", "expected", "why"),
    [
        ("HAROLD J.", "PENNIMAN", "Y", "the surname is missing"),
        ("HAROLD PENNIMAN", "FIRE", "M", "no initial ends the byline"),
        ("HAROLD J.", "FERRY SUNK", "M", "more than a surname"),
        ("By Helen Marsh, M.P.", "Fire", "M", "the name is whole"),
    ],
)
def test_the_surname_below_an_initial_is_no_headline(byline, below, expected, why):
    lines, _ = lines_of("\n".join([TEXT, byline, below, TEXT]), "en")
    found = settle(["Q", "Y", "M", "A"], [[]] * len(lines), lines, "en")
    assert found.labels[2] == expected, why


@pytest.mark.parametrize(
    ("above", "below", "expected", "why"),
    [
        ("VALDERA, Oct. 3.", "[REUTER’S TELEGRAM.]", "Y", "its place and day"),
        ("VALDERA BESIEGED.", "[REUTER’S TELEGRAM.]", "D", "no day: a deck"),
        ("VALDERA, Oct. 3.", "By Helen Marsh", "D", "the two do not read as one"),
    ],
)
def test_a_place_and_day_above_an_agency_are_no_deck(above, below, expected, why):
    lines, _ = lines_of("\n".join(["SNOW IN THE HILLS.", above, below, TEXT]), "en")
    found = settle(["M", "D", "Y", "A"], [[]] * len(lines), lines, "en")
    assert found.labels == ["M", expected, "Y", "A"], why
