"""How far an article may be trusted: what speaks against it, and what that makes of its confidence."""

from dataclasses import replace

import numpy as np
import pytest

from tasks import reflow, segment
from tasks.model.article import Article, Confidence, Dateline, Paragraph
from tasks.model.trace import Traced
from tasks.normalise import Settings, normalise
from tasks.segment import trust
from tasks.segment.decision import learned
from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import NAMES
from tasks.segment.headlines.matching import Pair
from tasks.segment.units import Body, Head
from tests.learn import trust as learning
from tests.learn.lines import lines_of
from tests.typeset import draw_sheet, dump

TEXT = """Harbour bridge reopens
The bridge was opened again on Monday, after nine months of repairs
to its piers.
The county has paid four times as much as it was first told for the
steel alone.
Ferry laid up
The ferry was laid up for the winter on Tuesday evening.
"""


def read(labels, sure=1.0):
    """A reading that is so sure of its labels."""
    rest = (1.0 - sure) / (len(NAMES) - 1)
    return Reading(tuple(labels), np.array([[sure if name == label else rest for name in NAMES] for label in labels]))


def article(*paragraphs, headline="Harbour bridge reopens"):
    plain = tuple(Paragraph(Traced.whole(text)) for text in paragraphs)
    title = Traced.whole(headline) if headline else None
    sure = Confidence(1.0, 1.0, 1.0)
    return Article("article", None, title, None, (), (), Dateline(None, None), (), (), plain, None, sure, ())


WHOLE = article(
    "The bridge was opened again on Monday, after nine months of repairs to its piers.",
    "The county has paid four times as much as it was first told for the steel alone.",
)


def against(made=WHOLE, order=(1, 2, 3, 4), sure=1.0, torn=0.0):
    lines, _ = lines_of(TEXT, "en")
    page = replace(trust.Page.of([made], lines, read("MAQPQMA", sure)), torn=torn)
    return trust.evidence(made, Body(list(order)), page)


def test_nothing_speaks_against_a_clean_article():
    found = against()
    assert found.pop("short") < 0.5  # every text is either short or long, a little
    assert {name: value for name, value in found.items() if value > 1e-5} == {}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("open-paragraphs", {"made": article("The bridge was opened again on Monday, after nine")}),
        ("opens-within-sentence", {"made": article("months of repairs to its piers.")}),
        ("paragraphs-within-sentence", {"made": article("The bridge was opened.", "months of repairs to its piers.")}),
        ("no-headline", {"made": article("The bridge was opened.", headline=None)}),
        ("lines-moved", {"order": (1, 4, 2, 3)}),
        ("page-torn", {"torn": 1.2}),
        ("start", {"sure": 0.5}),
        ("inside", {"sure": 0.5}),
        ("short", {"made": article("Shut.")}),
        ("long", {"made": article("The bridge was opened. " * 200)}),
    ],
)
def test_what_speaks_against_a_torn_one(name, told):
    assert against(**told)[name] > against()[name]


def test_a_page_whose_sentences_break_off_or_whose_lines_moved_is_torn():
    lines, _ = lines_of(TEXT, "en")
    broken = article("The bridge was opened again on Monday, after nine", "months of repairs to its piers.")
    assert trust.torn([WHOLE], lines) == 0
    assert trust.torn([broken], lines) == 1
    assert trust.torn([WHOLE], [*lines[3:], *lines[:3]]) > 0
    assert trust.torn([], []) == 0


def test_trust_falls_with_each_doubt_and_stays_a_share():
    weights = {"whole": 2.0, "start": 1.0, "inside": 0.5}
    clean = trust.trust({}, weights)
    assert clean == 0.881
    doubts = [trust.trust({"start": doubt, "inside": doubt}, weights) for doubt in (0.0, 0.5, 1.0, 5.0)]
    assert doubts == sorted(doubts, reverse=True)
    assert doubts[0] == clean
    assert 0 <= trust.trust({"start": 50.0}, weights) < doubts[-1]
    assert trust.trust({"unknown": 9.0}, weights) == clean


HARBOUR = Head([0])
"""The headline of TEXT's first article."""


def against_headline(head=HARBOUR, last="Harbour bridge reopens", margin=1.0, words=0.5, whole=1.0, sure=1.0, torn=0.0):
    lines, _ = lines_of(TEXT, "en")
    page = replace(trust.Page.of([WHOLE], lines, read("MAQPQMA", sure)), torn=torn)
    return trust.headline_evidence(head, last, Pair(0, 0, margin, {"words": words}, margin), whole, page)


def test_nothing_speaks_against_a_clean_headline():
    assert {name: value for name, value in against_headline().items() if value > 1e-5} == {}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("match", {"margin": 0.1}),
        ("no-words", {"words": 0.0}),
        ("lines", {"sure": 0.5}),
        ("above", {"head": Head([1])}),
        ("below", {"head": Head([4])}),
        ("open", {"last": "Harbour bridge,"}),
        ("moved", {"head": Head([0, 5])}),
        ("deep", {"head": Head(list(range(5)))}),
        ("article", {"whole": 0.4}),
        ("page-torn", {"torn": 1.2}),
    ],
)
def test_what_speaks_against_a_doubtful_headline(name, told):
    assert against_headline(**told)[name] > against_headline()[name]


SHIPPED = {name: doubts for name, doubts in learned.data("trust").items() if name != "source"}


@pytest.mark.parametrize("name", SHIPPED)
def test_no_weight_that_is_shipped_rewards_a_doubt(name):
    assert trust.trust({}, SHIPPED[name]) > 0.5
    for doubt in against() if name.startswith(trust.ARTICLE) else against_headline():
        assert trust.trust({doubt: 1.0}, SHIPPED[name]) <= trust.trust({}, SHIPPED[name])


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("manner", ["raw", "layout"])
def test_start_and_end_are_no_surer_than_the_whole(language, manner):
    source = dump(draw_sheet(language, "trust", "trust"), manner, "trust")
    (clean,) = normalise(source.encode(), Settings(language=language))
    made = segment.segment(reflow.reflow(clean, reflow.Settings()), segment.Settings())
    told = [one for one in made.decisions if one.rule == "segment.trust-article"]
    assert len(told) == len(made.articles) > 2
    for one, said in zip(made.articles, told, strict=True):
        assert max(one.confidence.start, one.confidence.end) <= said.score
        assert said.chosen == ("whole" if said.score > 0.5 else "doubtful")
        if one.paragraphs and said.chosen == "whole":
            assert said.evidence.keys() <= set(trust.WORDS.values())


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_headline_is_as_sure_as_the_ledger_says(language):
    source = dump(draw_sheet(language, "trust", "trust"), "raw", "trust")
    (clean,) = normalise(source.encode(), Settings(language=language))
    made = segment.segment(reflow.reflow(clean, reflow.Settings()), segment.Settings())
    told = [one for one in made.decisions if one.rule == "segment.trust-headline"]
    with_text = [one for one in made.articles if one.headline and one.paragraphs]
    assert [one.confidence.headline for one in with_text] == [said.score for said in told]
    assert len(told) > 2
    for said in told:
        assert said.chosen == ("right" if said.score > 0.5 else "doubtful")
        assert said.evidence.keys() <= set(trust.HEADLINE_WORDS.values())


def test_learning_finds_which_doubts_tell_and_rewards_none():
    torn = [({"inside": 3.0, "long": 0.1 * k}, False) for k in range(10)]
    whole = [({"inside": 0.1, "long": 0.1 * k}, True) for k in range(10)] + [({"no-headline": 1.0}, True)] * 5
    weights = learning.train([*torn, *whole])
    assert weights["inside"] > 0.5
    assert weights["no-headline"] == 0
    assert trust.trust({"inside": 0.1}, weights) > 0.5 > trust.trust({"inside": 3.0}, weights)
    assert learning.table([*torn, *whole], weights)[-1].endswith("0.000 right")


def test_a_folder_without_these_weights_takes_the_packages(tmp_path):
    (tmp_path / "weights-heads.json").write_text('{"wide": {}, "narrow": {}}', encoding="utf-8")
    with learned.read_from(tmp_path):
        assert learned.data("heads")["wide"] == {}
        assert learned.data("trust") == {"source": "python -m tests.learn"} | SHIPPED
    assert learned.data("heads")["wide"]
