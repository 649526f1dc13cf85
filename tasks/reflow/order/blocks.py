"""Blocks put back in order: what stops in mid-sentence is followed by what begins in mid-sentence.

The problem: readers of PDF pages give a column as a block and put the blocks in an order of their own. A headline lands
between two columns of its text, the second column before the first, the columns of neighbouring articles by turns. What is
known without any picture of the page:

1. *Ends and starts.* A block whose last line is full and ends no sentence goes on somewhere; a block that opens in lower
   case, or in full-width print without an indent, began somewhere (:mod:`tasks.reflow.order.continuity`).
2. *Neighbours.* Where the block right below may go on with the text, the two are never parted: only what stands under a
   headline, another measure or a beginning is free to be moved.
3. *One to one.* Free ends and starts are paired so that all pairs together fit best; a pair that is not sure is no pair.
4. *No rings.* A text does not go on in its own beginning.

What stands below a block that moves, in a column of the same measure, moves with it.
Left alone: whatever has no partner beyond doubt; a page without blank lines, since nothing tells its blocks; and a page with
no form feed behind it, which readers of PDF put there (:mod:`tasks.reflow.work`): what a person or a program of another kind
has given out in one column was moved wrongly more often than rightly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from tasks.model.assignment import assign
from tasks.model.ledger import Decision
from tasks.model.trace import Traced
from tasks.reflow.lines.rows import Row
from tasks.reflow.order.continuity import Block, Continuity, Fit, cut, ends_divided

SURE = 1.75
"""What the signs of a pair must add up to (see :mod:`tasks.reflow.order.continuity`) before a block is moved for it."""
SPOKEN = 0.05
"""What the text itself (shared words, the joint, marks left open) must add: place and measure alone say too little."""
SPEAKING = {True: ("words", "joint", "marks", "heads-between"), False: ("joint",)}
"""The signs that may do so, in full-width print and in Latin. In Latin only a divided word: there no indent tells a first
line, and on ordered pages with false blanks lower case alone moved a wrong block on nearly every page."""
MARGIN = 0.2
"""How much better than any other partner of either side a pair must be."""
POSSIBLE = 1.0
"""What they must add up to for the pair to be weighed at all."""
MOST = 60
"""Open ends (or starts) beyond which a dump is so torn that its blocks say nothing."""

Links = dict[int, int]
"""Which block continues a block, where that is sure."""


def order_blocks(rows: Sequence[Row], wide: bool, language: str) -> tuple[list[Row], list[Decision]]:
    """The page's rows with the blocks that were torn from their beginnings put after them.

    Args:
        rows: the printed rows as the dump has them.
        wide: whether the page is set in full-width characters.
        language: the page's BCP 47 tag.

    Returns:
        The same rows, each once, and a decision for each block that was moved, whose first row then has no gap above.
    """
    blocks = cut(rows, wide) if _may_be_torn(rows, wide) else []
    if len(blocks) < 3:
        return list(rows), []
    signs = Continuity(rows, blocks, wide, language)
    links, fits = _links(signs)
    moved = {s: e for e, s in links.items()}
    if not moved:
        return list(rows), []
    out: list[Row] = []
    for b in _path(signs, links):
        first, last = blocks[b].first, blocks[b].last
        out += [replace(rows[first], gap=0) if b in moved else rows[first], *rows[first + 1 : last]]
    return out, [_decision(rows, blocks[e], blocks[s], fits[e, s]) for s, e in moved.items()]


def _may_be_torn(rows: Sequence[Row], wide: bool) -> bool:
    """Whether any block can be moved at all, told without any being cut or weighed.

    What stands between blank lines is cut in two at most, so that three blocks take one blank line. In Latin print a divided
    word alone speaks for a pair (:data:`SPEAKING`), and a block that ends in one does so above a blank line or at the end:
    where a column is cut off from lines at its head, the last of them ends in no hyphen.
    """
    below = [i for i in range(1, len(rows)) if rows[i].gap]
    return bool(below) and (wide or any(ends_divided(rows[i - 1].text.text) for i in (*below, len(rows))))


def _links(signs: Continuity) -> tuple[Links, dict[tuple[int, int], Fit]]:
    """The sure pairs of an open end and an open start, and the signs of all pairs that were weighed."""
    count = len(signs.blocks)
    together = [b > 0 and signs.together(b - 1, b) for b in range(count)] + [False]
    ends = [b for b in range(count) if signs.open_end[b] and not together[b + 1]]
    starts = [b for b in range(1, count) if signs.open_start[b] and not together[b]]
    if max(len(ends), len(starts)) > MOST:
        return {}, {}
    fits = {(e, s): fit for e in ends for s in starts if e != s and (fit := signs.fit(e, s))}
    worth = {pair: fit.score for pair, fit in fits.items() if fit.score >= POSSIBLE}
    while worth:
        table = [[worth.get((e, s), 0.0) for s in starts] for e in ends]
        pairs = {ends[i]: starts[j] for i, j in assign(table)}
        ring = _ring(pairs)
        if ring is None:
            return {e: s for e, s in pairs.items() if s != e + 1 and _is_sure(e, s, fits[e, s], worth, signs.wide)}, fits
        del worth[min(ring, key=lambda pair: (worth[pair], pair))]
    return {}, fits


def _is_sure(end: int, start: int, fit: Fit, worth: Mapping[tuple[int, int], float], wide: bool) -> bool:
    """Whether a block may be moved for a pair: text speaks for it, not place alone, and its rivals do so much less."""
    if fit.score < SURE or max(fit.signs.get(name, 0.0) for name in SPEAKING[wide]) < SPOKEN:
        return False
    rivals = [value for (e, s), value in worth.items() if (e == end) != (s == start)]
    return fit.score - max(rivals, default=0.0) >= MARGIN


def _ring(pairs: Links) -> list[tuple[int, int]] | None:
    """The pairs that form a ring, if any do."""
    for first in pairs:
        at, ring = first, [(first, pairs[first])]
        while (at := pairs[at]) != first and at in pairs and len(ring) <= len(pairs):
            ring.append((at, pairs[at]))
        if at == first:
            return ring
    return None


def _path(signs: Continuity, links: Links) -> list[int]:
    """The blocks' new order: after each block the one that continues it, else its neighbour below in the same column."""
    after = dict(links)
    taken = set(links.values())
    count = len(signs.blocks)
    for b in range(count - 1):
        if b not in after and b + 1 not in taken and signs.same_column(b, b + 1) and not _closes_ring(after, b, b + 1):
            after[b] = b + 1
    below = set(after.values())
    out: list[int] = []
    for b in range(count):
        at: int | None = None if b in below else b
        while at is not None:
            out.append(at)
            at = after.get(at)
    return out


def _closes_ring(after: Links, end: int, start: int) -> bool:
    """Whether going on from ``end`` to ``start`` would lead back to ``end``."""
    at: int | None = start
    while at is not None and at != end:
        at = after.get(at)
    return at == end


def _decision(rows: Sequence[Row], before: Block, block: Block, fit: Fit) -> Decision:
    span = Traced.join([row.text for row in rows[block.first : block.last]]).extent()
    evidence: dict[str, float | str] = {name: round(value, 2) for name, value in fit.signs.items()}
    chosen = f"goes on from the line at {rows[before.last - 1].text.starts[0]}"
    return Decision(
        "reflow.follow-block", span, chosen, round(min(1.0, fit.score / 2.4), 3), evidence, "stays where it stands"
    )
