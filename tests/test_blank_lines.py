"""Lines between blank lines, and the seams of full-width print."""

from __future__ import annotations

import pytest

from tasks.segment.features import evidence
from tests.learn.lines import lines_of

BODY = """The river rose by two feet on
Monday and the lower fields are
under water, the farmers said,
though the dyke has held."""
HEADLINE = "Lower fields lie under water"
NEXT = """Two new trams will run to the
harbour from May, the company
told the town council."""
BROKEN = BODY.replace("under water,", "\nunder water,")


def shown(dump: str, line: str, start: str, language: str = "en") -> set[str]:
    """What the line that reads so shows, of evidence whose name starts so."""
    lines, printed = lines_of(dump, language)
    names = evidence(lines, language).names()[printed.index(line)]
    return {name for name in names if name.startswith(start)}


def test_a_line_between_blank_lines_is_a_block_that_may_be_a_headline():
    dump = f"{BROKEN}\n\n{HEADLINE}\n\n{NEXT}\n\n{BODY}\n"
    found = shown(dump, HEADLINE, "block")
    assert "block:1+only+before:sentence+ends:open" in found
    assert "block:1+only+ends:open+after:high" in found
    assert any(name.startswith("block-heads:1+one") for name in found)


def test_the_foot_of_a_column_cuts_no_block_that_may_be_a_headline():
    dump = f"{BROKEN}\n\n{HEADLINE}\n\n{NEXT}\n\n{BODY}\n"
    assert any(name.startswith("block-heads:1+other") for name in shown(dump, "under water, the farmers said,", "block"))


def test_a_line_between_blank_lines_is_a_stretch_of_its_own_though_it_fills_the_column():
    apart = f"{BODY}\n\n{HEADLINE}\n\n{NEXT}\n"
    assert any(name.startswith("stretch:1+only") for name in shown(apart, HEADLINE, "stretch"))
    together = f"{BODY}\n{HEADLINE}\n{NEXT}\n"
    assert not any(name.startswith("stretch:1+only") for name in shown(together, HEADLINE, "stretch"))


def test_a_page_without_blank_lines_has_no_blocks():
    assert not shown(f"{BODY}\n{HEADLINE}\n{NEXT}\n", HEADLINE, "block")


FERRY = """渡口的老船工说，今年的水位比
往年低，渡船只能停在对岸，摆
客要等到下午。船工们在岸边修
补木桨，孩子们在旁边写字。昨
天傍晚起风，值班员关掉了路灯。
"""


@pytest.mark.parametrize(
    ("before", "seam"), [("", "none"), ("镇上的茶馆。\n", "word"), ("镇上的茶馆。\n茶馆歇业。\n", "words")]
)
def test_a_word_of_the_page_is_known_across_a_seam(before, seam):
    dump = f"{before}{FERRY}老人到茶\n馆里去了。\n"
    names = {"none": set[str](), "word": {"seam:word"}, "words": {"seam:words"}}[seam]
    assert shown(dump, "馆里去了。", "seam:", "zh-Hans") == names
    assert shown(dump, "老人到茶", "next-seam:", "zh-Hans") == {f"next-{name}" for name in names}


def test_a_mark_makes_no_word_with_the_next_line():
    dump = FERRY + "茶馆歇业。\n茶馆开门。\n在下，我们\n"
    assert not shown(dump, "茶馆开门。", "seam:", "zh-Hans")
