"""Invented newspaper pages, set into columns and dumped with the damage that real readers do.

``set_page`` makes one dump and its golden articles. ``compose`` sets a page once, ``dump`` reads it in any of ``MANNERS``;
``pool`` holds the articles and ``draw_style`` the papers. Everything follows from the seed.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from tests.typeset.articles import LANGUAGES, Record, chosen, pool
from tests.typeset.manners import MANNERS, dump
from tests.typeset.page import Sheet, compose
from tests.typeset.style import Style, draw_style

__all__ = [
    "LANGUAGES",
    "MANNERS",
    "Record",
    "Sheet",
    "Style",
    "compose",
    "draw_sheet",
    "draw_style",
    "dump",
    "pool",
    "set_page",
]


def set_page(articles: Sequence[Record], style: Style, seed: int | str, manner: str = "raw") -> tuple[str, dict[str, Any]]:
    """Set these articles into a page of that style; the dump in that manner, and the golden page."""
    sheet = compose(articles, style, seed)
    return dump(sheet, manner, seed), sheet.gold


def draw_sheet(language: str, seed: int | str, name: str = "", hold: tuple[int, int] | None = None) -> Sheet:
    """Draw a paper, an epoch and three to nine articles.

    ``hold`` is ``(part, parts)``: only articles whose place in the pool leaves that remainder, so that sets share none.
    Articles kept from learning are never drawn.
    """
    rng = random.Random(f"draw {language} {seed}")
    records = chosen(language, hold)
    epochs = sorted({record.epoch for record in records})
    epoch = rng.choice([epoch for epoch in epochs if sum(record.epoch == epoch for record in records) >= 3])
    fitting = [record for record in records if record.epoch == epoch]
    articles = rng.sample(fitting, min(len(fitting), rng.randint(3, 9)))
    return compose(articles, draw_style(language, rng, epoch == "old"), seed, name)
