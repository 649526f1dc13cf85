"""Chinese words of an engine, a character each, in boxes that do not stand over their neighbours'.

Chinese is set in squares, a character in each. Engines such as Tesseract know of a line which characters it has, but
of where each stands only what ink they could tell apart: several characters share a box, or one gets a box over the next
ones, whereas nearly all boxes begin in the right place. So a box ends where the next word's begins, and one of several
characters is shared out among them. Latin words and figures stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tasks.read.found import WIDE, FoundBlock, FoundLine, FoundWord

FIT = 0.25
"""The part of a box, and the part of what it holds by itself, that must be left of it where the next word cuts it."""

HEIGHT = (0.6, 1.25)
"""How high a character's ink is, at the least and at the most, in steps of its line; strokes and marks are lower."""

DOUBTFUL = 0.75
"""Confidence below which a mark may be white that was read: those that stand in gutters have 0 to 0.74, printed ones 0.8
and more."""


@dataclass(frozen=True, slots=True)
class Loose:
    """A mark that may be white, and the word of its line that it stands behind, or before."""

    word: FoundWord
    beside: FoundWord
    is_behind: bool


class Squares:
    """Chinese lines of a page while it is laid out: words in squares, without marks that may be white.

    Where gutters are and what columns hold is asked of the squares; afterwards the words have their own boxes again.
    """

    def __init__(self, blocks: Sequence[FoundBlock]) -> None:
        """Takes the marks off, and sets words into squares."""
        self.own: dict[int, FoundWord] = {}
        self.loose: list[Loose] = []
        self.kept: list[FoundWord] = []  # as long as they are told by identity
        for line in (line for block in blocks for line in block.lines if not line.upright):
            if any(word.text[0] >= WIDE for word in line.words):
                self._set(line)

    def _set(self, line: FoundLine) -> None:
        pitch = _pitch(line.words)
        kept: list[FoundWord] = []
        first: list[FoundWord] = []
        for word, level, after in zip(line.words, _levelled(line.words, pitch), [*line.words[1:], None], strict=True):
            ended = _ended(level, after, pitch)
            singles = _singles(ended)
            if len(singles) == 1:
                self.own[id(ended)] = word
            for one in singles:
                if not _may_be_white(one):
                    kept.append(one)
                elif kept:
                    self.loose.append(Loose(one, kept[-1], True))
                else:
                    first.append(one)
        if kept:
            self.loose += [Loose(one, kept[0], False) for one in first]
            self.kept += kept
            line.words = kept

    def put_back(self, blocks: Sequence[FoundBlock]) -> None:
        """Puts the marks beside the words that they stood beside; they make no line longer."""
        after: dict[int, list[FoundWord]] = {}
        before: dict[int, list[FoundWord]] = {}
        for one in self.loose:
            (after if one.is_behind else before).setdefault(id(one.beside), []).append(one.word)
        for line in (line for block in blocks for line in block.lines):
            line.words = [
                self.own.get(id(new), new)
                for word in line.words
                for new in (*before.get(id(word), ()), word, *after.get(id(word), ()))
            ]


def _may_be_white(word: FoundWord) -> bool:
    return word.confidence is not None and word.confidence < DOUBTFUL and not any(map(str.isalnum, word.text))


def _pitch(words: Sequence[FoundWord]) -> float:
    """The way from one character to the next, as most words of a line begin; 0 where too few tell."""
    steps = [
        (right.box.x - left.box.x) / len(left.text)
        for left, right in zip(words, words[1:], strict=False)
        if left.box and right.box and left.text[0] >= WIDE and right.box.x > left.box.x
    ]
    return median(steps) if len(steps) > 2 else 0.0


def _levelled(words: Sequence[FoundWord], pitch: float) -> list[FoundWord]:
    """Words as high as their line, where their ink is low, or nothing of them was measured: that of the nearest is taken."""
    told = [at for at, word in enumerate(words) if word.box and HEIGHT[0] * pitch <= word.box.height <= HEIGHT[1] * pitch]
    if not told:
        return list(words)
    out = []
    for at, word in enumerate(words):
        model = words[min(told, key=lambda other: abs(other - at))].box
        if word.box and model:
            word = word._replace(box=word.box._replace(y=model.y, height=model.height))
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
