"""Chinese credits that run into a text, where blanks alone tell names from text."""

from __future__ import annotations

import pytest

from tasks.read.pdf import Word
from tasks.read.pdf_blanks import apart
from tasks.segment.bylines import run_in
from tasks.segment.pieces import body_text
from tasks.segment.units import Body
from tests.learn.lines import lines_of

CREDIT = ["本报记者 林小舟 通讯", "员 何 苇 摄影报道 近日，堤边", "的老榆树发了新芽。"]


def read(printed):
    """Lines of Chinese print, their blanks closed as reflow closes them."""
    lines, _ = lines_of("\n".join(printed), "zh-Hans")
    return lines


@pytest.mark.parametrize(
    ("printed", "names", "body"),
    [
        (CREDIT, ["林小舟", "何苇"], "近日，堤边"),
        (["本报记者 林小舟 近日到堤边", "看了老榆树。"], [], "本报记者林小舟近日"),
        (["本报记者林小舟通讯员何苇近日", "在堤边看了老榆树。"], [], "本报记者林小舟通讯员何苇近日"),
    ],
)
def test_a_credit_that_runs_into_the_text_is_read_by_its_blanks(printed, names, body):
    lines = read(printed)
    order = range(len(lines))
    text = body_text(lines, order)[0].text
    found = run_in.opening(text, lines, order, "zh-Hans")
    assert [author.name for author in found.authors] == names if found else not names
    assert text[found.end if found else 0 :].startswith(body)


def test_what_was_taken_from_the_front_of_the_text_moves_its_credit():
    lines = read(["（上接一版）本报记者 林小舟 通讯员 何苇 近日，堤", "边的老榆树发了新芽。"])
    text = body_text(lines, [0, 1])[0].text[6:]
    found = run_in.opening(text, lines, [0, 1], "zh-Hans")
    assert [author.name for author in found.authors] == ["林小舟", "何苇"]
    assert text[found.end :].startswith("近日")


def test_a_byline_that_is_the_first_part_of_the_texts_credit_goes_back_to_it():
    lines = read(CREDIT)
    body, labels = run_in.given_back(Body([1, 2], bylines=[[0]]), lines, "YAQ", "zh-Hans")
    assert (body.lines, body.bylines, "".join(labels)) == ([0, 1, 2], [], "AQQ")


def test_a_whole_byline_above_a_text_stays_one():
    lines = read(["本报记者 林小舟 通讯员 何苇", "近日，堤边的老榆树发了新", "芽。"])
    body = Body([1, 2], bylines=[[0]])
    assert run_in.given_back(body, lines, "YAQ", "zh-Hans") == (body, "YAQ")


def word(text, left, step=10.0, narrow=""):
    """Characters of ten points, each in its square; a narrow one leaves white on either side, which its box leaves out."""
    lefts = tuple(left + k * step + 2 * (c in narrow) for k, c in enumerate(text))
    rights = tuple(left + k * step + 10 - 2 * (c in narrow) for k, c in enumerate(text))
    return Word(text, lefts[0], 0, rights[-1], 10, 8, 10, None, 0, True, False, lefts, rights)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([word("本报记者", 0), word("林小舟", 42.3)], (True,)),
        ([word("每月", 0, narrow="月"), word("逢五赶集", 20)], (False,)),
        ([word("春天到了", 0, 12.3), word("林小舟", 49.2, 12.3)], (False,)),
        ([word("春天，", 0), word("林小舟", 32.3)], ()),
        ([word("春天", 0), word("Lin", 22.3), word("林", 60), word("舟", 73)], (None, None, True)),
    ],
)
def test_the_middles_of_chinese_characters_tell_of_a_blank(words, expected):
    assert apart(words) == expected
