"""The pages that the weights are learned from: dumps with gold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.press.store import stored
from tests.typeset import LANGUAGES, draw_sheet, dump

TYPESET = Path(__file__).parents[1] / "pages" / "typeset"


@dataclass(frozen=True)
class Page:
    """A dump in one manner, and its gold."""

    name: str
    manner: str
    language: str
    dump: str
    gold: dict[str, Any]


def typeset(manners: Sequence[str], held_out: int | None) -> Iterator[Page]:
    """The typeset pages in these manners; those of even (0) or odd (1) number left out where asked."""
    for folder in sorted(TYPESET.iterdir()):
        if folder.name.startswith("ocr-") or (held_out is not None and int(folder.name[-2:]) % 2 == held_out):
            continue
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        for manner in manners:
            file = folder / f"{manner}.txt"
            if file.exists():
                yield Page(folder.name, manner, gold["language"], file.read_bytes().decode(), gold)


def generated(manners: Sequence[str], each: int, held_out: int | None, purpose: str = "learn") -> Iterator[Page]:
    """Pages that the generator sets anew, ``each`` for every language; with articles of one half of its pool where asked.

    Pages for another ``purpose`` are others.
    """
    hold = None if held_out is None else (1 - held_out, 2)
    for language in LANGUAGES:
        for number in range(each):
            seed, name = f"{purpose} {number}", f"{language}-{number:02d}"
            sheet = draw_sheet(language, seed, name, hold)
            for manner in manners:
                yield Page(name, manner, language, dump(sheet, manner, seed), sheet.gold)


def pressed(manners: Sequence[str], held_out: int | None) -> Iterator[Page]:
    """The pages that ``tests/press`` printed and keeps; those of one half of the pool's articles left out where asked."""
    for language in LANGUAGES:
        for page in stored(language, None if held_out is None else 1 - held_out):
            for manner in manners:
                if manner in page.dumps and not page.set.startswith("ocr"):
                    yield Page(f"{page.set}-{page.name}", manner, language, page.dumps[manner], page.gold)
