"""The README tells the truth: its commands exist, its tables are complete, its examples are what the program makes."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.command import run as command
from tasks.command.parser import parse, parser
from tasks.run.errors import RunError
from tasks.run.settings import load

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = README.splitlines()
SHOWN = [line.strip().partition("  #")[0] for line in LINES if line.startswith("    ")]
CLIPSHEET = [line.removeprefix(".venv/bin/clipsheet ").strip() for line in SHOWN if line.startswith(".venv/bin/clipsheet ")]
EXPLAINED = "yunhe-daily-02", "87"


def section(title: str) -> str:
    """What stands below a heading, up to the next one."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", README, re.DOTALL | re.MULTILINE)
    assert found, f"the README has no section {title!r}"
    return found[1]


def first_column(text: str) -> list[str]:
    """The first cells of a table's rows, without its head."""
    rows = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("|")]
    return rows[2:]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The two pages that the README quotes, made by the program."""
    place = tmp_path_factory.mktemp("readme")
    folders = ["--intermediate", str(place / "i"), "--output", str(place / "o")]
    pages = ["--page", EXPLAINED[0], "--page", "merrowby-observer"]
    start = [sys.executable, "-m", "tasks"]
    for arguments in (["run", "--batch", "default", *pages[:2]], ["run", "--batch", "2026-11-23", *pages[2:]]):
        done = subprocess.run([*start, *arguments, *folders], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    explain = [*start, "explain", EXPLAINED[0], "--line", EXPLAINED[1], *folders]
    told = subprocess.run(explain, cwd=ROOT, capture_output=True, text=True, check=True)
    files = (place / "o").glob("*/articles.jsonl")
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()], told.stdout


def test_it_begins_with_a_pair_and_the_two_commands():
    assert any("→" in line for line in LINES[:10])
    assert any(line.startswith('    "headline": ') for line in LINES[:10])
    commands = [line.split("#")[0].strip() for line in LINES[:20] if line.startswith("    make ")]
    assert commands == ["make run", "make test"]


def test_the_first_pair_is_what_the_program_makes(made):
    shown = "\n".join(LINES[:12])
    before, after = shown.split("\n    →\n")
    seed = (ROOT / "seeds/yunhe-daily-02.txt").read_text(encoding="utf-8").splitlines()
    printed = [re.split(r" {3,}", line.strip())[0] for line in before.splitlines() if line.startswith("    ")]
    assert len(printed) == 4
    places = [seed.index(line) for line in printed]
    assert places == sorted(places)
    fields = dict(re.findall(r'"(headline|byline|text|name|role)": "([^"]+?)(?: …)?(?:"|$)', after, re.MULTILINE))
    assert set(fields) == {"headline", "byline", "text", "name", "role"}
    (article,) = [one for one in made[0] if one["headline"] == fields["headline"]]
    assert article["byline"] == fields["byline"]
    assert article["authors"] == [{"name": fields["name"], "role": fields["role"]}]
    assert article["paragraphs"][0]["text"].startswith(fields["text"])


def test_the_hyphen_that_must_stay_stays(made):
    pairs = re.findall(r"^    (\S[^\n]*-) +→ +([^\n]+)\n    ([^\n]+)$", README, re.MULTILINE)
    assert len(pairs) == 2
    seed = (ROOT / "seeds/2026-11-23/merrowby-observer.txt").read_text(encoding="utf-8")
    for first, became, second in pairs:
        assert f"{first}\n{second}" in seed
        assert sum(became in (article["text"] or "") for article in made[0]) == 1
    assert [first.split()[-1] in became for first, became, _ in pairs] == [False, True]


def test_the_explanation_is_what_the_program_says(made):
    block = re.search(r"The second one prints[^\n]*\n\n((?:    [^\n]*\n)+)", README)
    assert block
    masked = [re.sub(r"\d+", "0", line).strip() for line in made[1].splitlines()]
    at = -1
    for line in block[1].splitlines():
        at = masked.index(re.sub(r"\d+", "0", line).strip(), at + 1)


def test_every_command_shown_can_be_typed():
    assert len(CLIPSHEET) > 8
    for line in CLIPSHEET:
        args, options = parse(shlex.split(line))
        assert args.command, line
        load(None, options)
    named = set(re.findall(r"\bclipsheet ([a-z]+)\b", " ".join(re.findall(r"`[^`]+`", README))))
    commands = next(action for action in parser()._actions if action.dest == "command").choices
    assert named | {line.split()[0] for line in CLIPSHEET} == set(commands)
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"\bmake (run|test|check|bench|clean|setup|help)\b", README)) <= set(targets)


def test_every_file_named_is_there():
    named = re.findall(r"`((?:tasks|tests|seeds)/[\w./-]+|[A-Z]+\.md|luigi\.cfg)`", README)
    assert len(named) > 6
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_exit_codes_are_those_of_the_program():
    def codes(kind: type[RunError]) -> set[int]:
        return {kind.code}.union(*(codes(one) for one in kind.__subclasses__()))

    own = {command.MISSING_DATA, command.NOT_RUN, command.FAILED, command.SCHEDULING, command.UNHANDLED}
    table = first_column(section("When something went wrong"))
    assert {int(cell) for cell in table} == codes(RunError) | own | {0, 129, 130, 143}


def test_the_article_shown_is_one_that_the_program_makes(made):
    (block,) = re.findall(r"^## An article\n\n((?:    .*\n)+)", README, re.MULTILINE)
    shown = dict(re.findall(r'"(id|kind|language|kicker|headline|name|text)": "([^"]+?)(?: …)?"', block))
    (article,) = [one for one in made[0] if one["id"] == shown["id"]]
    assert article["authors"][0]["name"] == shown.pop("name")
    assert article["paragraphs"][0]["text"].startswith(shown.pop("text"))
    assert article["paragraphs"][0]["spans"][0] == json.loads(re.search(r'"spans": \[(\[\d+, \d+\])', block)[1])
    assert {name: article[name] for name in shown} == shown
