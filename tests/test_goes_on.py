"""Dates and brackets that a line's end divides, in Chinese print."""

from __future__ import annotations

import pytest

from tasks.segment import goes_on
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
    assert goes_on.refusals(lines, "zh-Hans") == ({2: goes_on.BEGINS} if one else {})
    assert not goes_on.refusals(lines, "ja")


@pytest.mark.parametrize(
    ("above", "below", "one"),
    [
        ("渡口由船商潘布鲁（Anders", "Pambrook）承办，明年开航。", True),
        ("渡口由船商潘布鲁", "（Anders Pambrook）承办，明年开航。", True),
        ("渡口由船商潘布鲁承办（含", "两条木船），明年开航。", True),
        ("渡口由船商潘布鲁承办。（编译：潘", "小舟） 旧桥明年重修。", False),
        ("渡口由船商潘布鲁承办（含木船）", "旧桥（石桥）明年重修。", False),
        ("渡口由船商潘布鲁承办。", "（桥洲讯）旧桥明年重修。", False),
        ("渡口由船商潘布鲁承办（含", "两条木船（旧）和一座栈桥）。", False),
    ],
)
def test_nothing_begins_within_a_bracket(above, below, one):
    lines, _ = lines_of(f"渡口的老船工说水位低。\n{above}\n\n{below}\n", "zh-Hans")
    assert goes_on.refusals(lines, "zh-Hans") == ({2: goes_on.OPENS} if one else {})


@pytest.mark.parametrize(
    ("below", "refers"),
    [
        ("会议强调，渡口要在汛期前修好。", True),
        ("會議強調，渡口要在汛期前修好。", True),
        ("她说，木桨是父亲留下的。", True),
        ("据了解，渡口每天有两班船。", True),
        ("目前，渡口已经复航。", True),
        ("目前渡口最大的木船昨日下水。", False),
        ("会议中心旁的渡口昨日复航。", False),
        ("昨日，渡口复航。", False),
        ("同时下水的两条木船昨日试航。", False),
    ],
)
def test_no_text_begins_with_what_refers_back(below, refers):
    lines, _ = lines_of(f"渡口的老船工说水位低。\n\n{below}\n", "zh-Hans")
    assert goes_on.refusals(lines, "zh-Hans") == ({1: goes_on.FIRST} if refers else {})
