"""What the documents tell a reader to type is typed here, page by page, in a folder such as ``make run`` leaves it."""

import contextlib
import datetime
import hashlib
import importlib.util
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tasks.__main__ import main
from tasks.command.parser import parse, parser
from tasks.run.settings import load
from tests import pictures
from tests.documents import DOCUMENTS, ROOT, Step, printing, steps

NOT_RUN = {
    "CONTRIBUTING.md": 11,  # searching and measuring takes hours, or other programs
    "dask.md": 4,  # several machines
    "export.md": 2,  # a bucket; a context that is fetched
    "luigi.md": 3,  # a luigid
    "nightly.md": 1,  # days of the past
    "object-storage.md": 2,  # a bucket
    "scale.md": 1,  # what long runs have measured
    "speed.md": 3,  # minutes of measuring
}
"""How many steps of each document are not run; each says why. Raise a number only where a step cannot be run here."""

ITSELF = "make test"
"""The one command that says nowhere why it is not run here: it is what runs this."""

STEPS = {
    path.name: [step for step in steps(path.read_text(encoding="utf-8")) if step.text.partition(" #")[0].strip() != ITSELF]
    for path in DOCUMENTS
}
COMMANDS = set(next(action for action in parser()._actions if action.dest == "command").choices)
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
PLAIN = re.compile(r"(?:\.venv/bin/)?clipsheet ((?!.*--log-file -)[^|&;<>$`*?\n]*)")
"""A command of ours with nothing for a shell to do: it is called in this process, which saves its start."""


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A folder as a clone of the project is after ``make run``, but that its program is this one."""
    place = tmp_path_factory.mktemp("clone")
    for name in ("seeds", "luigi.cfg", "Makefile", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, place / name)
    (place / "docs").symlink_to(ROOT / "docs")
    (place / "tests").symlink_to(ROOT / "tests")
    programs = place / ".venv/bin"
    programs.mkdir(parents=True)
    for name, words in (("clipsheet", " -m tasks"), ("python", "")):
        (programs / name).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{words} "$@"\n')
        (programs / name).chmod(0o755)
    (place / ".venv/.ready").touch()
    with contextlib.chdir(place):
        assert main(["run"]) == 0
    return place


def lively(name: str, place: Path) -> None:
    """What a document takes to be there, beside what ``make run`` leaves."""
    if name == "corrections.md":
        source = place / "seeds/2026-11-23/merrowby-observer.txt"
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        page = {"page": "merrowby-observer", "sha256": digest, "checked": True, "corrections": []}
        said = {"schema_version": "1.0", "batch": "2026-11-23", "pages": [page]}
        source.with_name("corrections.json").write_text(json.dumps(said))
    if name == "nightly.md":
        today = datetime.datetime.now().date()
        for late in (0, 1):  # the test may run at midnight
            shutil.copytree(place / "seeds/2026-11-23", place / f"seeds/{today + datetime.timedelta(late)}")


def do(step: Step, place: Path, names: dict[str, object]) -> tuple[int, str]:
    """Do a step in a folder: its exit code and all that it prints."""
    plain = PLAIN.fullmatch(step.text.partition("  #")[0])
    if step.language == "sh" and not plain:
        path = f"{place / '.venv/bin'}{os.pathsep}{os.environ['PATH']}"
        environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)}
        words = ["/bin/sh", "-c", step.text]
        told = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        done = subprocess.run(words, cwd=place, env=environment, text=True, check=False, **told)
        return done.returncode, done.stdout
    said = io.StringIO()
    with contextlib.chdir(place), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        if plain:
            return main(shlex.split(plain[1])), said.getvalue()
        exec(compile(step.text, f"line {step.line}", "exec"), names)
    return 0, said.getvalue()


@pytest.mark.parametrize("name", [name for name in STEPS if any(not step.why_not for step in STEPS[name])])
def test_what_a_page_says_to_type_does_what_it_says(clone, tmp_path, name):
    place = tmp_path / "clipsheet"
    shutil.copytree(clone, place, symlinks=True)
    lively(name, place)
    names: dict[str, object] = {"__name__": "__main__"}
    for step in STEPS[name]:
        if step.why_not:
            continue
        code, told = do(step, place, names)
        assert code == step.code, f"{name}, line {step.line}: {step.text}\n{told}"
        assert "Traceback" not in told, f"{name}, line {step.line}: {step.text}\n{told}"
        if step.prints is not None:
            lines = "".join(f"{line.rstrip()}\n" for line in told.splitlines())
            assert printing(step.prints).fullmatch(lines), f"{name}, line {step.line}: {step.text} prints\n{lines}"


def test_what_is_not_run_says_why_and_is_counted():
    found = Counter(name for name, all_of_it in STEPS.items() for step in all_of_it if step.why_not)
    assert found == NOT_RUN
    assert sum(len(all_of_it) for all_of_it in STEPS.values()) - found.total() > 40


@pytest.mark.parametrize("name", STEPS)
def test_what_is_not_run_could_be_typed(name):
    for step in STEPS[name]:
        words = shlex.split(step.text.replace("…", ""), comments=True)
        program = words[0].removeprefix(".venv/bin/")
        if program == "clipsheet":
            args, options = parse([word.replace("$(date +%F)", "2026-11-23") for word in words[1:]])
            assert args.command
            load(None, options)
        elif words[:2] == ["python", "-m"] or words[0] == ".venv/bin/python":
            assert importlib.util.find_spec(words[2]), step.text
        elif program == "make":
            assert {word for word in words[1:] if "=" not in word} <= TARGETS


def test_pictures_show_what_the_program_makes_now(clone, tmp_path):
    place = tmp_path / "clipsheet"
    shutil.copytree(clone, place, symlinks=True)
    kept = {path.name: path.read_text(encoding="utf-8") for path in pictures.FOLDER.glob("*.svg")}
    made = pictures.made(place)
    assert set(kept) == set(made)
    for name, text in made.items():  # figures change with every learning, and need no new picture
        assert re.sub(r"\d+", "0", kept[name]) == re.sub(r"\d+", "0", text), f"{name}: run make docs"


def test_each_picture_is_small_and_shown():
    shown = {name for path in DOCUMENTS for name in re.findall(r"pictures/([\w.-]+)", path.read_text(encoding="utf-8"))}
    assert {path.name for path in pictures.FOLDER.iterdir()} == shown
    assert all(path.stat().st_size < 100_000 for path in pictures.FOLDER.iterdir())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_what_is_named_is_there(path):
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for code in re.findall(r"`([^`\n]+)`", text):
        words = code.split()
        if words[0] in ("clipsheet", ".venv/bin/clipsheet") and len(words) > 1:
            typed = [re.sub(r"^[ABN]$", "1", word) for word in words[1:] if word != "…"]
            assert typed[0] in COMMANDS, code
            if len(typed) > 1:
                parse(typed)
        elif words[0] == "make" and len(words) > 1:
            assert {word for word in words[1:] if "=" not in word} <= TARGETS, code
        elif words[:2] == ["python", "-m"]:
            assert importlib.util.find_spec(words[2]), code
        elif re.fullmatch(r"(?:tasks|tests|seeds|docs)/[\w./-]+(?<!/corrections\.json)", code):
            assert (ROOT / code).exists(), code
    for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        assert "://" in link or (path.parent / link).exists(), link


def test_each_page_is_one_step_from_the_readme():
    linked = set(re.findall(r"\]\(docs/([\w-]+\.md)\)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert linked == {path.name for path in DOCUMENTS if path.parent.name == "docs"}


STARTS = """
import os, runpy, sys
import jsonschema_rs, luigi, msgspec, numpy, opencc, scipy.optimize  # what takes long to import, and is not ours
failed = []
for name in sys.argv[1:]:
    child = os.fork()
    if not child:
        sys.argv = [name, "--help"]
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        runpy.run_module(name, run_name="__main__", alter_sys=True)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        failed.append(name)
print(*failed)
"""


def has_help(name: str) -> bool:
    """Whether a program of the tests has options; one that has none would do its work when asked for them."""
    path = ROOT / name.replace(".", "/")
    return "argparse" in (path / "__main__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8")


def test_each_program_of_the_tests_that_is_named_starts():
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*DOCUMENTS, ROOT / "Makefile"])
    named = [name for name in sorted(set(re.findall(r"-m (tests\.[\w.]*\w)", text))) if has_help(name)]
    assert len(named) > 10
    done = subprocess.run([sys.executable, "-c", STARTS, *named], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, []), done.stderr
