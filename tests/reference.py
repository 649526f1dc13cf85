"""The reference of fields and warnings, made of the schemas in the package and of ``tasks/command/warnings.toml``.

``python -m tests.reference`` writes ``docs/fields.md`` and the README's table of warnings anew.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from tests.documents import ROOT

PAGE = ROOT / "docs/fields.md"
README = ROOT / "README.md"
WARNINGS = ROOT / "tasks/command/warnings.toml"
TABLE = re.compile(r"(?<=\n## Warnings\n\n)(?:\|[^\n]*\n)+")
"""Where the README has its warnings."""

SCHEMAS = {
    "An article: `<nn>.json`, and each line of `articles.jsonl`": "tasks/emit/article.schema.json",
    "A page: `page.json`": "tasks/emit/page.schema.json",
    "A run: `run.json`": "tasks/run/run.schema.json",
}
HEAD = """# Every field, every warning

<!-- Made by 'make docs' of the schemas in tasks/ and of tasks/command/warnings.toml: change the words there. -->

How to read and trust them is in [For downstream developers](downstream.md). Fields are in the order of the files. `[]` is
an item of a list, `*` any key; a field is always there unless its kind says *optional*, and unknown is `null`, never `""`.
The schemas (JSON Schema 2020-12) lie in the package, at the path below each heading.
"""
NAMED = {"span": "`[start, end]`", "spans": "list of `[start, end]`", "language": "text, BCP 47", "time": "time, UTC"}
"""Definitions of the schemas that have a short name."""

Rule = dict[str, Any]


def warnings() -> dict[str, dict[str, str]]:
    """Each warning's ``on``, ``means`` and ``do``, by its code."""
    return tomllib.loads(WARNINGS.read_text(encoding="utf-8"))


def warning_table() -> str:
    """The table of warnings."""
    rows = [f"| `{code}` | {one['on']} | {one['means']} | {one['do']} |\n" for code, one in warnings().items()]
    return "| code | on | means | what to do |\n|---|---|---|---|\n" + "".join(rows)


def fields(schema: Rule) -> Iterator[tuple[str, str, str]]:
    """Every field of a schema: its path, its kind, what it holds. What several places share is told at the first of them."""
    told: set[str] = set()

    def inner(path: str, rule: Rule) -> Iterator[tuple[str, str, str]]:
        name = rule.get("$ref", "").rpartition("/")[2]
        whole = schema["$defs"][name] | rule if name else rule
        if not name or name not in told:
            told.add(name)
            for key, value in whole.get("properties", {}).items():
                yield from field(f"{path}.{key}", value, key not in whole.get("required", ()))
            if isinstance(whole.get("additionalProperties"), dict):
                yield from others(f"{path}.*", whole["additionalProperties"])
            if isinstance(whole.get("items"), dict) and name not in NAMED:
                yield from inner(f"{path}[]", whole["items"])

    def others(path: str, rule: Rule) -> Iterator[tuple[str, str, str]]:
        says = schema.get("$defs", {}).get(rule.get("$ref", "").rpartition("/")[2], {}).get("description")
        yield from field(path, rule, True) if says else inner(path, rule)

    def field(path: str, rule: Rule, optional: bool) -> Iterator[tuple[str, str, str]]:
        name = rule.get("$ref", "").rpartition("/")[2]
        says = rule.get("description") or schema["$defs"].get(name, {}).get("description", "")
        assert says, f"{path} has no description"
        yield path.removeprefix("."), kind(rule, schema["$defs"]) + (", *optional*" if optional else ""), says
        yield from inner(path, rule)

    return inner("", schema)


def kind(rule: Rule, defs: dict[str, Rule]) -> str:
    """What a value may be, in words."""
    name = rule.get("$ref", "").rpartition("/")[2]
    if name in NAMED:
        return NAMED[name]
    whole = defs[name] | rule if name else rule
    if "const" in whole:
        return f"`{whole['const']}`"
    if "enum" in whole:
        return ", ".join("null" if value is None else f"`{value}`" for value in whole["enum"])
    if "anyOf" in whole:
        return " or ".join(kind(one, defs) for one in whole["anyOf"])
    types = whole["type"] if isinstance(whole["type"], list) else [whole["type"]]
    return " or ".join(_type(one, whole, defs) for one in types)


def _type(name: str, rule: Rule, defs: dict[str, Rule]) -> str:
    if name in ("number", "integer"):
        word = "number" if name == "number" else "whole number"
        low, high = rule.get("minimum"), rule.get("maximum")
        return word + (f", {low} to {high}" if high is not None else f" from {low}" if low is not None else "")
    if name == "array":
        items = rule.get("items", {})
        plain = "properties" not in items and "prefixItems" not in items
        return f"list of {kind(items, defs)}" if plain else "list"
    return {"string": "text", "object": "object", "null": "null", "boolean": "true or false"}[name]


def page() -> str:
    """``docs/fields.md`` as it must be."""
    parts = [HEAD]
    for title, path in SCHEMAS.items():
        schema = json.loads((ROOT / path).read_text(encoding="utf-8"))
        rows = [f"| `{name}` | {what} | {says} |\n" for name, what, says in fields(schema)]
        parts.append(f"\n## {title}\n\n`{path}`\n\n| field | kind | holds |\n|---|---|---|\n{''.join(rows)}")
    where = "Those on an article stand in its `warnings`, those on a page in the `warnings` of `page.json`."
    return "".join([*parts, f"\n## Warnings\n\n{where}\n\n{warning_table()}"])


def readme() -> str:
    """The README with its table of warnings as it must be."""
    return TABLE.sub(lambda _: warning_table(), README.read_text(encoding="utf-8"), count=1)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    README.write_text(readme(), encoding="utf-8")
