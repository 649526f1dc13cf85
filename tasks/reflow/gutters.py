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

The grid is found too: poppler counts each character as one column, others give a full-width character two; whichever makes
the edges of neighbouring rows agree better is the page's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bits = npt.NDArray[np.float64]

BLANKS = " \t\u00a0\u2002\u2003\u2009\u202f\u3000"
"""Characters that print nothing."""
LONGEST = 1000
"""Characters in a line beyond which it is no printed line of a page: it is kept whole."""
LARGEST = 6_000_000
"""Grid places beyond which a file is no page; a broadsheet has some 150,000."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line, ``line[start:end]``, which stands on the grid's columns ``x0`` to ``x1`` (half open)."""

    row: int
    start: int
    end: int
    x0: int
    x1: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The page's ink on a grid of columns, and the blanks between its words.

    ``ink[r, x]`` counts printed places of column ``x`` in rows before ``r`` (shape rows + 1, width + 2), so that any stretch
    of a column can be asked at once whether it is white. Blanks (``row``, ``a`` to ``b``) are in reading order;
    ``lead`` are the columns where indented rows begin (``lead_row``); ``breaks`` counts the doubly blank rows above.
    """

    ink: npt.NDArray[np.int32]
    row: Ints
    a: Ints
    b: Ints
    lead_row: Ints
    lead: Ints
    breaks: Ints
    places: list[Ints | None]

    def white(self, first: Ints, last: Ints, x: Ints) -> npt.NDArray[np.bool_]:
        """Whether column ``x`` has no ink in rows ``first`` to ``last`` (half open)."""
        found: npt.NDArray[np.bool_] = self.ink[last, x] == self.ink[first, x]
        return found


def steadier_grid(lines: Sequence[str]) -> Grid | None:
    """The grid on which the edges of neighbouring rows agree better; None where no page of columns can be."""
    if sum("  " in line.strip() for line in lines if len(line) <= LONGEST) < 3:
        return None
    narrow = _grid(lines, wide=1)
    if narrow is None or all(line.isascii() for line in lines):
        return narrow
    wide = _grid(lines, wide=2)
    return wide if wide is not None and _agreement(wide) > _agreement(narrow) else narrow


def _agreement(grid: Grid) -> float:
    """The share of wide blanks that end where one of the row above ends, too."""
    clear = grid.b - grid.a >= 2
    keys = grid.row[clear] * (1 << 20) + grid.b[clear]
    return float(np.isin(keys - (1 << 20), keys).mean()) if len(keys) else 0.0


def _grid(lines: Sequence[str], wide: int) -> Grid | None:
    places = [_places(line, wide) if len(line) <= LONGEST else None for line in lines]
    width = max((int(at[-1]) for at in places if at is not None), default=0)
    if width == 0 or len(lines) * (width + 2) > LARGEST:
        return None
    here = np.zeros((len(lines), width + 2), dtype=np.bool_)
    for r, (line, at) in enumerate(zip(lines, places, strict=True)):
        if at is None:
            here[r, :-1] = True
        elif line:
            inked = np.array([c not in BLANKS for c in line])
            here[r, at[:-1][inked]] = True
            if wide > 1:
                here[r, at[1:][inked] - 1] = True
    return _blanks(here, places)


def _blanks(here: npt.NDArray[np.bool_], places: list[Ints | None]) -> Grid:
    """The grid of these printed places, with the blanks between words of one row."""
    edges = np.diff(here.astype(np.int8), axis=1, prepend=0)
    row, begin = np.nonzero(edges == 1)
    _, end = np.nonzero(edges == -1)
    ink = np.zeros((here.shape[0] + 1, here.shape[1]), dtype=np.int32)
    np.cumsum(here, axis=0, out=ink[1:])
    inner = row[1:] == row[:-1]
    empty: npt.NDArray[np.bool_] = np.equal(here.sum(axis=1), 0)
    breaks = np.zeros(len(empty), dtype=np.int64)
    np.cumsum(empty[1:] & empty[:-1], out=breaks[1:])
    lead: npt.NDArray[np.bool_] = np.greater_equal(begin, 3)
    lead[1:] &= ~inner
    return Grid(ink, row[1:][inner], end[:-1][inner], begin[1:][inner], row[lead], begin[lead], breaks, places)


def _places(line: str, wide: int) -> Ints:
    """The grid column of each character, and of the line's end."""
    if "\t" not in line and (wide == 1 or line.isascii()):
        return np.arange(len(line) + 1)
    at = [0]
    for char in line:
        step = wide if unicodedata.east_asian_width(char) in "WF" else 1
        at.append(at[-1] + (8 - at[-1] % 8 if char == "\t" else step))
    return np.array(at)


LOOK = 20
"""Rows without a say that an edge is followed over: headline rows of a neighbour, lines on another baseline."""
INDENTS = (2, 3, 4)
"""Columns that a first line may stand in from its edge."""
CLEAR = 4
"""Blanks that part headlines above, and last lines below, where a gutter stands between them."""
LEAD = 3.0
"""Bits that a line adds which begins at the edge and has nothing to its left."""
SURE = 18.0
"""Bits that make an edge a gutter: some 20,000 words stand on a page (14 bits), and 8 more leave one chance in 250."""
MOST = 8.0
"""Bits a single row adds at most, so that a gutter takes three rows."""
ROUNDS = 3
"""Looks at the page."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A left edge of a column, at grid column ``x`` from row ``first`` to row ``last`` (inclusive)."""

    x: int
    first: int
    last: int
    bits: float


def edges(grid: Grid) -> list[Edge]:
    """The left edges of columns that have others to their left.

    Blanks known for gutters no longer count as chance, so what is found once makes the next look sharper.
    """
    found: list[Edge] = []
    if not len(grid.row):
        return found
    for _ in range(ROUNDS):
        before, found = found, _chains(grid, _surprise(grid, ~_cut(grid, found)))
        if found == before:
            break
    return found


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
    first = np.concatenate(([True], grid.row[1:] != grid.row[:-1]))
    last = np.concatenate((first[1:], [True]))
    printed = float((grid.b[last]).sum() - (grid.a[first]).sum()) + 1.0
    wider = np.cumsum(np.bincount(width[chance], minlength=42)[::-1])[::-1]
    found: Bits = np.clip(-np.log2(np.maximum(wider[width], 1) / printed), 0.5, MOST)
    return found


def pieces(lines: Sequence[str], grid: Grid, found: Sequence[Edge]) -> list[Piece]:
    """The lines cut at the gutters that these edges tell of, in the dump's order."""
    cut = _cut(grid, found)
    heads = np.searchsorted(grid.row, np.arange(len(lines) + 1))
    for r in running_rows(lines, grid):
        cut[heads[r] : heads[r + 1]] = False
    margins = _margins(lines, grid)
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


def _margins(lines: Sequence[str], grid: Grid) -> list[int]:
    """Where each line's print begins; -9 for a blank line."""
    found: list[int] = []
    for line, at in zip(lines, grid.places, strict=True):
        begin = len(line) - len(line.lstrip())
        found.append(-9 if at is None or begin == len(line) else int(at[begin]))
    return found


def _cut(grid: Grid, found: Sequence[Edge]) -> npt.NDArray[np.bool_]:
    """Which blanks are gutters: those that an edge stands at the end of, or inside."""
    cut = np.zeros(len(grid.row), dtype=np.bool_)
    span = grid.ink.shape[1]
    keys = grid.row * span + grid.b
    for edge in found:
        for rows, least in _reaches(edge, len(grid.places)):
            k = np.minimum(np.searchsorted(keys, rows * span + edge.x), len(keys) - 1)
            hit = (grid.row[k] == rows) & (grid.a[k] < edge.x) & (grid.b[k] >= edge.x)
            hit &= grid.b[k] - grid.a[k] >= least
            hit &= grid.white(np.minimum(rows, edge.first), np.maximum(rows, edge.last), np.full(len(rows), edge.x - 1))
            cut[k[hit]] = True
    return cut


def _reaches(edge: Edge, rows: int) -> list[tuple[Ints, int]]:
    """The rows an edge may cut, each lot with the least blank it takes: its own rows, and white beyond (headlines)."""
    beyond = [*range(max(0, edge.first - LOOK), edge.first), *range(edge.last + 1, min(rows, edge.last + 3))]
    return [(np.arange(edge.first, edge.last + 1), 1), (np.array(beyond, dtype=np.int64), CLEAR)]
