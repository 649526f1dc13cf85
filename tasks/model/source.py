"""A page as its format holds it: text in reading order, with the place and size of every word.

All boxes of a page are in the page's own unit (:attr:`SourcePage.unit`), from the upper left corner rightwards and
downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from tasks.model.trace import Span

PIXEL, POINT, MM10, INCH1200, NONE = "pixel", "point", "mm10", "inch1200", "none"
"""Units of length: of the scan, of typography (1/72 inch), tenths of a millimetre, 1200ths of an inch; none stated."""

READ_BY_MACHINE = ("alto", "hocr", "tsv")
"""Formats of what OCR engines read: blocks may run columns together, and marks are known by their ink alone."""

SPECK = "speck"
"""The role of a block of what OCR read where nothing was printed: pieces of letters, dirt."""

PICTURED = "pictured"
"""The role of a block that stands right below a picture which OCR saw: its caption."""


class Box(NamedTuple):
    """A rectangle in the page's unit: ``x`` and ``y`` of its upper left corner, ``width`` and ``height``.

    A named tuple, as :class:`SourceWord` is: a page has ten thousand of each, and a dataclass takes more than twice as long
    to make.

    >>> Box(10, 20, 30, 5).right, Box(10, 20, 30, 5).bottom
    (40, 25)
    """

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends to the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height

    def is_over(self, other: Box) -> bool:
        """Whether it stands above the other or below it, be it by a part of its width, and not beside it.

        >>> Box(10, 20, 30, 5).is_over(Box(35, 50, 30, 5)), Box(10, 20, 30, 5).is_over(Box(40, 20, 30, 5))
        (True, False)
        """
        return self.x < other.right and other.x < self.right


class SourceWord(NamedTuple):
    """A word as printed: what stands between two blanks of a line, a hyphen at its end included.

    Attributes:
        span: its place in the page's text.
        box: None where the format does not place it.
        size: type size in points, as the format states it; None where it does not.
        bold: whether it is set bold; None where the format does not say.
        confidence: the reader's own, 0..1; None where the format has none.
        id: of its element; None where it has none.
        joined: the whole word that this is the first or second half of, where the format marks it as divided.
    """

    span: Span
    box: Box | None
    size: float | None
    bold: bool | None
    confidence: float | None
    id: str | None
    joined: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """What an issue's METS says of a piece of text: which item it belongs to, and as what.

    Attributes:
        item: the item's number within the issue, from 0; pieces of one item share it.
        id: the item's, in the METS; None where it has none.
        type: the item's, as its makers call it: ``ARTICLE``, ``ADVERTISEMENT``, ``TITLE_SECTION`` ….
        role: the part's: ``HEADING/TITLE``; empty where the METS has none.
        element: the id by which the METS names the part.
        authors: the names in the item's description.
        pages: the names of the files that the item has parts in, in the METS's order; empty where it has them in one.
        credited: whether the METS names the authors of its items, of those that have any.
    """

    item: int
    id: str | None
    type: str
    role: str
    element: str
    authors: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    credited: bool = False


class SourceLine(msgspec.Struct, frozen=True):
    """A printed line; ``block`` is its block's index.

    ``size`` is the height of its type, for comparing lines of one page: in points where the words state theirs, else taken
    from the boxes, in the page's unit; None where there are none. ``upright`` lines have their letters one below the other.
    ``face`` is the place of its face among the page's; None where the format names no font.
    """

    span: Span
    box: Box | None
    size: float | None
    id: str | None
    block: int
    upright: bool = False
    face: int | None = None


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """Lines that the format (or, for PDF, the reader) holds together; ``role`` is as the format tags it (``heading``).

    ``parent`` is the id of the element that holds several blocks (an advertisement, a table); None where there is none.
    ``listed`` is what the issue's METS says of the block; None where there is none, or says nothing.
    """

    span: Span
    box: Box | None
    id: str | None
    role: str | None
    parent: str | None = None
    listed: Listed | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of a source.

    Attributes:
        number: from 1, within its file, or within its issue where one is known.
        label: the page's number as printed or stated; None where nothing states it.
        width: of the page in ``unit``; 0 where it is not stated.
        height: likewise.
        unit: what lengths are measured in.
        text: the lines in reading order, a line feed after each but the last and a blank line between blocks. Every word of
            the source stands in it exactly once.
        blocks: in reading order, as are ``lines`` and ``words``.
        lines: with their places in ``text``.
        words: likewise.
        format: ``alto``, ``hocr``, ``page``, ``pdf`` or ``tsv``.
        title: of the newspaper, where the source states it.
        date: of the issue as the source states it (ISO 8601 in METS).
        resource: what holds the page within its source: an ALTO file's name; None where the source is one file.
        edition: the issue's number or edition as the source states it.
        zoned: whether people saw to its blocks, so that none of them holds the end of one text and the start of another.
        faces: of its type, in the order in which its lines have them.
        damage: what keeps it, of all pages of its file, from being read; None where nothing does.
    """

    number: int
    label: str | None
    width: float
    height: float
    unit: str
    text: str
    blocks: tuple[SourceBlock, ...]
    lines: tuple[SourceLine, ...]
    words: tuple[SourceWord, ...]
    format: str
    title: str | None = None
    date: str | None = None
    resource: str | None = None
    edition: str | None = None
    zoned: bool = False
    faces: tuple[str, ...] = ()
    damage: str | None = None


@dataclass(frozen=True, slots=True)
class IssuePage:
    """A page that an issue lists: ``resource`` is its ALTO file's name, without folders, ``also`` others it may have."""

    number: int
    label: str | None
    resource: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemPart:
    """A part of an item: the element ``element`` of the file ``resource``, or all from there to ``last``.

    The elements are blocks or words, by their ids; ``role`` is the METS's, ``HEADING/TITLE``.
    """

    resource: str
    element: str
    last: str
    role: str


@dataclass(frozen=True, slots=True)
class IssueItem:
    """An article or the like as the METS's makers cut the issue; ``type`` is theirs, ``ARTICLE``, ``ADVERTISEMENT`` ….

    ``parts`` are in reading order; ``title`` and ``authors`` are those of its MODS.
    """

    id: str | None
    type: str
    title: str | None
    authors: tuple[str, ...]
    parts: tuple[ItemPart, ...]


@dataclass(frozen=True, slots=True)
class SourceIssue:
    """What a METS or DIDL says of an issue: its newspaper's title, its date and number as stated, its pages, its items.

    ``says_headings``: whether it says which parts are headings, where it names an item's title at all.
    """

    title: str | None
    date: str | None
    pages: tuple[IssuePage, ...]
    items: tuple[IssueItem, ...]
    edition: str | None = None
    says_headings: bool = True

    def name_of(self, file: str) -> str:
        """The name by which the issue knows a file."""
        return next((page.resource for page in self.pages if file in page.also), file)
