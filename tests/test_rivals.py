"""Which text a headline shares its words with, beside what other texts and other headlines do."""

from __future__ import annotations

import pytest

from tasks.reflow.order.rivals import rank_signs

PARTED = [True] * 9


def found(drawn: str, goes_on: str = "", parted: list[bool] | None = None) -> dict[tuple[int, int], str]:
    """The ranks of blocks drawn by their words, a letter each: a headline's in capitals."""
    blocks = drawn.split()
    words = [set(block.lower()) for block in blocks]
    flags = [mark == "+" for mark in goes_on.ljust(len(blocks), "-")]
    signs = rank_signs(words, [block.islower() for block in blocks], (parted or PARTED)[: len(blocks) + 1], flags)
    return {pair: sign.split(":")[2] for pair, sign in signs.items()}


@pytest.mark.parametrize(
    ("drawn", "pair", "expected"),
    [
        pytest.param("AB CD abx cdx", (0, 2), "33", id="each headline has words of one text"),
        pytest.param("AB CD abx cdx", (0, 3), "none", id="no word in common"),
        pytest.param("AB C abx bcx", (0, 3), "00", id="a word of another headline's text"),
        pytest.param("A B ax ay", (0, 2), "23", id="two texts as near, each of which has no other headline"),
        pytest.param("AB abx", (0, 1), None, id="one text alone has no rival"),
        pytest.param("ab abx cdx", (0, 1), "33", id="a column that goes on in another"),
        pytest.param("ab abx cdx", (1, 1), "none", id="no block goes on in itself"),
    ],
)
def test_choice_of_either_block(drawn, pair, expected):
    assert found(drawn).get(pair) == expected


def test_a_text_has_the_words_of_what_it_goes_on_in():
    drawn = "AB CD x abx y cdy"
    assert found(drawn)[0, 2] == "none"
    assert found(drawn, "--+-+-")[0, 2] != "none"


def test_lines_of_a_headline_without_a_blank_line_are_one():
    drawn = "AB Z abx yz"
    assert found(drawn)[1, 2] == "none"
    assert found(drawn, parted=[True, False, True, True, True])[1, 2] == "33"
    assert (0, 2) not in found(drawn, parted=[True, False, True, True, True])


def test_text_below_a_headline_without_a_blank_line_is_no_rivals():
    assert (1, 3) not in found("AB CD abx cdx", parted=[True, True, True, False, True])


def test_a_sign_says_of_what_and_how_far():
    signs = rank_signs([{"a"}, {"a"}, {"b"}], [False, True, True], PARTED[:4], [False] * 3)
    assert (signs[0, 1], signs[0, 2], signs[1, 2]) == ("rank:0:33:next", "rank:0:none:far", "rank:1:none:next")
