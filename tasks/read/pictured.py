"""Captions of pictures that an engine saw: short blocks of small type right below them.

A line that stands by itself at a page's edge looks like a running head, and one between headlines like a part of them: a
picture above it says that it is an item of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tasks.model.source import PICTURED, Box
from tasks.read.found import FoundBlock

HIGH = 4.0
"""How high a picture is, at the least, in sizes: engines take rules and dirt for pictures."""

CLOSE = 1.0
"""How far below it its caption begins at the most, and how far from its left edge, in sizes: a kicker stands further off."""

LINES = 6
"""Lines of a caption, at the most."""

LARGER = 1.1
"""How much larger than the page's text its type is measured, at the most."""


def captioned(blocks: Sequence[FoundBlock], pictures: Sequence[Box]) -> None:
    """Says of blocks that stand right below a picture that they do, in their role."""
    sizes = [line.size for block in blocks for line in block.lines if line.size]
    if not pictures or not sizes:
        return
    body = median(sizes)
    large = [picture for picture in pictures if picture.height >= HIGH * body]
    for block in blocks:
        small = all(not line.upright and line.size and line.size <= LARGER * body for line in block.lines)
        box = block.box
        if small and box and len(block.lines) <= LINES and any(_stands_below(box, picture, body) for picture in large):
            block.role = PICTURED


def _stands_below(box: Box, picture: Box, body: float) -> bool:
    within = abs(box.x - picture.x) <= CLOSE * body and box.right <= picture.right + CLOSE * body
    return within and abs(box.y - picture.bottom) <= CLOSE * body
