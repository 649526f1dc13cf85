"""METS: what a library says of an issue, its pages in order, its title and date, and where its articles are.

A METS holds no text: it names ALTO files and elements in them. Pages come from its physical structure, title and date from
the MODS of the issue (that of the outermost element which has them), items from its logical structure: the outermost
elements whose type names an item. Their parts stand within them or, where a library keeps both structures apart, behind a
link (``smLink``) into the physical one. Links are names within the document; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from tasks.model.errors import BrokenSource
from tasks.model.source import IssueItem, IssuePage, ItemPart, SourceIssue
from tasks.read.found import clean
from tasks.read.markup import Attributes, Handlers, local, namespace, walk

ITEMS = {"ARTICLE", "ADVERTISEMENT", "ADVERT", "ILLUSTRATION", "TITLE_SECTION", "OBITUARY", "DEATH_NOTICE", "NOTICE"}
"""Types that name an item, in capitals."""

_NAMESPACES = ("", "http://www.loc.gov/METS/", "http://www.loc.gov/METS/v2")


@dataclass(slots=True)
class _Div:
    """An element of a structure: its type, the descriptions that it names, the places that it names in files."""

    type: str
    id: str | None
    label: str | None
    described: list[str]
    areas: list[tuple[str, str, str]] = field(default_factory=list)
    divs: list[_Div] = field(default_factory=list)


@dataclass(slots=True)
class _Described:
    """What a ``dmdSec`` says."""

    titles: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


def read_mets(data: bytes) -> SourceIssue:
    """The issue that a METS describes.

    Raises:
        BrokenSource: it is no METS, is damaged, or lists no page in ALTO; with line and element.
        UnsafeMarkup: it declares entities, or nests without bound.
    """
    reader = _Reader()
    walk(data, "METS", reader.handlers())
    pages = tuple(reader.pages())
    if not pages:
        raise BrokenSource("expected METS whose physical structure lists pages with ALTO files, but it lists none")
    title, date, edition = reader.heading()
    return SourceIssue(title, date, pages, tuple(reader.items()), edition)


class _Reader:
    """What has been read so far."""

    def __init__(self) -> None:
        self.described: dict[str, _Described] = {}
        self.now = _Described()
        self.files: dict[str, str] = {}
        self.file = ""
        self.structures: list[tuple[str, _Div]] = []
        self.open: list[_Div] = []
        self.links: dict[str, list[str]] = {}
        self.labelled: dict[str, list[str]] = {}
        self.gathered: list[str] = []
        self.name: list[str] = []

    def handlers(self) -> Handlers:
        def begin(_: Attributes) -> None:
            self.gathered.clear()

        opened = {
            "dmdSec": self.description, "title": begin, "dateIssued": begin, "namePart": begin, "partNumber": begin,
            "number": begin, "edition": begin, "file": self.begin_file,
            "name": lambda _: self.name.clear(),
            "FLocat": self.location, "structMap": self.structure, "div": self.div, "area": self.area, "fptr": self.pointer,
            "smLink": self.link, "smArcLink": self.link, "smLocatorLink": self.locator,
            "smLinkGrp": lambda _: self.labelled.clear(),
        }  # fmt: skip
        closed = {
            "title": lambda: self.now.titles.append(self.text()), "dateIssued": lambda: self.now.dates.append(self.text()),
            "partNumber": self.end_number, "number": self.end_number, "edition": self.end_number,
            "namePart": lambda: self.name.append(self.text()), "name": self.end_name, "div": lambda: self.open.pop(),
            "structMap": lambda: self.open.clear(),
        }  # fmt: skip
        return Handlers(self.root, opened, closed, self.gathered.append)

    def text(self) -> str:
        return clean("".join(self.gathered))

    def root(self, name: str, attributes: Attributes) -> None:
        space = namespace(name, attributes)
        if local(name) != "mets" or space not in _NAMESPACES:
            raise BrokenSource(f"expected the root <mets> in the namespace of METS, found <{name}> in '{space}'")

    def description(self, given: Attributes) -> None:
        self.now = self.described.setdefault(given.get("ID", ""), _Described())

    def end_name(self) -> None:
        if any(self.name):
            self.now.names.append(" ".join(part for part in self.name if part))
        self.name.clear()

    def end_number(self) -> None:
        if self.text():
            self.now.numbers.append(self.text())

    def begin_file(self, given: Attributes) -> None:
        self.file = given.get("ID", "")

    def location(self, given: Attributes) -> None:
        href = next((value for name, value in given.items() if local(name) in ("href", "LOCREF")), "")
        self.files.setdefault(self.file, unquote(href.replace("\\", "/")).rpartition("/")[2])

    def structure(self, given: Attributes) -> None:
        top = _Div("", None, None, [])
        self.structures.append((given.get("TYPE", "").upper(), top))
        self.open = [top]

    def div(self, given: Attributes) -> None:
        if not self.open:
            raise BrokenSource("expected <div> within a <structMap>, but one stands outside")
        label = given.get("ORDERLABEL") or given.get("LABEL")
        made = _Div(given.get("TYPE", ""), given.get("ID"), label, given.get("DMDID", "").split())
        self.open[-1].divs.append(made)
        self.open.append(made)

    def area(self, given: Attributes) -> None:
        if self.open:
            begin = given.get("BEGIN", "")
            self.open[-1].areas.append((given.get("FILEID", ""), begin, given.get("END") or begin))

    def pointer(self, given: Attributes) -> None:
        if self.open and given.get("FILEID"):
            self.open[-1].areas.append((given["FILEID"], "", ""))

    def link(self, given: Attributes) -> None:
        """A link from one structure to the other, whose ends are elements, or labels of a group's locators."""
        ends = {local(name): value.removeprefix("#") for name, value in given.items()}
        for start in self.labelled.get(ends.get("from", ""), [ends.get("from", "")]):
            self.links.setdefault(start, []).extend(self.labelled.get(ends.get("to", ""), [ends.get("to", "")]))

    def locator(self, given: Attributes) -> None:
        ends = {local(name): value.removeprefix("#") for name, value in given.items()}
        self.labelled.setdefault(ends.get("label", ""), []).append(ends.get("href", ""))

    def pages(self) -> Iterator[IssuePage]:
        number = 0
        for kind, top in self.structures:
            for div in _all(top) if kind.startswith("PHYSICAL") else ():
                names = [self.files.get(file, "") for file, _, _ in div.areas]
                resource = next((name for name in names if name.lower().endswith(".xml")), None)
                if resource and (div.type.upper().endswith("PAGE") or not div.type):
                    number += 1
                    yield IssuePage(number, div.label, resource)

    def heading(self) -> tuple[str | None, str | None, str | None]:
        """Title, date and number: of the outermost elements that have any; title and date else of the first descriptions."""
        divs = [div for _, top in self.structures for div in _all(top) if div.type.upper() not in ITEMS]
        named = [name for div in divs for name in div.described]
        order = [self.described[name] for name in [*named, *self.described] if name in self.described]
        title = next((title for said in order for title in said.titles if title), None)
        date = next((date for said in order for date in said.dates if date), None)
        issues = [self.described[name] for name in named if name in self.described]
        return title, date, next((number for said in issues for number in said.numbers), None)

    def items(self) -> Iterator[IssueItem]:
        known: dict[str | None, _Div] = {div.id: div for _, top in self.structures for div in _all(top) if div.id}
        for kind, top in self.structures:
            for div in _outermost(top) if kind.startswith("LOGICAL") else ():
                said = [self.described[name] for name in div.described if name in self.described]
                title = next((title for one in said for title in one.titles if title), None)
                names = tuple(name for one in said for name in one.names)
                yield IssueItem(div.id, div.type, title, names, tuple(self.parts(div, "", known)))

    def parts(self, div: _Div, role: str, known: dict[str | None, _Div]) -> Iterator[ItemPart]:
        linked = [known[name] for name in self.links.get(div.id or "", []) if name in known]
        for owner in (div, *linked):
            said = role or (owner.label or "") * (owner is not div)  # the British Library calls a place "Headline"
            for file, element, last in owner.areas:
                name = self.files.get(file, "")
                if element and name.lower().endswith(".xml"):
                    yield ItemPart(name, element, last, said)
        for inner in div.divs:
            yield from self.parts(inner, f"{role}/{inner.type}" if role else inner.type, known)


def _all(div: _Div) -> Iterator[_Div]:
    yield div
    for inner in div.divs:
        yield from _all(inner)


def _outermost(div: _Div) -> Iterator[_Div]:
    """The outermost elements that are items."""
    if div.type.upper() in ITEMS:
        yield div
    else:
        for inner in div.divs:
            yield from _outermost(inner)
