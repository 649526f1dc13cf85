"""Pairing the members of two sides one to one so that the pairs are worth most together."""

from __future__ import annotations

import math
from collections.abc import Sequence


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
    cost = [[-max(w, 0.0) for w in row] + [0.0] * rows for row in worth]
    u, v, owner, way = [0.0] * (rows + 1), [0.0] * (cols + 1), [0] * (cols + 1), [0] * (cols + 1)
    for i in range(1, rows + 1):
        owner[0], j = i, 0
        least, used = [math.inf] * (cols + 1), [False] * (cols + 1)
        while owner[j]:
            used[j] = True
            row, delta, nxt = owner[j], math.inf, 0
            for k in range(1, cols + 1):
                if used[k]:
                    continue
                slack = cost[row - 1][k - 1] - u[row] - v[k]
                if slack < least[k]:
                    least[k], way[k] = slack, j
                if least[k] < delta:
                    delta, nxt = least[k], k
            for k in range(cols + 1):
                if used[k]:
                    u[owner[k]] += delta
                    v[k] -= delta
                else:
                    least[k] -= delta
            j = nxt
        while j:
            owner[j] = owner[way[j]]
            j = way[j]
    found = [(owner[k] - 1, k - 1) for k in range(1, cols + 1) if owner[k] and k <= cols - rows]
    return sorted((h, b) for h, b in found if worth[h][b] > 0)
