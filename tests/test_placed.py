"""What stated places say of several lines together: paragraphs, decks, columns, bylines, headlines side by side."""

from dataclasses import replace

import pytest

from tasks.model.page import Place
from tasks.model.source import Box
from tasks.segment.placed import replaced, side_by_side
from tests.learn.lines import lines_of

BODY = [
    "The market closed early on Friday, and",
    "nobody in the street was sorry about it.",
    "Stalls had stood empty since the spring",
    "and the last baker left us on Thursday.",
]


def placed(texts, boxes, sizes=None, blocks=None, language="en", measured=False):
    """Lines with places: left edge, top and width of each; all in one block and of one size unless told otherwise."""
    lines, _ = lines_of("\n".join(texts), language)
    sizes, blocks = sizes or [10] * len(texts), blocks or [0] * len(texts)
    return [
        replace(line, place=Place(Box(x, y, width, size), size, False, block, None, False, measured))
        for line, (x, y, width), size, block in zip(lines, boxes, sizes, blocks, strict=True)
    ]


@pytest.mark.parametrize(("width", "expected"), [(150, "P"), (200, "Q")])
def test_a_sentence_that_ends_short_of_a_justified_measure_ends_a_paragraph(width, expected):
    texts = [*BODY, *BODY]
    boxes = [(0, 12 * i, width if i == 1 else 200) for i in range(8)]
    labels, decisions = replaced("AQQQQQQQ", placed(texts, boxes), "en")
    assert labels[2] == expected
    assert [one.rule for one in decisions] == ["segment.settle-place"] * (expected == "P")


def test_ragged_columns_and_measured_places_say_nothing_of_paragraphs():
    texts, ragged = [*BODY, *BODY], [(0, 12 * i, 150 + 7 * i) for i in range(8)]
    assert replaced("AQQQQQQQ", placed(texts, ragged), "en")[0] == list("AQQQQQQQ")
    short = [(0, 12 * i, 150 if i == 1 else 200) for i in range(8)]
    assert replaced("AQQQQQQQ", placed(texts, short, measured=True), "en") == (list("AQQQQQQQ"), [])


@pytest.mark.parametrize(("size", "wide", "expected"), [(11, 200, "D"), (10, 420, "D"), (10, 200, "A")])
def test_text_over_an_article_that_is_set_apart_from_it_is_a_deck(size, wide, expected):
    texts = ["Market to close", "Traders blame a new road for it all", *BODY]
    boxes = [(0, 0, 300), (0, 24, wide), *((0, 40 + 12 * i, 200) for i in range(4))]
    lines = placed(texts, boxes, [20, size, 10, 10, 10, 10], [0, 1, 2, 2, 2, 2])
    assert replaced("MAAQQQ", lines, "en")[0][1] == expected


@pytest.mark.parametrize(
    ("opening", "top", "expected"),
    [
        ("HALDEN, Nov. 4 (Reuters) — The market", 0, "P"),
        ("HALDEN, Nov. 4 (Reuters) — The market", 40, "A"),
        ("The market closed on Friday and", 0, "A"),
    ],
)
def test_a_level_column_goes_on_with_a_text_that_opens_with_a_credit(opening, top, expected):
    texts = [opening, *BODY[1:], *BODY]
    boxes = [*((0, 12 * i, 200) for i in range(4)), *((215, top + 12 * i, 200) for i in range(4))]
    lines = placed(texts, boxes, blocks=[0] * 4 + [1] * 4)
    assert replaced("AQQQAQQQ", lines, "en")[0][4] == expected


@pytest.mark.parametrize(("x", "expected"), [(60, "YYAQQQ"), (0, "AQQQQQ")])
def test_a_byline_is_centred_where_its_text_fills_the_measure(x, expected):
    texts = ["Market to close", "By MARGARET", "OKONJO", *BODY]
    boxes = [(0, 0, 300), (x, 24, 200 - 2 * x), (x, 36, 200 - 2 * x), *((0, 48 + 12 * i, 200) for i in range(4))]
    lines = placed(texts, boxes, [20] + [10] * 6, [0] + [1] * 6)
    assert "".join(replaced("MAQQQQQ", lines, "en")[0][1:]) == expected


@pytest.mark.parametrize(("x", "y", "begins"), [(400, 4, True), (0, 24, False), (240, 0, False), (240, 24, True)])
def test_headlines_side_by_side_are_two(x, y, begins):
    lines = placed(["Market to close", "River rises again"], [(0, 0, 200), (x, y, 200)], [20, 20])
    assert side_by_side("MM", lines) == ({1} if begins else set())
