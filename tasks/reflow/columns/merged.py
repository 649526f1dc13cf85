"""Columns that run together: lines whose gutter is one blank at no steady place.

The problem: where two columns stand close, poppler takes their lines for one, and the right column begins wherever the left
one's characters end: further right where digits (half as wide as a full-width character) are many. No edge is steady on the
grid, but the *print* is: a full line of the left column is as wide as its column, and in full-width print its characters
tell how wide that is, to half a character.

So the widths at which lines end are gathered, over the lines that begin at one edge: each line's own end, and each blank in
it, as a place where it may end. Where lines that go on further have a blank at the width that others end at, and most of
them do, it is the gutter. The rest of these lines begin at one edge again, and the same is asked of them.

Left alone: Latin print, where the width of a line's characters says little of its column's.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from tasks.reflow.columns.grid import BLANKS
from tasks.reflow.columns.gutters import Piece
from tasks.reflow.lines.rows import QUOTES, set_width

NEAR = 8
"""Rows without a line of a stack after which it ends."""
INDENT = 3
"""Grid columns that a first line may stand in."""
SLACK = 2.6
"""Cells (half an em) by which lines set to one measure differ: marks set close, digits."""
VOTES = 3
"""Lines that must end at a width for it to be a measure."""
MOST = 0.6
"""The share of longer lines that must have a blank there."""
LEAST = 8.0
"""Cells of the narrowest column: four full-width characters."""
REACH = 4
"""Lines of a stack looked at on either side."""
RAGGED = 8
"""Grid columns by which the right column's edge wanders."""
GIVE = 3
"""Grid columns that a line's end counts short before a narrow gutter, so that ragged ends leave it white."""
DEEPEST = 8
"""Columns run together, at most."""
_BLANK = re.compile(f"[{BLANKS}]+")
_FULL = str.maketrans(dict.fromkeys(QUOTES, "\N{IDEOGRAPHIC COMMA}"))  # marks that are full-width in full-width print


Parts = dict[int, list[Piece]]
"""By index of a piece: what it was parted into."""
Starts = dict[int, list[int]]
"""By row: where pieces begin, before any is parted again."""


@dataclass(frozen=True, slots=True)
class Stacked:
    """A piece in a stack of lines, and how far its print is in from the stack's edge, in cells."""

    index: int
    piece: Piece
    indent: float


def part_merged(lines: Sequence[str], found: Sequence[Piece], whole_rows: Container[int]) -> list[Piece]:
    """The pieces, those parted again that hold lines of several columns run together.

    Args:
        lines: the page's lines.
        found: their pieces, row by row.
        whole_rows: rows that are no lines of columns (running heads, lines longer than any printed one).
    """
    parts: Parts = {}
    starts: Starts = {}
    for piece in found:
        starts.setdefault(piece.row, []).append(piece.x0)
    for stack in _stacks(found, whole_rows):
        _part(lines, stack, parts, starts, 0)
    whole = [part for i, piece in enumerate(found) for part in parts.get(i, [piece])]
    out: list[Piece] = []
    for one, next_ in zip(whole, [*whole[1:], None], strict=True):
        if next_ is not None and next_.row == one.row and next_.x0 - one.x1 <= GIVE:
            one = replace(one, x1=max(one.x0 + 1, min(one.x1, next_.x0) - GIVE))
        out.append(one)
    return out


def _stacks(found: Sequence[Piece], whole_rows: Container[int]) -> list[list[Stacked]]:
    """Pieces that begin at one edge, a few rows apart at most."""
    stacks: list[list[Stacked]] = []
    open_: list[tuple[int, int, int]] = []  # edge, last row, index into stacks
    for index, piece in enumerate(found):
        if piece.row in whole_rows:
            continue
        open_ = [one for one in open_ if piece.row - one[1] <= NEAR]
        fits = [one for one in open_ if 0 <= piece.x0 - one[0] <= INDENT and one[1] < piece.row]
        early = [one for one in open_ if 0 < one[0] - piece.x0 <= INDENT and one[1] < piece.row and len(stacks[one[2]]) == 1]
        if fits:
            edge, _, at = max(fits)
        elif early:
            was, _, at = min(early)
            edge = piece.x0
            stacks[at] = [replace(one, indent=2.0 * (was - edge)) for one in stacks[at]]
        else:
            edge, at = piece.x0, len(stacks)
            stacks.append([])
        stacks[at].append(Stacked(index, piece, 2.0 * (piece.x0 - edge)))
        open_ = [one for one in open_ if one[2] != at] + [(edge, piece.row, at)]
    return stacks


def _part(lines: Sequence[str], stack: Sequence[Stacked], parts: Parts, starts: Starts, depth: int) -> None:
    """Part a stack's lines at the measure of its first column, and what is right of it as a stack of its own."""
    ends = [_ends(lines[one.piece.row][one.piece.start : one.piece.end], one.indent) for one in stack]
    rest: list[Stacked] = []
    for i, (one, own) in enumerate(zip(stack, ends, strict=True)):
        measure = _measure(ends[max(0, i - REACH) : i + REACH + 1], own) if len(own) > 1 and depth < DEEPEST else None
        end = _at(own, measure) if measure is not None else None
        if end is not None:
            piece = one.piece
            parts.setdefault(one.index, []).append(replace(piece, end=piece.start + end.stop, x1=piece.x0 + end.stop))
            right = replace(piece, start=piece.start + end.next, x0=piece.x0 + end.next)
            rest.append(Stacked(one.index, right, 2.0 * min(INDENT, end.next - end.stop - 1)))
        elif depth:
            parts[one.index].append(one.piece)
    if rest:
        _part(lines, _snapped(rest, starts), parts, starts, depth + 1)


def _snapped(rest: list[Stacked], starts: Starts) -> list[Stacked]:
    """The right pieces moved to the edge that their column has in the rows around, which is further right, never left."""
    out: list[Stacked] = []
    for i, one in enumerate(rest):
        x, row = one.piece.x0, one.piece.row
        rows = [r for r in range(row - NEAR, row + NEAR + 1) if r != row]
        around = [at for r in rows for at in starts.get(r, ()) if x <= at <= x + RAGGED]
        kin = [other.piece.x0 for other in rest[max(0, i - REACH) : i + REACH + 1] if x <= other.piece.x0 <= x + RAGGED]
        edge = max((at for at in around if around.count(at) >= 2), default=max(kin))
        piece = replace(one.piece, x0=edge, x1=one.piece.x1 + edge - x)
        out.append(replace(one, piece=piece))
    return out


@dataclass(frozen=True, slots=True)
class End:
    """A place where a line may end: ``width`` cells in, up to index ``stop``; what follows begins at ``next``.

    A wide blank may stand for a gutter anywhere up to ``reach``.
    """

    width: float
    reach: float
    stop: int
    next: int

    def near(self, measure: float) -> bool:
        """Whether a line that ends here fills a measure."""
        return abs(self.width - measure) <= SLACK

    def covers(self, measure: float) -> bool:
        """Whether a line of that measure may end here, full or not."""
        return self.width - SLACK <= measure <= self.reach + SLACK


def _ends(text: str, indent: float) -> list[End]:
    """Where a line may end: at each blank and at its own end (the last)."""
    found: list[End] = []
    width, at = indent, 0
    for blank in _BLANK.finditer(text):
        width += _width(text[at : blank.start()])
        wide = blank.end() - blank.start()
        reach = width + 2.0 * (wide - 1)
        found.append(End(width, reach, blank.start(), blank.end()))
        width = reach + 0.5
        at = blank.end()
    width += _width(text[at:])
    return [*found, End(width, width, len(text), len(text))]


def _at(own: Sequence[End], measure: float) -> End | None:
    """The blank of a line that goes on beyond the measure at which the measure ends, if it has one."""
    if own[-1].width <= measure + 2 * SLACK:
        return None
    hits = [end for end in own[:-1] if end.covers(measure)]
    return min(hits, key=lambda end: abs(end.width - measure)) if hits else None


def _measure(ends: Sequence[Sequence[End]], own: Sequence[End]) -> float | None:
    """The least width at which neighbouring lines end, the longer ones at a blank; None where there is none."""
    widths = {end.width for line in ends for end in line if end.reach - end.width <= 2.0}
    for width in sorted(w for w in widths if LEAST <= w < own[-1].width - 2 * SLACK):
        if _at(own, width) is None:
            continue
        votes = sum(any(end.near(width) for end in line) for line in ends)
        longer = [line for line in ends if line[-1].width > width + 2 * SLACK]
        if votes >= VOTES and sum(_at(line, width) is not None for line in longer) >= MOST * len(longer):
            return width
    return None


def _width(text: str) -> float:
    return set_width(text.translate(_FULL))
