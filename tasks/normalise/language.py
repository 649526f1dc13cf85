"""What language and script a page is in, by what it is full of.

Signals in order of precedence: the script of most of its letters; for Chinese, the characters that only one of its two
scripts has (OpenCC's conversions supply them); for Latin print, the words every sentence needs, as old print and Fraktur OCR
have them too (section ``[detect]`` of ``tasks/languages/``). Kana, Hangul and other scripts make it ``und``, as do words
that fit no language well enough: no evidence, no claim.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import opencc

from tasks.languages import UNKNOWN, known
from tasks.languages import language as language_of
from tasks.normalise.classes import Classes, each

HANS, HANT = "zh-Hans", "zh-Hant"

SPOKEN = 0.08
"""The share of a language's own small words from which Latin text is in it: 0.33 up in clean text and in OCR
of Fraktur (300 pages), 0.12 where a page is half in another language."""

AHEAD = 1.25
"""How far the first language must be ahead of the second. Neighbours (German and Dutch) share many small words."""

SAMPLE = 4000
"""Characters, evenly spread over the page, that are enough to tell its script."""

_WORD = re.compile(r"[^\W\d_]{2,}")  # not single letters: initials, elisions, or what OCR makes of a stain
_HAN = [range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x2F00, 0x2FD6), range(0x20000, 0x323B0)]
_LATIN = [range(ord("A"), ord("Z") + 1), range(ord("a"), ord("z") + 1), range(0xC0, 0x250)]
_KANA, _HANGUL = [range(0x3041, 0x30FB)], [range(0xAC00, 0xD7A4)]


@dataclass(frozen=True, slots=True)
class Told:
    """A BCP 47 tag, how sure it is (0..1), the next best, and the evidence."""

    tag: str
    score: float
    runner_up: str | None
    evidence: Mapping[str, float | str]


def tell_language(text: str) -> Told:
    """The language of a page's text."""
    if text.isascii():
        return _latin(text)
    sample = text[:: max(1, len(text) // SAMPLE)]
    han, latin, kana, hangul = _writings().counts(sample)
    if han * 3 > latin:  # a Chinese character says as much as three letters
        return _east_asian(sample, han, kana, hangul)
    return _latin(text)


def _east_asian(sample: str, han: int, kana: int, hangul: int) -> Told:
    """Chinese by its script; what has kana or Hangul among it is none of ours."""
    if kana + hangul > 0.1 * han:
        return Told(UNKNOWN, 1.0, None, {"kana": float(kana), "Hangul": float(hangul), "Han": float(han)})
    hans, hant = _scripts().counts(sample)
    evidence: dict[str, float | str] = {"simplified only": float(hans), "traditional only": float(hant)}
    tag, other = (HANT, HANS) if hant > hans else (HANS, HANT)
    return Told(tag, round((max(hans, hant) + 1) / (hans + hant + 2), 3), other, evidence)


@cache
def _writings() -> Classes:
    return Classes(_HAN, _LATIN, _KANA, _HANGUL)


@cache
def _scripts() -> Classes:
    """The characters that only simplified and only traditional print has, as OpenCC converts them one by one."""
    every = [chr(code) for code in range(0x4E00, 0xA000)]
    lines = "\n".join(every)
    to_hant = opencc.OpenCC("s2t").convert(lines).split("\n")
    to_hans = opencc.OpenCC("t2s").convert(lines).split("\n")
    hans = {letter for letter, other in zip(every, to_hant, strict=True) if letter != other}
    hant = {letter for letter, other in zip(every, to_hans, strict=True) if letter != other}
    return Classes(each(hans - hant), each(hant - hans))


def _latin(text: str) -> Told:
    """By the share of each language's small words; the long s counts as s."""
    words = Counter(_WORD.findall(text.replace("ſ", "s").lower()))
    total = words.total() or 1
    shares = {tag: sum([words.get(word, 0) for word in own]) / total for tag, own in _small_words().items()}
    first, second = sorted(shares, key=lambda tag: -shares[tag])[:2]
    evidence: dict[str, float | str] = {f"small words of {tag}": round(shares[tag], 3) for tag in (first, second)}
    score = round(shares[first] / (shares[first] + shares[second]), 3) if shares[first] else 0.0
    ours = "." not in first  # und.nl: a language that is only kept apart from ours
    if shares[first] < SPOKEN or shares[first] < AHEAD * shares[second] or not ours:
        return Told(UNKNOWN, score, first, evidence)
    return Told(first, score, second, evidence)


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    """The small words of each language that has rules, and of those in ``und`` that must not be taken for one of them."""
    own = {tag: language_of(tag).section("detect").get("words", "") for tag in known()}
    others = language_of(UNKNOWN).section("detect").get("others", {})
    every = own | {f"{UNKNOWN}.{tag}": words for tag, words in others.items()}
    return {tag: frozenset(words.split()) for tag, words in every.items() if words}
