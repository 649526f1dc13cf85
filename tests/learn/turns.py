"""Learns how blocks go on in one another: ``python -m tests.learn.turns [--hold-out PART] [--to FILE]``.

Reads Latin dumps in blocks with gold (``tests/pages/typeset``, ``tests/pages/press``), finds for each block the one that
truly comes next in its article, and sets it against the page's others; from these choices (among all blocks and none, both
ways) the weights of the signs of :mod:`tasks.reflow.order.turns` are learned and written to
``tasks/reflow/order/weights-turns.json``. The same pages give the same weights.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tasks import reflow
from tasks.normalise import Settings, normalise
from tasks.reflow import work
from tasks.reflow.lines.rows import Row, script_of
from tasks.reflow.order.continuity import Block, cut
from tasks.reflow.order.turns import Turns
from tests.learn.label import align, fields
from tests.learn.pages import Page, pressed, typeset

TO = Path(reflow.__file__).parent / "order" / "weights-turns.json"
MANNERS = ("default",)
MOST = 90
"""Blocks of a page that is learned from at most."""
PULL = 1.0
LEAST = 8
"""Pairs that must show a sign for it to be given a weight."""
LOUD = 0.03
"""Weights nearer to nought are left out."""
ROLES = {"K": 0, "M": 1, "D": 2, "Y": 3, "B": 4, "X": 4, "J": 5}

Place = tuple[int, int, int, float]
"""A row's article, the kind of its field, its paragraph, and where in the paragraph it begins."""
APART = 1 << 20
"""The article of the page's own lines (running heads, foot lines), which go on in nothing."""


@dataclass(frozen=True)
class Choices:
    """A page's choices: the signs of each pair of blocks, and of none; which block truly comes next, and which before.

    What goes on inside another block, since columns are still woven there, is no choice between blocks: it is not asked for,
    neither what comes next (``asks_next``) nor what came before (``asks_before``).
    """

    pairs: dict[tuple[int, int], list[str]]
    last: list[list[str]]
    first: list[list[str]]
    onward: dict[int, int]
    asks_next: list[bool]
    asks_before: list[bool]


def true_places(rows: Sequence[Row], blocks: Sequence[Block], gold: dict[str, Any]) -> list[Place | None]:
    """For each block its article and where in the article it begins; None where the gold does not tell."""
    parts = fields(gold)
    at = align([row.text.text for row in rows], gold)
    out: list[Place | None] = []
    for block in blocks:
        known = [place for place in at[block.first : block.last] if place and parts[place[0]][1] >= 0]
        if not known:
            out.append(None)
            continue
        article = Counter(parts[place[0]][1] for place in known).most_common(1)[0][0]
        first = next(place for place in known if parts[place[0]][1] == article)
        role, _, paragraph, _ = parts[first[0]]
        out.append((article, ROLES[role], paragraph, first[1]))
    return [_signed(out, k) for k in range(len(out))]


def _signed(places: Sequence[Place | None], k: int) -> Place | None:
    """A byline's place: below the text where the dump has it below."""
    place, above = places[k], places[k - 1] if k else None
    if place and place[1] == ROLES["Y"] and above and above[0] == place[0] and above[1] == ROLES["B"]:
        return (place[0], ROLES["J"], 0, 0)
    return place


def true_next(places: Sequence[Place | None]) -> dict[int, int]:
    """For each block the one that comes next in its article."""
    order = sorted((place, k) for k, place in enumerate(places) if place)
    return {a: b for (one, a), (other, b) in zip(order, order[1:], strict=False) if one[0] == other[0]}


def true_rows(rows: Sequence[Row], gold: dict[str, Any]) -> list[Place]:
    """For each row where in the gold it stands; one that the gold does not tell stands behind the row above."""
    parts = fields(gold)
    out: list[Place] = []
    above: Place = (APART, 0, 0, 0)
    for found in align([row.text.text for row in rows], gold):
        if found is None:
            above = (*above[:3], above[3] + 0.001)
        else:
            role, article, paragraph, _ = parts[found[0]]
            kind = ROLES.get(role, 0)
            if role == "Y" and above[:2] == (article, ROLES["B"]) and above[2]:  # a byline below its text
                kind = ROLES["J"]
            above = (article if article >= 0 else APART, kind, paragraph, found[1])
        out.append(above)
    return out


def true_links(blocks: Sequence[Block], places: Sequence[Place]) -> tuple[dict[int, int], list[bool], list[bool]]:
    """Which block truly goes on in which, and of which blocks that can be said at either end (see :class:`Choices`)."""
    order = sorted((place, k) for k, place in enumerate(places) if place[0] != APART)
    after = {a: z for (one, a), (other, z) in pairwise(order) if one[0] == other[0]}
    before = {z: a for a, z in after.items()}
    begins = {block.first: k for k, block in enumerate(blocks)}
    ends = {block.last - 1: k for k, block in enumerate(blocks)}
    onward: dict[int, int] = {}
    asks_next, asks_before = list[bool](), list[bool]()
    for k, block in enumerate(blocks):
        next_, last = after.get(block.last - 1), before.get(block.first)
        told = next_ is not None and begins.get(next_, k) != k
        if next_ is not None and told:
            onward[k] = begins[next_]
        asks_next.append(next_ is None or told)
        asks_before.append(last is None or ends.get(last, k) != k)
    return onward, asks_next, asks_before


def choices(page: Page) -> Iterator[Choices]:
    """The choices of a page's blocks."""
    for clean in normalise(page.dump.replace("\f", "\n").encode(), Settings(language=page.language)):
        wide = script_of(clean.text.text) == "wide"
        rows, _, _, cuts = work._printed(clean, wide)
        blocks = cut(rows, wide)
        if not (cuts or wide) or not 3 <= len(blocks) <= MOST:
            continue
        turns, count = Turns(rows, blocks, clean.language, cuts, wide), range(len(blocks))
        signs = {(i, j): turns.signs(i, j) for i in count for j in count if i != j}
        last, first = [turns.last_signs(k) for k in count], [turns.first_signs(k) for k in count]
        yield Choices(signs, last, first, *true_links(blocks, true_rows(rows, page.gold)))


def learn(pages: Sequence[Choices], pull: float = PULL) -> dict[str, float]:
    """The signs' weights: those that make each block's true neighbours likeliest among all of its page, and none.

    ``pull`` is how much weights are drawn to nought.
    """
    counts: Counter[str] = Counter()
    rows: list[list[str]] = []
    groups: list[tuple[list[int], int]] = []
    for page in pages:
        begin, count = len(rows), len(page.last)
        number = {pair: begin + n for n, pair in enumerate(page.pairs)}
        rows += [*page.pairs.values(), *page.last, *page.first]
        none = begin + len(page.pairs)
        before = {s: e for e, s in page.onward.items()}
        for k in range(count):
            if page.asks_next[k]:
                options = [*(number[k, j] for j in range(count) if (k, j) in number), none + k]
                groups.append((options, number[k, page.onward[k]] if k in page.onward else none + k))
            if page.asks_before[k]:
                options = [*(number[j, k] for j in range(count) if (j, k) in number), none + count + k]
                groups.append((options, number[before[k], k] if k in before else none + count + k))
    for names in rows:
        counts.update(names)
    order = {name: n for n, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))}
    at = [(row, order[name]) for row, names in enumerate(rows) for name in names if name in order]
    signs = csr_matrix((np.ones(len(at)), tuple(np.array(at).T)), shape=(len(rows), len(order)))
    w = _fitted(signs, groups, pull)
    return {name: round(float(w[n]), 2) for name, n in order.items() if abs(w[n]) >= LOUD}


def _fitted(signs: csr_matrix, groups: Sequence[tuple[list[int], int]], pull: float) -> np.ndarray:
    """The weights that make the true option of each group likeliest."""
    options = np.concatenate([np.array(group) for group, _ in groups])
    begins = np.cumsum([0, *(len(group) for group, _ in groups[:-1])])
    sizes = np.array([len(group) for group, _ in groups])
    true = np.bincount([t for _, t in groups], minlength=signs.shape[0]).astype(float)

    def cost(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = signs @ w
        some = z[options]
        top = np.repeat(np.maximum.reduceat(some, begins), sizes)
        weight = np.exp(some - top)
        total = np.add.reduceat(weight, begins)
        value = np.log(total).sum() + top[begins].sum() - (true * z).sum()
        expected = np.bincount(options, weight / np.repeat(total, sizes), minlength=len(z))
        return float(value + pull / 2 * (w**2).sum()), signs.T @ (expected - true) + pull * w

    return minimize(cost, np.zeros(signs.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hold-out", type=int, choices=(0, 1), help="leave out half of the pages")
    parser.add_argument("--every", type=int, default=1, help="read only every so many pages")
    parser.add_argument("--print", choices=("narrow", "wide"), help="learn for one print alone")
    parser.add_argument("--to", type=Path, default=TO, help="file the weights are written to")
    told = parser.parse_args()
    read = [*typeset(MANNERS, told.hold_out), *pressed(MANNERS, told.hold_out)]
    data: dict[str, dict[str, float]] = {}
    for kind in [told.print] if told.print else ["narrow", "wide"]:
        dumps = [page for page in read[:: told.every] if page.language.startswith("zh") == (kind == "wide")]
        pages = [one for page in dumps for one in choices(page)]
        data[kind] = learn(pages)
        print(f"{kind}: {len(pages)} pages, {len(data[kind])} signs")
    told.to.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
