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
from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import add

from tasks.model.assignment import assign

BESIDE = 0.45
"""What it is worth to stand beside the body on the page's usual side; on the other side that much less."""
APART = -0.35
"""What it costs to stand further off: only words can outweigh it."""
TOGETHER = 200
"""Headlines and bodies that are weighed against each other: more are on no page, and the work grows by the cube."""
NONE = 0.12
"""What leaving a headline alone is worth: a pair must be worth more."""

FAR = 100.0
"""What it costs to stand elsewhere than above the body, where headlines always do."""
WON, SURE = 1000.0, 0.99
"""What a person's word is worth, and how sure it is."""

MANY = 150
"""Pairs of characters from which on a text's own are all gone through rather than each of these looked for."""

STEM = 6
"""Letters of a Latin word that count: endings differ."""
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_CJK = re.compile(r"[\u3400-\u9fff]")
_CJK_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A headline and a body: their indices, the worth of the pair, what it is made of, and the next best body.

    ``told`` says that a person put them together.
    """

    head: int
    body: int
    worth: float
    evidence: dict[str, float | str]
    margin: float
    told: bool = False


Told = Mapping[tuple[int, int], bool]
"""What a person says of headlines and bodies, by their indices: they belong together, or do not."""


def grams(text: str) -> set[str]:
    """What a text is compared by: pairs of CJK characters, stems of Latin words, numbers."""
    out: set[str] = set()
    for run in _CJK_RUN.findall(_NO_WORD.sub("", text)):
        out.update(run[i : i + 2] for i in range(len(run) - 1))
    for word in _WORD.findall(text):
        if not _CJK.search(word):
            out.add(word.casefold()[:STEM])
    return out


def _among(pairs: Set[str], stems: Set[str], text: str) -> set[str]:
    """Which of these pairs of characters and stems of words a text has."""
    run = _NO_WORD.sub("", text) if pairs else ""
    out = {pair for pair in pairs if pair in run} if len(pairs) < MANY else set(map(add, run, run[1:])) & pairs
    if stems:
        words = set(_WORD.findall(text))
        if _CJK.search(text):
            words = {word for word in words if not _CJK.search(word)}
        out |= {word.casefold()[:STEM] for word in words} & stems
    return out


def overlaps(heads: Sequence[str], bodies: Sequence[str]) -> Sequence[Sequence[float]]:
    """For each headline and body the share (0..1) of the headline's grams in the body, rare ones counting more."""
    return _overlaps(tuple(heads), tuple(bodies))


@lru_cache(maxsize=1)  # those of the whole page are asked for again, by ``shared_heads``, right after they were matched
def _overlaps(heads: tuple[str, ...], bodies: tuple[str, ...]) -> list[list[float]]:
    return shares(heads, bodies)


def shares(heads: Sequence[str], bodies: Sequence[str]) -> list[list[float]]:
    """The same, for a few of them; nothing is kept."""
    bags = [grams(head) for head in heads]
    wanted = set[str]().union(*bags)  # of the bodies' no others count
    pairs = {gram for gram in wanted if _CJK.match(gram)}
    there = [_among(pairs, wanted - pairs, body) for body in bodies]
    spread = Counter(g for bag in there for g in bag)
    rarity = {g: math.log((1 + len(bodies)) / n) + 0.1 for g, n in spread.items()}
    unseen = math.log(1 + len(bodies)) + 0.1 if bodies else 1.0
    out: list[list[float]] = []
    for bag in bags:
        total = math.fsum(rarity.get(g, unseen * 0.5) for g in bag)  # exact, whatever the order of a set
        out.append([math.fsum(rarity[g] for g in bag & body) / total if total else 0.0 for body in there])
    return out


def match(
    heads: Sequence[tuple[int, str]],
    bodies: Sequence[tuple[int, str]],
    told: Told | None = None,
    above: bool = False,
    stood: Told | None = None,
) -> list[Pair]:
    """The pairs of headlines and bodies.

    Args:
        heads: place in the page's order of units, and text; in order.
        bodies: the same for bodies.
        told: what a person says of some of them, which outweighs all other evidence.
        stood: the same as a setter's places or the page's items tell it, which outweighs all but what a person says.
        above: each headline stands above its body, as in print, and goes with no other than the next.

    A heap of very many is matched part by part, each of ``TOGETHER`` units.
    """
    if len(heads) <= TOGETHER and len(bodies) <= TOGETHER:
        return _match(heads, bodies, told or {}, above, stood or {})
    pairs: list[Pair] = []
    h = b = 0
    while h < len(heads) and b < len(bodies):
        first, last = h, b
        end = sorted(place for place, _ in (*heads[h : h + TOGETHER], *bodies[b : b + TOGETHER]))[:TOGETHER][-1]
        while h < len(heads) and heads[h][0] <= end:
            h += 1
        while b < len(bodies) and bodies[b][0] <= end:
            b += 1
        here = {(i - first, k - last): yes for (i, k), yes in (told or {}).items() if first <= i < h and last <= k < b}
        there = {(i - first, k - last): yes for (i, k), yes in (stood or {}).items() if first <= i < h and last <= k < b}
        found = _match(heads[first:h], bodies[last:b], here, above, there)
        pairs += [replace(pair, head=first + pair.head, body=last + pair.body) for pair in found]
    return pairs


def _match(
    heads: Sequence[tuple[int, str]], bodies: Sequence[tuple[int, str]], told: Told, above: bool, stood: Told
) -> list[Pair]:
    if not heads or not bodies:
        return []
    words = overlaps([text for _, text in heads], [text for _, text in bodies])
    beside = [_beside(place, [at for at, _ in bodies]) for place, _ in heads]
    before = 1.0 if above else _habit(beside, words)
    worth = [[words[h][b] + _place(b, beside[h], before) for b in range(len(bodies))] for h in range(len(heads))]
    if above:
        worth = [[w if b == beside[h][1] else w - FAR for b, w in enumerate(row)] for h, row in enumerate(worth)]
    for (h, b), yes in stood.items():
        worth[h][b] += WON / 4 if yes else -WON / 4
    for (h, b), yes in told.items():
        worth[h][b] += WON if yes else -WON
    pairs = []
    for h, b in assign([[w - NONE for w in row] for row in worth]):
        others = [worth[h][o] for o in range(len(bodies)) if o != b]
        evidence: dict[str, float | str] = {
            "words": round(words[h][b], 2),
            "place": "before" if heads[h][0] < bodies[b][0] else "after",
            "headlines-before-bodies-here": round(before, 2),
        }
        if stood.get((h, b)):
            evidence["stands"] = "right above"
        by_a_person = told.get((h, b), False)
        said: dict[str, float | str] = {"said-by": "a person"} if by_a_person else {}
        margin = SURE - 0.5 if by_a_person else worth[h][b] - max([NONE, *others])
        pairs.append(Pair(h, b, worth[h][b], said | evidence, margin, by_a_person))
    return pairs


def _beside(place: int, bodies: Sequence[int]) -> tuple[int | None, int | None]:
    """The body nearest above a headline's place and the one nearest below; ``bodies`` are in order."""
    below = bisect(bodies, place)
    return (below - 1 if below else None), (below if below < len(bodies) else None)


def _place(body: int, beside: tuple[int | None, int | None], before: float) -> float:
    """What the headline's place speaks for a body."""
    above, below = beside
    return BESIDE * before if body == below else BESIDE * (1 - before) if body == above else APART


def _habit(beside: Sequence[tuple[int | None, int | None]], words: Sequence[Sequence[float]]) -> float:
    """How much (0..1) this page sets headlines before their bodies, by the words of neighbours and the page's two ends."""
    for_before, for_after = 1.0, 1.0
    for (above, below), shares in zip(beside, words, strict=True):
        lean = (shares[below] if below is not None else 0.0) - (shares[above] if above is not None else 0.0)
        for_before += max(0.0, lean) * 3
        for_after += max(0.0, -lean) * 3
    for_before += any(above is None for above, _ in beside)
    for_after += any(below is None for _, below in beside)
    return for_before / (for_before + for_after)
