"""Batches through Luigi for real, with small rooms in place of the stages (emit is the real one)."""

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import luigi
import pytest
import simple_rooms
from luigi.task_register import Register
from simple_rooms import PAGE, seed

from tasks.__main__ import main
from tasks.pipeline import CleanBatch
from tasks.run.parts import LEAST, sizes


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty working folder with seeds/, and the stand-in rooms, which log their work."""
    return simple_rooms.working_folder(tmp_path, monkeypatch, tmp_path / "work.log")


def worked(place) -> Counter:
    """What the rooms did since this was last asked: stage → pages."""
    log = place / "work.log"
    lines = log.read_text().splitlines() if log.exists() else []
    log.write_text("")
    return Counter(line.split()[0] for line in lines)


def tree(folder) -> dict[str, bytes]:
    """Every file but two which have clocks in them."""
    found = (path for path in Path(folder).rglob("*") if path.is_file() and path.name not in ("run.json", "seen.json"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def times(folder) -> dict[str, int]:
    return {path.as_posix(): path.stat().st_mtime_ns for path in Path(folder).rglob("*") if path.is_file()}


def test_a_run_writes_articles_and_a_second_run_does_nothing(place):
    seed(place, wells=PAGE, corn=PAGE.replace("Harbour", "Granary"))
    assert main(["run"]) == 0
    assert set(tree(place / "output/default")) == {
        "articles.jsonl",
        *(f"{page}/{name}.json" for page in ("corn", "wells") for name in ("01", "02", "page")),
    }
    lines = [json.loads(line) for line in (place / "output/default/articles.jsonl").read_text().splitlines()]
    assert [line["id"] for line in lines] == ["default/corn/01", "default/corn/02", "default/wells/01", "default/wells/02"]
    assert json.loads((place / "output/default/wells/01.json").read_text()) == lines[2]
    assert worked(place) == {"normalise": 2, "reflow": 2, "segment": 2}
    before = times(place)
    assert main(["run"]) == 0
    after = times(place)
    for path in (place / "work.log", place / "intermediate/default/.lock", place / "output/default/run.json"):
        before.pop(path.as_posix()), after.pop(path.as_posix())
    assert worked(place) == {}
    assert after == before


@pytest.mark.parametrize(
    ("folder", "again"),
    [
        ("1-normalise", {"normalise": 1, "reflow": 1, "segment": 1}),
        ("2-reflow", {"reflow": 1, "segment": 1}),
        ("3-segment", {"segment": 1}),
        ("4-emit", {}),
    ],
)
def test_a_deleted_result_is_made_again_with_those_after_it_for_that_page_only(place, folder, again):
    seed(place, wells=PAGE, corn=PAGE, mill=PAGE)
    main(["run"])
    worked(place)
    before, stamped = tree(place / "output"), tree(place / "intermediate")
    (place / f"intermediate/default/{folder}/corn.json").unlink()
    assert main(["run"]) == 0
    assert worked(place) == again
    assert tree(place / "output") == before
    assert tree(place / "intermediate") == stamped


@pytest.mark.parametrize(
    ("option", "again"),
    [
        (["--shout", "true"], {"reflow": 2, "segment": 2}),
        (["--mood", "wild"], {"segment": 2}),
        (["--script", "zh-Hant"], {}),
        (["--max-page-bytes", "5000"], {"normalise": 2}),  # the same text: it stops there
        (["--shard-size", "1"], {}),
    ],
)
def test_a_changed_setting_runs_the_stages_that_read_it_and_those_after(place, option, again):
    seed(place, wells=PAGE, corn=PAGE)
    main(["run"])
    worked(place)
    assert main(["run", *option]) == 0
    assert worked(place) == again


def test_a_batch_may_have_settings_of_its_own(place):
    (place / "seeds/2026-11-23").mkdir()
    (place / "seeds/2026-11-23/alt.txt").write_bytes("Größe\nDas Maß.\n".encode("cp1252"))
    seed(place, neu="Größe\nDas Maß.\n")
    assert main(["run"]) == 30
    (place / "luigi.cfg").write_text("[batch:2026-11-*]\nencoding = cp1252\n")
    assert main(["run"]) == 0
    article = json.loads((place / "output/2026-11-23/alt/01.json").read_text())
    assert (article["headline"], article["provenance"]["encoding"]) == ("Größe", "cp1252")
    assert json.loads((place / "output/default/neu/01.json").read_text())["provenance"]["encoding"] == "utf-8"


def test_one_bad_page_fails_alone_and_says_how_to_try_again(place, capsys):
    seed(place, wells=PAGE, bad=b"fine\n\xff\xfe\xff", worse="!fail-segment now\n")
    assert main(["run"]) == 30
    assert set(tree(place / "output/default/wells")) == {"01.json", "02.json", "page.json"}
    report = json.loads((place / "output/default/failures.json").read_text())
    assert [(one["page"], one["stage"], one["line"]) for one in report["failures"]] == [
        ("bad", "normalise", 2),
        ("worse", "segment", 1),
    ]
    command = report["failures"][0]["rerun"].split()
    assert command[0] == "clipsheet"
    capsys.readouterr()
    assert main(["status"]) == 0
    told = capsys.readouterr().out
    assert "wells: done" in told
    assert "segment failed: RuntimeError: told to fail at segment (since " in told
    seed(place, bad=PAGE)
    assert main(command[1:]) == 0
    assert [one["page"] for one in json.loads((place / "output/default/failures.json").read_text())["failures"]] == ["worse"]
    seed(place, worse=PAGE)
    assert main(["rerun", "--failed", "--batch", "default"]) == 0
    assert not (place / "output/default/failures.json").exists()
    assert len((place / "output/default/articles.jsonl").read_text().splitlines()) == 6


def test_a_page_that_fails_is_tried_at_every_run_and_counted(place):
    seed(place, bad=b"\xff\xff")
    assert [main(["run"]), main(["run"])] == [30, 30]
    record = json.loads((place / "intermediate/default/failures/bad.json").read_text())
    assert record["times"] == 2
    assert record["since"] <= record["last"]


def test_what_a_page_gave_before_it_failed_does_not_stay(place):
    seed(place, wells=PAGE, corn=PAGE)
    main(["run"])
    seed(place, corn="!fail-reflow " + PAGE)
    assert main(["run"]) == 30
    assert set(tree(place / "output/default")) == {
        "articles.jsonl",
        "failures.json",
        *(f"wells/{name}.json" for name in ("01", "02", "page")),
    }


def test_any_number_of_workers_and_any_shards_give_the_same_bytes(place):
    seed(place, **{f"p{n}": PAGE.replace("May", f"the year {n}") + "\f" * (n % 3) + PAGE for n in range(9)}, bad=b"\xff")
    for number, (workers, size) in enumerate([(1, 100), (2, 2), (3, 1)]):
        folders = ["--intermediate", f"i{number}", "--output", f"o{number}"]
        assert main(["run", "--workers", str(workers), "--shard-size", str(size), *folders]) == 30
    assert tree("o0") == tree("o1") == tree("o2")
    assert len(tree("o0")) > 40


@pytest.mark.parametrize(
    ("files", "most", "workers"), [(0, 9, 2), (1, 9, 3), (40, 100, 2), (999, 7, 4), (2000, 100, 2), (77, 10, 1)]
)
def test_every_file_is_in_one_part_and_the_last_parts_are_small(files, most, workers):
    found = sizes(files, most, workers)
    assert sum(found) == files
    assert found == sorted(found, reverse=True)
    assert max(found, default=0) <= most
    if workers > 1 and files:
        assert found[0] <= max(LEAST, -(-files // (2 * workers)))
        assert found[-1] <= LEAST


def test_large_shards_are_worked_on_first_each_through_all_stages(place):
    seed(place, **{f"p{number:02}": PAGE for number in range(16)})
    assert main(["run", "--workers", "2", "--log-file", "log", "--log-format", "json"]) == 0
    done = [json.loads(line) for line in Path("log").read_text().splitlines()]
    at = {(one["stage"], one["page"]): number for number, one in enumerate(done) if one.get("event") == "done"}
    assert sizes(16, 100, 2) == [4, 4, 2, 2, 2, 2]
    small = [f"p{number:02}" for number in range(8, 16)]
    begun = min(at["normalise", page] for page in small)
    assert sum(at["emit", f"p{number:02}"] < begun for number in range(8)) >= 4  # one of the large two is through
    assert sum(at["emit", page] < at["normalise", other] for page in small for other in small) > 0


def test_a_file_that_lost_a_page_and_a_page_that_lost_an_article_leave_nothing(place):
    seed(place, two=PAGE + "\f" + PAGE + "\f" + PAGE)
    main(["run"])
    assert (place / "output/default/two.p3/01.json").exists()
    seed(place, two="Harbour wall to be raised\nWork begins.\n\f" + PAGE)
    assert main(["run"]) == 0
    assert {path.split("/")[0] for path in tree(place / "output/default")} == {"two", "two.p2", "articles.jsonl"}
    assert set(tree(place / "output/default/two")) == {"01.json", "page.json"}
    assert not [path for path in tree(place / "intermediate") if "two.p3" in path]


def test_a_seeds_file_that_is_gone_takes_its_articles_along_and_nothing_else(place):
    seed(place, wells=PAGE, corn=PAGE)
    main(["run"])
    (place / "output/default/notes.txt").write_text("mine")
    (place / "seeds/corn.txt").unlink()
    assert main(["run"]) == 0
    assert {path.split("/")[0] for path in tree(place / "output/default")} == {"wells", "articles.jsonl", "notes.txt"}
    assert not [path for path in tree(place / "intermediate") if "corn" in path]


def test_rerun_touches_those_pages_only_and_the_dry_run_says_so(place, capsys):
    seed(place, wells=PAGE, corn=PAGE)
    main(["run"])
    worked(place)
    capsys.readouterr()
    before = times(place / "intermediate")
    arguments = ["rerun", "--stage", "reflow", "--batch", "default", "--page", "corn"]
    assert main([*arguments, "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        *(f"would remove  intermediate/default/{n}-{s}/corn.json" for n, s in ((2, "reflow"), (3, "segment"), (4, "emit"))),
        *(f"would run     {stage}  corn" for stage in ("reflow", "segment", "emit")),
    ]
    assert worked(place) == {}
    assert main(arguments) == 0
    assert worked(place) == {"reflow": 1, "segment": 1}
    changed = {path for path, when in times(place / "intermediate").items() if before[path] != when}
    assert {Path(path).name for path in changed} <= {"corn.json", ".lock", "seen.json"}
    assert len(changed) == 5


@pytest.mark.parametrize("folder", ["1-normalise", "2-reflow", "3-segment", "4-emit"])
def test_a_result_damaged_on_disk_is_made_again(place, folder):
    seed(place, wells=PAGE)
    main(["run"])
    before = tree(place / "output")
    path = place / f"intermediate/default/{folder}/wells.json"
    path.write_bytes(path.read_bytes()[:-40] + b"}")
    after = {"1-normalise": "2-reflow", "2-reflow": "3-segment"}.get(folder, "4-emit")
    if after != folder:
        (place / f"intermediate/default/{after}/wells.json").unlink()
    assert main(["run"]) == 0
    assert tree(place / "output") == before


@pytest.mark.parametrize("harm", ["delete", "change", "manifest"])
def test_published_files_that_went_missing_are_put_back(place, harm):
    seed(place, wells=PAGE)
    main(["run"])
    before = tree(place / "output")
    path = place / "output/default/wells" / ("page.json" if harm == "manifest" else "02.json")
    path.unlink() if harm != "change" else path.write_text("{}")
    assert main(["run"]) == 0
    assert tree(place / "output") == before


def test_a_hopeless_batch_stops_early_and_says_so(place, capsys):
    seed(place, **{f"p{n}": b"\xff\xff" for n in range(10)})
    assert main(["run", "--max-failed-share", "0.2"]) == 30
    assert "more than max_failed_share = 0.2" in capsys.readouterr().out
    assert len(json.loads((place / "output/default/failures.json").read_text())["failures"]) == 3


def test_the_plain_luigi_way(place, monkeypatch):
    seed(place, wells=PAGE)
    monkeypatch.setattr(Register, "_reg", list(Register._reg))
    importlib.reload(importlib.import_module("tasks.command.plain"))
    assert luigi.run(["CleanBatch", "--batch", "default", "--local-scheduler", "--no-lock"])
    assert (place / "output/default/articles.jsonl").exists()
    assert CleanBatch(batch="default").complete()
    seed(place, corn=PAGE)
    assert not CleanBatch(batch="default").complete()
    assert luigi.build([CleanBatch(batch="default")], local_scheduler=True)
    assert (place / "output/default/corn/page.json").exists()


def run_in_child(arguments) -> int:
    """Run in a forked process group of its own; its process id."""
    child = os.fork()
    if child:
        return child
    os.setpgid(0, 0)
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - the process ends with it
    os._exit(main(arguments))


@pytest.mark.parametrize("whole_group", [True, False])
def test_a_run_killed_at_any_instant_resumes_to_the_same_bytes(place, whole_group):
    seed(place, **{f"p{n}": PAGE.replace("May", f"the year {n}") for n in range(30)})
    main(["run", "--intermediate", "calm-i", "--output", "calm-o"])
    kills = 0
    for n in range(8):
        child = run_in_child(["run", "--workers", "2", "--shard-size", "5"])
        time.sleep(0.02 + 0.03 * n)
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if whole_group else os.kill)(child, signal.SIGKILL)
        kills += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert kills > 2
    assert main(["run", "--workers", "2", "--shard-size", "5"]) == 0
    assert tree(place / "output") == tree(place / "calm-o")
    assert not [path for path in tree(place / "intermediate") if ".tmp" in path]


def test_a_second_run_on_a_batch_is_refused(place, capsys):
    seed(place, wells=PAGE)
    code = "import sys, time\nfrom pathlib import Path\nfrom tasks.store import Lock\nLock(Path(sys.argv[1])).take()\n"
    root = Path(__file__).resolve().parents[1]
    holder = subprocess.Popen(
        [sys.executable, "-c", code + "print(flush=True)\ntime.sleep(60)", str(place / "intermediate/default/.lock")],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    try:
        holder.stdout.readline()
        assert main(["run", "--batch", "default"]) == 10
        assert f"process {holder.pid} on" in capsys.readouterr().err
        assert not (place / "output/default/wells").exists()
    finally:
        holder.kill()
        holder.wait()
    assert main(["run"]) == 0


def test_a_further_page_that_is_missing_is_named_and_costs_the_others_nothing(place, capsys):
    seed(place, two=PAGE + "\f" + PAGE + "\f" + PAGE)
    main(["run"])
    (place / "intermediate/default/1-normalise/two.p2.json").unlink()
    capsys.readouterr()
    assert main(["validate"]) == 30
    told = capsys.readouterr().out
    assert "two.p2: not done: normalise missing" in told
    assert "3 pages checked, 1 problem" in told
