"""Drop capitals: a letter two or three lines high, with the first lines of the text set in beside it.

The problem: a dump prints the letter in the row of whichever line shares its baseline, or in one of its own, and the lines
beside it begin somewhere off the column's edge. The letter is lifted off, to stand before the first of those lines, and
these count as beginning at the column's edge, where the letter does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.reflow.columns.gutters import Piece

NEAR = 6
"""Rows above and below the letter in which the lines beside it stand."""
WIDE = 14
"""Grid columns that the letter takes, at most."""
_INITIAL = re.compile(r"[«“„‟\"‘'‹]?[ \u00a0\u202f]?[^\W\d_](?=[ ]{2}|$)")


def lifted(found: Sequence[Piece], texts: Sequence[str]) -> tuple[list[Piece], dict[Piece, Piece]]:
    """The pieces without drop capitals, and these, by the piece that each comes before.

    A letter that no lines stand beside, or whose line another has, stays where it is; the others are looked at again.
    """
    stay: set[tuple[int, int]] = set()
    while True:
        pieces, letters = _parted(found, texts, stay)
        rows: dict[int, list[int]] = {}
        for i, piece in enumerate(pieces):
            rows.setdefault(piece.row, []).append(i)
        before: dict[int, Piece] = {}
        alone: set[tuple[int, int]] = set()
        for letter in letters:
            beside = _beside(letter, pieces, rows)
            if len(beside) < 2 or beside[0] in before:
                alone.add((letter.row, letter.start))
                continue
            for i in beside:
                pieces[i] = replace(pieces[i], x0=letter.x0)
            before[beside[0]] = letter
        if not alone:
            return pieces, {pieces[i]: letter for i, letter in before.items()}
        stay |= alone


def rows_of(found: Sequence[Piece], texts: Sequence[str]) -> set[int]:
    """The rows in which pieces begin with what looks like a drop capital."""
    looks = ((piece.row, _INITIAL.match(texts[piece.row][piece.start : piece.end])) for piece in found)
    return {row for row, match in looks if match and match[0][-1].isupper()}


def _parted(found: Sequence[Piece], texts: Sequence[str], stay: set[tuple[int, int]]) -> tuple[list[Piece], list[Piece]]:
    """The pieces with capitals that may be drop capitals taken off, but for those that stay; and these capitals."""
    pieces: list[Piece] = []
    letters: list[Piece] = []
    for piece in found:
        text = texts[piece.row][piece.start : piece.end]
        match = _INITIAL.match(text)
        if not match or not match[0][-1].isupper() or (piece.row, piece.start) in stay:
            pieces.append(piece)
            continue
        letters.append(replace(piece, end=piece.start + match.end(), x1=piece.x0 + match.end()))
        rest = len(text) - len(text[match.end() :].lstrip())
        if rest < len(text):
            pieces.append(replace(piece, start=piece.start + rest, x0=piece.x0 + rest))
    return pieces, letters


def _beside(letter: Piece, pieces: Sequence[Piece], rows: dict[int, list[int]]) -> list[int]:
    """The lines set in beside a letter: they begin at one place, with nothing between it and the letter."""
    near = [i for row in range(letter.row - NEAR, letter.row + NEAR + 1) for i in rows.get(row, ())]
    close = [i for i in near if letter.x0 < pieces[i].x0 <= letter.x0 + WIDE]
    if not close:
        return []
    same = {i: [k for k in close if pieces[k].x0 == pieces[i].x0] for i in close}
    best = min(close, key=lambda i: (abs(pieces[i].row - letter.row), pieces[i].x0))
    return same[best][:4]
