"""Which printed words a pattern's match may begin with, read off the pattern as ``latin_hints`` reads what it needs.

``an? (?:old )?friend`` begins with the word ``a`` or ``an`` and with no other; ``photos?`` with any word that begins so.
Each printed word is looked at once a process for all patterns together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]  # as in latin_hints
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from tasks.segment.credits.latin_hints import Hint, Remembered, folded_word

_LONGEST = 12
"""Characters of a beginning, at most; what begins with as many is taken to match."""
_MOST = 5000
"""Beginnings of a pattern, at most; one that has more may begin with anything."""
_FEW = 8
_UNKNOWN = object()
_DIGIT = "#"
"""The beginning of what begins with any digit."""
Items = tuple[Any, ...]


class _Anything(Exception):
    """A match may begin with any word, or with none."""


def beginnings(pattern: re.Pattern[str]) -> frozenset[tuple[str, bool]] | None:
    """What a match begins with whose first character but blanks and signs is a letter or digit; None for anything.

    Each is a folded text and whether it is a whole word, with a blank behind it, or only how a word begins.

    >>> sorted(beginnings(re.compile("(?:an? )?(?:friend|fr[aä]u)")))
    [('a', True), ('an', True), ('frau', False), ('friend', False), ('fräu', False)]
    """
    found: set[tuple[str, bool]] = set()
    try:
        for text, whole in _ways(tuple(parser.parse(pattern.pattern, pattern.flags)), ""):
            found.add((folded_word(text), whole))
            if len(found) > _MOST:
                return None
    except _Anything:
        return None
    return frozenset(found)


def _ways(items: Items, run: str) -> Iterator[tuple[str, bool]]:
    """The beginnings of a sequence before which ``run`` was matched."""
    if len(run) >= _LONGEST:
        yield run, False
        return
    if not items:
        yield _known(run), False
        return
    (kind, what), rest = items[0], items[1:]
    if kind is op.ASSERT_NOT and not len(what[1]):
        return  # (?!) matches nothing
    if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):  # what has no width only forbids
        yield from _ways(rest, run)
    elif kind is op.SUBPATTERN:
        yield from _ways((*what[-1], *rest), run)
    elif kind is op.BRANCH:
        for way in what[1]:
            yield from _ways((*way, *rest), run)
    elif kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        yield from _repeated(what, rest, run)
    elif (chars := _chars(kind, what)) is None:
        yield (_known(run), False) if run or not _is_digit(kind, what) else (_DIGIT, False)
    else:
        for char in chars:
            yield from _after(char, rest, run)


def _repeated(what: Any, rest: Items, run: str) -> Iterator[tuple[str, bool]]:  # noqa: ANN401 - as the parser gives it
    """What comes so many times: none where it may lack, then once, and whatever follows."""
    least, most, part = what
    if not least:
        yield from _ways(rest, run)
    signs = not run and len(part) == 1 and _is_signs(*part[0])
    if most and not signs:  # where no letter was yet, signs would stand before the first letter
        yield from _ways((*part, *(rest if most == 1 else ((_UNKNOWN, None),))), run)


def _after(char: str, rest: Items, run: str) -> Iterator[tuple[str, bool]]:
    if char.isspace():
        if run:
            yield run, True
        else:
            yield from _ways(rest, run)
    elif run or char.isalnum():
        yield from _ways(rest, run + char)


def _chars(kind: Any, what: Any) -> list[str] | None:  # noqa: ANN401 - as the parser gives them
    """The characters of an item, if it is one character of a few."""
    if kind is op.LITERAL:
        return [chr(what)]
    if kind is op.IN and len(what) <= _FEW and all(one is op.LITERAL for one, _ in what):
        return [chr(code) for _, code in what]
    if kind is op.IN and what == [(op.CATEGORY, op.CATEGORY_SPACE)]:
        return [" "]
    return None


def _is_digit(kind: Any, what: Any) -> bool:  # noqa: ANN401 - as the parser gives them
    return kind is op.IN and what == [(op.CATEGORY, op.CATEGORY_DIGIT)]


def _is_signs(kind: Any, what: Any) -> bool:  # noqa: ANN401 - as the parser gives them
    """Whether an item is one character that is neither a letter nor a digit."""
    if kind is op.LITERAL:
        return not chr(what).isalnum()
    return kind is op.IN and all(
        not chr(code).isalnum() if one is op.LITERAL else one is op.CATEGORY and code in _NO_LETTERS for one, code in what
    )


_NO_LETTERS = (op.CATEGORY_NOT_WORD, op.CATEGORY_SPACE)


def _known(run: str) -> str:
    if not run:
        raise _Anything
    return run


class Beginnings(Remembered):
    """For each printed word the bits of those hints of which a pattern's match may begin with it."""

    def __init__(self, language: str, hints: Sequence[Hint]) -> None:
        """``hints`` are those that are asked for."""
        super().__init__()
        self._always, self._whole, self._open = 0, dict[str, int](), dict[str, int]()
        for hint in hints:
            for pattern in hint.patterns(language):
                found = beginnings(pattern)
                self._always |= hint.bit if found is None else 0
                for text, whole in found or ():
                    into = self._whole if whole else self._open
                    into[text] = into.get(text, 0) | hint.bit
        self._sizes = sorted({len(text) for text in self._open})

    def find(self, printed: str) -> int:
        """The bits of those hints that a word may begin."""
        folded = folded_word(printed)
        found = self._always | self._whole.get(folded, 0)
        for size in self._sizes:
            found |= self._open.get(folded[:size], 0)
        return found | self._open.get(_DIGIT, 0) if folded[:1].isdecimal() else found
