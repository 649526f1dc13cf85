"""The pieces of torn lines, and what the white of a justified line tells of them (see :mod:`tasks.reflow.lines.torn`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.reflow.lines.rows import Row, set_width

TEAR = 2.0
"""White that tears a line, in widths of the wider of the blank and the letter after it (pdfminer's ``char_margin``)."""
WIDEST = 3.0
"""The letter, in cells, whose white no blank exceeds where nothing tells of it; chosen on half of the typeset pages."""

DOUBLED = re.compile(r"\S  \S")
SINGLE = re.compile(r"\S \S")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A dump's line: its number among all, whether it ends in a printed blank, and what its blanks tell of their width.

    ``first`` and ``least`` are the widths that white is measured in before its first letter and before the narrowest letter
    inside; ``even`` says that its blanks are set no wider than others, as in no line that is torn.
    """

    at: int
    row: Row
    open: bool
    width: float
    blanks: int
    first: float
    least: float
    even: bool
    alone: bool

    @classmethod
    def of(cls, at: int, row: Row, alone: bool) -> Piece:
        """The piece that is line ``at`` of the dump; ``alone`` if it has blank lines above and below."""
        text = _BLANKS.sub(" ", row.text.text.strip())
        starts = [_letter(word[0]) for word in text.split(" ")]
        open_ = row.text.text[-1].isspace()
        even = bool(SINGLE.search(row.text.text.strip()))
        return cls(at, row, open_, set_width(text), len(starts) - 1, starts[0], min(starts[1:], default=WIDEST), even, alone)


def _letter(char: str) -> float:
    """The width that white beside this letter is measured in: its own, or the blank's if that is wider."""
    return max(set_width(" "), set_width(char))


def strain_of(line: Sequence[Piece], measures_: Sequence[float]) -> float | None:
    """How far a line put together is from what its tears say, as a share of the measure; None where there is no measure.

    The white that each blank gets must be more than ``TEAR`` letters where the line is torn, and less where it is not.
    """
    blanks = sum(piece.blanks for piece in line) + len(line) - 1
    width = sum(piece.width for piece in line) + (len(line) - 1) * set_width(" ")
    least = TEAR * max((piece.first for piece in line[1:]), default=0.0)
    most = TEAR * min(piece.least for piece in line)
    found = None
    for measure in measures_:
        white = (measure - width) / max(blanks, 1)
        off = max(0.0, least - white, white - most) * max(blanks, 1) / measure
        found = off if found is None else min(found, off)
    return found
