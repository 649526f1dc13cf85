"""Lines cut between two marks, put together; a paragraph's end and the next one's beginning, left apart."""

from __future__ import annotations

import pytest

from tasks.model.trace import Traced
from tasks.reflow.rows import close_marks, join_close_marks, printed_rows


@pytest.mark.parametrize(
    ("dump", "after", "why"),
    [
        ("窑室内整齐码放，\n“仿佛窑工只", ["窑室内整齐码放，“仿佛窑工只"], "a comma ends no paragraph"),
        ("他照例用灰盖好。\n“火种不", ["他照例用灰盖好。“火种不"], "the second line is no first one: it is too short"),
        ("被罚。\n“我只喝了一瓶饮", ["被罚。", "“我只喝了一瓶饮"], "the second line is two ems short, as first lines are"),
        ("窑室内整齐码放，\n“仿佛窑工只是去吃饭", ["窑室内整齐码放，", "“仿佛窑工只是去吃饭"], "together too wide"),
        ("窑室内整齐码放\n“仿佛窑工只", ["窑室内整齐码放", "“仿佛窑工只"], "not between two marks"),
    ],
)
def test_lines_cut_between_two_marks(dump: str, after: list[str], why: str) -> None:
    """In a column of twelve characters."""
    rows = printed_rows(Traced.whole(dump))
    assert [row.text.text for row in join_close_marks(rows, dict.fromkeys(close_marks(rows), 24.0))] == after, why
