"""Which code page a file is in, when it is no Unicode: every page that newspapers use is tried, the text decides.

A wrong decoding is text of the wrong kind: rare characters where each language has a few hundred common ones, capitals and
signs inside words where accented letters belong. So each candidate is scored by the share of its non-ASCII characters that
fit, and the answer is as certain as the number of characters that speak for it and against the runner-up. The tables stand
in ``codepages.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tasks.normalise.wrong import Wrong, decode_kept

WIDE_ENOUGH = 0.3
"""The share of common characters from which a multi-byte decoding counts. Right ones: 0.45 (long lists of names) to 0.85;
wrong ones and random bytes: below 0.2 (measured over re-encoded news in six code pages)."""

NARROW_ENOUGH = 0.65
"""The share of fitting characters from which a single-byte decoding counts. Right ones: 0.85 up, old OCR 0.7; random bytes
and wrong scripts below 0.5."""

WRONG_AT_MOST = 0.02
"""The share of characters that a good file may have lost to wrong bytes; beyond it, another candidate is right."""

WORDS_WEIGH = 0.3
"""How much the plain words of a language count beside its accented letters: they part ő from õ, and no more."""

SETTLED = 20
"""Characters after which a multi-byte decoding that reads well leaves no room for a single-byte one."""

ENOUGH = 4_000
"""Non-ASCII characters after which more of them tell nothing new about a single-byte page."""

_KANA = frozenset(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), 0x30FC)))
_SIGNS = frozenset("、。，．；：？！（）《》〈〉「」『』【】〔〕“”‘’…—·・～％〇々　＂＇－／＋＝＊") | frozenset(
    map(chr, range(0xFF10, 0xFF5B))
)
"""What is printed alike in all of East Asia: it tells nothing between its code pages."""

_HIGH = re.compile(rb"[\x80-\xff]+")
_OUTSIDE = re.compile(r"[^\x00-\x7f]")
_PLAIN_WORD = re.compile(rb"(?<![A-Za-z\x80-\xff])[A-Za-z]{1,7}(?![A-Za-z\x80-\xff])")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A decoding and how well it reads: ``fitting`` of ``counted`` non-ASCII characters; ``why`` names the evidence."""

    name: str
    text: str
    wrong: tuple[Wrong, ...]
    fitting: float
    counted: int
    enough: float
    why: str
    bonus: float = 0.0

    @property
    def share(self) -> float:
        """The share that fits (0..1)."""
        return self.fitting / self.counted if self.counted else 0.0

    @property
    def score(self) -> float:
        """What candidates are ordered by: the share in units of what is enough for their kind."""
        return self.share / self.enough + self.bonus


@dataclass(frozen=True, slots=True)
class Verdict:
    """The best candidate, the next one that reads differently (None: there is none), and how sure the choice is (0..1)."""

    best: Candidate
    runner_up: Candidate | None
    confidence: float


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("codepages.toml").read_text(encoding="utf-8"))


def names() -> tuple[str, ...]:
    """The code pages that are tried, multi-byte ones first."""
    return tuple(page["name"] for kind in ("wide", "narrow") for page in _tables()[kind])


def tell(data: bytes) -> Verdict | None:
    """The code page of a file that is no Unicode, or None where nothing reads as text.

    Args:
        data: the whole file: a part may cut characters, and tells less.
    """
    found = list(_wide(data))
    if not any(one.share >= one.enough and one.counted >= SETTLED for one in found):
        found += _narrow(data)
    found.sort(key=lambda one: -one.score)  # stable: ties in the tables' order
    best = next((one for one in found if one.share >= one.enough), None)
    if best is None:
        return None
    runner_up = next((one for one in found if one.text != best.text), None)
    lead = (best.score - (runner_up.score if runner_up else 0.0)) * best.enough
    # each character that speaks for the best and not for the next halves the doubt
    doubt: float = 0.5 ** (1 + max(0.0, min(30.0, best.counted * lead)))
    held = min(1.0, best.share / (best.enough + 0.1))
    return Verdict(best, runner_up, round(min(0.99, (1 - doubt) * held), 3))


def _wide(data: bytes) -> Iterator[Candidate]:
    """Multi-byte decodings, by the share of common characters among all that are no signs."""
    most = 1 + int(WRONG_AT_MOST * sum(map(len, _HIGH.findall(data))) / 2)
    for page in _tables()["wide"]:
        text, wrong = decode_kept(data, page["name"], most)
        if len(wrong) > most:
            continue
        counts = Counter(_OUTSIDE.findall(text))
        signs = sum(counts[sign] for sign in counts.keys() & _SIGNS)
        counted = counts.total() - signs
        common = _common(tuple(page["common"]))
        fitting = sum(counts[letter] for letter in counts.keys() & common)
        yield Candidate(page["name"], text, wrong, fitting, counted, WIDE_ENOUGH, "common characters")


@cache
def common_anywhere() -> frozenset[str]:
    """The common characters of all scripts that multi-byte code pages hold, and the signs they share."""
    return _common(("hans", "hant", "ja", "kana", "ko")) | _SIGNS


@cache
def _common(sets: tuple[str, ...]) -> frozenset[str]:
    table = _tables()["common"]
    return frozenset().union(*(_KANA if name == "kana" else frozenset(table[name]) for name in sets))


def _narrow(data: bytes) -> Iterator[Candidate]:
    """Single-byte decodings, by the share of accented letters and signs that stand where a language has them."""
    words = Counter(match.lower().decode() for match in _PLAIN_WORD.findall(data[:200_000]))
    most = 1 + int(WRONG_AT_MOST * sum(map(len, _HIGH.findall(data))))
    for page in _tables()["narrow"]:
        text, wrong = decode_kept(data, page["name"], most)
        places = Counter(_places(text))
        if len(wrong) > most or not places:
            continue
        scored = [(_fit(places, language), _spoken(words, language), language) for language in page["languages"]]
        fitting, spoken, language = max(scored, key=lambda one: one[0] / places.total() + one[1])
        why = f"accented letters of {language}"
        yield Candidate(page["name"], text, wrong, fitting, places.total(), NARROW_ENOUGH, why, spoken)


def _places(text: str) -> Iterator[tuple[str, str, str]]:
    """Each non-ASCII character with its neighbours."""
    for count, match in enumerate(_OUTSIDE.finditer(text)):
        if count == ENOUGH:
            return
        at = match.start()
        yield text[at - 1 : at] if at else " ", match.group(), text[at + 1 : at + 2] or " "


def _fit(places: Counter[tuple[str, str, str]], language: str) -> int:
    """How many of the characters stand as this language has them."""
    letters = _letters(language)
    return sum(count for place, count in places.items() if _fits(*place, letters))


@cache
def _letters(language: str) -> frozenset[str]:
    lower = _tables()["languages"][language]["letters"]
    return frozenset(lower + lower.upper().replace("SS", ""))


def _fits(before: str, letter: str, after: str, letters: frozenset[str]) -> bool:
    """Whether a character could be printed between these two."""
    within = before.isalpha() and after.isalpha()
    if letter in letters:
        if letter.islower():  # neither lone between signs nor before a capital
            return not after.isupper() and (within or before.isalpha() or after.isalpha() or letter in "àâèéóüyæ")
        return not before.islower()
    marks = _tables()["marks"]
    if letter in marks["after_digit"]:
        return before.isdigit() or (before.isspace() and not after.isalpha())
    return letter in marks["plain"] and (not within or letter in marks["joining"])


def _spoken(words: Counter[str], language: str) -> float:
    """What the plain words of the text say for a language: 0 to ``WORDS_WEIGH``, reached where every third is one of its."""
    total = words.total()
    if not total:
        return 0.0
    return WORDS_WEIGH * min(1.0, 3 * sum(words[word] for word in _words(language)) / total)


@cache
def _words(language: str) -> frozenset[str]:
    return frozenset(word for word in _tables()["languages"][language]["words"].split() if word.isascii())
