"""Marks of setting in lines, credits that a column divides inside a word, headlines set anew."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tasks.model.page import Joint, Line
from tasks.model.trace import Traced
from tasks.segment.evidence.called import called
from tasks.segment.evidence.families import named
from tasks.segment.evidence.features import evidence
from tasks.segment.evidence.letters import Letters
from tasks.segment.evidence.marks import marks
from tasks.segment.evidence.setting import Measures
from tests.learn.headings import headings
from tests.learn.known import Known
from tests.learn.pages import Page


def line(text: Traced | str, glue: str = " ", width: float = 20.0, fit: float | None = None) -> Line:
    traced = Traced.whole(text) if isinstance(text, str) else text
    return Line(traced, 0, 0, width, fit, fit, 0, Joint(glue, "test"), fit_above=fit, fit_below=fit)


def marked(lines: Sequence[Line], wide: bool) -> list[list[str]]:
    """The names of the marks in each line."""
    return named(marks(lines, Letters.of([one.text.text for one in lines]), Measures.of(lines, wide)), len(lines))


def initial(text: str) -> Traced:
    """A text whose first letter stands on a line of its own in the dump."""
    dump = Traced.whole(f"{text[0]}\n{text[1:]}")
    return dump[:1] + dump[2:]


def test_an_initial_is_told_by_its_place_in_the_dump():
    lines = [line("ended here."), line(initial("The ferry was late")), line("and the pier empty"), line("A ferry came")]
    seen = marked(lines, wide=False)
    of_initials = [[name for name in names if "initial" in name] for names in seen[:3]]
    assert of_initials == [["above-initial"], ["initial"], ["below-initial:1"]]


@pytest.mark.parametrize(("widths", "name"), [((8.0, 16.0), "halves:fill+mark"), ((8.0, 10.0), "halves:less+mark")])
def test_two_halves_of_a_printed_line_fill_its_column(widths: tuple[float, float], name: str):
    lines = [line("渡口停航。", width=widths[0], fit=24.0), line("“等明天吧", width=widths[1], fit=24.0)]
    assert name in marked(lines, wide=True)[1]


@pytest.mark.parametrize(("text", "dated"), [("河湾镇水务所2024年3月9日", True), ("2024年3月9日起停水", False)])
def test_a_full_date_closes_a_notice(text: str, dated: bool):
    assert ("dated-end" in marked([line(text)], wide=True)[0]) is dated


def opens(lines: Sequence[Line]) -> list[list[str]]:
    found, _ = called(lines, "fr", wide=False)
    return [[name.partition(":")[0] for name in names if name.startswith("opening")] for names in found]


def test_a_place_divided_at_a_line_s_end_opens_a_text():
    divided = [line("VERRIÈRES-"), line("LE-BAC. — Le pont", ""), line("sera fermé trois jours")]
    assert opens(divided) == [["opening"], ["opening-rest-runs-on"], []]
    assert opens([line("VERRIÈRES"), line("LE-BAC : un pont"), line("sera fermé trois jours")]) == [[], [], []]


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_headline_set_anew_keeps_its_words_in_their_parts(language: str):
    head = {
        "en": {
            "kicker": "Harbour board",
            "main": "The old ferry keeps both bell and captain",
            "deck": "By nine to two",
        },
        "zh-Hans": {"kicker": "河湾镇", "main": "老渡船留住钟声 也留住船长", "deck": "九票对两票"},
    }[language]
    page = Page("p-00", "raw", language, "", {"articles": [{"headline": head}]})
    made = list(headings([Known(page, [], [], [], [])]))
    assert len({one.roles for one in made}) > 1
    for one in made:
        for role, name in zip("KMD", ("kicker", "main", "deck"), strict=True):
            mine = [each.text.text for each, own in zip(one.lines, one.roles, strict=True) if own == role]
            assert "".join("".join(mine).split()) == "".join(head[name].split())


def test_a_piece_is_told_by_the_style_of_the_page_s_headlines():
    body = [line("and the pier was empty", width=24.0, fit=24.0), line("by noon.", width=9.0, fit=24.0)]
    heads = [line(text, width=40.0, fit=24.0) for text in ("FERRY LATE AGAIN", "PIER TO BE SOLD", "BELL FOUND IN MUD")]
    page = [*body, heads[0], *body, heads[1], *body, heads[2], *body]
    seen = evidence(page, "en").names()
    assert "heads:known+as-they" in seen[2]
    assert "heads:known+unlike" in seen[0]
    assert not any(name.startswith("heads:") for names in evidence(page, "zh-Hans").names() for name in names)
