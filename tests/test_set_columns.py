"""What stated places say of columns and of short lines in them: other texts, crossheads, bylines of others."""

import pytest
from msgspec.structs import replace as changed

from tasks.segment.headlines.set_over import over
from tasks.segment.sheet.placed import byline_columns
from tasks.segment.units import Body, Head
from tests.test_placed import BODY, placed, replaced

ENDED = [
    "The market closed early on Friday, and",
    "nobody in the street was sorry about it.",
    "Stalls stood empty.",
    "So it was.",
]


def column(x, y, widths=(200, 200, 200, 200), indent=0):
    return [(x + indent * (k == 0), y + 12 * k, width - indent * (k == 0)) for k, width in enumerate(widths)]


def lines(boxes, sizes=None, blocks=None, texts=None):
    return placed(texts or [*ENDED, *BODY], boxes, sizes, blocks or [0] * 4 + [1] * 4)


@pytest.mark.parametrize(
    ("boxes", "sizes", "labels", "expected"),
    [
        (column(220, 0), [10] * 8, "AQQQQQQQ", "Q"),
        (column(220, 0), [10] * 4 + [8] * 4, "AQQQQQQQ", "A"),
        (column(220, 0, [150] * 4), [10] * 8, "AQQQPQQQ", "A"),
        (column(220, 0, [150] * 4), [10] * 8, "AQQQXPQQ", "A"),
        (column(-260, 90), [10] * 8, "AQQQPQQQ", "A"),
        (column(-260, 90), [10] * 8, "AQQQQQQQ", "Q"),
        (column(-260, 0), [10] * 8, "AQQQPQQQ", "P"),
        (column(0, 60), [10] * 4 + [8] * 4, "AQQQQQQQ", "Q"),
    ],
    ids=["next", "smaller", "narrower", "narrower-crosshead", "below-left", "in-mid-sentence", "left-and-level", "below"],
)
def test_a_column_unlike_the_one_before_begins_a_text(boxes, sizes, labels, expected):
    found = lines([*column(0, 0), *boxes], sizes)
    assert replaced(labels, found, "en")[0][4] == expected


@pytest.mark.parametrize(("indent", "own", "expected"), [(12, 12, "P"), (12, 0, "A"), (0, 0, "P")])
def test_a_text_begins_flush_where_paragraphs_are_indented(indent, own, expected):
    others = [box for k in range(6) for box in column(600, 30 * k, (200, 80), indent)]
    boxes = [*others, *column(0, 0, (200, 200, 200, 60)), *column(220, 0, indent=own)]
    texts = [*["The market closed early on Friday, and so", "did we."] * 6, *ENDED, *BODY]
    found = lines(boxes, None, [0] * 12 + [1] * 4 + [2] * 4, texts)
    assert replaced("A" + "QP" * 5 + "QAQQQPQQQ", found, "en")[0][16] == expected


@pytest.mark.parametrize(
    ("line", "x", "width", "label", "expected"),
    [
        ("Dogs", 85, 30, "Y", "XP"),
        ("Dogs", 85, 30, "P", "XP"),
        ("Dogs", 0, 30, "Q", "QQ"),
        ("By Margaret Okonjo", 50, 100, "Y", "YA"),
    ],
    ids=["taken-for-a-name", "taken-for-a-paragraph", "not-centred", "a-byline"],
)
def test_crossheads_are_set_like_the_pages_others(line, x, width, label, expected):
    texts = ["Bridge open", "By Jo Pym", line, *ENDED, "Cats and others", *BODY]
    boxes = [(0, 0, 200), (40, 24, 120), (x, 36, width), *column(0, 48), (60, 96, 80), *column(0, 108, indent=12)]
    found = placed(texts, boxes, [20, *[10] * 11], [0, 1, *[2] * 10])
    found[1] = changed(found[1], place=found[1].place and _bold(found[1].place, True))
    labels = f"MY{label}{'A' if label == 'Y' else 'Q'}QQQXPQQQ"
    assert "".join(replaced(labels, found, "en")[0][2:4]) == expected


def test_the_rest_of_a_byline_is_no_crosshead():
    texts = [
        "橋梁通車",
        "記者林小安",
        "專題報導",
        *["市場週五提早收攤，街坊沒有人惋惜。"] * 4,
        "另有說法",
        *["市場週五提早收攤。"] * 4,
    ]
    boxes = [(0, 0, 200), (60, 24, 80), (75, 36, 50), *column(0, 48), (75, 96, 50), *column(0, 108, indent=20)]
    found = placed(texts, boxes, [20, *[10] * 11], [0, 1, *[2] * 10], "zh-Hant")
    assert replaced("MYYAQQQXPQQQ", found, "zh-Hant")[0][2] == "Y"


@pytest.mark.parametrize(("bold", "expected"), [(True, "XX"), (False, "MM")])
def test_bold_lines_within_a_text_are_no_headline(bold, expected):
    texts = ["Cats and others", *ENDED, "THE BRIDGE AND", "THE RIVER.", *BODY]
    boxes = [(0, 0, 100), *column(0, 12, indent=12), (0, 60, 110), (0, 72, 90), *column(0, 84, indent=12)]
    found = [
        changed(line, place=line.place and _bold(line.place, k == 0 or bold and k in (5, 6)))
        for k, line in enumerate(placed(texts, boxes, blocks=[0] * 11))
    ]
    assert "".join(replaced("XPQQQMMAQQQ", found, "en")[0][5:7]) == expected


def _bold(place, bold):
    return type(place)(place.box, place.size, bold, place.block, place.role, place.upright)


@pytest.mark.parametrize(
    ("labels", "expected"),
    [("MYYYM", "MAPPM"), ("MYYM", "MYYM")],
    ids=["three-lines", "two-may-be-names"],
)
def test_a_list_right_below_a_headline_is_its_text(labels, expected):
    texts = ["Market prices", *["Wheat (a ton): 214.50."] * (len(labels) - 2), "Bridge open"]
    boxes = [(0, 0, 200), *((0, 24 + 12 * k, 120) for k in range(len(labels) - 2)), (0, 120, 200)]
    sizes, blocks = [20, *[10] * (len(labels) - 2), 20], [0, *[1] * (len(labels) - 2), 2]
    assert "".join(replaced(labels, placed(texts, boxes, sizes, blocks), "en")[0]) == expected


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ([(0, 0, 80), (0, 12, 80)], set()),
        ([(0, 0, 80), (120, 0, 80)], set()),
        ([(300, 400, 80), (0, 430, 80)], {1}),
        ([(0, 0, 80), (0, 90, 80)], {1}),
    ],
    ids=["below", "beside", "in-another-column", "far-below"],
)
def test_bylines_in_two_places_are_two(boxes, expected):
    assert byline_columns("YY", placed(["Photo: Ann Lee", "By Jo Pym"], boxes)) == expected


def upright(line):
    place = line.place
    return changed(line, place=type(place)(place.box, place.size, None, place.block, None, True))


@pytest.mark.parametrize(("x", "y", "expected"), [(450, 0, {(0, 1): True}), (450, 90, {}), (900, 0, {})])
def test_an_upright_headline_stands_beside_its_text(x, y, expected):
    boxes = [(x, y, 20), *column(-300, 0), *column(0, 0), *column(220, 0)]
    head, *rest = placed(["Bridge", *BODY * 3], boxes, [20, *[10] * 12], [0, *[1] * 4, *[2] * 4, *[3] * 4])
    found = [upright(head), *rest]
    assert over([Head([0]), Body([1, 2, 3, 4]), Body([5, 6, 7, 8, 9, 10, 11, 12])], found) == expected


def test_a_headline_stands_over_a_text_that_comes_later():
    boxes = [(220, 0, 180), *column(0, 60), *column(220, 24)]
    found = placed(["Bridge open", *BODY * 2], boxes, [20, *[10] * 8], [0, *[1] * 4, *[2] * 4])
    assert over([Head([0]), Body([1, 2, 3, 4]), Body([5, 6, 7, 8])], found) == {(0, 1): True}
