"""What a page's furniture says of its issue: the paper's name, the day, the issue's number, the page's own number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from tasks.languages import language as known
from tasks.model.article import Furniture
from tasks.segment.credits.cjk_words import data as chinese
from tasks.segment.credits.latin_words import fill, pattern

_HEADS = ("running-head", "folio", "flag", "section", "other")
_NUMBERED = re.compile(r"([A-Z]{0,2})-?0*([1-9]\d{0,2})([A-Z]?)")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))
_NUMERAL = "[0-9一二三四五六七八九十]{1,3}"
_CHINESE_DATE = re.compile(rf"([0-9〇零一二三四五六七八九]{{4}}) *年 *({_NUMERAL}) *月 *({_NUMERAL}) *日")
_CHINESE_PAGE = re.compile(rf"第? *([A-Z]{{1,2}}[0-9]{{1,3}}|{_NUMERAL}) *[版页頁]|(头版|頭版)")
_CHINESE_COUNT = re.compile(r"总?第 *([0-9]{1,6}) *[期号號]|總第 *([0-9]{1,6}) *期")
_CHINESE_DAY = re.compile("(?:星期|礼拜|禮拜|周|週)[一二三四五六日天]")
_PLAIN_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NUMERIC_DATE = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:\.|er|st|nd|rd|th)? +(?:of +)?([^\W\d_]{3,10})\.?,? +(\d{4})\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,10})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})\b", re.IGNORECASE)
_BARE = re.compile(r"[-–—•|\s.]*([A-Z]{0,2}-?\d{1,3})[-–—•|\s.]*")


@dataclass(frozen=True, slots=True)
class Head:
    """What the furniture says; None where it says nothing, or two things."""

    number: str | None = None
    title: str | None = None
    date: str | None = None
    edition: str | None = None


def head_of(furniture: Sequence[Furniture], language: str) -> Head:
    """What a page's furniture says of its issue."""
    lines = [(piece.role, " ".join(_plain(piece.text.text).split())) for piece in furniture if piece.role in _HEADS]
    read = _chinese if language.split("-")[0] == "zh" else _latin
    found = [read(role, text, language) for role, text in lines]
    return Head(*(_agreed([getattr(head, name) for head in found]) for name in ("number", "title", "date", "edition")))


def page_name(text: str | None, language: str) -> str | None:
    """A page's number as it is compared: ``05`` and ``五`` are ``5``, ``A04`` is ``A4``; None for what is none.

    >>> [page_name(text, "en") for text in ("05", "A-04", "front", "IV", "next")]
    ['5', 'A4', '1', '4', None]
    >>> page_name("十二", "zh-Hans")
    '12'
    """
    shown = _plain(text or "").strip(" .-")
    words: Mapping[str, str] = known(language).section("issue").get("pages", {})
    if shown.casefold() in words:
        return words[shown.casefold()]
    found = _NUMBERED.fullmatch(shown.replace(" ", "").upper())
    if found:
        return found[1] + found[2] + found[3]
    number = _roman(shown) or _chinese_number(shown)
    return str(number) if number else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _agreed(said: Sequence[str | None]) -> str | None:
    values = {value for value in said if value}
    return values.pop() if len(values) == 1 else None


def _latin(role: str, text: str, language: str) -> Head:
    folio = pattern(language, "furniture.folio", r"(?:^|(?<=[\s·•|,–—-]))(?:{})\s?([A-Z]?\d{1,3})\b").search(text)
    bare = _BARE.fullmatch(text) if role == "folio" else None
    number = folio.group(folio.lastindex or 0) if folio else bare[1] if bare else None
    told, rest = _latin_date(text, language)
    count = _count(language).search(text)
    if folio:
        rest = rest.replace(folio[0], " ")
    if count:
        rest = rest.replace(count[0], " ")
    rest = re.sub(fill(language, r"(?<![\w-]){weekday}(?![\w-])"), " ", rest, flags=re.IGNORECASE)
    return Head(page_name(number, language), _title(role, rest, language), told, count[1] if count else None)


def _title(role: str, rest: str, language: str) -> str | None:
    """What is left of a running head or flag, if that is the name of a paper."""
    name = " ".join(re.sub(r"[|•·,;:()\[\]]+", " ", rest).split()).strip(" -–—.")
    paper = pattern(language, "furniture.paper", r"(?<![\w])(?:{})(?![\w])").search(name)
    said = role in ("running-head", "flag") and paper and not re.search(r"\d", name) and 1 <= len(name.split()) <= 8
    return name if said else None


@lru_cache(maxsize=8)
def _count(language: str) -> re.Pattern[str]:
    words = str(known(language).section("issue").get("words", "no")).split()
    either = "|".join(map(re.escape, words))
    return re.compile(rf"(?<!\w)(?:{either})\.? ?(\d[\d,. ]*\d|\d)(?!\d|\w)", re.IGNORECASE)


def _latin_date(text: str, language: str) -> tuple[str | None, str]:
    """The date in a text, and the text without it."""
    table = known(language).section("issue")
    for found in _PLAIN_DATE.finditer(text):
        return _iso(found[1], found[2], found[3]), text.replace(found[0], " ")
    for way, order in ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2))):
        for found in way.finditer(text):
            year, month, day = (found[at] for at in order)
            number = _month(month, table)
            if number:
                return _iso(year, str(number), day), text.replace(found[0], " ")
    if table.get("day_first"):
        for found in _NUMERIC_DATE.finditer(text):
            return _iso(found[3], found[2], found[1]), text.replace(found[0], " ")
    return None, text


def _month(word: str, table: Mapping[str, Any]) -> int | None:
    """The month that a word, or its first letters, names."""
    names = str(table.get("months", "")).split()
    fits = [at for at, name in enumerate(names, 1) if name.startswith(word.casefold())]
    return fits[0] if len(fits) == 1 else None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _chinese(role: str, text: str, language: str) -> Head:
    told = _CHINESE_DATE.search(text)
    plain = _PLAIN_DATE.search(text)
    count = _CHINESE_COUNT.search(text)
    rest = text
    for found in (told, plain, count):
        rest = rest.replace(found[0], " ") if found else rest
    page = _CHINESE_PAGE.search(rest)
    bare = _BARE.fullmatch(rest) if role == "folio" else None
    number = (page[1] or page[2]) if page else bare[1] if bare else None
    rest = _CHINESE_DAY.sub(" ", rest.replace(page[0], " ") if page else rest)
    names = [name for name in re.split(r"[\s|·•,，:：()]+", rest) if name]
    papers = [name for name in names if len(name) <= 12 and name.endswith(tuple(chinese()["furniture"]["papers"]))]
    title = papers[0] if len(papers) == 1 and role in ("running-head", "flag") else None
    day = None
    if told:
        year = "".join(_DIGITS.get(letter, letter) for letter in told[1])
        day = _iso(year, *(str(_chinese_number(part) or part) for part in (told[2], told[3])))
    elif plain:
        day = _iso(plain[1], plain[2], plain[3])
    return Head(page_name(number, language), title, day, (count[1] or count[2]) if count else None)


def _chinese_number(text: str) -> int | None:
    """A number below a hundred in Chinese numerals."""
    found = re.fullmatch("([一二三四五六七八九])?(十)?([一二三四五六七八九])?", text)
    if not text or not found or (found[1] and found[3] and not found[2]):
        return None
    tens = int(_DIGITS[found[1]]) if found[1] else 1
    ones = int(_DIGITS[found[3]]) if found[3] else 0
    return tens * 10 + ones if found[2] else (tens if found[1] else ones)


def _roman(text: str) -> int | None:
    if not re.fullmatch("X{0,3}(?:IX|IV|V?I{0,3})", text) or not text:
        return None
    values = [_ROMAN[letter] for letter in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
