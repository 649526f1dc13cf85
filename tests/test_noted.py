"""What is noted of a batch spares reading, and never hides a change: articles.jsonl, looks, and what a run then reads."""

import json
import os
import random
import shutil
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from simple_rooms import PAGE, working_folder

from tasks.__main__ import main
from tasks.run import noted
from tasks.run.batch import counts, stand, states
from tasks.run.job import job_of
from tasks.run.noted import Look, surely_told, told
from tasks.run.publish_folders import PageFolders, article_files
from tasks.store import DiskFolder, Shelf, looks

CACHE, OUT = Path("intermediate/default"), Path("output/default")
NAMES = [f"page-{number:02d}" for number in range(6)]


@pytest.fixture
def place(tmp_path, monkeypatch):
    found = working_folder(tmp_path, monkeypatch, tmp_path / "work.log")
    for name in NAMES:
        write(name)
    return found


def write(name: str, words: str = "May") -> None:
    Path(f"seeds/{name}.txt").write_text(PAGE.replace("Harbour", name).replace("May", words), encoding="utf-8")


def joined() -> bytes:
    """What ``articles.jsonl`` is to hold, read off the pages' own files."""
    lines = []
    for page in sorted(path for path in OUT.iterdir() if path.is_dir()):
        for name in article_files(DiskFolder(page)):
            lines.append(msgspec.json.format((page / name).read_bytes(), indent=-1) + b"\n")
    return b"".join(lines)


def worked(place) -> set[str]:
    log = place / "work.log"
    found = set(log.read_text().splitlines()) if log.exists() else set()
    log.unlink(missing_ok=True)
    return found


def glanced() -> set[str]:
    """The pages whose files all look as they did."""
    job = job_of({}, "default", fresh=True)
    return {state.page for state in states(job, job.files) if state.look}


def changed_in_some_way(dice: random.Random) -> list[str]:
    """Change something, and say which command is to follow."""
    name = dice.choice(NAMES)
    seed = Path(f"seeds/{name}.txt")
    kind = dice.choice(["edit", "edit", "go", "come", "fail", "lose", "again", "two"])
    if kind == "go" and len(list(Path("seeds").iterdir())) > 1:
        seed.unlink(missing_ok=True)
    elif kind == "fail":
        write(name, "!fail-segment")
    elif kind == "two":
        seed.write_text(f"{PAGE}\f{PAGE.replace('wall', name)}")
    elif kind == "lose":
        for path in dice.sample(sorted(path for path in (*CACHE.rglob("*.json"), *OUT.rglob("*")) if path.is_file()), 2):
            path.unlink()
    elif kind == "again" and seed.exists():
        write(name, dice.choice(["June", "July"]))
        return ["rerun", "--stage", dice.choice(["reflow", "segment", "emit"]), "--batch", "default", "--page", name]
    else:
        write(name, dice.choice(["June", "July", "a quarter of an hour"]))
    return ["run"]


@pytest.mark.parametrize("seed", range(5))
def test_articles_put_together_anew_are_those_of_a_whole_rebuild(place, seed):
    dice = random.Random(seed)
    main(["run"])
    for _ in range(6):
        command = changed_in_some_way(dice)
        assert main(command) in (0, 30), command
        ours = (OUT / "articles.jsonl").read_bytes(), (CACHE / "batch.json").read_bytes()
        assert ours[0] == joined(), command
        for name in ("batch.json", "seen.json"):
            (CACHE / name).unlink(missing_ok=True)
        (OUT / "articles.jsonl").unlink()
        again = main(["run"])
        assert again in (0, 30)
        assert (OUT / "articles.jsonl").read_bytes() == joined()
        if command == ["run"]:
            assert ((OUT / "articles.jsonl").read_bytes(), (CACHE / "batch.json").read_bytes()) == ours


def test_a_run_with_nothing_to_do_reads_no_label_and_no_seed(place, monkeypatch):
    assert main(["run"]) == 0

    def read(*_args, **_named):
        raise AssertionError("something was read")

    monkeypatch.setattr(Shelf, "stamp", read)
    monkeypatch.setattr("tasks.run.seeds.read", read)
    monkeypatch.setattr(PageFolders, "counts", read)
    monkeypatch.setattr(PageFolders, "sums", read)
    assert main(["run"]) == 0
    report = json.loads((OUT / "run.json").read_text())
    assert (report["pages"]["cached"], report["articles"]) == (len(NAMES), 2 * len(NAMES))


def test_one_page_again_reads_no_other_and_leaves_the_articles_that_stay(place, monkeypatch):
    assert main(["run"]) == 0
    before = (OUT / "articles.jsonl").stat()
    asked = []
    real = PageFolders.sums
    monkeypatch.setattr(PageFolders, "sums", lambda self, pages: asked.extend(pages) or real(self, pages))
    again = ["rerun", "--stage", "segment", "--batch", "default", "--page"]
    assert main([*again, "page-03"]) == 0
    after = (OUT / "articles.jsonl").stat()
    assert (asked, after.st_ino, after.st_mtime_ns) == ([], before.st_ino, before.st_mtime_ns)
    write("page-03", "a year of three hundred and sixty-six days")
    assert main([*again, "page-03"]) == 0
    assert asked == ["page-03"]
    assert (OUT / "articles.jsonl").read_bytes() == joined()
    assert glanced() == set(NAMES)


FILES = {
    "a seed": "seeds/page-02.txt",
    "a clean page": "intermediate/default/1-normalise/page-02.json",
    "a segmented page": "intermediate/default/3-segment/page-02.json",
    "a label": "intermediate/default/4-emit/page-02.json",
    "an article": "output/default/page-02/02.json",
    "a manifest": "output/default/page-02/page.json",
}


@pytest.mark.parametrize("path", FILES.values(), ids=FILES.keys())
def test_a_file_changed_in_size_and_time_unseen_is_seen(place, path):
    """By the system's own time of its change, which nobody can set."""
    assert main(["run"]) == 0
    assert glanced() == set(NAMES)
    file = Path(path)
    before, data = file.stat(), file.read_bytes()
    file.write_bytes(data.replace(b"a", b"e"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    noted.before_looking()
    assert (file.stat().st_size, file.stat().st_mtime_ns, file.stat().st_ino) == (
        before.st_size,
        before.st_mtime_ns,
        before.st_ino,
    )
    assert glanced() == set(NAMES) - {"page-02"}
    worked(place)
    assert main(["run"]) == 0
    assert bool(worked(place)) == (path.startswith("seeds") or "1-normalise" in path or "3-segment" in path)
    assert file.read_bytes() == data or path.startswith("seeds"), "whatever was made is as it was made"
    assert (OUT / "articles.jsonl").read_bytes() == joined()
    assert glanced() == set(NAMES), "it is noted anew"


@pytest.mark.parametrize("path", [path for path in FILES.values() if "seeds" not in path])
def test_a_file_taken_away_is_made_again(place, path):
    assert main(["run"]) == 0
    data = Path(path).read_bytes()
    Path(path).unlink()
    assert main(["run"]) == 0
    assert Path(path).read_bytes() == data
    assert glanced() == set(NAMES)


def test_a_setting_a_failure_and_a_name_are_looked_at_too(place, monkeypatch):
    assert main(["run"]) == 0
    job = job_of({"shout": "true"}, "default", fresh=True)
    assert not any(state.look for state in states(job, job.files))
    shutil.copytree("seeds", "others")
    shutil.rmtree("seeds")
    shutil.copytree("others", "seeds")
    assert glanced() == set(), "the same bytes in other files"
    write("page-01", "!fail-emit")
    write("page-02", "!fail-reflow")
    assert main(["run"]) == 30
    assert glanced() == set(NAMES) - {"page-02"}  # emit is real here, and fails at nothing


def test_articles_that_somebody_changed_are_written_again(place):
    assert main(["run"]) == 0
    file = OUT / "articles.jsonl"
    file.write_bytes(file.read_bytes().replace(b"a", b"e"))
    assert main(["run"]) == 0
    assert file.read_bytes() == joined()
    file.unlink()
    assert main(["rerun", "--stage", "emit", "--batch", "default", "--page", "page-00"]) == 0
    assert file.read_bytes() == joined()


@pytest.mark.parametrize("data", [b"no JSON", b"{}"])
def test_a_file_that_is_no_article_of_its_page_costs_the_batch_nothing(place, data, capsys):
    assert main(["run"]) == 0
    before = (OUT / "articles.jsonl").read_bytes()
    stray = OUT / "page-02/99.json"
    stray.write_bytes(data)
    (OUT / "articles.jsonl").write_bytes(b"no article\n" + before)
    assert main(["validate"]) == 30
    assert "page-02: 99.json is not as it was written; clipsheet rerun --stage emit" in capsys.readouterr().out
    assert main(["run"]) == 0
    assert (OUT / "articles.jsonl").read_bytes() == before
    assert main(["rerun", "--stage", "emit", "--batch", "default", "--page=page-02"]) == 0
    assert not stray.exists()


def test_an_article_that_is_no_json_is_named_where_nobody_knows_how_it_looked(place, capsys):
    assert main(["run"]) == 0
    for name in ("batch.json", "seen.json"):
        (CACHE / name).unlink()
    (OUT / "articles.jsonl").unlink()
    file = OUT / "page-02/02.json"
    data = file.read_bytes()
    file.write_bytes(b"{" * len(data))
    assert main(["run"]) == 30
    assert "output/default/page-02 has an article that is no JSON" in capsys.readouterr().out
    assert main(["rerun", "--stage", "emit", "--batch", "default", "--page=page-02"]) == 0
    assert (file.read_bytes(), (OUT / "articles.jsonl").read_bytes()) == (data, joined())


def test_where_looks_cannot_be_relied_on_all_is_read_and_nothing_is_done_twice(place, monkeypatch):
    """On network file systems: they answer from what they were told some seconds ago."""
    monkeypatch.setattr(looks, "is_known", lambda device: False)
    assert main(["run"]) == 0
    seen = msgspec.json.decode((CACHE / "seen.json").read_bytes())
    assert (seen["joined"], seen["others"], seen["pages"]) == ("", [], [])
    worked(place)
    before = (OUT / "articles.jsonl").stat().st_mtime_ns
    monkeypatch.setattr(PageFolders, "sums", lambda self, pages: pytest.fail("pages were read"))
    assert main(["run"]) == 0
    assert (worked(place), (OUT / "articles.jsonl").stat().st_mtime_ns) == (set(), before)
    assert glanced() == set()


@pytest.mark.parametrize("name", ["batch.json", "seen.json"])
@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"pages": 3}', b'{"pages": [["a", "b", 1, 1, {}]], "failures": ""}'])
def test_a_damaged_note_is_as_good_as_none(place, name, data):
    assert main(["run"]) == 0
    whole = (CACHE / "batch.json").read_bytes()
    (CACHE / name).write_bytes(data)
    assert main(["run"]) == 0
    assert (CACHE / "batch.json").read_bytes() == whole
    assert (OUT / "articles.jsonl").read_bytes() == joined()


def test_what_was_changed_just_before_it_was_looked_at_is_not_noted():
    now = 1_800_000_000_123_456_789
    fine, coarse = 456_789, 0
    for lately, unsure in ((1_000_000, True), (15_000_000, True), (25_000_000, False)):
        assert (surely_told([Look("a", now - lately + fine)], now + fine) == "") == unsure
    whole = now - now % 1_000_000_000
    for lately, unsure in ((1_000_000_000, True), (3_000_000_000, False)):
        assert (surely_told([Look("a", whole - lately + coarse)], whole) == "") == unsure
    assert surely_told([Look("an object by its mark", 0)], now)
    assert told([Look("a", 1), None]) == ""
    assert told([Look("a", 1)]) != told([Look("b", 1)])


def test_the_wait_before_looking_is_longer_than_a_tick(tmp_path):
    """So that what a run itself has just written is noted at its end."""
    (tmp_path / "a").write_text("a")
    at = noted.before_looking()
    assert surely_told([DiskFolder(tmp_path).look("a")], at)


def test_articles_that_are_no_longer_there_are_not_counted_as_noted(place):
    assert main(["run"]) == 0
    shutil.rmtree(OUT)
    job = job_of({}, "default", fresh=True)
    assert counts(job, stand(job, [])) == (0, Counter())


def test_the_file_of_all_articles_goes_when_they_are_laid_out_in_shards(place):
    """Also where all is well, and what is noted of it as it looked holds: it would be there until a page changes."""
    for way in ("files", "shards", "files"):
        assert main(["run", "--layout", way]) == 0
        assert (OUT / "articles.jsonl").exists() == (way == "files")
