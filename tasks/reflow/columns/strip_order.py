"""The strips of a page in full-width print in the order they are read: each article's one after the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from tasks.model.assignment import assign
from tasks.reflow.columns.gutters import Piece
from tasks.reflow.columns.story_order import in_order
from tasks.reflow.columns.strip_signs import StripSigns
from tasks.reflow.columns.strips import MOST, Strips

JOIN = 3.0
"""How much a joint is worth by itself: that nothing is read after one strip, and nothing before another, are two doubts
about one joint, counted twice. With 3 or 4 the most articles came out whole of pages that nothing was learned from."""
_FAR = -60.0

Odds = npt.NDArray[np.float64]
Weights = Mapping[str, float]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights of the signs, learned by ``python -m tests.learn.strips``."""
    found: Weights = json.loads(resources.files(__package__).joinpath("weights-strips.json").read_text(encoding="utf-8"))
    return found


def strip_order(
    found: Sequence[Piece], texts: Sequence[str], orders: Callable[[], Sequence[Sequence[Piece]]]
) -> list[list[Piece]] | None:
    """The pieces, given row by row, as blocks in reading order; None where they are too torn to tell.

    Args:
        found: the pieces.
        texts: the page's lines.
        orders: gives the pieces as other ways of telling have them read: evidence beside all other.
    """
    strips = Strips(found, texts)
    if not 1 < len(strips.strips) <= MOST:
        return None
    chains = joined(StripSigns(strips, orders()))
    boxes = []
    for number, chain in enumerate(chains):
        pieces = [found[i] for k in chain for i in strips.strips[k].members]
        rows = [piece.row for piece in pieces]
        x0, x1 = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
        boxes.append((min(rows), max(rows) + 1, x0, x1, number))
    return [[found[i] for i in strips.strips[k].members] for number in in_order(boxes) for k in chains[number]]


def joined(signs: StripSigns) -> list[list[int]]:
    """The strips in chains, each read from its first to its last, so that all joints together are likeliest."""
    get, count = weights().get, len(signs.all)
    odds = np.full((count + 1, count + 1), _FAR)  # what comes after each (row): a strip (column) or, at the end, none
    for a in range(count):
        for b in signs.candidates(a):
            odds[a, b] = sum([get(name, 0.0) for name in signs.signs(a, b)])
        odds[a, count] = sum([get(name, 0.0) for name in signs.last_signs(a)])
        odds[count, a] = sum([get(name, 0.0) for name in signs.first_signs(a)])
    onward = odds[:count] - np.logaddexp.reduce(odds[:count], axis=1)[:, None]
    back = odds[:, :count] - np.logaddexp.reduce(odds[:, :count], axis=0)
    gain = onward[:, :count] + back[:count] - onward[:, count:] - back[count:] + JOIN
    after = [-1] * count
    for a, b in assign(gain.tolist()):
        after[a] = b
    _open_rings(after, gain)
    out: list[list[int]] = []
    for a in sorted(set(range(count)) - set(after)):
        out.append([a])
        while after[out[-1][-1]] >= 0:
            out[-1].append(after[out[-1][-1]])
    return out


def _open_rings(after: list[int], gain: Odds) -> None:
    """Take out the weakest joint of each ring of strips that are read after one another for ever."""
    left = set(range(len(after)))
    while left:
        way, a = [min(left)], after[min(left)]
        while a >= 0 and a in left and a not in way:
            way.append(a)
            a = after[a]
        if a in way:
            ring = way[way.index(a) :]
            after[min(ring, key=lambda k: float(gain[k, after[k]]))] = -1
        left -= set(way)
