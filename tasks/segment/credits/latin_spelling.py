"""How Latin print spells names: typewriter signs made even, capitals brought to normal case."""

from __future__ import annotations

import re

from tasks.segment.credits.latin_words import UPPER, words

_BLANKS = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_INITIALS = re.compile(rf"(?:{UPPER}\.){{2,}}")
_ROMAN = frozenset(("II", "III", "IV"))


def fold(text: str) -> str:
    """Typewriter apostrophes and no-break blanks as the patterns write them; as long as the text itself."""
    text = text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    if not text.isascii():
        for blank in _BLANKS:
            text = text.replace(blank, " ")
    return text


def spelled(word: str, language: str, first: bool = False) -> str:
    """A word of a name, capitals brought to normal case (``O’DELL`` → ``O’Dell``, ``FARMER’S`` → ``Farmer’s``).

    ``VON`` → ``von``, and ``McKENZIE`` keeps its small c.
    """
    if "-" in word:
        return "-".join(spelled(part, language, first and i == 0) for i, part in enumerate(word.split("-")))
    if "’" in word:
        head, _, tail = word.partition("’")
        low = word.isupper() and head in "DL" and "d’" in words(language, "credit.particles")
        rest = tail.lower() if len(head) > 1 == len(tail) and head.isupper() else spelled(tail, language)  # FARMER’S
        return (head.lower() if low else head if len(head) == 1 else spelled(head, language)) + "’" + rest
    if word[:2] in ("Mc", "MC") and word[2:].isupper() and len(word) > 3:
        return "Mc" + word[2] + word[3:].lower()
    if not word.isupper() or sum(map(str.isalpha, word)) < 2 or word in _ROMAN or _INITIALS.fullmatch(word):
        return word
    if not first and word.casefold() in words(language, "credit.lowered"):
        return word.lower()
    if len(word) == 2 and not re.search("[AEIOUYÉÄÖÜ]", word):
        return word  # two initials without stops: TJ, JP
    return word[0] + word[1:].lower()


def spelled_name(tokens: list[str], language: str) -> str:
    """All words of a name; one printed wholly in capitals loses those of its small words too (pseudonyms)."""
    small = {"of", "the", "for", "to", "in", "and", "who", "from", "on", "by"} if language.startswith("en") else set()
    whole = all(t.isupper() for t in tokens)
    out = [spelled(t, language, i == 0) for i, t in enumerate(tokens)]
    return " ".join(t.lower() if whole and i and t.lower() in small else t for i, t in enumerate(out))
