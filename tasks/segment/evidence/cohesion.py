"""How much the words above a line and those below it are the same: inside an article they are, where one meets another not.

Looked at over windows of several depths, for articles are short and long. Only words that come again on the page can tell;
a word that stands all over it tells little. What counts is how the place compares with the page's usual one. A line's own
words are looked for above and below, too: a headline's come again on one side, those of a line of text on both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from tasks.segment.evidence.families import Codes, Column, Family, Flags, Floats
from tasks.segment.evidence.places import Places

DEPTHS = {"near": 14, "mid": 40, "far": 120}
"""Lines looked at on either side: a brief, an article, a long one in a narrow column."""
REGION = 25
"""Lines of a region: in how many of the page's regions a word stands says how much it tells."""
STEPS = 5
"""Buckets to the page's usual cohesion; above, as many again at most."""
DIPS = np.array([0.02, 0.1, 0.25, 0.5])
"""How far a line lies above the lowest place within half a window's depth, as shares of the way to the highest: buckets."""
FLAT = 0.3
"""Shares of the page's usual cohesion that high and low must be apart: where all is even, the lowest place tells nothing."""
SLACK = 2
"""Lines by which the place of least cohesion may be off: a few words make it."""
CLOSE, REACH = 4, 60
"""Lines from which on, and up to which, a line's words are looked for: nearer stands the rest of a headline."""
AGAIN = np.array([0.05, 0.2, 0.4])
"""Shares of a line's words that come again: buckets."""

_AGAIN = Family("again:{}-{}", "0123", "0123")
_SHARE = {name: Family(f"cohesion-{name}:{{}}", [str(n) for n in range(2 * STEPS + 1)]) for name in DEPTHS}
_DIP = {name: Family(f"cohesion-{name}-dip:{{}}", [str(n) for n in range(len(DIPS) + 1)]) for name in DEPTHS}


def cohesion(places: Places) -> list[Column]:
    """How the lines above and below each line hang together, against the page's usual."""
    worth = _worth(places)
    out = [_again(places, worth)]
    depths = {name: depth for name, depth in DEPTHS.items() if depth <= places.lines}
    for (name, depth), shares in zip(depths.items(), _shares(_gaps(places, worth), places.lines, depths), strict=True):
        usual = _median(shares) or 1.0
        lowest = _lowest(shares, SLACK)
        low, high = _lowest(shares, depth // 2), -_lowest(-shares, depth // 2)
        dips = _quotient(lowest - low, high - low, high - low > FLAT * usual, 1.0)
        steps = np.minimum(lowest / usual * STEPS, 2 * STEPS).astype(np.intp)
        out += [_shared(name, steps), _DIP[name].column(np.searchsorted(DIPS, dips))]
    return out


def _shared(name: str, steps: Codes) -> Column:
    """How much is shared; below nought are the sums' rounding errors, where hardly any word comes again."""
    if steps.min() >= 0:
        return _SHARE[name].column(steps)
    values, codes = np.unique(steps, return_inverse=True)
    return Family(f"cohesion-{name}:{{}}", [str(n) for n in values.tolist()], of_page=True).column(codes)


def _again(places: Places, worth: Floats) -> Column:
    """For each line how much of its words comes again within reach above, and how much below."""
    line, word = places.line, np.cumsum(places.first)
    above, below = np.zeros(len(line), np.bool_), np.zeros(len(line), np.bool_)
    for by in range(1, min(CLOSE + 1, len(line))):
        far = line[by:] - line[:-by]
        found = (word[by:] == word[:-by]) & (far >= CLOSE) & (far <= REACH)
        above[by:] |= found
        below[:-by] |= found
    total, *again = (_summed(line[side], worth[side], places.lines) for side in (slice(None), above, below))
    some = total > 0
    shares = [np.searchsorted(AGAIN, _quotient(share, total, some, 0.0)) for share in again]
    return _AGAIN.column(*shares, where=some)


def _worth(places: Places) -> Floats:
    """What each place's word tells, by the number of the page's regions that it stands in."""
    region = places.line // REGION
    fresh = places.first.copy()
    fresh[1:] |= region[1:] != region[:-1]
    word = np.cumsum(places.first) - 1
    regions: Codes = np.bincount(word[fresh])
    count = places.lines // REGION + 1
    by_regions: Floats = np.array([0.0, *(math.log((1 + count) / n) + 0.1 for n in range(1, count + 1))])
    found: Floats = by_regions[regions[word]]
    return found


def _gaps(places: Places, worth: Floats) -> tuple[Codes, Codes, Floats]:
    """The neighbouring places of each word that comes again, from before the page to behind it, and the word's worth."""
    sizes = places.sizes()
    several = np.repeat(sizes > 1, sizes)
    line, first, worth = places.line[several], places.first[several], worth[several]
    last = np.append(first[1:], True)[: len(first)]
    above = np.where(first, -places.lines, np.append(0, line[:-1])[: len(line)])
    ends = np.repeat(np.arange(len(line)), 1 + last)  # a word's last place stands for the gap behind it, too
    behind = np.zeros(len(ends), np.bool_)
    behind[np.cumsum(1 + last)[last] - 1] = True
    p = np.where(behind, line[ends], above[ends])
    q = np.where(behind, places.lines * 2, line[ends])
    return p, q, worth[ends]


def _shares(gaps: tuple[Codes, Codes, Floats], lines: int, depths: Mapping[str, int]) -> Floats:
    """For each depth and line, the words that stand both within ``depth`` lines above and from it on below.

    It is a share of those that stand on either side. Between two places of a word lie the lines for which it stands above
    (near the first), below (near the second), or both; so each pair of neighbouring places adds to three stretches of lines.
    """
    p, q, worth = gaps
    depth = np.array(list(depths.values()), np.intp)[:, None]
    first, last = np.maximum(p + 1, 0), np.minimum(q, lines - 1)
    near, late = np.minimum(last, p + depth), np.maximum(first, q - depth + 1)
    edges = np.empty((3, len(depths), len(p), 2), np.intp)
    edges[0, :, :, 0], edges[1:, :, :, 0] = first, late
    edges[::2, :, :, 1], edges[1, :, :, 1] = near + 1, last + 1
    some = edges[..., 0] < edges[..., 1]
    steps = np.empty(edges.shape)
    steps[..., 0] = some * worth
    np.negative(steps[..., 0], steps[..., 1])
    bins = np.where(some[..., None], edges, 0) + (np.arange(3 * len(depths)) * (lines + 1)).reshape(3, -1, 1, 1)
    found = _summed(bins.ravel(), steps.ravel(), 3 * len(depths) * (lines + 1)).reshape(3, len(depths), lines + 1)
    above, below, both = np.cumsum(found, axis=2)[:, :, :lines]
    total = np.sqrt(np.maximum(above * below, 0.0))
    return _quotient(both, total, total > 1e-9, 0.0)


def _quotient(above: Floats, below: Floats, said: Flags, otherwise: float) -> Floats:
    """The one by the other where that says something, and what stands for it elsewhere; nothing is divided by nought."""
    with np.errstate(invalid="ignore"):  # numpy looks at masked places, too
        return np.divide(above, below, out=np.full_like(below, otherwise), where=said)


def _summed(line: Codes, worth: Floats, lines: int) -> Floats:
    """The sum of what each line has, in the order given; numpy counts in whole numbers where there is nothing at all."""
    found: Floats = np.bincount(line, worth, lines).astype(np.float64, copy=False)
    return found


def _lowest(shares: Floats, reach: int) -> Floats:
    """The lowest share within reach of each line; what is looked at doubles from step to step."""
    out = np.concatenate((np.full(reach, shares[0]), shares, np.full(reach, shares[-1])))
    done, window = 1, 2 * reach + 1
    while done < window:
        by = min(done, window - done)
        out = np.minimum(out[:-by], out[by:])
        done += by
    return out


def _median(shares: Floats) -> float:
    """The middle one, or half-way between the two of them."""
    order = np.sort(shares)
    return float((order[(len(order) - 1) // 2] + order[len(order) // 2]) / 2)
