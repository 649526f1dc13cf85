"""The tables of ``docs/export.md``, made from the formats' own; ``python -m tests.export_table`` writes them there."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from tasks.export import NAMES, Format, format_of
from tasks.export.mapping import split

DOC = Path(__file__).resolve().parents[1] / "docs/export.md"
WHOLE = ("jsonl",)
"""Formats without a column: all fields are as they are."""
_MARKS = "<!-- {}: made by python -m tests.export_table -->", "<!-- end of {} -->"


def contract() -> list[str]:
    """The fields of an article, as its schema has them; what is below ``provenance`` stays together."""
    schema = json.loads(files("tasks.emit").joinpath("article.schema.json").read_text(encoding="utf-8"))
    return list(_below(schema, ""))


def _below(node: dict[str, Any], path: str) -> Iterator[str]:
    inner = node.get("items", node).get("properties")
    if not inner or path.startswith("provenance."):
        yield path
        return
    for name, child in inner.items():
        yield from _below(child, f"{path}.{name}".lstrip("."))


def formats() -> list[Format]:
    """Those with a column."""
    return [format_of(name) for name in NAMES if name not in WHOLE]


def mapping() -> str:
    """A row for each field, a column for each format."""
    found = formats()
    lines = [_row(["field", *(one.name for one in found)]), _row(["---"] * (len(found) + 1))]
    for field in contract():
        lines.append(_row([f"`{field}`", *(_cell(one, field) for one in found)]))
    lines.append(_row(["always", *(_cell(one, "") for one in found)]))
    return "\n".join(lines)


def _cell(one: Format, field: str) -> str:
    places = [row.to for row in one.rows if field in (split(row.field) or [""])]
    return "<br>".join(map(_code, dict.fromkeys(places))) or ("–" if field else "")


def _code(place: str) -> str:
    name, _, remark = place.partition(" ")
    if name.endswith(","):  # two places in one
        return f"`{place}`"
    return f"`{name}` {remark}".strip()


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def lost() -> str:
    """What each format cannot hold, and why."""
    lines = []
    for one in formats():
        told = [f"{', '.join(f'`{field}`' for field in split(fields))}: {why}" for fields, why in one.lost]
        lines.append(f"- **{one.name}**: {'; '.join(told) or 'holds all'}.")
    return "\n".join(lines)


def made(text: str) -> str:
    """A document with its tables made anew."""
    for name, table in (("mapping", mapping()), ("lost", lost())):
        begin, end = (mark.format(name) for mark in _MARKS)
        before, _, rest = text.partition(begin)
        _, found, after = rest.partition(end)
        assert found, f"{DOC} has no place for {name}"
        text = f"{before}{begin}\n{table}\n{end}{after}"
    return text


if __name__ == "__main__":
    DOC.write_text(made(DOC.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
