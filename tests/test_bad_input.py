"""Bad input for real: each case of ``tests/cases/bad-input/`` as a file among others, and what must come of it."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shlex
import shutil
import stat
import subprocess
import time
from pathlib import Path

import pytest

from tasks import emit, normalise, reflow, segment
from tasks.__main__ import main
from tasks.model.errors import PageTookTooLong, PageTooLarge
from tasks.run.job import Job
from tasks.run.limits import at_most
from tests import bad_input
from tests.invented_page import ORIGIN

TABLES = ("content", "names", "places")
CASES = [(table, case) for table in TABLES for case in bad_input.cases(table)]
BATCH = "2026-11-23"
GOOD = """Ferry to run until midnight

The ferry between Stannerby and the island
will run until midnight from the first of
June, the harbour office said on Tuesday.
"""


def tree(folder: Path) -> dict[str, bytes]:
    found = {}
    for place, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            path = Path(place, name)
            plain = path.is_file() and not path.is_symlink() and path.stat().st_size < 1_000_000
            found[path.relative_to(folder).as_posix()] = path.read_bytes() if plain else repr(path.lstat().st_size).encode()
    return found


@contextlib.contextmanager
def nobody():
    """As for a user who is not root: what has no permissions cannot be opened or listed."""
    real_open, real_scandir = os.open, os.scandir

    def check(path):
        there = Path(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else None
        if there is not None and there.exists() and not stat.S_IMODE(there.stat().st_mode) & 0o444:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fsdecode(path))

    def opened(path, *rest, **more):
        check(path)
        return real_open(path, *rest, **more)

    def listed(path="."):
        check(path)
        return real_scandir(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", opened)
        patch.setattr(os, "scandir", listed)
        yield


class Made:
    """A table's batch after its run: failures by page, and what was there before and after."""

    def __init__(self, place: Path, table: str) -> None:
        self.place = place
        seeds = place / "seeds" / BATCH
        seeds.mkdir(parents=True)
        (place / "outside").mkdir()
        (place / "outside/secret.txt").write_text("A secret that nobody may publish.\n")
        (seeds / "good.txt").write_text(GOOD)
        cases = [{"file": f"{n:03d}.txt", **case} for n, case in enumerate(bad_input.cases(table))]
        self.skipped = {case["what"] for case in cases if not bad_input.put(seeds, case)}
        self.before = tree(place)
        with contextlib.chdir(place), nobody():
            self.code = main(["run", "--workers", "2" if table == "names" else "1", "--shard-size", "30"])
            self.validated = main(["validate"])
        self.after = tree(place)
        report = json.loads((place / "output" / BATCH / "failures.json").read_text())
        self.failures = {one["page"]: one for one in report["failures"]}
        self.manifests = {}
        for path in (place / "output" / BATCH).rglob("page.json"):
            with contextlib.suppress(NotADirectoryError):
                manifest = json.loads(path.read_bytes())
                self.manifests[manifest["page"]] = manifest


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    found: dict[str, Made] = {}

    def get(table: str) -> Made:
        if table not in found:
            found[table] = Made(tmp_path_factory.mktemp(table), table)
        return found[table]

    yield get
    for one in found.values():
        for path in (one.place / "seeds" / BATCH).glob("closed*"):
            path.chmod(0o700)
        shutil.rmtree(one.place, ignore_errors=True)  # files of millions of characters


def page_of(table: str, case: dict) -> str:
    if table == "content":
        part = case.get("fails_page", 1)
        return f"{bad_input.cases('content').index(case):03d}" + (f".p{part}" if part > 1 else "")
    return case.get("page", "") * case.get("page_repeat", 1) + case.get("page_ending", "")


@pytest.mark.parametrize(("table", "case"), CASES, ids=[f"{table}: {case['what']}" for table, case in CASES])
def test_each_comes_out_as_the_tables_say(made, table, case):
    batch = made(table)
    if case["what"] in batch.skipped:
        pytest.skip("this system cannot make such a thing")
    page = page_of(table, case)
    if "left_out" in case:
        assert page not in batch.failures
        assert not [name for name in batch.manifests if Path(case["file"]).name in name]
        return
    if "fails" in case:
        failure = batch.failures[page]
        assert (failure["error"], failure["stage"]) == (case["fails"], "reflow" if "fails_page" in case else "normalise")
        assert case.get("says", "") in failure["message"]
        assert case["mend"] in failure["mend"]
        assert page not in batch.manifests
        if "fails_page" in case:
            assert [other for other in batch.manifests if other.partition(".")[0] == page.partition(".")[0]]
        return
    assert page not in batch.failures
    pages = [batch.manifests[page if n == 1 else f"{page}.p{n}"] for n in range(1, case.get("pages", 1) + 1)]
    found = [sorted({warning["code"] for warning in one["warnings"]}) for one in pages]
    expected = case.get("warns", [])
    assert found == (expected if expected and isinstance(expected[0], list) else [expected] * len(pages))


@pytest.mark.parametrize("table", TABLES)
def test_a_batch_of_bad_pages_ends_as_documented(made, table, tmp_path):
    batch = made(table)
    assert batch.code == 30
    assert batch.validated == 30  # the pages that failed are not done; nothing else is wrong
    known = {page_of(table, case) for case in bad_input.cases(table) if "fails" in case}
    assert set(batch.failures) <= known
    changed = {name for name in {*batch.before, *batch.after} if batch.before.get(name) != batch.after.get(name)}
    assert {Path(name).parts[0] for name in changed} == {"output", "intermediate"}
    assert b"secret" not in b"".join(data for name, data in batch.after.items() if name.startswith(("output", "inter")))
    alone = tmp_path / "seeds" / BATCH
    alone.mkdir(parents=True)
    (alone / "good.txt").write_text(GOOD)
    with contextlib.chdir(tmp_path):
        assert main(["run"]) == 0
    assert tree(tmp_path / "output" / BATCH / "good") == tree(batch.place / "output" / BATCH / "good")


def test_every_failure_names_the_file_below_its_batch(made):
    for table in TABLES:
        for failure in made(table).failures.values():
            assert failure["source"].startswith(f"seeds/{BATCH}/"), failure


def test_the_commands_that_try_again_can_be_typed(made):
    told = {failure["mend"]: shlex.split(failure["rerun"]) for failure in made("names").failures.values()}
    assert len(told) == 2
    for mend, command in told.items():
        assert "rename" in mend
        assert command == ["clipsheet", "run", "--batch", BATCH], "once it is renamed, its page is called otherwise"
    for failure in made("content").failures.values():
        named = f"--page={failure['page']}" if "name it" not in failure["mend"] else BATCH
        assert shlex.split(failure["rerun"])[-1] == named


def test_the_page_of_outcomes_says_what_the_tables_say():
    assert bad_input.PAGE.read_text(encoding="utf-8") == bad_input.page(), "run python -m tests.bad_input"


def test_there_are_enough_cases():
    assert len(CASES) >= 120


# Files that change between listing and reading


def becomes_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def becomes_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def becomes_endless(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (Path.unlink, "fickle.txt is gone"),
        (becomes_folder, "Is a directory"),
        (becomes_pipe, "it is no plain file"),
        (becomes_endless, "it is no plain file"),
    ],
    ids=["vanishes", "becomes a folder", "becomes a pipe", "becomes a link to a device"],
)
def test_a_file_that_is_another_when_it_is_read(tmp_path, monkeypatch, change, says):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    for name in ("good", "fickle"):
        (tmp_path / f"seeds/{name}.txt").write_text(GOOD)
    real = Job.read

    def read(self, file):
        if file.name == "fickle" and (tmp_path / "seeds/fickle.txt").is_file():
            change(tmp_path / "seeds/fickle.txt")
        return real(self, file)

    monkeypatch.setattr(Job, "read", read)
    assert main(["run"]) == 30
    (failure,) = json.loads((tmp_path / "output/default/failures.json").read_text())["failures"]
    assert (failure["page"], failure["error"]) == ("fickle", "UnreadableFile")
    assert says in failure["message"]
    assert (tmp_path / "output/default/good/page.json").exists()


def test_seeds_that_may_not_be_listed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    monkeypatch.setattr(os, "listdir", lambda folder: (_ for _ in ()).throw(PermissionError(errno.EACCES, "denied")))
    assert main(["run"]) == 25
    assert "seeds cannot be listed: denied; make it readable" in capsys.readouterr().err


def test_a_name_does_nothing_to_the_terminal(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    name = "red\x1b[31m\nbatch default: 1 page done\u202e"
    (tmp_path / f"seeds/{name}.txt").touch()
    assert [main(["run"]), main(["status"])] == [30, 0]
    told = capsys.readouterr().out
    assert "red\\x1b[31m\\nbatch default" in told
    assert not [letter for letter in told if letter != "\n" and not letter.isprintable()]
    assert "\nbatch default: 1 page done" not in told


def test_the_command_that_a_summary_names_may_be_typed_whatever_the_page_is_called(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    name = "two\nlines' \x1b\\ \u202eé\tend"
    (tmp_path / f"seeds/{name}.txt").touch()
    commands = (["run"], ["status"], ["validate"])
    assert [main(command) for command in commands] == [30, 0, 30]
    typed = [line.rpartition("--page=")[2] for line in capsys.readouterr().out.splitlines() if "--page=" in line]
    assert len(typed) == len(commands)
    for word in typed:
        assert word.isprintable()
        done = subprocess.run(["bash", "-c", f"printf %s {word}"], capture_output=True, check=True, env={"LC_ALL": "C"})
        assert done.stdout.decode() == name
    (failure,) = json.loads((tmp_path / "output/default/failures.json").read_text())["failures"]
    assert shlex.split(failure["rerun"])[-1] == f"--page={name}"


def test_a_batch_may_be_a_link_to_where_deliveries_lie(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "delivery/sub").mkdir(parents=True)
    (tmp_path / "delivery/sub/page.txt").write_text(GOOD)
    (tmp_path / "delivery/same.txt").symlink_to("sub/page.txt")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/tonight").symlink_to(tmp_path / "delivery")
    assert main(["run", "--batch", "tonight"]) == 0
    assert {path.parent.name for path in (tmp_path / "output/tonight").rglob("page.json")} == {"page", "same"}


# The limits are settings


@pytest.mark.parametrize(
    ("limit", "value", "text"),
    [
        ("max_page_bytes", 100, "x" * 101),
        ("max_file_pages", 2, "a\fb\fc"),
        ("max_page_characters", 50, "é" * 51),
        ("max_page_lines", 5, "a\r\n" * 5 + "b"),
    ],
)
def test_each_limit_holds_one_less_and_says_how_to_raise_it(limit, value, text):
    with pytest.raises(PageTooLarge) as caught:
        normalise.normalise(text.encode(), normalise.Settings(**{limit: value}))
    assert f"'{limit}'" in caught.value.mend
    assert normalise.normalise(text.encode(), normalise.Settings(**{limit: value + 1}))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_page_that_takes_too_long_fails_alone(tmp_path, monkeypatch, workers):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    for name in "abcd":
        (tmp_path / f"seeds/{name}.txt").write_text(GOOD if name != "b" else "An endless page\n\n" + GOOD)
    real = segment.segment

    def endless(page, settings):
        if "endless" in page.lines[0].text.text:
            while True:
                time.sleep(0.001)
        return real(page, settings)

    monkeypatch.setattr(segment, "segment", endless)
    arguments = ["run", "--workers", workers, "--shard-size", "2"]
    assert main([*arguments, "--max-page-seconds", "1.5"]) == 30
    (failure,) = json.loads((tmp_path / "output/default/failures.json").read_text())["failures"]
    assert (failure["page"], failure["stage"], failure["error"]) == ("b", "segment", "PageTookTooLong")
    assert "'max_page_seconds'" in failure["mend"]
    assert {path.parent.name for path in (tmp_path / "output/default").rglob("page.json")} == set("acd")
    assert not list(tmp_path.rglob("*.tmp"))
    monkeypatch.setattr(segment, "segment", real)
    assert main(arguments) == 0


def test_the_alarm_is_off_again_behind_the_page():
    with pytest.raises(PageTookTooLong), at_most(0.01):
        time.sleep(5)
    with at_most(0.05):
        pass
    time.sleep(0.1)
    with at_most(0):
        time.sleep(0.01)


# Work grows with the size of a page, not with its square


def through(text: str) -> float:
    """Seconds of this process for a page through all four rooms."""
    began = time.process_time()
    for clean in normalise.normalise(text.encode(), normalise.Settings(encoding="utf-8")):
        articles = segment.segment(reflow.reflow(clean, reflow.Settings()), segment.Settings())
        emit.emit(articles, clean, ORIGIN, emit.Settings())
    return time.process_time() - began


@pytest.mark.parametrize(
    "text",
    [
        "A\nB\nC\n" * 1000,
        "Ã¼ber Ã¤ Ã¶ â€œx " * 350,
        "本报讯（记者陈国明）" * 300,
        "（记者 陈国明）\n" * 300,
        "." * 20_000,
        GOOD + "-" * 20_000,
    ],
    ids=["initials", "mojibake in one line", "credits in one line", "credits line by line", "stops", "hyphens"],
)
def test_what_once_took_minutes_takes_seconds(text):
    assert through(text) < 5
