"""What kind of text an article is, by how it reads: a public notice or advertisement, a picture's caption, or neither."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.segment.credits.latin_names import fold
from tasks.segment.credits.latin_signatures import closing
from tasks.segment.credits.latin_words import fill, pattern

_MONEY = re.compile(r"[$£€]\s?\d|\d\s?(?:€|fr\.|Mk\.|Pf\.|cts?\b)|\bs\. ?\d+d\.")


@lru_cache(maxsize=16)
def _weekday(language: str) -> re.Pattern[str]:
    return re.compile(fill(language, r"(?<![\w-]){weekday}(?![\w-])"), re.IGNORECASE)


def notice(text: str, language: str) -> float:
    """How much a text reads like a public notice or an advertisement (0..1): formulas alone, each counted once."""
    folded = fold(text)
    doubt = 1.0
    strong = {m[0].casefold() for m in pattern(language, "notice.strong", r"(?<![\w])(?:{})(?![\w])").finditer(folded)}
    weak = {m[0].casefold() for m in pattern(language, "notice.weak", r"(?<![\w])(?:{})(?![\w])").finditer(folded)}
    for found in strong:
        doubt *= 0.35 if folded.casefold().find(found) < 200 else 0.5
    per_word = len(weak) / max(60, len(folded.split()))
    doubt *= 1 - min(0.6, per_word * 9)
    if len(_MONEY.findall(folded)) > 2 and len(folded) < 900:
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
    if pattern(language, "caption.seen", r"(?:^|(?<=[\s,;(]))(?:{})").search(folded):
        doubt *= 0.75
    if pattern(language, "caption.present", r"(?<![\w])(?:{})(?![\w])").search(folded[:200]) and _weekday(language).search(
        folded
    ):
        doubt *= 0.65
    return round((1 - doubt) * (1.0 if size < 450 else 0.7), 3)
