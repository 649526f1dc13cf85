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


def is_running(flat: str, lo: int, hi: int) -> bool:
    """Whether ``flat[lo:hi]`` has a run that is too long for names and no body's, and no word, date or slash of a credit."""
    run = _RUN.search(flat, lo, hi)
    if run is None or "日" in (text := flat[lo:hi]) or "/" in text or any(word.search(flat, lo, hi) for word in _told()):
        return False
    return any(not _bodied().search(found) and "\N{MIDDLE DOT}" not in text for found in _RUN.findall(text))


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


def may_report(flat: str, start: int, reach: int) -> bool:
    """Whether a reporter or correspondent is named close by."""
    return _reporters().search(flat, start, start + reach) is not None
