"""Gutters that go on: lines that OCR ran together below or above columns which it kept apart.

Columns are set to one measure, and the gutter between two of them runs straight from the first line of a text to its last.
Engines see it only in places: they keep two columns apart for some lines, and then make blocks that hold a line of each, or
cut the columns' feet, which end at different heights, into one. So what such lines themselves do not tell is told by their
neighbours: from wherever two columns stand side by side, their gutter is followed up and down as long as
nothing stands in it and lines keep to it at one side at least. Lines that go on over it are parted there, since all of the
gutter is white in them, which the blanks of a wider measure hardly ever leave it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from tasks.read.found import FoundBlock, FoundLine, FoundWord, around

COLUMN = 3
"""Lines of a column, at the least."""

WIDE = 4.0
"""How wide a column is at the least, in sizes."""

GUTTER = (0.5, 4.0)
"""How wide a gutter is, at the least and at the most, in sizes."""

SLACK = 0.25
"""How far a line may reach into a gutter, in sizes: justification, and the leaning of a scan."""

NEAR = 2.6
"""From one line to the next, at the most, in sizes: what stands further off begins something else."""

KEEPS = 1.5
"""How far from a gutter's edge a line of its column begins or ends, at the most, in sizes (an indent; the last line may
fall short by more, but then another stands at the other side)."""

LARGER = 1.4
"""How much larger than its columns' the type of a line is that must leave all of the gutter white: a headline's blank may
stand there by chance."""


@dataclass(frozen=True, slots=True)
class _Gutter:
    """White between two columns: its edges, how far it has been followed, the size of the type at its sides."""

    left: float
    right: float
    top: float
    bottom: float
    size: float

    def meets(self, line: _Found) -> bool:
        """Whether a word stands in it."""
        slack = SLACK * self.size if line.size <= LARGER * self.size else 0.0
        return any(left < self.right - slack and self.left + slack < right for left, right in line.words)

    def is_crossed(self, line: _Found) -> bool:
        """Whether a line has words at both sides of it."""
        middle = (self.left + self.right) / 2
        return line.left < middle < line.right

    def keeps(self, line: _Found) -> bool:
        """Whether a line is one of its columns, or of both."""
        ends = abs(line.right - self.left) <= KEEPS * self.size
        return ends or abs(line.left - self.right) <= KEEPS * self.size or self.is_crossed(line)


@dataclass(frozen=True, slots=True)
class _Found:
    """A line by its place in the page's list: its edges, its height on the page, the size of its type, its words' edges."""

    number: int
    left: float
    right: float
    middle: float
    size: float
    words: tuple[tuple[float, float], ...]


def followed(blocks: Sequence[FoundBlock]) -> list[FoundBlock]:
    """The blocks, with lines that go on over a gutter parted at it, and their pieces put to the columns that they are of."""
    lines = [line for block in blocks for line in block.lines]
    found = sorted(_found(lines), key=lambda line: line.middle)
    cuts: dict[int, list[_Gutter]] = {}
    for gutter in _gutters(blocks):
        down = [line for line in found if line.middle > gutter.bottom]
        up = [line for line in reversed(found) if line.middle < gutter.top]
        within = [line for line in found if gutter.top <= line.middle <= gutter.bottom and not gutter.meets(line)]
        for line in (*within, *_along(gutter, down, gutter.bottom), *_along(gutter, up, gutter.top)):
            if gutter.is_crossed(line):
                cuts.setdefault(line.number, []).append(gutter)
    return _rebuilt(blocks, cuts) if cuts else list(blocks)


def _found(lines: Sequence[FoundLine]) -> Iterable[_Found]:
    for number, line in enumerate(lines):
        places = tuple(sorted((word.box.x, word.box.right) for word in line.words if word.box))
        if places and line.box and line.size and not line.upright:
            right = max(end for _, end in places)
            yield _Found(number, places[0][0], right, line.box.y + line.box.height / 2, line.size, places)


def _gutters(blocks: Sequence[FoundBlock]) -> list[_Gutter]:
    """The white between columns that stand side by side."""
    columns = [block for block in blocks if block.box and len(block.lines) >= COLUMN and not block.lines[0].upright]
    out = []
    for left in columns:
        for right in columns:
            size = median(line.size or 0.0 for line in (*left.lines, *right.lines))
            a, b = left.box, right.box
            if a is None or b is None or not size or min(a.width, b.width) < WIDE * size:
                continue
            top, bottom = max(a.y, b.y), min(a.bottom, b.bottom)
            if bottom - top > COLUMN * size and GUTTER[0] * size <= b.x - a.right <= GUTTER[1] * size:
                out.append(_Gutter(a.right, b.x, top, bottom, size))
    return out


def _along(gutter: _Gutter, lines: Iterable[_Found], end: float) -> Iterable[_Found]:
    """The lines that a gutter is followed past, from its end on."""
    for line in lines:
        if line.right < gutter.left - WIDE * gutter.size or line.left > gutter.right + WIDE * gutter.size:
            continue  # beside its columns
        if abs(line.middle - end) > NEAR * gutter.size or gutter.meets(line):
            return
        if gutter.keeps(line):
            end = line.middle
        yield line


def _rebuilt(blocks: Sequence[FoundBlock], cuts: dict[int, list[_Gutter]]) -> list[FoundBlock]:
    """The blocks anew: what was cut goes piece by piece to the column that it stands right below, or makes one."""
    out: list[FoundBlock] = []
    number = 0
    for block in blocks:
        numbers = range(number, number + len(block.lines))
        number += len(block.lines)
        if not any(i in cuts for i in numbers):
            out.append(block)
            continue
        made: list[FoundBlock] = []
        for i, line in zip(numbers, block.lines, strict=True):
            for piece in _pieces(line, cuts.get(i, [])):
                column = _column([*made, *(out if i in cuts else [])], piece)
                if column is None:
                    made.append(FoundBlock([piece], piece.box, block.id, block.role, block.rank, block.parent))
                else:
                    column.lines.append(piece)
                    column.box = around([box for box in (column.box, piece.box) if box])
        out += made
    return out


def _pieces(line: FoundLine, gutters: Sequence[_Gutter]) -> list[FoundLine]:
    """A line's pieces between gutters; a word belongs where its middle stands."""
    if not gutters:
        return [line]
    edges = [(gutter.left + gutter.right) / 2 for gutter in gutters]
    sides: dict[int, list[FoundWord]] = {}
    for word in line.words:
        middle = word.box.x + word.box.width / 2 if word.box else 0.0
        sides.setdefault(sum(middle > edge for edge in edges), []).append(word)
    made = []
    for _, words in sorted(sides.items()):
        made.append(FoundLine(words, around([word.box for word in words if word.box]), line.id, line.size))
    return made


def _column(blocks: Sequence[FoundBlock], piece: FoundLine) -> FoundBlock | None:
    """The column whose next line a piece is: it stands right below its last, over most of it."""
    box, size = piece.box, piece.size or 0.0
    if box is None:
        return None
    for block in reversed(blocks):
        last = block.lines[-1]
        if last.box is None or block.box is None or not (last.size or 0.0) / 1.3 <= size <= 1.3 * (last.size or 0.0):
            continue
        step = box.y + box.height / 2 - last.box.y - last.box.height / 2
        shared = min(block.box.right, box.right) - max(block.box.x, box.x)
        inside = shared > 0.6 * min(block.box.width, box.width) and box.width < block.box.width + 2 * size
        if 0 < step <= NEAR * size and inside:
            return block
    return None
