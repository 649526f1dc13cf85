"""What the places of a Chinese credit have in common: brackets, blanks, and how sure a reading is by its own words."""

from __future__ import annotations

from functools import lru_cache

from tasks.model.article import Credit
from tasks.segment.credits import cjk_tokens as t
from tasks.segment.credits.cjk_reading import DESCRIBED, OUTLETS, ROLES, Reading, authors
from tasks.segment.credits.cjk_words import data

REACH = 120  # characters of a credit at most
STOPS = "。!?！？”’…》)"


@lru_cache(maxsize=1)
def formulas() -> tuple[frozenset[str], frozenset[str]]:
    """Bylines that name nobody, and the marks that wires end a text with."""
    credit = data()["credit"]
    return frozenset(credit["nobody"]), frozenset(credit["marks"])


@lru_cache(maxsize=1)
def plain_words() -> frozenset[str]:
    """Words of dispatch that name nobody and no role: （綜合報道）, 【特訊】."""
    return frozenset(word for word in data()["credit"]["after"]["plain"] if len(word) > 1)


def blanks(text: str, at: int) -> int:
    """Past the blanks at this place."""
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def credit_of(text: str, span: tuple[int, int], readings: list[Reading], rule: str, score: float) -> Credit:
    """What the readings say of ``text[span]``, as printed."""
    place = next((reading.place for reading in readings if reading.place), None)
    date = next((reading.date for reading in readings if reading.date), None)
    return Credit(
        start=span[0],
        end=span[1],
        authors=authors(readings, text),
        rule=f"credit.{rule}",
        score=score,
        place=text[slice(*place)].strip() if place else None,
        date=text[slice(*date)] if date else None,
    )


def bracket(flat: str, at: int) -> int | None:
    """The end of the bracket that opens here, or None: credits' brackets are short and hold no other."""
    close = flat.find(")", at, at + REACH)
    return close + 1 if close > 0 and "(" not in flat[at + 1 : close] else None


def weight(reading: Reading, flat: str) -> float:
    """How sure a stretch that reads as a credit is one, by its own words."""
    roles, outlets = reading.has(*ROLES), reading.has(*OUTLETS)
    if not reading.people and reading.has(t.SEP) and not reading.has(t.AGENCY):
        return 0.0
    if reading.has(DESCRIBED) or (reading.has(t.SOURCE) and reading.has(t.TITLE)):
        return 0.85
    if reading.people and roles:
        told = reading.has(t.REPORTER, t.SENDER, t.WRITER, t.BOTH, t.SLASH, t.SP, *OUTLETS)
        return 0.95 if told or reading.surnames(flat) else 0.5
    if outlets and (reading.has(t.PLAIN, t.SOURCE) or roles):
        return 0.95
    if reading.has(t.AGENCY):
        return 0.85
    if reading.date and reading.has(t.PLAIN):
        return 0.7
    if reading.has(t.SUPPLY) and (reading.has(t.PICTURE, t.OWN, t.SOURCE) or reading.people):
        return 0.8
    if reading.has(t.PICTURE) and reading.has(t.SUPPLY, t.SLASH):
        return 0.75
    if reading.words <= {t.SUPPLY, t.SP, t.SEP, t.SLASH, t.LATIN} and reading.has(t.SUPPLY):
        return 0.7
    return 0.5 * reading.surnames(flat) if reading.bare else 0.0
