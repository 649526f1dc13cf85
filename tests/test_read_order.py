"""Reading order from boxes alone, and lines that OCR tore."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.model.source import Box
from tasks.read.found import FoundBlock, FoundLine, FoundWord, around
from tasks.read.order import reading_order
from tasks.read.torn import rejoined

BODY, HEAD = 10.0, 24.0


def order(*pieces, **more):
    """Names of (name, x, y, width, height, size) in reading order, whatever order they come in."""
    results = set()
    for given_order in (pieces, pieces[::-1], sorted(pieces, key=lambda piece: piece[5])):
        boxes = [Box(*piece[1:5]) for piece in given_order]
        found = reading_order(boxes, [piece[5] for piece in given_order], **more)
        results.add(" ".join(given_order[i][0] for i in found))
    (only,) = results
    return only


def columns(names, y, height, left=0, width=90, gutter=15):
    return [(name, left + i * (width + gutter), y, width, height, BODY) for i, name in enumerate(names.split())]


def test_columns_from_left_to_right():
    assert order(*columns("a b c", 0, 200)) == "a b c"


def test_columns_from_right_to_left_in_vertical_print():
    assert order(*columns("a b c", 0, 200), leftward=True) == "c b a"


def test_headline_over_its_columns_and_the_next_article_below():
    first = [("head", 0, 0, 300, 24, HEAD), *columns("a b c", 28, 200)]
    second = [("next", 20, 250, 200, 24, HEAD), *columns("d e f", 278, 100)]
    assert order(*first, *second) == "head a b c next d e f"


def test_headline_no_wider_than_the_middle_column_belongs_to_all():
    assert order(("head", 110, 0, 80, 24, HEAD), *columns("a b c", 28, 200)) == "head a b c"


def test_articles_side_by_side_each_with_its_headline():
    left = [("H", 0, 0, 195, 24, HEAD), *columns("a b", 28, 200)]
    right = [("K", 225, 0, 195, 24, HEAD), *columns("c d", 28, 150, left=225)]
    assert order(*left, *right) == "H a b K c d"


def test_headlines_beside_whose_first_lines_the_text_begins():
    first = [("H", 0, 0, 90, 60, HEAD), ("a", 0, 64, 90, 40, BODY), ("b", 105, 0, 90, 104, BODY)]
    second = [("K", 0, 130, 90, 60, HEAD), ("c", 0, 194, 90, 30, BODY), ("d", 105, 130, 90, 94, BODY)]
    assert order(*first, *second) == "H a b K c d"


def test_a_headline_in_a_column_parts_nothing_beside_it():
    left = [("a", 0, 0, 90, 60, BODY), ("H", 0, 80, 90, 24, HEAD), ("b", 0, 108, 90, 60, BODY)]
    assert order(*left, ("c", 105, 0, 90, 168, BODY)) == "a H b c"


def test_caption_beside_an_article_whose_headline_stands_over_its_own_columns():
    caption = ("caption", 0, 60, 100, 50, 8.0)
    heads = ("kicker", 200, 0, 60, 12, 14.0), ("head", 160, 16, 140, 24, HEAD)
    assert order(caption, *heads, *columns("a b c", 44, 100, left=115, width=70)) == "caption kicker head a b c"


def test_running_head_is_no_part_of_the_columns_below():
    head = [("date", 0, 0, 80, 10, BODY), ("folio", 250, 0, 50, 10, BODY)]
    assert order(*head, *columns("a b c", 14, 900)) == "date folio a b c"


def test_kickers_right_above_their_headlines_are_no_running_head():
    """At the page's top, level, over articles side by side."""
    kickers = [(f"k{n}", 105 * n, 0, 60, 10, BODY) for n in range(2)]
    heads = [(f"h{n}", 105 * n, 14, 90, 24, HEAD) for n in range(2)]
    assert order(*kickers, *heads, *columns("a b", 44, 900)) == "k0 h0 a k1 h1 b"


def test_kickers_between_two_rows_of_articles_go_with_the_lower_one():
    upper, lower = columns("a1 a2 b", 0, 100), columns("c d e", 170, 100)
    kickers = [(f"k{name}", x, 130, 60, 10, BODY) for name, x, *_ in lower]
    heads = [(f"h{name}", x, 144, 90, 24, HEAD) for name, x, *_ in lower]
    assert order(*upper, *kickers, *heads, *lower) == "a1 a2 b kc hc c kd hd d ke he e"


def test_foot_line_comes_last():
    assert order(*columns("a b", 0, 900), ("imprint", 0, 905, 60, 10, BODY)) == "a b imprint"


def test_white_that_meets_in_two_columns_by_chance_parts_nothing():
    upper, lower = columns("a1 b1", 0, 100), columns("a2 b2", 118, 100)
    assert order(*upper, *lower) == "a1 a2 b1 b2"


def test_white_through_three_columns_parts_rows():
    upper, lower = columns("a1 b1 c1", 0, 100), columns("a2 b2 c2", 118, 100)
    assert order(*upper, *lower) == "a1 b1 c1 a2 b2 c2"


def test_the_usual_white_between_a_pages_paragraphs_parts_nothing():
    """Four paragraphs a column, one line of white between them, all level."""
    rows = [columns(f"a{n} b{n} c{n}", 56 * n, 40) for n in range(4)]
    assert order(*(piece for row in rows for piece in row)) == " ".join(f"{name}{n}" for name in "abc" for n in range(4))
    apart = [(name, x, y + 40 * (name[1] > "1"), *more) for row in rows for name, x, y, *more in row]
    assert order(*apart).split()[:6] == ["a0", "a1", "b0", "b1", "c0", "c1"], "more white does"


def test_crossheads_side_by_side_part_nothing():
    upper, lower = columns("a1 b1 c1", 0, 100), columns("a2 b2 c2", 105, 100)
    assert order(*upper, *lower) == "a1 a2 b1 b2 c1 c2"


def test_headlines_side_by_side_part_what_stands_above_them_in_two_columns():
    upper, lower = columns("a1 a2", 0, 100), columns("b c", 144, 100)
    heads = [(name, x, 118, width, 24, HEAD) for name, x, _, width, _, _ in columns("H K", 0, 0)]
    assert order(*upper, *heads, *lower) == "a1 a2 H b K c"


def test_headlines_at_other_heights_part_nothing():
    upper, lower = columns("a1 b1", 0, 100), columns("a2 b2", 160, 100)
    heads = [(name, x, 118 + 16 * i, width, 24, HEAD) for i, (name, x, _, width, _, _) in enumerate(columns("H K", 0, 0))]
    assert order(*upper, *heads, *lower) == "a1 H a2 b1 K b2"


@pytest.mark.parametrize(("white", "expected"), [(80, "a1 a2 c1 c2"), (20, "a1 c1 a2 c2")])
def test_captions_side_by_side_below_pictures_part_what_stands_above_them(white, expected):
    captions = [(name, x, 100 + white, width, 18, 8.5) for name, x, _, width, _, _ in columns("c1 c2", 0, 0)]
    assert order(*columns("a1 a2", 0, 100), *captions) == expected


def test_printed_rule_parts_what_white_does_not():
    head = ("head", 0, 0, 195, 24, HEAD)
    upper, lower = columns("a1 b1", 28, 100), columns("a2 b2", 136, 100)
    foot = ("wide", 0, 245, 195, 24, HEAD)
    assert order(head, *upper, *lower, foot) == "head a1 a2 b1 b2 wide"
    assert order(head, *upper, *lower, foot, rules=[Box(0, 131, 195, 1)]) == "head a1 b1 a2 b2 wide"


def test_vertical_headline_is_read_before_what_stands_at_its_left():
    head, deck = ("head", 130, 0, 24, 200, HEAD), ("deck", 110, 0, 14, 120, 14.0)
    assert order(*columns("a", 0, 200), head, deck) == "head deck a"


@pytest.mark.parametrize("gutter", [15, 40])
def test_vertical_headline_close_to_the_last_of_its_columns_is_read_before_all(gutter):
    head = ("head", 300 + 2 * gutter + 12 - 30, 0, 24, 150, HEAD)
    assert order(("z", -200, 0, 90, 100, BODY), *columns("a b c", 0, 200, gutter=gutter), head) == "z head a b c"


def test_vertical_headline_is_read_behind_a_column_of_another_measure():
    head = ("head", 290, 0, 24, 150, HEAD)
    assert order(("z", -70, 0, 60, 200, BODY), *columns("a b", 0, 200, left=20, width=120), head) == "z head a b"


def test_page_scanned_askew():
    slope = 0.03
    straight = columns("a b c", 0, 900, gutter=12)
    pieces = [
        (f"{name}{part}", x - slope * (part * 300), part * 300 + slope * x, width, 300, BODY)
        for name, x, _, width, _, _ in straight
        for part in range(3)
    ]
    assert order(*pieces, slope=slope) == "a0 a1 a2 b0 b1 b2 c0 c1 c2"


def test_boxes_that_overlap_a_little():
    assert order(("a", 0, 0, 103, 300, BODY), ("b", 99, 2, 100, 300, BODY), ("h", 20, -26, 150, 30, HEAD)) == "h a b"


def test_absurd_sizes_as_damaged_files_state_them():
    """Next to none, of which places are infinitely many; and boxes without width, height or size."""
    assert sorted(reading_order([Box(12, 0, 90, 40), Box(12, 60, 90, 40)], [5e-324, 5e-324])) == [0, 1]
    assert sorted(reading_order([Box(0, 0, 0, 0), Box(0, 0, 0, 0), Box(5, 9, 0, 0)], [0.0, 0.0, 0.0])) == [0, 1, 2]


def test_nothing_and_one():
    assert reading_order([], []) == []
    assert reading_order([Box(0, 0, 0, 0)], [0]) == [0]


boxes = st.builds(Box, *[st.floats(0, 500)] * 2, *[st.floats(0, 300)] * 2)


@given(st.lists(st.tuples(boxes, st.floats(0, 40)), max_size=40), st.floats(-0.09, 0.09))
def test_every_box_comes_once(pieces, slope):
    found = reading_order([box for box, _ in pieces], [size for _, size in pieces], slope=slope)
    assert sorted(found) == list(range(len(pieces)))


def line(y, *texts, height=10.0):
    """A line of words at (x, text); eight units a letter."""
    words = [FoundWord(text, Box(x, y, 8 * len(text), height)) for x, text in texts]
    return FoundLine(words, around([word.box for word in words]), f"l{y}", height)


def run_together(*rows, start=0):
    lines = [line(start + 14 * i, *row) for i, row in enumerate(rows)]
    return FoundBlock(lines, around([item.box for item in lines]), "b")


def texts(blocks):
    return [[" ".join(word.text for word in item.words) for item in block.lines] for block in blocks]


TORN = [[(0, "Harbour")], [(88, "walls")]]
WHOLE = [(0, "the"), (32, "old"), (64, "wall"), (104, "was")]


def test_a_line_torn_at_a_wide_blank_is_whole_again():
    column = run_together(WHOLE, start=14), run_together(WHOLE, WHOLE, start=42)
    torn = [run_together(row, start=28) for row in TORN]
    assert texts(rejoined([column[0], torn[1], torn[0], column[1]])) == [
        ["the old wall was"],
        ["Harbour walls"],
        ["the old wall was"] * 2,
    ]


def test_a_torn_line_within_a_block_is_one_of_its_lines():
    lines = [line(14 * i, *WHOLE) for i in (0, 2)]
    torn = [run_together(row, start=14) for row in TORN]
    block = FoundBlock(lines, around([one.box for one in lines]), "b")
    assert texts(rejoined([block, *torn])) == [["the old wall was", "Harbour walls", "the old wall was"]]


def test_lines_torn_one_below_the_other_are_told_by_the_column_further_up():
    column = run_together(WHOLE, WHOLE)
    pieces = [run_together(row, start=28) for row in TORN] + [run_together([(0, "mason")], [(0, "drinks")], start=42)]
    pieces += [run_together([(96, "will")], [(82, "there")], start=42)]
    assert texts(rejoined([column, *pieces])) == [
        ["the old wall was"] * 2,
        ["Harbour walls"],
        ["mason will", "drinks there"],
    ]


def test_columns_below_a_wide_text_are_not_torn():
    """Lines of the right one begin below each other, though its first line is indented."""
    right = run_together([(96, "on")], [(88, "that")], [(88, "iron")], start=28)
    left = run_together([(0, "kept")], [(0, "by")], [(0, "the")], start=28)
    blocks = [run_together(WHOLE, WHOLE), left, right]
    assert rejoined(blocks) == blocks


@pytest.mark.parametrize(
    "more",
    [
        [],  # nothing says that they are of one column
        [run_together(WHOLE, start=14), run_together([(88, "of"), (112, "it")], start=42)],  # columns below a wide line
        [run_together([(0, "A"), (20, "very"), (80, "b"), (104, "c")], start=14)],  # a blank is there, too
    ],
    ids=["alone", "columns", "blank"],
)
def test_pieces_that_may_be_of_two_columns_stay_apart(more):
    torn = [run_together(row, start=28) for row in TORN]
    assert rejoined([*torn, *more]) == [*torn, *more]
