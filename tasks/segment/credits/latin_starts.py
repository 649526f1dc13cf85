"""Texts that no dateline opens, told from their first words: no place is printed in one piece with running text.

A place is words with a capital and small words between them, and a mark, a bracket, a dash or a figure stands behind it. So
where words without a mark lead from the text's start to a word in lower case that is no part of a place, none opens it; nor
where the first word is one of those that begin none. Each printed word is looked at once a process.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.segment.credits.latin_beginnings import Beginnings
from tasks.segment.credits.latin_hints import Hint, Remembered
from tasks.segment.credits.latin_words import CAPITALISED, LINKS, pattern, words

LOOKED_AT = 9
"""Words at a text's start that are looked at."""
_CLEAN, _SMALL = re.compile(CAPITALISED), re.compile(LINKS)
_CODE = re.compile(r"[a-zäöü]{2,5}\.")
PART_OF_PLACE = frozenset(
    ("north", "south", "east", "west", "new", "la", "le", "les", "grand", "grande", "petit", "petite", "neue")
)
ARTICLED = ("the", "der", "die", "das", "les", "ein", "eine", "a", "an", "un", "une", "mr", "mrs")

PREFIXES = Hint(lambda language: [pattern(language, "dateline.prefix", r"\s*(?:{})\s*")])


@lru_cache(maxsize=16)
def never_first(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that begin no place; those that begin none but one in capitals."""
    never = words(language, "dateline.not_places").union(ARTICLED)
    return never, never | words(language, "credit.not_names") - PART_OF_PLACE


_GOES_ON, _PLAIN, _TELLS = range(3)
"""What a word can be: part of a place with nothing behind it, part of none, or what may end a place."""


class _Kinds(Remembered):
    """What each printed word can be in a dateline's place."""

    def find(self, printed: str) -> int:
        if _CLEAN.fullmatch(printed) or _SMALL.fullmatch(printed):
            return _GOES_ON
        return _PLAIN if printed[0].islower() and "-" not in printed and "|" not in printed else _TELLS


@lru_cache(maxsize=16)
def _sent(language: str) -> Beginnings:
    return Beginnings(language, [PREFIXES])


_KINDS = _Kinds()


def may_open(found: Sequence[str], language: str) -> bool:
    """Whether a dateline may open a text, by its first words; the last of them may go on in what is not there."""
    first = found[0]
    if _sent(language)[first] or not first[0].isalnum():
        return True
    if not first[0].isupper():
        return _CODE.fullmatch(first) is not None  # gjk. STEINFELD
    if first.isalpha() and first.casefold() in never_first(language)[not first.isupper()]:
        return False  # most lines begin with such a word
    for n, word in enumerate(found):
        kind = _KINDS[word]
        if kind == _PLAIN:
            return found[n + 1 : n + 2] == [] or found[n + 1][0] == "|"  # BERLIN dpa | …
        if kind == _TELLS:
            return True
    return True
