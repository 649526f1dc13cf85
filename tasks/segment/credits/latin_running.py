"""Running text, told from what may be a credit before any grammar is asked: most lines of a page are running text.

A credit is made of names, which have capitals, and of few other words, which the language's tables of credits hold. Words
that no credit is made of are counted. Each word is looked up once a process; a text is then the sum of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from operator import or_

from tasks.segment.credits.latin_hints import Hint, Remembered, told
from tasks.segment.credits.latin_words import entry, ordinary, words

_STRANGE, _ALONE, _TELLING = 1, 1 << 20, 1 << 40
"""A text's words are added up in one number, which has room for a million of each."""
_MANY = _ALONE - 1
SUMS = 4096
"""Texts whose sums are remembered: each line and each end of one is asked for its words by one rule after the other."""

_NO_CREDITS = frozenset(
    ("given", "not_names", "not_codes", "not_initials", "not_places", "not_place_endings", "places", "place_endings")
)
"""Lists whose words make no credit where they stand in lower case."""
_TOLD = frozenset(("before", "behind", "alone", "jobs", "posts", "pseudonym", "formula", "marks", "outlet", "sources"))
"""Tables of words that leave room for others beside them: ``our hydrology correspondent``, ``a lover of roses``."""
_LINKS = frozenset(
    ("am", "an", "ob", "im", "in", "bei", "auf", "der", "dem", "den", "vor", "zu", "de", "du", "des", "le", "la", "les")
    + ("lès", "sur", "sous", "en", "et", "y", "del", "of", "on", "the", "by")
)
"""Small words inside the names of places."""

_WORD = re.compile(r"(?<!\w)[^\W\d_]{4,}|(?<![^\s(\[“\"‘«])[^\W\d_]{2,3}(?![\w’'-])")
_LISTED = re.compile(r"(?<![\\?])[^\W\d_]{2,}")
_STEM = re.compile(r"(?<![\\?])[^\W\d_]{3,}(?=[\[(\\]|[^\W\d_]\?)")
"""What a pattern leaves open: ``nov(?:ember|\\.)``, ``photos?``."""


class _Words(Remembered):
    """What each printed word counts for."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        credit, dateline = entry(language, "credit") or {}, entry(language, "dateline") or {}
        texts = [text for table in (credit, dateline) for text in _texts(table)]
        self._known = _LINKS | {word for text in texts for word in _LISTED.findall(text.casefold())}
        self._stems = {stem for text in texts for stem in _STEM.findall(text.casefold())}
        self._longest = max(map(len, self._stems), default=0)
        told = [text for key in _TOLD & credit.keys() for text in _texts({key: credit[key]})]
        self._telling = {word for text in told for word in _LISTED.findall(text.casefold()) if len(word) > 3} - _LINKS
        lists = ("credit.not_names", "credit.not_codes", "dateline.not_places")
        self._common = frozenset[str]().union(*(words(language, path) for path in lists))

    def find(self, printed: str) -> int:
        return 0 if "@" in printed or "/" in printed else sum(map(self._worth, _WORD.findall(printed)))

    def knows(self, folded: str) -> bool:
        """Whether a word may be one of the tables' own."""
        ends = range(3, min(len(folded), self._longest + 1))
        return folded in self._known or any(folded[:end] in self._stems for end in ends)

    def _worth(self, word: str) -> int:
        folded = word.casefold()
        known = self.knows(folded)
        if known or not word[0].islower():
            return _TELLING if known and (folded in self._telling or folded not in self._known) else 0
        if len(word) < 4 and folded not in self._common:
            return 0  # a house code may be as short
        alone = len(word) > 5 or folded in self._common or ordinary(word, self._language)
        return _STRANGE + (_ALONE if alone else 0)


LONE = 1 << 60
"""The hint of words that hold a letter by itself in upper case; the patterns' hints are fewer."""
STOPPED, DASHED, OPENED = 1 << 61, 1 << 62, 1 << 63
"""The hints of words with a mark behind or before which a closing credit may begin: a stop, a dash, a bracket."""
MARKED = STOPPED | DASHED | OPENED
_MARKS = {STOPPED: re.compile("[.!?…”»©]"), DASHED: re.compile("[—–]|--|^[-/]"), OPENED: re.compile(r"[(\[]")}
_LETTER_ALONE = re.compile(r"(?<!\w)[^\W\d_](?!\w)")


def lone(text: str) -> int:
    """How many letters stand by themselves in upper case."""
    return sum(map(str.isupper, _LETTER_ALONE.findall(text)))


class _Hints(Remembered):
    """Which hints each printed word gives."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def find(self, printed: str) -> int:
        found = told(printed, self._language) | (LONE if lone(printed) else 0)
        return found | sum(bit for bit, mark in _MARKS.items() if mark.search(printed))


def _texts(table: Mapping[str, object]) -> Iterator[str]:
    """Every string of a table whose words may stand in a credit."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _texts(value)
        elif key not in _NO_CREDITS and isinstance(value, str | list):
            yield from [value] if isinstance(value, str) else value


@lru_cache(maxsize=16)
def _words(language: str) -> _Words:
    return _Words(language)


@lru_cache(maxsize=16)
def _hints(language: str) -> _Hints:
    return _Hints(language)


@lru_cache(maxsize=SUMS)
def hinted(text: str, language: str) -> int:
    """All hints that the words of a text give."""
    return hinted_by(text.split(), language)


@lru_cache(maxsize=SUMS)
def _sum(text: str, language: str) -> int:
    """What the words of a text count for, added up."""
    return sum(map(_words(language).__getitem__, text.split()))


def may(hint: Hint, text: str, language: str) -> bool:
    """Whether a pattern of the hint's may match in this text, or in a part of it; if not, none does."""
    return hinted(text, language) & hint.bit != 0


def is_known(word: str, language: str) -> bool:
    """Whether the language's tables of credits and datelines may hold a word, but as a name or as what is no name."""
    return _words(language).knows(word.casefold())


def ends_in_words_of_credits(text: str, language: str) -> bool:
    """Whether a text's last word may be one of the tables', or is no plain word: no date, dateline or label ends otherwise.

    A word with a capital may be a name, a short one a part of anything.
    """
    last = text[text.rfind(" ") + 1 :]
    return len(last) < 3 or not last.isalpha() or not last.islower() or is_known(last, language)


def is_running(text: str, language: str) -> bool:
    """Whether this is running text: it has words in lower case that credits are not made of (addresses aside).

    Two such words are enough, or a single one that is no house code where no word stands that might bring it along. On
    pages with gold no byline or signature had them; most lines of a body have.
    """
    return counts_as_running(_sum(text, language))


def running(text: str, language: str) -> bool:
    """Whether these words make running text of whatever stands beside them."""
    return makes_running(_sum(text, language))


def is_told(text: str, language: str) -> bool:
    """Whether a word of four letters or more stands in the text that credits are told by."""
    return counts_as_told(_sum(text, language))


def last_words(text: str, language: str) -> tuple[list[str], int, int]:
    """The words from the last one on with which all that follows is running text, that word included; all where none is.

    Also: what the words count for, and which hints they give. No credit begins before them, nor with the first of them
    where there are two of those that make running text (``makes_running``).
    """
    found = text.split()
    known, hints = _words(language), _hints(language)
    total = bits = at = 0
    for at in range(len(found) - 1, -1, -1):
        word = found[at]
        bits |= hints[word]
        total += known[word]
        if total & _MANY > 1:
            break
    return found[at:], total, bits


def hinted_by(found: Sequence[str], language: str) -> int:
    """All hints that some words give."""
    return reduce(or_, map(_hints(language).__getitem__, found), 0)


def counted(found: Sequence[str], language: str) -> int:
    """What some words count for, added up."""
    return sum(map(_words(language).__getitem__, found))


def makes_running(total: int) -> bool:
    """Whether words that come to this make running text of whatever stands beside them."""
    return total & _MANY > 1


def counts_as_running(total: int) -> bool:
    """Whether words that come to this are running text (``is_running``)."""
    strange = total & _MANY
    return strange > 1 or strange == 1 and bool(total & (_MANY * _ALONE)) and total < _TELLING


def counts_as_told(total: int) -> bool:
    """Whether a word that credits are told by is among words that come to this (``is_told``)."""
    return total >= _TELLING
