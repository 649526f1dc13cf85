"""TEI P5, one document a batch: a ``div`` an article, a ``pb`` before each page's first.

Stretches of the source file are pointers, ``#char=64,71`` (RFC 5147: half-open, in characters, as here), relative to the
``div``'s ``xml:base``, which is the file. Paragraphs are ``p``, crossheads ``label``. What XML cannot hold (some control
characters) becomes U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from posixpath import dirname, relpath
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from tasks.export.mapping import Entry, Format, Json, Row, Sink

_NO_XML = re.compile("[^\t\n\r\N{SPACE}-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BARE = re.compile(r"([A-Za-z]+)((?:\[@[\w:]+='[^']*'\])*)")
_ATTRIBUTE = re.compile(r"\[@([\w:]+)='([^']*)'\]")


@dataclass(frozen=True)
class Element:
    """An element's content, text or elements by their names, and what attributes it has besides those of its row."""

    content: str | Sequence[tuple[str, Element]] = ""
    attributes: Mapping[str, str | None] = field(default_factory=dict)


def _pointers(spans: Sequence[Sequence[int]] | None, file: str = "") -> str | None:
    return " ".join(f"{file}#char={start},{end}" for start, end in spans) if spans else None


def _text(of: str, sureness: str = "") -> Any:  # noqa: ANN401 - a giver
    """A field's text, with where it was printed."""

    def give(entry: Entry) -> Element | None:
        article = entry.article
        if article[of] is None:
            return None
        cert = article["confidence"][sureness] if sureness else None
        spans = article["provenance"]["spans"].get(of)
        return Element(article[of], {"cert": None if cert is None else str(cert), "corresp": _pointers(spans)})

    return give


def _dateline(entry: Entry) -> Element | None:
    found = entry.article["dateline"]
    parts = [(tag, found[part]) for tag, part in (("placeName", "place"), ("date", "date")) if found[part]]
    spans = entry.article["provenance"]["spans"].get("dateline")
    return Element([(tag, Element(text)) for tag, text in parts], {"corresp": _pointers(spans)}) if parts else None


def _authors(entry: Entry) -> Element | None:
    names = [
        ("orgName" if one["role"] == "agency" else "persName", Element(one["name"], {"role": one["role"]}))
        for one in entry.article["authors"]
    ]
    return Element(names) if names else None


def _paragraphs(entry: Entry) -> list[tuple[str, Element]]:
    tags = {"body": "p", "crosshead": "label"}
    found = entry.article["paragraphs"]
    where = [{"corresp": _pointers(one["spans"], _file(entry, one))} for one in found]
    return [(tags[one["role"]], Element(one["text"], at)) for one, at in zip(found, where, strict=True)]


def _file(entry: Entry, paragraph: Json) -> str:
    """The file of a paragraph's part, where it is another than the article's, as seen from that."""
    provenance = entry.article["provenance"]
    source = provenance["parts"][paragraph["part"] - 1]["source"] if "part" in paragraph else provenance["source"]
    return "" if source == provenance["source"] else quote(relpath(source, dirname(provenance["source"])))


def _jumps(entry: Entry) -> list[Element]:
    spans = entry.article["provenance"]["spans"]
    found = [(one, _pointers(spans.get(name))) for name in ("jump", "jump_from") if (one := entry.article.get(name))]
    return [Element(one["text"], {"subtype": one["direction"], "n": one["page"], "corresp": at}) for one, at in found]


def _issue(entry: Entry) -> Element | None:
    found = entry.article.get("issue")
    if not found:
        return None
    parts = [("title", found["title"], "j"), ("date", found["date"], None), ("biblScope", found["edition"], "issue")]
    parts += [("biblScope", page, "page") for page in found["pages"]]
    names = {"title": "level", "date": "n", "biblScope": "unit"}
    return Element([(tag, Element(text, {names[tag]: mark})) for tag, text, mark in parts if text])


def _marks(entry: Entry) -> Element | None:
    spans = entry.article["provenance"]["spans"].get("marks")
    return Element(attributes={"corresp": _pointers(spans)}) if spans else None


def _warnings(entry: Entry) -> list[Element]:
    return [Element(one["message"], {"subtype": one["code"]}) for one in entry.article["warnings"]]


def _edge(of: str) -> Any:  # noqa: ANN401 - a giver
    return lambda entry: Element(str(entry.article["confidence"][of]))


ROWS = (
    Row("batch", "teiHeader (title, date: the batch's day)"),
    Row("page", "pb/@n"),
    Row("provenance.source", "div/@xml:base, pb/@corresp", lambda entry: quote(entry.article["provenance"]["source"])),
    Row("id, order", "div/@n", lambda entry: entry.article["id"]),
    Row("kind", "div/@type"),
    Row("language", "div/@xml:lang"),
    Row("kicker, provenance.spans", "head[@type='kicker']", _text("kicker")),
    Row("headline, provenance.spans, confidence.headline", "head[@type='main'] (@cert)", _text("headline", "headline")),
    Row("deck, provenance.spans", "head[@type='deck']", _text("deck")),
    Row("byline, provenance.spans", "byline", _text("byline")),
    Row("dateline.place, dateline.date, provenance.spans", "dateline (placeName, date)", _dateline),
    Row(
        "paragraphs.text, paragraphs.role, paragraphs.spans, paragraphs.part, text",
        "* (p, label: crosshead; @corresp)",
        _paragraphs,
    ),
    Row("authors.name, authors.role", "note[@type='authors'] (persName, orgName: agency; @role)", _authors),
    Row("jump.direction, jump.page, jump.text, jump_from, provenance.spans", "note[@type='jump'] (@subtype, @n)", _jumps),
    Row("provenance.spans", "note[@type='marks'] (@corresp)", _marks),
    Row("issue.title, issue.date, issue.edition, issue.pages", "bibl (title, date, biblScope)", _issue),
    Row("confidence.start", "note[@type='confidence-start']", _edge("start")),
    Row("confidence.end", "note[@type='confidence-end']", _edge("end")),
    Row("warnings.code, warnings.message", "note[@type='warning'] (@subtype)", _warnings),
)
_DIV = {row.to.partition(",")[0].removeprefix("div/@"): row for row in ROWS if row.to.startswith("div/@")}
_INSIDE = tuple(row for row in ROWS if "/@" not in row.to and not row.to.startswith("teiHeader"))


def _tag(to: str) -> tuple[str, dict[str, str]]:
    """An element's name and attributes, of a place such as ``head[@type='main'] (@cert)``."""
    found = _BARE.match(to)
    assert found is not None, to
    return found[1], dict(_ATTRIBUTE.findall(found[2]))


def _written(tag: str, element: Element, fixed: Mapping[str, str] | None = None) -> str:
    inside = element.content
    text = _clean(inside) if isinstance(inside, str) else "".join(_written(*one) for one in inside)
    return f"<{tag}{_attributes({**(fixed or {}), **element.attributes})}>{text}</{tag}>"


def _clean(text: str) -> str:
    return escape(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", text), {"\r": "&#13;"})


def _attributes(found: Mapping[str, str | None]) -> str:
    clean = {name: _NO_XML.sub("\N{REPLACEMENT CHARACTER}", value) for name, value in found.items() if value is not None}
    return "".join(f" {name}={quoteattr(value)}" for name, value in clean.items())


def div(entry: Entry) -> str:
    """An article as a ``div``."""
    parts = [f"<div{_attributes({name: row.value(entry) for name, row in _DIV.items()})}>"]
    for row in _INSIDE:
        parts += _lines(row, row.value(entry))
    return "\n".join([*parts, "</div>"]) + "\n"


def _lines(row: Row, value: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, Element):
        yield _written(*_named(row, value))
    for one in value if isinstance(value, list) else ():
        yield _written(*one) if isinstance(one, tuple) else _written(*_named(row, one))


def _named(row: Row, value: Element) -> tuple[str, Element, dict[str, str]]:
    tag, fixed = _tag(row.to)
    return tag, value, fixed


_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc>
<titleStmt><title>{title}</title></titleStmt>
<publicationStmt><p>Made by clipsheet; not published.</p></publicationStmt>
<sourceDesc><bibl><title>{title}</title>{day}</bibl></sourceDesc>
</fileDesc></teiHeader>
<text><body>
"""


class _Document:
    """A writer of one document."""

    def __init__(self, sink: Sink, title: str, day: date | None) -> None:
        self._sink = sink
        self._page: str | None = None
        when = f'<date when="{day.isoformat()}"/>' if day else ""
        self._write(_HEAD.format(title=_clean(title), day=when))

    def _write(self, text: str) -> None:
        self._sink.write(text.encode())

    def add(self, entry: Entry) -> None:
        article: Json = entry.article
        if article["page"] != self._page:
            self._page = article["page"]
            where = {"n": self._page, "corresp": quote(article["provenance"]["source"])}
            self._write(f"<pb{_attributes(where)}/>\n")
        self._write(div(entry))

    def end(self) -> None:
        nothing = "<p/>\n" if self._page is None else ""  # a body must not be empty
        self._write(f"{nothing}</body></text>\n</TEI>\n")


FORMAT = Format(
    name="tei",
    title="TEI P5, one document a batch",
    rows=ROWS,
    begin=lambda sinks, title, day: _Document(sinks[0], title, day),
    files=("{}.xml",),
    joins=False,
    lost=(
        ("provenance.boxes", "they would need a facsimile"),
        ("provenance.parts", "a paragraph of a further part points into its own file; the rest has no place"),
        (
            "schema_version, provenance.sha256, provenance.encoding, provenance.converted_from, provenance.pipeline",
            "no place",
        ),
    ),
)
