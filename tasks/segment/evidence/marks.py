"""Marks that the setting leaves in lines: initials, a printed line in two halves, the full date that closes a notice."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from tasks.model.page import Line
from tasks.segment.evidence.families import Column, Family, Flags, later, sooner
from tasks.segment.evidence.letters import SMALL, Letters
from tasks.segment.evidence.setting import Measures

BESIDE = 3
"""Lines that stand beside an initial and are shorter by its width."""
_OPENER = frozenset("“‘「『《〈（")
_DATED = re.compile(r"(?:年|月)[\d\s〇○一二三四五六七八九十廿卅]{1,5}日[）)]?$")
_DATE_ENDS = frozenset("日）)")
_FILLS = ("fill", "over", "less")
_HALVES, _FIRST_HALF = (Family(f"{name}:{{}}+{{}}", _FILLS, ("plain", "mark")) for name in ("halves", "first-half"))
_AFTER_DATE, _DATE = Family("after-dated-end"), Family("dated-end")
_BELOW = [Family(f"below-initial:{k}") for k in range(1, BESIDE + 1)]
_INITIAL, _ABOVE = Family("initial"), Family("above-initial")


def marks(lines: Sequence[Line], letters: Letters, measures: Measures) -> list[Column]:
    """The marks, line by line."""
    if measures.wide:
        return [*_halves(lines, measures), *_dated(lines)]
    return _initials(lines, letters)


def _initials(lines: Sequence[Line], letters: Letters) -> list[Column]:
    """A line that opens with a letter which stands apart from its word in the dump: an initial, as texts open with.

    Of 68 such lines on printed pages 63 open an article.
    """
    found = np.zeros(len(lines), np.bool_)
    for i in np.flatnonzero(letters.kinds[letters.starts] & SMALL == 0).tolist():
        found[i] = initial(lines[i]) is not None
    if not found.any():
        return []
    below = [family.flag(later(found, k)) for k, family in enumerate(_BELOW, 1)]
    return [*reversed(below), _INITIAL.flag(found), _ABOVE.flag(sooner(found))]


def initial(line: Line) -> int | None:
    """Where in a line's first characters a capital stands apart from the rest of its word, if one does."""
    text = line.text.text
    start, end, size = line.text.stretches[0]
    if end - start == size == len(text):  # nothing stands apart
        return None
    first = next((k for k, c in enumerate(text[:3]) if c.isalpha()), None)
    if first is None or first + 1 >= len(text) or not text[first].isupper() or text[first + 1] == " ":
        return None
    return first if line.text.starts[first + 1] != line.text.ends[first] else None


def _halves(lines: Sequence[Line], m: Measures) -> list[Column]:
    """Two lines that fill the column together: readers cut a printed line in two where a mark is set narrow."""
    fits = np.stack((m.fit_above[:-1], m.fit_below[1:], m.above[:-1]))
    both = m.width[:-1] + m.width[1:] - fits
    nearest = np.argmin(np.where(np.isnan(both), np.inf, np.abs(both)), axis=0)
    both = np.take_along_axis(both, nearest[None], axis=0)[0]
    name = np.where(np.abs(both) <= 1.2, 0, np.where(both > 0, 1, 2))
    marked = np.array([line.text.text[0] in _OPENER for line in lines[1:]], np.intp)
    codes = np.zeros(len(lines), np.intp)
    codes[1:] = (name * 2 + marked + 1) * (m.width[:-1] <= np.fmin.reduce(fits, axis=0) - 2)
    return [Column(_HALVES, codes), Column(_FIRST_HALF, sooner(codes))]


def _dated(lines: Sequence[Line]) -> list[Column]:
    """A line that ends with a full date: a notice's last."""
    texts = [line.text.text for line in lines]
    found = [text[-1] in _DATE_ENDS and _DATED.search(text) is not None for text in texts]
    dated: Flags = np.array(found, np.bool_)
    return [_AFTER_DATE.flag(later(dated)), _DATE.flag(dated)]
