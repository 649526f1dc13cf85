"""Lines cut between two marks, put together; a paragraph's end and the next one's beginning, left apart."""

from __future__ import annotations

import pytest

from tasks.model.trace import Traced
from tasks.reflow.lines.rows import close_blanks, close_marks, join_close_marks, join_pieces, printed_rows


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


COLUMN = "昨夜，渔民在河街又看\n见了三只白鹭，外国的\n{}\n{}\n这里很多年没有见过。\n河街一带的居民都在说"


@pytest.mark.parametrize(
    ("last", "first", "joined"),
    [
        ("游客维特（Neil ", "Witt）说，这种白鹭在", False),  # two Latin words, too wide for one line
        ("游客（Neil ", "Witt）说", True),  # there was room for both
        ("游客在这里等了 ", "很久，这种白鹭他们说", True),  # the blank parts no words: white tore the line
    ],
)
def test_a_blank_between_two_latin_words_at_a_full_lines_end_is_no_tear(last: str, first: str, joined: bool) -> None:
    """In the same column, of ten characters."""
    dump = COLUMN.format(last, first)
    assert len(join_pieces(printed_rows(Traced.whole(dump)))) == dump.count("\n") + 1 - joined


@pytest.mark.parametrize(
    ("row", "closed"),
    [("Arden United 12 2 2 8 8", "Arden United 12 2 2 8 8"), ("S P O R T S", "SPORTS"), ("M A Y 8 9", "MAY89")],
)
def test_figures_alone_are_not_spaced_out_letters(row: str, closed: str) -> None:
    assert close_blanks(printed_rows(Traced.whole(row))[0])[0].text.text == closed


@pytest.mark.parametrize(
    ("row", "closed"),
    [
        ("도서관이 11월 20일 문을 연다. “새 책이 많다”", "도서관이 11월 20일 문을 연다. “새 책이 많다”"),
        ("시장은  어제   밝혔다", "시장은 어제 밝혔다"),  # of several blanks one is left
        ("알 립 니 다", "알립니다"),
        ("市长 昨天 11 月 说", "市长昨天11月说"),  # Chinese has none
    ],
)
def test_korean_keeps_the_blanks_between_its_words(row: str, closed: str) -> None:
    assert close_blanks(printed_rows(Traced.whole(row))[0])[0].text.text == closed
