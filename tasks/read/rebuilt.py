"""Lines and columns anew from words, on pages whose lines OCR wove together.

Columns whose lines stand at different heights are read by engines as lines that climb from one column into the next, and
blocks are made of these. Where words stand is known all the same. So gutters are looked for in the words alone: white that
nothing stands in, at whose right edge lines begin and at whose left edge lines end, since columns are set flush, whereas the
blanks of justified lines that happen to meet have ragged edges. Words of one height between two gutters are a line; lines
right below each other in one type, with no gutter between their ends, are a block.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

from tasks.model.source import Box
from tasks.read.flush import ALIKE, UNLIKE, Gutter, PlacedWord, Shelves, gutters_of, is_parted, placed
from tasks.read.found import FoundBlock, FoundLine, around
from tasks.read.heights import evened

LEVEL, SLACK = 0.6, 0.1
"""The part of the lower word's height that two words of one line share, at the least, and what it may lack, in sizes."""

BLANK = 1.2
"""How wide a blank is at the most where the engine took its ends for two lines, in sizes; in its own lines, ``TORN``."""

TORN = 6.0

HIGH = 0.6
"""How far a line reaches above and below its middle, at the most, in sizes."""

LETTER = 0.49
"""How wide letters are on the average, in sizes."""

FEW = 3
"""Words that tell a line's size by their heights, at the least."""

SPECK = 2
"""Characters that may be dirt, at the most."""

LEADING = 1.5
"""From one line to the next of the same type, if nothing stands between them, in sizes."""

NEXT = 2.1
"""From one line to the next of a block, at the most, in sizes."""

SHEET = 10_000.0
"""How far on a page words may stand, in sizes."""


def rebuilt(blocks: Sequence[FoundBlock], tight: bool) -> list[FoundBlock]:
    """The blocks, those that a gutter runs through made anew of their words, with those that they overlap.

    Args:
        blocks: of one page, whose lines have sizes; those without boxes, or upright, stay as they are.
        tight: whether boxes of words are as high as their letters.

    Returns:
        The same objects where nothing is woven.
    """
    lines = [line for block in blocks for line in block.lines]
    homes = [block for block in blocks for _ in block.lines]
    known = [not line.upright and all(word.box for word in line.words) for line in lines]
    words = [list(placed(line, number, tight)) if known[number] else [] for number, line in enumerate(lines)]
    every = [word for row in words for word in row]
    if not _is_a_page(every):
        return list(blocks)
    gutters = list(gutters_of(every, median(word.size for word in every)))
    crossed = [any(is_parted(pair, gutters) for pair in pairwise(row)) for row in words]
    woven = _woven(blocks, {id(home) for home, cut in zip(homes, crossed, strict=True) if cut})
    torn = [word for home, row in zip(homes, words, strict=True) if id(home) in woven for word in row]
    if not torn:
        return list(blocks)
    told = [(cut, line.size / row[0].size) for line, row, cut in zip(lines, words, crossed, strict=True)
            if row and line.size and row[0].size]  # fmt: skip
    scale = median([ratio for cut, ratio in told if not cut] or [ratio for _, ratio in told] or [1.0])
    made = [block for block in blocks if id(block) not in woven]
    for stack in _stacked(_rows(torn, gutters), gutters):
        home = homes[Counter(word.line[0] for row in stack for word in row.words).most_common(1)[0][0]]
        sizes = evened([scale * row.size for row in stack])
        new = [FoundLine([w.found for w in row.words], row.box, lines[row.words[0].line[0]].id, size)
               for row, size in zip(stack, sizes, strict=True)]  # fmt: skip
        made.append(FoundBlock(new, around([row.box for row in stack]), home.id, home.role, home.rank, home.parent))
    return made


def _is_a_page(words: Sequence[PlacedWord]) -> bool:
    """Whether words have places such as a page has: boxes of a broken file may be anywhere."""
    if not words:
        return False
    reach = SHEET * median(word.size for word in words)
    return all(-reach < edge < reach for word in words for edge in (*word.box, word.size)) and reach > 0


def stacks_of(words: Sequence[PlacedWord], gutters: Sequence[Gutter]) -> list[list[_Row]]:
    """Words in rows, and these in columns, told by places alone; each word is taken for a line of its own."""
    return _stacked(_rows(words, gutters), gutters)


def _woven(blocks: Sequence[FoundBlock], crossed: set[int]) -> set[int]:
    """The blocks to make anew, by identity: those crossed, and those that these overlap; none that cannot be."""
    free = [block for block in blocks if block.box and all(w.box for line in block.lines for w in line.words)
            and not any(line.upright for line in block.lines)]  # fmt: skip
    boxes = [block.box for block in free if id(block) in crossed and block.box]
    return {id(block) for block in free if id(block) in crossed or any(_overlap(block.box, box) for box in boxes)}


def _overlap(one: Box | None, other: Box) -> bool:
    """Whether more than a tenth of the smaller of two boxes is in the other."""
    if one is None:
        return False
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 0 and down > 0 and across * down > 0.1 * min(one.width * one.height, other.width * other.height)


@dataclass(slots=True)
class _Row:
    """Words of one line."""

    words: list[PlacedWord]
    box: Box
    size: float

    @property
    def middle(self) -> float:
        return self.box.y + self.box.height / 2

    def by_width(self) -> float:
        """The size of the type as the width of its letters tells it."""
        return sum(w.box.width for w in self.words) / sum(len(w.found.text) for w in self.words) / LETTER

    def is_speck(self) -> bool:
        """Whether hardly anything stands in it: dirt that was read, a piece of a letter."""
        return sum(len(word.found.text) for word in self.words) <= SPECK


def _rows(words: Sequence[PlacedWord], gutters: Sequence[Gutter]) -> list[_Row]:
    """The lines that words stand on."""
    step = 2 * median(word.size for word in words)
    down = Shelves(words, step)
    follower: dict[int, PlacedWord] = {}
    before: dict[int, PlacedWord] = {}
    pairs = sorted(_pairs(words, down, gutters), key=lambda pair: pair[0])
    for _, left, right in pairs:
        if id(left) not in follower and id(right) not in before:
            follower[id(left)] = right
            before[id(right)] = left
    rows = []
    for word in words:
        if id(word) in before:
            continue
        row = [word]
        while id(row[-1]) in follower:
            row.append(follower[id(row[-1])])
        rows.append(_row(row))
    return rows


def _row(words: list[PlacedWord]) -> _Row:
    """A line of words; it is no higher than its type, though some boxes are."""
    size, middle = median_low([word.size for word in words]), median(word.middle for word in words)
    top = max(min(word.box.y for word in words), middle - HIGH * size)
    bottom = min(max(word.box.bottom for word in words), middle + HIGH * size)
    left = min(word.box.x for word in words)
    return _Row(words, Box(left, top, max(word.box.right for word in words) - left, bottom - top), size)


def _pairs(
    words: Sequence[PlacedWord], down: Shelves, gutters: Sequence[Gutter]
) -> Iterator[tuple[tuple[bool, float], PlacedWord, PlacedWord]]:
    """Each word with those that may be the next of its line, and how far off they are."""
    for word in words:
        for other in down.between(word.box.y, word.box.bottom):
            size = max(word.size, other.size)
            apart = other.line[0] != word.line[0]
            if other is word or not (_follows(word.box, other.box) if apart else other.line > word.line):
                continue
            if not _are_level(word.box, other.box, size) or size > UNLIKE * min(word.size, other.size):
                continue
            white = other.box.x - word.box.right
            if white > TORN * size or -white > TORN * size:
                continue
            if apart and white > BLANK * size and not _is_covered(down, word, other):
                continue
            if is_parted((word, other), gutters):
                continue
            yield (apart, other.box.x - word.box.x if apart else other.line[1] - word.line[1]), word, other


def _follows(one: Box, other: Box) -> bool:
    """Whether a word stands right of another; boxes of single characters may overlap."""
    return other.x + other.width / 2 > one.x + one.width / 2


def _is_covered(down: Shelves, left: PlacedWord, right: PlacedWord) -> bool:
    """Whether the next line above or below has a word where the blank between two words is."""
    middle, size = (left.box.right + right.box.x) / 2, max(left.size, right.size)
    near = down.between(min(left.box.y, right.box.y) - size, max(left.box.bottom, right.box.bottom) + size)
    return any(word.box.x < middle < word.box.right and word.size <= ALIKE * size for word in near)


def _are_level(one: Box, other: Box, size: float) -> bool:
    """Whether two words stand on one line: marks may stand a little below the letters, or above them."""
    shared = min(one.bottom, other.bottom) - max(one.y, other.y)
    return shared + SLACK * size >= LEVEL * min(one.height, other.height)


def _stacked(rows: Sequence[_Row], gutters: Sequence[Gutter]) -> list[list[_Row]]:
    """Rows that stand right below each other in one column."""
    stacks: list[list[_Row]] = []
    for row in sorted(rows, key=lambda item: item.middle):
        for stack in sorted(stacks, key=lambda item: item[-1].middle, reverse=True):
            last = stack[-1]
            if min(last.box.right, row.box.right) <= max(last.box.x, row.box.x):
                continue
            if _goes_on(stack, row, gutters):
                stack.append(row)
                break
            if len(stack) > 1 or not last.is_speck():
                stacks.append([row])
                break
        else:
            stacks.append([row])
    return stacks


def _goes_on(stack: list[_Row], row: _Row, gutters: Sequence[Gutter]) -> bool:
    """Whether a row is the next of a stack; if it is, it gets its size where its own was measured badly."""
    last, usual = stack[-1], median_low([one.size for one in stack])
    step = row.middle - last.middle
    if len(stack) == 1 and not _is_alike(last.size, row.size) and _is_of(last, row.size, step):
        last.size = usual = row.size
    if not 0.4 * usual < step <= NEXT * usual or not _is_of(row, usual, step):
        return False
    left, right = min(last.box.x, row.box.x) + usual, max(last.box.right, row.box.right) - usual
    if any(gutter.parts(left, right, height) for gutter in gutters for height in (last.middle, row.middle)):
        return False
    if any(_stands_over(last, row, gutter) or _stands_over(row, last, gutter) for gutter in gutters):
        return False
    if not _is_alike(row.size, usual):
        row.size = usual
    return True


def _stands_over(wide: _Row, row: _Row, gutter: Gutter) -> bool:
    """Whether one row goes over a gutter which another stands beside: a headline over columns is no line of one."""
    size = row.size
    if not (wide.box.x + size < gutter.left and gutter.right < wide.box.right - size):
        return False
    beside = row.box.right <= gutter.left + size or row.box.x >= gutter.right - size
    return beside and gutter.top <= row.middle <= gutter.bottom


def _is_of(row: _Row, size: float, step: float) -> bool:
    """Whether a row is set in a size: one or two words tell that badly, by their height alone.

    Larger type has no room where one line stands as close to another as those of that size do.
    """
    if _is_alike(row.size, size):
        return True
    if row.size > size and step <= LEADING * size:
        return True
    told = [word.size for word in row.words] + [row.by_width()]
    return len(row.words) < FEW and any(_is_alike(one, size) for one in told)


def _is_alike(one: float, other: float) -> bool:
    return max(one, other) <= ALIKE * min(one, other)
