"""Texts one below the other that share a headline, and crossheads that were taken for headlines."""

import numpy as np
import pytest

from tasks.segment.cutting import Cut
from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import NAMES
from tasks.segment.evidence.called import called
from tasks.segment.headlines import matching
from tasks.segment.headlines.shared_heads import going_on
from tasks.segment.units import Body, Head, units
from tests.test_dispatches import printed

OTHER = ("河街茶馆重开", "昨日，河街的老茶馆修好了，掌柜岳先生请街坊喝茶。")
FERRY, EGRET = "渡轮停航十日", "白鹭归来湖畔"
BOTH = FERRY + EGRET
SEEN = ("昨夜，渡轮停航十日的消息传到江边，旅客在岸上等候。", "湖畔今晨又见白鹭归来，渔民说已有十年未见。")


def told(labels: str, *texts: str) -> dict[int, str]:
    """The lines of these texts that go on with what stands above them, each text a line with this label."""
    lines = printed(*texts)
    found, furniture = units(labels)
    heads = [(u, unit) for u, unit in enumerate(found) if isinstance(unit, Head)]
    bodies = [(u, unit) for u, unit in enumerate(found) if isinstance(unit, Body)]
    pairs = matching.match(
        [(u, lines[head.lines[0]].text.text) for u, head in heads],
        [(u, "".join(lines[i].text.text for i in body.lines)) for u, body in bodies],
    )
    reading = Reading(tuple(labels), np.zeros((len(labels), len(NAMES))))
    cut = Cut(reading, [], found, furniture, heads, bodies, pairs)
    return going_on(cut, lines, called(lines, "zh-Hans", True)[0], "zh-Hans")


@pytest.mark.parametrize("labels", ["MAMAA", "AMAAM"])
def test_a_headline_whose_words_stand_in_both_texts_is_that_of_both(labels):
    texts = (*OTHER, BOTH, *SEEN) if labels[0] == "M" else (*OTHER[::-1], *SEEN, BOTH)
    assert told(labels, *texts) == {labels.rindex("A"): "P"}


@pytest.mark.parametrize(
    ("head", "texts"),
    [
        (FERRY, SEEN),  # of the first alone: the second has lost its own
        (BOTH, (SEEN[0] + "（记者林小舟）", SEEN[1])),  # a signature ends the first
        (BOTH, (SEEN[0], "本报讯（记者林小舟）" + SEEN[1])),  # an article by its credit
    ],
)
def test_a_text_that_has_lost_its_headline_stays_one(head, texts):
    assert told("MAMAA", *OTHER, head, *texts) == {}


WIRED = ("新华社梧岭12月3日电" + SEEN[0], "新华社恒岭12月3日电" + SEEN[1])


def test_dispatches_may_share_a_headline():
    assert told("MAMAA", *OTHER, BOTH, *WIRED) == {4: "P"}


def test_a_dispatch_that_has_more_of_the_headline_than_its_neighbour_may_be_another_articles():
    assert told("MAMAA", *OTHER, FERRY + "旅客等候江边白鹭归来", *WIRED[::-1]) == {}


def test_a_numbered_heading_between_two_texts_of_one_headline_is_a_crosshead():
    assert told("MAMAMA", *OTHER, BOTH, SEEN[0], "二、岸上见闻", SEEN[1]) == {4: "X", 5: "P"}


@pytest.mark.parametrize("heading", ["岸上见闻", "20只白鹭归来湖畔"])
def test_a_headline_between_two_texts_is_one(heading):
    assert told("MAMAMA", *OTHER, BOTH, SEEN[0], heading, SEEN[1]) == {}
