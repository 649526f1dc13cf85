"""Lines that run over: where a neighbour's headline begins beside a column of text.

The problem: the white before a headline is no gutter of the page, so that a line of text and a headline level with it stay
one piece. The column's other lines tell where it ends; a wide blank that covers this place parts the two. Left alone: a line
without such a blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.reflow.columns.gutters import Piece
from tasks.reflow.columns.stacks import Stacks

LINES = 4
"""Lines of a column that tell where it ends."""
OVER = 3
"""Grid columns that a line must run over: a line may be longer than others in characters."""
_WIDE = re.compile(r"[ \t\u00a0\u2002\u2003\u2009\u202f\u3000]{3,}")


def parted_overruns(found: Sequence[Piece], texts: Sequence[str]) -> list[Piece]:
    """The pieces, those cut in two that reach over the right edge of their column, at the blank that covers it."""
    by = Stacks(found)
    limit = [1 << 30] * len(found)
    for stack in by.stacks:
        if len(stack.members) >= LINES and by.solid(stack):
            ends = sorted(found[i].x1 for i in stack.members)
            right = ends[(len(ends) * 3 - 1) // 4]
            for i in stack.members:
                limit[i] = right
    out: list[Piece] = []
    for piece, right in zip(found, limit, strict=True):
        at = _blank(texts[piece.row], piece, right)
        if at is None:
            out.append(piece)
        else:
            a, b = at
            out.append(replace(piece, end=a, x1=piece.x0 + a - piece.start))
            out.append(replace(piece, start=b, x0=piece.x0 + b - piece.start))
    return out


def _blank(line: str, piece: Piece, right: int) -> tuple[int, int] | None:
    """Where a wide blank stands at the right edge of a piece's column; None if none does."""
    if piece.x1 <= right + OVER or piece.x1 - piece.x0 != piece.end - piece.start:
        return None
    text = line[piece.start : piece.end]
    for blank in _WIDE.finditer(text):
        a, b = piece.x0 + blank.start(), piece.x0 + blank.end()
        if a <= right + 1 and b > right:
            return piece.start + blank.start(), piece.start + blank.end()
    return None
