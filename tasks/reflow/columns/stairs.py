"""Stairs: what stands level with a large headline, which poppler gives row by row, column after column.

The problem: ``pdftotext -layout`` takes as level whatever begins within half the size of the first type it meets, so beside
a headline two or three lines of each column count as level. It sorts them by their columns and begins a new row wherever
the next stands under the one before::

    Die Seite Drei                                     becomes     Die Seite Drei
    Man riecht das                                                 Man riecht das       7000 Liter Sole      Ein Drittel
    Feuer, bevor man                                               Feuer, bevor man     aus einer Quelle,    geht an die
                         7000 Liter Sole
                         aus einer Quelle,
                                              Ein Drittel
                                              geht an die

So lines of one height lie rows apart, and a column pauses where nothing interrupts it. It is undone: in a run of rows that
only goes on under what it has, or to its right, every stretch goes down to the row above the next one under it. Signals,
all needed: the run is shorter by that, by no more lines a column than a headline is high, and a column that pauses in it
goes on in the row below.

Left alone: rows by turns of neighbours with baselines of their own, which have one line each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.reflow.columns.grid import LONGEST
from tasks.reflow.columns.gutters import Piece

HIGHEST = 4
"""Lines of text beside a headline, at most: half its size, in leadings of the text."""
FEWEST = 3
"""Lines with wide blanks of a page of columns, at least."""
MOST = 200
"""Stretches in a stair, at most; a page has some thirty."""
WANDER = 5
"""Grid columns by which the lines of a column begin apart: an indent, a line shifted."""
_STRETCH = re.compile(r"(?:[^\W\d]{1,2}\.? {2,16}(?=\w))?\S+(?: \S+)*")  # with the large letter that a text may begin with


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between wide blanks in a dump's row: its place there, ``start`` to ``end`` (half open)."""

    row: int
    start: int
    end: int

    def meets(self, other: Stretch) -> bool:
        """Whether both cannot stand in one row, a blank between."""
        return self.start <= other.end and other.start <= self.end


class Levelled:
    """A dump's rows without stairs, and where in the dump each stretch of them stands."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Undo the stairs of a dump's rows."""
        self.texts: list[str] = []
        self._from: list[int | list[Stretch]] = []  # the dump's row, or the stretches that were put into this one
        if sum("  " in text for text in texts) < FEWEST:
            self.texts, self._from = list(texts), list(range(len(texts)))
            return
        rows = [_stretches(text, row) for row, text in enumerate(texts)]
        at = 0
        while at < len(rows):
            end = _run(rows, at)
            begin, levels = _levels(rows, at, end)
            for row in range(at, begin):
                self.texts.append(texts[row])
                self._from.append(row)
            for level in levels:
                self.texts.append(_set(level, texts))
                self._from.append(level)
            at = end

    def parted(self, found: Sequence[Piece]) -> list[Piece]:
        """The pieces, those cut that hold stretches of several of the dump's rows."""
        out: list[Piece] = []
        for piece in found:
            source = self._from[piece.row]
            if isinstance(source, int):
                out.append(piece)
                continue
            for one in source:
                start, end = max(piece.start, one.start), min(piece.end, one.end)
                if start < end:
                    x0, x1 = piece.x0 + start - piece.start, piece.x1 - (piece.end - end)
                    out.append(Piece(piece.row, start, end, x0, x1))
        return out

    def origin(self, piece: Piece) -> int:
        """The dump's row that a piece stands in; its place there is its own."""
        source = self._from[piece.row]
        if isinstance(source, int):
            return source
        return source[bisect_right([one.start for one in source], piece.start) - 1].row


def _stretches(text: str, row: int) -> list[Stretch]:
    """What stands between wide blanks; nothing in a row that is none of columns."""
    if len(text) > LONGEST or "\t" in text:
        return []
    return [Stretch(row, *found.span()) for found in _STRETCH.finditer(text)]


def _run(rows: Sequence[Sequence[Stretch]], at: int) -> int:
    """The end (half open) of the rows that go on under what they have, or to its right."""
    end = at + 1
    while end < len(rows) and rows[end - 1] and rows[end] and rows[end][0].end >= rows[end - 1][-1].start:
        end += 1
    return end


def _levels(rows: Sequence[Sequence[Stretch]], at: int, end: int) -> tuple[int, list[list[Stretch]]]:
    """The row of a run from which on it is a stair, and its stretches level by level; where it is none, its end."""
    if end - at < 3 or end >= len(rows) or not any(b[0].start > a[-1].end for a, b in _pairs(rows, at, end)):
        return end, []
    depth: list[tuple[Stretch, int]] = []
    begin = end
    for row in range(end - 1, at - 1, -1):
        under = [max((d + 1 for other, d in depth if other.meets(one)), default=0) for one in rows[row]]
        if max(under) >= HIGHEST or len(depth) + len(under) > MOST:
            break
        depth += zip(rows[row], under, strict=True)
        begin = row
    count = max((d for _, d in depth), default=0) + 1
    if count < 2 or count >= end - begin or not _pauses(rows, begin, end, count):
        return end, []
    levels: list[list[Stretch]] = [[] for _ in range(count)]
    for one, d in depth:
        levels[count - 1 - d].append(one)
    return begin, [sorted(level, key=lambda one: one.start) for level in levels]


def _pairs(rows: Sequence[Sequence[Stretch]], at: int, end: int) -> list[tuple[Sequence[Stretch], Sequence[Stretch]]]:
    return [(rows[row], rows[row + 1]) for row in range(at, end - 1)]


def _pauses(rows: Sequence[Sequence[Stretch]], begin: int, end: int, count: int) -> bool:
    """Whether a column that has no line in the run's last row, and hardly fewer in the run than others, goes on below it."""
    run = [one for row in rows[begin:end] for one in row]
    for one in run:
        column = [other for other in run if other.meets(one)]
        if one is column[-1] and len(column) >= count - 1 and not any(one.meets(last) for last in rows[end - 1]):
            edges = one.start, min(other.start for other in column)  # lines beside a large first letter are set in
            if any(one.meets(below) and min(abs(x - below.start) for x in edges) <= WANDER for below in rows[end]):
                return True
    return False


def _set(level: Sequence[Stretch], texts: Sequence[str]) -> str:
    """A row with these stretches, each at its place."""
    out = ""
    for one in level:
        out += " " * (one.start - len(out)) + texts[one.row][one.start : one.end]
    return out
