"""How likely each label of each line is: as if each path over the page were counted by itself, however the page is cut."""

import itertools

import numpy as np
import pytest

from tasks.segment.decision.chances import chances

LABELS = 3


def _drawn(count, seed=1):
    dice = np.random.default_rng(seed)
    return dice.normal(0, 3, (count, LABELS)), dice.normal(0, 2, (LABELS, LABELS)), dice.normal(0, 2, LABELS)


def _by_line(scores, following, first):
    """Forward and backward line by line, in logarithms."""

    def summed(logs):
        return np.logaddexp.reduce(logs, axis=0)

    up, down = [first + scores[0]], [np.zeros(scores.shape[1])]
    for row in scores[1:]:
        up.append(summed(up[-1][:, None] + following) + row)
    for row in scores[:0:-1]:
        down.append(summed((following + row + down[-1]).T))
    both = np.array(up) + np.array(down[::-1])
    return np.exp(both - np.logaddexp.reduce(both, axis=1)[:, None])


@pytest.mark.parametrize("count", [1, 2, 5, 6])
def test_each_path_counts_by_its_weight(count):
    scores, following, first = _drawn(count)
    told = np.zeros((count, LABELS))
    for path in itertools.product(range(LABELS), repeat=count):
        weight = first[path[0]] + sum(scores[i, label] for i, label in enumerate(path))
        weight += sum(following[a, b] for a, b in itertools.pairwise(path))
        told[range(count), path] += np.exp(weight)
    assert np.allclose(chances(scores, following, first), told / told.sum(axis=1, keepdims=True))


@pytest.mark.parametrize("count", [*range(7, 40), 63, 64, 65, 80, 81, 900, 3001])
def test_runs_change_nothing(count):
    drawn = _drawn(count, seed=count)
    assert np.allclose(chances(*drawn), _by_line(*drawn), atol=1e-12)


def test_a_label_that_is_refused_has_no_chance():
    scores, following, first = _drawn(50)
    scores[[0, 20, 21, 49], 1] -= 1000
    made = chances(scores, following, first)
    assert np.all(made[[0, 20, 21, 49], 1] == 0)
    assert np.allclose(made.sum(axis=1), 1)
