"""A page's print on a grid of columns, as the blanks of a dump place it.

The grid is found, not known: poppler counts each character as one column, others give a full-width character two; whichever
makes the edges of neighbouring rows agree better is the page's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from tasks.reflow.lines.rows import cells, takes_two

Ints = npt.NDArray[np.int64]
Bits = npt.NDArray[np.float64]

BLANKS = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""Characters that print nothing."""
LONGEST = 1000
"""Characters in a line beyond which it is no printed line of a page: it is kept whole."""
LARGEST = 2_000_000
"""Grid places beyond which a file is no page; a broadsheet has some 150,000."""


_EACH: Ints = np.arange(LONGEST + 1)  # where each character has a column: shared, so not to be written to
_EACH.flags.writeable = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The page's ink on a grid of columns, and the blanks between its words.

    ``ink[r, x]`` counts printed places of column ``x`` in rows before ``r`` (shape rows + 1, width + 2), so that any stretch
    of a column can be asked at once whether it is white. Blanks (``row``, ``a`` to ``b``) are in reading order;
    ``lead`` are the columns where indented rows begin (``lead_row``); ``breaks`` counts the doubly blank rows above;
    ``left`` and ``right`` bound each row's print (-9 and 0 where it has none).
    """

    ink: npt.NDArray[np.int32]
    row: Ints
    a: Ints
    b: Ints
    lead_row: Ints
    lead: Ints
    breaks: Ints
    left: Ints
    right: Ints
    places: list[Ints | None]

    def white(self, first: Ints, last: Ints, x: Ints) -> npt.NDArray[np.bool_]:
        """Whether column ``x`` has no ink in rows ``first`` to ``last`` (half open)."""
        found: npt.NDArray[np.bool_] = self.ink[last, x] == self.ink[first, x]
        return found


def steadier_grid(lines: Sequence[str]) -> Grid | None:
    """The grid on which the edges of neighbouring rows agree better; None where no page of columns can be."""
    if sum("  " in line.strip() for line in lines if len(line) <= LONGEST) < 3:
        return None
    narrow = _grid(lines, wide=1)
    if narrow is None or all(line.isascii() or cells(line) == len(line) for line in lines if len(line) <= LONGEST):
        return narrow
    wide = _grid(lines, wide=2)
    return wide if wide is not None and _agreement(wide) > _agreement(narrow) else narrow


def _agreement(grid: Grid) -> float:
    """The share of wide blanks that end where one of the row above ends, too."""
    clear = grid.b - grid.a >= 2
    keys = grid.row[clear] * (1 << 20) + grid.b[clear]
    return float(np.isin(keys - (1 << 20), keys).mean()) if len(keys) else 0.0


def _grid(lines: Sequence[str], wide: int) -> Grid | None:
    places = [_places(line, wide) if len(line) <= LONGEST else None for line in lines]
    width = max((int(at[-1]) for at in places if at is not None), default=0)
    if width == 0 or len(lines) * (width + 2) > LARGEST:
        return None
    here = np.zeros((len(lines), width + 2), dtype=np.bool_)
    here[[r for r, at in enumerate(places) if at is None], :-1] = True
    known = [(r, line, at) for r, (line, at) in enumerate(zip(lines, places, strict=True)) if line and at is not None]
    text = "".join([line for _, line, _ in known])
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    inked = np.not_equal(codes, ord(" "))
    for blank in BLANKS[1:]:
        if blank in text:
            inked &= np.not_equal(codes, ord(blank))
    row = np.repeat([r for r, _, _ in known], [len(line) for _, line, _ in known])[inked]
    here[row, np.concatenate([at[:-1] for _, _, at in known])[inked]] = True
    if wide > 1:
        here[row, np.concatenate([at[1:] for _, _, at in known])[inked] - 1] = True
    return _blanks(here, places)


def _blanks(here: npt.NDArray[np.bool_], places: list[Ints | None]) -> Grid:
    """The grid of these printed places, with the blanks between words of one row."""
    edges = np.diff(here.astype(np.int8), axis=1, prepend=0)
    row, begin = np.nonzero(edges == 1)
    _, end = np.nonzero(edges == -1)
    ink = np.zeros((here.shape[0] + 1, here.shape[1]), dtype=np.int32)
    np.cumsum(here, axis=0, out=ink[1:])
    inner = row[1:] == row[:-1]
    empty: npt.NDArray[np.bool_] = np.equal(here.sum(axis=1), 0)
    breaks = np.zeros(len(empty), dtype=np.int64)
    np.cumsum(empty[1:] & empty[:-1], out=breaks[1:])
    left = np.where(empty, -9, here.argmax(axis=1))
    right = np.where(empty, 0, here.shape[1] - here[:, ::-1].argmax(axis=1))
    lead: npt.NDArray[np.bool_] = np.greater_equal(begin, 3)
    lead[1:] &= ~inner
    return Grid(ink, row[1:][inner], end[:-1][inner], begin[1:][inner], row[lead], begin[lead], breaks, left, right, places)


def _places(line: str, wide: int) -> Ints:
    """The grid column of each character, and of the line's end."""
    if "\t" not in line and (wide == 1 or line.isascii()):
        return _EACH[: len(line) + 1] if len(line) <= LONGEST else np.arange(len(line) + 1)
    if "\t" not in line:
        steps = [wide if double else 1 for double in map(takes_two, line)]
        return np.array(list(accumulate(steps, initial=0)))
    at = [0]
    for char in line:
        step = wide if takes_two(char) else 1
        at.append(at[-1] + (8 - at[-1] % 8 if char == "\t" else step))
    return np.array(at)
