"""Columns that OCR ran together: lines that go on over a gutter, parted at it again.

Engines that see no rule between narrow columns make one block of them, each line of which holds a piece of every column. The
white of a gutter still shows: over many lines, hardly a word stands in it, whereas the blanks of justified lines meet
nowhere for long. Blocks that stand one below the other in one measure are looked at together, since engines also cut such
columns into blocks of a line each. A block is parted where the white is as wide as ``GUTTER``, over ``LINES`` lines or
more, most of which go on at both sides; what stands across it (a headline) remains whole and parts what is above and below.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tasks.read.found import FoundBlock, FoundLine, FoundWord, around

LINES = 5
"""Lines over which white is a gutter, at the least: over four, blanks of justified lines meet by chance."""

GUTTER = 0.55
"""How wide it is at the least, in heights of a word; a blank between words has 0.2 to 0.5, loosely set ones more."""

CROSSING = 0.12
"""The part of the lines of which a word may stand in it: two words read as one."""

BOTH_SIDES = 0.6
"""The part of the lines that has words at both sides: columns end at different heights, but not all of them."""

LARGER = 1.15
"""How much larger than the stack's other lines a headline across its columns is; the uppermost line may be any size."""

FULL = 0.6
"""How wide lines of a column are, most of them, at the least; cells of a table are of many widths."""

LETTERS = 0.6
"""The part of a column's characters that are letters: a table's are numbers and leaders."""

SIDE = 4.0
"""How wide a column is at the least, in heights of a word."""


def parted(blocks: Sequence[FoundBlock]) -> list[FoundBlock]:
    """The blocks, those that hold several columns parted; all others are the same objects in the same order."""
    out: list[FoundBlock] = []
    for stack in _stacks(blocks):
        lines = [line for block in stack for line in block.lines]
        made = _columns(lines, stack[0]) if len(lines) >= LINES else None
        out += made if made else stack
    return out


def _stacks(blocks: Sequence[FoundBlock]) -> list[list[FoundBlock]]:
    """Blocks that stand right below each other, as wide as each other: at first, each is a stack of its own."""
    stacks: list[list[FoundBlock]] = []
    for block in sorted(blocks, key=lambda item: item.box.y if item.box else 0.0):
        for stack in reversed(stacks):
            if _stands_below(stack, block):
                stack.append(block)
                break
        else:
            stacks.append([block])
    return stacks


def _stands_below(stack: list[FoundBlock], block: FoundBlock) -> bool:
    over = around([item.box for item in stack if item.box])
    if over is None or block.box is None:
        return False
    height = block.lines[0].size or block.box.height
    above = stack[-1].box
    near = above is not None and -0.8 * height < block.box.y - above.bottom < 1.5 * height
    if (block.lines[0].size or height) > 1.3 * (stack[0].lines[0].size or height):
        return False  # a headline begins something else
    wide = block.box.width > 0.6 * over.width and over.width > 0.6 * block.box.width
    return near and wide and over.x - 2 * height < block.box.x and block.box.right < over.right + 2 * height


def _columns(lines: list[FoundLine], model: FoundBlock) -> list[FoundBlock] | None:
    """The blocks that lines fall into at their gutters; None if they have none."""
    lines = sorted(lines, key=lambda line: line.box.y if line.box else 0.0)
    gutters = _gutters(lines)
    if not gutters:
        return None
    usual = median(line.size or 0.0 for line in lines)
    blocks: list[FoundBlock] = []
    run: list[list[FoundLine | None]] = []
    for line in lines:
        heads = not run or (line.size or 0.0) > LARGER * usual
        if heads and _stands_across(line, gutters):
            blocks += _built(run, model)
            blocks.append(FoundBlock([line], line.box, model.id, model.role, model.rank, model.parent))
            run = []
        else:
            run.append(_cut(line, gutters))
    return blocks + _built(run, model)


def _built(run: list[list[FoundLine | None]], model: FoundBlock) -> list[FoundBlock]:
    columns = [[line for line in column if line] for column in zip(*run, strict=True)]
    return [
        FoundBlock(column, around([line.box for line in column if line.box]), model.id, model.role, model.rank, model.parent)
        for column in columns
        if column
    ]


def _gutters(lines: list[FoundLine]) -> list[tuple[float, float]]:
    """Where white runs down through lines, from left to right."""
    height = median([word.box.height for line in lines for word in line.words if word.box] or [0.0])
    edges = sorted((at, step) for line in lines for word in line.words if word.box
                   for at, step in ((word.box.x, 1), (word.box.right, -1)))  # fmt: skip
    if not edges or not height:
        return []
    most = max(int(CROSSING * len(lines)), len(lines) > LINES)  # one headline may stand over few lines
    found, covered, since = [], 0, edges[0][0]
    for at, step in edges:
        before, covered = covered, covered + step
        if before <= most < covered and at - since >= GUTTER * height:
            found.append((since, at))
        elif covered <= most < before:
            since = at
    left, right = edges[0][0], edges[-1][0]
    inner = [(a, b) for a, b in found if a - left >= SIDE * height and right - b >= SIDE * height]
    return [gap for gap in inner if _goes_on(lines, gap)]


def _goes_on(lines: list[FoundLine], gutter: tuple[float, float]) -> bool:
    """Whether enough lines have words at both sides of a gutter, and prose at each."""
    halves = [half for line in lines if all(half := _cut(line, [gutter])) and not _stands_across(line, [gutter])]
    if len(halves) < max(LINES - 1, BOTH_SIDES * len(lines)):
        return False
    return all(_is_prose([piece for piece in side if piece]) for side in zip(*halves, strict=True))


def _is_prose(pieces: list[FoundLine]) -> bool:
    """Whether these are lines of a column, and not the cells of a table: mostly full, and mostly of letters."""
    boxes = [piece.box for piece in pieces if piece.box]
    lefts, rights = sorted(box.x for box in boxes), sorted(box.right for box in boxes)
    most = len(boxes) * 9 // 10  # a stray word far out makes no column wider
    full = FULL * (rights[most] - lefts[len(boxes) - 1 - most])
    text = "".join(word.text for piece in pieces for word in piece.words)
    return median(box.width for box in boxes) > full and sum(map(str.isalpha, text)) > LETTERS * len(text)


def _stands_across(line: FoundLine, gutters: list[tuple[float, float]]) -> bool:
    """Whether a word of a line stands in a gutter."""
    places = [word.box for word in line.words if word.box]
    return any(box.x < b and a < box.right for box in places for a, b in gutters)


def _cut(line: FoundLine, gutters: list[tuple[float, float]]) -> list[FoundLine | None]:
    """A line's pieces between gutters; None where a column has nothing of it. A word belongs where its middle stands."""
    sides: list[list[FoundWord]] = [[] for _ in range(len(gutters) + 1)]
    for word in line.words:
        middle = word.box.x + word.box.width / 2 if word.box else 0.0
        sides[sum(middle > (a + b) / 2 for a, b in gutters)].append(word)
    boxes = [around([word.box for word in side if word.box]) for side in sides]
    return [FoundLine(side, box, line.id, line.size) if side else None for side, box in zip(sides, boxes, strict=True)]
