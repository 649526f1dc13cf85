"""Running heads, foot lines and jump lines of invented papers, drawn from ``furniture.toml``."""

from __future__ import annotations

import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("furniture.toml")


@cache
def _tables() -> dict[str, dict[str, Any]]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


def _table(language: str, variety: str) -> dict[str, Any]:
    table = _tables()[language]
    return table | table.get(variety, {})


def draw_furniture(language: str, variety: str, rng: random.Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts of a page's running head and of its foot line, from left to right.

    Args:
        language: of the page.
        variety: ``modern``, ``old`` or ``kept``.
        rng: draws them.
    """
    table = _table(language, variety)
    month = rng.randint(1, 12)
    filled = {
        "m": month,
        "month": table["months"][month - 1],
        "day": rng.randint(1, 28),
        "year": rng.randint(*table["years"]),
        "page": rng.randint(1, 9) if language.startswith("zh") else rng.randint(1, 40),
        "number": rng.randint(2, 365),
        **{one: rng.choice(table[many]) for one, many in _ONES.items()},
    }

    def parts(key: str) -> tuple[str, ...]:
        return tuple(part.format(**filled) for part in rng.choice(table[key]))

    return parts("heads"), parts("feet") if rng.random() < 0.7 else ()


_ONES = {"paper": "papers", "section": "sections", "editor": "editors", "weekday": "weekdays"}


def draw_jump(language: str, variety: str, rng: random.Random) -> tuple[str, str, str]:
    """A jump line: its direction, the page and the words."""
    direction, page = "to" if rng.random() < 0.7 else "from", str(rng.randint(2, 12))
    words = rng.choice(_table(language, variety)[direction])
    return direction, page if "{}" in words else "1", words.format(page)
