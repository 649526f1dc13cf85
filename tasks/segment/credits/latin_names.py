"""Persons, agencies and outlets as Latin print names them: what is a name, how it is spelt in normal case, and its role."""

from __future__ import annotations

import re
from functools import lru_cache

import simplemma

from tasks.model.article import AGENCY, AUTHOR, CORRESPONDENT, PHOTOGRAPHER, Author
from tasks.segment.credits.latin_posts import parted
from tasks.segment.credits.latin_words import CAPITALISED, LETTER, UPPER, entry, pattern, words

_FOLD = str.maketrans({"'": "’", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{THIN SPACE}": " "})
_INITIALS = re.compile(rf"(?:{UPPER}{LETTER}{{0,2}}\.-?){{1,4}}$|{UPPER}$")
_WORD = re.compile(rf"(?:d’)?{CAPITALISED}$")
_ONLY_INITIALS = re.compile(rf"(?:(?:{UPPER}{LETTER}?|ST|MC)\.[ -]?){{2,5}}$")
_SIGNED = re.compile(rf"(?:{UPPER}[A-Za-z]?\.[ -]?){{2,4}}$")
_INITIAL = re.compile(rf"{UPPER}\.$")
_POSTCODE = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,5} \w")
_CODE = re.compile(r"[a-zäöüß]{2,5}$|[A-ZÄÖÜ]{2,3}$")
_SPLIT = re.compile(r"\s*(,|;|\||/|\+|·|•|\s[–—-]\s|\(|\))\s*")
_ELIDED = re.compile(rf"(?:{UPPER}|Qu)’[a-zà-ÿ]")
_ARTICLES = ("der", "den", "dem", "das", "und")
"""Parts of a name only after another small word: ``von der Heide``."""

_ROMAN = frozenset(("II", "III", "IV"))


def fold(text: str) -> str:
    """Typewriter apostrophes and no-break blanks as the patterns write them; as long as the text itself."""
    return text.translate(_FOLD)


def spelled(word: str, language: str, first: bool = False) -> str:
    """A word of a name, capitals brought to normal case (``O’DELL`` → ``O’Dell``, ``McKENZIE``, ``VON`` → ``von``)."""
    if "-" in word:
        return "-".join(spelled(part, language, first and i == 0) for i, part in enumerate(word.split("-")))
    if "’" in word:
        head, _, tail = word.partition("’")
        low = word.isupper() and head in "DL" and "d’" in words(language, "credit.particles")
        return (head.lower() if low else head if len(head) == 1 else spelled(head, language)) + "’" + spelled(tail, language)
    if word[:2] in ("Mc", "MC") and word[2:].isupper() and len(word) > 3:
        return "Mc" + word[2] + word[3:].lower()
    letters = [c for c in word if c.isalpha()]
    if not word.isupper() or len(letters) < 2 or word in _ROMAN or re.fullmatch(rf"(?:{UPPER}\.){{2,}}", word):
        return word
    if not first and word.casefold() in words(language, "credit.lowered"):
        return word.lower()
    if len(word) == 2 and not re.search("[AEIOUYÉÄÖÜ]", word):
        return word  # two initials without stops: TJ, JP
    return word[0] + word[1:].lower()


def _spelled_name(tokens: list[str], language: str) -> str:
    """All words of a name; one printed wholly in capitals loses those of its small words too (pseudonyms)."""
    small = {"of", "the", "for", "to", "in", "and", "who", "from", "on", "by"} if language.startswith("en") else set()
    whole = all(t.isupper() for t in tokens)
    out = [spelled(t, language, i == 0) for i, t in enumerate(tokens)]
    return " ".join(t.lower() if whole and i and t.lower() in small else t for i, t in enumerate(out))


@lru_cache(maxsize=4096)
def ordinary(word: str, language: str) -> bool:
    """Whether the word, in lower case, is in the language's lexicon: weak evidence against a name."""
    tag = language.split("-")[0]
    return tag in ("en", "de", "fr") and simplemma.is_known(word.lower(), tag)


def untitled(tokens: list[str], language: str) -> list[str]:
    """Without the titles that lead: ``Dr. Anna Berg``; ``M. Kh.`` are initials, and stay."""
    titles = words(language, "credit.titles")
    while len(tokens) > 1 and tokens[0].casefold() in titles and (tokens[0] == "M." or not _INITIAL.match(tokens[0])):
        if tokens[0].casefold() == "m." and (_INITIALS.match(tokens[1]) or len(tokens) == 2 and tokens[1].isupper()):
            break
        tokens = tokens[1:]
        if len(tokens) > 2 and re.fullmatch(r"[a-zäöü]\. [A-Z]\.", " ".join(tokens[:2])):
            tokens = tokens[2:]  # Rittmeister a. D.
    return tokens


@lru_cache(maxsize=4096)
def name(text: str, language: str) -> tuple[str, float] | None:
    """A person's name, in normal case without titles, and how sure it is that it is one (0..1); None if it cannot be."""
    tokens = untitled(text.split(), language)
    if not tokens or len(tokens) > 7 or len(text) > 60:
        return None
    if _ONLY_INITIALS.match(" ".join(tokens)):
        return _initials(tokens), 0.7
    small = words(language, "credit.particles")
    suffix = words(language, "credit.suffixes")
    while len(tokens) > 1 and tokens[-1].casefold() in suffix and not _WORD.match(tokens[-1]):
        tokens[-1:] = []
    full = [t for t in tokens if _WORD.match(t) and t.casefold() not in small]
    abbreviated = [t for t in tokens if _INITIALS.match(t) and t not in full or len(t) == 1 and t.isupper()]
    if not full or len(full) + len(abbreviated) + sum(t.casefold() in small for t in tokens) < len(tokens):
        return None
    if any(t.casefold() in words(language, "credit.titles") and len(t) > 2 or _ELIDED.match(t) for t in tokens):
        return None
    if any(t in _ARTICLES and tokens[i - 1].casefold() not in small for i, t in enumerate(tokens) if i):
        return None
    if tokens[0].casefold() in words(language, "credit.not_names") and tokens[0].casefold() not in (
        "de",
        "du",
        "von",
        "des",
    ):
        return None
    if tokens[-1].casefold() in small or len(full[-1]) < 2 or tokens[0][:1].islower() and len(tokens) < 2:
        return None
    if len(full) > 2 and full[-1].isupper() and not any(t.isupper() for t in full[:2]) and ordinary(full[-1], language):
        return None  # Aled Prosser SCHOOL BOARD: the heading below
    given = words(language, "credit.given")
    doubtful = [t.casefold() in words(language, "credit.not_names") - given for t in full]  # August is a man, too
    if any(doubtful[:-1]) or (doubtful[-1] and len(full) < 2):
        return None
    surety = _surety(tokens, full, abbreviated, language) - (0.3 if doubtful[-1] else 0)
    return _spelled_name(text_tokens(text, tokens), language), max(0.05, surety)


def text_tokens(text: str, tokens: list[str]) -> list[str]:
    """The tokens with the suffixes that were set aside (``Jr.``) as far as they stand in the text."""
    rest = text.split()
    return rest[rest.index(tokens[0]) :] if tokens[0] in rest else tokens


def _initials(tokens: list[str]) -> str:
    return " ".join(t if len(t.rstrip(".")) < 2 or not t.isupper() or t.count(".") > 1 else t.capitalize() for t in tokens)


def _surety(tokens: list[str], full: list[str], abbreviated: list[str], language: str) -> float:
    given = words(language, "credit.given")
    head = tokens[0].casefold()
    known = head in given or head.split("-")[0] in given
    score = {1: 0.3, 2: 0.6, 3: 0.55}.get(len(tokens), 0.45)
    score += 0.25 if known and len(tokens) > 1 else 0
    score += 0.15 if any(len(t.strip(".")) < 2 or t.count(".") > 1 for t in abbreviated) else 0
    score += 0.1 if any(t.isupper() and len(t) > 2 for t in full) and not all(t.isupper() for t in full) else 0
    if not known and not abbreviated:
        score += 0.1 if len(full) > 1 and not any(t.isupper() or ordinary(t, language) for t in full) else 0
        score -= 0.15 if all(ordinary(t, language) for t in full) else 0
        score -= 0.1 if all(t.isupper() for t in full) else 0
    return max(0.05, min(0.95, score))


@lru_cache(maxsize=1024)
def agency(text: str, language: str) -> str | None:
    """An agency's name as it is known (old forms as printed), or None."""
    text = text.strip(" .,;") if text.count(".") < 2 else text.strip(" ,;")
    bare = re.sub(r"^(?:the|die|der|l’|la) ", "", text.casefold())
    for known in entry(language, "credit.agencies"):
        if known.casefold() == bare and (len(known) > 2 or known == text or text.isupper()):
            return str(known)
    for old in entry(language, "credit.old_agencies"):
        if old.casefold() == bare:
            return str(old) if not text.isupper() or len(old) < 6 else " ".join(w.capitalize() for w in old.split())
    return None


def supplier(text: str, language: str) -> str | None:
    """A picture agency told by how its name is made (``Nordbild``, ``Coastal Press``, ``Agence Littoral``)."""
    known = agency(text, language)
    text = _spelled_name(text.split(), language) if text.isupper() and " " in text else text
    tokens = text.split()
    if known or not tokens or len(tokens) > 4 or tokens[0].casefold() in ("the", "le", "la", "die", "der"):
        return known
    last, ends = tokens[-1], entry(language, "credit.agency_endings")
    named = all(_WORD.match(t) or t in ("&", "de", "of") for t in tokens)
    by_ending = any(
        (text.endswith(f" {e}") if " " in e else last.endswith(e))
        and (len(last) > len(e) if e[0].islower() else len(tokens) > 1)
        for e in ends
    )
    by_start = len(tokens) > 1 and tokens[0] in entry(language, "credit.agency_starts")
    return text if named and (by_ending or by_start) else None


def is_outlet(text: str, language: str) -> bool:
    """Whether a text names a paper, a source or an owner, which are no authors."""
    return bool(
        pattern(language, "credit.outlet", r"^(?:{})\.?$").match(text)
        or pattern(language, "credit.sources", r"^(?:{})\.?$").match(text)
    )


def is_code(text: str, language: str) -> bool:
    """A house code: ``hm``, ``gjk``; lower case is the custom, capitals (``HM``) occur."""
    return bool(_CODE.match(text)) and text.casefold() not in words(language, "credit.not_codes")


def people(text: str, language: str, role: str = AUTHOR) -> tuple[list[Author], float] | None:
    """The persons and agencies in a list of names, in printed order, and how sure the list is; None if it is no such list.

    Understood are ``A, B and C``, ``A (AFP)``, ``A, Health Correspondent``, ``A | Herald Staff``, ``A/The Courier``,
    ``dpa/A``, ``A, Tarnbek``, ``kw/dpa``. A paper, a place and a job are no persons; a job may give the role.
    """
    printed = text
    text = pattern(language, "credit.before.author", r"\s*\((?:{})\)").sub("", unstopped(fold(text).strip(" ,;:|")))
    if _keeps(text):
        text = parted(text, language)
        joined = "|".join(re.escape(w) for w in entry(language, "credit.and")) or "(?!)"
        text = re.sub(rf"\s(?:{joined})\s(?<!\swith\s(?=the\s))", ", + ", text, flags=re.IGNORECASE)
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


def unstopped(text: str) -> str:
    """Without the full stop that ends a credit; the stop of an initial or a short form stays."""
    if not text.endswith(".") or text.endswith(".."):
        return text
    last = re.split(r"[\s/(]", text)[-1]
    initial = _INITIALS.match(last) and not re.fullmatch(rf"{UPPER}(?=\w?[aeiouyäöüéèô])[^\W\d_]{{2}}\.", last)
    return text if initial or last.casefold() in ("jr.", "sr.", "st.") or last.count(".") > 1 else text[:-1]


def _keeps(text: str) -> bool:
    """Whether ``and`` joins persons here: a firm's name (``Messrs. A and B``) stays whole."""
    return not re.match(r"Messrs?\b|MESSRS?\b|MM\.|Gebr", text.strip())


def _take(
    part: str, sign: str, parts: list[str], i: int, language: str, role: str, found: list[Author], scores: list[float]
) -> bool:
    """Reads one piece of a list of names; False where it is none of the things that may stand there."""
    joined = re.match(r"(?:avec|with|mit|d’après|nach)\s", part, re.IGNORECASE)
    if joined and (found or agency(part[joined.end() :], language)):
        part, sign = part[joined.end() :], "+"
    wire = agency(part, language)
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
    if re.fullmatch(r"(?:Jr|Sr|JR|SR)\.?|II|III|[A-Z]\.[A-Z]\.", part) and found:
        return True
    first_supplier = role == PHOTOGRAPHER and not found and "/" in parts[i + 1 : i + 2] and _library(part, language)
    if first_supplier:
        found.append(Author(first_supplier, AGENCY))
        return True
    if found and is_outlet(part, language):
        return True
    wired = sign == "," and bool(found) and all(one.role == AGENCY for one in found)
    if wired and "." not in part and _WORD.match(part.split()[0]):
        return True  # REUTERS, Alto Serrano
    if found and sign == "," and _place_like(part, parts, i, language):
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


def _library(part: str, language: str) -> str | None:
    """A picture library before a slash; theirs are lower-case names (``picture-service/Jo Berg``), which nobody's are."""
    return supplier(part, language) or (part if re.fullmatch(r"[a-z][a-z.-]{4,24}", part) else None)


def firm(text: str, language: str) -> tuple[str, float] | None:
    """A studio's name: ``Messrs. Crewe and Daughter``, ``Hallam Studio``."""
    bare = " ".join(untitled(text.split(), language))
    if re.fullmatch(rf"{CAPITALISED}(?: (?:and|&|et|und|{CAPITALISED})){{0,4}} (?:{CAPITALISED}|Co\.?)", bare):
        return (bare if not bare.isupper() else _spelled_name(bare.split(), language)), 0.6
    return None


def _place_like(part: str, parts: list[str], i: int, language: str) -> bool:
    """A place after a name: one word, or one that names of places begin with, and nothing but jobs after it."""
    tokens = part.split()
    start = tokens[0].casefold().rstrip(".")
    single = len(tokens) == 1 and _WORD.match(part) is not None and not any(p.startswith("+") for p in parts[i + 1 :])
    return single or start in (
        "bad",
        "sankt",
        "st",
        "new",
        "port",
        "fort",
        "le",
        "la",
        "les",
        "à",
        "north",
        "south",
        "west",
        "east",
    )


def initialled(text: str, language: str) -> list[Author] | None:
    """``Y. B. et M. T.``, ``PH.L./S.D.``: initials joined to initials, which nothing but a signature is."""
    if text.count(".") < 3 or len(text) > 60:
        return None
    joined = "|".join(re.escape(w) for w in entry(language, "credit.and")) or "(?!)"
    parts = re.split(rf"\s(?:{joined})\s|\s?[/,]\s?", text, flags=re.IGNORECASE)
    if len(parts) < 2 or not all(_SIGNED.match(part) for part in parts):
        return None
    return [Author(part, AUTHOR) for part in parts]


_QUOTED = re.compile(r"[“\"‘«„]([^“”\"‘«»„]{2,36}?)[.,]?[”\"’»“][.,]?$")


def mask(text: str, language: str) -> str | None:
    """A name that somebody writes under, told by its dress: ``“RUSTICUS”``, ``a PRACTICAL GARDENER``, ``One Who Knows``."""
    quoted = _QUOTED.match(text)
    bare = quoted[1] if quoted else text.rstrip(".")
    tokens = bare.split()
    if not tokens or len(tokens) > 6 or not re.fullmatch(r"[^\W\d_][\w.,’ -]*", bare):
        return None
    articled = tokens[0].casefold() in words(language, "credit.mask_starts") and len(tokens) > 1
    if any(t.casefold() in words(language, "credit.titles") for t in tokens):
        return None
    titled = all(t[:1].isupper() for t in tokens[1 if articled else 0 :] if len(t) > 3) and tokens[-1][:1].isupper()
    if not (titled and (quoted or articled)):
        return None
    return " ".join(pseudonym(tokens, language))


def pseudonym(tokens: list[str], language: str) -> list[str]:
    """A pseudonym's words, capitals brought to normal case: ``A RATEPAYER`` → ``A Ratepayer``."""
    out = _spelled_name(tokens, language).split()
    return [out[0][0].upper() + out[0][1:], *out[1:]] if out else out
