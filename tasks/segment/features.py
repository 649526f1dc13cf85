"""The evidence of a line: what can be seen of it and of its neighbours, before anything is decided.

Each piece of evidence has a name (``short-above``, ``opens:upper``); its weight for each label is in ``weights-*.json``. The
evidence speaks of how newspapers are set: how far a line falls short of its column's measure, what the line before ended
with, which kind of character it opens with, whether it reads like a byline, a jump line, a running head. No word of any
page is evidence, save those that the language's own data (``tasks/languages/``) names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.model.page import Line
from tasks.segment import boxes
from tasks.segment.called import called
from tasks.segment.cohesion import cohesion
from tasks.segment.echoes import echoes, enumerated, open_ends
from tasks.segment.marks import marks
from tasks.segment.setting import changed, holds, room
from tasks.segment.stretches import stretches
from tasks.segment.styles import styles

SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’」』）)\]〕】»›“ ]*$")
_HYPHEN = re.compile(r"[-\u00ad\u2010\u00ac⸗]$")
_OPENERS = '\u201c\u2018「『《〈\u201e«‹"'
_BRACKETS = "（(【〔[［"
_CLOSERS = "”’」』》〉）)】〕]］»›、，。；：？！,;:?!.·…"
_CLOSING = frozenset(_CLOSERS)
_BULLETS = "□■●◎○◆◇△▲▼▽★☆※◤►▶•·*"
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]")
_INNER = re.compile(r"[^.!?。！？；;]*[.!?。！？；;]\W*\w")  # matched from the start, lest each stop be tried
_COMMA = re.compile(r"[,，、]")
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"\d{2,4}")


def evidence(lines: Sequence[Line], language: str) -> list[list[str]]:
    """The names of what can be seen, line by line."""
    wide = is_wide(lines, language)
    own = [_alone(line, wide) for line in lines]
    grammar, plain = called(lines, language, wide)
    echo = echoes(lines, wide)
    texts = [line.text.text for line in lines]
    hangs = cohesion(texts, wide)
    items = enumerated(texts)
    going_on = open_ends(lines, language, wide)
    pieces = stretches(lines, wide)
    marked, styled, placed = marks(lines, wide), styles(lines, wide), boxes.evidence(lines)
    blanks = _blank_lines(lines)
    usual = _usual_measure(lines)
    out: list[list[str]] = []
    for i, line in enumerate(lines):
        before, after = lines[max(0, i - 1)], lines[min(len(lines) - 1, i + 1)]
        names = [
            "bias",
            *own[i],
            *grammar[i],
            *echo[i],
            *hangs[i],
            *going_on[i],
            *pieces[i],
            *marked[i],
            *styled[i],
            *placed[i],
        ]
        names.append(f"gap:{min(line.gap, 1)}@{blanks}")
        names.append(f"size:{_size(line.width, usual)}")
        names += _neighbours(i, lines, own, wide)
        names += [*items[i], *(f"prev-{n}" for n in items[i - 1] if i)]
        names += [f"prev.{n}" for n in grammar[i - 1]] if i else ["first"]
        names += [f"next.{n}" for n in grammar[i + 1]] if i + 1 < len(lines) else ["last"]
        if i in plain:
            names.append("no-opening-on-page-of-openings")
        names += _measure_change(before, line, after, wide)
        names += _setting(i, lines, wide)
        names += _company(i, lines, wide)
        if min(i, len(lines) - 1 - i) < 3:
            names.append(f"edge:{'top' if i < 3 else 'foot'}{min(i, len(lines) - 1 - i)}")
        out.append(names)
    return out


def is_wide(lines: Sequence[Line], language: str) -> bool:
    """Whether a page is set in full-width characters: Chinese always is, others by a third of their characters."""
    text = "".join(line.text.text for line in lines)
    return language.startswith("zh") or len(_WIDE.findall(text)) * 3 > len(text)


def _bucket(short: float, wide: bool) -> str:
    """How far a line falls short of a measure: cells for full-width print, share of the measure for Latin print."""
    if wide:
        for limit, name in ((-3, "over"), (1, "full"), (3, "1em"), (5, "2em"), (9, "4em"), (19, "9em")):
            if short <= limit:
                return name
        return "far"
    for share, name in (
        (-0.06, "over"),
        (0.05, "full"),
        (0.1, "loose"),
        (0.16, "near"),
        (0.25, "fifth"),
        (0.4, "third"),
        (0.6, "half"),
        (0.8, "most"),
    ):
        if short <= share:
            return name
    return "far"


@lru_cache(maxsize=4096)
def deficit(width: float, measure: float | None, wide: bool) -> str:
    """The bucket of a width against a measure; ``none`` where the lines share no measure."""
    if measure is None:
        return "none"
    return _bucket(measure - width if wide else 1 - width / measure, wide)


def _alone(line: Line, wide: bool) -> list[str]:
    """What the line shows by itself."""
    text = line.text.text
    words = _WORD.findall(text)
    names = [f"opens:{_opens(text)}", f"ends:{_ends(text)}"]
    if _INNER.match(text):
        names.append("sentence-within")
    if _COMMA.search(text):
        names.append("comma")
    if _CLOSING.isdisjoint(text):
        names.append("no-mark")
    if words and not wide:
        names += _case(words, text)
    if line.blanks and wide:
        names.append("spaced-out" if len(line.blanks) * 3 > len(text) else f"phrase-gaps:{min(len(line.blanks), 3)}")
    digits = sum(map(str.isdigit, text))
    if digits * 3 > len(text):
        names.append("digits")
    elif _YEAR.search(text):
        names.append("number")
    names.append(f"gap:{min(line.gap, 2)}")
    names.append(f"short-above:{deficit(line.width, line.above, wide)}")
    names.append(f"short-below:{deficit(line.width, line.below, wide)}")
    if len(text) < 5:
        names.append(f"tiny:{len(text)}")
    return names


def _case(words: Sequence[str], text: str) -> list[str]:
    names = [f"words:{min(len(words), 6)}"]
    if all(w.isupper() for w in words) and len("".join(words)) > 2:
        names.append("all-capitals")
    else:
        long = [w for w in words if len(w) > 3]
        if len(long) > 1 and sum(w[0].isupper() for w in long) * 4 >= len(long) * 3:
            names.append("title-case")
        if text[0].islower():
            names.append("lower-start")
    return names


@lru_cache(maxsize=4096)
def _opens(text: str) -> str:
    first = text[0]
    if first in _OPENERS:
        return "quote"
    if first in _BRACKETS:
        return "bracket"
    if first in _BULLETS:
        return "bullet"
    if first in _CLOSERS:
        return "closer"
    if first in "-–—―":
        return "dash"
    if first.isdigit():
        return "digit"
    if _WIDE.match(first):
        return "wide"
    return "upper" if first.isupper() else "lower" if first.islower() else "other"


@lru_cache(maxsize=4096)
def _ends(text: str) -> str:
    if SENTENCE_END.search(text):
        return "sentence"
    last = text[-1]
    if _HYPHEN.search(text):
        return "hyphen"
    if last in ",，、;；":
        return "comma"
    if last in ":：":
        return "colon"
    if last in '”’」』»›"“':
        return "quote"
    if last in "）)】〕]］":
        return "bracket"
    if last in "-–—":
        return "dash"
    return "digit" if last.isdigit() else "wide" if _WIDE.match(last) else "letter"


def _neighbours(i: int, lines: Sequence[Line], own: Sequence[list[str]], wide: bool) -> list[str]:
    """How the line meets the lines around it."""
    line = lines[i]
    names: list[str] = []
    short = deficit(line.width, line.below, wide)
    if i:
        before = lines[i - 1]
        ended = _ends(before.text.text)
        tail = deficit(before.width, before.above, wide)
        opens = _opens(line.text.text)
        names += [f"after:{ended}", f"after-short:{tail}", f"after:{ended}+{tail}", f"after:{ended}+opens:{opens}"]
        names += [
            f"after:{ended}+short:{short}",
            f"gap:{min(line.gap, 2)}+after:{ended}",
            f"after-short:{tail}+short:{short}",
        ]
        names += [f"prev-{n}" for n in own[i - 1] if n.startswith(("gap", "all-", "title", "no-mark", "tiny", "sentence-w"))]
        names.append(f"wider:{_ratio(line.width, before.width)}")
        names.append(f"gap:{min(line.gap, 2)}+after:{ended}+{tail}")
    if i + 1 < len(lines):
        after = lines[i + 1]
        names.append(f"next-gap:{min(after.gap, 2)}")
        names.append(f"next-opens:{_opens(after.text.text)}")
        names.append(f"next-short:{deficit(after.width, after.below, wide)}")
        names.append(f"short:{short}+next-short:{deficit(after.width, line.below, wide)}")
        names += [f"next-{n}" for n in own[i + 1] if n.startswith(("all-", "title", "no-mark", "ends", "sentence-w"))]
    if i > 1:
        names.append(f"prev2-ends:{_ends(lines[i - 2].text.text)}")
    if i + 2 < len(lines):
        names.append(f"next2-short:{deficit(lines[i + 2].width, lines[i + 2].below, wide)}")
    return names


def _ratio(a: float, b: float) -> str:
    r = a / max(b, 1)
    return "much-less" if r < 0.5 else "less" if r < 0.85 else "same" if r < 1.18 else "more" if r < 2 else "much-more"


def _measure_change(before: Line, line: Line, after: Line, wide: bool) -> list[str]:
    """Whether the column's measure changes here: another measure is another setting, often another article."""
    a, b = before.above, line.below
    if a is None or b is None:
        change = f"{'measure' if a else 'none'}-{'measure' if b else 'none'}"
    else:
        slack = 4 if wide else max(a, b) * 0.12
        change = "same" if abs(a - b) <= slack else "narrower" if b < a else "broader"
    c = after.below
    coming = (
        "none" if c is None else "?" if b is None else "same" if abs(c - b) <= (4 if wide else max(b, c) * 0.12) else "other"
    )
    return [f"measure:{change}", f"measure:{change}+next:{coming}"]


def _setting(i: int, lines: Sequence[Line], wide: bool) -> list[str]:
    """Whether the line before was ended or was full, whether this one is set in, and whether the setting changes here."""
    line, before = lines[i], lines[max(0, i - 1)]
    own_above, own_below = room(line, line.fit_above, wide), room(line, line.fit_below, wide)
    change = changed(line.fit_above, line.fit_below, wide)
    names = [f"room-above:{own_above}", f"room-below:{own_below}", f"setting:{change}"]
    names.append(f"setting:{change}+{holds(line.fit_above, line, wide)}+{holds(line.fit_below, line, wide)}")
    if i:
        ended = room(before, before.fit_above, wide)
        said, opens = _ends(before.text.text), _opens(line.text.text)
        names += [
            f"after-room:{ended}",
            f"after-room-below:{room(before, line.fit_below, wide)}",
            f"after-room:{ended}+after:{said}",
            f"after-room:{ended}+after:{said}+opens:{opens}",
            f"after-room:{ended}+room-below:{own_below}",
            f"after-room:{ended}+room-below:{own_below}+after:{said}",
            f"setting:{change}+{holds(line.fit_below, before, wide)}+here:{holds(line.fit_above, line, wide)}",
        ]
    return names


def _company(i: int, lines: Sequence[Line], wide: bool) -> list[str]:
    """How many of the lines close by are set to the same measure as this one: body text keeps company, headlines do not."""
    line = lines[i]
    names = [f"short-above:{deficit(line.width, line.above, wide)}+below:{deficit(line.width, line.below, wide)}"]
    for side, measure, near in (
        ("above", line.above, lines[max(0, i - 4) : i]),
        ("below", line.below, lines[i + 1 : i + 5]),
    ):
        if measure is not None:
            full = sum(deficit(other.width, measure, wide) in ("full", "1em", "loose") for other in near)
            names.append(f"company-{side}:{full}")
    return names


def _usual_measure(lines: Sequence[Line]) -> float:
    """The measure that most of the page is set to (the median)."""
    found = sorted(line.below for line in lines if line.below)
    return found[len(found) // 2] if found else max((line.width for line in lines), default=1.0)


def _size(width: float, usual: float) -> str:
    """A line's width against the page's usual measure."""
    share = width / max(usual, 1.0)
    for limit in (0.15, 0.3, 0.5, 0.7, 0.9, 1.1, 1.4, 2.0, 3.0):
        if share <= limit:
            return f"{limit}"
    return "more"


def _blank_lines(lines: Sequence[Line]) -> str:
    """Whether the dump has blank lines at all, and many: on a page without any their absence says nothing."""
    share = sum(line.gap > 0 for line in lines[1:]) / max(1, len(lines) - 1)
    return "none" if share < 0.01 else "few" if share < 0.25 else "many"
