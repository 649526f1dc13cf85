"""Pairing the members of two sides one to one so that the pairs are worth most together."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np


def assign(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The one-to-one pairs of rows and columns with the greatest sum; pairs worth nothing or less are left out.

    The Hungarian method with potentials, rows that stay alone being paired with a column of nought each.

    >>> assign([[3.0, 2.0], [2.0, 0.0]]), assign([[-1.0]]), assign([])
    ([(0, 1), (1, 0)], [], [])
    """
    if not worth:
        return []
    rows = len(worth)
    cols = len(worth[0]) + rows
    cost = np.zeros((rows, cols + 1))  # column 0 is where a row stands that has none yet
    cost[:, 1 : cols - rows + 1] = -np.maximum(np.array(worth, dtype=float).reshape(rows, -1), 0.0)
    u, v = np.zeros(rows + 1), np.zeros(cols + 1)
    owner, way = np.zeros(cols + 1, dtype=np.intp), np.zeros(cols + 1, dtype=np.intp)
    for i in range(1, rows + 1):
        owner[0], j = i, 0
        least, free = np.full(cols + 1, math.inf), np.ones(cols + 1, dtype=bool)
        while owner[j]:
            free[j] = False
            slack = cost[owner[j] - 1] - u[owner[j]] - v
            nearer = free & (slack < least)
            least[nearer], way[nearer] = slack[nearer], j
            nxt = int(np.where(free, least, math.inf)[1:].argmin()) + 1
            delta = least[nxt]
            taken = ~free
            u[owner[taken]] += delta
            v[taken] -= delta
            least[free] -= delta
            j = nxt
        while j:
            owner[j] = owner[way[j]]
            j = int(way[j])
    found = [(int(owner[k]) - 1, k - 1) for k in range(1, cols + 1) if owner[k] and k <= cols - rows]
    return sorted((h, b) for h, b in found if worth[h][b] > 0)
