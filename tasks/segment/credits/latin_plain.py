"""Texts that begin as no credit can, told from their first words: most lines of a body do.

Whatever the grammar reads at a text's start is of two kinds. Either a pattern opens it: a label, a pseudonym, a byline that
names nobody, a dateline's prefix. Or its first words are names, initials, a place, an agency, a house code: these have a
capital each, but for the small words that the language's tables list. So no credit begins with a text whose first word
opens no pattern, and which has a word in lower case that no table knows before the first sign, or small word, at which what
stands first may be parted from what stands beside it. ``tests/test_credit_plain.py`` holds this against the grammar itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from tasks.segment.credits import BYLINES, CLOSES, OPENS, SMALL
from tasks.segment.credits import latin_labels as labels
from tasks.segment.credits import latin_masks as masks
from tasks.segment.credits.latin_agencies import OUTLETS, agency
from tasks.segment.credits.latin_beginnings import Beginnings
from tasks.segment.credits.latin_ends import may_close
from tasks.segment.credits.latin_firsts import WHENCE, begins_none, strange, undressed_first
from tasks.segment.credits.latin_furniture import may_be_small
from tasks.segment.credits.latin_hints import Hint, Remembered
from tasks.segment.credits.latin_labels import BEHIND
from tasks.segment.credits.latin_posts import NOUNS
from tasks.segment.credits.latin_running import LONE, SUMS, hinted, is_known, lone
from tasks.segment.credits.latin_starts import LOOKED_AT, PREFIXES, may_open
from tasks.segment.credits.latin_words import entry, fill, pattern, words

ALWAYS = OPENS | BYLINES
_FIRST = 8
"""Words at a text's start that are looked at."""
_MOST = 3
"""Words without a capital that are counted: a name may have one more for each letter by itself (``latin_names.name``)."""
_AGENCY = 5
"""Words of an agency's name, at most."""
HYPHENS = ("-", "\u00ad", "\u2010", "\u00ac")
"""With which a word may go on in the next line."""
_LONES = tuple(sum(1 << 55 + n for n in range(1, count + 1)) for count in range(_MOST + 1))
_ENOUGH = tuple(1 << 55 + count for count in range(_MOST + 1))
"""The bits of so many such letters, and of so many being needed, to make a name of so many words without a capital."""
_PASSES, _PARTS, _CUTS, _PLAIN = range(4)
"""What a word can be: part of a name or place, the end of what surely stands in one piece, its end unless it is its first
word (what is cut off a credit stands behind something), part of no credit."""
_JOINS = frozenset(("and", "und", "et", "with", "mit", "avec"))
"""Where a list of names is parted in any language, whatever its tables say (``latin_posts``)."""
_CONTACTS = frozenset(("at", "unter", "via", "updated", "published", "posted"))
"""With which an address or a day begins that is cut off a credit (``latin_labels``)."""
_BEFORE = frozenset(("the", "die", "der", "la", "le", "nach", "upon", "au", "aux", "von"))
"""Small words before agencies and within places and names that the rules themselves name, and no table need."""
_DIGITS, _MARKS = frozenset("0123456789"), frozenset("/,-")

_WIRES = Hint(lambda _: [labels.WIRE_PHOTO])
_POSTED = Hint(lambda language: [pattern(language, "credit.jobs.correspondent", r"^(?:{})\.?$")])
_PARTED = Hint(lambda language: _parting(language))
_PAPERS = Hint(lambda language: [_papers(language)])
_ADDRESSES = re.compile(rf"(?:{'|'.join(sorted(_CONTACTS))})\s")
CUT = Hint(lambda language: [*_parting(language), _days(language), _ADDRESSES])
"""What may be cut off behind names that stand alone: a paper, a place, a day, an address."""
_OPEN = (labels.LABELS, labels.NOBODY, masks.PSEUDONYMS, _WIRES, PREFIXES)


def _days(language: str) -> re.Pattern[str]:
    return re.compile(fill(language, "{date}"), re.IGNORECASE)


def _parting(language: str) -> list[re.Pattern[str]]:
    """What stands behind names without a sign between, and is cut off: ``of the Marlow Banner``, ``in Leeds``."""
    return [pattern(language, f"credit.{path}") for path in ("tails", "posts.reports", "posts.whence")]


def _papers(language: str) -> re.Pattern[str]:
    """The papers before which any word may stand in a post: ``Mary Ellis Evening Banner reporter``."""
    return re.compile("|".join(entry(language, "credit.posts.paper")) or "(?!)", re.IGNORECASE)


@lru_cache(maxsize=16)
def _leads(language: str) -> Beginnings:
    return Beginnings(language, [*_OPEN, _PARTED, _PAPERS])


class _Kinds(Remembered):
    """What each printed word can be at a text's start."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._parts = words(language, "credit.and") | _JOINS | _CONTACTS

    def find(self, printed: str) -> int:
        bare = printed.rstrip(".,;:!?")
        if len(bare) < 2 or not bare.isalpha() or bare.casefold() in self._parts:
            return _PARTS
        if _leads(self._language)[printed] & _PARTED.bit:
            return _CUTS
        if bare[0].islower():
            known = bare.casefold() in _BEFORE or is_known(bare, self._language)
            return _PLAIN if not known else _PASSES if bare == printed else _PARTS
        return _PASSES if bare == printed and bare[0].isupper() and bare[-1].islower() else _PARTS


@lru_cache(maxsize=16)
def _kinds(language: str) -> _Kinds:
    return _Kinds(language)


_BESIDE = _POSTED.bit | labels.LABELS.bit | labels.NOBODY.bit | NOUNS.bit
"""What makes a byline of a text that begins with anything: a post, a label, nobody's byline behind a place."""
_CLUES = sum(hint.bit for hint in (*_OPEN, _POSTED, NOUNS))


def clues(text: str, language: str) -> int:
    """What a text tells of the credits that it may hold, as bits to be held against ``begins``."""
    known = hinted(text, language)
    small = SMALL if may_be_small(text, known) else 0
    closes = CLOSES if may_close(text, known, language) else 0
    return known & _CLUES | ALWAYS | small | closes | (_LONES[: lone(text) + 1][-1] if known & LONE else 0)


@lru_cache(maxsize=SUMS)
def begins(text: str, language: str) -> int:
    """With what a credit may begin at a text's start, as bits: where ``clues`` of all that stands there has none, none does.

    The post of a correspondent makes a byline of whatever stands before the name beside it, and so does a label.
    """
    found = text.split(None, LOOKED_AT)[:LOOKED_AT]
    if not found:
        return ALWAYS
    plain = _plain(found[:_FIRST], language)
    leads = _leads(language)[found[0]] & _CLUES
    opens = may_open(found, language)
    if plain:
        return leads | _POSTED.bit | _ENOUGH[plain] | (OPENS if opens else 0)
    whole = found if found[-1][-1] not in HYPHENS else found[:-1]
    more = strange(whole, language, CUT, placed=opens) if whole and found[0][0].isalnum() else 0
    byline = _BESIDE | _ENOUGH[min(more, _MOST)] if more else BYLINES
    return leads | byline | (OPENS if opens else 0)


def is_plain(found: Sequence[str], known: int, dressed: bool, language: str, cuts: Hint = WHENCE) -> bool:
    """Whether the whole of a text's end is no closing credit, as its words tell.

    Args:
        found: its words.
        known: the hints that they give (``latin_running.hinted``).
        dressed: it stands in brackets or after a dash.
        language: of the text.
        cuts: what may be cut off behind names before they are read.
    """
    first = undressed_first(found)
    if known & (_leads(language)[first] & _CLUES | BEHIND.bit | (OUTLETS.bit if dressed else 0)):
        return False
    plain = _plain([*found[:_FIRST], ""], language)
    if plain and (not known & LONE or plain > lone(" ".join(found))):
        return True
    return not known & NOUNS.bit and (_unnamed(found, language, cuts) or _goes_on(found, language))


def _unnamed(found: Sequence[str], language: str, cuts: Hint) -> bool:
    """Whether a text's end begins with no name, agency or code."""
    return strange(found, language, cuts) > 0 or begins_none(found, language)


def _goes_on(found: Sequence[str], language: str) -> bool:
    """Whether a text ends with a mark behind which it goes on; behind an agency's name alone one may stand."""
    if found[-1][-1] not in ",:;!?" or not found[0][0].isalnum():
        return False
    return len(found) > _AGENCY or agency(" ".join(found), language) is None


def _plain(found: Sequence[str], language: str) -> int:
    """How many of a text's first words are part of no credit, before the first that may part it from them; 0 if not told.

    A single word may be a house code, so that two at least must stand in one piece. What the last word is, the next tells.
    """
    kinds, first = _kinds(language), found[0]
    if first[0] in _DIGITS:  # neither a name nor a place, nor a code beside others: 2/dpa
        return int(_MARKS.isdisjoint(first) and len(found) > 1 and found[1][:1] not in _MARKS)
    if not first.isalpha():
        return 0
    plain = n = 0
    for n, (word, following) in enumerate(pairwise(found)):
        kind = kinds[word]
        if kind == _PARTS or kind == _CUTS and n:
            break
        if kind == _PLAIN:
            if following[:1] == "|" or _leads(language)[following] & _PAPERS.bit:
                break  # BERLIN dpa | …, Mary Ellis Evening Banner reporter
            plain += 1
    else:
        n += 1
    return min(plain, _MOST) if n > 1 else 0
