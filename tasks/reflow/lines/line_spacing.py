"""Blank lines between all lines of a page, as double spacing leaves them: they part nothing.

A converter that writes each printed line as a paragraph of its own, or a typist's spacing, puts a blank line below every
line, and two or three where there was one. Blank lines tell where paragraphs and columns end only where most lines have
none. So where nearly all lines have some above them, and sentences run on over these, they are taken off; what is left of
larger gaps still parts.

Left alone: pages whose lines are whole paragraphs, most of which end with a stop, and those of short blocks, each of which
begins with a capital.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tasks.reflow.lines.rows import Row

FEWEST = 10
"""Lines of a page that has a spacing, at the least."""
OTHERWISE = 8
"""One in how many lines has fewer blank lines above it, at the most: the second lines of headlines."""
STOPS = ".!?。！？…:：\"'”’」』)）]】"
"""What a paragraph ends with."""
RUN_ON = 4
"""One in how many lines without a stop goes on in one that begins with no capital, at the least."""


def closed_up(rows: Sequence[Row]) -> list[Row]:
    """The rows without the blank lines that stand above nearly all of them.

    Args:
        rows: the dump's lines, from top to bottom.
    """
    gaps = sorted(row.gap for row in rows[1:])
    spacing = gaps[len(gaps) // OTHERWISE] if len(rows) >= FEWEST else 0
    if not spacing:
        return list(rows)
    texts = [row.text.text.strip() for row in rows]
    unended = [text[-1] not in STOPS for text in texts]
    run_on = sum(some and not below[0].isupper() for some, below in zip(unended, texts[1:], strict=False))
    if sum(unended) * 2 < len(rows) or run_on * RUN_ON < sum(unended):
        return list(rows)
    return [replace(row, gap=max(0, -((spacing - row.gap) // (spacing + 1)))) for row in rows]
