"""Newspaper pages of invented articles, printed by a real engine and read back by real tools.

``tests/typeset`` imitates what readers do to a page; here Chromium sets it and the readers themselves read it, so that pages
hold what nobody thought of imitating. ``compose`` makes a page's HTML and its gold; ``store`` keeps what was read of it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.press import sheet
from tests.press.furniture import draw_furniture
from tests.press.styles import FAMILIES, Look, draw_look
from tests.typeset.articles import LANGUAGES, Record

__all__ = ["FAMILIES", "LANGUAGES", "Look", "Page", "compose", "draw_page"]


@dataclass(frozen=True)
class Page:
    """A page before it is printed."""

    name: str
    look: Look
    html: str
    gold: dict[str, Any]


def draw_page(name: str, language: str, records: Sequence[Record], family: str, seed: str, fewer: int = 0) -> Page:
    """Draw a paper, an epoch and five to eighteen of these articles, less ``fewer`` if they did not fit its page.

    The same arguments give the same page.
    """
    rng = random.Random(f"press {language} {seed}")
    count = {epoch: sum(record.epoch == epoch for record in records) for epoch in sorted({r.epoch for r in records})}
    epoch = rng.choices([epoch for epoch in count if count[epoch] >= 3], [n for n in count.values() if n >= 3])[0]
    chosen = [record for record in records if record.epoch == epoch]
    variety = "kept" if family == "kept" else epoch
    look = draw_look(language, family, rng, epoch == "old")
    if rng.random() < 0.75:
        top, foot = draw_furniture(language, variety, rng)
        look = replace(look, top=top, foot=foot)
    articles = rng.sample(chosen, min(len(chosen), rng.randint(*(7, 10) if family == "house" else (5, 18))))
    articles = articles[: max(1, len(articles) - fewer)]
    return compose(name, [sheet.dress(record, look, variety, rng) for record in articles], look, seed)


def compose(name: str, records: Sequence[Record], look: Look, seed: str) -> Page:
    """Set these articles in this order in that look."""
    return Page(name, look, sheet.html(records, look, random.Random(f"sheet {seed}")), sheet.golden(records, look, name))
