"""What the Chinese credit grammar knows: the words of ``tasks/languages/zh.toml``, made ready once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tasks.languages import language

HAN = r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
"""One Chinese character, the ideographic zero included."""


@dataclass(frozen=True, slots=True)
class Names:
    """What tells a person's name from other words."""

    common: frozenset[str]
    others: frozenset[str]
    compound: frozenset[str]
    never: frozenset[str]
    phrases: tuple[str, ...]
    ordinary: frozenset[str]
    titles: frozenset[str]
    callings: str
    places: frozenset[str]
    place_endings: str
    bodies: tuple[str, ...]
    transliterated: frozenset[str]
    standing: tuple[str, ...]
    pen_endings: tuple[str, ...]
    noting: frozenset[str]


def data() -> Mapping[str, Any]:
    """The language's word lists as they stand in the file; both scripts have one."""
    return language("zh").sections


@lru_cache(maxsize=1)
def names() -> Names:
    """Surnames, places and bodies."""
    table = data()["names"]
    return Names(
        common=frozenset(table["common"]),
        others=frozenset(table["others"]),
        compound=frozenset(table["compound"]),
        never=frozenset(table["never"]),
        phrases=tuple(table["phrases"]),
        ordinary=frozenset(table["ordinary"]),
        titles=frozenset(table["titles"]),
        callings=table["callings"],
        places=frozenset(table["places"]),
        place_endings=table["place_endings"],
        bodies=tuple(table["bodies"]),
        transliterated=frozenset(table["transliterated"]),
        standing=tuple(table["standing"]),
        pen_endings=tuple(table["pen_endings"]),
        noting=frozenset(table["noting"]),
    )


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))) + ")"


NUMERAL = "[0-9〇○零一二三四五六七八九十廿卅元]"
DATE = (
    rf"(?:(?:民国)?{NUMERAL}{{1,4}}年)?(?:{NUMERAL}{{1,3}}月)?{NUMERAL}{{1,3}}日"  # 11月10日, 十日, 民国二十八年四月二十日
    r"|[今昨前]日"
)
"""A date as datelines print it."""
