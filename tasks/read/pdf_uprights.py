"""Lines of a PDF whose letters stand one below the other: headlines of Chinese papers, set beside their text.

Each letter is painted by itself, so that it comes as a line of its own. A run of letters of one size, each right below the
last, is one upright line; figures and Latin words in it may lie on their side. What is left of a headline that is broken
into a further line is two letters, or one, that begin level with an upright line beside it. Upright lines are read from the
right: where they were painted one after the other, each at the left of the last, they are one headline.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tasks.model.source import Box
from tasks.read.found import WIDE, FoundBlock
from tasks.read.pdf_line import Line

if TYPE_CHECKING:
    from tasks.read.pdf import Word

MINGLED = 3
"""Upright lines whose letters come in turn, at most: PDFium sorts letters that stand on one baseline from the left."""

STACKED = 3
"""Letters one below the other that are an upright line whatever they are."""

SAME_SIZE = 0.08
"""How much their sizes may differ, as a part of the first one's."""

ASIDE = 0.4
"""How far from the middle of the letter above one may stand, in sizes."""

OVERLAP, WHITE = 0.5, 0.9
"""How far letters one below the other may overlap, and how much white may be between them, in sizes."""

CLOSE = 0.25
"""White between two letters that are a line by themselves, likewise: they are set downwards, and no column is so narrow."""

ASCENT, DESCENT = 0.88, 0.12
"""The square that a Chinese letter is set in, above and below its baseline, in sizes."""

BESIDE, TOGETHER = 3.0, 0.65
"""White between upright lines of one headline, in sizes of the larger, at most: of two parts of it, and of one."""

ALONG = 0.5
"""How much of the shorter stands beside the longer, at least."""


def uprights(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, single letters painted one below the other made one."""
    if sum([len(line.words) == len(line.words[0].text) == 1 or line.words[0].angle > 0 for line in lines]) < STACKED - 1:
        return list(lines)
    runs: list[list[Line]] = []
    growing: list[list[Line]] = []
    for line in lines:
        first = line.words[0]
        if not first.angle and (len(first.text) > 1 or len(line.words) > 1) or not (_is_letter(line) or _lies(line)):
            growing = []
            runs.append([line])
            continue
        run = next((run for run in reversed(growing) if _is_below(run[-1], line)), None)
        if run is None:
            run = []
            runs.append(run)
            growing = [*growing[1 - MINGLED :], run]
        run.append(line)
    out: list[Line] = []
    for run in runs:
        if len(run) > 1 and _is_upright(run):
            out.append(Line([_squared(word) for item in run for word in item.words], upright=True))
        else:
            out += run
    return _with_rests(out) if len(out) < len(lines) else out


def from_the_right(ordered: Sequence[FoundBlock], painted: Sequence[FoundBlock]) -> list[FoundBlock]:
    """The blocks in order, the upright lines of each headline read from the right where the largest of them stands.

    Args:
        ordered: the page's blocks as their boxes order them.
        painted: the same as they were painted.
    """
    out = list(ordered)
    for group in _groups(painted):
        sizes = {id(block): block.lines[0].size or 0.0 for block in group}
        largest = max(group, key=lambda block: sizes[id(block)])
        whole = sorted(group, key=lambda block: (-_column(block, group), _box(block).y))
        at = next(i for i, block in enumerate(out) if block is largest)
        at -= sum(id(block) in sizes for block in out[:at])
        out = [block for block in out if id(block) not in sizes]
        out[at:at] = whole
    return out


def _groups(painted: Sequence[FoundBlock]) -> list[list[FoundBlock]]:
    """Upright lines painted one after the other, each beside one of the others, or right below it: headlines of several."""
    groups: list[list[FoundBlock]] = [[]]
    for block in painted:
        if not block.box or not all(line.upright for line in block.lines):
            groups.append([])
        elif groups[-1] and not any(_are_beside(other, block) for other in groups[-1]):
            groups.append([block])
        else:
            groups[-1].append(block)
    return [group for group in groups if len(group) > 1]


def _are_beside(a: FoundBlock, b: FoundBlock) -> bool:
    """Whether two upright lines stand beside each other, or one of them in one column with the other."""
    one, other = _box(a), _box(b)
    small, size = sorted((a.lines[0].size or 0.0, b.lines[0].size or 0.0))
    white = max(other.x - one.right, one.x - other.right)
    most = TOGETHER if size - small < SAME_SIZE * size else BESIDE
    along = min(one.bottom, other.bottom) - max(one.y, other.y)
    return white < 0 or white < most * size and along > ALONG * min(one.height, other.height)


def _column(block: FoundBlock, group: Sequence[FoundBlock]) -> float:
    """Where the column of an upright line begins: that of the widest line that it shares it with."""
    own = _box(block)
    slack = ASIDE * min(own.width, *(_box(other).width for other in group))
    return min([own.x, *(box.x for box in map(_box, group) if box.x < own.right - slack and own.x + slack < box.right)])


def _box(block: FoundBlock) -> Box:
    assert block.box
    return block.box


def _with_rests(lines: Sequence[Line]) -> list[Line]:
    """The lines, letters that are the rest of an upright line beside them made upright as well."""
    out = list(lines)
    for i, line in enumerate(lines):
        if line.upright or not _is_letter(line):
            continue
        if any(other.upright and _is_rest(line, other) for other in lines[max(0, i - MINGLED) : i + MINGLED]):
            out[i] = Line([_squared(word) for word in line.words], upright=True)
    return out


def _is_rest(letter: Line, upright: Line) -> bool:
    """Whether a letter begins level with an upright line of its size, right beside it."""
    top, bottom = _edges(letter)
    white = max(letter.left - upright.right, upright.left - letter.right)
    level = abs(top - upright.top) < OVERLAP * letter.size and bottom < upright.bottom
    return _are_alike(letter, upright) and level and 0 <= white < letter.size


def _is_letter(line: Line) -> bool:
    """Whether a line is one letter."""
    return len(line.words) == 1 and len(line.words[0].text) == 1 and not line.words[0].angle


def _lies(line: Line) -> bool:
    """Whether a line is a figure, a Latin word or a mark that lies on its side, read downwards."""
    return all(word.angle == 1 and word.text < WIDE for word in line.words)


def _is_upright(run: Sequence[Line]) -> bool:
    """Whether lines one below the other are one upright line."""
    letters = [line for line in run if _is_letter(line)]
    if len(letters) < len(run):
        return len(letters) > 1 and all(_is_full(line.words[0].text) for line in letters)
    if len(run) != STACKED - 1:
        return len(run) >= STACKED
    (_, bottom), (top, _) = map(_edges, run)
    return all(line.words[0].text >= WIDE for line in run) and top - bottom < CLOSE * run[0].size


def _is_full(letter: str) -> bool:
    """Whether a letter is set in a square of its own, as marks are in full-width print (``“十四五”``)."""
    return letter >= WIDE or not letter.isalnum()


def _is_below(above: Line, line: Line) -> bool:
    """Whether a letter, or what lies in its place, stands right below another of its size."""
    if not (_is_letter(line) or _lies(line)) or not _are_alike(line, above):
        return False
    middle = (line.left + line.right - above.left - above.right) / 2
    white = _edges(line)[0] - _edges(above)[1]
    return abs(middle) < ASIDE * line.size and -OVERLAP * line.size < white < WHITE * line.size


def _are_alike(one: Line, other: Line) -> bool:
    """Whether two lines are of one size."""
    return abs(one.size - other.size) <= SAME_SIZE * other.size


def _edges(line: Line) -> tuple[float, float]:
    """Top and bottom of the square that a letter is set in; of what lies, those of its box."""
    return _square(line.words[0]) if len(line.words) == 1 else (line.top, line.bottom)


def _squared(word: Word) -> Word:
    """A letter in the square it is set in: the box that PDFium gives is only as high as its strokes."""
    top, bottom = _square(word)
    return word._replace(top=top, bottom=bottom)


def _square(word: Word) -> tuple[float, float]:
    """Top and bottom of the square that a letter is set in; of what lies, those of its box."""
    if word.angle:
        return word.top, word.bottom
    return min(word.top, word.baseline - ASCENT * word.size), max(word.bottom, word.baseline + DESCENT * word.size)
