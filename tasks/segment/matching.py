"""Which headline belongs to which body.

The problem: headlines stand before their bodies, after them, or both on one page, and an article may have none; who gives
each body "the next headline" shifts every later one by one. Signals in order of precedence:

1. **words**: a headline's words come again in its own body (the share of them that does, words that every body of the page
   holds counting little);
2. **place**: the headline stands beside the body, on the side where this page's headlines stand;
3. **habit**: that side is found from the page itself, from the pairs whose words leave no doubt.

The answer is one to one, and "none" is an answer for both sides.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.model.assignment import assign

BESIDE = 0.45
"""What it is worth to stand beside the body on the page's usual side; on the other side that much less."""
APART = -0.35
"""What it costs to stand further off: only words can outweigh it."""
NONE = 0.12
"""What leaving a headline alone is worth: a pair must be worth more."""

_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A headline and a body: their indices, the worth of the pair, what it is made of, and the next best body."""

    head: int
    body: int
    worth: float
    evidence: dict[str, float | str]
    margin: float


def grams(text: str) -> set[str]:
    """What a text is compared by: pairs of CJK characters, stems of Latin words, numbers."""
    out: set[str] = set()
    run = "".join(c for c in text if c.isalnum())
    for a, b in zip(run, run[1:], strict=False):
        if _CJK.match(a) and _CJK.match(b):
            out.add(a + b)
    for word in _WORD.findall(text):
        if not _CJK.search(word):
            out.add(word.casefold()[:6])
    return out


def overlaps(heads: Sequence[str], bodies: Sequence[str]) -> list[list[float]]:
    """For each headline and body the share (0..1) of the headline's grams in the body, rare ones counting more."""
    there = [grams(b) for b in bodies]
    spread = Counter(g for bag in there for g in bag)
    rarity = {g: math.log((1 + len(bodies)) / n) + 0.1 for g, n in spread.items()}
    unseen = math.log(1 + len(bodies)) + 0.1 if bodies else 1.0
    out: list[list[float]] = []
    for head in heads:
        bag = grams(head)
        total = sum(rarity.get(g, unseen * 0.5) for g in bag)
        out.append([sum(rarity[g] for g in bag & body) / total if total else 0.0 for body in there])
    return out


def match(heads: Sequence[tuple[int, str]], bodies: Sequence[tuple[int, str]]) -> list[Pair]:
    """The pairs of headlines and bodies.

    Args:
        heads: place in the page's order of units, and text.
        bodies: the same for bodies.
    """
    if not heads or not bodies:
        return []
    words = overlaps([text for _, text in heads], [text for _, text in bodies])
    before = _habit([p for p, _ in heads], [p for p, _ in bodies], words)
    worth: list[list[float]] = []
    for h, (place, _) in enumerate(heads):
        row = []
        for b, (at, _) in enumerate(bodies):
            row.append(words[h][b] + _beside(place, at, [p for p, _ in bodies], before))
        worth.append(row)
    pairs = []
    for h, b in assign([[w - NONE for w in row] for row in worth]):
        others = [worth[h][o] for o in range(len(bodies)) if o != b]
        evidence: dict[str, float | str] = {
            "words": round(words[h][b], 2),
            "place": "before" if heads[h][0] < bodies[b][0] else "after",
            "headlines-before-bodies-here": round(before, 2),
        }
        pairs.append(Pair(h, b, worth[h][b], evidence, worth[h][b] - max([NONE, *others])))
    return pairs


def _neighbour(place: int, bodies: Sequence[int], after: bool) -> int | None:
    """The body nearest to a headline's place, on one side."""
    if after:
        return next((i for i, at in enumerate(bodies) if at > place), None)
    return next((i for i in range(len(bodies) - 1, -1, -1) if bodies[i] < place), None)


def _beside(place: int, at: int, bodies: Sequence[int], before: float) -> float:
    if at == (bodies[n] if (n := _neighbour(place, bodies, after=True)) is not None else None):
        return BESIDE * before
    if at == (bodies[n] if (n := _neighbour(place, bodies, after=False)) is not None else None):
        return BESIDE * (1 - before)
    return APART


def _habit(heads: Sequence[int], bodies: Sequence[int], words: Sequence[Sequence[float]]) -> float:
    """How much (0..1) this page sets headlines before their bodies, by the words of neighbours and the page's two ends."""
    for_before, for_after = 1.0, 1.0
    for h, place in enumerate(heads):
        following, preceding = _neighbour(place, bodies, after=True), _neighbour(place, bodies, after=False)
        a = words[h][following] if following is not None else 0.0
        b = words[h][preceding] if preceding is not None else 0.0
        for_before += max(0.0, a - b) * 3
        for_after += max(0.0, b - a) * 3
    for_before += min(heads) < min(bodies)
    for_after += max(heads) > max(bodies)
    return for_before / (for_before + for_after)
