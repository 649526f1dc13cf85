"""How likely each label of each line is, all paths over the page counted: forward and backward over runs of lines at once.

Going line by line costs a handful of calls of NumPy for each line and direction, which take longer than their sums. So the
page is cut into about as many runs as a run has lines. What a run makes of a line's label before it is one matrix, and those
of all runs are multiplied up side by side; a walk over the runs alone then says what stands before and after each, and all
runs are gone through side by side again. Each step is scaled, so that long pages do not underflow.
"""

from __future__ import annotations

from math import isqrt

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_LEAST = 4
"""Lines of a run, at least."""


def chances(scores: Array, following: Array, first: Array) -> Array:
    """For each line the probability of each label.

    Args:
        scores: the weights of each line's evidence, one a label, in nats; a line at least.
        following: the weight of each label (column) after each other (row).
        first: the weight of each label for the first line.
    """
    count, labels = scores.shape
    size = max(_LEAST, isqrt(count))
    runs = -(-count // size)
    emit = np.ones((runs * size, labels))
    np.exp(scores - scores.max(axis=1, keepdims=True), out=emit[:count])
    emit = emit.reshape(runs, size, labels)
    move = np.exp(following - following.max())
    last = count - (runs - 1) * size - 1
    through = _through(emit, move, last)
    begun = np.exp(first - first.max()) * emit[0, 0]
    both = _forward(emit, move, through, begun) * _backward(emit, move, through, last)
    both = both.reshape(-1, labels)[:count]
    made: Array = both / both.sum(axis=1, keepdims=True)
    return made


def _through(emit: Array, move: Array, last: int) -> Array:
    """For each run what its lines but the first make of the first one's label; the last run ends with its line ``last``."""
    runs, size, labels = emit.shape
    made = np.tile(np.eye(labels), (runs, 1, 1))
    ending = made[-1]
    for line in range(1, size):
        made = (made.reshape(-1, labels) @ move).reshape(made.shape)
        made *= emit[:, line, None]
        made /= np.maximum.reduce(made, axis=(1, 2), keepdims=True)
        ending = made[-1] if line == last else ending
    return np.concatenate((made[:-1], ending[None]))


def _forward(emit: Array, move: Array, through: Array, begun: Array) -> Array:
    """For each line how likely each label is by all that stands up to it."""
    out = np.empty_like(emit)
    here = begun
    for run, matrix in enumerate(through):
        if run:
            here = (here @ move) * emit[run, 0]
        here = here / np.add.reduce(here)
        out[run, 0] = here
        here = here @ matrix
    for line in range(1, emit.shape[1]):
        step = (out[:, line - 1] @ move) * emit[:, line]
        np.divide(step, np.add.reduce(step, axis=1, keepdims=True), out=out[:, line])
    return out


def _backward(emit: Array, move: Array, through: Array, last: int) -> Array:
    """For each line how likely each label makes all that stands below it: nothing, below line ``last`` of the last run."""
    out = np.ones_like(emit)
    runs, size, labels = emit.shape
    after = np.ones(labels)
    for run in range(runs - 1, -1, -1):
        if run < runs - 1:
            after = move @ (emit[run + 1, 0] * after)
            after = after / np.add.reduce(after)
            out[run, -1] = after
        after = through[run] @ after
    back = move.T
    for line in range(size - 2, -1, -1):
        step = (emit[:, line + 1] * out[:, line + 1]) @ back
        np.divide(step, np.add.reduce(step, axis=1, keepdims=True), out=out[:, line])
        if line >= last:
            out[-1, line] = 1.0
    return out
