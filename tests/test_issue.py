"""An issue as its METS lists it: whose article each block is, what makes its pages stale, what is wrong with it."""

import json
import os

import pytest

from tasks.__main__ import main
from tasks.read import read
from tasks.read.mets import read_mets
from tasks.run import issues

BLOCKS = [
    ("b1", "Neue Brücke über die Weser."),
    ("b2", "Die Brücke wird im Mai gebaut, sagte gestern|der Rat der Stadt Grünwalde. Sie kostet viel."),
    ("b3", "Der Hafen bleibt geschlossen."),
    ("b4", "Im Hafen liegt noch Eis, und kein Schiff kann|ihn vor dem März verlassen, wie es heißt."),
    ("b5", "sie wird auch den Fuhrleuten dienen, die bisher|die Fähre nehmen mußten."),
    ("b6", "Otto Kühnle."),
    ("b7", "Seite 3"),
]
ARTICLES = [("a1", "ARTICLE", [("HEADING/TITLE", "b1"), ("BODY", "b2"), ("BODY", "b5"), ("BODY/AUTHOR", "b6")]),
            ("a2", "ARTICLE", [("HEADING/TITLE", "b3"), ("BODY", "b4")])]  # fmt: skip


def alto(blocks=BLOCKS):
    out, y = [], 100
    for name, text in blocks:
        lines, word = [], 0
        for line in text.split("|"):
            strings = ""
            for at, each in enumerate(line.split()):
                box = f'HPOS="{100 + 90 * at}" VPOS="{y}" WIDTH="80" HEIGHT="30"'
                strings += f'<String ID="{name}w{word}" CONTENT="{each}" {box}/>'
                word += 1
            lines.append(f'<TextLine ID="{name}l{y}" HPOS="100" VPOS="{y}" WIDTH="900" HEIGHT="30">{strings}</TextLine>')
            y += 40
        out.append(f'<TextBlock ID="{name}">{"".join(lines)}</TextBlock>')
        y += 40
    body = "".join(out)
    return f'<alto><Layout><Page ID="P1" WIDTH="1100" HEIGHT="3000"><PrintSpace>{body}</PrintSpace></Page></Layout></alto>'


def mets(articles=ARTICLES, file="one.xml"):
    divs, said = "", ""
    for name, kind, parts in articles:
        inner = ""
        for role, element in parts:
            begin, _, end = element.partition("..")
            area = f'<fptr><area FILEID="F1" BEGIN="{begin}" END="{end or begin}"/></fptr>'
            for step in reversed(role.split("/")):
                area = f'<div TYPE="{step}">{area}</div>'
            inner += area
        divs += f'<div ID="{name}" TYPE="{kind}" DMDID="D{name}">{inner}</div>'
        said += f'<dmdSec ID="D{name}"><mods><name><namePart>Otto Kühnle</namePart></name></mods></dmdSec>'
    return f"""<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink">
 <dmdSec ID="I"><mods><titleInfo><title>Wesertaler Bote</title></titleInfo><dateIssued>1904-01-17</dateIssued></mods>
 </dmdSec>
 {said}<fileSec><file ID="F1"><FLocat xlink:href="file://./text/{file}"/></file></fileSec>
 <structMap TYPE="PHYSICAL"><div TYPE="Newspaper" DMDID="I"><div TYPE="PAGE" ORDERLABEL="III"><fptr FILEID="F1"/></div></div>
 </structMap><structMap TYPE="LOGICAL"><div TYPE="ISSUE" DMDID="I">{divs}</div></structMap></mets>"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds/b/issue").mkdir(parents=True)
    put(tmp_path, "one.xml", alto())
    put(tmp_path, "issue-mets.xml", mets())
    return tmp_path


def put(place, name, text):
    (place / "seeds/b/issue" / name).write_text(text, encoding="utf-8")


def articles(place, page="one"):
    found = sorted((place / "output/b/issue" / page).glob("[0-9]*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in found]


def told(place, page="one"):
    return json.loads((place / "output/b/issue" / page / "page.json").read_text(encoding="utf-8"))


def states(capsys):
    capsys.readouterr()
    main(["status", "--json"])
    return capsys.readouterr().out


def test_articles_are_those_of_the_mets(place):
    assert main(["run"]) == 0
    bridge, harbour = articles(place)
    assert (bridge["headline"], harbour["headline"]) == ("Neue Brücke über die Weser.", "Der Hafen bleibt geschlossen.")
    assert "Grünwalde" in bridge["text"]
    assert "Fuhrleuten" in bridge["text"]
    assert "Hafen" not in bridge["text"]
    assert bridge["byline"] == "Otto Kühnle."
    assert bridge["authors"] == [{"name": "Otto Kühnle", "role": "author"}]
    assert harbour["authors"] == []
    assert [piece["text"] for piece in told(place)["furniture"]] == ["Seite 3"]
    assert main(["validate"]) == 0


@pytest.mark.parametrize(("link", "name"), [("page%20one.xml", "page one.xml"), ("bl%C3%A4tt.xml", "blätt.xml")])
def test_a_file_is_known_by_a_link_in_which_its_name_is_escaped(place, link, name):
    put(place, "issue-mets.xml", mets().replace("one.xml", link))
    put(place, name, alto())
    assert main(["run"]) == 0
    assert [one["byline"] for one in articles(place, name[:-4])] == ["Otto Kühnle.", None]
    assert [one["headline"] for one in articles(place, name[:-4])] == [
        "Neue Brücke über die Weser.", "Der Hafen bleibt geschlossen.",
    ]  # fmt: skip


def test_the_ledger_says_whose_word_it_is(place, capsys):
    assert main(["run"]) == 0
    capsys.readouterr()
    assert main(["explain", "issue/one", "--line", "1"]) == 0
    said = capsys.readouterr().out
    assert "the METS or DIDL of the issue lists these elements as one item" in said
    assert "b1 b2 b5 b6" in said


def test_corrections_of_a_page_that_a_mets_cuts_are_not_made_and_it_is_said(place):
    assert main(["run"]) == 0
    sha = told(place)["provenance"]["sha256"]
    said = [{"what": "kind", "of": [0, 20], "kind": "notice"}]
    page = {"page": "issue/one", "sha256": sha, "corrections": said}
    put(place, "../corrections.json", json.dumps({"schema_version": "1.0", "batch": "b", "pages": [page]}))
    assert main(["run"]) == 0
    assert [article["kind"] for article in articles(place)] == ["article", "article"]
    assert [one["code"] for one in told(place)["warnings"]] == ["correction-unused"]
    assert "article_structure = own" in told(place)["warnings"][0]["message"]
    assert main(["run", "--article-structure", "own"]) == 0
    assert articles(place)[0]["kind"] == "notice"
    assert told(place)["warnings"] == []


def test_the_structure_can_be_ignored(place):
    assert main(["run"]) == 0
    taken = [one["text"] for one in articles(place)]
    assert main(["run", "--article-structure", "own"]) == 0
    ignored = [one["text"] for one in articles(place)]
    (place / "seeds/b/issue/issue-mets.xml").unlink()
    assert main(["run"]) == 0
    assert [one["text"] for one in articles(place)] == ignored != taken


def test_a_changed_mets_makes_the_pages_that_it_names_stale(place, capsys):
    put(place, "other.xml", alto())
    assert main(["run"]) == 0
    before = articles(place, "other")
    put(place, "issue-mets.xml", mets([("a1", "ARTICLE", [("HEADING/TITLE", "b1"), ("BODY", "b2..b7")])]))
    said = states(capsys)
    assert said.count("input issue") == 1
    assert main(["run"]) == 0
    assert len(articles(place)) == 1
    assert articles(place, "other") == before
    assert "input issue" not in states(capsys)


def test_a_mets_that_comes_later_is_taken(place, capsys):
    (place / "seeds/b/issue/issue-mets.xml").unlink()
    assert main(["run"]) == 0
    put(place, "issue-METS.xml", mets())
    assert states(capsys).count("input issue") == 1
    assert main(["run"]) == 0
    assert len(articles(place)) == 2


def test_a_damaged_mets_costs_its_structure_and_nothing_else(place):
    put(place, "issue-mets.xml", mets()[:-40])
    assert main(["run"]) == 0
    (warning,) = [one for one in told(place)["warnings"] if one["code"] == "issue-unread"]
    assert "issue-mets.xml" in warning["message"]
    put(place, "issue-mets.xml", mets())
    assert main(["run"]) == 0
    assert len(articles(place)) == 2
    assert told(place)["warnings"] == []


@pytest.mark.parametrize("left", [0, 30, 150])
def test_a_mets_that_breaks_off_before_it_names_a_file_is_not_passed_over(place, left):
    put(place, "other.txt", "Der Hafen bleibt zu.")
    put(place, "issue-mets.xml", mets()[:left])
    assert main(["run"]) == 0
    assert [one["code"] for one in told(place)["warnings"]] == ["issue-unread"]
    assert [one["code"] for one in told(place, "other")["warnings"]] == []
    put(place, "mine-METS.xml", mets())
    assert main(["run"]) == 0
    assert told(place)["warnings"] == []


def test_elements_that_are_not_there_are_said_to_be_missing(place):
    put(place, "one.xml", alto([("x" + name, text) for name, text in BLOCKS]))
    assert main(["run"]) == 0
    assert "issue-unread" in [one["code"] for one in told(place)["warnings"]]


def test_number_and_label_are_the_issues(place):
    assert main(["run"]) == 0
    assert told(place)["provenance"]["sheet"]["label"] == "III"


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ("b2w0..b2w3", ["Die Brücke wird im"]),
        ("b2..b3", ["Die Brücke wird im Mai gebaut, sagte gestern", "der Rat der Stadt Grünwalde. Sie kostet viel.",
                    "Der Hafen bleibt geschlossen."]),
    ],
)  # fmt: skip
def test_parts_may_be_words_or_several_blocks(part, lines):
    issue = read_mets(mets([("a1", "ARTICLE", [("BODY", part)])]).encode())
    (page,) = read(alto().encode(), issue=issue, resource="one.xml")
    mine = [line for line in page.lines if page.blocks[line.block].listed]
    assert [page.text[slice(*line.span)] for line in mine] == lines
    assert sorted(page.text.split()) == sorted(" ".join(text.replace("|", " ") for _, text in BLOCKS).split())


@pytest.mark.parametrize(
    ("kind", "role", "said"),
    [("ADVERTISEMENT", "BODY", "notice"), ("TITLE_SECTION", "HEADLINE", "unknown"), ("ARTICLE", "BODY", "article")],
)
def test_kinds_of_items(place, kind, role, said):
    put(place, "issue-mets.xml", mets([("a1", kind, [(role, "b1"), ("BODY", "b2..b7")])]))
    assert main(["run"]) == 0
    (one,) = articles(place)
    assert (one["kind"], one["headline"]) == (said, None)


def fifo(path):
    os.mkfifo(path)


def leads_out(path):
    outside = path.parents[3] / "elsewhere.xml"
    outside.write_text(mets(), encoding="utf-8")
    path.symlink_to(outside)


def endless(path):
    path.write_bytes(b"<mets>")
    os.truncate(path, issues.LARGEST + 1)


@pytest.mark.parametrize(("make", "why"), [(fifo, "is not read"), (leads_out, "out of the seeds"), (endless, "no METS")])
def test_what_is_no_plain_file_costs_the_pages_beside_it_and_no_other(place, make, why):
    (place / "seeds/b/issue/issue-mets.xml").unlink()
    make(place / "seeds/b/issue/issue-mets.xml")
    (place / "seeds/b/other.txt").write_text("Der Hafen bleibt zu.\n", encoding="utf-8")
    assert main(["run", "--batch", "b"]) == 30
    (failed,) = json.loads((place / "output/b/failures.json").read_text())["failures"]
    assert (failed["page"], why in failed["message"]) == ("issue/one", True)
    assert (place / "output/b/other/page.json").exists()
