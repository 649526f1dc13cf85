"""Chinese notices and letters in a column of news: what stands above them is no crosshead, and a text begins below it."""

from __future__ import annotations

import pytest

from tasks.segment.bylines.standing import relabelled
from tests.learn.lines import lines_of


@pytest.mark.parametrize(
    ("page", "labels", "expected", "why"),
    [
        ("江面又通航了。\n柳河镇停水通知\n明日八时起停水。\n请储水。", "AXPQ", "AMAQ", "a notice of its own"),
        ("江面又通航了。\n尋物啟事\n昨日於渡口遺失皮箱一隻。", "AXP", "AMA", "either script"),
        ("江面又通航了。\n柳河镇自来水公司\n停水通知\n明日停水。", "AXXP", "AMMA", "of two lines"),
        ("江面又通航了。\n公告牌前人头攒动\n昨天一早就有人来看。", "AXP", "AXP", "it only begins with the word"),
        ("江面又通航了。\n站牌应加盲文\n编辑同志：渡口没有盲文。", "AXP", "AMA", "a letter opens with its salutation"),
        ("江面又通航了。\n站牌應加盲文\n編者先生：渡口沒有盲文。", "AXP", "AMA", "either script"),
        ("江面又通航了。\n站牌应加盲文\n编辑部收到来信：渡口没有盲文。", "AXP", "AXP", "no salutation"),
        ("江面又通航了。\n“船来了”\n昨天一早就有人来看。", "AXP", "AXP", "a crosshead"),
    ],
)
def test_what_ends_like_a_notices_headline_is_one(page, labels, expected, why):
    lines, _ = lines_of(page, "zh-Hans")
    assert "".join(relabelled(labels, [()] * len(labels), lines, "zh-Hans")) == expected, why
