"""What kind of text an article is, by how it reads: a public notice or advertisement, a picture's caption, or neither."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.segment.credits.latin_signatures import closing
from tasks.segment.credits.latin_spelling import fold
from tasks.segment.credits.latin_words import either, entry, fill, pattern

_MONEY = re.compile(r"[$£€]\s?\d|\d\s?(?:€|fr\.|Mk\.|Pf\.|cts?\b)|\bs\. ?\d+d\.")


LONG = 1200
"""Characters: in a text longer than this one formula in the middle makes no notice of a report about an auction."""


_ONE_CASE = str.maketrans("ſİı", "sii")
"""Letters that are one with another without regard to case, and are not when both are in lower case."""


@lru_cache(maxsize=16)
def _formulas(language: str) -> list[re.Pattern[str]]:
    """The strong formulas and the weak ones, for a text in lower case: so they are found in half the time."""
    found = [pattern(language, f"notice.{kind}", r"(?<![\w])(?:{})(?![\w])") for kind in ("strong", "weak")]
    return [re.compile(one.pattern) for one in found]


@lru_cache(maxsize=16)
def _weekday(language: str) -> re.Pattern[str]:
    return re.compile(fill(language, r"(?<![\w-]){weekday}(?![\w-])"), re.IGNORECASE)


def notice(text: str, language: str) -> float:
    """How much a text reads like a public notice or an advertisement (0..1): formulas alone, each counted once."""
    folded = fold(text)
    doubt = 1.0
    plain = folded.translate(_ONE_CASE)
    strong, weak = ({found[0].casefold() for found in one.finditer(plain.lower())} for one in _formulas(language))
    if pattern(language, "notice.never", r"(?<!\w)(?:{})").search(folded[:300]):
        return 0.0  # a letter
    headed = pattern(language, "notice.head", r"^\W{0,2}(?:{})[.!:]?$").match(folded.partition("\n")[0])
    doubt *= 0.3 if headed else 1.0
    for found in strong:
        early = plain.casefold().find(found) < 200
        doubt *= 0.35 if early else 0.5 if len(folded) < LONG and folded.count("\n") < 4 or headed else 0.75
    per_word = len(weak) / max(60, len(folded.split()))
    doubt *= 1 - min(0.6, per_word * 9)
    if len(folded) < 900 and len(_MONEY.findall(folded)) > 2:
        doubt *= 0.85
    return round(1 - doubt, 3)


def caption(text: str, language: str) -> float:
    """How much a short text reads like a picture's caption (0..1): its credit above all, then who stands where, and when."""
    folded = fold(text).strip()
    size = len(folded)
    if not folded or size > 700:
        return 0.0
    found = closing(folded, language)
    picture = found is not None and (
        any(a.role == "photographer" for a in found.authors) or found.rule == "latin.label-photographer"
    )
    doubt = 1 - 0.75 * found.score if picture and found is not None else 1.0
    verbs = "|".join(entry(language, "caption.present")) or "(?!)"
    opens = [one.replace("{present}", verbs) for one in entry(language, "caption.opens")]
    if opens and size < 450 and re.match(rf"(?:{either(language, opens)})", folded, re.IGNORECASE):
        doubt *= 0.4
    if pattern(language, "caption.seen", r"(?:^|(?<=[\s,;(]))(?:{})").search(folded):
        doubt *= 0.75
    shown = pattern(language, "caption.present", r"(?<=[a-z\d’”),] )(?:{})(?![\w])").search(folded[:200])
    if shown and size < 350 and re.search(r"(?<!\d)\.(?:\s|$)", folded[: shown.start()]) is None:
        doubt *= 0.62 if _weekday(language).search(folded) else 0.8
        doubt *= 0.8 if shown.start() < 80 else 1.0
    return round((1 - doubt) * (1.0 if size < 450 else 0.7), 3)
