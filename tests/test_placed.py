"""What stated places say of several lines together: paragraphs, columns, bylines, headlines side by side."""

import pytest
from msgspec.structs import replace

from tasks.model.page import Place
from tasks.model.source import Box
from tasks.segment.sheet import placed as rules
from tasks.segment.sheet.placed import side_by_side
from tests.learn.lines import lines_of

BODY = [
    "The market closed early on Friday, and",
    "nobody in the street was sorry about it.",
    "Stalls had stood empty since the spring",
    "and the last baker left us on Thursday.",
]


def replaced(labels, lines, language, chained=None):
    """The labels as places correct them, where reading has changed nothing of what the chain read."""
    return rules.replaced(labels, chained or labels, lines, language)


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


@pytest.mark.parametrize(
    ("width", "top", "expected"),
    [(100, 0, "K"), (100, -40, "Y")],
)
def test_what_stands_right_above_a_larger_headline_is_its_kicker(width, top, expected):
    boxes = [(0, top, width), (0, 14, 300), *((0, 48 + 12 * i, 200) for i in range(4))]
    lines = placed(["EDITORIAL", "A tax nobody voted for", *BODY], boxes, [10, 20, *[10] * 4], [0, 1, *[2] * 4])
    assert replaced("YMAQQQ", lines, "en", chained="KMAQQQ")[0][0] == expected


@pytest.mark.parametrize(("block", "expected"), [(1, "DD"), (2, "DM")])
def test_lines_of_one_block_are_of_one_headline(block, expected):
    boxes = [(0, 0, 300), (0, 26, 200), (0, 38, 80), *((0, 60 + 12 * i, 200) for i in range(4))]
    texts = ["Bridge open", "Nine months of rain and", "no ferry", *BODY]
    lines = placed(texts, boxes, [20, *[10] * 6], [0, 1, block, *[3] * 4])
    assert "".join(replaced("MDMAQQQ", lines, "en")[0][1:3]) == expected


@pytest.mark.parametrize(("further", "expected"), [("TO THE EXAMINER.]", "Y"), ("River rises at Merrowby", "M")])
def test_a_byline_goes_on_in_its_block_while_its_bracket_is_open(further, expected):
    first = "[SPECIAL TELEGRAM" if expected == "Y" else "By Ann Lee"
    boxes = [(0, 0, 300), (0, 26, 120), (0, 38, 110), *((0, 60 + 12 * i, 200) for i in range(4))]
    lines = placed(["Dam gives way", first, further, *BODY], boxes, [20, *[10] * 6], [0, 1, 1, *[3] * 4])
    assert replaced("MYMAQQQ", lines, "en")[0][2] == expected


@pytest.mark.parametrize(
    ("deck", "size", "expected", "why"),
    [
        ((40, 24, 120), 10, "D", "it is centred where the text fills its measure"),
        ((0, 24, 120), 9.7, "D", "it is of another size than the text"),
        ((0, 24, 190), 10, "A", "it is set as the text is"),
        ((-20, 24, 240), 10, "D", "it runs over the column of the text"),
        ((0, 24, 240), 10, "A", "it is a paragraph of one line, below which others end short"),
    ],
)
def test_a_deck_in_the_size_of_the_text_is_told_by_its_setting(deck, size, expected, why):
    boxes = [(0, 0, 200), deck, *((0, 48 + 12 * i, 200) for i in range(4))]
    lines = placed(["Bridge open", "Nine months of rain", *BODY], boxes, [20, size, *[10] * 4], [0, *[1] * 5])
    assert replaced("MAQQQQ", lines, "en")[0][1] == expected, why


def test_a_line_over_two_columns_is_a_deck():
    columns = [*((0, 48 + 12 * i, 200) for i in range(4)), *((220, 48 + 12 * i, 200) for i in range(4))]
    lines = placed(["Bridge open", "Nine months of rain", *BODY, *BODY], [(0, 0, 200), (0, 24, 300), *columns],
                   [20, *[10] * 9], [0, *[1] * 5, *[2] * 4])  # fmt: skip
    assert replaced("MAQQQQQQQQ", lines, "en")[0][1] == "D"


@pytest.mark.parametrize(("left", "expected"), [(200, "F"), (500, "M")])
def test_what_stands_between_furniture_at_the_pages_head_is_furniture(left, expected):
    boxes = [(0, 0, 60), (left, 0, 80), (400, 0, 30), (0, 60, 200), *((0, 90 + 12 * i, 200) for i in range(4))]
    texts = ["Tuesday, 4 March", "Region", "Page 5", "Bridge open", *BODY]
    lines = placed(texts, boxes, [8, 18, 8, 20, *[10] * 4], [0, 1, 2, 3, *[4] * 4])
    assert replaced("FMFMAQQQ", lines, "en")[0][1] == expected


@pytest.mark.parametrize(("measure", "expected"), [(300, "P"), (210, "Q")])
def test_a_sentence_that_ends_where_the_next_word_had_room_ends_a_paragraph(measure, expected):
    texts = ["Nobody had asked the baker about it.", "Stalls had stood empty", "and the last of them left on a Thursday in"]
    lines = placed(texts, [(0, 0, 180), (0, 12, 110), (0, 24, measure)])
    assert replaced("AQQ", lines, "en")[0][1] == expected


def test_an_indented_line_that_is_centred_by_chance_is_no_deck():
    texts = ["Bridge open", "Sir, nobody believes it.", *BODY, "Others have said so too."]
    boxes = [(0, 0, 200), (12, 36, 176), *((0, 48 + 12 * i, 200) for i in range(4)), (12, 96, 188)]
    labels = replaced("MAQQQQP", placed(texts, boxes, [20, *[10] * 6], [0, *[1] * 6]), "en")[0]
    assert labels[1] == "A"


@pytest.mark.parametrize(
    ("credit", "top", "expected"),
    [("Photo: Ann Lee", 0, "A"), ("Photo: Ann Lee", 40, "Q"), ("It is late now", 0, "Q")],
)
def test_a_text_level_with_a_caption_that_ends_in_its_credit_is_another(credit, top, expected):
    texts = ["Ferrymen wait at the quay.", f"They go no more. {credit}", *BODY[:2]]
    boxes = [(0, 0, 150), (0, 12, 150), (170, top, 150), (170, top + 12, 150)]
    assert replaced("AQQQ", placed(texts, boxes, blocks=[0, 0, 1, 1]), "en")[0][2] == expected


@pytest.mark.parametrize(
    ("texts", "labels", "expected"),
    [
        (["(Continued from page", "7.) The market", *BODY], "JAQQQQ", "JAQQQQ"),
        (["(Continued from page", "7.)", *BODY], "JAQQQQ", "JJAQQQ"),
        ([*BODY, "Continued on", "page 9"], "AQQQPJ", "AQQQJJ"),
        ([*BODY, "they say. Continued on", "page 9"], "AQQQPJ", "AQQQPQ"),
    ],
)
def test_a_jump_line_that_a_narrow_column_breaks(texts, labels, expected):
    lines = placed(texts, [(0, 12 * i, 100) for i in range(len(texts))])
    assert "".join(replaced(labels, lines, "en")[0]) == expected


@pytest.mark.parametrize(
    ("x", "size", "begins"),
    [(-22, 20, False), (-60, 20, True), (-30, 10, False), (40, 20, True)],
)
def test_upright_headlines_are_one_where_they_are_columns_of_one(x, size, begins):
    places = [Place(Box(x, 0, s, 160), s, None, n, None, True, False) for n, (x, s) in enumerate([(0, 20), (x, size)])]
    lines, _ = lines_of("河水清了\n岸绿了\n河水清了，两岸的人都来看。", "zh-Hans")
    given = [replace(line, place=place) for line, place in zip(lines, places, strict=False)]
    assert side_by_side("MMA", [*given, lines[2]]) == ({1} if begins else set())


@pytest.mark.parametrize(
    ("words", "read", "expected"),
    [("LETTER FROM HALDEN", "Y", "K"), ("By Ann Lee", "Y", "Y"), ("LETTER FROM HALDEN", "K", "K")],
)
def test_a_kicker_that_reads_as_a_name_is_one_unless_it_says_that_it_is_a_byline(words, read, expected):
    boxes = [*((0, 12 * i, 200) for i in range(4)), (0, 90, 100), (0, 104, 300), *((0, 136 + 12 * i, 200) for i in range(4))]
    texts = [*BODY, words, "A tax nobody voted for", *BODY]
    lines = placed(texts, boxes, [10] * 5 + [20] + [10] * 4, [0] * 4 + [1, 2] + [3] * 4)
    assert replaced("AQQQYMAQQQ", lines, "en", chained=f"AQQQ{read}MAQQQ")[0][4] == expected


@pytest.mark.parametrize(("block", "expected"), [(1, "Y"), (2, "M")])
def test_what_is_in_one_block_with_the_text_below_is_no_headline(block, expected):
    texts = ["Market to close", "THE HALDEN EXAMINER", "HALDEN —", *BODY]
    boxes = [(0, 0, 300), (0, 24, 140), *((0, 36 + 12 * i, 200) for i in range(5))]
    lines = placed(texts, boxes, [20] + [10] * 6, [0, block] + [1] * 5)
    assert replaced("MMYAQQQ", lines, "en", chained="MYYAQQQ")[0][1] == expected


@pytest.mark.parametrize(("top", "expected"), [(60, "Y"), (150, "K")])
def test_a_headlines_line_far_from_it_and_right_below_a_text_signs_that(top, expected):
    texts = [*BODY, "VERENA.", "Letters answered", *BODY]
    boxes = [*((0, 12 * i, 200) for i in range(4)), (120, top, 80), (300, 0, 200)]
    boxes += [(300, 40 + 12 * i, 200) for i in range(4)]
    lines = placed(texts, boxes, [10] * 5 + [20] + [10] * 4, [0] * 4 + [1, 2] + [3] * 4)
    assert replaced("AQQQKMAQQQ", lines, "en")[0][4] == expected


@pytest.mark.parametrize(
    ("deck", "expected"),
    [("Ferrymen of Halden look back", "D"), ("Ferrymen look back.", "A")],
)
def test_a_text_without_a_stop_above_a_byline_is_a_deck(deck, expected):
    texts = ["Bridge open", deck, "By Ann Lee", *BODY]
    boxes = [(0, 0, 200), (0, 24, 200), (0, 36, 120), *((0, 48 + 12 * i, 200) for i in range(4))]
    assert replaced("MAYAQQQ", placed(texts, boxes, [20] + [10] * 6, [0] + [1] * 6), "en")[0][1] == expected


@pytest.mark.parametrize(("block", "expected"), [(1, "MJAQQQ"), (0, "MDAQQQ")])
def test_a_jump_line_that_is_set_apart_is_no_deck(block, expected):
    texts = ["Bridge open", "Continued from page 9", *BODY]
    boxes = [(0, 0, 200), (100, 24, 100), *((0, 48 + 12 * i, 200) for i in range(4))]
    lines = placed(texts, boxes, [20] + [10] * 5, [0, block] + [2] * 4)
    assert "".join(replaced("MDAQQQ", lines, "en")[0]) == expected
