"""The pool of invented articles: records in the shape of a golden page's articles.

They stand in ``articles/<language>.toml``, ``articles/<language>-2.toml`` and so on; a language's files are one pool.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("zh-Hans", "zh-Hant", "en", "de", "fr")
POOL = Path(__file__).parent / "articles"
KEPT = 5
"""Of a language's further files, one article in so many is kept from learning."""
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
    """An article before it is set: what ``gold.json`` holds, and where each piece of the byline is printed.

    ``kept`` articles are kept from learning and tuning, so that there are pages that nothing was fitted to; ``file`` is the
    number of the language's file.
    """

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
    kept: bool = False
    file: int = 1

    def printed(self, at: str) -> list[str]:
        """The byline's pieces in that place."""
        return [piece.text for piece in self.byline if piece.at == at]

    @property
    def size(self) -> int:
        """Characters of the body."""
        return sum(map(len, self.paragraphs))


@cache
def pool(language: str, folder: Path = POOL) -> tuple[Record, ...]:
    """Every article of that language: those of ``<language>.toml``, then those of ``<language>-2.toml`` and so on."""
    records: list[Record] = []
    for number, file in enumerate((folder / f"{language}.toml", *sorted(folder.glob(f"{language}-[0-9]*.toml"))), 1):
        tables = tomllib.loads(file.read_text(encoding="utf-8"))["article"]
        records += [_record(language, table, number, number > 1 and place % KEPT == 0) for place, table in enumerate(tables)]
    return tuple(records)


def chosen(
    language: str,
    hold: tuple[int, int] | None = None,
    kept: bool = False,
    folder: Path = POOL,
    files: Sequence[int] | None = None,
) -> tuple[Record, ...]:
    """The articles of a set of pages.

    Args:
        language: of the articles.
        hold: ``(part, parts)``: only those whose place in the pool leaves that remainder, so that sets share none.
        kept: those kept from learning, and no others; else all others.
        folder: of the pool.
        files: only those of the language's files of these numbers.
    """
    part, parts = hold or (0, 1)
    return tuple(
        record
        for place, record in enumerate(pool(language, folder))
        if record.kept == kept and (kept or place % parts == part) and (files is None or record.file in files)
    )


def _record(language: str, table: dict[str, Any], file: int = 1, kept: bool = False) -> Record:
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
        kept=kept,
        file=file,
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
