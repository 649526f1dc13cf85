"""Texts that begin with no name, told from the words up to the first mark at which a list of names is parted.

Whatever no word announces begins with a name, an agency or a house code, and all of that stands before the first comma,
slash, bracket or ``and``. So a text begins with none where a word stands there that is part of none: one in lower case that
is neither a particle nor a title nor of an agency's name, a number, a word with a stop behind which the piece goes on. It is
asked the very patterns of ``latin_names``, once a process for each printed word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.segment.credits.latin_agencies import is_code
from tasks.segment.credits.latin_beginnings import Beginnings
from tasks.segment.credits.latin_hints import Hint, Remembered
from tasks.segment.credits.latin_names import BEFORE_AGENCIES, FIRM, FULL, INITIALS, MARKS, firsts, leading, never_leading
from tasks.segment.credits.latin_words import LINKS, entry, pattern, words

_GOES_ON, _LONE, _ENDS, _CODE, _CODE_ENDS, _STRANGE, _STRANGE_ENDS, _STOPS = range(8)
"""What a word can be: part of a name; a letter by itself, which counts twice in one (``latin_names.name``); part of a name
with a mark behind it, or not told; a house code, the same with a mark behind it; part of no name, the same with a mark; part
of a name with a stop behind it."""
_CUTS = 8
"""Added where what stands beside a name may begin."""
_MOST = 12
"""Words that are looked at."""
_PARTS = re.compile(r"[,;|/+·•()\[\]@]")
_BEHIND = " .,;:|)]—–-_"
_BEFORE = "—–-•*|_■●▪"
_DASHES = frozenset("—–-_")
_AROUND = f"{MARKS}{_BEHIND}"
_SHORT = re.compile(r"[a-zäöüß]{1,5}")
_ABBREVIATED = re.compile(r"[a-zäöü]\.|d[eu]|von")
_SHOUTED = re.compile(r"[^\W\d_][a-z]?\.|[A-Z](?:[A-Z’'-]|$)")
"""How a signature begins behind which an address may stand: ``CIVIS.—The Rectory``, ``J. D.—Ashby``."""
_LINK = re.compile(LINKS)
_JOINS = frozenset(("and", "und", "et", "with", "mit", "avec", "nach", "d’après", "d'après"))


class _Kinds(Remembered):
    """What each printed word can be at the start of a list of names."""

    def __init__(self, language: str, cuts: Hint, placed: bool) -> None:
        """``cuts`` and ``placed`` are those of ``strange``."""
        super().__init__()
        self._language, self._placed = language, placed
        self._cuts = Beginnings(language, [cuts])
        self._joins = words(language, "credit.and") | _JOINS
        agencies = [*entry(language, "credit.agencies"), *entry(language, "credit.old_agencies")]
        own = {part.casefold() for name in agencies for part in (*name.split(), *name.strip(" .,;").split())}
        lists = ("credit.particles", "credit.titles", "credit.suffixes")
        self._own = own.union(("de", "of"), *(words(language, path) for path in lists))

    def find(self, printed: str) -> int:
        return self._kind(printed) + (_CUTS if self._cuts[printed] else 0)

    def _kind(self, printed: str) -> int:
        bare = printed.rstrip(_BEHIND)
        behind = printed[len(bare) :]
        if not bare or bare[0] in _DASHES or _PARTS.search(bare) or bare.casefold() in self._joins:
            return _ENDS
        ends = _PARTS.search(behind) is not None or not _DASHES.isdisjoint(behind)
        if self._names(printed, bare):
            if ends:
                return _ENDS
            if len(bare) == 1 and not behind:
                return _LONE
            if not behind or self._short(printed, bare):
                return _GOES_ON
            return _ENDS if self._placed else _STOPS
        if self._placed and _LINK.fullmatch(printed):
            return _GOES_ON
        if all(self._coded(part) for part in bare.split("-")):
            return _ENDS if "-" in bare else _CODE_ENDS if ends else _CODE
        return _ENDS if self._sourced(bare) else _STRANGE_ENDS if ends else _STRANGE

    def _names(self, printed: str, bare: str) -> bool:
        """Whether a word is part of a name or of an agency's."""
        forms = {bare, f"{bare}.", printed, printed.rstrip(",;:|)")}
        folded = {form.replace("'", "’").casefold() for form in forms}
        marked = any(FULL.match(form) or INITIALS.match(form) or _ABBREVIATED.fullmatch(form) for form in forms)
        return marked or not self._own.isdisjoint(folded)

    def _short(self, printed: str, bare: str) -> bool:
        """Whether the stop behind a word is its own."""
        form = printed.rstrip(",;:|)")
        return (
            bool(INITIALS.match(form) or _ABBREVIATED.fullmatch(form))
            or bool(self._own & {form.casefold(), bare.casefold()})
            or "." in bare
        )

    def _coded(self, part: str) -> bool:
        """Whether this may be a house code, alone or beside others."""
        return _SHORT.fullmatch(part) is not None and (len(part) < 2 or is_code(part, self._language))

    def _sourced(self, bare: str) -> bool:
        """Whether a word is a source by itself: ``privat, dpa``."""
        sources = pattern(self._language, "credit.sources", r"^(?:{})$")
        return any(sources.match(part) for one in (bare, f"{bare}.") for part in (one, *one.split("-")))


def _whence(language: str) -> list[re.Pattern[str]]:
    """Where a name's report comes from: ``in Leeds``."""
    if not entry(language, "credit.posts.noun"):
        return []
    return [pattern(language, f"credit.posts.{path}") for path in ("reports", "whence")]


WHENCE = Hint(_whence)


@lru_cache(maxsize=32)
def _kinds(language: str, cuts: Hint, placed: bool) -> _Kinds:
    return _Kinds(language, cuts, placed)


def strange(found: Sequence[str], language: str, cuts: Hint = WHENCE, placed: bool = False) -> int:
    """How many words more than letters by themselves stand in a text's first piece and are part of no name or code.

    Nought is not told. A text that begins with capitals, in a bracket or in quotes is not told, nor one with a firm's name.

    Args:
        found: the words of the text; what stands behind the last one is not looked at.
        language: of the text.
        cuts: what may be cut off behind names before they are read.
        placed: the text may begin with a place as well, as datelines have it.
    """
    first = undressed_first(found)
    found = found if first and found[0].endswith(first) else found[1:]
    if not first[:1].isalnum() or first.isupper() or _SHOUTED.match(first) or FIRM.match(first):
        return 0
    while not found[-1].strip(_BEHIND):
        found = found[:-1]
    kinds = _kinds(language, cuts, placed)
    kind = _GOES_ON if first.casefold() in BEFORE_AGENCIES else kinds[first] % _CUTS
    if kind == _ENDS or len(found) == 1 or kind in (_CODE_ENDS, _STRANGE_ENDS):
        return int(kind in (_STRANGE, _STRANGE_ENDS))
    behind = [kinds[word] for word in found[1:_MOST]]
    if kind == _CODE and (behind[0] == _ENDS or behind[0] >= _CUTS):
        return 0  # hm und dpa
    return max(0, _worth(kind) + _counted(behind))


def _worth(kind: int) -> int:
    return -1 if kind == _LONE else int(kind != _GOES_ON)


def _counted(kinds: Sequence[int]) -> int:
    """How many words behind the first one are strange up to the piece's end."""
    count, last = 0, len(kinds) - 1
    for n, kind in enumerate(kinds):
        if kind >= _CUTS or kind == _ENDS:
            break
        if kind == _STOPS:
            count += n < last
        elif kind:
            count += _worth(kind)
            if kind in (_CODE_ENDS, _STRANGE_ENDS):
                break
    return count


def undressed_first(found: Sequence[str]) -> str:
    """The first word without the dashes and bullets before it; nothing where there are only such."""
    if found[0][0].isalnum():
        return found[0]
    return found[0].lstrip(_BEFORE) or "".join(found[1:2])


def begins_none(found: Sequence[str], language: str) -> bool:
    """Whether a text's first word begins no list of names, and is no house code: ``Die Salbe``, ``des Rates``."""
    first = found[0]
    if not first.isalpha() or first[:2].isupper() or any(["/" in word for word in found]):
        return False
    if len(found) > 1 and not found[1][0].isalnum():
        return False  # hm - rl
    folded = first.casefold()
    if folded in BEFORE_AGENCIES and len(found) > 1 and found[1].casefold().strip(_AROUND) in firsts(language):
        return False
    if first[0].islower():
        return len(found) > 1 and folded not in leading(language)
    return folded in never_leading(language)
