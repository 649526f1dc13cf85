"""Side-by-side columns undone: the pieces of a dump's lines in the order a reader takes them.

The problem: a page read back "as it looks" has several columns in one line, articles of different column widths next to each
other, headlines over two columns or five. :mod:`tasks.reflow.gutters` cuts the lines; here their pieces are put in order:

1. *Reach.* A headline is set larger than the text, so its characters cover less of the grid than its print covers of the
   page. It is taken to stand over all the columns that begin right below it with nothing beside it.
2. *Cuts, again and again.* From the top of a region, as many rows as share a white gap are parted at their gaps into strips,
   left to right, and each strip is a region again; a row that shares none (a headline over everything) stands above.
3. *What a headline owns.* The columns right below a headline that spans a whole region end where the first of their gaps
   ends; gaps that nobody spans (between neighbouring articles) last as long as they are white.

Left alone: a page in which no gutter is sure (:func:`split_columns` gives None), and a line longer than any printed one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tasks.model.trace import Traced
from tasks.reflow.gutters import Piece, edges, pieces, running_rows, steadier_grid
from tasks.reflow.merged import part_merged
from tasks.reflow.rows import script_of

DEEPEST = 12
"""Cuts within cuts; a page has some four (page, article, its columns, a box in them)."""
NEAR = 3
"""Rows between a headline and the columns it stands over, at most."""
WIDEST = 24
"""Grid columns between the end of a line and the next column, at most, for both to stand under one headline."""
LARGEST_TYPE = 5.0
"""How much wider than its characters' share of the grid a headline may be."""
OWNING = 6
"""Rows of a headline with kicker and deck, at most; more is text, which owns no columns."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a dump's line that belongs to one column.

    ``text`` has no blanks at its ends; ``row`` is the index of its line; ``left`` its first column on the page's grid (see
    :mod:`tasks.reflow.gutters`: characters in poppler's dumps, where a full-width character counts one; else cells);
    ``block`` numbers the stretches of one column that are read at one go, from 0 in reading order; ``gap`` counts the lines
    above it, within its block, in which its column has nothing.
    """

    text: Traced
    row: int
    left: int
    block: int
    gap: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and the grid columns its print stands over, ``x0`` to ``x1`` (half open)."""

    piece: Piece
    x0: int
    x1: int


def split_columns(lines: Sequence[Traced]) -> list[Cell] | None:
    """The pieces of a page's lines in reading order; None where nothing tells of side-by-side columns.

    Args:
        lines: every line of the dump, blank ones too, with its blanks at the front (they place it on the page).

    Returns:
        All that is printed, each character in exactly one cell but for blanks between cells; None leaves the page as it is.
    """
    texts = [line.text for line in lines]
    grid = steadier_grid(texts)
    found = edges(grid) if grid is not None else []
    if grid is None or not found:
        return None
    cut = pieces(texts, grid, found)
    if script_of("".join(texts)) == "wide":
        cut = part_merged(texts, cut, running_rows(texts, grid))
    out: list[Cell] = []
    for number, block in enumerate(reading_order(cut)):
        above = block[0].row - 1
        for piece in block:
            text = lines[piece.row][piece.start : piece.end]
            out.append(Cell(text, piece.row, piece.x0, number, max(0, piece.row - above - 1)))
            above = piece.row
    return out


def reading_order(found: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces, given row by row from left to right, as blocks in reading order."""
    blocks: list[list[Placed]] = []
    _part(_reached(found), blocks, 0)
    return [[placed.piece for placed in block] for block in blocks]


def _part(region: list[Placed], blocks: list[list[Placed]], depth: int) -> None:
    """Part a region into blocks: runs of rows that share a gap, each run into strips, each strip as a region of its own."""
    rows = _rows(region)
    if depth >= DEEPEST or all(len(row) == 1 for row in rows):
        blocks.append(region)
        return
    white = _White(rows)
    at, solid = 0, 0  # rows from ``solid`` on share no gap with what follows
    while at < len(rows):
        owned = 0 < at - solid <= OWNING
        end, gaps = white.run(at, owned)
        if not gaps:
            at += 1
            continue
        if solid < at:
            blocks.append([placed for row in rows[solid:at] for placed in row])
        for strip in _strips(rows[at:end], gaps):
            _part(strip, blocks, depth + 1)
        at = solid = end
    if solid < at:
        blocks.append([placed for row in rows[solid:at] for placed in row])


def _rows(region: Sequence[Placed]) -> list[list[Placed]]:
    rows: list[list[Placed]] = []
    for placed in region:
        if rows and rows[-1][0].piece.row == placed.piece.row:
            rows[-1].append(placed)
        else:
            rows.append([placed])
    return rows


def _strips(rows: Sequence[Sequence[Placed]], gaps: Sequence[int]) -> list[list[Placed]]:
    """The run's pieces, parted at these columns."""
    strips: list[list[Placed]] = [[] for _ in range(len(gaps) + 1)]
    for row in rows:
        for placed in row:
            strips[int(np.searchsorted(gaps, placed.x0, side="right"))].append(placed)
    return [strip for strip in strips if strip]


class _White:
    """The white of a region: how far down each of its columns stays white, and where it has print on both sides."""

    def __init__(self, rows: Sequence[Sequence[Placed]]) -> None:
        self.offset = min(placed.x0 for row in rows for placed in row)
        width = max(placed.x1 for row in rows for placed in row) - self.offset
        inked = np.zeros((len(rows), width), dtype=np.bool_)
        inner = np.zeros((len(rows), width), dtype=np.bool_)
        for r, row in enumerate(rows):
            inner[r, row[0].x0 - self.offset : max(placed.x1 for placed in row) - self.offset] = True
            for placed in row:
                inked[r, placed.x0 - self.offset : placed.x1 - self.offset] = True
        number = np.arange(len(rows), dtype=np.int32)[:, None]
        ends = np.where(inked, number, np.int32(len(rows)))
        self.until: npt.NDArray[np.int32] = np.minimum.accumulate(ends[::-1], axis=0)[::-1]
        self.both = np.zeros((len(rows) + 1, width), dtype=np.int32)
        np.cumsum(inner & ~inked, axis=0, out=self.both[1:])

    def run(self, at: int, owned: bool) -> tuple[int, list[int]]:
        """How far the rows from ``at`` on share a gap, and a column in each gap that they share.

        Args:
            at: the first row.
            owned: whether a headline stands right above, whose columns end with the first gap that ends.
        """
        until = self.until[at]
        sides = self.both[until, np.arange(len(until))] - self.both[at]
        open_ = (until > at) & (sides > 0)
        if not open_.any():
            return at, []
        columns = np.flatnonzero(open_)
        groups = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
        ends = [int(until[group].max()) for group in groups]
        end = max(ends)
        if owned:
            soon = self.both[min(at + 2, len(self.both) - 1)] - self.both[at]
            end = min((e for e, group in zip(ends, groups, strict=True) if soon[group].any()), default=end)
        shared = [group[until[group] >= end] for group in groups]
        return end, [int(group[0]) + self.offset for group in shared if len(group)]


def _reached(found: Sequence[Piece]) -> list[Placed]:
    """Each piece with the columns it stands over."""
    return _Reaches(found).all()


class _Reaches:
    """How far headlines reach, found from the bottom of the page to its top."""

    def __init__(self, found: Sequence[Piece]) -> None:
        self.found = found
        self.rows: dict[int, list[int]] = {}
        for i, piece in enumerate(found):
            self.rows.setdefault(piece.row, []).append(i)
        self.below = np.full(max(piece.x1 for piece in found) + 1, -1, dtype=np.int64)
        self.reach = [(piece.x0, piece.x1) for piece in found]

    def all(self) -> list[Placed]:
        """Every piece, placed."""
        for row in sorted(self.rows, reverse=True):
            for i in self.rows[row]:
                self.reach[i] = self._of(i)
            for i in self.rows[row]:
                self.below[self.found[i].x0 : self.found[i].x1] = i
        return [Placed(piece, *reach) for piece, reach in zip(self.found, self.reach, strict=True)]

    def _of(self, i: int) -> tuple[int, int]:
        """A piece's own extent, or that of the columns that begin under it."""
        piece = self.found[i]
        own = (piece.x0, piece.x1)
        seen = [int(k) for k in np.unique(self.below[piece.x0 : piece.x1]) if k >= 0]
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
            for one, next_ in zip(near, near[1:], strict=False):
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
    """Whether a headline that stands as far in on the left may be centred over these columns, or set flush with the first."""
    own, over = piece.x1 - piece.x0, x1 - x0 - 2 * (piece.x0 - x0)
    return over >= 0.8 * own and (over <= LARGEST_TYPE * own or own <= 12)


def _overlap(a: Piece, b: Piece) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1
