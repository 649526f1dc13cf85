"""One decision over the whole page: which label each line has, given its evidence and what may follow what.

A linear chain: a path of labels scores the sum of its lines' evidence weights and of its transitions' weights. The best path
(Viterbi) is the answer; each line's marginal probability (forward-backward) says how sure it is. The weights are data,
``weights-wide.json`` for full-width print and ``weights-narrow.json`` for Latin print, learned by ``python -m tests.learn``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tasks.segment.decision import learned as shelf
from tasks.segment.decision.chances import chances
from tasks.segment.decision.labels import NAMES, NUMBER
from tasks.segment.decision.wording import TOLD, say
from tasks.segment.evidence.families import Column, Family

Array = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]

WON = 1000.0
"""Nats that a person's word weighs: all other evidence of a page comes to some dozens a line."""
ZONED = "people saw to the zones, and each is one thing"
"""Why a line of a zone is no other than the rest of it."""
LINES = 1024
"""Lines whose evidence is added up at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What was learned: weights, one a label, for each piece of evidence, each transition, the first line.

    A piece of evidence has a row of the table; the row before all of them is nought. ``names`` are the rows' names.
    """

    evidence: dict[str, int]
    names: tuple[str, ...]
    table: Array
    following: Array
    first: Array
    _rows: dict[Family, Rows] = field(default_factory=dict)

    def rows(self, family: Family) -> Rows:
        """The row of each of a family's names; nought for those that have no weight."""
        if family.of_page:
            return self._found(family)
        if family not in self._rows:
            self._rows[family] = self._found(family)
        return self._rows[family]

    def _found(self, family: Family) -> Rows:
        return np.array([self.evidence.get(name, 0) for name in family.names], np.intp)


@dataclass(frozen=True, slots=True)
class Reading:
    """The page as read: each line's label, the probability of each label, and the rows of the evidence for it.

    ``rows`` holds, for each piece of evidence in turn, each line's row of the weights' table; ``sums`` each line's sum of
    these, one a label; ``more`` what zones add.
    """

    labels: tuple[str, ...]
    chances: Array
    rows: Rows = field(default_factory=lambda: np.zeros((0, 0), np.intp))
    sums: Array = field(default_factory=lambda: np.zeros((0, len(NAMES))))
    more: Array | None = None

    def chance(self, line: int, *labels: str) -> float:
        """The probability that a line has one of these labels."""
        return float(min(1.0, sum(self.chances[line, NUMBER[name]] for name in labels)))

    def own_chances(self) -> list[float]:
        """For each line the probability of its label."""
        own = [NUMBER[label] for label in self.labels]
        some: list[float] = np.minimum(1.0, self.chances[np.arange(len(own)), own]).tolist()
        return some

    def all_chances(self, *labels: str) -> list[float]:
        """For each line the probability that it has one of these labels."""
        found = sum((self.chances[:, NUMBER[name]] for name in labels), np.zeros(len(self.labels)))
        some: list[float] = np.minimum(1.0, found).tolist()
        return some


def weights(print_: str) -> Weights:
    """The weights for ``wide`` or ``narrow`` print."""
    return _weights(shelf.folder(), print_)


@lru_cache(maxsize=8)
def _weights(place: Path, print_: str) -> Weights:
    data = shelf.data(print_)

    def row(values: dict[str, float]) -> Array:
        return np.array([values.get(name, 0.0) for name in NAMES])

    return Weights(
        {name: i for i, name in enumerate(data["evidence"], start=1)},
        ("", *data["evidence"]),
        np.array([row({}), *(row(values) for values in data["evidence"].values())]),
        np.array([row(data["following"][name]) for name in NAMES]),
        row(data["first"]),
    )


Refused = Mapping[int, Collection[str]]
"""The labels that a person or the page as a whole leaves no room for, by line: this outweighs all other evidence."""


def read(columns: Sequence[Column], learned: Weights, refused: Refused | None = None) -> Reading:
    """The best labels of a page's lines.

    Args:
        columns: what can be seen of the lines, of which there is one at least.
        learned: the weights to use.
        refused: labels that lines cannot have.
    """
    rows = np.stack([learned.rows(column.family)[column.codes] for column in columns])
    return _decided(rows, _emissions(rows, learned.table), learned, refused or {}, None)


def again(reading: Reading, learned: Weights, refused: Refused, more: Array | None) -> Reading:
    """The best labels of the same lines where other labels are refused, and with further weights, one a label for each."""
    return _decided(reading.rows, reading.sums, learned, refused, more)


def _decided(rows: Rows, sums: Array, learned: Weights, refused: Refused, more: Array | None) -> Reading:
    scores = sums.copy() if more is None else sums + more
    for line, labels in refused.items():
        scores[line, [NUMBER[label] for label in labels]] -= WON
    return Reading(_best(scores, learned), chances(scores, learned.following, learned.first), rows, sums, more)


def _emissions(rows: Rows, table: Array) -> Array:
    """For each line the sum of its evidence's weights, one a label."""
    out = np.empty((rows.shape[1], len(NAMES)))
    for i in range(0, len(out), LINES):
        np.add.reduce(np.take(table, rows[:, i : i + LINES], axis=0), axis=0, out=out[i : i + LINES])
    return out


def choices(reading: Reading, learned: Weights, lines: Sequence[int]) -> Iterator[tuple[str, dict[str, float | str]]]:
    """For each of these lines the likeliest label but the chosen, and what speaks loudest for the chosen against it.

    Args:
        reading: the page as read.
        learned: the weights that it was read by.
        lines: those that are asked for.
    """
    at = np.array(lines, np.intp)
    chosen = np.array([NUMBER[reading.labels[i]] for i in lines], np.intp)
    order = np.argsort(-reading.chances[at], axis=1)
    other = np.where(order[:, 0] != chosen, order[:, 0], order[:, 1])
    for i in range(0, len(at), LINES):
        part = slice(i, i + LINES)
        told = reasons(reading.rows[:, at[part]], learned, chosen[part], other[part])
        if reading.more is not None:
            by_zones = reading.more[at[part], chosen[part]] - reading.more[at[part], other[part]]
            told = [{ZONED: round(by, 2)} | why if by else why for by, why in zip(by_zones.tolist(), told, strict=True)]
        yield from zip([NAMES[k] for k in other[part].tolist()], told, strict=True)


def reasons(rows: Rows, learned: Weights, chosen: Rows, other: Rows) -> list[dict[str, float | str]]:
    """For each line the pieces of evidence that speak loudest for one label against another, with their weights."""
    balance = (learned.table[rows, chosen] - learned.table[rows, other]).T
    loud = np.where(rows.T > 0, np.abs(balance), -1.0)
    least = np.partition(loud, -TOLD, axis=1)[:, -TOLD, None] if loud.shape[1] > TOLD else np.zeros((len(loud), 1))
    lines, places = np.nonzero((loud >= least) & (loud >= 0))
    found: list[list[tuple[float, str, float]]] = [[] for _ in range(len(loud))]
    kept = zip(lines.tolist(), rows[places, lines].tolist(), balance[lines, places].tolist(), strict=True)
    for line, row, weight in kept:
        found[line].append((-abs(weight), learned.names[row], weight))
    return [{say(name): round(weight, 2) for _, name, weight in sorted(some)[:TOLD]} for some in found]


def _best(scores: Array, learned: Weights) -> tuple[str, ...]:
    """The labels of the path that scores best (Viterbi)."""
    total = np.empty_like(scores)
    total[0] = scores[0] + learned.first
    paths, following = np.empty_like(learned.following), learned.following
    add, most = np.add, np.maximum.reduce
    for before, row, out in zip(total[:, :, None], scores[1:], total[1:], strict=False):
        add(before, following, paths)
        most(paths, 0, None, out)
        add(out, row, out)
    at = int(total[-1].argmax())
    found = [at]
    for i in range(len(total) - 1, 0, -LINES):
        first = max(0, i - LINES)
        backs = (total[first:i, :, None] + following).argmax(axis=1).tolist()
        for back in reversed(backs):
            at = back[at]
            found.append(at)
    return tuple(NAMES[k] for k in reversed(found))
