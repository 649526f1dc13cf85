"""What a line's words say: whether a sentence goes on after it, and whether its words come again close by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from tasks import languages
from tasks.model.page import Line
from tasks.segment.credits.cjk_fold import fold

REACH = 40
"""Lines looked at on either side for a line's words: about an article."""
_WORD = re.compile(r"[^\W\d_]+")
_ITEM = re.compile(r"([（(]?)(\d{1,2}|[一二三四五六七八九十]{1,2}|[a-zA-Z])([、)）]|[.．](?!\d))")
_NUMERALS = "一二三四五六七八九十"


def open_ends(lines: Sequence[Line], language: str, wide: bool) -> list[list[str]]:
    """Lines after whose last word a sentence goes on, and lines that no sentence begins with."""
    tail, head = _flow(language)
    out: list[list[str]] = []
    before = False
    for line in lines:
        text = line.text.text if not wide else fold(line.text.text)
        last = text[-1:] if wide else text.rpartition(" ")[2].casefold()
        names = ["after-open-end"] if before else []
        if text[:1] in head:
            names.append("starts-on")
        before = last in tail
        out.append([*names, "open-end"] if before else names)
    return out


def enumerated(lines: Sequence[str]) -> list[list[str]]:
    """Items of an enumeration: lines that open with a number which follows on the one before, in the same form."""
    out: list[list[str]] = [[] for _ in lines]
    last: dict[str, tuple[int, int]] = {}
    for i, text in enumerate(lines):
        match = _ITEM.match(text)
        if not match:
            continue
        number = _number(match[2])
        form = f"{match[1]}{'9' if match[2].isdigit() else '一' if match[2] in _NUMERALS else 'a'}{match[3]}"
        where, before = last.get(form, (i, 0))
        goes_on = before and number == before + 1 and i - where <= 2 * REACH
        if goes_on or number <= 2:  # the first may stand elsewhere
            out[i].append("item" if goes_on else "item-one")
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


def echoes(lines: Sequence[Line], wide: bool) -> list[list[str]]:
    """Whether the line's words come again close before or after it: a headline's do, in its article."""
    bags = [grams(line.text.text, wide) for line in lines]
    out: list[list[str]] = []
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for bag in bags[1 : REACH + 1]:
        after.update(bag)
    for i, bag in enumerate(bags):
        names = []
        if bag:
            for side, bags_there in (("before", before), ("after", after)):
                share = sum(g in bags_there for g in bag) / len(bag)
                names.append(f"echo-{side}:{int(share * 4.99)}")
        out.append(names)
        before.update(bag)
        if i >= REACH:
            before.subtract(bags[i - REACH])
            before += Counter()
        if i + 1 < len(bags):
            after.subtract(bags[i + 1])
            after += Counter()
        if i + REACH + 1 < len(bags):
            after.update(bags[i + REACH + 1])
    return out


def grams(text: str, wide: bool) -> set[str]:
    """What a line's words are compared by: pairs of characters in full-width print, beginnings of longer words elsewhere."""
    if wide:
        run = "".join(c for c in text if c.isalnum())
        return {run[i : i + 2] for i in range(len(run) - 1)}
    return {w.casefold()[:7] for w in _WORD.findall(text) if len(w) > 3}
