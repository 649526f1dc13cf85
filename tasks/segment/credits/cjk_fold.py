"""Chinese text folded to one form for comparing: simplified characters, half-width signs, every character in its place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from opencc import OpenCC

_SIGNS = {
    "\N{FULLWIDTH SOLIDUS}∕╱⁄": "/",
    "\N{FULLWIDTH VERTICAL LINE}丨│┃︱¦": "|",
    "\N{FULLWIDTH COLON}︰﹕∶": ":",
    "\N{BULLET}\N{KATAKANA MIDDLE DOT}‧∙⋅・･": "\N{MIDDLE DOT}",
    "\N{FULLWIDTH COMMA}": ",",
    "\N{FULLWIDTH SEMICOLON}": ";",
    "\N{FULLWIDTH LEFT PARENTHESIS}〔［[【﹝﹙": "(",
    "\N{FULLWIDTH RIGHT PARENTHESIS}〕］]】﹞﹚": ")",
    "\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\N{THIN SPACE}\N{EN SPACE}\N{EM SPACE}\t\n\r": " ",
    "「『": "“",
    "」』": "”",
}
_MISREAD = re.compile(r"〈(?=[^〈〉()]{1,40}\))")


class _Folding(dict[int, int]):
    """``str.translate`` table that learns each character when it is first met."""

    def __init__(self) -> None:
        super().__init__((ord(sign), ord(plain)) for signs, plain in _SIGNS.items() for sign in signs)
        self._simplify: Any = OpenCC("t2s")

    def __missing__(self, code: int) -> int:
        char = chr(code)
        if 0xFF01 <= code <= 0xFF5E:  # full-width ASCII
            plain = chr(code - 0xFEE0)
        elif 0xD800 <= code <= 0xDFFF:  # a lone surrogate is no character to convert
            plain = char
        else:
            plain = self._simplify.convert(char) if code > 0x2E7F else char
        self[code] = ord(plain) if len(plain) == 1 else code
        return self[code]


@lru_cache(maxsize=1)
def _folding() -> _Folding:
    return _Folding()


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """The text with one character for each of its own, so that positions hold in both.

    A title's mark that a bracket closes is one that OCR took for the bracket.

    >>> fold("【本報記者　楊安／攝】"), fold("〈記者楊安）")
    ('(本报记者 杨安/摄)', '(记者杨安)')
    """
    folded = text.translate(_folding())
    return _MISREAD.sub("(", folded) if "〈" in folded else folded
