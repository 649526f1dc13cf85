"""The scorer itself: full marks for the gold, and each measure falls for its own kind of error alone."""

import copy
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.quality.score import MEASURES, load, mean, right, score

PAGES = Path(__file__).parent / "pages"
ERRORS = ("cer", "cer_found")


@pytest.fixture
def gold():
    return json.loads((PAGES / "yunhe-daily-02" / "gold.json").read_text(encoding="utf-8"))


def worse(gold, articles):
    """The measures that are less than perfect."""
    figures = asdict(score(gold, articles))
    return {name for name, value in figures.items() if value != (0 if name in ERRORS else 1)}


@pytest.mark.parametrize("path", sorted(PAGES.glob("*/gold.json")), ids=lambda path: path.parent.name)
def test_gold_scores_full_marks_in_any_order(path):
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert worse(gold, gold["articles"][::-1]) == set()


def test_nothing_found_is_nothing_scored(gold):
    figures = asdict(score(gold, []))
    assert figures["cer"] == 1
    assert [figures[name] for name in ("article_f1", "headline", "kind", "author_f1", "para_f1")] == [0] * 5


@pytest.mark.parametrize(
    ("spoil", "measures"),
    [
        (lambda article: article["headline"].update(main="别的标题"), {"headline", "main"}),
        (lambda article: article["headline"].update(deck=None), {"headline"}),
        (lambda article: article.update(kind="notice"), {"kind"}),
        (lambda article: article["authors"][0].update(role="editor"), {"author_f1"}),
        (lambda article: article["authors"][0].update(name="无名"), {"author_f1", "name_f1"}),
        (lambda article: article["authors"].append({"name": "无名", "role": "author"}), {"author_f1", "name_f1"}),
        (
            lambda article: article.update(paragraphs=["".join(article["paragraphs"])]),
            {"para_f1", "cer", "cer_found"},  # the blanks between paragraphs count as characters
        ),
    ],
)
def test_each_error_costs_its_own_measure(gold, spoil, measures):
    articles = copy.deepcopy(gold["articles"])
    spoil(articles[0])
    assert worse(gold, articles) == measures


def test_two_articles_in_one_cost_the_cut(gold):
    articles = copy.deepcopy(gold["articles"])
    articles[0]["paragraphs"] += articles.pop(1)["paragraphs"]
    figures = score(gold, articles)
    assert figures.article_f1 < 1
    assert 0.7 < figures.b3_f1 < 1


def test_right_is_told_of_texts_and_headlines_apart(gold):
    articles = copy.deepcopy(gold["articles"])
    assert right(gold, articles) == [(True, True)] * len(articles)
    articles[0]["headline"]["main"] = "别的标题"
    articles[1]["paragraphs"] = [text[: len(text) * 2 // 3] for text in articles[1]["paragraphs"]]
    assert right(gold, articles)[:3] == [(True, False), (False, True), (True, True)]
    assert right({"articles": []}, articles[:1]) == [(False, False)]


def test_a_swallowed_hyphen_costs_a_headline_nothing():
    body = ["The committee met for three hours and then adjourned until Monday."]
    true = {"kind": "article", "headline": {"kicker": None, "main": "Well-known bridge", "deck": None}, "paragraphs": body}
    made = {"kind": "article", "headline": "Wellknown bridge", "kicker": None, "deck": None, "paragraphs": body}
    assert score({"articles": [true]}, [made]).headline == 1


def test_mean_is_taken_measure_by_measure(gold):
    both = mean([score(gold, gold["articles"]), score(gold, [])])
    assert both.article_f1 == 0.5
    assert both.cer == 0.5


def test_command_scores_a_set_and_skips_what_was_not_run(gold, tmp_path):
    folder = tmp_path / "yunhe-daily-02"
    folder.mkdir()
    for number, article in enumerate(gold["articles"]):
        (folder / f"{number:02d}.json").write_text(json.dumps(article), encoding="utf-8")
    (folder / "page.json").write_text("{}", encoding="utf-8")
    assert len(load(folder)) == len(gold["articles"])
    command = [sys.executable, "-m", "tests.quality.score", "--set", str(PAGES), str(tmp_path), "--json"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert list(told) == ["yunhe-daily-02", "[all]"]
    assert list(told["[all]"]) == list(MEASURES)
    assert told["[all]"]["article_f1"] == 1


def test_command_says_when_there_is_nothing_to_score(tmp_path):
    command = [sys.executable, "-m", "tests.quality.score", "--set", str(PAGES), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "run the pages first" in done.stderr
