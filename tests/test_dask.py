"""Batches on Dask: the same bytes whoever does the work, and what happens when a part of it goes away."""

import os
import pickle
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from tasks.__main__ import main
from tests.torture import pages
from tests.torture.trial import orphans, tree

if find_spec("distributed") is None:
    pytest.skip("Dask is not installed", allow_module_level=True)

from distributed import LocalCluster

from tasks.command import scheduling
from tasks.command.parser import parse
from tasks.engine import child, orders
from tasks.engine.cluster import close
from tasks.engine.worker import Child
from tasks.run.job import Job, job_of
from tasks.run.settings import keys, load
from tasks.store import Loan, end_loans
from tests.dask_cluster import children, dask, free_port

ROOT = Path(__file__).resolve().parents[1]


def deliver(place: Path) -> None:
    """Seeds: a few small pages, a file of many, one in UTF-16, and one that is no text."""
    (place / "seeds/default/city").mkdir(parents=True)
    for number in range(8):
        (place / f"seeds/default/city/{number}.txt").write_bytes(pages.page(("lantern", "海浦")[number % 2], number))
    (place / "seeds/long.txt").write_bytes(b"\f".join(pages.page("lantern", 100 + number) for number in range(24)))
    (place / "seeds/picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (place / "seeds/wide.txt").write_text(pages.page("海浦", 7).decode(), encoding="utf-16")


@pytest.fixture(scope="module")
def calm():
    """A working folder, in memory where there is one (no disk is asked here), and what a run with one worker made in it."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="dask-", dir=memory if memory.is_dir() else None) as made:
        place = Path(made, "calm")
        deliver(place)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(place)
            assert main(["run"]) == 30
        yield place


@pytest.fixture
def place(calm, monkeypatch):
    """The same seeds, and nothing made yet."""
    with tempfile.TemporaryDirectory(prefix="place-", dir=calm.parent) as made:
        (Path(made) / "seeds").symlink_to(calm / "seeds")
        monkeypatch.chdir(made)
        yield Path(made)
        close()


@pytest.fixture
def here():
    """The address of a scheduler in this process, with two workers; their work is done in processes of their own."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp", host="127.0.0.1", dashboard_address=None
    ) as cluster:
        cluster.address = cluster.scheduler_address
        yield cluster


def made(place: Path) -> dict[str, bytes]:
    """All that runs leave but clocks."""
    both = {f"{root}/{name}": data for root in ("intermediate", "output") for name, data in tree(place / root).items()}
    return {name: data for name, data in both.items() if not name.endswith((".lock", "seen.json", "failures/picture.json"))}


def run(*options: str) -> int:
    return main(["run", "--engine", "dask", *([] if "--shard-size" in options else ["--shard-size", "3"]), *options])


def when(happens, then) -> threading.Thread:
    """In a thread, wait for something and do something; the thread."""

    def watch() -> None:
        until = time.monotonic() + 60
        while not happens():
            if time.monotonic() > until:
                return
            time.sleep(0.01)
        then()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread


def at_work(place: Path):
    """Whether a run has begun with the file of many pages, which takes it a while."""
    return (place / "intermediate/default/1-normalise/long.p24.json").exists


def test_the_bytes_are_the_same_with_workers_started_apart(calm, place):
    with dask() as (_, address):
        assert run("--scheduler", address) == 30
    assert made(place) == made(calm)
    assert orphans(place) == []


def test_the_bytes_are_the_same_with_a_cluster_of_its_own(calm, place):
    assert run("--workers", "2") == 30
    assert made(place) == made(calm)


def test_in_shards_the_bytes_are_those_of_local_workers(calm, place, monkeypatch):
    shards = ("--layout", "shards", "--shard-size", "3")
    assert run("--workers", "2", *shards) == 30
    assert orphans(place) == []
    found = made(place)
    assert any(name.endswith("-of-00004.jsonl.gz") for name in found)
    with tempfile.TemporaryDirectory(prefix="local-", dir=calm.parent) as other:
        (Path(other) / "seeds").symlink_to(calm / "seeds")
        monkeypatch.chdir(other)
        assert main(["run", *shards]) == 30
        assert made(Path(other)) == found


def test_a_second_run_finds_nothing_to_do_and_starts_no_worker(place, monkeypatch):
    assert main(["run", "--page", "city/*"]) == 0
    monkeypatch.setattr("tasks.engine.cluster.LocalCluster", None)  # calling it would fail
    before = made(place)
    assert run("--page", "city/*") == 0
    assert made(place) == before


def test_a_process_that_is_killed_costs_no_page(calm, place, here):
    killed = []

    def kill() -> None:  # all of them: which one is at the long file, nobody knows
        killed.extend(children())
        for process in killed:
            process.kill()

    watch = when(at_work(place), kill)
    assert run("--scheduler", here.address, "--log-file", "log") == 30
    watch.join()
    assert killed
    assert made(place) == made(calm)
    assert orphans(place) == []
    assert "is begun again: a process at tcp://" in (place / "log").read_text()


def test_a_process_that_takes_too_much_memory_is_ended_and_said_to_be(place, here, monkeypatch, capsys):
    monkeypatch.setattr("tasks.engine.worker._FULL", 1e-9)
    monkeypatch.setattr("tasks.engine.worker._EVERY", 0.001)  # a process that is warm has done all before the first look
    assert run("--scheduler", here.address, "--shard-size", "100") == 30
    told = capsys.readouterr().out
    assert "0 pages done" in told
    assert "stopped: WorkerDied: the shard of 11 files from " in told
    assert "needed more memory than the " in told


def test_a_stopped_run_leaves_nobody_at_work_and_goes_on(calm, place, here, capsys):
    watch = when(at_work(place), lambda: os.kill(os.getpid(), signal.SIGTERM))
    assert run("--scheduler", here.address) == 143
    watch.join()
    assert "stopped by SIGTERM" in capsys.readouterr().err
    assert not (place / "intermediate/default/.workers").exists()
    before = made(place)
    assert len(before) < len(made(calm))
    time.sleep(0.3)
    assert made(place) == before
    assert run("--scheduler", here.address) == 30
    assert made(place) == made(calm)


def test_a_scheduler_that_goes_away_ends_the_run_which_then_goes_on(calm, place, here, capsys):
    watch = when(at_work(place), here.close)
    assert run("--scheduler", here.address) == 35
    watch.join()
    assert f"Dask's scheduler at {here.address} " in (told := capsys.readouterr().err)
    assert "what is done is kept" in told
    assert main(["run"]) == 30
    assert made(place) == made(calm)


def test_a_scheduler_without_workers_is_not_waited_for_for_ever(place, capsys):
    with LocalCluster(n_workers=0, processes=False, protocol="tcp", host="127.0.0.1", dashboard_address=None) as empty:
        assert run("--scheduler", empty.scheduler_address, "--worker-wait", "0.5") == 25
    told = capsys.readouterr()
    assert f"has had no worker for 0.5 seconds; start some with 'dask worker {empty.scheduler_address}'" in told.err
    assert "0 pages done" in told.out


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--engine", "dask", "--scheduler", "tcp://127.0.0.1:{port}"], 35, "no Dask scheduler answers at tcp://127.0.0.1:"),
        (
            ["--engine", "dask", "--scheduler", "http://127.0.0.1:8082"],
            2,
            "allowed is the address of a Dask scheduler, such as",
        ),
        (
            ["--engine", "dask", "--scheduler", "localhost:8786"],
            2,
            "allowed is the address of a Dask scheduler, such as tcp://",
        ),
        (["--scheduler", "tcp://127.0.0.1:8786"], 2, "is the address of a Dask scheduler; add --engine dask"),
        (["--engine", "dask", "--output", "memory://o"], 2, "output = memory://o is not allowed with engine = dask"),
        (["--engine", "spark"], 2, "engine = 'spark' is not allowed; allowed is one of local, dask"),
        (["--engine", "dask", "--worker-wait", "-1"], 2, "worker_wait = '-1' is not allowed"),
    ],
)
def test_a_wrong_address_is_said_to_be_one(place, capsys, monkeypatch, options, code, message):
    monkeypatch.setattr("tasks.engine.cluster._ANSWER", 1.0)
    assert main(["run", *(one.format(port=free_port()) for one in options)]) == code
    assert message in capsys.readouterr().err
    assert not list((place / "output").rglob("page.json"))


def test_a_scheduler_that_does_not_answer_is_told_of_where_there_is_nothing_to_do(tmp_path, monkeypatch, capsys):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_bytes(pages.page("lantern", 1))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tasks.engine.cluster._ANSWER", 1.0)
    assert main(["run"]) == 0
    assert main(["run", "--engine", "dask", "--scheduler", f"tcp://127.0.0.1:{free_port()}"]) == 35
    assert "no Dask scheduler answers at tcp://127.0.0.1:" in capsys.readouterr().err


def test_without_dask_it_says_what_to_install(place, capsys, monkeypatch):
    monkeypatch.setattr(scheduling, "find_spec", lambda name: None)
    assert run() == 25
    assert "pip install 'clipsheet[dask]'" in capsys.readouterr().err


def test_a_run_with_too_many_failures_gives_out_no_more(place, here, capsys):
    assert run("--scheduler", here.address, "--max-failed-share", "0.01", "--shard-size", "1") == 30
    told = capsys.readouterr().out
    assert "stopped: Hopeless: 1 of 11 files of batch default failed, more than max_failed_share = 0.01" in told
    assert told.count("stopped: ") == 1


def missing(name: str) -> None:
    raise ModuleNotFoundError(f"No module named {name!r}")


def test_a_worker_without_the_program_is_named(place, here, capsys, monkeypatch):
    monkeypatch.setattr("tasks.engine.handover.files", missing)
    assert run("--scheduler", here.address) == 25
    told = capsys.readouterr().err
    assert re.search(
        r"Dask's worker tcp://\S+ has no clipsheet, or an older one: No module named 'tasks.engine'; install", told
    )
    assert not made(place).keys() & {"output/default/articles.jsonl"}


def test_the_page_on_dask_shows_what_there_is():
    text = (ROOT / "docs/dask.md").read_text(encoding="utf-8")
    typed = re.findall(r"^    \.venv/bin/(\w+) (.*)$", text, re.MULTILINE)
    assert [name for name, _ in typed] == ["pip", "clipsheet", "dask", "dask", "clipsheet"]
    for name, words in typed:
        if name == "clipsheet":
            args, options = parse(shlex.split(words))
            scheduling.luigid(load(None, options).run)
            assert args.command == "run"
        elif name == "dask":
            told = subprocess.run(
                [sys.executable, "-m", "dask", words.split()[0], "--help"], capture_output=True, text=True, check=True
            )
            assert all(word in told.stdout for word in words.split() if word.startswith("--"))
    for name in re.findall(r"`(tasks/\S+)`", text):
        assert (ROOT / name).exists()
    for name in re.findall(r"`(\w+_\w+)`", text):
        assert name in {"carry_out", *(key.name for key in keys())}


def test_plain_luigi_hands_over_too(calm, place, here):
    config = f"[clipsheet]\nengine = dask\nscheduler = {here.address}\n[worker]\ncheck_unfulfilled_deps = false\n"
    (place / "luigi.cfg").write_text(config)
    luigi = [sys.executable, "-m", "luigi", "--module", "tasks.pipeline", "CleanBatch", "--CleanBatch-batch", "default"]
    done = subprocess.run(
        [*luigi, "--local-scheduler"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 failed" in done.stderr, done.stderr
    assert "DaskShards(default)" in done.stderr
    assert made(place) == made(calm)


@pytest.fixture
def order(place):
    """An order for a shard, and the job it is of; as the run would give it."""
    job = job_of({}, "default", fresh=True)
    lock = job.open()
    loan = Loan.begin(job.loans)
    yield orders.for_files(orders.order_of(job, loan, []), job.files[:2]), job
    end_loans(job.loans, 1)
    lock.give_back()


def done(job: Job) -> int:
    return len(list(Path(str(job.output)).rglob("page.json")))


def test_an_order_survives_the_way_and_is_carried_out(order):
    said = []
    assert child.work(pickle.loads(pickle.dumps(order[0])), said.append) == {"ended": "done"}
    assert done(order[1]) == 2
    assert [(one["stage"], one["state"]) for one in said] == [
        (stage, "done") for stage in ("normalise", "reflow", "segment", "emit") for _ in range(2)
    ]
    assert child.work(order[0], said.append) == {"ended": "done"}  # begun again after all was done: nothing to do
    assert len(said) == 8


@pytest.mark.parametrize("name", ["clipsheet", "normalise", "reflow", "segment", "emit", "running"])
def test_a_worker_with_other_code_refuses(order, name):
    made_with = {key: dict(parts) for key, parts in order[0]["made_with"].items()}
    part = next(iter(made_with[name]))
    made_with[name][part] = "another"
    answer = child.work(order[0] | {"made_with": made_with}, print)
    assert answer["ended"] == "other code"
    assert answer["why"].startswith(f"{name} {part}: another → ")
    assert done(order[1]) == 0


def test_a_worker_with_another_library_refuses(order):
    made_with = {key: dict(parts) for key, parts in order[0]["made_with"].items()}
    made_with["segment"]["library numpy"] = "1.0"
    assert child.work(order[0] | {"made_with": made_with}, print)["why"].startswith("segment library numpy: 1.0 → ")


def test_a_worker_that_does_not_see_the_folders_refuses(order, place, monkeypatch):
    monkeypatch.chdir("/")
    assert child.work(order[0] | {"folder": "/no/such"}, print) == {
        "ended": "unseen",
        "why": "/no/such cannot be entered: No such file or directory",
    }
    lock = next(iter(order[0]["seen"]))
    answer = child.work(order[0] | {"seen": {lock: "another machine's"}}, print)
    assert answer == {"ended": "unseen", "why": f"{lock} is another file"}
    (place / "seeds").rename(place / "elsewhere")
    assert "has none of the pages" in child.work(order[0], print)["why"]
    assert done(order[1]) == 0


def test_a_worker_whose_run_is_over_leaves(order, monkeypatch):
    told = []

    def end(news) -> None:
        told.append(news)
        order[1].loans.unlink()

    monkeypatch.setattr(child, "_GLANCE", 0.0)
    assert child.work(order[0], end) == {"ended": "left"}
    assert len(told) == 1
    answer = child.work(order[0] | {"loan": [str(order[1].loans), "another's"]}, told.append)
    assert (answer["ended"], answer["error"]) == ("failed", "FileNotFoundError")
    assert len(told) == 1


def test_a_page_may_take_so_long_and_no_longer(order):
    """A Dask worker's own threads could not be interrupted; the process that works for it can."""
    settings = order[0]["settings"]
    hasty = order[0] | {"settings": settings | {"run": settings["run"] | {"max_page_seconds": 1e-6}}}
    process = Child()
    lines = []
    assert process.work(hasty, lines.append, 0)["ended"] == "done"
    assert process.end() == 0
    assert order[1].failures.all()[0].error == "PageTookTooLong"
    assert b"PageTookTooLong" in b"".join(lines)


def test_nobody_begins_while_a_worker_of_an_earlier_run_is_at_a_page(place, capsys, monkeypatch):
    (place / "intermediate/default").mkdir(parents=True)
    loan = Loan.begin(place / "intermediate/default/.workers")
    monkeypatch.setattr("tasks.store.loan._PATIENCE", 0.1)
    with loan.at_work():
        assert loan.stands
        assert main(["run"]) == 10
        assert "a worker of an earlier run that is still at a page of it" in capsys.readouterr().err
        assert not loan.stands
    assert main(["run", "--page", "city/*"]) == 0
