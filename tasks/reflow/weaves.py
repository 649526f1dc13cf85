"""Blocks whose columns a dump has woven line by line, read column by column.

What stands where is decided by :mod:`tasks.reflow.unweave`, what speaks for it is in :mod:`tasks.reflow.follows`; here
both are put to work on a page. Left alone: pages without blank lines (no blocks), blocks in which one column is likeliest.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from tasks.model.ledger import Decision
from tasks.model.trace import Traced
from tasks.reflow.follows import Lines
from tasks.reflow.rows import Row
from tasks.reflow.unweave import FEWEST, MOST, unweave

BLOCKS = 3
"""Blocks that a dump must have: one without blank lines has no blocks."""

Weights = Mapping[str, float]


@lru_cache(maxsize=2)
def weights(print_: str) -> Weights:
    """The weights of the signs for ``wide`` or ``narrow`` print, learned by ``python -m tests.learn.follow``."""
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
        cuts: source offsets after which a word goes on in another line (see :mod:`tasks.reflow.run_together`).

    Returns:
        The same rows, each once, and a decision for each column that was parted from another. A column's first row has a
        gap above, all others of a parted block have none.
    """
    at = [0, *(i for i in range(1, len(rows)) if rows[i].gap), len(rows)]
    if len(at) <= BLOCKS:
        return list(rows), []
    out: list[Row] = []
    decisions: list[Decision] = []
    for first, last in pairwise(at):
        block = rows[first:last]
        columns = _columns(block, wide, language, cuts)
        if len(columns) < 2:
            out += block
            continue
        for k, column in enumerate(columns):
            gaps = [max(1, block[0].gap) if k or block[0].gap else 0, *[0] * (len(column) - 1)]
            out += [replace(block[i], gap=gap) for i, gap in zip(column, gaps, strict=True)]
        decisions += [_decision(block, column, len(columns)) for column in columns[1:]]
    return out, decisions


def _columns(block: Sequence[Row], wide: bool, language: str, cuts: frozenset[int]) -> list[list[int]]:
    if not FEWEST <= len(block) <= MOST:
        return [list(range(len(block)))]
    lines = Lines(block, wide, language, cuts)
    learned, sums = weights("wide" if wide else "narrow"), _sums(wide)

    def goes_on(before: int, after: int) -> float:
        """The weights of a pair's signs, added up once for all pairs that show the same."""
        alike = lines.alike(before, after)
        found = sums.get(alike)
        if found is None:
            found = learned["bias"] + sum([learned.get(name, 0.0) for name in lines.signs(before, after)])
            if alike is not None:
                sums[alike] = found
        return found

    return unweave(len(block), goes_on)


@lru_cache(maxsize=2)
def _sums(wide: bool) -> dict[Hashable, float]:
    """Sums of weights by what the pairs have in common: kinds of edges and bonds, a few thousand at most."""
    return {}


def _decision(block: Sequence[Row], column: Sequence[int], columns: int) -> Decision:
    span = Traced.join([block[i].text for i in column]).extent()
    evidence: dict[str, float | str] = {"columns": float(columns), "lines": float(len(column))}
    return Decision("reflow.part-weave", span, "a column of its own", 0.8, evidence, "one column with the lines between")
