"""What the readers of formats find on a page, before its order is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import add
from typing import NamedTuple

import msgspec

from tasks.model.source import Box, Listed

ENDS = frozenset(".!?…:;。！？：；”’»)）」』】]”")
"""What a sentence, a paragraph or a quotation ends with."""

WIDE = "\N{CJK RADICAL REPEAT}"
"""The first of the characters that are written without blanks between words."""

FAR = 1e9
"""More than any sheet measures, in any unit."""


class FoundWord(NamedTuple):
    """A word of a line; the fields are those of ``SourceWord``, ``text`` in place of its span, and its face."""

    text: str
    box: Box | None = None
    size: float | None = None
    bold: bool | None = None
    confidence: float | None = None
    id: str | None = None
    joined: str | None = None
    face: str | None = None


class FoundLine(msgspec.Struct):
    """A line; ``size`` where the format states one for the line.

    ``apart`` says of each word but the first whether a blank stands before it, where the reader knows better than boxes.
    """

    words: list[FoundWord] = []
    box: Box | None = None
    id: str | None = None
    size: float | None = None
    upright: bool = False
    apart: tuple[bool | None, ...] = ()


@dataclass(slots=True)
class FoundBlock:
    """A block; ``rank`` is its place in the format's own reading order, where it has one.

    ``listed`` is what the issue's METS says of it, ``part`` its place among all parts that the METS lists.
    """

    lines: list[FoundLine] = field(default_factory=list)
    box: Box | None = None
    id: str | None = None
    role: str | None = None
    rank: int | None = None
    parent: str | None = None
    listed: Listed | None = None
    part: int = 0


@dataclass(slots=True)
class FoundPage:
    """A page; ``rules`` are the boxes of printed lines (the separators of columns and articles), ``pictures`` of pictures.

    ``ordered`` says that somebody put its blocks in reading order, other than an engine that happened to find them so;
    ``as_read`` that lines and blocks are as an OCR engine made them of the scan, and nobody saw to its zones;
    ``zoned`` that people did, as libraries' do who part articles. ``damage`` is why nothing of it can be read, though other
    pages of its file can.
    """

    number: int
    format: str
    unit: str
    label: str | None = None
    width: float = 0.0
    height: float = 0.0
    blocks: list[FoundBlock] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    ordered: bool = False
    as_read: bool = False
    zoned: bool = False
    damage: str | None = None


def clean(text: str) -> str:
    """Text of one line or word: runs of blanks, line ends and form feeds become one blank each.

    A page's text is cut into lines and pages at such characters, so that none may come from within a word.
    """
    return " ".join(text.split())


def number(text: str) -> float:
    """A length, a place or a confidence, as a file states it.

    Raises:
        ValueError: it is no number (NaN is none), or more than any sheet measures.
    """
    read = float(text)
    if not -FAR < read < FAR:
        raise ValueError(f"no place on any sheet: {text[:40]}")
    return read


def stated(text: str | None) -> float | None:
    """The same, where the file may leave it out; None where it says nothing that can be."""
    try:
        return number(text) if text else None
    except ValueError:
        return None


def stated_size(text: str | None) -> float | None:
    """A length above nought: a size of type, a side of the page; None likewise."""
    size = stated(text)
    return size if size and size > 0 else None


def stated_box(x: str, y: str, width: str, height: str) -> Box:
    """A box, as a file states it.

    Raises:
        ValueError: it is none: not of numbers, less than nothing wide or high, or beyond any sheet.
    """
    left, top, wide, high = float(x), float(y), float(width), float(height)
    if not (-FAR < left < FAR and -FAR < top < FAR and 0 <= wide < FAR and 0 <= high < FAR):
        raise ValueError(f"no box on any sheet: {x[:40]}, {y[:40]}, {width[:40]}, {height[:40]}")
    return Box(left, top, wide, high)


def around(boxes: list[Box]) -> Box | None:
    """The box around boxes; None around none.

    >>> around([Box(0, 0, 2, 2), Box(5, 1, 1, 4)])
    Box(x=0, y=0, width=6, height=5)
    """
    if not boxes:
        return None
    lefts, tops, widths, heights = zip(*boxes, strict=True)
    x, y = min(lefts), min(tops)
    return Box(x, y, max(map(add, lefts, widths)) - x, max(map(add, tops, heights)) - y)
