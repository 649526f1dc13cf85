"""How far a headline reaches: the columns it stands over, which its characters alone do not tell.

The problem: on the grid of a dump a character is a character, but a headline's are set up to five times as large as the
text's, so it covers less of the grid than its print covers of the page. Only where it begins is certain. The signals, from
the bottom of the page to its top:

1. *Columns that begin below it.* A headline stands over the columns whose first line is in the row below it, with nothing
   beside the headline and nothing of their own right above.
2. *Its place.* As far in as it stands from the left, it must be centred over them, or else be flush with the first.
3. *A line of text reaches no further than its column*, even if its gutter is hidden: the lines above and below tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.reflow.columns.gutters import Piece

NEAR = 3
"""Rows between a headline and the columns it stands over, at most."""
WIDEST = 24
"""Grid columns between the end of a line and the next column, at most, for both to stand under one headline."""
LARGEST_TYPE = 5.0
"""How much wider than its characters' share of the grid a headline may be."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and the grid columns its print stands over, ``x0`` to ``x1`` (half open)."""

    piece: Piece
    x0: int
    x1: int


def reached(found: Sequence[Piece]) -> list[Placed]:
    """Each piece with the columns it stands over; the pieces are given row by row, from left to right."""
    return _Reaches(found).all()


class _Reaches:
    """How far headlines reach, found from the bottom of the page to its top."""

    def __init__(self, found: Sequence[Piece]) -> None:
        self.found = found
        self.rows: dict[int, list[int]] = {}
        for i, piece in enumerate(found):
            self.rows.setdefault(piece.row, []).append(i)
        self.below = [-1] * (max(piece.x1 for piece in found) + 1)
        self.reach = [(piece.x0, piece.x1) for piece in found]

    def all(self) -> list[Placed]:
        """Every piece, placed."""
        for row in sorted(self.rows, reverse=True):
            for i in self.rows[row]:
                self.reach[i] = self._of(i)
            for i in self.rows[row]:
                self.below[self.found[i].x0 : self.found[i].x1] = [i] * (self.found[i].x1 - self.found[i].x0)
        return [Placed(piece, *reach) for piece, reach in zip(self.found, self.reach, strict=True)]

    def _of(self, i: int) -> tuple[int, int]:
        """A piece's own extent, or that of the columns that begin under it."""
        piece = self.found[i]
        own = (piece.x0, piece.x1)
        seen = sorted(set(self.below[piece.x0 : piece.x1]) - {-1})
        under = [k for k in seen if self.found[k].row - piece.row <= NEAR]
        held = self._held(piece)
        if held is not None:
            return held
        if not under or self._above(piece, piece, 2) or any(self._above(self.found[k], piece, 4) for k in under):
            return own
        beside = [self.found[k] for k in self.rows[piece.row] if k != i]
        low = max((other.x1 for other in beside if other.x1 <= piece.x0), default=0)
        high = min((other.x0 for other in beside if other.x0 >= piece.x1), default=len(self.below))
        x0 = min(piece.x0, *(self.reach[k][0] for k in under))
        x1 = max(piece.x1, *(self.reach[k][1] for k in under))
        if x0 < low or x1 > high:
            return own
        top = min(self.found[k].row for k in under)
        return self._widened(piece, top, (x0, x1), (low, high))

    def _held(self, piece: Piece) -> tuple[int, int] | None:
        """The extent of a line of text that ran into its neighbour's, told by the line above or below it; else None."""
        for row in (piece.row - 1, piece.row + 1):
            near = [self.found[k] for k in self.rows.get(row, ())]
            for one, next_ in pairwise(near):
                if abs(one.x0 - piece.x0) <= 1 and one.x1 < next_.x0 < piece.x1:
                    return piece.x0, next_.x0 - 1
        return None

    def _widened(self, piece: Piece, top: int, reach: tuple[int, int], bounds: tuple[int, int]) -> tuple[int, int]:
        """The reach, over the neighbours too that begin in row ``top`` with nothing beside the piece."""
        x0, x1 = reach
        beside = sorted((*self.reach[k], k) for k in self.rows.get(top, ()))
        for a, b, k in beside:
            if a >= x1:
                if b > bounds[1] or a - x1 > WIDEST or self._goes_on(self.found[k], piece) or not _fits(piece, x0, b):
                    break
                x1 = b
        for a, b, k in reversed(beside):
            if b <= x0:
                if a < bounds[0] or x0 - b > WIDEST or self._goes_on(self.found[k], piece) or not _fits(piece, a, x1):
                    break
                x0 = a
        return x0, x1

    def _goes_on(self, column: Piece, piece: Piece) -> bool:
        """Whether the column has print beside the piece, so that it does not begin below it."""
        for row in range(piece.row, column.row):
            for k in self.rows.get(row, ()):
                other = self.found[k]
                if other is not piece and _overlap(other, column) and (row == piece.row or abs(other.x0 - column.x0) <= 2):
                    return True
        return self._above(column, piece, 4)

    def _above(self, column: Piece, piece: Piece, slack: int) -> bool:
        """Whether a line of the same column stands right above the piece's row."""
        for row in self._dense(piece.row) if column is piece else [piece.row - 1]:
            over = [self.found[k] for k in self.rows.get(row, ()) if _overlap(self.found[k], column)]
            if column is not piece:  # the lines of a centred headline are no column
                over = [other for other in over if not _overlap(other, piece) or abs(other.x0 - piece.x0) <= 2]
            if over:
                return any(abs(other.x0 - column.x0) <= slack for other in over)
        return False

    def _dense(self, row: int) -> list[int]:
        """The printed rows right above, three at most, up to a blank one: other columns' may lie between two of one."""
        rows: list[int] = []
        while len(rows) < 3 and row - 1 in self.rows:
            row -= 1
            rows.append(row)
        return rows


def _fits(piece: Piece, x0: int, x1: int) -> bool:
    """Whether a headline that far in on the left may be centred over these columns, or set flush with the first."""
    own, over = piece.x1 - piece.x0, x1 - x0 - 2 * (piece.x0 - x0)
    return over >= 0.8 * own and (over <= LARGEST_TYPE * own or own <= 12)


def _overlap(a: Piece, b: Piece) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1
