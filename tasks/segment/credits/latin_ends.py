"""Where the credit that closes a story may begin: behind a sentence's end, a dash, a formula, at a bracket or a label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tasks.segment.credits import latin_labels as labels
from tasks.segment.credits.latin_hints import Hint
from tasks.segment.credits.latin_running import (
    DASHED,
    MARKED,
    OPENED,
    STOPPED,
    counts_as_told,
    hinted,
    is_told,
    last_words,
    makes_running,
    may,
    running,
)
from tasks.segment.credits.latin_words import UPPER, pattern, words

REACH = 150
"""Characters from the end in which a closing credit begins."""

_SENTENCE_END = re.compile(r"[.!?…](?:\s?[\"”’“»›)\]])*(?=\s)|[”»](?=\s)|^")
_MARK = re.compile(r"[.!?…”»—–(\[]|--|(?<=\s)[-/]")
"""What a sentence ends with, a dash, a bracket: without any of them a credit begins at the text's start or nowhere."""
_SIGNED = re.compile(r"©|\([cC]\)")
_BRACKET_END = re.compile(r"[(\[]([^()\[\]]{1,140})[)\]]\s*\.?$")
_SHORT = re.compile(rf"(?:^|[\s(.])(?:{UPPER}[a-zäöü]{{0,2}}|[a-zäöü]{{1,2}})\.$")
"""A short form before the stop (``Mr.``, ``H.``, ``Nr.``): hardly a sentence's end."""

_DASH = re.compile(r"(?:—|–|--|(?<=\s)[-/])\s*")


def _formula_at_end(language: str) -> re.Pattern[str]:
    return pattern(language, "credit.formula", r"\b(?:{})[.,!\s—–-]{0,4}$")


FORMULAS = Hint(lambda language: [_formula_at_end(language)])
_PICTURES = Hint(lambda language: [labels.pictures(language)])


def ends_in_formula(text: str, language: str) -> bool:
    """Whether a text ends in what letters have before their signature: ``Yours truly,``."""
    return may(FORMULAS, text, language) and _formula_at_end(language).search(text) is not None


def candidates(text: str, language: str) -> list[tuple[int, float, bool]]:
    """Where a credit may begin, from the left: ``(start, certainty of the place, whether in brackets or after a dash)``."""
    low = max(0, len(text) - REACH)
    found, total, known = last_words(text[low:] if low else text, language)
    goes_on = makes_running(total)
    if not known & MARKED and not counts_as_told(total):  # without a mark a credit begins at the text's start or nowhere
        return [(_skip(text, 0), 1.0, False)] if found and not low and not goes_on else []
    if goes_on:
        low = _back(text, found)
    out: dict[int, tuple[float, bool]] = {}
    if counts_as_told(total) or known & MARKED and _SIGNED.search(text, low):
        if known & _PICTURES.bit:
            for one in labels.pictures(language).finditer(text, low):
                out[one.start()] = (0.85, False)
        if known & FORMULAS.bit:
            for one in pattern(language, "credit.formula", r"\b(?:{})[.,!]{0,2}(?=\s)").finditer(text, low):
                out[_skip(text, one.end())] = (1.0, False)
    if known & MARKED and _MARK.search(text, low):
        out = _marked(text, low, out, known, language)
    elif not low:
        at = _skip(text, 0)
        out[at] = max(out.get(at, (0.0, False)), (1.0, False))
    return [(start, *out[start]) for start in sorted(out) if start < len(text)]


def may_close(text: str, known: int, language: str) -> bool:
    """Whether a text has any of ``candidates``, as far as all its words and the hints that they give (``known``) tell.

    Running text that no word tells and that has no mark has none.
    """
    return bool(known & MARKED) or len(text) > REACH or not running(text, language) or is_told(text, language)


def may_end_before(text: str, at: int, language: str) -> bool:
    """Whether a text may have any of ``candidates`` before ``at``, but not with the text: behind a mark, by a word."""
    if _MARK.search(text, 0, at) or "©" in text:
        return True
    return hinted(text, language) & (_PICTURES.bit | FORMULAS.bit) != 0


def _back(text: str, found: Sequence[str]) -> int:
    """Where the first of a text's last words begins."""
    end = len(text)
    for printed in reversed(found):
        end = text.rindex(printed, 0, end)
    return end


def _marked(
    text: str, low: int, told: Mapping[int, tuple[float, bool]], known: int, language: str
) -> dict[int, tuple[float, bool]]:
    """Where a credit may begin after a mark: a dash, a sentence's end (``told`` may be surer of it), before a bracket.

    ``known`` are the hints of the words from ``low`` on.
    """
    out = dict(told)
    for found in _DASH.finditer(text, low) if known & DASHED else ():
        before = text[: found.start()].rstrip()
        if not before or before[-1] in '.!?…”»"’)':
            out[found.start()] = (1.0, True)
    for found in _SENTENCE_END.finditer(text, low) if known & STOPPED or not low else ():
        if found.end() < len(text) and (found.start() >= low or not low):
            short = _short(text, found.start(), language)
            at = _skip(text, found.end())
            out[at] = max(out.get(at, (0.0, False)), (0.5 if short else 1.0, False))
    bracket = _BRACKET_END.search(text, low) if known & OPENED else None
    if bracket:
        before = text[: bracket.start()].rstrip()
        ended = not before or before[-1] in '.!?…”»"’“'
        out[bracket.start()] = (1.0 if ended else 0.35, True)
    return out


def _short(text: str, stop: int, language: str) -> bool:
    """Whether the stop at ``stop`` is a short form's rather than a sentence's; a small word (``er``) ends sentences."""
    found = _SHORT.search(text, max(0, stop - 8), stop + 1)
    return found is not None and found[0].strip(" (.") not in words(language, "credit.not_codes")


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
