"""Chinese text that runs on from lines taken for its headline's last."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tasks.model.page import Place
from tasks.model.source import Box
from tasks.segment import overrun
from tests.learn.lines import lines_of

HEADED = "渡口复航\n\n老船工说水位已经回升，\n两条木船今天下水。\n\n"
PAGE = HEADED * 3
RUNS_ON = "栈桥\n重修\n\n据渡口\n来人说、栈桥的木板\n已经全部换过。\n"


@pytest.mark.parametrize(
    ("page", "labels", "expected", "why"),
    [
        (PAGE + RUNS_ON, "MAQ" * 3 + "MMDAQ", "MAQ" * 3 + "MMAQQ", "a blank line above, none below"),
        (PAGE + RUNS_ON, "MAQ" * 3 + "MMMPQ", "MAQ" * 3 + "MMAQQ", "whatever it was taken for"),
        (PAGE + RUNS_ON.replace("据渡口\n", "据渡口\n\n"), "MAQ" * 3 + "MMDAQ", None, "a blank line below, too"),
        (PAGE + RUNS_ON.replace("重修\n\n", "重修\n"), "MAQ" * 3 + "MMDAQ", None, "no blank line above"),
        (HEADED * 2 + RUNS_ON, "MAQ" * 2 + "MMDAQ", None, "too few headlines tell"),
        (
            PAGE + RUNS_ON + RUNS_ON.replace("修\n\n", "修\n") * 3,
            "MAQ" * 3 + "MMDAQ" * 4,
            None,
            "as many have no blank line",
        ),
    ],
)
def test_lines_that_run_into_a_text_are_its_first(page, labels, expected, why):
    lines, _ = lines_of(page, "zh-Hans")
    assert "".join(overrun.given_back(labels, lines, "zh-Hans")) == (expected or labels), why


def test_other_print_and_places_are_left_alone():
    lines, _ = lines_of(PAGE + RUNS_ON, "zh-Hans")
    labels = "MAQ" * 3 + "MMDAQ"
    assert "".join(overrun.given_back(labels, lines, "ja")) == labels
    placed = [replace(line, place=Place(Box(0, 0, 1, 1), 1, None, 0, None, False)) for line in lines]
    assert "".join(overrun.given_back(labels, placed, "zh-Hans")) == labels
