"""Torn lines: the pieces into which a reader tears a loosely justified line, put back in print order.

The problem: pdfminer ends a line where the white before the next letter is wider than two letters, and groups the pieces by
their edges. A line set very loosely, as narrow columns have many, comes in pieces on lines of their own, in an order that
follows the grouping: ``proper way `` / ``to decline``, but also ``the`` / ``for a dinner ``; and what stands in the middle,
aligned with nothing, as a block of its own after the column or before it. What is known:

1. *Ends.* The blank that was printed stays with the piece before it. So of a line's pieces only the last ends in none.
2. *One white.* All blanks of a justified line are equally wide: the measure less the letters, shared out. Where the line
   is torn that white is more than two letters wide, where it is not it is less, so a line put together rightly fits between
   the two, and one that lacks a piece does not (:func:`tasks.reflow.lines.pieces.strain_of`).
3. *Order.* Pieces of a line stand next to each other in their block: those before the last one in print order, those after
   it in the reverse (seen at nearly all lines in three pieces that were looked at).

Left alone: pages without torn lines, those in full-width print (set without blanks), and pages of readers that tear lines
but keep the order (:func:`tasks.reflow.lines.rows.join_pieces`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from tasks.model.ledger import Decision
from tasks.model.trace import Traced
from tasks.reflow.lines.measure import measures
from tasks.reflow.lines.pieces import DOUBLED, SINGLE, Piece, strain_of
from tasks.reflow.lines.rows import Row
from tasks.reflow.lines.strays import seats_of, take_in

READ_SO = 0.04
"""The share of lines whose blanks are all doubled (pdfminer adds one to a blank set wide) on a page that it has read."""
MOST = 5
"""Pieces of a line that stand together, at most."""
LOOSE, TOO_LOOSE = 0.1, 0.25
"""Strain that a line put together may show, for letters are measured in one face for all papers, and what more of it costs;
these and what follows are shares of the measure, as strain is, and were set on half of the typeset pages."""
UNMEASURED = 0.1
"""What it costs to put pieces together where no measure is known."""
APART = 0.35
"""What it costs a line to take a piece from the next block."""
EVEN = 0.3
"""What it costs a line to take a piece whose blanks are single: a torn line is set so wide that all are doubled."""
STRAY = 0.5
"""What it costs to leave a piece for the lines around to take in."""
WORD = 0.05
"""What it costs to take a word by itself for a whole line."""


def is_torn(rows: Sequence[Row]) -> bool:
    """Whether a reader has torn a page's lines without keeping their order: its blanks are doubled, and some lines end open.

    >>> from tasks.model.trace import Traced
    >>> lines = ["proper  way ", "to  decline", "one;  although  any  person"]
    >>> is_torn([Row(Traced.whole(line), 0, 0) for line in lines])
    True
    """
    texts = [row.text.text for row in rows]
    open_ = sum([text[-1].isspace() for text in texts])
    if not 0 < open_ * 2 < len(rows):
        return False
    doubled = sum(bool(DOUBLED.search(text)) and not SINGLE.search(text) for text in texts)
    return doubled >= max(2, READ_SO * len(rows))


def mend_lines(rows: Sequence[Row]) -> tuple[list[Row], list[Decision]]:
    """The rows with torn lines put together, and a decision for each line that was not simply joined in the dump's order.

    Args:
        rows: the rows of a page on which :func:`is_torn`, their own blanks at the end included.
    """
    gaps = [*(row.gap for row in rows), 1]
    pieces = [Piece.of(i, row, gaps[i] > 0 < gaps[i + 1]) for i, row in enumerate(rows)]
    measure = _measures(pieces)
    lines = _together(pieces, measure)
    lines = take_in(lines, seats_of(pieces), measure)
    out: list[Row] = []
    decisions: list[Decision] = []
    for line in lines:
        head = line[-1]
        out.append(
            replace(
                head.row,
                text=_joined(line),
                gap=max(piece.row.gap for piece in line if piece is head or not (piece.open and piece.alone)),
            )
        )
        if any(b.at != a.at + 1 for a, b in pairwise(line)):
            decisions.append(_decision(line, measure[head.at]))
    return out, decisions


def _measures(pieces: Sequence[Piece]) -> list[tuple[float, ...]]:
    """For each piece the measures of the whole lines above and below it."""
    whole = [piece for piece in pieces if not piece.open and piece.blanks]
    above, below = measures([piece.width for piece in whole], False)
    out: list[tuple[float, ...]] = []
    k = 0
    for piece in pieces:
        while k < len(whole) and whole[k].at < piece.at:
            k += 1
        near = [above[k - 1] if k else None, below[k] if k < len(whole) else None]
        out.append(tuple({m for m in near if m}))
    return out


def _in_order(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that stand together, in print order: those behind the last one of print stand in the reverse order."""
    last = next((i for i, piece in enumerate(pieces) if not piece.open), len(pieces))
    return [*pieces[:last], *reversed(pieces[last + 1 :]), *pieces[last : last + 1]]


def _together(pieces: Sequence[Piece], measure: Sequence[tuple[float, ...]]) -> list[list[Piece]]:
    """The pieces parted into lines, so that all together are strained least: lines of one last piece, or strays without."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(pieces) + 1):
        options = []
        for start in range(max(0, end - MOST), end):
            cost = _cost(pieces[start:end], measure[start])
            if cost is not None:
                options.append((best[start][0] + cost, start))
        best.append(min(options))
    lines: list[list[Piece]] = []
    end = len(pieces)
    while end:
        start = best[end][1]
        lines.append(_in_order(pieces[start:end]))
        end = start
    return lines[::-1]


def _cost(group: Sequence[Piece], measures_: Sequence[float]) -> float | None:
    """What it costs to take these neighbours for one line; None where they cannot be one."""
    last = sum(not piece.open for piece in group)
    if len(group) == 1:
        return STRAY if group[0].open else _lonely(group[0], measures_)
    if last != 1:
        return None
    apart = [i for i in range(1, len(group)) if group[i].row.gap]
    if all(piece.alone for piece in group):
        apart = apart[:1]  # a line by itself, each of its pieces a block
    if len(apart) > 1 or (apart and len(group) > 2 and group[0].alone != group[-1].alone):
        return None  # a piece that is a block by itself stood in the middle of some line
    strain = strain_of(_in_order(group), measures_)
    if strain is None:
        return UNMEASURED + APART * len(apart)
    return strain + APART * len(apart) + (TOO_LOOSE if strain > LOOSE else 0.0) + EVEN * sum(piece.even for piece in group)


def _lonely(piece: Piece, measures_: Sequence[float]) -> float:
    """What it costs to take a line that ends in no blank for a whole one: something if it is short for its column."""
    if piece.even or not measures_:
        return 0.0
    return WORD if not piece.blanks else strain_of([piece], measures_) or 0.0


def _joined(line: Sequence[Piece]) -> Traced:
    return Traced.join([*(piece.row.text for piece in line[:-1]), line[-1].row.text])


def _decision(line: Sequence[Piece], measures_: Sequence[float]) -> Decision:
    strain = strain_of(line, measures_)
    text = line[0].row.text
    evidence: dict[str, float | str] = {"pieces": " | ".join(piece.row.text.text.strip() for piece in line)}
    if strain is not None:
        evidence["strain"] = round(strain, 3)
    score = round(max(0.5, 0.98 - 2 * (strain if strain is not None else 0.1)), 2)
    return Decision("reflow.mend-torn-line", text.extent(), "pieces of one printed line", score, evidence)
