"""Dates that a line's end divides, in Chinese print."""

from __future__ import annotations

import pytest

from tasks.segment import dates
from tests.learn.lines import lines_of


@pytest.mark.parametrize(
    ("above", "below", "one"),
    [
        ("本报讯（记者苏禾）5月1", "6日下午，渡口复航。", False),
        ("本报讯（记者苏禾）5月16", "日下午，渡口复航。", True),
        ("木桨修好是在五月十六", "日，渡口随后复航。", True),
        ("渡船造于1987年1", "2月，今年大修。", False),
        ("渡船造于1987年12", "月，今年大修。", True),
        ("渡船造于1987", "年，今年大修。", True),
        ("渡船共有船工12", "名，今年增加。", False),
        ("渡船停开到5月16", "日前，渡口发布通知。", False),
        ("电话：0577-551987", "年货市场今天开张。", False),
    ],
)
def test_nothing_begins_with_what_goes_on_with_a_date(above, below, one):
    lines, _ = lines_of(f"渡口的老船工说水位低。\n{above}\n\n{below}\n", "zh-Hans")
    assert dates.refusals(lines, "zh-Hans") == ({2: dates.BEGINS} if one else {})
    assert not dates.refusals(lines, "ja")
