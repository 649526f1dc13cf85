"""Blocks put back in order: each headline before its text, each column after the one that it continues.

The problem: readers of PDF pages give a column as a block and put the blocks in an order of their own. A headline lands
between two columns of its text, the second column before the first, the columns of neighbouring articles by turns. What
speaks for one block going on in another is in :mod:`tasks.reflow.order.turns`; here the page as a whole is decided. An order
is worth what its neighbours are: how much likelier a block goes on in the next than one text ends there and another begins.
Runs of blocks are moved, the one that gains most first, as long as the page gains enough by it. So a move must pay for all
that it parts: a headline finds its text only if no other is left without.

Left alone: all whose moving gains little; dumps that keep their hyphens and those of full-width print in which nothing was
woven (readers that make such mostly give columns in order, and most of the moves that were tried there were wrong).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from tasks.model.ledger import Decision
from tasks.reflow.lines.rows import Row
from tasks.reflow.order.continuity import Block, cut
from tasks.reflow.order.turns import Turns, weights

MARGIN = {"narrow": 1.0, "wide": 1.25}
"""What a move must gain, as a logarithm of likelihood. A wrong one costs a page in order more than a right one brings a torn
one. Of pages that nothing was learned from, the share (F1) of articles found was, with 1 and 1.5: in Latin print 0.551 and
0.539 on 78 printed pages, 0.561 and 0.528 on 38 of other papers; in full-width print, with 1, 1.5 and 2, 0.395, 0.387, 0.375
on 20 printed pages (0.369 with no move), 0.431, 0.426, 0.431 on 14 of other papers (0.431)."""
TORN = 3.0
"""What all moves of a page must gain together that no reader of PDF has put a form feed behind: so is most text that comes
from elsewhere and has lost its hyphens, and that is in order. There one small move is chance."""
RUN = 8
"""Blocks that are moved together at most."""
BACK = 4
"""Blocks above among which one is looked for that goes on from a text: readers give what goes on below, nearly always."""
MOVES = 40
"""Moves on a page at most."""
MOST = 120
"""Blocks beyond which a dump is so torn that they say nothing."""

Worth = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Move:
    """A run of blocks, the block that it is put after, and what the page gains by it."""

    run: tuple[int, ...]
    after: int
    gain: float


def order_runs(
    rows: Sequence[Row], language: str, cuts: frozenset[int], wide: bool = False, fed: bool = False
) -> tuple[list[Row], list[Decision]]:
    """The page's rows with the blocks that were torn from their beginnings put after them.

    Args:
        rows: the printed rows as the dump has them.
        language: the page's BCP 47 tag.
        cuts: source offsets after which a word goes on in another line.
        wide: whether the page is set in full-width characters.
        fed: whether a form feed stands behind the page.

    Returns:
        The same rows, each once, and a decision for each run of blocks that was moved. Where text goes on in a text that
        was moved, the latter's first row has no gap above.
    """
    blocks = cut(rows, wide)
    if not 3 <= len(blocks) <= MOST:
        return list(rows), []
    turns = Turns(rows, blocks, language, cuts, wide)
    order, moves = likeliest(worth_of(turns), MARGIN["wide" if wide else "narrow"], 0.0 if fed else TORN)
    if not moves:
        return list(rows), []
    out: list[Row] = []
    for above, b in zip([-1, *order], order, strict=False):
        first, last = blocks[b].first, blocks[b].last
        text = above != b - 1 and above >= 0 and turns.kinds[b] == turns.kinds[above] == "text"
        goes_on = text and not turns.closed[above].startswith("stop")
        out += [replace(rows[first], gap=0) if goes_on else rows[first], *rows[first + 1 : last]]
    return out, [_decision(rows, blocks, move, turns) for move in moves]


def worth_of(turns: Turns) -> Worth:
    """How much likelier each block (row) goes on in each other (column) than one ends and another begins; nought if less."""
    get, count = weights("wide" if turns.wide else "narrow").get, range(len(turns.blocks))
    last = np.array([sum([get(name, 0.0) for name in turns.last_signs(k)]) for k in count])
    first = np.array([sum([get(name, 0.0) for name in turns.first_signs(k)]) for k in count])
    odds = np.full((len(count), len(count)), -99.0)
    for e in count:
        for s in (*range(max(0, e - BACK), e), *range(e + 1, len(count))):
            odds[e, s] = sum([get(name, 0.0) for name in turns.signs(e, s)])
    worth: Worth = np.maximum(odds - (last[:, None] + first[None, :]) / 2, 0.0)
    return worth


def likeliest(worth: Worth, margin: float, torn: float = 0.0) -> tuple[list[int], list[Move]]:
    """The order that moves of runs lead to from the dump's own, and the moves.

    Each of them gains ``margin`` at least, and all together ``torn``; else there are none.
    """
    count = len(worth)
    order = list(range(count))
    moves: list[Move] = []
    padded = np.zeros((count + 1, count + 1))  # what stands before the first block and after the last is worth nothing
    padded[:count, :count] = worth
    while len(moves) < MOVES:
        best = max((_best_move(padded, order, length) for length in range(1, min(RUN, count - 1) + 1)), key=lambda m: m[0])
        gain, at, length, to = best
        if gain < margin:
            break
        run = order[at : at + length]
        moves.append(Move(tuple(run), order[to], gain))
        rest = order[:at] + order[at + length :]
        place = rest.index(order[to]) + 1
        order = rest[:place] + run + rest[place:]
    return (order, moves) if sum([move.gain for move in moves]) >= torn else (list(range(count)), [])


def _best_move(worth: Worth, order: Sequence[int], length: int) -> tuple[float, int, int, int]:
    """The best move of so many blocks: its gain, where in the order the run stands, its length, what it is put after."""
    count = len(order)
    at = np.array([*order, count])
    starts = np.arange(count - length + 1)
    above, below = at[starts - 1], at[np.minimum(starts + length, count)]
    above[0] = count
    first, last = at[starts], at[starts + length - 1]
    lost = worth[above, first] + worth[last, below] - worth[above, below]
    left, right = at[:-1], at[1:]
    gain = worth[left[None, :], first[:, None]] + worth[last[:, None], right[None, :]] - worth[left, right][None, :]
    gain -= lost[:, None]
    places = np.arange(count)[None, :]
    gain[(places >= starts[:, None] - 1) & (places < starts[:, None] + length)] = -np.inf
    k = int(np.argmax(gain))
    return float(gain.flat[k]), k // count, length, k % count


def _decision(rows: Sequence[Row], blocks: Sequence[Block], move: Move, turns: Turns) -> Decision:
    first, last = blocks[move.run[0]], blocks[move.run[-1]]
    span = sorted((rows[first.first].text.starts[0], rows[last.last - 1].text.ends[-1]))
    signs = " ".join(turns.signs(move.after, move.run[0]))
    evidence: dict[str, float | str] = {"signs": signs, "gain": round(move.gain, 2), "blocks": float(len(move.run))}
    chosen = f"goes on from the line at {rows[blocks[move.after].last - 1].text.starts[0]}"
    score = round(float(1 / (1 + np.exp(-move.gain))), 3)
    return Decision("reflow.follow-block", (span[0], span[1]), chosen, score, evidence, "stays where it stands")
