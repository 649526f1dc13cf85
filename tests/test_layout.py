"""Results in shards, many to a file: what they hold, what moves when pages come and go, how a batch is laid out anew."""

import errno
import gzip
import json
import os
import shutil
from pathlib import Path

import pytest
import simple_rooms
from simple_rooms import PAGE

from tasks.__main__ import main
from tasks.run.job import job_of
from tasks.run.layout import LAYOUTS, noted, wanted
from tasks.run.publish import as_file
from tasks.store import DiskFolder, Unwritable, number_of

CONFIG = "[clipsheet]\nlayout = shards\nshard_size = 5\n"
STAGES = ("1-normalise", "2-reflow", "3-segment", "4-emit")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty working folder with seeds/ whose results are to lie in shards; the stand-in rooms log their work."""
    made = simple_rooms.working_folder(tmp_path, monkeypatch, tmp_path / "work.log")
    (made / "luigi.cfg").write_text(CONFIG)
    return made


def seed(place, *names, text=PAGE):
    for name in names:
        (place / "seeds" / f"{name}.txt").write_text(f"{name}\nof the {name} paper\n\n{text}")


def several(count=20):
    return [f"page-{number:02}" for number in range(count)]


def worked(place) -> list[str]:
    """What the rooms did since this was last asked, each as ``stage page``."""
    log = place / "work.log"
    lines = log.read_text().splitlines() if log.exists() else []
    log.write_text("")
    return lines


def tree(folder="."):
    """Every file that holds no clock and no numbers of files: its bytes and its time of change, by its path."""
    found = [path for root in ("intermediate", "output") for path in Path(folder, root).rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in found
        if path.name not in (".lock", "run.json", "seen.json")
    }


def data(found):
    return {name: bytes_ for name, (bytes_, _) in found.items()}


def bundles(kind, root="output/default"):
    return sorted(Path(root, kind).glob("*.jsonl.gz"))


def lines(kind):
    return [json.loads(line) for path in bundles(kind) for line in gzip.decompress(path.read_bytes()).splitlines()]


def touched(before, after):
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def shard_of(*names, count):
    return {f"{number_of(name, count):05}-of-{count:05}.jsonl.gz" for name in names}


def test_both_layouts_hold_the_same_articles_and_results(place):
    seed(place, *several(), "two")
    (place / "seeds/two.txt").write_text(f"{PAGE}\f{PAGE}")
    assert main(["run"]) == 0
    apart = ["--intermediate", "apart/intermediate", "--output", "apart/output"]
    assert main(["run", "--layout", "files", *apart]) == 0
    files = {path.relative_to("apart/output/default") for path in Path("apart/output/default").glob("*/*.json")}
    articles = {f"{one['page']}/{one['order']:02}.json": one for one in lines("articles")}
    pages = {f"{one['page']}/page.json": one for one in lines("pages")}
    assert {str(path) for path in files} == {*articles, *pages}
    for name, value in (articles | pages).items():
        assert as_file(value) == Path("apart/output/default", name).read_bytes()
    joined = [json.loads(line) for line in Path("apart/output/default/articles.jsonl").read_bytes().splitlines()]
    assert sorted(joined, key=lambda one: one["id"]) == sorted(articles.values(), key=lambda one: one["id"])
    here, there = job_of({}, "default", fresh=True), job_of({"intermediate": apart[1], "output": apart[3]}, "default")
    assert (here.laid[0].shards, there.laid[0].shards) == (4, 0)
    for stage, shelf in here.shelves.items():
        for page in (*several(), "two", "two.p2"):
            assert shelf.stamp(page) == there.shelves[stage].stamp(page)
            assert shelf.body(page) == there.shelves[stage].body(page)


def test_a_batch_is_a_few_files_whatever_the_pages(place):
    seed(place, *several(40))
    assert main(["run"]) == 0
    names = shard_of(*several(40), count=8)
    cached = {f"intermediate/default/{stage}/{name}" for stage in STAGES for name in names}
    published = {f"output/default/{kind}/{name}" for kind in ("articles", "pages") for name in names}
    notes = {"intermediate/default/batch.json", "intermediate/default/layout.json", "output/default/layout.json"}
    assert set(tree()) == cached | published | notes
    assert json.loads(Path("output/default/layout.json").read_text()) == {
        "schema_version": "1.0",
        "layout": "shards",
        "shards": 8,
    }


def in_one_run(place):
    seed(place, *several())
    assert main(["run"]) == 0


def with_two_workers(place):
    seed(place, *several())
    assert main(["run", "--workers", "2"]) == 0


def page_by_page_backwards(place):
    seed(place, *several())
    for name in reversed(several()):
        assert main(["run", "--page", name]) == 0
    assert main(["run"]) == 0


def with_a_past(place):
    seed(place, *several(3), text=PAGE.replace("May", "June"))
    seed(place, "page-00", "gone", text="!fail-segment\n")
    assert main(["run"]) == 30
    (place / "seeds/gone.txt").unlink()
    seed(place, *several())
    assert main(["run", "--shard-size", "2"]) == 0
    assert main(["rerun", "--stage", "reflow", "--batch", "default", "--page", "page-07"]) == 0
    assert main(["run"]) == 0


def from_files(place):
    seed(place, *several(12))
    assert main(["run", "--layout", "files"]) == 0
    seed(place, *several())
    assert main(["run"]) == 0


def killed_and_taken_up(place):
    seed(place, *several())
    for name in ("1-normalise", "articles"):
        with pytest.MonkeyPatch.context() as patch:
            real = DiskFolder.write

            def write(folder, file, *more, name=name, real=real):
                if str(folder).endswith(name) and file.startswith("00002"):
                    raise KeyboardInterrupt
                return real(folder, file, *more)

            patch.setattr(DiskFolder, "write", write)
            assert main(["run"]) == 130
    assert main(["run"]) == 0


@pytest.mark.parametrize("past", [with_two_workers, page_by_page_backwards, with_a_past, from_files, killed_and_taken_up])
def test_the_bytes_tell_nothing_of_how_they_came_to_be(place, tmp_path_factory, monkeypatch, past):
    past(place)
    new = tmp_path_factory.mktemp("new")
    monkeypatch.chdir(new)
    (new / "seeds").mkdir()
    (new / "luigi.cfg").write_text(CONFIG)
    in_one_run(new)
    assert data(tree(place)) == data(tree(new))


def test_a_pages_rerun_writes_its_shard_and_no_other(place, capsys):
    in_one_run(place)
    before = tree()
    worked(place)
    again = ["rerun", "--stage", "segment", "--batch", "default", "--page", "page-07"]
    own = next(iter(shard_of("page-07", count=4)))
    capsys.readouterr()
    assert main([*again, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert [line.split("  ")[1] for line in told.splitlines() if "remove" in line] == [
        f"intermediate/default/{stage}/{own}: page-07" for stage in ("3-segment", "4-emit")
    ]
    assert main(again) == 0
    assert worked(place) == ["segment page-07"]
    after = tree()
    assert data(after) == data(before)
    assert touched(before, after) == {f"intermediate/default/{stage}/{own}" for stage in ("3-segment", "4-emit")}


def test_a_pages_change_is_told_and_explained(place, capsys):
    in_one_run(place)
    before = tree()
    seed(place, "page-07", text=PAGE.replace("May", "June"))
    capsys.readouterr()
    assert main(["status", "--json"]) == 0
    pages = {one["page"]: one for one in json.loads(capsys.readouterr().out)["batches"][0]["pages"]}
    assert [name for name, one in pages.items() if one["state"] != "done"] == ["page-07"]
    assert pages["page-07"]["stages"]["normalise"]["why"].startswith("input source: ")
    assert list(pages) == sorted(pages)
    assert main(["run"]) == 0
    own = next(iter(shard_of("page-07", count=4)))
    cached, published = (f"intermediate/default/{stage}/{own}" for stage in STAGES), ("articles", "pages")
    assert touched(before, tree()) == {
        *cached,
        *(f"output/default/{kind}/{own}" for kind in published),
        "intermediate/default/batch.json",
    }
    capsys.readouterr()
    assert main(["explain", "page-07", "--line", "5"]) == 0
    told = capsys.readouterr().out
    assert "work on the wall begins in june" in told.lower()
    assert main(["explain", "page-07", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unreplayed"] == []
    assert main(["validate"]) == 0


def test_pages_that_come_and_go_move_no_others(place):
    in_one_run(place)
    before = tree()
    (place / "seeds/page-03.txt").unlink()
    seed(place, "page-03a", "page-12b")
    worked(place)
    assert main(["run"]) == 0
    assert {line.split()[1] for line in worked(place)} == {"page-03a", "page-12b"}
    changed = {Path(name).name for name in touched(before, tree())}
    assert changed == shard_of("page-03", "page-03a", "page-12b", count=4) | {"batch.json"}
    assert "page-03" not in {one["page"] for kind in ("articles", "pages") for one in lines(kind)}


def test_pages_of_one_file_lie_together_and_may_become_fewer(place):
    seed(place, *several(30))
    (place / "seeds/two.txt").write_text("\f".join([PAGE] * 5))
    assert main(["run"]) == 0
    own = {path for path in bundles("pages") if b'"page":"two' in gzip.decompress(path.read_bytes())}
    assert {path.name for path in own} == shard_of("two", count=8)
    (place / "seeds/two.txt").write_text("\f".join([PAGE] * 2))
    assert main(["run"]) == 0
    assert [one["page"] for one in lines("pages") if one["page"].startswith("two")] == ["two", "two.p2"]
    assert main(["validate"]) == 0


def test_a_batch_that_has_doubled_is_laid_out_anew_without_work(place, capsys):
    in_one_run(place)
    seed(place, *several(40))
    worked(place)
    capsys.readouterr()
    assert main(["status"]) == 0
    assert "  laid out as 4 shards; the next run lays it out as 8 shards" in capsys.readouterr().out
    assert main(["run"]) == 0
    assert {line.split()[1] for line in worked(place)} == set(several(40)) - set(several())
    told = capsys.readouterr().out
    assert "batch default: intermediate/default laid out anew: 4 shards → 8 shards; output/default laid out anew" in told
    assert {path.name for path in bundles("pages")} == shard_of(*several(40), count=8)


@pytest.mark.parametrize("first", LAYOUTS)
def test_another_layout_is_neither_work_nor_a_mixture(place, capsys, first):
    second = next(name for name in LAYOUTS if name != first)
    seed(place, *several(), "bad")
    (place / "seeds/bad.txt").write_bytes(b"\xff\xfe")
    assert main(["run", "--layout", first]) == 30
    before = tree()
    worked(place)
    assert main(["run", "--layout", second]) == 30
    between = tree()
    assert {Path(name).name for name in {*before} & {*between}} == {"batch.json", "failures.json", "bad.json"}
    assert main(["validate"]) == 30  # the bad page, and nothing else
    assert "21 pages checked, 1 problem" in capsys.readouterr().out
    assert main(["run", "--layout", first]) == 30
    assert worked(place) == []
    assert data(tree()).keys() == data(before).keys()
    same = {name for name in before if Path(name).name != "bad.json"}  # which says how often it failed
    assert {name: data(tree())[name] for name in same} == {name: data(before)[name] for name in same}
    folders = {path.name for root in ("intermediate/default", "output/default") for path in Path(root).iterdir()}
    assert ("articles" in folders) == (first == "shards")


def test_nothing_said_means_as_the_batch_lies(place):
    in_one_run(place)
    Path("luigi.cfg").write_text("[clipsheet]\nshard_size = 5\n")
    before = tree()
    assert main(["run"]) == 0
    assert tree() == before
    shutil.rmtree("intermediate")
    assert main(["run"]) == 0
    assert data(tree()) == data(before)
    Path("seeds/new").mkdir()
    Path("seeds/new/wells.txt").write_text(PAGE)
    assert main(["run", "--batch", "new"]) == 0
    assert Path("output/new/wells/page.json").exists()
    assert noted(DiskFolder(Path("output/new"))).layout.shards == 0


def spoilt(path: Path, at: int) -> None:
    found = bytearray(path.read_bytes())
    found[at] ^= 0xFF
    path.write_bytes(found)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("how", ["cut", "empty", "gone", "spoilt"])
def test_a_bundle_that_is_not_whole_is_made_again_and_no_other(place, capsys, stage, how):
    in_one_run(place)
    before = tree()
    hit = bundles(stage, "intermediate/default")[1]
    if how == "gone":
        hit.unlink()
    elif how == "spoilt":
        spoilt(hit, -10)
    else:
        hit.write_bytes(hit.read_bytes()[: -1 if how == "cut" else 0])
    capsys.readouterr()
    assert main(["status", "--json"]) == 0
    pages = json.loads(capsys.readouterr().out)["batches"][0]["pages"]
    left = {one["page"] for one in pages if one["state"] != "done"}
    assert {f"{number_of(name, 4):05}-of-00004.jsonl.gz" for name in left} == {hit.name}
    assert all(one["stages"][stage[2:]]["state"] == "missing" for one in pages if one["page"] in left)
    worked(place)
    assert main(["run"]) == 0
    assert data(tree()) == data(before)
    assert {line.split()[1] for line in worked(place)} <= left


@pytest.mark.parametrize("kind", ["articles", "pages"])
@pytest.mark.parametrize("how", ["cut", "older"])
def test_what_is_published_counts_only_with_its_own_manifest(place, capsys, kind, how):
    seed(place, *several(), text=PAGE.replace("May", "June"))
    assert main(["run"]) == 0
    hit = bundles(kind)[2]
    older = hit.read_bytes()
    seed(place, *several())
    assert main(["run"]) == 0
    before = tree()
    hit.write_bytes(older if how == "older" else older[:-1])
    capsys.readouterr()
    assert main(["status", "--json"]) == 0
    pages = json.loads(capsys.readouterr().out)["batches"][0]["pages"]
    why = {one["stages"]["emit"]["why"] for one in pages} - {None}
    assert why == {f"its record in {kind}/ is {'another' if how == 'older' else 'gone'}"}
    assert main(["validate"]) == 30
    assert main(["run"]) == 0
    assert data(tree()) == data(before)


def test_a_record_changed_within_is_found_by_validate_and_mended(place, capsys):
    in_one_run(place)
    before = data(tree())
    for path in (bundles("articles")[0], bundles("1-normalise", "intermediate/default")[1]):
        spoilt(path, 30)
    capsys.readouterr()
    assert main(["validate"]) == 30
    told = capsys.readouterr().out
    assert "its record is not as it was written; clipsheet rerun --stage emit --batch default --page=" in told
    assert "1-normalise/00001-of-00004.jsonl.gz: page-" in told
    assert main(["rerun", "--stage", "normalise", "--batch", "default"]) == 0
    assert main(["validate"]) == 0
    assert data(tree()) == before


def test_clean_takes_records_and_bundles_that_nothing_reaches(place, capsys):
    in_one_run(place)
    before = tree()
    Path("intermediate/default/2-reflow/00001-of-00016.jsonl.gz").write_bytes(b"of another time")
    shutil.copytree("intermediate/default/2-reflow", "intermediate/default/5-polish")
    Path("seeds/page-03.txt").unlink()
    own = next(iter(shard_of("page-03", count=4)))
    capsys.readouterr()
    assert main(["clean", "--dry-run"]) == 0
    told = {line.split("  ")[1] for line in capsys.readouterr().out.splitlines() if line.startswith("would")}
    polish = {path.as_posix() for path in Path("intermediate/default/5-polish").iterdir()}
    assert told == {
        "intermediate/default/2-reflow/00001-of-00016.jsonl.gz",
        *polish,
        *(f"intermediate/default/{stage}/{own}: page-03" for stage in STAGES),
    }
    assert main(["clean"]) == 0
    assert touched(before, tree()) == {f"intermediate/default/{stage}/{own}" for stage in STAGES}
    assert main(["clean", "--dry-run"]) == 0
    assert "0 results" in capsys.readouterr().out


def test_failures_and_the_report_are_as_in_files(place, capsys):
    seed(place, *several(6))
    seed(place, "bad", text="!fail-segment\n")
    found = {}
    for way in LAYOUTS:
        roots = ["--intermediate", f"{way}/intermediate", "--output", f"{way}/output"]
        assert main(["run", "--layout", way, *roots]) == 30
        report = json.loads(Path(way, "output/default/run.json").read_text())
        failures = Path(way, "output/default/failures.json").read_bytes()
        found[way] = (failures, *(report[key] for key in ("pages", "articles", "warnings", "exit_code")))
    assert found["files"] == found["shards"]
    assert found["files"][1]["failed"] == 1
    seed(place, "bad")
    assert main(["rerun", "--failed", "--batch", "default", *roots]) == 0
    assert not Path("shards/output/default/failures.json").exists()


def test_a_disk_that_is_full_costs_what_was_not_written_and_says_so(place, capsys):
    seed(place, *several())

    def full(folder, file, *more, real=DiskFolder.write):
        if str(folder).endswith("3-segment"):
            raise OSError(28, "No space left on device")
        return real(folder, file, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DiskFolder, "write", full)
        assert main(["run"]) == 30
    assert "No space left on device" in capsys.readouterr().out
    report = json.loads(Path("output/default/run.json").read_text())
    assert (report["pages"]["missing"], report["stages"]["segment"]["worked"]) == (20, 0)
    worked(place)
    assert main(["run"]) == 0
    assert {line.split()[0] for line in worked(place)} == {"segment"}


def test_how_many_shards_a_batch_has():
    found = [wanted("shards", files, 100).shards for files in (0, 1, 141, 142, 5_000, 100_000, 1_000_000)]
    assert found == [1, 1, 1, 2, 64, 1024, 8192]
    assert wanted("files", 5_000, 100).shards == 0


def test_a_page_may_be_called_like_a_bundle(place):
    (place / "seeds/default/articles").mkdir(parents=True)
    names = ("articles", "pages", "00000-of-00001.jsonl.gz", "layout.json", "articles/00000-of-00001.jsonl")
    seed(place, *(f"default/{name}" for name in names))
    for way in (*LAYOUTS, *LAYOUTS):
        assert main(["run", "--layout", way]) == 0
        assert main(["validate"]) == 0
    assert {one["page"] for one in lines("pages")} == set(names)


def test_a_full_disk_while_a_batch_is_laid_out_anew_costs_nothing_that_is_published(place, capsys, monkeypatch):
    seed(place, *several())
    assert main(["run", "--layout", "shards"]) == 0
    before = tree("output")
    worked(place)

    def full(folder, name, data):
        raise Unwritable(errno.ENOSPC, os.strerror(errno.ENOSPC), f"{folder}/{name}")

    with monkeypatch.context() as patched:
        patched.setattr(DiskFolder, "beside", full)
        assert main(["run", "--layout", "files"]) == 25
    assert "No space left on device, while the batch is laid out anew; mend that" in capsys.readouterr().err
    assert tree("output") == before
    assert main(["run", "--layout", "files"]) == 0
    assert "laid out anew" in capsys.readouterr().out
    assert worked(place) == []
    assert main(["validate"]) == 0


def test_a_page_that_has_no_place_in_the_new_layout_costs_no_other(place, capsys):
    seed(place, *several())
    assert main(["run", "--layout", "shards"]) == 0
    worked(place)
    (place / "output/default/page-03").write_text("somebody's note")
    assert main(["run", "--layout", "files"]) == 30
    assert "19 pages done (19 from cache), 1 failed" in capsys.readouterr().out
    assert worked(place) == []
    assert (place / "output/default/page-03").read_text() == "somebody's note"
