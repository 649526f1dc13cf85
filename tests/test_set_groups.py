"""What white tells to stand with a headline: its kicker, the writer above it, its deck; rails of briefs."""

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from tasks.model.source import PICTURED
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
    texts = ["The last stall on the square", *HEAD, *TEXT]
    lines = column(texts, [0, 6, 6, 2, 2, 2], [8, 16] + [10] * 4, [0, 1] + [2] * 4)
    lines[0] = changed(lines[0], place=replace(lines[0].place, role=role))
    assert labelled("QMAQQQ", lines)[0] == expected
