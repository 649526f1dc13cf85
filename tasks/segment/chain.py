"""One decision over the whole page: which label each line has, given its evidence and what may follow what.

A linear chain: a path of labels scores the sum of its lines' evidence weights and of its transitions' weights. The best path
(Viterbi) is the answer; each line's marginal probability (forward-backward) says how sure it is. The weights are data,
``weights-wide.json`` for full-width print and ``weights-narrow.json`` for Latin print, learned by ``python -m tests.learn``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tasks.segment import learned as shelf
from tasks.segment.labels import NAMES
from tasks.segment.wording import say

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: weights, one a label, for each piece of evidence, each transition, the first line.

    A piece of evidence has a row of the table; the row before all of them is nought.
    """

    evidence: dict[str, int]
    table: Array
    following: Array
    first: Array


@dataclass(frozen=True, slots=True)
class Reading:
    """The page as read: each line's label, the probability of each label, and the runner-up."""

    labels: tuple[str, ...]
    chances: Array

    def chance(self, line: int, *labels: str) -> float:
        """The probability that a line has one of these labels."""
        return float(min(1.0, sum(self.chances[line, NAMES.index(name)] for name in labels)))

    def runner_up(self, line: int) -> str:
        """The likeliest label but the chosen."""
        order = np.argsort(-self.chances[line])
        return next(NAMES[int(i)] for i in order if NAMES[int(i)] != self.labels[line])


def weights(print_: str) -> Weights:
    """The weights for ``wide`` or ``narrow`` print."""
    return _weights(shelf.folder(), print_)


@lru_cache(maxsize=4)
def _weights(place: Path, print_: str) -> Weights:
    data = shelf.data(print_)

    def row(values: dict[str, float]) -> Array:
        return np.array([values.get(name, 0.0) for name in NAMES])

    return Weights(
        {name: i for i, name in enumerate(data["evidence"], start=1)},
        np.array([row({}), *(row(values) for values in data["evidence"].values())]),
        np.array([row(data["following"][name]) for name in NAMES]),
        row(data["first"]),
    )


def read(evidence: Sequence[Sequence[str]], learned: Weights) -> Reading:
    """The best labels of a page's lines.

    Args:
        evidence: the names of what can be seen, line by line.
        learned: the weights to use.
    """
    if not evidence:
        return Reading((), np.zeros((0, len(NAMES))))
    scores = _emissions(evidence, learned)
    return Reading(_best(scores, learned), _marginals(scores, learned))


def _emissions(evidence: Sequence[Sequence[str]], learned: Weights) -> Array:
    """For each line the sum of its evidence's weights, one a label."""
    row, table = learned.evidence.get, learned.table
    out = np.empty((len(evidence), len(NAMES)))
    for i, names in enumerate(evidence):  # not added up across lines, which rounds otherwise
        np.add.reduce(table[[0, *filter(None, map(row, dict.fromkeys(names)))]], axis=0, out=out[i])
    return out


def reasons(names: Sequence[str], learned: Weights, chosen: str, other: str, most: int = 6) -> dict[str, float | str]:
    """The pieces of evidence that speak loudest for one label against another, with their weights."""
    a, b = NAMES.index(chosen), NAMES.index(other)
    known = [n for n in dict.fromkeys(names) if n in learned.evidence]
    table = learned.table[[learned.evidence[n] for n in known]]
    found = (table[:, a] - table[:, b]).tolist()
    loud = sorted((-abs(weight), name, weight) for name, weight in zip(known, found, strict=True))[:most]
    return {say(name): round(weight, 2) for _, name, weight in loud}


def _best(scores: Array, learned: Weights) -> tuple[str, ...]:
    total = scores[0] + learned.first
    back: list[npt.NDArray[np.intp]] = []
    for row in scores[1:]:
        paths = total[:, None] + learned.following
        from_ = paths.argmax(axis=0)
        back.append(from_)
        total = paths[from_, np.arange(len(NAMES))] + row
    at = int(total.argmax())
    out = [at]
    for from_ in reversed(back):
        at = int(from_[at])
        out.append(at)
    return tuple(NAMES[i] for i in reversed(out))


def _marginals(scores: Array, learned: Weights) -> Array:
    """Scaled forward-backward: rows sum to one at each step, so that long pages do not underflow."""
    emit = np.exp(scores - scores.max(axis=1, keepdims=True))
    move = np.exp(learned.following - learned.following.max())
    forward = np.empty_like(emit)
    first = np.exp(learned.first - learned.first.max()) * emit[0]
    forward[0] = first / first.sum()
    for i in range(1, len(emit)):
        step = (forward[i - 1] @ move) * emit[i]
        forward[i] = step / step.sum()
    backward = np.ones_like(emit)
    for i in range(len(emit) - 2, -1, -1):
        step = move @ (backward[i + 1] * emit[i + 1])
        backward[i] = step / step.sum()
    both = forward * backward
    out: Array = both / both.sum(axis=1, keepdims=True)
    return out
