"""Columns of short items, each with its own heading: all are headlines, or none."""

import numpy as np
import pytest

from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import NAMES
from tasks.segment.headlines.short_items import refusals
from tests.learn.lines import lines_of

HEADS = ["Lake boats run", "Crane bought", "Fish prices fall", "Band wanted", "Pier shut", "Clock stopped"]
TEXT = "The boats ran again on Sunday with a full deck\nand the band played on crates."


def refused(heads, marks, text=TEXT, language="en", doubt=0.0, below="\n\n"):
    """The labels refused, by line; ``marks`` are the headings' labels, ``doubt`` is how likely text is a heading."""
    items = [f"{head}{below}{text}" for head in heads]
    lines, _ = lines_of("\n\n".join(items), language)
    labels = "".join(mark + ("A" if mark in "KMD" else "P") + "Q" * text.count("\n") for mark in marks)
    assert len(lines) == len(labels)
    chances = np.zeros((len(lines), len(NAMES)))
    for i, label in enumerate(labels):
        chances[i, NAMES.index(label)] = 1.0 - doubt
        chances[i, NAMES.index("M")] += doubt
    found = refusals(lines, Reading(tuple(labels), chances), language)
    return {lines[i].text.text: "".join(sorted(never)) for i, never in found.items()}


def test_crossheads_among_headlines_are_headlines():
    assert refused(HEADS, "MMXMXX") == {head: "X" for head in ("Fish prices fall", "Pier shut", "Clock stopped")}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"heads": HEADS[:5], "marks": "MMXMX"}, "there are few"),
        ({"marks": "MXXXXX"}, "one headline and its crossheads"),
        ({"text": f"{TEXT}\n" * 9 + TEXT}, "the texts are long"),
        ({"heads": [*HEADS[:5], "Fish"]}, "it is much shorter than the headlines"),
        ({"heads": [*HEADS[:5], "Clock stopped."]}, "it ends with a stop"),
        ({"heads": [*HEADS[:5], "Clock stopped at the"]}, "it goes on"),
        ({"text": "and so on for an hour\nand then no more of it"}, "no text has come to its end"),
    ],
)
def test_left_alone(changed, why):
    told = {"heads": HEADS, "marks": "MMMMMX"} | changed
    assert refused(**told) == {}, why


def test_a_byline_ends_the_column():
    with_byline = refused([*HEADS[:3], "Jo Pym", *HEADS[3:]], "MMXYMXX")
    assert with_byline == {}


@pytest.mark.parametrize(("doubt", "never"), [(0.02, {}), (0.2, {"Clock stopped": "APQX"})])
def test_what_stands_as_headings_do_may_be_one(doubt, never):
    assert refused([*HEADS, "Quay sold"], "MMMMMPM", doubt=doubt) == never


def test_chinese_headings_need_room_at_their_end():
    heads = ["湖上的船又开了", "市场买了新吊车", "鱼价又下跌了", "乐队招人", "码头关闭两周", "大钟停摆"]
    text = "湖上的船周日又开了，甲板上坐满了乘客，\n乐队站在木箱上演奏。"
    assert refused(heads, "MMXMXX", text, "zh-Hans") == {heads[i]: "X" for i in (2, 4, 5)}
