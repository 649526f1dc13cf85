"""Whether a page's lines are broken at a count of letters, as typewriters, wires and programs break them.

The problem: type is as wide as its letters, but what was written to so many letters a line (wire copy, text that a program
has wrapped) is known only by their count. Measured as type, its full lines differ by a sixth, and none tells whether the
next word would have fitted. Counted, they tell to the letter.

The signal: each line of a paragraph but the last bounds the measure from both sides (see ``fitting``). Over a few lines on
end there is a measure that all of them allow, if they are measured by what they were set by; by the other, there mostly is
none. Last lines of paragraphs break both alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tasks.model.trace import Traced
from tasks.reflow.lines.fitting import HYPHENS

TOGETHER = 8
"""Lines on end that are looked at: of fewer, many agree on a measure by chance."""
CLEARLY = 1.2
"""How many times as often lines must agree by their count: on pages broken so it was 1.5 times and more, on set ones
as often at the most."""
LEAST = 6
"""Stretches of lines that must agree by their count."""
SHARE = 0.25
"""The share of a page's lines that such stretches must begin with: on pages broken so it was a third and more."""
MOST = 3
"""Letters that were written for one; where more lie between two, the line was put together."""
_WHOLE = re.compile(r"\S*?[^\W\d_]-(?=[^\W\d_])|\S+")
"""What a program leaves whole: up to a blank, or to a hyphen between letters; 50,000 and 2.3% stay together."""
Numbers = list[float]


def by_count(texts: Sequence[Traced], widths: Sequence[float], needs: Sequence[float]) -> tuple[Numbers, Numbers] | None:
    """Widths and needs in cells by the count of letters, each as wide as the page's letters are in the mean.

    Letters are counted as they stand in the source: one that was repaired may have been two when the line was broken.

    Args:
        texts: the printed lines in reading order, in Latin print.
        widths: their widths as type is wide, in cells.
        needs: what the next line's first word would take at each line's end; one less than there are lines.

    Returns:
        None where the lines agree on a measure rather by their widths, or by neither.
    """
    sizes, more = _counts([text.text for text in texts])
    agreed = _agree(sizes, more)
    if agreed < max(LEAST, SHARE * len(texts)) or agreed <= CLEARLY * _agree(widths, needs):
        return None
    letter = sum(widths) / sum(sizes)
    sizes, more = _counts([_as_written(text) for text in texts])
    return [round(size * letter, 2) for size in sizes], [round(size * letter, 2) for size in more]


def _as_written(text: Traced) -> str:
    """The text with each letter as often as letters were written for it; one taken out stands before it."""
    taken = (end - before for before, end in zip((text.starts[0], *text.ends), text.ends, strict=False))
    return "".join(char * (size if size <= MOST else 1) for char, size in zip(text.text, taken, strict=True)) or text.text


def _counts(texts: Sequence[str]) -> tuple[list[int], list[int]]:
    """How many letters each line has, and how many more with the next one's first word."""
    return [len(text) for text in texts], [_need(a, b) for a, b in pairwise(texts)]


def _need(line: str, after: str) -> int:
    """How many letters the first word of ``after`` would take at the end of ``line``.

    >>> _need("the old", "barn-owl"), _need("the re-", "port"), _need("Omar al-", "Bashir"), _need("sold", "50,000 copies")
    (6, 3, 6, 7)
    """
    found = _WHOLE.match(after)
    size = len(found.group() if found else after)
    if line[-1] not in HYPHENS or not line[-2:-1].isalpha():
        return size + 1
    return size if after[0].isupper() else size - 1


def _agree(widths: Sequence[float], needs: Sequence[float]) -> int:
    """In how many stretches of lines there is a measure that all of them allow."""
    line = np.array(widths[: len(needs)], float)
    if len(line) < TOGETHER:
        return 0
    least = sliding_window_view(line, TOGETHER).max(axis=1)
    most = sliding_window_view(line + np.array(needs, float), TOGETHER).min(axis=1)
    return int(np.count_nonzero(least < most))
