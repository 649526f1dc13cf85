"""Parquet: typed columns, one row an article, nothing lost: an article can be put together again from its row.

Rows are written in groups of at most :data:`ROWS_IN_GROUP`, or some :data:`BYTES_IN_GROUP` of columns if that comes first:
this is what is held in memory, and what a reader can pass over. Each group has the least and greatest value of each column
but the texts; rows are sorted by batch, so that days are passed over as a rule. A page or an article is found by a Bloom
filter, since the order of pages is not that of letters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tasks.export.mapping import Entry, Format, Json, PackageMissing, Row, Sink, item_of

ROWS_IN_GROUP, BYTES_IN_GROUP = 10_000, 16_000_000
_CHUNK = 250  # rows made into columns at once: as objects of Python they take some ten times the room


@dataclass(frozen=True)
class Column(Row):
    """A column and its type: a Python type, [a list of it], {a struct} or ("map", keys, values)."""

    type: Any = str
    repeats: bool = False
    """Whether few values stand in many rows; those are written as numbers in a dictionary."""


SPANS = [{"start": int, "end": int}]
BOXES = [{"page": int, "x": float, "y": float, "width": float, "height": float, "element": str}]
_FIELDS = ("kicker", "headline", "deck", "byline", "dateline", "marks", "jump", "jump_from")
_JUMP = {"direction": str, "page": str, "text": str}


def _pairs(spans: Sequence[Sequence[int]] | None) -> list[Json] | None:
    return None if spans is None else [{"start": start, "end": end} for start, end in spans]


def _paragraphs(entry: Entry) -> list[Json]:
    return [one | {"spans": _pairs(one["spans"])} for one in entry.article["paragraphs"]]


def _spans(entry: Entry) -> Json:
    return _by_field(entry.article["provenance"]["spans"])


def _by_field(found: Json) -> Json:
    return {field: _pairs(found.get(field)) for field in _FIELDS}


def _parts(entry: Entry) -> list[Json] | None:
    found = entry.article["provenance"].get("parts")
    if found is None:
        return None
    return [
        one | {"spans": _by_field(one["spans"]), "boxes": list(one["boxes"].items()) if "boxes" in one else None}
        for one in found
    ]


def _boxes(entry: Entry) -> Json | None:
    found = entry.article["provenance"].get("boxes")
    if found is None:
        return None
    fields = [(name, boxes) for name, boxes in found.items() if name != "paragraphs"]
    return {"fields": fields, "paragraphs": found["paragraphs"]}


def _pipeline(entry: Entry) -> Json:
    found = entry.article["provenance"]["pipeline"]
    return {"version": found["version"], "stages": list(found["stages"].items())}


_PART = {
    **dict.fromkeys(("page", "number", "why", "source", "sha256", "encoding"), str),
    **dict.fromkeys(("kicker", "headline", "deck", "byline"), str),
    **dict.fromkeys(("jump", "jump_from"), _JUMP),
    "spans": dict.fromkeys(_FIELDS, SPANS),
    "boxes": ("map", str, BOXES),
}
_ALWAYS = ("page", "number", "why", "source", "sha256", "encoding")

ROWS = (
    Column("schema_version", "schema_version", repeats=True),
    Column("id", "id"),
    Column("batch", "batch", repeats=True),
    Column("issue.date, batch", "date (else the batch's day)", lambda entry: entry.day, date),
    Column("page", "page", repeats=True),
    Column("order", "order", type=int),
    Column("kind", "kind", repeats=True),
    Column("language", "language", repeats=True),
    *(Column(field, field) for field in ("kicker", "headline", "deck", "byline")),
    Column("authors.name, authors.role", "authors", lambda one: one.article["authors"], [{"name": str, "role": str}]),
    *(Column(f"dateline.{part}", f"dateline_{part}") for part in ("place", "date")),
    Column("text", "text"),
    Column(
        "paragraphs.text, paragraphs.role, paragraphs.spans, paragraphs.part",
        "paragraphs",
        _paragraphs,
        [{"text": str, "role": str, "spans": SPANS, "part": int}],
    ),
    *(Column(f"jump.{part}", f"jump_{part}") for part in ("direction", "page", "text")),
    Column("jump_from", "jump_from", type=_JUMP),
    Column(
        "issue.title, issue.date, issue.edition, issue.pages",
        "issue",
        lambda one: one.article.get("issue"),
        {"title": str, "date": str, "edition": str, "pages": [str]},
    ),
    *(Column(f"confidence.{of}", f"confidence_{of}", type=float) for of in ("headline", "start", "end")),
    Column(
        "warnings.code, warnings.message", "warnings", lambda one: one.article["warnings"], [{"code": str, "message": str}]
    ),
    *(Column(f"provenance.{part}", part, repeats=True) for part in ("source", "sha256", "encoding", "converted_from")),
    Column("provenance.spans", "spans", _spans, dict.fromkeys(_FIELDS, SPANS)),
    Column("provenance.boxes", "boxes", _boxes, {"fields": ("map", str, BOXES), "paragraphs": [BOXES]}),
    Column("provenance.parts", "parts", _parts, [_PART]),
    Column("provenance.pipeline", "pipeline", _pipeline, {"version": str, "stages": ("map", str, str)}),
)
_TEXTS = ("text", "paragraphs.list.element.text", "warnings.list.element.message")
"""Columns of running text: nobody looks for what lies between two of them."""


def name(row: Row) -> str:
    """A column's name."""
    return row.to.partition(" ")[0]


def article_of(row: Json) -> Json:
    """The article that a row was made from, as published.

    Args:
        row: a row as ``pyarrow`` gives it (``Table.to_pylist()``).
    """

    def spans(found: Sequence[Json] | None) -> list[list[int]]:
        return [[one["start"], one["end"]] for one in found or ()]

    jump = {part: row[f"jump_{part}"] for part in ("direction", "page", "text")}
    provenance = {part: row[part] for part in ("source", "sha256", "encoding", "converted_from")}
    provenance["spans"] = {field: spans(found) for field, found in row["spans"].items() if found is not None}
    provenance["pipeline"] = {"version": row["pipeline"]["version"], "stages": dict(row["pipeline"]["stages"])}
    if row["boxes"] is not None:
        provenance["boxes"] = dict(row["boxes"]["fields"]) | {"paragraphs": row["boxes"]["paragraphs"]}
    if row["parts"] is not None:
        provenance["parts"] = [_part_of(part, spans) for part in row["parts"]]
    optional = {field: row[field] for field in ("issue", "jump_from") if row[field] is not None}
    plain = ("schema_version", "id", "batch", "page", "order", "kind", "language", "kicker", "headline", "deck", "byline")
    return {field: row[field] for field in (*plain, "authors", "text", "warnings")} | {
        "dateline": {part: row[f"dateline_{part}"] for part in ("place", "date")},
        "paragraphs": [_without(one, "part") | {"spans": spans(one["spans"])} for one in row["paragraphs"]],
        "jump": jump if jump["text"] is not None else None,
        "confidence": {of: row[f"confidence_{of}"] for of in ("headline", "start", "end")},
        "provenance": provenance,
        **optional,
    }


def _without(found: Json, *names: str) -> Json:
    """Without those of these that are null."""
    return {name: value for name, value in found.items() if value is not None or name not in names}


def _part_of(part: Json, spans: Callable[[Sequence[Json] | None], list[list[int]]]) -> Json:
    """A part as published, from its column."""
    given = {field: spans(found) for field, found in part["spans"].items() if found is not None}
    boxes = None if part["boxes"] is None else dict(part["boxes"])
    made = part | {"spans": given, "boxes": boxes}
    return _without(made, *(name for name in made if name not in _ALWAYS))


class _Table:
    """A writer of row groups."""

    def __init__(self, sink: Sink) -> None:
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as wrong:
            raise PackageMissing(
                "parquet needs pyarrow, which is not installed; pip install 'clipsheet[parquet]'"
            ) from wrong
        self._pa = pa
        self._schema = pa.schema([pa.field(name(row), _type(pa, row.type)) for row in ROWS])
        self._rows: list[Json] = []
        self._batches: list[Any] = []
        leaves = _leaves(pa, self._schema)
        bloom = {"ndv": ROWS_IN_GROUP, "fpp": 0.01}
        self._file = pq.ParquetWriter(
            pa.PythonFile(_Open(sink), mode="w"),
            self._schema,
            compression="zstd",
            use_dictionary=[name(row) for row in ROWS if row.repeats],
            write_statistics=[leaf for leaf in leaves if leaf not in _TEXTS],
            sorting_columns=[pq.SortingColumn(leaves.index("batch"))],
            write_page_index=True,
            bloom_filter_options={"id": bloom, "page": bloom},
        )

    def add(self, entry: Entry) -> None:
        self._rows.append(item_of(ROWS, entry, nulls=True))
        if len(self._rows) == _CHUNK:
            self._columns()
            held = sum(batch.nbytes for batch in self._batches)
            if len(self._batches) * _CHUNK >= ROWS_IN_GROUP or held >= BYTES_IN_GROUP:
                self._group()

    def end(self) -> None:
        self._columns()
        self._group()
        self._file.close()

    def _columns(self) -> None:
        if self._rows:
            self._batches.append(self._pa.RecordBatch.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()

    def _group(self) -> None:
        if self._batches:
            table = self._pa.Table.from_batches(self._batches)
            self._batches.clear()
            self._file.write_table(table, row_group_size=table.num_rows)


class _Open:
    """A sink as a file that pyarrow can write to; who gave the sink closes it."""

    closed = False

    def __init__(self, sink: Sink) -> None:
        self.write = sink.write

    def flush(self) -> None:
        """Sinks see to that."""

    def close(self) -> None:
        """Likewise."""


def _type(pa: Any, kind: Any) -> Any:  # noqa: ANN401 - pyarrow has no types of its own to check by
    """A column's type, as pyarrow has it."""
    if isinstance(kind, list):
        return pa.list_(_type(pa, kind[0]))
    if isinstance(kind, dict):
        return pa.struct([(part, _type(pa, one)) for part, one in kind.items()])
    if isinstance(kind, tuple):
        return pa.map_(_type(pa, kind[1]), _type(pa, kind[2]))
    return {str: pa.string(), int: pa.int32(), float: pa.float64(), date: pa.date32()}[kind]


def _leaves(pa: Any, schema: Any) -> list[str]:  # noqa: ANN401
    """The paths of all columns that hold values, as Parquet has them."""

    def below(path: str, kind: Any) -> list[str]:  # noqa: ANN401
        if pa.types.is_list(kind):
            return below(f"{path}.list.element", kind.value_type)
        if pa.types.is_map(kind):
            return [*below(f"{path}.key_value.key", kind.key_type), *below(f"{path}.key_value.value", kind.item_type)]
        if pa.types.is_struct(kind):
            return [leaf for field in kind for leaf in below(f"{path}.{field.name}", field.type)]
        return [path]

    return [leaf for field in schema for leaf in below(field.name, field.type)]


FORMAT = Format(
    name="parquet",
    title="Parquet",
    rows=ROWS,
    begin=lambda sinks, _title, _day: _Table(sinks[0]),
    files=("{}.parquet",),
    extra="parquet",
)
