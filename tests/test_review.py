"""``review``: the site's files. What a browser makes of them is in ``test_review_browser.py``."""

import json
import re
from pathlib import Path

import pytest
import simple_rooms
from hypothesis import given
from hypothesis import strategies as st
from simple_rooms import PAGE

from tasks.__main__ import main
from tasks.command.explain import find
from tasks.command.review import files as site
from tasks.command.review.batch import COLUMNS, STATES, batch_data, summary
from tasks.command.review.doubts import COUNTED, doubts
from tasks.command.review.page import page_data
from tasks.run.dossier import dossier
from tasks.run.errors import Usage
from tasks.store.places import folder_at

ROOT = Path(__file__).parents[1]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with three pages that the stand-in rooms have made, in batch b."""
    simple_rooms.working_folder(tmp_path, monkeypatch)
    for name in ("wells", "quay", "inn/bar"):
        path = tmp_path / f"seeds/b/{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.replace("Harbour", f"Harbour of {name}"))
    assert main(["run"]) == 0
    return tmp_path


def data_of(path: Path, call: str) -> dict:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"{call}(")
    assert text.endswith(");\n")
    return json.loads(text[len(call) + 1 : -3])


def rows_of(folder: Path) -> dict[str, dict]:
    data = data_of(folder / "batch.js", "batch")
    return {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in data["rows"]}


def files(root) -> dict[str, tuple[int, bytes]]:
    found = [path for path in Path(root).rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in found}


def test_a_site_has_a_row_and_a_script_for_each_page(place, capsys):
    capsys.readouterr()
    assert main(["review"]) == 0
    assert capsys.readouterr().out == "batch b: 3 pages, 3 made anew, 0 taken away; open output/b/review/index.html\n"
    folder = place / "output/b/review"
    assert set(site.assets()) | {"batch.js", "made.json", "pages"} == {path.name for path in folder.iterdir()}
    rows = rows_of(folder)
    assert list(rows) == ["inn/bar", "quay", "wells"]
    for name, row in rows.items():
        assert (STATES[row["state"]], row["articles"], row["headline"], row["note"]) == ("done", 2, 100, 0)
        page = data_of(folder / f"pages/{row['file']}.js", "page")
        assert page["page"] == name
        headlines = [one["headline"] for one in page["articles"]]
        assert headlines == [f"Harbour of {name} wall to be raised", "Bakers' strike ends"]


def test_the_same_output_gives_the_same_bytes_and_writes_nothing_twice(place):
    assert main(["review"]) == 0
    before = files(place / "output/b/review")
    assert main(["review"]) == 0
    assert files(place / "output/b/review") == before
    for path in (place / "output/b/review/pages").iterdir():
        path.unlink()
    (place / "output/b/review/made.json").write_text("no JSON")
    assert main(["review"]) == 0
    assert {name: data for name, (_, data) in files(place / "output/b/review").items()} == {
        name: data for name, (_, data) in before.items()
    }


def test_only_pages_that_changed_are_made_again_and_those_that_are_no_more_leave(place, capsys):
    assert main(["review"]) == 0
    before = files(place / "output/b/review/pages")
    (place / "seeds/b/quay.txt").write_text(PAGE.replace("Harbour", "Old harbour"))
    (place / "seeds/b/inn/bar.txt").unlink()
    (place / "output/b/review/pages/mine.txt").write_text("a file of somebody's own")
    assert main(["run"]) == 0
    capsys.readouterr()
    assert main(["review"]) == 0
    assert "2 pages, 1 made anew, 1 taken away" in capsys.readouterr().out
    now = files(place / "output/b/review/pages")
    names = {name: f"{site.file_of(name)}.js" for name in ("wells", "quay", "inn/bar")}
    assert set(now) == {names["wells"], names["quay"], "mine.txt"}
    assert now[names["wells"]] == before[names["wells"]]
    assert now[names["quay"]][1] != before[names["quay"]][1]


def test_no_other_command_takes_the_site_for_a_page(place, capsys):
    assert main(["review"]) == 0
    before = files(place / "output")
    capsys.readouterr()
    assert main(["validate"]) == 0
    assert "3 pages checked, 0 problems" in capsys.readouterr().out
    assert main(["clean", "--dry-run"]) == 0
    assert "0 results" in capsys.readouterr().out
    assert main(["status"]) == 0
    assert "batch b: 3 pages: 3 done" in capsys.readouterr().out
    assert main(["run"]) == 0
    assert {name: one for name, one in files(place / "output").items() if not name.endswith("run.json")} == {
        name: one for name, one in before.items() if not name.endswith("run.json")
    }
    assert main(["run", "--layout", "shards"]) == 0
    assert main(["validate"]) == 0
    assert {name for name in files(place / "output/b") if name.startswith("review/")} == {
        name.removeprefix("b/") for name in before if name.startswith("b/review/")
    }


def test_a_page_called_review_has_its_folder_to_itself(place, capsys):
    assert main(["review"]) == 0
    (place / "seeds/b/review.txt").write_text(PAGE)
    assert main(["run"]) == 0
    capsys.readouterr()
    assert main(["review"]) == 0
    said = capsys.readouterr().out
    assert "open output/b/review-site/index.html" in said
    assert "a page of the batch is called 'review', so that the site lies in review-site/" in said
    assert set(files(place / "output/b/review")) == {"01.json", "02.json", "page.json"}
    assert set(rows_of(place / "output/b/review-site")) == {"inn/bar", "quay", "wells", "review"}
    assert main(["validate"]) == 0
    (place / "seeds/b/review.txt").unlink()
    assert main(["run"]) == 0
    assert main(["review"]) == 0
    assert not (place / "output/b/review-site").exists()
    assert set(rows_of(place / "output/b/review")) == {"inn/bar", "quay", "wells"}


def test_the_sites_name_is_none_of_the_pages():
    assert site.folder_name(["a", "b/review"]) == "review"
    assert site.folder_name(["a", "Review/page-1"]) == "review-site"
    with pytest.raises(Usage, match="called review and review-site; rename the file of one"):
        site.folder_name(["review", "review-site/a"])


def test_layouts_and_stores_give_the_same_site(place, capsys):
    assert main(["review"]) == 0
    near = {name: data for name, (_, data) in files(place / "output/b/review").items()}
    assert main(["run", "--layout", "shards", "--intermediate", "i2", "--output", "o2"]) == 0
    assert main(["review", "--intermediate", "i2", "--output", "o2"]) == 0
    assert {name: data for name, (_, data) in files(place / "o2/b/review").items()} == near
    where = ["--intermediate", "memory://review/i", "--output", "memory://review/o"]
    assert main(["run", *where]) == 0
    assert main(["review", *where]) == 0
    assert "open memory://review/o/b/review/index.html" in capsys.readouterr().out
    far = folder_at("memory://review/o", "b", "output") / "review"
    assert {name: far.read(name) for name in far.files()} == near


def test_pages_that_are_not_done_say_why_and_what_to_type(place):
    (place / "seeds/b/bad.txt").write_bytes(b"\xff\xfe\xff no text")
    (place / "seeds/b/half.txt").write_text("One line\n!fail-segment\n")
    assert main(["run"]) == 30
    (place / "seeds/b/wells.txt").write_text(PAGE + "\nAnother\nof a day.\n")
    (place / "seeds/b/new.txt").write_text(PAGE)
    assert main(["review"]) == 0
    rows = rows_of(place / "output/b/review")
    states = {name: STATES[row["state"]] for name, row in rows.items()}
    wanted = {"bad": "failed", "half": "failed", "inn/bar": "done", "new": "missing", "quay": "done", "wells": "stale"}
    assert states == wanted
    assert rows["bad"]["file"] == rows["new"]["file"] == 0
    note = rows["half"]["note"]
    assert note["why"] == "segment: RuntimeError: told to fail at segment"
    assert note["command"] == "clipsheet rerun --stage segment --batch b --page=half"
    assert note["where"].startswith("seeds/b/half.txt")
    assert rows["wells"]["note"]["why"].startswith("normalise stale: input source")
    half = data_of(place / f"output/b/review/pages/{rows['half']['file']}.js", "page")
    assert (half["articles"], half["pieces"], half["sha256"]) == ([], [], None)
    assert half["text"] == "One line\n!fail-segment\n"


def test_a_result_that_cannot_be_read_costs_its_page_alone(place, capsys):
    label = place / "intermediate/b/3-segment/quay.json"
    label.write_bytes(label.read_bytes()[:-20])
    capsys.readouterr()
    assert main(["review"]) == 30
    said = capsys.readouterr().out
    assert "3 pages, 2 made anew" in said
    assert "cannot be shown: 'quay': " in said
    row = rows_of(place / "output/b/review")["quay"]
    assert (row["file"], row["articles"]) == (0, 0)
    assert "it cannot be shown: " in row["note"]["why"]


def test_a_site_that_cannot_be_written_says_so_and_the_next_time_goes_on(place, capsys):
    (place / "output/b/review").write_text("a file in the way")
    assert main(["review"]) == 25
    assert "mend that, or name another folder with --output" in capsys.readouterr().err
    (place / "output/b/review").unlink()
    assert main(["review"]) == 0
    assert not [name for name in files(place / "output/b/review") if ".clipsheet-" in name]


@given(st.text(st.characters(codec=None), max_size=40), st.text(max_size=5))
def test_scripts_hold_nothing_that_acts(text, name):
    made = site.script("page", {name: [text, "</script><!--\u2028\u202e"]}).decode("utf-8")
    assert json.loads(made[len("page(") : -len(");\n")]) == {name: [text, "</script><!--\u2028\u202e"]}
    assert not re.search("[<>\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\x7f-\x9f]", made)


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """Dossiers of sample pages, made by the real rooms."""
    folder = tmp_path_factory.mktemp("samples")
    where = {"seeds": str(ROOT / "seeds"), "intermediate": str(folder / "i"), "output": str(folder / "o")}
    arguments = [f"--{name}={value}" for name, value in where.items()]
    pages = ("merrowby-observer", "merrowby-observer.p2", "wangjiang-news-04")
    assert main(["run", "--batch", "2026-11-23", "--page", pages[0], "--page", pages[2], *arguments]) == 0
    return [dossier(*find(page, None, where)) for page in pages]


def test_every_character_is_in_one_piece_or_edit_and_every_line_leads_to_its_text(samples):
    for found in samples:
        data = page_data(found)
        base, text = data["base"], data["text"]
        assert base == found.clean.span[0]
        assert base > 0 or not found.page.endswith(".p2")
        pieces = [data["pieces"][n : n + 4] for n in range(0, len(data["pieces"]), 4)]
        assert pieces == sorted(pieces)
        placed = set()
        for lo, hi, _, _ in pieces:
            assert placed.isdisjoint(range(lo, hi))
            placed |= set(range(lo, hi))
        edited = {at for _, lo, hi, _ in data["edits"] for at in range(lo, hi)}
        assert {at for at, letter in enumerate(text) if not letter.isspace()} <= placed | edited
        lines = [data["lines"][n : n + 3] for n in range(0, len(data["lines"]), 3)]
        assert {number for _, _, number in lines} == set(range(len(found.lines)))
        for lo, hi, number in lines:
            assert text[lo:hi] == text[lo:hi].strip()
            assert "\n" not in text[lo:hi]
            assert lo + base in {start for start, _ in found.lines[number]}
        assert "".join(text[lo:hi] for lo, hi, _ in sorted(lines)).replace(" ", "") == "".join(text.split())


def test_evidence_is_in_words_and_every_choice_names_its_second(samples):
    for found in samples:
        data = page_data(found)
        words = data["words"]
        assert len(data["decisions"]) == len(found.decisions)
        pairs = zip(data["decisions"], found.decisions, strict=True)
        for (rule, lo, hi, chosen, score, other, evidence), (_, made) in pairs:
            assert (words[rule], words[chosen]) == (made.rule, made.chosen)
            assert (lo + data["base"], hi + data["base"]) == made.span
            assert score == pytest.approx(made.score, abs=0.001)
            assert (words[other] if other >= 0 else None) == made.runner_up
            assert len(evidence) == 2 * len(made.evidence)
            assert words[rule] in data["reasons"]


def test_doubtful_places_are_in_order_one_a_line_and_hold_every_unsure_edge(samples):
    for found in samples:
        places = list(found.places())
        own = [[one for one in places if one.article == n] for n in range(1, len(found.articles) + 1)]
        listed = doubts(found, own)
        lines = [found.line_of(one.span[0]) for one in listed]
        assert lines == sorted(set(lines))
        low = [value for article in found.articles for value in article["confidence"].values() if value is not None]
        if any(value < COUNTED for value in low):
            assert min(one.score for one in listed) <= min(low)
        assert all(one.score < 0.9 for one in listed)


def test_the_list_of_pages_stays_small(samples):
    about = [(found.page, summary(page_data(found))) for found in samples]
    rows = [[f"{page}-{n}", site.file_of(page), 3, *one, 0] for page, one in about for n in range(667)]
    data = site.script("batch", batch_data("2026-11-23", rows))
    assert len(data) / len(rows) < 150  # bytes a page: 2,000 pages are 0.3 MB at most
