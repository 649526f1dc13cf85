"""Lines of a column that a headline beside it lengthens: cut at the wide blank over the column's edge, or left whole."""

import pytest

from tasks.reflow.columns.gutters import Piece
from tasks.reflow.columns.overruns import parted_overruns

COLUMN = [
    "The ferry to the islands",
    "was late again, and those",
    "who had waited on the pier",
    "went home by road, said a",
    "clerk of the harbour board",
]


def parted(line: str) -> list[str]:
    """The pieces that come of a line which stands, as one, in the middle of the column."""
    texts = [*COLUMN[:3], line, *COLUMN[3:]]
    pieces = [Piece(row, 0, len(text), 0, len(text)) for row, text in enumerate(texts)]
    return [texts[piece.row][piece.start : piece.end] for piece in parted_overruns(pieces, texts) if piece.row == 3]


@pytest.mark.parametrize(
    ("line", "found", "why"),
    [
        ("since six in the morning     Market day", ["since six in the morning", "Market day"], "a blank over the edge"),
        (
            "since six in the morning  Market day",
            ["since six in the morning  Market day"],
            "a narrow one may be of the line",
        ),
        ("since     six in the morning of Market day", ["since     six in the morning of Market day"], "it is within"),
        ("since six in the morning   as", ["since six in the morning   as"], "hardly longer than others"),
    ],
)
def test_a_line_is_cut_where_its_column_ends(line, found, why):
    assert parted(line) == found, why


def test_few_lines_show_no_edge():
    texts = [*COLUMN[:2], "since six in the morning     Market day"]
    pieces = [Piece(row, 0, len(text), 0, len(text)) for row, text in enumerate(texts)]
    assert parted_overruns(pieces, texts) == pieces
