"""A byline in several printed lines: what each line below the first is, a part of the names or something beside them.

The line's end parts a name from what follows as a comma would: ``MARY ELLIS`` / ``Health Correspondent``, ``Jo Pym`` /
``Merrow, Co Down``, ``By AL COE`` / ``THE MARLOW BANNER``. It may also divide the names themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from tasks.model.article import Credit
from tasks.segment.credits import latin_agencies as agencies
from tasks.segment.credits import latin_labels as labels
from tasks.segment.credits import latin_posts as posts
from tasks.segment.credits.latin_words import CAPITALISED, UPPER, words

_CONTACT = re.compile(
    r"\W*(?:(?:e-?mail|twitter|x|tel|phone)[: ]+)?(?:\S+@\S+\.\w+|@\w{2,30}|(?:https?://|www\.)\S+)\W*$", re.I
)
_LISTED = re.compile(r"[,/]\s+")
_BEGUN = ("mac", "mc", "st.", "saint", "san")
"""Words that a name does not end with, beside its particles."""
_ADDRESS = re.compile(
    rf"(?:The\s)?{CAPITALISED}(?:[ -]{CAPITALISED}|\s(?:of|on|upon|in|the)){{0,3}}"
    rf"(?P<more>(?:,? (?:{UPPER}[\w’.-]*|\d+\w*|of|on|upon|the|in),?)+)?\.?$"
)


@lru_cache(maxsize=2048)
def lined(text: str, language: str, read: Callable[[str, str], Credit | None]) -> str:
    """The lines as one text that the grammar of a single line can read.

    Args:
        text: printed lines with line feeds between. A page's lines are asked for again with the next one behind them, so
            that what all but the last line are is remembered.
        language: its BCP 47 tag.
        read: what says whether the lines so far are a byline by themselves.
    """
    above, divided, line = text.rpartition("\n")
    if not divided:
        return line
    before = lined(above, language, read)
    return before + _joined(before, line, language, read)


def _joined(before: str, line: str, language: str, read: Callable[[str, str], Credit | None]) -> str:
    bare = line.strip(" .()[]")
    if not bare or _CONTACT.match(line):
        return ""
    last = before.split()[-1].casefold() if before.strip() else ""
    if before.rstrip().endswith((",", "/", "&", "|")) or last in words(language, "credit.and") or line[0].islower():
        return f" {line}"
    if last in words(language, "credit.particles") or last in _BEGUN or _is_begun(before, bare, language):
        return f" {line}"
    if posts.is_post(f"{before.rpartition(',')[2].strip()} {bare}", language):
        return f" {line}"  # By Mary Ellis, Special / Correspondent
    if posts.is_post(bare, language) or agencies.agency(bare, language) or agencies.is_outlet(bare, language):
        return f", {bare}" if not labels.label(before, 0, language) or " " in before.strip() else f" {line}"
    if labels.label(line, 0, language):
        return f" {line}"
    if labels.nobody(line, language) and (said := read(before, language)) and said.authors:
        return ""
    return "" if _is_address(before, bare, language, read) else f" {line}"


def _is_begun(before: str, line: str, language: str) -> bool:
    """Whether a line goes on with the last in a list: ``…, Kai`` / ``Berg``, ``Ann Lee / Coastal News`` / ``Agency``."""
    *above, piece = _LISTED.split(before)
    if not above or not piece.strip():
        return False
    if agencies.supplier(f"{piece.strip()} {line}", language) and not agencies.supplier(piece.strip(), language):
        return True
    return piece.strip().casefold() in words(language, "credit.given")


def _is_address(before: str, line: str, language: str, read: Callable[[str, str], Credit | None]) -> bool:
    """Whether a line below a complete name says where the person lives or where the play was given."""
    found = _ADDRESS.match(line)
    if not found or line.split()[0].strip(",").casefold() in words(language, "credit.given"):
        return False
    said = read(before, language)
    if said is None or not said.authors or any(" " not in one.name for one in said.authors):
        return False
    if re.search(r"[,\d]", found["more"] or ""):
        return said.score >= 0.4
    return said.score >= 0.55 and not labels.label(before, 0, language) and not re.search(rf"{UPPER}{{3}}", before + line)
