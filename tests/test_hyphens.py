"""How a printed line joins the next: the case tables of ``cases/reflow-hyphens``, and what holds for all lines."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.reflow.words import lexicon
from tasks.reflow.words.breaks import LETTERED_HYPHENS
from tasks.reflow.words.hyphens import DOUBTFUL
from tasks.reflow.words.joints import joint
from tasks.reflow.words.page_words import page_words

TABLES = sorted((Path(__file__).parent / "cases" / "reflow-hyphens").glob("*.toml"))
TAGS = {"zh": "zh-Hans"}


def cases():
    for table in TABLES:
        for case in tomllib.loads(table.read_text(encoding="utf-8"))["case"]:
            marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
            yield pytest.param(TAGS.get(table.stem, table.stem), case, id=f"{table.stem}-{case['label']}", marks=marks)


@pytest.mark.parametrize(("language", "case"), list(cases()))
def test_case(language, case):
    page = page_words([*case.get("page", ()), case["before"], case["after"]])
    made = joint(case["before"], case["after"], language, page)
    assert made.glue == case["glue"], f"{made}: {case['why']}"
    if "rule" in case:
        assert made.rule == f"reflow.{case['rule']}"


def test_tables_hold_all_three_glues_and_no_label_twice():
    for table in TABLES:
        labels = [case["label"] for case in tomllib.loads(table.read_text(encoding="utf-8"))["case"]]
        assert len(labels) == len(set(labels)), table.name
    assert {param.values[1]["glue"] for param in cases()} == {"", " ", "-"}


LINES = st.text(alphabet="aeinstAES-'’/.,—–@=¬⸗ 1290«»()中文，“é", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.lists(LINES, max_size=5), LINES, LINES, st.sampled_from(["en", "de", "fr", "zh-Hans", "ja", "und", "sv"]))
def test_any_lines_join_somehow_and_only_a_hyphen_is_dropped(page, before, after, language):
    made = joint(before, after, language, page_words(page))
    assert made.glue in ("", " ", "-")
    assert made.rule.startswith("reflow.")
    assert 0 <= made.score <= 1
    if made.glue == "-":
        assert before[-1] in LETTERED_HYPHENS
    assert made == joint(before, after, language, page_words(page))


def test_words_cut_by_a_line_end_are_not_the_pages_words():
    page = page_words(["the harbour-", "master of the green-eyed ferry-"])
    assert {"the", "of", "green", "eyed"} <= page.words
    assert not {"harbour", "master", "ferry"} & page.words
    assert page.compounds == {"green-eyed"}


def test_a_page_divides_words_only_where_several_lines_do():
    lines = ["the depart-", "ment and the govern-", "ment of the agree-", "ment"]
    assert page_words(lines).divides
    assert not page_words(lines[:3]).divides
    assert not page_words(lines + ["a plain line"] * 200).divides


def test_joining_without_a_lexicon_is_doubtful():
    page = page_words(["den gamla ham-", "nen var tom och fis-", "karna satt på kaj-", "en och såg"])
    made = joint("i söndags kväl-", "len stod", "und", page)
    assert made.glue == "-"
    assert made.score < DOUBTFUL


def test_chinese_lines_load_no_lexicon(monkeypatch):
    def loaded(*_args, **_kwargs):
        raise AssertionError("a lexicon was asked")

    monkeypatch.setattr(lexicon, "is_word", loaded)
    lexicon.known.cache_clear()
    page = page_words(["全市普降大", "雪，PM", "2.5下降Wi-", "fi信号"])
    for before, after in [("全市普降大", "雪，PM"), ("雪，PM", "2.5下降Wi-"), ("下降Wi-", "fi信号")]:
        joint(before, after, "zh-Hans", page)
    lexicon.known.cache_clear()


def test_an_unknown_key_in_a_language_file_is_named(monkeypatch):
    class Stated:
        def section(self, _name):
            return {"frists": ["self"]}

    monkeypatch.setattr(lexicon, "knowledge", lambda _tag: Stated())
    with pytest.raises(ValueError, match="frists"):
        lexicon.habits.__wrapped__("en")


def test_first_rule_on_empty_lines():
    assert joint("", "word", "en", page_words([])).glue == ""
