"""Strips: stretches of columns in full-width print, told by their measure.

The problem: what stands below each other at one edge of a dump may be a column of one article and that of the next, a
headline and its text. In full-width print the lines tell: each fills its column's measure to the cell, but for a paragraph's
last, and after that one the next stands in by two ems. So each stack of lines is parted into runs that fit a measure best:
what a line costs that does not fit (too long, too short with no paragraph after it, set in within a sentence) is weighed
against what a new run costs. A line that fits no run is a strip by itself: a headline's, a byline, a caption.

Left alone: lines that stand in one strip though their baselines differ; order among strips is for
:mod:`tasks.reflow.columns.strip_order`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.reflow.columns.gutters import Piece
from tasks.reflow.columns.stacks import Stacks
from tasks.reflow.lines.rows import set_width

SLACK = 2.6
"""Cells by which full lines of one measure differ: marks set close, digits."""
INDENT, IN = 4.0, (2, 4)
"""Cells that a paragraph's first line is in, and the grid columns that come of it."""
LEAST = 10.0
"""Cells of the narrowest measure."""
DRIFT = 14
"""Grid columns that a full line may stand off its column's edge."""
OPENING = 4
"""Lines of a run that may tell its measure."""
LONGEST = 120
"""Lines of a run, at most."""
MOST = 150
"""Strips beyond which a page is no page of columns."""
LOOSE, RUN = 1.3, 1.5
"""What a line by itself costs, and a run."""
ORPHAN, BROKEN, LONG = 2.5, 2.5, 2.5
"""What it costs that no indent follows a short line, that one follows an open sentence, that a line is too long."""
DEAR = 14.0
"""What a run costs, at most."""
APART, STEP = 1.7, 1.2
"""Leadings between two lines beyond which white parts them, and from which it is counted."""
AROUND = 6
"""Rows around in which a text of one measure makes a single line of that measure text."""
STOPS = "。！？…；"
CLOSING = "”’」』）)】〕》〉"
_ENDS = STOPS + CLOSING


@dataclass(slots=True)
class Strip:
    """Lines that follow one another in a column: indices of pieces from top to bottom.

    ``measure`` is the width of a full line in cells, ``edge`` the grid column where lines begin that are not set in.
    ``text`` says whether the lines fit the measure; else there is one, with its own width and place.
    """

    members: list[int]
    measure: float
    edge: int
    text: bool


class Strips:
    """A page's pieces in strips, in the order of the stacks they come of; of a page with more than ``MOST`` not all."""

    def __init__(self, found: Sequence[Piece], texts: Sequence[str]) -> None:
        """Part the pieces, which are given row by row, from left to right."""
        self.found = found
        self.said = [texts[piece.row][piece.start : piece.end] for piece in found]
        self.widths = [set_width(text, wide=True) for text in self.said]
        self.by = Stacks(found)
        self.strips: list[Strip] = []
        for stack in self.by.stacks:
            if stack.members and len(self.strips) <= MOST:
                self._part(stack.members)
        self._know_single_lines()

    def kind(self, i: int, measure: float, edge: int) -> str:
        """What a line is in a column of this measure that begins at this edge.

        ``full`` and ``short`` lines begin at the edge, ``in`` and ``in-short`` ones are set in, ``long`` ones do not fit,
        ``cross`` ones stand anywhere, as a crosshead does.
        """
        width, off = self.widths[i], self.found[i].x0 - edge
        if abs(width - measure) <= SLACK and -4 <= off <= 1:
            return "full"
        if abs(width + INDENT - measure) <= SLACK and IN[0] <= off <= IN[1]:
            return "in"
        if width > measure + SLACK:
            return "long"
        if -1 <= off <= 1:
            return "short"
        if IN[0] <= off <= IN[1]:
            return "in-short"
        return "full" if abs(width - measure) <= SLACK and off <= DRIFT else "cross"

    def open(self, i: int) -> bool:
        """Whether a line ends within a sentence."""
        said = self.said[i].rstrip(CLOSING + " ")
        return bool(said) and said[-1] not in STOPS and self.said[i][-1] not in "）】)"

    def _part(self, members: Sequence[int]) -> None:
        """Part a stack into the runs and single lines that cost least."""
        count = len(members)
        best = [0.0, *[float("inf")] * count]
        how: list[tuple[int, tuple[float, int] | None]] = [(0, None)] * (count + 1)
        for i in range(count):
            if best[i] + LOOSE < best[i + 1]:
                best[i + 1], how[i + 1] = best[i] + LOOSE, (i, None)
            for measure, edge in sorted(self._measures(members[i : i + OPENING])):
                for k, cost in self._run(members, i, measure, edge):
                    if best[i] + cost < best[k]:
                        best[k], how[k] = best[i] + cost, (i, (measure, edge))
        parts: list[Strip] = []
        end = count
        while end:
            begin, told = how[end]
            first = members[begin]
            measure, edge = told or (self.widths[first], self.found[first].x0)
            parts.append(Strip(list(members[begin:end]), measure, edge, told is not None))
            end = begin
        self.strips += reversed(parts)

    def _measures(self, members: Sequence[int]) -> set[tuple[float, int]]:
        """The measures and edges that lines may have: as they stand, or set in."""
        out: set[tuple[float, int]] = set()
        for i in members:
            if self.widths[i] >= LEAST:
                x0 = self.found[i].x0
                out |= {(self.widths[i], x0), (self.widths[i] + INDENT, x0 - IN[0])}
        return out

    def _run(self, members: Sequence[int], first: int, measure: float, edge: int) -> list[tuple[int, float]]:
        """Where a run of this measure may end (half open), and what it costs up to there."""
        out: list[tuple[int, float]] = []
        cost, fulls, before = RUN, 0, ""
        for k in range(first, min(len(members), first + LONGEST)):
            i = members[k]
            kind = self.kind(i, measure, edge)
            cost += self._misfit(i, kind, edge)
            if before:
                cost += self._break(members[k - 1], before, i, kind)
            if cost > DEAR:
                break
            fulls += kind in ("full", "in")
            before = kind
            if fulls >= 2:
                out.append((k + 1, cost))
        return out

    def _misfit(self, i: int, kind: str, edge: int) -> float:
        """What a line costs by itself."""
        off = self.found[i].x0 - edge
        closed = self.said[i][-1] in _ENDS
        if kind == "full":
            return 0.0 if off == 0 else 0.25 if off <= 1 else 1.0
        return {"in": 0.0, "long": LONG, "short": 0.15 if closed else 0.5, "in-short": 0.2 if closed else 0.7}.get(kind, 1.0)

    def _break(self, above: int, before: str, i: int, kind: str) -> float:
        """What it costs that one line follows another."""
        cost = 0.0
        if kind in ("full", "short"):
            cost += ORPHAN if before in ("short", "in-short") else 0.8 if before == "cross" else 0.0
        elif before in ("full", "in") and self.open(above):
            cost += BROKEN if kind in ("in", "in-short") else BROKEN / 2 if kind == "cross" else 0.0
        apart = self.by.y(i) - self.by.y(above)
        return cost + (min(1.5, 0.5 * (apart - STEP)) if apart > APART else 0.0)

    def _know_single_lines(self) -> None:
        """Make single lines text that are as long as a text's near them."""
        rows: dict[int, set[tuple[float, int]]] = {}
        for strip in self.strips:
            if strip.text:
                for i in strip.members:
                    rows.setdefault(self.found[i].row, set()).add((strip.measure, strip.edge))
        for strip in self.strips:
            i = strip.members[0]
            if strip.text or self.widths[i] < LEAST + INDENT:
                continue
            row = self.found[i].row
            near = {told for r in range(row - AROUND, row + AROUND + 1) for told in rows.get(r, ())}
            for measure, _ in sorted(near):
                indent = 0.0 if abs(measure - self.widths[i]) <= SLACK - 1 else INDENT
                if abs(measure - self.widths[i] - indent) <= SLACK - 1:
                    strip.text, strip.measure = True, measure
                    strip.edge = self.found[i].x0 - (IN[0] if indent else 0)
                    break
