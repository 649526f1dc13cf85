"""The words that stand whole inside a page's lines: the best witnesses to how the page spells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

LETTER = "A-Za-zªºÀ-ÖØ-öø-ɏ\u0300-\u036fͰ-ϿЀ-ӿḀ-ỿ"
"""Letters of the alphabets that divide words by hyphens, and combining marks (Fraktur's uͤ), as a class for regexes."""

_WORD = re.compile(rf"[{LETTER}]+(?:-[{LETTER}]+)*")
_HEAD = re.compile(rf"[{LETTER}]*")
_NARROW = re.compile(r"[0-9A-Za-z.]+")  # words and figures inside full-width print
_NARROW_PAIR = re.compile(rf"({_NARROW.pattern}) (?=({_NARROW.pattern}))")
_MARKS = "-=\N{NOT SIGN}\N{DOUBLE OBLIQUE HYPHEN}"

DIVIDING_LINES = 3
DIVIDING_SHARE = 0.02
"""A page divides words if three of its lines, and one in fifty, end in a hyphen and go on in lower case: narrow justified
columns have one in four to twelve; lines never divided end in a compound's own hyphen once in some hundred."""


@dataclass(frozen=True)
class Vocabulary:
    """The page's words and hyphenated compounds in lower case, its text, and whether it divides words at line ends."""

    words: frozenset[str]
    compounds: frozenset[str]
    divides: bool
    text: str = ""

    def has(self, word: str) -> bool:
        """Whether a closed word (in lower case) stands inside a line."""
        return word in self.words

    def has_compound(self, compound: str) -> bool:
        """Whether a word with a hyphen (in lower case) stands inside a line, by itself or in a longer compound."""
        return compound in self.compounds

    def has_pair(self, left: str, right: str) -> bool:
        """Whether two Latin words or figures stand side by side in a line, with a blank between them."""
        return (left, right.rstrip(".")) in self._narrow_pairs

    def has_closed(self, word: str) -> bool:
        """Whether a Latin word or figure stands whole in a line, as ``PM2.5`` in ``降低PM2.5值``."""
        return word.rstrip(".") in self._narrow

    @cached_property
    def _narrow_pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset((left, right.rstrip(".")) for left, right in _NARROW_PAIR.findall(self.text))

    @cached_property
    def _narrow(self) -> frozenset[str]:
        return frozenset(word.rstrip(".") for word in _NARROW.findall(self.text))


def page_words(lines: Sequence[str]) -> Vocabulary:
    """Collects a page's vocabulary; words cut by a line's end are not counted."""
    whole: list[str] = []  # the lines without the pieces of words at their ends
    divided = 0
    open_end = False
    for line in filter(None, lines):
        inside = line
        if open_end:
            piece = _HEAD.match(line)
            inside = line[piece.end() :] if piece else line
            divided += line[0].islower()
        open_end = line[-1] in _MARKS and line[-2:-1].isalpha()
        whole.append(_without_last_piece(inside) if open_end else inside)
    words = set(_WORD.findall("\n".join(whole).lower()))
    tied = {word for word in words if "-" in word}
    words -= tied
    compounds: set[str] = set()
    for word in tied:
        parts = word.split("-")
        words.update(parts)
        compounds.update(map("-".join, pairwise(parts)))
    divides = divided >= DIVIDING_LINES and divided >= len(lines) * DIVIDING_SHARE
    return Vocabulary(frozenset(words), frozenset(compounds), divides, "\n".join(lines))


def _without_last_piece(line: str) -> str:
    """A line without the piece of a word before its last hyphen: ``mit der Eisen-`` → ``mit der ``."""
    start = line.rfind(" ") + 1
    chain, hyphen, _ = line[start:-1].rpartition("-")
    return line[:start] + chain + hyphen
