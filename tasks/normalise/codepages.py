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
from itertools import islice
from typing import Any

from tasks.normalise.classes import Classes, each
from tasks.normalise.wrong import Wrong, decode_kept

WIDE_ENOUGH = 0.3
"""The share of common characters from which a multi-byte decoding counts. Over 165 web pages in seven code pages: right ones
0.47 to 1.0 (but 0.23 for a table of rare characters), wrong ones up to 0.25, random bytes below that."""

NARROW_ENOUGH = 0.65
"""The share of fitting characters from which a single-byte decoding counts. Right ones: 0.98 up, OCR of old print 0.82 up
(70 pages); random bytes up to 0.28."""

WRONG_AT_MOST = 0.02
"""The share of characters that a good file may have lost to wrong bytes; beyond it, another candidate is right."""

WORDS_WEIGH = 0.3
"""How much the plain words of a language count beside its accented letters: they part ő from õ, and no more."""

READABLE = 0.1
"""The weight of plain words from which a text is known to be in a language: one in nine of its short words is among them."""

SETTLED = 20
"""Characters after which a multi-byte decoding that reads well leaves no room for a single-byte one."""

SAMPLE = 3_000
"""Characters, evenly spread over the file, by which a multi-byte decoding is judged."""

UNREADABLE = 0.35
"""The confidence below which a file full of non-ASCII bytes is given up: nothing is sure from fifty of them."""

MOSTLY_PLAIN = 0.1
"""The share of non-ASCII bytes below which a file is legible whatever they mean: it is taken, with the warning."""

ENOUGH = 4_000
"""Non-ASCII characters after which more of them tell nothing new about a single-byte page."""

_KANA = frozenset(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), 0x30FC)))
_SIGNS = frozenset("、。，．；：？！（）《》〈〉「」『』【】〔〕“”‘’…—·・～％〇々　＂＇－／＋＝＊") | frozenset(
    map(chr, range(0xFF10, 0xFF5B))
)
"""What is printed alike in all of East Asia: it tells nothing between its code pages."""

_HIGH = bytes(range(0x80, 0x100))
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
    return Verdict(best, runner_up, round(min(0.99, _certainty(best, runner_up)), 3))


def _certainty(best: Candidate, runner_up: Candidate | None) -> float:
    """How sure a choice is (0..1): by the number of characters that speak for it and not for the next.

    Where the text is known to be one otherwise (its plain words are of a language, or most of its many characters are
    common) a character that fits only one reading leaves a fifth of the doubt, elsewhere half: from a few characters alone
    nothing is sure.
    """
    lead = (best.score - (runner_up.score if runner_up else 0.0)) * best.enough
    held = min(1.0, best.share / (best.enough + 0.1))
    readable = best.bonus >= READABLE or (best.counted >= 50 and best.share >= 2 * best.enough)
    if not readable:
        held *= min(1.0, (best.counted + 8) / 30)
    doubt: float = 0.5 * (0.2 if readable else 0.5) ** max(0.0, min(30.0, best.counted * lead))
    return (1 - doubt) * held


def _wide(data: bytes) -> Iterator[Candidate]:
    """Multi-byte decodings, by the share of common characters among all that are no signs."""
    most = 1 + int(WRONG_AT_MOST * _high(data) / 2)
    for page in _tables()["wide"]:
        text, wrong = decode_kept(data, page["name"], most)
        if len(wrong) > most:
            continue
        sample = text[:: max(1, len(text) // SAMPLE)]
        plain, signs, fitting = _classes(tuple(page["common"])).counts(sample)
        counted = len(sample) - plain - signs
        yield Candidate(page["name"], text, wrong, fitting, counted, WIDE_ENOUGH, "common characters")


def _high(data: bytes) -> int:
    """How many bytes are no ASCII."""
    return len(data) - len(data.translate(None, _HIGH))


def mostly_plain(data: bytes) -> bool:
    """Whether a file is legible whatever its non-ASCII bytes mean."""
    return _high(data) < MOSTLY_PLAIN * len(data)


@cache
def common_anywhere() -> frozenset[str]:
    """The common characters of all scripts that multi-byte code pages hold, and the signs they share."""
    return _common(("hans", "hant", "ja", "kana", "ko")) | _SIGNS


@cache
def _classes(sets: tuple[str, ...]) -> Classes:
    """ASCII, signs, common characters."""
    return Classes([range(128)], each(_SIGNS), each(_common(sets)))


@cache
def _common(sets: tuple[str, ...]) -> frozenset[str]:
    table = _tables()["common"]
    return frozenset().union(*(_KANA if name == "kana" else frozenset(table[name]) for name in sets))


def _narrow(data: bytes) -> Iterator[Candidate]:
    """Single-byte decodings, by the share of accented letters and signs that stand where a language has them."""
    words = Counter(match.lower().decode() for match in _PLAIN_WORD.findall(data[:100_000]))
    spoken = {language: _spoken(words, language) for language in _tables()["languages"]}
    most = 1 + int(WRONG_AT_MOST * _high(data))
    for page in _tables()["narrow"]:
        text, wrong = decode_kept(data, page["name"], most)
        if len(wrong) > most:
            continue
        places = Counter(_places(text))
        counted = places.total()
        if not counted:
            continue
        letters: Counter[str] = Counter()
        marks = 0
        for (before, letter, after), count in places.items():
            if not before.isascii() and not after.isascii() and not before == letter == after:
                continue  # three different ones in a row: another script
            if letter.isalpha() and _stands_as_letter(before, letter, after):
                letters[letter] += count
            elif _stands_as_mark(before, letter, after):
                marks += count
        fits = {language: marks + sum(letters[one] for one in _letters(language)) for language in page["languages"]}
        best = max(page["languages"], key=lambda language: fits[language] / counted + spoken[language])
        why = f"accented letters of {best}"
        yield Candidate(page["name"], text, wrong, fits[best], counted, NARROW_ENOUGH, why, spoken[best])


def _places(text: str) -> Iterator[tuple[str, str, str]]:
    """Each non-ASCII character with its neighbours."""
    padded = f" {text} ".replace("\N{NO-BREAK SPACE}", " ")
    for match in islice(_OUTSIDE.finditer(padded), ENOUGH):
        at = match.start()
        yield padded[at - 1], padded[at], padded[at + 1]


@cache
def _letters(language: str) -> frozenset[str]:
    lower = _tables()["languages"][language]["letters"]
    return frozenset(lower + lower.upper().replace("SS", ""))


def _stands_as_letter(before: str, letter: str, after: str) -> bool:
    """Whether a letter could be printed between these two: no small one before a capital, no capital behind a small one."""
    if letter.islower():
        return not after.isupper() and (before.isalpha() or after.isalpha() or letter in "àâèéóüyæ")
    return not before.islower()


def _stands_as_mark(before: str, mark: str, after: str) -> bool:
    """Whether a sign could be printed between these two."""
    marks = _tables()["marks"]
    if mark in marks["after_digit"]:
        return before.isdigit() or (before.isspace() and not after.isalpha())
    within = before.isalpha() and after.isalpha()
    return mark in marks["plain"] and (not within or mark in marks["joining"])


def _spoken(words: Counter[str], language: str) -> float:
    """What the plain words of the text say for a language: 0 to ``WORDS_WEIGH``, reached where every third is one of its."""
    total = words.total()
    if not total:
        return 0.0
    return WORDS_WEIGH * min(1.0, 3 * sum(words[word] for word in _words(language)) / total)


@cache
def _words(language: str) -> frozenset[str]:
    return frozenset(word for word in _tables()["languages"][language]["words"].split() if word.isascii())
