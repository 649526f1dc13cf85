"""What a line's words say: whether a sentence goes on after it, and whether its words come again close by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np

from tasks import languages
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.evidence.families import Codes, Column, Family, Flags, later
from tasks.segment.evidence.places import Places

REACH = 40
"""Lines looked at on either side for a line's words: about an article."""
_ITEM = re.compile(r"([（(]?)(\d{1,2}|[一二三四五六七八九十]{1,2}|[a-zA-Z])([、)）]|[.．](?!\d))")
_ITEM_MARKS = frozenset("、)）.．")
_NUMERALS = "一二三四五六七八九十"
_FIFTHS = "01234"
_BEFORE, _AFTER = Family("echo-before:{}", _FIFTHS), Family("echo-after:{}", _FIFTHS)
_AFTER_OPEN, _STARTS, _OPEN = Family("after-open-end"), Family("starts-on"), Family("open-end")
_AFTER_NEVER, _NEVER = Family("after-word-that-goes-on"), Family("word-that-goes-on")
OFTEN, SHORT = 4, 4
"""How often a word of so many letters at most must come within lines."""
ITEMS = ("item", "item-one")
"""An item that goes on with an enumeration, one that begins it."""


def open_ends(texts: Sequence[str], language: str, wide: bool) -> list[Column]:
    """Lines after whose last word a sentence goes on, and lines that no sentence begins with."""
    tail, head = _flow(language)
    inner = [] if wide else _never_ends(texts)
    if not tail and not head:
        return inner
    if wide:
        texts = [fold(text) for text in texts]
        ends = [text[-1:] in tail for text in texts]
    else:
        ends = [text.rpartition(" ")[2].casefold() in tail for text in texts]
    open_: Flags = np.array(ends, np.bool_)
    starts: Flags = np.array([text[:1] in head for text in texts], np.bool_)
    return [_AFTER_OPEN.flag(later(open_)), _STARTS.flag(starts), _OPEN.flag(open_), *inner]


def _never_ends(texts: Sequence[str]) -> list[Column]:
    """Lines whose last word, a short one, comes often on the page and always goes on: an article, a preposition.

    The page itself tells, so that it holds for languages of which nothing else is known.
    """
    often = Counter(" ".join(texts).split())
    ends = [text.rpartition(" ")[2] for text in texts]
    last = Counter(ends)
    some = [word for word in last if len(word) <= SHORT and word.islower() and often[word] - last[word] >= OFTEN]
    never = {word for word in some if not any(word + mark in often for mark in ",.;:!?")}
    open_: Flags = np.array([word in never for word in ends], np.bool_)
    return [_AFTER_NEVER.flag(later(open_)), _NEVER.flag(open_)]


def enumerated(texts: Sequence[str]) -> Codes:
    """Items of an enumeration: lines that open with a number which follows on the one before, in the same form.

    For each line one more than the number of one of :data:`ITEMS`, or nought.
    """
    out = np.zeros(len(texts), np.intp)
    last: dict[str, tuple[int, int]] = {}
    for i, text in enumerate(texts):
        match = None if _ITEM_MARKS.isdisjoint(text[1:4]) else _ITEM.match(text)
        if not match:
            continue
        number = _number(match[2])
        form = f"{match[1]}{'9' if match[2].isdigit() else '一' if match[2] in _NUMERALS else 'a'}{match[3]}"
        where, before = last.get(form, (i, 0))
        goes_on = before and number == before + 1 and i - where <= 2 * REACH
        if goes_on or number <= 2:  # the first may stand elsewhere
            out[i] = 1 if goes_on else 2
            last[form] = (i, number)
    return out


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text[0] in _NUMERALS:
        ten, one = text.startswith("十") and len(text) > 1, _NUMERALS.index(text[-1]) + 1
        return 10 + one if ten else one
    return ord(text.lower()) - ord("a") + 1


@cache
def _flow(language: str) -> tuple[frozenset[str], frozenset[str]]:
    section = languages.language(language).section("flow")
    ends = section.get("ends_open", "")
    return frozenset(ends.split() if " " in ends else ends), frozenset(section.get("starts_on", ""))


def echoes(places: Places) -> list[Column]:
    """Whether the line's words come again close before or after it: a headline's do, in its article."""
    line = places.line
    near = np.zeros(len(line), np.bool_)
    near[1:] = ~places.first[1:] & (line[1:] - line[:-1] <= REACH)
    words = np.bincount(line, minlength=places.lines)
    some = words > 0
    found = (np.bincount(line[where], minlength=places.lines) for where in (near, np.append(near[1:], False)[: len(near)]))
    shares = [(again / np.maximum(words, 1) * 4.99).astype(np.intp) for again in found]
    return [_BEFORE.column(shares[0], where=some), _AFTER.column(shares[1], where=some)]
