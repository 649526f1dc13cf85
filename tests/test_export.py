"""The command ``export``: filters, order, places, kills, faults, and what is said of them."""

import errno
import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import simple_rooms

from tasks.__main__ import main
from tasks.export import NAMES, format_of
from tasks.run.exporting import RECEIPT
from tasks.run.published_articles import articles_of
from tasks.store import Growing, remote
from tests.bench.export import measured
from tests.invented_articles import article, articles, publish

ROOT = Path(__file__).resolve().parents[1]
DAYS = ("2026-11-22", "2026-11-23")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with the articles of two days and of a batch without one."""
    monkeypatch.chdir(tmp_path)
    for batch in DAYS:
        publish(tmp_path / "output", batch, articles(batch, 20))
    publish(tmp_path / "output", "default", [article("default", "page", 1)])
    return tmp_path


def exported(*options, to="jsonl") -> list[dict]:
    assert main(["export", "--to", to, "--output", "out.jsonl", *options]) == 0
    return [json.loads(line) for line in Path("out.jsonl").read_bytes().splitlines()]


def ids(*options) -> list[str]:
    return [one["id"] for one in exported(*options)]


def published() -> list[dict]:
    return [one for source in articles_of("output", ()) for one in source]


def lines(path) -> list[bytes]:
    return gzip.decompress(path.read_bytes()).splitlines()


def tree(folder) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


# ---------------------------------------------------------------------------------------------------------- which articles


def test_all_batches_are_exported_in_the_order_of_their_names_and_articles(place):
    expected = [
        line for batch in (*DAYS, "default") for line in (place / f"output/{batch}/articles.jsonl").read_bytes().splitlines()
    ]
    exported()
    assert Path("out.jsonl").read_bytes().splitlines() == expected
    assert ids("--batch", "default", "--batch", DAYS[1]) == [one["id"] for one in published() if one["batch"] != DAYS[0]]


@pytest.mark.parametrize(
    ("options", "passes"),
    [
        (["--kind", "notice"], lambda one: one["kind"] == "notice"),
        (["--kind", "notice", "--kind", "caption"], lambda one: one["kind"] in ("notice", "caption")),
        (["--language", "zh"], lambda one: one["language"] in ("zh-Hans", "zh-Hant")),
        (["--language", "zh-hans", "--language", "de"], lambda one: one["language"] in ("zh-Hans", "de")),
        (["--min-confidence", "0.57"], lambda one: one["confidence"]["start"] >= 0.57),
        (["--since", DAYS[1]], lambda one: one["batch"] == DAYS[1]),
        (["--until", DAYS[0]], lambda one: one["batch"] == DAYS[0]),
        (["--since", DAYS[0], "--until", DAYS[1]], lambda one: one["batch"] in DAYS),
        (["--since", "2000-01-01", "--until", "2000-01-02", "--date", "2000-01-02"], lambda one: one["batch"] == "default"),
        (["--kind", "unknown", "--language", "en"], lambda one: (one["kind"], one["language"]) == ("unknown", "en")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_filters(place, options, passes):
    expected = [one["id"] for one in published() if passes(one)]
    assert 0 < len(expected) < 41
    assert ids(*options) == expected


def test_filters_by_warning(place):
    codes = ([], ["headline-missing"], ["byline-unread", "body-missing"])
    found = [
        article("w", "page", n, warnings=[{"code": code, "message": "m"} for code in some])
        for n, some in enumerate(codes, 1)
    ]
    publish(place / "output", "w", found)

    def numbers(*options):
        return [int(name[-1]) for name in ids("--batch", "w", *options)]

    assert numbers("--warning") == [2, 3]
    assert numbers("--warning", "headline-missing") == [2]
    assert numbers("--warning", "headline-missing", "--warning", "body-missing") == [2, 3]
    assert numbers("--without-warning") == [1]
    assert numbers("--without-warning", "byline-unread") == [1, 2]
    assert numbers("--warning", "--without-warning", "body-missing") == [2]


def test_a_batch_that_is_called_by_no_day_is_chosen_by_its_issues_days(place):
    issues = [{"title": "T", "date": day, "edition": None, "pages": []} for day in ("1903-05-01", "1903-05-02", "May 3rd")]
    publish(place / "output", "box-7", [article("box-7", "p", n, issue=one) for n, one in enumerate(issues, 1)])
    publish(place / "output", DAYS[0], [article(DAYS[0], "p", 1, issue=issues[0])])
    assert ids("--since", "1903-05-02", "--until", "1903-12-31") == ["box-7/p/02"]
    assert ids("--since", DAYS[0], "--until", DAYS[0]) == [f"{DAYS[0]}/p/01"], "a batch's own day comes first"
    assert ids("--until", "1903-05-03", "--date", "1903-05-03", "--batch", "box-7")[-1] == "box-7/p/03"


def test_a_headline_that_is_not_there_is_no_low_confidence(place):
    sure = {"headline": None, "start": 0.9, "end": 0.9}
    publish(
        place / "output",
        "c",
        [article("c", "p", 1, confidence=sure), article("c", "p", 2, confidence=sure | {"headline": 0.2})],
    )
    assert ids("--batch", "c", "--min-confidence", "0.9") == ["c/p/01"]


@pytest.mark.parametrize("to", NAMES)
def test_the_same_articles_give_the_same_bytes(place, to):
    for folder in ("one", "two"):
        assert main(["export", "--to", to, "--output", folder, "--date", "2000-01-01"]) == 0
    assert tree("one") == tree("two")
    assert len(tree("one")) == 3 * len(format_of(to).files) + 1


def test_it_says_what_was_done_and_what_is_missing(place, capsys):
    failures = {"batch": DAYS[0], "failures": [{"page": "torn"}, {"page": "wet"}]}
    (place / "output" / DAYS[0] / "failures.json").write_text(json.dumps(failures))
    assert main(["export", "--to", "american-stories", "--kind", "notice"]) == 0
    told = capsys.readouterr().out
    assert f"batch {DAYS[0]}: 4 of 20 articles; 2 of its pages failed and are not in it" in told
    assert "in export/american-stories/" in told
    assert "american-stories cannot hold schema_version, order, kind" in told
    assert main(["export", "--to", "ninjs", "--fields"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"^headline +→ headlines\[role=main\]\.value$", told, re.MULTILINE)
    assert "cannot be held: jump.page (it stands in the jump's text)" in told


def test_standard_output_has_the_export_alone(place):
    command = [sys.executable, "-m", "tasks", "export", "--to", "jsonl", "--output", "-", "--batch", "default"]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.stdout == (place / "output/default/articles.jsonl").read_bytes()
    assert b"1 article as JSON Lines in standard output" in done.stderr


# ---------------------------------------------------------------------------------------------------------- going on


def test_what_is_there_already_is_left_alone_and_what_changed_is_made_anew(place, capsys):
    assert main(["export", "--to", "tei"]) == 0
    before = {path.name: path.stat().st_mtime_ns for path in Path("export/tei").iterdir()}
    publish(place / "output", DAYS[0], articles(DAYS[0], 19))
    capsys.readouterr()
    assert main(["export", "--to", "tei"]) == 0
    told = capsys.readouterr().out
    assert f"batch {DAYS[0]}: 19 articles\n" in told
    assert f"batch {DAYS[1]}: 20 articles, there already" in told
    after = {path.name: path.stat().st_mtime_ns for path in Path("export/tei").iterdir()}
    assert {name for name in before if before[name] != after[name]} == {f"{DAYS[0]}.xml", RECEIPT}
    Path(f"export/tei/{DAYS[1]}.xml").write_text("cut")
    assert main(["export", "--to", "tei", "--batch", DAYS[1]]) == 0
    told = capsys.readouterr().out
    assert f"batch {DAYS[1]}: 20 articles\n" in told
    assert f"there from before, and left as it was: {DAYS[0]}, default" in told
    assert Path(f"export/tei/{DAYS[1]}.xml").read_text().count("<div ") == 20


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([], ["--kind", "notice"], "without filters"),
        (["--language", "zh", "--min-confidence", "0.8"], [], "with --language zh --min-confidence 0.8"),
        (["--warning"], ["--without-warning"], "with --warning any"),
        (["--since", "2026-11-01"], ["--since", "2026-11-02"], "with --since 2026-11-01"),
    ],
)
def test_other_filters_do_not_write_over_an_export(place, before, after, told, capsys):
    assert main(["export", "--to", "jsonl", *before]) == 0
    kept = tree("export")
    for only in ([], ["--batch", DAYS[1]]):
        assert main(["export", "--to", "jsonl", *after, *only]) == 2
        said = capsys.readouterr().err
        assert f"export/jsonl holds an export {told}, which" in said
        assert "name another folder with --output" in said
    assert tree("export") == kept
    assert main(["export", "--to", "jsonl", *after, "--output", "other"]) == 0
    assert tree("export") == kept


def test_the_same_filters_in_another_order_are_the_same_and_days_choose_whole_batches(place, capsys):
    (place / "output/default/articles.jsonl").unlink()
    (place / "output/default").rmdir()
    assert main(["export", "--to", "jsonl", "--kind", "notice", "--kind", "caption", "--since", DAYS[0]]) == 0
    capsys.readouterr()
    assert main(["export", "--to", "jsonl", "--kind", "caption", "--kind", "notice", "--since", DAYS[1]]) == 0
    told = capsys.readouterr().out
    assert f"batch {DAYS[1]}: 8 of 20 articles, there already" in told
    assert f"there from before, and left as it was: {DAYS[0]}" in told


KILLED = """
import os, signal, sys
from tasks.__main__ import main
from tasks.export import Wanted
from tasks.run import exporting
from tasks.store import Growing

owner, name = {"article": (Wanted, "takes"), "put": (Growing, "put"), "receipt": (exporting, "write_whole")}[sys.argv[1]]
left, real = int(sys.argv[2]), getattr(owner, name)

def deadly(*args, **more):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **more)

setattr(owner, name, deadly)
main(sys.argv[3:])
"""


def killed(what, after, *options):
    command = [sys.executable, "-c", KILLED, what, str(after), "export", *options]
    done = subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
    assert done.returncode == -9, done.stderr


@pytest.mark.parametrize(
    ("to", "what", "after"), [("parquet", "article", 30), ("dolma", "put", 3), ("jsonl", "receipt", 1), ("ninjs", "put", 1)]
)
def test_a_killed_export_leaves_whole_files_and_goes_on_where_it_was(place, to, what, after, capsys):
    assert main(["export", "--to", to, "--output", "whole"]) == 0
    expected = tree("whole")
    killed(what, after, "--to", to, "--output", "again")
    left = tree("again")
    assert set(left) - set(expected) <= {name for name in left if Path(name).name.startswith(".clipsheet-")}
    assert all(left[name] == expected[name] for name in set(left) & set(expected) - {RECEIPT}), "what has its name is whole"
    assert list(json.loads(left[RECEIPT])["batches"]) == [DAYS[0]]
    capsys.readouterr()
    assert main(["export", "--to", to, "--output", "again"]) == 0
    told = capsys.readouterr().out
    assert f"batch {DAYS[0]}: 20 articles, there already" in told
    assert f"batch {DAYS[1]}: 20 articles\n" in told
    assert tree("again") == expected, "nothing of the killed one is left"


def test_a_killed_export_into_one_file_begins_again_and_leaves_the_file_before(place):
    before = [one["id"] for one in exported("--kind", "notice")]
    killed("article", 30, "--to", "jsonl", "--output", "out.jsonl")
    assert [json.loads(line)["id"] for line in Path("out.jsonl").read_bytes().splitlines()] == before
    assert Path(".clipsheet-out.jsonl.tmp").exists()
    assert len(ids()) == 41
    assert not list(Path().glob(".clipsheet-*"))


# ---------------------------------------------------------------------------------------------------------- where from


def test_both_layouts_and_an_object_store_give_the_same_articles(tmp_path, monkeypatch, server, bucket):
    made = simple_rooms.working_folder(tmp_path, monkeypatch, tmp_path / "work.log")
    for number in range(8):
        (made / f"seeds/page-{number}.txt").write_text(
            f"{number} head\nA body.\n\nOther\nof {number}\n\n{simple_rooms.PAGE}"
        )
    sets = {}
    for layout in ("files", "shards"):
        assert main(["run", "--layout", layout, "--shard-size", "2", "--output", layout]) == 0
        sets[layout] = exported("--articles", layout)
        for path in (made / layout).rglob("*"):
            if path.is_file():
                server.put(bucket, f"{layout}/{path.relative_to(made / layout).as_posix()}", path.read_bytes())
        local = Path("out.jsonl").read_bytes()
        monkeypatch.setattr(remote, "_PART", 1000)
        exported("--articles", f"s3://{bucket}/{layout}")
        assert Path("out.jsonl").read_bytes() == local
    in_order = [json.loads(line) for path in sorted(Path("shards/default/articles").iterdir()) for line in lines(path)]
    assert sets["shards"] == in_order
    assert sorted(one["id"] for one in in_order) == sorted(one["id"] for one in sets["files"])
    assert len(in_order) > 20


def test_a_shard_that_is_cut_is_said_and_nothing_is_written(tmp_path, monkeypatch, capsys):
    made = simple_rooms.working_folder(tmp_path, monkeypatch, tmp_path / "work.log")
    (made / "seeds/page.txt").write_text(simple_rooms.PAGE)
    assert main(["run", "--layout", "shards"]) == 0
    (file,) = Path("output/default/articles").iterdir()
    file.write_bytes(file.read_bytes()[:-100])
    assert main(["export", "--to", "jsonl"]) == 30
    assert "clipsheet validate --batch default" in capsys.readouterr().err
    assert not any(Path("export/jsonl").iterdir())


def test_an_object_that_is_written_again_while_it_is_read_is_said(place, server, bucket, monkeypatch, capsys):
    data = (place / f"output/{DAYS[0]}/articles.jsonl").read_bytes()
    server.put(bucket, f"output/{DAYS[0]}/articles.jsonl", data)
    monkeypatch.setattr(remote, "_PART", 10_000)

    def meanwhile(kind, key):
        if kind == "get" and key.endswith("articles.jsonl"):
            server.put(bucket, f"output/{DAYS[0]}/articles.jsonl", data.replace(b"Pump", b"Pomp"))

    with server.faulty(meanwhile):
        assert main(["export", "--to", "jsonl", "--articles", f"s3://{bucket}/output"]) == 25
    assert "it was written again while it was read" in capsys.readouterr().err
    assert not list(Path("export/jsonl").glob("*.jsonl"))


# ---------------------------------------------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--to", "jsonl", "--articles", "nowhere"], 20, "clipsheet run"),
        (["--to", "jsonl", "--batch", "1999-01-01"], 20, "'clipsheet run --batch 1999-01-01' makes them"),
        (["--to", "jsonl", "--since", "2027-01-01", "--batch", DAYS[0]], 20, "no batch is of the days asked for"),
        (["--to", "jsonl", "--since", "yesterday"], 2, "--since yesterday is no day"),
        (["--to", "jsonl", "--min-confidence", "80"], 2, "number from 0 to 1"),
        (["--to", "jsonl", "--batch", "../x"], 2, "cannot be a batch"),
        (["--to", "jsonl", "--output", "output/default/x.jsonl"], 2, "lies in output"),
        (["--to", "jsonl", "--output", "s3://papers/x"], 2, "not on this machine"),
        (["--to", "dolma", "--output", "all.jsonl.gz"], 2, "dolma makes 2 files of a batch; name a folder"),
        (["--to", "tei", "--output", "all.xml"], 2, "name one with --batch, or a folder"),
        (["--to", "tei", "--output", "-"], 2, "name one with --batch, or a folder"),
        (["--to", "impresso", "--batch", "default"], 2, "default/page/01 has no day, which impresso's ids need"),
        (["--to", "jsonl", "--output", "taken"], 2, "name a file that ends in .jsonl, or a folder"),
        (["--to", "jsonl", "--output", "all.csv"], 2, "name a file that ends in .jsonl, or a folder"),
        (["--to", "parquet", "--output", "export/all.jsonl"], 2, "name a file that ends in .parquet, or a folder"),
        (["--to", "dolma", "--output", "all.jsonl"], 2, "all.jsonl is no place for dolma; name a folder"),
        (["--to", "jsonl", "--output", "taken/sub"], 25, "cannot be written"),
        (["--to", "jsonl", "--since", "2026-11-23", "--until", "2026-11-22"], 2, "no day is from 2026-11-23 to 2026-11-22"),
        (["--to", "jsonl", "--warning", "headline-mising"], 2, "headline-mising is no warning; those of articles are"),
        (["--to", "jsonl", "--without-warning", "encoding-doubtful"], 2, "is a warning of pages, in page.json; those of"),
        (["--to", "jsonl", "--without-warning", "none"], 2, "--without-warning none is no warning"),
        (["--to", "jsonl", "--batch", "an evening"], 20, "; clipsheet run --batch 'an evening' makes them"),
        (["--to", "jsonl", "--output", "taken/out.jsonl"], 25, "cannot be written"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_is_said_with_the_way_out(place, options, code, said, capsys):
    Path("taken").write_text("a file")
    assert main(["export", *options]) == code
    assert said in capsys.readouterr().err
    assert not [path for path in Path("export").rglob("*") if path.is_file()]


def test_a_folder_in_the_place_of_the_articles_is_named(place, capsys):
    articles_file = place / f"output/{DAYS[0]}/articles.jsonl"
    articles_file.unlink()
    articles_file.mkdir()
    assert main(["export", "--to", "jsonl"]) == 25
    assert f"output/{DAYS[0]}/articles.jsonl cannot be read: Is a directory; take away" in capsys.readouterr().err


@pytest.mark.parametrize("text", ['{"format": "jsonl", "batches": {"%s": {}, "x": 5}}', "[" * 100_000, '{"format": 1}'])
def test_a_receipt_that_is_none_costs_a_new_export_and_no_more(place, text, capsys):
    assert main(["export", "--to", "jsonl"]) == 0
    before = tree("export")
    Path("export/jsonl/_export.json").write_text(text.replace("%s", DAYS[0]))
    assert main(["export", "--to", "jsonl"]) == 0
    assert tree("export") == before


def test_corrections_that_failed_are_no_page_that_is_missing(place, capsys):
    failed = [{"page": "corrections.json"}, {"page": "page"}]
    for number, told in enumerate(("", "1 of its pages failed")):
        Path(f"output/{DAYS[0]}/failures.json").write_text(json.dumps({"failures": failed[: number + 1]}))
        assert main(["export", "--to", "jsonl", "--batch", DAYS[0]]) == 0
        said = capsys.readouterr().out
        assert told in said
        assert bool(told) == ("failed" in said)


def test_a_package_that_is_missing_is_named(place, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert main(["export", "--to", "parquet"]) == 2
    assert "pip install 'clipsheet[parquet]'" in capsys.readouterr().err
    assert not list(Path("export").rglob("*.*"))


def test_a_folder_of_another_format_is_not_mixed_up(place, capsys):
    assert main(["export", "--to", "jsonl", "--output", "out"]) == 0
    before = tree("out")
    assert main(["export", "--to", "ninjs", "--output", "out"]) == 2
    assert "out holds an export as jsonl" in capsys.readouterr().err
    assert tree("out") == before


@pytest.mark.parametrize("to", ["jsonl", "parquet", "dolma"])
def test_a_full_disk_leaves_nothing_and_the_same_command_goes_on(place, to, monkeypatch, capsys):
    def full(file):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert main(["export", "--to", to]) == 25
    assert "No space left on device" in capsys.readouterr().err
    assert not [name for name in tree("export") if not name.endswith(RECEIPT)]
    assert main(["export", "--to", to]) == 0


def test_articles_that_are_no_json_are_said_and_no_file_is_left(place, capsys):
    with (place / "output" / DAYS[1] / "articles.jsonl").open("ab") as file:
        file.write(b'{"id": "cut')
    assert main(["export", "--to", "parquet"]) == 30
    told = capsys.readouterr().err
    assert f"clipsheet validate --batch {DAYS[1]}" in told
    assert "after article 20" in told
    assert sorted(tree("export/parquet")) == [f"{DAYS[0]}.parquet", RECEIPT], "the batch before is done"


def test_two_exports_at_once_into_one_place_are_kept_apart(place, capsys):
    other = Growing(place / f"export/jsonl/{DAYS[0]}.jsonl")
    assert main(["export", "--to", "jsonl"]) == 10
    assert "is being written by another export" in capsys.readouterr().err
    other.write(b"what the other one writes\n")
    other.whole()
    other.put()
    assert Path(f"export/jsonl/{DAYS[0]}.jsonl").read_bytes() == b"what the other one writes\n"
    assert main(["export", "--to", "jsonl"]) == 0


# ---------------------------------------------------------------------------------------------------------- how much is held


def test_row_groups_are_no_larger_than_they_may_be(place, monkeypatch):
    import pyarrow.parquet as pq

    from tasks.export import parquet

    publish(place / "output", "large", articles("large", 1_100))
    for name, limit, most in (("ROWS_IN_GROUP", 500, 500), ("BYTES_IN_GROUP", 1_000_000, 750)):
        with monkeypatch.context() as patch:
            patch.setattr(parquet, name, limit)
            assert main(["export", "--to", "parquet", "--batch", "large", "--output", name]) == 0
        file = pq.ParquetFile(f"{name}/large.parquet").metadata
        rows = [file.row_group(number).num_rows for number in range(file.num_row_groups)]
        assert sum(rows) == 1_100
        assert len(rows) > 1
        assert max(rows) <= most


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not say what a process holds")
@pytest.mark.parametrize(("to", "group"), [("jsonl", 0), ("parquet", 1_000_000)])
def test_memory_does_not_grow_with_the_articles(tmp_path, to, group):
    peaks = []
    for count in (800, 8_000):
        publish(tmp_path / "output", f"batch-{count}", articles(f"batch-{count}", count))
        peaks.append(measured(to, tmp_path / "output", f"batch-{count}", tmp_path / "export", group)[0])
    assert peaks[1] - peaks[0] < 12, "the articles themselves are 28 MB, their columns as much again"
