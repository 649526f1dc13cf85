"""Learns how lines go on in one another: ``python -m tests.learn.follow [--hold-out PART] [--to FILE]``.

Reads the dumps in blocks with gold (``tests/pages/typeset``, of Chinese ``tests/pages/press`` too), finds for each line of
text the one that truly follows it, and sets it against lines that stand near it in the dump; from these pairs the weights of
the signs of :mod:`tasks.reflow.order.line_signs` are learned (logistic regression) and written to
``tasks/reflow/order/weights-follow.json``, as logarithms of likelihood ratios. The same pages give the same weights.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tasks import reflow
from tasks.normalise import Settings, normalise
from tasks.reflow.lines.rows import Row, close_blanks, join_pieces, printed_rows, script_of
from tasks.reflow.lines.upright import set_level
from tasks.reflow.order import first_lines, weaves
from tasks.reflow.order.line_signs import Lines, runs_of
from tasks.reflow.order.run_together import mend
from tests.learn.label import bare
from tests.learn.pages import Page, pressed, typeset

TO = Path(reflow.__file__).parent / "order" / "weights-follow.json"
REACH, DRAWN = 10, 8
"""Lines on either side from which wrong followers are drawn, and how many are."""
PULL = 1.0
"""The pull of the weights towards nought."""
LEAST = 4
"""Pairs that must show a sign for it to be given a weight."""
LOUD = 0.02
"""Weights nearer to nought are left out."""

Pair = tuple[list[str], bool]
Place = tuple[int, int, int]
"""A line's article, and where in its body the line begins and ends."""


def places(rows: Sequence[Row], page: Page) -> list[Place | None]:
    """Where each row stands in the bodies of the gold; None for a row that stands nowhere, or in several places."""
    bodies = ["".join(map(bare, article["paragraphs"])) for article in page.gold["articles"]]
    out: list[Place | None] = []
    for row in rows:
        text = bare(row.text.text)
        found = [(n, at) for n, body in enumerate(bodies) if (at := body.find(text)) >= 0 and len(text) > 2]
        once = len(found) == 1 and bodies[found[0][0]].count(text) == 1
        out.append((found[0][0], found[0][1], found[0][1] + len(text)) if once else None)
    return out


def block_of(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """For each row where its block begins and ends."""
    at = [0, *(i for i in range(1, len(rows)) if rows[i].gap), len(rows)]
    return [(a, z) for a, z in zip(at, at[1:], strict=False) for _ in range(a, z)]


def pairs(page: Page, dice: random.Random) -> Iterator[Pair]:
    """The signs of true followers, and of lines near by that are none."""
    for clean in normalise(page.dump.replace("\f", "\n").encode(), Settings(language=page.language)):
        wide = script_of(clean.text.text) == "wide"
        mended, cuts = mend(join_pieces(printed_rows(clean.text)), wide, clean.language)
        rows = [close_blanks(row)[0] for row in mended]
        where = places(rows, page)
        seen = runs_of(rows) if wide else frozenset()
        begins = {place[:2]: i for i, place in enumerate(where) if place}
        for a, z in sorted(set(block_of(rows))):
            lines = Lines(rows[a:z], wide, clean.language, cuts, seen)
            for i in range(a, z):
                place = where[i]
                true = begins.get((place[0], place[2])) if place else None
                if true is None or not a <= true < z:
                    continue
                near = [j for j in range(max(a, i - REACH), min(z, i + REACH + 1)) if j not in (i, true) and where[j]]
                for j in [true, *dice.sample(near, min(DRAWN, len(near)))]:
                    yield lines.signs(i - a, j - a), j == true


def gifts(page: Page, wide: Mapping[str, float]) -> Iterator[Pair]:
    """The signs of parts of blocks and of later columns, and whether these truly go on from those."""
    for clean in normalise(page.dump.replace("\f", "\n").encode(), Settings(language=page.language)):
        mended, _ = mend(join_pieces(printed_rows(clean.text)), True, clean.language)
        rows, _ = set_level([close_blanks(row)[0] for row in mended])
        order, seen = sorted(set(block_of(rows))), runs_of(rows)
        flows = list[list[list[Row]]]()
        for a, z in order:
            columns = weaves.columns_of(rows[a:z], True, clean.language, frozenset(), seen, wide)
            flows.append([[rows[a + i] for i in column] for column in columns])
        where = {id(row): place for row, place in zip(rows, places(rows, page), strict=True)}
        for f, flow in enumerate(flows):
            ahead = first_lines.candidates(flows, f)
            if not 2 <= len(flow) <= first_lines.MOST:
                continue
            for c, part in enumerate(flow):
                for g, d in ahead:
                    one, other = where[id(part[-1])], where[id(flows[g][d][0])]
                    if one and other:
                        names = first_lines.signs(flows, (f, c), (g, d), ahead, clean.language)
                        yield names, (one[0], one[2]) == other[:2]


def learn(found: Sequence[Pair], kept: bool = False) -> dict[str, float]:
    """The signs' weights; ``bias`` is what remains when the share of true pairs is taken out, or with it, if ``kept``."""
    counts = Counter(name for names, _ in found for name in set(names))
    order = {name: k for k, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))}
    at = [(row, order[name]) for row, (names, _) in enumerate(found) for name in set(names) if name in order]
    signs = csr_matrix((np.ones(len(at)), tuple(zip(*at, strict=True))), shape=(len(found), len(order)))
    true = np.array([float(is_true) for _, is_true in found])

    def cost(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = signs @ w[1:] + w[0]
        gap = 1 / (1 + np.exp(-z)) - true
        return float((np.logaddexp(0, z) - true * z).sum() + PULL / 2 * (w[1:] ** 2).sum()), np.concatenate(
            [[gap.sum()], signs.T @ gap + PULL * w[1:]]
        )

    w = minimize(cost, np.zeros(len(order) + 1), jac=True, method="L-BFGS-B").x
    share = 0.5 if kept else true.mean()
    out = {"bias": round(float(w[0] - np.log(share / (1 - share))), 2)}
    return out | {name: round(float(w[k + 1]), 2) for name, k in order.items() if abs(w[k + 1]) >= LOUD}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hold-out", type=int, choices=(0, 1), help="leave out the pages of even or odd number")
    parser.add_argument("--to", type=Path, default=TO, help="file the weights are written to")
    told = parser.parse_args()
    dice = random.Random(5)
    data: dict[str, dict[str, float]] = {}
    dumps = [*typeset(("default",), told.hold_out)]
    dumps += [page for page in pressed(("default",), told.hold_out) if page.language.startswith("zh")]
    for kind in ("narrow", "wide"):
        pages = [p for p in dumps if p.language.startswith("zh") == (kind == "wide")]
        found = [pair for page in pages for pair in pairs(page, dice)]
        data[kind] = learn(found)
        print(f"{kind}: {len(pages)} dumps, {len(found)} pairs, {len(data[kind])} signs")
    pages = [page for page in dumps if page.language.startswith("zh")]
    found = [pair for page in pages for pair in gifts(page, data["wide"])]
    data["given"] = learn(found, kept=True)
    print(f"given: {len(pages)} dumps, {len(found)} pairs, {len(data['given'])} signs")
    told.to.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
