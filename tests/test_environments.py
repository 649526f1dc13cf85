"""A batch with Chinese names and text, from beginning to end, under environments that programs do not like."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tasks.run.errors import Usage
from tasks.run.job import job_of
from tests.torture import story, trial

ROOT = Path(__file__).resolve().parents[1]
BASE = {"PATH": os.defpath, "PYTHONPATH": str(ROOT)}
CLOSED = " <&- >&- 2>&-"
Environment = tuple[dict[str, str], str, int]
"""Variables, all there are; what the command line ends in; the umask."""

USUAL = "a usual one"
_NOTHING_TO_GO_BY = {
    "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii", "TMPDIR": "/no/such",
}  # fmt: skip
FEW: dict[str, Environment] = {
    USUAL: ({"LC_ALL": "C.UTF-8", "HOME": str(Path.home())}, "", 0o022),
    "no locale, no UTF-8 mode, no folder for temporary files": (_NOTHING_TO_GO_BY, "", 0o077),
    "nothing set, all streams closed": ({}, CLOSED, 0o027),
}
MANY: dict[str, Environment] = {
    USUAL: FEW[USUAL],
    "LC_ALL=C": ({"LC_ALL": "C"}, " --workers 2", 0o022),
    "LC_ALL=C, no UTF-8 mode": ({"LC_ALL": "C", "PYTHONUTF8": "0"}, " --workers 2", 0o022),
    "PYTHONUTF8=0": ({"PYTHONUTF8": "0"}, " --workers 2", 0o022),
    "LANG=POSIX": ({"LANG": "POSIX", "HOME": "/no/such"}, "", 0o022),
    "output in ASCII": ({"PYTHONIOENCODING": "ascii:strict"}, " --workers 2", 0o022),
    "no locale, no coercion": ({"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, " --workers 2", 0o022),
    "umask 077": ({"LC_ALL": "C.UTF-8"}, " --workers 2", 0o077),
    "umask 002": ({"LC_ALL": "C.UTF-8"}, "", 0o002),
    "stdin closed": ({}, " --workers 2 <&-", 0o022),
    "stdout closed": ({}, " --workers 2 >&-", 0o022),
    "stderr closed": ({}, " --workers 2 2>&-", 0o022),
    "all streams closed": ({}, " --workers 2" + CLOSED, 0o022),
    "TMPDIR missing": ({"TMPDIR": "/no/such"}, " --workers 2", 0o022),
}


def play(environments: dict[str, Environment], folder: Path) -> dict[str, tuple[Path, bytes]]:
    """Each environment's folder, and what was printed there; as many at once as there are processors."""
    found = {}

    def one(name: str) -> tuple[str, tuple[Path, bytes]]:
        variables, more, mask = environments[name]
        place = folder / str(list(environments).index(name)) / "紙 面 'pages' é"
        story.lay(place / "seeds")
        for path in (place / "seeds").rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        script = f"umask {mask:03o}; exec {sys.executable} -m tests.torture.story{more}"
        done = subprocess.run(["sh", "-c", script], cwd=place, env=BASE | variables, capture_output=True, check=False)
        return name, (place, done.stdout + done.stderr)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found.update(pool.map(one, environments))
    return found


def check(found: dict[str, tuple[Path, bytes]], name: str, mask: int) -> None:
    """That the story ended well there, in the same bytes as elsewhere."""
    place, out = found[name]
    assert (place / "story.json").exists(), out
    ends, encoding = json.loads((place / "story.json").read_text())
    assert ends == story.ENDS, out
    assert encoding == "utf-8"
    assert b"Traceback" not in out
    made = trial.tree(place / "output")
    assert made == trial.tree(found[USUAL][0] / "output")
    assert {"default/海浦 2/01.json", "default/Bote/1/page.json"} <= made.keys()
    assert trial.orphans(place) == []
    modes = {
        (path.is_dir(), path.stat().st_mode & 0o777)
        for root in ("output", "intermediate")
        for path in (place / root).rglob("*")
    }
    assert modes == {(True, 0o777 & ~mask), (False, 0o666 & ~mask)}
    fresh = place.parent / "as they were"
    story.lay(fresh)
    assert trial.tree(place / "seeds") == trial.tree(fresh)
    assert {path.name for path in place.iterdir()} == {"seeds", "output", "intermediate", "story.json"}


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    return play(FEW, tmp_path_factory.mktemp("few"))


@pytest.mark.parametrize("name", FEW)
def test_the_story_ends_well_and_in_the_same_bytes(few, name):
    check(few, name, FEW[name][2])


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    return play(MANY, tmp_path_factory.mktemp("many"))


@pytest.mark.torture
@pytest.mark.parametrize("name", MANY)
def test_the_story_ends_well_under_each_variable_alone(many, name):
    check(many, name, MANY[name][2])


def test_where_names_would_be_misread_plain_luigi_is_told_so(monkeypatch):
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    with pytest.raises(Usage, match="reads names of files as ascii here; set PYTHONUTF8=1"):
        job_of({}, "default", fresh=True)


def test_a_summary_that_cannot_be_printed_changes_nothing_of_the_run(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/noise.txt").write_bytes(bytes(range(256)) * 40)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tasks", "run"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 30, done.stderr
    assert done.stderr == "clipsheet: standard output cannot be written: No space left on device\n"


def said(place: Path, arguments: list[str], **streams) -> subprocess.CompletedProcess[str]:
    """The program, its streams leading to a disk that is full, where they are not named."""
    with Path("/dev/full").open("w") as full:
        streams = {"stdout": full, "stderr": full} | streams
        program = [sys.executable, "-m", "tasks", *arguments]
        known = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.run(program, cwd=place, env=known, text=True, check=False, **streams)


@pytest.fixture(scope="module")
def two_batches(tmp_path_factory):
    """One that has no pages, and one of which a page is no text."""
    place = tmp_path_factory.mktemp("two")
    (place / "seeds/2026-11-01").mkdir(parents=True)
    (place / "seeds/2026-11-02").mkdir(parents=True)
    (place / "seeds/2026-11-02/noise.txt").write_bytes(bytes(range(256)) * 40)
    (place / "seeds/2026-11-02/well.txt").write_text("Harbour wall to be raised\n\nWork on the wall begins in May.\n")
    return place


def test_where_nothing_can_be_said_all_batches_are_run_and_the_exit_code_says_how_it_went(two_batches):
    assert said(two_batches, ["run"]).returncode == 30
    assert (two_batches / "output/2026-11-02/well/page.json").exists()
    assert said(two_batches, ["run", "--no-such-option"]).returncode == 2
    assert said(two_batches, ["status"], stdout=subprocess.DEVNULL).returncode == 20


@pytest.mark.parametrize(
    "arguments", [["settings"], ["status", "--batch", "2026-11-02", "--json"], ["validate", "--help"], ["--version"]]
)
def test_a_command_whose_output_cannot_be_written_says_so(two_batches, arguments):
    done = said(two_batches, arguments, stderr=subprocess.PIPE)
    assert done.stderr == "clipsheet: standard output cannot be written: No space left on device\n"
    assert done.returncode == 25


@pytest.mark.parametrize("arguments", [["settings"], ["status", "--batch", "2026-11-02"]])
def test_a_reader_that_is_gone_is_no_error(two_batches, arguments):
    reading, writing = os.pipe()
    os.close(reading)
    done = said(two_batches, arguments, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
