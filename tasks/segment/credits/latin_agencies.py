"""Agencies, papers and house codes: what stands where a name stands and is no person's."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.segment.credits.latin_hints import Hint
from tasks.segment.credits.latin_running import may
from tasks.segment.credits.latin_spelling import spelled_name
from tasks.segment.credits.latin_words import CAPITALISED, entry, pattern, words

_WORD = re.compile(rf"(?:d’)?{CAPITALISED}$")
_ARTICLE = re.compile(r"^(?:the|die|der|l’|la) ")
_CODE = re.compile(r"[a-zäöüß]{2,5}$|[A-ZÄÖÜ]{2,3}$")


@lru_cache(maxsize=2048)
def agency(text: str, language: str) -> str | None:
    """An agency's name as it is known (old forms as printed), or None."""
    text = text.strip(" .,;") if text.count(".") < 2 else text.strip(" ,;")
    bare = _ARTICLE.sub("", text.casefold())
    for known in _folded(language, "credit.agencies").get(bare, ()):
        if len(known) > 2 or known == text or text.isupper():
            return known
    for old in _folded(language, "credit.old_agencies").get(bare, ()):
        return old if not text.isupper() or len(old) < 6 else " ".join(w.capitalize() for w in old.split())
    return None


def _dispatches(language: str) -> re.Pattern[str]:
    return pattern(language, "credit.dispatch", r"^(?:{})\.?$")


DISPATCHES = Hint(lambda language: [_dispatches(language)])


@lru_cache(maxsize=2048)
def sender(text: str, language: str) -> str | None:
    """The agency that a text names as who sent the news: ``Reuter’s Telegram``, ``By the Associated Press``, or None.

    What the language's ``credit.dispatch`` holds goes round the name; the name alone is enough.
    """
    if not may(DISPATCHES, text, language):
        return None
    found = _dispatches(language).match(text.strip(" .,"))
    wires = found.groupdict().values() if found else ()
    return next((agency(wire, language) for wire in wires if wire), None)


@lru_cache(maxsize=64)
def _folded(language: str, path: str) -> dict[str, list[str]]:
    """A list of names, each under its folded form."""
    out: dict[str, list[str]] = {}
    for name in entry(language, path):
        out.setdefault(name.casefold(), []).append(str(name))
    return out


@lru_cache(maxsize=2048)
def supplier(text: str, language: str) -> str | None:
    """A picture agency told by how its name is made (``Nordbild``, ``Coastal Press``, ``Agence Littoral``)."""
    known = agency(text, language)
    text = spelled_name(text.split(), language) if text.isupper() and " " in text else text
    tokens = text.split()
    if known or not tokens or len(tokens) > 4 or tokens[0].casefold() in ("the", "le", "la", "die", "der"):
        return known
    if not all(_WORD.match(t) or t in ("&", "de", "of") for t in tokens):
        return None
    last, ends = tokens[-1], entry(language, "credit.agency_endings")
    by_ending = any(
        (text.endswith(f" {e}") if " " in e else last.endswith(e))
        and (len(last) > len(e) if e[0].islower() else len(tokens) > 1)
        for e in ends
    )
    by_start = len(tokens) > 1 and tokens[0] in entry(language, "credit.agency_starts")
    return text if by_ending or by_start else None


def _outlets(language: str) -> list[re.Pattern[str]]:
    return [pattern(language, f"credit.{kind}", r"^(?:{})\.?$") for kind in ("outlet", "sources")]


OUTLETS = Hint(_outlets)


@lru_cache(maxsize=2048)
def is_outlet(text: str, language: str) -> bool:
    """Whether a text names a paper, a source or an owner, which are no authors."""
    return may(OUTLETS, text, language) and any(outlet.match(text) for outlet in _outlets(language))


def is_code(text: str, language: str) -> bool:
    """A house code: ``hm``, ``gjk``; lower case is the custom, capitals (``HM``) occur."""
    return bool(_CODE.match(text)) and text.casefold() not in words(language, "credit.not_codes")
