"""Gutters: where a dump's lines hold several columns side by side, told from the blanks alone.

The problem: ``pdftotext -layout`` prints a page as it looks, so one line holds a line of every column, with the white
between columns (the *gutter*) given back as blanks. But a narrow column set to full measure has wide blanks of its own, and
a gutter is down to one blank wherever the line to its left is full. The signals, in order of precedence:

1. *A steady left edge.* The lines of a column begin at the same place of the grid, row after row, each after a blank, with
   nothing printed over that white between them. How little chance would do so is counted in bits: each row adds
   ``-log2 p`` where ``p`` is how often, on this very page, a word begins after a blank that wide.
2. *White that covers the edge.* Where a gutter is known, an indented or centred line beside it is cut off at the blank that
   covers the gutter's place.
3. *A column's line to the left.* A narrow blank is a gutter only if the piece to its left begins where a column begins.
4. *Text on both sides.* What is narrower than any column of text stands in a table, which is read line by line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tasks.reflow.columns.grid import LONGEST, Bits, Grid, Ints

LOOK = 20
"""Rows without a say that an edge is followed over: headline rows of a neighbour, lines on another baseline."""
INDENTS = (2, 3, 4)
"""Columns that a first line may stand in from its edge."""
CLEAR = 4
"""Blanks that part headlines above, and last lines below, where a gutter stands between them."""
LEAD = 3.0
"""Bits that a line adds which begins at the edge and has nothing to its left."""
SURE = 22.0
"""Bits that make an edge a gutter: some 20,000 words stand on a page (14 bits), and 8 more leave one chance in 250."""
FIRST = 30.0
"""Bits of a page's surest edge, without which it has no columns at all (an ordinary justified dump reaches 20)."""
MOST = 8.0
"""Bits a single row adds at most, so that a gutter takes three rows."""
ROUNDS = 3
"""Looks at the page."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line, ``line[start:end]``, which stands on the grid's columns ``x0`` to ``x1`` (half open)."""

    row: int
    start: int
    end: int
    x0: int
    x1: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A left edge of a column, at grid column ``x`` from row ``first`` to row ``last`` (inclusive)."""

    x: int
    first: int
    last: int
    bits: float


def edges(grid: Grid, narrowest: int) -> list[Edge]:
    """The left edges of columns that have others to their left.

    Blanks known for gutters no longer count as chance, so what is found once makes the next look sharper. ``narrowest`` is
    the least width, in grid columns, of a column of text.
    """
    found: list[Edge] = []
    if not len(grid.row):
        return found
    for _ in range(ROUNDS):
        before, found = found, _chains(grid, _surprise(grid, ~_cut(grid, found)))
        if found == before:
            break
    found = _of_text(grid, found, narrowest)
    return found if any(edge.bits >= FIRST for edge in found) else []


def _chains(grid: Grid, bits: Bits) -> list[Edge]:
    """The places where blanks end row after row with white above each other, and beyond chance."""
    row, b, bits, inner = _witnesses(grid, bits)
    follows = (b[1:] == b[:-1]) & (row[1:] - row[:-1] <= LOOK)
    follows &= grid.white(np.minimum(row[:-1] + 1, row[1:]), row[1:], b[1:] - 1)
    follows &= grid.breaks[row[1:]] == grid.breaks[row[:-1]]
    chain = np.concatenate(([0], np.cumsum(~follows)))
    ends = np.bincount(chain, weights=bits * inner)
    total = ends + np.minimum(np.bincount(chain, weights=bits * ~inner), ends)
    aligned = np.bincount(chain, weights=inner)
    heads = np.flatnonzero(np.concatenate(([True], ~follows)))
    tails = np.concatenate((heads[1:], [len(row)])) - 1
    good = np.flatnonzero((total >= SURE) & (tails - heads >= 2) & (aligned >= 2))
    return [Edge(int(b[heads[k]]), int(row[heads[k]]), int(row[tails[k]]), float(total[k])) for k in good]


def _witnesses(grid: Grid, bits: Bits) -> tuple[Ints, Ints, Bits, npt.NDArray[np.bool_]]:
    """What speaks for an edge at a row and column: blanks that end there, indents after it, lines that begin there."""
    row, b, said, inner = [grid.row], [grid.b], [bits], [np.ones(len(bits), dtype=np.bool_)]
    for indent in INDENTS:
        clear = grid.b - grid.a >= indent + 2
        row.append(grid.row[clear])
        b.append(grid.b[clear] - indent)
        said.append(bits[clear] - 2.0)
        inner.append(np.zeros(int(clear.sum()), dtype=np.bool_))
    row.append(grid.lead_row)
    b.append(grid.lead)
    said.append(np.full(len(grid.lead), LEAD))
    inner.append(np.zeros(len(grid.lead), dtype=np.bool_))
    rows, columns = np.concatenate(row), np.concatenate(b)
    order = np.lexsort((rows, columns))
    return rows[order], columns[order], np.concatenate(said)[order], np.concatenate(inner)[order]


def _surprise(grid: Grid, chance: npt.NDArray[np.bool_]) -> Bits:
    """How little each blank is due to chance, in bits: by how often a word begins after one that wide within text."""
    width = np.minimum(grid.b - grid.a, 40)
    printed = float((grid.right - grid.left)[grid.left >= 0].sum())
    wider = np.cumsum(np.bincount(width[chance], minlength=42)[::-1])[::-1]
    found: Bits = np.clip(-np.log2(np.maximum(wider[width], 1) / printed), 0.5, MOST)
    return found


def pieces(lines: Sequence[str], grid: Grid, found: Sequence[Edge], void: int) -> list[Piece]:
    """The lines cut at the gutters that these edges tell of, and at any blank as wide as ``void``, in the dump's order."""
    cut = _cut(grid, found) | (grid.b - grid.a >= void)
    heads = np.searchsorted(grid.row, np.arange(len(lines) + 1))
    for r in running_rows(lines, grid):
        cut[heads[r] : heads[r + 1]] = False
    margins = grid.left.tolist()
    standing: list[list[int]] = [[] for _ in lines]
    for edge in found:
        for r in range(edge.first, edge.last + 1):
            standing[r].append(edge.x)
    out: list[Piece] = []
    for r, line in enumerate(lines):
        begin, end = len(line) - len(line.lstrip()), len(line.rstrip())
        if begin >= end:
            continue
        at = grid.places[r]
        if at is None:
            out.append(Piece(r, begin, end, 0, grid.ink.shape[1] - 2))
            continue
        beside = margins[max(0, r - 4) : r] + margins[r + 1 : r + 5]
        for k in range(heads[r], heads[r + 1]):
            if cut[k] and (grid.b[k] - grid.a[k] > 1 or _stands(int(at[begin]), standing[r], beside)):
                stop = int(np.searchsorted(at, grid.a[k]))
                out.append(Piece(r, begin, stop, int(at[begin]), int(at[stop])))
                begin = int(np.searchsorted(at, grid.b[k]))
        out.append(Piece(r, begin, end, int(at[begin]), int(at[end])))
    return out


def running_rows(lines: Sequence[str], grid: Grid) -> set[int]:
    """The page's first and last line where they are its running head: margin to margin, one wide blank, a date or number."""
    printed = [r for r, line in enumerate(lines) if line.strip()]
    edge = grid.ink.shape[1] - 2
    found = set()
    for r in (printed[0], printed[-1]):
        line = lines[r]
        spread = not line[0].isspace() and edge * 0.9 < len(line.rstrip()) <= LONGEST
        if spread and len(re.findall(r"[ \t]{12,}", line.strip())) == 1 and any(c.isdigit() for c in line):
            found.add(r)
    return found


def _stands(x: int, here: list[int], beside: list[int]) -> bool:
    """Whether a column begins at ``x``, or an indent before it."""
    return any(0 <= x - edge <= 4 for edge in here) or sum(0 <= x - margin <= 4 for margin in beside) >= 3


def _cut(grid: Grid, found: Sequence[Edge]) -> npt.NDArray[np.bool_]:
    """Which blanks are gutters: those that an edge stands at the end of, or inside."""
    cut = np.zeros(len(grid.row), dtype=np.bool_)
    for edge in found:
        cut[_hits(grid, edge)] = True
    return cut


def _hits(grid: Grid, edge: Edge) -> Ints:
    """The blanks that an edge makes gutters of: in its own rows, and beyond as far as there is white (headlines)."""
    span = grid.ink.shape[1]
    keys = grid.row * span + grid.b
    beyond = [*range(max(0, edge.first - LOOK), edge.first), *range(edge.last + 1, min(len(grid.places), edge.last + 3))]
    rows = np.concatenate((np.arange(edge.first, edge.last + 1), np.array(beyond, dtype=np.int64)))
    least = np.where((rows >= edge.first) & (rows <= edge.last), 1, CLEAR)
    k = np.minimum(np.searchsorted(keys, rows * span + edge.x), len(keys) - 1)
    hit = (grid.row[k] == rows) & (grid.a[k] < edge.x) & (grid.b[k] >= edge.x) & (grid.b[k] - grid.a[k] >= least)
    hit &= grid.white(np.minimum(rows, edge.first), np.maximum(rows, edge.last), np.full(len(rows), edge.x - 1))
    chosen: Ints = k[hit]
    return chosen


def _of_text(grid: Grid, found: Sequence[Edge], narrowest: int) -> list[Edge]:
    """The edges with columns of text on both sides: what is narrower stands in a table, which is read line by line."""
    k = np.flatnonzero(_cut(grid, found))
    row = grid.row[k]
    same = row[1:] == row[:-1] if len(k) else np.zeros(0, dtype=np.bool_)
    before, after = grid.left[row], grid.right[row]
    before[1:][same] = grid.b[k][:-1][same]
    after[:-1][same] = grid.a[k][1:][same]
    left = dict(zip(k.tolist(), (grid.a[k] - before).tolist(), strict=True))
    right = dict(zip(k.tolist(), (after - grid.b[k]).tolist(), strict=True))
    out = []
    for edge in found:
        hits = _hits(grid, edge).tolist()
        if min(_long([left[h] for h in hits]), _long([right[h] for h in hits])) >= narrowest:
            out.append(edge)
    return out


def _long(widths: list[int]) -> int:
    """The width that a quarter of the lines reach: headings and last lines are short in any column."""
    return sorted(widths)[len(widths) * 3 // 4]
