"""What white tells to stand with a headline: its kicker, the writer above it, its deck; rails of briefs."""

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from tasks.model.source import PICTURED, Box
from tasks.segment.sheet.set_groups import below_heads
from tests.learn.lines import lines_of
from tests.test_placed import placed, replaced

TEXT = [
    "The market closed early on Friday, and",
    "nobody in the street was sorry about it.",
    "Stalls had stood empty since the spring",
    "and the last baker left us on Thursday.",
]
HEAD = ["Market shuts for good"]


def column(texts, whites, sizes, blocks, width=200):
    """Lines one below the other with so much white above each."""
    boxes, at = [], 0.0
    for white, size in zip(whites, sizes, strict=True):
        boxes.append((0, at + white, width))
        at += white + size
    return placed(texts, boxes, sizes, blocks)


def labelled(labels, lines, language="en"):
    return "".join(replaced(labels, lines, language)[0])


@pytest.mark.parametrize(
    ("line", "above", "expected"),
    [
        ("Trade and crafts", 30, "K"),
        ("By Harold Penniman", 30, "Y"),
        ("Trade and crafts", 2, "Q"),  # as close to the text above as to the headline
        ("it was over by noon.", 30, "Q"),  # a sentence ends with it
    ],
)
def test_what_stands_alone_and_close_above_a_headline_is_of_its_group(line, above, expected):
    texts = [*TEXT, line, *HEAD, *TEXT]
    whites = [0, 2, 2, 2, above, 3, 6, 2, 2, 2]
    lines = column(texts, whites, [10] * 5 + [16] + [10] * 4, [0] * 4 + [1, 2] + [3] * 4)
    assert labelled("AQQQQMAQQQ", lines)[4] == expected


@pytest.mark.parametrize(
    ("deck", "below", "expected"),
    [
        (["Bakers and butchers say that they", "cannot pay the rents of the council"], 14, "DDA"),
        (["Bakers and butchers say that they", "cannot pay the rents of the council"], 2, "AQQ"),  # no white below
        (["Bakers and butchers say that they", "cannot pay the rents of the council."], 14, "AQQ"),  # it ends in a stop
        (["(Continued from", "page 3)"], 14, "JJA"),
        (["Dear bakers and dear butchers", "who cannot pay your rents:"], 14, "AQQ"),
    ],
)
def test_lines_without_a_stop_above_white_are_a_deck(deck, below, expected):
    texts = [*HEAD, *deck, *TEXT]
    whites = [0, 6, 2, below, 2, 2, 2]
    lines = column(texts, whites, [16] + [10] * 6, [0, 1, 1] + [2] * 4)
    assert labelled("MAQQQQQ", lines)[1:4] == expected


@pytest.mark.parametrize(("size", "expected"), [(20, "MA"), (11, "AQ")])
def test_much_larger_type_right_above_a_text_is_its_headline(size, expected):
    lines = column([*HEAD, *TEXT], [0, 6, 2, 2, 2], [size] + [10] * 4, [0] + [1] * 4)
    assert labelled("AQQQQ", lines)[:2] == expected


@pytest.mark.parametrize(
    ("bold", "sizes", "expected"), [(True, 14, "FMAMAMA"), (False, 14, "MXQXQXQ"), (True, 10, "MXQXQXQ")]
)
def test_bold_heads_below_a_larger_label_are_those_of_briefs(bold, sizes, expected):
    texts = ["Town notes"]
    for head in ("Bridge closed", "Band plays on", "Fish is dear"):
        texts += [head, "The market closed early on Friday."]
    lines, _ = lines_of("\n".join(texts), "en")
    lines = column(texts, [0] + [8, 2] * 3, [sizes] + [10] * 6, [0, 1, 1, 2, 2, 3, 3])
    lines = [
        changed(line, place=replace(line.place, bold=bold and i % 2 == 1)) if i else line for i, line in enumerate(lines)
    ]
    assert labelled("MXQXQXQ", lines) == expected


def test_a_bold_paragraph_is_no_crosshead():
    bold, lead = 8, [*TEXT, *TEXT]
    texts = [*HEAD, *lead, *TEXT, "Stalls", *TEXT, "Bakers", *TEXT]
    blocks = [0, *[1] * bold, *[2] * 4, 3, *[4] * 4, 5, *[6] * 4]
    lines = column(texts, [0, *[2] * (len(texts) - 1)], [16, *[10] * (len(texts) - 1)], blocks)
    heavy = {*range(1, bold + 1), bold + 5, bold + 10}
    lines = [changed(line, place=replace(line.place, bold=i in heavy)) for i, line in enumerate(lines)]
    read = "M" + "A" + "Q" * 7 + "PQQQXPQQQXPQQQ"
    assert labelled(read, lines)[1 : bold + 1].replace("P", "Q") == "AQQQQQQQ"


@pytest.mark.parametrize(("role", "expected"), [(PICTURED, "Q"), (None, "K")])
def test_a_caption_above_a_headline_is_no_kicker(role, expected):
    texts = [*TEXT, "The last stall on the square", *HEAD, *TEXT]
    whites = [0, 2, 2, 2, 30, 2, 6, 2, 2, 2]
    lines = column(texts, whites, [10] * 4 + [8, 16] + [10] * 4, [0] * 4 + [1, 2] + [3] * 4)
    lines[4] = changed(lines[4], place=replace(lines[4].place, role=role))
    assert labelled("AQQQQMAQQQ", lines)[4] == expected


def test_a_sentence_in_large_type_above_a_text_is_no_headline():
    lines = column(["Nobody in the street was sorry.", *TEXT], [0, 6, 2, 2, 2], [20] + [10] * 4, [0] + [1] * 4)
    assert labelled("AQQQQ", lines)[0] == "A"


@pytest.mark.parametrize(("words", "expected"), [("By Harold Penniman", "Y"), ("Trade and crafts", "K")])
def test_a_kicker_that_says_that_it_is_a_byline_is_one(words, expected):
    lines = column([words, *HEAD, *TEXT], [0, 6, 6, 2, 2, 2], [10, 16] + [10] * 4, [0, 1] + [2] * 4)
    assert labelled("KMAQQQ", lines)[0] == expected


@pytest.mark.parametrize(("second", "expected"), [("By Harold Penniman", "KY"), ("and what they cost.", "QQ")])
def test_a_kicker_and_a_writer_may_stand_above_one_headline(second, expected):
    texts = [*TEXT, "Trade and crafts", second, *HEAD, *TEXT]
    whites = [0, 2, 2, 2, 30, 2, 3, 6, 2, 2, 2]
    lines = column(texts, whites, [10] * 6 + [16] + [10] * 4, [0] * 4 + [1, 1, 2] + [3] * 4)
    assert labelled("AQQQQQMAQQQ", lines)[4:6] == expected


@pytest.mark.parametrize(("x", "expected"), [(0, "K"), (90, "K"), (40, "Q")])
def test_a_kicker_is_flush_with_its_headline_or_centred_over_it(x, expected):
    texts = [*TEXT, "Trade", *HEAD, *TEXT]
    lines = column(texts, [0, 2, 2, 2, 30, 3, 6, 2, 2, 2], [10] * 5 + [16] + [10] * 4, [0] * 4 + [1, 2] + [3] * 4)
    place = lines[4].place
    lines[4] = changed(lines[4], place=replace(place, box=Box(x, place.box.y, 20, 10)))
    assert labelled("AQQQQMAQQQ", lines)[4] == expected


@pytest.mark.parametrize(("white", "end", "told"), [(14, "", True), (2, "", False), (14, ".", False)])
def test_a_decks_last_line_taken_for_text_is_the_decks(white, end, told):
    texts = [*HEAD, "Bakers and butchers say that they", f"cannot pay the rents of the council{end}", *TEXT]
    lines = column(texts, [0, 6, 2, white, 2, 2, 2], [16] + [10] * 6, [0, 1, 1] + [2] * 4)
    assert list(below_heads("MDAQQQQ", lines, "en")) == (
        [(2, "D", "set-with-headline"), (3, "A", "below-headline")] if told else []
    )


@pytest.mark.parametrize(("words", "expected"), [("林小舟", "Y"), ("票价上调", "D")])
def test_a_chinese_name_set_otherwise_than_the_headline_above_it_is_a_byline(words, expected):
    texts = ["渡船周一停航", words, "渡船周一起停航过冬，", "过江的人改走大桥。", "船公司说春天再开。"]
    lines = placed(
        texts,
        [(0, 0, 96), (0, 20, 40), *((0, 36 + 12 * n, 100) for n in range(3))],
        [16] + [10] * 4,
        [0, 1, 2, 2, 2],
        "zh-Hans",
    )
    assert next((label for i, label, _ in below_heads("MDAQQ", lines, "zh-Hans") if i == 1), "D") == expected


@pytest.mark.parametrize(("words", "expected"), [("By Harold Penniman", "D"), ("and so it was", "A")])
def test_a_line_between_a_headline_and_its_byline_is_a_deck(words, expected):
    texts = [*HEAD, "Bakers and butchers cannot pay", words, *TEXT]
    lines = column(texts, [0, 6, 2, 2, 2, 2, 2], [16] + [10] * 6, [0, 1, 2] + [3] * 4)
    assert labelled("MAYQQQQ", lines)[1] == expected
