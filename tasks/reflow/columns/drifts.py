"""Lines of full-width print put back where their columns begin.

The problem: poppler places the lines level with a large headline, or with one beside it, by the characters to their left
alone, so that they begin further left than the rest of their column, and each seems a column of its own. What is known: a
full line is as long as its column is wide, and the column's other lines, in the rows right below, show where it begins.

Left alone: a line at a place where others begin, and one that no column below is as wide as.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from tasks.reflow.columns.gutters import Piece
from tasks.reflow.lines.rows import set_width

BELOW = 8
"""Rows below in which the column must go on."""
AROUND = 8
"""Rows around in which other lines at a place show that a column begins there."""
FAR = 14
"""Grid columns that a line is moved, at most."""
LINES = 3
"""Lines of the column in these rows."""
SLACK = 1.6
"""Cells by which full lines of one measure differ."""
INDENT, CELLS = 4.0, 2
"""Cells, and grid columns, that a paragraph's first line is in."""
LEAST = 10.0
"""Cells of a line that is told by its length."""


def put_back(found: Sequence[Piece], texts: Sequence[str]) -> list[Piece]:
    """The pieces, given row by row, those moved to their column's edge that began off it."""
    widths = [set_width(texts[piece.row][piece.start : piece.end], wide=True) for piece in found]
    begins: dict[int, list[int]] = {}
    rows: dict[int, list[int]] = {}
    for i, piece in enumerate(found):
        begins.setdefault(piece.x0, []).append(piece.row)
        rows.setdefault(piece.row, []).append(i)
    out = list(found)
    for row, members in rows.items():
        strays = [i for i in members if widths[i] >= LEAST and not _stands(begins, out[i])]
        if not strays:
            continue
        below: dict[int, list[float]] = {}
        for r in range(row + 1, row + BELOW + 1):
            for k in rows.get(r, ()):
                below.setdefault(found[k].x0, []).append(widths[k])
        columns = sorted((x0, median(own)) for x0, own in below.items() if len(own) >= LINES)
        for i in strays:
            at = _column(out[i].x0, widths[i], columns, {out[k].x0 for k in members if k != i})
            out[i] = replace(out[i], x0=at, x1=out[i].x1 + at - out[i].x0)
        if any(out[a].x0 >= out[b].x0 for a, b in pairwise(members)):
            for i in strays:
                out[i] = found[i]
    return out


def _stands(begins: dict[int, list[int]], piece: Piece) -> bool:
    """Whether other lines around begin where a piece does, or would but for an indent."""
    others = -1
    for x0 in (piece.x0, piece.x0 - CELLS, piece.x0 + CELLS):
        own = begins.get(x0, ())
        others += bisect_left(own, piece.row + AROUND + 1) - bisect_left(own, piece.row - AROUND)
    return others >= 2


def _column(x0: int, width: float, columns: Sequence[tuple[int, float]], taken: set[int]) -> int:
    """Where the column begins that a line is as long as; where it stands if there is none."""
    fits = []
    for edge, measure in columns:
        for at, reach in ((edge, width), (edge + CELLS, width + INDENT)):
            if abs(reach - measure) <= SLACK and -CELLS <= at - x0 <= FAR and at not in taken and edge not in taken:
                fits.append((abs(at - x0), at))
    return min(fits)[1] if fits else x0
