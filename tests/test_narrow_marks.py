"""Narrow marks that OCR reads in Chinese print: made wide where they have the room of a character, and nowhere else."""

from __future__ import annotations

import pytest

from tasks.model.page import CleanPage
from tasks.normalise import Settings, normalise
from tasks.normalise.narrow_marks import RULE
from tasks.read import read

EM = 40
LINES = ("今天上午,市政府的工作", "报告说,全市已有三千(左右)", "户居民的生活用水,都由本市供应", "其中1300户:从去年的冬天起")
FIRST_LINE = "市政府今年的工作报告说了很多"


def hocr(lines: tuple[str, ...], room: float) -> bytes:
    """A column of OCR: each character a word, each mark with the given room, in widths of a character."""
    rows = []
    for row, line in enumerate(lines):
        x, words = 100.0, []
        for letter in line:
            width = EM * (room if letter in ",:;?!()" else 0.5 if letter.isascii() else 1)
            ink = min(width, 8.0 if letter in ",:;?!()" else width - 4)
            box = f"{x:.0f} {row * 60} {x + ink:.0f} {row * 60 + EM}"
            words.append(f"<span class='ocrx_word' title='bbox {box}'>{letter}</span>")
            x += width
        place = f"title='bbox 100 {row * 60} {x:.0f} {row * 60 + EM}; x_size {EM}'"
        rows.append(f"<span class='ocr_line' {place}>{''.join(words)}</span>")
    body = f"<div class='ocr_carea' title='bbox 100 0 900 900'>{''.join(rows)}</div>"
    page = f"<html><body><div class='ocr_page' title='bbox 0 0 1000 1000'>{body}</div></body></html>"
    return f"<?xml version='1.0' encoding='UTF-8'?>{page}".encode()


def clean(lines: tuple[str, ...], room: float) -> CleanPage:
    return normalise(read(hocr((FIRST_LINE, *lines), room)), Settings(language="zh-Hans"))[0]


def text(page: CleanPage) -> str:
    return page.text.text.replace(" ", "")


def test_marks_with_the_room_of_a_character_are_wide():
    page = clean(LINES, 1.0)
    wide = "\n".join((FIRST_LINE, *LINES)).translate({ord(mark): 0xFEE0 + ord(mark) for mark in ",:()"})
    assert text(page) == wide
    assert sum(edit.rule == RULE for edit in page.edits) == 6
    assert all((edit.before, edit.after) in {(",", "，"), (":", "："), ("(", "（"), (")", "）")} for edit in page.edits)


def test_each_mark_leads_to_its_place():
    source = read(hocr((FIRST_LINE, *LINES), 1.0))[0].text
    for edit in clean(LINES, 1.0).edits:
        assert source[slice(*edit.span)] == edit.before


def test_marks_that_stand_close_were_printed_narrow():
    assert text(clean(LINES, 0.4)) == "\n".join((FIRST_LINE, *LINES))


@pytest.mark.parametrize("kept", ["1,300", "3:2", "A,B", "。,"])
def test_marks_of_figures_and_marks_behind_marks_are_kept(kept):
    assert kept in text(clean((*LINES, f"全市已有{kept}万"), 1.0))


def test_few_marks_tell_nothing():
    assert text(clean(LINES[:1], 1.0)) == f"{FIRST_LINE}\n{LINES[0]}"
