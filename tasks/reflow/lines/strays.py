"""Strays of torn lines taken in by the lines that lack them (see :mod:`tasks.reflow.lines.torn`).

The problem: what stood in the middle of a torn line shares no edge with the lines around it. pdfminer makes a block of it,
which comes before the column where the piece stood in its upper half, else after it. Which line it is from shows in the
white: a line that lacks a piece has more of it than its letters allow (:func:`tasks.reflow.lines.pieces.strain_of`), and
with the right piece back it has not. All strays are put in together. Left alone: strays that no line lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.model.assignment import assign
from tasks.reflow.lines.pieces import Piece, strain_of

FAR = 0.05
"""What each block in between costs a stray that is taken in; this and what follows are shares of the measure, as strain is,
and were set on half of the typeset pages."""
HALF = 0.08
"""What it costs a stray to be taken in in the other half of its block than its place says."""
BARE = 0.1
"""What a word by itself may gain by what it takes in: it may as well be a line of its own."""
FRONT = 0.3
"""What it costs to take a stray in at a line's head: a line's first piece shares the column's edge, and seldom strays."""
REACH = 4
"""How many blocks off a stray is looked for."""
MOST = 50_000
"""Ways to put a stray into a line that are looked at; typeset pages have some thousands. Of more, all strays stay."""
WORST = 0.02
"""What a stray may cost a line: more strain than that, and it does not belong there."""


def take_in(lines: list[list[Piece]], seats: Sequence[Seat], measure: Sequence[tuple[float, ...]]) -> list[list[Piece]]:
    """The lines with strays put into those around that lack them most, the surest first."""
    strays = [line[0] for line in lines if line[-1].open]
    whole = [line for line in lines if not line[-1].open]
    while strays and len(strays) * len(whole) <= MOST:
        fits = {
            (stray.at, fit[1]): fit
            for stray in strays
            for fit in sorted(_fits(stray, whole, seats, measure), reverse=True)
            if fit[0] < WORST
        }
        wanted = sorted({number for _, number in fits})
        table = [[WORST - fits[s.at, n][0] if (s.at, n) in fits else 0.0 for n in wanted] for s in strays]
        pairs = assign(table) if wanted else []
        if not pairs:
            break
        for i, k in pairs:
            place = fits[strays[i].at, wanted[k]][2]
            whole[wanted[k]] = [*whole[wanted[k]][:place], strays[i], *whole[wanted[k]][place:]]
        gone = {i for i, _ in pairs}
        strays = [stray for i, stray in enumerate(strays) if i not in gone]
    return sorted([*whole, *([stray] for stray in strays)], key=place_of)


def _fits(
    stray: Piece, lines: Sequence[Sequence[Piece]], seats: Sequence[Seat], measure: Sequence[tuple[float, ...]]
) -> Iterator[tuple[float, int, int]]:
    """``(cost, the line's number, the place in it)`` wherever a stray may go; what eases the line costs less than nought."""
    for number, line in enumerate(lines):
        seat, home = seats[line[-1].at], seats[stray.at]
        off = abs(seat.block - home.block)
        if off > REACH or any(piece.even for piece in line):
            continue
        measures_ = measure[line[-1].at]
        before = strain_of(line, measures_)
        if before is None:
            continue
        if len(line) == 1 and not line[0].blanks:
            before = min(before, BARE)
        cost = FAR * off + (HALF if stray.alone and (seat.below if seat.block > home.block else seat.above) else 0.0)
        for place in range(len(line)):
            after = strain_of([*line[:place], stray, *line[place:]], measures_)
            if after is not None:
                yield after - before + cost + (_front(stray, line) if place == 0 else 0.0), number, place


def _front(stray: Piece, line: Sequence[Piece]) -> float:
    """What it costs to put a piece at a line's head, which it may well have lost if it opens a paragraph."""
    stopped = any(piece.row.text.text.rstrip()[-1] in ".!?:" for piece in line[:-1])
    opens = stray.row.text.text[:1].isupper() and line[0].row.text.text[:1].islower() and not stopped
    return 0.0 if opens or len(line) == 1 else FRONT


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a piece stands: the number of its block (a stray's: of the block before it), and in which half of the block.

    A stray is put before its column where it stood in the upper half, else after it: ``above`` says that a piece is not of
    the lower half, ``below`` that it is not of the upper one.
    """

    block: float
    above: bool
    below: bool


def seats_of(pieces: Sequence[Piece]) -> list[Seat]:
    """The pieces' places in the blocks; those of strays alone count as places between two."""
    blocks: list[list[Piece]] = []
    for piece in pieces:
        if piece.row.gap or not blocks:
            blocks.append([])
        blocks[-1].append(piece)
    out: list[Seat] = []
    number = 0
    for block in blocks:
        if all(piece.open for piece in block):
            out += [Seat(number - 0.5, False, False)] * len(block)
            continue
        lines = [sum(not piece.open for piece in block[:i]) for i in range(len(block))]
        middle = (lines[-1] or 1) / 2
        out += [Seat(number, line < middle - 1.5, line > middle + 0.5) for line in lines]
        number += 1
    return out


def place_of(line: Sequence[Piece]) -> int:
    """Where a line stands among the others: where its last piece does, of which each line has one."""
    return line[-1].at
