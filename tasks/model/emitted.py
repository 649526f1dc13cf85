"""What leaves the pipeline, and where a page came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.model.article import SegmentedPage
from tasks.model.issue import Heading
from tasks.model.ledger import Caution
from tasks.model.page import CleanPage


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page comes from and what made its articles: all that the emitted files say and the text cannot.

    ``source`` is the file's path as users name it, with forward slashes (``seeds/2026-11-23/jiaozuo-03.txt``); ``sha256``
    is the digest of its bytes in hexadecimal; ``stages`` maps each stage's name to its version, in the order they run.
    """

    batch: str
    page: str
    source: str
    sha256: str
    encoding: str
    version: str
    stages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EmittedPage:
    """What ``emit`` makes: the page's articles in page order and its manifest, ready to be written as JSON."""

    articles: tuple[dict[str, object], ...]
    manifest: dict[str, object]


@dataclass(frozen=True, slots=True)
class FurtherPart:
    """A part of an article that stands on another page: that page as stages 1 and 3 made it, and which article it is there.

    ``why`` is what joins it to the part before: ``listed``, ``jump-lines`` or ``text``; ``number`` its page's in the issue.
    """

    page: SegmentedPage
    clean: CleanPage
    origin: Origin
    article: int
    why: str
    number: str | None


@dataclass(frozen=True, slots=True)
class InIssue:
    """A page's place in its issue.

    Attributes:
        heading: the issue's, as far as its pages tell.
        number: the page's in it; None where nothing tells.
        pages: how many pages the issue has.
        taken: by the number of an article of this page, from 0: its parts on other pages, in reading order.
        given: by the number of an article of this page: the id of the article that it is a part of.
        cautions: by the number of an article of this page: what to say of parts that it lacks.
    """

    heading: Heading
    number: str | None
    pages: int
    taken: Mapping[int, Sequence[FurtherPart]]
    given: Mapping[int, str]
    cautions: Mapping[int, Sequence[Caution]]
