"""Seams of full-width print: whether the last character of a line and the first of the next make a word.

Lines break in the midst of words. A page's words come again: two characters that stand next to each other elsewhere on the
page, oftener than chance would have it, belong together here, too; figures count as one sign, so that a number and what it
counts are known by the page's other numbers. And the language has its words: which characters stand together in them is told
for the two at a seam and for those on either side. Where a text ends and another begins, or a headline meets a text, two
such characters meet by accident only.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tasks.languages.pairs import bonds
from tasks.segment.evidence.families import Codes, Column, Family, sooner
from tasks.segment.evidence.letters import DIGIT, LETTER, WIDE, Letters

SEAMS = ("friends", "word", "words")
"""How often two characters are neighbours elsewhere: oftener than chance has it; by far oftener, once; more than once. That
two never are tells nothing: it depends on how long the page is."""
OFTENER, FAR = 3.0, 15.0
"""Times that two characters stand side by side for each time that chance would put them so."""
_BONDS = "012"
"""How closely two characters stand together in words, as :func:`tasks.languages.pairs.bonds` has it."""
_AROUND = tuple(before + after for before in _BONDS for after in _BONDS)
_BEFORE, _AFTER = Family("seam:{}", SEAMS), Family("next-seam:{}", SEAMS)
_BOND, _NEXT_BOND = Family("bond:{}+around:{}", _BONDS, _AROUND), Family("next-bond:{}+around:{}", _BONDS, _AROUND)
_BOND_GAP = Family("bond:{}+gap:{}", _BONDS, "01")
_SHIFT = np.uint64(21)
Signs = npt.NDArray[np.uint64]
"""Characters, or pairs of them."""


def seams(texts: Sequence[str], letters: Letters, gap: Codes, wide: bool) -> list[Column]:
    """What the characters at each line's beginning and end make with those of its neighbours.

    Args:
        texts: the lines.
        letters: the same, character by character.
        gap: blank lines above each of them.
        wide: whether the page is set in full-width characters; seams of others tell nothing.
    """
    if not wide or len(texts) < 2:
        return []
    code = np.zeros(len(texts), np.intp)
    code[1:] = _joined(letters)
    bond, around = _bonds(texts, letters)
    near, told = np.maximum(bond, 0), bond >= 0
    return [
        Column(_BEFORE, code),
        Column(_AFTER, sooner(code)),
        _BOND.column(near, around, where=told),
        _NEXT_BOND.column(sooner(near), sooner(around), where=sooner(told)),
        _BOND_GAP.column(near, (gap > 0).astype(np.intp), where=told),
    ]


def _bonds(texts: Sequence[str], letters: Letters) -> tuple[Codes, Codes]:
    """The bond above each line, less than nought where no two Chinese characters meet, and the bonds on either side."""
    bond, around = np.full(len(texts), -1), np.zeros(len(texts), np.intp)
    usual = letters.kinds & (WIDE | LETTER) == WIDE | LETTER
    meet = np.flatnonzero(usual[letters.ends[:-1] - 1] & usual[letters.starts[1:]])
    found = bonds([texts[i][-2:].rjust(2) + texts[i + 1][:2].ljust(2) for i in meet.tolist()])
    if found:
        before, middle, after = np.array(found, np.intp).T
        bond[meet + 1], around[meet + 1] = middle, before * len(_BONDS) + after
    return bond, around


def _joined(letters: Letters) -> Codes:
    """The seam above each line but the first: one more than a number of :data:`SEAMS`, or nought."""
    last, first = letters.ends[:-1] - 1, letters.starts[1:]
    figure = letters.kinds & DIGIT > 0
    codes = np.where(figure, ord("0"), letters.codes).astype(np.uint64)
    usual = (letters.kinds & (WIDE | LETTER) == WIDE | LETTER) | figure
    usual[:-1] &= ~(figure[:-1] & figure[1:])  # a number is one sign, its last figure
    usual[last] |= figure[last]
    whole = usual[:-1] & usual[1:]
    whole[last] = False
    pairs, times = np.unique((codes[:-1] << _SHIFT | codes[1:])[whole], return_counts=True)
    signs, often = np.unique(codes[usual], return_counts=True)
    here = _times(codes[last] << _SHIFT | codes[first], pairs, times)
    one, other = _times(codes[last], signs, often), _times(codes[first], signs, often)
    oftener = here * int(np.count_nonzero(usual)) / np.maximum(1, one * other)
    found = np.where(oftener < FAR, 1, np.where(here == 1, 2, 3))
    return np.where((oftener >= OFTENER) & usual[last] & usual[first] & ~(figure[last] & figure[first]), found, 0)


def _times(wanted: Signs, known: Signs, times: Codes) -> Codes:
    """How often each of some things comes, given those that are known, in order, and how often they do."""
    if not len(known):
        return np.zeros(len(wanted), np.intp)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, times[at], 0)
