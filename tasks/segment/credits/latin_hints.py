"""Which patterns a text cannot match, told from its words: most lines hold no word of any credit, jump line or running head.

A pattern that matches has matched one of the pieces of plain text that it is made of: ``continued on page {page}`` needs
``continued``. These pieces are read off the pattern itself, and each printed word is looked at once a process for all
patterns together. What a text's words tell is then looked up, far cheaper than a search for each pattern; and since a piece
is only ever a part of what has to match, no match is lost.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]  # what a pattern is made of; there is no public name for it
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_FEW = 8
"""Characters of a class, at most, that are taken for pieces: a larger one tells nothing."""
_FIRST = 3
"""First letters of a piece by which it is found."""
_SAME = str.maketrans("İı’123456789", "ii'000000000")
"""Letters that a pattern matches as ``i`` without regard to case and ``casefold`` does not; one apostrophe, one figure."""
_COMMON = frozenset(",.-'«»“”„")
"""Signs that every other line holds."""
_FIGURE = frozenset("0")


KEPT = 100_000
"""Words remembered for each language."""


class Remembered(dict[str, int]):
    """What each printed word tells, found out when it is first met; all are forgotten where they are too many."""

    def __missing__(self, printed: str) -> int:
        """What a word tells that is met for the first time."""
        if len(self) >= KEPT:
            self.clear()
        self[printed] = told = self.find(printed)
        return told

    def find(self, printed: str) -> int:
        """What a word tells, by its letters."""
        raise NotImplementedError


class Hint:
    """Patterns that are asked for together, of which a text's words tell whether any of them may match."""

    def __init__(self, patterns: Callable[[str], Iterable[re.Pattern[str]]]) -> None:
        """``patterns`` makes them for a language."""
        self.patterns = patterns
        self.bit = 1 << len(HINTS)
        HINTS.append(self)


HINTS: list[Hint] = []
"""All that the grammar asks for."""


def told(word: str, language: str) -> int:
    """The bits of those hints of which the word has a piece that one of its patterns needs."""
    always, pieces = _table(language, len(HINTS))
    folded = folded_word(word)
    found = always
    for size, begun in pieces:
        for at in range(len(folded) - size + 1):
            if (start := folded[at : at + size]) in begun:
                for piece, bits in begun[start]:
                    if folded.startswith(piece, at):
                        found |= bits
    return found


def folded_word(text: str) -> str:
    """A text as the pieces are written: every two signs that a pattern takes for one are the same."""
    if not text.isascii():
        text = "".join(["0" if sign.isdecimal() else sign for sign in text])
    return text.translate(_SAME).casefold()


Begun = Mapping[str, Sequence[tuple[str, int]]]
"""Pieces with the bits of their hints, by what they begin with."""


@lru_cache(maxsize=32)
def _table(language: str, _: int) -> tuple[int, list[tuple[int, Begun]]]:
    """The hints that any word gives, and those that each piece gives; anew where hints were added.

    Pieces stand by their first three letters (shorter ones by all they have): at nearly every place of a word there is none,
    which three looks tell.
    """
    always, pieces = 0, dict[str, int]()
    for hint in HINTS:
        for pattern in hint.patterns(language):
            found = needed(pattern)
            if found is None:
                always |= hint.bit
            for piece in found or ():
                pieces[piece] = pieces.get(piece, 0) | hint.bit
    begun: dict[int, dict[str, list[tuple[str, int]]]] = {}
    for piece, bits in pieces.items():
        size = min(len(piece), _FIRST)
        begun.setdefault(size, {}).setdefault(piece[:size], []).append((piece, bits))
    return always, [(size, begun[size]) for size in sorted(begun)]


def needed(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Pieces of plain text, folded, one of which is in whatever the pattern matches; None where no such piece is known.

    >>> sorted(needed(re.compile("(?:see|turn to) page [0-9]+|continued")))
    ['continued', 'page']
    """
    return _of_sequence(parser.parse(pattern.pattern, pattern.flags))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The pieces of the part that tells most: all parts of a sequence must match, so that any one of them will do."""
    found: list[frozenset[str]] = []
    run = ""
    for kind, what in (*items, (None, None)):
        char = chr(what) if kind is op.LITERAL else ""
        if char and not char.isspace():
            run += char
            continue
        if run:
            found.append(frozenset(folded_word(run + way) for way in _beginnings(kind, what)))
        run = ""
        some = None if char else _of_part(kind, what)
        found += [some] if some is not None else []
    return max(found, key=lambda pieces: min(map(_telling, pieces), default=99), default=None)


def _telling(piece: str) -> float:
    """How much a piece tells: the longer the rarer; a figure or a rare sign as much as three letters."""
    if len(piece) > 1:
        return len(piece)
    return 1 if piece.isalpha() and piece.isascii() or piece in _COMMON else 3


def _beginnings(kind: Any, what: Any) -> list[str]:  # noqa: ANN401 - as the parser gives them
    """What the ways of a choice begin with, which goes on with the text before it: ``p`` and ``age`` of ``p(?:age|g)``."""
    if kind is op.SUBPATTERN and len(what[-1]):
        kind, what = what[-1][0]
    if kind is op.BRANCH:
        return [begun for way in what[1] for begun in _begun(way)]
    return _signs(kind, what) or [""]


def _begun(way: Sequence[tuple[Any, Any]]) -> list[str]:
    """The plain text that a way of a choice begins with, or each sign of the class that it does."""
    if len(way) and way[0][0] is op.IN:
        return _signs(*way[0]) or [""]
    plain = itertools.takewhile(lambda item: item[0] is op.LITERAL, way)
    return [re.split(r"\s", "".join(chr(code) for _, code in plain))[0]]


def _signs(kind: Any, what: Any) -> list[str]:  # noqa: ANN401 - as the parser gives them
    """The signs of a small class; nothing for any other part."""
    if kind is not op.IN or len(what) > _FEW:
        return []
    known = all(one is op.LITERAL and not chr(code).isspace() for one, code in what)
    return [chr(code) for _, code in what] if known else []


def _of_part(kind: Any, what: Any) -> frozenset[str] | None:  # noqa: ANN401 - as the parser gives them
    """The pieces of one part of a sequence: a group, a choice, a small class of characters, what comes again and again."""
    if kind is op.SUBPATTERN:
        return _of_sequence(what[-1])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT) and what[0] > 0:
        return _of_sequence(what[2])
    if kind is op.BRANCH:
        ways = [_of_sequence(way) for way in what[1]]
        known = [way for way in ways if way is not None]
        return frozenset[str]().union(*known) if len(known) == len(ways) else None
    if signs := _signs(kind, what):
        return frozenset(map(folded_word, signs))
    if kind is op.IN and [*what] == [(op.CATEGORY, op.CATEGORY_DIGIT)]:
        return _FIGURE
    never = kind is op.FAILURE or kind is op.ASSERT_NOT and not len(what[1])  # (?!), the pattern of an empty list
    return frozenset() if never else None
