"""The grammar of credits in Latin print, modern and old: English, German, French; other languages by ``und`` rules.

A credit is made of few things: a word that says what somebody did (``By``, ``Foto:``, ``Propos recueillis par``), names,
and beside the names their paper, place or job. The words are data (``tasks/languages/<tag>.toml``); this room knows only
how they stand together. Where nothing but a name is printed, the score stays moderate: the page around it must decide.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from tasks.model.article import AGENCY, AUTHOR, CORRESPONDENT, PHOTOGRAPHER, Author, Credit
from tasks.segment.credits import OPENS, latin_belief, latin_datelines, latin_signatures
from tasks.segment.credits import latin_agencies as agencies
from tasks.segment.credits import latin_labels as labels
from tasks.segment.credits import latin_masks as masks
from tasks.segment.credits import latin_names as names
from tasks.segment.credits import latin_posts as posts
from tasks.segment.credits.latin_furniture import furniture, jump
from tasks.segment.credits.latin_lines import lined
from tasks.segment.credits.latin_notices import caption, notice
from tasks.segment.credits.latin_plain import begins, clues
from tasks.segment.credits.latin_running import ends_in_words_of_credits, is_running, running
from tasks.segment.credits.latin_signatures import begins_before
from tasks.segment.credits.latin_spelling import fold
from tasks.segment.credits.latin_words import APOSTROPHE, PLACE, UPPER, ordinary, pattern, words

_AT = re.compile(r"^(?:À|A|Au|Aux|En) (?=[A-ZÀ-Þ])")
"""What French print sets before the place that a byline begins with: ``À Port-Clair, Yann Goasdoué``."""

_LONE = re.compile(r"[^\W_](?:\s[^\W_])*")
"""Letters that stand alone: they name nobody, since initials have their full stops."""

LONGEST = 1_000
"""Characters of the lines that a byline may stand in, addresses and all."""

__all__ = [
    "begins",
    "begins_before",
    "caption",
    "closing",
    "clues",
    "furniture",
    "inside",
    "jump",
    "notice",
    "opening",
    "running",
    "standalone",
]


def opening(text: str, language: str) -> Credit | None:
    """A dateline or byline at the start of a text."""
    return _as_printed(latin_datelines.opening(text, language), text)


def closing(text: str, language: str) -> Credit | None:
    """A signature or wire mark at the end of a text."""
    return _as_printed(latin_signatures.closing(text, language), text)


def standalone(text: str, language: str) -> Credit | None:
    """A text that is a byline and nothing else; a bare name scores no more than a name deserves.

    Line feeds in it are ends of printed lines, which may part a name from the post or the address below it.
    """
    if len(text) > LONGEST or is_running(text, language) or _LONE.fullmatch(text):
        return None
    if not begins(text.partition("\n")[0], language) & clues(text, language) & ~OPENS:
        return None
    whole = text.replace("\n", " ")
    one = "\n" not in text or text[0] in "(["
    found = _standalone(whole if one else lined(text, language, _standalone), language)
    if "\n" in text and (found is None or found.score < 0.3):
        found = _standalone(whole, language)
    return _as_printed(found and replace(found, end=len(text)), whole)


def _as_printed(found: Credit | None, text: str) -> Credit | None:
    """The credit with the apostrophes that its text has: the patterns know one only, and nothing may be invented."""
    if found is None or "'" not in text[found.start : found.end]:
        return found
    people = tuple(replace(one, name=_apostrophes(one.name, text)) for one in found.authors)
    place, date = (part and _apostrophes(part, text) for part in (found.place, found.date))
    return replace(found, authors=people, place=place, date=date)


def _apostrophes(name: str, text: str) -> str:
    """The name with each apostrophe as it stands in the text; a typewriter's where the name is not found there whole."""
    here = re.search(re.escape(name), fold(text), re.IGNORECASE)
    printed = text[here.start() : here.end()] if here else "'" * len(name)
    return "".join(
        sign if letter == APOSTROPHE[1] and sign in APOSTROPHE else letter
        for letter, sign in zip(name, printed, strict=True)
    )


@lru_cache(maxsize=2048)
def _standalone(text: str, language: str) -> Credit | None:
    folded = fold(text)
    start, end = labels.stripped(folded)
    bare = folded[start:end]
    if folded.strip().lstrip("(").count("(") > folded.count(")"):
        return None  # a bracket that the next line closes
    if not bare or len(bare) > 160 or " " in bare and bare.split()[-1].casefold() in words(language, "credit.and"):
        return None
    bare = _formula(language).sub("", bare)
    if (sent := agencies.sender(bare, language)) and not agencies.agency(bare, language):
        return Credit(0, len(text), (Author(sent, AGENCY),), "latin.standalone-agency", 0.5 if start else 0.3)
    said = labels.read(_sent(bare, language), language)
    if wires := _with_wires(bare, language):
        return Credit(0, len(text), wires, "latin.standalone-agency", 0.85)
    nobody = (not said or said.score < 0.8) and labels.nobody(bare, language)
    if said and said.score >= 0.3 and not nobody:
        return Credit(0, len(text), said.authors, said.rule, said.score)
    if nobody:
        return Credit(0, len(text), (), "latin.standalone-nobody", 0.9 if len(bare) > 8 else 0.5)
    placed = _dateline(folded.strip(), language)
    if placed and placed.score >= 0.85 and _is_place(placed, language):
        return replace(placed, start=0, end=len(text), rule="latin.standalone-dateline")
    bare = labels.undressed(bare, language)
    if signed := masks.initialled(bare, language):
        return Credit(0, len(text), tuple(signed), "latin.standalone-initials", 0.7)
    if written := _under_mask(bare, language):
        return Credit(0, len(text), (Author(written, AUTHOR),), "latin.standalone-pseudonym", 0.5)
    if len(bare.split()) > 2 and (wire := agencies.supplier(bare, language)) and not agencies.agency(bare, language):
        return Credit(0, len(text), (Author(wire, AGENCY),), "latin.standalone-agency", 0.5)
    if bare.isupper() and bare[0] in '“"‘«„' and (quoted := masks.mask(bare, language)) and quoted.count(" ") < 3:
        return Credit(0, len(text), (Author(quoted, AUTHOR),), "latin.standalone-mask", 0.4)
    found = _placed(text, bare, language) or _bare(text, bare, start > 0, language)
    word = labels.label(bare, 0, language) if found and bare[0].islower() else None
    people = names.people(bare[word.end :], language) if word else None
    if found and people and all(" " in one.name for one in people[0]):
        return replace(found, authors=tuple(people[0]))  # a label, and no particle of the name
    return found


_WITH = re.compile(r"(.{4,40}) (?:avec|mit|with) ([^,]{2,30})")


def _with_wires(bare: str, language: str) -> tuple[Author, ...]:
    """The agency with which a paper or its staff, who are named by no name, wrote: ``Le Courrier avec AFP``."""
    found = _WITH.fullmatch(bare)
    wire = agencies.agency(found[2], language) if found else None
    if not found or not wire:
        return ()
    return (Author(wire, AGENCY),) if labels.nobody(found[1], language) or agencies.is_outlet(found[1], language) else ()


def _dateline(text: str, language: str) -> Credit | None:
    """The dateline that the whole of a text is, if it is one: none ends with a word in lower case, or within a word."""
    if text[-1:] == "-" and text[-2:-1].isalpha() or not ends_in_words_of_credits(text, language):
        return None
    found = latin_datelines.opening(f"{text} X", language)
    return found if found and found.end >= len(text) else None


_SENT = re.compile(
    rf"^F(?:rom|ROM) (?P<who>{UPPER}\S+(?: [^\s,:]+){{1,3}})(?:,? in |, |: )(?P<where>{PLACE}(?:, {PLACE})?)\.?$"
)
"""``From Ann Lee in Port Alder``, ``FROM ANN LEE, Port Alder``: as ``By`` stands before a name, if the name is one."""


def _sent(bare: str, language: str) -> str:
    """A byline that names who sent it, and from where, with the word that bylines open with."""
    found = _SENT.match(bare) if language.startswith("en") else None
    who = names.name(found["who"], language) if found else None
    if not found or not who or who[1] < (0.5 if " in " in bare[found.end("who") :] else 0.75):
        return bare
    return f"By {found['who']} in {found['where']}"


@lru_cache(maxsize=16)
def _formula(language: str) -> re.Pattern[str]:
    """What a letter closes with, before the name below it: ``Hochachtungsvoll A. Berg``."""
    return pattern(language, "credit.formula", rf"^(?:{{}}),?\s+(?=(?-i:{UPPER}))")


def _is_place(dateline: Credit, language: str) -> bool:
    """Whether a dateline's place is surely one, and no person's name before an agency (``ANNA BERG (dpa)``)."""
    place = dateline.place or ""
    likely = place.isupper() or latin_belief.likeness(place, language) >= 0.6
    return bool(dateline.date) or " " not in place and likely and place.casefold() not in words(language, "credit.given")


def _under_mask(bare: str, language: str) -> str | None:
    """``Ein Steuerzahler.``, ``Une usagère de la ligne 4``: what somebody calls himself under a letter."""
    found = masks.pseudonyms(language).match(bare)
    if language.startswith("en") or not found or not bare[0].isupper():
        return None
    return " ".join(masks.pseudonym(bare.rstrip(".").split(), language))


def _placed(text: str, bare: str, language: str) -> Credit | None:
    """``Port-Clair, Yann Goasdoué``: a place and then a name of several words."""
    place, comma, rest = _AT.sub("", bare).partition(" - " if re.match(r"\S+ - ", bare) else ", ")
    said = labels.read(rest, language) if rest[:1].islower() and " " not in place else None
    if said and said.authors and said.rule == "latin.label-correspondent":
        return Credit(0, len(text), said.authors, "latin.standalone-placed", 0.8, place=place)
    job = rest.partition(", ")[2]
    if job and pattern(language, "credit.jobs.correspondent", r"^(?:{})\.?$").match(job):
        who = names.name(rest.partition(", ")[0], language)
        return who and Credit(0, len(text), (Author(who[0], CORRESPONDENT),), "latin.standalone-placed", 0.8, place=place)
    if not comma or job or len(rest.split()) < 2 or " " in place or names.name(place, language) is None:
        return None
    if agencies.agency(place, language):
        return None
    who = names.name(rest, language)
    if who is None or who[1] < 0.5 or who[1] < 0.8 and latin_belief.likeness(place, language) < 0.5:
        return None
    return Credit(0, len(text), (Author(who[0], AUTHOR),), "latin.standalone-placed", 0.5 * who[1] + 0.2, place=place)


def _bare(text: str, bare: str, dressed: bool, language: str) -> Credit | None:
    """Names with nothing that announces them: a paper or job beside them makes them sure."""
    read = names.people(bare, language)
    if read is None or len(read[0]) > 4:
        return None
    people, surety = read
    paper = agencies.is_outlet(bare, language) and not agencies.agency(bare, language)
    broken = text.rstrip().endswith(("—", "–")) and not text.lstrip().startswith(("—", "–"))
    if paper or broken or text.rstrip().endswith(("—", "–")) and any(a.role == AGENCY for a in people):
        return None  # a paper's own name; a place or a team at a line's end; a headline's last word and a dateline below
    if bare.endswith((",", ";", ":")) or text.rstrip().endswith((",", ";", ":", "!", "?")):
        return None
    if all(one.role == AGENCY for one in people):
        return Credit(0, len(text), tuple(people), "latin.standalone-agency", 0.5 if dressed else 0.3)
    if len(bare.split()) == 1:
        return Credit(0, len(text), tuple(people), "latin.standalone-name", 0.1)
    if posts.whence(bare, language) and surety < 0.8 and not all(a.name.upper() in bare for a in people):
        return None  # Human Rights in Harvard
    with_others = re.search(r"\((?:avec|mit|with) ", bare) is not None
    told = with_others or posts.reports(bare, language) or "|" in bare or people[0].role == CORRESPONDENT
    told = told or _told(bare, language)
    if not told and _plain_words(bare, language):
        return None
    if people[0].role == AGENCY and len(people) == 1:
        told, surety = False, 0.5
    score = min(0.95, 0.6 + 0.35 * surety) if told else 0.75 * surety
    if not words(language, "credit.given") and not told:
        score *= 0.6  # a language whose names are not known
    if bare.endswith(".") and not told:
        score *= 0.8
    if len(people) > 2 and not told or any(" " not in a.name and a.role != AGENCY for a in people):
        score *= 0.6
    return Credit(0, len(text), tuple(people), "latin.standalone-told" if told else "latin.standalone-name", score)


def _plain_words(bare: str, language: str) -> bool:
    """Whether every word is one of the language's own and the first no given name: ``Dernière Heure`` is a heading."""
    tokens = bare.strip(".").split()
    given = words(language, "credit.given")
    return tokens[0].casefold() not in given and all(t.isalpha() and ordinary(t, language) for t in tokens)


def _told(bare: str, language: str) -> bool:
    """Whether a job or an agency stands beside the names."""
    pieces = [p.strip(" )") for p in re.split(r"[,|(/]|\s[–—-]\s", bare)[1:]]
    jobs = [pattern(language, f"credit.jobs.{role}", r"^(?:{})\.?$") for role in (AUTHOR, CORRESPONDENT, PHOTOGRAPHER)]
    return any(job.match(p) for p in pieces for job in jobs) or any(
        agencies.agency(p, language) or agencies.agency(p.split(" ")[-1], language) for p in pieces if p
    )


_MID_LINE = re.compile(rf"[.!?”»)\w]\s+(?={UPPER}{{2}}[^.()]{{0,50}}\((?:[^()]{{2,30}})\)\s?[.—–-])")
"""After a sentence's end: capitals, a bracketed wire and a dash, which no running text has."""


def inside(text: str, language: str) -> list[int]:
    """Places inside a printed line where an article's opening begins after something else; rare in Latin print."""
    out: list[int] = []
    if "(" not in text:
        return out
    for found in _MID_LINE.finditer(text):
        here = opening(text[found.end() :], language)
        if here and here.place and here.place.isupper() and here.score >= 0.95:
            out.append(found.end())
    return out
