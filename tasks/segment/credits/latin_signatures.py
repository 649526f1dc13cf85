"""The end of a story: who signs, who sent it, who took the picture.

A signature is told by where it stands (after a sentence's end, in brackets, after a dash) and by what it is made of (a
label and names, initials, a house code, an agency, a name in capitals). Brackets that close a sentence's own aside stand
before its full stop; those of a credit stand after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tasks.model.article import AGENCY, AUTHOR, PHOTOGRAPHER, Author, Credit
from tasks.segment.credits import latin_agencies as agencies
from tasks.segment.credits import latin_labels as labels
from tasks.segment.credits import latin_masks as masks
from tasks.segment.credits import latin_names as names
from tasks.segment.credits import latin_spelling as spelling
from tasks.segment.credits.latin_belief import likeness
from tasks.segment.credits.latin_datelines import mark
from tasks.segment.credits.latin_ends import FORMULAS, REACH, candidates, ends_in_formula, may_end_before
from tasks.segment.credits.latin_firsts import WHENCE
from tasks.segment.credits.latin_labels import Reading
from tasks.segment.credits.latin_plain import CUT, is_plain
from tasks.segment.credits.latin_running import counted, counts_as_running, hinted_by, may
from tasks.segment.credits.latin_words import CAPITALISED, UPPER, entry, fill, ordinary, pattern, words

_CAPITALS = re.compile(rf"(?:{UPPER}[’-]?){{3,}}")
_INITIALS = re.compile(rf"(?:(?:{UPPER}[a-z]?|ST|MC)\.[ -]?|(?<=[ .])(?:[vzd]\.|d[eu]|von) ?(?={UPPER})){{1,6}}$")
_DASHED_CODE = re.compile(r"[—–-]\s?([a-zäöüß]{1,4})\.?$")
"""A house code of old print: a dash, the last letters of a name (``—ck.``, ``–r.``)."""
_VOWEL = re.compile("[aeiouyäöü]")
"""What no word is without, but a house code may be: ``rl.``."""
_SLASHED = re.compile(r"[\w.-]{1,20}(?:\s?[/,-]\s?[\w.-]{1,20}){1,3}$")


def closing(text: str, language: str) -> Credit | None:
    """The credit or signature at the end of a text; its ``start`` is where the body has ended."""
    folded = spelling.fold(text).rstrip()
    best: Credit | None = None
    for start, prior, dressed in _places(folded, language):
        said = _read(folded[start:], dressed, start == 0, folded[:start], language)
        if said is None:
            continue
        score = said.score * prior
        holds = best is not None and best.score >= 0.5 and set(said.authors) < set(best.authors)
        if best is None or score > best.score + 0.02 and not holds:
            best = Credit(start, len(folded), said.authors, said.rule, round(score, 3))
    return best if best and best.score >= 0.1 else None


def _places(folded: str, language: str, before: int | None = None) -> Iterator[tuple[int, float, bool]]:
    """Where a credit may begin, as ``candidates`` has it, without the places from which the words tell that none does.

    Those that lie ``before`` a place of the text and not at its start, if that is given.
    """
    places = candidates(folded, language)
    if before is not None:
        places = [place for place in places if 0 < place[0] < before]
    if not places:
        return
    cuts = CUT if may(FORMULAS, folded, language) else WHENCE
    for place in places:
        found = folded[place[0] :].split()
        if counts_as_running(counted(found, language)):
            continue
        if not is_plain(found, hinted_by(found, language), place[2], language, cuts):
            yield place


def begins_before(text: str, at: int, language: str) -> bool:
    """Whether a text's closing credit may begin before ``at``, but not with the text, or there as a letter's signature."""
    folded = spelling.fold(text).rstrip()
    if not may_end_before(folded, at, language):
        return False
    if any(_places(folded, language, at)):
        return True
    return may(FORMULAS, folded, language) and ends_in_formula(folded[:at], language)


def _read(tail: str, dressed: bool, alone: bool, before: str, language: str) -> Reading | None:
    """The tail as a credit, by the first reading that fits: labelled, bracketed, code or initials, name."""
    start, end = labels.stripped(tail)
    bare = tail[start:end].removeprefix("/").lstrip()
    if not bare or len(bare) > REACH:
        return None
    said = labels.read(bare, language)
    if said and masks.pseudonyms(language).match(bare):
        return said
    if said and (said.authors or said.rule != "latin.label-author"):
        picture = any(a.role == PHOTOGRAPHER for a in said.authors) or said.rule.endswith(PHOTOGRAPHER)
        return said if picture or dressed or said.score > 0.6 else Reading(said.authors, said.score * 0.8, said.rule)
    if dressed and tail[0] in "([":
        return _bracketed(bare, language)
    code = _DASHED_CODE.match(tail) if entry(language, "credit.codes_in_brackets") and not alone else None
    if code and code[1] not in words(language, "credit.not_codes") and not agencies.agency(code[1], language):
        return Reading((Author(code[1], AUTHOR),), 0.8, "latin.closing-code")
    if labels.nobody(bare, language) and len(bare) > 8:
        return Reading((), 0.7, "latin.closing-nobody")
    if pictured := _pictured(bare, dressed, language):
        return pictured
    source = agencies.is_outlet(bare, language) and not agencies.agency(bare, language)
    if dressed and not alone and source and bare[0].isupper():
        return Reading((), 0.6, "latin.closing-source")  # —Marlow Courier.
    return _signature(bare, dressed, alone, before, language)


def _bracketed(bare: str, language: str) -> Reading | None:
    """``(hm)``, ``(AFP)``, ``(J. D.)``, ``(dpa/Anna Berg)``, ``(Anna Berg)``."""
    inner = bare if not _INITIALS.match(bare) else bare
    if pictured := _pictured(bare, True, language):
        return pictured
    if labels.nobody(bare, language):
        return Reading((), 0.8, "latin.closing-nobody")
    listed = _slashed(bare, language) if "," in bare and _SLASHED.match(bare) else None
    if listed and any(one.role == AGENCY for one in listed.authors):
        return listed  # (hm, dpa)
    read = mark(inner, language)
    if read:
        people, kind = read
        return Reading(tuple(people), {"wire": 0.95, "code": 0.85, "words": 0.6, "name": 0.8}[kind], f"latin.closing-{kind}")
    named = names.people(inner, language)
    if named and len(inner.split()) > 1 and named[1] > 0.5:
        return Reading(tuple(named[0]), 0.3 + 0.5 * named[1], "latin.closing-name")
    return None


def _pictured(bare: str, dressed: bool, language: str) -> Reading | None:
    """``—Underhill & Marsh photo.``, ``Interstate Newsreel Photo``, ``Lena Hargrove/The Banner``: whose the picture is."""
    if may(labels.BEHIND, bare, language) and (behind := labels.behind(language).match(bare)):
        who = behind[1].rstrip(",")
        if agencies.is_outlet(who, language) and not agencies.agency(who, language):
            return Reading((), 0.75, "latin.label-photographer")
        if wire := agencies.supplier(who, language):
            return Reading((Author(wire, AGENCY),), 0.85, "latin.closing-picture")
        firm = re.fullmatch(r"\w+(?:, \w+)* & \w+", who) and names.firm(who, language)
        named = ([Author(firm[0], PHOTOGRAPHER)], 0.6) if firm else names.people(who, language, PHOTOGRAPHER)
        if named and " " in who and (dressed or named[1] >= 0.5):
            return Reading(tuple(named[0]), 0.75 if dressed else 0.6, "latin.closing-picture")
    if dressed or "/" not in bare:
        return None
    person, _, source = (part.strip() for part in bare.partition("/"))
    if len(person.split()) < 2 or not re.fullmatch(rf"(?:the )?{CAPITALISED}(?: {CAPITALISED}){{0,4}}", source):
        return None
    if not (agencies.supplier(source, language) or agencies.is_outlet(source, language)):
        return None
    shown = names.people(bare, language, PHOTOGRAPHER)
    return Reading(tuple(shown[0]), 0.55 + 0.4 * shown[1], "latin.closing-picture") if shown and shown[1] > 0.3 else None


def _signature(bare: str, dressed: bool, alone: bool, before: str, language: str) -> Reading | None:
    """A signature that no word announces."""
    if joined := masks.initialled(bare, language):
        return Reading(tuple(joined), 0.9, "latin.closing-initials")
    formula = ends_in_formula(before, language)
    bare = _without_address(bare, formula)
    ended = len(before) > 100 and before.rstrip().endswith((".", "!", "?", "”"))  # a letter alone after a whole text
    if _INITIALS.match(bare) and (bare.count(".") > 1 or formula or dressed or ended) and not _calendar(bare, language):
        if re.sub(r"\s", "", bare).casefold() in words(language, "credit.not_initials"):
            return None
        single = names.people(bare, language)
        people = tuple(single[0]) if single else (Author(bare, AUTHOR),)
        return Reading(people, 0.85 if bare.count(".") > 1 or formula else 0.6, "latin.closing-initials")
    if _SLASHED.match(bare) and (read := _slashed(bare, language)):
        return read
    coded = bare.removesuffix(".") if bare.endswith(".") and not _VOWEL.search(bare) else bare
    code = coded.islower() and agencies.is_code(coded, language)
    bare = coded if code else bare
    if code and entry(language, "credit.codes_in_brackets"):
        if wire := agencies.agency(bare, language):
            return Reading((Author(wire, AGENCY),), 0.5 if alone else 0.85, "latin.closing-wire")
        if len(bare) > 2 and ordinary(bare, language):
            return None
        return Reading((Author(bare, AUTHOR),), 0.25 if alone else 0.7, "latin.closing-code")
    if wire := agencies.agency(bare, language) or (agencies.sender(bare, language) if dressed else None):
        return Reading((Author(wire, AGENCY),), 0.85 if not alone else 0.5, "latin.closing-wire")
    if dressed and re.fullmatch(r"[A-Z]{2,4}", bare) and not language.startswith("en"):
        return Reading((Author(bare, AUTHOR),), 0.7, "latin.closing-code")
    return (
        _pseudonym(bare, alone, formula, language)
        or _masked(bare, alone, formula, language)
        or _named(bare, dressed, alone, formula, language)
    )


def _pseudonym(bare: str, alone: bool, formula: bool, language: str) -> Reading | None:
    """One of the words that the language knows letters to be signed with."""
    if not may(masks.PSEUDONYMS, bare, language):
        return None
    written = masks.pseudonyms(language).match(bare)
    if not written or not (bare.isupper() or formula or bare[0].isupper() and not language.startswith("en")):
        return None
    who = " ".join(masks.pseudonym(bare.rstrip(".").split(), language))
    score = 0.9 if formula else 0.3 if alone else 0.6 if bare.isupper() else 0.45
    return Reading((Author(who, AUTHOR),), score, "latin.closing-pseudonym")


_AFTER_NAME = re.compile(
    rf"(?P<who>(?:(?:{UPPER}[a-z]?|ST|MC)\.\s?){{2,4}}(?=[,—])|[A-Z][A-Z’ -]{{2,40}}?)(?:[.,]?\s?—|[.,]\s)\s?"
    rf"(?P<where>{UPPER}[\w’-]+(?:[ ,.-]+(?:{UPPER}[\w’-]*|\d+\w*|inst|ult|the|of|upon|on|in))*)\.?$"
)
"""A signature and behind it, in another dress, the writer's place or street and the day."""


def _without_address(bare: str, formula: bool) -> str:
    """The signature without the address and day behind it: ``J. D.`` of ``J. D.—Ashby Parva.``."""
    found = _AFTER_NAME.match(bare)
    if not found or found["where"].isupper() and not formula:
        return bare
    return found["who"].strip()


def _masked(bare: str, alone: bool, formula: bool, language: str) -> Reading | None:
    """A pseudonym that stands by itself at the end: ``CIVIS.``, ``“LONG STOP.”``."""
    quoted = bare[0] in '“"‘«„' and masks.mask(bare, language)
    if quoted and (bare.isupper() or formula):
        return Reading((Author(quoted, AUTHOR),), 0.9 if formula else 0.4 if alone else 0.75, "latin.closing-pseudonym")
    word = bare.rstrip(".")
    if not word.isupper() or not _CAPITALS.fullmatch(word) or agencies.agency(word, language):
        return None
    if formula:
        return Reading((Author(spelling.spelled(word, language, True), AUTHOR),), 0.85, "latin.closing-pseudonym")
    place = word.casefold() in words(language, "dateline.places") or likeness(word, language) >= 0.7
    if alone or place or ordinary(word, language) or not language.startswith("en"):
        return None
    return Reading((Author(spelling.spelled(word, language, True), AUTHOR),), 0.55, "latin.closing-pseudonym")


@lru_cache(maxsize=16)
def _days(language: str) -> re.Pattern[str]:
    return re.compile(fill(language, r"(?:{weekday}|{month})$"), re.IGNORECASE)


def _calendar(text: str, language: str) -> bool:
    """Whether short forms are days or months (``Di.–So.``)."""
    day = _days(language)
    return any(day.match(part) for part in re.split(r"[\s–-]", text))


def _slashed(bare: str, language: str) -> Reading | None:
    """``kw/dpa``, ``dpa/AFP``, ``hm, rl``."""
    parts = re.split(r"\s?[/,-]\s?", bare.rstrip("."))
    people: list[Author] = []
    wires = [agencies.agency(part, language) for part in parts]
    for part, wire in zip(parts, wires, strict=True):
        if wire:
            people.append(Author(wire, AGENCY))
        elif pattern(language, "credit.sources", r"^(?:{})$").match(part):
            continue
        elif agencies.is_code(part, language) and (part.islower() or any(wires) and "/" in bare):
            people.append(Author(part, AUTHOR))
        else:
            return None
    sure = any(a.role == AGENCY for a in people) or "/" in bare
    return Reading(tuple(people), 0.9 if sure else 0.4, "latin.closing-code")


def _named(bare: str, dressed: bool, alone: bool, formula: bool, language: str) -> Reading | None:
    """A bare name, with a place, a job or an agency beside it at most."""
    if bare.endswith((",", ":", ";", "!", "?")) or len(bare) > 90:
        return None
    read = names.people(labels.undressed(bare.rstrip("."), language) if formula else bare, language)
    if read is None or len(read[0]) > 3 or agencies.is_outlet(bare, language):
        return None
    people, surety = read
    tokens = bare.split()
    if len(tokens) == 1:
        return Reading(tuple(people), _by_one_word(bare, alone, formula, language), "latin.closing-name")
    titled = len(tokens) == 2 and tokens[0].casefold() in words(language, "credit.titles")
    if titled and tokens[1].strip(".").isupper() and not alone:
        return Reading(tuple(people), 0.6, "latin.closing-name")  # Me PANCRACE.
    score = surety * (1.0 if dressed or formula else 0.95)
    mixed = any(t.strip(",.").isupper() and len(t) > 3 for t in tokens) and not bare.isupper()
    score += 0.15 if formula else 0.1 if mixed else 0
    if bare.endswith(".") and not formula and not _INITIALS.search(bare.split()[-1]):
        score *= 0.75  # a sentence of two nouns ends in a full stop too
    if bare.isupper() and not alone and len(tokens) > 1 and _INITIALS.match(tokens[0]):
        score += 0.25  # R. DE SAINT-AMANS. after a sentence's end
    if len(people) > 1 and not any(a.role == AGENCY for a in people):
        score *= 0.7
    return Reading(tuple(people), min(0.95, score * (0.7 if alone else 1)), "latin.closing-name")


def _by_one_word(bare: str, alone: bool, formula: bool, language: str) -> float:
    """How sure a single word is a signature (``Scapin.``): a columnist's, if it is no word of the language and no place."""
    word = bare.rstrip(".")
    if formula:
        return 0.6 if likeness(word, language) else 0.1
    strange = len(word) > 4 and not ordinary(word, language) and likeness(word, language) < 0.7
    return 0.5 if strange and not alone and language.startswith("fr") else 0.1
