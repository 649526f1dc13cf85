"""The opening of a story: place, date and wire before the first word, as three countries and two centuries print them.

``PORT ALDER, Nov. 10 (Reuters) — ``, ``DUNMORE, O., Dec. 2.—(A. P.)— ``, ``STEINFELD (gjk). ``, ``bz. WULKOW, 22. Mai``,
``Montreuillac, 9 novembre. — ``. Read from left to right: an arrival mark, a house code, the place, its region, the date,
what stands in brackets, the mark that ends it. The more of these there are, the surer it is; a place before a full stop
and nothing else (``Grünwalde. ``) is believed only as far as the word itself looks like a place.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.model.article import AGENCY, AUTHOR, Author, Credit
from tasks.segment.credits import latin_agencies as agencies
from tasks.segment.credits import latin_labels as labels
from tasks.segment.credits import latin_names as names
from tasks.segment.credits import latin_spelling as spelling
from tasks.segment.credits.latin_belief import Found, score
from tasks.segment.credits.latin_starts import ARTICLED, LOOKED_AT, PART_OF_PLACE, may_open, never_first
from tasks.segment.credits.latin_words import DASH, PLACE, UPPER, entry, fill, pattern, words

_SAINT = r"(?:(?:St|Ste|Mt|Ft|ST|STE|MT|FT)\. )?"
_LONG = r"(?:\N{EM DASH}|\N{HORIZONTAL BAR}|--)"
"""A dash that may touch the word before it; a hyphen or an en dash may not."""

_BRACKET = re.compile(r"\s*(?:\(([^()]{1,75})\)|\[([^\[\]]{1,75})\])")
_STOP = re.compile(r"[.,]?\s*" + DASH + r"?\s*(?=[(\[])")
_GAP = re.compile(rf"[.,]?\s*(?:{_LONG}|[-–]\s)?\s*(?={UPPER})")
_CODE_FIRST = re.compile(rf"([a-zäöü]{{2,5}})\.\s+(?={UPPER})")
_LETTER_FIRST = re.compile(rf"([a-zäöü])\.\s+(?={UPPER})")
_RESULT = re.compile(rf"{UPPER}[\w’.-]+(?:\s[\w’./-]+){{0,3}}?\s\d{{1,3}}\s?[:–-]\s?\d{{1,3}}\b")
"""What follows a team's name and a dash in a result: ``Millhausen 31:30``."""
_INITIALS_FIRST = re.compile(rf"((?:{UPPER}[a-z]?\. ?){{1,3}}(?<=\.)) (?={UPPER}[a-zäöüß]{{2}})")
_BARE_WIRE = re.compile(r"\s+((?:[a-z]{2,4}|[A-Z]{2,4})(?:/[a-z]{2,4})?)\s*(?:\||[-–—])\s*")
_END = (
    ("dash", re.compile(rf"(?:\s*[.,:]?\s*{_LONG}{{1,2}}|\s*[.,:]?(?:\s+|(?<=[.)\]]))[-–]{{1,2}})\s*(?=[^\s\d]|$)")),
    ("bar", re.compile(r"\s*\|\s*")),
    ("colon", re.compile(r"\s?:\s+")),
    ("stop", re.compile(r"\s*\.(?:\s+|$)")),
    ("blank", re.compile(r"\s+|$")),
)
_ASIDE = re.compile(rf"[,.]?\s+([^.—–()\[\]]{{6,70}}?)(?=[.,]?\s*{DASH}|\.(?:\s|$))")
_ELIDED = re.compile(r"[ldnsq]u?’[a-zà-ÿ]", re.IGNORECASE)
_ENDS_IN_CAPITAL = re.compile(rf"\s{UPPER}$")


def opening(text: str, language: str) -> Credit | None:
    """The credit or dateline at the very start of a text; its ``end`` is where the body begins."""
    found = text.split(None, LOOKED_AT)[:LOOKED_AT]
    if not found or not may_open(found, language):
        return None
    text = spelling.fold(text)
    here = Found(at=len(text) - len(text.lstrip()))
    start = here.at
    _arrival(text, here, language)
    if here.at == start and text[start : start + 1].islower():
        return None  # a place has a capital
    _parts(text, here, language)
    if not here.place and not here.marks:
        return None
    ending, at = _ending(text, here.at)
    if ending == "blank" and text[here.at - 1] == ".":
        ending = "stop"  # the short form of the month or the region brought the stop along
    if ending == "dash" and not here.date and not here.marks and _RESULT.match(text, at):
        return None  # the result of a match
    sure = score(text, here, ending, at, language)
    if sure < 0.1:
        return None
    return Credit(start, at, tuple(here.authors), f"latin.opening-{ending}", sure, here.place, here.date)


def _arrival(text: str, here: Found, language: str) -> None:
    """What stands before the place: an arrival mark (``*``), a wire (``dpa``), a house code (``bz.``)."""
    arrival = pattern(language, "dateline.prefix", r"(?:{})\s*").match(text, here.at)
    here.at = arrival.end() if arrival else here.at
    wire = arrival and agencies.agency(arrival[0].strip(" .:").split("/")[0], language)
    if arrival and (sent := [Author(wire, AGENCY)] if wire else _wires(arrival[0], language)):
        here.authors += sent
        here.wires += 1
    code = _CODE_FIRST.match(text, here.at)
    if code and agencies.is_code(code[1], language) and entry(language, "credit.codes_in_brackets"):
        here.authors.append(Author(code[1], AUTHOR))
        here.codes += 1
        here.at = code.end()
    elif not arrival and (letter := _letter_first(text, here.at, language)):
        here.authors.append(Author(letter[1], AUTHOR))
        here.codes += 1
        here.at = letter.end()
    elif not arrival and (signed := _initials_first(text, here.at, language)):
        here.authors.append(Author(signed, AUTHOR))
        here.codes += 1
        here.at += len(signed) + 1


def _initials_first(text: str, at: int, language: str) -> str | None:
    """``B. K. Berlin, 6. November.``: who sent it, by initials, before a place and its day."""
    found = _INITIALS_FIRST.match(text, at) if entry(language, "credit.codes_in_brackets") else None
    return found[1] if found and _is_dated(text, found.end(), language) else None


def _letter_first(text: str, at: int, language: str) -> re.Match[str] | None:
    """``k. Berlin, 6. November.``: who sent it, by one small letter, before a place and its day."""
    found = _LETTER_FIRST.match(text, at) if entry(language, "credit.codes_in_brackets") else None
    return found if found and _is_dated(text, found.end(), language) else None


def _is_dated(text: str, at: int, language: str) -> bool:
    """Whether a place and its day stand here."""
    place = _place_pattern(language).match(text, at)
    return place is not None and _date_pattern(language).match(text, place.end(1)) is not None


def _parts(text: str, here: Found, language: str) -> None:
    """Brackets, place, day, and brackets again."""
    _brackets(text, here, language)
    if here.marks and (sent := pattern(language, "dateline.prefix", r"\s*(?:{})\s*").match(text, here.at)):
        here.at = sent.end()  # (Copyright, 1929, …) By Wireless to The Globe. PARIS, May 2.—
    gap = _GAP.match(text, here.at) if here.marks else None
    marked = here.at
    _place(text, here, language, gap.end() if gap else here.at)
    if here.place:
        _date(text, here, language)
        if gap and not here.date:  # after brackets a word is a place only if a day follows it
            here.place, here.region, here.at = None, False, marked
    if here.place:
        _aside(text, here, language)
        _brackets(text, here, language)
        if not here.date and here.marks:
            _date(text, here, language)


def _ending(text: str, at: int) -> tuple[str, int]:
    for name, mark in _END:
        if found := mark.match(text, at):
            return name, found.end()
    return "none", at


@lru_cache(maxsize=16)
def _place_pattern(language: str) -> re.Pattern[str]:
    region = "|".join(fill(language, r) for r in entry(language, "dateline.region")) or "(?!)"
    ends = rf"[,.:]|\s*[(\[|]|\s*{_LONG}|\s+[-–]|\s+\d|\s+[a-z]{{2,4}}\s*[|]|$"
    return re.compile(
        rf"({_SAINT}{PLACE})(?={ends})( \([^()]{{3,25}}\)(?=,)|,? (?:{region})(?=,|\s*{_LONG}|\s+[-–]|\s*\(|\.))?"
    )


@lru_cache(maxsize=16)
def _date_pattern(language: str) -> re.Pattern[str]:
    return re.compile(r"[,.]{0,2}\s*(" + fill(language, "{date}") + r")(?![\w-])", re.IGNORECASE)


def _place(text: str, here: Found, language: str, at: int) -> None:
    first = text[at : at + 45].partition(" ")[0]
    if first.isalpha() and first.casefold() in never_first(language)[not first.isupper()]:
        return  # most lines begin with such a word
    found = _place_pattern(language).match(text, at)
    if not found or not 2 < len(found[1]) <= 45:
        return
    first = found[1].split()[0].casefold()
    if _ELIDED.match(found[1]) and found[1][2].islower():
        return  # L’accusée. — Non! is somebody who speaks; a place keeps its capital (L’Isle)
    if first in ARTICLED or first in words(language, "dateline.not_places") or _calendar(language).match(found[1] + "."):
        return
    if {first, first + "."} & words(language, "credit.titles"):
        return
    dated = _date_pattern(language).match(text, found.end()) and found[1].isupper()  # COLLEGE HILL, Mass., May 2
    if first in words(language, "credit.not_names") and first not in PART_OF_PLACE and not dated:
        return
    region = found[2] is not None and not _date_pattern(language).match(text, found.end(1))
    here.at = found.end() if region else found.end(1)
    if found[1].isupper() and (wire := agencies.agency(found[1], language)):  # ATS —
        here.authors.append(Author(wire, AGENCY))
        here.wires, here.marks = here.wires + 1, here.marks + 1
        return
    if text[here.at : here.at + 1] == "." and _ENDS_IN_CAPITAL.search(text[: here.at]):
        here.at += 1  # Frankfurt a. M.
    here.place = text[found.start(1) : here.at].strip()
    here.region = region


@lru_cache(maxsize=16)
def _calendar(language: str) -> re.Pattern[str]:
    """Months and days, and ``No.``: what stands before a full stop and is no place."""
    return re.compile(fill(language, r"(?:{month}|{weekday}|nr?o?s?)(?:\.|$|\b(?=\.?$))"), re.IGNORECASE)


def _date(text: str, here: Found, language: str) -> None:
    found = _date_pattern(language).match(text, here.at)
    told = found and (found[0][0] in ",." or (here.place or "").isupper() or here.marks)
    if found and told:
        here.date, here.at = found[1], found.end()


def _aside(text: str, here: Found, language: str) -> None:
    """``Mirande-sur-Aulne, de notre bureau. —``; ``BERLIN dpa | ``."""
    wire = _BARE_WIRE.match(text, here.at)
    if wire and (known := agencies.agency(wire[1].split("/")[0], language)):
        here.authors.append(Author(known, AGENCY))
        here.wires += 1
        here.at = wire.end(1)
        return
    found = _ASIDE.match(text, here.at)
    if not found:
        return
    said = labels.read(found[1], language)
    if labels.nobody(found[1], language) or said and said.score >= 0.6:
        here.authors += said.authors if said else ()
        here.marks += 1
        here.at = found.end()


def _brackets(text: str, here: Found, language: str) -> None:
    """What stands in brackets, one pair after the other, with the stops and dashes between."""
    for _ in range(3):
        gap = _STOP.match(text, here.at)
        found = _BRACKET.match(text, gap.end() if gap else here.at)
        read = mark(found[1] or found[2], language) if found else None
        if not found or read is None:
            return
        people, kind = read
        here.authors += people
        here.marks += 1
        here.wires += kind == "wire"
        here.codes += kind == "code"
        here.at = found.end()


def mark(text: str, language: str) -> tuple[list[Author], str] | None:
    """Persons or agencies that a dateline's bracket names, and its kind: ``wire``, ``code``, ``words`` or ``name``."""
    bare = text.strip(" .,")
    known = agencies.agency(bare, language) or agencies.agency(text, language) or agencies.sender(bare, language)
    if known:
        return [Author(known, AGENCY)], "wire"
    wires = _wires(bare, language)
    known_mark = pattern(language, "credit.marks", r"^(?:{})\.?$")
    if known_mark.match(bare) or known_mark.match(f"{bare}.") or labels.nobody(text, language):
        return wires, "wire" if wires else "words"
    said = labels.read(text, language) or None
    people = list(said.authors) if said else (names.people(text, language) or ([], 0.0))[0]
    if any(a.role == AGENCY for a in people):
        return people, "wire"
    if agencies.is_code(bare, language) and entry(language, "credit.codes_in_brackets"):
        return [Author(bare, AUTHOR)], "code"
    if people and (re.fullmatch(rf"(?:{UPPER}[a-z]?\.[ -]?){{1,4}}", text.strip()) is not None):
        return people, "code"
    dotted = re.sub(r"\s", "", text)
    if re.fullmatch(r"(?:[a-zäöü]\.){2,3}", dotted) and dotted not in words(language, "credit.not_initials"):
        return [Author(text.strip(), AUTHOR)], "code"
    if re.fullmatch(r"[a-zäöü]{2,5}(?:[/-][a-zäöü]{2,5}){1,2}", bare):
        sent = [part for part in bare.split("/") if not agencies.is_outlet(part, language)]
        return [Author(part, AUTHOR) for part in sent], "code" if sent else "words"
    return (people, "name") if people and said else None


def _wires(text: str, language: str) -> list[Author]:
    """The agencies that words such as ``REUTER’S TELEGRAM`` or ``By the Associated Press`` name."""
    folded = _unmarked(text).replace(" s ", " ")
    single = folded.replace("  ", " ")
    for known, bare, many in _named_wires(language):
        if bare in single or many in folded:
            return [Author(known, AGENCY)]
    return []


def _unmarked(text: str) -> str:
    return f" {re.sub('[’.,-]', ' ', text.casefold())} "


@lru_cache(maxsize=16)
def _named_wires(language: str) -> list[tuple[str, str, str]]:
    """Each agency, and the words that name it in running small print: as they are, and with an ``s`` behind."""
    out = []
    for key in ("old_agencies", "agencies"):
        for known in sorted(entry(language, f"credit.{key}"), key=len, reverse=True):
            bare = _unmarked(known).replace("  ", " ")
            out += [(str(known), bare, f"{bare[:-1]}s ")] if len(known) > 3 else []
    return out
