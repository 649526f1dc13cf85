"""A word broken by a hyphen at a line's end: its pieces, and what the lexicon and the page know of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.reflow.words.lexicon import HyphenHabits, habits, known
from tasks.reflow.words.page_words import LETTER, Vocabulary

DIVISION_MARK = "\N{NOT SIGN}"
"""Transcribers write ¬ for the hyphen of a divided word and for no other."""
HYPHENS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{DOUBLE OBLIQUE HYPHEN}" + DIVISION_MARK
LETTERED_HYPHENS = HYPHENS + "="
"""With the equals sign, which OCR and typists make of Fraktur's double hyphen; only between letters is it one."""
APOSTROPHES = "'’"

_CHAIN = re.compile(rf"[{LETTER}]+(?:['’-][{LETTER}]+)*$")  # the word before the hyphen, with elisions and inner hyphens
_PIECES = re.compile("['’-]")
_RIGHT = re.compile(rf"[{LETTER}]+")


@dataclass(frozen=True, slots=True)
class Break:
    """A word broken by a hyphen at a line's end, with what is known about it.

    ``chain`` is what stands before the hyphen with its own hyphens and apostrophes (``c'est-à`` of ``c'est-à-/dire``),
    ``left`` its last piece and ``right`` the letters that open the next line, both as printed; ``low`` both in lower case,
    ``closed`` as one word, ``compound`` with a hyphen between them.
    """

    before: str
    after: str
    language: str
    page: Vocabulary
    habits: HyphenHabits
    chain: str
    left: str
    right: str
    low: tuple[str, str]
    closed: str
    compound: str

    @classmethod
    def of(cls, before: str, after: str, language: str, page: Vocabulary) -> Break:
        """The break between two printed lines, the upper of which ends in a hyphen."""
        last = before[:-1].rsplit(None, 1)[-1:]
        found = _CHAIN.search(last[0][-60:]) if last else None
        chain = found.group() if found and not before[-2].isspace() else ""
        left = _PIECES.split(chain)[-1]
        ahead = _RIGHT.match(after)
        right = ahead.group() if ahead else ""
        low, ahead_ = left.lower(), right.lower()
        pieces = chain, left, right, (low, ahead_), low + ahead_, f"{low}-{ahead_}"
        return cls(before, after, language, page, habits(language), *pieces)

    @property
    def lettered(self) -> bool:
        """Whether letters stand on both sides."""
        return bool(self.left and self.right)

    @property
    def closed_known(self) -> bool:
        """Whether the lexicon knows the closed word."""
        return known(self.closed, self.language)

    @property
    def left_word(self) -> bool:
        """Whether the left piece can stand as a word: known, no usual beginning of longer ones, not a mere letter or two."""
        word = self.low[0]
        if word in self.habits.firsts or word in self.habits.compass or word in self.habits.shorts:
            return True
        return len(word) > 2 and word not in self.habits.beginnings and known(word, self.language)

    @property
    def right_word(self) -> bool:
        """Whether the right piece can stand as a word: known, no usual ending, not a mere letter or two."""
        word = self.low[1]
        if word in self.habits.shorts:
            return True
        return len(word) > 2 and word not in self.habits.endings and known(word, self.language)
