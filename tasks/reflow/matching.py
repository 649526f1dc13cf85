"""The best way to give each of some things at most one of as many others."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def matched(gain: npt.NDArray[np.float64]) -> list[int]:
    """For each row of a square the column that it is given, so that all of them together gain most; -1 where none gains.

    Kuhn's and Munkres' way, a shortest path for each row in turn: SciPy has it, which is too much to need for this.

    Args:
        gain: what each pair gains, shape rows × rows; what is not above nought is never given.

    >>> matched(np.array([[3.0, 2.0], [2.0, 0.0]]))
    [1, 0]
    """
    count = len(gain)
    cost = np.zeros((count + 1, count + 1))
    cost[1:, 1:] = -np.maximum(gain, 0.0)
    rows, columns = np.zeros(count + 1), np.zeros(count + 1)  # what each row and column is worth so far
    owner = np.zeros(count + 1, dtype=np.int64)  # of each column; 0 for none
    for row in range(1, count + 1):
        owner[0], at = row, 0
        least, came = np.full(count + 1, np.inf), np.zeros(count + 1, dtype=np.int64)
        done = np.zeros(count + 1, dtype=np.bool_)
        while owner[at]:
            done[at] = True
            here = owner[at]
            ways = cost[here] - rows[here] - columns
            better = ~done & (ways < least)
            least[better], came[better] = ways[better], at
            open_ = np.where(done, np.inf, least)
            open_[0] = np.inf
            next_ = int(np.argmin(open_))
            step = open_[next_]
            rows[owner[done]] += step
            columns[done] -= step
            least[~done] -= step
            at = next_
        while at:
            owner[at], at = owner[came[at]], int(came[at])
    out = [-1] * count
    for column in range(1, count + 1):
        row = int(owner[column]) - 1
        if gain[row, column - 1] > 0:
            out[row] = column - 1
    return out
