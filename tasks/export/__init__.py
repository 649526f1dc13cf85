"""Exports: published articles as other programs read them, one file here for each format.

A format is a table (:class:`~tasks.export.mapping.Row`): which field of an article goes to which place of the format. What
is written follows from the table, and so does the one in ``docs/export.md``. Every field of ``article.schema.json`` is in a
format's rows or among what it cannot hold, with the reason (``tests/test_export_table.py`` compares the two).

Entries come in one by one and bytes go out; nothing here opens a file. No clock is read: the same articles and the same
version give the same bytes. A format is imported when it is asked for, so that none costs those who do not use it.
"""

from __future__ import annotations

from importlib import import_module

from tasks.export.mapping import Entry, Format, NotHeld, PackageMissing, Row, Sink, Writer
from tasks.export.wanted import Wanted, day_of

NAMES = ("jsonl", "parquet", "dolma", "ninjs", "json-ld", "american-stories", "impresso", "tei")
"""What the formats are called."""

__all__ = ["NAMES", "Entry", "Format", "NotHeld", "PackageMissing", "Row", "Sink", "Wanted", "Writer", "day_of", "format_of"]


def format_of(name: str) -> Format:
    """The format of this name, one of :data:`NAMES`."""
    found: Format = import_module(f"tasks.export.{name.replace('-', '_')}").FORMAT
    return found
