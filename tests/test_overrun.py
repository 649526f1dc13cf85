"""Chinese text that runs on from lines taken for its headline's last."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tasks.model.page import Place
from tasks.model.source import Box
from tasks.segment.headlines import overrun
from tests.learn.lines import lines_of

HEADED = "渡口复航\n\n老船工说水位已经回升，\n两条木船今天下水。\n\n"
COUNT = overrun.KEPT
PAGE = HEADED * COUNT
RUNS_ON = "栈桥\n重修\n\n据渡口\n来人说、栈桥的木板\n已经全部换过。\n"


@pytest.mark.parametrize(
    ("page", "labels", "expected", "why"),
    [
        (PAGE + RUNS_ON, "MAQ" * COUNT + "MMDAQ", "MAQ" * COUNT + "MMAQQ", "a blank line above, none below"),
        (PAGE + RUNS_ON, "MAQ" * COUNT + "MMMPQ", "MAQ" * COUNT + "MMAQQ", "whatever it was taken for"),
        (PAGE + RUNS_ON.replace("据渡口\n", "据渡口\n\n"), "MAQ" * COUNT + "MMDAQ", None, "a blank line below, too"),
        (PAGE + RUNS_ON.replace("重修\n\n", "重修\n"), "MAQ" * COUNT + "MMDAQ", None, "no blank line above"),
        (HEADED * (COUNT - 1) + RUNS_ON, "MAQ" * (COUNT - 1) + "MMDAQ", None, "too few headlines tell"),
        (
            PAGE + RUNS_ON + RUNS_ON.replace("修\n\n", "修\n") * COUNT,
            "MAQ" * COUNT + "MMDAQ" * (COUNT + 1),
            None,
            "as many have no blank line",
        ),
    ],
)
def test_lines_that_run_into_a_text_are_its_first(page, labels, expected, why):
    lines, _ = lines_of(page, "zh-Hans")
    assert "".join(overrun.given_back(labels, [()] * len(lines), lines, "zh-Hans")) == (expected or labels), why


def test_other_print_and_places_are_left_alone():
    lines, _ = lines_of(PAGE + RUNS_ON, "zh-Hans")
    labels = "MAQ" * COUNT + "MMDAQ"
    assert "".join(overrun.given_back(labels, [()] * len(lines), lines, "ja")) == labels
    placed = [replace(line, place=Place(Box(0, 0, 1, 1), 1, None, 0, None, False)) for line in lines]
    assert "".join(overrun.given_back(labels, [()] * len(lines), placed, "zh-Hans")) == labels


def test_a_text_that_opens_with_its_credit_begins_there():
    lines, _ = lines_of(PAGE + RUNS_ON, "zh-Hans")
    labels = "MAQ" * COUNT + "MMDAQ"
    seen = [["opening-bracket"] if label == "A" else [] for label in labels]
    assert "".join(overrun.given_back(labels, seen, lines, "zh-Hans")) == labels
