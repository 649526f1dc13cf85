"""Columns of a PDF that go on in mid-sentence: the next one painted follows, wherever it stands.

The order of a page's blocks is told by their boxes, since headlines are often painted after their text, and articles in any
order. But boxes may tell it wrongly, where the columns of two articles side by side look like one row. What was painted next
to each other was set next to each other; where, moreover, a column ends within a sentence, and what is painted next is of
the same type and goes on within one, the two are one text. Nothing else is moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tasks.model.source import Box
from tasks.read.found import ENDS, WIDE, FoundBlock, FoundLine

ALIKE = 0.02
"""How much the sizes of two columns of one text may differ, as a part of the larger."""

LARGER = 1.15
"""How much larger than the page's body a text is at the most: headlines go on in nothing."""

NEAR = 1.5
"""White between a kicker and its headline, in sizes of the page's body, at most."""

GUTTER = 3.0
"""White between columns of one text, in sizes, at most."""

WIDTH = 1.0
"""How much the widths of two may differ, in sizes."""

INDENT = 2.0
"""How far apart the paragraphs of one column begin, in sizes, at most."""

BELOW = 2.0
"""White between them, likewise, at most."""

FLUSH = 0.5
"""How far a line may begin or end from its column's edge to be flush with it, in sizes."""

IN_TURN = 1 / 3
"""Part of the blocks that are read right behind the one painted before them, at the least, where the painting says anything:
half or more of a page set article by article are, less than a fourth where frames were painted at random."""


def continued(ordered: Sequence[FoundBlock], painted: Sequence[FoundBlock]) -> list[FoundBlock]:
    """The blocks in order, those that continue the one painted before them right behind it.

    Args:
        ordered: the page's blocks as their boxes order them.
        painted: the same as they were painted.
    """
    body = _body(painted)
    out = _led(_beneath(_headed(ordered, painted, body), painted, body), painted, body)
    place = _places(out)
    following = {id(a): b for a, b in pairwise(painted)}
    for before, after in pairwise(painted):
        at, to = place[id(before)], place[id(after)]
        if to == at + 1 or (before.lines[-1].size or 0.0) > LARGER * body or not _goes_on(before, after):
            continue
        if before.lines[-1].words[-1].text[-1] in ENDS and to and _is_headed(out[to - 1], after):
            continue
        end = to + 1
        while end < len(out) and end != at and following.get(id(out[end - 1])) is out[end]:
            if not _alike(out[end - 1], out[end]):
                break
            end += 1
        run = out[to:end]
        del out[to:end]
        at -= len(run) * (at > to)
        out[at + 1 : at + 1] = run
        place = _places(out)
    return out


def is_in_turn(ordered: Sequence[FoundBlock], painted: Sequence[FoundBlock]) -> bool:
    """Whether blocks were painted much as they are read, so that what was painted next to each other belongs together."""
    place = _places(ordered)
    follows = sum(place[id(b)] == place[id(a)] + 1 for a, b in pairwise(painted))
    return follows >= IN_TURN * (len(painted) - 1)


def _headed(ordered: Sequence[FoundBlock], painted: Sequence[FoundBlock], body: float) -> list[FoundBlock]:
    """The blocks, with a kicker before the headline painted next, right below it, though it stands over another column."""
    out = list(ordered)
    place = _places(out)
    for last, kicker, headline in zip([None, *painted], painted, painted[1:], strict=False):
        if len(kicker.lines) > 2 or not kicker.box or not headline.box:
            continue
        if last and len(last.lines) > 2 and _alike(last, kicker) and not _is_centred(kicker.box, headline.box, body):
            continue  # it may be the last lines of that text
        gap = headline.box.y - kicker.box.bottom
        if (headline.lines[0].size or 0.0) <= LARGER * body or not -FLUSH * body < gap < NEAR * body:
            continue
        at, to = place[id(kicker)], place[id(headline)]
        if at + 1 != to:
            out.insert(to - (at < to), out.pop(at))
            place = _places(out)
    return out


def _is_centred(kicker: Box, headline: Box, body: float) -> bool:
    """Whether a line is set in the middle over a headline that it is not flush with."""
    left, right = kicker.x - headline.x, headline.right - kicker.right
    return abs(left - right) < FLUSH * body < min(abs(left), abs(right))


def _beneath(ordered: Sequence[FoundBlock], painted: Sequence[FoundBlock], body: float) -> list[FoundBlock]:
    """The blocks, with a byline behind the headline painted before it, though it stands beside it over another column.

    A byline at the right of a wide headline stands between it and its text: right below the one, right above the other.
    """
    out = list(ordered)
    place = _places(out)
    for headline, byline, text in zip(painted, painted[1:], [*painted[2:], None], strict=False):
        if len(byline.lines) > 2 or not headline.box or not byline.box:
            continue
        if (headline.lines[-1].size or 0.0) <= LARGER * body or len(headline.lines) > 4:
            continue
        at, to = place[id(byline)], place[id(headline)]
        if at == to + 1 or not _is_near(headline.box, byline.box, body):
            continue
        if text and text.box and min(text.box.x, byline.box.x) >= headline.box.right:
            continue  # both are of a text beside the headline's
        boxes = [block.box for block in painted if block is not byline and block is not headline and block.box]
        below = [box for box in boxes if _is_near(byline.box, box, body)]
        if any(box.is_over(headline.box) for box in below):
            out.insert(to + (at > to), out.pop(at))
            place = _places(out)
    return out


def _is_near(above: Box, below: Box, body: float) -> bool:
    """Whether a box begins where another ends, whatever stands at their sides."""
    return -FLUSH * body < below.y - above.bottom < NEAR * body


def _led(ordered: Sequence[FoundBlock], painted: Sequence[FoundBlock], body: float) -> list[FoundBlock]:
    """The blocks, with a text's first column behind the headline painted before it, right above it at its right.

    A headline centred over many columns leaves the gutters at its sides open, so that boxes alone read these columns first.
    """
    out = list(ordered)
    place = _places(out)
    for first, head, text in zip([None, *painted], painted, painted[1:], strict=False):
        at, to = place[id(text)], place[id(head)]
        if not to - 3 <= at < to or len(head.lines) > 3 or len(text.lines) < 2 or not head.box or not text.box:
            continue
        near = -FLUSH * body < text.box.y - head.box.bottom < NEAR * body and text.box.x < head.box.x
        large = first is not None and (first.lines[-1].size or 0.0) > LARGER * body and place[id(first)] == to - 1
        if near and (large or not _alike(head, text)):
            out.insert(to, out.pop(at))
            place = _places(out)
    return out


def _body(blocks: Sequence[FoundBlock]) -> float:
    """The size that half of the page's letters have at most."""
    sizes = sorted(
        [(line.size, sum([len(word.text) for word in line.words])) for b in blocks for line in b.lines if line.size]
    )
    half, total = sum(count for _, count in sizes) / 2, 0
    for size, count in sizes:
        total += count
        if total >= half:
            return size
    return 0.0


def _places(blocks: Sequence[FoundBlock]) -> dict[int, int]:
    return {id(block): i for i, block in enumerate(blocks)}


def _alike(a: FoundBlock, b: FoundBlock) -> bool:
    """Whether one block's last line and another's first are set in one size."""
    above, below = a.lines[-1], b.lines[0]
    if above.upright or below.upright or not above.size or not below.size:
        return False
    return abs(above.size - below.size) <= ALIKE * max(above.size, below.size)


def _goes_on(a: FoundBlock, b: FoundBlock) -> bool:
    """Whether a block ends within a sentence that another, of its type, goes on with."""
    if not _alike(a, b) or not a.box or not b.box or not (b.box.x > a.box.x or b.box.y >= a.box.bottom - 1):
        return False
    last, first = a.lines[-1].words[-1].text, b.lines[0].words[0].text
    if _is_below(a.box, b.box, a.lines[-1].size or 0.0):
        return True
    if last[-1] in ENDS:
        return _is_next_column(a.box, b.box, a.lines[-1].size or 0.0)
    if first[0] < WIDE:
        return first[0].islower()
    return len(a.lines) > 1 and _fills(a.lines[-1], a.box) and _begins_flush(b)


def _is_headed(above: FoundBlock, text: FoundBlock) -> bool:
    """Whether a text has a headline, or a byline, right above it: it goes on with nothing."""
    if (
        not above.box
        or not text.box
        or len(above.lines) > 2
        or not -FLUSH < text.box.y - above.box.bottom < NEAR * above.box.height
    ):
        return False
    return not _alike(above, text) or above.box.x > text.box.x and above.box.right > text.box.right


def _is_below(a: Box, b: Box, size: float) -> bool:
    """Whether a block stands right below another in its column: the next paragraph, where white parts paragraphs."""
    along = abs(a.x - b.x) < INDENT * size and min(a.right, b.right) > max(a.x, b.x)
    return along and -FLUSH * size < b.y - a.bottom < BELOW * size


def _is_next_column(a: Box, b: Box, size: float) -> bool:
    """Whether a column begins level with the one at its left, and is as wide."""
    beside = 0 < b.x - a.right < GUTTER * size and abs(b.y - a.y) < size
    return beside and abs(a.width - b.width) < WIDTH * size


def _fills(line: FoundLine, column: Box) -> bool:
    return line.box is not None and line.box.right >= column.right - 2 * FLUSH * (line.size or 0.0)


def _begins_flush(block: FoundBlock) -> bool:
    """Whether a block of several lines begins without an indent."""
    first = block.lines[0]
    others = [line.box.x for line in block.lines[1:] if line.box]
    return first.box is not None and bool(others) and abs(first.box.x - min(others)) < FLUSH * (first.size or 0.0)
