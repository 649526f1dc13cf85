"""Lines of full-width print that were set level with a headline, put back where their column begins."""

import pytest

from tasks.reflow.columns.drifts import put_back
from tasks.reflow.columns.gutters import Piece

LINE = "渡口昨日重新开放旅客可以"  # a full line of the column: twelve characters, in twenty-four columns of the grid


def drifted(*first: int, begins: int = 40, below: int = 4) -> list[int]:
    """Where pieces begin that stand in one row, above so many rows of a column that begins at a place and one at nought."""
    rows = [list(first), *([0, begins] for _ in range(below))]
    pieces, texts = [], []
    for number, row in enumerate(rows):
        text = ""
        for x0 in row:
            pieces.append(Piece(number, len(text), len(text) + len(LINE), x0, x0 + 24))
            text += LINE + "  "
        texts.append(text)
    return [piece.x0 for piece in put_back(pieces, texts)[: len(first)]]


@pytest.mark.parametrize(
    ("first", "more", "found", "why"),
    [
        ((0, 31), {}, [0, 40], "its column goes on below"),
        ((0, 41), {}, [0, 40], "it may have drifted to the other side by an indent's width"),
        ((0, 31), {"below": 2}, [0, 31], "two lines show no column"),
        ((0, 22), {}, [0, 22], "further than lines drift"),
        ((0, 31, 36), {}, [0, 31, 36], "both would be in one place, and neither is surer"),
    ],
)
def test_a_line_as_long_as_a_column_below_begins_where_that_does(first, more, found, why):
    assert drifted(*first, **more) == found, why
