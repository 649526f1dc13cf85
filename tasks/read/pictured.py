"""Captions of pictures that an engine saw: short blocks of small type right below them.

A line that stands by itself at a page's edge looks like a running head, and one between headlines like a part of them: a
picture above it says that it is an item of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tasks.model.source import PICTURED, Box
from tasks.read.found import WIDE, FoundBlock

HIGH = 4.0
"""How high a picture is, at the least, in sizes: engines take rules and dirt for pictures."""

CLOSE = 1.0
"""How far below it its caption begins at the most, and how far from its left edge, in sizes: a kicker stands further off."""

LINES = 6
"""Lines of a caption, at the most."""

LARGER = 1.1
"""How much larger than the page's text its type is measured, at the most."""

SMALLER = 0.97
"""The size of a caption's type where a setter states it, in that of the page's text, at the most."""

LONG = 24
"""Letters of a caption that stands below a void, at the least, a full-width character for two: a kicker has fewer."""

SLACK = 0.5
"""How far boxes of lines that stand one below the other reach into each other, in sizes, at the most."""


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


def below_voids(blocks: Sequence[FoundBlock]) -> None:
    """Says the same of what a setter set below a picture that the reader did not look for: a void as high as one.

    A PDF's pictures are not read, but nobody leaves a column empty and sets a few lines of small type below. What stands
    at the page's head or foot by itself, and what is as short as a kicker, is left alone. A line of credit may part the two.
    """
    sizes = [line.size for block in blocks for line in block.lines if line.size]
    if not sizes:
        return
    body = median(sizes)
    level = [block for block in blocks if block.box and not block.lines[0].upright]
    credits = list[Box]()
    for block in sorted(level, key=lambda block: block.box.y if block.box else 0.0):
        box = block.box
        if box is None or not _is_small(block, body):
            continue
        column = [other for other in level if (o := other.box) and o is not box and o.x < box.right and box.x < o.right]
        above = max((o.bottom for other in column if (o := other.box) and o.bottom <= box.y + SLACK * body), default=None)
        below = [other for other in column if (o := other.box) and o.y >= box.bottom - SLACK * body]
        if above is None or not below or _is_kicker(block, below, body):
            continue
        if box.y - above >= HIGH * body or any(_is_right_below(box, credit, body) for credit in credits):
            credits.append(box)
            if sum(len(word.text) * (1 + (word.text[0] >= WIDE)) for line in block.lines for word in line.words) >= LONG:
                block.role = PICTURED


def _is_kicker(block: FoundBlock, below: Sequence[FoundBlock], body: float) -> bool:
    """Whether a block is a line right above larger type, as a kicker below a picture is."""
    box = block.box
    if box is None or len(block.lines) > 1:
        return False
    return any(
        (o := other.box) and o.y - box.bottom <= CLOSE * body and (other.lines[0].size or 0.0) > LARGER * body
        for other in below
    )


def _is_small(block: FoundBlock, body: float) -> bool:
    """Whether a block is a few lines in smaller type than the page's text."""
    few = 0 < len(block.lines) <= LINES
    return few and all(not line.upright and line.size and line.size <= SMALLER * body for line in block.lines)


def _is_right_below(box: Box, credit: Box, body: float) -> bool:
    return credit.x < box.right and box.x < credit.right and -SLACK * body <= box.y - credit.bottom <= CLOSE * body
