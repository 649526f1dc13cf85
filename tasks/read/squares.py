"""Chinese words of an engine, a character each, in boxes that do not stand over their neighbours'.

Chinese is set in squares, a character in each. Engines such as Tesseract know of a line which characters it has, but
of where each stands only what ink they could tell apart: several characters share a box, or one gets a box over the next
ones, whereas nearly all boxes begin in the right place. So a box ends where the next word's begins, and one of several
characters is shared out among them. Latin words and figures stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tasks.read.found import WIDE, FoundBlock, FoundLine, FoundWord

FIT = 0.25
"""The part of its height that a box is wide at the least, where the next word's cuts it: else the next is measured badly."""

LOW = 0.6
"""How high strokes and marks are at the most, in steps from one character to the next; other characters are higher."""

FOOT = 0.25
"""How far marks reach below the other characters of their line, at the most, in the same steps."""

DOUBTFUL = 0.75
"""Confidence below which a mark may be white that was read: those that stand in gutters have 0 to 0.74, printed ones mostly
more."""


@dataclass(frozen=True, slots=True)
class _Loose:
    """A mark that may be white, and the word of its line that it stands behind, or before."""

    word: FoundWord
    beside: FoundWord
    is_behind: bool


class Squares:
    """Chinese lines of a page while it is laid out: words in squares, without marks that may be white.

    An engine that takes two columns for one reads the white between them as a mark, of which it is unsure; with it, no
    gutter would be white. Where gutters are and what columns hold is asked of the squares; afterwards the words have their
    own boxes again, and the marks stand beside the words that they were read beside, but make no line longer.
    """

    def __init__(self, blocks: Sequence[FoundBlock]) -> None:
        """Takes the marks off, and sets words into squares, in lines that run from left to right."""
        self.own: dict[int, FoundWord] = {}
        self.loose: list[_Loose] = []
        self.held: list[FoundWord] = []  # words are told by identity, so none may go while the page is laid out
        for line in (line for block in blocks for line in block.lines if not line.upright):
            if any(word.text[0] >= WIDE for word in line.words):
                self._set(line)

    def _set(self, line: FoundLine) -> None:
        words: list[FoundWord] = []
        for word, ended in zip(line.words, in_squares(line.words), strict=True):
            singles = _singles(ended)
            words += singles
            if len(singles) == 1:
                self.own[id(singles[0])] = word
        self.held += words
        kept = [word for word in words if not _may_be_white(word)]
        if not kept:
            line.words = words
            return
        before: FoundWord | None = None
        for word in words:
            if not _may_be_white(word):
                before = word
            else:
                self.loose.append(_Loose(word, before or kept[0], before is not None))
        line.words = kept

    def put_back(self, blocks: Sequence[FoundBlock]) -> None:
        """Gives the words their own boxes again, and puts the marks back."""
        before: dict[int, list[FoundWord]] = {}
        after: dict[int, list[FoundWord]] = {}
        for one in self.loose:
            (after if one.is_behind else before).setdefault(id(one.beside), []).append(one.word)
        for line in (line for block in blocks for line in block.lines):
            line.words = [
                self.own.get(id(new), new)
                for word in line.words
                for new in (*before.get(id(word), ()), word, *after.get(id(word), ()))
            ]


def _may_be_white(word: FoundWord) -> bool:
    """Whether a word is marks alone, of which the engine was unsure."""
    return word.confidence is not None and word.confidence < DOUBTFUL and not any(map(str.isalnum, word.text))


def in_squares(words: Sequence[FoundWord]) -> list[FoundWord]:
    """The words of a Chinese line, none of which stands over the next, or is wider than its characters' squares.

    >>> from tasks.model.source import Box
    >>> words = [FoundWord("电", Box(0, 0, 30, 9)), FoundWord("话", Box(10, 0, 9, 9)), FoundWord("那", Box(20, 0, 9, 9))]
    >>> [(word.box.x, word.box.right) for word in in_squares(words)]
    [(0, 10), (10, 19), (20, 29)]
    """
    told = steps(words)
    pitch = median(told) if len(told) > 2 else 0.0
    levelled = _levelled(words, pitch)
    return [_ended(word, after, pitch) for word, after in zip(levelled, [*levelled[1:], None], strict=True)]


def steps(words: Sequence[FoundWord]) -> list[float]:
    """The ways from one character to the next, as the Chinese words of a line begin."""
    return [
        (right.box.x - left.box.x) / len(left.text)
        for left, right in pairwise(words)
        if left.box and right.box and left.text[0] >= WIDE and right.box.x > left.box.x
    ]


def _levelled(words: Sequence[FoundWord], pitch: float) -> list[FoundWord]:
    """Words as high as their line where their ink is low: a stroke in the middle and a comma at the foot are on one line."""
    full = [at for at, word in enumerate(words) if word.box and word.box.height >= LOW * pitch]
    if not full or not pitch:
        return list(words)
    out = []
    for at, word in enumerate(words):
        line = words[min(full, key=lambda other: abs(other - at))].box
        if word.box and line and word.box.height < LOW * pitch:
            within = line.y <= word.box.y and word.box.bottom <= line.bottom + FOOT * pitch
            word = word._replace(box=word.box._replace(y=line.y, height=line.height)) if within else word
        out.append(word)
    return out


def _ended(word: FoundWord, after: FoundWord | None, pitch: float) -> FoundWord:
    """A word whose box ends where the next begins, unless hardly anything of it would be left, or where its squares do."""
    if not word.box:
        return word
    width = word.box.width
    if after and after.box and FIT * word.box.height < after.box.x - word.box.x < width:
        width = after.box.x - word.box.x
    if pitch and all(letter >= WIDE for letter in word.text):
        width = min(width, pitch * len(word.text))
    return word._replace(box=word.box._replace(width=width)) if width < word.box.width else word


def _singles(word: FoundWord) -> list[FoundWord]:
    """A word of several characters, a word each; runs of Latin letters and figures as one."""
    pieces: list[str] = []
    for letter in word.text:
        if pieces and _is_narrow(letter) and _is_narrow(pieces[-1][-1]):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    if len(pieces) < 2 or not word.box:
        return [word]
    step, at, out = word.box.width / len(word.text), word.box.x, []
    for piece in pieces:
        out.append(word._replace(text=piece, box=word.box._replace(x=at, width=step * len(piece)), joined=None))
        at += step * len(piece)
    return out


def _is_narrow(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
