"""A page on its way from bytes to lines in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.model.ledger import Caution, Decision, Edit
from tasks.model.trace import Span, Traced


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes became text: the codec, what it was known by, and how sure that is (0..1)."""

    name: str
    how: str
    confidence: float


@dataclass(frozen=True, slots=True)
class CleanPage:
    """What ``normalise`` makes: one page of clean Unicode text, each character traced to the decoded source.

    ``span`` is the page's stretch of the file's decoded text (a file of several pages is cut at form feeds, which belong
    to no page). ``language`` is a BCP 47 tag: zh-Hans, zh-Hant, en, de, fr or und. Lines end in a line feed.
    """

    number: int
    pages: int
    span: Span
    encoding: Encoding
    language: str
    text: Traced
    edits: tuple[Edit, ...]
    decisions: tuple[Decision, ...]
    warnings: tuple[Caution, ...]


@dataclass(frozen=True, slots=True)
class Joint:
    """How a line joins the line before it, if both stand in one paragraph.

    ``glue`` is ``""``, ``" "`` or ``"-"`` (drop the hyphen that ends the line before); ``rule`` names the evidence.
    """

    glue: str
    rule: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line in reading order.

    ``text`` has the blanks of justification closed; ``blanks`` are the indices of ``text`` before which one was closed, so
    that a headline can be given back as printed. ``gap`` counts the blank lines above, ``left`` and ``width`` are in cells
    (a CJK character is two); ``above`` and ``below`` are the measures (column widths) of the lines up to this one and from
    this one on, None where those lines share none. ``row`` is the printed row: pieces of one row share its number. ``room``
    is what the line above would have left, in cells, had it taken this line's first word too (None without a measure):
    a line that had room for more ends its paragraph, or the next is indented.
    """

    text: Traced
    gap: int
    left: int
    width: float
    above: float | None
    below: float | None
    row: int
    joint: Joint
    blanks: tuple[int, ...] = ()
    room: float | None = None


@dataclass(frozen=True, slots=True)
class FlowPage:
    """What ``reflow`` makes: the page's lines in reading order."""

    language: str
    lines: tuple[Line, ...]
    edits: tuple[Edit, ...]
    decisions: tuple[Decision, ...]
    warnings: tuple[Caution, ...]
