"""Headlines set upright beside their text, lifted out of the rows of a dump that sets columns side by side.

The problem: each character of a headline set from top to bottom stands in a row of its own or at the end of a line of its
neighbour's text, so that it counts as a column or tears one. What is known: its characters stand below each other, one
at a time with blanks around them, a few rows apart since its type is larger. They are lifted off, and put before the text
beside which they begin; several such lines side by side are read from the right.

Left alone: fewer than four characters below each other, and lines spaced out, whose characters stand side by side.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.reflow.columns.gutters import Piece
from tasks.reflow.lines.rows import WIDE

FEWEST = 4
"""Characters of an upright headline."""
APART = 5
"""Rows from one of its characters to the next, at most: a headline's type is up to four times as large as the text's."""
ASIDE = 2
"""Grid columns by which its characters stand off each other: the row's text shifts them."""
BESIDE = 4
"""Grid columns between two upright lines of one headline, at most."""
LEVEL = 6
"""Rows between the first characters of two upright lines of one headline, or of it and its text, at most."""
FAR = 16
"""Grid columns between an upright headline and the text beside it, at most."""
_BLANK = r"[ \t\u00a0\u3000]"
_ONE = re.compile(
    rf"(?<![^ \t\u00a0\u3000])[“”‘’「」『』《》（）]?(?!\u3000)[{WIDE}]"
    r"[“”‘’「」『』《》（），、：！？]?(?![^ \t\u00a0\u3000])"
    r"|(?<![^ \t\u00a0\u3000])[“”‘’「」『』《》（），、：！？](?![^ \t\u00a0\u3000])"
)
_SPACED = re.compile(rf"(?:{_BLANK}|^)\S{{1,2}}{_BLANK}{{1,2}}\S{{1,2}}{_BLANK}{{1,2}}\S{{1,2}}(?={_BLANK}|$)")


@dataclass(slots=True)
class Upright:
    """The characters of an upright headline as it is read, and where it stands."""

    members: list[Piece]
    top: int
    bottom: int
    x0: int
    x1: int


def lift_uprights(found: Sequence[Piece], texts: Sequence[str]) -> tuple[list[Piece], list[Upright]]:
    """The pieces without the characters of upright headlines, and these headlines."""
    ones = [(i, one) for i, piece in enumerate(found) for one in _ones(piece, texts[piece.row])]
    chains = _chains([one for _, one in ones])
    lifted = {one for chain in chains for one in chain}
    if not lifted:
        return list(found), []
    within: dict[int, list[Piece]] = {}
    for i, one in ones:
        if one in lifted:
            within.setdefault(i, []).append(one)
    out: list[Piece] = []
    for i, piece in enumerate(found):
        out += _without(piece, within[i], texts[piece.row]) if i in within else [piece]
    return out, _headlines(chains)


def _ones(piece: Piece, line: str) -> list[Piece]:
    """The single characters of a piece, with blanks around them, but for those of a line spaced out."""
    if piece.x1 - piece.x0 > piece.end - piece.start or "\t" in line:  # no grid of characters
        return []
    text = line[piece.start : piece.end]
    spaced = [match.span() for match in _SPACED.finditer(text)]
    out = []
    for match in _ONE.finditer(text):
        a, z = match.span()
        if any(first <= a < last for first, last in spaced):
            continue
        out.append(replace(piece, start=piece.start + a, end=piece.start + z, x0=piece.x0 + a, x1=piece.x0 + z))
    return out


def _chains(ones: Sequence[Piece]) -> list[list[Piece]]:
    """Characters below each other, at least four."""
    chains: list[list[Piece]] = []
    open_: list[list[Piece]] = []
    for one in ones:
        open_ = [chain for chain in open_ if one.row - chain[-1].row <= APART]
        fits = [chain for chain in open_ if chain[-1].row < one.row and abs(chain[-1].x0 - one.x0) <= ASIDE]
        if fits:
            min(fits, key=lambda chain: abs(chain[-1].x0 - one.x0)).append(one)
        else:
            chains.append([one])
            open_.append(chains[-1])
    return [chain for chain in chains if len(chain) >= FEWEST]


def _without(piece: Piece, ones: Sequence[Piece], line: str) -> list[Piece]:
    """A piece without these characters: what is left of it between them."""
    out: list[Piece] = []
    at = piece.start
    for end, next_ in [*((one.start, one.end) for one in ones), (piece.end, piece.end)]:
        text = line[at:end]
        a, z = at + len(text) - len(text.lstrip()), at + len(text.rstrip())
        if a < z:
            out.append(replace(piece, start=a, end=z, x0=piece.x0 + a - piece.start, x1=piece.x0 + z - piece.start))
        at = next_
    return out


def _headlines(chains: Sequence[list[Piece]]) -> list[Upright]:
    """Upright lines side by side as one headline, read from the right."""
    groups: list[list[list[Piece]]] = []
    for chain in sorted(chains, key=lambda chain: -chain[0].x0):
        for group in groups:
            last = group[-1]
            if 0 < last[0].x0 - chain[0].x0 <= BESIDE and abs(last[0].row - chain[0].row) <= LEVEL:
                group.append(chain)
                break
        else:
            groups.append([chain])
    out = []
    for group in groups:
        members = [one for chain in group for one in chain]
        rows, places = [one.row for one in members], [one.x0 for one in members]
        out.append(Upright(members, min(rows), max(rows), min(places), max(places) + 1))
    return out


def put_before(blocks: list[list[Piece]], uprights: Sequence[Upright]) -> list[list[Piece]]:
    """The blocks with each upright headline before the text beside which it begins, else at the end."""
    before: dict[int, list[list[Piece]]] = {}
    rows = [sorted([piece.row for piece in block]) for block in blocks] if uprights else []
    for upright in uprights:
        best = min(range(len(blocks)), key=lambda n: _off(blocks[n], rows[n], upright), default=0)
        before.setdefault(best, []).append(upright.members)
    out: list[list[Piece]] = []
    for n, block in enumerate(blocks):
        out += [*before.get(n, ()), block]
    return out or [upright.members for upright in uprights]


def _off(block: Sequence[Piece], rows: Sequence[int], upright: Upright) -> float:
    """How far off a block, whose pieces' rows are given in order, stands from being the text beside an upright headline."""
    at = bisect_left(rows, upright.top - 1)
    if at == bisect_right(rows, upright.bottom + 1):  # none is beside it: the nearest are those next to the place
        return 1000.0 + min([abs(row - upright.top) for row in rows[max(0, at - 1) : at + 1]])
    beside = [piece for piece in block if upright.top - 1 <= piece.row <= upright.bottom + 1]
    x0, x1 = min(piece.x0 for piece in beside), max(piece.x1 for piece in beside)
    gap = x0 - upright.x1 if x0 >= upright.x1 else upright.x0 - x1 if upright.x0 >= x1 else 0
    top = rows[0]
    own = sum(piece.end - piece.start >= 12 for piece in beside)
    return (
        max(0, gap)
        + 2.0 * abs(top - upright.top)
        + (0.0 if own * 2 >= len(beside) else 10.0)
        + (100.0 if gap > FAR else 0.0)
    )
