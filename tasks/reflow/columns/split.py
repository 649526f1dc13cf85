"""Side-by-side columns undone: the pieces of a dump's lines in the order a reader takes them.

The problem: a page read back "as it looks" has several columns in one line, articles of different column widths next to each
other, headlines over two columns or five. :mod:`tasks.reflow.columns.gutters` cuts the lines. In Latin print
:mod:`tasks.reflow.columns.story_order` puts their pieces in order: it follows each column down and asks which columns belong
together. In full-width print poppler shifts the columns beside a large headline, so that few can be followed; there
:mod:`tasks.reflow.columns.strip_order` joins what their lines' lengths show to be stretches of columns, and takes as
evidence how :mod:`tasks.reflow.columns.story_order` would have them read, and how cuts would, which are made here:

1. *Reach.* A headline stands over all the columns of its article (:mod:`tasks.reflow.columns.reaches`).
2. *Cuts, again and again.* From the top of a region, as many rows as share a white gap are parted at their gaps into strips,
   left to right, and each strip is a region again; a row that shares none (a headline over everything) stands above.
3. *What a headline owns.* The columns right below a headline that spans a whole region end where the first of their gaps
   ends; gaps that nobody spans (between neighbouring articles) last as long as they are white, or to a band of blank rows.

Left alone: a page in which no gutter is sure (:func:`split_columns` gives None), and a line longer than any printed one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from tasks.model.trace import Traced
from tasks.reflow.columns.drifts import put_back
from tasks.reflow.columns.full_lines import part_full_lines
from tasks.reflow.columns.grid import LONGEST, Grid, steadier_grid
from tasks.reflow.columns.gutters import Piece, edges, pieces, running_rows
from tasks.reflow.columns.merged import part_merged
from tasks.reflow.columns.reaches import Placed, reached
from tasks.reflow.columns.stairs import Levelled
from tasks.reflow.columns.story_order import story_order
from tasks.reflow.columns.strip_order import strip_order
from tasks.reflow.columns.uprights import Upright, lift_uprights, put_before
from tasks.reflow.lines.rows import Row, cells, script_of

NARROWEST, NARROWEST_WIDE = 7, 4
"""Characters in a line of the narrowest columns that text is set in, in Latin and in full-width print."""
VOID, VOID_WIDE = 20, 4
"""Blanks in a row that no justified line has, in Latin and in full-width print: they part headlines on a page of columns."""
DEEPEST = 12
"""Cuts within cuts; a page has some four (page, article, its columns, a box in them)."""
BAND = 2
"""Rows from print to print that are no band of white; two blank rows under text end all that stands above."""
FULL = 6
"""Rows of print above a band that are text, and no headline set off by white."""
OWNING = 6
"""Rows of a headline with kicker and deck, at most; more is text, which owns no columns."""


FEWEST, SHARE = 6, 0.3
"""Lines, and the share of a page's, that wide blanks part where no edge is steady but lines are printed side by side."""
_PARTED = re.compile(r"\S {4,}\S|^ {8,}\S")


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a dump's line that belongs to one column.

    ``text`` has no blanks at its ends; ``row`` is the index of its line; ``left`` its first column on the page's grid (see
    :mod:`tasks.reflow.columns.gutters`: characters in poppler's dumps, where a full-width character counts one; else cells);
    ``block`` numbers the stretches that are read at one go, from 0 in reading order: an article in Latin print, one column
    in full-width print; ``gap`` counts the lines above it, within its block, in which its column has nothing.
    """

    text: Traced
    row: int
    left: int
    block: int
    gap: int


def split_columns(text: Traced) -> list[Cell] | None:
    """The pieces of a page's lines in reading order; None where nothing tells of side-by-side columns.

    Args:
        text: the dump: every line, blank ones too, with its blanks at the front (they place it on the page).

    Returns:
        All that is printed, each character in exactly one cell but for blanks between cells; None leaves the page as it is.
    """
    texts = text.text.split("\n")
    at = [0, *accumulate([len(line) + 1 for line in texts])]
    levelled = Levelled(texts)
    texts = levelled.texts
    grid = steadier_grid(texts)
    if grid is None:
        return None
    print_ = "".join(text[:LONGEST] for text in texts)
    wide = cells(print_) > len(print_) and script_of(print_) == "wide"
    found = edges(grid, NARROWEST_WIDE if wide else NARROWEST)
    if not found and not (wide and _side_by_side(texts)):
        return None
    cut = levelled.parted(pieces(texts, grid, found, VOID_WIDE if wide else VOID))
    blocks = _wide_order(texts, grid, cut) if wide else story_order(cut, texts)
    out: list[Cell] = []
    for number, block in enumerate(blocks):
        above = block[0].row - 1
        for piece in block:
            row = levelled.origin(piece)
            printed = text[at[row] + piece.start : at[row] + piece.end]
            out.append(Cell(printed, row, piece.x0, number, max(0, piece.row - above - 1)))
            above = piece.row
    return out


def _wide_order(texts: Sequence[str], grid: Grid, found: Sequence[Piece]) -> list[list[Piece]]:
    """The blocks of a page in full-width print, whose lines' lengths tell more than their places."""
    cut, uprights = _wide_pieces(texts, grid, found)
    if not cut:
        return put_before([], uprights)
    return put_before(strip_order(cut, texts, lambda: orders_of(cut, texts)) or reading_order(cut), uprights)


def orders_of(cut: Sequence[Piece], texts: Sequence[str]) -> list[list[Piece]]:
    """The pieces in the order in which cuts have them read, and in that of stories, which parts some of them again."""
    ways = (reading_order(cut), story_order(cut, texts))
    return [[piece for block in blocks for piece in block] for blocks in ways]


def wide_pieces(texts: Sequence[str]) -> tuple[list[Piece], list[str]]:
    """The pieces of a page in full-width print that strips are made of, and the rows they stand in; none without columns."""
    levelled = Levelled(texts)
    texts = levelled.texts
    grid = steadier_grid(texts)
    if grid is None:
        return [], levelled.texts
    found = edges(grid, NARROWEST_WIDE)
    if not found and not _side_by_side(texts):
        return [], levelled.texts
    return _wide_pieces(texts, grid, levelled.parted(pieces(texts, grid, found, VOID_WIDE)))[0], levelled.texts


def _wide_pieces(texts: Sequence[str], grid: Grid, found: Sequence[Piece]) -> tuple[list[Piece], list[Upright]]:
    """The pieces of a page in full-width print, and its upright headlines."""
    whole = running_rows(texts, grid) | {r for r, at in enumerate(grid.places) if at is None}
    cut = part_merged(texts, found, whole)
    cut, uprights = lift_uprights(part_full_lines(texts, cut), texts)
    return put_back(cut, texts), uprights


def _side_by_side(texts: Sequence[str]) -> bool:
    """Whether so many lines are parted by wide blanks, or begin far in, that the page is printed as it looks."""
    printed = [text for text in texts if text.strip() and len(text) <= LONGEST]
    parted = sum(_PARTED.search(text) is not None for text in printed)
    return parted >= max(FEWEST, len(printed) * SHARE)


def reading_order(found: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces, given row by row from left to right, as blocks in reading order."""
    blocks: list[list[Placed]] = []
    _part(reached(found), blocks, 0)
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
            strips[bisect_right(gaps, placed.x0)].append(placed)
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
        at = np.array([row[0].piece.row for row in rows])
        self.bands = np.flatnonzero(np.diff(at) > BAND) + 1
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
        bands = self.bands[(self.bands >= at + FULL) & (self.bands < end)]
        end = int(bands[0]) if len(bands) else end
        shared = [group[until[group] >= end] for group in groups]
        return end, [int(group[0]) + self.offset for group in shared if len(group)]


def column_rows(text: Traced) -> list[Row] | None:
    """The rows of a dump that sets columns side by side, column by column; None where it does not."""
    found = split_columns(text)
    if found is None:
        return None
    blocks = [None, *(cell.block for cell in found)]
    return [Row(cell.text, int(cell.block != before), cell.left) for cell, before in zip(found, blocks, strict=False)]
