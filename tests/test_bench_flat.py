"""The long run, watched: what is counted, how it goes on after a stop. A small program stands in for the run."""

import json
import sys

import pytest

from tests.bench import ending, flat, million, requests
from tests.bench.pages import pages
from tests.bench.plot import windows
from tests.bench.seen import START, Done, Sample, tenths

RUN = """
import json, sys, time
begin, end = int(sys.argv[1]), int(sys.argv[2])
with open("run.log", "a") as log:
    for page in range(begin, end):
        for stage in ("segment", "emit"):
            print(json.dumps({"event": "done", "stage": stage, "page": str(page)}), file=log, flush=True)
        time.sleep(0.02)
raise SystemExit(int(sys.argv[3]))
"""


def stands_in(monkeypatch, begin, end, code):
    monkeypatch.setattr(flat, "command", lambda told: [sys.executable, "-c", RUN, str(begin), str(end), str(code)])


def watched(work, *more):
    return flat.main(["--pages", "20", "--kilobytes", "1", "--every", "0.1", "--no-afterwards", "--work", str(work), *more])


def test_a_run_that_was_stopped_goes_on_and_is_counted_as_one(tmp_path, monkeypatch):
    stands_in(monkeypatch, 0, 8, 130)
    first = watched(tmp_path)
    assert (first["exit_code"], first["pages"], first["sittings"]) == (130, 8, 1)
    stands_in(monkeypatch, 8, 20, 0)
    told = watched(tmp_path)
    assert (told["exit_code"], told["pages"], told["sittings"]) == (0, 20, 2)
    assert told["stored"]["seeds"]["files"] == 20
    assert told["seconds"] > first["seconds"] > 0
    assert told["cpu_seconds"] > first["cpu_seconds"] > 0
    counted = [sample["pages"] for sample in told["samples"]]
    assert counted == sorted(counted)
    assert json.loads((tmp_path / "flat.json").read_text(encoding="utf-8")) == told
    assert (tmp_path / "flat.png").read_bytes().startswith(b"\x89PNG")


def test_a_run_that_does_no_page_is_no_measurement(tmp_path, monkeypatch):
    stands_in(monkeypatch, 0, 0, 25)
    with pytest.raises(SystemExit, match="exit code 25 before a page was done"):
        watched(tmp_path)


def test_pages_of_another_size_are_not_mixed(tmp_path):
    flat.sow(2, 1, tmp_path)
    flat.sow(4, 1, tmp_path)
    assert len(list((tmp_path / "seeds").rglob("*.txt"))) == 4
    same = {page.path.name: page.path.read_bytes() for page in pages(4, 1, tmp_path / "others")}
    assert same == {path.name: path.read_bytes() for path in (tmp_path / "seeds").rglob("*.txt")}
    with pytest.raises(SystemExit, match="another size"):
        flat.sow(4, 2, tmp_path)


def test_a_page_counts_when_its_line_is_whole(tmp_path):
    log, done = tmp_path / "run.log", Done(tmp_path / "run.log")
    assert done.count() == 0
    one, two = (json.dumps({"event": "done", "stage": "emit", "page": page}) for page in ("one", "two"))
    log.write_text(f"{one}\n{two[:9]}", encoding="utf-8")
    assert done.count() == 1
    log.write_text(f"{one}\n{two}\n{one}\n", encoding="utf-8")
    assert done.count() == 2, "the same page done again is no other page"


def at(seconds, pages, cpu, held):
    return Sample(seconds, 1, pages, cpu, 60.0, [held], held, 0.0)


def test_tenths_tell_a_run_that_slows_down():
    even = [at(n, 10 * n, n / 2, 100.0) for n in range(1, 11)]
    slow = [*even[:-1], at(20, 100, 20, 200.0)]
    assert {part["pages_a_second"] for part in tenths(even)} == {10.0}
    assert {part["cpu_ms_a_page"] for part in tenths(even)} == {50.0}
    assert tenths(slow)[8] == tenths(even)[8]
    assert tenths(slow)[9] == {"cpu_ms_a_page": 1550.0, "pages_a_second": 0.91, "worker_mb": 200.0, "main_mb": 60.0}


def test_windows_leave_out_no_page():
    seen = [vars(at(n, 300 * n, n, 1.0)) for n in range(11)]
    found = list(windows(seen))
    assert len(found) >= 5
    assert {rate for _, rate, _ in found} == {300.0}
    assert START.pages == 0


def bench_of(kilobytes, seconds):
    return {"sizes": {"kilobytes": kilobytes}, "rows": [{"name": "pipeline", "ours_median": seconds}]}


def test_a_million_is_reckoned_from_straight_lines_and_one_square():
    sizes = [{"tasks": n, "cpu_seconds": 0.002 * n + 0.00001 * n**2} for n in (100, 1000, 4000)]
    assert million.scheduling_seconds(sizes, 10_000) == pytest.approx(20 + 1000)
    stored = {"seeds": (100, 200_000), "intermediate": (400, 4_000_000), "output": (300, 1_000_000)}
    flat = {
        "pages": 100,
        "kilobytes": 2,
        "cpu_ms_a_page": 30.0,
        "main_peak_mb": 80.0,
        "worker_peak_mb": 200.0,
        "samples": [{"pages": 0, "main_mb": 10.0}, {"pages": 5, "main_mb": 70.0}],
        "stored": {name: {"files": files, "bytes": size} for name, (files, size) in stored.items()},
    }
    of = million.Measured(flat, {"sizes": sizes}, bench_of(2, 0.020), bench_of(20, 0.200))
    assert million.page_ms(of, 2) == pytest.approx(30)
    assert million.page_ms(of, 11) == pytest.approx(120)
    told = dict(million.reckoned(of, million.Batch(1_000_000, 20, 21, 100_000, 1000)))
    assert told["CPU of a page"] == "210 ms"
    assert told["CPU of all"] == "58 hours"
    assert told["by the clock on 21 cores"] == "2.8 hours"
    assert told["Luigi's tasks in a batch"] == "401"
    assert told["objects in intermediate"] == "4,000,000"
    assert told["bytes in intermediate"] == "400.0 GB"
    assert told["the run's own process"] == "10,070 MB in a batch"


def test_requests_for_each_page_are_told_from_those_for_all():
    told = requests.apart({"get": 25, "list": 4}, {"get": 45, "list": 4, "head": 10}, (10, 20))
    assert told == {"a_page": {"get": 2, "head": 1, "list": 0}, "besides": {"get": 5, "head": -10, "list": 4}}


def test_the_end_of_a_run_is_measured_by_itself(tmp_path, capsys):
    flat.sow(3, 1, tmp_path)
    assert flat.main(["--pages", "3", "--kilobytes", "1", "--no-afterwards", "--work", str(tmp_path)])["exit_code"] == 0
    capsys.readouterr()
    found = ending.main(["--work", str(tmp_path), "--workers", "1"])
    assert json.loads(capsys.readouterr().out) == found
    assert (found["files"], found["workers"], found["cpu_seconds_of_processes"]) == (3, 1, 0)
    assert found["peak_mb"] >= found["mb_before"] > 1
    assert found["cpu_ms_a_page"] > 0
    articles = tmp_path / "output/flat/articles.jsonl"
    articles.write_bytes(articles.read_bytes() + b"{}\n")
    with pytest.raises(SystemExit, match="other articles"):
        ending.main(["--work", str(tmp_path)])
