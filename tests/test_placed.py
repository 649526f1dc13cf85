"""What stated places say of several lines together: paragraphs, columns, bylines, headlines side by side."""

import pytest
from msgspec.structs import replace

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


@pytest.mark.parametrize(
    ("x", "y", "below", "begins"),
    [(400, 4, 400, True), (240, 24, 240, True), (0, 24, 0, False), (240, 0, 240, False), (400, 4, 0, False)],
)
def test_headlines_side_by_side_are_two_over_two_texts(x, y, below, begins):
    texts = ["Market to close", "River rises again", *BODY[:2]]
    lines = placed(texts, [(0, 0, 200), (x, y, 200), (0, 60, 200), (below, 60, 200)], [20, 20, 10, 10], [0, 1, 2, 3])
    assert side_by_side("MMAA", lines) == ({1} if begins else set())


@pytest.mark.parametrize(("low", "expected"), [(0, set()), (24, {1})])
def test_a_flat_character_stands_in_the_midst_of_its_line(low, expected):
    boxes = [Box(0, 0, 24, 24), Box(26, low + 10, 24, 4)]
    places = [Place(box, 24, None, number, None, False, False) for number, box in enumerate(boxes)]
    text = Place(Box(0, 60, 100, 10), 10, None, 2, None, False, False)
    lines, _ = lines_of("三\n一\n河水清了，两岸的人都来看。", "zh-Hans")
    given = [replace(line, place=place) for line, place in zip(lines, [*places, text], strict=True)]
    assert side_by_side("MMA", given) == expected
