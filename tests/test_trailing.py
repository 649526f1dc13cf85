"""The last headline of a page whose headlines stand below their texts."""

import numpy as np
import pytest

from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import NAMES
from tasks.segment.headlines.trailing import refusals
from tests.learn.lines import lines_of

TEXT = ["The boats ran again on Sunday with a full", "deck and the band played on crates."]
BELOW = [*TEXT, "", "Lake boats run again", "", *TEXT, ""]
ABOVE = ["Lake boats run again", "", *TEXT, "", *TEXT, ""]


def refused(rows, labels, language="en", sure=1.0):
    """The labels refused, by line; ``sure`` is the chance of each label that was read."""
    lines, _ = lines_of("\n".join(rows), language)
    assert len(lines) == len(labels)
    chances = np.zeros((len(lines), len(NAMES)))
    chances[range(len(lines)), [NAMES.index(label) for label in labels]] = sure
    found = refusals(lines, Reading(tuple(labels), chances), language)
    return {lines[i].text.text: "".join(sorted(never)) for i, never in found.items()}


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


SHIP = ["湖上的游船周日又开了，甲板上坐满了乘客，", "乐队站在木箱上演奏。"]
QUAY = ["新吊车已经运到下码头，谁也不知道", "它要用来做什么。"]
BOATS = "湖上游船又坐满乘客"


def between(head, labels="FAQXPQ", sure=1.0, language="zh-Hans"):
    return refused(["周日见闻", "", *SHIP, "", head, "", *QUAY], labels, language, sure)


def test_a_crosshead_whose_words_stand_above_it_is_a_headline():
    assert between(BOATS) == {BOATS: "X"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"head": "新吊车运到下码头"}, "its words stand below"),
        ({"head": "游船乘客不知道新吊车"}, "they stand on both sides"),
        ({"head": "游船"}, "one pair of characters tells nothing"),
        ({"head": BOATS, "sure": 0.5}, "it may be no heading"),
        ({"head": BOATS, "labels": "FAQMAQ"}, "it is a headline already"),
        ({"head": BOATS, "labels": "MAQXPQ"}, "headlines stand above"),
        ({"head": BOATS, "language": "en"}, "only Chinese crossheads are looked at"),
    ],
)
def test_crossheads_left_alone(changed, why):
    assert between(**changed) == {}, why
