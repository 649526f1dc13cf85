"""The published schemas, and validation by them. The validators are built once a process."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema_rs import Draft202012Validator

from tasks.model.errors import LawBroken

ARTICLE_SCHEMA, PAGE_SCHEMA = "article.schema.json", "page.schema.json"
"""The names of the schemas, as files of this package."""

SCHEMA_VERSION = "1.0"


def schema(name: str) -> dict[str, Any]:
    """The schema of this name, as published."""
    from importlib.resources import files  # where it is needed: it takes a while

    loaded: dict[str, Any] = json.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return loaded


def schema_problems(name: str, instance: object) -> list[str]:
    """In what an object does not fit the schema of this name, in words; none if it fits."""
    problems = []
    for error in _validator(name).iter_errors(instance):
        place = ".".join(str(part) for part in error.instance_path)
        problems.append(f"{place or 'the whole'}: {error.message}")
    return problems


def validate_article(article: dict[str, object]) -> None:
    """Raise :class:`LawBroken` unless an article fits its schema."""
    _validate(ARTICLE_SCHEMA, article)


def validate_page(manifest: dict[str, object]) -> None:
    """Raise :class:`LawBroken` unless a page's manifest fits its schema."""
    _validate(PAGE_SCHEMA, manifest)


def _validate(name: str, instance: dict[str, object]) -> None:
    if not _validator(name).is_valid(instance):
        raise LawBroken(f"{instance.get('id')} does not fit {name}: {'; '.join(schema_problems(name, instance)[:3])}")


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name))
