"""Chinese lines that were taken for a headline's last, and are the first of the text below it.

A text without a credit at its start may begin like a headline, in lines that an initial or Latin words make short. Where
most of a page's headlines are parted from their texts by blank lines, lines that stand below such a one and run into the
text without one are text: on real pages seventeen of seventeen were. The lines above the blank one stay the headline.
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.model.page import Line
from tasks.segment.decision.labels import HEAD, runs

KEPT = 6
"""Headlines with a blank line below them, at the least, and more than half of all."""


def given_back(labels: Sequence[str], seen: Sequence[Sequence[str]], lines: Sequence[Line], language: str) -> list[str]:
    """The labels, such lines made the text's first, unless a credit that ``seen`` tells of opens it below them.

    Pages whose lines have places are left alone.
    """
    out = list(labels)
    if not language.startswith("zh") or any(line.place for line in lines):
        return out
    meet = [(first, after) for first, after in runs(labels, HEAD) if after < len(labels) and labels[after] in "APQ"]
    kept = sum(lines[after].gap > 0 for _, after in meet)
    if kept < KEPT or 2 * kept <= len(meet):
        return out
    for first, after in meet:
        start = max((i for i in range(first + 1, after) if lines[i].gap), default=after)
        if start < after and not lines[after].gap and not any(name.startswith("opening") for name in seen[after]):
            out[start : after + 1] = ["A", *"Q" * (after - start)]
    return out
