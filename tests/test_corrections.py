"""What people say of a batch's pages: made as they say, told, lasting, and no other page's concern."""

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tasks import emit, segment
from tasks.__main__ import main
from tasks.emit.check import check_page
from tasks.emit.replay import Replay, unreplayed
from tasks.model.correction import END, START, Edge, HeadlineOf, KindOf
from tasks.model.emitted import Origin
from tasks.normalise import Settings, normalise
from tasks.reflow import Settings as ReflowSettings
from tasks.reflow import reflow
from tasks.run import corrections
from tasks.segment.pieces import split_rows
from tests.learn.label import labels
from tests.learn.pages import typeset
from tests.quality.corrections import Truth, obeyed, told
from tests.quality.score import bare

ROOT = Path(__file__).resolve().parents[1]
HANDBALL = ["Handball, Landesliga", "Osterstein", "verspielt", "Sechs-Tore-", "Führung"]
PAGES = {
    # page → its encoding, and what its people would mark (a word stands for the printed line it begins)
    "yunhe-daily-02": ("utf-8", [("end", "盲目下水。", True), ("start", "昨晚，2026年", True)]),
    "haipu-times-a3": ("big5", [("headline", ["望灣縣海埔鄉公所"], "公告事項：應受")]),
    "juniper-sentinel-b1": (
        "utf-8",
        [("start", "In the Probate Court", True), ("headline", ["NOTICE TO CREDITORS"], "representative or to the Clerk")],
    ),
    "wesertaler-rundschau-12": ("latin-1", [("headline", HANDBALL, "rechnen«, schimpfte")]),
    "voix-du-plateau-07": (
        "utf-8",
        [("headline", ["L’école gardera"], "sième classe."), ("kind", "sième classe.", "notice")],
    ),
}


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory):
    place = tmp_path_factory.mktemp("cleaned")
    (place / "seeds").mkdir()
    for page in PAGES:
        shutil.copy(ROOT / f"seeds/{page}.txt", place / "seeds")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        assert main(["run"]) == 0
    return place


@pytest.fixture
def place(cleaned, tmp_path, monkeypatch):
    """The cleaned pages as a working folder, times and all."""
    shutil.copytree(cleaned, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def sha(page):
    return hashlib.sha256(Path(f"seeds/{page}.txt").read_bytes()).hexdigest()


def line(page, opens):
    """The span of the printed line that is these words, or, where there is none, of the last one that they begin."""
    text = Path(f"seeds/{page}.txt").read_bytes().decode(PAGES[page][0])
    lines, at = {}, 0
    for printed in text.splitlines(keepends=True):
        lines[at, at + len(printed)] = printed.strip()
        at += len(printed)
    whole = opens in lines.values()
    return list([span for span, words in lines.items() if words == opens or not whole and words.startswith(opens)][-1])


def marks(page):
    for what, *said in PAGES[page][1]:
        if what == "headline":
            yield {"what": what, "lines": [line(page, opens) for opens in said[0]], "of": line(page, said[1])}
        elif what == "kind":
            yield {"what": what, "of": line(page, said[0]), "kind": said[1]}
        else:
            yield {"what": what, "line": line(page, said[0]), "right": said[1]}


def entry(page, found=None, **more):
    return {"page": page, "sha256": sha(page), "corrections": list(marks(page) if found is None else found)} | more


def say(*entries, batch="default", **more):
    found = {"schema_version": "1.0", "batch": batch, "pages": list(entries)} | more
    Path("seeds/corrections.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def articles(page, output="output/default"):
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(Path(output, page).glob("[0-9]*.json"))]


def told_of(page):
    return json.loads(Path(f"output/default/{page}/page.json").read_text(encoding="utf-8"))


def codes(page):
    return [one["code"] for one in told_of(page)["warnings"]]


def files(*folders):
    """Each file below some folders with its bytes and its time, but for what speaks of whole batches."""
    found = (path for folder in folders for path in Path(folder).rglob("*") if path.is_file())
    apart = ("run.json", "articles.jsonl", "batch.json", "seen.json", ".lock", "layout.json")
    return {path.as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in found if path.name not in apart}


def stale(capsys):
    """Page → its stages that are stale, those aside that wait for one before."""
    capsys.readouterr()
    assert main(["status", "--json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)["batches"]
    out = {}
    for page in report["pages"]:
        why = {name: one["why"] for name, one in page["stages"].items() if one["state"] != "done"}
        out |= {page["page"]: {name: text for name, text in why.items() if not text.startswith("waits")}} if why else {}
    return out


def failures():
    path = Path("output/default/failures.json")
    return json.loads(path.read_text(encoding="utf-8"))["failures"] if path.exists() else []


def headlines(page, output="output/default"):
    return [one["headline"] for one in articles(page, output)]


def test_what_people_mark_comes_out_right_and_only_their_pages_are_made_anew(place, capsys):
    before = {page: headlines(page) for page in PAGES}
    kept = files("intermediate", "output")
    untouched = "haipu-times-a3"
    say(*(entry(page) for page in PAGES if page != untouched))
    found = stale(capsys)
    assert {page: set(why) for page, why in found.items()} == {page: {"segment"} for page in PAGES if page != untouched}
    assert found["yunhe-daily-02"]["segment"].startswith("input corrections: none → ")
    assert main(["run"]) == 0
    now = files("intermediate", "output")
    changed = {path for path in {*kept, *now} if kept.get(path) != now.get(path)}
    assert not [path for path in changed if untouched in path or "/1-" in path or "/2-" in path]
    assert stale(capsys) == {}
    assert main(["validate"]) == 0
    game = next(one for one in articles("yunhe-daily-02") if one["text"].startswith("昨晚，2026年全市高中男子篮球联赛"))
    assert game["confidence"]["start"] == 0.99
    creditors = next(one for one in articles("juniper-sentinel-b1") if one["headline"] == "NOTICE TO CREDITORS")
    assert "representative or to the Clerk" in creditors["text"].replace("\n", " ")
    handball = next(one for one in articles("wesertaler-rundschau-12") if one["kicker"] == HANDBALL[0])
    parts = (handball["kicker"], handball["headline"], handball["deck"])
    assert bare("".join(filter(None, parts))) == bare("".join(HANDBALL))
    assert handball["confidence"]["headline"] == 0.99
    school = next(one for one in articles("voix-du-plateau-07") if "L’école gardera" in (one["headline"] or ""))
    assert school["kind"] == "notice"
    assert not any("correction" in code for page in PAGES for code in codes(page))

    say(entry(untouched))  # and those of all others are taken away
    assert set(stale(capsys)) == set(PAGES)
    assert main(["run"]) == 0
    assert {page: headlines(page) for page in PAGES} == before | {untouched: headlines(untouched)}
    assert any("公示送達公告" in (title or "") for title in headlines(untouched))
    Path("seeds/corrections.json").unlink()
    assert set(stale(capsys)) == {untouched}
    assert main(["run"]) == 0
    back = files("intermediate", "output")
    assert {path: data for path, (data, _) in back.items()} == {path: data for path, (data, _) in kept.items()}


def test_the_ledger_says_that_a_person_said_so(place, capsys):
    say(entry("yunhe-daily-02"))
    assert main(["run"]) == 0
    capsys.readouterr()
    text = Path("seeds/yunhe-daily-02.txt").read_text(encoding="utf-8")
    number = text[: line("yunhe-daily-02", "昨晚，2026年")[0]].count("\n") + 1
    assert main(["explain", "yunhe-daily-02", "--line", str(number)]) == 0
    said = capsys.readouterr().out
    assert "take correction [segment.take-correction]" in said
    assert "a person said so, in corrections.json" in said
    assert "an article starts with the line at" in said


def test_a_comment_a_tick_and_the_order_of_keys_change_nothing(place, capsys):
    say(entry("haipu-times-a3"))
    assert main(["run"]) == 0
    one = entry("haipu-times-a3", comment="seen", checked=True)
    one["corrections"] = [dict(reversed(list(each.items()))) | {"comment": "!"} for each in one["corrections"]]
    say(one, entry("yunhe-daily-02", [], checked=True), comment="by A. B.")
    assert stale(capsys) == {}


def test_corrections_of_another_source_are_not_made(place, capsys):
    say(entry("haipu-times-a3") | {"sha256": "a" * 64})
    assert set(stale(capsys)) == {"haipu-times-a3"}
    before = headlines("haipu-times-a3")
    assert main(["run"]) == 0
    assert headlines("haipu-times-a3") == before
    assert "correction-unused" in codes("haipu-times-a3")
    (said,) = [one["message"] for one in told_of("haipu-times-a3")["warnings"] if one["code"] == "correction-unused"]
    assert "sha256 aaaaaaaaaaaa…" in said
    assert main(["validate"]) == 0
    assert stale(capsys) == {}


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        ({"what": "start", "line": [900000, 900010], "right": True}, "no line of the page stands there"),
        ({"what": "kind", "of": [900000, 900010], "kind": "notice"}, "no line of the page stands at its 'of'"),
        ({"what": "start", "line": [0, 1_000_000], "right": True}, "no line of the page stands there"),
        ({"what": "headline", "lines": [[90000, 90010]], "of": [400, 410]}, "no line of the page stands at [90000, 90010]"),
        ({"what": "headline", "lines": [[400, 410]], "of": [400, 410]}, "one line cannot be headline and text"),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_said(place, mark, why):
    before = [one["text"] for one in articles("yunhe-daily-02")]
    say(entry("yunhe-daily-02", [mark]))
    assert main(["run"]) == 0
    said = [one["message"] for one in told_of("yunhe-daily-02")["warnings"] if one["code"] == "correction-unused"]
    assert len(said) == 1
    assert said[0].endswith(why)
    assert [one["text"] for one in articles("yunhe-daily-02")] == before


def test_of_corrections_that_contradict_each_other_the_later_is_made(place):
    where = line("yunhe-daily-02", "昨晚，2026年")
    for last in (True, False):
        say(entry("yunhe-daily-02", [{"what": "start", "line": where, "right": right} for right in (not last, last)]))
        assert main(["run"]) == 0
        assert any(one["text"].startswith("昨晚，2026年") for one in articles("yunhe-daily-02")) == last
        said = [one["message"] for one in told_of("yunhe-daily-02")["warnings"] if one["code"] == "correction-unused"]
        assert len(said) == 1
        assert said[0].endswith("a later correction contradicts it")


BROKEN = {
    "no JSON": ("{", "is no JSON"),
    "a page": ("Harbour wall to be raised\n\nWork begins in May.\n", "is no JSON"),
    "deep": ("[" * 100_000, "is no JSON"),
    "UTF-16": ("{}".encode("utf-16"), "is no JSON"),
    "a list": ("[]", "the whole: [] is not of type"),
    "another version": ('{"schema_version": "2.0", "batch": "default", "pages": []}', "schema_version: "),
    "another batch": ('{"schema_version": "1.0", "batch": "x", "pages": []}', "is of batch 'x'"),
    "pages no list": ('{"schema_version": "1.0", "batch": "default", "pages": {}}', "pages: {} is not of type"),
    "no numbers": (
        '{"schema_version": "1.0", "batch": "default", "comment": NaN, "pages": [{"page": "haipu-times-a3", "sha256": "0",'
        ' "corrections": [{"what": "start", "line": [-Infinity, 1e999], "right": true}]}]}',
        "corrections.json: ",
    ),
    "many faults": (json.dumps({"schema_version": "1.0", "batch": "default", "pages": [1] * 2000}), "and 980 more"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_costs_no_page_anything(place, capsys, name):
    say(entry("haipu-times-a3"))
    assert main(["run"]) == 0
    kept = files("output/default/haipu-times-a3", "output/default/yunhe-daily-02", "intermediate/default/3-segment")
    data, why = BROKEN[name]
    Path("seeds/corrections.json").write_bytes(data if isinstance(data, bytes) else data.encode())
    assert stale(capsys) == {}
    assert main(["status"]) == 0
    assert why in capsys.readouterr().out
    assert main(["run"]) == 30
    told = capsys.readouterr().out
    assert why in told
    assert "0 failed, corrections.json not read; " in told, "no page failed, and not all is well"
    now = files("output/default/haipu-times-a3", "output/default/yunhe-daily-02", "intermediate/default/3-segment")
    assert now == kept
    (failure,) = failures()
    assert (failure["page"], failure["rerun"]) == ("corrections.json", "clipsheet run --batch default")
    assert why in failure["message"]
    assert main(["validate"]) == 0
    say(entry("haipu-times-a3"))
    assert main(["run"]) == 0
    assert failures() == []


def test_a_fault_of_something_long_says_why(place, capsys):
    say(entry("haipu-times-a3", [{"what": "start", "line": [at, at + 1], "right": True} for at in range(5000)]))
    assert main(["run"]) == 30
    (failure,) = failures()
    assert len(failure["message"]) < 500
    assert "pages/0/corrections: " in failure["message"]
    assert failure["message"].endswith("has more than 2000 items")


def test_whole_numbers_with_a_point_are_whole_numbers(place, capsys):
    where = line("yunhe-daily-02", "昨晚，2026年")
    say(entry("yunhe-daily-02", [{"what": "start", "line": where, "right": True}]))
    assert main(["run"]) == 0
    say(entry("yunhe-daily-02", [{"what": "start", "line": [float(at) for at in where], "right": True}]))
    assert stale(capsys) == {}
    say(entry("yunhe-daily-02", [{"what": "start", "line": [3.0, 3.0], "right": True}]))
    assert main(["run"]) == 30
    assert "[3, 3] is no span" in failures()[0]["message"]


@pytest.mark.parametrize("name", ["corrections (1).json", "corrections-1.json", "sub/said.txt"])
def test_corrections_under_another_name_are_no_page_and_say_how_to_name_them(place, name):
    say(*[entry(page) for page in PAGES])
    path = Path("seeds/default" if "/" in name else "seeds", name)  # a folder is one of a batch
    path.parent.mkdir(parents=True, exist_ok=True)
    text = Path("seeds/corrections.json").read_text(encoding="utf-8")
    Path("seeds/corrections.json").unlink()
    path.write_text(json.dumps(json.loads(text) | {"comment": "long " * 9}, sort_keys=True, indent=1), encoding="utf-8-sig")
    assert main(["run"]) == 30
    (failure,) = failures()
    assert failure["error"] == "UnknownFormat"
    assert "a file of corrections under another name" in failure["message"]
    assert "name it corrections.json" in failure["mend"]
    assert not list(Path("output/default").glob("*corrections*"))
    assert not list(Path("output/default").glob("*said*"))


def test_a_page_that_was_taken_of_such_a_file_goes(place):
    Path("seeds/corrections (1).txt").write_text("Harbour wall to be raised\n\nWork begins in May.\n", encoding="utf-8")
    assert main(["run"]) == 0
    assert Path("output/default/corrections (1)").is_dir()
    say(entry("yunhe-daily-02"))
    Path("seeds/corrections.json").rename("seeds/corrections (1).txt")
    assert main(["run"]) == 30
    assert not Path("output/default/corrections (1)").exists()


def test_a_page_that_had_corrections_and_must_be_made_without_says_so(place, capsys):
    say(entry("haipu-times-a3"))
    assert main(["run"]) == 0
    Path("seeds/corrections.json").write_text("{")
    path = Path("seeds/haipu-times-a3.txt")
    path.write_bytes(path.read_bytes() + "\n版權所有\n".encode("big5"))
    assert main(["run"]) == 30
    assert codes("haipu-times-a3") == ["corrections-unread"]
    assert not any("unread" in code for code in codes("yunhe-daily-02"))
    assert stale(capsys) == {}
    say(entry("haipu-times-a3"))
    assert set(stale(capsys)) == {"haipu-times-a3"}
    assert main(["run"]) == 0
    assert "corrections-unread" not in codes("haipu-times-a3")


def test_a_broken_entry_costs_no_other_its_corrections(place, capsys):
    say(entry("haipu-times-a3"), entry("yunhe-daily-02"))
    assert main(["run"]) == 0
    wrong = entry("yunhe-daily-02", [{"what": "start", "line": [5, 2], "right": True}, {"what": "end"}])
    say(wrong, entry("wesertaler-rundschau-12"), entry("yunhe-daily-02", []) | {"page": "nowhere"})
    assert set(stale(capsys)) == {"haipu-times-a3", "wesertaler-rundschau-12"}
    assert main(["run"]) == 30
    said = failures()[0]["message"]
    assert "pages/0/corrections/0: [5, 2] is no span" in said
    assert 'pages/0/corrections/1: "line" is a required property' in said
    assert "the batch has no page 'nowhere'" in said
    assert "a person" in ledger("wesertaler-rundschau-12")
    assert "a person" in ledger("yunhe-daily-02")  # as it was
    assert "a person" not in ledger("haipu-times-a3")


def ledger(page):
    return next(Path("intermediate/default/3-segment").glob(f"{page}*")).read_text(encoding="utf-8")


@pytest.mark.parametrize("how", ["a pipe", "a link out", "a link to nothing", "gigabytes", "may not be read", "a folder"])
def test_what_is_no_file_is_not_waited_for(place, tmp_path, how):
    path = Path("seeds/corrections.json")
    if how == "a pipe":
        os.mkfifo(path)
    elif how == "a link out":
        (tmp_path / "elsewhere.json").write_text("{}")
        path.symlink_to(tmp_path / "elsewhere.json")
    elif how == "a link to nothing":
        path.symlink_to("gone.json")
    elif how == "gigabytes":
        with path.open("wb") as handle:
            handle.truncate(3 << 30)
    elif how == "may not be read":
        path.write_text("{}")
        path.chmod(0)
        if os.access(path, os.R_OK):
            pytest.skip("root reads everything")
    else:
        path.mkdir()
    assert main(["run", "--batch", "default"]) == (0 if how == "a folder" else 30)
    assert len(failures()) == (how != "a folder")
    assert len(list(Path("output/default").glob("*/page.json"))) == len(PAGES)


def test_it_is_never_a_page_and_no_other_file_is_taken_for_it(place):
    Path("seeds/other/city").mkdir(parents=True)
    shutil.copy("seeds/haipu-times-a3.txt", "seeds/other/a.txt")
    Path("seeds/other/corrections.json").write_text('{"schema_version": "1.0", "batch": "other", "pages": []}')
    assert main(["run", "--batch", "other"]) == 0
    assert [path.name for path in Path("output/other").iterdir() if path.is_dir()] == ["a"]
    Path("seeds/other/city/corrections.json").write_text("{}")
    Path("seeds/other/corrections.json.txt").write_text("text")
    assert main(["run", "--batch", "other"]) == 30
    told = {one["page"]: one for one in json.loads(Path("output/other/failures.json").read_text())["failures"]}
    assert "corrections lie at the top of their batch: seeds/other/corrections.json" in told["city/corrections"]["message"]
    assert set(told) == {"city/corrections", "corrections.json.txt"}


def test_a_file_of_corrections_makes_no_batch(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("seeds").mkdir()
    Path("seeds/corrections.json").write_text("{}")
    assert main(["run"]) == 20


def test_they_can_be_left_alone(place, capsys):
    say(entry("haipu-times-a3"))
    assert main(["run", "--corrections", "leave"]) == 0
    assert "a person" not in ledger("haipu-times-a3")
    assert set(stale(capsys)) == {"haipu-times-a3"}


def test_a_rerun_takes_them(place):
    say(entry("haipu-times-a3"))
    assert main(["rerun", "--stage", "segment", "--batch", "default", "--page", "haipu-times-a3"]) == 0
    assert any("公示送達公告" in (title or "") for title in headlines("haipu-times-a3"))


def test_the_plain_luigi_way_takes_them(place):
    say(entry("haipu-times-a3"))
    command = [
        sys.executable,
        "-m",
        "luigi",
        "--module",
        "tasks.pipeline",
        "CleanBatch",
        "--batch",
        "default",
        "--local-scheduler",
    ]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert any("公示送達公告" in (title or "") for title in headlines("haipu-times-a3"))


def test_workers_elsewhere_take_them(place):
    pytest.importorskip("distributed")
    from tasks.engine.cluster import close

    say(entry("haipu-times-a3"))
    try:
        assert main(["run", "--engine", "dask", "--workers", "1"]) == 0
    finally:
        close()
    assert any("公示送達公告" in (title or "") for title in headlines("haipu-times-a3"))


def test_behind_a_url_they_are_the_same(place, bucket, server, capsys):
    pages = ("haipu-times-a3", "yunhe-daily-02")
    for page in pages:
        server.put(bucket, f"seeds/{page}.txt", Path(f"seeds/{page}.txt").read_bytes())
    say(*(entry(page) for page in pages))
    server.put(bucket, "seeds/corrections.json", Path("seeds/corrections.json").read_bytes())
    folders = ["--seeds", f"s3://{bucket}/seeds", "--intermediate", "i", "--output", "o"]
    assert main(["run", "--batch", "default"]) == 0
    assert main(["run", *folders]) == 0
    for page in pages:
        assert articles(page, "o/default") == articles(page)
    say(entry(pages[0]))
    server.put(bucket, "seeds/corrections.json", Path("seeds/corrections.json").read_bytes())
    capsys.readouterr()
    assert main(["status", "--json", *folders]) == 0
    (report,) = json.loads(capsys.readouterr().out)["batches"]
    assert [page["page"] for page in report["pages"] if page["state"] != "done"] == [pages[1]]
    server.put(bucket, "seeds/corrections.json", b"{")
    assert main(["run", *folders]) == 30
    assert json.loads(Path("o/default/failures.json").read_text())["failures"][0]["page"] == "corrections.json"


def test_results_in_shards_and_in_files_are_the_same(place, capsys):
    say(*(entry(page) for page in PAGES))
    assert main(["run"]) == 0
    single = Path("output/default/articles.jsonl").read_bytes()
    assert main(["run", "--layout", "shards", "--intermediate", "i", "--output", "o"]) == 0
    lines = b"".join(gzip.decompress(path.read_bytes()) for path in Path("o/default/articles").glob("*.gz"))
    assert sorted(lines.splitlines(keepends=True)) == sorted(single.splitlines(keepends=True))
    say(*(entry(page) for page in PAGES if page != "haipu-times-a3"))
    capsys.readouterr()
    assert main(["status", "--json", "--intermediate", "i", "--output", "o"]) == 0
    (report,) = json.loads(capsys.readouterr().out)["batches"]
    assert [page["page"] for page in report["pages"] if page["state"] != "done"] == ["haipu-times-a3"]


def test_gold_is_what_a_person_has_checked(place, capsys):
    say(entry("haipu-times-a3", checked=True), entry("yunhe-daily-02"), entry("juniper-sentinel-b1", [], checked=True))
    assert main(["gold"]) == 30  # not yet made
    assert "haipu-times-a3 is no gold: segment stale" in capsys.readouterr().out
    assert main(["run"]) == 0
    assert main(["gold"]) == 0
    assert sorted(path.parent.name for path in Path("gold").rglob("gold.json")) == ["haipu-times-a3", "juniper-sentinel-b1"]
    made = json.loads(Path("gold/default/haipu-times-a3/gold.json").read_text(encoding="utf-8"))
    assert [one["headline"]["main"] for one in made["articles"]] == headlines("haipu-times-a3")
    assert (made["source"], made["sha256"]) == ("seeds/haipu-times-a3.txt", sha("haipu-times-a3"))
    assert main(["gold", "--unchecked", "--output", "all"]) == 0
    assert len(list(Path("all").rglob("gold.json"))) == 3
    assert main(["run", "--corrections", "leave", "--intermediate", "i", "--output", "o"]) == 0
    command = [sys.executable, "-m", "tests.quality.score", "--json", "--set", str(place / "gold")]
    rows = {}
    for output in ("output", "o"):
        done = subprocess.run([*command, str(place / output)], cwd=ROOT, capture_output=True, text=True)
        rows[output] = json.loads(done.stdout)
    assert rows["output"]["[all]"]["headline"] == rows["output"]["[all]"]["b3_f1"] == 1
    assert rows["o"]["default/haipu-times-a3"]["headline"] < 1
    assert rows["o"]["default/juniper-sentinel-b1"]["headline"] == 1


def test_gold_of_nothing_or_among_the_seeds_is_refused(place, capsys):
    say(entry("haipu-times-a3"))
    assert main(["run"]) == 0
    assert main(["gold"]) == 20
    assert "corrected and not marked as checked, left out: 1;" in capsys.readouterr().out
    assert main(["gold", "--unchecked", "--output", "seeds/gold"]) == 2


def test_every_entry_of_the_schema_is_read():
    raw = {
        "schema_version": "1.0",
        "batch": "b",
        "pages": [
            {
                "page": "p",
                "sha256": "0" * 64,
                "corrections": [
                    {"what": "start", "line": [1, 5], "right": True},
                    {"what": "end", "line": [6, 9], "right": False},
                    {"what": "headline", "lines": [[1, 5], [6, 9]], "of": [10, 12]},
                    {"what": "kind", "of": [10, 12], "kind": "caption"},
                ],
            }
        ],
    }
    found = corrections.parsed(json.dumps(raw).encode("utf-8-sig"), "b")
    assert found.problems == ()
    assert found.entries["p"].corrections == (
        Edge(START, (1, 5), True),
        Edge(END, (6, 9), False),
        HeadlineOf(((1, 5), (6, 9)), (10, 12)),
        KindOf((10, 12), "caption"),
    )


def golden():
    """A few typeset pages that come out wrong somewhere, in all languages."""
    return [page for page in typeset(("raw", "layout"), None) if page.name[-2:] in ("00", "03") and "alt" in page.name]


@pytest.mark.parametrize("page", golden(), ids=lambda page: f"{page.name}-{page.manner}")
def test_corrected_with_gold_a_page_keeps_the_laws_and_does_as_it_is_told(page):
    data = page.dump.encode()
    clean = normalise(data, Settings())[0]
    flow = reflow(clean, ReflowSettings())
    lines, _ = split_rows(flow.lines, flow.language)
    truth = Truth(*labels([line.text.text for line in lines], page.gold), page.gold)
    wrong = list(truth.corrections(told(segment.segment(flow, segment.Settings()), lines), lines))
    made = segment.segment(flow, segment.Settings(), wrong)
    again = segment.segment(flow, segment.Settings(), wrong)
    assert made == again
    origin = Origin("b", "p", "seeds/b/p.txt", hashlib.sha256(data).hexdigest(), "utf-8", "0", {
        name: "1" for name in ("normalise", "reflow", "segment", "emit")
    })  # fmt: skip
    emitted = emit.emit(made, clean, origin, emit.Settings())
    source = clean.text.text if clean.printed else data.decode()
    assert check_page(emitted.articles, emitted.manifest, source) == []
    assert (
        list(unreplayed(emitted.articles, emitted.manifest, Replay(source[slice(*clean.span)], clean.span[0], made.edits)))
        == []
    )
    unused = sum(one.code == "correction-unused" for one in made.warnings)
    followed = sum(obeyed(said, told(made, lines), lines) for said in wrong)
    assert followed + unused >= 0.9 * len(wrong)
