"""How much the words above a line and those below it are the same: inside an article they are, where one meets another not.

Looked at over windows of several depths, for articles are short and long. Only words that come again on the page can tell;
a word that stands all over it tells little. What counts is how the place compares with the page's usual one. A line's own
words are looked for above and below, too: a headline's come again on one side, those of a line of text on both.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from tasks.segment.echoes import grams

DEPTHS = {"near": 14, "mid": 40, "far": 120}
"""Lines looked at on either side: a brief, an article, a long one in a narrow column."""
REGION = 25
"""Lines of a region: in how many of the page's regions a word stands says how much it tells."""
STEPS = 5
"""Buckets to the page's usual cohesion; above, as many again at most."""
DIPS = (0.02, 0.1, 0.25, 0.5)
"""How far a line lies above the lowest place within half a window's depth, as shares of the way to the highest: buckets."""
FLAT = 0.3
"""Shares of the page's usual cohesion that high and low must be apart: where all is even, the lowest place tells nothing."""
SLACK = 2
"""Lines by which the place of least cohesion may be off: a few words make it."""
CLOSE, REACH = 4, 60
"""Lines from which on, and up to which, a line's words are looked for: nearer stands the rest of a headline."""

Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


def cohesion(lines: Sequence[str], wide: bool) -> list[list[str]]:
    """The names of how the lines above and below each line hang together, against the page's usual."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i, text in enumerate(lines):
        for gram in grams(text, wide):
            places[gram].append(i)
    worth = _worth(places, len(lines))
    out = _again(places, worth, len(lines))
    gaps = _gaps(places, worth, len(lines))
    for name, depth in DEPTHS.items():
        if len(lines) < depth:
            continue
        shares = _shares(gaps, len(lines), depth)
        usual = float(np.median(shares)) or 1.0
        lowest = _extreme(shares, SLACK, np.min)
        low, high = _extreme(shares, depth // 2, np.min), _extreme(shares, depth // 2, np.max)
        dips = _quotient(lowest - low, high - low, high - low > FLAT * usual, 1.0)
        for i, (share, dip) in enumerate(zip(lowest.tolist(), dips.tolist(), strict=True)):
            out[i].append(f"cohesion-{name}:{min(int(share / usual * STEPS), 2 * STEPS)}")
            out[i].append(f"cohesion-{name}-dip:{bisect_left(DIPS, dip)}")
    return out


def _again(places: Mapping[str, Sequence[int]], worth: Mapping[str, float], lines: int) -> list[list[str]]:
    """For each line how much of its words comes again within reach above, and how much below."""
    total, above, below = [0.0] * lines, [0.0] * lines, [0.0] * lines
    for gram, at in places.items():
        w = worth[gram]
        for n, i in enumerate(at):
            total[i] += w
            if any(CLOSE <= i - j <= REACH for j in at[max(0, n - CLOSE) : n]):
                above[i] += w
            if any(CLOSE <= j - i <= REACH for j in at[n + 1 : n + 1 + CLOSE]):
                below[i] += w
    shares = [(a / t, b / t) if t else None for a, b, t in zip(above, below, total, strict=True)]
    return [[f"again:{_fifth(s[0])}-{_fifth(s[1])}"] if s else [] for s in shares]


def _fifth(share: float) -> int:
    return bisect_left((0.05, 0.2, 0.4), share)


def _worth(places: Mapping[str, Sequence[int]], lines: int) -> dict[str, float]:
    regions = Counter(gram for gram, at in places.items() for _ in {i // REGION for i in at})
    count = lines // REGION + 1
    return {gram: math.log((1 + count) / n) + 0.1 for gram, n in regions.items()}


def _gaps(places: Mapping[str, Sequence[int]], worth: Mapping[str, float], lines: int) -> tuple[Places, Places, Array]:
    """The neighbouring places of each word that comes again, from before the page to behind it, and the word's worth."""
    pairs = [
        (p, q, worth[gram])
        for gram, at in places.items()
        if len(at) > 1
        for p, q in zip([-lines, *at], [*at, lines * 2], strict=True)
    ]
    above, below, worths = zip(*pairs, strict=True) if pairs else ((), (), ())
    return np.array(above, np.int64), np.array(below, np.int64), np.array(worths, np.float64)


def _shares(gaps: tuple[Places, Places, Array], lines: int, depth: int) -> Array:
    """For each line, the words that stand both within ``depth`` lines above and from it on below, as a share of either's.

    Between two places of a word lie the lines for which it stands above (near the first), below (near the second), or both;
    so each pair of neighbouring places adds to three stretches of lines.
    """
    p, q, worth = gaps
    first, last = np.maximum(p + 1, 0), np.minimum(q, lines - 1)
    near, late = np.minimum(last, p + depth), np.maximum(first, q - depth + 1)
    above, below, both = (_stretches(a, b, worth, lines) for a, b in ((first, near), (late, last), (late, near)))
    sums = [np.cumsum(side)[:lines] for side in (above, below, both)]
    total = np.sqrt(np.maximum(sums[0] * sums[1], 0.0))
    return _quotient(sums[2], total, total > 1e-9, 0.0)


def _quotient(above: Array, below: Array, said: npt.NDArray[np.bool_], otherwise: float) -> Array:
    """The one by the other where that says something, and what stands for it elsewhere; nothing is divided by nought."""
    with np.errstate(invalid="ignore"):  # numpy looks at masked places, too
        return np.divide(above, below, out=np.full_like(below, otherwise), where=said)


def _stretches(first: Places, last: Places, worth: Array, lines: int) -> Array:
    """What to add up, line by line, to have each ``worth`` on its lines from ``first`` to ``last``."""
    some = first <= last
    edges = np.column_stack((first[some], last[some] + 1)).ravel()
    steps: Array = np.bincount(edges, np.column_stack((worth[some], -worth[some])).ravel(), lines + 1).astype(np.float64)
    return steps


def _extreme(shares: Array, reach: int, pick: Callable[..., Array]) -> Array:
    """The lowest or highest share within reach of each line."""
    padded = np.pad(shares, reach, mode="edge")
    return pick(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1), axis=1)
