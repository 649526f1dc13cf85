"""Pairs one to one, of which all together are worth most."""

from __future__ import annotations

import pytest

from tasks.model.assignment import assign


@pytest.mark.parametrize(
    ("worth", "pairs"),
    [
        ([[3.0, 2.0], [2.0, 0.0]], [(0, 1), (1, 0)]),
        ([[3.0, 0.0], [2.0, 0.0]], [(0, 0)]),
        ([[-1.0, -2.0]], []),
        ([[0.0, 0.0, 5.0]], [(0, 2)]),
        ([], []),
    ],
)
def test_assignment_is_best_together(worth: list[list[float]], pairs: list[tuple[int, int]]) -> None:
    assert assign(worth) == pairs
