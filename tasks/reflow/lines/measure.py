"""The measure of a column, found from the lengths of its lines.

A column's lines are set to one width, its *measure*; a paragraph's first line is shorter by its indent (which a dump drops),
its last line ends anywhere. So the measure at a line is the width that several of its neighbours share and few exceed. In
full-width print a line holds the measure to a cell or two; in Latin print letters differ in width, and lines that fill the
same column differ by an eighth or so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

Floats = npt.NDArray[np.float64]
Measures = list[float | None]

REACH = 10
"""Lines looked at on either side: a column is seldom shorter, and a longer look mixes neighbours of another measure."""
AT_ONCE = 2048
"""Lines whose numbers the processor has at hand while it works on them: a long dump's in one go take twice as long."""
FADE = 0.85
"""What each line further off counts, against the one before it: the nearest lines are likeliest to share the column."""
_SAYS = {
    wide: [np.array(says) * counts for counts in FADE ** np.arange(REACH)]
    for wide, says in ((True, [0.0, 0.4, 1.0, -0.3, -1.0]), (False, [0.0, 1.0, -0.3, -1.0]))
}
"""What a line says of a width, by its kind and by how far off it is: nought, set in (in full-width print), full, wider, much
wider. Looked up, since kinds are bytes and the sums of eight."""
ENOUGH = 1.6
"""The weight that lines of like width must reach together (two neighbours next to the line do): one alone is no measure."""


def measures(widths: Sequence[float], wide: bool, at: Sequence[int] | None = None) -> tuple[Measures, Measures]:
    """For each line the measure of the lines before it (itself included) and of those from it on; None where there is none.

    Args:
        widths: the lines' widths in cells, in reading order.
        wide: whether the page is set in full-width characters.
        at: the lines that are asked about, by their numbers; all if left out.
    """
    return _measures(tuple(widths), wide, at if at is None else tuple(at)) if widths else ([], [])


@lru_cache(maxsize=2)  # asked again where nothing has changed since: on most pages
def _measures(widths: tuple[float, ...], wide: bool, at: tuple[int, ...] | None) -> tuple[Measures, Measures]:
    beyond = np.full(REACH - 1, np.nan)
    line = np.array(widths, float)
    backward = sliding_window_view(np.concatenate([beyond, line]), REACH)[:, ::-1]
    forward = sliding_window_view(np.concatenate([line, beyond]), REACH)
    if at is not None:
        some = np.array(at, np.intp)
        backward, forward = backward[some], forward[some]
    near = np.concatenate([backward, forward])
    found = [width for k in range(0, len(near), AT_ONCE) for width in _shared(near[k : k + AT_ONCE], wide)]
    return found[: len(backward)], found[len(backward) :]


def _shared(near: Floats, wide: bool) -> list[float | None]:
    """The width that the nearest lines share and few exceed: each line near it speaks for it, each wider one against.

    Args:
        near: for each line, in a row, the widths of the lines around it, the nearest first; NaN where there is no line.
        wide: whether the page is set in full-width characters.
    """
    near = np.ascontiguousarray(near.T)  # all nearest lines in a row, all next ones: long rows are what NumPy is fast on
    widest = -np.sort(-near, axis=0)  # the candidates; NaN last
    slack = np.maximum(2.2, widest * 0.04) if wide else widest * 0.1
    least, most, beyond = widest - slack, widest + 0.1, widest + slack
    indented = widest - 4 - slack  # a first line, two ems in
    wider_yet = np.zeros(widest.shape, np.int8)
    total = np.zeros(widest.shape)
    for other, says in zip(near, _SAYS[wide], strict=True):
        wider, much_wider = most < other, beyond < other
        kind = wider.view(np.int8) + (least <= other)  # 0 too short, 1 full, 2 wider, 3 much wider; each implies the last
        kind += much_wider & wider
        if wide:  # 1 two ems in, and all others one more
            kind += indented <= other
        kind *= wider_yet < 2  # behind two wider lines another setting begins
        total += says.take(kind, mode="clip")
        wider_yet += much_wider
    best, weight = np.full(near.shape[1], np.nan), np.full(near.shape[1], ENOUGH)
    for width, said in zip(widest, total, strict=True):
        better = said > weight + 0.05
        best, weight = np.where(better, width, best), np.where(better, said, weight)
    found: list[float | None] = best.tolist()
    for k in np.flatnonzero(np.isnan(best)).tolist():
        found[k] = None
    return found
