"""Credits that say what they are: ``By A``, ``Text: A Fotos: B``, ``Reporting by A; Editing by B``, ``De notre envoyé``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tasks.model.article import AGENCY, AUTHOR, CORRESPONDENT, EDITOR, PHOTOGRAPHER, Author
from tasks.segment.credits import latin_agencies as agencies
from tasks.segment.credits import latin_masks as masks
from tasks.segment.credits import latin_names as names
from tasks.segment.credits import latin_posts as posts
from tasks.segment.credits.latin_beginnings import Beginnings
from tasks.segment.credits.latin_hints import Hint
from tasks.segment.credits.latin_running import ends_in_words_of_credits, may
from tasks.segment.credits.latin_words import either, entry, fill, pattern, words

SIGNS = ("©", r"\(c\)")
"""Labels that need no blank after them."""

_BY = {"de": "von", "en": "by|from", "es": "de|por", "fr": "par|de", "it": "di", "nl": "van|door", "pt": "de|por"}
"""What stands between the word for a picture and who took it."""
ROLES = (AUTHOR, PHOTOGRAPHER, CORRESPONDENT, EDITOR)
_CONTACT = re.compile(
    r"[\s,|]*(?:\b(?:at|unter|via|:)\s)?\(?\S+@\S+\.\w+\)?\.?\s*$|\s+at\s+\(?\d{3}\)?[ -][\d-]{7,9}\.?$|[\s,|]+@\w{2,30}$"
)
WIRE_PHOTO = re.compile(r"^(AP|Reuters|AFP|EPA|UPI) Photos?\s?[/:]\s?", re.IGNORECASE)
_NUMBER = re.compile(r"[\d@]")
_POSTED = re.compile("updated|published|posted|share", re.IGNORECASE)
_OF = re.compile(r"^(?:de |du |des |der |d’)(?:la |le |l’)?")
_TITLED = re.compile(r"\s*\([A-Z][a-z]{1,5}\.?\)\s+(?=[A-Z])")
"""``(Mrs) D. Fairweather``."""
_BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace())
_BEFORE, _BEHIND = f"{_BLANK}[(—–-•*|_■●▪", f"{_BLANK}])—–-|_"
"""Brackets, dashes and bullets that dress a credit."""


@dataclass(frozen=True, slots=True)
class Label:
    """A word at ``text[start:end]`` that says what the persons after it did; ``loose``: without the colon it should have."""

    start: int
    end: int
    role: str
    loose: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a credit says and how sure it is that it is one."""

    authors: tuple[Author, ...]
    score: float
    rule: str


@lru_cache(maxsize=32)
def _labels(language: str, role: str) -> tuple[re.Pattern[str], ...]:
    """All labels of a role as one pattern, to ask whether any stands here, and then each by itself, to find the longest."""
    found = entry(language, f"credit.before.{role}")
    after = r"(?P<stop>\s?[:,]|\.(?=\s*$|\s(?-i:[A-ZÀ-Þ])))?\s*"
    ends = {p: "" if p in SIGNS else r"(?=[\s:,.]|$)" for p in found}
    each = [re.compile(rf"(?P<word>{either(language, [p])}){ends[p]}{after}", re.IGNORECASE) for p in found]
    some = "|".join(rf"(?:{either(language, [p])}){ends[p]}" for p in found)
    return (re.compile(some or "(?!)", re.IGNORECASE), *each)


@lru_cache(maxsize=16)
def _some(language: str) -> re.Pattern[str]:
    """Whether a label of any role stands here."""
    return re.compile("|".join(_labels(language, role)[0].pattern for role in ROLES), re.IGNORECASE)


LABELS = Hint(lambda language: [_some(language)])


@lru_cache(maxsize=16)
def _leads(language: str) -> Beginnings:
    """The printed words that a label begins with."""
    return Beginnings(language, [LABELS])


def label(text: str, at: int, language: str) -> Label | None:
    """The longest label that stands at ``at``."""
    best: Label | None = None
    if not _some(language).match(text, at):
        return None
    for role in ROLES:
        some, *each = _labels(language, role)
        if not some.match(text, at):
            continue
        for one in each:
            found = one.match(text, at)
            if found and (best is None or found.end() > best.end):
                told = found["word"].casefold() in words(language, "credit.before.with_colon")
                stop = (found["stop"] or found["word"][-1]).strip()
                bare = told and stop not in (":", ".")  # Analyse. Anne Le Goff, Corr. O. Barrant
                best = Label(at, found.end(), role, bare)
    return best


_POSTS = Hint(lambda _: [_POSTED])
_TAILS = Hint(lambda language: [_tails(language)])


def _numbered(text: str, language: str) -> bool:
    """Whether a text holds what every address and every day behind a byline do."""
    return _NUMBER.search(text) is not None or may(_POSTS, text, language) and _POSTED.search(text) is not None


def _tails(language: str) -> re.Pattern[str]:
    return pattern(language, "credit.tails", r"\s(?:{})\.?$")


@lru_cache(maxsize=2048)
def undressed(text: str, language: str) -> str:
    """Without what follows the names: an address, the day, the paper (``of The Courier``, ``Herald Staff Writer``)."""
    if _numbered(text, language):
        text = _CONTACT.sub("", text) if "@" in text or "at" in text else text
        text = (
            dated(language).sub("", text)
            if ends_in_words_of_credits(text, language) or may(_POSTS, text, language)
            else text
        )
    bare = _tails(language).sub("", text) if may(_TAILS, text, language) else text
    return bare if bare == text else bare.rstrip(" ,;")


def labels(text: str, language: str) -> list[Label]:
    """The labels of a text: one at its very start, and further ones after a mark or, if they have a colon, a blank."""
    first = label(text, 0, language)
    if first is None:
        return []
    out = [first]
    for gap in re.finditer(r"[;,/|·•–—.]\s*|\s(?=\S)", text):
        if gap.end() <= out[-1].end or gap.end() >= len(text):
            continue
        more = label(text, gap.end(), language)
        if more is None:
            continue
        printed = text[more.start : more.end]
        by = re.search(r" (?:by|par|von) $", printed.lower()) is not None and (gap[0].strip() or printed[0].isupper())
        strong = ":" in printed or by or "©" in printed or len(printed.split()) > 2
        paired = more.loose and out[-1].loose and more.role != out[-1].role and printed[0].isupper() == text[0].isupper()
        if strong or paired or (gap[0].strip() and not more.loose and " " in printed.strip()):
            out.append(more)
    return out


@lru_cache(maxsize=2048)
def read(text: str, language: str) -> Reading | None:
    """What a text says that opens with a label and holds nothing but labels and names."""
    if not may(LABELS, text, language) and not WIRE_PHOTO.match(text):
        return None
    text = WIRE_PHOTO.sub(r"Photo: \1/", text)
    day = dated_before(language).match(text) if text[0].isalnum() else None
    if text[0].isalnum() and not day and not _leads(language)[text.split(None, 1)[0]]:
        return None
    numbered = _numbered(text, language)
    if not numbered and not _some(language).match(text):
        return None  # whatever dresses it: an undressed text ends at a blank
    text = undressed(text, language)
    day = dated_before(language).match(text) if numbered else None
    text = text[day.end() :] if day else text
    found = labels(text, language)
    if not found:
        return None
    authors: list[Author] = []
    scores: list[float] = []
    for i, here in enumerate(found):
        rest = text[here.end : found[i + 1].start if i + 1 < len(found) else len(text)].strip(" ,;/|·•–—")
        rest = _and(language).sub("", rest) if i + 1 < len(found) else rest
        part = _segment(text, here if len(found) == 1 else replace(here, loose=False), rest, language)
        if part is None:
            return None
        authors += part[0]
        scores.append(part[1])
    return Reading(
        tuple(authors), round(min(scores) * (1.0 if day else _lowered(text, authors)), 3), f"latin.label-{found[0].role}"
    )


def _lowered(text: str, authors: Sequence[Author]) -> float:
    """What is left of a label's certainty where it opens with a small letter: most do with a capital."""
    if not text[0].islower() or text.split()[-1].isupper():
        return 1.0
    return 0.6 if text[-1] != "." and authors and all(" " in one.name for one in authors) else 0.45


@lru_cache(maxsize=16)
def _and(language: str) -> re.Pattern[str]:
    """The word that joins a credit to the next: ``… (texte) et de notre photographe …``."""
    joined = "|".join(re.escape(w) for w in entry(language, "credit.and")) or "(?!)"
    return re.compile(rf"\s(?:{joined})$", re.IGNORECASE)


@lru_cache(maxsize=16)
def dated(language: str) -> re.Pattern[str]:
    """The day after a byline, how long the text takes to read, as web papers print it."""
    beside = r"(?:on |le |am |el |em |il |op )?(?=.*\d){date}|\d{1,3} ?min(?:ute)?s?(?: read)?|share"
    return re.compile(fill(language, rf"[\s,|·•–—-]+(?:(?:updated|published|posted)\b.*|{beside})$"), re.IGNORECASE)


@lru_cache(maxsize=16)
def dated_before(language: str) -> re.Pattern[str]:
    """The day before a byline, as web papers print it: ``3 March 2015 by Ann Lee``, ``Publié le 3 mars 2015 par …``."""
    opened = r"(?:(?:posted|published|publié|veröffentlicht|publicado|pubblicato) )?(?:on |le |am |el |em |il |op )?"
    return re.compile(fill(language, rf"{opened}(?=.{{0,20}}\d){{date}}[\s,:|·•–—-]+"), re.IGNORECASE)


def _segment(text: str, here: Label, rest: str, language: str) -> tuple[list[Author], float] | None:
    """The persons after one label, with the certainty of the whole."""
    if here.role == CORRESPONDENT and posts.is_whom(rest, language):
        return [], 0.85
    if (not rest and here.role != PHOTOGRAPHER) or (
        here.role == CORRESPONDENT and _whose(rest, language) and "," not in text
    ):
        return ([], 0.85) if here.role == CORRESPONDENT else _pseudonym(text, here, rest, language)
    if here.role == CORRESPONDENT and agencies.is_outlet(_OF.sub("", rest), language):
        return [], 0.85
    if here.role == PHOTOGRAPHER and not rest:
        return ([], 0.7) if " " in text[here.start : here.end].strip() else None
    if here.role == PHOTOGRAPHER and agencies.is_outlet(rest, language) and not agencies.agency(rest, language):
        return [], 0.9
    if here.role == PHOTOGRAPHER and (only := agencies.supplier(rest, language)):
        return [Author(only, "agency")], 0.9
    role = here.role
    read_names = names.people(rest, language, role)
    if read_names is None:
        masked = masks.mask(rest, language) if not here.loose else None
        if masked and nobody(text, language):
            return [], 0.85  # By a Staff Reporter
        if masked and not masks.is_doubtful(text, rest, language):
            return [Author(masked, role)], 0.8
        return _code(rest, role, language) if ":" in text[here.start : here.end] else None
    people, surety = read_names
    if here.loose and surety < (0.3 if role == PHOTOGRAPHER else 0.8):
        return None  # Photo Gallery, Redaktion Ellern
    score = 0.6 + 0.4 * surety
    short = not any(" " in one.name or one.name.count(".") > 1 or one.role == AGENCY for one in people)
    if short and ":" not in text[here.start : here.end] and "©" not in text:
        score = 0.3 if here.role == AUTHOR else 0.5
    return people, min(0.98, score * (0.85 if here.loose and role != PHOTOGRAPHER else 1))


def _whose(rest: str, language: str) -> bool:
    """Whether what follows ``De notre correspondant`` is but a place: one word, or one after ``de``."""
    return " " not in rest and names.name(rest, language) is not None or bool(re.fullmatch(r"(?:de |du |d’)[\w-]+\.?", rest))


def _code(rest: str, role: str, language: str) -> tuple[list[Author], float] | None:
    """``Text: hm``, ``Foto: rl``: a house code after a label."""
    return ([Author(rest, role)], 0.75) if agencies.is_code(rest, language) and rest.islower() else None


def _pseudonym(text: str, here: Label, rest: str, language: str) -> tuple[list[Author], float] | None:
    """``Un abonné``: a label that is itself what the writer calls himself."""
    printed = text[here.start : here.end].strip(" .,:")
    if rest or not pattern(language, "credit.pseudonym", r"^(?:{})$").match(printed):
        return None
    return [Author(printed, here.role)], 0.6


def stripped(text: str) -> tuple[int, int]:
    """Where the text stands between the brackets, dashes and bullets that dress it."""
    titled = _TITLED.match(text) if "(" in text else None
    rest = text[titled.end() :] if titled else text
    start = len(text) - len(rest.lstrip(_BEFORE))
    return start, max(start, len(text.rstrip(_BEHIND)))


def _nobody(language: str) -> re.Pattern[str]:
    return pattern(language, "credit.alone.nobody", r"^\W{0,3}(?:{})[\s.)\]—–-]*$")


NOBODY = Hint(lambda language: [_nobody(language)])


@lru_cache(maxsize=2048)
def nobody(text: str, language: str) -> bool:
    """Whether the whole text is a byline that names no person, as ``From Our Own Correspondent.`` does."""
    named = may(NOBODY, text, language) and _nobody(language).match(text)
    return bool(named) or posts.only(text.strip(" .()[]—–-"), language)


def behind(language: str) -> re.Pattern[str]:
    """Who took a picture, before the word that says so: ``Underhill & Marsh photo.``."""
    return pattern(language, "credit.behind.photographer", r"^(.{2,40}?)\s(?:{})\.?$")


BEHIND = Hint(lambda language: [behind(language)])


@lru_cache(maxsize=16)
def pictures(language: str) -> re.Pattern[str]:
    """Where a picture credit may begin even without a sentence's end before it: ``Foto: ``, ``Photo by ``, ``© ``."""
    found = entry(language, "credit.before.photographer")
    if not found:
        return re.compile(r"(?!)")
    signs = [p for p in found if p in SIGNS]
    spoken = either(language, [p for p in found if p not in signs])
    by = _BY.get(language.split("-")[0], "(?!)")
    return re.compile(
        rf"(?<![\w’-])(?:(?:{spoken})(?:\s?:|(?<=by)\s|\s(?:{by})\s)|{either(language, signs) or '(?!)'})", re.IGNORECASE
    )
