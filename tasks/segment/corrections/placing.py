"""Corrections found on the page: which of its lines each speaks of.

The problem: a correction names printed lines, by their place in the source, and the lines that are labelled are no longer
those: columns that stood side by side in one printed line were parted, pieces of a torn line were put together, a headline
set upright became one line. In order of precedence:

1. a line is told by the characters it shares with the span; the pieces of one row that follow one another count as one;
2. where an article starts (or ends, or has its headline) within a line, the line is cut there;
3. a span over lines of several columns means none of them, unless only one of them is where the page has an edge to deny.

What cannot be placed is set aside, and a warning says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.model.correction import END, START, Correction, Edge, HeadlineOf, KindOf
from tasks.model.ledger import Decision
from tasks.model.page import Line
from tasks.model.trace import Span
from tasks.segment.pieces import piece

SURE = 0.99
"""How sure a person's word is: that of a METS counts the same."""
SCRAP = 2
"""Characters that are no piece of a line worth a cut: a drop capital, a mark that stands before a line."""
MOST = 40
"""Stretches of text that a printed line is made of at most: a span over more is none."""
WHOLE = 0.8
"""From this share of a span on, a line is what the span means, whatever else it touches."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A correction with the lines that it speaks of, by their numbers: those named, and the one of the article's text.

    ``lines`` holds several for an edge that may be that of any of them.
    """

    said: Correction
    lines: tuple[int, ...]
    of: int


@dataclass(frozen=True, slots=True)
class Unused:
    """A correction that was not made, and why."""

    said: Correction
    why: str


class Map:
    """The page's lines by their places in the source."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Of these lines."""
        self.lines = lines
        self.runs = sorted(
            (start, end, i) for i, line in enumerate(lines) for start, end, _ in line.text.stretches if end > start
        )
        self.starts = [start for start, _, _ in self.runs]

    def touched(self, span: Span) -> dict[int, int]:
        """The lines that share characters with a span, and how many; none where it is wider than any printed line."""
        found: dict[int, int] = {}
        first = max(0, bisect_left(self.starts, span[0]) - 4)  # runs do not overlap, but where letters share a place
        last = bisect_left(self.starts, span[1])
        for start, end, i in self.runs[first : last if last - first <= 10 * MOST else first]:
            shared = min(end, span[1]) - max(start, span[0])
            if shared > 0:
                found[i] = found.get(i, 0) + shared
        return dict(sorted(found.items())) if len(found) <= MOST else {}

    def lines_of(self, span: Span) -> tuple[int, ...]:
        """The lines that a span means; several only where they are pieces of one row, one behind the other."""
        found = self.touched(span)
        total = sum(found.values())
        whole = [i for i, shared in found.items() if shared >= WHOLE * total]
        rows = {self.lines[i].row for i in found}
        in_a_row = len(rows) == 1 and all(after == before + 1 for before, after in pairwise(found))
        return tuple(found) if in_a_row else tuple(whole) or tuple(found)

    def is_one(self, found: Sequence[int]) -> bool:
        """Whether these lines are one, or one row."""
        return len({self.lines[i].row for i in found}) == 1 and all(b == a + 1 for a, b in pairwise(found))


def cut(lines: Sequence[Line], corrections: Sequence[Correction]) -> tuple[list[Line], list[Decision]]:
    """The lines, with those cut in which, as a person says, an article starts or ends, or a headline stands."""
    found = Map(lines)
    places: dict[int, set[int]] = {}
    for said in corrections:
        if isinstance(said, Edge) and not said.right or isinstance(said, KindOf):
            continue
        mine: dict[int, list[Span]] = {}
        for span in (said.line,) if isinstance(said, Edge) else said.lines:
            touched = found.lines_of(span)
            if len(touched) == 1:
                mine.setdefault(touched[0], []).append(span)
        for i, spans in mine.items():
            places.setdefault(i, set()).update(_cuts(lines[i], spans, said))
    out: list[Line] = []
    decisions = []
    for i, line in enumerate(lines):
        edges = [0, *sorted(places.get(i, ())), len(line.text)]
        out += [piece(line, a, b, first=not a) for a, b in pairwise(edges)] if len(edges) > 2 else [line]
        for at in edges[1:-1]:
            why: dict[str, float | str] = {"after": line.text.text[max(0, at - 8) : at], "said-by": "a person"}
            span = line.text[at : len(line.text)].extent()
            decisions.append(Decision("segment.split-row", span, "the line is two articles', or a headline's", SURE, why))
    return out, decisions


def _cuts(line: Line, spans: Sequence[Span], said: Edge | HeadlineOf) -> Iterator[int]:
    """Where the line is cut for what stands at these spans of it: before its first letter, behind its last, or both."""
    both = enumerate(zip(line.text.starts, line.text.ends, strict=True))
    inside = [k for k, (start, end) in both if any(lo <= start < end <= hi for lo, hi in spans)]
    edge = said.edge if isinstance(said, Edge) else None
    before = inside[:1] if edge != END else []
    behind = [k + 1 for k in inside[-1:]] if edge != START else []
    for at in (*before, *behind):
        if min(len(line.text.text[:at].strip()), len(line.text.text[at:].strip())) > SCRAP:
            yield at


def place(lines: Sequence[Line], corrections: Sequence[Correction]) -> tuple[list[Placed], list[Unused]]:
    """The corrections with their lines; those that have none, or are contradicted by later ones."""
    found = Map(lines)
    placed: dict[object, Placed] = {}
    unused: list[Unused] = []
    for said in corrections:
        one = _placed(found, said)
        if isinstance(one, Unused):
            unused.append(one)
            continue
        about = (said.edge, one.lines) if isinstance(said, Edge) else (type(said), one.of)
        earlier = placed.pop(about, None)
        if earlier and earlier.said != said and not _same(earlier, one):
            unused.append(Unused(earlier.said, "a later correction contradicts it"))
        placed[about] = one
    return list(placed.values()), unused


def _same(one: Placed, other: Placed) -> bool:
    """Whether two corrections of one line say one thing."""
    if isinstance(one.said, Edge) and isinstance(other.said, Edge):
        return one.said.right == other.said.right
    if isinstance(one.said, HeadlineOf) and isinstance(other.said, HeadlineOf):
        return set(one.lines) == set(other.lines)
    return False


def _placed(found: Map, said: Correction) -> Placed | Unused:
    if isinstance(said, Edge):
        lines = found.lines_of(said.line)
        if not lines:
            return Unused(said, "no line of the page stands there")
        if found.is_one(lines):
            lines = lines[:1] if said.edge == START else lines[-1:]
        elif said.right:
            return Unused(said, "lines of several columns stand there: give the span of one of them")
        return Placed(said, lines, -1)
    text = found.lines_of(said.of)
    if not text:
        return Unused(said, "no line of the page stands at its 'of'")
    if not found.is_one(text):
        return Unused(said, "lines of several columns stand at its 'of': give the span of one of them")
    if not isinstance(said, HeadlineOf):
        return Placed(said, (), text[0])
    order: list[int] = []
    for span in said.lines:
        lines = found.lines_of(span)
        if not lines:
            return Unused(said, f"no line of the page stands at {list(span)}")
        if not found.is_one(lines):
            return Unused(said, f"lines of several columns stand at {list(span)}: give the span of one of them")
        order += lines
    if not set(text).isdisjoint(order):
        return Unused(said, "one line cannot be headline and text")
    return Placed(said, tuple(sorted(set(order))), text[0])
