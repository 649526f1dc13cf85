"""The bench: pages as asked for, every row measured, the plain pool writes what a run writes. Rooms are stand-ins here."""

import json
import os
import sys
from pathlib import Path

import pytest
import simple_rooms

from tasks.__main__ import main
from tests.bench import __main__ as bench
from tests.bench import batches, plain, rooms, scheduling, spent
from tests.bench.measure import CLIPSHEET, Cost, Failed, Ran, cost_of, ran
from tests.bench.pages import CYCLE, language_of, page, pages, runaway, text_of
from tests.bench.plan import Plan
from tests.bench.rows import MORE, Goal, Row

HANDFUL = ["--pages", "4", "--kilobytes", "1", "--many", "10", "--many-kilobytes", "1", "--shard-size", "4"]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Commands run in this process, where the rooms are stand-ins, instead of in a process of their own."""
    simple_rooms.install(monkeypatch)

    def run(command, cwd, watched=False):
        before = Path.cwd()
        os.chdir(cwd)
        try:
            if command[: len(CLIPSHEET)] == list(CLIPSHEET) and "--help" not in command:
                cost = cost_of(lambda: succeeds(command[len(CLIPSHEET) :]))
            elif "tests.bench.plain" in command:
                cost = cost_of(lambda: plain.main(command[3:]))
            else:
                cost = Cost(0.01, 0.01)
        finally:
            os.chdir(before)
        return Ran(cost, 50.0, 50.0, 40.0 if watched else None)

    monkeypatch.setattr(batches, "ran", run)
    monkeypatch.setattr(rooms, "normalise", lambda data, settings: [data.decode("gb18030")])
    monkeypatch.setattr(rooms, "reflow", lambda text, settings: text.splitlines())
    return tmp_path


def succeeds(arguments):
    assert main(arguments) == 0


def test_every_row_is_in_the_file(here, capsys):
    bench.whole_runs.cache_clear()
    rooms.warmed.cache_clear()
    file = here / "told.json"
    bench.main([*HANDFUL, "--rounds", "2", "--runaway", "4", "--work", str(here / "work"), "--json", str(file)])
    told = json.loads(file.read_text(encoding="utf-8"))
    rows = {row["name"]: row for row in told["rows"]}
    assert list(rows) == [
        *("pipeline", "detection", "pool", "flat", "memory", "memory-flat", "idle", "rerun"),
        *("start-help", "start-status", "length"),
    ]
    assert not told["skipped"]
    assert all(row["rounds"] == len(row["ours"]) == 2 for row in rows.values())
    assert all(row["lowest"] <= row["figure"] <= row["highest"] for row in rows.values())
    assert rows["pipeline"]["smaller_than_goal"]
    assert not rows["start-help"]["smaller_than_goal"]
    assert rows["memory-flat"]["figure"] == 1
    table = capsys.readouterr().out
    assert all(row["what"] in table and row["against"] in table for row in rows.values())
    assert told["commit"] in table
    assert told["machine"]["cpu"] in table


def test_the_plain_pool_writes_the_files_that_a_run_writes(here):
    pages_there = pages(6, 1, here / "pages")
    made = []
    for name in ("run", "plain"):
        folder = batches.laid_out(here / name, pages_there)
        command = (
            batches.run(Plan(here)) if name == "run" else [sys.executable, "-m", "tests.bench.plain", *batches.FOLDERS, "2"]
        )
        batches.ran(command, folder)
        made.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    of_runs = {"run.json", "batch.json", "seen.json", ".lock"}
    by_run, by_pool = ({path: data for path, data in one.items() if path.name not in of_runs} for one in made)
    assert by_run == by_pool
    assert sum(path.parts[0] == "intermediate" for path in by_pool) == 4 * 6


def test_pages_are_half_chinese_as_long_as_asked_for_and_always_the_same(tmp_path):
    languages = [language_of(number) for number in range(CYCLE)]
    assert sum(language.startswith("zh") for language in languages) == CYCLE // 2
    assert len(set(languages)) == 5
    texts = [text_of(number, 2) for number in range(CYCLE)]
    assert len(set(texts)) == CYCLE
    assert all(1900 <= len(text.encode()) <= 2000 and text.endswith("\n") for text in texts)
    made = page(3, 2, tmp_path)
    assert made.path.read_text(encoding="utf-8") == texts[3]
    before = made.path.stat().st_mtime_ns
    assert page(3, 2, tmp_path).path.stat().st_mtime_ns == before


def test_a_runaway_dump_is_one_page_of_its_size(tmp_path):
    data = runaway(45, tmp_path)
    assert 44_800 <= len(data) <= 45_000
    assert b"\f" not in data
    assert data.decode().endswith("\n")


def test_a_command_is_measured_with_the_processes_below_it(tmp_path):
    busy = "import time\nuntil = time.process_time() + 0.2\nwhile time.process_time() < until: pass"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    found = ran([sys.executable, "-c", outer], tmp_path, watched=True)
    assert found.cost.cpu >= 0.2
    assert found.peak_mb > 1


def test_a_command_that_fails_is_no_measurement(tmp_path):
    with pytest.raises(Failed, match=r"exit code 3:\nno such thing"):
        ran([sys.executable, "-c", "print('no such thing'); raise SystemExit(3)"], tmp_path)


def test_rounds_are_compared_one_by_one():
    row = Row("r", "a", "b", "cpu", Goal(1.5), [1.0, 9.0, 4.0], [1.0, 3.0, 2.0], "two pages")
    assert row.figure == 2.0  # not the 4/2 of both medians by chance: 1, 3 and 2
    assert not row.met
    assert Row("r", "a", "b", "wall", Goal(2.0), [1.0, 9.0, 4.0], [1.0, 3.0, 2.0], "", way=MORE).met


def test_what_is_not_installed_is_said_and_not_measured(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    told = bench.main(["--only", "opendataloader", "--work", str(tmp_path), "--pages", "1"])
    assert "Chromium" in told["skipped"]["opendataloader"]
    assert "not measured: opendataloader" in capsys.readouterr().out


def test_scheduling_is_measured_by_tasks_that_do_nothing(tmp_path, capsys):
    (told,) = scheduling.measured([3], workers=1, rounds=1, work=tmp_path)
    assert told["tasks"] == 13
    assert "3 shards" in capsys.readouterr().out
    assert not list(tmp_path.glob("*/"))


def test_a_rooms_shortest_times_for_each_page_are_what_counts():
    times = iter([[3.0, 1.0], [5.0, 9.0], [2.0, 4.0], [6.0, 7.0]])  # two pages, twice
    assert spent.shortest(lambda _: next(times), [b"a", b"b"], rounds=2) == [3500.0, 4000.0]


def test_each_room_is_timed():
    assert len(spent.rooms("Der Rat tagt. Die Brücke wird im Mai gebaut.\n".encode())) == 4
