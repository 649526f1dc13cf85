"""Lines set one below the other in display type that head no text: an advertisement, all of it, not headlines.

Old Chinese print puts advertisements between the articles: a few characters a line, in sizes that differ, without a stop.
Read line by line, they look like headlines, of which no text is left over. One headline that lost its text is a headline
still; but so many lines, one after the other, with no text for any of them, are themselves what there is to read.

Left alone: print in Latin letters, whose headlines are stacked as deep; lines whose sizes are known.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tasks.model.page import Line
from tasks.segment.units import Head

DEEP = 4
"""Lines that no text belongs to, from which on they are a text: one more than kicker, headline and deck in a line each."""


def displays(
    heads: Sequence[tuple[int, Head]], paired: Collection[int], lines: Sequence[Line], language: str
) -> list[list[int]]:
    """The lines of each such text, in order.

    Args:
        heads: the page's headlines, each with its place among the page's units.
        paired: which of them (by number) belong to a text.
        lines: the page's lines.
        language: its BCP 47 tag.
    """
    if not language.startswith("zh"):
        return []
    runs: list[list[int]] = []
    last = -2
    for number, (place, head) in enumerate(heads):
        if number in paired or any(lines[i].place for i in head.lines):
            continue
        if place == last + 1:
            runs[-1] += head.lines
        else:
            runs.append(list(head.lines))
        last = place
    return [run for run in runs if len(run) >= DEEP]
