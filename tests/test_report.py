"""What a run says of itself: its news, its log, run.json, the figures for a monitor; over small rooms."""

import json
import logging
import os
import re
import signal
import sys
from pathlib import Path

import jsonschema_rs
import pytest
import simple_rooms
from simple_rooms import PAGE, seed

from tasks import report
from tasks.__main__ import main
from tasks.command import telling
from tasks.report import Metric, RunLog, Tally, exposition, listening, news, pass_on, tell
from tasks.run.commands import without_password

ROOT = Path(__file__).resolve().parents[1]
ODD = ["new\nline", "\x1b[31mred\r\b", 'a b="c"', "第三版\u2028\u0085", "\u202eevod", "caf\udce9", "e\u0301" * 90, "😀", ""]
SCHEMA = jsonschema_rs.validator_for(json.loads((ROOT / "tasks/run/run.schema.json").read_text(encoding="utf-8")))


@pytest.fixture
def place(tmp_path, monkeypatch):
    return simple_rooms.working_folder(tmp_path, monkeypatch)


def ran(place, batch="default") -> dict:
    """What run.json says; it fits its schema, and its counts add up."""
    found = json.loads((place / "output" / batch / "run.json").read_bytes())
    SCHEMA.validate(found)
    pages = dict(found["pages"])
    assert pages.pop("all") == sum(pages.values())
    for counts in found["stages"].values():
        assert found["pages"]["all"] == sum(count for name, count in counts.items() if name != "seconds")
    return found


def in_children(count, work):
    """Do something in forked processes at once."""
    children = []
    for number in range(count):
        child = os.fork()
        if not child:
            try:
                work(number)
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


def test_news_of_many_workers_arrive_whole_whatever_they_hold():
    heard = []

    def work(number):
        for n in range(300):
            tell({"worker": number, "n": n, "page": ODD[n % len(ODD)], "message": "x" * (n * 37)})

    with listening(heard.append):
        in_children(4, work)
    assert len(heard) == 1200
    for number in range(4):
        mine = [one for one in heard if one["worker"] == number]
        assert [(one["n"], one["page"]) for one in mine] == [(n, ODD[n % len(ODD)]) for n in range(300)]
    assert max(len(one["message"]) for one in heard) < 4096


def test_what_hears_badly_stops_no_worker_and_is_told_of():
    heard = []

    def hear(one):
        heard.append(one["n"])
        if one["n"] == 1:
            raise ValueError("deaf")

    def run():
        with listening(hear):
            for n in range(5000):  # more than a pipe holds
                tell({"n": n, "why": "y" * 100})

    with pytest.raises(ValueError, match="deaf"):
        run()
    assert heard == list(range(5000))
    tell({"n": 0})  # nobody listens, nothing happens


def test_news_nobody_listens_to_are_kept_when_asked_for(monkeypatch):
    monkeypatch.setattr(news, "_file", None)
    tell({"n": "lost"})
    report.keep()
    in_children(3, lambda number: [tell({"n": number, "page": odd}) for odd in ODD])
    assert sorted(one["n"] for one in report.kept()) == sorted([0, 1, 2] * len(ODD))
    assert {one["page"] for one in report.kept()} == set(ODD)
    os.close(news._file)


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_entry_is_one_line_that_says_what_it_was_given(tmp_path, form):
    with RunLog.open(str(tmp_path / "deep/run.log"), form) as log:
        for odd in ODD:
            log.write("info", "done", {"page": odd, "seconds": 0.25, "left": None})
    lines = (tmp_path / "deep/run.log").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(ODD)
    for line, odd in zip(lines, ODD, strict=True):
        assert line.isprintable()
        if form == "json":
            entry = json.loads(line)
            assert list(entry) == ["time", "level", "event", "page", "seconds"]
            assert (entry["level"], entry["event"], entry["page"], entry["seconds"]) == ("info", "done", odd, 0.25)
            time = entry["time"]
        else:
            shape = r'(\S+) (\S+) (\S+) page=("(?:\\.|[^"])*"|\S+) (\S+)'
            time, level, event, page, seconds = re.fullmatch(shape, line).groups()
            assert (level, event, seconds) == ("info", "done", "seconds=0.25")
            assert (json.loads(page) if page.startswith('"') else page) == odd
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", time)


def test_runs_that_share_a_log_do_not_tear_its_lines(tmp_path):
    def work(number):
        with RunLog.open(str(tmp_path / "log"), "json") as log:
            for n in range(200):
                log.write("info", "done", {"n": n, "run": number, "page": "第三版" * 60})

    in_children(4, work)
    lines = [json.loads(line) for line in (tmp_path / "log").read_bytes().splitlines()]
    assert sorted((one["run"], one["n"]) for one in lines) == [(run, n) for run in range(4) for n in range(200)]


def test_a_log_that_cannot_be_written_ends_nothing():
    with RunLog.open("/dev/full", "text") as log:
        log.write("info", "done", {})
        assert log.lost.strerror == "No space left on device"


def test_a_loggers_lines_become_news(capfd):
    heard = []
    with listening(heard.append), pass_on("third.party"):
        logging.getLogger("third.party").warning("two\nlines")
        logging.getLogger("third.party.part").info("more")
        logging.getLogger("third.party").debug("too much")
    logging.getLogger("third.party").info("nobody asked")
    assert [(one["level"], one["log"]) for one in heard] == [("warning", "two\nlines"), ("info", "more")]
    assert capfd.readouterr() == ("", "")


def test_a_tally_adds_up_and_the_last_word_counts():
    tally = Tally("sheet")
    for stage, sheet, state, seconds in [
        ("fold", "a", "done", 1.5), ("fold", "b", "failed", 2), ("fold", "b", "done", 4), ("fold", "c", "cached", 9),
        ("cut", "a", "done", 0.25), ("cut", "b", "done", 1), ("cut", "b", "failed", 1),
    ]:  # fmt: skip
        tally.hear({"stage": stage, "sheet": sheet, "state": state, "seconds": seconds})
    for error in ("Torn", "Torn"):
        tally.hear({"error": error, "message": "as said"})
    assert [tally.stages_of(sheet) for sheet in "abcd"] == [{"fold", "cut"}, {"fold"}, set(), set()]
    assert tally.items_failed == {"b"}
    assert (tally.seconds("fold"), tally.seconds("cut"), tally.seconds("glue")) == (7.5, 2.25, 0)
    assert tally.slowest(1, ("fold", "cut")) == [("b", 8.0)]
    assert tally.errors == ["Torn: as said"]


def parsed(data: bytes) -> dict:
    """A strict reading of Prometheus' text format: (name, labels) → value; every metric is described before its values."""
    text = data.decode()
    assert text.endswith("\n")
    label = r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:\\[\\n"]|[^\\"\n])*)"'
    found, described = {}, None
    for line in text.split("\n")[:-1]:
        if line.startswith("# "):
            word, name, _ = re.fullmatch(r"# (HELP|TYPE) ([a-z_]+) (gauge|[^\\\n]+)", line).groups()
            assert word == "HELP" or (name == described and line.endswith(" gauge"))
            described = name
            continue
        name, labels, value = re.fullmatch(rf"([a-z_]+)(?:\{{((?:{label},?)*)\}})? (-?[0-9.e+]+)", line).group(1, 2, 5)
        assert name == described
        key = (name, *sorted(re.findall(label, labels or "")))
        assert key not in found
        found[key] = float(value)
    return found


def test_figures_are_in_the_format_whatever_labels_hold():
    odd = [({"batch": name, "state": "done"}, n) for n, name in enumerate(ODD)]
    metrics = [Metric("sheets", "Sheets.", tuple(odd)), Metric("none", "Nothing.", ()), Metric("t", "T.", (({}, 1.8e9),))]
    found = parsed(exposition(metrics))
    assert sorted(found.values()) == [*map(float, range(len(ODD))), 1.8e9]
    assert ("sheets", ("batch", "new\\nline"), ("state", "done")) in found
    with pytest.raises(ValueError, match="not a metric's name"):
        exposition([Metric("two words", "", ())])


def test_run_json_says_what_was_done_what_was_there_and_what_failed(place):
    seed(place, wells=PAGE, two=PAGE + "\f" + PAGE, bad=b"\xff\xff", worse="!fail-segment now\n")
    assert main(["run", "--workers", "2", "--shard-size", "1", "--shout", "true"]) == 30
    first = ran(place)
    assert first["exit_code"] == 30
    assert first["pages"] == {"all": 5, "worked": 3, "cached": 0, "failed": 2, "missing": 0}
    assert {name: (one["worked"], one["failed"], one["missing"]) for name, one in first["stages"].items()} == {
        "normalise": (4, 1, 0), "reflow": (4, 0, 1), "segment": (3, 1, 1), "emit": (3, 0, 2),
    }  # fmt: skip
    assert first["stages"]["segment"]["seconds"] > 0
    assert first["articles"] == 6
    assert first["warnings"] == {"loud": 3}
    assert [(one["page"], one["stage"], one["error"]) for one in first["failures"]] == [
        ("bad", "normalise", "UndecodablePage"),
        ("worse", "segment", "RuntimeError"),
    ]
    assert {one["page"] for one in first["slowest"]} <= {"wells", "two", "two.p2", "bad", "worse"}
    assert first["settings"] == {"clipsheet": {"workers": 2, "shard_size": 1}, "reflow": {"shout": True}}
    assert first["command"] == "clipsheet run --workers 2 --shard-size 1 --shout true"
    assert first["versions"]["stages"] == dict.fromkeys(("normalise", "reflow", "segment"), "1") | {
        "emit": first["versions"]["stages"]["emit"]
    }
    assert first["pid"] == os.getpid()
    assert first["began"] <= first["ended"]
    seed(place, bad=PAGE)
    (place / "seeds/worse.txt").unlink()
    assert main(["run", "--shout", "true"]) == 0
    again = ran(place)
    assert again["pages"] == {"all": 4, "worked": 1, "cached": 3, "failed": 0, "missing": 0}
    assert again["stages"]["normalise"] == again["stages"]["emit"] | {"seconds": again["stages"]["normalise"]["seconds"]}
    assert again["run"] != first["run"]


def test_run_json_is_written_by_a_run_that_finds_nothing_to_do_too_and_nothing_else_is(place):
    seed(place, wells=PAGE)
    main(["run"])
    before = {path: path.stat().st_mtime_ns for path in (place / "output").rglob("*.json*")}
    first = ran(place)
    assert main(["run", "--page", "wells"]) == 0
    after = {path: path.stat().st_mtime_ns for path in (place / "output").rglob("*.json*")}
    assert {path.name for path in after if after[path] != before.get(path)} == {"run.json"}
    second = ran(place)
    assert second["pages"] == {"all": 1, "worked": 0, "cached": 1, "failed": 0, "missing": 0}
    assert second["pages_asked"] == ["wells"]
    assert second["slowest"] == []
    assert second["run"] != first["run"]


def test_run_json_of_a_run_that_stopped_early_says_why(place, monkeypatch):
    seed(place, **{f"p{n}": b"\xff" for n in range(10)})
    assert main(["run", "--max-failed-share", "0.2"]) == 30
    found = ran(place)
    assert found["pages"]["failed"] == 3
    assert found["pages"]["missing"] == 7
    (why,) = found["stopped"]
    assert "more than max_failed_share = 0.2" in why
    seed(place, **{f"p{n}": PAGE for n in range(10)})

    def killed(page, settings):
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(sys.modules["tasks.reflow"], "reflow", killed)
    assert main(["run", "--workers", "2"]) == 30
    died = sorted(why.partition("; ")[0] for why in ran(place)["stopped"])
    shards = ("3 files from 'p0'", "3 files from 'p3'", "2 files from 'p6'", "2 files from 'p8'")
    told = (f"WorkerDied: ReflowShard(default, {one} on) died unexpectedly with exit code -9" for one in shards)
    assert died == sorted(told)


def test_a_page_may_be_called_as_the_runs_own_files(place):
    seed(place, **{"run.json": PAGE, "run": PAGE})
    assert main(["run"]) == 0
    assert ran(place)["pages"]["worked"] == 2
    assert (place / "output/default/run.json_/01.json").exists()
    assert main(["validate"]) == 0


def test_run_json_that_cannot_be_written_is_told_of(place, capsys):
    seed(place, wells=PAGE)
    (place / "output/default/run.json/x").mkdir(parents=True)
    assert main(["run"]) == 25
    assert "output/default/run.json could not be written: Is a directory" in capsys.readouterr().out
    assert (place / "output/default/wells/01.json").exists()


def test_the_log_of_a_run_has_its_begin_each_page_each_error_and_its_end(place, capfd):
    seed(place, wells=PAGE, bad=b"\xff\xff")
    arguments = ["run", "--workers", "2", "--shard-size", "1"]
    assert main([*arguments, "--log-file", "logs/run.jsonl", "--log-format", "json"]) == 30
    assert capfd.readouterr().err == ""
    lines = [json.loads(line) for line in (place / "logs/run.jsonl").read_text().splitlines()]
    assert [one["event"] for one in (lines[0], lines[-1])] == ["begin", "end"]
    assert {one["run"] for one in lines} == {ran(place)["run"]}
    assert lines[-1]["exit_code"] == 30
    assert sorted((one["event"], one["stage"], one["page"]) for one in lines[1:-1] if "stage" in one) == [
        *(("done", stage, "wells") for stage in ("emit", "normalise", "reflow", "segment")),
        ("failed", "normalise", "bad"),
    ]
    (failed,) = [one for one in lines if one["event"] == "failed"]
    assert (failed["level"], failed["why"]) == ("error", "UndecodablePage: not UTF-8")
    assert main([*arguments, "--log-file", "-"]) == 30
    out, err = capfd.readouterr()
    assert out.startswith("batch default: 1 page done (1 from cache), 1 failed")
    assert [line.split()[2] for line in err.splitlines()] == ["begin", "failed", "end"]
    assert not any("logger=" in line for line in err.splitlines())
    assert main([*arguments, "--verbose"]) == 30
    assert any("logger=luigi-interface" in line for line in capfd.readouterr().err.splitlines())


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["run", "--log-file", "seeds"], 25, "log_file = seeds cannot be written: Is a directory"),
        (["run", "--log-format", "xml"], 2, "log_format = 'xml' is not allowed; allowed is one of text, json"),
        (["run", "--metrics-file", "seeds/wells.txt/x"], 0, "metrics_file = seeds/wells.txt/x could not be written"),
        (["run", "--log-file", "/dev/full"], 0, "log_file = /dev/full could not be written: No space left on device"),
        (["run", "--scheduler", "localhost:8082"], 2, "scheduler = 'localhost:8082' is not allowed; allowed is an address"),
    ],
)
def test_what_is_wrong_with_a_report_is_named(place, capsys, arguments, code, says):
    seed(place, wells=PAGE)
    assert main([*arguments, "--batch", "default"]) == code
    assert says in capsys.readouterr().err


def test_an_address_that_is_none_ends_the_command_before_any_batch_is_begun(place, capsys):
    seed(place, wells=PAGE)
    assert main(["run"]) == 0
    before = Path("output/default/run.json").read_bytes()
    capsys.readouterr()
    for command in (["run"], ["rerun", "--stage", "emit", "--batch", "default"]):
        assert main([*command, "--scheduler", "luigi.example"]) == 2
        said = capsys.readouterr()
        assert "scheduler = 'luigi.example' is not allowed" in said.err
        assert not said.out
    assert Path("output/default/run.json").read_bytes() == before


def test_figures_to_a_device_leave_it_one(place, monkeypatch):
    seed(place, wells=PAGE)
    monkeypatch.setattr(telling, "write_whole", lambda *_: pytest.fail("would put a file in the device's place"))
    assert main(["run", "--metrics-file", "/dev/null"]) == 0


def test_the_figures_of_a_run(place):
    seed(place, wells=PAGE, bad=b"\xff\xff")
    (place / "seeds/2026-11-23").mkdir()
    (place / "seeds/2026-11-23/wells.txt").write_text(PAGE)
    assert main(["run", "--metrics-file", "figures/clipsheet.prom", "--shout", "true"]) == 30
    found = parsed((place / "figures/clipsheet.prom").read_bytes())
    assert found[("clipsheet_exit_code",)] == 30
    assert found[("clipsheet_pages", ("batch", "default"), ("state", "failed"))] == 1
    assert found[("clipsheet_pages", ("batch", "2026-11-23"), ("state", "worked"))] == 1
    assert found[("clipsheet_articles", ("batch", "default"))] == 2
    assert found[("clipsheet_warnings", ("batch", "default"), ("code", "loud"))] == 1
    assert found[("clipsheet_stage_seconds", ("batch", "default"), ("stage", "emit"))] > 0
    assert abs(found[("clipsheet_last_run_timestamp_seconds",)] - (place / "figures/clipsheet.prom").stat().st_mtime) < 5
    assert 0 < found[("clipsheet_run_seconds",)] < 60
    assert [path.name for path in (place / "figures").iterdir()] == ["clipsheet.prom"]
    assert main(["run", "--batch", "2026-11-22", "--metrics-file", "figures/clipsheet.prom"]) == 20
    found = parsed((place / "figures/clipsheet.prom").read_bytes())
    assert found.pop(("clipsheet_exit_code",)) == 20
    assert {name for name, *_ in found} == {"clipsheet_last_run_timestamp_seconds", "clipsheet_run_seconds"}


def test_no_password_is_written_down(place):
    seed(place, wells=PAGE)
    address = "http://night:s3cret@127.0.0.1:1"
    assert main(["run", "--scheduler", address, "--log-file", "log"]) == 35
    written = [path for folder in ("output", "intermediate") for path in (place / folder).rglob("*") if path.is_file()]
    for path in [*written, place / "log"]:
        assert b"s3cret" not in path.read_bytes(), path
    assert ran(place)["settings"]["clipsheet"]["scheduler"] == without_password(address) == "http://night:…@127.0.0.1:1"


def test_on_a_terminal_a_run_shows_how_far_it_is(place, capsys, monkeypatch):
    seed(place, wells=PAGE, bad=b"\xff\xff")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main(["run"]) == 30
    out, err = capsys.readouterr()
    assert "default" in err
    assert out.startswith("batch default: 1 page done (0 from cache), 1 failed; 2 articles, 0 warnings in output/default/\n")
