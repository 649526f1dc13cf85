"""schema.org NewsArticle as JSON-LD, one document a line; each can stand in a page's ``<script>`` as it is.

Persons are authors, editors or contributors (photographers) by their role; an agency is the source organisation.
"""

from __future__ import annotations

from collections.abc import Collection

from tasks.export.mapping import Entry, Format, Json, Row, iso, lines
from tasks.export.ninjs import uri

_TITLES = {"correspondent": "correspondent", "photographer": "photographer"}


def _persons(entry: Entry, roles: Collection[str]) -> list[Json]:
    found = []
    for one in entry.article["authors"]:
        if one["role"] in roles:
            title = {"jobTitle": _TITLES[one["role"]]} if one["role"] in _TITLES else {}
            found.append({"@type": "Person", "name": one["name"], **title})
    return found


def _agencies(entry: Entry) -> list[Json]:
    authors = entry.article["authors"]
    return [{"@type": "Organization", "name": one["name"]} for one in authors if one["role"] == "agency"]


def _place(entry: Entry) -> Json | None:
    place = entry.article["dateline"]["place"]
    return {"@type": "Place", "name": place} if place else None


def _issue(entry: Entry) -> Json:
    """The issue by its batch's name, with its own number and day and the newspaper's title, where these are known."""
    found = entry.article.get("issue") or {}
    said = {"issueNumber": found.get("edition"), "datePublished": found.get("date")}
    paper = {"isPartOf": {"@type": "Newspaper", "name": found["title"]}} if found.get("title") else {}
    known = {name: value for name, value in said.items() if value}
    return {"@type": "PublicationIssue", "name": entry.article["batch"], **known, **paper}


def _source(entry: Entry) -> Json:
    found = entry.article["provenance"]
    return {"@type": "MediaObject", "name": found["source"], "sha256": found["sha256"]}


ROWS = (
    Row("", "@context", lambda entry: "https://schema.org"),
    Row("", "@type (NewsArticle)", lambda entry: "NewsArticle"),
    Row("id", "@id (urn:clipsheet:article:…)", uri),
    Row("id", "identifier"),
    Row("issue.date, batch", "datePublished (else the batch's day)", iso),
    Row("batch, issue.title, issue.date, issue.edition", "isPartOf (PublicationIssue; Newspaper)", _issue),
    Row("page", "printPage"),
    Row("order", "position"),
    Row("kind", "genre"),
    Row("language", "inLanguage"),
    Row("kicker", "alternativeHeadline"),
    Row("headline", "headline"),
    Row("deck", "description"),
    Row("byline", "creditText"),
    Row(
        "authors.name, authors.role",
        "author[] (Person; a correspondent's jobTitle)",
        lambda entry: _persons(entry, ("author", "correspondent")),
    ),
    Row("authors.name, authors.role", "editor[] (Person)", lambda entry: _persons(entry, ("editor",))),
    Row(
        "authors.name, authors.role",
        "contributor[] (Person, jobTitle photographer)",
        lambda entry: _persons(entry, ("photographer",)),
    ),
    Row("authors.name, authors.role", "sourceOrganization[] (agencies)", _agencies),
    Row("dateline.place", "locationCreated (Place)", _place),
    Row("dateline.date", "dateline"),
    Row("text", "articleBody"),
    Row("jump.page", "pagination"),
    Row("provenance.source, provenance.sha256", "isBasedOn (MediaObject: name, sha256)", _source),
)

FORMAT = Format(
    name="json-ld",
    title="schema.org NewsArticle, JSON-LD, one document a line",
    rows=ROWS,
    begin=lines(ROWS),
    files=("{}.jsonl",),
    lost=(
        ("confidence.headline, confidence.start, confidence.end, warnings.code, warnings.message", "no property says so"),
        ("paragraphs.text, paragraphs.role", "articleBody is one text, paragraphs parted by blank lines"),
        ("jump.direction, jump.text, jump_from, issue.pages", "pagination is the page alone"),
        (
            "paragraphs.spans, paragraphs.part, provenance.encoding, provenance.converted_from, provenance.spans, "
            "provenance.boxes, provenance.parts, provenance.pipeline, schema_version",
            "no property leads into a source's text",
        ),
    ),
)
