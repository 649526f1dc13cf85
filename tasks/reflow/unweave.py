"""Columns that a dump has woven line by line, taken apart.

The problem: where white between columns is narrow, a reader that gathers print into blocks takes several columns for one
and gives their lines by height: first lines of all columns, second lines of all columns. Each column's lines keep their
order, so the block is a shuffle of texts, nearly a regular one. What is sought is the likeliest shuffle: for each line the
column that it goes on with, or a new one, weighing

* how well the line goes on from that column's last line (:mod:`tasks.reflow.follows`, as logarithms of likelihood ratios),
* the turn: lines come column by column, so the column after the last line's is the likeliest.

Many short doubts add up over a block: the alternation of a whole block is sure where no single pair of lines is.
Left alone: blocks for which one column is nearly as likely.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

BEAM = 14
"""Shuffles kept at each line; twice as many found the same on the pages that the weights are learned from."""
MOST = 7
"""Columns woven into one block at most."""
FEWEST = 4
"""Lines of a block that can be told to be woven."""
MOST = 1000
"""Lines of a block that is looked at: a page's print has no more, and a scrap heap of letters would take its time."""
SURE = 6.0
"""How much likelier than one column (as a logarithm) several must be. Of false neighbours in blocks of Latin print, as many
were parted with 0 as with 10 (half of 201), in full-width print 110 of 284 with 0, 103 with 6, 82 with 10; and of blocks of
ordered dumps (pdfminer), 27 were parted with 0, 15 with 3, 7 with 6."""
TURN, REPEAT, SKIP = math.log(0.86), math.log(0.06), math.log(0.08)
"""What a step to the next column costs, one to the same, one over others. Twice or half of each makes little difference."""
FRESH, CLOSE = math.log(0.03), math.log(0.1)
"""What a new column costs, and leaving one for good."""
ALONE = math.log(0.97)
"""What going on in a block's only column costs."""

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

    def onwards(self, line: int, ratios: Sequence[float]) -> Iterator[Shuffle]:
        """The ways in which the next line may stand, given how well it goes on from each open column."""
        count = len(self.ends)
        for column, ratio in enumerate(ratios):
            step = (column - self.turn - 1) % count
            ends = (*self.ends[:column], line, *self.ends[column + 1 :])
            name = self.names[column]
            cost = ALONE if count == 1 else TURN if step == 0 else REPEAT if column == self.turn else SKIP
            yield Shuffle(self.worth + ratio + cost, ends, self.names, column, self.known, name, self)
            if count > 1 and step:  # the columns stepped over may be at their end
                over = {(self.turn + 1 + s) % count for s in range(step)} - {column}
                kept = [k for k in range(count) if k not in over]
                left = tuple(ends[k] for k in kept), tuple(self.names[k] for k in kept)
                worth = self.worth + ratio + TURN + CLOSE * len(over)
                yield Shuffle(worth, *left, kept.index(column), self.known, name, self)
        if count < MOST:
            name, at = self.known, self.turn + 1
            ends = (*self.ends[:at], line, *self.ends[at:])
            names = (*self.names[:at], name, *self.names[at:])
            yield Shuffle(self.worth + FRESH, ends, names, at, name + 1, name, self)


def unweave(count: int, goes_on: GoesOn) -> list[list[int]]:
    """The columns of a block, each as its lines in order; one column where nothing is woven.

    Args:
        count: how many lines the block has.
        goes_on: how likely a line (second) goes on from an earlier one (first), as the logarithm of a likelihood ratio.
    """
    whole = [list(range(count))]
    if not FEWEST <= count <= MOST:
        return whole
    best = _likeliest(count, goes_on)
    if best.worth < sum(goes_on(line - 1, line) + ALONE for line in range(1, count)) + SURE:
        return whole
    out: list[list[int]] = [[] for _ in range(best.known)]
    for line, name in enumerate(best.given()):
        out[name].append(line)
    return out


def _likeliest(count: int, goes_on: GoesOn) -> Shuffle:
    beam = [Shuffle(0.0, (0,), (0,), 0, 1, 0, None)]
    for line in range(1, count):
        found: dict[tuple[tuple[int, ...], int], Shuffle] = {}
        ratio = {end: goes_on(end, line) for end in {end for shuffle in beam for end in shuffle.ends}}
        for shuffle in beam:
            for more in shuffle.onwards(line, [ratio[end] for end in shuffle.ends]):
                key = (more.ends, more.turn)
                if key not in found or found[key].worth < more.worth:
                    found[key] = more
        beam = heapq.nlargest(BEAM, found.values(), key=lambda shuffle: shuffle.worth)
    return beam[0]
