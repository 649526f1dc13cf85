"""What stands above, below and beside the strips of a page in full-width print.

The problem: whether a column goes on to its right shows in what stands over that column: a headline of its own, or nothing,
or one that it shares; and a headline's own width is not in the dump, where its characters take no more room than the
text's. What is known of it: the column that it begins over, how far in, and how many characters it has. Set in the middle of
so many columns, it must come out at a size that headlines are set in.

Left alone: headlines set flush, whose size nothing tells; their columns are told by the other signs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tasks.reflow.columns.strips import Strips

REACH = 12
"""Rows between a strip and what stands right above or below it, at most."""
GUTTER = 2.0
"""Cells of white between columns."""
SAME = 2.6
"""Cells by which the measures of one article's columns differ."""
LEVEL = 3
"""Rows by which the tops of one article's columns differ."""
SMALLEST, LARGEST = 1.05, 3.6
"""How large a headline's type is beside the text's."""
WIDEST = 8
"""Columns of one article, at most."""
MARKS = frozenset("，。；！？、：")


class StripPlaces:
    """The neighbours of a page's strips."""

    def __init__(self, strips: Strips) -> None:
        """Looks at what each strip's rows and grid columns are next to."""
        found, self.all = strips.found, strips.strips
        self.widths = [strips.widths[strip.members[0]] for strip in self.all]
        self.top = np.array([found[strip.members[0]].row for strip in self.all])
        self.bottom = np.array([found[strip.members[-1]].row for strip in self.all])
        self.x0 = np.array([strip.edge if strip.text else found[strip.members[0]].x0 for strip in self.all])
        self.x1 = np.array([max(found[i].x1 for i in strip.members) for strip in self.all])
        self.bare = np.array([_is_bare([strips.said[i] for i in strip.members]) for strip in self.all])
        self.text = np.array([strip.text for strip in self.all]) & ~self.bare
        over = (self.x0[:, None] < self.x1[None, :]) & (self.x0[None, :] < self.x1[:, None])
        gap = self.top[None, :] - self.bottom[:, None]
        gap = np.where(over & (gap > 0), gap, 1 << 20)
        self.gap_above, self.above = gap.min(axis=0), gap.argmin(axis=0)
        self.gap_below, self.below = gap.min(axis=1), gap.argmin(axis=1)
        self._level = [self._columns(k) if self.text[k] else [] for k in range(len(self.all))]

    def over(self, k: int) -> str:
        """What stands right above a strip."""
        return self._sort(k, int(self.above[k]), int(self.gap_above[k]))

    def under(self, k: int) -> str:
        """What stands right below a strip."""
        return self._sort(k, int(self.below[k]), int(self.gap_below[k]))

    def touches(self, a: int, b: int) -> str:
        """Whether a strip stands right above another, and the other right below it."""
        return ("a" if self.above[b] == a and self.gap_above[b] <= REACH else "") + (
            "b" if self.below[a] == b and self.gap_below[a] <= REACH else ""
        )

    def _sort(self, k: int, other: int, gap: int) -> str:
        if gap > REACH:
            return "none"
        near = "" if gap <= 2 else "-far"
        if not self.text[other]:
            return "head" + near
        same = (
            abs(self.all[other].measure - self.all[k].measure) <= SAME and abs(int(self.x0[other] - self.x0[k])) <= LEVEL + 1
        )
        return ("same" if same else "text") + near

    def _columns(self, k: int) -> list[int]:
        """The columns level with a text, from it to the right, of its measure; itself first."""
        fits = self.text & (np.abs(self.top - self.top[k]) <= LEVEL) & (self.x0 >= self.x0[k])
        measure = self.all[k].measure
        order = sorted(np.flatnonzero(fits).tolist(), key=lambda j: (int(self.x0[j]), j != k))
        out = [k]
        for j in order:
            if j == k or self.x0[j] - self.x0[out[-1]] < measure / 4:
                continue
            if abs(self.all[j].measure - measure) > SAME or len(out) >= WIDEST:
                break
            out.append(j)
        return out

    def span(self, head: int, first: int) -> str:
        """Over how many columns from a text on a line can be set in the middle, least and most; ``no`` over none."""
        columns = self._level[first]
        if not columns:
            return "no"
        fits = self._fits(head, columns)
        return f"{min(fits)}-{max(fits)}of{min(4, len(columns))}" if fits else f"no-of{min(4, len(columns))}"

    def _fits(self, head: int, columns: Sequence[int]) -> list[int]:
        """How many of the columns a line may be set in the middle of."""
        x, measure = int(self.x0[head]), self.all[columns[0]].measure
        at = sum(1 for j in columns if self.x0[j] <= x) - 1
        if at < 0:
            return []
        inside = min(2.0 * (x - int(self.x0[columns[at]])), measure + GUTTER)
        off = at * (measure + GUTTER) + inside
        sizes = {n: (n * measure + (n - 1) * GUTTER - 2 * off) / self.widths[head] for n in range(1, len(columns) + 1)}
        return [n for n, size in sizes.items() if SMALLEST <= size <= LARGEST]


def _is_bare(said: Sequence[str]) -> bool:
    """Whether a few lines are a headline's by having no mark that a sentence has."""
    return len(said) <= 2 and not any(MARKS & set(text) for text in said)
