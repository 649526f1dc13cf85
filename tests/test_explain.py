"""``explain`` on the sample pages: every line has an answer, the ledger replays, and each question finds its words."""

import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.__main__ import main
from tasks.command import answers, ledger_words
from tasks.command.explain import find
from tasks.run.dossier import dossier

ROOT = Path(__file__).parents[1]
RULE = re.compile(r"\"((?:normalise|reflow|segment)\.[a-z0-9-]*[a-z0-9])\"")
PAGES = ("merrowby-observer", "merrowby-observer.p2", "wesertaler-rundschau-12", "yunhe-daily-02", "petit-riverain-1911")


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The sample pages, made once."""
    place = tmp_path_factory.mktemp("explain")
    folders = {"seeds": str(ROOT / "seeds"), "intermediate": str(place / "i"), "output": str(place / "o")}
    where = [f"--{name}={value}" for name, value in folders.items()]
    assert main(["run", "--batch", "default", "--page", PAGES[2], "--page", PAGES[3], *where]) == 0
    assert main(["run", "--batch", "2026-11-23", "--page", PAGES[0], "--page", PAGES[4], *where]) == 0
    return folders


@pytest.fixture(scope="module")
def sample(folders):
    """A function that gives the dossier of a sample page."""
    made = {page: dossier(*find(page, None, folders)) for page in PAGES}
    return made.__getitem__


@pytest.fixture
def told(folders, capsys):
    """A function that asks ``explain`` and gives what it printed."""

    def ask(*arguments, code=0):
        capsys.readouterr()
        assert main(["explain", *arguments, *[f"--{name}={value}" for name, value in folders.items()]]) == code
        printed = capsys.readouterr()
        return printed.out + printed.err if code else printed.out

    return ask


@pytest.mark.parametrize("page", PAGES)
def test_every_line_has_an_answer(sample, page):
    found = sample(page)
    assert found.last_line - found.first_line > 40
    for line in range(found.first_line, found.last_line + 1):
        said = answers.line_json(found, line)
        assert json.loads(json.dumps(said)) == json.loads(json.dumps(said, ensure_ascii=False))
        text = answers.line_text(found, line)
        assert text[2].strip() == found.text(found.span_of(line)).strip()
        accounted = [place["text"] for place in said["went"]] + [edit["before"] for edit in said["edits"]]
        assert bool(accounted) == bool(said["text"].strip()), line
        assert all(one["because"] for one in (*said["edits"], *said["decisions"])), line


@pytest.mark.parametrize("page", PAGES)
def test_the_ledger_replays_to_what_was_published(sample, page):
    found = sample(page)
    assert len(found.articles) > 2
    assert found.unreplayed() == []


def test_a_text_that_does_not_follow_from_the_ledger_is_told(sample):
    found = sample("merrowby-observer")
    broken = [dict(article) for article in found.articles]
    broken[0]["headline"] += "!"
    assert replace(found, articles=tuple(broken)).unreplayed() == ["article 1, headline: '!' stands behind what replays"]


@pytest.mark.parametrize("page", PAGES)
def test_all_evidence_is_in_words(sample, page):
    raw = set()
    for _, made in sample(page).decisions:
        names = [name for name, weight in made.evidence.items() if not isinstance(weight, str)]
        raw |= {name for name in names if not re.search(r"[ (]", ledger_words.evidence(made.rule, name))}
    assert raw == set()


def test_every_rule_has_its_reason_and_no_other():
    rooms = [path for room in ("normalise", "reflow", "segment") for path in (ROOT / "tasks" / room).rglob("*.py")]
    rules = {rule for path in rooms for rule in RULE.findall(path.read_text(encoding="utf-8"))}
    assert len(rules) > 80
    assert {rule for rule in rules if not ledger_words.reason(rule)} == set()
    reasons = ledger_words._table("reasons")
    table = {f"{room}.{name}" for room in ("normalise", "reflow", "segment") for name in reasons[room]}
    assert table - rules == set()


def test_why_a_line_became_a_headline(sample):
    found = sample("merrowby-observer")
    number = next(n for n, article in enumerate(found.articles, 1) if article["headline"])
    start = found.articles[number - 1]["provenance"]["spans"]["headline"][0][0]
    text = "\n".join(answers.line_text(found, found.line_of(start)))
    assert f"headline of article {number:02d}" in text
    assert re.search(r"label line \[segment\.label-line\].*\n.*→ (kicker|main headline|deck), \d+% sure, rather than ", text)
    assert "share of the headline's words that the text has" in text


def test_why_a_hyphen_was_kept(sample):
    found = sample("merrowby-observer")
    kept = [made for _, made in found.decisions if made.chosen == "hyphen kept"]
    assert kept
    for made in kept:
        text = "\n".join(answers.line_text(found, found.line_of(made.span[0])))
        assert re.search(rf"\[{re.escape(made.rule)}\].*\n    → hyphen kept, \d+% sure\n      because: ", text)


@pytest.mark.parametrize("page", PAGES)
def test_every_hyphen_at_a_lines_end_was_decided_on(sample, page):
    found = sample(page)
    lines = range(found.first_line, found.last_line)
    texts = {line: found.text(found.span_of(line)).rstrip() for line in lines}
    ends = [line for line, text in texts.items() if len(text) > 1 and text[-1] == "-" and texts.get(line + 1)]
    assert ends or page in ("yunhe-daily-02", "merrowby-observer.p2")
    for line in ends:
        rules = [one["rule"] for one in answers.line_json(found, line)["decisions"]]
        assert [rule for rule in rules if rule.startswith(("reflow.join-", "reflow.keep-"))], (line, texts[line])


def test_why_two_articles_part(told, sample):
    found = sample("yunhe-daily-02")
    text = told("yunhe-daily-02", "--between", "3", "4")
    assert "The first ends with" in text
    assert "article begins inside the line, 90% sure" in text
    assert "→ first line of an article's body" in text
    said = json.loads(told("yunhe-daily-02", "--between", "4", "3", "--json"))
    assert [one["number"] for one in said["articles"]] == [3, 4]
    assert said["ends"]["article"] == 3
    assert {place["article"] for place in said["begins"]} == {4}
    for first in range(1, len(found.articles)):
        assert answers.between_text(found, first, first + 1)


def test_what_was_removed(told, sample):
    found = sample("wesertaler-rundschau-12")
    said = json.loads(told("wesertaler-rundschau-12", "--removed", "--json"))
    counts = found.manifest["counts"]
    assert sum(len("".join(one["before"].split())) for one in said["removed"]) == counts["in_edits"] > 10
    inked = sum(len("".join(place["text"].split())) for place in said["set_aside"] if place["article"] is None)
    assert inked == counts["in_furniture"]
    text = told("wesertaler-rundschau-12", "--removed")
    assert f"taken out in {counts['in_edits']} places" in text
    assert "the lexicon knows the closed word" in text


def test_one_question_at_a_time_and_only_about_what_is_there(told):
    assert "ask one at a time" in told("yunhe-daily-02", "--removed", "--line", "3", code=2)
    assert "articles; name two of them" in told("yunhe-daily-02", "--between", "1", "99", code=2)


def test_machines_are_told_what_is_stale_within_the_json(told):
    assert json.loads(told("yunhe-daily-02", "--removed", "--json"))["not_up_to_date"] == []
    stale = json.loads(told("yunhe-daily-02", "--line", "3", "--json", "--script", "zh-Hant"))
    assert [one for one in stale["not_up_to_date"] if one.startswith("emit stale: setting script")]
    assert unicodedata.is_normalized("NFC", stale["text"])
