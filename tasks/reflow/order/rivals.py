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

_PLACES = ("far", "next")
_NAMES = {
    (of, code, place): f"rank:{of:d}:{'none' if code < 0 else f'{code // 4}{code % 4}'}:{_PLACES[place]}"
    for of in (False, True)
    for code in range(-1, 16)
    for place in (False, True)
}


def rank_signs(
    words: Sequence[set[str]], texts: Sequence[bool], parted: Sequence[bool], goes_on: Sequence[bool]
) -> dict[tuple[int, int], str]:
    """How what two blocks share compares with what others share with either.

    Args:
        words: for each block those of its words that other blocks have, too.
        texts: whether it is text.
        parted: whether a blank line stands above it; one more at the end.
        goes_on: whether it may go on in the block below, as the dump has them.

    Returns:
        For each block above a blank line and each text below one, a sign: whether the first is text, ``none`` for no words
        in common, else the first's choice and the second's, each ``3`` by far the best, ``2`` the best, ``1`` near to it,
        ``0`` none of these; and whether the two stand one below the other.
    """
    count = len(words)
    ends = {of: [k for k in range(count) if parted[k + 1] and texts[k] is of] for of in (True, False)}
    begins = [k for k in range(count) if texts[k] and parted[k]]
    if len(begins) < 2:
        return {}
    column = {word: n for n, word in enumerate(sorted(set().union(*words)))}
    has = np.zeros((count, len(column)))
    has[np.repeat(np.arange(count), [len(some) for some in words]), [column[word] for some in words for word in some]] = 1.0
    below, above = has.copy(), has.copy()
    for k in range(count - 2, -1, -1):
        if texts[k] and texts[k + 1] and goes_on[k]:
            np.maximum(below[k], below[k + 1], out=below[k])
    for k in range(1, count):
        if not (parted[k] or texts[k] or texts[k - 1]):
            np.maximum(above[k], above[k - 1], out=above[k])
    rare = np.log(count / np.maximum(has.sum(axis=0), 1.0))
    shared = np.round((above * rare) @ below.T / np.sqrt(SIZE + below.sum(axis=1)), 6)  # the same on any machine
    np.fill_diagonal(shared, 0.0)
    out: dict[tuple[int, int], str] = {}
    for of, alike in ends.items():
        if alike:
            table = shared[np.array(alike)][:, begins]
            codes = np.where(table > 0, _compared(table) * 4 + _compared(table.T).T, -1).tolist()
            for e, row in zip(alike, codes, strict=True):
                for s, code in zip(begins, row, strict=True):
                    out[e, s] = _NAMES[of, code, s == e + 1]
    return out


def _compared(table: NDArray[np.float64]) -> NDArray[np.int64]:
    """Each value's place in its row, as :func:`rank_signs` gives it."""
    order = np.sort(table, axis=1)
    best = order[:, -1:]
    second = order[:, -2:-1] if table.shape[1] > 1 else np.zeros_like(best)
    first = table >= best
    return (table >= NEAR * best).astype(np.int64) + first + (first & (best >= FAR * second))
