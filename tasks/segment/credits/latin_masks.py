"""What stands for a name below a letter or a column: initials joined to initials, a pseudonym told by its dress."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.model.article import AUTHOR, Author
from tasks.segment.credits.latin_hints import Hint
from tasks.segment.credits.latin_spelling import spelled_name
from tasks.segment.credits.latin_words import UPPER, entry, pattern, words

_SIGNED = re.compile(rf"(?:{UPPER}[A-Za-z]?\.[ -]?){{2,4}}$")
_PLAIN = re.compile(r"[^\W\d_][\w.,’ -]*")
_QUOTED = re.compile(r"[“\"‘«„]([^“”\"‘«»„]{2,36}?)[.,]?[”\"’»“][.,]?$")


def pseudonyms(language: str) -> re.Pattern[str]:
    """What the language knows letters to be signed with."""
    return pattern(language, "credit.pseudonym", r"^(?:{})\.?$")


PSEUDONYMS = Hint(lambda language: [pseudonyms(language)])


@lru_cache(maxsize=16)
def _joins(language: str) -> re.Pattern[str]:
    joined = "|".join(re.escape(w) for w in entry(language, "credit.and")) or "(?!)"
    return re.compile(rf"\s(?:{joined})\s|\s?[/,]\s?", re.IGNORECASE)


def initialled(text: str, language: str) -> list[Author] | None:
    """``Y. B. et M. T.``, ``PH.L./S.D.``: initials joined to initials, which nothing but a signature is."""
    if text.count(".") < 3 or len(text) > 60:
        return None
    parts = _joins(language).split(text)
    if len(parts) < 2 or not all(_SIGNED.match(part) for part in parts):
        return None
    return [Author(part, AUTHOR) for part in parts]


def mask(text: str, language: str) -> str | None:
    """A name that somebody writes under, told by its dress: ``“RUSTICUS”``, ``a PRACTICAL GARDENER``, ``One Who Knows``."""
    quoted = _QUOTED.match(text)
    bare = quoted[1] if quoted else text.rstrip(".")
    tokens = bare.split()
    if not tokens or len(tokens) > 6 or not _PLAIN.fullmatch(bare):
        return None
    articled = tokens[0].casefold() in words(language, "credit.mask_starts") and len(tokens) > 1
    if any(t.casefold() in words(language, "credit.titles") for t in tokens):
        return None
    titled = all(t[:1].isupper() for t in tokens[1 if articled else 0 :] if len(t) > 3) and tokens[-1][:1].isupper()
    if not (titled and (quoted or articled)):
        return None
    return " ".join(pseudonym(tokens, language))


def is_doubtful(text: str, rest: str, language: str) -> bool:
    """Whether what a label has behind it is rather a thing than a mask, as nothing sets it off: ``By the Sea``."""
    return language.startswith("en") and rest[:4].casefold() == "the " and not (rest[4:].isupper() and not text.isupper())


def pseudonym(tokens: list[str], language: str) -> list[str]:
    """A pseudonym's words, capitals brought to normal case: ``A RATEPAYER`` → ``A Ratepayer``."""
    out = spelled_name(tokens, language).split()
    return [out[0][0].upper() + out[0][1:], *out[1:]] if out else out
