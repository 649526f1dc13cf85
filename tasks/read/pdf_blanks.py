"""The blanks of a line of a PDF, told by the white between its letters.

Many programs paint no blanks: they put the next word in its place, so that white is all there is. PDFium then makes up a
blank wherever the white passes a limit of its own, which is wrong in both ways:

1. Where letters are set apart to fill the measure, as in justified Chinese print or in a spaced word, each letter of a
   figure seems a word (``2 6 0 0``). White that is no wider than between the letters of the line's words is none.
2. Thin blanks (before the ``;`` of French print, between the thousands of ``38 000``) are overlooked. Between letters that
   are set close, white of a tenth of the size is a blank: over the letters of 60 pages in six typefaces there is none from
   0.06 to 0.12 sizes, and all from there on are blanks.

A blank that is painted is a blank; to a line that has any, none is added.

Chinese characters take one square each, and the blank between two words of a byline is less than a quarter of one. Boxes
leave out the white within a square, so that as much seems to stand beside each narrow character (日, 自, 口). Their middles
tell: they are as far apart as all of the line's are, or there is a blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tasks.read.pdf import Word
    from tasks.read.pdf_line import Columns

THIN = 0.1
"""White from which letters that are otherwise close have a blank between them, in sizes."""

CLOSE = 0.04
"""White up to which letters are close, likewise."""

SPACED = 0.07
"""White from which letters are set apart, likewise."""

APART = 0.5
"""White from which letters are not set apart any more but stand by themselves, likewise."""

EVEN = 0.06
"""How much wider white between words is than between letters, at the least, likewise."""

MIDDLES = 0.14
"""How much further apart than all of their line the middles of two Chinese characters are that a blank parts, in sizes, at
the least: over 900 pairs at which PDFium made up a blank, on 45 pages in seven faces, none from 0.09 to 0.19."""

CHINESE = "\u3400"
"""The first of the characters that are set in squares."""

KNOWN = 5
"""Places between letters that tell how a line's letters are set, at the least: fewer do where all are alike."""

ALIKE = 0.02
"""How much white between letters differs that is alike, in sizes."""


def are_plain(words: Columns, starts: Sequence[int]) -> list[bool]:
    """Of the lines that begin at these words, whether ``blanks`` leaves each as it is, as far as can be told at one go.

    No white of their words is wide, and they are not mostly letters by themselves, or but one.
    """
    counts = np.diff(starts, append=len(words.length))
    many = (3 * np.add.reduceat(words.length == 1, starts, dtype=np.int64) > 2 * counts) & (counts > 1)
    plain: list[bool] = (~many & (np.maximum.reduceat(words.widest, starts) < SPACED)).tolist()
    return plain


def blanks(words: Sequence[Word]) -> list[Word]:
    """The words of one line, in order, as its white parts them."""
    inner = list(chain.from_iterable([word.whites for word in words]))
    if 3 * sum([len(word.text) == 1 for word in words]) > 2 * len(words):
        inner += [_white(last, word) for last, word in pairwise(words) if len(last.text) == len(word.text) == 1]
    if len(inner) < KNOWN and not (len(inner) > 1 and max(inner) - min(inner) < ALIKE):
        return list(words)
    usual = median(inner)
    if SPACED <= usual <= APART:
        return _joined(words, usual)
    if usual <= CLOSE and max(inner) >= THIN and not any(word.painted for word in words[1:]):
        return [part for word in words for part in _parted(word)]
    return list(words)


def _joined(words: Sequence[Word], usual: float) -> list[Word]:
    """Words put together that stand no further apart than the line's letters."""
    out = [words[0]]
    for word in words[1:]:
        last = out[-1]
        if _is_even(last, word, usual):
            out[-1] = last._replace(
                text=last.text + word.text, left=min(last.left, word.left), right=max(last.right, word.right),
                top=min(last.top, word.top), bottom=max(last.bottom, word.bottom),
                lefts=last.lefts + word.lefts, rights=last.rights + word.rights,
            )  # fmt: skip
        else:
            out.append(word)
    return out


def _is_even(last: Word, word: Word, usual: float) -> bool:
    if word.painted or not last.lefts or not word.lefts or (last.size, last.bold) != (word.size, word.bold):
        return False
    return -usual < _white(last, word) < usual + EVEN


def _white(last: Word, word: Word) -> float:
    """White between two words, in sizes."""
    left = last.rights[-1] if last.rights else last.right
    return ((word.lefts[0] if word.lefts else word.left) - left) / (word.size or 1.0)


def _parted(word: Word) -> list[Word]:
    """A word parted at its thin blanks."""
    if word.widest < THIN:
        return [word]
    cuts = [k for k, white in enumerate(word.whites, 1) if white >= THIN]
    out = []
    for a, b in pairwise([0, *cuts, len(word.lefts)]):
        lefts, rights, text = word.lefts[a:b], word.rights[a:b], word.text[a:b]
        part = word._replace(text=text, left=min(lefts), right=max(rights), lefts=lefts, rights=rights)
        out.append(part._replace(spaced=True) if a else part)
    return out


def apart(words: Sequence[Word]) -> tuple[bool | None, ...]:
    """Whether a blank stands before each word of a line but the first; None where no two Chinese characters meet."""
    if len(words) < 2 or max([word.text for word in words]) < CHINESE:
        return ()  # none begins with one
    meet = [_meet(last, word) for last, word in pairwise(words)]
    if not any(meet):
        return ()
    steps = [
        (own[0] + own[1] - before[0] - before[1]) / 2 / word.size
        for word in words
        if len(word.lefts) == len(word.text) and word.size
        for (a, *before), (b, *own) in pairwise(zip(word.text, word.lefts, word.rights, strict=True))
        if _is_square(a) and _is_square(b)
    ]
    between = [_step(last, word) for (last, word), both in zip(pairwise(words), meet, strict=True) if both]
    usual = median(steps) if steps else median(between) if len(between) >= KNOWN else 1.0
    found = zip(pairwise(words), meet, strict=True)
    return tuple([_step(last, word) - usual > MIDDLES if both else None for (last, word), both in found])


def _meet(last: Word, word: Word) -> bool:
    """Whether a Chinese character stands on either side of two words' white, and it is known where."""
    known = len(last.lefts) == len(last.text) and len(word.lefts) == len(word.text) and word.size
    return bool(known) and _is_square(last.text[-1]) and _is_square(word.text[0])


def _is_square(letter: str) -> bool:
    """Whether a character is Chinese, and no mark: marks may be set narrower."""
    return CHINESE <= letter <= "\u9fff"


def _step(last: Word, word: Word) -> float:
    """From the middle of a word's last character to that of the next word's first, in sizes."""
    return (word.lefts[0] + word.rights[0] - (last.lefts[-1] + last.rights[-1])) / 2 / word.size
