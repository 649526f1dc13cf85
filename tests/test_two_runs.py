"""Two runs at once: on one batch, on one of its folders, and on two batches."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import simple_rooms
from simple_rooms import PAGE

from tasks.__main__ import main
from tasks.store import Lock
from tests.torture import trial
from tests.torture.warm import warm

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/wells.txt").write_text(PAGE)
    simple_rooms.install(monkeypatch)
    warm()
    return tmp_path


@pytest.fixture
def holder(place):
    """A process that holds the batch as a run with the given folders would; it is killed at the end."""
    held = []

    def hold(cache: str = "intermediate", output: str = "output") -> int:
        def work() -> None:
            Lock(place / cache / "default/.lock", then=Lock(place / output / ".default.lock", stays=False)).take()
            (place / "held").touch()
            time.sleep(60)

        (place / "held").unlink(missing_ok=True)
        held.append(trial.begin(place, work, f"holder-{len(held)}"))
        while not (place / "held").exists():
            time.sleep(0.005)
        return held[-1]

    yield hold
    for process in held:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "--batch", "default"],
        ["rerun", "--stage", "segment", "--batch", "default"],
        ["run", "--output", "another"],
        ["run", "--intermediate", "another"],
    ],
    ids=" ".join,
)
def test_a_second_run_is_refused_and_touches_nothing(place, holder, capsys, arguments):
    assert main(["run"]) == 0
    before = {name: trial.tree(place / name) for name in ("intermediate", "output")}
    process = holder()
    assert main(arguments) == 10
    message = capsys.readouterr().err
    assert f"batch default is being worked on by process {process} on " in message
    assert ", since 20" in message
    after = {name: trial.tree(place / name) for name in ("intermediate", "output")}
    for found in (before, after):
        for name in (".lock", "default/.lock", ".default.lock"):
            found["intermediate"].pop(name, None), found["output"].pop(name, None)
    assert after == before


def test_other_folders_are_another_matter(place, holder):
    holder()
    assert main(["run", "--intermediate", "i2", "--output", "o2"]) == 0
    assert (place / "o2/default/wells/page.json").exists()


def test_of_two_runs_begun_at_once_one_works_and_the_other_is_refused(place):
    for number in range(20):
        (place / f"seeds/{number}.txt").write_text(PAGE)
    runs = [trial.begin(place, lambda: main(["run"]), f"run-{n}") for n in range(2)]
    ended = [trial.wait(place, run, f"run-{n}") for n, run in enumerate(runs)]
    assert sorted(one.code for one in ended) in ([0, 10], [0, 0]), ended
    assert len(trial.tree(place / "output")) == 21 * 3 + 1
    assert trial.orphans(place) == []


def test_two_batches_at_once_do_not_disturb_each_other(place):
    for batch in ("2026-11-22", "2026-11-23"):
        (place / "seeds" / batch / "city").mkdir(parents=True)
        for number in range(8):
            text = PAGE.replace("May", f"{batch} {number}")
            (place / "seeds" / batch / "city" / f"{number}.txt").write_text(text)
    assert main(["run", "--intermediate", "calm-i", "--output", "calm-o"]) == 0

    def work(batch: str) -> int:
        return main(["run", "--batch", batch, "--workers", "2", "--shard-size", "2"])

    batches = ["default", "2026-11-22", "2026-11-23"]
    runs = [trial.begin(place, lambda batch=batch: work(batch), batch) for batch in batches]
    ended = [trial.wait(place, run, batch) for batch, run in zip(batches, runs, strict=True)]
    assert [one.code for one in ended] == [0, 0, 0], ended
    assert trial.tree(place / "output") == trial.tree(place / "calm-o")
    assert trial.orphans(place) == []


def test_plain_luigi_says_who_holds_the_batch_too(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/wells.txt").write_text(PAGE)
    (tmp_path / "luigi.cfg").write_bytes((ROOT / "luigi.cfg").read_bytes())
    lock = Lock(tmp_path / "intermediate/default/.lock")
    lock.take()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "luigi", "--module", "tasks.pipeline", "CleanBatch", "--CleanBatch-batch", "default"],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        lock.give_back()
    assert done.returncode == 35  # Luigi's own for a task that it could not schedule
    assert f"AlreadyRunning: batch default is being worked on by process {os.getpid()} on " in done.stderr
    assert not (tmp_path / "output/default/wells").exists()


def test_a_killed_runs_last_worker_is_waited_for(place, monkeypatch):
    """The main process dies at once, its worker in the midst of a page; the next run waits, and both end well."""
    for number in range(6):
        (place / f"seeds/{number}.txt").write_text(PAGE)
    reflow = sys.modules["tasks.reflow"]  # the stand-in; the package's own name for it may be the real one
    work = reflow.reflow

    def slow(page, settings):
        (place / "at-work").touch()
        time.sleep(0.4)
        return work(page, settings)

    def first() -> int:
        reflow.reflow = slow
        return main(["run", "--workers", "2", "--shard-size", "3"])

    run = trial.begin(place, first)
    until = time.monotonic() + 30
    while not (place / "at-work").exists():
        assert time.monotonic() < until, "no worker began"
        time.sleep(0.005)
    os.kill(run, signal.SIGKILL)
    trial.wait(place, run)
    holder = json.loads((place / "intermediate/default/.lock").read_text())
    assert holder["pid"] == run
    began = time.monotonic()
    assert main(["run"]) == 0
    assert 0.05 < time.monotonic() - began < 20
    assert len(trial.tree(place / "output")) == 7 * 3 + 1
    assert trial.gone(run)
    assert trial.orphans(place) == []
