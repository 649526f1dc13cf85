"""Words of a PDF → lines → blocks, by where they stand and in what order they were painted.

What a PDF holds in one stretch was mostly set in one stretch: words painted one after the other on one baseline are a line
however wide the blanks of its justification are, and lines painted one below the other in one size are a block (a column of
an article, a headline). What stands apart in the painting is not put together by chance nearness. Special print: a letter
several lines high is put before the word it begins; letters one below the other are one upright line (``pdf_uprights``);
words painted twice (for boldness, or for a shadow) count once; turned lines (picture credits) are read along their own
direction.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from itertools import islice, pairwise
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tasks.read.found import WIDE, FoundBlock
from tasks.read.pdf_blanks import are_plain, blanks
from tasks.read.pdf_line import Columns, Line, columns_of, found_lines, lines_of
from tasks.read.pdf_uprights import uprights

if TYPE_CHECKING:
    from tasks.read.pdf import Word

LEVEL = 0.3
"""How far two words' baselines may be apart on one line, in sizes of the smaller."""

JUSTIFIED = 8.0
"""White within a line, in sizes: two short words alone in a narrow column have that much between them."""

PARTING = 2.0
"""White within a line, in sizes, from which another text may begin there."""

LEADING = 1.9
"""From one baseline to the next within a block, in sizes."""

SAME_SIZE = 0.08
"""How much sizes may differ within a block, as a part of the larger."""

SIZES_SET = 12
"""Sizes that a typeset page has at most; one with more was read by OCR, which makes up a size for each line."""

READ_SIZE = 0.4
"""How much sizes differ within a block there."""

FLUSH = 0.1
"""How far from the others' end a line may end that is set flush with them at the right, in sizes."""

INDENT = 3.0
"""How far a line of a block may begin from the others' beginning, or its middle stand from theirs, in sizes."""

DROPPED = 3
"""Characters that are set as a drop cap, at most: a letter and an opening quotation mark."""

DROP = 1.8
"""How much larger than the line beside it a drop cap is, at the least."""

HANGING = 2.6
"""How much larger it is where its word did not fit beside it and stands below: a headline's last letter is less."""

INDENTED = 2.6
"""White between a drop cap and its line, in sizes, at most: the indent of its paragraph, which the line keeps."""


def blocks_of(words: Sequence[Word]) -> list[FoundBlock]:
    """The blocks of a page, in the order they were painted."""
    lines = _with_drop_caps(uprights(_lines(_once(_turned(words)))))
    alike = SAME_SIZE if len({round(line.size, 1) for line in lines}) <= SIZES_SET else READ_SIZE
    blocks: list[list[Line]] = []
    left = right = 0.0  # of the last block
    for line in lines:
        if blocks and _goes_on(blocks[-1], line, alike, left, right):
            blocks[-1].append(line)
            left, right = min(left, line.left), max(right, line.right)
        else:
            blocks.append([line])
            left, right = line.left, line.right
    parted = [part for block in blocks for part in _without_overhang(block, lines)]
    found = iter(found_lines([line for block in parted for line in block]))
    return [FoundBlock(list(islice(found, len(block)))) for block in parted]


def _turned(words: Sequence[Word]) -> Sequence[Word]:
    """Letters of turned lines put together to words: PDFium gives them one by one, since they stand one above the other."""
    if not any([word.angle for word in words]):
        return words
    out: list[Word] = []
    for word in words:
        last = out[-1] if out else None
        if last and word.angle % 2 and last.angle == word.angle and not word.spaced:
            gap = word.top - last.bottom if word.angle == 1 else last.top - word.bottom
            if abs(word.left - last.left) < LEVEL * word.size and abs(gap) < LEVEL * word.size:
                top, bottom = min(last.top, word.top), max(last.bottom, word.bottom)
                out[-1] = last._replace(text=last.text + word.text, top=top, bottom=bottom)
                continue
        out.append(word)
    return out


def _once(words: Sequence[Word]) -> list[Word]:
    """Words painted twice in (nearly) one place once."""
    seen: dict[str, list[tuple[float, float]]] = {}
    kept = []
    for word in words:
        left, top, near = word.left, word.top, 0.15 * word.size
        twins = seen.get(word.text)
        if twins is None:
            twins = seen[word.text] = []
        for x, y in twins:
            if -near < x - left < near and -near < y - top < near:
                break
        else:
            twins.append((left, top))
            kept.append(word)
    return kept


def _lines(words: Sequence[Word]) -> list[Line]:
    if not words:
        return []
    columns = columns_of(words)
    follows, gaps = _follow(columns)
    starts = [0, *(np.flatnonzero(~follows) + 1).tolist()]
    lines = lines_of(words, columns, starts)
    widest = np.maximum.reduceat(np.append(np.where(follows, gaps, -math.inf), -math.inf), starts).tolist()
    out: list[Line] = []
    for line, below, wide, plain in zip(lines, [*lines[1:], None], widest, are_plain(columns, starts), strict=True):
        if wide >= PARTING * line.words[0].size:
            out += [Line(blanks(part)) for part in _apart(line.words, below.words if below else [])]
        else:
            out.append(line if plain else Line(blanks(line.words)))
    return out


def _apart(line: list[Word], below: list[Word]) -> list[list[Word]]:
    """A line in two where another text begins in it, which the line painted next goes on with.

    Two columns may have lines on one baseline that are painted one after the other: an article's byline and the first line
    of the next. The white between is more than any of the justified line's own, and the next line begins beyond it.
    """
    if len(line) < 2 or not below or line[0].angle or below[0].angle:
        return [line]
    gaps = [(word.left - last.right, k) for k, (last, word) in enumerate(pairwise(line), 1)]
    *_, (other, _), (wide, at) = [(0.0, 0), *sorted(gaps)]
    first, size = line[at], line[0].size
    step = below[0].baseline - first.baseline
    if wide < PARTING * size or wide < 3 * other or not 0.5 * size < step < LEADING * size:
        return [line]
    if len(gaps) < 3 and below[0].left < line[at - 1].right + size:
        return [line]
    return [line[:at], line[at:]] if abs(below[0].left - first.left) < INDENT * size else [line]


def _follow(columns: Columns) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Whether each word but the first goes on the line of the one painted before it, and the white between the two.

    What is much taller begins a line: a drop cap beside the foot of another column.
    """
    _, left, top, right, bottom, baseline, size, angle, _ = columns
    turned, step, gap = angle[:-1], np.diff(baseline), left[1:] - right[:-1]
    if turned.any():  # 1 is read downwards, 3 upwards
        step = np.select([turned == 1, turned == 3], [np.diff(left), np.diff(right)], step)
        down, up, back = top[1:] - bottom[:-1], top[:-1] - bottom[1:], left[:-1] - right[1:]
        gap = np.select([turned == 1, turned == 3, turned == 2], [down, up, back], gap)
    small, large = np.minimum(size[1:], size[:-1]), np.maximum(size[1:], size[:-1])
    unlike = 1.5 * np.where(large < DROP * small, large, small)
    white = np.where(large - small <= SAME_SIZE * large, JUSTIFIED * large, unlike)
    level = np.abs(step) <= LEVEL * np.maximum(small, large / 2)
    near = (-0.5 * small <= gap) & (gap <= white)
    return level & near & (angle[1:] == turned) & (size[1:] < DROP * size[:-1]), gap


def _with_drop_caps(lines: list[Line]) -> list[Line]:
    """Each tall letter put before the word that it begins, on the line beside its top, wherever that was painted."""
    smallest = min([line.size for line in lines], default=0.0)
    tall = [line for line in lines if line.size >= DROP * smallest and len(line.words) <= DROPPED and not line.upright]
    letters = [line for line in tall if sum([len(word.text) for word in line.words]) <= DROPPED]
    if not letters:
        return lines
    out: dict[int, Line] = dict(enumerate(lines))
    top, bottom, size = np.array([(line.top, line.bottom, line.size) for line in lines]).T
    for letter in letters:
        smaller = letter.size >= DROP * size
        level = smaller & (letter.top - 0.5 * size <= top) & (bottom < letter.bottom + 0.3 * size)
        beside = [k for k in np.flatnonzero(level).tolist() if k in out and _is_begun_by(out[k], letter)]
        if not beside and letter.size >= HANGING * smallest and _is_initial(letter) and not _is_wide(letter):
            below = smaller & (np.abs(top - letter.bottom) < 0.4 * size) & (letter.size >= HANGING * size)
            beside = [k for k in np.flatnonzero(below).tolist() if k in out and _is_begun_below(out[k], letter)]
        if beside:
            first = min(beside, key=lambda k: out[k].top)
            out[first] = _begun(letter, out[first])
            out = {k: line for k, line in out.items() if line is not letter}
    return list(out.values())


def _is_begun_below(line: Line, letter: Line) -> bool:
    """Whether a line right below an initial begins with the rest of its word, or with the next one.

    A character above a line is a headline's last: a word of Chinese need not be whole beside what is before it.
    """
    return not line.upright and abs(line.left - letter.left) < 0.5 * line.size and line.words[0].text[0].isalpha()


def _is_wide(letter: Line) -> bool:
    """Whether there is a character of Chinese or the like in a line."""
    return any(character >= WIDE and character.isalnum() for word in letter.words for character in word.text)


def _is_initial(letter: Line) -> bool:
    """Whether a line is one letter and no small one: marks may stand before it (``“I``), and ``L’`` and ``M.`` are ones."""
    text = "".join(word.text for word in letter.words)
    last = text.rstrip(".'’")[-1:]
    return sum(map(str.isalnum, text)) == 1 and last.isalpha() and not last.islower()


def _is_begun_by(line: Line, letter: Line) -> bool:
    """Whether a line of smaller type stands right beside a tall letter, the upper part of which it is level with."""
    wide = _is_wide(letter)  # before a figure, too: no word is cut
    if wide and not _is_initial(letter):
        return False
    if line.upright or not (line.words[0].text[0].isalpha() or wide and line.words[0].text[0].isdigit()):
        return False
    most = INDENTED if _is_initial(letter) else 1.5
    return -0.3 * line.size <= line.left - letter.right <= most * line.size


def _has_vowel(text: str) -> bool:
    """Whether a Latin word has one; what has none (``O`` and ``n``, ``I`` and ``ls``) is the rest of a word."""
    return any(unicodedata.normalize("NFD", letter)[0] in "aeiouyæœø" for letter in text.lower())


def _begun(letter: Line, line: Line) -> Line:
    """A line with its drop cap: part of the first word unless that is a word by itself."""
    *marks, cap = letter.words  # an opening quotation mark may be tall, too
    first = line.words[0]
    alone = cap.text[-1] in "AIOÀ" and first.text[:1].isalpha() and _has_vowel(first.text)
    if first.spaced and (alone or cap.text[-1] == "."):
        return _body_sized([*marks, cap, *line.words], line)
    top, bottom = min(cap.top, first.top), max(cap.bottom, first.bottom)
    whole = first._replace(text=cap.text + first.text, left=cap.left, top=top, bottom=bottom)
    return _body_sized([*marks, whole, *line.words[1:]], line)


def _body_sized(words: list[Word], line: Line) -> Line:
    """A line of these words that keeps its own height: its drop cap hangs into the lines below."""
    made = Line(words)
    made.top, made.bottom, made.baseline, made.size = line.top, line.bottom, line.baseline, line.size
    return made


def _goes_on(block: list[Line], line: Line, alike: float, left: float, right: float) -> bool:
    """Whether a line is the next one of a block from ``left`` to ``right`` in which sizes differ by ``alike`` at most."""
    last = block[-1]
    if last.upright or line.upright or last.words[0].angle != line.words[0].angle:
        return False
    if last.words[0].angle % 2:
        return abs(line.left - last.left) < LEADING * last.size
    if abs(last.size - line.size) > alike * max(last.size, line.size):
        return False
    step = line.baseline - last.baseline
    if not 0.5 * line.size < step or not (step < LEADING * line.size or step < 1.25 * _step(block)):
        return False
    middle = abs(line.left + line.right - left - right) / 2
    inside = left - line.size <= line.left <= line.right <= right + line.size
    if len(block) > 1 and not inside and middle > line.size / 2:
        return False
    indent = min(abs(line.left - left), abs(line.left - last.left), middle)
    if indent >= INDENT * line.size and not all(abs(line.right - item.right) < FLUSH * line.size for item in block):
        return False
    return line.left < right and left < line.right


def _without_overhang(block: list[Line], lines: list[Line]) -> list[list[Line]]:
    """A block whose first lines are wider than all below them in two: a deck over several columns, and the first of them.

    Where nothing begins below the wider lines beside the others, these are the last of a paragraph, which ends anywhere.
    """
    reach = -math.inf
    cut = 0
    for k in range(len(block) - 1, 0, -1):
        reach = max(reach, block[k].right)
        if k < len(block) - 1 and block[k - 1].right > reach + 2 * block[k - 1].size:
            cut = k
            break
    return [block[:cut], block[cut:]] if cut and _has_beside(block[cut], reach, block[:cut], lines) else [block]


def _has_beside(line: Line, right: float, wide: list[Line], lines: list[Line]) -> bool:
    """Whether another column begins level with a line, beyond its column's right edge and below wider lines above it."""
    end = max([item.right for item in wide])
    return any(
        right < other.left < end and abs(other.baseline - line.baseline) < LEADING * line.size and not other.upright
        for other in lines
    )


def _step(block: list[Line]) -> float:
    """The usual way from one line of a block to the next."""
    steps = [below.baseline - above.baseline for above, below in zip(block[-4:], block[-3:], strict=False)]
    return median(steps) if len(steps) >= 2 else 0.0
