"""The words that stand whole inside a page's lines: the best witnesses to how the page spells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LETTER = "A-Za-zªºÀ-ÖØ-öø-ɏͰ-ϿЀ-ӿḀ-ỿ"
"""Letters of the alphabets that divide words by hyphens, as a class for regular expressions."""

_WORD = re.compile(rf"[{LETTER}]+(?:-[{LETTER}]+)*")
_DIVIDED = re.compile(rf"[{LETTER}][-\N{{NOT SIGN}}\N{{DOUBLE OBLIQUE HYPHEN}}=]$")

DIVIDING_LINES = 3
DIVIDING_SHARE = 0.02
"""A page divides words if three of its lines, and one in fifty, end in a hyphen and go on in lower case: narrow justified
columns have one in four to twelve; lines never divided end in a compound's own hyphen once in some hundred."""


@dataclass(frozen=True, slots=True)
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


def page_words(lines: Sequence[str]) -> Vocabulary:
    """Collects a page's vocabulary; words cut by a line's end are not counted."""
    words: set[str] = set()
    compounds: set[str] = set()
    divided = 0
    open_end = False
    for line in lines:
        found = _WORD.findall(line.lower())
        if open_end:
            divided += line[:1].islower()
            found = found[1:]
        open_end = bool(_DIVIDED.search(line))
        words.update(found[:-1] if open_end else found)
    for word in [word for word in words if "-" in word]:
        words.discard(word)
        parts = word.split("-")
        words.update(parts)
        compounds.update("-".join(pair) for pair in zip(parts, parts[1:], strict=False))
    divides = divided >= DIVIDING_LINES and divided >= len(lines) * DIVIDING_SHARE
    return Vocabulary(frozenset(words), frozenset(compounds), divides, "\n".join(lines))
