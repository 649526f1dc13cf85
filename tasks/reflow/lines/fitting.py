"""Whether the next word would still have fitted on a line: what tells a line that was ended from one that was full.

A typesetter breaks a line where the next word does not fit. So each line of a paragraph but the last bounds its column's
measure from both sides: it is at least as wide as the line is set, and narrower than the line and the next word together.
The measure that most of the neighbouring lines agree on is the column's; against it each line has *room* left after its
next word. Room left, and the line was ended: a paragraph stops there (or the line was set in, as first lines are, by as
much). No room, and it was full: nothing ends there, whatever the next line opens with. This holds for ragged lines too, and
for full-width print, where the next word is the next character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from tasks.reflow.lines.rows import is_wide, set_width

Floats = npt.NDArray[np.float64]

REACH = 9
"""Lines looked at on either side."""
FADE = 0.88
"""What each line further off counts, against the one before it."""
ENOUGH = 1.9
"""The weight of lines that must agree on a measure."""
SLACK = 0.008
"""Share of a line's width by which type may differ from the face whose widths stand for all."""

_CHUNK = re.compile(r"\W*[\w'’]+[^\w\s]*|\S+")
HYPHENS = "-\u00ad\u2010\u00ac\u2e17"
_ONE_BLANK = set_width(" ")
_RUN = re.compile(r"[^\u2e80-\uffef\s“”‘’—…·]+")
_NEVER_FIRST = "”’」』》〉）】〕］，。、；：？！%％…"


Measures = list[float | None]
"""For each line a measure in cells; None where the lines that tell agree on none."""


def fits(needs: Sequence[float], widths: Sequence[float]) -> tuple[list[float], Measures, Measures]:
    """What the line breaks around each line tell, in cells.

    Args:
        needs: what the next line's first word would take at each line's end; one less than there are lines.
        widths: the lines' widths in cells, in reading order.

    Returns:
        What the next line's first word would take at each line's end (the last one needs nothing), and the measures that
        the breaks of the lines above it and of those below it agree on; the line's own is left out.
    """
    if not widths:
        return [], [], []
    line, more = np.array(widths[: len(needs)], float), np.array(needs, float)
    above, below = np.full(REACH, np.nan), np.full(REACH + 1, np.nan)  # nothing is known beyond the page
    low = sliding_window_view(np.concatenate([above, line * (1 - SLACK) - 0.1, below]), REACH)
    high = sliding_window_view(np.concatenate([above, (line + more) * (1 + SLACK) + 0.1, below]), REACH)
    size = len(widths)
    agreed = _agreed(
        np.concatenate([low[:size, ::-1], low[REACH + 1 : REACH + 1 + size]]),
        np.concatenate([high[:size, ::-1], high[REACH + 1 : REACH + 1 + size]]),
    )
    return [*needs, 0.0], agreed[:size], agreed[size:]


def need(line: str, after: str, wide: bool) -> float:
    """What the first word of ``after`` would take at the end of ``line``, in cells.

    >>> need("the old", "barn burnt", wide=False) > need("the old", "a barn", wide=False)
    True
    >>> need("the news-", "paper", wide=False) < need("the news", "paper", wide=False)
    True
    """
    if wide and (is_wide(after[0]) or is_wide(line[-1])):
        return _need_wide(after)
    found = _CHUNK.match(after)
    word = found.group() if found else after
    divided = line[-1] in HYPHENS and len(line) > 1 and line[-2].isalpha()
    return set_width(word) + (-set_width(line[-1]) if divided else _ONE_BLANK)


def _need_wide(after: str) -> float:
    """The next character with what may not begin a line behind it; figures and Latin words stay whole."""
    run = _RUN.match(after)
    size = len(run.group()) if run else 1
    while size < len(after) and after[size] in _NEVER_FIRST:
        size += 1
    return set_width(after[:size], wide=True)


def _agreed(low: Floats, high: Floats) -> Measures:
    """The measure (the middle of it) that the most bounds hold, nearer ones counting more; None where too few agree.

    Args:
        low: for each line, in a row, the lower bounds of the measure that the lines around it set, the nearest first; NaN
            where there is no line.
        high: the upper bounds.
    """
    low, high = np.ascontiguousarray(low.T), np.ascontiguousarray(high.T)  # long rows are what NumPy is fast on
    least = np.sort(low, axis=0)  # the candidates; NaN last
    total = np.zeros(least.shape)
    for lower, upper, counts in zip(low, high, FADE ** np.arange(REACH), strict=True):
        total += ((lower <= least) & (least < upper)) * counts
    best, line = np.argmax(total, axis=0), np.arange(len(total.T))
    first = least[best, line]
    middle = (first + np.where((low <= first) & (first < high), high, np.inf).min(axis=0)) / 2
    enough = total[best, line] >= ENOUGH
    found: Measures = [None] * len(enough)
    for k, measure in zip(np.flatnonzero(enough).tolist(), _tenths(middle[enough]), strict=True):
        found[k] = measure
    return found


def _tenths(values: Floats) -> list[float]:
    """The values as ``round(value, 1)`` gives them: the number next to so many tenths, except where two are as near."""
    tens = values * 10
    near = np.rint(tens)
    found: list[float] = (near / 10).tolist()
    for k in np.flatnonzero(np.abs(tens - near) > 0.4999).tolist():
        found[k] = round(float(values[k]), 1)
    return found
