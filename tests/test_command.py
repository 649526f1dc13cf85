"""The command line: what it may be told, what it says, and its exit codes; over small rooms."""

import json
import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest
import simple_rooms
from simple_rooms import PAGE, seed

from tasks.__main__ import main
from tasks.run import seeds as seedsroom

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def place(tmp_path, monkeypatch):
    return simple_rooms.working_folder(tmp_path, monkeypatch)


def told(capsys) -> str:
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["run", "--bach", "x"], 2, "no setting 'bach'; did you mean"),
        (["run", "--mood", "sad"], 2, "mood = 'sad' is not allowed; allowed is one of calm, wild"),
        (["run", "--workers", "many"], 2, "workers = 'many' is not allowed; allowed is a whole number from 1 to 256"),
        (["run", "--shard-size", "0"], 2, "shard_size = '0' is not allowed"),
        (["run", "--shout", "perhaps"], 2, "allowed is true or false"),
        (["run", "--max-failed-share", "1.5"], 2, "a number from 0.0 to 1.0"),
        (["run", "--mood"], 2, "without a value"),
        (["run", "surplus"], 2, "'surplus' is no option"),
        (["status", "--page", "wells"], 2, "'--page' is no option; 'clipsheet status --help' lists them"),
        (["clean", "--batch", "fog"], 20, "batch fog has neither pages in seeds/ nor results in intermediate/"),
        (["gold", "--batch", "fog"], 20, "batch fog has no pages"),
        (["gold", "--output", "output"], 2, "--output output lies in output = output, which holds other things"),
        (["draw", "wells", "--output", "my wells.PNG"], 2, "drawn as SVG, which my wells.PNG would not be taken for"),
        (["draw", "wells", "--output", "seeds/wells.svg"], 2, "lies in seeds = seeds, which holds other things"),
        (["run", "--batch", "../seeds"], 2, "cannot be a batch"),
        (["run", "--batch", ""], 2, "'' cannot be a batch"),
        (["status", "--batch", ""], 2, "'' cannot be a batch"),
        (["validate", "--batch", ""], 2, "'' cannot be a batch"),
        (["clean", "--batch", ""], 2, "'' cannot be a batch"),
        (["explain", "wells", "--batch", ""], 2, "'' cannot be a batch"),
        (["run", "--config", "no.cfg"], 2, "no configuration file no.cfg"),
        (["run", "--batch", "2020-01-01"], 20, "batch 2020-01-01 has no pages"),
        (["run", "--seeds", "nowhere"], 20, "there are no pages in nowhere/"),
        (["run", "--seeds", "seeds/wells.txt"], 20, "seeds/wells.txt is a file; name the folder"),
        (["run", "--page", "fog"], 20, "no batch has a page 'fog'"),
        (["run", "--batch", "default", "--page", "fog"], 20, "no page 'fog'"),
        (["run", "--intermediate", "x", "--output", "./x"], 2, "intermediate and output are one folder"),
        (["run", "--output", "seeds/out"], 2, "output = seeds/out lies among the seeds"),
        (["run", "--intermediate", "seeds"], 2, "intermediate = seeds lies among the seeds"),
        (["explain", "fog"], 20, "no page 'fog'"),
        (["explain", "wells"], 20, "'clipsheet run --batch default' makes them"),
        (["rerun", "--batch", "default"], 2, "--stage {normalise,reflow,segment,emit}, or --failed"),
    ],
)
def test_what_is_wrong_is_named_with_the_way_out(place, capsys, arguments, code, says):
    seed(place, wells=PAGE)
    assert main(arguments) == code
    assert says in capsys.readouterr().err


def test_a_page_that_its_file_does_not_have_is_named(place, capsys):
    seed(place, wells=PAGE + "\f" + PAGE, broken=b"\xff")
    assert main(["run", "--page", "wells.p2"]) == 0
    for page in ("wells.p3", "wells.p0", "wells.p02", "*.p3"):
        for command in (["run", "--batch", "default"], ["rerun", "--stage", "emit", "--batch", "default", "--dry-run"]):
            capsys.readouterr()
            assert main([*command, "--page", page]) == 20, (command, page)
            assert f"batch default has no page '{page}'; 'clipsheet status --batch default' lists those it has" in (
                capsys.readouterr().err
            )
    assert json.loads((place / "output/default/run.json").read_text())["exit_code"] == 20
    assert main(["explain", "wells.p3"]) == 20
    assert "there is no page 'wells.p3': wells.txt has 2; 'clipsheet status" in capsys.readouterr().err
    assert main(["run", "--page", "broken.p2"]) == 30, "how many pages it has is not known"
    assert main(["run", "--page", "wells.p1", "--page", "wel*"]) == 0


def test_the_command_for_a_batch_that_looks_like_an_option_can_be_typed(place, capsys):
    (place / "seeds/-old").mkdir()
    (place / "seeds/-old/wells.txt").touch()
    assert main(["run"]) == 30
    command = next(line.partition("; then: clipsheet ")[2] for line in told(capsys).splitlines() if "; then: " in line)
    (place / "seeds/-old/wells.txt").write_text(PAGE)
    assert main(shlex.split(command)) == 0
    assert main(["status", "--batch=-old"]) == 0


def test_a_further_page_is_made_though_its_file_was_not(place, capsys):
    seed(place, wells=PAGE + "\f" + PAGE)
    pages = place / "output/default"
    assert main(["run", "--page", "wells.p2"]) == 0
    assert "1 page done (0 from cache)" in told(capsys)
    assert [(pages / name / "page.json").exists() for name in ("wells", "wells.p2")] == [False, True]
    seed(place, wells=PAGE + "\f" + PAGE + "\f" + PAGE)
    assert main(["run", "--page", "wells.p3"]) == 0
    assert [(pages / name / "page.json").exists() for name in ("wells", "wells.p3")] == [False, True]
    assert main(["run"]) == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[normalise]\nencodnig = big5\n", "luigi.cfg [normalise]: there is no setting 'encodnig'; did you mean encoding?"),
        ("[segment]\nmood = sad\n", "luigi.cfg [segment]: mood = 'sad' is not allowed"),
        ("[normalize]\nencoding = big5\n", "no section [normalize]; did you mean [normalise]?"),
        ("[batch:x]\nworkers = 2\n", "set it in [clipsheet]"),
        ("[batch default]\nencoding = big5\n", "no section [batch default]; did you mean [batch:default]?"),
        ("[Page:default/wells]\nencoding = big5\n", "no section [Page:default/wells]; did you mean [page:default/wells]?"),
        ("[batch:seeds/default]\nencoding = big5\n", "name a folder directly below the seeds, such as [batch:2026-11-23]"),
        ("[batch:]\nencoding = big5\n", "name a folder directly below the seeds, such as [batch:2026-11-23]"),
        ("[page:wells]\nencoding = big5\n", "name the page's batch, too, such as [page:default/wells]"),
        ("[page:default/]\nencoding = big5\n", "name the page's batch, too, such as [page:default/"),
        ("[clipsheet]\nworkers: 2\nworkers = 3\n", "cannot be read"),
    ],
)
def test_a_wrong_configuration_file_ends_the_run_at_once(place, capsys, text, says):
    seed(place, wells=PAGE)
    (place / "luigi.cfg").write_text(text)
    assert main(["run"]) == 2
    assert says in capsys.readouterr().err
    assert not (place / "output").exists()


def test_ctrl_c_while_a_module_is_imported_is_no_error_of_the_program(place, capsys, monkeypatch):
    """Python 3.11 tells of an interrupt within ``__set_name__``, as dataclasses with slots have it, by a RuntimeError."""

    def interrupted(batch):
        class Descriptor:
            def __set_name__(self, owner, name):
                raise KeyboardInterrupt

        type("Made", (), {"field": Descriptor()})

    monkeypatch.setattr("tasks.command.status.job_of", lambda options, batch, fresh: interrupted(batch))
    seed(place, wells=PAGE)
    assert main(["status"]) == 130
    assert "stopped; what is done is kept" in capsys.readouterr().err


def test_status_says_which_section_is_about_no_page(place, capsys):
    seed(place, wells=PAGE + "\f" + PAGE)
    named = ("wells", "wells.txt", "wells.p2", "wels", "w*", "x*")
    (place / "luigi.cfg").write_text("".join(f"[page:default/{name}]\nencoding = utf-8\n" for name in named))
    assert main(["status"]) == 0
    said = re.findall(r"\[page:default/(\S+)\] is about no file of this batch", told(capsys))
    assert said == ["wells.txt", "wells.p2", "wels"]


def test_the_configuration_file_is_read_and_the_command_line_wins(place, capsys):
    (place / "pages").mkdir()
    (place / "pages/wells.txt").write_text(PAGE)
    (place / "luigi.cfg").write_text("[core]\nlocal_scheduler = true\n[clipsheet]\nseeds = pages\noutput = made\n")
    assert main(["run", "--output", "told"]) == 0
    assert (place / "told/default/wells/01.json").exists()
    assert not (place / "made").exists()
    told(capsys)
    assert main(["settings", "--output", "told", "--mood", "wild"]) == 0
    listing = told(capsys)
    assert "seeds = pages  #" in listing
    assert "output = told  #" in listing
    assert "mood = wild  # one of calm, wild" in listing


def test_a_batch_named_in_full_wins_over_a_pattern_and_the_command_line_over_both(place, capsys):
    (place / "luigi.cfg").write_text("[segment]\nmood = calm\n[batch:def*]\nmood = wild\n[batch:default]\nmood = calm\n")
    main(["settings"])
    assert "mood = calm" in told(capsys)
    main(["settings", "--segment.mood", "wild"])
    assert "mood = wild" in told(capsys)


def test_status_says_what_is_done_missing_and_stale_and_why(place, capsys):
    seed(place, wells=PAGE)
    main(["status"])
    assert "wells: normalise missing · reflow missing · segment missing · emit missing" in told(capsys)
    main(["run"])
    told(capsys)
    main(["status", "--mood", "wild"])
    assert "segment stale: setting mood: calm → wild · emit stale: waits for segment" in told(capsys)
    seed(place, wells=PAGE + "\nMore.\n")
    main(["status", "--json"])
    page = json.loads(told(capsys))["batches"][0]["pages"][0]
    assert page["state"] == "stale"
    assert page["stages"]["normalise"]["why"].startswith("input source: ")


def test_explain_says_where_a_line_went_and_why(place, capsys):
    seed(place, two=PAGE + "\f" + PAGE)
    main(["run"])
    told(capsys)
    assert main(["explain", "two", "--line", "4"]) == 0
    text = told(capsys)
    assert "“Bakers' strike ends” → headline of article 02" in text
    assert "headline, 90% sure, rather than body" in text
    assert "for it: stands first (+1.00)" in text
    assert main(["explain", "default/two.p2", "--line", "7", "--json"]) == 0
    line = json.loads(told(capsys))
    assert line["text"] == "Work on the wall begins in May."
    assert line["went"][0]["field"] == "paragraph 1"
    assert main(["explain", "two", "--line", "99"]) == 2
    assert main(["explain", "two.p2"]) == 0


def test_validate_finds_what_was_changed(place, capsys):
    seed(place, wells=PAGE)
    main(["run"])
    assert main(["validate"]) == 0
    path = place / "output/default/wells/01.json"
    path.write_bytes(path.read_bytes().replace(b"Harbour", b"Harvest"))
    assert main(["validate"]) == 30
    assert "wells: not done: emit stale: 01.json was changed" in told(capsys)
    (place / "intermediate/default/seen.json").unlink()  # which says that its files looked otherwise
    assert main(["validate"]) == 30
    assert "wells: 01.json is not as it was written; clipsheet rerun --stage emit" in told(capsys)


def test_explain_says_why_a_page_has_no_results_or_none_that_can_be_read(place, capsys):
    seed(place, wells=PAGE, bad="!fail-normalise", worse="!fail-segment")
    assert main(["run"]) == 30
    assert main(["explain", "bad"]) == 20
    assert "page 'bad' failed at normalise (bad.txt): " in capsys.readouterr().err
    assert main(["explain", "worse"]) == 0
    assert "Not up to date: segment failed: " in told(capsys)
    published = place / "output/default/wells/01.json"
    published.write_text("{}")
    assert main(["explain", "wells"]) == 30
    assert "wells: 01.json is not as it was written; clipsheet rerun --stage emit" in capsys.readouterr().err
    cached = place / "intermediate/default/2-reflow/wells.json"
    cached.write_bytes(cached.read_bytes()[:-9])
    assert main(["explain", "wells"]) == 30
    assert "2-reflow/wells.json is not as it was written; delete it" in capsys.readouterr().err
    assert main(["validate"]) == 30
    assert "bad: not done: normalise failed: " in (text := told(capsys))
    assert "; then: clipsheet rerun --stage normalise --batch default --page=bad" in text


def odd_seeds(place):
    folder = place / "seeds"
    for name in ("-dash.txt", ".dots.txt", "第三版.txt", "a b.txt", "new\nline.txt", "page.json.txt", "articles.jsonl.txt"):
        (folder / name).write_text(PAGE)
    (folder / "...txt").write_text(PAGE)
    (folder / ("x" * 251 + ".txt")).write_text(PAGE)
    (folder / "default/deep").mkdir(parents=True)
    (folder / "default/deep/x.01.json.txt").write_text(PAGE)
    (folder / "folder.txt").mkdir()
    (folder / "folder.txt/within.txt").write_text(PAGE)  # a batch called folder.txt
    (folder / ".hidden").write_text("no page")
    (folder / "README.md").write_text("no page")


def test_odd_names_are_pages_and_nothing_lands_outside(place):
    odd_seeds(place)
    assert main(["run"]) == 0
    manifests = [path for path in (place / "output/default").rglob("page.json") if path.is_file()]
    found = {json.loads(path.read_text())["page"] for path in manifests}
    assert found == {
        "-dash", ".dots", "第三版", "a b", "new\nline", "page.json", "articles.jsonl", "...txt", "x" * 251, "deep/x.01.json",
    }  # fmt: skip
    assert {path.name for path in place.iterdir()} == {"seeds", "intermediate", "output"}
    assert main(["validate"]) == 0
    assert main(["run", "--page=-dash"]) == 0


def test_what_cannot_be_a_page_fails_alone(place, capsys):
    outside = place / "secret"
    outside.write_text(PAGE)
    folder = place / "seeds"
    seed(place, wells=PAGE, two=PAGE + "\f" + PAGE, corn=PAGE)
    (folder / "two.p2.txt").write_text(PAGE)
    (folder / "corn.md").write_text(PAGE)
    (folder / "out.txt").symlink_to(outside)
    (folder / "in.txt").symlink_to(folder / "wells.txt")
    (folder / "round.txt").symlink_to(folder / "round.txt")
    (folder / "default").mkdir()
    (folder / "default/loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(PAGE)
    (folder / "empty.txt").write_text("")
    (folder / "large.txt").write_text(PAGE * 20_000)
    assert main(["run", "--max-page-bytes", "10000"]) == 30
    report = json.loads((place / "output/default/failures.json").read_text())
    assert {one["page"]: one["error"] for one in report["failures"]} == {
        "two": "NameTaken",
        "corn.md": "NameTaken",
        "out": "UnreadableFile",
        "round": "UnreadableFile",
        "loop": "UnreadableFile",
        "pipe": "UnreadableFile",
        "caf\\xe9.txt": "UnreadableFile",
        "empty": "EmptyPage",
        "large": "PageTooLarge",
    }
    assert {path.parent.name for path in (place / "output/default").rglob("page.json")} == {"wells", "two.p2", "corn", "in"}


@pytest.mark.parametrize("folder", ["intermediate", "output"])
def test_a_folder_that_cannot_be_written_is_named(place, capsys, folder):
    seed(place, wells=PAGE)
    (place / folder).write_text("a file in its place")
    assert main(["run"]) == 25
    message = capsys.readouterr().err
    assert f"{folder}/default cannot be written" in message
    assert f"--{folder}" in message


def test_a_full_disk_stops_the_run_and_blames_no_page(place, capsys, monkeypatch):
    seed(place, wells=PAGE)
    real = os.fsync

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["run"]) == 30
    assert "output/default/wells/01.json cannot be written: No space left on device" in told(capsys)
    assert not (place / "output/default/failures.json").exists()
    monkeypatch.setattr(os, "fsync", real)
    assert main(["run"]) == 0


def test_batches_of_a_listing(place):
    (place / "seeds/2026-11-23").mkdir()
    assert seedsroom.batches(place / "seeds", []) == ["2026-11-23"]
    seed(place, wells=PAGE)
    assert seedsroom.batches(place / "seeds", []) == ["2026-11-23", "default"]


def test_a_folder_that_can_be_no_batch_costs_no_other_anything(place, capsys):
    for folder in ("a\\b", os.fsdecode(b"b\xff"), "c"):
        (place / "seeds" / folder).mkdir()
        (place / "seeds" / folder / "wells.txt").write_text(PAGE)
    assert main(["run"]) == 2
    said = capsys.readouterr()
    assert "batch c: 1 page done" in said.out
    assert "'a\\\\b' cannot be a batch: " in said.err
    assert "b\\xff cannot be a batch: its name is no UTF-8; rename the folder" in said.err
    assert main(["status"]) == 2
    assert "cannot be a batch" in capsys.readouterr().err


def test_an_error_of_the_program_is_short_unless_asked(place, capsys, monkeypatch):
    seed(place, wells=PAGE)
    monkeypatch.setattr(seedsroom, "batches", lambda *_: 1 / 0)
    assert main(["run"]) == 40
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert main(["run", "--debug"]) == 40
    said = capsys.readouterr().err
    assert "Traceback (most recent call last)" in said
    assert said.endswith("ZeroDivisionError: division by zero\n")
    assert main(["status", "--debug", "--batch", "nowhere"]) == 20
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_help_is_quick_and_lists_every_command():
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "tasks", "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert time.perf_counter() - began < 2
    for command in ("run", "rerun", "status", "explain", "validate", "settings"):
        assert f"    {command} " in done.stdout
    heavy = "import sys, tasks.__main__; print([m for m in ('luigi', 'opencc', 'numpy', 'rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", heavy], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_status_loads_no_reader_and_nothing_that_runs_need():
    heavy = "('luigi', 'numpy', 'multiprocessing', 'html', 'tasks.read', 'tasks.reflow')"
    asked = f"import sys, tasks.command.status; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_summary_that_nobody_reads_changes_no_exit_code(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/empty.txt").write_text("")
    reading, writing = os.pipe()
    os.close(reading)
    command, known = [sys.executable, "-m", "tasks", "run"], os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=known, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (30, b"")


def test_validate_judges_a_page_by_itself(place, capsys):
    seed(place, three="\f".join([PAGE, PAGE, PAGE]))
    main(["run"])
    second = place / "intermediate/default/1-normalise/three.p2.json"
    was = second.read_bytes()
    seed(place, three="\f".join([PAGE, "Much longer than before\n" + PAGE, PAGE]))
    main(["run"])
    other = second.read_bytes()
    seed(place, three="\f".join([PAGE, PAGE, PAGE]))
    main(["run"])
    assert second.read_bytes() == was
    second.write_bytes(other)  # as a run leaves it that is cut short
    told(capsys)
    assert main(["validate"]) == 30
    lines = told(capsys).splitlines()
    assert len(lines) == 2
    assert "three.p2: not done: normalise stale" in lines[0]


def test_a_summary_that_names_commands_says_which_options_they_need(place, capsys):
    seed(place, wells=PAGE, bad="!fail-segment")
    typed = ["--output", "other out", "--workers", "1", "--shout", "true"]
    assert main(["run", *typed]) == 30
    assert told(capsys).endswith("  with the options of this run: --output 'other out' --shout true\n")
    for command in ("status", "validate"):
        main([command, *typed])
        assert told(capsys).endswith("with the options of this command: --output 'other out' --shout true\n")
    (place / "seeds/bad.txt").write_text(PAGE)
    assert main(["run", *typed]) == 0
    for command in ("status", "validate"):
        assert main([command, *typed]) == 0
    assert "with the options" not in told(capsys)
