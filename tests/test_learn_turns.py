"""What is learned of blocks that go on in one another: only what can be said of whole blocks."""

from __future__ import annotations

import pytest

from tasks.model.trace import Traced
from tasks.reflow.lines.rows import printed_rows
from tasks.reflow.order.continuity import Block
from tests.learn.turns import APART, true_links, true_rows

HEAD, BODY, SIGNED = 1, 4, 5


def blocks_of(*lengths: int) -> list[Block]:
    """Blocks of so many rows."""
    ends = [sum(lengths[: k + 1]) for k in range(len(lengths))]
    return [Block(last - count, last, None) for last, count in zip(ends, lengths, strict=True)]


@pytest.mark.parametrize(
    ("lengths", "places", "onward", "asks_next", "asks_before"),
    [
        pytest.param(
            (1, 2), [(0, HEAD, 0, 0), (0, BODY, 0, 0), (0, BODY, 0, 9)], {0: 1}, [True, True], [True, True], id="whole"
        ),
        pytest.param(
            (2, 1, 1),
            [(0, BODY, 0, 0), (0, BODY, 0, 9), (1, BODY, 0, 0), (0, BODY, 0, 18)],
            {0: 2},
            [True, True, True],
            [True, True, True],
            id="another article between",
        ),
        pytest.param(
            (1, 2),
            [(0, BODY, 0, 0), (1, BODY, 0, 0), (0, BODY, 0, 9)],
            {},
            [False, True],
            [True, True],
            id="goes on inside another block",
        ),
        pytest.param(
            (2, 1),
            [(0, BODY, 0, 0), (1, BODY, 0, 0), (0, BODY, 0, 9)],
            {},
            [True, True],
            [True, False],
            id="began inside another block",
        ),
        pytest.param(
            (1, 1), [(APART, HEAD, 0, 0), (APART, HEAD, 0, 9)], {}, [True, True], [True, True], id="the page's own"
        ),
    ],
)
def test_links_that_are_inside_blocks_are_not_asked_for(lengths, places, onward, asks_next, asks_before):
    assert true_links(blocks_of(*lengths), places) == (onward, asks_next, asks_before)


def test_rows_stand_where_the_gold_has_them():
    gold = {
        "articles": [
            {
                "headline": {"kicker": None, "main": "Ferry Timetable Torn Up", "deck": None},
                "byline": "Odile Farrant",
                "paragraphs": ["The ferry leaves at noon.", "It comes back when the bell is rung."],
            }
        ],
        "furniture": ["The Saltmarsh Courier"],
    }
    lines = [
        "The Saltmarsh Courier",
        "Ferry Timetable Torn Up",
        "The ferry leaves",
        "at noon.",
        "It comes back when",
        "Odile Farrant",
    ]
    found = true_rows(printed_rows(Traced.whole("\n".join(lines))), gold)
    assert [place[:3] for place in found] == [(APART, 0, 0), (0, HEAD, 0), *[(0, BODY, 0)] * 2, (0, BODY, 1), (0, SIGNED, 0)]
