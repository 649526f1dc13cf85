"""Folders behind URLs: a local S3 server for real, faults included."""

import copy
import itertools
import json
import os
import sys
import threading
import time
from pathlib import Path

import luigi
import pytest
import s3fs
import simple_rooms
from simple_rooms import PAGE

from tasks.__main__ import main
from tasks.pipeline import CleanBatch
from tasks.store import reach
from tasks.store.notebook import Notebook
from tasks.store.places import folder_at, reach_to, view_of
from tasks.store.view import View


@pytest.fixture
def place(tmp_path, monkeypatch):
    return simple_rooms.working_folder(tmp_path, monkeypatch, tmp_path / "work.log")


@pytest.fixture
def objects(server):
    """Every object below a folder of a bucket, but for those with clocks or marks in them."""

    def found(bucket, within="") -> dict[str, bytes]:
        start = f"{within}/" if within else ""
        below = {name.removeprefix(start): data for name, data in server.objects(bucket).items() if name.startswith(start)}
        notes = ("run.json", "seen.json", "known.json.gz", ".lock")
        return {name: data for name, data in below.items() if not name.endswith(notes)}

    return found


def files(folder) -> dict[str, bytes]:
    notes = ("run.json", "seen.json", ".lock")
    found = (path for path in Path(folder).rglob("*") if path.is_file() and path.name not in notes)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def seed(place, count=3, long=False):
    more = "The wall is of stone, and it is long.\n" * 300 if long else ""
    for number in range(count):
        (place / f"seeds/wells-{number:02}.txt").write_text(PAGE.replace("Harbour", f"Harbour {number}") + more)


def options(bucket, *names):
    return [part for name in names for part in (f"--{name}", f"s3://{bucket}/{name}")]


ALL = ("seeds", "intermediate", "output")


def upload(place, bucket):
    s3 = reach_to("s3")
    for name, data in files(place / "seeds").items():
        s3.call("pipe_file", f"{bucket}/seeds/{name}", data)


def test_the_same_bytes_as_from_local_folders(place, bucket, objects):
    seed(place)
    (place / "seeds/2026-11-23/city").mkdir(parents=True)
    (place / "seeds/2026-11-23/city/two.txt").write_text(PAGE + "\f" + PAGE)
    (place / "seeds/broken.txt").write_text("!fail-segment\nA page that fails.\n")
    upload(place, bucket)
    assert main(["run"]) == 30
    assert main(["run", "--workers", "2", "--shard-size", "2", *options(bucket, *ALL)]) == 30
    assert objects(bucket, "output") == files(place / "output")
    here, there = files(place / "intermediate"), objects(bucket, "intermediate")
    failure = json.loads(here.pop("default/failures/broken.json")), json.loads(there.pop("default/failures/broken.json"))
    assert failure[0]["message"] == failure[1]["message"]
    assert there == here


def test_requests_are_few_but_for_whole_pages(place, server, bucket):
    seed(place, 6, long=True)  # larger than what is kept of an object's beginning
    upload(place, bucket)
    server.counted()
    assert main(["run", *options(bucket, *ALL)]) == 0
    lists = [key for kind, key, _ in server.asked if kind == "list"]
    assert len(lists) <= 12, "one for each folder when the run begins, one when it ends, none for each page"
    assert not any(kind == "head" for kind, _, _ in server.asked), "nothing is asked for by itself"
    fetched = [key for kind, key, _ in server.asked if kind == "get"]
    assert sum("/seeds/" in key for key in fetched) == 6, "a source is read once"
    assert sum("-normalise/" in key for key in fetched) == 12, "by reflow and by emit"
    assert sum("-reflow/" in key or "-segment/" in key for key in fetched) == 12
    assert sum("-emit/" in key for key in fetched) == 0
    put = [key for kind, key, _ in server.asked if kind == "put" and "wells" in key]
    assert len(put) == len(set(put)) == 6 * (4 + 3), "four results, two articles and a manifest, each once"


def test_nothing_to_do_costs_no_request_for_each_page(place, server, bucket, objects, capsys):
    seed(place, 8)
    upload(place, bucket)
    assert main(["run", *options(bucket, *ALL)]) == 0
    server.counted()
    before = objects(bucket)
    server.counted()
    capsys.readouterr()
    for command in (["run"], ["run", "--workers", "2"], ["status"]):
        assert main([*command, *options(bucket, *ALL)]) == 0
        assert [key for _, key, _ in server.asked if "wells" in key] == [], command
        assert sum(server.counted().values()) <= 20, command
        assert "8 from cache" in (told := capsys.readouterr().out) or "8 done" in told
    assert objects(bucket) == before


def test_without_what_was_kept_the_beginnings_are_read_in_its_stead(place, server, bucket, capsys):
    seed(place, 8, long=True)
    upload(place, bucket)
    assert main(["run", *options(bucket, *ALL)]) == 0
    for name in ("known.json.gz", "seen.json"):
        reach_to("s3").call("rm_file", f"{bucket}/intermediate/default/{name}")
    server.counted()
    assert main(["status", *options(bucket, *ALL)]) == 0
    assert "8 pages: 8 done" in capsys.readouterr().out
    parts = [(key, part) for kind, key, part in server.asked if kind == "get" and "-reflow/" in key]
    assert len(parts) == 8
    assert all(part and part.startswith("bytes=0-") for _, part in parts), "only their beginnings"


def worked(place) -> set[str]:
    log = place / "work.log"
    lines = log.read_text().splitlines() if log.exists() else []
    log.write_text("")
    return set(lines)


def test_what_changes_is_made_again_and_nothing_else(place, bucket, objects, capsys):
    seed(place)
    upload(place, bucket)
    s3 = reach_to("s3")
    run = ["run", *options(bucket, *ALL)]
    assert main(run) == 0
    worked(place)
    s3.call("pipe_file", f"{bucket}/seeds/wells-01.txt", PAGE.replace("Harbour", "Castle").encode())
    s3.call("rm_file", f"{bucket}/intermediate/default/3-segment/wells-02.json")
    s3.call("rm_file", f"{bucket}/output/default/wells-00/02.json")
    assert main(["status", *options(bucket, *ALL)]) == 0
    told = capsys.readouterr().out
    assert "wells-00: normalise done · reflow done · segment done · emit stale: 02.json is gone" in told
    assert "wells-01: normalise stale: input source" in told
    assert "wells-02: normalise done · reflow done · segment missing" in told
    assert main(run) == 0
    assert {line.split()[0] for line in worked(place) if "Castle" in line} == {"normalise", "reflow", "segment"}
    assert "Castle wall" in json.loads(objects(bucket)["output/default/wells-01/01.json"])["headline"]
    s3.call("rm_file", f"{bucket}/seeds/wells-01.txt")
    assert main(run) == 0
    assert not any("wells-01" in name for name in objects(bucket) if not name.startswith("seeds/"))
    assert worked(place) == set()
    assert main(["validate", *options(bucket, *ALL)]) == 0
    fresh = ["--intermediate", str(place / "i"), "--output", str(place / "o")]
    assert main(["run", *options(bucket, "seeds"), *fresh]) == 0, "folders may lie in different places"
    assert files(place / "o") == objects(bucket, "output")


def test_rerun_explain_validate_and_clean(place, server, bucket, objects, capsys):
    seed(place)
    upload(place, bucket)
    where = options(bucket, *ALL)
    assert main(["run", *where]) == 0
    worked(place)
    capsys.readouterr()
    assert main(["rerun", "--stage", "segment", "--batch", "default", "--page", "wells-01", "--dry-run", *where]) == 0
    assert f"would remove  s3://{bucket}/intermediate/default/3-segment/wells-01.json" in capsys.readouterr().out
    before = objects(bucket)
    server.counted()
    assert main(["rerun", "--stage", "segment", "--batch", "default", "--page", "wells-01", *where]) == 0
    changed = {key for kind, key, _ in server.asked if kind in ("put", "delete") and "wells" in key}
    assert {name.rpartition("intermediate/default/")[2] for name in changed} == {
        "3-segment/wells-01.json",
        "4-emit/wells-01.json",
    }
    assert len(worked(place)) == 1
    assert objects(bucket) == before
    capsys.readouterr()
    assert main(["explain", "wells-01", "--line", "1", *where]) == 0
    assert "take headline" in capsys.readouterr().out
    reach_to("s3").call("pipe_file", f"{bucket}/output/default/wells-01/01.json", b"{}")
    assert main(["validate", *where]) == 30
    assert "01.json was changed" in capsys.readouterr().out
    reach_to("s3").call("rm_file", f"{bucket}/seeds/wells-01.txt")
    assert main(["clean", "--dry-run", *where]) == 0
    assert "4 results" in capsys.readouterr().out
    assert main(["clean", *where]) == 0
    assert not any("wells-01" in name for name in objects(bucket, "intermediate"))


def test_batches_are_found_and_hidden_objects_are_none(place, bucket, objects, capsys):
    s3 = reach_to("s3")
    no_pages = ("2026-11-23/.hidden.part", ".x/y.txt", "README")
    for name in ("2026-11-24/b/c.txt", "2026-11-23/a.txt", "2026-11-23//d.txt", *no_pages):
        s3.call("pipe_file", f"{bucket}/seeds/{name}", PAGE.encode())
    s3.call("call_s3", "put_object", Bucket=bucket, Key="seeds/2026-11-25/", Body=b"")  # as consoles make folders
    assert main(["status", *options(bucket, *ALL)]) == 20
    told = capsys.readouterr()
    assert "batch 2026-11-23: 2 pages" in told.out
    assert main(["run", "--batch", "2026-11-23", "--batch", "2026-11-24", *options(bucket, *ALL)]) == 30
    told = capsys.readouterr().out
    assert "its key has parts that no folder or file can be called" in told
    assert "put the object there under another key, without // and ..; then: clipsheet run --batch 2026-11-23" in told
    assert "output/2026-11-24/b/c/page.json" in objects(bucket)
    assert main(["run", "--seeds", f"s3://{bucket}/nothing", *options(bucket, "output")]) == 20


def deny(*words):
    return lambda kind, key: ("403 Forbidden", "AccessDenied", "Access Denied") if all(w in key for w in words) else None


def test_a_bucket_that_is_missing_or_closed_is_named(place, server, bucket, capsys):
    seed(place)
    upload(place, bucket)
    assert main(["run", "--output", "s3://papers-none/output"]) == 25
    told = capsys.readouterr().err
    assert "s3://papers-none/output" in told
    assert "there is no such bucket" in told
    assert main(["run", "--seeds", "s3://papers-none/seeds"]) == 25
    assert "s3://papers-none/seeds cannot be reached: there is no such bucket" in capsys.readouterr().err
    with server.faulty(deny("output")):
        assert main(["run", *options(bucket, *ALL)]) == 25
    told = capsys.readouterr().err
    assert "output" in told
    assert "Access Denied" in told
    assert "Traceback" not in told
    with server.faulty(deny("seeds/wells-01")):
        assert main(["run", *options(bucket, *ALL)]) == 30
    assert f"s3://{bucket}/seeds/default" not in (told := capsys.readouterr().out)
    assert f"s3://{bucket}/seeds/wells-01.txt cannot be reached: Access Denied" in told
    assert main(["run", *options(bucket, *ALL)]) == 0


def test_a_server_that_goes_away_stops_the_run_which_goes_on_to_the_same_bytes(place, server, bucket, objects, capsys):
    seed(place, 6)
    upload(place, bucket)
    assert main(["run"]) == 0
    puts = itertools.count()

    def gone(kind, key):
        if kind == "put" and "wells" in key and next(puts) >= 20:
            return "503 Service Unavailable", "ServiceUnavailable", "going down"
        return None

    with server.faulty(gone):
        assert main(["run", "--workers", "2", "--shard-size", "2", *options(bucket, *ALL)]) == 30
    told = capsys.readouterr().out
    assert "cannot be written" in told
    assert f"s3://{bucket}/" in told
    assert objects(bucket, "output") != files(place / "output")
    assert main(["run", *options(bucket, *ALL)]) == 0
    assert objects(bucket, "output") == files(place / "output")
    here, there = files(place / "intermediate"), objects(bucket, "intermediate")
    assert there == here


def test_a_server_that_is_down_is_named_and_waited_for_once(place, server, bucket, capsys):
    seed(place, 6)
    upload(place, bucket)

    def closed(kind, key):
        if kind == "get" and "/seeds/" in key:
            server.tried = server.tried + 1
            return "500 Internal Server Error", "InternalError", "We encountered an internal error. Please try again."
        return None

    server.tried = 0
    with server.faulty(closed):
        assert main(["run", "--shard-size", "1", *options(bucket, *ALL)]) == 30
        once = server.tried
        assert main(["run", "--shard-size", "6", *options(bucket, *ALL)]) == 30
    assert server.tried == 2 * once > 2, "tried again, but not for every shard"
    told = capsys.readouterr().out
    assert f"s3://{bucket}/seeds/wells-00.txt cannot be reached" in told
    assert "6 not done" in told
    server.stop()
    try:
        assert main(["run", *options(bucket, *ALL)]) == 25
    finally:
        server.start()
    told = capsys.readouterr().err
    assert f"s3://{bucket}/seeds cannot be reached: Could not connect" in told
    assert main(["run", *options(bucket, *ALL)]) == 0


def test_what_cannot_be_asked_is_not_taken_for_missing(place, server, bucket, capsys):
    seed(place)
    (place / "seeds/broken.txt").write_text("!fail-segment\nA page that fails.\n")
    upload(place, bucket)
    assert main(["run", *options(bucket, *ALL)]) == 30
    for name in ("known.json.gz", "seen.json"):
        reach_to("s3").call("rm_file", f"{bucket}/intermediate/default/{name}")
    for part in ("2-reflow/wells-01", "failures/broken"):
        with server.faulty(deny(part)):
            assert main(["status", *options(bucket, *ALL)]) == 25
            assert f"{part}.json cannot be reached: Access Denied" in capsys.readouterr().err
            assert main(["run", *options(bucket, *ALL)]) == 25
            assert "Access Denied" in "".join(capsys.readouterr())
    assert main(["status", *options(bucket, *ALL)]) == 0
    assert "3 done, 1 failed" in capsys.readouterr().out


def test_what_passes_is_tried_again(place, server, bucket, objects, capsys, monkeypatch):
    seed(place, 2)
    upload(place, bucket)
    slow = itertools.count()
    reach_to("s3").down()
    monkeypatch.setattr(s3fs.S3FileSystem, "read_timeout", 0.7)

    def busy(kind, key):
        number = next(slow)
        if number % 29 == 4:
            time.sleep(1.2)  # and answers, too late
        return ("503 Slow Down", "SlowDown", "Please reduce your request rate.") if number % 6 == 0 else None

    with server.faulty(busy):
        assert main(["run", *options(bucket, *ALL)]) == 0
    assert "2 pages done" in capsys.readouterr().out
    assert next(slow) > 30
    reach_to("s3").down()
    assert main(["run"]) == 0
    assert objects(bucket, "output") == files(place / "output")


def test_a_listing_that_is_late_is_not_believed_against_what_the_run_did_itself(place, bucket, objects, monkeypatch):
    seed(place)
    upload(place, bucket)
    assert main(["run"]) == 0
    assert main(["run", *options(bucket, *ALL)]) == 0
    real, listed = View._listing, {}
    reach_to("s3").call("pipe_file", f"{bucket}/seeds/wells-01.txt", PAGE.encode())
    (place / "seeds/wells-01.txt").write_text(PAGE)

    def late(view):
        return copy.deepcopy(listed.setdefault(view.url, real(view)))

    monkeypatch.setattr(View, "_listing", late)
    assert main(["run", *options(bucket, *ALL)]) == 0
    monkeypatch.undo()
    simple_rooms.install(monkeypatch)
    monkeypatch.chdir(place)
    assert main(["run"]) == 0
    assert objects(bucket, "output") == files(place / "output")


def test_what_is_gone_though_listed_is_made_again(place, server, bucket, objects, monkeypatch):
    seed(place, long=True)
    upload(place, bucket)
    assert main(["run", *options(bucket, *ALL)]) == 0
    before = objects(bucket)
    real = View._listing
    s3 = reach_to("s3")
    hidden = [f"{bucket}/intermediate/default/1-normalise/wells-01.json"]
    s3.call("rm_file", f"{bucket}/intermediate/default/2-reflow/wells-01.json")

    def early(view):
        found = real(view)
        if view.url.endswith("intermediate/default") and hidden:
            s3.call("rm_file", hidden.pop())
        return found

    monkeypatch.setattr(View, "_listing", early)
    assert main(["run", *options(bucket, *ALL)]) == 0
    assert objects(bucket) == before


def test_nothing_is_there_when_a_process_is_forked(place, bucket, monkeypatch):
    seed(place, 4)
    upload(place, bucket)
    fork, log = os.fork, place / "forks.log"

    def watched():
        child = fork()
        if not child:
            with log.open("a") as file:
                file.write(f"{[one._loop for one in reach._reaches if one._loop]} {threading.active_count()}\n")
        return child

    monkeypatch.setattr(os, "fork", watched)
    assert main(["run", "--workers", "2", "--shard-size", "2", *options(bucket, *ALL)]) == 0
    forks = log.read_text().splitlines()
    assert len(forks) == 9, "one for each stage of each shard, and one for the batch"
    assert set(forks) <= {"[] 1"}


def test_what_others_noted_is_read_before_a_fork_and_not_in_every_process(bucket):
    view = view_of(f"s3://{bucket}/results")
    view.notebook = Notebook()
    assert view.entry("a") is None
    view.notebook.add(["is", "a", [1, "ETag x"], None])  # as another process does
    child = os.fork()
    if not child:
        lines, _ = view.notebook.since(view._offset)
        os._exit(0 if lines == [] and view.entry("a") == (1, "ETag x") else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_folder_in_memory_is_for_one_process(place, capsys):
    seed(place, 2)
    where = ["--intermediate", "memory://clip/i", "--output", "memory://clip/o"]
    assert main(["run", "--workers", "2", *where]) == 2
    assert "memory:// is one process's own" in capsys.readouterr().err
    assert main(["run", *where]) == 0
    assert main(["run", "--output", (place / "o").as_uri(), "--intermediate", f"file://{place}/i"]) == 0
    memory = {
        path.removeprefix("/clip/o/"): reach_to("memory").call("cat_file", path)
        for path in reach_to("memory").call("find", "/clip/o")
        if not path.endswith("run.json")
    }
    assert memory == files(place / "o")


def test_a_url_that_leads_nowhere_is_wrong_usage(place, capsys, monkeypatch):
    seed(place, 1)
    assert main(["run", "--seeds", "gopher://papers/seeds"]) == 2
    assert "there is no way to gopher://" in capsys.readouterr().err
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "s3fs", None)
        patch.delitem(sys.modules["fsspec.registry"]._registry, "s3", raising=False)
        reach_to.cache_clear()
        assert main(["run", "--output", "s3://papers/output"]) == 2
    assert "s3:// needs a package that is not installed; pip install 'clipsheet[s3]'" in capsys.readouterr().err
    assert main(["run", "--batch", "x", "--intermediate", "s3://papers/a/", "--output", "s3://papers/a"]) == 2
    assert "are one folder" in capsys.readouterr().err
    assert main(["run", "--batch", "x", "--seeds", "s3://papers/a/", "--output", "s3://papers/a/b"]) == 2
    assert "lies among the seeds" in capsys.readouterr().err


@pytest.mark.parametrize("last", [2, 12, 19])
def test_a_run_that_is_killed_leaves_a_lock_that_the_next_one_takes_and_goes_on(place, server, bucket, objects, last):
    seed(place, 2)
    upload(place, bucket)
    run = ["run", *options(bucket, *ALL)]
    child = os.fork()
    if not child:
        real, calls = reach.Reach.call, itertools.count()

        def killed(self, method, *args, **kwargs):
            if method == "pipe_file" and next(calls) == last:
                os._exit(137)
            return real(self, method, *args, **kwargs)

        reach.Reach.call = killed
        os._exit(main(run))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 137
    assert {"intermediate/default/.lock", "output/.default.lock"} <= server.objects(bucket).keys()
    assert main(["run"]) == 0
    assert main(run) == 0
    assert objects(bucket, "output") == files(place / "output")
    assert objects(bucket, "intermediate") == files(place / "intermediate")


def test_luigis_own_way(place, server, bucket, objects, capsys):
    seed(place, 2)
    upload(place, bucket)
    where = {name: f"s3://{bucket}/{name}" for name in ALL}
    for _ in range(2):
        assert luigi.build([CleanBatch(batch="default", options=where)], local_scheduler=True)
        assert json.loads(server.objects(bucket)["output/default/run.json"])["pages"]["all"] == 2
    assert main(["run"]) == 0
    assert objects(bucket, "output") == files(place / "output")
    server.counted()
    assert main(["status", *options(bucket, *ALL)]) == 0
    assert "2 pages: 2 done" in capsys.readouterr().out
    assert [key for _, key, _ in server.asked if "wells" in key] == []


def test_a_folder_of_thousands_is_listed_a_thousand_at_a_time(server, bucket):
    names = {f"results/{number % 50}/{number}.json" for number in range(2100)}
    for name in names:
        server.put(bucket, name, b"x")
    folder = folder_at(f"s3://{bucket}", "results", "", heads=True)
    assert {f"results/{name}" for name in folder.files()} == names
    assert folder.size("7/57.json") == 1
    assert len(folder.names("3")) == len([name for name in names if name.startswith("results/3/")])
    assert server.counted() == {"list": 3}
    assert all(folder.first_line(f"3/{name}") == (b"x", 1) for name in folder.names("3"))
    assert server.counted() == {"get": len(folder.names("3"))}, "and none of another folder"


def test_shards_lie_on_a_store_as_on_a_disk(place, server, bucket, objects, capsys):
    seed(place, 7)
    upload(place, bucket)
    where = options(bucket, *ALL)
    assert main(["run", "--layout", "shards", "--shard-size", "2"]) == 0
    server.counted()
    assert main(["run", "--layout", "shards", "--shard-size", "2", "--workers", "2", *where]) == 0
    put = [key for kind, key, _ in server.asked if kind == "put" and key.endswith(".jsonl.gz")]
    assert len(put) == len(set(put)), "each once"
    assert objects(bucket, "output") == files(place / "output")
    assert objects(bucket, "intermediate") == files(place / "intermediate")
    server.counted()
    assert main(["status", *where]) == 0
    assert "7 pages: 7 done" in capsys.readouterr().out
    assert sum(server.counted().values()) < 7 + 5 * len(put), "no more than an index for each file of many results"
    server.put(bucket, "seeds/wells-03.txt", PAGE.encode())
    (place / "seeds/wells-03.txt").write_text(PAGE)
    assert main(["run"]) == 0
    assert main(["run", *where]) == 0
    assert objects(bucket, "output") == files(place / "output")
    assert main(["rerun", "--stage", "segment", "--batch", "default", "--page", "wells-05", *where]) == 0
    assert main(["validate", *where]) == 0
    assert objects(bucket, "intermediate") == files(place / "intermediate")
