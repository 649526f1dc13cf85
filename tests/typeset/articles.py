"""The pool of invented articles: records in the shape of a golden page's articles.

They stand in ``articles/<language>.toml``, ``articles/<language>-2.toml`` and so on; a language's files are one pool.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("zh-Hans", "zh-Hant", "en", "de", "fr")
POOL = Path(__file__).parent / "articles"
_NO_BREAK = {
    "fr": re.compile(r"(?<=«) | (?=[;:!?»])|(?<=\d) (?=\d{3}\b)"),
    "de": re.compile(r"(?<=\d) (?=\d{3}\b)"),
}


@dataclass(frozen=True)
class Piece:
    """A piece of a byline; ``at`` is ``own``, ``lead``, ``close`` or ``close-own``."""

    at: str
    text: str


@dataclass(frozen=True)
class Record:
    """An article before it is set: what ``gold.json`` holds, and where each piece of the byline is printed."""

    language: str
    kind: str
    epoch: str
    kicker: tuple[str, ...]
    main: tuple[str, ...]
    deck: tuple[str, ...]
    byline: tuple[Piece, ...]
    authors: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    subheads: tuple[int, ...]
    jump: tuple[str, str, str] | None

    def printed(self, at: str) -> list[str]:
        """The byline's pieces in that place."""
        return [piece.text for piece in self.byline if piece.at == at]

    @property
    def size(self) -> int:
        """Characters of the body."""
        return sum(map(len, self.paragraphs))


@cache
def pool(language: str) -> tuple[Record, ...]:
    """Every article of that language, file after file."""
    files = [POOL / f"{language}.toml", *sorted(POOL.glob(f"{language}-[0-9]*.toml"))]
    tables = [table for file in files for table in tomllib.loads(file.read_text(encoding="utf-8"))["article"]]
    return tuple(_record(language, table) for table in tables)


def _record(language: str, table: dict[str, Any]) -> Record:
    def typeset(text: str) -> str:
        return _NO_BREAK[language].sub("\N{NO-BREAK SPACE}", text) if language in _NO_BREAK else text

    def lines(key: str) -> tuple[str, ...]:
        value = table["headline"].get(key) or ()
        return tuple(map(typeset, (value,) if isinstance(value, str) else value))

    jump = table.get("jump")
    return Record(
        language=language,
        kind=table.get("kind", "article"),
        epoch=table.get("epoch", "modern"),
        kicker=lines("kicker"),
        main=lines("main"),
        deck=lines("deck"),
        byline=tuple(Piece(piece["at"], typeset(piece["text"])) for piece in table.get("byline", ())),
        authors=tuple((author["name"], author["role"]) for author in table.get("authors", ())),
        paragraphs=tuple(map(typeset, table["paragraphs"])),
        subheads=tuple(table.get("subheads", ())),
        jump=(jump["direction"], jump["page"], jump["text"]) if jump else None,
    )


def gold(record: Record) -> dict[str, Any]:
    """The article as a golden page states it."""
    jump = record.jump and dict(zip(("direction", "page", "text"), record.jump, strict=True))
    return {
        "kind": record.kind,
        "headline": {key: " ".join(getattr(record, key)) or None for key in ("kicker", "main", "deck")},
        "authors": [{"name": name, "role": role} for name, role in record.authors],
        "byline": " ".join(piece.text for piece in record.byline),
        "paragraphs": list(record.paragraphs),
        "subheads": list(record.subheads),
        "jump": jump,
    }
