"""Chinese names that stand by themselves between blank lines, at a headline: the writers of what stands below or above."""

from __future__ import annotations

import pytest

from tasks.segment.bylines.standing import relabelled
from tests.learn.lines import lines_of


@pytest.mark.parametrize(
    ("page", "labels", "expected", "why"),
    [
        ("栈桥上的灯\n\n林小舟\n\n腊月里，桥上的灯又亮了。", "MMA", "MYA", "a name below a headline"),
        ("栈桥上的灯\n林小舟\n\n腊月里，桥上的灯又亮了。", "MMA", "MMA", "no blank line above"),
        ("栈桥上的灯\n\n林小舟\n腊月里，桥上的灯又亮了。", "MMA", "MMA", "no blank line below"),
        ("栈桥上的灯\n\n又亮了\n\n腊月里，桥上的灯又亮了。", "MMA", "MMA", "no name"),
        ("水位回升了。\n\n林小舟\n\n腊月里，桥上的灯又亮了。", "AMA", "AMA", "no headline above: it may be one itself"),
    ],
)
def test_names_between_blank_lines_are_bylines(page, labels, expected, why):
    lines, _ = lines_of(page, "zh-Hans")
    assert "".join(relabelled(labels, [()] * len(labels), lines, "zh-Hans")) == expected, why
