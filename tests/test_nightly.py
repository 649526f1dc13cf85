"""Unattended runs: a central luigid, Luigi's ranges of days, signals, and the examples of docs/nightly.md."""

import contextlib
import datetime
import http.server
import json
import multiprocessing
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import luigi
import pytest
import simple_rooms
from luigi.configuration import get_config
from luigi.task_register import Register
from luigi.tools.range import RangeDaily, RangeDailyBase
from simple_rooms import PAGE

from tasks.__main__ import main
from tasks.command import run as command
from tasks.command import scheduling
from tasks.pipeline import CleanBatch
from tasks.run.errors import RunError
from tasks.run.job import job_of

ROOT = Path(__file__).resolve().parents[1]
DOC = (ROOT / "docs/nightly.md").read_text(encoding="utf-8")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty working folder with seeds/, and the stand-in rooms, which log their work."""
    return simple_rooms.working_folder(tmp_path, monkeypatch, tmp_path / "work.log")


def seed(place, batch="", **pages):
    folder = place / "seeds" / batch
    folder.mkdir(exist_ok=True, parents=True)
    for name, text in pages.items():
        (folder / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())


def worked(place) -> int:
    """How many pieces of work the rooms did since this was last asked."""
    log = place / "work.log"
    count = len(log.read_text().splitlines()) if log.exists() else 0
    log.write_text("")
    return count


def ran(place, batch="default") -> dict:
    return json.loads((place / "output" / batch / "run.json").read_bytes())


def tree(folder) -> dict[str, bytes]:
    """Every file but ``run.json``, which has clocks in it."""
    found = (path for path in Path(folder).rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def wait_for(sign, seconds=20.0):
    until = time.monotonic() + seconds
    while not sign():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


def ask(url, what, **about):
    data = urllib.parse.urlencode({"data": json.dumps(about)}).encode()
    with urllib.request.urlopen(f"{url}/api/{what}", data, timeout=5) as answer:
        return json.load(answer)["response"]


@contextlib.contextmanager
def luigid(folder, cooldown):
    """A real luigid on a free port of this machine: its process and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "luigid.cfg").write_text(f"[scheduler]\nstable_done_cooldown_secs = {cooldown}\n")
    program = Path(sys.executable).with_name("luigid")
    arguments = [program, "--address", "127.0.0.1", "--port", str(port), "--state-path", folder / "state"]
    environment = os.environ | {"LUIGI_CONFIG_PATH": str(folder / "luigid.cfg")}
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"

    def there():
        assert process.poll() is None
        with contextlib.suppress(OSError):
            return ask(url, "is_paused")

    try:
        wait_for(there)
        yield process, url
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a luigid with Luigi's own settings."""
    with luigid(tmp_path_factory.mktemp("luigid"), cooldown=10) as (_, url):
        yield url


def test_a_luigid_schedules_runs_and_never_holds_one_up(place, server):
    seed(place, **{f"p{n}": PAGE for n in range(4)})
    arguments = ["run", "--workers", "2", "--shard-size", "2", "--scheduler", server]
    assert main(arguments) == 0
    assert worked(place) == 12
    tasks = ask(server, "task_list", status="DONE", upstream_status="")
    assert {task["name"] for task in tasks.values()} == {
        "NormaliseShard", "ReflowShard", "SegmentShard", "EmitShard", "CleanBatch",
    }  # fmt: skip
    assert {task["params"]["run_id"] for task in tasks.values()} == {ran(place)["run"]}
    seed(place, p1=PAGE + "\nMore, seconds later.\n")
    assert main(arguments) == 0
    assert "More, seconds later." in (place / "output/default/p1/03.json").read_text()
    assert worked(place) == 3
    seed(place, p2=b"\xff\xff")
    assert main(arguments) == 30
    assert [main(arguments), main(arguments)] == [30, 30]
    seed(place, p2=PAGE)
    assert main(arguments) == 0
    assert ran(place)["pages"]["worked"] == 1


def test_plain_luigi_needs_a_luigid_that_forgets_at_once(place, server, tmp_path):
    seed(place, wells=PAGE)

    def build(url):
        found = luigi.build([CleanBatch(batch="default")], local_scheduler=False, scheduler_url=url, detailed_summary=True)
        return found.status.name

    with luigid(tmp_path, cooldown=0) as (_, forgets):
        assert [build(server), build(forgets)] == ["SUCCESS", "SUCCESS"]
        seed(place, wells=PAGE + "\nMore.\n")
        assert build(server) == "NOT_RUN"  # said, at least: exit code 25
        assert not (place / "output/default/wells/03.json").exists()
        seed(place, wells=PAGE + "\nMore.\n\nAnd more.\n")
        assert build(forgets) == "SUCCESS"
        assert (place / "output/default/wells/04.json").exists()
    assert "stable_done_cooldown_secs = 0" in (ROOT / "luigi.cfg").read_text().split("[scheduler]")[1].split("[")[0]


def test_a_luigid_that_is_paused_gives_no_work(place, server, capsys):
    seed(place, wells=PAGE)
    ask(server, "pause")
    try:
        assert main(["run", "--scheduler", server]) == 25
    finally:
        ask(server, "unpause")
    assert "batch default was not begun: the scheduler gave no work" in capsys.readouterr().err
    assert main(["run", "--scheduler", server]) == 0


@pytest.mark.parametrize("who", ["nobody", "another", "a mute"])
def test_without_an_answer_from_its_luigid_a_run_ends_at_once_and_says_so(place, capsys, monkeypatch, who):
    monkeypatch.setattr(scheduling, "_WAIT", 0.3)
    seed(place, wells=PAGE)
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        address = mute.getsockname()
        if who == "a mute":
            mute.listen()
        elif who == "another":
            mute.close()
            other = http.server.HTTPServer(address, http.server.BaseHTTPRequestHandler)
            threading.Thread(target=other.handle_request, daemon=True).start()
        began = time.monotonic()
        assert main(["run", "--scheduler", f"http://127.0.0.1:{address[1]}"]) == 35
        assert time.monotonic() - began < 10  # Luigi itself tries for a minute
        if who == "another":
            other.server_close()
    message = capsys.readouterr().err
    assert f"no scheduler answers at http://127.0.0.1:{address[1]}: " in message
    assert "start one there with 'luigid'" in message
    assert worked(place) == 0
    assert ran(place)["exit_code"] == 35
    (place / "luigi.cfg").write_text(f"[clipsheet]\nscheduler = http://127.0.0.1:{address[1]}\n")
    assert main(["run", "--scheduler", ""]) == 0


def slowly(monkeypatch, seconds):
    """Have the second stage take its time."""
    quick = sys.modules["tasks.reflow"].reflow

    def slow(page, settings):
        time.sleep(seconds)
        return quick(page, settings)

    monkeypatch.setattr(sys.modules["tasks.reflow"], "reflow", slow)


def run_in_child(place, arguments) -> int:
    """Run in a forked process group of its own, when it has begun its second stage; its process id."""
    worked(place)
    for worker in multiprocessing.active_children():  # of runs before: the child would wait for them in vain
        worker.join()
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        out = os.open(place / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1), os.dup2(out, 2)
        sys.stdout, sys.stderr = (os.fdopen(number, "w", buffering=1, closefd=False) for number in (1, 2))
        os._exit(main(arguments))
    wait_for(lambda: "reflow" in (place / "work.log").read_text())
    return child


def ended(child) -> int:
    """The exit code of a child, of which no process is left."""
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def gone():
        try:
            os.killpg(child, 0)
        except ProcessLookupError:
            return True

    wait_for(gone, 3)
    return code


def test_a_luigid_that_goes_away_ends_the_run_and_the_next_one_goes_on(place, tmp_path, monkeypatch):
    seed(place, **{f"p{n}": PAGE for n in range(8)})
    with monkeypatch.context() as patch, luigid(tmp_path, cooldown=10) as (server, url):
        config = get_config()
        config.set("core", "rpc_retry_wait", "0")
        slowly(patch, 0.1)
        child = run_in_child(place, ["run", "--workers", "2", "--shard-size", "2", "--scheduler", url])
        server.kill()
        assert ended(child) == 35
        config.remove_option("core", "rpc_retry_wait")
    assert "Traceback" not in (place / "said").read_text()
    assert ran(place)["exit_code"] == 35
    assert main(["run"]) == 0


@pytest.mark.parametrize(
    ("number", "whole_group", "workers"),
    [
        (signal.SIGTERM, False, 2),
        (signal.SIGTERM, True, 2),
        (signal.SIGTERM, False, 1),
        (signal.SIGINT, True, 2),
        (signal.SIGHUP, True, 2),
        (signal.SIGHUP, False, 1),
    ],
)
def test_a_run_that_is_asked_to_stop_stops_in_good_order(place, monkeypatch, number, whole_group, workers):
    seed(place, **{f"p{n}": PAGE.replace("May", f"the year {n}") for n in range(12)})
    assert main(["run", "--intermediate", "calm-i", "--output", "calm"]) == 0
    with monkeypatch.context() as patch:
        slowly(patch, 0.05)
        before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs begin deaf to it
        child = run_in_child(place, ["run", "--workers", str(workers), "--shard-size", "3", "--metrics-file", "m.prom"])
        signal.signal(signal.SIGINT, before)
        (os.killpg if whole_group else os.kill)(child, number)
        assert ended(child) == 128 + number
    said = (place / "said").read_text()
    assert "Traceback" not in said
    assert f"clipsheet: stopped by {number.name}; what is done is kept, run again to go on" in said
    found = ran(place)
    assert (found["exit_code"], found["stopped"]) == (128 + number, [number.name])
    assert found["pages"]["missing"] > 0
    assert found["pages"]["failed"] == 0
    assert f"clipsheet_exit_code {128 + number}\n" in (place / "m.prom").read_text()
    assert not [path for folder in ("intermediate", "output") for path in (place / folder).rglob("*.tmp")]
    assert main(["run"]) == 0
    assert tree(place / "output") == tree(place / "calm")


def test_articles_are_counted_before_they_are_put_together(place):
    seed(place, **{f"p{n}": PAGE for n in range(3)})
    assert main(["run"]) == 0
    (place / "output/default/articles.jsonl").unlink()  # as a run leaves it that was stopped in its first night
    assert job_of({}, "default", fresh=True).published.counts({"p0", "p2"})[0] == 2 * len(
        list((place / "output/default/p0").glob("[0-9]*.json"))
    )


def test_warnings_of_articles_count_where_they_could_not_be_put_together(place, capsys):
    seed(place, **{f"p{n}": PAGE for n in range(3)})
    assert main(["run"]) == 0
    output = place / "output/default"
    first = json.loads((output / "p1/01.json").read_bytes()) | {"warnings": [{"code": "body-missing", "message": "…"}]}
    (output / "p1/01.json").write_text(json.dumps(first))
    (output / "articles.jsonl").unlink()
    (output / "articles.jsonl").mkdir()
    found = job_of({}, "default", fresh=True).published
    assert found.counts({"p0", "p1", "p2"})[1] == {"body-missing": 1}
    capsys.readouterr()
    assert main(["validate"]) == 30
    assert "articles.jsonl is a folder; take it away, then 'clipsheet run --batch default' writes" in capsys.readouterr().out


def test_a_worker_that_somebody_ended_is_told_of(place, monkeypatch):
    seed(place, **{f"p{n}": PAGE for n in range(6)})
    with monkeypatch.context() as patch:
        slowly(patch, 0.1)
        child = run_in_child(place, ["run", "--workers", "2", "--shard-size", "6"])
        for worker in Path(f"/proc/{child}/task/{child}/children").read_text().split():
            os.kill(int(worker), signal.SIGTERM)
        assert ended(child) == 30
    told = ran(place)["stopped"]  # one for each worker that was at work
    said = (place / "said").read_text()
    assert told
    of_whom = r"WorkerStopped: somebody ended the process that worked on ReflowShard\(default, \d files? from 'p"
    for why in told:
        assert re.match(of_whom, why)
        assert why in said
    assert main(["run"]) == 0


def days(place, *broken):
    """Two pages on each of the first days of November 2026, but for the third and the sixth."""
    for number in (1, 2, 4, 5):
        pages = {f"p{n}": PAGE.replace("May", f"the year {number}") for n in range(2)}
        seed(place, f"2026-11-0{number}", **pages, **({"bad": b"\xff"} if number in broken else {}))


NOON = 1794052800  # of 7 November 2026, in seconds since 1970


def range_of(kind, **more):
    Register.clear_instance_cache()  # a range remembers what it found
    task = kind(of=CleanBatch, start=datetime.date(2026, 11, 1), stop=datetime.date(2026, 11, 7), now=NOON, **more)
    return luigi.build([task], local_scheduler=True, detailed_summary=True, workers=2).status.name


@pytest.mark.parametrize("kind", [RangeDaily, RangeDailyBase])
def test_a_range_of_days_does_all_that_there_are_and_names_the_missing(place, kind):
    days(place)
    assert range_of(kind, task_limit=3) == "MISSING_EXT"
    assert {path.name for path in (place / "output").glob("2*")} == {"2026-11-01", "2026-11-02"}
    assert range_of(kind) == "MISSING_EXT"
    assert [path.parent.name[-1] for path in sorted((place / "output").glob("*/articles.jsonl"))] == ["1", "2", "4", "5"]
    assert worked(place) == 4 * 2 * 3
    assert range_of(kind) == "MISSING_EXT"
    assert worked(place) == 0
    for number in (3, 6):
        seed(place, f"2026-11-0{number}", late=PAGE)
    assert range_of(kind) == "SUCCESS"
    assert worked(place) == 2 * 3
    assert ran(place, "2026-11-06")["pages"] == {"all": 1, "worked": 1, "cached": 0, "failed": 0, "missing": 0}


def test_a_day_that_fails_or_cannot_be_told_holds_up_no_other(place):
    days(place, 2)
    (place / "luigi.cfg").write_text("[batch:2026-11-05]\nmood = wild\n")
    assert range_of(RangeDaily) == "FAILED"
    assert len(list((place / "output").glob("*/articles.jsonl"))) == 4
    found = ran(place, "2026-11-02")
    assert (found["exit_code"], found["pages"]["failed"], found["pages"]["worked"]) == (30, 1, 2)
    assert found["stages"]["reflow"]["worked"] == 2
    assert ran(place, "2026-11-05")["settings"] == {"segment": {"mood": "wild"}}
    (place / "seeds/2026-11-02/bad.txt").unlink()
    seed(place, "2026-11-03", late=PAGE)
    (place / "output/2026-11-03").write_text("a file in its place")
    assert range_of(RangeDaily) == "SCHEDULING_FAILED"
    assert ran(place, "2026-11-02")["exit_code"] == 0


def test_many_days_that_are_done_are_told_at_once(place):
    done = [f"2026-10-{number:02}" for number in range(1, 32)]
    for day in done:
        seed(place, day, wells=PAGE)
    assert main(["run"]) == 0
    worked(place)
    seed(place, done[8], wells=PAGE + "More.")
    began = time.process_time()
    found = CleanBatch.bulk_complete(map(datetime.date.fromisoformat, [*done, "2026-09-30"]))
    assert time.process_time() - began < 2
    assert [day.isoformat() for day in found] == [day for day in done if day != done[8]]
    assert worked(place) == 0


def test_plain_luigi_that_stops_early_writes_run_json_too(place, monkeypatch):
    seed(place, **{f"p{n}": b"\xff" for n in range(10)})
    (place / "luigi.cfg").write_text("[clipsheet]\nmax_failed_share = 0.2\nshard_size = 2\n")
    for workers in (1, 2):
        assert not luigi.build([CleanBatch(batch="default")], local_scheduler=True, workers=workers)
        found = ran(place)
        assert found["exit_code"] == 30
        assert found["pages"]["missing"] > 0
        assert "more than max_failed_share" in found["stopped"][0]


def typed(line, place, **environment):
    """Run a command line in a folder that looks like the project's, as a job would; without a terminal, in a small world."""
    program = place / ".venv/bin/clipsheet"
    if not program.exists():
        program.parent.mkdir(parents=True)
        program.write_text(f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} exec {sys.executable} -m tasks "$@"\n')
        program.chmod(0o755)
        program.with_name("python").write_text(
            f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} exec {sys.executable} "$@"\n'
        )
        program.with_name("python").chmod(0o755)
    world = {"PATH": "/usr/bin:/bin", "HOME": "/", "LANG": "C", **environment}
    return subprocess.run(line, cwd=place, env=world, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def tonight(place, **pages):
    """A delivery of today; of tomorrow, too, should it become midnight meanwhile."""
    now = datetime.datetime.now()
    for batch in {(now + datetime.timedelta(minutes=late)).date().isoformat() for late in (0, 3)}:
        seed(place, batch, **pages)
    return now.date().isoformat()


FIELDS = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)]


def crontab() -> str:
    """The command of the crontab in the documentation, as cron would hand it to sh."""
    (block,) = re.findall(r"```cron\n(.*?)```", DOC, re.DOTALL)
    *settings, line = block.splitlines()
    assert all(re.fullmatch(r"[A-Z]+=\S+", setting) for setting in settings)
    *when, job = line.split(None, 5)
    for value, (low, high) in zip(when, FIELDS, strict=True):
        for part in value.split(","):
            assert part == "*" or low <= int(re.fullmatch(r"(\d+)", part)[1]) <= high
    assert not re.search(r"(?<!\\)%", job), "cron takes a bare percent sign for the end of the line"
    return job.replace("\\%", "%")


def test_the_crontab_works_and_is_silent_while_all_is_well(tmp_path):
    job = crontab()
    assert job.startswith("cd /srv/clipsheet && ")
    job = job.replace("/srv/clipsheet", shlex.quote(str(tmp_path)), 1)
    today = tonight(tmp_path, wells=PAGE)
    done = typed(["/bin/sh", "-c", job], tmp_path)
    assert (done.stdout, done.stderr) == ("", "")
    assert (tmp_path / "output" / today / "wells/page.json").exists()
    tonight(tmp_path, bad=b"")
    done = typed(["/bin/sh", "-c", job], tmp_path)
    assert done.stdout.startswith(f"exit code 30: batch {today}: 1 page done (1 from cache), 1 failed")
    assert f"clipsheet rerun --stage normalise --batch {today} --page=bad" in done.stdout


def units() -> dict[str, str]:
    found = dict(re.findall(r"`/etc/systemd/system/([\w.-]+)`[^`]*(?:`[^`\n]+`[^`]*)?```ini\n(.*?)```", DOC, re.DOTALL))
    assert set(found) == {"clipsheet.service", "clipsheet.timer", "clipsheet-failed.service"}
    return found


def test_the_service_works(tmp_path):
    unit = units()["clipsheet.service"]
    assert "\nWorkingDirectory=/srv/clipsheet\n" in unit
    (line,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    assert not re.search(r"(?<!%)%(?:%%)*(?!%)", line)
    assert not re.search(r"(?<!\$)\$(?:\$\$)*(?!\$)", line)
    today = tonight(tmp_path, wells=PAGE)
    done = typed(shlex.split(line.replace("%%", "%").replace("$$", "$")), tmp_path)
    assert done.returncode == 0
    assert re.fullmatch(f"batch {today}: 1 page done \\(0 from cache\\), 0 failed; .* in output/{today}/\n", done.stdout)
    events = [line.split()[2] for line in done.stderr.splitlines()]
    assert events == ["begin", *["done"] * 4, "end"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    def verify(**change):
        for name, text in units().items():
            (tmp_path / name).write_text(text.replace(*change.get(name.partition(".")[2], ("", ""))))
        command = ["systemd-analyze", "verify", *(tmp_path / name for name in units())]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    assert verify() == (0, "")
    assert "Failed to parse calendar" in verify(timer=("03:00:00", "at three"))[1]


def test_the_command_for_a_range_of_days_is_luigis_own(tmp_path):
    (line,) = re.findall(r"^    (\.venv/bin/python -m luigi .*RangeDaily.*)$", DOC, re.MULTILINE)
    shutil.copy(ROOT / "luigi.cfg", tmp_path)
    today = datetime.datetime.now(datetime.UTC).date()
    for back in (3, 1):
        seed(tmp_path, (today - datetime.timedelta(days=back)).isoformat(), wells=PAGE)
    start = (today - datetime.timedelta(days=3)).isoformat()
    words = [start if re.fullmatch(r"\d{4}-\d\d-\d\d", word) else word for word in shlex.split(line)]
    done = typed([*words, "--stop", today.isoformat()], tmp_path)
    assert done.returncode == 20, done.stderr
    assert f"Delivery({(today - datetime.timedelta(days=2)).isoformat()})" in done.stderr
    assert len(list((tmp_path / "output").glob("*/wells/page.json"))) == 2


def test_the_exit_codes_are_all_explained():
    def codes(kind: type[RunError]) -> set[int]:
        return {kind.code}.union(*(codes(one) for one in kind.__subclasses__()))

    own = {command.MISSING_DATA, command.NOT_RUN, command.FAILED, command.SCHEDULING, command.UNHANDLED}
    table = DOC.split("## What to do at each exit code")[1].split("## ")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if line.startswith("|")][2:]
    assert {int(row[0]) for row in rows} == codes(RunError) | own | {0, 129, 130, 143}
    assert all(len(row) == 3 and all(row) for row in rows)
