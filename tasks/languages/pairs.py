"""Pairs of Chinese characters that words are made of: how closely two characters belong together.

The pairs are data, ``pairs-zh.txt``, counted from a word list in simplified characters; traditional ones are looked up as
the simplified ones that they stand for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from opencc import OpenCC

LOOSE, CLOSE = 1, 2
"""Together oftener than by chance, and much oftener; nought is neither."""


@lru_cache(maxsize=16384)
def bond(before: str, after: str) -> int:
    """How closely two Chinese characters stand together in words: :data:`CLOSE`, :data:`LOOSE` or nought.

    >>> bond("新", "闻"), bond("新", "聞"), bond("闻", "新")
    (2, 2, 0)
    """
    pair = before + after
    return max(_pairs().get(pair, 0), _pairs().get(_simple().convert(pair), 0))


def bonds(joints: Sequence[str]) -> list[tuple[int, int, int]]:
    """For joints of four characters, two before it and two after it: the bonds of the first two, the middle and the last.

    >>> bonds(["日新闻报"])
    [(0, 2, 0)]
    """
    simple = _simple().convert("\n".join(joints)).split("\n")
    if list(map(len, simple)) != list(map(len, joints)):
        simple = list(joints)
    known = _pairs().get
    return [(known(four[:2], 0), known(four[1:3], 0), known(four[2:], 0)) for four in simple]


@lru_cache(maxsize=1)
def _pairs() -> dict[str, int]:
    out: dict[str, int] = {}
    text = resources.files(__package__).joinpath("pairs-zh.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            first, loose, close = line.split("\t")
            out |= {first + char: LOOSE for char in loose}
            out |= {first + char: CLOSE for char in close}
    return out


@lru_cache(maxsize=1)
def _simple() -> OpenCC:
    return OpenCC("t2s")
