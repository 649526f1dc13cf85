"""Tables and pictures of a page whose zones people saw to: tables put where they are printed, pictures behind all else.

Software that lists a page's blocks in the order of articles lists what is composed of several (tables, pictures) behind all
others, or where it found them. An advertisement or a picture may stand last, being an item of its own; a table belongs to
the text above it. A picture within a text would part it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.model.source import Box
from tasks.read.found import FoundBlock

SLACK = 0.02
"""How far what stands above may reach into a table, as a part of the page's height."""


PICTURED = 8
"""Lines that a picture's words take at most: more is text, whatever it was called."""


def placed(blocks: Sequence[FoundBlock]) -> list[FoundBlock]:
    """The blocks in order, each table behind the block that it stands under, pictures last; the rest as they are."""
    pictures = [block for block in blocks if _is_picture(block)]
    out = [block for block in blocks if not _is_table(block) and not _is_picture(block)]
    height = max((block.box.bottom for block in blocks if block.box), default=0.0)
    for block in blocks:
        if _is_table(block):
            above = [k for k, other in enumerate(out) if _stands_above(other.box, block.box, SLACK * height)]
            nearest = max(above, key=lambda k: (_bottom(out[k].box), k), default=len(out) - 1)
            out.insert(nearest + 1, block)
    return out + pictures


def _is_picture(block: FoundBlock) -> bool:
    return (block.role or "").lower() == "illustration" and len(block.lines) <= PICTURED


def _is_table(block: FoundBlock) -> bool:
    return (block.role or "").lower() == "table"


def _bottom(box: Box | None) -> float:
    return box.bottom if box else 0.0


def _stands_above(above: Box | None, below: Box | None, slack: float) -> bool:
    if above is None or below is None:
        return False
    shared = min(above.right, below.right) - max(above.x, below.x)
    return shared > 0.5 * min(above.width, below.width) and above.y < below.y and above.bottom <= below.y + slack
