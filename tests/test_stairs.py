"""Stairs beside large headlines: undone where a dump has them, and nothing else moved."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.reflow.columns.gutters import Piece
from tasks.reflow.columns.split import split_columns
from tasks.reflow.columns.stairs import Levelled
from tests.test_columns import HARBOUR, ORCHARD, in_columns, side_by_side, traced

STAIR = [
    "The ferry is laid up       A thin crop of apples",
    "By one of us",
    "Harbour Desk",
    "                 boats over the",
    "                 winter and no",
    "                                   Frost came twice",
    "                                   in April, with      The last barrel",
    "A sailing to     islands would     snow, and bees      was sold before",
    "the outer        be kept after     stayed at home.     noon.",
]
LEVEL = [
    "The ferry is laid up       A thin crop of apples",
    "By one of us     boats over the    Frost came twice",
    "Harbour Desk     winter and no     in April, with      The last barrel",
    "A sailing to     islands would     snow, and bees      was sold before",
    "the outer        be kept after     stayed at home.     noon.",
]


def test_lines_that_a_headline_pushed_apart_are_level_again():
    assert Levelled(STAIR).texts == LEVEL


def test_a_headline_in_two_lines_stands_above_what_began_below_it():
    texts = [
        "By one of us     boats over",
        "                               The orchard that",
        "                               stood in the snow",
        "                                                    Our own man",
        "A sailing to     islands would                      writes of it.",
    ]
    assert Levelled(texts).texts == [
        "                               The orchard that",
        "By one of us     boats over    stood in the snow    Our own man",
        "A sailing to     islands would                      writes of it.",
    ]


def test_a_drop_capital_stays_beside_its_line():
    texts = [
        "   T       he ferry",
        "         company said",
        "                           sailing to the",
        "                           islands would",
        "on Tuesday that it         be kept after",
    ]
    assert Levelled(texts).texts == [
        "   T       he ferry        sailing to the",
        "         company said      islands would",
        "on Tuesday that it         be kept after",
    ]


def test_neighbours_with_baselines_of_their_own_keep_their_rows():
    left, right = HARBOUR[:6], ORCHARD[:6]
    texts = [line for a, b in zip(left, right, strict=True) for line in (a, " " * 40 + b)]
    assert Levelled(texts).texts == texts


def test_a_column_that_ends_above_another_article_keeps_its_rows():
    texts = [*HARBOUR[:5], *(" " * 40 + line for line in ORCHARD[:6]), "", *HARBOUR[5:9]]
    assert Levelled(texts).texts == texts


def test_plain_columns_are_left_alone():
    texts = side_by_side(*in_columns(HARBOUR, 3), *in_columns(ORCHARD, 2))
    assert Levelled(texts).texts == texts


def test_pieces_tell_where_in_the_dump_they_stand():
    levelled = Levelled(STAIR)
    row = levelled.texts[1]
    parts = levelled.parted([Piece(1, 0, len(row), 0, len(row))])
    assert [row[part.start : part.end] for part in parts] == ["By one of us", "boats over the", "Frost came twice"]
    assert [STAIR[levelled.origin(part)][part.start : part.end] for part in parts] == [
        row[part.start : part.end] for part in parts
    ]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="ab  ,山 \t", max_size=40), max_size=14))
def test_nothing_is_lost_or_moved_within_its_column(texts):
    levelled = Levelled(texts)
    seen: Counter[tuple[int, int, str]] = Counter()
    for row, text in enumerate(levelled.texts):
        for part in levelled.parted([Piece(row, 0, len(text), 0, len(text))]):
            for at in range(part.start, part.end):
                assert texts[levelled.origin(part)][at] == text[at]
                if not text[at].isspace():
                    seen[levelled.origin(part), at, text[at]] += 1
    assert seen == Counter(
        (row, at, char) for row, text in enumerate(texts) for at, char in enumerate(text) if not char.isspace()
    )


def test_each_character_of_a_stair_is_in_one_cell():
    texts = ["", *STAIR, *side_by_side(*in_columns(HARBOUR, 3), *in_columns(ORCHARD, 2))] * 2
    cells = split_columns(traced(texts))
    assert cells is not None
    assert Counter("".join(cell.text.text for cell in cells).replace(" ", "")) == Counter("".join(texts).replace(" ", ""))
    assert all(cell.text.text in texts[cell.row] for cell in cells)
