"""Pieces of letters that OCR read as words of their own: taken out of the lines that they stand in.

Where lines of neighbouring columns stand at different heights, an engine that takes them for one lays its line through the
letters of a column, and what is left above or below it is read once more: the dots of i and ä as full stops, the tops of
letters as other letters. Such words show by their boxes: letters in a box that has but a part of the height letters have;
marks no larger than a dot, right above a word or in its upper part, where no mark is set, or higher than the line's type; a
character between the letters of another word. They are nothing that was printed, but they are in the source, so they are
kept, in a block of their own at the page's end that says what it holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tasks.model.source import SPECK
from tasks.read.flush import Field, PlacedWord, placed
from tasks.read.found import WIDE, FoundBlock, FoundLine, around
from tasks.read.heights import letters_share

SLICE = 0.35
"""The part of their own height that letters are high which are pieces of others, at the most."""

UNSURE = 0.7
"""How sure the engine is of what it read in a piece of a letter, at the most: its boxes of whole words may be wrong, too."""

DOT = 0.2
"""How high a piece is that was read as a mark, at the most, in sizes."""

ABOVE, WITHIN = 0.25, 0.35
"""How far above a word the dots of its letters stand, in sizes, and how far down in it, as a part of its height."""

TALL = 1.2
"""How high the box of a mark is that is none, at the least, in sizes."""

DOUBTED = 0.3
"""How sure the engine is of a mark in a box as high as the line, at the most: its boxes of marks are often wrong."""

HIGH = 1.6
"""How high the box of a word is at the most that tells where its letters stand, in sizes."""

_FLAT = frozenset("-\N{HYPHEN}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}~_=")
"""Marks that are low wherever they are set."""

_LOW = _FLAT | frozenset(".,:;")
"""Marks that are lower than letters."""

_RULES = frozenset("_=|")
"""Marks that engines read where a justified line has a wide blank, and in rules; papers hardly set them."""


def swept(blocks: Sequence[FoundBlock], tight: bool) -> tuple[list[FoundBlock], list[FoundBlock]]:
    """The blocks without pieces of letters, and the block that holds these, if there are any.

    Args:
        blocks: of one page, as an engine made them; their lines are changed in place.
        tight: whether boxes of words are as high as their letters; if not, they tell nothing.
    """
    lines = [line for block in blocks for line in block.lines if not line.upright and _is_narrow(line)]
    words = [word for number, line in enumerate(lines) for word in placed(line, number, tight)] if tight else []
    if not words:
        return list(blocks), []
    size = median(word.size for word in words)
    whole = [word for word in words if word.box.height > SLICE * size
             and any(map(str.isalnum, word.found.text))]  # fmt: skip
    field = Field(whole, 4 * size) if size > 0 else None
    signs = (_is_slice, _is_dot, _is_within, _is_high)
    pieces = [word for word in words if field and any(shows(word, field, size) for shows in signs)]
    if not pieces:
        return list(blocks), []
    taken = {id(word.found) for word in pieces}
    for line in lines:
        left = [word for word in line.words if id(word) not in taken]
        if len(left) < len(line.words):
            line.words, line.box = left, around([word.box for word in left if word.box])
    for block in blocks:
        block.lines = [line for line in block.lines if line.words]
    box = around([word.box for word in pieces])
    own = FoundBlock([FoundLine([word.found for word in pieces], box, None, size)], box, None, SPECK)
    return [block for block in blocks if block.lines], [own]


def _is_narrow(line: FoundLine) -> bool:
    """Whether a line holds no characters that are written without blanks: their boxes tell less, and dots are strokes."""
    return all(letter < WIDE for word in line.words for letter in word.text)


def _is_slice(word: PlacedWord, _: Field, size: float) -> bool:
    """Whether these are letters, by a box in which letters of the page's size have no room."""
    part = letters_share(word.found.text)
    sure = word.found.confidence
    return 0 < word.box.height <= SLICE * part * size and (sure is None or sure <= UNSURE)


def _is_dot(word: PlacedWord, field: Field, size: float) -> bool:
    """Whether this is a mark as small as a dot where letters have theirs."""
    text, box = word.found.text, word.box
    if box.height > DOT * size or any(map(str.isalnum, text)) or _FLAT.issuperset(text):
        return False
    middle = box.x + box.width / 2
    near = field.between(middle, middle, word.middle - size, word.middle + size)
    return any(-ABOVE * size <= word.middle - other.box.y <= WITHIN * other.box.height for other in near)


def _is_within(word: PlacedWord, field: Field, size: float) -> bool:
    """Whether this is one character, or marks, and letters of another word stand at both its sides: it was read twice."""
    box, text = word.box, word.found.text
    if len(text) > 1 and any(map(str.isalnum, text)):
        return False
    for other in field.between(box.x, box.right, box.y, box.bottom):
        place = other.box
        down = min(box.bottom, place.bottom) - max(box.y, place.y)
        inside = place.x < box.x and box.right < place.right and 2 * down > min(box.height, place.height)
        if inside and place.height <= HIGH * size:
            return True
    return False


def _is_high(word: PlacedWord, _: Field, size: float) -> bool:
    """Whether these are marks in a box higher than the line's type: an empty place, or a rule between columns."""
    sure, high = word.found.confidence, word.box.height / size
    if _RULES.issuperset(word.found.text) and high > TALL:
        return True
    return _LOW.issuperset(word.found.text) and high > 1.0 and sure is not None and sure <= DOUBTED
