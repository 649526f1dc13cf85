"""A night, and the maintainer who is woken by it: one story from the failed batch to the well one, with the real rooms."""

import json
import re
import shlex
from pathlib import Path

import pytest

from tasks import normalise
from tasks.__main__ import main

ROOT = Path(__file__).resolve().parents[1]

NIGHT = "2026-11-26"
TOWNS = ("Merrowby", "Scarcliffe", "Thornwick", "Penhallow", "Ashgill")


def page(number: int) -> str:
    """A page of an invented paper, unlike every other."""
    town = TOWNS[number % len(TOWNS)]
    return (
        f"{town} to mend its {number} street lamps\n\nBy Orla Tremayne\n\n"
        f"The council of {town} voted {number} pounds on Tues-\nday for the lamps along the quay, which have\n"
        "been dark since March.\n\n"
        f"Ferry {number} late again\n\n"
        f"Passengers at {town} waited an hour for the\nferry on Friday. The company blamed the tide.\n"
    )


MAINFRAME = (
    "Gemeinderat berät über die neue Brücke\n\nDie Gemeinde prüft bis März, ob die Brücke über die Wümme erneuert\n"
    "werden kann, sagte Bürgermeister Jörg Töpfer. Für Fußgänger bleibt der Übergang geöffnet.\n"
)


@pytest.fixture
def night(tmp_path, monkeypatch):
    """A delivery of 200 pages: one is empty, one a picture, one broken off; two come from a mainframe."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "seeds" / NIGHT
    folder.mkdir(parents=True)
    for number in range(1, 196):
        (folder / f"observer-{number:03}.txt").write_text(page(number))
    (folder / "empty.txt").write_text("")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01" + bytes(range(256)))
    (folder / "broken-off.txt").write_bytes("港报讯".encode("gb18030")[:5] + b"\xff\xff\xfe\xff" * 3)
    for number in (1, 2):
        (folder / f"host-{number}.txt").write_bytes(MAINFRAME.replace("Brücke", f"Brücke {number}").encode("cp1140"))
    return folder


def files(root) -> dict[str, tuple[int, bytes]]:
    """Every file below: its time of change and its bytes."""
    found = [path for path in Path(root).rglob("*") if path.is_file()]
    return {path.as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in found}


def test_the_night_the_maintainer_and_the_morning(night, capsys):
    # The job of the night ends with exit code 30, and the log says what failed and what mends it.
    assert main(["run", "--batch", NIGHT, "--workers", "2"]) == 30
    log = capsys.readouterr().out
    assert f"batch {NIGHT}: 195 pages done (0 from cache), 5 failed" in log
    assert f"clipsheet rerun --stage normalise --batch {NIGHT} --page=picture" in log

    # The maintainer asks how things stand: the five come first, each with its reason and the way out.
    assert main(["status", "--batch", NIGHT]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"batch {NIGHT}: 200 pages: 195 done, 5 failed"
    named = [line.split(":")[0].strip() for line in told[1:11:2]]
    assert named == ["broken-off", "empty", "host-1", "host-2", "picture"]
    assert all(" failed: " in line and "(since " in line and ", 1 time)" in line for line in told[1:11:2])
    assert all("; then: clipsheet rerun " in line for line in told[2:11:2])
    report = json.loads(Path(f"output/{NIGHT}/failures.json").read_text())["failures"]
    assert {one["page"]: one["error"] for one in report} == {
        "broken-off": "UndecodablePage",
        "empty": "EmptyPage",
        "host-1": "UndecodablePage",
        "host-2": "UndecodablePage",
        "picture": "BinaryPage",
    }
    before = files("intermediate") | files("output")

    # Three are delivered again. The two from the mainframe are right, but for what is known of their encoding.
    for number, name in enumerate(("empty", "picture", "broken-off"), 300):
        (night / f"{name}.txt").write_text(page(number))
    Path("luigi.cfg").write_text(f"[page:{NIGHT}/host-*]\nencoding = cp1140\n")

    # A dry run names these five and no other page; then it is done.
    again = ["rerun", "--failed", "--batch", NIGHT]
    assert main([*again, "--dry-run"]) == 0
    planned = {line.split()[3] for line in capsys.readouterr().out.splitlines() if line.startswith("would run")}
    mended = {"empty", "picture", "broken-off", "host-1", "host-2"}
    assert planned == mended
    assert main([*again, "--workers", "2"]) == 0
    assert "5 pages done (0 from cache), 0 failed" in capsys.readouterr().out

    # All is well, and exactly what concerns the five was written; nothing else was touched.
    assert main(["status", "--batch", NIGHT, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["batches"][0]["counts"] == {"done": 200}
    assert main(["validate", "--batch", NIGHT]) == 0
    after = files("intermediate") | files("output")
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    cache, out = f"intermediate/{NIGHT}", f"output/{NIGHT}"
    stages = ("1-normalise", "2-reflow", "3-segment", "4-emit")
    assert changed - {f"{cache}/.lock", f"{out}/run.json"} == {
        *(f"{cache}/{stage}/{name}.json" for stage in stages for name in mended),
        *(f"{cache}/failures/{name}.json" for name in mended),
        *(path for path in after if path.startswith(tuple(f"{out}/{name}/" for name in mended))),
        f"{cache}/batch.json",
        f"{cache}/seen.json",
        f"{out}/articles.jsonl",
        f"{out}/failures.json",
    }
    article = json.loads(Path(f"{out}/host-2/01.json").read_text())
    assert "Bürgermeister Jörg Töpfer" in article["text"]
    assert article["provenance"]["encoding"] == "cp1140"

    # A setting of the whole batch, and a plain run the next night: nothing is left to do.
    assert main(["run", "--batch", NIGHT]) == 0
    assert "200 pages done (200 from cache), 0 failed" in capsys.readouterr().out


def test_the_command_that_a_failure_names_is_one_that_works(night, capsys):
    main(["run", "--batch", NIGHT, "--page", "empty"])
    (night / "empty.txt").write_text(page(7))
    command = json.loads(Path(f"output/{NIGHT}/failures.json").read_text())["failures"][0]["rerun"]
    assert main(shlex.split(command)[1:]) == 0
    assert Path(f"output/{NIGHT}/empty/page.json").exists()


def test_a_fault_of_the_program_names_its_line(night, capsys, monkeypatch):
    def broken(*_, **__):
        raise KeyError("lamp")

    monkeypatch.setattr(normalise, "normalise", broken)
    assert main(["run", "--batch", NIGHT, "--page", "observer-001"]) == 30
    (failure,) = json.loads(Path(f"output/{NIGHT}/failures.json").read_text())["failures"]
    assert failure["error"] == "KeyError"
    place = re.fullmatch(r"report it, .*: this is a fault of the program, at (tasks/[\w/]+\.py):(\d+)", failure["mend"])
    line = (ROOT / place[1]).read_text().splitlines()[int(place[2]) - 1]
    assert "STAGES[0].work(" in line


@pytest.mark.parametrize("name", ["utf9", "rot13", "undefined"])
def test_a_mistyped_encoding_ends_the_run_before_any_page_is_touched(night, capsys, name):
    assert main(["run", "--batch", NIGHT, "--page", "observer-001"]) == 0
    before = files("output")
    assert main(["run", "--batch", NIGHT, "--encoding", name]) == 2
    assert f"encoding = '{name}' is not allowed; allowed is a text encoding that Python knows" in capsys.readouterr().err
    Path("luigi.cfg").write_text(f"[page:{NIGHT}/observer-*]\nencoding = {name}\n")
    assert main(["run", "--batch", NIGHT]) == 2
    assert files("output") == before
