"""What somebody changes or takes away while a run is at work: the run says so, and the next one mends it."""

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import simple_rooms
from simple_rooms import PAGE

from tasks.__main__ import main
from tasks.run import seeds as seedsroom
from tasks.store import digest
from tests.torture import trial
from tests.torture.warm import warm

NOBODY = 65534


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A working folder with three pages; ``two`` is of two."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/corn.txt").write_text("Corn " + PAGE)
    (tmp_path / "seeds/mill.txt").write_text("Mill " + PAGE)
    (tmp_path / "seeds/two.txt").write_text("Two " + PAGE + "\f" + PAGE)
    simple_rooms.install(monkeypatch)
    warm()
    return tmp_path


@pytest.fixture
def meanwhile(monkeypatch):
    """Has something happen once, when a stage works on a page that holds a word."""

    def hook(stage: str, word: str, action) -> None:
        room = sys.modules[f"tasks.{stage}"]
        work = getattr(room, stage)
        done = []

        def working(given, settings):
            text = given.decode() if stage == "normalise" else given.text.text
            if word in text and not done:
                done.append(word)
                action()
            return work(given, settings)

        monkeypatch.setattr(room, stage, working)

    return hook


def calm(place: Path) -> dict[str, bytes]:
    """What an undisturbed run makes of the seeds as they are now."""
    assert main(["run", "--intermediate", "calm-i", "--output", "calm-o"]) == 0
    return trial.tree(place / "calm-o")


def mended(place: Path) -> None:
    """The next run ends as an undisturbed one would have."""
    assert main(["run"]) == 0
    assert trial.tree(place / "output") == calm(place)
    assert trial.orphans(place) == []
    assert main(["validate"]) == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_page_changed_after_it_was_read_fails_alone(place, meanwhile, workers):
    meanwhile("normalise", "Mill", lambda: (place / "seeds/corn.txt").write_text("New corn " + PAGE))
    assert main(["run", "--workers", workers]) == 30
    (failure,) = trial.failures(place)
    assert (failure["page"], failure["stage"], failure["error"]) == ("corn", "reflow", "Overtaken")
    assert "corn changed while the run was at work: normalise stale: input source: " in failure["message"]
    assert {path.parent.name for path in (place / "output").rglob("page.json")} == {"mill", "two", "two.p2"}
    mended(place)


def test_a_page_changed_after_it_was_read_is_well_at_a_second_try(place, meanwhile):
    meanwhile("normalise", "Mill", lambda: (place / "seeds/corn.txt").write_text("New corn " + PAGE))
    assert main(["run", "--retry", "1"]) == 0
    mended(place)


class Restless:
    """A file that somebody appends to between the reading of it and the look at its size, so many times."""

    def __init__(self, times: int) -> None:
        self.times = times

    def __call__(self, path, mode, buffering, opener):
        handle = open(path, mode, buffering, opener=opener)  # noqa: SIM115
        return self if self._take(Path(path), handle) else handle

    def _take(self, path, handle) -> bool:
        self.path, self.handle, self.still = path, handle, False
        return path.name == "corn.txt" and self.times > 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.handle.close()

    def fileno(self) -> int:
        return self.handle.fileno()

    def read(self, *size: int) -> bytes:
        data = self.handle.read(*size)
        if not self.still:  # once while it is open
            self.times, self.still = self.times - 1, True
            with self.path.open("a") as more:
                more.write("More of it.\n")
        return data


def test_a_file_that_changes_while_it_is_read_is_read_again(place, monkeypatch):
    monkeypatch.setattr(seedsroom, "_PAUSE", 0)
    monkeypatch.setattr(seedsroom, "open", Restless(1), raising=False)
    assert main(["run"]) == 0
    source = json.loads((place / "output/default/corn/01.json").read_text())["provenance"]["sha256"]
    data = (place / "seeds/corn.txt").read_bytes()
    assert data.endswith(b"More of it.\n")
    assert source == digest(data)
    mended(place)


def test_a_file_that_does_not_stop_changing_fails_clearly(place, monkeypatch):
    monkeypatch.setattr(seedsroom, "_PAUSE", 0)
    monkeypatch.setattr(seedsroom, "open", Restless(100), raising=False)
    assert main(["run"]) == 30
    (failure,) = trial.failures(place)
    assert (failure["page"], failure["error"]) == ("corn", "ChangingFile")
    assert "corn.txt was changed while it was read, 3 times" in failure["message"]
    assert "wait until it is delivered" in failure["mend"]
    assert not (place / "output/default/corn").exists()
    monkeypatch.undo()
    monkeypatch.chdir(place)
    simple_rooms.install(monkeypatch)
    mended(place)


def test_a_file_that_vanishes_after_it_was_listed_fails_alone(place, meanwhile):
    meanwhile("normalise", "Corn", (place / "seeds/mill.txt").unlink)
    assert main(["run"]) == 30
    (failure,) = trial.failures(place)
    assert (failure["page"], failure["error"]) == ("mill", "UnreadableFile")
    assert failure["message"] == "mill.txt is gone"
    assert (failure["mend"], failure["rerun"]) == (
        "put it back, if it is to be there",
        "clipsheet run --batch default",
    )
    mended(place)


def test_seeds_that_vanish_are_no_pages_fault_and_cost_nothing_that_was_done(place, meanwhile, capsys):
    assert main(["run"]) == 0
    before = trial.tree(place / "output")
    (place / "seeds/corn.txt").write_text("Newer corn " + PAGE)
    meanwhile("normalise", "Newer", lambda: (place / "seeds").rename(place / "elsewhere"))
    assert main(["run"]) in (20, 30)
    out, err = capsys.readouterr()
    assert "the folder seeds is gone" in out + err
    assert "Traceback" not in out + err
    assert trial.failures(place) == []
    assert trial.tree(place / "output") == before
    (place / "elsewhere").rename(place / "seeds")
    mended(place)


@pytest.mark.parametrize(
    ("folder", "stage"),
    [
        ("intermediate", "normalise"),
        ("intermediate", "segment"),
        ("intermediate/default", "reflow"),
        ("output", "reflow"),
        ("output", "segment"),
    ],
)
def test_a_folder_deleted_during_the_run(place, meanwhile, capsys, folder, stage):
    if stage == "segment":
        assert main(["run"]) == 0
        meanwhile("reflow", "Mill", lambda: shutil.rmtree(place / folder))
        arguments = ["run", "--shout", "true"]
    else:
        meanwhile(stage, "Mill", lambda: shutil.rmtree(place / folder))
        arguments = ["run"]
    code = main(arguments)
    out, err = capsys.readouterr()
    assert code in (0, 25, 30)
    assert "Traceback" not in out + err
    if code:
        assert "was taken away while the run was at work; run again" in out + err
    assert trial.failures(place) == []
    mended(place)


def as_nobody(place: Path, work) -> trial.Ended:
    """Work as a user whom permissions concern."""

    def dropped() -> object:
        if os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        return work()

    if os.geteuid() == 0:
        for parent in place.parents:
            if parent.stat().st_mode & 0o001 == 0:
                parent.chmod(0o711)
        for path in [place, *place.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
    return trial.do(place, dropped)


@pytest.mark.parametrize("folder", ["output/default", "intermediate/default/2-reflow", "intermediate/default/3-segment"])
def test_a_folder_that_becomes_read_only_during_the_run(place, meanwhile, folder):
    calm(place)  # which imports what a user without rights might not be let read
    (place / folder).mkdir(parents=True)
    meanwhile("reflow", "Mill", lambda: (place / folder).chmod(0o555))
    ended = as_nobody(place, lambda: main(["run", "--debug"]))
    assert ended.code == 30, ended.told
    assert f"{folder}/" in ended.told
    assert "cannot be written: Permission denied" in ended.told
    assert "Traceback" not in ended.told
    assert trial.failures(place) == []
    (place / folder).chmod(0o755)
    mended(place)


@pytest.mark.parametrize("words", ["!fail-reflow", "another word"])
def test_a_pages_folder_that_is_somebody_elses_costs_that_page_alone(place, words):
    """Of a maintainer who ran that page as another user than the nightly job's."""
    calm(place)
    assert main(["run"]) == 0
    for seed in (place / "seeds").rglob("*.txt"):
        seed.write_text(seed.read_text() + "One line more.\n" + (words if seed.stem == "mill" else ""))
    (place / "output/default/mill").chmod(0o555)
    ended = as_nobody(place, lambda: main(["run"]))
    assert ended.code == 30, ended.told
    assert "1 failed" in ended.told
    assert "not done" not in ended.told
    (failure,) = trial.failures(place)
    assert failure["page"] == "mill"
    assert failure["error"] == "Unwritable" or words == "!fail-reflow"
    assert "to write in output/default/mill, or take that folder away" in failure["mend"] or words == "!fail-reflow"
    (place / "output/default/mill").chmod(0o755)
    (place / "seeds/mill.txt").write_text(PAGE)
    mended(place)


def test_a_published_file_that_may_not_be_read_is_made_again(place):
    calm(place)
    assert main(["run"]) == 0
    file = place / "output/default/mill/01.json"
    data = file.read_bytes()
    file.chmod(0)
    for command, code in (["explain", "mill"], 25), (["validate"], 30), (["status"], 0), (["run"], 0):
        ended = as_nobody(place, lambda command=command: main(command))
        assert (ended.code, "Traceback" in ended.told) == (code, False), ended.told
    assert file.read_bytes() == data


def test_what_stands_in_a_pages_way_costs_that_page_alone(place):
    (place / "output/default").mkdir(parents=True)
    (place / "output/default/mill").write_text("mine")
    assert main(["run"]) == 30
    (failure,) = trial.failures(place)
    assert (failure["page"], failure["error"]) == ("mill", "Unwritable")
    assert failure["mend"].startswith("take away what stands at output/default/mill, or")
    (place / "output/default/mill").unlink()
    mended(place)


@pytest.mark.parametrize("name", ["01.json", "page.json"])
def test_a_folder_in_the_place_of_a_published_file_costs_that_page_alone(place, name):
    assert main(["run"]) == 0
    for seed in (place / "seeds").rglob("*.txt"):
        seed.write_text(seed.read_text() + "One line more.\n")
    hit = place / "output/default/mill" / name
    hit.unlink()
    hit.mkdir()
    assert main(["run"]) == 30
    (failure,) = trial.failures(place)
    assert (failure["page"], failure["error"]) == ("mill", "Unwritable")
    assert failure["mend"].startswith(f"take away what stands at output/default/mill/{name}, or")
    hit.rmdir()
    mended(place)


@pytest.mark.parametrize("name", ["2-reflow/mill.json", "4-emit/mill.json", "batch.json", "seen.json", "failures/mill.json"])
def test_a_pipe_in_the_place_of_a_result_holds_up_nobody(place, name):
    assert main(["run"]) == 0
    before = trial.tree(place / "output")
    (place / "intermediate/default/failures").mkdir(exist_ok=True)
    (place / "intermediate/default" / name).unlink(missing_ok=True)
    os.mkfifo(place / "intermediate/default" / name)
    for command in (["status"], ["run"]):
        ended = trial.run(place, command)
        assert ended.code == 0, ended.told
    assert trial.tree(place / "output") == before


def test_what_stands_where_the_lock_belongs_is_named(place, capsys):
    (place / "intermediate/default/.lock").mkdir(parents=True)
    assert main(["run"]) == 25
    assert (
        "clipsheet: intermediate/default/.lock cannot be written: Is a directory; mend that, or" in capsys.readouterr().err
    )
    (place / "intermediate/default/.lock").rmdir()
    mended(place)


def test_the_folder_of_articles_is_named_where_its_lock_cannot_be(place, capsys):
    (place / "output/.default.lock").mkdir(parents=True)
    assert main(["run"]) == 25
    assert "output/.default.lock cannot be written: Is a directory; mend that, or name another folder with --output" in (
        capsys.readouterr().err
    )
    (place / "output/.default.lock").rmdir()
    mended(place)
    (place / "output").chmod(0o555)
    ended = as_nobody(place, lambda: main(["run"]))
    assert ended.code == 25, ended.told
    assert "clipsheet: output cannot be written: Permission denied; mend that, or name another folder with --output" in (
        ended.told
    )


def test_a_batch_whose_folder_cannot_be_listed_keeps_what_was_made_of_it(place):
    """A disk that is away for a night would else cost its articles, and the time that they took."""
    for name in ("away", "here"):
        (place / "seeds" / name).mkdir()
        (place / "seeds" / name / "page.txt").write_text(PAGE)
    assert main(["run"]) == 0
    before = {folder: trial.tree(place / folder) for folder in ("output/away", "intermediate/away/4-emit")}
    (place / "seeds/away").chmod(0)
    for command, code in (["run"], 25), (["status"], 25), (["validate"], 25), (["clean"], 25), (["explain", "here/page"], 0):
        ended = as_nobody(place, lambda command=command: main(command))
        assert ended.code == code, (command, ended.told)
        assert ("seeds/away cannot be listed: Permission denied; make it readable" in ended.told) == (code > 0)
        assert "batch here" in ended.told or command[0] in ("clean", "explain")
    assert {folder: trial.tree(place / folder) for folder in before} == before
    (place / "seeds/away").chmod(0o755)
    mended(place)


@pytest.mark.parametrize("command", ["run", "status", "settings"])
def test_a_configuration_that_cannot_be_read_is_not_taken_for_none(place, command, capsys):
    assert main(["run"]) == 0
    before = trial.tree(place / "output")
    (place / "luigi.cfg").mkdir()
    for given in ([], ["--config", "luigi.cfg"]):
        assert main([command, *given]) == 25
        assert "luigi.cfg cannot be read: Is a directory; mend that, or name another with --config" in (
            capsys.readouterr().err
        )
    assert trial.tree(place / "output") == before


def test_a_batch_without_pages_costs_others_nothing(place, capsys):
    (place / "seeds/a-night-without-delivery").mkdir()
    assert main(["run"]) == 20
    for command in ("status", "validate", "review"):
        capsys.readouterr()
        assert main([command]) == 20
        said = capsys.readouterr()
        assert "batch default: 4 pages" in said.out
        assert "a-night-without-delivery has no pages" in said.err
    assert main(["status", "--json"]) == 20
    assert [one["batch"] for one in json.loads(capsys.readouterr().out)["batches"]] == ["default"]


def test_a_failed_page_whose_file_was_taken_away_is_told_how_to_go(place, capsys):
    """“Take the file away; then: clipsheet rerun …”: one of two ways out has nothing to rerun."""
    (place / "seeds/empty.txt").touch()
    assert main(["run"]) == 30
    (place / "seeds/empty.txt").unlink()
    capsys.readouterr()
    rerun = ["rerun", "--stage", "normalise", "--batch", "default"]
    for page, said in ("empty", "any more; 'clipsheet run --batch default' takes away"), ("moon", "; 'clipsheet status"):
        assert main([*rerun, f"--page={page}"]) == 20
        assert f"batch default has no page '{page}'" in (told := capsys.readouterr().err)
        assert said in told
    assert main(["run"]) == 0
    mended(place)


def test_a_disk_with_no_more_room(place):
    """A file system of its own, where one may be made; else a limit on the length of files."""
    room = place / "output"
    room.mkdir()
    mounted = os.geteuid() == 0 and not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(room)], check=False, capture_output=True
    ).returncode  # fmt: skip

    def work() -> int:
        if not mounted:
            resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))
        return main(["run"])

    try:
        ended = trial.do(place, work)
        assert ended.code == 30
        assert " cannot be written: " + ("No space left on device" if mounted else "File too large") in ended.told
        assert "to go on afterwards: clipsheet run --batch default" in ended.told
        assert "Traceback" not in ended.told
        assert trial.failures(place) == []
        if mounted:
            subprocess.run(["mount", "-o", "remount,size=4m", str(room)], check=True)
        mended(place)
    finally:
        if mounted:
            subprocess.run(["umount", str(room)], check=True)


@pytest.mark.parametrize("change", ["shorter", "gone", "spoilt"])
def test_a_page_that_is_no_more_is_taken_away_when_its_folder_may_be_written_again(place, change):
    """Whose folder is somebody else's: until then the run says so each time, and does all else."""
    two = place / "seeds/two.txt"
    two.write_text(PAGE + "\f" + PAGE)
    calm(place)
    assert main(["run"]) == 0
    if change == "gone":
        two.unlink()
    else:
        two.write_bytes(b"\xff\xfe\xff" if change == "spoilt" else PAGE.encode())
    (place / "seeds/mill.txt").write_text(PAGE + "One line more.\n")
    (place / "output/default/two.p2").chmod(0o555)
    for _ in range(2):
        ended = as_nobody(place, lambda: main(["run"]))
        assert ended.code == 30, ended.told
        assert "output/default/two.p2/page.json cannot be written: Permission denied" in ended.told
        assert (place / "output/default/two.p2/01.json").exists()
        assert "One line more." in (place / "output/default/articles.jsonl").read_text()
        assert [one["page"] for one in trial.failures(place)] == (["two"] if change == "spoilt" else [])
    (place / "output/default/two.p2").chmod(0o755)
    assert as_nobody(place, lambda: main(["run"])).code == (30 if change == "spoilt" else 0)
    assert not (place / "output/default/two.p2").exists()


def test_a_page_that_is_no_more_and_has_something_in_its_way_costs_no_other_anything(place):
    two = place / "seeds/two.txt"
    two.write_text(PAGE + "\f" + PAGE)
    calm(place)
    assert main(["run"]) == 0
    two.write_text(PAGE)
    (place / "seeds/mill.txt").write_text(PAGE + "One line more.\n")
    manifest = place / "output/default/two.p2/page.json"
    manifest.unlink()
    (manifest / "somebody's").mkdir(parents=True)
    assert main(["run"]) == 30
    assert "One line more." in (place / "output/default/articles.jsonl").read_text()
    (manifest / "somebody's").rmdir()
    manifest.rmdir()
    assert main(["run"]) == 0
    assert not manifest.parent.exists()
