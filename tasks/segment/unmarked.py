"""Lines that nothing marks: set like those around them, at the pitch of their block, in its midst.

What begins on a page is marked: by white or a rule above, by other type, by its place in its column, or by an engine that
saw a block end there. A line in the midst of a block, in the type of the lines around it, at their pitch and flush with
them, stands in a text or in a list, whatever its words look like: a paragraph may open there, but no article; a name on it
is no byline, its capitals are no headline. This is said of measured pages alone: of scans, where words are misread and
lists of names are many; who states sizes states more than that.

Left alone: the first two lines of a block, above which a headline or a byline may stand; lines apart from those around
them; lines that are set in, centred or to the right; type larger than most of the page's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from tasks.model.page import Place

PITCH = 1.25
"""How far below the line above a line stands at most, in pitches of its block: half a line of white is more."""
ALIKE = 0.2
"""How much the sizes of two lines of one type differ at most, as a part of the larger: they are measured on few letters."""
LARGER = 1.15
"""How much larger than most of the page's the type of a headline's block is, at the least."""
FLUSH = 0.6
"""How far from its block's left edge a line begins at most, in sizes: less than paragraphs are set in."""
FULL = 0.8
"""Part of its block's width that a line fills, unless it ends a paragraph."""
START, APART = "A", "KMDYX"
"""The labels that a line cannot have: of a start; of what is no text."""


def unmarked(places: Sequence[Place | None]) -> dict[int, set[str]]:
    """The labels that lines cannot have since nothing marks these, by the lines' numbers."""
    out: dict[int, set[str]] = {}
    body = _body([place for place in places if place])
    for start, end in _blocks(places):
        lines = [place for place in places[start:end] if place]
        if len(lines) > 2 and lines[0].measured and median(line.size for line in lines) <= LARGER * body:
            out.update((start + i, labels) for i, labels in _block(lines).items())
    return out


def _body(places: Sequence[Place]) -> float:
    """The size of most of the page's type, by the width of its lines."""
    found = sorted((place.size, place.box.width) for place in places)
    half = sum(width for _, width in found) / 2
    for size, width in found:
        half -= width
        if half <= 0:
            return size
    return 0.0


def _blocks(places: Sequence[Place | None]) -> list[tuple[int, int]]:
    """Where lines of one block follow one another downwards: the first, and the one after the last."""
    out, start = [], 0
    for i, here in enumerate([*places, None]):
        before = places[i - 1] if i else None
        if before and here and here.block == before.block and here.box.y >= before.box.y and not here.upright:
            continue
        out.append((start, i))
        start = i
    return out


def _block(lines: Sequence[Place]) -> dict[int, set[str]]:
    """The labels that lines of a block cannot have, by their places in it."""
    steps = [_step(above, below) for above, below in pairwise(lines)]
    usual, left = median(steps), _left(lines)
    width = max(line.box.right for line in lines) - left
    close = [
        0 < step <= PITCH * usual and _are_alike(above, below)
        for step, (above, below) in zip(steps, pairwise(lines), strict=True)
    ]
    within = [False, *close, False]
    flush = [abs(line.box.x - left) <= FLUSH * line.size for line in lines]
    full = [line.box.width >= FULL * width for line in lines]
    out: dict[int, set[str]] = {}
    for i in range(2, len(lines)):
        if not within[i - 1] or not within[i]:
            continue
        if full[i - 1] or flush[i - 1] and (full[i - 2] or flush[i]):
            out.setdefault(i, set()).update(START)
        if within[i + 1] and (flush[i] or full[i]):
            out.setdefault(i, set()).update(APART)
    return out


def _step(above: Place, below: Place) -> float:
    """How far a line stands below another: the mean of tops and feet, each of which leans on the letters there."""
    return below.box.y - above.box.y + (below.box.height - above.box.height) / 2


def _are_alike(above: Place, below: Place) -> bool:
    return abs(above.size - below.size) <= ALIKE * max(above.size, below.size)


def _left(lines: Sequence[Place]) -> float:
    """The block's left edge: where most of its lines begin, within half a size."""
    edges = [line.box.x for line in lines]
    near = [sum(abs(other - at) <= lines[0].size / 2 for other in edges) for at in edges]
    return min(at for at, count in zip(edges, near, strict=True) if count == max(near))
