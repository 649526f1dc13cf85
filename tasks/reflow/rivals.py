"""Who of several has most words in common with whom: a headline with texts, a column with those that may go on from it.

The problem: how many rare words a headline shares with a text says little by itself, since texts are long and short. What
says much is that no other text shares as many, and that no other headline shares as many with this text. So each block that
something may go on from is set against each text that begins below a blank line, all of that text: what stands below its
first block and goes on from it in the dump.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

NEAR, FAR = 0.6, 1.6
"""Shares of a row's best value that are near to it, and times the second that the best must be to stand out."""
SIZE = 5.0
"""Words added to a text's, so that one of a few lines does not win by its being short."""

Ranks = dict[tuple[int, int], str]
"""For pairs of blocks: ``none`` for no words in common, else two digits, of the first's choice and of the second's."""


def ranks(words: Sequence[set[str]], texts: Sequence[bool], parted: Sequence[bool], goes_on: Sequence[bool]) -> Ranks:
    """How what two blocks share compares with what others share with either.

    Args:
        words: for each block those of its words that other blocks have, too.
        texts: whether it is text.
        parted: whether a blank line stands above it; one more at the end.
        goes_on: whether it may go on in the block below, as the dump has them.

    Returns:
        For each block above a blank line and each text below one: the first's choice and the second's, each ``3`` by far the
        best, ``2`` the best, ``1`` near to it, ``0`` none of these.
    """
    count = len(words)
    ends = {of: [k for k in range(count) if parted[k + 1] and texts[k] is of] for of in (True, False)}
    begins = [k for k in range(count) if texts[k] and parted[k]]
    if len(begins) < 2:
        return {}
    column = {word: n for n, word in enumerate(sorted(set().union(*words)))}
    has = np.zeros((count, len(column)), dtype=np.float32)
    for k, some in enumerate(words):
        has[k, [column[word] for word in some]] = 1.0
    below, above = has.copy(), has.copy()
    for k in range(count - 2, -1, -1):
        if texts[k] and texts[k + 1] and goes_on[k]:
            np.maximum(below[k], below[k + 1], out=below[k])
    for k in range(1, count):
        if not (parted[k] or texts[k] or texts[k - 1]):
            np.maximum(above[k], above[k - 1], out=above[k])
    rare = np.log(count / np.maximum(has.sum(axis=0), 1.0))
    shared = (above * rare) @ below.T / np.sqrt(SIZE + below.sum(axis=1))
    np.fill_diagonal(shared, 0.0)
    out: Ranks = {}
    for alike in ends.values():
        if alike:
            table = shared[np.array(alike)][:, begins]
            one, other = _compared(table), _compared(table.T).T
            for i, e in enumerate(alike):
                for j, s in enumerate(begins):
                    out[e, s] = f"{one[i, j]}{other[i, j]}" if table[i, j] else "none"
    return out


def _compared(table: NDArray[np.float32]) -> NDArray[np.int64]:
    """Each value's place in its row, as :func:`ranks` gives it."""
    order = np.sort(table, axis=1)
    best = order[:, -1:]
    second = order[:, -2:-1] if table.shape[1] > 1 else np.zeros_like(best)
    first = table >= best
    return (table >= NEAR * best).astype(np.int64) + first + (first & (best >= FAR * second))
