"""A page on its way from bytes to lines in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from tasks.model.ledger import Caution, Decision, Edit
from tasks.model.source import Box, Listed, SourcePage
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
    to no page). ``language`` is a BCP 47 tag: zh-Hans, zh-Hant, en, de, fr, nl, it, es, pt or und. Lines end in a line feed.
    ``printed`` is the page as its format holds it, with boxes, whose text begins at ``span[0]``; None for plain text.
    ``fed`` says that a form feed stands behind it: most readers of PDF put one behind each page, the last one, too.
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
    printed: SourcePage | None = field(default=None, repr=False)
    fed: bool = False


class Joint(msgspec.Struct, frozen=True):
    """How a line joins the line before it, if both stand in one paragraph.

    ``glue`` is ``""``, ``" "`` or ``"-"`` (drop the hyphen that ends the line before); ``rule`` names the evidence.
    """

    glue: str
    rule: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how a line stands on its page, as a format with geometry tells it.

    ``box`` is in the page's unit; ``size`` is the height of its type, comparable within the page alone, ``bold`` is None
    where nothing tells; ``block`` is the index of the block that the format holds it in, and ``role`` what the format calls
    that (``heading``); ``upright`` lines have their letters one below the other; ``measured`` ones were measured on a scan,
    others are stated by who set them. ``zone`` is the first block of those that are held together (an advertisement), where
    people saw to a page's blocks; None elsewhere. ``face`` is that of most of its type, None where no font is named.
    """

    box: Box
    size: float
    bold: bool | None
    block: int
    role: str | None
    upright: bool
    measured: bool = False
    zone: int | None = None
    face: str | None = None

    def is_next(self, below: Place, far: float) -> bool:
        """Whether another line stands below this one, its top at most so far from this one's, in this one's sizes."""
        return below.box.is_over(self.box) and 0 < below.box.y - self.box.y < far * self.size


class Line(msgspec.Struct, frozen=True):
    """A printed line in reading order.

    ``text`` has the blanks of justification closed; ``blanks`` are the indices of ``text`` before which one was closed, so
    that a headline can be given back as printed. ``gap`` counts the blank lines above, ``left`` and ``width`` are in cells
    (a CJK character is two); ``above`` and ``below`` are the measures (column widths) of the lines up to this one and from
    this one on, None where those lines share none; ``need`` is what the first word of the next line would
    take at its end; ``fit_above`` and ``fit_below`` are the measures that the line breaks above and below it agree on.
    ``row`` is the printed row: pieces of one row share its number. ``place`` is None where nothing is known but the text,
    ``listed`` where no METS says which article the line belongs to.

    A page has a thousand of them: a frozen dataclass of so many fields takes twenty times as long to make.
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
    need: float = 0.0
    fit_above: float | None = None
    fit_below: float | None = None
    place: Place | None = None
    listed: Listed | None = None


@dataclass(frozen=True, slots=True)
class FlowPage:
    """What ``reflow`` makes: the page's lines in reading order.

    ``side_by_side`` says that the dump set columns side by side. Blank lines above its lines (``gap``) are then where reflow
    parted what stands there, and none of the dump's.
    """

    language: str
    lines: tuple[Line, ...]
    edits: tuple[Edit, ...]
    decisions: tuple[Decision, ...]
    warnings: tuple[Caution, ...]
    side_by_side: bool = False
