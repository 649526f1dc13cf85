"""Chinese of an engine that takes columns for one: white read as marks shows no column, and is taken out of the text."""

from __future__ import annotations

import pytest

from tasks.model.source import Box
from tasks.normalise import Settings, normalise
from tasks.read.found import FoundBlock, FoundLine, FoundPage, FoundWord
from tasks.read.layout import lay_out
from tasks.read.squares import Squares
from tasks.read.torn import rejoined

TEXT = (
    "记者昨日从市环境卫生中心获悉自本月二十日零时起位于火车站东广场人民医院北门和中心市场的三座公厕全天开放市民夜间出行更加方便"
    "据介绍这些公厕均配有照明和无障碍设施并有专人值守保洁每两小时进行一次清扫消毒中心负责人表示今后还将逐步增加昼夜开放的数量"
)
SIZE, LEADING = 40.0, 50.0


def line(x: float, y: float, at: int, count: int = 10) -> list[FoundWord]:
    """Characters on a grid."""
    letters = (TEXT * 4)[at : at + count]
    return [FoundWord(letter, Box(x + i * SIZE, y, SIZE - 4, SIZE - 4), confidence=0.95) for i, letter in enumerate(letters)]


def run_together(sure: float) -> FoundPage:
    """A page whose two columns the engine took for one, reading the white between them as a mark."""
    lines = []
    for row in range(9):
        y = 100 + row * LEADING
        mark = FoundWord("”", Box(516, y, 12, 12), confidence=sure)
        words = [*line(100, y, 10 * row), mark, *line(550, y, 100 + 10 * row)]
        lines.append(FoundLine(words, Box(100, y, 850, SIZE), None, SIZE))
    block = FoundBlock(lines, Box(100, 100, 850, 9 * LEADING), "b")
    return FoundPage(1, "hocr", "pixel", None, 1050, 700, [block], as_read=True)


def test_white_that_was_read_as_a_mark_is_a_gutter_all_the_same():
    page = lay_out(run_together(0.3))
    assert len(page.blocks) == 2
    assert page.text.count("”") == 9  # nothing is lost before there is an edit for it


def test_marks_in_a_gutter_are_dropped_with_an_edit_each():
    (clean,) = normalise([lay_out(run_together(0.3))], Settings(language="zh-Hans"))
    assert "”" not in clean.text.text
    edits = [edit for edit in clean.edits if edit.rule == "normalise.drop-read-white"]
    assert [(edit.before, edit.after) for edit in edits] == [("”", "")] * 9
    left, right = ("".join(part.split()) for part in clean.text.text.split("\n\n"))
    assert (left, right) == ((TEXT * 4)[:90], (TEXT * 4)[100:190])


def test_marks_that_the_engine_was_sure_of_stay():
    (clean,) = normalise([lay_out(run_together(0.9))], Settings(language="zh-Hans"))
    assert clean.text.text.count("”") == 9


def test_words_have_their_own_boxes_again():
    words = [FoundWord("电", Box(0, 0, 90, 36)), *line(40, 0, 5, 6)]
    block = FoundBlock([FoundLine(list(words))])
    squares = Squares([block])
    assert block.lines[0].words[0].box == Box(0, 0, 40, 36)
    squares.put_back([block])
    assert [id(word) for word in block.lines[0].words] == [id(word) for word in words]


def test_a_chinese_line_torn_behind_a_comma_is_joined():
    comma = FoundWord("，", Box(300, 20, 8, 14))
    left = FoundLine([*line(100, 0, 0, 5), comma], Box(100, 0, 208, 36), None, SIZE)
    right = FoundLine(line(340, 0, 5, 5), Box(340, 0, 196, 36), None, SIZE)
    (made,) = rejoined([FoundBlock([left], left.box), FoundBlock([right], right.box)])
    assert "".join(word.text for word in made.lines[0].words) == TEXT[:5] + "，" + TEXT[5:10]


def test_chinese_on_both_sides_of_a_gutter_is_not_joined():
    left = FoundLine(line(100, 0, 0, 5), Box(100, 0, 196, 36), None, SIZE)
    right = FoundLine(line(340, 0, 5, 5), Box(340, 0, 196, 36), None, SIZE)
    assert len(rejoined([FoundBlock([left], left.box), FoundBlock([right], right.box)])) == 2


@pytest.mark.parametrize(
    ("words", "as_read", "expected", "why"),
    [
        ([("今年", 0), ("91", 22), (".", 34), ("3", 39), ("%", 46)], True, "今年91.3%", "to an engine each piece is a word"),
        (
            [("从", 0), ("“", 12), ("等", 16), ("”", 27), ("到", 31)],
            True,
            "从“等”到",
            "quotes have their white in themselves",
        ),
        ([("电话", 0), ("5550", 24), ("0138", 52)], True, "电话5550 0138", "two whole numbers"),
        ([("见", 0), ("left", 12), ("hand", 40)], True, "见left hand", "words of Latin print"),
        ([("下", 0), ("“", 22)], True, "下 “", "too far off"),
        ([("今年", 0), ("91", 22)], False, "今年 91", "who set the page put a blank there"),
    ],
)
def test_what_an_engine_read_beside_chinese_needs_no_blank(words, as_read, expected, why):
    found = [FoundWord(text, Box(x, 0, (10 if text >= "一" else 5) * len(text), 10)) for text, x in words]
    block = FoundBlock([FoundLine(found, Box(0, 0, 80, 10), None, 10.0)], Box(0, 0, 80, 10))
    page = lay_out(FoundPage(1, "hocr", "pixel", None, 100, 50, [block], as_read=as_read))
    assert page.text == expected, why
