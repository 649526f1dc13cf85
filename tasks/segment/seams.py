"""Seams of full-width print: whether the last character of a line and the first of the next make a word of the page.

Lines break in the midst of words, and a page's words come again: two characters that stand next to each other elsewhere on
the page, oftener than chance would have it, belong together here, too. Where a text ends and another begins, or a headline
meets a text, two such characters meet by accident only.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tasks.segment.families import Codes, Column, Family, sooner
from tasks.segment.letters import LETTER, WIDE, Letters

SEAMS = ("friends", "word", "words")
"""How often two characters are neighbours elsewhere: oftener than chance has it; by far oftener, once; more than once. That
two never are tells nothing: it depends on how long the page is."""
OFTENER, FAR = 3.0, 15.0
"""Times that two characters stand side by side for each time that chance would put them so."""
_BEFORE, _AFTER = Family("seam:{}", SEAMS), Family("next-seam:{}", SEAMS)
_SHIFT = np.uint64(21)
Signs = npt.NDArray[np.uint64]
"""Characters, or pairs of them."""


def seams(letters: Letters, wide: bool) -> list[Column]:
    """What the characters at each line's beginning and end make with those of its neighbours."""
    if not wide or len(letters.starts) < 2:
        return []
    code = np.zeros(len(letters.starts), np.intp)
    code[1:] = _joined(letters)
    return [Column(_BEFORE, code), Column(_AFTER, sooner(code))]


def _joined(letters: Letters) -> Codes:
    """The seam above each line but the first: one more than a number of :data:`SEAMS`, or nought."""
    codes = letters.codes.astype(np.uint64)
    usual = letters.kinds & (WIDE | LETTER) == WIDE | LETTER
    last, first = letters.ends[:-1] - 1, letters.starts[1:]
    whole = usual[:-1] & usual[1:]
    whole[last] = False
    pairs, times = np.unique((codes[:-1] << _SHIFT | codes[1:])[whole], return_counts=True)
    signs, often = np.unique(codes[usual], return_counts=True)
    here = _times(codes[last] << _SHIFT | codes[first], pairs, times)
    one, other = _times(codes[last], signs, often), _times(codes[first], signs, often)
    oftener = here * int(np.count_nonzero(usual)) / np.maximum(1, one * other)
    found = np.where(oftener < FAR, 1, np.where(here == 1, 2, 3))
    return np.where((oftener >= OFTENER) & usual[last] & usual[first], found, 0)


def _times(wanted: Signs, known: Signs, times: Codes) -> Codes:
    """How often each of some things comes, given those that are known, in order, and how often they do."""
    if not len(known):
        return np.zeros(len(wanted), np.intp)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, times[at], 0)
