"""Columns that a dump has woven line by line, taken apart.

The problem: where white between columns is narrow, a reader that gathers print into blocks takes several columns for one and
gives their lines by height: first lines of all columns, second lines of all columns. Each column's lines keep their order, so
the block is a shuffle of texts, nearly a regular one. What is sought is the likeliest shuffle: for each line the column that
it goes on with, or a new one, weighing

* how well the line goes on from that column's last line (:mod:`tasks.reflow.flow`, as logarithms of likelihood ratios),
* the turn: lines come column by column, so the column after the last line's is the likeliest.

Many short doubts add up over a block: the alternation of a whole block is sure where no single pair of lines is.
Left alone: blocks for which one column is the likeliest.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Sequence

BEAM = 14
"""Shuffles kept at each line; twice as many found the same on the pages that the weights are learned from."""
MOST = 7
"""Columns woven into one block at most."""
TURN, REPEAT, SKIP, FRESH, CLOSE = math.log(0.86), math.log(0.06), math.log(0.08), math.log(0.03), math.log(0.1)
"""What a step to the next column costs, one to the same, one over others, a new column, and leaving a column for good."""
ALONE = math.log(0.97)
"""What going on in a block's only column costs."""

SURE = 3.0
"""How much likelier than one column (as a logarithm) several must be."""

State = tuple[float, tuple[int, ...], int, tuple[int, ...]]
"""Worth, the last line of each open column from left to right, the column of the last line, the column number per line."""


def unweave(count: int, goes_on: Callable[[int, int], float]) -> list[list[int]]:
    """The columns of a block, each as its lines in order; one column where nothing is woven.

    Args:
        count: how many lines the block has.
        goes_on: how likely a line (second) goes on from an earlier one (first), as the logarithm of a likelihood ratio.
    """
    if count < 4:
        return [list(range(count))]
    # a state: worth, ends of open columns, names of open columns, turn, names given so far
    beam: list[tuple[float, tuple[int, ...], tuple[int, ...], int, tuple[int, ...]]] = [(0.0, (0,), (0,), 0, (0,))]
    for line in range(1, count):
        found: dict[tuple[tuple[int, ...], int], tuple[float, tuple[int, ...], tuple[int, ...], int, tuple[int, ...]]] = {}
        ratio = {}
        for worth, ends, names, turn, given in beam:
            k = len(ends)
            for c in range(k):
                at = ends[c]
                if at not in ratio:
                    ratio[at] = goes_on(at, line)
                step = (c - turn - 1) % k
                cost = ALONE if k == 1 else TURN if step == 0 else REPEAT if c == turn else SKIP
                total = worth + ratio[at] + cost
                _keep(found, total, (*ends[:c], line, *ends[c + 1 :]), names, c, (*given, names[c]))
                if k > 1 and step:  # the columns stepped over are at their end
                    over = {(turn + 1 + s) % k for s in range(step)} - {c}
                    kept = [x for x in range(k) if x not in over]
                    spot = kept.index(c)
                    shut = worth + ratio[at] + TURN + CLOSE * len(over)
                    left = tuple(line if x == c else ends[x] for x in kept)
                    _keep(found, shut, left, tuple(names[x] for x in kept), spot, (*given, names[c]))
            if k < MOST:
                name = max(given) + 1
                new = (*ends[: turn + 1], line, *ends[turn + 1 :])
                named = (*names[: turn + 1], name, *names[turn + 1 :])
                _keep(found, worth + FRESH, new, named, turn + 1, (*given, name))
        beam = heapq.nlargest(BEAM, found.values(), key=lambda state: state[0])
    straight = sum(goes_on(line - 1, line) + ALONE for line in range(1, count))
    if beam[0][0] < straight + SURE:
        return [list(range(count))]
    given = beam[0][4]
    out: list[list[int]] = [[] for _ in range(max(given) + 1)]
    for line, name in enumerate(given):
        out[name].append(line)
    return out


def _keep(found, worth, ends, names, turn, given) -> None:  # type: ignore[no-untyped-def]
    key = (ends, turn)
    if key not in found or found[key][0] < worth:
        found[key] = (worth, ends, names, turn, given)
