"""The last headline of a page whose headlines stand below their texts."""

import pytest

from tasks.segment.trailing import refusals
from tests.learn.lines import lines_of

TEXT = ["The boats ran again on Sunday with a full", "deck and the band played on crates."]
BELOW = [*TEXT, "", "Lake boats run again", "", *TEXT, ""]
ABOVE = ["Lake boats run again", "", *TEXT, "", *TEXT, ""]


def refused(rows, labels, language="en"):
    """The labels refused, by line."""
    lines, _ = lines_of("\n".join(rows), language)
    assert len(lines) == len(labels)
    return {lines[i].text.text: "".join(sorted(never)) for i, never in refusals(lines, labels, language).items()}


@pytest.mark.parametrize("label", ["F", "X"])
def test_what_stands_below_the_last_text_is_its_headline(label):
    assert refused([*BELOW, "Crane bought"], "AQMAQ" + label) == {"Crane bought": "FX"}
    assert refused([*BELOW, "Jo Pym", "", "Crane bought"], "AQMAQY" + label) == {"Crane bought": "FX"}


def test_a_headline_of_two_lines():
    assert refused([*BELOW, "Crane", "bought"], "AQMAQFF") == {"Crane": "FX", "bought": "FX"}


def test_a_bare_word_that_may_name_a_section():
    assert refused([*BELOW, "Weather"], "AQMAQF") == {"Weather": "FX"}


@pytest.mark.parametrize(
    ("rows", "labels", "why"),
    [
        ([*ABOVE, "Crane bought"], "MAQAQF", "headlines stand above"),
        ([*BELOW, "Crane bought", "", "Lakeside"], "AQMAQMF", "the last text has its headline"),
        ([*BELOW, "Page 4 THE LAKE COURIER Monday, November 9, 2026"], "AQMAQF", "it reads as a running head"),
        ([*BELOW, "B4"], "AQMAQF", "it reads as a folio"),
        ([*BELOW, "One", "two", "three", "four"], "AQMAQFFFF", "it is an imprint of several lines"),
        (["Lakeside"], "F", "there is no text"),
    ],
)
def test_left_alone(rows, labels, why):
    assert refused(rows, labels) == {}, why


def test_chinese_print():
    rows = ["湖上的船周日又开了，甲板上坐满了乘客，", "乐队站在木箱上演奏。", "", "大钟停摆"]
    assert refused(rows, "AQF", "zh-Hans") == {"大钟停摆": "FX"}
