"""JSON Lines: the articles as they are, one a line."""

from __future__ import annotations

from tasks.export.mapping import Format, Lines, Row

ROWS = (Row("*", "the same field"),)

FORMAT = Format(
    name="jsonl",
    title="JSON Lines",
    rows=ROWS,
    begin=lambda sinks, _title, _day: Lines(sinks[0], lambda entry: entry.article),
    files=("{}.jsonl",),
)
