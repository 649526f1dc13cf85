"""Dates that a line's end divides: ``… 5月16`` and ``日，…`` below it are one date, so that nothing begins with the second.

A number is never broken in full-width print, but the sign of what it counts may stand on the next line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.model.page import Line

BEGINS = frozenset("APKYXJF")
"""What a line is not that goes on with a date: a text's or a paragraph's first, a kicker, a line of its own."""
_ONES = "0-9０-９〇○零一二三四五六七八九十"
_DIVIDED = re.compile(
    rf"(?:月[{_ONES}]{{1,3}}\n[日号號]|年[{_ONES}]{{1,2}}\n月|(?<![{_ONES}])[12１２一二][{_ONES}]{{3}}\n年)(?![前报報本军軍方])"
)
"""A day without its sign, a month, a year; but not before ``日前``, ``日报``, ``日军`` and the like, which begin texts."""
_BEFORE, _AFTER = 6, 2
"""Characters of the first line that can tell, and of the second."""


def refusals(lines: Sequence[Line], language: str) -> dict[int, frozenset[str]]:
    """The labels that a divided date leaves no room for, by the line that it goes on in; on Chinese pages only."""
    if not language.startswith("zh"):
        return {}
    texts = [line.text.text for line in lines]
    joints = (f"{above[-_BEFORE:]}\n{below[:_AFTER]}" for above, below in zip(texts, texts[1:], strict=False))
    return {i: BEGINS for i, joint in enumerate(joints, 1) if _DIVIDED.search(joint)}
