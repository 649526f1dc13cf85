"""Lines between blank lines, and the seams of full-width print."""

from __future__ import annotations

import pytest

from tasks.segment.evidence.features import evidence
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


@pytest.mark.parametrize(
    ("count", "seam"),
    [("日，渡船停开。", {"seam:words"}), ("里外有座石桥。", set[str]()), ("3日，渡船停开。", set[str]())],
    ids=["a day", "what no other number counts", "a figure"],
)
def test_a_number_and_what_it_counts_are_known_by_other_numbers_of_the_page(count, seam):
    dump = f"5月16日，木桨修好。\n5月17日，路灯换新。\n{FERRY}{FERRY}茶馆歇业到6月1\n{count}\n"
    assert shown(dump, count, "seam:", "zh-Hans") == seam


@pytest.mark.parametrize(
    ("language", "above", "line", "bond"),
    [
        ("zh-Hans", "他给日报写新", "闻报道。", "bond:2+around:00"),
        ("zh-Hant", "他給日報寫新", "聞報導。", "bond:2+around:00"),
        ("zh-Hans", "老人爱看新闻", "渡船停开。", "bond:0+around:22"),
    ],
)
def test_the_language_tells_whether_a_line_ends_in_the_midst_of_a_word(language, above, line, bond):
    assert shown(f"{FERRY}{above}\n{line}\n", line, "bond:", language) == {bond, f"{bond[:6]}+gap:0"}
    assert shown(f"{FERRY}{above}\n\n{line}\n", line, "bond:", language) == {bond, f"{bond[:6]}+gap:1"}
    assert shown(f"{FERRY}{above}\n{line}\n", above, "next-bond:", language) == {f"next-{bond}"}


def test_no_bond_is_seen_over_a_mark_or_beside_a_letter():
    assert not shown(f"{FERRY}茶馆歇业。\n渡船停开。\n", "渡船停开。", "bond:", "zh-Hans")
    assert not shown(f"{FERRY}茶馆装上Wifi\n渡船停开。\n", "渡船停开。", "bond:", "zh-Hans")
