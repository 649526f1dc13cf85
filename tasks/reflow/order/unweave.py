"""Columns that a dump has woven line by line, taken apart.

The problem: where white between columns is narrow, a reader that gathers print into blocks takes several columns for one
and gives their lines by height: first lines of all columns, second lines of all columns. Each column's lines keep their
order, so the block is a shuffle of texts, nearly a regular one. What is sought is the likeliest shuffle: for each line the
column that it goes on with, or a new one, weighing

* how well the line goes on from that column's last line (:mod:`tasks.reflow.order.follows`, as logarithms of likelihood
ratios),
* the turn: lines come column by column, so the column after the last line's is the likeliest.

Many short doubts add up over a block: the alternation of a whole block is sure where no single pair of lines is.
Left alone: blocks for which one column is nearly as likely.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

BEAM = 20
"""Shuffles kept at each line: more of them find hardly more of the lines' true neighbours, and take longer."""
FEWEST = 4
"""Lines of a block that can be told to be woven."""
MOST = 1000
"""Lines of a block that is looked at: a page's print has no more, and a scrap heap of letters would take its time."""
SURE = 6.0
"""How much likelier than one column (as a logarithm) several must be. Of false neighbours in blocks of Latin print, as many
were parted with 0 as with 10 (half of 201), in full-width print 110 of 284 with 0, 103 with 6, 82 with 10; and of blocks of
ordered dumps (pdfminer), 27 were parted with 0, 15 with 3, 7 with 6."""
TURN, REPEAT, SKIP = math.log(0.86), math.log(0.06), math.log(0.04)
"""What a step to the next column costs, one to the same, one over others. Twice or half of each makes little difference."""
FRESH, CLOSE = math.log(0.03), math.log(0.22)
"""What a new column costs, and leaving one for good: chosen by how many of the lines' neighbours were right on pages of
full-width print, half of which had not been learned from."""
ALONE = math.log(0.97)
"""What going on in a block's only column costs."""
BESIDE, FRESH_BESIDE = -9.0, math.log(0.1)
"""What it costs that two parts of one line of the dump are of one column, and that the second begins a new one."""

PAIRED = 300
"""Lines of a block all pairs of which are looked at first, to see whether any shuffle can be worth it."""
ROUNDING = 1e-6
"""By how much sums may come out otherwise when their parts are added in another order, and much more."""

GoesOn = Callable[[int, int], float]


@dataclass(frozen=True, slots=True)
class Shuffle:
    """A block as read so far.

    Its worth; its open columns from left to right (the last line of each in ``ends``, its name in ``names``); which of them
    the last line stands in (``turn``); how many names were given, to the last line and, as it stands there, to those before.
    """

    worth: float
    ends: tuple[int, ...]
    names: tuple[int, ...]
    turn: int
    known: int
    name: int
    before: Shuffle | None

    def given(self) -> list[int]:
        """The name of each line's column."""
        out: list[int] = []
        at: Shuffle | None = self
        while at is not None:
            out.append(at.name)
            at = at.before
        return out[::-1]

    def onwards(self, line: int, ratios: Sequence[float], beside: bool) -> Iterator[Way]:
        """The ways in which the next line may stand, given how well it goes on from each open column.

        A line that stands ``beside`` the last one, in one line of the dump, is of another column.
        """
        ends, turn, count = self.ends, self.turn, len(self.ends)
        for column, ratio in enumerate(ratios):
            after = (*ends[:column], line, *ends[column + 1 :])
            step = (column - turn - 1) % count
            cost = ALONE if count == 1 else TURN if step == 0 else REPEAT if column == turn else SKIP
            if beside and column == turn:
                cost = BESIDE
            yield (after, column), self.worth + ratio + cost, column, 0
            if count > 1 and step:  # the columns stepped over may be at their end
                kept, at = _kept(count, turn, column)
                gone = count - len(kept)
                worth = self.worth + ratio + TURN + CLOSE * gone
                yield (tuple([after[k] for k in kept]), at), worth, column, gone
        at = turn + 1
        yield ((*ends[:at], line, *ends[at:]), at), self.worth + (FRESH_BESIDE if beside else FRESH), NEW, 0

    def gone(self, way: Way) -> Shuffle:
        """The block as read when the next line stands so."""
        (ends, at), worth, column, gone = way
        if column == NEW:
            names = (*self.names[:at], self.known, *self.names[at:])
            return Shuffle(worth, ends, names, at, self.known + 1, self.known, self)
        names, name = self.names, self.names[column]
        if gone:
            names = tuple([names[k] for k in _kept(len(names), self.turn, column)[0]])
        return Shuffle(worth, ends, names, at, self.known, name, self)


Way = tuple[tuple[tuple[int, ...], int], float, int, int]
"""How the next line may stand: the columns' ends and the line's turn, the worth, which column it was, how many ended.

Hundreds are looked at for each line and a few are gone, so that only of those a :class:`Shuffle` is made.
"""
NEW = -1
"""The column of a line that begins one."""


@lru_cache(maxsize=4096)
def _kept(count: int, turn: int, column: int) -> tuple[tuple[int, ...], int]:
    """Which of ``count`` columns stay open where those end that a step from ``turn`` to ``column`` leaves out; its place."""
    over = {(turn + 1 + s) % count for s in range((column - turn - 1) % count)} - {column}
    kept = tuple(k for k in range(count) if k not in over)
    return kept, kept.index(column)


def unweave(count: int, goes_on: GoesOn, beside: Sequence[bool] = ()) -> list[list[int]]:
    """The columns of a block, each as its lines in order; one column where nothing is woven.

    Args:
        count: how many lines the block has.
        goes_on: how likely a line (second) goes on from an earlier one (first), as the logarithm of a likelihood ratio.
        beside: for each line whether it stands beside the one before, in one line of the dump; none does if left out.
    """
    beside = beside or [False] * count
    whole = [list(range(count))]
    if count < (2 if any(beside) else FEWEST) or count > MOST:
        return whole
    least = sum(goes_on(line - 1, line) + (BESIDE if beside[line] else ALONE) for line in range(1, count)) + SURE
    best = _likeliest(count, goes_on, beside, least if count <= PAIRED else -math.inf)
    if best is None or best.worth < least:
        return whole
    out: list[list[int]] = [[] for _ in range(best.known)]
    for line, name in enumerate(best.given()):
        out[name].append(line)
    return out


def _likeliest(count: int, goes_on: GoesOn, beside: Sequence[bool], least: float = -math.inf) -> Shuffle | None:
    """The likeliest shuffle that was found; None, found early, where none can be worth ``least``."""
    alone, woven = _at_most(count, goes_on, beside) if least > -math.inf else ([0.0] * count, [0.0] * count)
    least -= ROUNDING
    beam = [Shuffle(0.0, (0,), (0,), 0, 1, 0, None)]
    for line in range(1, count):
        ahead = alone[line - 1], woven[line - 1]
        if not any(shuffle.worth + ahead[len(shuffle.ends) > 1] >= least for shuffle in beam):
            return None
        found: dict[tuple[tuple[int, ...], int], tuple[Way, Shuffle]] = {}
        ratio = {end: goes_on(end, line) for end in {end for shuffle in beam for end in shuffle.ends}}
        for shuffle in beam:
            for way in shuffle.onwards(line, [ratio[end] for end in shuffle.ends], beside[line]):
                known = found.get(way[0])
                if known is None or known[0][1] < way[1]:
                    found[way[0]] = way, shuffle
        best = heapq.nlargest(BEAM, found.values(), key=lambda item: item[0][1])
        beam = [shuffle.gone(way) for way, shuffle in best]
    return beam[0]


def _at_most(count: int, goes_on: GoesOn, beside: Sequence[bool]) -> tuple[list[float], list[float]]:
    """What the lines after each one add at most, where one column is open and where several are; nought where not looked at.

    A line never goes on better than from the earlier line that it goes on from best, and no step costs less than the turn.
    Of several columns all but one may close at once, at the price of one; of one, a second opens only as a fresh one. So no
    way of reading on is worth more, and a block in which even this is too little is told without trying the ways: nearly
    every block that is not woven.
    """
    alone, woven = [0.0] * count, [0.0] * count
    for line in range(count - 1, 0, -1):
        ratios = [goes_on(before, line) for before in range(max(0, line - 1), -1, -1)]
        best, fresh = max(ratios), FRESH_BESIDE if beside[line] else FRESH
        alone[line - 1] = max(alone[line] + ratios[0] + (BESIDE if beside[line] else ALONE), woven[line] + fresh)
        woven[line - 1] = max(woven[line] + max(best + TURN, fresh), alone[line] + best + TURN + CLOSE)
    return alone, woven
