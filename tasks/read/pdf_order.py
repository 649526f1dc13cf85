"""The characters of a PDF page in the order they were painted, where PDFium gives them in another.

PDFium sorts what stands on one line from left to right, and takes for one line all whose baselines are less than half a
letter's width apart. Where each letter is painted by itself, as in fonts that are drawn (Type 3), a headline and the first
line of the text below it pass for one: they come letter by letter in turn. The page's objects tell how it was painted.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.read.pdf_asked import Asked

if TYPE_CHECKING:
    from tasks.read.pdf import Word

LEVEL = 0.1
"""How far baselines of one line may be apart, in sizes."""

DEEP = 8
"""How deep groups within groups are looked into."""


class Found(NamedTuple):
    """Characters: their numbers in the text, their codes, the white before each: none, seen, painted, or not known (-1)."""

    at: NDArray[np.int64]
    codes: NDArray[np.int64]
    white: NDArray[np.int64]


def found(asked: Asked) -> Found:
    """The page's characters as PDFium orders them, without its blanks."""
    codes = asked.codes()
    blank = (codes <= 32) & (codes != 2) | (codes == 0xA0)
    white = np.zeros(len(codes), np.int64)
    at = np.flatnonzero(blank)
    white[at] = np.where(asked.made_up(at.tolist()), 1, 2)
    at = np.flatnonzero(~blank)
    if not len(at):
        return Found(at, codes[at], white[at])
    return Found(at, codes[at], np.maximum.reduceat(white, np.concatenate([[0], at]))[:-1])


def is_mingled(words: Sequence[Word]) -> bool:
    """Whether two lines come in turn: a word on the baseline of the last but one, and that between them on another."""
    return any(
        second.size != first.size == third.size
        and abs(first.baseline - third.baseline) < LEVEL * first.size < abs(first.baseline - second.baseline)
        for first, second, third in zip(words, words[1:], words[2:], strict=False)
    )


def painted(characters: Found, text: Any, page: Any, raw: Any) -> Found:  # noqa: ANN401 - the library has no types of its own
    """The page's characters as they were painted; as they are given where PDFium does not say which object is whose."""
    if not hasattr(raw, "FPDFText_GetTextObject"):
        return characters
    rank: dict[int | None, int] = {}
    _rank(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, raw, rank, DEEP)
    last, ranks = 0, []
    for at in characters.at.tolist():
        last = rank.get(_address(raw.FPDFText_GetTextObject(text, at)), last)
        ranks.append(last)
    order = np.argsort(np.array(ranks), kind="stable")
    follows = np.diff(order, prepend=-1) == 1
    return Found(characters.at[order], characters.codes[order], np.where(follows, characters.white[order], -1))


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
