"""Stacks: the lines of one column, one below the other, and how far apart the rows of a dump really lie.

The problem: where neighbouring articles have baselines of their own, a dump gives each a row, so that rows alternate, and
two rows may be a line apart or next to nothing. But within a column lines follow each other at one distance, the leading. So
each column is a clock: a line is one leading below the line above it, and rows between are in between.

Signals: a line that begins where the line above it began (or stands in by an indent) and is one leading below goes on the
same stack. A line that covers several columns, or stands off by more, begins a stack of its own; a short line set within a
column (a crosshead) does not end the stack around it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from tasks.reflow.columns.gutters import Piece

INDENT = 5
"""Grid columns that a first line may stand in."""
APART = 2.05
"""Leadings between two lines of one stack, at most: one, and white before a paragraph. This and the others here are what
left fewest articles torn on typeset pages with gold."""
ACROSS = 3.4
"""The same with a crosshead of one or two lines in between."""
WANDER = 4
"""Grid columns by which an edge wanders from line to line: poppler shifts columns that stand beside a headline."""
STAIR = 2.2
"""Leadings that lines level with a headline lie apart, at most: half the size of its type."""
FAR = 3.0
"""Leadings beyond which columns that are not set in one leading tell nothing of each other."""
CLOSE = 0.05
"""Leadings between two rows, at least."""
AROUND = 12
"""Rows above and below that tell whether columns begin at a place."""
SLIP = 0.75
"""Leadings by which a row and one of its lines may differ: rows hold what is level by half the size of a headline."""
UP = 4
"""Short lines above a column's first full one that may be its own: a byline, a crosshead."""
WHITE = 0.75
"""Leadings that a blank row stands for: poppler prints one for each em of white, and a leading is some 1.3 ems."""
FOOT = 2
"""Rows by which a drop capital's foot is lower than the first line beside it: blank rows are counted down to the foot."""


@dataclass(slots=True)
class Stack:
    """Lines of one column: indices of pieces from top to bottom, and the grid column of their common left edge."""

    edge: int
    members: list[int] = field(default_factory=list)


class Stacks:
    """A page's pieces in stacks."""

    def __init__(self, found: Sequence[Piece], tall: Collection[int] = ()) -> None:
        """Stack the pieces, which are given row by row, from left to right; ``tall`` are rows with a drop capital."""
        self.found = found
        self.tall = sorted(tall)
        self.of = [-1] * len(found)
        self.stacks: list[Stack] = []
        self._front = [-1] * (max(piece.x1 for piece in found) + 2)
        self.rows: dict[int, list[int]] = {}
        for i, piece in enumerate(found):
            self.rows.setdefault(piece.row, []).append(i)
        self.height = [0.0] * len(found)
        self._begins: dict[int, list[int]] = {}
        for piece in found:
            self._begins.setdefault(piece.x0, []).append(piece.row)
        above: list[int] = []
        for members in self.rows.values():
            self._row(members, above)
            above = members
        self._take_in()
        self._reach_up()

    def _row(self, members: list[int], above: list[int]) -> None:
        """Put a row's pieces on their stacks, and tell how far down each stands."""
        before = {i: self._above(i, following) for i, following in zip(members, [*members[1:], -1], strict=True)}
        y = self._down(members, above, before)
        for i, q in before.items():
            x0 = self.found[i].x0
            self.height[i] = y
            if q >= 0 and self._follows(q, i, y):
                stack = self.stacks[self.of[q]]
                stack.edge = min(stack.edge, x0)
                self.of[i] = self.of[q]
                if abs(self.height[q] + 1.0 - y) <= SLIP:
                    self.height[i] = self.height[q] + 1.0
            else:
                self.of[i] = len(self.stacks)
                stack = Stack(x0)
                self.stacks.append(stack)
            stack.members.append(i)
        for i in members:
            piece = self.found[i]
            self._front[piece.x0 : piece.x1] = [i] * (piece.x1 - piece.x0)

    def _down(self, members: list[int], above: list[int], before: dict[int, int]) -> float:
        """How far down a row is: a leading below the lines that its pieces go on from, and below what is above each."""
        if not above:
            return 0.0
        told: list[float] = []
        least: list[float] = []
        for i in members:
            over = {k for k in self._front[self.found[i].x0 : self.found[i].x1] if k >= 0}
            if before[i] >= 0 and over <= {before[i]}:
                told.append(self.height[before[i]] + 1.0)
            elif over:
                least.append(max(self.height[k] for k in over) + 1.0)
        first, last = self.found[members[0]], self.found[above[-1]]
        rows = first.row - last.row
        stair = rows == 1 and first.x0 >= last.x1  # what is level with a headline: each column's lines in rows of their own
        if bisect_right(self.tall, last.row) < bisect_right(self.tall, first.row):
            rows = max(1, rows - FOOT)
        y = self.height[above[-1]] + (-STAIR if stair else CLOSE if rows == 1 else WHITE * rows)
        if told:
            middle = median(told)
            lower = max([middle, *least]) if not least or max(least) < middle + FAR else middle
            if rows > 1 and before[members[0]] < 0 and len(told) * 2 >= len(members):  # blank rows lead to what begins
                y -= WHITE * rows
            return max(lower, y)
        return max([*least, y])

    def _above(self, i: int, following: int) -> int:
        """The last line of the stack that a piece may go on; -1 where there is none."""
        limit = self.found[following].x0 if following >= 0 else 1 << 30
        piece = self.found[i]
        seen = {k for k in self._front[piece.x0 : piece.x1] if k >= 0}
        left = [k for k in self._front[max(0, piece.x0 - INDENT) : piece.x0] if k >= 0]
        fits = [k for k in seen | set(left) if self._aligned(k, piece, limit)]
        if not fits:
            return -1
        return max(fits, key=lambda k: (self.found[k].row, -abs(self.found[k].x0 - piece.x0)))

    def _aligned(self, k: int, piece: Piece, limit: int) -> bool:
        """Whether a piece begins at the edge of the stack that ``k`` ends, or an indent off."""
        stack = self.stacks[self.of[k]]
        if stack.members[-1] != k:
            return False
        if len(stack.members) <= 2 and self.found[k].x1 > limit:  # a headline over several columns
            return False
        off = piece.x0 - stack.edge
        if len(stack.members) <= 2 and off and self._known(stack.edge, piece.row) < self._known(piece.x0, piece.row):
            return 0 < -off <= INDENT
        if len(stack.members) > 2 and abs(piece.x0 - self.found[k].x0) <= WANDER:
            return True
        return 0 <= off <= INDENT or (len(stack.members) <= 2 and 0 < -off <= INDENT)

    def _known(self, x: int, row: int) -> int:
        """In how many rows around a piece begins at this place."""
        rows = self._begins[x]
        return bisect_left(rows, row + AROUND) - bisect_left(rows, row - AROUND)

    def _follows(self, q: int, i: int, y: float) -> bool:
        """Whether a piece is the next line below ``q``, or the next but a crosshead."""
        distance = y - self.height[q]
        if distance <= APART:
            return True
        if distance > ACROSS:
            return False
        piece, edge = self.found[i], self.stacks[self.of[q]].edge
        beside = {k for k in self._front[edge : max(piece.x1, self.found[q].x1)] if k >= 0}
        between = [k for k in beside if self.found[k].row > self.found[q].row]
        rows = sorted({self.height[k] for k in between})
        inside = all(self.found[k].x0 > edge and len(self.stacks[self.of[k]].members) <= 2 for k in between)
        steps = [self.height[q], *rows, y]
        return bool(rows) and inside and all(b - a <= APART for a, b in pairwise(steps))

    def _take_in(self) -> None:
        """Put lines that stand within a column, between its lines, on its stack."""
        spans: dict[int, list[tuple[int, int, int]]] = {}
        for number, stack in enumerate(self.stacks):
            if len(stack.members) < 3:
                continue
            x1 = max(self.found[k].x1 for k in stack.members)
            for a, b in zip(stack.members, stack.members[1:], strict=False):
                for row in range(self.found[a].row + 1, self.found[b].row):
                    spans.setdefault(row, []).append((stack.edge, x1, number))
        for i, piece in enumerate(self.found):
            if len(self.stacks[self.of[i]].members) > 2:
                continue
            for edge, x1, number in spans.get(piece.row, ()):
                if edge < piece.x0 < x1 and self.of[i] != number:
                    self.stacks[self.of[i]].members.remove(i)
                    self.of[i] = number
                    self.stacks[number].members.append(i)
                    break
        for stack in self.stacks:
            stack.members.sort()

    def _reach_up(self) -> None:
        """Put short lines that stand within a column right above its first line on its stack."""
        for number, stack in enumerate(self.stacks):
            if not self.solid(stack):
                continue
            x1 = max(self.found[k].x1 for k in stack.members)
            for _ in range(UP):
                first = stack.members[0]
                over = self._over(first, stack.edge, x1)
                if over < 0 or self.height[first] - self.height[over] > APART:
                    break
                other = self.stacks[self.of[over]]
                if self.solid(other) or not stack.edge <= self.found[over].x0 or self.found[over].x1 > x1 + 1:
                    break
                other.members.remove(over)
                self.of[over] = number
                stack.members.insert(0, over)

    def _over(self, first: int, x0: int, x1: int) -> int:
        """The one piece right above a column's first line; -1 where there is none, or several."""
        row = self.found[first].row
        for above in range(row - 1, max(-1, row - 6), -1):
            here = [k for k in self.rows.get(above, ()) if self.found[k].x0 < x1 and x0 < self.found[k].x1]
            if here:
                return here[0] if len(here) == 1 else -1
        return -1

    def solid(self, stack: Stack) -> bool:
        """Whether a stack is lines of text: most begin at one place."""
        begins = [self.found[i].x0 for i in stack.members]
        most = max((begins.count(x) for x in set(begins)), default=0)
        return most >= 2 and most * 2 >= len(begins)

    def y(self, i: int) -> float:
        """How far down a piece stands, in leadings."""
        return self.height[i]
