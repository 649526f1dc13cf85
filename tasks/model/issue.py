"""An issue: pages that belong together, and what each tells of articles that go on from page to page."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks.model.ledger import Caution

Part = tuple[int, int]
"""An article of a page: the page's number within the issue and the article's within the page, both from 0."""


@dataclass(frozen=True, slots=True)
class End:
    """An article that may go on, or come from, elsewhere.

    Attributes:
        article: its number on the page as stage 3 found it, from 0.
        to: the page that its last line sends the reader to, as :attr:`Offers.number` writes pages; None where none does.
        come: the page that it says it comes from; likewise.
        item: the number of the METS's item that it is a part of; None where no METS lists it.
        pages: the names of the files that the item has parts in, in the METS's order, where there are several.
        words: words that are rare on the page, sorted: parts of one article share some.
        open_end: whether its text breaks off within a sentence.
        open_start: whether its text begins within a sentence, and no headline or byline stands above.
        goes_on: whether its text goes on from the page before, as the edges of its column tell, too.
        breaks_off: whether its text breaks off at the end of the page, likewise.
        fills: whether its last line ends where its column does.
        head: the row of columns that it begins without a headline, from 1, on pages whose zones people saw to; 0 for none.
        foot: the row of columns that it ends; likewise.
    """

    article: int
    to: str | None = None
    come: str | None = None
    item: int | None = None
    pages: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    open_end: bool = False
    open_start: bool = False
    goes_on: bool = False
    breaks_off: bool = False
    fills: bool = False
    head: int = 0
    foot: int = 0


@dataclass(frozen=True, slots=True)
class Offers:
    """What a page tells of itself to the others of its issue: so little that it stands in its label.

    Attributes:
        number: the page's own, as printed on it: digits without leading noughts, with a letter before them where it has one
            (``3``, ``A4``); None where nothing tells.
        title: the newspaper's, as its running head or flag prints it.
        date: of the issue, ISO 8601.
        edition: the issue's number, or the name of its edition, as printed.
        ends: its articles that may have parts on other pages.
        language: the page's, as BCP 47 has it, its first part alone.
        rows: how many rows of columns the page has, where people saw to its zones.
        headed: texts under a headline, where each text has one but those that begin a row; else 0.
        zoned: whether the page's zones tell how its texts begin and end; those of a page of text alone may not be known.
    """

    number: str | None = None
    title: str | None = None
    date: str | None = None
    edition: str | None = None
    ends: tuple[End, ...] = ()
    language: str | None = None
    rows: int = 0
    headed: int = 0
    zoned: bool = True


@dataclass(frozen=True, slots=True)
class Member:
    """A page of an issue: its name, its file's name in a METS, and what it offers; None while it has no result."""

    page: str
    resource: str
    offers: Offers | None


@dataclass(frozen=True, slots=True)
class Join:
    """An article of several parts in reading order, the first of which it is published with.

    ``why`` says for each part after the first what joins it to the one before: ``listed``, ``jump-lines`` or ``text``.
    """

    parts: tuple[Part, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What an issue is: all that its pages agree on."""

    title: str | None
    date: str | None
    edition: str | None


@dataclass(frozen=True, slots=True)
class Whole:
    """An issue once it is known what belongs together.

    Attributes:
        heading: its title, date and edition.
        numbers: of each page, as printed or by its place; None where neither tells.
        joins: its articles of several pages, each part in one of them at most.
        cautions: what to say of articles that should go on and do not, by part.
    """

    heading: Heading
    numbers: tuple[str | None, ...]
    joins: tuple[Join, ...]
    cautions: dict[Part, tuple[Caution, ...]] = field(default_factory=dict)
