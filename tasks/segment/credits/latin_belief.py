"""How far a dateline is believed, by what it is made of and by how much its place looks like one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.model.article import Author
from tasks.segment.credits.latin_words import entry, ordinary, words


@dataclass(slots=True)
class Found:
    """What has been read so far."""

    at: int = 0
    place: str | None = None
    region: bool = False
    date: str | None = None
    marks: int = 0
    wires: int = 0
    codes: int = 0
    authors: list[Author] = field(default_factory=list)


def score(text: str, here: Found, ending: str, at: int, language: str) -> float:
    """How sure the opening is, by what it is made of."""
    if ending == "none" and text[at - 1 : at] not in (")", "]"):
        return 0.0
    follows = text[at : at + 1]
    new_sentence = not follows or not follows.islower()
    if not here.place:
        return _markless(here, ending) if new_sentence or ending == "dash" else 0.3
    if here.wires or here.marks and here.date:
        return 0.97
    if here.codes:
        return 0.93 if new_sentence else 0.5
    if here.marks:
        return 0.9 if ending != "blank" or new_sentence else 0.3
    if here.date:
        return _dated(here, ending, new_sentence, language)
    if ending == "blank":
        return 0.0
    return _placed(text, here, ending, new_sentence, language) * (0.6 if ending == "stop" and at >= len(text) else 1)


def _markless(here: Found, ending: str) -> float:
    """Brackets without a place: ``(Reuters) — ``, ``[FROM OUR OWN CORRESPONDENT.] ``."""
    if here.wires:
        return 0.95 if ending == "dash" else 0.8
    return 0.65 if here.codes else 0.85


def _dated(here: Found, ending: str, new_sentence: bool, language: str) -> float:
    numbered = any(c.isdigit() for c in here.date or "")
    if ending == "dash":
        return 0.97 if numbered else 0.9
    if ending == "colon" and not numbered:
        return 0.1  # a theatre's programme: the house, the day
    if ending == "blank" or not new_sentence:
        return 0.75 if numbered and new_sentence and here.at else 0.1
    likely = likeness(here.place or "", language)
    return (0.9 if numbered else 0.75) if likely >= 0.4 or (here.place or "").isupper() else 0.75 if numbered else 0.5


def _placed(text: str, here: Found, ending: str, new_sentence: bool, language: str) -> float:
    place = here.place or ""
    likely = likeness(place, language)
    capitals = place.split(",")[0].isupper() and len(place) > 2
    if ending in ("dash", "bar"):
        if _person(place, language):
            return 0.2
        if text[here.at : here.at + 1] == "." and not here.region and likely < 0.6:
            return 0.4  # DRUNK IN CHARGE.—Thomas Lumb: a heading run into its paragraph; a dateline has its day
        touching = ending == "dash" and text[here.at : here.at + 1] in ("—", "―", "-") and not here.region
        if capitals or here.region:
            return 0.95 if new_sentence and not touching else 0.55
        return min(0.9, 0.3 + 0.65 * likely) if new_sentence else 0.1
    if not new_sentence:
        return 0.05
    if ending == "colon":
        return 0.6 if capitals and likely >= 0.6 else 0.25 if capitals else 0.15
    if not entry(language, "dateline.lone_stop"):  # how far a place before a full stop is believed
        return 0.35 if capitals and likely >= 0.6 else 0.15 if capitals else 0.05
    return min(0.85, 0.35 + 0.5 * likely) if capitals else min(0.8, entry(language, "dateline.lone_stop") * likely)


def _person(place: str, language: str) -> bool:
    """Whether it is rather a person who speaks (``JOHN SMITH—I think``)."""
    return " " in place and place.split()[0].casefold() in words(language, "credit.given")


def likeness(place: str, language: str) -> float:
    """How much a word looks like a place (0..1): a known one, one with a place's ending, one that no lexicon has."""
    bare = place.split(",")[0].casefold()
    if "/" in bare:
        return min(0.95, 0.1 + min(likeness(part, language) for part in bare.split("/")))  # two places at once
    known = words(language, "dateline.places")
    if bare.replace(" ", "_") in known:
        return 0.95
    tokens = re.split(r"[ /-]", bare)
    score = 0.35 if len(tokens) == 1 else 0.3
    ends = entry(language, "dateline.place_endings")
    if any(t.endswith(tuple(ends.split())) and len(t) > 4 for t in tokens if ends):
        score += 0.2
    if tokens[0] in ("bad", "sankt", "st.", "saint", "sainte", "san", "santa", "new", "port", "fort", "markt", "alt", "neu"):
        score += 0.3
    if {"sur", "lès", "les", "am", "an", "ob", "upon"} & set(tokens[1:]):
        score += 0.3
    if tokens[-1].endswith(tuple(entry(language, "dateline.not_place_endings") or ["\0"])):
        score -= 0.3
    unknown = not any(ordinary(t, language) for t in tokens if len(t) > 3)
    score += 0.3 if unknown else -0.15
    return max(0.0, min(0.95, score))
