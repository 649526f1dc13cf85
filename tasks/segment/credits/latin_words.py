"""What the grammar of Latin credits knows: the tables of ``tasks/languages/<tag>.toml``, made ready once a language.

A pattern in the data is written in regular-expression syntax, matched without regard to case; ``{place}``, ``{day}``,
``{month}``, ``{page}``, ``{wire}`` and the like stand for the patterns below. A language without data of its own has those
of ``und``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import count, groupby
from typing import Any

from tasks.languages.words import is_word

UPPER = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĻŁŃŅŇŐŒŘŚŞŠŢŤŪŮŰŹŻŽ]"
LETTER = r"[^\W\d_]"
APOSTROPHE = "'\N{RIGHT SINGLE QUOTATION MARK}"
DASH = r"(?:\N{EM DASH}|\N{EN DASH}|--?|\N{HORIZONTAL BAR})"
CAPITALISED = rf"{UPPER}{LETTER}*(?:[{APOSTROPHE}.\-]{LETTER}+)*"
"""A word with a capital, its hyphens and apostrophes within: ``Saint-Aubin``, ``O’Dell``."""

LINKS = (
    r"(?:am|an|ob|im|in|bei|auf|der|dem|den|vor|zu|v\.|d\.|a\.|i\."  # Frankfurt am Main, Halle a. d. Saale
    r"|de|du|des|le|la|les|l[eè]s|sur|sous|en|et|aux?|à|y|del"  # Mirande-sur-Aulne, Nogent-le-Roi
    r"|of|upon|on|the|by)"  # Newcastle upon Tyne, Isle of Man
)
PLACE = rf"{CAPITALISED}(?:[ /]{CAPITALISED}|\. {CAPITALISED}(?= \()|(?:[ -]{LINKS}){{1,2}}[ -]{CAPITALISED}){{0,4}}"
"""A place as print has it: ``Bad Ellern``, ``Frankfurt a. M.`` without its abbreviation, ``Mirande-sur-Aulne``."""

FIELDS = {  # a place in a label ends as soon as it can: what follows may be a name
    "place": rf"(?-i:{PLACE}?)(?=\s*[,:.)\]]|\s*$|\s+(?-i:{UPPER}))",
    "name": rf"(?-i:{UPPER}[^()\[\]]{{1,60}}?)",
    "page": r"(?P<page>[A-Z]{0,2}[- ]?\d{1,3}(?! ?/ ?\d)[A-Z]?|(?-i:[IVXL]{1,5})\b|{number})",
}


@lru_cache(maxsize=16)
def table(language: str) -> Mapping[str, Any]:
    """A language's tables; those of ``und`` where it has none."""
    folder = resources.files("tasks.languages")
    for tag in (language, language.split("-")[0], "und"):
        file = folder.joinpath(f"{tag}.toml")
        if tag and file.is_file():
            found = tomllib.loads(file.read_text(encoding="utf-8"))
            if "credit" in found:
                return found
    return {}


@lru_cache(maxsize=1024)
def entry(language: str, path: str) -> Any:  # noqa: ANN401 - what TOML holds at a dotted path
    """What stands at a dotted path of a language's tables; an empty list where nothing does."""
    here: Any = table(language)
    for key in path.split("."):
        here = here.get(key, {}) if isinstance(here, Mapping) else {}
    return here or []


@lru_cache(maxsize=256)
def words(language: str, path: str) -> frozenset[str]:
    """A list of words, or a string of words with blanks between them, folded."""
    found = entry(language, path)
    return frozenset(w.casefold() for w in (found.split() if isinstance(found, str) else found))


@lru_cache(maxsize=256)
def pattern(language: str, path: str, frame: str = r"(?:{})") -> re.Pattern[str]:
    """The list of patterns at ``path`` as one, longest first, set into ``frame`` at its ``{}``; never matches if empty."""
    found = entry(language, path)
    if not found:
        return re.compile(r"(?!)")
    filled = frame.replace("{}", either(language, found))
    serial = count()
    numbered = re.sub(r"\(\?P<(page|wire)>", lambda group: f"(?P<{group[1]}{next(serial)}>", filled)
    return re.compile(numbered, re.IGNORECASE)


def either(language: str, patterns: Sequence[str] | str) -> str:
    """An alternation of patterns with their fields filled in, tried longest first.

    Those that begin with one letter stand together behind it, since at each place every way of a choice is tried in turn.
    Which of them comes before which stays as it was; so does the place of those that begin with anything else.
    """
    listed: Iterable[str] = [patterns] if isinstance(patterns, str) else patterns
    filled = [fill(language, p) for p in sorted(listed, key=len, reverse=True)]
    parts = groupby(filled, key=lambda p: p[:1].islower() and _ONE_WAY.fullmatch(p, 1) is not None)
    return "|".join(way for plain, part in parts for way in (_together(part) if plain else part))


_ONE_WAY = re.compile(r"(?![?*+{])(?:[^|()\[\\]|\\.|\[[^\]]*\]|\((?:[^()\[\\]|\\.|\[[^\]]*\])*\))*")
"""What follows a pattern's first letter where that stands once and the whole is no choice; groups within groups are left."""


def _together(patterns: Iterable[str]) -> list[str]:
    """Patterns that each begin with a letter, as one for each letter."""
    rests: dict[str, list[str]] = {}
    for one in patterns:
        rests.setdefault(one[0], []).append(one[1:])
    return [first + (f"(?:{'|'.join(rest)})" if len(rest) > 1 else rest[0]) for first, rest in rests.items()]


def fill(language: str, text: str) -> str:
    """A pattern with its fields, from ``{place}`` to ``{wire}``, filled in."""
    for name, value in FIELDS.items():
        text = text.replace("{" + name + "}", value)
    for name in ("date", "month", "weekday", "number"):
        hole = "{" + name + "}"
        if hole in text:
            inner = "|".join(sorted(entry(language, f"dateline.{name}"), key=len, reverse=True)) or "(?!)"
            text = text.replace(hole, fill(language, f"(?:{inner})"))
    return text.replace("{wire}", _wires(language)) if "{wire}" in text else text


def _wires(language: str) -> str:
    """The agencies, but those of few letters: what stands round these makes nothing surer."""
    known = [str(name) for key in ("agencies", "old_agencies") for name in entry(language, f"credit.{key}")]
    long = sorted((name for name in known if len(name) > 3), key=len, reverse=True)
    return f"(?P<wire>{'|'.join(map(re.escape, long)) or '(?!)'})"


LEXICONS = ("de", "en", "es", "fr", "it", "nl", "pt")
"""Languages whose lexicon is asked."""


@lru_cache(maxsize=4096)
def ordinary(word: str, language: str) -> bool:
    """Whether the word, in lower case, is in the language's lexicon: weak evidence against a name."""
    tag = language.split("-")[0]
    return tag in LEXICONS and is_word(word.lower(), tag)
