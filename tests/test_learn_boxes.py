"""What learning from boxes learns from: pages made as rough as OCR finds them, and weights that are the mean of two."""

import random

import pytest

from tasks.segment.decision.labels import NAMES
from tests.learn.boxes import mean
from tests.learn.rough import rough, unweighed
from tests.press.boxes import page_of, stored


@pytest.fixture(scope="module")
def rows():
    _, found, _ = next(stored("en"))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_each_line_is_there_once_and_in_its_order(rows, seed):
    made = rough(rows, random.Random(seed))
    assert len(made) == len(rows)
    alike = sum(abs(len(a[0]) - len(b[0])) <= 3 for a, b in zip(made, rows, strict=True))
    assert alike > 0.95 * len(rows)
    assert [row[7] for row in made] == sorted(row[7] for row in made)
    assert {row[7] for row in made} == set(range(made[-1][7] + 1))


def test_the_same_dice_make_the_same_page(rows):
    assert rough(rows, random.Random(1)) == rough(rows, random.Random(1))
    assert rough(rows, random.Random(1)) != rough(rows, random.Random(2))


def test_of_weights_nothing_is_known(rows):
    assert {word.bold for word in unweighed(page_of(rough(rows, random.Random(1)))).words} == {None}


def test_weights_of_measured_pages_are_the_mean():
    first, none = [1.0] * len(NAMES), [0.0] * len(NAMES)
    text = {
        "evidence": {"both": {NAMES[0]: 3.0}, "text": {NAMES[1]: 2.0}},
        "following": {name: {} for name in NAMES} | {NAMES[0]: {NAMES[1]: 4.0}},
        "first": {NAMES[0]: 5.0},
    }
    evidence, following, opening = mean(({"both": first, "box": first}, [first for _ in NAMES], none), text)
    assert evidence["both"][:2] == [2.0, 0.5]
    assert evidence["text"][:2] == [0.0, 1.0]
    assert evidence["box"][:2] == [0.5, 0.5]
    assert following[0][:2] == [0.5, 2.5]
    assert opening[:2] == [2.5, 0.0]
