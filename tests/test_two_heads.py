"""Two headlines that meet between the texts to which they belong."""

import numpy as np
import pytest

from tasks.segment.cutting import Cut
from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import NAMES
from tasks.segment.headlines import matching
from tasks.segment.headlines.two_heads import begins
from tasks.segment.units import Body, Head, units
from tests.learn.lines import lines_of

FERRY = "昨夜，渡轮停航十日的消息传到江边，旅客在岸上等候。"
EGRET = "湖畔今晨又见白鹭归来，渔民说已有十年未见。"
TEA = "昨日，河街的老茶馆修好了，掌柜岳先生请街坊喝茶。"


def second(text: str, labels: str) -> set[int]:
    """The lines at which a second headline begins."""
    lines, _ = lines_of(text, "zh-Hans")
    assert len(lines) == len(labels)
    found, furniture = units(labels)
    heads = [(u, unit) for u, unit in enumerate(found) if isinstance(unit, Head)]
    bodies = [(u, unit) for u, unit in enumerate(found) if isinstance(unit, Body)]
    pairs = matching.match(
        [(u, "".join(lines[i].text.text for i in head.lines)) for u, head in heads],
        [(u, "".join(lines[i].text.text for i in body.lines)) for u, body in bodies],
    )
    reading = Reading(tuple(labels), np.zeros((len(labels), len(NAMES))))
    return begins(Cut(reading, [], found, furniture, heads, bodies, pairs), lines)


@pytest.mark.parametrize(
    ("head", "expected", "why"),
    [
        ("渡轮停航十日\n白鹭归来湖畔", {2}, "each has the words of its own text"),
        ("白鹭归来湖畔\n渡轮停航十日", set(), "each has those of the other's"),
        ("江上一夜无船\n渡轮停航十日", set(), "the second has none of the text below"),
        ("本市新闻\n白鹭归来湖畔", set(), "the first is a kicker"),
    ],
)
def test_words_tell_two_headlines_apart(head, expected, why):
    assert second(f"河街茶馆重开\n{TEA}\n{FERRY}\n{head}\n{EGRET}", "MAAMMA") == {i + 2 for i in expected}, why
    assert second(f"{FERRY}\n{head}\n{EGRET}", "AMMA") == expected, why


def test_a_text_that_has_a_headline_leaves_none_over():
    text = f"渡轮停航\n{FERRY}\n渡轮停航十日\n白鹭归来湖畔\n{EGRET}"
    assert second(text, "MAMMA") == set()


@pytest.mark.parametrize(
    ("between", "expected", "why"),
    [
        ("渡轮停航十日\n\n江畔物价", {2}, "a blank line between them, none outside"),
        ("渡轮停航十日\n江畔物价", set(), "nothing parts them"),
        ("\n渡轮停航十日\n\n江畔物价\n", set(), "blank lines all around"),
        ("江畔物价\n\n江上无船", set(), "words speak for neither"),
    ],
)
def test_blank_lines_tell_two_headlines_apart(between, expected, why):
    assert second(f"{FERRY}\n{between}\n白米每斗三元，菜油每斤五角。", "AMMA") == expected, why
