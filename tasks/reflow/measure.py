"""The measure of a column, found from the lengths of its lines.

A column's lines are set to one width, its *measure*; a paragraph's first line is shorter by its indent (which a dump drops),
its last line ends anywhere. So the measure at a line is the width that several of its neighbours share and few exceed. In
full-width print a line holds the measure to a cell or two; in Latin print letters differ in width, and lines that fill the
same column differ by an eighth or so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.reflow.rows import WIDE, set_width

_WORD = re.compile(r"\S+?(?:-|(?=\s|$))")  # up to a hyphen, where it may be broken, too
_UNIT = re.compile(rf"[“‘「『《〈（]*(?:[^\s{WIDE}]+|.)[”’」』》〉），、。：；！？]*")
"""What full-width print does not part: a character or a figure, with its marks."""

ALIKE = 0.85
"""Measures of one column may differ so much, by the letters that happen to stand in its widest lines."""
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
    forward = [_shared(widths[i : i + REACH], wide) for i in range(len(widths))]
    backward = [_shared(widths[max(0, i - REACH + 1) : i + 1][::-1], wide) for i in range(len(widths))]
    return backward, forward


def _shared(widths: Sequence[float], wide: bool) -> float | None:
    """The width that the nearest lines share and few exceed: each line near it speaks for it, each wider one against."""
    best, weight = None, ENOUGH
    for width in sorted(set(widths), reverse=True):
        slack = max(2.2, width * 0.04) if wide else width * 0.1
        total, wider = 0.0, 0
        for k, other in enumerate(widths):
            wider += other > width + slack
            if width - slack <= other <= width + 0.1:
                total += FADE**k
            elif wide and width - 4 - slack <= other <= width:  # a first line, two ems in
                total += FADE**k * 0.4
            elif other > width + 0.1:
                total -= FADE**k * (0.3 if other <= width + slack else 1.0)
            if wider == 2:  # beyond two wider lines another setting begins
                break
        if total > weight + 0.05:
            best, weight = width, total
    return best


def rooms(
    texts: Sequence[str], widths: Sequence[float], above: Sequence[float | None], below: Sequence[float | None], wide: bool
) -> list[float | None]:
    """For each line what would have been left of the line above, in cells, with the line's first word set there, too.

    Typesetters break a line where the next word, or its first syllable, does not fit. So room for it means that the line was
    not broken for want of room: it ends a paragraph, or the next line is indented.

    Args:
        texts: the lines in reading order.
        widths: their widths in cells.
        above: the measures of the lines up to each.
        below: the measures of the lines from each on.
        wide: whether the page is set in full-width characters.
    """
    out: list[float | None] = [None] * len(texts)
    for i in range(1, len(texts)):
        first, second = above[i - 1], below[i - 1]
        measure = (
            max(first, second) if first and second and min(first, second) > ALIKE * max(first, second) else first or second
        )
        measure = measure or above[i]
        if measure is None:
            continue
        word = _UNIT.match(texts[i]) if wide else _WORD.match(texts[i])
        blank = 0.0 if wide else set_width(" ")
        out[i] = round(measure - widths[i - 1] - blank - set_width(word.group() if word else "", wide), 1)
    return out
