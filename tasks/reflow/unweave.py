"""Columns that a dump has woven line by line, taken apart.

The problem: where white between columns is narrow, a reader that gathers print into blocks takes several columns for one
and gives their lines by height: first lines of all columns, second lines of all columns. Each column's lines keep their
order, so the block is a shuffle of texts, nearly a regular one. What is sought is the likeliest shuffle: for each line the
column that it goes on with, or a new one, weighing

* how well the line goes on from that column's last line (:mod:`tasks.reflow.follows`, as logarithms of likelihood ratios),
* the turn: lines come column by column, so the column after the last line's is the likeliest;
* the row, where the dump joins what stands at one height: a line joined to the last one stands to the right of it, and
  behind a full line that none is joined to, a new row begins.

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
CLOSE = math.log(0.22)
"""What leaving a column for good costs: chosen, as a fresh one's cost was, by how many of the lines' neighbours were right
on pages of full-width print, half of which had not been learned from."""
JOINED = 0.2
"""The share of a block's lines that stand beside another in the dump, from which on it tells rows: there, white between
columns is so narrow that the reader joins what stands at one height."""


@dataclass(frozen=True, slots=True)
class Steps:
    """What it costs where the next line stands (as a logarithm of likelihood).

    In the next column to the ``right``; ``back`` in the first column after the last; in the ``same`` column again; over
    columns (``skip``); in a ``fresh`` column; in the ``alone`` one of a block that has only one.
    """

    right: float
    back: float
    same: float
    skip: float
    fresh: float
    alone: float = math.log(0.97)


TURNS = Steps(*map(math.log, (0.86, 0.86, 0.06, 0.04, 0.03)))
"""Where nothing tells rows. Twice or half of each makes little difference."""
BESIDE = Steps(math.log(0.86), -5.0, -9.0, -4.8, math.log(0.1), -9.0)
"""Where the line stands beside the last one, in one line of the dump: to the right of it."""
BELOW = Steps(*map(math.log, (0.165, 0.65, 0.06, 0.03, 0.067)))
"""Where, in a block that tells rows, the line does not stand beside the last one although that is full: mostly in a new row.
Counted in 1428 steps of woven blocks of full-width print; where the last one is short, both are as likely."""

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

    def onwards(self, line: int, ratios: Sequence[float], steps: Steps) -> Iterator[Way]:
        """The ways in which the next line may stand, given how well it goes on from each open column and what steps cost."""
        ends, turn, count = self.ends, self.turn, len(self.ends)
        for column, ratio in enumerate(ratios):
            after = (*ends[:column], line, *ends[column + 1 :])
            over, step = (column - turn - 1) % count, steps.right if column > turn else steps.back
            cost = steps.alone if count == 1 else steps.same if column == turn else steps.skip if over else step
            yield (after, column), self.worth + ratio + cost, column, 0
            if count > 1 and over:  # the columns stepped over may be at their end
                kept, at = _kept(count, turn, column)
                gone = count - len(kept)
                worth = self.worth + ratio + step + CLOSE * gone
                yield (tuple([after[k] for k in kept]), at), worth, column, gone
        at = turn + 1
        yield ((*ends[:at], line, *ends[at:]), at), self.worth + steps.fresh, NEW, 0

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


def unweave(count: int, goes_on: GoesOn, beside: Sequence[bool] = (), full: Sequence[bool] = ()) -> list[list[int]]:
    """The columns of a block, each as its lines in order; one column where nothing is woven.

    Args:
        count: how many lines the block has.
        goes_on: how likely a line (second) goes on from an earlier one (first), as the logarithm of a likelihood ratio.
        beside: for each line whether it stands beside the one before, in one line of the dump; none does if left out.
        full: for each line whether it fills its column, so that another beside it would be near; asked where some are.
    """
    beside = beside or [False] * count
    whole = [list(range(count))]
    if count < (2 if any(beside) else FEWEST) or count > MOST:
        return whole
    steps = _steps(beside, full)
    least = sum(goes_on(line - 1, line) + steps[line].alone for line in range(1, count)) + SURE
    best = _likeliest(count, goes_on, steps, least if count <= PAIRED else -math.inf)
    if best is None or best.worth < least:
        return whole
    out: list[list[int]] = [[] for _ in range(best.known)]
    for line, name in enumerate(best.given()):
        out[name].append(line)
    return out


def _steps(beside: Sequence[bool], full: Sequence[bool]) -> list[Steps]:
    """For each line what it costs where it stands, by what the dump tells of its row."""
    rows = bool(full) and sum(beside) >= JOINED * len(beside)
    out = [BESIDE if here else TURNS for here in beside]
    for line in range(1, len(out)) if rows else ():
        if full[line - 1] and not beside[line]:
            out[line] = BELOW
    return out


def _likeliest(count: int, goes_on: GoesOn, steps: Sequence[Steps], least: float = -math.inf) -> Shuffle | None:
    """The likeliest shuffle that was found; None, found early, where none can be worth ``least``."""
    alone, woven = _at_most(count, goes_on, steps) if least > -math.inf else ([0.0] * count, [0.0] * count)
    least -= ROUNDING
    beam = [Shuffle(0.0, (0,), (0,), 0, 1, 0, None)]
    for line in range(1, count):
        ahead = alone[line - 1], woven[line - 1]
        if not any(shuffle.worth + ahead[len(shuffle.ends) > 1] >= least for shuffle in beam):
            return None
        found: dict[tuple[tuple[int, ...], int], tuple[Way, Shuffle]] = {}
        ratio = {end: goes_on(end, line) for end in {end for shuffle in beam for end in shuffle.ends}}
        for shuffle in beam:
            for way in shuffle.onwards(line, [ratio[end] for end in shuffle.ends], steps[line]):
                known = found.get(way[0])
                if known is None or known[0][1] < way[1]:
                    found[way[0]] = way, shuffle
        best = heapq.nlargest(BEAM, found.values(), key=lambda item: item[0][1])
        beam = [shuffle.gone(way) for way, shuffle in best]
    return beam[0]


def _at_most(count: int, goes_on: GoesOn, steps: Sequence[Steps]) -> tuple[list[float], list[float]]:
    """What the lines after each one add at most, where one column is open and where several are; nought where not looked at.

    A line never goes on better than from the earlier line that it goes on from best, and no step costs less than the turn.
    Of several columns all but one may close at once, at the price of one; of one, a second opens only as a fresh one. So no
    way of reading on is worth more, and a block in which even this is too little is told without trying the ways: nearly
    every block that is not woven.
    """
    alone, woven = [0.0] * count, [0.0] * count
    for line in range(count - 1, 0, -1):
        ratios = [goes_on(before, line) for before in range(max(0, line - 1), -1, -1)]
        best, fresh, step = max(ratios), steps[line].fresh, max(steps[line].right, steps[line].back)
        alone[line - 1] = max(alone[line] + ratios[0] + steps[line].alone, woven[line] + fresh)
        woven[line - 1] = max(woven[line] + max(best + step, fresh), alone[line] + best + step + CLOSE)
    return alone, woven
