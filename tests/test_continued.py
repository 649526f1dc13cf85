"""Blocks of a PDF put behind the one painted before them, where that goes on in them."""

import pytest

from tasks.model.source import Box
from tasks.read.continued import continued, is_in_turn
from tasks.read.found import FoundBlock, FoundLine, FoundWord


def block(x, y, *lines, size=10.0, width=100, indent=0):
    """Lines one below the other; the first may be indented."""
    made = []
    for i, text in enumerate(lines):
        left = x + (indent if i == 0 else 0)
        box = Box(left, y + 12 * i, width - (left - x), size)
        made.append(FoundLine([FoundWord(word, box, size) for word in text.split()], box, None, size))
    return FoundBlock(made, Box(x, y, width, 12 * len(lines)))


HEAD = block(0, 0, "Harbour bridge reopens", size=20.0)
LEFT = block(0, 30, "The bridge was opened again on", "Monday, since the piers")
RIGHT = block(110, 30, "had been mended at last.", "The ferry is laid up.")
OTHER = block(0, 70, "The bakery will close on Friday.", "Its owner said so.")


def order(ordered, painted):
    names = {id(HEAD): "head", id(LEFT): "left", id(RIGHT): "right", id(OTHER): "other"}
    return [names.get(id(one), "it") for one in continued(ordered, painted)]


def test_a_column_follows_the_one_that_it_ends_the_sentence_of():
    assert order([HEAD, LEFT, OTHER, RIGHT], [HEAD, LEFT, RIGHT, OTHER]) == ["head", "left", "right", "other"]


def test_what_was_painted_elsewhere_stays():
    assert order([HEAD, LEFT, OTHER, RIGHT], [OTHER, RIGHT, HEAD, LEFT]) == ["head", "left", "other", "right"]


@pytest.mark.parametrize(
    ("one", "moved", "why"),
    [
        (block(110, 30, "Rain is due."), True, "level, as wide, in the next column"),
        (block(110, 55, "Rain is due."), False, "it begins lower, and in the text above a sentence ends"),
        (block(110, 30, "Rain is due.", width=60), False, "a column of another width"),
        (block(160, 30, "Rain is due."), False, "too far away"),
        (block(110, 30, "Rain is due.", size=8.0), False, "another type"),
    ],
)
def test_where_a_sentence_ends_the_place_must_tell(one, moved, why):
    before = block(0, 30, "The bridge was opened again.", "The ferry is laid up.")
    found = continued([before, OTHER, one], [before, one, OTHER])
    assert found == ([before, one, OTHER] if moved else [before, OTHER, one]), why


def test_full_width_print_goes_on_without_an_indent():
    before = block(0, 30, "大桥昨日重新开放，车辆可以", "从两侧驶入，行人则须绕行东")
    flush, indented = block(110, 60, "门，直至年底。", "据悉"), block(110, 60, "门，直至年底。", "据悉", indent=20)
    assert continued([before, OTHER, flush], [before, flush, OTHER])[1] is flush
    assert continued([before, OTHER, indented], [before, indented, OTHER])[2] is indented


def test_a_kicker_over_another_column_stands_before_its_headline():
    kicker = block(200, -12, "Transport", size=9.0)
    assert order([HEAD, LEFT, RIGHT, kicker], [kicker, HEAD, LEFT, RIGHT]) == ["it", "head", "left", "right"]
    far = block(200, -60, "Transport", size=9.0)
    assert order([HEAD, LEFT, RIGHT, far], [far, HEAD, LEFT, RIGHT]) == ["head", "left", "right", "it"]


@pytest.mark.parametrize(("y", "behind", "why"), [(40, True, "between both"), (200, False, "elsewhere")])
def test_a_byline_at_the_right_stands_behind_its_headline(y, behind, why):
    head = block(0, 16, "Harbour bridge reopens", size=20.0, width=200)
    byline, text = block(500, y, "Jo Pym"), block(0, 54, "The bridge was opened again on", "Monday.")
    found = continued([head, text, OTHER, byline], [head, byline, text, OTHER])
    assert (found[1] is byline) == behind, why


def test_the_first_lines_of_a_text_beside_a_headline_are_no_byline_of_it():
    head = block(0, 16, "Harbour bridge reopens", size=20.0, width=200)
    first, text = block(500, 40, "A tramp"), block(500, 54, "was brought before the bench.", "He sang.")
    own, more = block(0, 40, "The bridge was opened again on"), block(0, 54, "Monday, since the piers were mended.")
    ordered = [head, own, more, OTHER, first, text]
    assert continued(ordered, [own, more, head, first, text, OTHER]) == ordered


def test_a_text_begins_behind_the_headline_centred_over_its_columns():
    head = block(150, 0, "Grain", size=20.0, width=60)
    left = block(0, 14, "The attendance was moderate, and", "wheat met a slow sale.")
    right = block(110, 14, "Potatoes were dull.", "Eggs were not seen.")
    assert continued([left, head, right], [head, left, right])[0] is head
    assert continued([left, head, right], [left, head, right])[0] is left


def test_a_paragraph_right_below_another_that_was_painted_before_it_follows():
    below = block(0, 70, "Rain is due on Monday.", "So is the ferry.", indent=10)
    first = block(0, 30, "The bridge was opened again.", "The ferry is laid up.")
    assert continued([first, OTHER, below], [first, below, OTHER])[1] is below
    far = block(0, 120, "Rain is due on Monday.", "So is the ferry.", indent=10)
    assert continued([first, OTHER, far], [first, far, OTHER])[2] is far


def test_blocks_painted_at_random_say_nothing():
    order = [block(0, 20 * i, f"line {i}") for i in range(9)]
    assert is_in_turn(order, order)
    assert is_in_turn(order, [*order[6:], *order[:6]])
    assert not is_in_turn(order, order[::2] + order[1::2])
