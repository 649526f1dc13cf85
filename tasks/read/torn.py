"""Lines that OCR tore at the wide blanks of justified type, put together again.

In a narrow column a line of two long words has a blank as wide as a gutter, and engines take its ends for two columns: each
goes to a block of its own, and the lines around it, which are whole, to a third. That the ends are of one line shows in the
lines right above and below: a word stands there where the blank is, their column holds both ends, and none of them begins or
ends at the blank's edge, as columns do. Where these are torn as well, or a paragraph ends in them, further lines of the
column tell, if the ends are flush with its edges. Blocks that then stand within another are lines of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.model.source import Box
from tasks.read.found import WIDE, FoundBlock, FoundLine, around

BLANK = 6.0
"""How wide the blank of a justified line is at the most, in sizes."""

LEVEL = 0.6
"""The part of the lower one's height that two ends of a line share, at the least."""

NEXT = 2.0
"""From a line to the next, at the most, in sizes."""

REACH = 6
"""Lines of a column above and below that tell, at the most: where it is narrow, several are torn that follow each other."""

EDGE = 1.0
"""How far a line's ends may stand out of the column of the next, in sizes."""

GUTTER = 0.5
"""How wide the white between columns is, at the least, in sizes."""

FLUSH = 0.3
"""How far from one another lines begin or end that are set flush, in sizes; what happens to meet is further."""

AT = 0.4
"""How far from one another lines begin or end at one edge, in sizes."""

ALIKE = 1.35
"""How much larger one line's type is measured than that of another in the same column, at the most."""

SQUARE = 0.9
"""White behind a Chinese mark at the most, in sizes: less than half a square, which is its own, and half a justified one;
gutters have a square by themselves."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that has a place, and the number of its block."""

    found: FoundLine
    box: Box
    size: float
    block: int

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return self.box.y + self.box.height / 2


def rejoined(blocks: Sequence[FoundBlock]) -> list[FoundBlock]:
    """The blocks, torn lines whole; those that nothing of is torn are the same objects in the same order."""
    lines = [
        _Line(line, line.box, line.size, number)
        for number, block in enumerate(blocks)
        for line in block.lines
        if line.box and line.size and not line.upright
    ]
    lines.sort(key=lambda line: line.box.y)
    taken: set[int] = set()
    for left, right in sorted(_torn(lines), key=lambda pair: -pair[0].box.x):  # the last piece of a line first
        if id(right.found) not in taken:
            left.found.words = [*left.found.words, *right.found.words]
            left.found.box = around([box for box in (left.found.box, right.found.box) if box])
            taken.add(id(right.found))
    for block in blocks if taken else ():
        block.lines = [line for line in block.lines if id(line) not in taken]
        block.box = around([line.box for line in block.lines if line.box])
    return _absorbed([block for block in blocks if block.lines]) if taken else list(blocks)


def _torn(lines: Sequence[_Line]) -> Iterable[tuple[_Line, _Line]]:
    """Pairs of pieces, the right one being the nearest right of the left one."""
    for at, line in enumerate(lines):
        near = _near(lines, at)
        level = [one for one in near if one.box.x >= line.box.right - line.size / 4 and _is_level(line, one)]
        if not level:
            continue
        other = min(level, key=lambda one: one.box.x)
        white = other.box.x - line.box.right
        if white <= SQUARE * line.size and _is_chinese(line, other):
            yield line, other
            continue
        if white > BLANK * line.size or not _are_alike(line, other):
            continue
        next_ = [one for one in near if _is_next(line, one)]
        torn = [one for one in next_ if any(_is_level(one, piece) and one.box.right <= piece.box.x for piece in next_)]
        if any(_begins(one, line, other, FLUSH if one in torn else AT) for one in next_):
            continue
        if any(_ends(one, line, other, AT) and one not in torn for one in next_):
            continue
        if any(_shows(one, line, other) for one in next_) or _is_shown_further(lines, at, line, other):
            yield line, other


def _is_chinese(left: _Line, right: _Line) -> bool:
    """Whether Chinese ends in a mark that fills its square by half, and goes on behind it at the same height."""
    before, after = left.found.words[-1].text[-1], right.found.words[0].text[0]
    level = abs(left.box.y - right.box.y) <= AT * left.size
    return level and not before.isalnum() and after >= WIDE and left.found.words[0].text[0] >= WIDE


def _near(lines: Sequence[_Line], at: int) -> list[_Line]:
    """The lines on the same height as one, right above and right below."""
    line, out = lines[at], []
    for step in (-1, 1):
        k = at + step
        while 0 <= k < len(lines) and abs(lines[k].box.y - line.box.y) <= (NEXT + 1) * line.size:
            out.append(lines[k])
            k += step
    return out


def _is_level(left: _Line, right: _Line) -> bool:
    """Whether two pieces stand on one line."""
    shared = min(left.box.bottom, right.box.bottom) - max(left.box.y, right.box.y)
    return shared >= LEVEL * min(left.box.height, right.box.height)


def _are_alike(one: _Line, other: _Line) -> bool:
    small, large = sorted((one.size, other.size))
    return large <= ALIKE * small


def _is_next(line: _Line, one: _Line) -> bool:
    """Whether a line is the next above or below, in the same type."""
    step = abs(one.middle - line.middle)
    return 0.5 * line.size < step <= NEXT * line.size and _are_alike(one, line)


def _shows(one: _Line, left: _Line, right: _Line) -> bool:
    """Whether a line holds both pieces in its column, and has a word where their blank is, or no wider blank than any."""
    slack = EDGE * left.size
    if left.box.x < one.box.x - slack or right.box.right > one.box.right + slack:
        return False
    middle = (left.box.right + right.box.x) / 2
    before = max([word.box.right for word in one.found.words if word.box and word.box.x < middle], default=one.box.x)
    after = min([word.box.x for word in one.found.words if word.box and word.box.right > middle], default=one.box.right)
    return after - before < GUTTER * left.size


def _is_shown_further(lines: Sequence[_Line], at: int, left: _Line, right: _Line) -> bool:
    """Whether lines of the column tell that are not next to a torn one: one shows, and none are set flush at the blank."""
    column = [one for step in (-1, 1) for one in _along(lines, at, step, left, right)]
    starts = sorted([right.box.x, *(one.box.x for one in column if one.box.x > left.box.right)])
    if any(b - a <= FLUSH * left.size for a, b in pairwise(starts)):
        return False
    if sum(_ends(one, left, right, FLUSH) for one in column) > 1:
        return False
    return any(_is_flush(one, left, right) and _shows(one, left, right) for one in column)


def _is_flush(one: _Line, left: _Line, right: _Line) -> bool:
    """Whether one of the pieces begins, or ends, where a line does."""
    return min(abs(one.box.x - left.box.x), abs(one.box.right - right.box.right)) <= AT * left.size


def _along(lines: Sequence[_Line], at: int, step: int, left: _Line, right: _Line) -> Iterator[_Line]:
    """The lines above or below a torn one in its column, as far as one follows the other."""
    size, height, rows, k = left.size, left.middle, 0, at + step
    while 0 <= k < len(lines) and abs(lines[k].middle - height) <= NEXT * size:
        one = lines[k]
        k += step
        if one.box.right <= left.box.x or one.box.x >= right.box.right or not _are_alike(one, left):
            continue
        if abs(one.middle - height) > 0.5 * size:
            height, rows = one.middle, rows + 1
        if rows > REACH:
            return
        if rows:
            yield one


def _begins(one: _Line, left: _Line, right: _Line, slack: float) -> bool:
    """Whether a line begins where the right piece does, give or take some sizes: an edge of columns."""
    return abs(one.box.x - right.box.x) <= slack * left.size and one.box.x > left.box.right


def _ends(one: _Line, left: _Line, right: _Line, slack: float) -> bool:
    """Whether a line ends where the left piece does, which says the same unless it is torn as well."""
    return abs(one.box.right - left.box.right) <= slack * left.size and one.box.right < right.box.x


def _absorbed(blocks: list[FoundBlock]) -> list[FoundBlock]:
    """The blocks, those that stand within another put among its lines."""
    out = list(blocks)
    for block in sorted(blocks, key=lambda item: item.box.width * item.box.height if item.box else 0.0):
        home = next((other for other in out if other is not block and _holds(other, block)), None)
        if home is not None:
            home.lines = sorted([*home.lines, *block.lines], key=lambda line: line.box.y if line.box else 0.0)
            out = [other for other in out if other is not block]
    return out


def _holds(home: FoundBlock, block: FoundBlock) -> bool:
    """Whether a block stands within another, in its type."""
    if not home.box or not block.box or len(home.lines) < 2:
        return False
    size, own = home.lines[0].size or 0.0, block.lines[0].size or 0.0
    slack = EDGE * size
    inside = home.box.x - slack <= block.box.x and block.box.right <= home.box.right + slack
    small, large = sorted((size, own))
    return inside and home.box.y <= block.box.y and block.box.bottom <= home.box.bottom and large <= ALIKE * small
