"""Training of the chain: its gradient is that of its loss, and it learns what a few lines show."""

import itertools

import numpy as np

from tests.learn.crf import Example, _Batch, train

NAMES = ("A", "Q", "M")
PAGES = [
    Example([["big"], ["opens"], ["low"], ["low", "short"], ["big"]], ["M", "A", "Q", None, "M"]),
    Example([["opens"], ["low"]], ["A", "Q"]),
]
WHERE = {"big": 0, "opens": 1, "low": 2, "short": 3}
PLACE = {name: k for k, name in enumerate(NAMES)}


def weights(seed):
    dice = np.random.default_rng(seed)
    return dice.normal(size=(len(WHERE), 3)), dice.normal(size=(3, 3)), dice.normal(size=3)


def by_hand(w, t, s, page, held):
    """The log of the weight of all paths, each counted out."""
    scores = [sum(w[WHERE[name]] for name in names) for names in page.evidence]
    allowed = [[PLACE[label]] if held and label else range(3) for label in page.labels]
    total = 0.0
    for path in itertools.product(*allowed):
        steps = sum(t[a, b] for a, b in itertools.pairwise(path))
        total += np.exp(s[path[0]] + steps + sum(scores[i][k] for i, k in enumerate(path)))
    return np.log(total)


def test_all_paths_are_counted_and_only_those_that_the_labels_allow():
    batch = _Batch(PAGES, WHERE, PLACE)
    w, t, s = weights(1)
    free = batch.forward_backward(batch.x @ w, t, s)[0]
    held = batch.forward_backward(batch.x @ w + batch.mask, t, s)[0]
    assert np.isclose(free, sum(by_hand(w, t, s, page, held=False) for page in PAGES))
    assert np.isclose(held, sum(by_hand(w, t, s, page, held=True) for page in PAGES))


def test_what_is_expected_is_the_gradient():
    batch = _Batch(PAGES, WHERE, PLACE)
    w, t, s = weights(2)
    _, marginal, pair, first = batch.forward_backward(batch.x @ w, t, s)

    def rise(which, at):
        parts = [w.copy(), t.copy(), s.copy()]
        sides = []
        for step in (1e-5, -1e-5):
            parts[which][at] += step
            sides.append(batch.forward_backward(batch.x @ parts[0], parts[1], parts[2])[0])
            parts[which][at] -= step
        return (sides[0] - sides[1]) / 2e-5

    expected = (batch.x.T @ marginal, pair, first)
    for which, shape in enumerate(((4, 3), (3, 3), (3,))):
        for at in np.ndindex(shape):
            assert np.isclose(rise(which, at), expected[which][at], atol=1e-6), (which, at)


def test_training_finds_the_labels_and_keeps_what_was_known_before():
    evidence, following, first = train(PAGES * 4, NAMES, {"big": {"M": 3.0}}, {}, least=1, strength=0.5)
    assert max(evidence["big"]) == evidence["big"][2] > 1
    assert max(evidence["opens"]) == evidence["opens"][0]
    assert following[0][1] == max(following[0])  # a first line is followed by others
    assert len(first) == 3


def test_rare_evidence_is_left_out():
    evidence, _, _ = train(PAGES, NAMES, {}, {}, least=2)
    assert set(evidence) == {"big", "opens", "low"}
