"""Articles and their parts, in the newspaper trade's words."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks.model.issue import Offers
from tasks.model.ledger import Caution, Decision, Edit
from tasks.model.trace import Traced

ARTICLE, CAPTION, NOTICE, UNKNOWN = "article", "caption", "notice", "unknown"
"""The kinds of article."""

AUTHOR, CORRESPONDENT, PHOTOGRAPHER, AGENCY, EDITOR = "author", "correspondent", "photographer", "agency", "editor"
"""The roles of an author."""


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody whom a byline names, and as what."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A byline, dateline or picture credit found in a string: ``text[start:end]``.

    ``place`` and ``date`` are the dateline's, as printed; ``score`` (0..1) is how sure it is that this is a credit at all.
    """

    start: int
    end: int
    authors: tuple[Author, ...]
    rule: str
    score: float
    place: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and date of an article's opening, as printed."""

    place: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Jump:
    """A line that sends the reader to (or back from) another page."""

    direction: str
    page: str | None
    text: Traced


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``role`` is ``body`` or ``crosshead``."""

    text: Traced
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure the headline, the start and the end of an article are, each 0..1 (headline: None where there is none)."""

    headline: float | None
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Article:
    """An article as ``segment`` found it.

    ``byline`` holds every printed piece of the byline in printed order; ``dateline_text`` the opening's place and date
    where they are no part of a byline; ``marks`` wire codes and the like that are no part of the body. ``came`` is the line
    that says which page it comes from, where ``jump`` sends the reader to a further one.
    """

    kind: str
    kicker: Traced | None
    headline: Traced | None
    deck: Traced | None
    byline: tuple[Traced, ...]
    authors: tuple[Author, ...]
    dateline: Dateline
    dateline_text: tuple[Traced, ...]
    marks: tuple[Traced, ...]
    paragraphs: tuple[Paragraph, ...]
    jump: Jump | None
    confidence: Confidence
    warnings: tuple[Caution, ...]
    came: Jump | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What belongs to the page and no article: ``role`` is running-head, folio, flag, editor-line, section or other."""

    role: str
    text: Traced


@dataclass(frozen=True, slots=True)
class SegmentedPage:
    """What ``segment`` makes: the page's articles in page order, its furniture, and what it tells to pages of its issue."""

    language: str
    articles: tuple[Article, ...]
    furniture: tuple[Furniture, ...]
    edits: tuple[Edit, ...]
    decisions: tuple[Decision, ...]
    warnings: tuple[Caution, ...]
    offers: Offers = field(default=Offers(), repr=False)
