"""Chinese lines that go on with what was begun above: dates and brackets, and words that refer back.

``… 5月16`` and ``日，…`` below it are one date: a number is never broken in full-width print, but the sign of what it counts
may stand on the next line. A bracket that is open at a line's end and closed in the next line goes on in it: of more than a
hundred such lines of real pages none began a text or a paragraph. So it is with a line that opens with a name's Latin
letters in brackets: they say how the name before them is written. What opens with words that refer back (``会议强调，…``,
``他说：…``, ``此外，…``) may begin a paragraph but no text: of 410 Chinese texts two do, of 1,525 further paragraphs one in
ten.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from tasks.languages import language as known
from tasks.model.page import Line
from tasks.segment.credits.cjk_fold import fold

BEGINS = frozenset("APKYXJF")
"""What a line is not that goes on with a date: a text's or a paragraph's first, a kicker, a line of its own."""
OPENS = frozenset("APKX")
"""What a line is not that goes on in a bracket, or opens with Latin letters in one; bylines and jump lines may."""
FIRST = frozenset("A")
"""What a line is not that refers back to what was said: a text's first; a paragraph's it may be."""
_SIGNS = frozenset("日号號月年")
"""What a date goes on with."""
_ONES = "0-9０-９〇○零一二三四五六七八九十"
_DIVIDED = re.compile(
    rf"(?:月[{_ONES}]{{1,3}}\n[日号號]|年[{_ONES}]{{1,2}}\n月|(?<![{_ONES}])[12１２一二][{_ONES}]{{3}}\n年)(?![前报報本军軍方])"
)
"""A day without its sign, a month, a year; but not before ``日前``, ``日报``, ``日军`` and the like, which begin texts."""
_BEFORE, _AFTER = 6, 2
"""Characters of the first line that can tell, and of the second."""
_OPENING = 8
"""Characters of a line that can tell that it refers back."""
_CLOSED = re.compile("[^（(]*?[）)]")
_CREDIT = re.compile("[：:]")
_GLOSS = re.compile("[（(][A-Za-z]{3}")


def refusals(lines: Sequence[Line], language: str) -> dict[int, frozenset[str]]:
    """The labels that what goes on leaves no room for, by the line that it goes on in; on Chinese pages only."""
    if not language.startswith("zh"):
        return {}
    referring = _referring(language)
    texts = [line.text.text for line in lines]
    out: dict[int, frozenset[str]] = {}
    for i, (above, below) in enumerate(pairwise(texts), 1):
        if below[:1] in _SIGNS and _DIVIDED.search(f"{above[-_BEFORE:]}\n{below[:_AFTER]}"):
            out[i] = BEGINS
        elif _GLOSS.match(below) or _is_open(above) and _CLOSED.match(below):
            out[i] = OPENS
        elif referring.match(fold(below), 0, _OPENING):
            out[i] = FIRST
    return out


def _is_open(text: str) -> bool:
    """Whether a bracket is open at a text's end that holds no credit: behind ``（编译：…）`` another text may begin."""
    at = max(text.rfind("（"), text.rfind("("))
    return at > max(text.rfind("）"), text.rfind(")")) and _CREDIT.search(text, at) is None


@cache
def _referring(language: str) -> re.Pattern[str]:
    """What a text cannot open with, since it refers to what was said before."""
    return re.compile(known(language).section("flow")["refers_back"])
