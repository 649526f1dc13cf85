"""What belongs to the page: jump lines, running heads, folios, prices, section names, the newsroom's telephone."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.segment.credits.latin_hints import Hint
from tasks.segment.credits.latin_running import hinted, may
from tasks.segment.credits.latin_spelling import fold
from tasks.segment.credits.latin_words import UPPER, fill, pattern

_DRESS = r"[\s(\[—–\-•*.►▶→»>|…]*"
_FOLIO = re.compile(r"^[-–—•|\s]*(?:[A-Z]?-?\d{1,3}|[IVXL]{2,6}|[A-Z]\d{1,2})[-–—•|.\s]*$")
_NAME_PART = re.compile(rf"(?:{UPPER}[\w’.-]*|\W|\d+|of|and|de|du|la|le|und|der)$")
_DIGIT = re.compile(r"\d")
_EDGES = re.compile(r"^[\s|•·–—-]+|[\s|•·–—.-]+$")
_WITH_PAGE = re.compile(r"^([A-Z]?\d{1,3})\s*[|•·–—-]?\s+(\S.*)$|^(\S.*?)\s*[|•·–—-]?\s+([A-Z]?\d{1,3})$")
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_NUMBER = re.compile(r"(?:\b(?:nr|no|n)[.°º]? ?\d|\bvol\.)", re.IGNORECASE)
_NUMERIC_DATE = re.compile(r"\b\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2}\b")

LONGEST_JUMP = 400
"""Characters from a text's end in which a jump line begins."""


@lru_cache(maxsize=16)
def _jumps(language: str, way: str) -> re.Pattern[str]:
    """A jump line fills its line, stands in brackets, or follows a sentence's end; nothing but marks comes after it."""
    return pattern(language, f"jump.{way}", rf"(?:^|(?<=[.!?”»\"…])\s+|(?=[(\[►▶→])){_DRESS}(?:{{}})[\s.)\]—–►▶→»>|…-]*$")


_JUMPS = Hint(lambda language: [_jumps(language, way) for way in ("from", "to")])


def jump(text: str, language: str) -> tuple[int, int, str, str | None] | None:
    """A jump line: where it stands, ``to`` or ``from``, and the page as printed."""
    if not may(_JUMPS, text, language):
        return None
    folded = fold(text)
    for way in ("from", "to"):
        found = _jumps(language, way).search(folded, max(0, len(folded) - LONGEST_JUMP))
        if found:
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            return start, len(folded.rstrip()), way, _page(found)
    return None


def _page(found: re.Match[str]) -> str | None:
    """The page in whichever alternative matched."""
    return next((v for k, v in found.groupdict().items() if k.startswith("page") and v), None)


def may_be_small(text: str, known: int) -> bool:
    """Whether a text may hold a jump line or be the page's own, by itself and by the hints that its words give."""
    return known & (_TOLD | _JUMPS.bit) != 0 or _DIGIT.search(text) is not None or _FOLIO.match(text) is not None


def furniture(text: str, language: str) -> tuple[str, float] | None:
    """The role of a line that is the page's own, and how sure that is."""
    line = fold(text).strip()
    if not line or len(line) > 140:
        return None
    if not hinted(line, language) & _TOLD and not _DIGIT.search(line) and not _FOLIO.match(line):
        return None  # most lines
    return (
        _folio(line, language)
        or _headline_of_page(line, language)
        or _small_print(line, language)
        or _section(line, language)
        or _flag(line, language)
    )


def _folios(language: str) -> re.Pattern[str]:
    return pattern(language, "furniture.folio", r"^[-–—•|\s]*(?:{})\s?[A-Z]?\d{1,3}[-–—•|.\s]*$")


_FOLIOS = Hint(lambda language: [_folios(language)])


def _folio(line: str, language: str) -> tuple[str, float] | None:
    if may(_FOLIOS, line, language) and _folios(language).match(line):
        return "folio", 0.95
    if _FOLIO.match(line):
        return "folio", 0.35 if line.endswith(".") else 0.6 if any(c.isdigit() for c in line) else 0.4
    return None


@lru_cache(maxsize=16)
def _dates(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    weekday = re.compile(fill(language, r"(?<![\w-]){weekday}(?![\w-])"), re.IGNORECASE)
    date = re.compile(
        fill(language, r"(?<![\w-])(?:{month}\s+\d|\d{1,2}(?:er|\.|st|nd|rd|th| de)?\s*{month})"), re.IGNORECASE
    )
    return weekday, date


def is_day(text: str, language: str) -> bool:
    """Whether a line holds a day and nothing else: of the week, of the year, with or without the year; or an issue's number.

    >>> [is_day(text, "en") for text in ("Friday", "November 15", "Sunday, May 3, 2026", "37/2026", "May flowers")]
    [True, True, True, True, False]
    """
    return _days(language).fullmatch(text.strip()) is not None


@lru_cache(maxsize=16)
def _days(language: str) -> re.Pattern[str]:
    day = r"(?:{month}\s+\d{1,2}|\d{1,2}(?:er|\.|st|nd|rd|th| de)?\s*{month})(?:,?\s+\d{4})?"
    filled = fill(language, rf"{{weekday}}(?:,?\s+{day})?|{day}|\d{{1,3}}/\d{{4}}")
    return re.compile(filled, re.IGNORECASE)


def _headline_of_page(line: str, language: str) -> tuple[str, float] | None:
    """A running head: the paper's name, the day, the number, the page, in any order and no sentence."""
    if not _DIGIT.search(line):
        return None
    weekday, date = _dates(language)
    day = weekday.search(line) is not None
    dated = date.search(line) is not None or _NUMERIC_DATE.search(line) is not None
    if not dated or len(line.split()) > 18:
        return None
    year = _YEAR.search(line) is not None
    paper = _paperlike(line, language)
    numbered = _NUMBER.search(line) is not None or _numbered_page(line, language)
    lower = sum(w[:1].islower() and w.isalpha() for w in line.split())
    if lower > len(line.split()) // 2 or line.endswith((",", ";")) or not (day or paper or len(line) < 40):
        return None
    points = day + year + 1.5 * paper + numbered
    if points >= 2 or points >= 1.5 and lower < 1:
        return "running-head", min(0.97, 0.55 + 0.14 * points)
    return ("running-head", 0.35) if points >= 1 and lower < 2 and len(line) < 60 else None


def _numbered_page(line: str, language: str) -> bool:
    return pattern(language, "furniture.folio", r"(?:^|[\s·•|,–—-])(?:{})\s?[A-Z]?\d{1,3}\b").search(line) is not None


def _papers(language: str) -> re.Pattern[str]:
    return pattern(language, "furniture.paper", r"(?<![\w])(?:{})(?![\w])")


_PAPERS = Hint(lambda language: [_papers(language)])


def _paperlike(line: str, language: str) -> bool:
    return may(_PAPERS, line, language) and _papers(language).search(line) is not None


_SMALL_PRINT = (  # what a line holds, what it then is, how sure that is
    ("price", r"^\W{0,3}(?:{})\W{0,3}$", "other", 0.9),
    ("issue", r"^\W{0,3}(?:{})\W{0,3}$", "flag", 0.85),
    ("editor", r"^\W{0,3}(?:{})$", "editor-line", 0.8),
)


def _small(language: str) -> list[re.Pattern[str]]:
    return [pattern(language, f"furniture.{kind}", frame) for kind, frame, _, _ in _SMALL_PRINT]


_SMALL = Hint(_small)


def _small_print(line: str, language: str) -> tuple[str, float] | None:
    """Price, number and year of issue, telephone and imprint lines."""
    if may(_SMALL, line, language):
        for found, (_, _, role, sure) in zip(_small(language), _SMALL_PRINT, strict=True):
            if found.match(line):
                return role, sure
    return None


def _section(line: str, language: str) -> tuple[str, float] | None:
    """A section's name; by itself weak, with a page number beside it strong."""
    if not may(_SECTIONS, line, language) and not may(_PAPERS, line, language):
        return None
    bare = _EDGES.sub("", line)
    if _sections(language).match(bare):
        return "section", 0.6 if bare.isupper() else 0.35
    found = _WITH_PAGE.match(bare) if _DIGIT.search(bare) else None
    if found and _sections(language).match((found[2] or found[3]).strip(" |•·")):
        return "section", 0.85
    if found and _paperlike(bare, language) and all(_NAME_PART.match(word) for word in bare.split()):
        return "running-head", 0.75
    return None


def _sections(language: str) -> re.Pattern[str]:
    return pattern(language, "furniture.section", r"^(?:{})$")


_SECTIONS = Hint(lambda language: [_sections(language)])


def _flag(line: str, language: str) -> tuple[str, float] | None:
    """The paper's name alone: a running head or a title; a headline may read the same, so the score stays low."""
    if not may(_PAPERS, line, language):
        return None
    tokens = line.strip(" .").split()
    last = 1 < len(tokens) <= 6 and _paperlike(tokens[-1], language)
    named = last or 1 < len(tokens) <= 3 and _paperlike(tokens[0], language)
    if named and all(t[:1].isupper() or len(t) < 4 for t in tokens):
        return "flag", 0.5 if re.match(r"(?:the|der|die|le|la|les|l’)\b", line, re.IGNORECASE) else 0.35
    return None


_TOLD = _FOLIOS.bit | _SMALL.bit | _SECTIONS.bit | _PAPERS.bit
"""What a line has that is the page's own, unless it has a figure or is one in Roman numerals."""
