"""DIDL (MPEG-21): what the Dutch national library says of an issue: its pages in order, its title and date, its articles.

It is to Delpher what a METS is to others: it holds no text, and names ALTO files and blocks in them. Pages are the items
that have an ALTO file; articles those whose zoning lists blocks (``article-part``, in order, over as many pages as need be).
What a block is, it does not say: an article's heading is told by its title (see ``listed``). Nothing is fetched. As it comes
over OAI-PMH it stands in an envelope (see ``markup``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from tasks.model.errors import BrokenSource
from tasks.model.source import IssueItem, IssuePage, ItemPart, SourceIssue
from tasks.read.found import clean
from tasks.read.markup import Attributes, Handlers, local, namespace, walk

NAMESPACE = "urn:mpeg:mpeg21:2002:02-DIDL-NS"

_TYPES = {
    "artikel": "ARTICLE",
    "advertentie": "ADVERTISEMENT",
    "familiebericht": "NOTICE",
    "illustratie met onderschrift": "ILLUSTRATION",
}
"""Delpher's four kinds of items, by the names that METS have for them."""


@dataclass(slots=True)
class _Item:
    """An item of the document: an issue, a page or an article; ``said`` is its own description, the first of each kind."""

    id: str | None
    said: dict[str, str] = field(default_factory=dict)
    alto: IssuePage | None = None
    blocks: list[tuple[str, str]] = field(default_factory=list)


def read_didl(data: bytes) -> SourceIssue:
    """The issue that a DIDL describes.

    Raises:
        BrokenSource: it is no DIDL, is damaged, or lists no page in ALTO; with line and element.
        UnsafeMarkup: it declares entities, or nests without bound.
    """
    reader = _Reader()
    walk(data, "DIDL", reader.handlers())
    if not reader.pages:
        raise BrokenSource("expected DIDL whose items list pages with ALTO files, but it lists none")
    title, date, number = map(reader.items[0].said.get, ("title", "date", "issuenumber"))
    return SourceIssue(title, date, tuple(reader.pages), tuple(reader.articles()), number, says_headings=False)


def file_names(urn: str) -> tuple[str, ...]:
    """The names that a file which a DIDL knows by its URN has where it was fetched, or unpacked from the open archive.

    >>> file_names("ddd:010000001:mpeg21:p001:alto")
    ('ddd_010000001_mpeg21_p001_alto.xml', 'DDD_ddd_010000001_mpeg21_p001_alto.xml')
    """
    name = urn.replace(":", "_") + ".xml"
    return name, f"{name.partition('_')[0].upper()}_{name}"


class _Reader:
    """What has been read so far."""

    def __init__(self) -> None:
        self.items: list[_Item] = []
        self.open: list[_Item] = []
        self.pages: list[IssuePage] = []
        self.component = ""
        self.alto = ""
        self.gathered: list[str] = []

    def handlers(self) -> Handlers:
        def begin(_: Attributes) -> None:
            self.gathered.clear()

        told = ("title", "date", "issuenumber", "subject", "nativePageNumber")
        opened = {name: begin for name in told} | {
            "Item": self.item, "Component": self.begin_component, "Resource": self.resource,
            "blocks": self.begin_blocks, "TextBlock": self.block,
        }  # fmt: skip
        closed = {name: partial(self.end_told, name) for name in told} | {"Item": self.end_item}
        return Handlers(self.root, opened, closed, self.gathered.append)

    def root(self, name: str, attributes: Attributes) -> None:
        if local(name) != "DIDL" or namespace(name, attributes) not in ("", NAMESPACE):
            space = namespace(name, attributes)
            raise BrokenSource(f"expected the root <DIDL> in the namespace of MPEG-21, found <{name}> in '{space}'")

    def item(self, given: Attributes) -> None:
        made = _Item(_of(given, "identifier"))
        self.items.append(made)
        self.open.append(made)

    def end_item(self) -> None:
        done = self.open.pop()
        if done.alto:
            number = len(self.pages) + 1
            self.pages.append(IssuePage(number, done.said.get("nativePageNumber"), done.alto.resource, done.alto.also))

    def begin_component(self, given: Attributes) -> None:
        self.component = _of(given, "identifier") or ""

    def resource(self, given: Attributes) -> None:
        """A file of a component; that of a page's words is its ALTO."""
        if self.open and self.component.endswith(":alto"):
            also = file_names(self.component)
            self.open[-1].alto = IssuePage(0, None, _of(given, "filename") or also[0], also)

    def begin_blocks(self, given: Attributes) -> None:
        self.alto = given.get("alto", "")

    def block(self, given: Attributes) -> None:
        if self.open and self.alto and given.get("ID"):
            self.open[-1].blocks.append((self.alto, given["ID"]))

    def end_told(self, name: str) -> None:
        """The end of an element that describes the innermost open item."""
        if self.open and (text := clean("".join(self.gathered))):
            self.open[-1].said.setdefault(name, text)

    def articles(self) -> Iterator[IssueItem]:
        for item in self.items:
            if item.blocks:
                kind = item.said.get("subject", "").lower()
                parts = tuple(ItemPart(alto, block, block, "") for alto, block in item.blocks)
                yield IssueItem(item.id, _TYPES.get(kind, kind.upper()), item.said.get("title"), (), parts)


def _of(given: Attributes, name: str) -> str | None:
    """An attribute, by its name without prefix."""
    return next((value for key, value in given.items() if local(key) == name), None)
