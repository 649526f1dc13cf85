"""Dolma documents and attributes, as gzip-compressed JSON Lines; datatrove's ``JsonlReader`` reads the documents, too.

What is said of stretches of a document's text is in attributes, whose lines are those of the documents, one for one: where
paragraphs and crossheads stand, and how sure the pipeline is of the whole. Stretches of the source file are no stretches of
the text; they are metadata. ``added`` is the batch's day, when it was delivered: a clock would make each export of the same
articles another. ``created`` is the day of the article's issue, else the batch's too. An article without text is a document
with an empty one (datatrove passes over these).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from tasks.export.mapping import Entry, Format, Json, Row, Sink, item_of, midnight, paragraph_spans

SOURCE = "clipsheet"
ATTRIBUTES = "attributes."
"""Begins the places that are in attributes' files; ``__`` parts the tagger from what it says, as Dolma has it."""

Spans = list[list[float]]


def _standing(role: str) -> Callable[[Entry], Spans]:
    """Where paragraphs of this role stand in the text."""

    def give(entry: Entry) -> Spans:
        spans = zip(entry.article["paragraphs"], paragraph_spans(entry.article), strict=True)
        return [[*span, 1.0] for paragraph, span in spans if paragraph["role"] == role]

    return give


def _sure(of: str) -> Callable[[Entry], Spans]:
    """A confidence, said of the whole text."""

    def give(entry: Entry) -> Spans:
        score = entry.article["confidence"][of]
        return [] if score is None else [[0, len(entry.article["text"] or ""), score]]

    return give


def _printed(entry: Entry) -> list[Json]:
    return [{name: one[name] for name in ("role", "spans", "part") if name in one} for one in entry.article["paragraphs"]]


_PROVENANCE = ("source", "sha256", "encoding", "converted_from", "spans", "boxes", "parts", "pipeline")

ROWS = (
    Row("id", "id"),
    Row("text", "text", lambda entry: entry.article["text"] or ""),
    Row("", "source (clipsheet)", lambda entry: SOURCE),
    Row("batch", "added (the batch's day)", lambda entry: midnight(entry.batch_day)),
    Row("issue.date, batch", "created (else the batch's day)", lambda entry: midnight(entry.day)),
    *(
        Row(field, f"metadata.{field}")
        for field in ("schema_version", "batch", "page", "order", "kind", "language", "kicker", "headline", "deck", "byline")
    ),
    Row("authors.name, authors.role", "metadata.authors", lambda entry: entry.article["authors"]),
    *(Row(field, f"metadata.{field}") for field in ("dateline.place", "dateline.date")),
    *(Row(f"issue.{part}", f"metadata.issue.{part}") for part in ("title", "date", "edition", "pages")),
    Row("paragraphs.role, paragraphs.spans, paragraphs.part", "metadata.paragraphs (role, spans, part)", _printed),
    Row("jump.direction, jump.page, jump.text", "metadata.jump", lambda entry: entry.article["jump"]),
    Row("jump_from", "metadata.jump_from"),
    *(Row(f"confidence.{of}", f"metadata.confidence.{of}") for of in ("headline", "start", "end")),
    Row("warnings.code, warnings.message", "metadata.warnings", lambda entry: entry.article["warnings"]),
    *(Row(f"provenance.{part}", f"metadata.provenance.{part}") for part in _PROVENANCE),
    Row("paragraphs.text", "attributes.clipsheet__paragraph", _standing("body")),
    Row("paragraphs.text, paragraphs.role", "attributes.clipsheet__crosshead", _standing("crosshead")),
    *(Row(f"confidence.{of}", f"attributes.clipsheet__confidence_{of}", _sure(of)) for of in ("headline", "start", "end")),
)
_DOCUMENT = tuple(row for row in ROWS if not row.to.startswith(ATTRIBUTES))
_ATTRIBUTES = (*(row for row in ROWS if row.to in ("id", "source (clipsheet)")), *ROWS[len(_DOCUMENT) :])


class _Gzip:
    """A gzip stream into a sink: no name, no time."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._packed = zlib.compressobj(6, zlib.DEFLATED, wbits=31)

    def write(self, data: bytes) -> None:
        self._sink.write(self._packed.compress(data))

    def end(self) -> None:
        self._sink.write(self._packed.flush())


@dataclass(frozen=True)
class _Documents:
    """A writer of documents and, line for line, their attributes."""

    documents: _Gzip
    attributes: _Gzip

    def add(self, entry: Entry) -> None:
        self.documents.write(msgspec.json.encode(item_of(_DOCUMENT, entry, nulls=True)) + b"\n")
        self.attributes.write(msgspec.json.encode(item_of(_ATTRIBUTES, entry, nulls=True)) + b"\n")

    def end(self) -> None:
        self.documents.end()
        self.attributes.end()


def _begin(sinks: Sequence[Sink], _title: str, _day: date | None) -> _Documents:
    return _Documents(_Gzip(sinks[0]), _Gzip(sinks[1]))


FORMAT = Format(
    name="dolma",
    title="Dolma documents and attributes, JSON Lines, gzip",
    rows=ROWS,
    begin=_begin,
    files=("documents/{}.jsonl.gz", "attributes/clipsheet/{}.jsonl.gz"),
)
