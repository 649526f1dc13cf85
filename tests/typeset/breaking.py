"""Breaks paragraphs into lines as typesetters do: kinsoku for Chinese, hyphens and blanks for Latin print.

Widths are in cells: a Chinese character or mark takes two, a Latin letter beside it one. Latin print is proportional:
there a cell is what a letter takes on average, so that lines of one measure differ in their number of letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pyphen

CLOSING = "，。、；：？！”’）》」』】〉〕％℃…"
OPENING = "“‘（《「『【〈〔"
_TOKENS = re.compile(r"[!-~]+|\s|.")  # a run of Latin letters, digits and marks stays together
_BREAKS = re.compile(r"(?<=[\w.,][-\N{EN DASH}\N{EM DASH}])(?=\w)")  # after a printed hyphen or dash
_DICTIONARIES = {"en": "en_US", "de": "de_DE", "fr": "fr_FR"}


_SHARES = {0.55: "iljtfrI.,;:'’‘!|()[] -\N{NO-BREAK SPACE}", 1.5: "mwMW—%@œæ", 1.25: "ABCDEFGHKLNOPQRSTUVXYZÄÖÜÉÈÀ"}
_SHARE = {char: share for share, chars in _SHARES.items() for char in chars}
_COMMON = 0.845
"""Letters of a text face by the room they take, in cells; English, German and French come to about one cell on average."""


@dataclass(frozen=True)
class Row:
    """A set line. ``slack`` is how many cells justification has to spread; ``first`` and ``last`` are of its paragraph."""

    text: str
    slack: float = 0.0
    first: bool = False
    last: bool = False


def width(text: str, wide: bool) -> int:
    """Cells; in Chinese print the quotation marks and dashes that Latin print shares are full-width too."""
    kinds = "WFA" if wide else "WF"
    return sum(2 if unicodedata.east_asian_width(char) in kinds else 1 for char in text)


def extent(text: str) -> float:
    """Cells that a line of Latin print takes."""
    return sum(_SHARE.get(char, 1.02) for char in text) / _COMMON


def break_wide(text: str, measure: int, indent: int = 4, hang: bool = False) -> list[Row]:
    """Set Chinese: no closing mark opens a line (it hangs, or takes its character along), no opening mark ends one."""
    rows: list[tuple[str, int]] = []
    line: list[str] = []
    room = measure - indent
    for token in _TOKENS.findall(text):
        size = width(token, True)
        if line and width("".join(line), True) + size > room and not (hang and token in CLOSING and line[-1] not in CLOSING):
            carry = _carried(line, token)
            rows.append(("".join(line), room))
            line, room = carry, measure
        if line or token.strip():
            line.append(token)
    rows.append(("".join(line), room))
    count = len(rows)
    return [
        Row(piece.strip(), 0 if i == count - 1 else max(0, full - width(piece.strip(), True)), i == 0, i == count - 1)
        for i, (piece, full) in enumerate(rows)
        if piece.strip()
    ]


def _carried(line: list[str], token: str) -> list[str]:
    """Take from the line's end what must stand with the token that opens the next."""
    carry: list[str] = []
    while len(line) > 1 and (token in CLOSING or line[-1] in OPENING):
        token = line.pop()
        carry.insert(0, token)
    return carry


@cache
def _dictionary(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=_DICTIONARIES[language], left=2, right=3)


def _parts(word: str, language: str, hyphenate: bool) -> Iterator[tuple[str, str]]:
    """Where a word may be divided, longest head first: ``(head with its hyphen, rest)``."""
    places: list[tuple[int, str]] = [(match.start(), "") for match in _BREAKS.finditer(word)]
    core = re.search(r"[^\W\d_]{5,}", word)
    if hyphenate and core and not core.group().isupper():
        places += [(place + core.start(), "-") for place in _dictionary(language).positions(core.group())]
    for place, mark in sorted(places, reverse=True):
        yield word[:place] + mark, word[place:]


def break_latin(text: str, measure: int, language: str, indent: int = 2, hyphenate: bool = True) -> list[Row]:
    """Set Latin print; a word that does not fit is divided if its language's syllables or its own hyphens allow it."""
    rows: list[tuple[str, float]] = []
    line, room = "", float(measure - indent)
    for word in re.split(r"[ \n]+", text):
        while extent(f"{line} {word}" if line else word) > room:
            spare = room - extent(f"{line} " if line else "")
            cut = next((cut for cut in _parts(word, language, hyphenate) if extent(cut[0]) <= spare), None)
            if cut is None and not line:  # nothing helps: it stands out
                break
            head, word = cut or ("", word)
            rows.append((f"{line} {head}".strip(" "), room))
            line, room = "", float(measure)
        line = f"{line} {word}" if line else word
    rows.append((line, room))
    ends = len(rows) - 1
    return [
        Row(line, 0 if i == ends else max(0, room - extent(line)), i == 0, i == ends) for i, (line, room) in enumerate(rows)
    ]


def break_lines(
    text: str, measure: int, language: str, indent: int = 0, hyphenate: bool = True, hang: bool = False
) -> list[Row]:
    """Set a paragraph in the manner of its language."""
    if language.startswith("zh"):
        return break_wide(text, measure, indent, hang)
    return break_latin(text, measure, language, indent, hyphenate)
