"""Blocks in another order than the text: put back where the text itself says so, left alone everywhere else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.model.assignment import assign
from tasks.model.trace import Traced
from tasks.normalise import Settings, normalise
from tasks.reflow import Settings as ReflowSettings
from tasks.reflow import work
from tasks.reflow.lines.rows import printed_rows, script_of
from tasks.reflow.order.blocks import order_blocks
from tasks.reflow.order.continuity import ends_divided


def column(*paragraphs: str, measure: int = 14, goes_on: bool = False, indent: str = "\u3000\u3000") -> str:
    """Paragraphs set in lines of so many characters, each indented but the first of a column that goes on."""
    out = []
    for n, text in enumerate(paragraphs):
        text = text if goes_on and n == 0 else indent + text
        out.append("\n".join(text[i : i + measure] for i in range(0, len(text), measure)))
    return "\n\n".join(out)


BEGUN = (
    "渡口的老钟修好了，钟楼下的茶摊也跟着热闹起来。",
    "摆摊的人姓岳，六十二岁，每天清晨四点起来烧水。他说钟停了三年，茶客少了一半。",
    "修钟的师傅从邻县请来，拆下七十九个零件，逐个洗净上油。他发现那根主发条早已断成两",
)
ENDED = (
    "截，只好照着旧样子重打一根。钟楼的梯子很陡，师傅每天上下十几趟，零件全靠竹篮吊上去。",
    "上周一正午，钟敲了十二下。岳老板数完，给全摊的客人都添了一碗茶，分文不取。",
)
FIRST, REST = column(*BEGUN), column(*ENDED, goes_on=True)
HEADS = "渡口老钟又响了\n停摆三年 修了七十九个零件"
OTHER = column("城西粮站昨天腾出两间空仓，改成社区图书室。书是居民自己捐的，一共两千多册。", measure=20)


def order(text: str, language: str = "zh-Hans") -> tuple[list[str], list[str]]:
    rows = printed_rows(Traced.whole(text))
    rows = [type(row)(row.text.strip(), row.gap, row.left) for row in rows]
    ordered, decisions = order_blocks(rows, script_of(text) == "wide", language)
    assert sorted(tuple(row.text.starts) for row in ordered) == sorted(tuple(row.text.starts) for row in rows)
    return [row.text.text for row in ordered], [d.rule for d in decisions]


def lines(*parts: str) -> list[str]:
    return [line.strip() for part in parts for line in part.splitlines() if line.strip()]


def test_a_headline_between_two_columns_steps_aside():
    found, rules = order("\n\n".join([FIRST, HEADS + "\n" + REST, OTHER]))
    assert found == lines(FIRST, REST, HEADS, OTHER)
    assert rules == ["reflow.follow-block"]


@pytest.mark.parametrize("fed", [True, False])
def test_blocks_of_a_page_without_a_form_feed_behind_it_stand_as_they_were_set(fed, monkeypatch):
    monkeypatch.setattr(work, "order_blocks", lambda rows, wide, language: (rows[::-1], []))
    page = normalise(("渡口的老钟修好了。\n\n城西粮站昨天腾空。\n" + "\f" * fed).encode(), Settings(language="zh-Hans"))[0]
    found = [line.text.text for line in work.reflow(page, ReflowSettings()).lines]
    assert found == ["渡口的老钟修好了。", "城西粮站昨天腾空。"][:: -1 if fed else 1]


def test_a_decision_names_both_places_and_its_signs():
    text = "\n\n".join([FIRST, HEADS + "\n" + REST])
    rows = [type(row)(row.text.strip(), row.gap, row.left) for row in printed_rows(Traced.whole(text))]
    ordered, (decision,) = order_blocks(rows, True, "zh-Hans")
    assert text[decision.span[0] :].startswith("截，只好")
    assert decision.chosen == f"goes on from the line at {text.index(FIRST.splitlines()[-1].strip())}"
    assert {"open-end", "open-start", "measure"} <= set(decision.evidence)
    moved = next(row for row in ordered if row.text.text.startswith("截，只好"))
    assert moved.gap == 0


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n\n".join([FIRST, REST, OTHER]), id="columns in order, parted by a blank line"),
        pytest.param("\n\n".join([FIRST, REST, HEADS, OTHER]), id="headline after its body"),
        pytest.param("\n\n".join([HEADS, FIRST, REST, OTHER]), id="headline before its body"),
        pytest.param("\n".join([FIRST, HEADS, REST]).replace("\n\n", "\n"), id="no blank line: nothing tells blocks"),
        pytest.param("\n\n".join([FIRST, HEADS, OTHER]), id="an end whose continuation is lost"),
        pytest.param("\n\n".join([OTHER, HEADS + "\n" + REST]), id="a start whose beginning is lost"),
        pytest.param("\n\n".join([column(*BEGUN, indent=""), HEADS, column(*ENDED, indent="")]), id="no indents"),
        pytest.param("\n\n".join([FIRST, HEADS, "\n".join(f"{x}　{x * 4}" for x in "甲乙丙丁")]), id="a table"),
        pytest.param("", id="nothing"),
        pytest.param("一\n\n二\n\n三", id="three characters"),
    ],
)
def test_left_alone(text):
    assert order(text) == (lines(text), [])


BODY = """\
The harbour board met on Friday and
put off the vote on the new crane for
the third time this year, as two of its
members had left the room before the
chairman could ask for a show of hands,
and the clerk could not find the regula-"""
HEAD = "HARBOUR BOARD\nPUTS OFF VOTE"
TAIL = """\
tions that say how many must be there
for a vote to count at all. The matter
will come up again in the spring, when
the ice is out and the boats are back."""
COW = """\
A cow was seen on Mill Street early on Sunday. It was led home
by a constable who said that it had shown him no ill will what-
ever, and that it was thirsty and quite unused to policemen."""


def test_a_divided_word_calls_its_other_half():
    assert order("\n\n".join([BODY, HEAD, TAIL, COW]), "en") == (lines(BODY, TAIL, HEAD, COW), ["reflow.follow-block"])


def test_lower_case_alone_moves_nothing_in_latin_print():
    text = "\n\n".join([BODY.replace("regula-", "rules"), HEAD, TAIL.replace("tions that", "that"), COW])
    assert order(text, "en") == (lines(text), [])


PARTS = [*FIRST.split("\n\n"), *REST.split("\n\n"), HEADS, OTHER, BODY, HEAD, TAIL, COW]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=12), st.sampled_from(["zh-Hans", "en", "und"]))
def test_every_row_comes_back_once_whatever_the_order(parts, language):
    text = "\n\n".join(parts)
    once, _ = order(text, language)
    assert sorted(once) == sorted(lines(text))


@pytest.mark.parametrize(
    ("worth", "pairs"),
    [
        ([[3.0, 2.0], [2.0, 0.0]], [(0, 1), (1, 0)]),
        ([[3.0, 0.0], [2.0, 0.0]], [(0, 0)]),
        ([[-1.0, -2.0]], []),
        ([[0.0, 0.0, 5.0]], [(0, 2)]),
        ([], []),
    ],
)
def test_assignment_is_best_together(worth, pairs):
    assert assign(worth) == pairs


def test_a_line_of_letters_without_a_blank_is_looked_at_once():
    began = time.process_time()
    assert not ends_divided("a" * 100_000)
    assert ends_divided("a" * 100_000 + "-")
    assert time.process_time() - began < 1  # a look from each letter on took minutes
