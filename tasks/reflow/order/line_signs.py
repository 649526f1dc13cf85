"""The lines of a block, with all that says of two of them whether one goes on in the other.

Beside what stands at their edges (:mod:`tasks.reflow.order.follows`): how they fill their measure, whether they were parts
of one line of the dump, in full-width print whether quotations and brackets that one leaves open are closed by the other,
and whether the page has the characters at the joint side by side elsewhere. The signs' weights are learned by ``python -m
tests.learn.follow``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Sequence
from functools import cached_property
from itertools import chain, pairwise
from operator import add

from tasks.languages.pairs import bond
from tasks.reflow.lines.rows import Row, set_width
from tasks.reflow.order.continuity import PAIRED, PAIRS, left_open
from tasks.reflow.order.follows import Edge, bond_after, bond_before, end, start, text_signs

SLACK = 1.6
"""Cells by which lines of one measure differ in full-width print: a mark set close, a digit."""
FILLING = 3
"""Lines that must share a width for it to be a measure."""


def runs_of(rows: Sequence[Row]) -> frozenset[str]:
    """The runs of two and of three characters that stand inside lines of full-width print, a line feed between lines."""
    text = "\n".join([row.text.text for row in rows])
    pairs = list(map(add, text, text[1:]))
    return frozenset(chain(pairs, map(add, pairs, text[2:])))


class Lines:
    """The lines of a block with their ends, starts and widths, found once each."""

    def __init__(
        self,
        rows: Sequence[Row],
        wide: bool,
        language: str,
        cuts: frozenset[int],
        seen: frozenset[str] = frozenset(),
    ) -> None:
        """Reads the block's lines; nothing is decided yet. ``seen`` are the page's runs of characters."""
        self.language = language
        self.seen = seen
        texts = [row.text.text for row in rows]
        widths = [set_width(text, wide) for text in texts]
        measure = sorted(widths)[int(len(texts) * 0.75)] if texts else 0.0
        self.ends = [end(row.text.text, language, bool(cuts) and row.text.ends[-1] in cuts) for row in rows]
        self.starts = [start(text, language) for text in texts]
        self.left = [
            (edge.kind, _left(edge, measure - width <= 2.2 if wide else width >= 0.78 * measure))
            for edge, width in zip(self.ends, widths, strict=True)
        ]
        self.right = [
            (edge.kind, _indent(measure - width) if wide else _case(edge))
            for edge, width in zip(self.starts, widths, strict=True)
        ]
        """What the signs are made of, where no word or character is asked: a kind, and how a line is filled or opens."""
        self.widths = widths
        self.filled = _filled(widths) if wide else []
        """The measure that each line of full-width print fills; nought for one that fills none that others do."""
        self.parts = _parts(rows)
        """Of how many parts of one line of the dump each line is one, and the how manieth."""
        self.marks = [_marks(text) for text in texts] if wide else []
        """Of full-width print the quotation or bracket that each line closes without having opened it, and leaves open."""
        self._plain = not wide and not self.parts
        """Whether nothing else tells of two lines."""

    def signs(self, before: int, after: int) -> list[str]:
        """The signs that one line goes on in another."""
        joint = text_signs(self.ends[before], self.starts[after], self.language)
        names = [*joint, f"{self.left[before][1]}>{self.right[after][1]}"]
        if self.filled:
            names.append(f"{self.left[before][1].partition('-')[0]}:{self._measures(before, after)}")
        if self.parts:
            names.append(f"parts:{self._places(before, after)}")
        if self.left[before][0] == self.right[after][0] == "wide":
            names.append(f"seen:{self._seen(before, after)}")
        marks = self._quoted(before, after)
        if marks:
            names.append(f"marks:{marks}")
        return names

    def _quoted(self, before: int, after: int) -> str:
        """How the quotations and brackets of two lines agree; nothing where neither has any."""
        if not self.marks:
            return ""
        opened, closed = self.marks[before][1], self.marks[after][0]
        if opened in PAIRS and closed in PAIRS.values():
            return "closed" if PAIRS[opened] == closed else "other"
        if opened in PAIRS:
            return "open>" + ("through" if not closed else "again" if opened == closed else "new")
        return (
            f"{opened or 'bare'}>{'close' if closed in PAIRS.values() else 'open' if closed else 'bare'}"
            if opened or closed
            else ""
        )

    def _seen(self, before: int, after: int) -> int:
        """Whether the page has the characters at the joint side by side inside a line: 2 for three of them, 1 for two.

        Names and what an article is about come again, and are divided at lines' ends as often as anything.
        """
        left, right = self.ends[before].text, self.starts[after].text
        if left[-1] + right[0] not in self.seen:
            return 0
        return 2 if left[-2:] + right[0] in self.seen or left[-1] + right[:2] in self.seen else 1

    def _places(self, before: int, after: int) -> str:
        """Whether two lines stand at the same place among the parts of their lines of the dump."""
        (count, place), (other, there) = self.parts[before], self.parts[after]
        if count == other:
            return "alone" if count == 1 else "same" if place == there else "elsewhere"
        if place == there == 0:
            return "first"
        return "last" if count - place == other - there == 1 else "mixed"

    def _measures(self, before: int, after: int) -> str:
        """How the measures agree that two lines of full-width print fill; columns of one article have one."""
        one, other = self.filled[before], self.filled[after]
        if one and other:
            return "one-measure" if abs(one - other) <= SLACK else "other-measure"
        if one:
            short = one - self.widths[after]
            return "wider" if short < -SLACK else f"full>{_indent(short)}"
        if other:
            return "narrower" if self.widths[before] > other + SLACK else "short>full"
        return "short>short"

    def alike(self, before: int, after: int) -> Hashable | None:
        """What pairs of lines have in common that show the same signs; None where words tell, so that none is known."""
        left, right = self.left[before], self.right[after]
        if left[0] == "divided":
            return None
        if self._plain and (left[0] != "wide" or right[0] != "wide"):
            return left, right
        marks = self._quoted(before, after)
        measures = self._measures(before, after) if self.filled else "", self._places(before, after) if self.parts else ""
        if left[0] == right[0] == "wide":
            here = bond(self.ends[before].text[-1], self.starts[after].text[0])
            seen = self._seen(before, after)
            return left, right, measures, marks, here, self._bond_before[before], self._bond_after[after], seen
        return left, right, measures, marks

    @cached_property
    def _bond_before(self) -> list[int]:
        return [bond_before(edge.text) if edge.kind == "wide" else 0 for edge in self.ends]

    @cached_property
    def _bond_after(self) -> list[int]:
        return [bond_after(edge.text) if edge.kind == "wide" else 0 for edge in self.starts]


def _marks(text: str) -> tuple[str, str]:
    """The first mark of quotations and brackets in a line, as it is met from outside, and how the line leaves them.

    The first is a closing mark that nothing in the line opened, or the first that opens; the second is the last that is left
    open, ``shut`` where all are closed, nothing where there is none.
    """
    found = PAIRED.findall(text)
    if not found:
        return "", ""
    closed, opened = left_open(text)
    return closed or found[0], opened or "shut"


def _parts(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """For each row of how many parts of one line of the dump it is one, and the how manieth; nothing if none is."""
    if not any(row.beside for row in rows):
        return []
    begins = [i for i, row in enumerate(rows) if not i or not row.beside]
    return [(z - a, k) for a, z in pairwise([*begins, len(rows)]) for k in range(z - a)]


def _filled(widths: Sequence[float]) -> list[float]:
    """For each line the measure that it fills: the widest near its own width that :data:`FILLING` lines share."""
    order = sorted(widths)
    out = []
    for width in widths:
        first, last = bisect_left(order, width - SLACK), bisect_right(order, width + SLACK)
        out.append(order[last - 1] if last - first >= FILLING else 0.0)
    return out


def _left(edge: Edge, full: bool) -> str:
    closed = "stop" if edge.kind in ("stop", "bracket") else "open"
    return f"{closed}-{'full' if full else 'short'}"


def _indent(short: float) -> str:
    return "indent" if 2.4 <= short <= 6.2 else "flush" if short < 2.4 else "short"


def _case(edge: Edge) -> str:
    return edge.kind if edge.kind in ("digit", "piece") else "lower" if edge.word[:1].islower() else "upper"
