"""Lines that are the page's own: a running head in several lines, printed rules."""

import pytest

from tasks.segment.page_head import own
from tests.learn.lines import lines_of

TEXT = "The boats ran again on Sunday with a full deck and the band played."


def found(text, language="en"):
    lines, _ = lines_of(text, language)
    return [lines[i].text.text for i in own(lines, language)]


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("en", ["THE TILLING MERCURY", "Friday, November 27, 2026"]),
        ("en", ["The Tilling Chronicle", "Friday, November 27, 2026", "NEWS 5"]),
        ("de", ["Moorender Tageblatt · Freitag, 27. November 2026", "LOKALES"]),
        ("es", ["EL VALLE", "Viernes 27 de noviembre de 2026"]),
        ("en", ["No. 214", "November 27"]),
        ("en", ["The Tilling Chronicle", "Around the county", "Page 5"]),
        ("fr", ["Débats", "34"]),
        ("de", ["Montag", "28"]),
        ("zh-Hans", ["9版", "国际", "2026年11月27日"]),
        ("zh-Hans", ["PAGE 9", "周六"]),
    ],
)
def test_a_running_head_is_the_pages_own_in_all_its_lines(language, head):
    chinese = ["渡船恢复通航", "渡船周日恢复通航，甲板上站满了人。"]
    below = chinese if language.startswith("zh") else ["Lake boats run again", TEXT]
    own_lines = [line.replace(" ", "") for line in found("\n".join([*head, *below, *below]), language)]
    assert own_lines == [line.replace(" ", "") for line in head]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["Lake boats run again, and", "the band plays on", "Friday, November 27, 2026"], "no name stands above the day"),
        (["Lake boats run again", TEXT, TEXT, TEXT, TEXT, "Friday, November 27, 2026"], "the day stands far below"),
        (["Lake Boats Run Again", "Friday, November 27, 2026"], "a headline above its day, as on the web"),
        (["Lake boats run again", TEXT, TEXT], "no day"),
        (["Lake boats", "November 27", "Ferries run again"], "a headline above a day, and nothing sure"),
        (["Sport", "Lake boats run again", TEXT], "a section alone may be a kicker"),
        (["Lake boats run again", "Page 5", TEXT], "a number below a headline is where its other part stands"),
    ],
)
def test_what_stands_at_the_top_without_a_day_is_no_running_head(lines, why):
    assert found("\n".join([*lines, TEXT])) == [], why


def test_a_section_in_small_letters_may_be_the_first_headlines_kicker():
    assert found(f"Moorender Tageblatt · Freitag, 27. November 2026\nLokales\nBoote fahren\n{TEXT}", "de") == [
        "Moorender Tageblatt · Freitag, 27. November 2026"
    ]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("———", True),
        ("-----", True),
        ("—", False),
        ("* * *", True),
        ("■", True),
        ("•", False),
        ("★★☆☆☆", False),
        ("— 12 —", False),
    ],
)
def test_a_line_of_strokes_or_ornaments_is_a_rule(line, rule):
    assert (line in found(f"Lake boats run again\n{line}\n{TEXT}\n{TEXT}")) == rule


@pytest.mark.parametrize(
    ("line", "pages"),
    [
        ("责编 林小舟 美编 何苇 校对 白露", True),
        ("本版编辑 林小舟", True),
        ("（编辑：林小舟 校对：何苇）", False),
        ("编辑 林小舟", False),
        ("设计与校对比赛今天开幕", False),
    ],
)
def test_who_made_the_page_is_the_pages_in_chinese(line, pages):
    text = f"大桥恢复通行\n大桥周一恢复通行，历时九个月。\n{line}\n渡船停航\n渡船周二起停航过冬。"
    assert [one.replace(" ", "") for one in found(text, "zh-Hans")] == [line.replace(" ", "")] * pages
