"""Marks that the setting leaves in lines: initials, a printed line in two halves, the full date that closes a notice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.model.page import Line

BESIDE = 3
"""Lines that stand beside an initial and are shorter by its width."""
_OPENER = frozenset("“‘「『《〈（")
_DATED = re.compile(r"(?:年|月)[\d\s〇○一二三四五六七八九十廿卅]{1,5}日[）)]?$")


def marks(lines: Sequence[Line], wide: bool) -> list[list[str]]:
    """The names of the marks, line by line."""
    out: list[list[str]] = [[] for _ in lines]
    if wide:
        _halves(lines, out)
        _dated(lines, out)
    else:
        _initials(lines, out)
    return out


def _initials(lines: Sequence[Line], out: list[list[str]]) -> None:
    """A line that opens with a letter which stands apart from its word in the dump: an initial, as texts open with.

    Of 68 such lines on printed pages 63 open an article.
    """
    for i, line in enumerate(lines):
        text = line.text
        first = next((k for k, c in enumerate(text.text[:3]) if c.isalpha()), None)
        if first is None or first + 1 >= len(text) or not text.text[first].isupper() or text.text[first + 1] == " ":
            continue
        if text.starts[first + 1] != text.ends[first]:
            out[i].append("initial")
            for k in range(1, min(BESIDE + 1, len(lines) - i)):
                out[i + k].append(f"below-initial:{k}")
            if i:
                out[i - 1].append("above-initial")


def _halves(lines: Sequence[Line], out: list[list[str]]) -> None:
    """Two lines that fill the column together: readers cut a printed line in two where a mark is set narrow."""
    for i in range(1, len(lines)):
        before, line = lines[i - 1], lines[i]
        fits = [fit for fit in (before.fit_above, line.fit_below, before.above) if fit is not None]
        if not fits or before.width > min(fits) - 2:
            continue
        both = min((before.width + line.width - fit for fit in fits), key=abs)
        name = "fill" if abs(both) <= 1.2 else "over" if both > 0 else "less"
        marked = "mark" if line.text.text[0] in _OPENER else "plain"
        out[i].append(f"halves:{name}+{marked}")
        out[i - 1].append(f"first-half:{name}+{marked}")


def _dated(lines: Sequence[Line], out: list[list[str]]) -> None:
    """A line that ends with a full date: a notice's last."""
    for i, line in enumerate(lines):
        if _DATED.search(line.text.text):
            out[i].append("dated-end")
            if i + 1 < len(lines):
                out[i + 1].append("after-dated-end")
