"""Lines of neighbouring columns that a dump in blocks gives as one, apart: for full-width print.

The problem: where the white between columns is narrow, readers that gather print into blocks give what stands at one
height as one line, a blank between (``一种小型鳕鱼，体长在 研究认为，水温升高``). Full-width print is set to its measure
within a cell, so that a blank with lines of the measure on either side is a gutter, and one inside such a line is none:

1. the measure that explains a block's lines best, taken apart or whole, is the block's;
2. a line still wider than every other of its block is cut into lines of the page's other measures, if it comes out.

Left alone: lines without a mark (headlines have phrases between blanks) that are no full lines beside such as have one;
blanks between single characters (a line spaced out); blocks that no measure explains.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from tasks.reflow.lines.rows import Row, set_width
from tasks.reflow.order.continuity import SENTENCE_END

SLACK = 1.6
"""Cells by which lines of one measure differ: a mark set close, a digit."""
NARROWEST = 12.0
"""Cells of the narrowest column that text is set in: six characters."""
SHARED = 4
"""Lines that must fill a width for it to be one of the page's measures."""
PARTS = 6
"""Blanks that may stand inside one line of a column."""
EXPLAINED = 0.4
"""What a block's lines must be worth on the average (1 for a full line) for its measure to count."""
MARKED = 5
"""One in how many of a column's lines has a mark, at the least."""
SEEN = 1.5
"""What a line must come to when it is cut, once in a block at least: a full line, a full or an indented one beside it."""
NEAR = 2
"""Rows on either side among which one is looked for that was cut likewise."""

_BETWEEN = re.compile(r"(?<=\S)\s+(?=\S{3})|(?<=\S{3})\s+(?=\S)")
_MARK = re.compile("[，。、；：？！]")

_Pieces = list[list[tuple[int, int, float, float]]]
"""By the place that they end at, the pieces of a line: the place that each begins at, by its number and by characters, its
width without blanks, and what it is worth if it is short."""


def part_abreast(blocks: Sequence[Sequence[Row]]) -> list[Row]:
    """The rows of a page's blocks, those cut that hold lines of several columns."""
    whole = [row.text.text for rows in blocks for row in rows if " " not in row.text.text]
    widths = [set_width(text, True) for text in whole]
    usual = [measure for measure in page_measures(widths) if _is_text(measure, whole, widths)]
    return [row for rows in blocks for row in _part_block(rows, usual)]


def _is_text(measure: float, whole: Sequence[str], widths: Sequence[float]) -> bool:
    """Whether enough of the lines that fill a measure have marks: headlines and bylines have none, and are no column."""
    filling = [text for text, width in zip(whole, widths, strict=True) if measure - SLACK <= width <= measure]
    return MARKED * sum(_MARK.search(text) is not None for text in filling) >= len(filling)


def page_measures(widths: Sequence[float]) -> list[float]:
    """The widths that lines of a page fill: those that several lines share and that few just exceed."""
    out: list[float] = []
    order = sorted(widths)
    for width in sorted({w for w in widths if w >= NARROWEST}, reverse=True):
        filling = bisect_right(order, width) - bisect_left(order, width - SLACK)
        if filling >= SHARED and all(m - width > SLACK for m in out):
            out.append(width)
    return out


def _part_block(rows: Sequence[Row], usual: Sequence[float]) -> list[Row]:
    if len(rows) < 2 or not any(" " in row.text.text for row in rows):
        return list(rows)
    parted = _by_own_measure(rows)
    single = [_solid(row.text.text) for row in parted if " " not in row.text.text]
    if not single or not usual:
        return parted
    out: list[Row] = []
    for row in parted:
        wide = " " in row.text.text and _solid(row.text.text) > max(single) + SLACK
        score, at = _parts(_pieces(row.text.text), usual) if wide else (0.0, [0])
        out += _cut(row, at) if score > 1.0 else [row]  # a full line, and another's last
    return out


def _by_own_measure(rows: Sequence[Row]) -> list[Row]:
    """The rows cut at the blanks that leave lines of the block's one measure."""
    if not any(_MARK.search(row.text.text) and _BETWEEN.search(row.text.text) for row in rows):
        return list(rows)  # none has a place to be cut at, or it is a headline's: no measure cuts any
    pieces = [_pieces(row.text.text) for row in rows]
    options = sorted({_solid(piece) for row in rows for piece in (row.text.text, *row.text.text.split())})
    best: list[tuple[float, list[int]]] = []
    worth = EXPLAINED * len(rows)
    for measure in options:
        if measure >= NARROWEST:
            tried = [_parts(some, (measure,)) for some in pieces]
            total = sum(score for score, _ in tried)
            if total > worth + 0.05:
                best, worth = tried, total
    if not any(len(at) > 1 and score >= SEEN for score, at in best):
        return list(rows)
    return [piece for k, row in enumerate(rows) for piece in _cut(row, best[k][1], _among_cut(rows, best, k))]


def _among_cut(rows: Sequence[Row], best: Sequence[tuple[float, list[int]]], k: int) -> bool:
    """Whether a row is full lines of the measure, each of them, as next to it another is that surely is text."""
    score, at = best[k]
    if len(at) < 2 or score < len(at):
        return False
    near = [i for i in range(max(0, k - NEAR), min(len(rows), k + NEAR + 1)) if i != k and len(best[i][1]) == len(at)]
    return any(_MARK.search(rows[i].text.text) and best[i][0] >= SEEN for i in near)


def _cut(row: Row, at: Sequence[int], text: bool = False) -> list[Row]:
    """A row cut at these places; one without a mark stays whole, as a headline's, unless it is known to be ``text``."""
    if not (text or _MARK.search(row.text.text)):
        return [row]
    pieces = [row.text[a:z].strip() for a, z in pairwise([*at, len(row.text)])]
    pieces = [piece for piece in pieces if piece]
    beside = [row.beside, *(_is_gutter(one.text[-1], other.text[0]) for one, other in pairwise(pieces))]
    return [Row(piece, 0 if k else row.gap, row.left, (), beside[k]) for k, piece in enumerate(pieces)]


def _is_gutter(before: str, after: str) -> bool:
    """Whether a blank between these characters is surely no word's: beside a Latin letter it may be."""
    return not any(char.isascii() and char.isalpha() for char in (before, after))


def _pieces(text: str) -> _Pieces:
    """The pieces that a line has between its places to be cut."""
    edges = [0, *(m.end() for m in _BETWEEN.finditer(text)), len(text)]
    last = len(edges) - 1
    out: _Pieces = []
    for z in range(1, len(edges)):
        ending = [(a, text[edges[a] : edges[z]].strip()) for a in range(max(0, z - PARTS), z)]
        out.append([(a, edges[a], _solid(piece), _short(piece, z == last)) for a, piece in ending])
    return out


def _parts(pieces: _Pieces, measures: Sequence[float]) -> tuple[float, list[int]]:
    """The best places to cut a line for these measures (its start among them), and what its pieces are worth together."""
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for ending in pieces:
        options = []
        for a, edge, width, short in ending:
            worth = max([_filling(measure - width, short) for measure in measures])
            options.append((best[a][0] + worth, [*best[a][1], edge]))
        best.append(max(options, key=lambda option: (option[0], -len(option[1]))) if len(options) > 1 else options[0])
    return best[-1]


@lru_cache(maxsize=16384)  # each piece is held against each measure
def _solid(text: str) -> float:
    """A line's width without its blanks, which justification puts in as it likes."""
    return set_width("".join(text.split()), True)


def _short(piece: str, last: bool) -> float:
    """What a piece is worth that is too short for a line: one that ends a paragraph, or the last of its line, may be."""
    return 0.05 if SENTENCE_END.search(piece) or piece[-1] in "）)" or last else -0.6


def _filling(missing: float, short: float) -> float:
    """What a piece is worth as a line of a measure, by what it lacks to it: full, two ems in, too long or short."""
    if missing < -SLACK:
        return -1.5
    if missing <= 2.2:
        return 1.0
    return 0.5 if missing <= 6.2 else short
