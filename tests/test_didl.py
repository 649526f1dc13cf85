"""An issue as a DIDL lists it: Delpher's pages in order, articles by their blocks, files by the names they may have."""

import json

import pytest

from tasks.__main__ import main
from tasks.model.errors import BrokenSource
from tasks.model.source import ItemPart
from tasks.read import read
from tasks.read.didl import read_didl
from tasks.read.issue import in_issue, read_issue
from tasks.read.mets import read_mets
from tests.source_files import METS
from tests.test_issue import alto

DESCRIBED = "<Component><Resource><dcx>{}</dcx></Resource></Component>"


def page(number, printed, name):
    urn = f"ddd:010000001:mpeg21:p00{number}"
    told = DESCRIBED.format(f"<ddd:nativePageNumber>{printed}</ddd:nativePageNumber>")
    file = f'<Resource ref="http://resolver.invalid/resolve?urn={urn}:alto" dcx:filename="{name}"/>'
    zone = f'<Item dc:identifier="{urn}:a0001">{DESCRIBED.format("<dc:title>A scrap</dc:title>")}</Item>'
    alto_of = f'<Component dc:identifier="{urn}:alto">{file}</Component>'
    return f'<Item dc:identifier="{urn}">{told}{alto_of}{zone}</Item>'


def article(number, kind, title, blocks):
    parts = "".join(
        f'<dcx:article-part><dcx:blocks alto="{name}">'
        + "".join(f'<dcx:TextBlock ID="{block}"/>' for block in names.split())
        + "</dcx:blocks></dcx:article-part>"
        for name, names in blocks
    )
    told = DESCRIBED.format(f"<dc:subject>{kind}</dc:subject><dc:title>{title}</dc:title>")
    return f'<Item dc:identifier="ddd:010000001:mpeg21:a000{number}">{told}<dcx:zoning>{parts}</dcx:zoning></Item>'


def didl(*items):
    heading = "<dc:title>Wesertaler Bote</dc:title><dc:date>1904-01-17</dc:date><dcx:issuenumber>14</dcx:issuenumber>"
    inner = DESCRIBED.format(heading) + "".join(items)
    return f'<didl:DIDL xmlns:didl="urn:mpeg:mpeg21:2002:02-DIDL-NS"><Item dc:identifier="i">{inner}</Item></didl:DIDL>'


ISSUE = didl(
    page(1, "III", "one.xml"),
    page(2, "IV", "two.xml"),
    article(1, "artikel", "NEUE BRÜCKE ÜBER DIE WESER", [("one.xml", "b1 b2 b5"), ("two.xml", "c1")]),
    article(2, "familiebericht", "Der Hafen bleibt", [("one.xml", "b3 b4")]),
)


def answer(*documents):
    header = "<header><identifier>DDD:ddd:010000001:mpeg21</identifier><datestamp>2014-02-03</datestamp></header>"
    records = "".join(f"<record>{header}<metadata>{held}</metadata></record>" for held in documents)
    start = '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2014</responseDate>'
    return f'{start}<request verb="GetRecord">http://oai.invalid</request><GetRecord>{records}</GetRecord></OAI-PMH>'


def test_an_answer_over_oai_is_the_didl_that_it_holds():
    assert read_issue(answer(ISSUE).encode()) == read_didl(ISSUE.encode())
    assert read_issue(answer(METS.partition("?>")[2]).encode()) == read_mets(METS.encode())


def test_pages_and_articles_are_as_the_didl_lists_them():
    issue = read_didl(ISSUE.encode())
    assert (issue.title, issue.date, issue.edition) == ("Wesertaler Bote", "1904-01-17", "14")
    assert [(page.number, page.label, page.resource) for page in issue.pages] == [
        (1, "III", "one.xml"),
        (2, "IV", "two.xml"),
    ]
    bridge, harbour = issue.items
    assert (bridge.type, harbour.type) == ("ARTICLE", "NOTICE")
    assert [part.resource for part in bridge.parts] == ["one.xml"] * 3 + ["two.xml"]
    assert harbour.parts == (ItemPart("one.xml", "b3", "b3", ""), ItemPart("one.xml", "b4", "b4", ""))


@pytest.mark.parametrize(
    ("file", "known"),
    [
        ("one.xml", "one.xml"),
        ("ddd_010000001_mpeg21_p002_alto.xml", "two.xml"),
        ("DDD_ddd_010000001_mpeg21_p002_alto.xml", "two.xml"),
        ("ddd_010000009_mpeg21_p002_alto.xml", "ddd_010000009_mpeg21_p002_alto.xml"),
    ],
)
def test_a_file_is_known_by_its_name_and_by_its_urn(file, known):
    assert read_didl(ISSUE.encode()).name_of(file) == known


def test_pages_have_the_number_printed_on_them():
    made = in_issue(read(alto().encode()), read_didl(ISSUE.encode()), "two.xml")
    assert [(page.number, page.label, page.edition) for page in made] == [(2, "IV", "14")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (didl(article(1, "artikel", "Ohne Seiten", [("one.xml", "b1")])), "it lists none"),
        (ISSUE[:-30], "expected DIDL, but the XML breaks"),
        ('<DIDL xmlns="urn:other"/>', "namespace of MPEG-21"),
        (answer('<DIDL xmlns="urn:other"/>'), "namespace of MPEG-21"),
        (answer("<dc><title>Bote</title></dc>"), "expected the root <DIDL>"),
        (answer(ISSUE, ISSUE), "with one record, but it holds several"),
        (answer(), "holds no record"),
    ],
)
def test_what_is_no_didl_is_said(text, why):
    with pytest.raises(BrokenSource, match=why):
        read_didl(text.encode())


@pytest.mark.parametrize(
    ("name", "said"),
    [("one.xml", ISSUE), ("one.xml", answer(ISSUE)), ("DDD_ddd_010000001_mpeg21_p001_alto.xml", ISSUE)],
    ids=["as listed", "over OAI", "by its URN"],
)
def test_articles_are_those_of_the_didl_and_its_other_files_are_no_pages(tmp_path, monkeypatch, name, said):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "seeds/b/issue"
    folder.mkdir(parents=True)
    (folder / name).write_text(alto(), encoding="utf-8")
    (folder / "issue_didl.xml").write_text(said, encoding="utf-8")
    for beside in ("DDD_010000001_0001_articletext.xml", "DDD_ddd_010000001_mpeg21_a0001_ocr.xml"):
        (folder / beside).write_text('<?xml version="1.0"?><text><title/><p>Die Brücke</p></text>', encoding="utf-8")
    assert main(["run"]) == 0
    (made,) = (tmp_path / "output/b/issue").iterdir()
    bridge, harbour = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(made.glob("[0-9]*.json"))]
    assert bridge["headline"] == "Neue Brücke über die Weser."
    assert (harbour["kind"], harbour["headline"]) == ("notice", None)  # its title only begins its first line
    assert harbour["text"].startswith("Der Hafen bleibt geschlossen.")
    assert json.loads((made / "page.json").read_text(encoding="utf-8"))["issue"]["title"] == "Wesertaler Bote"
    assert main(["validate"]) == 0
