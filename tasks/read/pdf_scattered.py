"""Words of a PDF that was painted in no order, or row by row over all columns, put in the order they would be set in.

Setters paint a text line by line, so that lines and blocks can be told by what was painted one after the other. Programs
that made a PDF anew (of a scan, of another PDF) may have painted its lines, or its words, in any order. Then places alone
must tell: gutters are looked for in the words, as on pages that OCR wove together (``rebuilt``), and what follows in the
order made here is again a line, and a column of lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from tasks.model.source import Box
from tasks.read.flush import PlacedWord, gutters_of
from tasks.read.found import FoundWord
from tasks.read.rebuilt import stacks_of

if TYPE_CHECKING:
    from tasks.read.pdf import Word

FEW = 40
"""Words that a page has at the least whose order of painting says something."""

LEVEL = 0.3
"""How far apart baselines of one line may be, in sizes."""

NEXT = 2.5
"""How far below a line, from baseline to baseline, the next one of its column is, likewise, at most."""

SET = 0.25
"""Part of the lines that are painted right after the one above them, at the least: two fifths where texts are set at all."""

OFF = 10.0
"""How far off a page words may stand, in its longer sides: crop marks and what was moved aside do not stand as far."""

UP = 0.01
"""Part of the lines that are painted after one further down, at most, where rows are painted over all columns."""


def in_order(words: Sequence[Word], side: float) -> Sequence[Word]:
    """The words of a page in the order they would be set in: as they are where they were painted in any.

    ``side`` is the longer one of the page, in points. What a damaged file paints may be larger than that, or far off: places
    then tell nothing, and to look for gutters there would take hours and all memory.
    """
    if len(words) < FEW or not _is_senseless(words) or not all(_is_near(word, side) for word in words):
        return words
    plain = [PlacedWord(FoundWord(word.text, box), box, word.size, (at, 0))
             for at, word in enumerate(words) if not word.angle and word.size and (box := _box(word))]  # fmt: skip
    if not plain:
        return words
    gutters = list(gutters_of(plain, median(word.size for word in plain)))
    out = [words[w.line[0]] for stack in stacks_of(plain, gutters) for row in stack for w in row.words]
    return [*out, *(word for word in words if word.angle or not word.size)]


def _is_near(word: Word, side: float) -> bool:
    """Whether a word may stand on a page, or just off it."""
    far = OFF * side
    return word.size < side and -far < word.left <= word.right < far and -far < word.top <= word.bottom < far


def _box(word: Word) -> Box:
    return Box(word.left, word.top, word.right - word.left, word.bottom - word.top)


def _is_senseless(words: Sequence[Word]) -> bool:
    """Whether few lines were painted right after the one above them, or none after one further down."""
    lines = down = up = 0
    for word, after in pairwise(words):
        step = after.baseline - word.baseline
        if step == 0 < word.size and after.left > word.left:
            continue  # told at first sight: so nearly all are
        size = max(word.size, after.size)
        if abs(step) < LEVEL * size and after.left > word.left:
            continue
        lines += 1
        if step < -size:
            up += 1
        elif LEVEL * size < step < NEXT * size and after.left < word.right:
            down += 1
    return down < SET * lines or up <= UP * lines
