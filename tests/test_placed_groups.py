"""What stated places say of headlines, decks and bylines: what is one group, what stands above which text."""

import dataclasses

import pytest
from msgspec.structs import replace

from tasks.segment.bylines.jump_behind import behind_name
from tasks.segment.headlines.set_over import over
from tasks.segment.units import Body, Byline, Head
from tests.test_placed import BODY, placed, replaced


def column(x, y, count=4, width=200):
    return [(x, y + 12 * i, width) for i in range(count)]


@pytest.mark.parametrize(
    ("texts", "labels", "boxes", "sizes", "blocks", "expected"),
    [
        (
            ["Market to close", "By Margaret Okonjo", "Nine months of rain and no ferry", *BODY],
            "MADAQQQ",
            [(0, 0, 300), (0, 24, 90), (0, 38, 250), *column(0, 56)],
            [20, 10, 12, *[10] * 4],
            [0, 1, 2, *[3] * 4],
            "MYDAQQQ",
        ),
        (
            ["Market to close", "By Margaret Okonjo", "Nine months of rain and no ferry", *BODY],
            "MYMAQQQ",
            [(0, 0, 300), (500, 24, 90), (0, 38, 250), *column(0, 56)],
            [20, 10, 12, *[10] * 4],
            [0, 1, 2, *[3] * 4],
            "MYDAQQQ",
        ),
        (
            ["Market to close", "By Margaret Okonjo", "River rises again", *BODY],
            "MYMAQQQ",
            [(0, 0, 300), (0, 24, 90), (0, 38, 250), *column(0, 64)],
            [20, 10, 20, *[10] * 4],
            [0, 1, 2, *[3] * 4],
            "MYMAQQQ",
        ),
    ],
    ids=["a-byline-taken-for-text", "a-deck-taken-for-a-headline", "as-large-as-the-headline-above"],
)
def test_a_byline_may_stand_between_a_headline_and_its_deck(texts, labels, boxes, sizes, blocks, expected):
    assert "".join(replaced(labels, placed(texts, boxes, sizes, blocks), "en")[0]) == expected


@pytest.mark.parametrize(
    ("size", "above", "expected"),
    [(8, 9, "KK"), (10, 11, "AQ"), (8, 60, "AQ")],
    ids=["of-another-size", "in-the-text's-size", "far-above"],
)
def test_a_block_of_another_size_right_above_a_headline_is_its_kicker(size, above, expected):
    texts = ["Serial of the", "ninth of May", "The grey tower", *BODY]
    boxes = [(0, 100 - above - size, 90), (0, 100 - above, 90), (0, 100, 300), *column(0, 126)]
    lines = placed(texts, boxes, [size, size, 20, *[10] * 4], [0, 0, 1, *[2] * 4])
    assert "".join(replaced("AQMAQQQ", lines, "en")[0][:2]) == expected


@pytest.mark.parametrize(("block", "expected"), [(1, "MDDP"), (3, "MDXP")])
def test_the_rest_of_a_decks_block_is_of_the_deck(block, expected):
    texts = ["Bridge open", "Nine months of rain and", "no ferry", *BODY]
    boxes = [(0, 0, 300), (0, 24, 200), (0, 48 if block == 3 else 36, 200), *column(0, 60)]
    lines = placed(texts, boxes, [20, 12, 10 if block == 3 else 12, *[10] * 4], [0, 1, block, *[3] * 4])
    assert "".join(replaced("MDXPQQQ", lines, "en")[0][:4]) == expected


@pytest.mark.parametrize(("step", "expected"), [(12, "P"), (24, "A")])
def test_no_text_begins_within_a_block_at_the_usual_distance(step, expected):
    texts = [*BODY, "HALDEN — The market closed early on Friday.", *BODY]
    boxes = [*column(0, 0), *column(0, 36 + step, 5)]
    assert replaced("AQQQAQQQQ", placed(texts, boxes), "en")[0][4] == expected


@pytest.mark.parametrize(("level", "expected"), [(True, "F"), (False, "Y")])
def test_small_print_below_all_texts_is_the_pages(level, expected):
    texts = [*BODY, "Layout: Margaret Okonjo", "Front desk"]
    boxes = [*column(0, 0), (0, 70, 90), (400, 70 if level else 20, 60)]
    lines = placed(texts, boxes, blocks=[0, 0, 0, 0, 1, 2])
    assert replaced("AQQQYF", lines, "en")[0][4] == expected


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [(0, 30, {(0, 0): True}), (0, 200, {}), (400, 30, {})],
    ids=["right-above", "far-above", "beside"],
)
def test_a_headline_right_above_a_text_is_its_headline(x, y, expected):
    boxes = [(0, 0, 300), (280, 20, 60), *column(x, y)]
    lines = placed(["Bridge open", "Jo Pym", *BODY], boxes, [20, 10, *[10] * 4], [0, 1, *[2] * 4])
    assert over([Head([0]), Byline([1]), Body([2, 3, 4, 5])], lines) == expected
    assert over([Head([0]), Byline([1]), Body([2, 3, 4, 5])], placed(["Bridge"] * 6, boxes, measured=True)) == {}


@pytest.mark.parametrize(
    ("head", "expected"),
    [(208, {(0, 0): True}), (230, {(0, 1): True}), (120, {})],
    ids=["nearer-to-the-text-at-its-left", "nearer-to-the-text-at-its-right", "across-a-text"],
)
def test_an_upright_headline_is_of_the_nearer_text_beside_it(head, expected):
    boxes = [*column(0, 0), (head, 0, 20), *column(262, 0)]
    lines = placed([*BODY, "渡口重开", *BODY], boxes, [10] * 4 + [20] + [10] * 4, [0] * 4 + [1] + [2] * 4)
    assert (place := lines[4].place)
    lines[4] = replace(lines[4], place=dataclasses.replace(place, upright=True))
    assert over([Body([0, 1, 2, 3]), Head([4]), Body([5, 6, 7, 8])], lines) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Die Bank war naß. Volker Heintze Fortsetzung Seite 3", (33, 52, "to", "3")),
        ("Die Bank war naß. Wir lasen weiter auf Seite 3", None),
        ("Die Bank war naß. Volker Heintze", None),
    ],
)
def test_a_jump_line_behind_a_name(text, found):
    assert behind_name(text, "de") == found


@pytest.mark.parametrize(
    ("bold", "step", "expected"),
    [(False, 9, "Q"), (True, 9, "K"), (False, 16, "K")],
    ids=["goes-on", "in-another-weight", "further-down"],
)
def test_a_block_that_goes_on_from_above_is_no_kicker(bold, step, expected):
    texts = ["A skater at the lake on", "a Sunday in May, when all", "of the ice held", "The grey tower", *BODY]
    boxes = [(0, 60, 90), (0, 69, 90), (0, 69 + step, 90), (0, 80 + step, 300), *column(0, 106 + step)]
    lines = placed(texts, boxes, [8, 8, 8, 20, *[10] * 4], [0, 0, 1, 2, *[3] * 4])
    lines[2] = replace(lines[2], place=dataclasses.replace(lines[2].place, bold=bold))
    assert replaced("AQQMAQQQ", lines, "en")[0][2] == expected


@pytest.mark.parametrize(
    ("words", "size", "expected", "why"),
    [
        ("Desk of the Halden Mail", 9, "Y", "smaller than the text"),
        ("It rained.", 9, "A", "a sentence"),
        ("Desk of the Halden Mail", 10, "D", "as large as the text, no sentence, and white below it"),
        ("Desk of the Halden Mail", 11, "D", "larger than it"),
    ],
)
def test_what_stands_below_a_headline_and_is_smaller_than_the_text_is_a_byline(words, size, expected, why):
    lines = placed(
        ["Market to close", words, *BODY],
        [(0, 0, 300), (0, 24, 120), *column(0, 40)],
        [20, size, *[10] * 4],
        [0, 1, *[2] * 4],
    )
    assert replaced("MAQQQQ", lines, "en")[0][1] == expected, why


@pytest.mark.parametrize(
    ("size", "words", "expected"),
    [(10, "MARGARET OKONJO", "DY"), (12, "MARGARET OKONJO", "DD"), (10, "No more of it", "DD")],
)
def test_a_decks_last_line_in_another_size_that_reads_as_a_name_is_the_byline(size, words, expected):
    texts = ["Market to close", "Nine months of rain and no ferry", words, *BODY]
    lines = placed(
        texts, [(0, 0, 300), (0, 24, 250), (0, 40, 60), *column(0, 56)], [20, 12, size, *[10] * 4], [0, 1, 2, *[3] * 4]
    )
    assert "".join(replaced("MDDAQQQ", lines, "en")[0][1:3]) == expected
