"""Issues as wholes: articles that run over pages, what stays of each part, what makes them stale, what a bad page costs."""

import gzip
import json
import shutil
from itertools import pairwise

import pytest

from tasks.__main__ import main
from tasks.emit import work as emitting
from tasks.emit.check import check_page
from tasks.emit.check_parts import Published
from tasks.run import ending
from tests.issue_pages import DE, EN, ISSUES, ZH
from tests.source_files import column, pdf
from tests.test_issue import alto

EXPECTED = {
    # headline, first and last words of the whole, the newspaper, the jump lines
    "en": ("Harbour wall to be raised by two metres", "Work on the", "the money.", "THE MERROWBY OBSERVER"),
    "de": ("Neue Brücke über die Weser wird teurer", "Die neue Brücke", "drei Mitglieder.", "Wesertaler Rundschau"),
    "fr": ("Le vieux pont sera reconstruit", "Le conseil", "sera réservée.", "LE COURRIER DE MONTREUILLAC"),
    "zh": ("市区三座公厕今起昼夜开放", "记者昨日", "提出意见。", "运河日报"),
}


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory):
    """A working folder with four issues that were cleaned, each a text of two pages."""
    place = tmp_path_factory.mktemp("whole")
    (place / "seeds/b").mkdir(parents=True)
    for name, text in ISSUES.items():
        (place / f"seeds/b/{name}.txt").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        assert main(["run"]) == 0
    return place


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds/b/issue").mkdir(parents=True)
    return tmp_path


def put(place, name, text):
    (place / "seeds/b" / name).write_text(text, encoding="utf-8")


def articles(place, page):
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted((place / "output/b" / page).glob("[0-9]*.json"))]


def manifest(place, page):
    return json.loads((place / "output/b" / page / "page.json").read_text(encoding="utf-8"))


def files(place):
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in sorted((place / "output").rglob("*.json"))
            if path.name != "run.json"}  # fmt: skip


def bytes_of(place, page):
    return {path.name: path.read_bytes() for path in (place / "output/b" / page).glob("*.json")}


def status(capsys):
    capsys.readouterr()
    main(["status", "--json"])
    found = {}
    for page in json.loads(capsys.readouterr().out)["batches"][0]["pages"]:
        found[page["page"]] = {name: one["why"] for name, one in page["stages"].items() if one["state"] != "done"}
    return found


@pytest.mark.parametrize("language", ISSUES)
def test_jump_lines_join_the_parts_of_an_article(cleaned, language):
    headline, begins, ends, title = EXPECTED[language]
    whole, other = articles(cleaned, language)
    (left,) = articles(cleaned, f"{language}.p2")
    assert whole["headline"] == headline
    assert whole["text"].startswith(begins)
    assert whole["text"].endswith(ends)
    assert whole["issue"] == {"title": title, "date": "2026-11-23", "edition": None, "pages": ["1", "2"]}
    assert (other["issue"]["pages"], left["issue"]["pages"]) == (["1"], ["2"])
    assert all("parts" not in one["provenance"] for one in (other, left))
    assert left["order"] == 1


@pytest.mark.parametrize("language", ISSUES)
def test_parts_stay_visible(cleaned, language):
    whole, _ = articles(cleaned, language)
    first, second = whole["provenance"]["parts"]
    assert [first["page"], second["page"]] == [language, f"{language}.p2"]
    assert [first["why"], second["why"]] == [None, "jump-lines"]
    assert second["jump"]["direction"] == "from"
    assert whole["jump"]["direction"] == "to"
    source = (cleaned / f"seeds/b/{language}.txt").read_text(encoding="utf-8")
    border = source.index("\f")
    for paragraph in whole["paragraphs"]:
        assert all((left > border) == (paragraph.get("part") == 2) for left, _ in paragraph["spans"])
    assert ("headline" in second) == (language == "en")
    told = manifest(cleaned, f"{language}.p2")
    (given,) = told["elsewhere"]
    assert given["article"] == f"b/{language}/01"
    printed = sum(len("".join(source[left:right].split())) for left, right in given["spans"])
    counts = told["counts"]
    assert counts["in_elsewhere"] == printed
    assert counts["source_characters"] == sum(count for name, count in counts.items() if name.startswith("in_"))


def test_all_of_it_keeps_the_laws(cleaned, monkeypatch, capsys):
    monkeypatch.chdir(cleaned)
    assert main(["validate"]) == 0
    capsys.readouterr()
    assert main(["explain", "zh.p2"]) == 0
    assert "NOT from the source" not in capsys.readouterr().out
    assert main(["explain", "zh.p2", "--line", "22"]) == 0
    assert "part of article b/zh/01" in capsys.readouterr().out


@pytest.mark.parametrize(
    "options", [("--workers", "2"), ("--shard-size", "1"), ("--layout", "shards", "--shard-size", "1"), ("--engine", "dask")]
)
def test_however_it_is_run_the_bytes_are_the_same(cleaned, tmp_path, monkeypatch, options):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(cleaned / "seeds", tmp_path / "seeds")
    try:
        assert main(["run", *options]) == 0
    finally:
        if "dask" in options:  # its threads would be in the way of tests that fork
            from tasks.engine.cluster import close

            close()
    wanted = [one for language in sorted(ISSUES) for page in (language, f"{language}.p2") for one in articles(cleaned, page)]
    if "shards" in options:
        shards = [gzip.decompress(file.read_bytes()).decode() for file in (tmp_path / "output/b/articles").glob("*.gz")]
        found = [json.loads(line) for text in shards for line in text.splitlines() if line.startswith('{"schema')]
        assert sorted(found, key=lambda one: one["id"]) == sorted(wanted, key=lambda one: one["id"])
    else:
        assert files(tmp_path) == files(cleaned)
    assert main(["validate"]) == 0


def published(place, page):
    source = (place / "seeds/b" / f"{page.partition('.')[0]}.txt").read_text(encoding="utf-8")
    return Published(articles(place, page), manifest(place, page), source)


def spoil_text(whole, given):
    whole.articles[0]["paragraphs"][-1]["text"] += "!"
    whole.articles[0]["text"] += "!"


def spoil_spans(whole, given):
    whole.articles[0]["paragraphs"][-1]["spans"][-1][1] -= 1


def spoil_source(whole, given):
    whole.articles[0]["provenance"]["parts"][1]["sha256"] = "0" * 64


def spoil_parts(whole, given):
    del whole.articles[0]["provenance"]["parts"]


def spoil_gift(whole, given):
    given.manifest["elsewhere"][0]["spans"].pop()


def spoil_owner(whole, given):
    given.manifest["elsewhere"][0]["article"] = "b/en/02"


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (None, ""),
        (spoil_text, "part 2: paragraph 2: '!'"),
        (spoil_spans, "its spans are not those that page 'en.p2' gave"),
        (spoil_source, "not those of page 'en.p2'"),
        (spoil_parts, "not in the order of its parts"),
        (spoil_gift, "no field, furniture or edit accounts"),
        (spoil_owner, "article b/en/02 has no part of this page"),
    ],
)
def test_both_ends_are_checked(cleaned, spoil, says):
    pages = {name: published(cleaned, name) for name in ("en", "en.p2")}
    if spoil:
        spoil(pages["en"], pages["en.p2"])
    found = [
        problem for page in pages.values() for problem in check_page(page.articles, page.manifest, page.source, pages.get)
    ]
    assert any(says in problem for problem in found) if spoil else found == []


def sheet(text):
    """A page's text set in one column, headlines larger."""
    y, out = 780, []
    for piece in text.strip().split("\n\n"):
        lines = piece.translate({0x201C: '"', 0x201D: '"'}).split("\n")
        plain = len(lines) > 1 or lines[0].startswith(("By ", "Continued")) or "OBSERVER" in lines[0]
        size = 10 if plain else 18
        out.append(column(40, y, *lines, size=size, leading=size * 1.2))
        y -= size * 1.2 * len(lines) + 12
    return "".join(out)


def test_a_pdf_of_two_pages(place):
    pytest.importorskip("pypdfium2")
    (place / "seeds/b/observer.pdf").write_bytes(pdf(*map(sheet, EN.split("\f")), box="0 0 500 820"))
    assert main(["run"]) == 0
    whole, _ = articles(place, "observer")
    assert whole["text"].endswith("the money.")
    assert [part["page"] for part in whole["provenance"]["parts"]] == ["observer", "observer.p2"]
    assert {box["page"] for lines in whole["provenance"]["boxes"]["paragraphs"] for box in lines} == {1, 2}
    assert main(["validate"]) == 0


def test_it_can_be_left_alone(place):
    put(place, "en.txt", EN)
    assert main(["run", "--join", "never"]) == 0
    assert [len(articles(place, page)) for page in ("en", "en.p2")] == [2, 2]
    assert "elsewhere" not in manifest(place, "en.p2")
    assert manifest(place, "en.p2")["issue"]["page"] == "2"
    assert main(["run"]) == 0
    assert [len(articles(place, page)) for page in ("en", "en.p2")] == [2, 1]


def pages(place, text=EN, names=("issue/p1.txt", "issue/p2.txt")):
    for name, page in zip(names, text.split("\f"), strict=True):
        put(place, name, page.lstrip("\n"))


def test_a_folder_is_an_issue(place):
    pages(place)
    assert main(["run"]) == 0
    whole, _ = articles(place, "issue/p1")
    assert [part["source"] for part in whole["provenance"]["parts"]] == ["seeds/b/issue/p1.txt", "seeds/b/issue/p2.txt"]
    assert len({part["sha256"] for part in whole["provenance"]["parts"]}) == 2
    assert whole["text"].endswith("the money.")
    assert main(["validate"]) == 0


def test_a_batch_is_none(place):
    pages(place, names=("p1.txt", "p2.txt"))
    assert main(["run"]) == 0
    assert "issue" not in manifest(place, "p1")
    assert len(articles(place, "p2")) == 2


def test_a_changed_part_makes_the_whole_stale_and_nothing_else(place, capsys):
    pages(place)
    put(place, "issue/p3.txt", EN.split("\f")[0].replace("Page 1", "Page 3").replace("Continued on Page 2", ""))
    assert main(["run"]) == 0
    before = {name: bytes_of(place, f"issue/{name}") for name in ("p1", "p2", "p3")}
    second = EN.split("\f")[1].lstrip("\n")
    put(place, "issue/p2.txt", second.replace("grey stone", "red brick"))
    assert main(["run", "--page", "issue/p2"]) == 0
    assert all(stages == {} for stages in status(capsys).values())  # its neighbour was put together anew, too
    assert "red brick" in articles(place, "issue/p1")[0]["text"]
    assert bytes_of(place, "issue/p3") == before["p3"]
    put(place, "issue/p2.txt", second.replace("bicycles", "dogs"))
    assert main(["run"]) == 0
    put(place, "issue/p2.txt", second)
    assert main(["run"]) == 0
    assert {name: bytes_of(place, f"issue/{name}") for name in ("p1", "p2", "p3")} == before


def test_what_is_stale_is_said(place, capsys, monkeypatch):
    pages(place)
    assert main(["run"]) == 0
    put(place, "issue/p2.txt", ZH.split("\f")[1].lstrip("\n"))  # names page 1, but is in another language

    monkeypatch.setattr(ending, "_REJOININGS", 0)
    assert main(["run", "--page", "issue/p2"]) == 0
    found = status(capsys)
    assert list(found["issue/p1"]) == ["emit"]
    assert found["issue/p1"]["emit"].startswith("input joined: ")
    assert found["issue/p2"] == {}
    monkeypatch.undo()
    monkeypatch.chdir(place)
    assert main(["run"]) == 0
    assert "parts" not in articles(place, "issue/p1")[0]["provenance"]
    assert main(["validate"]) == 0


def test_a_page_that_fails_costs_its_neighbour_only_the_join(place, monkeypatch):
    pages(place)
    assert main(["run"]) == 0
    whole = files(place)
    put(place, "issue/p2.txt", "\x00" * 50)
    assert main(["run"]) == 30
    alone, other = articles(place, "issue/p1")
    assert "parts" not in alone["provenance"]
    assert "part-missing" in [one["code"] for one in alone["warnings"]]
    assert other["headline"] == "School gardens win prize"
    pages(place)
    assert main(["run"]) == 0
    assert files(place) == whole


def test_a_page_that_fails_at_last_is_not_counted_on(place, monkeypatch):
    pages(place)
    real = emitting.emit

    def emit(page, clean, origin, settings, place=None):
        if origin.page == "issue/p2":
            raise RuntimeError("told to fail")
        return real(page, clean, origin, settings, place)

    monkeypatch.setattr(emitting, "emit", emit)
    assert main(["run"]) == 30
    assert "parts" not in articles(place, "issue/p1")[0]["provenance"]
    monkeypatch.undo()
    monkeypatch.chdir(place)
    assert main(["run"]) == 0
    assert len(articles(place, "issue/p1")[0]["provenance"]["parts"]) == 2
    assert len(articles(place, "issue/p2")) == 1
    assert main(["validate"]) == 0


def test_a_page_that_goes_away_takes_its_part_with_it(place):
    pages(place)
    assert main(["run"]) == 0
    (place / "seeds/b/issue/p2.txt").unlink()
    assert main(["run"]) == 0
    whole, _ = articles(place, "issue/p1")
    assert "parts" not in whole["provenance"]
    assert main(["validate"]) == 0


def test_false_friends(place):
    """Two pages that both say that they go on on page 2; one that goes on on a page that is not there."""
    first, second = EN.split("\f")
    put(place, "issue/p1.txt", first)
    put(place, "issue/p2.txt", second.lstrip("\n"))
    put(place, "issue/p3.txt", first.replace("Page 1", "Page 3").replace("Harbour", "Market").replace("harbour", "market"))
    assert main(["run"]) == 0
    assert len(articles(place, "issue/p1")[0]["provenance"]["parts"]) == 2
    assert "parts" not in articles(place, "issue/p3")[0]["provenance"]
    put(place, "issue/p3.txt", first)  # a second page 1: nobody knows which is meant
    put(place, "issue/p4.txt", DE.split("\f")[0].replace("Seite 2", "Seite 9"))
    assert main(["run"]) == 0
    assert all("parts" not in articles(place, f"issue/p{n}")[0]["provenance"] for n in (1, 3, 4))
    assert main(["validate"]) == 0


BLOCKS = {
    "one.xml": [("b1", "Neue Brücke über die Weser."), ("b2", "Die Brücke wird im Mai gebaut, sagte gestern|der Rat, denn")],
    "two.xml": [("c1", "sie wird auch den Fuhrleuten dienen, die bisher|die Fähre nehmen mußten."), ("c2", "Otto Kühnle."),
                ("c3", "Der Hafen bleibt geschlossen."), ("c4", "Im Hafen liegt noch Eis, wie es heißt, und")],
    "three.xml": [("d1", "kein Schiff kann ihn vor dem März verlassen."), ("d2", "Inserate nimmt die Druckerei an.")],
}  # fmt: skip
ITEMS = [("a1", "ARTICLE", [("HEADING/TITLE", "b1"), ("BODY", "b2"), ("BODY", "c1"), ("BODY/AUTHOR", "c2")]),
         ("a2", "ARTICLE", [("HEADING/TITLE", "c3"), ("BODY", "c4"), ("BODY", "d1")]),
         ("a3", "ADVERTISEMENT", [("", "d2")])]  # fmt: skip


def mets():
    named = {"b": "F1", "c": "F2", "d": "F3"}
    divs = said = ""
    for name, kind, parts in ITEMS:
        inner = ""
        for role, element in parts:
            area = f'<fptr><area FILEID="{named[element[0]]}" BEGIN="{element}"/></fptr>'
            for step in filter(None, reversed(role.split("/"))):
                area = f'<div TYPE="{step}">{area}</div>'
            inner += area
        divs += f'<div ID="{name}" TYPE="{kind}" DMDID="D{name}">{inner}</div>'
    said = '<dmdSec ID="Da1"><mods><name><namePart>Otto Kühnle</namePart></name></mods></dmdSec>'
    spots = "".join(f'<file ID="F{n}"><FLocat xlink:href="{file}"/></file>' for n, file in enumerate(BLOCKS, 1))
    sheets = "".join(f'<div TYPE="PAGE"><fptr FILEID="F{n}"/></div>' for n in range(1, 4))
    return f"""<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink">
 <dmdSec ID="I"><mods><titleInfo><title>Wesertaler Bote</title><partNumber>Nr. 7</partNumber></titleInfo>
  <dateIssued>17.01.1904</dateIssued></mods></dmdSec>{said}<fileSec>{spots}</fileSec>
 <structMap TYPE="PHYSICAL"><div TYPE="Newspaper" DMDID="I">{sheets}</div></structMap>
 <structMap TYPE="LOGICAL"><div TYPE="ISSUE" DMDID="I">{divs}</div></structMap></mets>"""


@pytest.fixture
def printed(place):
    put(place, "issue/mets.xml", mets())
    for name, blocks in BLOCKS.items():
        put(place, f"issue/{name}", alto(blocks))
    return place


def test_what_the_mets_lists_as_one(printed):
    assert main(["run"]) == 0
    (bridge,), (harbour,), (advert,) = (articles(printed, f"issue/{name}") for name in ("one", "two", "three"))
    assert bridge["text"].startswith("Die Brücke wird im Mai")
    assert bridge["text"].endswith("nehmen mußten.")
    assert (bridge["byline"], bridge["authors"]) == ("Otto Kühnle.", [{"name": "Otto Kühnle", "role": "author"}])
    assert "byline" in bridge["provenance"]["parts"][1]["spans"]
    assert harbour["headline"] == "Der Hafen bleibt geschlossen."
    assert harbour["text"].endswith("dem März verlassen.")
    assert [part["why"] for part in harbour["provenance"]["parts"]] == [None, "listed"]
    assert (advert["kind"], advert["order"], advert["authors"]) == ("notice", 1, [])
    assert bridge["issue"] == {"title": "Wesertaler Bote", "date": "1904-01-17", "edition": "Nr. 7", "pages": ["1", "2"]}
    assert [given["article"] for given in manifest(printed, "issue/two")["elsewhere"]] == ["b/issue/one/01"]
    assert main(["validate"]) == 0


def test_boxes_of_parts_are_on_their_own_pages(printed):
    assert main(["run"]) == 0
    (bridge,) = articles(printed, "issue/one")
    boxes = bridge["provenance"]["boxes"]["paragraphs"]
    assert [box["page"] for lines in boxes for box in lines] == [1, 1, 2, 2]
    assert bridge["provenance"]["parts"][1]["boxes"]["byline"][0]["page"] == 2
    assert main(["draw", "issue/one", "--output", "one.svg"]) == 0
    assert main(["draw", "issue/two", "--output", "two.svg"]) == 0


def test_a_page_of_the_issue_that_is_missing(printed):
    (printed / "seeds/b/issue/two.xml").unlink()
    assert main(["run"]) == 0
    (bridge,) = articles(printed, "issue/one")
    assert "part-missing" in [one["code"] for one in bridge["warnings"]]
    assert "two.xml" in next(one["message"] for one in bridge["warnings"] if one["code"] == "part-missing")
    put(printed, "issue/two.xml", alto(BLOCKS["two.xml"]))
    assert main(["run"]) == 0
    (bridge,) = articles(printed, "issue/one")
    assert "part-missing" not in [one["code"] for one in bridge["warnings"]]
    assert len(bridge["provenance"]["parts"]) == 2


def test_the_mets_of_one_page_has_no_parts_to_join(printed, capsys):
    assert main(["run"]) == 0
    for page, following in pairwise(["one", "two", "three"]):
        given = manifest(printed, f"issue/{following}").get("elsewhere", [])
        assert all(one["article"].startswith(f"b/issue/{page}/") for one in given)
    assert all(stages == {} for stages in status(capsys).values())
