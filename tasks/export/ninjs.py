"""IPTC ninjs 3.1, one item a line.

Bodies are given twice, as plain text and as HTML that keeps crossheads apart. Where ninjs wants a time and only a day
is known, it is that day's beginning in UTC. Agencies are information sources, people are people; within each the printed
order is kept. The newspaper that an article's issue is of is an information source, too.
"""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from tasks.export.mapping import Entry, Format, Json, Row, lines, midnight

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"


def uri(entry: Entry) -> str:
    """The article's id as a URI.

    >>> uri(Entry({"id": "2026-11-23/运河-03/07"}))
    'urn:clipsheet:article:2026-11-23/%E8%BF%90%E6%B2%B3-03/07'
    """
    return f"urn:clipsheet:article:{quote(entry.article['id'], safe='/')}"


def html(entry: Entry) -> str | None:
    """The paragraphs as HTML: ``p``, and ``h2`` for a crosshead."""
    paragraphs = entry.article["paragraphs"]
    tags = {"body": "p", "crosshead": "h2"}
    return "".join(f"<{tags[one['role']]}>{escape(one['text'])}</{tags[one['role']]}>" for one in paragraphs) or None


def _note(entry: Entry) -> str | None:
    return "\n".join(f"{one['code']}: {one['message']}" for one in entry.article["warnings"]) or None


def _named(entry: Entry, agencies: bool, role: str) -> list[Json]:
    authors = entry.article["authors"]
    return [{"name": one["name"], role: one["role"]} for one in authors if (one["role"] == "agency") == agencies]


def _length(entry: Entry) -> int | None:
    text = entry.article["text"]
    return len(text) if text else None


ROWS = (
    Row("id", "uri (urn:clipsheet:article:…)", uri),
    Row("", "standard", lambda entry: {"name": "ninjs", "version": "3.1", "schema": SCHEMA}),
    Row("", "type (text)", lambda entry: "text"),
    Row(
        "jump.direction", "representationType (partial: continued)", lambda one: "partial" if one.article["jump"] else "full"
    ),
    Row("issue.date, batch", "contentCreated (else the batch's day)", lambda entry: midnight(entry.day)),
    Row("language", "language"),
    Row("kind", "genres[] (literal)", lambda entry: [{"literal": entry.article["kind"]}]),
    Row("kicker", "headlines[role=kicker].value"),
    Row("headline", "headlines[role=main].value"),
    Row("deck", "headlines[role=deck].value"),
    Row("byline", "by"),
    Row("authors.name, authors.role", "people[] (name, rel)", lambda entry: _named(entry, agencies=False, role="rel")),
    Row(
        "authors.name, authors.role",
        "infoSources[] (name, role=agency)",
        lambda one: _named(one, agencies=True, role="role"),
    ),
    Row("issue.title", "infoSources[role=newspaper].name"),
    Row("dateline.place", "located"),
    Row("dateline.date", "descriptions[role=dateline].value"),
    Row("jump.text", "descriptions[role=jump].value"),
    Row("text", "bodies[role=main,contentType=text/plain].value"),
    Row("", "bodies[role=main,contentType=text/plain].charCount", _length),
    Row("paragraphs.text, paragraphs.role", "bodies[role=main,contentType=text/html].value", html),
    Row("warnings.code, warnings.message", "edNote (code: message)", _note),
    Row("id", "altIds[role=clipsheet].value"),
    Row("page", "altIds[role=page].value"),
)

FORMAT = Format(
    name="ninjs",
    title="IPTC ninjs 3.1, JSON Lines",
    rows=ROWS,
    begin=lines(ROWS),
    files=("{}.jsonl",),
    lost=(
        ("confidence.headline, confidence.start, confidence.end", "ninjs has confidences of subjects alone"),
        ("jump.page", "it stands in the jump's text"),
        ("jump_from", "there is one jump"),
        ("issue.edition, issue.pages", "there is no place for an item's issue"),
        ("order", "it is the last part of the id"),
        (
            "paragraphs.spans, paragraphs.part, provenance.source, provenance.sha256, provenance.encoding, "
            "provenance.converted_from, provenance.spans, provenance.boxes, provenance.parts, provenance.pipeline, "
            "schema_version",
            "there is no place for a trail back to a page's file",
        ),
    ),
)
