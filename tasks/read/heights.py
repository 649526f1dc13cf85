"""How high a line's type is, by the boxes of its words: a word's box is only as high as the letters in it.

Formats that state no size (ALTO without styles, as Tesseract writes it) leave the boxes alone, and in one and the same type
"sun" has but half the height of "Joy". What a word's letters take of the height from ascenders to descenders is known, so
that each word tells the height of the whole; the median of a line's words is its height, however badly a few are measured.
The shares are those of romans for text (Times, Century, Utopia), and were seen in Tesseract's boxes within 0.02.

Chinese is set in squares, so that a line's width tells its type as well as heights do. Each errs to one side alone: boxes
are too high where an engine gave characters the whole row, lines too wide where it lost some; the less of both is mostly
right, but not in short lines that were stretched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from tasks.read.found import WIDE, FoundLine, FoundWord

LOW, MIDDLE, HIGH = 0.54, 0.64, 0.77
"""The height of letters like x, of t, and of those with ascenders, capitals and figures: shares of the whole height."""
BELOW, SLIGHTLY = 0.23, 0.13
"""How far letters like g and marks like the comma reach below the line."""

_LOW = frozenset("acegmnopqrsuvwxyzæœçø")
_DEEP = frozenset("gjpqyçQß,;„‚")
_MARKS = frozenset(",;Qç„‚")
_RAISED = frozenset("“”‘’\"'")
"""Marks that stand as high as ascenders."""

TALL, APART = 0.92, 1.03
"""How high most Chinese characters are, and how far one is from the next in justified lines, in squares."""

FEW = 3
"""Characters of a line that tell its type, at the least: some have but one stroke."""

MOSTLY = 1 / 3
"""The part of a line's characters that are squares, at the least, for its width to tell."""

_ENDING = frozenset("，。、；：！？”’》」』）】")
_BEGINNING = frozenset("“‘《「『（【")
"""Marks that leave half of their square white at a line's end or start."""
_SQUARE = frozenset("“”‘’…—·")
"""Marks of all scripts that Chinese sets in squares."""

UNLIKE = 1.25
"""How much higher the letters of one word are than those of another, for their boxes to tell whether they are tight."""

ALIKE = 0.12
"""How far a line's height may be from its block's, the block being of one size: that much is measuring."""


def are_tight(lines: Iterable[FoundLine]) -> bool:
    """Whether words' boxes are as high as their letters; some engines give all words of a line the line's height.

    Told by the lines that hold both high words and low ones, of which more must be tight than not.
    """
    tight = 0
    for line in lines:
        told = [(part, word.box.height) for word in line.words if word.box and (part := letters_share(word.text))]
        if not told or line.upright:
            continue
        (least, low), (most, high) = min(told), max(told)
        if most > UNLIKE * least:
            tight += 1 if high > UNLIKE**0.5 * low else -1
    return tight > 0


def line_height(line: FoundLine, tight: bool) -> float | None:
    """The height of a line's type from the ascenders' top to the descenders' foot; None without boxes.

    Of lines that are of neither Latin letters nor squares, the height is that of their tall words, but not of the tallest.

    Args:
        line: with the boxes of its words.
        tight: whether these are as high as their letters.
    """
    boxes = [word.box.width if line.upright else word.box.height for word in line.words if word.box]
    if not boxes:
        return None
    if tight and not line.upright:
        told = word_heights([word for word in line.words if word.box and letters_share(word.text)], tight)
        if 2 * len(told) > len(boxes):
            return median(told)
    square = 0.0 if line.upright else _square_size(line.words)
    if square:
        return square
    return sorted(boxes)[len(boxes) * 3 // 4]


def _square_size(words: Sequence[FoundWord]) -> float:
    """The size of Chinese type: the less of what the words' heights and the line's width tell; 0 where neither does."""
    boxes = [word.box for word in words if word.box]
    text = "".join([word.text for word in words])
    wide = sum([letter >= WIDE or letter in _SQUARE for letter in text])
    if len(boxes) < len(words) or len(text) < FEW or max(text) < WIDE or wide <= MOSTLY * len(text):
        return 0.0
    squares = (len(text) + wide - (text[-1] in _ENDING) - (text[0] in _BEGINNING)) / 2
    width = (max([box.right for box in boxes]) - min([box.x for box in boxes])) / squares / APART
    whole = [box.height for box in boxes if 2 * box.height >= width]  # no marks, no strokes
    return min(median(whole) / TALL, width) if whole else width


def word_heights(words: Sequence[FoundWord], tight: bool) -> list[float]:
    """What each word of a line tells, see :func:`word_height`.

    Where an engine has lost the letters of some words it gives each of them the line's box: low letters then seem as high as
    tall ones, and all of these boxes are as high as the type, or nearly.
    """
    told = [word_height(word, tight) for word in words]
    shared: dict[tuple[float, float], list[int]] = {}
    for at, word in enumerate(words if tight else ()):
        if word.box and told[at]:
            shared.setdefault((word.box.y, word.box.height), []).append(at)
    for (_, height), same in shared.items():
        found = [told[at] for at in same]
        if max(found) > UNLIKE * min(found):
            for at in same:
                told[at] = height
    return told


def word_height(word: FoundWord, tight: bool) -> float:
    """The height of the type that a word alone tells of; see :func:`line_height`; 0 where its letters do not tell.

    Characters without ascenders and descenders are square, though some have but one stroke: width tells as well as height.
    """
    if not word.box or not any(map(str.isalnum, word.text)):
        return 0.0
    part = letters_share(word.text)
    if part:
        return word.box.height / part if tight else word.box.height
    return max(word.box.height, word.box.width / len(word.text))


def letters_share(text: str) -> float:
    """The part of the type's height that a word of Latin letters takes; 0 where its letters do not tell."""
    letters = [letter for letter in text if letter.isalnum()]
    if not letters or any(letter > "\N{LATIN SMALL LETTER EZH}" for letter in letters):
        return 0.0
    rest = [letter for letter in letters if letter not in _LOW] + [mark for mark in text if mark in _RAISED]
    above = HIGH if any(letter != "t" for letter in rest) else MIDDLE if rest else LOW
    deep = [letter for letter in text if letter in _DEEP and letter != "ß"]
    return above + (BELOW if any(letter not in _MARKS for letter in deep) else SLIGHTLY if deep else 0.0)


def evened(heights: Sequence[float | None]) -> list[float | None]:
    """The heights of a block's lines, those that differ from most by no more than is measuring made the same."""
    known = [height for height in heights if height]
    if not known:
        return list(heights)
    usual = median(known)
    return [usual if height and abs(height - usual) <= ALIKE * usual else height for height in heights]


def agreed(stated: Sequence[float | None], told: Sequence[float | None], body: float) -> list[float | None]:
    """The heights that an engine states of a block's lines, those that its words contradict made that of the block.

    Engines measure a line by its low letters, so that one of capitals or figures seems larger than it is, and one beside an
    initial as large as that.

    Args:
        stated: what the engine says.
        told: what the line's words tell, see :func:`line_height`.
        body: the height of most of the page's lines, which is taken for that of a block of one or two.
    """
    known = [height for height in stated if height]
    usual = median(known) if len(known) > 2 else body

    def is_too_large(height: float | None, words: float | None) -> bool:
        if not height or not words:
            return False
        return height > (1 + ALIKE) * usual and abs(words - usual) <= ALIKE * usual

    return [usual if is_too_large(*both) else both[0] for both in zip(stated, told, strict=True)]
