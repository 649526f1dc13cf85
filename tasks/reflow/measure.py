"""The measure of a column, found from the lengths of its lines.

A column's lines are set to one width, its *measure*; a paragraph's first line is shorter by its indent (which a dump drops),
its last line ends anywhere. So the measure at a line is the width that several of its neighbours share and few exceed. In
full-width print a line holds the measure to a cell or two; in Latin print letters differ in width, and lines that fill the
same column differ by an eighth or so.
"""

from __future__ import annotations

from collections.abc import Sequence

REACH = 8
"""Lines looked at on either side: a column is seldom shorter, and a longer look mixes neighbours of another measure."""
SUPPORT = 3
"""Lines of like width that make a measure: two happen by chance among headlines."""


def measures(widths: Sequence[float], wide: bool) -> tuple[list[float | None], list[float | None]]:
    """For each line the measure of the lines before it (itself included) and of those from it on; None where there is none.

    Args:
        widths: the lines' widths in cells, in reading order.
        wide: whether the page is set in full-width characters.
    """
    forward = [_shared(widths[i : i + REACH], wide) for i in range(len(widths))]
    backward = [_shared(widths[max(0, i - REACH + 1) : i + 1], wide) for i in range(len(widths))]
    return backward, forward


def _shared(widths: Sequence[float], wide: bool) -> float | None:
    """The greatest width that at least ``SUPPORT`` of these lines share within the print's tolerance."""
    for width in sorted(set(widths), reverse=True):
        slack = 2 if wide else width * 0.12
        near = [w for w in widths if width - slack <= w <= width]
        if len(near) >= SUPPORT:
            return width
    return None
