"""The measure of a column, found from the lengths of its lines.

A column's lines are set to one width, its *measure*; a paragraph's first line is shorter by its indent (which a dump drops),
its last line ends anywhere. So the measure at a line is the width that several of its neighbours share and few exceed. In
full-width print a line holds the measure to a cell or two; in Latin print letters differ in width, and lines that fill the
same column differ by an eighth or so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

Floats = npt.NDArray[np.float64]

REACH = 10
"""Lines looked at on either side: a column is seldom shorter, and a longer look mixes neighbours of another measure."""
FADE = 0.85
"""What each line further off counts, against the one before it: the nearest lines are likeliest to share the column."""
ENOUGH = 1.6
"""The weight that lines of like width must reach together (two neighbours next to the line do): one alone is no measure."""


def measures(widths: Sequence[float], wide: bool) -> tuple[list[float | None], list[float | None]]:
    """For each line the measure of the lines before it (itself included) and of those from it on; None where there is none.

    Args:
        widths: the lines' widths in cells, in reading order.
        wide: whether the page is set in full-width characters.
    """
    if not widths:
        return [], []
    beyond = np.full(REACH - 1, np.nan)
    line = np.array(widths, float)
    backward = sliding_window_view(np.concatenate([beyond, line]), REACH)[:, ::-1]
    forward = sliding_window_view(np.concatenate([line, beyond]), REACH)
    return _shared(backward, wide), _shared(forward, wide)


def _shared(near: Floats, wide: bool) -> list[float | None]:
    """The width that the nearest lines share and few exceed: each line near it speaks for it, each wider one against.

    Args:
        near: for each line, in a row, the widths of the lines around it, the nearest first; NaN where there is no line.
        wide: whether the page is set in full-width characters.
    """
    widest = -np.sort(-near, axis=1)  # the candidates; NaN last
    width, other = widest[:, :, None], near[:, None, :]
    slack = np.maximum(2.2, width * 0.04) if wide else width * 0.1
    kinds = [(width - slack <= other) & (other <= width + 0.1)]
    says = [1.0]
    if wide:  # a first line, two ems in
        kinds.append((width - 4 - slack <= other) & (other <= width))
        says.append(0.4)
    kinds += [(width + 0.1 < other) & (other <= width + slack), width + 0.1 < other]
    says += [-0.3, -1.0]
    wider = width + slack < other
    beyond = np.cumsum(wider, axis=2) - wider >= 2  # behind two wider lines another setting begins
    weights = np.where(beyond, 0.0, np.select(kinds, says) * FADE ** np.arange(REACH))
    total = np.cumsum(weights, axis=2)[:, :, -1]
    best, weight = np.full(len(near), np.nan), np.full(len(near), ENOUGH)
    for k in range(REACH):
        better = total[:, k] > weight + 0.05
        best[better], weight[better] = widest[better, k], total[better, k]
    return [None if math.isnan(found) else found for found in best.tolist()]
