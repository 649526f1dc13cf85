"""Side-by-side columns undone: the pieces of a dump's lines in the order a reader takes them.

The problem: a page read back "as it looks" has several columns in one line, articles of different column widths next to each
other, headlines over two columns or five. :mod:`tasks.reflow.gutters` cuts the lines, and :mod:`tasks.reflow.story_order`
puts their pieces in order: it follows each column down and asks which columns belong together. In full-width print poppler
shifts the lines beside a large headline, so that few edges are steady; but there each line is as long as its column is wide.
So lines are cut by their length, too (:mod:`tasks.reflow.merged`, :mod:`tasks.reflow.full_lines`), put back where their
columns begin (:mod:`tasks.reflow.drifts`), and headlines set upright are lifted off (:mod:`tasks.reflow.uprights`).

Left alone: a page in which no gutter is sure (:func:`split_columns` gives None), and a line longer than any printed one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.model.trace import Traced
from tasks.reflow.drifts import put_back
from tasks.reflow.full_lines import part_full_lines
from tasks.reflow.grid import LONGEST, Grid, steadier_grid
from tasks.reflow.gutters import Edge, Piece, edges, pieces, running_rows
from tasks.reflow.merged import part_merged
from tasks.reflow.rows import Row, cells, script_of
from tasks.reflow.story_order import story_order
from tasks.reflow.uprights import lift_uprights, put_before

NARROWEST, NARROWEST_WIDE = 7, 4
"""Characters in a line of the narrowest columns that text is set in, in Latin and in full-width print."""
VOID, VOID_WIDE = 20, 4
"""Blanks in a row that no justified line has, in Latin and in full-width print: they part headlines on a page of columns."""
FEWEST, SHARE = 6, 0.3
"""Lines, and the share of a page's, that wide blanks part where no edge is steady but lines are printed side by side."""
_PARTED = re.compile(r"\S {4,}\S|^ {8,}\S")


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a dump's line that belongs to one column.

    ``text`` has no blanks at its ends; ``row`` is the index of its line; ``left`` its first column on the page's grid (see
    :mod:`tasks.reflow.gutters`: characters in poppler's dumps, where a full-width character counts one; else cells);
    ``block`` numbers the stretches that are read at one go, from 0 in reading order: an article; ``gap`` counts the lines
    above it, within its block, in which its column has nothing.
    """

    text: Traced
    row: int
    left: int
    block: int
    gap: int


def split_columns(lines: Sequence[Traced]) -> list[Cell] | None:
    """The pieces of a page's lines in reading order; None where nothing tells of side-by-side columns.

    Args:
        lines: every line of the dump, blank ones too, with its blanks at the front (they place it on the page).

    Returns:
        All that is printed, each character in exactly one cell but for blanks between cells; None leaves the page as it is.
    """
    texts = [line.text for line in lines]
    grid = steadier_grid(texts)
    if grid is None:
        return None
    print_ = "".join(text[:LONGEST] for text in texts)
    wide = cells(print_) > len(print_) and script_of(print_) == "wide"
    found = edges(grid, NARROWEST_WIDE if wide else NARROWEST)
    if not found and not (wide and _side_by_side(texts)):
        return None
    blocks = _wide_order(texts, grid, found) if wide else story_order(pieces(texts, grid, found, VOID), texts)
    out: list[Cell] = []
    for number, block in enumerate(blocks):
        above = block[0].row - 1
        for piece in block:
            text = lines[piece.row][piece.start : piece.end]
            out.append(Cell(text, piece.row, piece.x0, number, max(0, piece.row - above - 1)))
            above = piece.row
    return out


def _wide_order(texts: Sequence[str], grid: Grid, found: Sequence[Edge]) -> list[list[Piece]]:
    """The blocks of a page in full-width print, whose lines' lengths tell more than their places."""
    whole = running_rows(texts, grid) | {r for r, at in enumerate(grid.places) if at is None}
    cut = part_merged(texts, pieces(texts, grid, found, VOID_WIDE), whole)
    cut, uprights = lift_uprights(part_full_lines(texts, cut), texts)
    return put_before(story_order(put_back(cut, texts), texts, wide=True), uprights)


def _side_by_side(texts: Sequence[str]) -> bool:
    """Whether so many lines are parted by wide blanks, or begin far in, that the page is printed as it looks."""
    printed = [text for text in texts if text.strip() and len(text) <= LONGEST]
    parted = sum(_PARTED.search(text) is not None for text in printed)
    return parted >= max(FEWEST, len(printed) * SHARE)


def column_rows(text: Traced) -> list[Row] | None:
    """The rows of a dump that sets columns side by side, column by column; None where it does not."""
    lines: list[Traced] = []
    at = 0
    for line in text.text.split("\n"):
        lines.append(text[at : at + len(line)])
        at += len(line) + 1
    found = split_columns(lines)
    if found is None:
        return None
    blocks = [None, *(cell.block for cell in found)]
    return [Row(cell.text, int(cell.block != before), cell.left) for cell, before in zip(found, blocks, strict=False)]
