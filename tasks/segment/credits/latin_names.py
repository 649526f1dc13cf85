"""Persons as Latin print names them: what is a name and how sure that is, and lists of names with the roles in them."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.model.article import AGENCY, AUTHOR, CORRESPONDENT, PHOTOGRAPHER, Author
from tasks.segment.credits.latin_agencies import agency, is_code, is_outlet, sender, supplier
from tasks.segment.credits.latin_posts import parted
from tasks.segment.credits.latin_spelling import fold, spelled_name
from tasks.segment.credits.latin_words import CAPITALISED, LETTER, PLACE, UPPER, entry, ordinary, pattern, words

INITIALS = re.compile(rf"(?:{UPPER}{LETTER}{{0,2}}\.-?){{1,4}}$|{UPPER}$")
FULL = re.compile(rf"(?:d’)?{CAPITALISED}$")
_ONLY_INITIALS = re.compile(rf"(?:(?:{UPPER}{LETTER}?|ST|MC)\.[ -]?){{2,5}}$")
_INITIAL = re.compile(rf"{UPPER}\.$")
_POSTCODE = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,5} \w")
_QUOTES = frozenset('“”"„«»')
_SPLIT = re.compile(r"\s*(,|;|\||/|\+|·|•|\s[–—-]\s|\(|\))\s*")
_ELIDED = re.compile(rf"(?:{UPPER}|Qu)’[a-zà-ÿ]")
FIRM = re.compile(r"\s*(?:Messrs?\b|MESSRS?\b|MM\.|Gebr)")
_BESIDE = re.compile(r"(?:avec|with|mit|d’après|nach)\s", re.IGNORECASE)
_SUFFIXED = re.compile(r"(?:Jr|Sr|JR|SR)\.?|II|III|[A-Z]\.[A-Z]\.")
_STUDIO = re.compile(rf"{CAPITALISED}(?: (?:and|&|et|und|{CAPITALISED})){{0,4}} (?:{CAPITALISED}|Co\.?)")
_RETIRED = re.compile(r"[a-zäöü]\. ?[A-Z]\.(?= )")
_NICKNAMED = re.compile(
    rf"(?P<first>{CAPITALISED}\.?(?: {CAPITALISED}\.?)?) (?P<nick>[(“\"„«][^()“”\"„«»,;/]{{2,30}}[)”\"“»]) "
    rf"(?P<last>{CAPITALISED}.*)"
)
"""``Bruno (Henrique Z.) Rodrigues``, ``Ned “Too Tall” Marsh``."""
_PLACE = re.compile(PLACE)
_PLACE_STARTS = frozenset(
    ("bad", "sankt", "st", "new", "port", "fort", "le", "la", "les", "à", "north", "south", "west", "east")
)
_KEPT, _BACK = str.maketrans("()", "\ue000\ue001"), str.maketrans("\ue000\ue001", "()")
"""A name's own brackets while a list of names is parted at all others."""
MARKS = " .,;:|()+"
BEFORE_AGENCIES = frozenset(("the", "die", "der", "la"))
_PARTICLES = frozenset(("de", "du", "von", "des"))
_ARTICLES = ("der", "den", "dem", "das", "und")
"""Parts of a name only after another small word: ``von der Heide``."""


def untitled(tokens: list[str], language: str) -> list[str]:
    """Without the titles that lead: ``Dr. Anna Berg``; ``M. Kh.`` are initials, and stay."""
    while len(tokens) > 1 and is_title(tokens[0], language) and (tokens[0] == "M." or not _INITIAL.match(tokens[0])):
        if tokens[0].casefold() == "m." and (INITIALS.match(tokens[1]) or len(tokens) == 2 and tokens[1].isupper()):
            break
        tokens = tokens[1:]
        if retired := _RETIRED.match(" ".join(tokens)):
            tokens = tokens[retired[0].count(" ") + 1 :]  # Rittmeister a. D.
    if len(tokens) > 2 and tokens[0].casefold() == "the" and is_title(tokens[1], language):
        return untitled(tokens[1:], language)  # The Rev. J. Marsh
    return tokens


def is_title(word: str, language: str) -> bool:
    """Whether a word is a title, or is made of such: ``Dr.``, ``Major-General``."""
    folded = word.casefold()
    titles = words(language, "credit.titles")
    return folded in titles or "-" in folded and all(part in titles for part in folded.split("-"))


def _unhonoured(tokens: list[str], language: str) -> list[str]:
    """Without what stands for honours and seats behind a name: ``Tom Marsh OBE``, ``Jörg Berg MdB``."""
    honours = entry(language, "credit.honours")
    while len(tokens) > 2 and tokens[-1].strip(".,") in honours:
        tokens = tokens[:-1]
    return tokens


@lru_cache(maxsize=4096)
def name(text: str, language: str) -> tuple[str, float] | None:
    """A person's name, in normal case without titles, and how sure it is that it is one (0..1); None if it cannot be."""
    if "\ue000" in text or not _QUOTES.isdisjoint(text):
        return _nicknamed(text.translate(_BACK), language)
    tokens = _unhonoured(untitled(text.split(), language), language)
    if not tokens or len(tokens) > 7 or len(text) > 60:
        return None
    if _ONLY_INITIALS.match(" ".join(tokens)):
        return _initials(tokens), 0.7
    small = words(language, "credit.particles")
    suffix = words(language, "credit.suffixes")
    while len(tokens) > 1 and tokens[-1].casefold() in suffix and not FULL.match(tokens[-1]):
        tokens[-1:] = []
    full = [t for t in tokens if FULL.match(t) and t.casefold() not in small]
    abbreviated = [t for t in tokens if INITIALS.match(t) and t not in full or len(t) == 1 and t.isupper()]
    if not full or len(full) + len(abbreviated) + sum(t.casefold() in small for t in tokens) < len(tokens):
        return None
    if any(t.casefold() in words(language, "credit.titles") and len(t) > 2 or _ELIDED.match(t) for t in tokens):
        return None
    if any(t in _ARTICLES and tokens[i - 1].casefold() not in small for i, t in enumerate(tokens) if i):
        return None
    if (first := tokens[0].casefold()) in words(language, "credit.not_names") and first not in _PARTICLES:
        return None
    if full[-1].casefold() in words(language, "credit.no_surnames") or any(t[-2:] in ("’s", "’S") for t in full):
        return None  # Victoria Station, Marlow’s Syrup
    if tokens[-1].casefold() in small or len(full[-1]) < 2 or tokens[0][:1].islower() and len(tokens) < 2:
        return None
    if len(full) > 2 and full[-1].isupper() and not any(t.isupper() for t in full[:2]) and ordinary(full[-1], language):
        return None  # Aled Prosser SCHOOL BOARD: the heading below
    given = words(language, "credit.given")
    doubtful = [t.casefold() in words(language, "credit.not_names") - given for t in full]  # August is a man, too
    if any(doubtful[:-1]) or (doubtful[-1] and len(full) < 2):
        return None
    surety = _surety(tokens, full, abbreviated, language) - (0.3 if doubtful[-1] else 0)
    return spelled_name(text_tokens(text, tokens, language), language), max(0.05, surety)


def _nicknamed(text: str, language: str) -> tuple[str, float] | None:
    """A name with what somebody is called besides, or in full, in the midst of it, as printed."""
    found = _NICKNAMED.fullmatch(text.strip())
    if found is None or found["first"].split()[0].casefold() not in words(language, "credit.given"):
        return None
    if not all(word[0].isupper() for word in found["nick"][1:-1].split()) or _is_no_name(found["nick"][1:-1], language):
        return None
    bare = name(f"{found['first']} {found['last']}", language)
    if bare is None:
        return None
    return " ".join([*found["first"].split(), found["nick"], *found["last"].split()]), bare[1]


def _is_no_name(text: str, language: str) -> bool:
    """Whether what stands between brackets is an agency or a paper."""
    return agency(text, language) is not None or is_outlet(text, language)


def _kept(text: str, language: str) -> str:
    """A list of names with the brackets of a name that it begins with kept from parting it."""
    found = _NICKNAMED.match(text) if "(" in text else None
    if found is None or found["nick"][0] != "(" or " " in found["first"] or _nicknamed(found[0], language) is None:
        return text
    start, end = found.span("nick")
    return text[:start] + text[start:end].translate(_KEPT) + text[end:]


def text_tokens(text: str, tokens: list[str], language: str) -> list[str]:
    """The tokens with the suffixes that were set aside (``Jr.``) as far as they stand in the text."""
    rest = _unhonoured(text.split(), language)
    return rest[rest.index(tokens[0]) :] if tokens[0] in rest else tokens


def _initials(tokens: list[str]) -> str:
    return " ".join(t if len(t.rstrip(".")) < 2 or not t.isupper() or t.count(".") > 1 else t.capitalize() for t in tokens)


def _surety(tokens: list[str], full: list[str], abbreviated: list[str], language: str) -> float:
    given = words(language, "credit.given")
    head = tokens[0].casefold()
    known = head in given or head.split("-")[0] in given
    score = {1: 0.3, 2: 0.6, 3: 0.55}.get(len(tokens) if abbreviated or len(full) > 1 else 1, 0.45)
    score += 0.25 if known and len(tokens) > 1 else 0
    score += 0.15 if any(len(t.strip(".")) < 2 or t.count(".") > 1 for t in abbreviated) else 0
    score += 0.1 if any(t.isupper() and len(t) > 2 for t in full) and not all(t.isupper() for t in full) else 0
    if not known and not abbreviated:
        score += 0.1 if len(full) > 1 and not any(t.isupper() or ordinary(t, language) for t in full) else 0
        score -= 0.15 if all(ordinary(t, language) for t in full) else 0
        score -= 0.1 if all(t.isupper() for t in full) else 0
    return max(0.05, min(0.95, score))


def people(text: str, language: str, role: str = AUTHOR) -> tuple[list[Author], float] | None:
    """The persons and agencies in a list of names, in printed order, and how sure the list is; None if it is no such list.

    Understood are ``A, B and C``, ``A (AFP)``, ``A, Health Correspondent``, ``A | Herald Staff``, ``A/The Courier``,
    ``dpa/A``, ``A, Tarnbek``, ``kw/dpa``. A paper, a place and a job are no persons; a job may give the role.
    """
    if role != PHOTOGRAPHER and _begins_none(text, language):
        return None
    printed = text
    text = unstopped(fold(text).strip(" ,;:|"))
    if "(" in text:
        text = _kept(text, language)
        text = pattern(language, "credit.before.author", r"\s*\((?:{})\)").sub("", text)
    if _keeps(text):
        text = parted(text, language)
        text = _and(language).sub(", + ", text)
    parts = _SPLIT.split(text.replace("+ ", "+"))
    found: list[Author] = []
    scores: list[float] = []
    sign = ""
    for i, part in enumerate(parts):
        if i % 2:
            sign = part.strip()
            continue
        part, sign = (part[1:].strip(), "+") if part.startswith("+") else (part, sign)
        if not part:
            continue
        if not _take(part, sign, parts, i, language, role, found, scores):
            return None
        sign = ""
    if not found:
        return None
    if "\N{RIGHT SINGLE QUOTATION MARK}" not in printed:  # give typewriter apostrophes back as printed
        found = [Author(a.name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"), a.role) for a in found]
    return found, sum(scores) / len(scores) if scores else 0.5


def _begins_none(text: str, language: str) -> bool:
    """Whether a text begins with a word that begins no name and no agency: ``Die Salbe``, ``The Great``, ``des Rates``."""
    first, second, *_ = (*text.strip(" ,;:|").split(None, 2), "", "")
    if not first.isalpha() or "/" in text:
        return False
    folded = first.casefold()
    if folded in BEFORE_AGENCIES and second.casefold().strip(MARKS) in firsts(language):
        return False
    return folded not in leading(language) if first.islower() else folded in never_leading(language)


@lru_cache(maxsize=16)
def firsts(language: str) -> frozenset[str]:
    """The first words of agencies."""
    known = [*entry(language, "credit.agencies"), *entry(language, "credit.old_agencies")]
    return frozenset(one.split()[0].casefold().strip(MARKS) for one in known)


@lru_cache(maxsize=16)
def leading(language: str) -> frozenset[str]:
    """Words that a list of names may begin with in lower case: of names, titles, agencies, and those that add a name."""
    names_own = words(language, "credit.particles") | words(language, "credit.titles") | firsts(language)
    return names_own | {"avec", "with", "mit", "nach"}


@lru_cache(maxsize=16)
def never_leading(language: str) -> frozenset[str]:
    """Words of a language that begin no name even with a capital."""
    return words(language, "credit.not_names") - leading(language) - _PARTICLES - {"messrs", "messr", "mm", "gebr"}


@lru_cache(maxsize=16)
def _and(language: str) -> re.Pattern[str]:
    """The word that joins one name to the next."""
    joined = "|".join(re.escape(w) for w in entry(language, "credit.and")) or "(?!)"
    return re.compile(rf"\s(?:{joined})\s(?<!\swith\s(?=the\s))", re.IGNORECASE)


def unstopped(text: str) -> str:
    """Without the full stop that ends a credit; the stop of an initial or a short form stays."""
    if not text.endswith(".") or text.endswith(".."):
        return text
    last = re.split(r"[\s/(]", text)[-1]
    initial = INITIALS.match(last) and not re.fullmatch(rf"{UPPER}(?=\w?[aeiouyäöüéèô])[^\W\d_]{{2}}\.", last)
    return text if initial or last.casefold() in ("jr.", "sr.", "st.") or last.count(".") > 1 else text[:-1]


def _keeps(text: str) -> bool:
    """Whether ``and`` joins persons here: a firm's name (``Messrs. A and B``) stays whole."""
    return not FIRM.match(text)


def _take(
    part: str, sign: str, parts: list[str], i: int, language: str, role: str, found: list[Author], scores: list[float]
) -> bool:
    """Reads one piece of a list of names; False where it is none of the things that may stand there."""
    joined = _BESIDE.match(part)
    if joined and (found or agency(part[joined.end() :], language)):
        part, sign = part[joined.end() :], "+"
    wire = agency(part, language) or sender(part, language)
    if wire:
        found.append(Author(wire, AGENCY))
        scores.append(0.9)
        return True
    if found and (_job(part, language, found) or sign == "," and _POSTCODE.match(part)):
        return True
    if found and pattern(language, "credit.marks", r"^(?:{})\.?$").match(part):
        return True
    if found and sign == "(" and pattern(language, "credit.before.photographer", r"^(?:{})$").match(part):
        found[-1] = Author(found[-1].name, PHOTOGRAPHER)
        return True
    if found and sign in ("/", "|", "–", "—", "-", "(", ","):
        other = supplier(part, language) if sign == "/" or role == PHOTOGRAPHER and sign != "," else None
        if other:
            found.append(Author(other, AGENCY))
            return True
        if is_outlet(part, language) or sign in ("|", "("):
            return True
    if sign in ("", "/") and "/" in parts and is_code(part, language) and part.islower():
        found.append(Author(part, role))
        scores.append(0.7)
        return True
    return _person(part, sign, parts, i, language, role, found, scores)


def _job(part: str, language: str, found: list[Author]) -> bool:
    """A job after a name: it makes correspondents and photographers of the authors named before it."""
    for role in (CORRESPONDENT, PHOTOGRAPHER, AUTHOR):
        said = pattern(language, f"credit.jobs.{role}", r"^(?:{})\.?$").match(part)
        if said and not (
            part[0].islower() and part[-1].isalpha() and re.search(rf"\s(?:in|at|of|for|with)\s.*{UPPER}", part)
        ):
            if role != AUTHOR:
                found[:] = [Author(a.name, role) if a.role == AUTHOR else a for a in found]
            return True
    return False


def _person(
    part: str, sign: str, parts: list[str], i: int, language: str, role: str, found: list[Author], scores: list[float]
) -> bool:
    if found and (_SUFFIXED.fullmatch(part) or part.strip(".") in entry(language, "credit.honours")):
        return True
    first_supplier = role == PHOTOGRAPHER and not found and "/" in parts[i + 1 : i + 2] and _library(part, language)
    if first_supplier:
        found.append(Author(first_supplier, AGENCY))
        return True
    if found and is_outlet(part, language):
        return True
    wired = sign == "," and bool(found) and all(one.role == AGENCY for one in found)
    if wired and "." not in part and FULL.match(part.split()[0]):
        return True  # REUTERS, Alto Serrano
    if found and sign == "," and not any(p.startswith("+") for p in parts[i + 1 :]) and _place_like(part, language):
        return True
    if both := _before_agency(part, language):
        (named, surety), wire = both
        found += [Author(named, role), Author(wire, AGENCY)]
        scores.append(surety)
        return True
    who = firm(part, language) if role == PHOTOGRAPHER or not _keeps(part) else None
    who = who or name(part, language)
    if who is None:
        return False
    if role == PHOTOGRAPHER and part.startswith("M. ") and not who[0].startswith("M. "):
        who = (f"M. {who[0]}", who[1])  # an initial: a picture's credit calls nobody monsieur
    found.append(Author(who[0], role))
    scores.append(who[1])
    return True


def _before_agency(part: str, language: str) -> tuple[tuple[str, float], str] | None:
    """``Ann Lee Associated Press``: a name with its agency right behind it, without a mark between."""
    tokens = part.split()
    for count in (3, 2, 1):
        if len(tokens) < count + 2:
            continue
        wire = agency(" ".join(tokens[-count:]), language)
        if wire and wire == " ".join(tokens[-count:]) and (count > 1 or wire.isupper()):
            who = name(" ".join(tokens[:-count]), language)
            return (who, wire) if who and who[1] >= 0.5 else None
    return None


def _library(part: str, language: str) -> str | None:
    """A picture library before a slash; theirs are lower-case names (``picture-service/Jo Berg``), which nobody's are."""
    return supplier(part, language) or (part if re.fullmatch(r"[a-z][a-z.-]{4,24}", part) else None)


def firm(text: str, language: str) -> tuple[str, float] | None:
    """A studio's name: ``Messrs. Crewe and Daughter``, ``Hallam Studio``."""
    bare = " ".join(untitled(text.split(), language))
    if _STUDIO.fullmatch(bare):
        return (bare if not bare.isupper() else spelled_name(bare.split(), language)), 0.6
    return None


def _place_like(part: str, language: str) -> bool:
    """A place after a name: one word, or one that begins as places do and no person, with a word of the language's own."""
    first, *more = part.split()
    folded = first.casefold().rstrip(".")
    if not more:
        return FULL.match(part) is not None
    if folded in _PLACE_STARTS:
        return True
    plain = len(folded) > 2 and ordinary(first, language) and folded.split("-")[0] not in words(language, "credit.given")
    return plain and _PLACE.fullmatch(part) is not None
