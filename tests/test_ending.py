"""The end of a run: looked at and put together by several processes, in little memory, each file asked once."""

import json
import os
import shutil
import signal
import tracemalloc
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from simple_rooms import PAGE, working_folder

from tasks.__main__ import main
from tasks.run import articles_file, batch, beside, looking, noted
from tasks.run.freshness import ALL_DONE, DONE, FAILED, Labels, PageState, State, look
from tasks.run.job import job_of
from tasks.run.packed import States, pack
from tasks.run.seeds import SeedFile

CACHE, OUT = Path("intermediate/default"), Path("output/default")
TWO = f"{PAGE}\f{PAGE.replace('Harbour', 'Castle')}"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A batch of pages, among them some of one file, some that have warnings, one that fails, and an issue of a folder."""
    found = working_folder(tmp_path, monkeypatch)
    for number in range(12):
        write(f"page-{number:02d}", PAGE.replace("Harbour", f"Harbour {number}"))
    write("page-04", TWO)
    write("page-07", "!fail-segment")
    write("page-08", TWO.replace("wall", "!fail-reflow", 1))
    for number in (1, 2, 10):
        write(f"default/issue/{number}", PAGE.replace("May", f"the {number}th of May"))
    return found


def write(name: str, text: str) -> None:
    path = Path(f"seeds/{name}.txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def small(monkeypatch):
    """Parts so small that this batch has many of each kind, and processes are worth their start."""
    monkeypatch.setattr(looking, "FILES", 2)
    monkeypatch.setattr(looking, "MANY", 1)
    monkeypatch.setattr(articles_file, "_AT_ONCE", 3)
    monkeypatch.setattr(noted, "LEAF", 3)


def made() -> dict[str, bytes]:
    """All that speaks for the whole batch; of a run's report what has no clock in it."""
    report = json.loads((OUT / "run.json").read_bytes())
    kept = {key: report[key] for key in ("pages", "articles", "warnings", "exit_code")}
    kept["stages"] = {name: {**one, "seconds": 0} for name, one in report["stages"].items()}
    kept["failures"] = [{**one, "since": ""} for one in report["failures"]]
    failures = [{**one, "since": "", "last": ""} for one in json.loads((OUT / "failures.json").read_bytes())["failures"]]
    articles = (OUT / "articles.jsonl").read_bytes() if (OUT / "articles.jsonl").exists() else b""
    return {"articles": articles, "run": json.dumps(kept).encode(), "failures": json.dumps(failures).encode()}


def ran(*options: str) -> dict[str, bytes]:
    shutil.rmtree("intermediate", ignore_errors=True)
    shutil.rmtree("output", ignore_errors=True)
    assert main(["run", *options]) == 30
    return made()


@pytest.mark.parametrize("layout", ["files", "shards"])
def test_in_parts_and_by_processes_the_same_comes_of_it(place, request, layout):
    options = ["--layout", layout, "--shard-size", "4"]
    whole = ran(*options)
    request.getfixturevalue("small")
    assert ran(*options) == whole
    assert ran(*options, "--workers", "3") == whole
    note = json.loads((CACHE / "batch.json").read_bytes())
    assert len(note["pages"]) > 3
    published = [page[0] for leaf in note["pages"] for page in leaf[2]]
    assert (
        len(published)
        == len(set(published))
        == json.loads(whole["run"])["pages"]["all"] - len(json.loads(whole["failures"]))
    )


def test_pages_that_stay_are_taken_over_whatever_comes_and_goes_between_them(place, small):
    ran()
    for name in ("page-02", "default/issue/2"):
        Path(f"seeds/{name}.txt").unlink()
    write("page-00a", PAGE)
    write("page-04", PAGE)
    write("page-05", TWO)
    write("page-11", PAGE.replace("May", "a year"))
    assert main(["run", "--workers", "2"]) == 30
    again = made()["articles"], (CACHE / "batch.json").read_bytes()
    assert again == (ran("--workers", "2")["articles"], (CACHE / "batch.json").read_bytes())


@pytest.mark.parametrize("how", ["killed", "fails"])
def test_what_a_process_leaves_undone_is_done_here(how):
    here = os.getpid()

    def work(part: int) -> bytes:
        if os.getpid() != here and part == 4:
            if how == "fails":
                raise RuntimeError("no room")
            os.kill(os.getpid(), signal.SIGKILL)
        return f"{part} {os.getpid() == here}".encode()

    found = [item.decode().split() for item in beside.shared_out(range(9), work, 3)]
    assert [int(number) for number, _ in found] == list(range(9))
    assert [number for number, own in found if own == "True"] == ["4", "7"], "and all that was to come from it"


def test_an_error_of_a_part_is_raised_here():
    def work(part: int) -> bytes:
        if part == 3:
            raise OSError("the disk is broken")
        return b""

    with pytest.raises(OSError, match="broken"):
        list(beside.shared_out(range(5), work, 2))


def test_processes_are_gone_when_nobody_wants_more():
    def work(part: int) -> bytes:
        return str(os.getpid()).encode()

    found = beside.shared_out(range(100), work, 2)
    workers = {int(next(found)), int(next(found))}
    found.close()
    assert len(workers) == 2
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_packed_states_are_those_that_were_packed(place):
    main(["run"])
    job = job_of({}, "default", fresh=True)
    found = States(job, job.files)
    for number, file in enumerate(job.files):
        found.put(number, pack(look(job, file, at=noted.before_looking())))
    spelt = [state for file in job.files for state in look(job, file)]
    assert [state.page for state in found] == [state.page for state in spelt]
    assert len(found) == len(spelt) == len(found.names())
    for one, other in zip(found, spelt, strict=True):
        assert (one.states, one.made, one.failure, one.number) == (other.states, other.made, other.failure, other.number)
        assert dict(one.stamps) == dict(other.stamps)
    assert {state.page for state in found.others} == {"page-07", "page-08", "page-08.p2"}
    assert [found.at(file) for file in job.files] == list(range(len(job.files)))
    with pytest.raises(ValueError, match=r"none\.txt"):
        found.at(SeedFile("none", "none.txt"))


def test_a_page_that_is_done_takes_few_bytes(place):
    count = 4000
    job = job_of({}, "default", fresh=True)
    files = [SeedFile(f"{number:06d}", f"{number:06d}.txt") for number in range(count)]
    tracemalloc.start()
    try:
        found = States(job, files)
        for number, file in enumerate(files):
            labels = Labels(job, file.name)
            found.put(
                number,
                pack([PageState(file, 1, ALL_DONE, labels, None, None, False, f"{number + 1:064x}", f"{number + 1:032x}")]),
            )
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held / count < 120
    assert [int(state.made, 16) for state in found] == [int(state.look, 16) for state in found] == list(range(1, count + 1))


def test_how_a_page_stands_that_is_not_done_is_kept(place):
    main(["run"])
    write("page-03", "!fail-segment")
    job = job_of({}, "default", fresh=True)
    found = looking.looked_through(job, job.files)
    one = next(state for state in found if state.page == "page-03")
    assert one.states["normalise"].kind == "stale"
    assert one.states["normalise"].why.startswith("input source: ")
    failed = next(state for state in found if state.page == "page-07")
    assert failed.states["segment"] == State(FAILED, failed.states["segment"].why)
    assert (failed.states["reflow"].kind, set(failed.stamps)) == (DONE, {"normalise", "reflow"})


def asked(monkeypatch, work) -> Counter[str]:
    """How often each file or folder is asked for, by a look or by opening it."""
    found = Counter[str]()

    def counted(real, path, *more, **named):
        if isinstance(path, str | os.PathLike):
            found[os.fspath(path)] += 1
        return real(path, *more, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", partial(counted, os.stat))
        patch.setattr(os, "open", partial(counted, os.open))
        work()
    return found


STAGES = ("1-normalise", "2-reflow", "3-segment", "4-emit")
ALONE = [f"page-{number:02d}" for number in range(12) if number not in (4, 7, 8)]
"""Pages that are each a file by itself, and are done."""


def test_each_file_is_asked_for_once_at_the_end(place, monkeypatch):
    ran()
    for name in ("batch.json", "seen.json"):
        (CACHE / name).unlink()
    (OUT / "articles.jsonl").unlink()
    job = job_of({}, "default", fresh=True)
    assert job.files
    found = asked(monkeypatch, partial(batch.finish, job))
    for page in ALONE:
        assert [found[f"{CACHE}/{stage}/{page}.json"] for stage in STAGES] == [1, 1, 1, 1]
        assert found[f"seeds/{page}.txt"] == 2, "its look, and then its text"
        assert {found[f"{OUT}/{page}/{name}.json"] for name in ("01", "02", "page")} == {2}, "its size, and later its text"
    labels = [count for path, count in found.items() if "/issue/" in path and path.startswith(str(CACHE))]
    assert max(labels) == 2, "of an issue the labels are read once more, for all of its pages"
    assert found["seeds/corrections.json"] <= 3
    assert found["seeds/default/issue"] <= 2


def test_a_second_look_at_all_reads_nothing_and_asks_for_each_file_once(place, monkeypatch):
    ran()
    job = job_of({}, "default", fresh=True)
    assert job.files
    found = asked(monkeypatch, partial(looking.looked_through, job, job.files))
    for page in ALONE:
        paths = [f"seeds/{page}.txt", *(f"{CACHE}/{stage}/{page}.json" for stage in STAGES)]
        paths += [f"{OUT}/{page}/{name}.json" for name in ("01", "02", "page")]
        assert {found[path] for path in paths} == {1}
    assert found["seeds/corrections.json"] == 1


def test_a_report_of_failures_that_there_are_none_of_goes_with_the_next_run(tmp_path, monkeypatch):
    working_folder(tmp_path, monkeypatch)
    write("page", PAGE)
    assert main(["run"]) == 0
    (OUT / "failures.json").write_text('{"batch": "default", "failures": []}')  # from a backup, say
    assert main(["run"]) == 0
    assert not (OUT / "failures.json").exists()


def test_a_page_that_failed_is_no_page_that_stands_as_it_was_noted(tmp_path, monkeypatch, capsys):
    working_folder(tmp_path, monkeypatch)
    write("page", PAGE)
    assert main(["run"]) == 0
    job_of({}, "default", fresh=True).failures.record("page", "seeds/page.txt", "emit", OSError("no room"), "another run")
    capsys.readouterr()
    assert main(["status"]) == 0
    assert "emit failed: OSError: no room" in capsys.readouterr().out
