"""Runs of headlines in a dump in blocks, and the texts that each may be the headline of."""

from __future__ import annotations

import pytest

from tasks.reflow.order.grids import grid_signs


def signs_of(drawn: str) -> dict[tuple[int, int], list[str]]:
    """The signs of blocks drawn as letters: ``k`` a kicker, ``h`` a headline, ``T`` a text's beginning, ``t`` more of it."""
    return grid_signs([c in "kh" for c in drawn], [c == "k" for c in drawn], [c == "T" for c in drawn])


@pytest.mark.parametrize(
    ("drawn", "pair", "expected"),
    [
        pytest.param("kkhhTtT", (0, 2), ["grid:2:4:1:1"], id="a kicker and the headline in the next row"),
        pytest.param("kkhhTtT", (0, 1), ["grid:1:4:1:1"], id="two kickers of one row"),
        pytest.param("khTtT", (0, 1), ["grid:1:2:0:1"], id="a kicker above its headline makes no row"),
        pytest.param("kkhhTtT", (2, 4), ["grid:text:2:0:4:1:1"], id="the first headline and the first text"),
        pytest.param("kkhhTtT", (3, 6), ["grid:text:1:1:4:1:1"], id="the second headline and the second text"),
        pytest.param("kkhhTtT", (3, 5), ["grid:text:1:-1:4:1:1"], id="a text that goes on is nobody's first"),
        pytest.param("kkhhTtT", (5, 6), ["grid:new:0:4:1"], id="where the second text begins"),
        pytest.param("kkhhTthT", (3, 7), None, id="texts below another headline are that one's"),
        pytest.param("hT", (0, 1), None, id="one headline alone"),
        pytest.param("hhhhhhhhhT", (0, 1), None, id="a list"),
        pytest.param("hh", (0, 1), None, id="no text below"),
    ],
)
def test_pairs_of_blocks_in_a_run_of_headlines(drawn, pair, expected):
    assert signs_of(drawn).get(pair) == expected
