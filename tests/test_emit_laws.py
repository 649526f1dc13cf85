"""The laws on what ``emit`` publishes: kept on arbitrary pages, and each breach on disk reported."""

from __future__ import annotations

import copy
import json
import re
import string
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.emit import Settings
from tasks.emit.check import check_page
from tasks.model.article import Author, Confidence, Dateline, Furniture, Jump, Paragraph
from tasks.model.errors import LawBroken
from tasks.model.trace import Traced
from tests.invented_page import PRINTED, Press, chinese_page, emitted, front_page, problems

# The laws, on arbitrary pages


COPY = st.lists(
    st.one_of(
        st.text(string.ascii_letters + "，。漢字汉游 ", min_size=1, max_size=12),
        st.sampled_from(["{ﬁ>fi}", "{⽗>父}", "{Ａ>A}", "{...>…}", "{\u00ad>}", "{\x00> }", "[-\n]", "[\u00ad]"]),
    ),
    min_size=1,
    max_size=6,
).map(lambda parts: "x" + "".join(parts))
FIELDS = ["kicker", "headline", "deck", "byline", "dateline_text", "marks", "paragraphs", "jump"]


@st.composite
def presses(draw: st.DrawFn) -> Press:
    press = Press(language=draw(st.sampled_from(["zh-Hans", "zh-Hant", "en", "und"])), offset=draw(st.integers(0, 5)))
    for _ in range(draw(st.integers(0, 3))):
        if draw(st.booleans()):
            press.furniture.append(Furniture("other", press.set(draw(COPY))))
        parts: dict[str, Any] = {}
        for name in draw(st.lists(st.sampled_from(FIELDS), unique=True, max_size=6)):
            pieces = tuple(press.set(text) for text in draw(st.lists(COPY, min_size=1, max_size=3)))
            if name == "paragraphs":
                parts[name] = tuple(Paragraph(piece) for piece in pieces)
            elif name in ("byline", "dateline_text", "marks"):
                parts[name] = pieces
            elif name == "jump":
                parts[name] = Jump("from", None, Traced.join(pieces))
            else:
                parts[name] = Traced.join(pieces)
        press.article(**parts)
    return press


@given(presses(), st.sampled_from(["as-printed", "zh-Hans", "zh-TW"]))
def test_a_page_whose_account_adds_up_keeps_all_laws(press, script):
    result = emitted(press, Settings(script))
    assert problems(result, press) == []
    counts: Any = result.manifest["counts"]
    assert counts["source_characters"] == len("".join(press.source.split()))


@given(presses())
def test_the_same_page_gives_the_same_bytes(press):
    first, second = (emitted(press) for _ in range(2))
    assert json.dumps([first.articles, first.manifest]) == json.dumps([second.articles, second.manifest])


@given(presses(), st.data())
def test_a_lost_character_never_passes(press, data):
    inked = [
        (a, p, i)
        for a, article in enumerate(press.articles)
        for p, paragraph in enumerate(article.paragraphs)
        for i, letter in enumerate(paragraph.text.text)
        if letter == "x"
    ]
    if not inked:
        return
    a, p, i = data.draw(st.sampled_from(inked))
    paragraphs = list(press.articles[a].paragraphs)
    paragraphs[p] = Paragraph(paragraphs[p].text.without([i]))
    press.articles[a] = replace(press.articles[a], paragraphs=tuple(paragraphs))
    with pytest.raises(LawBroken, match="accounts for what was printed: 'x"):
        emitted(press)


# What emit refuses to publish (found by fuzzing: it once did, and only validate told)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"authors": (Author("Elspeth Marquis", "author"),)}, "authors: 'Elspeth Marquis' has 'iq'"),
        ({"headline": None}, "confidence.headline is given for an article without a headline"),
        ({"headline": None, "confidence": Confidence(None, 1, 1)}, "there is no headline and no warning headline-missing"),
    ],
)
def test_an_article_that_contradicts_itself_or_its_byline_is_refused(parts, words):
    press = front_page()
    headline = press.articles[0].headline
    press.articles[0] = replace(press.articles[0], **parts)
    if "headline" in parts:
        press.furniture.append(Furniture("other", headline))
    with pytest.raises(LawBroken, match=re.escape(words)):
        emitted(press)


def test_a_place_that_no_span_of_the_dateline_leads_back_to_is_unknown():
    """A line's end may divide it between the byline and the dateline's own text; found by fuzzing."""
    press = front_page()
    press.articles[0] = replace(press.articles[0], dateline=Dateline("QUEBEC", None))
    assert emitted(press).articles[0]["dateline"] == {"place": None, "date": None}


# Each law broken on purpose, on disk


def reported(breaks, press: Press | None = None, settings: Settings = PRINTED) -> str:
    """The one problem of the front page after this was done to its articles and manifest."""
    press = press or front_page()
    result = emitted(press, settings)
    assert problems(result, press) == []
    articles, manifest = copy.deepcopy((list(result.articles), result.manifest))
    source = breaks(articles, manifest) or press.file
    found = check_page(articles, manifest, source)
    assert found, "nothing was reported"
    return "\n".join(found)


def assign(path: str, value: object):
    """Set a value in an article (``0.headline``) or in the manifest (``page.counts.in_edits``)."""

    def breaks(articles, manifest):
        first, *steps = path.split(".")
        node = manifest if first == "page" else articles[int(first)]
        *steps, last = [int(step) if step.isdigit() else step for step in steps]
        for step in steps:
            node = node[step]
        node[last] = value

    return breaks


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("0.headline", "", "01.json: headline: "),
        ("0.id", "2031-05-06/harbour-02/02", "01.json: id is '2031-05-06/harbour-02/02'"),
        ("1.order", 3, "02.json: order is 3"),
        ("0.page", "harbour-03", "01.json: page is 'harbour-03'"),
        ("0.language", "fr", "01.json: language is 'fr', its page makes it 'en'"),
        ("0.provenance.sha256", "cd" * 32, "01.json: provenance.sha256 is"),
        ("0.provenance.converted_from", "zh-Hans", "01.json: provenance.converted_from is 'zh-Hans'"),
        ("0.text", "The ferry", "01.json: text is not its paragraphs"),
        ("0.kicker", None, "01.json: kicker has a text or spans, but not both"),
        ("1.headline", "Nobody told", "02.json: headline has a text or spans, but not both"),
        ("1.warnings", [], "02.json: there is no headline and no warning headline-missing"),
        ("1.confidence.headline", 0.5, "02.json: confidence.headline is given"),
        ("0.headline", "Ferry line orders two new shops", "01.json: headline: 'o' after 'rstwonewsh' was not printed"),
        ("0.headline", "Ferry line orders two new", "01.json: headline: it breaks off after"),
        ("0.headline", "Ferry line orders two new shipss", "01.json: headline: 's' after"),
        ("0.jump.text", "Continued on Page 5", "01.json: jump: '5' after"),
        ("0.dateline.place", "QUEBEC", "01.json: dateline.place: 'QUEBEC' has 'BCQU'"),
        ("1.dateline.place", "Dunmarrow-on-Sea", "02.json: dateline.place"),
        ("0.authors.0.name", "Elspeth Marquis", "01.json: authors: 'Elspeth Marquis' has 'iq'"),
        ("1.provenance.spans.dateline", [[0, 3]], "claimed by another field too"),
        ("0.provenance.spans.kicker", [[0, 8]], "claimed by another field too"),
        ("0.provenance.spans.kicker", [[9000, 9008]], "the span [9000, 9008] is outside of the page"),
        ("page.articles.0.headline", "Ferry", "page.json: article 1: headline is 'Ferry'"),
        ("page.articles.1.file", "03.json", "page.json: article 2: file is '03.json'"),
        ("page.id", "2031-05-06/harbour", "page.json: id is '2031-05-06/harbour'"),
        ("page.counts.in_edits", 2, "page.json: counts.in_edits is 2, counted are 1"),
        ("page.counts.source_characters", 9, "page.json: counts.source_characters is 9"),
        ("page.furniture", [], "no field, furniture or edit accounts for what was printed: 'THE HARBOUR COURIER'"),
        ("page.furniture.0.text", "THE HARBOUR VOICE", "page.json: furniture: 'V' after"),
        ("page.edits", [], "accounts for what was printed: '-'"),
        ("page.edits.0.before", "fi", "page.json: normalise.replace-form at"),
        ("page.edits.0.after", "fl", "01.json: paragraph 1: 'i' after"),
        ("page.edits.0.span", [900, 9001], "page.json: the edit normalise.replace-form is outside of the page"),
        ("page.provenance.span", [0, 9000], "page.json: the page is at [0, 9000] of a source of"),
        ("page.schema_version", "2.0", "page.json: schema_version: "),
    ],
)
def test_a_broken_law_is_reported(path, value, words):
    assert words in reported(assign(path, value))


def test_a_missing_article_is_reported():
    found = reported(lambda articles, manifest: articles.clear())
    assert "page.json: lists 2 articles, 0 are there" in found
    assert "accounts for what was printed: 'The ferry company said" in found


def test_a_lost_paragraph_is_reported():
    def breaks(articles, manifest):
        lost = articles[1]["paragraphs"].pop()
        articles[1]["text"] = None
        assert lost

    assert "accounts for what was printed: 'Nobody had been told" in reported(breaks)


def test_another_source_is_reported():
    assert "was not printed" in reported(lambda articles, manifest: front_page().file.replace("ferry", "fairy"))


def test_a_conversion_that_nobody_recorded_is_reported():
    found = reported(assign("page.conversion.characters", []), chinese_page(), Settings("zh-TW"))
    assert "01.json: headline: '遊' after '旅' was not printed" in found
