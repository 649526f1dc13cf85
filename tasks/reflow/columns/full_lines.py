"""Lines of full-width print told apart by their measure: each fills its column to the cell.

The problem: where a block of text begins level with a large headline, poppler sets its lines on places of their own, with
one blank between columns, a few rows long, so that no edge is steady. But a full line is as many cells long as its column is
wide, and so are the lines around it. Where a piece is cut at its blanks into such lines, and only its last one may be short,
it holds lines of several columns.

Left alone: a piece without a blank where a full line would end, and one whose measure no lines around it share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.reflow.columns.grid import BLANKS
from tasks.reflow.columns.gutters import Piece
from tasks.reflow.lines.rows import set_width

NEAR = 8
"""Rows around that tell which measures there are."""
VOTES = 2.5
"""Lines around, and parts of lines, that must be as wide."""
SLACK = 1.5
"""Cells by which full lines of one measure differ: marks set close, digits."""
INDENT = 4.0
"""Cells that a paragraph's first line is in."""
LEAST = 12.0
"""Cells of the narrowest column told by this."""
RAGGED = 8
"""Grid columns by which the lines of a column wander to the left, as those beside them have more digits."""
NEVER_FIRST = "，。、；：！？）」』》〉”’】〕,.;:!?)"
"""Marks that begin no line."""
CLOSING = "。！？）」』”’】"
FULL, INDENTED, SPACED, SHORT, LOOSE, TOO_WIDE = 1.0, 0.8, 0.9, 0.1, -0.6, -1.5
"""What a line is worth that fills its measure, does so but for an indent, is spaced out to fill it, ends a sentence, is
anything else, is wider than the columns around."""
SURER = 0.8
"""How much more the lines of a piece must be worth than the whole."""
SPREAD, WIDE_PART = 4, 4.0
"""Parts of a line that is spaced out, at least, and cells of each, at most."""
MOST = 40
"""Parts of a piece that is looked at."""
FAR_OFF = 1e6
_BLANK = re.compile(f"[{BLANKS}]+")
Part = tuple[int, int, float]
"""A stretch of a line without blanks (half open), and how many cells it takes."""


def part_full_lines(texts: Sequence[str], found: Sequence[Piece]) -> list[Piece]:
    """The pieces, those parted again that are full lines of several columns."""
    parts = [_parts(texts[piece.row], piece) for piece in found]
    rows: dict[int, list[tuple[float, float]]] = {}
    starts: dict[int, list[int]] = {}
    for piece, own in zip(found, parts, strict=True):
        weight = 1.0 if len(own) == 1 else 0.5
        rows.setdefault(piece.row, []).extend((width, weight) for _, _, width in own if width >= LEAST)
        if len(own) > 1:
            rows[piece.row].append((_whole(own), 0.5))
        starts.setdefault(piece.row, []).append(piece.x0)
    out: list[Piece] = []
    for piece, own in zip(found, parts, strict=True):
        if len(own) < 2 or piece.x1 - piece.x0 != piece.end - piece.start:
            out.append(piece)
            continue
        around = [w for row in range(piece.row - NEAR, piece.row + NEAR + 1) for w in rows.get(row, ())]
        ends = _ends(texts[piece.row], own, around)
        begin = piece.start
        for end, next_ in ends:
            out.append(_cut(piece, begin, end, starts))
            begin = next_
        out.append(_cut(piece, begin, piece.end, starts) if ends else piece)
    return out


def _parts(line: str, piece: Piece) -> list[Part]:
    """What stands between a piece's blanks."""
    out: list[Part] = []
    at = piece.start
    for blank in _BLANK.finditer(line, piece.start, piece.end):
        out.append((at, blank.start(), set_width(line[at : blank.start()], wide=True)))
        at = blank.end()
    out.append((at, piece.end, set_width(line[at : piece.end], wide=True)))
    return out


def _ends(line: str, own: Sequence[Part], around: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    """Where the lines of a piece end and the next begin, as they are worth most; none where it is best left whole."""
    count = len(own)
    measures = sorted({width for width, _ in around if width >= LEAST and _votes(width, around) >= VOTES})
    if not measures or count > MOST:
        return []
    best: list[tuple[float, int]] = [(0.0, 0)]
    for z in range(1, count + 1):
        ways = []
        for a in range(z):
            if a and line[own[a][0]] in NEVER_FIRST:
                continue
            ways.append((best[a][0] + _worth(line, own[a:z], around, measures), a))
        best.append(max(ways, default=(-FAR_OFF, 0)))
    if best[count][0] < _worth(line, own, around, measures) + SURER:
        return []
    cuts: list[int] = []
    at = best[count][1]
    while at:
        cuts.append(at)
        at = best[at][1]
    return [(own[k - 1][1], own[k][0]) for k in reversed(cuts)]


def _worth(line: str, own: Sequence[Part], around: Sequence[tuple[float, float]], measures: Sequence[float]) -> float:
    """What some parts of a piece are worth as one line: a full one most, one wider than any column least."""
    width = _whole(own)
    if width >= LEAST and _votes(width, around) >= VOTES:
        return FULL
    if width + INDENT >= LEAST and _votes(width + INDENT, around) >= VOTES:
        return INDENTED
    if _is_spaced(own, measures):
        return SPACED
    if width > measures[-1] + SLACK:
        return TOO_WIDE
    return SHORT if line[own[-1][1] - 1] in CLOSING else LOOSE


def _is_spaced(own: Sequence[Part], measures: Sequence[float]) -> bool:
    """Whether parts are the characters of one line, spaced out to fill it."""
    if len(own) < SPREAD or any(part[2] > WIDE_PART for part in own):
        return False
    solid = sum(part[2] for part in own)
    return any(0.5 * measure <= solid <= measure + SLACK for measure in measures)


def _votes(width: float, around: Sequence[tuple[float, float]]) -> float:
    return sum(weight for other, weight in around if abs(other - width) <= SLACK)


def _whole(own: Sequence[Part]) -> float:
    """How many cells a piece takes, its blanks at half a cell."""
    return sum(part[2] for part in own) + 0.5 * (len(own) - 1)


def _cut(piece: Piece, start: int, end: int, starts: dict[int, list[int]]) -> Piece:
    """A part of a piece, at the place where its column begins in the rows around."""
    x = piece.x0 + start - piece.start
    if start > piece.start:
        near = [x0 for row in range(piece.row - 3, piece.row + 4) if row != piece.row for x0 in starts.get(row, ())]
        edges = [x0 for x0 in near if x <= x0 <= x + RAGGED]
        x = min((x0 for x0 in edges if edges.count(x0) >= 2), default=x)
    return replace(piece, start=start, end=end, x0=x, x1=x + end - start)
