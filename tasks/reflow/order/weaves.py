"""Blocks whose columns a dump has woven line by line, read column by column.

What stands where is decided by :mod:`tasks.reflow.order.unweave`, what speaks for it is in
:mod:`tasks.reflow.order.follows`; here both are put to work on a page. Left alone: pages without blank lines (no blocks),
blocks in which one column is likeliest.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from msgspec.structs import replace

from tasks.model.ledger import Decision
from tasks.model.trace import Traced
from tasks.reflow.lines.rows import Row
from tasks.reflow.order.first_lines import given_back, links
from tasks.reflow.order.line_signs import Lines, runs_of
from tasks.reflow.order.unweave import FEWEST, MOST, unweave

BLOCKS = 3
"""Blocks that a dump must have: one without blank lines has no blocks."""

WOVEN = 0.05
"""The share of a page's lines that were parted, at the least. Of 64 printed pages by a reader that weaves, two that stay
below lose an article by it; with 0.07 more do. Of 40 invented pages in the order of their text, set with blank lines, 9 had
lines parted without it, one has with it, 6 with 0.03."""

Weights = Mapping[str, float]


@lru_cache(maxsize=4)
def weights(print_: str) -> Weights:
    """The weights of the signs for ``wide`` or ``narrow`` print, or for first lines ``given`` back.

    Learned by ``python -m tests.learn.follow``.
    """
    data = json.loads(resources.files(__package__).joinpath("weights-follow.json").read_text(encoding="utf-8"))
    found: Weights = data[print_]
    return found


def part_weaves(
    rows: Sequence[Row], wide: bool, language: str, cuts: frozenset[int] = frozenset()
) -> tuple[list[Row], list[Decision]]:
    """The rows with woven blocks read column by column.

    Args:
        rows: the printed rows as the dump has them.
        wide: whether the page is set in full-width characters.
        language: the page's BCP 47 tag.
        cuts: source offsets after which a word goes on in another line (see :mod:`tasks.reflow.order.run_together`).

    Returns:
        The same rows, each once, and a decision for each column that was parted from another. A column's first row has a
        gap above, all others of a parted block have none.
    """
    at = [0, *(i for i in range(1, len(rows)) if rows[i].gap), len(rows)]
    if len(at) <= BLOCKS:
        return list(rows), []
    flows: list[list[list[Row]]] = []
    decisions: list[Decision] = []
    seen = runs_of(rows) if wide else frozenset()
    for first, last in pairwise(at):
        block = rows[first:last]
        columns = columns_of(block, wide, language, cuts, seen)
        flows.append([_column(block, column, k) for k, column in enumerate(columns)] if len(columns) > 1 else [list(block)])
        decisions += [_decision(block, column, len(columns)) for column in columns[1:]]
    found = links(flows, language, _given) if wide and any(len(flow) > 1 for flow in flows) else []
    for (f, c), (g, d) in found:
        decisions.append(_gift(flows[f][c], flows[g][d]))
    return [row for column in given_back(flows, found) for row in column], decisions


def is_woven(rows: Sequence[Row], parted: Sequence[Decision]) -> bool:
    """Whether a dump is one whose blocks are woven, by the lines that were parted in it (``parted``, ``beside``).

    Readers that weave columns do so all over a page. A few lines alone are those of a dump in the order of its text, whose
    justified lines have wide blanks beside brackets.
    """
    lines = sum(float(made.evidence["lines"]) for made in parted if made.rule == "reflow.part-weave")
    return lines + sum(row.beside for row in rows) >= WOVEN * len(rows)


def _column(block: Sequence[Row], column: Sequence[int], k: int) -> list[Row]:
    """A column of a woven block: a gap above its first row, none above the others."""
    gaps = [max(1, block[0].gap) if k or block[0].gap else 0, *[0] * (len(column) - 1)]
    return [replace(block[i], gap=gap) for i, gap in zip(column, gaps, strict=True)]


def _given(names: list[str]) -> float:
    """What signs that a column goes on from a part of an earlier block add up to."""
    learned = weights("given")
    return learned["bias"] + sum([learned.get(name, 0.0) for name in names])


def columns_of(
    block: Sequence[Row],
    wide: bool,
    language: str,
    cuts: frozenset[int],
    seen: frozenset[str] = frozenset(),
    fresh: Weights | None = None,
) -> list[list[int]]:
    """The columns of a block, each as its rows' numbers; by ``fresh`` weights, for those who learn, not by the kept ones.

    ``seen`` are the page's runs of characters.
    """
    beside = [row.beside for row in block]
    if not (len(block) >= FEWEST or any(beside)) or len(block) > MOST:
        return [list(range(len(block)))]
    lines = Lines(block, wide, language, cuts, seen)
    learned, sums = (weights("wide" if wide else "narrow"), _sums(wide)) if fresh is None else (fresh, {})

    def goes_on(before: int, after: int) -> float:
        """The weights of a pair's signs, added up once for all pairs that show the same."""
        alike = lines.alike(before, after)
        found = sums.get(alike)
        if found is None:
            found = learned["bias"] + sum([learned.get(name, 0.0) for name in lines.signs(before, after)])
            if alike is not None:
                sums[alike] = found
        return found

    return unweave(len(block), goes_on, beside)


@lru_cache(maxsize=2)
def _sums(wide: bool) -> dict[Hashable, float]:
    """Sums of weights by what the pairs have in common: kinds of edges and bonds, a few thousand at most."""
    return {}


def _gift(part: Sequence[Row], column: Sequence[Row]) -> Decision:
    span = Traced.join([row.text for row in part]).extent()
    chosen = f"the first lines of the column at {column[0].text.starts[0]}"
    evidence: dict[str, float | str] = {"lines": float(len(part))}
    return Decision("reflow.give-back", span, chosen, 0.8, evidence, "stays in the block that the dump has it in")


def _decision(block: Sequence[Row], column: Sequence[int], columns: int) -> Decision:
    span = Traced.join([block[i].text for i in column]).extent()
    evidence: dict[str, float | str] = {"columns": float(columns), "lines": float(len(column))}
    return Decision("reflow.part-weave", span, "a column of its own", 0.8, evidence, "one column with the lines between")
