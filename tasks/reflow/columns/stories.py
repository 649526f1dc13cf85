"""Stories: which columns side by side belong to one article, and which lines above them are its headline.

The problem: on the grid of a dump a headline, set up to four times as large as the text, covers less than its print covers
of the page, so that what it stands over has to be inferred. The columns of one article begin in one row and are as wide as
each other; its headline is centred over all of them, or flush with the first; and a column that breaks off within a sentence
goes on in the next. Stacks that begin in one row are parted into articles so that all this fits best (:func:`_parted`).

Left alone: a stack that no row of columns claims is a story of its own.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tasks.reflow.columns.gutters import Piece
from tasks.reflow.columns.stacks import APART, Stack, Stacks

HEAD = 8
"""Lines above the columns of one article that may be its headline, kicker, deck and byline."""
WIDEST = 14
"""Columns of one article, at most."""
LEVEL = 0.45
"""Leadings by which the first lines of one article's columns differ, at most."""
REACH = 3.0
"""Leadings between a headline's lines, and to its columns, at most."""
TWICE = 2.0
"""What each further line in one row of a headline costs: it is another article's."""
LARGEST, SMALLEST = 3.4, 0.85
"""How much wider than the same characters of text a headline's may be."""
DIVIDED, WITHIN, NEITHER, OPEN, BROKEN = 5.0, 4.0, 1.0, 1.5, -1.5
"""What it says of two columns that a word is divided between them, that a small letter goes on with an open sentence or
after a closed one, that a sentence is left open, and that one is left open before a paragraph's first line. These and the
other weights here were found by trying, on typeset pages with gold, which left fewest articles torn."""
OTHER_WIDTH, DEEPER, LEVEL_ENDS = -2.0, -2.5, 0.5
"""What it says that the right column is wider, that it goes further down, and that both end alike."""
TEXT_ABOVE, HEAD_ABOVE = 1.0, 0.15
"""What each line above a column's first one costs: one that begins at its edge, or elsewhere, as a headline does."""
CLOSED = ".!?:;\N{HORIZONTAL ELLIPSIS}\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}"
HYPHENS = "-\N{HYPHEN}\N{SOFT HYPHEN}"
_SHUT = " \"'\u201d\u2019\u00bb\u203a\u201c)]"
_OPEN = " \"'\u201e\u201c\u00ab\u2039\u2018("


Run = list[tuple[int, int]]
"""Stacks side by side, and which of each one's lines is level with the others'."""


@dataclass(slots=True)
class Story:
    """Indices of pieces in reading order, and the grid columns and rows they stand on (half open)."""

    members: list[int]
    x0: int
    x1: int


def stories(found: Sequence[Piece], texts: Sequence[str], tall: Collection[int] = ()) -> list[Story]:
    """The pieces of a page, story by story, in no order yet; ``tall`` are rows in which drop capitals stand."""
    return _Stories(found, texts, tall).all()


class _Stories:
    """The stories of a page, found one after the other."""

    def __init__(self, found: Sequence[Piece], texts: Sequence[str], tall: Collection[int]) -> None:
        self.found = found
        self.texts = texts
        self.by = Stacks(found, tall)
        self.stacks = self.by.stacks
        self.taken = [False] * len(found)
        self.solid = [self.by.solid(stack) for stack in self.stacks]
        self.right = [self._right(stack) for stack in self.stacks]
        self.edges: dict[int, list[int]] = {}
        for number, stack in enumerate(self.stacks):
            if self.solid[number]:
                for row in range(found[stack.members[0]].row, found[stack.members[-1]].row + 1):
                    self.edges.setdefault(row, []).append(stack.edge)

    def all(self) -> list[Story]:
        """Every piece in one story."""
        out: list[Story] = []
        while True:
            fits = sorted((fit for run in self._runs() for fit in self._parted(run)), key=lambda fit: -fit[0])
            done = len(out)
            for _, run in fits:
                if not any(self.taken[self.stacks[number].members[at]] for number, at in run):
                    out.append(self._told(run))
            if len(out) == done:
                break
        for number, stack in enumerate(self.stacks):
            if self.solid[number] and not self.taken[stack.members[0]]:
                out.append(self._told([(number, 0)]))
        for stack in self.stacks:
            rest = [i for i in stack.members if not self.taken[i]]
            if rest:
                out.append(self._story(rest))
        return out

    def _story(self, members: list[int]) -> Story:
        """These pieces as a story; they are taken from now on."""
        for i in members:
            self.taken[i] = True
        return Story(members, min(self.found[i].x0 for i in members), max(self.found[i].x1 for i in members))

    def _right(self, stack: Stack) -> int:
        """Where a stack's lines end, but for one in ten: lines that ran together with a neighbour's."""
        ends = sorted(self.found[i].x1 for i in stack.members)
        return ends[(len(ends) * 9 - 1) // 10] if ends else 0

    def _runs(self) -> list[Run]:
        """Stacks side by side that have a line in one row, near their tops: which of their lines it is."""
        lines: dict[int, Run] = {}
        for number, stack in enumerate(self.stacks):
            if self.solid[number] and not self.taken[stack.members[0]]:
                for at, i in enumerate(stack.members[: HEAD + 1]):
                    lines.setdefault(self.found[i].row, []).append((number, at))
        return [sorted(run, key=lambda one: self.stacks[one[0]].edge) for run in lines.values() if len(run) > 1]

    def _parted(self, run: Run) -> list[tuple[float, Run]]:
        """The articles of several columns that a row of columns is best parted into, and how well each fits."""
        best: list[tuple[float, int]] = [(0.0, 0)]
        for j in range(1, len(run) + 1):
            inner = 0.0
            choices: list[tuple[float, int]] = [(best[j - 1][0], j - 1)]
            for i in range(j - 2, max(-1, j - 1 - WIDEST), -1):
                inner += self._link(run[i], run[i + 1])
                if inner < -8:
                    break
                choices.append((best[i][0] + inner + self._headed(run[i:j]), i))
            best.append(max(choices))
        out: list[tuple[float, Run]] = []
        j = len(run)
        while j:
            i = best[j][1]
            if j - i > 1:
                out.append((best[j][0] - best[i][0], run[i:j]))
            j = i
        return out

    def _told(self, run: Run) -> Story:
        """The story of a run of columns: its headline, then column by column."""
        heads = self._heads(run)
        top = max(self.found[self.stacks[number].members[at]].row for number, at in run)
        members = sorted(heads)
        edges = [*(self.stacks[number].edge for number, _ in run), self._limit(run)]
        for k, (number, _) in enumerate(run):
            column = [m for m in self.stacks[number].members if not self.taken[m] and m not in heads]
            members += self._absorbed(column, edges[k], edges[k + 1], top, heads) if column else []
        story = self._story(members)
        story.x0 = self.stacks[run[0][0]].edge
        return story

    def _limit(self, run: Run) -> int:
        """The grid column where the next column to the right of a run begins."""
        number, at = run[-1]
        stack = self.stacks[number]
        row = self.found[stack.members[at]].row
        right = [x for r in (row, row + 1, row + 2) for x in self.edges.get(r, ()) if x > stack.edge]
        return min(right, default=1 << 30)

    def _absorbed(self, column: list[int], x0: int, x1: int, top: int, heads: set[int]) -> list[int]:
        """A column's lines, with the crossheads that stand above its first line, between its lines and below its last."""
        x1 = min(x1 - 1, self.right[self.by.of[column[0]]])
        y, last = self.by.y(column[-1]), self.found[column[-1]].row
        first = self._at(top) - LEVEL
        more = []
        row = self.found[column[0]].row
        while row >= 0 and self._at(row, first) >= first:
            more += self._loose(row, x0, x1, column, heads)
            row -= 1
        for row in range(self.found[column[0]].row + 1, last + 5):
            if row in self.by.rows and self._at(row) - y <= APART:
                here = self._loose(row, x0, x1, column, heads)
                y = self._at(row) if here and row > last else y
                more += here
        return sorted({*column, *more})

    def _at(self, row: int, other: float = 0.0) -> float:
        """How far down a row is."""
        return self.by.y(self.by.rows[row][0]) if row in self.by.rows else other

    def _loose(self, row: int, x0: int, x1: int, column: list[int], heads: set[int]) -> list[int]:
        """The single lines of a row that stand within a column and are nobody's yet."""
        here = []
        for k in self.by.rows.get(row, ()):
            free = not self.taken[k] and k not in heads and k not in column
            if free and x0 <= self.found[k].x0 < x1 and len(self.stacks[self.by.of[k]].members) <= 2:
                here.append(k)
        return here

    def _heads(self, run: Run) -> set[int]:
        """The lines above a run of columns, up to what stands above them."""
        low = self.stacks[run[0][0]].edge - 1
        high = min(self._limit(run) - 1, max(self.right[number] for number, _ in run) + 8)
        first = self.stacks[run[0][0]].members[run[0][1]]
        top, y = self.found[first].row, self.by.y(first)
        own = {number for number, _ in run}
        heads: set[int] = set()
        row, empty = top - 1, 0
        while row >= 0 and len(heads) < HEAD and empty < 8:
            here = [k for k in self.by.rows.get(row, ()) if low <= self.found[k].x0 < high and not self.taken[k]]
            empty += not here
            if here:
                if y - self._at(row) > REACH or any(self._text(k, own, top) for k in here):
                    break
                heads.update(here)
                y = self._at(row)
                empty = 0
            row -= 1
        return heads

    def _text(self, k: int, own: set[int], top: int) -> bool:
        """Whether a piece is a line of another text column."""
        number = self.by.of[k]
        stack = self.stacks[number]
        if number in own or not self.solid[number]:
            return False
        return len(stack.members) >= 4 or self.found[stack.members[-1]].row >= top

    def _headed(self, run: Run) -> float:
        """How well the lines above fit a run of columns as their headline."""
        heads = self._heads(run)
        if not heads:
            return -1.0
        x0 = self.stacks[run[0][0]].edge
        x1 = max(self.right[number] for number, _ in run)
        over = x1 - x0
        score = 0.5
        rows = [self.found[k].row for k in heads]
        score -= TWICE * (len(rows) - len(set(rows)))
        for k in heads:
            piece = self.found[k]
            own, off = piece.x1 - piece.x0, piece.x0 - x0
            score += _centred(over, own, off) if off > 1 else -1.0 if own > over + 2 else 0.0
        return score

    def _link(self, a: tuple[int, int], b: tuple[int, int]) -> float:
        """How much speaks for column ``b`` going on with the text of column ``a`` to its left."""
        left, right = self.stacks[a[0]], self.stacks[b[0]]
        score = 0.5 - self._headless(*a) - self._headless(*b)
        one, two = right.edge - left.edge, self.right[b[0]] - right.edge
        if two > 1.3 * one:
            score += OTHER_WIDTH
        lower = self.by.y(right.members[-1]) - self.by.y(left.members[-1])
        if lower > 1.5:
            score += DEEPER
        elif lower >= -1.5:
            score += LEVEL_ENDS
        return score + self._goes_on(left.members[-1], right.members[b[1]], right.edge)

    def _headless(self, number: int, at: int) -> float:
        """How much speaks against a stack's first lines being no text but a headline."""
        begins = [self.found[i].x0 for i in self.stacks[number].members]
        most = max(set(begins), key=begins.count)
        return sum(TEXT_ABOVE if x == most else HEAD_ABOVE for x in begins[:at])

    def _goes_on(self, last: int, first: int, edge: int) -> float:
        """Whether the sentence that one line breaks off goes on in another."""
        end = self._said(last).rstrip(_SHUT)[-1:] or "."
        begin = self._said(first).lstrip(_OPEN)[:1] or "A"
        closed = end in CLOSED
        if begin.islower():
            return DIVIDED if end in HYPHENS else WITHIN if not closed else NEITHER
        if self.found[first].x0 - edge > 1:
            return 0.0 if closed else BROKEN
        return 0.0 if closed else OPEN

    def _said(self, i: int) -> str:
        """A piece's text."""
        piece = self.found[i]
        return self.texts[piece.row][piece.start : piece.end]


def _centred(over: int, own: int, off: int) -> float:
    """How well a line of so many characters, which begins so far in, is centred over columns so wide in all."""
    size = (over - 2 * off) / own
    if size < SMALLEST:
        return -min(3.0, 6.0 * (SMALLEST - size))
    if size > LARGEST:
        return -min(2.0, 2.0 * math.log2(size / LARGEST) + 0.3)
    return 0.3
