"""Where the credit that closes a story may begin: behind a sentence's end, a dash, a formula, at a bracket or a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tasks.segment.credits import latin_labels as labels
from tasks.segment.credits import latin_spelling as spelling
from tasks.segment.credits.latin_hints import Hint
from tasks.segment.credits.latin_running import is_told, may, running_until
from tasks.segment.credits.latin_words import UPPER, pattern, words

REACH = 150
"""Characters from the end in which a closing credit begins."""

_SENTENCE_END = re.compile(r"[.!?…”»](?:(?<=[.!?…])(?:\s?[\"”’“»›)\]])*)?(?=\s)")
_MARK = re.compile(r"[.!?…”»—–/(\[-]")
"""What a sentence ends with, a dash, a bracket: without any of them a credit begins at the text's start or nowhere."""
_BEGINS = re.compile(rf"{_MARK.pattern}|[\"’)]\s*$")
_SIGNED = re.compile(r"©|\([cC]\)")
_BRACKET_END = re.compile(r"[(\[]([^()\[\]]{1,140})[)\]]\s*\.?$")
_SHORT = re.compile(rf"(?:^|[\s(.])(?:{UPPER}[a-zäöü]{{0,2}}|[a-zäöü]{{1,2}})\.$")
"""A short form before the stop (``Mr.``, ``H.``, ``Nr.``): hardly a sentence's end."""

_DASH = re.compile(r"(?:—|–|--|(?<=\s)[-/])\s*")


def begins_before(text: str, at: int, language: str) -> bool:
    """Whether a closing credit may begin before ``at`` or there: behind a mark or a formula, at a word that tells one."""
    folded = spelling.fold(text)
    above = folded[:at]
    low, _ = _reach(folded.rstrip(), language)
    rest = above[low:]  # no credit begins before
    return (
        _BEGINS.search(rest) is not None
        or is_told(rest, language)
        or _SIGNED.search(rest) is not None
        or ends_in_formula(above, language)
    )


def _reach(text: str, language: str) -> tuple[int, bool]:
    """Before where no closing credit begins, and whether a word that tells one stands behind."""
    low = max(0, len(text) - REACH)
    until, told = running_until(text[low:], language)
    return low + until, told


def _formula_at_end(language: str) -> re.Pattern[str]:
    return pattern(language, "credit.formula", r"\b(?:{})[.,!\s—–-]{0,4}$")


_FORMULAS = Hint(lambda language: [_formula_at_end(language)])
_PICTURES = Hint(lambda language: [labels.pictures(language)])


def ends_in_formula(text: str, language: str) -> bool:
    """Whether a text ends in what letters have before their signature: ``Yours truly,``."""
    return may(_FORMULAS, text, language) and _formula_at_end(language).search(text) is not None


def candidates(text: str, language: str) -> Iterator[tuple[int, float, bool]]:
    """Where a credit may begin, from the left: ``(start, certainty of the place, whether in brackets or after a dash)``."""
    low, told = _reach(text, language)
    out: dict[int, tuple[float, bool]] = {}
    rest = text[low:]
    if told or _SIGNED.search(rest):
        if may(_PICTURES, rest, language):
            for found in labels.pictures(language).finditer(text, low):
                out[found.start()] = (0.85, False)
        if may(_FORMULAS, rest, language):
            for found in pattern(language, "credit.formula", r"\b(?:{})[.,!]{0,2}(?=\s)").finditer(text, low):
                out[_skip(text, found.end())] = (1.0, False)
    if _MARK.search(rest):
        out = _marked(text, low, out, language)
    elif not low:
        at = _skip(text, 0)
        out[at] = max(out.get(at, (0.0, False)), (1.0, False))
    for start in sorted(out):
        if start < len(text):
            yield (start, *out[start])


def _marked(text: str, low: int, known: Mapping[int, tuple[float, bool]], language: str) -> dict[int, tuple[float, bool]]:
    """Where a credit may begin after a mark: a dash, a sentence's end (``known`` may be surer of it), before a bracket."""
    out = dict(known)
    for found in _DASH.finditer(text, low):
        before = text[: found.start()].rstrip()
        if not before or before[-1] in '.!?…”»"’)':
            out[found.start()] = (1.0, True)
    ends = [(found.end(), _short(text, found.start(), language)) for found in _SENTENCE_END.finditer(text, low)]
    begun = low or _SENTENCE_END.match(text)
    for end, short in ends if begun else [(0, False), *ends]:  # a text's start is as good as a sentence's end
        if end < len(text):
            at = _skip(text, end)
            out[at] = max(out.get(at, (0.0, False)), (0.5 if short else 1.0, False))
    bracket = _BRACKET_END.search(text, low)
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
