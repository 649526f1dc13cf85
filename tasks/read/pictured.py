"""Captions of pictures that an engine saw: short blocks of small type right below them.

A line that stands by itself at a page's edge looks like a running head, and one between headlines like a part of them: a
picture above it says that it is an item of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median

from tasks.model.source import PICTURED, Box
from tasks.read.found import ENDS, WIDE, FoundBlock

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

PARTS = 4
"""Blocks of a headline with its kicker, deck and byline, at most; likewise of a caption."""

MANY = 500
"""Shelves of a sheet, at the most: what claims to stand miles away makes them coarser, and not more."""

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
    small = [block for block in blocks if block.box and _is_small(block, body)]
    if not small:
        return
    sheet = _Sheet([block for block in blocks if block.box and not block.lines[0].upright], HIGH * body)
    found = set[int]()
    own = {id(block) for block in small}
    small += [block for block in blocks if block.box and id(block) not in own and _may_head(block, body)]
    for block in sorted(small, key=lambda block: block.box.y if block.box else 0.0):
        box = block.box
        if box is None or not sheet.has_both_ways(box) or _is_kicker(block, box, sheet, body):
            continue
        above = sheet.ending(box, box.y - HIGH * body, box.y + SLACK * body)
        near = [other for other, o in above if o.bottom - box.y >= -CLOSE * body]
        if all(o.bottom - box.y <= -HIGH * body for _, o in above) or any(id(other) in found for other in near):
            found.add(id(block))
            if id(block) in own and _letters(block) >= LONG:
                block.role = PICTURED


def _letters(block: FoundBlock) -> int:
    """A block's letters, a full-width character for two."""
    return sum(len(word.text) * (1 + (word.text[0] >= WIDE)) for line in block.lines for word in line.words)


def set_apart(ordered: Sequence[FoundBlock]) -> list[FoundBlock]:
    """The blocks in order, captions put out of the articles whose pictures they stand below.

    Papers print a picture below the headline as well as above it, and in the midst of the text. As read from the top, its
    caption then parts the headline from the text, or the text in two. The one is read before the headline, the other behind
    the text.
    """
    out = list(ordered)
    sizes = [line.size for block in out for line in block.lines if line.size]
    body = median(sizes) if sizes else 0.0
    for k in range(1, len(out) - 1):
        if out[k].role != PICTURED or out[k].parent is not None or not _is_text(out[k + 1], body):
            continue
        first = _first_of_caption(out, k, body)
        if first and _is_text(out[first - 1], body) and (_breaks_off(out[first - 1]) or _is_between(out, first, k, body)):
            end = next((n for n in range(k + 1, len(out)) if not _is_text(out[n], body)), len(out))
            end -= k + 1 < end < len(out) and _leads(out[end - 1], out[end], body)
            out[first:end] = out[k + 1 : end] + out[first : k + 1]
        elif first and _is_right_below(out[k], out[k + 1], body):
            head = _headline_above(out, first, body)
            out[head : k + 1] = out[first : k + 1] + out[head:first]
    return out


def _first_of_caption(blocks: Sequence[FoundBlock], k: int, body: float) -> int:
    """The first block of the caption that a block ends: a headline or a credit may stand above it; 0 where it has no end."""
    for first in range(k, max(0, k - PARTS), -1):
        above, box = blocks[first - 1].box, blocks[first].box
        if above is None or box is None or not above.is_over(box) or not 0 < box.y - above.y < HIGH * body:
            return first
        if box.y - above.bottom > CLOSE * body or len(blocks[first - 1].lines) > LINES:
            return first
    return 0


def _headline_above(blocks: Sequence[FoundBlock], first: int, body: float) -> int:
    """The first block of the headline, with its kicker, deck and byline, that the blocks before one are; else that one."""
    start, k, large = first, first - 1, False
    while k >= 0 and first - k <= PARTS and len(blocks[k].lines) <= LINES:
        below, box, size = blocks[k + 1].box, blocks[k].box, blocks[k].lines[0].size or 0.0
        if below is None or box is None or not box.is_over(below) or box.y > below.y:
            break
        if k + 1 < first and below.y - box.bottom > CLOSE * body:
            break
        if size > LARGER * body:
            start, large = k, True
        elif large and len(blocks[k].lines) == 1:
            return k
        elif large:
            break
        k -= 1
    return start


def _is_text(block: FoundBlock, body: float) -> bool:
    """Whether a block is set in the type of the page's text."""
    size = block.lines[0].size or 0.0
    return abs(size - body) <= (1 - SMALLER) * body and block.role != PICTURED and not block.lines[0].upright


def _is_between(blocks: Sequence[FoundBlock], first: int, k: int, body: float) -> bool:
    """Whether a caption stands at the top of a column that goes on with the text at its left, as wide."""
    left, box = blocks[first - 1].box, blocks[k + 1].box
    if left is None or box is None or not _is_right_below(blocks[k], blocks[k + 1], body):
        return False
    several = len(blocks[first - 1].lines) > 1 and len(blocks[k + 1].lines) > 1
    return several and left.right <= box.x and abs(left.width - box.width) < CLOSE * body


def _leads(block: FoundBlock, below: FoundBlock, body: float) -> bool:
    """Whether a block in the text's type is a line or two right above a headline: its kicker, its byline."""
    if len(block.lines) > 2 or block.box is None or below.box is None or (below.lines[0].size or 0.0) <= LARGER * body:
        return False
    return block.box.is_over(below.box) and -SLACK < (below.box.y - block.box.bottom) / body < CLOSE


def _breaks_off(block: FoundBlock) -> bool:
    """Whether a block ends within a sentence."""
    return block.lines[-1].words[-1].text[-1] not in ENDS


def _is_right_below(caption: FoundBlock, block: FoundBlock, body: float) -> bool:
    """Whether a block stands right below a caption."""
    box, above = block.box, caption.box
    if box is None or above is None or not box.is_over(above):
        return False
    return -SLACK < (box.y - above.bottom) / body < 2 * CLOSE


_Held = tuple[FoundBlock, Box]


class _Sheet:
    """Blocks by where they stand, for asking what is near one on a sheet of thousands."""

    def __init__(self, blocks: Sequence[FoundBlock], step: float) -> None:
        """Blocks, each with its box, in shelves of at least ``step`` by their tops and bottoms, and in strips as wide."""
        held = [(block, box, box.right, box.bottom) for block in blocks if (box := block.box)]
        far = max([max(abs(box.x), abs(box.y), right, bottom) for _, box, right, bottom in held], default=0.0)
        self._step = step = max(step, far / MANY)
        self._tops, self._bottoms = defaultdict[int, list[_Held]](list), defaultdict[int, list[_Held]](list)
        self._reach: dict[int, tuple[float, float]] = {}
        for block, box, right, bottom in held:
            self._tops[int(box.y // step)].append((block, box))
            self._bottoms[int(bottom // step)].append((block, box))
            for at in self._over(box.x, right):
                top, foot = self._reach.get(at, (box.y, bottom))
                self._reach[at] = min(top, box.y), max(foot, bottom)

    def _over(self, low: float, high: float) -> range:
        return range(int(low // self._step), int(high // self._step) + 1)

    def has_both_ways(self, box: Box) -> bool:
        """Whether something stands further up in the column, and something further down."""
        reach = [self._reach[at] for at in self._over(box.x, box.right)]
        return any(top < box.y for top, _ in reach) and any(foot > box.bottom for _, foot in reach)

    def ending(self, box: Box, low: float, high: float) -> list[_Held]:
        """The other blocks of its column that end within a stretch of it."""
        return [held for held in self._beside(box, self._bottoms, low, high) if low <= held[1].bottom <= high]

    def beginning(self, box: Box, low: float, high: float) -> list[_Held]:
        """The same of those that begin there."""
        return [held for held in self._beside(box, self._tops, low, high) if low <= held[1].y <= high]

    def _beside(self, box: Box, shelves: Mapping[int, list[_Held]], low: float, high: float) -> list[_Held]:
        near = (held for at in self._over(low, high) for held in shelves.get(at, ()))
        return [held for held in near if held[1] is not box and held[1].x < box.right and box.x < held[1].right]


def _is_kicker(block: FoundBlock, box: Box, sheet: _Sheet, body: float) -> bool:
    """Whether a block is a line right above larger type, as a kicker below a picture is."""
    if len(block.lines) > 1:
        return False
    below = sheet.beginning(box, box.bottom - SLACK * body, box.bottom + CLOSE * body)
    return any((other.lines[0].size or 0.0) > LARGER * body for other, _ in below)


def _may_head(block: FoundBlock, body: float) -> bool:
    """Whether a block is a line hardly larger than the page's text, as a caption's headline is."""
    size = block.lines[0].size
    return len(block.lines) == 1 and size is not None and size <= LARGER * body and not block.lines[0].upright


def _is_small(block: FoundBlock, body: float) -> bool:
    """Whether a block is a few lines in smaller type than the page's text."""
    few = 0 < len(block.lines) <= LINES
    return few and all(not line.upright and line.size and line.size <= SMALLER * body for line in block.lines)
