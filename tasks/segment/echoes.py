"""What a line's words say: whether a sentence goes on after it, and whether its words come again close by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from tasks import languages
from tasks.model.page import Line
from tasks.segment.credits.cjk_fold import fold

REACH = 40
"""Lines looked at on either side for a line's words: about an article."""
_WORD = re.compile(r"[^\W\d_]+")
_NO_WORD = re.compile(r"[\W_]+")
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
    before, after = [0] * len(bags), [0] * len(bags)
    last: dict[str, int] = {}
    for i, bag in enumerate(bags):
        for gram in bag:
            nearest = last.get(gram)
            if nearest is not None and i - nearest <= REACH:
                before[i] += 1
                after[nearest] += 1
            last[gram] = i
    return [
        [f"echo-before:{int(above / len(bag) * 4.99)}", f"echo-after:{int(below / len(bag) * 4.99)}"] if bag else []
        for bag, above, below in zip(bags, before, after, strict=True)
    ]


@lru_cache(maxsize=4096)
def grams(text: str, wide: bool) -> tuple[str, ...]:
    """What a line's words are compared by: pairs of characters in full-width print, beginnings of longer words elsewhere.

    Each once, in the order of the text, so that sums over them come out the same in every run.
    """
    if wide:
        run = _NO_WORD.sub("", text)
        return tuple(dict.fromkeys(run[i : i + 2] for i in range(len(run) - 1)))
    return tuple(dict.fromkeys(w.casefold()[:7] for w in _WORD.findall(text) if len(w) > 3))
