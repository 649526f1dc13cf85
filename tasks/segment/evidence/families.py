"""Pieces of evidence as numbers: families of names that differ in a few values, and what a page's lines show of each.

A page has some hundred lines, a line some seventy pieces of evidence. Spelt out and looked up one by one they cost more than
all that is done with them; so a line's value is the number of a name in a family, all lines' values are found at once, and a
name is read only where somebody asks for it: in the ledger, by those who learn the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.intp]
"""For each line the number of a value; of a family's names, nought is none of them."""
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Kind = TypeVar("Kind", bound=np.generic)


class Family:
    """Names of evidence: a pattern, and the values that stand in its gaps.

    >>> after = Family("after:{}+gap:{}", ("comma", "dash"), ("0", "1"))
    >>> after.names[1:]
    ('after:comma+gap:0', 'after:comma+gap:1', 'after:dash+gap:0', 'after:dash+gap:1')
    >>> after.column(np.array([1, 0]), np.array([0, 1])).name(0)
    'after:dash+gap:0'
    """

    __slots__ = ("names", "of_page", "sizes")

    def __init__(self, pattern: str, *values: Sequence[str], of_page: bool = False) -> None:
        """All names of a pattern whose gaps are ``{}``, one list of values for each; ``of_page``: made for just one page."""
        self.of_page = of_page
        self.sizes = [len(some) for some in values]
        self.names = ("", *(pattern.format(*some) for some in product(*values)))

    def column(self, *codes: Codes, where: Flags | None = None) -> Column:
        """What the lines show of this family, given the number of each gap's value; nothing but ``where`` that holds."""
        code = codes[0]
        for more, size in zip(codes[1:], self.sizes[1:], strict=True):
            code = code * size + more
        return Column(self, code + 1 if where is None else (code + 1) * where)

    def flag(self, where: Flags) -> Column:
        """The family's one name where that holds."""
        return Column(self, where.astype(np.intp))

    def none(self, lines: int) -> Column:
        """Nothing of this family, in so many lines."""
        return Column(self, np.zeros(lines, np.intp))


@dataclass(frozen=True, slots=True)
class Column:
    """What a page's lines show of one family: for each line the number of a name, or nought."""

    family: Family
    codes: Codes

    def name(self, line: int) -> str:
        """What that line shows; empty if nothing."""
        return self.family.names[int(self.codes[line])]


def later(values: npt.NDArray[Kind], by: int = 1) -> npt.NDArray[Kind]:
    """Each line's value is that of the line so many above; above the first, nought."""
    out = np.zeros_like(values)
    out[by:] = values[: max(0, len(values) - by)]
    return out


def sooner(values: npt.NDArray[Kind], by: int = 1) -> npt.NDArray[Kind]:
    """Each line's value is that of the line so many below; below the last, nought."""
    out = np.zeros_like(values)
    out[: max(0, len(values) - by)] = values[by:]
    return out


def spelt(names: Sequence[Sequence[str]]) -> list[Column]:
    """Columns for names that are spelt out line by line, in their order, each once a line."""
    some = [(i, list(dict.fromkeys(mine))) for i, mine in enumerate(names) if mine]
    out = []
    for k in range(max((len(mine) for _, mine in some), default=0)):
        here = [(i, mine[k]) for i, mine in some if k < len(mine)]
        numbers = {name: n for n, name in enumerate(dict.fromkeys(name for _, name in here))}
        codes = np.zeros(len(names), np.intp)
        codes[[i for i, _ in here]] = [numbers[name] + 1 for _, name in here]
        out.append(Column(Family("{}", tuple(numbers), of_page=True), codes))
    return out


def named(columns: Sequence[Column], lines: int) -> list[list[str]]:
    """The names of what each line shows, in the columns' order."""
    codes = [(column.family.names, column.codes.tolist()) for column in columns]
    return [[names[mine[i]] for names, mine in codes if mine[i]] for i in range(lines)]
