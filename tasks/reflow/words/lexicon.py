"""What is known of a language's words: its lexicon, and the ``[hyphen]`` section of the language's data file.

The lexicon is loaded at the first question about a language and not before: a Chinese page costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from tasks.languages import language as knowledge
from tasks.languages.words import is_word

LEXICONS = ("de", "en", "es", "fr", "it", "nl", "pt")
"""Languages whose lexicon is asked. Without one only the page's own words and its typography speak."""


@dataclass(frozen=True, slots=True)
class HyphenHabits:
    """How a language prints hyphens; its fields are described in ``tasks/languages/en.toml``; empty without data."""

    closed: bool = False
    words: frozenset[str] = frozenset()
    suspended: frozenset[str] = frozenset()
    clitics: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    shorts: frozenset[str] = frozenset()
    firsts: frozenset[str] = frozenset()
    firm: frozenset[str] = frozenset()
    seconds: frozenset[str] = frozenset()
    second_endings: tuple[str, ...] = ()
    beginnings: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    compass: frozenset[str] = frozenset()
    adjectives: tuple[str, ...] = ()
    peoples: tuple[str, ...] = ()
    loose: frozenset[str] = frozenset()
    families: tuple[frozenset[str], ...] = ()
    elisions: frozenset[str] = frozenset()
    blank_before: str = ""


@lru_cache(maxsize=32)
def habits(language: str) -> HyphenHabits:
    """The hyphen habits of a language given by its BCP 47 tag; those of no language where it has no data file."""
    stated = knowledge(language).section("hyphen")
    unknown = set(stated) - {field.name for field in fields(HyphenHabits)}
    if unknown:
        raise ValueError(f"[hyphen] of tasks/languages for {language} knows no {', '.join(sorted(unknown))}")
    return HyphenHabits(**{key: _frozen(key, value) for key, value in stated.items()})  # type: ignore[arg-type]


def _frozen(key: str, value: object) -> object:
    """A value of the data file as its field holds it: endings as a tuple (for ``str.endswith``), other lists as sets."""
    if not isinstance(value, list):
        return value
    if key == "families":
        return tuple(frozenset(family) for family in value)
    return tuple(value) if key in ("second_endings", "adjectives", "peoples") else frozenset(value)


def has_lexicon(language: str) -> bool:
    """Whether words of this language can be looked up."""
    return language.partition("-")[0] in LEXICONS


@lru_cache(maxsize=16384)
def known(word: str, language: str) -> bool:
    """Whether the lexicon (or the data file's ``words``) holds a word, given in lower case; German nouns as nouns too.

    >>> known("newspaper", "en"), known("newspa", "en"), known("zeitung", "de")
    (True, False, True)
    """
    base = language.partition("-")[0]
    if word in habits(language).words or word in habits(language).elisions:
        return True
    return base in LEXICONS and is_word(word, base)  # which tries a capital as well
