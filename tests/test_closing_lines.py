"""Lines that close a notice, in Chinese print: no headline begins with them."""

from __future__ import annotations

import pytest

from tasks.segment.bylines.closing_lines import GOES_ON, refusals
from tasks.segment.decision.labels import HEAD
from tests.learn.lines import lines_of

TEXT = "因管网改造，老城区周五停水一天。\n请市民提前储水。\n"


def refused(closing, language="zh-Hans", text=TEXT + TEXT):
    lines, _ = lines_of(f"{text}{closing}\n渡船停航\n", language)
    return {lines[i].text.text: never for i, never in sorted(refusals(lines, language).items())}


@pytest.mark.parametrize(
    ("closing", "never"),
    [
        ("临河市水务局\n2026年11月20日", [HEAD, HEAD | {"F"}]),
        ("臨河市水務局\n中華民國一一五年十一月二十日", [HEAD, HEAD | {"F"}]),
        ("渡口\n2026年11月20日", [None, HEAD]),
        ("董事會　敬啟", [HEAD]),
        ("临河市水务局", [None]),
        ("2026年11月20日大桥通车", [None]),
        ("明天启程", [None]),
    ],
)
def test_who_signs_and_the_day_are_no_headline(closing, never):
    found = refused(closing)
    assert list(found.values()) == [one for one in never if one]


def test_at_the_pages_top_a_day_is_the_running_heads():
    assert not refused("2026年11月20日", text="临河晚报\n")


def test_other_languages_are_left_alone():
    assert not refused("2026年11月20日", "ja")


@pytest.mark.parametrize(("blank", "ends"), [("\n", True), ("", False)])
def test_below_a_notices_day_and_a_blank_line_nothing_goes_on(blank, ends):
    found = refused(f"临河市水务局\n2026年11月20日\n{blank}渡船周二起停航过冬，老船工们说水位低。")
    assert (found.get("渡船周二起停航过冬，老船工们说水位低。") == GOES_ON) == ends
