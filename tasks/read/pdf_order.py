"""The characters of a PDF page in the order they were painted, where PDFium gives them in another.

PDFium sorts what stands on one line from left to right, and takes for one line all whose baselines are less than half a
letter's width apart. Where each letter is painted by itself, as in fonts that are drawn (Type 3), a headline and the first
line of the text below it pass for one: they come letter by letter in turn. The page's objects tell how it was painted.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tasks.read.pdf import Word

Found = tuple[int, int, int]
"""A character: its number in the text, its code, and the white before it: none, seen, painted, or not known (-1)."""

LEVEL = 0.1
"""How far baselines of one line may be apart, in sizes."""

DEEP = 8
"""How deep groups within groups are looked into."""


def found(text: Any, raw: Any) -> list[Found]:  # noqa: ANN401 - the library has no types of its own
    """The page's characters as PDFium orders them, without its blanks."""
    code_at, generated = raw.FPDFText_GetUnicode, raw.FPDFText_IsGenerated
    out: list[Found] = []
    white = 0
    for i in range(raw.FPDFText_CountChars(text)):
        code = code_at(text, i)
        if code <= 32 and code != 2 or code == 0xA0:
            white = max(white, 1 if generated(text, i) else 2)
        else:
            out.append((i, code, white))
            white = 0
    return out


def is_mingled(words: Sequence[Word]) -> bool:
    """Whether two lines come in turn: a word on the baseline of the last but one, and that between them on another."""
    return any(
        first.size == third.size
        and abs(first.baseline - third.baseline) < LEVEL * first.size < abs(first.baseline - second.baseline)
        and second.size != first.size
        for first, second, third in zip(words, words[1:], words[2:], strict=False)
    )


def painted(text: Any, page: Any, raw: Any) -> list[Found]:  # noqa: ANN401
    """The page's characters as they were painted; as PDFium orders them where it does not say which object is whose."""
    characters = found(text, raw)
    if not hasattr(raw, "FPDFText_GetTextObject"):
        return characters
    rank: dict[int | None, int] = {}
    _rank(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, raw, rank, DEEP)
    last, keyed = 0, []
    for n, one in enumerate(characters):
        last = rank.get(_address(raw.FPDFText_GetTextObject(text, one[0])), last)
        keyed.append((last, n))
    order = [n for _, n in sorted(keyed)]
    out = []
    for before, n in zip([-1, *order], order, strict=False):
        i, code, white = characters[n]
        out.append((i, code, white if before == n - 1 else -1))
    return out


def _rank(
    group: Any,  # noqa: ANN401
    count: Callable[[Any], int],
    get: Callable[[Any, int], Any],
    raw: Any,  # noqa: ANN401
    rank: dict[int | None, int],
    deep: int,
) -> None:
    """Number the objects of a page or group in the order they are painted."""
    for i in range(count(group)):
        one = get(group, i)
        rank[_address(one)] = len(rank)
        if deep and raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_FORM:
            _rank(one, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, raw, rank, deep - 1)


def _address(pointer: Any) -> int | None:  # noqa: ANN401
    return ctypes.cast(pointer, ctypes.c_void_p).value
