"""Training of a linear chain: weights for (evidence, label) and (label, next label), by maximum likelihood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

FLOOR = -1e4
Learned = tuple[dict[str, list[float]], list[list[float]], list[float]]
"""Weights by evidence, of transitions, of the first label: a weight for each label."""


@dataclass(frozen=True)
class Example:
    """A page: the evidence of its lines, and their labels (None: unknown, any label may be true)."""

    evidence: Sequence[Sequence[str]]
    labels: Sequence[str | None]


def train(
    examples: Sequence[Example],
    names: Sequence[str],
    prior: dict[str, dict[str, float]],
    following: dict[str, dict[str, float]],
    least: int = 5,
    strength: float = 1.0,
    steps: int = 120,
) -> Learned:
    """Weights by evidence, transitions and first-label weights, rounded for reading.

    Args:
        examples: pages with labels.
        names: the labels, in order.
        prior: what a weight is pulled towards instead of nought: what is known of newspapers before any page is seen.
        following: the same for transitions.
        least: evidence seen on fewer lines is left out.
        strength: of the pull of all weights towards the prior (L2).
        steps: of the optimiser at most.
    """
    seen = Counter(n for e in examples for line in e.evidence for n in set(line))
    kept = sorted(n for n, c in seen.items() if c >= least or n in prior)
    where = {n: i for i, n in enumerate(kept)}
    place = {n: i for i, n in enumerate(names)}
    data = _Batch(examples, where, place)
    size, k = len(kept), len(names)

    start = np.zeros(size * k + k * k + k)
    for name, row in prior.items():
        for label, value in row.items():
            if name in where:
                start[where[name] * k + place[label]] = value

    for before, row in following.items():
        for after, value in row.items():
            start[size * k + place[before] * k + place[after]] = value

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat[: size * k].reshape(size, k)
        t = flat[size * k : size * k + k * k].reshape(k, k)
        s = flat[size * k + k * k :]
        scores = data.x @ w
        free, marginal, pair, first = data.forward_backward(scores, t, s)
        held, marginal_held, pair_held, first_held = data.forward_backward(scores + data.mask, t, s)
        grad_w = data.x.T @ (marginal - marginal_held)
        grad = np.concatenate([grad_w.ravel(), (pair - pair_held).ravel(), first - first_held])
        off = flat - start
        return free - held + 0.5 * strength * float(off @ off), grad + strength * off

    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 8}).x
    w = best[: size * k].reshape(size, k)
    t = best[size * k : size * k + k * k].reshape(k, k)
    return (
        {n: [round(float(v), 2) for v in w[i]] for n, i in where.items()},
        [[round(float(v), 2) for v in row] for row in t],
        [round(float(v), 2) for v in best[size * k + k * k :]],
    )


def mean(chains: Sequence[Learned]) -> Learned:
    """The mean of several chains' weights; evidence that one of them lacks counts as nought in it."""
    names = sorted({name for evidence, _, _ in chains for name in evidence})
    none = [0.0] * len(chains[0][2])

    def over(rows: Sequence[Sequence[float]]) -> list[float]:
        return [round(sum(values) / len(chains), 2) for values in zip(*rows, strict=True)]

    return (
        {name: over([evidence.get(name, none) for evidence, _, _ in chains]) for name in names},
        [over(rows) for rows in zip(*(following for _, following, _ in chains), strict=True)],
        over([first for _, _, first in chains]),
    )


class _Batch:
    """All pages side by side, so that a step along the chain is one array operation."""

    def __init__(self, examples: Sequence[Example], where: dict[str, int], place: dict[str, int]) -> None:
        self.order = sorted((e for e in examples if e.evidence), key=lambda e: -len(e.evidence))
        self.lengths = [len(e.evidence) for e in self.order]
        rows, cols = [], []
        n = 0
        self.mask = np.zeros((sum(self.lengths), len(place)))
        self.at: list[int] = []
        for e in self.order:
            self.at.append(n)
            for line, label in zip(e.evidence, e.labels, strict=True):
                for name in set(line):
                    if name in where:
                        rows.append(n)
                        cols.append(where[name])
                if label is not None:
                    self.mask[n] = FLOOR
                    self.mask[n, place[label]] = 0
                n += 1
        self.x = sparse.csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(n, len(where)))

    def forward_backward(
        self, scores: np.ndarray, t: np.ndarray, s: np.ndarray
    ) -> tuple[float, np.ndarray, np.ndarray, np.ndarray]:
        """The log of all paths' weight, and how often each label, pair of labels and first label is expected.

        Each step is scaled to sum to one, so that long pages neither under- nor overflow.
        """
        top = scores.max(axis=1, keepdims=True)
        emit, move, begin = np.exp(scores - top), np.exp(t), np.exp(s)
        longest, count = self.lengths[0], len(self.order)
        live = [sum(n > step for n in self.lengths) for step in range(longest)]
        start = np.array(self.at)
        alpha = np.zeros((longest, count, t.shape[0]))
        scale = np.ones((longest, count, 1))
        step = begin * emit[start]
        for i in range(longest):
            b = live[i]
            if i:
                step = (alpha[i - 1, :b] @ move) * emit[start[:b] + i]
            scale[i, :b] = step.sum(axis=1, keepdims=True)
            alpha[i, :b] = step / scale[i, :b]
        marginal, pair = np.zeros_like(scores), np.zeros_like(t)
        beta = np.ones((count, t.shape[0]))
        for i in range(longest - 1, -1, -1):
            b = live[i]
            marginal[start[:b] + i] = alpha[i, :b] * beta[:b]
            if i:
                weighed = emit[start[:b] + i] * beta[:b] / scale[i, :b]
                pair += alpha[i - 1, :b].T @ weighed
                beta[:b] = weighed @ move.T
        total = float(np.log(scale).sum() + top.sum())
        return total, marginal, pair * move, marginal[start].sum(0)
