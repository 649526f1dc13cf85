"""Running again: what is asked for and nothing else; what nothing reaches; what may pass on a second try (small rooms)."""

import json
import re
import shutil
from pathlib import Path

import pytest
import simple_rooms
from simple_rooms import PAGE

from tasks.__main__ import main
from tasks.command import scheduling
from tasks.run import seeds as seedsroom
from tasks.run.stages import NAMES


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Three files, one of them with three pages, cleaned; the stand-in rooms log their work."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    simple_rooms.install(monkeypatch, tmp_path / "work.log")
    for name, text in {"corn": PAGE, "two": "\f".join([PAGE, PAGE, PAGE]), "wells": PAGE}.items():
        seed(tmp_path, name, named(name, text))
    assert main(["run"]) == 0
    (tmp_path / "work.log").write_text("")
    return tmp_path


def named(name, text):
    """A page's text that the log can tell from others."""
    parts = text.split("\f")
    return "\f".join(f"{name} {number}\n\n{part}" for number, part in enumerate(parts, 1))


def seed(place, name, text):
    (place / "seeds" / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())


def worked(place) -> set[str]:
    """What the rooms did since this was last asked, each as ``stage page``."""
    log = place / "work.log"
    lines = log.read_text().splitlines()
    log.write_text("")
    found = set()
    for line in lines:
        stage, name, number = line.split()
        found.add(f"{stage} {name}" + (f".p{number}" if number != "1" else ""))
    return found


def files(folder) -> dict[str, tuple[bytes, int]]:
    found = {}
    for path in Path(folder).rglob("*"):
        if path.is_file() and path.name not in (".lock", "run.json"):
            found[path.as_posix()] = (path.read_bytes(), path.stat().st_mtime_ns)
    return found


def planned(text) -> tuple[set[str], set[str]]:
    """What a dry run says would be removed, and run (without emit, which is no stand-in and keeps no log)."""
    removed = set(re.findall(r"^would remove  (.+)$", text, re.MULTILINE))
    run = {" ".join(pair) for pair in re.findall(r"^would run     (\S+)  (\S+)", text, re.MULTILINE)}
    return removed, {one for one in run if not one.startswith("emit")}


def touch_nothing(place, name):
    """No change."""


def change_first_lines(place, name):
    """The file's text changes: what is asked for needs the first stage, too."""
    seed(place, name, named(name, "\f".join([PAGE.replace("May", "June")] * (3 if name == "two" else 1))))


def fail_last_page(place, name):
    """A page of a file fails, and its neighbours wait for nothing."""
    seed(place, "two", named("two", "\f".join([PAGE, PAGE, "!fail-segment " + PAGE])).replace("\n\n!", "\n!"))
    assert main(["run"]) == 30
    worked(place)


@pytest.mark.parametrize("page", ["two", "two.p1", "two.p2", "w*"])
@pytest.mark.parametrize(
    ("change", "stage"),
    [*((touch_nothing, stage) for stage in NAMES), (change_first_lines, "segment"), (fail_last_page, "reflow")],
)
def test_a_dry_run_says_exactly_what_is_then_removed_and_run(place, capsys, page, change, stage):
    change(place, page.partition(".")[0].replace("w*", "wells"))
    arguments = ["rerun", "--stage", stage, "--batch", "default", "--page", page]
    before = files("intermediate")
    capsys.readouterr()
    assert main([*arguments, "--dry-run"]) == 0
    removed, run = planned(capsys.readouterr().out)
    assert worked(place) == set()
    assert files("intermediate") == before
    assert removed <= set(before)
    asked = {"w*": {"wells"}, "two": {"two", "two.p2", "two.p3"}, "two.p1": {"two"}}.get(page, {page})
    assert {Path(path).name.removesuffix(".json") for path in removed} <= asked
    was = {path: what for path, what in files("output").items() if Path(path).parent.name not in asked}
    failing = change is fail_last_page and "two.p3" in asked
    assert main(arguments) == (30 if failing else 0)
    assert worked(place) - {"normalise two.p2", "normalise two.p3"} == run  # normalise is of whole files
    now = files("output")
    batch = {"output/default/articles.jsonl", "output/default/failures.json"}
    assert {path: what for path, what in now.items() if Path(path).parent.name not in asked and path not in batch} == {
        path: what for path, what in was.items() if path not in batch
    }


def test_a_whole_batch_and_only_what_failed(place, capsys):
    fail_last_page(place, "two")
    seed(place, "bad", b"\xff\xfe\xff")
    assert main(["run"]) == 30
    worked(place)
    capsys.readouterr()
    assert main(["rerun", "--failed", "--batch", "default", "--dry-run"]) == 0
    _, run = planned(capsys.readouterr().out)
    assert run == {"segment two.p3", "normalise bad", "reflow bad", "segment bad"}
    assert main(["rerun", "--stage", "segment", "--batch", "default", "--dry-run"]) == 0
    _, run = planned(capsys.readouterr().out)
    assert {one for one in run if one.startswith("segment")} == {
        f"segment {page}" for page in ("bad", "corn", "two", "two.p2", "two.p3", "wells")
    }
    seed(place, "bad", named("bad", PAGE))
    assert main(["rerun", "--failed", "--batch", "default"]) == 30
    assert worked(place) == {"normalise bad", "reflow bad", "segment bad", "segment two.p3"}


@pytest.mark.parametrize("words", [["--failed"], ["--stage", "normalise", "--page", "bad"]])
def test_a_file_that_failed_and_has_several_pages_now_is_done_with_all_of_them(place, words):
    seed(place, "bad", b"")
    assert main(["run"]) == 30
    seed(place, "bad", named("bad", f"{PAGE}\f{PAGE}"))
    worked(place)
    assert main(["rerun", "--batch", "default", *words]) == 0
    assert worked(place) == {"normalise bad", "reflow bad", "reflow bad.p2", "segment bad", "segment bad.p2"}


def test_a_page_that_loses_an_article_leaves_no_file_of_it(place):
    assert Path("output/default/wells/03.json").exists()
    seed(place, "wells", "wells 1\n\nHarbour wall to be raised\nWork begins.\n")
    assert main(["rerun", "--stage", "normalise", "--batch", "default", "--page", "wells"]) == 0
    assert sorted(path.name for path in Path("output/default/wells").iterdir()) == ["01.json", "02.json", "page.json"]


def test_clean_takes_what_nothing_reaches_and_says_so_before(place, capsys):
    Path("seeds/gone").mkdir()
    Path("seeds/gone/page.txt").write_text(named("page", PAGE))
    seed(place, "bad", b"\xff\xfe\xff")
    assert main(["run"]) == 30
    shutil.rmtree("seeds/gone")
    Path("seeds/bad.txt").unlink()
    Path("seeds/corn.txt").unlink()
    shutil.copytree("intermediate/default/2-reflow", "intermediate/default/5-polish")  # of a version that had such a stage
    Path("intermediate/default/3-segment/.clipsheet-1-1.tmp").write_text("half")
    Path("intermediate/default/3-segment/notes.json").write_text("{}")
    Path("intermediate/mine").mkdir()
    Path("intermediate/mine/1-normalise.json").write_text('{"stamp": {}}')
    before = set(files("intermediate"))
    published = files("output")
    capsys.readouterr()
    assert main(["clean", "--dry-run"]) == 0
    told, _ = planned(capsys.readouterr().out)
    assert set(files("intermediate")) == before
    assert main(["clean"]) == 0
    after = set(files("intermediate"))
    assert before - after == told
    stages = [f"{number}-{name}" for number, name in enumerate(NAMES, 1)]
    assert told == {
        *(f"intermediate/gone/{stage}/page.json" for stage in stages),
        "intermediate/gone/batch.json",
        "intermediate/gone/seen.json",
        *(f"intermediate/default/{stage}/corn.json" for stage in stages),
        *(f"intermediate/default/5-polish/{page}.json" for page in ("corn", "two", "two.p2", "two.p3", "wells")),
        "intermediate/default/failures/bad.json",
        "intermediate/default/3-segment/.clipsheet-1-1.tmp",
    }
    assert files("output") == published
    worked(place)
    assert main(["run"]) == 0
    assert worked(place) == set()


def test_what_would_be_removed_is_printed_harmlessly(place, capsys):
    seed(place, "a\nb\u202ec\x1b[31m", named("odd", PAGE))
    assert main(["run"]) == 0
    capsys.readouterr()
    assert main(["rerun", "--stage", "emit", "--batch", "default", "--dry-run"]) == 0
    Path("seeds/a\nb\u202ec\x1b[31m.txt").unlink()
    assert main(["clean", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert said.count("4-emit/a\\nb\\u202ec\\x1b[31m.json") == 2
    assert not {"\u202e", "\x1b"} & set(said)


def test_clean_takes_nothing_while_the_seeds_are_not_there(place, capsys):
    before = files("intermediate")
    Path("seeds").rename("unplugged")
    assert main(["clean"]) == 20
    assert "there is no folder seeds" in capsys.readouterr().err
    assert files("intermediate") == before


@pytest.mark.parametrize(("retry", "code", "pauses"), [(0, 30, []), (1, 30, [1]), (2, 0, [1, 2]), (5, 0, [1, 2])])
def test_what_may_pass_is_tried_again_after_longer_and_longer(place, monkeypatch, retry, code, pauses):
    change_first_lines(place, "wells")
    real, slept = seedsroom.read, []

    def read(file, seeds, limit):
        if file.name == "wells" and len(slept) < 2:
            raise seedsroom.UnreadableFile(f"{file.source} cannot be read: Stale file handle", may_pass=True)
        return real(file, seeds, limit)

    monkeypatch.setattr(seedsroom, "read", read)
    monkeypatch.setattr(scheduling, "sleep", slept.append)
    assert main(["run", "--retry", str(retry)]) == code
    assert slept == pauses
    assert Path("output/default/failures.json").exists() == (code == 30)


def test_a_page_that_cannot_pass_is_tried_once_whatever_is_allowed(place, monkeypatch):
    seed(place, "bad", b"\xff\xfe\xff")
    monkeypatch.setattr(scheduling, "sleep", lambda _: pytest.fail("there is nothing to wait for"))
    assert main(["run", "--retry", "3"]) == 30
    assert json.loads(Path("intermediate/default/failures/bad.json").read_text())["times"] == 1


def test_status_counts_pages_that_stand_alike(place, capsys):
    for number in range(60):
        seed(place, f"p{number:02}", named(f"p{number:02}", PAGE))
    main(["run"])
    seed(place, "wells", b"\xff\xff")
    main(["run"])
    capsys.readouterr()
    main(["status"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "batch default: 65 pages: 64 done, 1 failed"
    assert lines[1].startswith("  wells: normalise failed: UndecodablePage: not UTF-8 (since ")
    assert lines[-1] == "  and 44 more pages: done"
    assert len(lines) == 3 + 20 + 1
