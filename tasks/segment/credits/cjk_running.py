"""Chinese text that cannot be a credit, told before it is cut into words: most lines of a page are running text.

A credit holds a word that credits are made of, or nothing but names. Each question below is one search for such words; where
it answers that there is no credit, the grammar would find none either.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.segment.credits import cjk_tokens as t
from tasks.segment.credits.cjk_words import HAN, data, names, one_of

_STOP = re.compile("[。!?()…]")
_ENDS = re.compile("[!?…()]")
_HEARSAY = "云"
"""Behind a wire's name in papers of the 1930s: 国闻社云、."""
_RARE = "讯电稿记息信访撰笔派综译习传直企连写题报员"
"""Characters that tell more than others of the same words."""
_SLASH = re.compile("[:|]")
_PIECE = re.compile(f"{HAN}{{3,}}")
_RUN = re.compile(f"{HAN}{{7,}}")
"""Longer than two names without a blank: a body or a sentence."""


@lru_cache(maxsize=1)
def _told() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Any word that a credit is told by; a paper's name, where a mark or a word of dispatch follows."""
    credit = data()["credit"]
    words = re.compile(one_of([*t.credit_words(), *credit["before_dispatch"]]))
    return words, re.compile(f"{one_of(credit['paper_endings'])}(?={t.AFTER_PAPER})")


@lru_cache(maxsize=1)
def _bodied() -> re.Pattern[str]:
    """The end of a run that names an authority or an office, or somebody behind one."""
    return re.compile(f"{one_of([*names().bodies, *names().standing])}{HAN}{{0,4}}\\Z")


@lru_cache(maxsize=1)
def _told_writer() -> re.Pattern[str]:
    return re.compile(one_of(data()["credit"]["before"][t.WRITER]))


@lru_cache(maxsize=1)
def _nameless() -> re.Pattern[str]:
    """A character that stands in no name, behind another of the same run."""
    never = "".join(sorted(names().never - names().transliterated))
    return re.compile(f"(?<={HAN})[{re.escape(never)}]")


def ends_sentence(flat: str) -> bool:
    """Whether a full stop stands in a text (outside a title), as it does in no credit."""
    return "。" in flat and "《" not in flat


def is_running(flat: str, lo: int, hi: int) -> bool:
    """Whether ``flat[lo:hi]`` is no credit at all.

    It has a full stop; or it has another sentence's end or a bracket, and no writer whom it might describe; or it has no
    word, date or slash of a credit, and a run that is no names' (too long, a character that no name has) and no body's.
    """
    text = flat[lo:hi]
    if not text or ends_sentence(text):
        return True
    if _ENDS.search(text) and "《" not in text and not _told_writer().search(text):
        return True
    long, strange = _RUN.search(text) is not None, _nameless().search(text) is not None
    if not (long or strange) or "日" in text or "/" in text or "\N{MIDDLE DOT}" in text:
        return False
    if any(word.search(flat, lo, hi) for word in _told()):
        return False
    if long and any(not _bodied().search(found) for found in _RUN.findall(text)):
        return True
    return strange and not _SLASH.search(text) and any(map(_is_nameless, _PIECE.findall(text)))


def tells(flat: str, end: int) -> bool:
    """Whether anything stands in ``flat[:end]`` that a credit is told by: without it there are names at most."""
    return flat.find("日", 0, end) >= 0 or any(word.search(flat, 0, end) for word in _told())


def _is_nameless(run: str) -> bool:
    """Whether a run is neither names nor a body or a place, which may stand before names."""
    return _nameless().search(run) is not None and not _bodied().search(run) and run not in names().places


@lru_cache(maxsize=1)
def _dispatches() -> re.Pattern[str]:
    return re.compile(one_of(t.credit_words(t.PLAIN)))


@lru_cache(maxsize=1)
def _reporters() -> re.Pattern[str]:
    before = data()["credit"]["before"]
    return re.compile(one_of([*before[t.REPORTER], *before[t.SENDER]]))


def may_dispatch(flat: str, start: int, reach: int) -> bool:
    """Whether a word of dispatch (讯, 电, 报道) stands before the first sentence ends."""
    stop = _STOP.search(flat, start, start + reach)
    return _dispatches().search(flat, start, stop.start() if stop else start + reach) is not None


@lru_cache(maxsize=1)
def _telling() -> re.Pattern[str]:
    """A character of each word that an opening credit without a bracket has one of: the rarest, as far as they are known."""
    before = data()["credit"]["before"]
    told = [*t.credit_words(t.PLAIN), *before[t.REPORTER], *before[t.SENDER], _HEARSAY]
    telling = {next((char for char in _RARE if char in word), word[-1]) for word in told}
    return re.compile(f"[{re.escape(''.join(sorted(telling)))}]")


def may_open(flat: str) -> bool:
    """Whether an opening credit without a bracket may stand in a text; lines put together may have it in any of them."""
    return _telling().search(flat) is not None


def may_report(flat: str, start: int, reach: int) -> bool:
    """Whether a reporter or correspondent is named close by."""
    return _reporters().search(flat, start, start + reach) is not None
