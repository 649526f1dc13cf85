"""A delivery as it is: files in every format in one batch, whatever they are called."""

import json

import pytest
import source_files as given

from tasks.__main__ import main
from tasks.emit.boxes import boxes_json
from tasks.model.page import CleanPage, FlowPage
from tasks.normalise import Settings, normalise
from tasks.read import read
from tasks.reflow import Settings as ReflowSettings
from tasks.reflow import reflow
from tasks.run import stages
from tasks.store import making_of

FILES = {
    "alto.txt": given.ALTO.encode(),
    "hocr": given.HOCR.encode(),
    "page.xml": given.PAGE.encode(),
    "two.pdf": given.pdf(
        given.show(50, 550, "Harbour wall", 24, "F2") + given.column(50, 500, "Work on the wall be-", "gins in May."),
        given.column(50, 500, "The ferry sails on Tuesday, said the", "harbour board."),
    ),
    "plain.pdf": b"Harbour wall to be raised\n\nWork on the wall begins in May, the board said.\n",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("formats")
    (folder / "seeds/b").mkdir(parents=True)
    for name, data in FILES.items():
        (folder / "seeds/b" / name).write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["run"]) == 0
        yield folder


def manifest(place, page):
    return json.loads((place / "output/b" / page / "page.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("page", "encoding", "number", "pages"),
    [
        ("alto", "alto", 1, 1),
        ("hocr", "hocr", 1, 1),
        ("page", "page", 1, 1),
        ("two", "pdf", 1, 2),
        ("two.p2", "pdf", 2, 2),
        ("plain", "utf-8", 1, 1),
    ],
)
def test_each_is_read_by_what_it_holds(place, page, encoding, number, pages):
    told = manifest(place, page)["provenance"]
    assert (told["encoding"]["name"], told["number"], told["pages"]) == (encoding, number, pages)


def test_what_was_made_keeps_the_laws(place):
    assert main(["validate"]) == 0


def test_spans_lead_into_the_readers_own_text(place):
    text = "\f".join(page.text for page in read(FILES["two.pdf"]))
    lines = [json.loads(line) for line in (place / "output/b/articles.jsonl").read_text(encoding="utf-8").splitlines()]
    paragraphs = [p for one in lines if one["page"].startswith("two") for p in one["paragraphs"]]
    assert [p["text"] for p in paragraphs] == [
        "Work on the wall begins in May.",
        "The ferry sails on Tuesday, said the harbour board.",
    ]
    assert ["".join(text[a:b] for a, b in p["spans"]) for p in paragraphs] == [
        "Work on the wall be\ngins in May.".replace("\n", ""),
        "The ferry sails on Tuesday, said theharbour board.",
    ]


def test_boxes_say_where_a_text_stands_and_in_which_element(place):
    one = json.loads((place / "output/b/alto/01.json").read_text(encoding="utf-8"))
    assert manifest(place, "alto")["provenance"]["sheet"] == {
        "format": "alto", "number": 1, "label": "4", "unit": "mm10", "width": 2000, "height": 3000,
    }  # fmt: skip
    boxes = [box for boxes in one["provenance"]["boxes"].values() for box in _flat(boxes)]
    line = next(box for box in boxes if box["element"] == "l1")
    assert line == {"page": 1, "x": 100, "y": 100, "width": 750, "height": 90, "element": "l1"}
    assert len(one["provenance"]["boxes"]["paragraphs"]) == len(one["paragraphs"])


def _flat(boxes):
    return [one for box in boxes for one in _flat(box)] if isinstance(boxes, list) else [boxes]


def test_a_word_alone_has_a_box_of_its_own():
    clean, _ = flow(FILES["alto.txt"])
    at = clean.printed.text.index("steht")
    article = {"paragraphs": [{"spans": [[at, at + 5]]}], "provenance": {"spans": {}}}
    boxes_json([article], clean)
    ((box,),) = article["provenance"]["boxes"]["paragraphs"]
    assert (box["x"], box["width"], box["element"]) == (160, 90, "l3")


def test_plain_text_has_no_boxes(place):
    article = json.loads((place / "output/b/plain/01.json").read_text(encoding="utf-8"))
    assert "boxes" not in article["provenance"]
    assert "sheet" not in manifest(place, "plain")["provenance"]


def test_a_change_of_the_readers_makes_pages_stale(place, monkeypatch):
    assert main(["run"]) == 0
    before = stages.making("normalise")
    assert before.code != making_of("tasks.normalise", stages.ROOT).code
    assert "pypdfium2" in before.libraries
    assert "pypdfium2" not in stages.making("reflow").libraries


def flow(data: bytes) -> tuple[CleanPage, FlowPage]:
    clean = normalise(read(data), Settings(language="de"))[0]
    return clean, reflow(clean, ReflowSettings())


def test_lines_know_their_place_size_and_weight():
    _, page = flow(FILES["two.pdf"])
    head, first, second = page.lines
    assert head.place.bold
    assert not first.place.bold
    assert (head.place.size, first.place.size) == (24, 10)
    assert head.place.block != first.place.block == second.place.block
    assert second.place.box.y > first.place.box.y > head.place.box.y


def test_the_formats_word_for_a_hyphen_is_taken_before_all_other_evidence():
    _, page = flow(FILES["alto.txt"])
    second = page.lines[2]
    assert second.text.text.startswith("ke")
    assert (second.joint.glue, second.joint.rule) == ("-", "reflow.join-hyphen-as-marked")
    assert [d.chosen for d in page.decisions if d.rule == second.joint.rule] == ["hyphen joined"]


def test_a_word_that_the_format_says_has_a_hyphen_keeps_it():
    data = FILES["alto.txt"].replace(b'SUBS_CONTENT="Br\xc3\xbckke"', b'SUBS_CONTENT="Br\xc3\xbck-ke"')
    _, page = flow(data)
    assert (page.lines[2].joint.glue, page.lines[2].joint.rule) == ("", "reflow.keep-hyphen-as-marked")


@pytest.mark.parametrize(
    ("left", "ends"),
    [pytest.param(262, "Brük-", id="over the half"), pytest.param(290, "Brük i-", id="behind it")],
)
def test_a_hyphen_that_was_read_as_a_word_too_is_read_once(left, ends):
    hyphen = b'<HYP CONTENT="&#173;"'
    word = b'<String ID="w9" CONTENT="i-" HPOS="%d" VPOS="310" WIDTH="12" HEIGHT="9"/>' % left
    data = FILES["alto.txt"].replace(hyphen, word + hyphen)
    _, page = flow(data)
    assert page.lines[1].text.text.endswith(ends)


def test_plain_text_has_no_places():
    clean = normalise(FILES["plain.pdf"], Settings())[0]
    assert clean.printed is None
    assert all(line.place is None for line in reflow(clean, ReflowSettings()).lines)


@pytest.mark.parametrize(
    ("first", "second", "glue"),
    [
        pytest.param((b"Br\xc3\xbck", b"Br\xc3\xbckke"), (b"ke", b""), "-", id="named at the first half alone"),
        pytest.param((b"Br\xc3\xbck", b""), (b"ke", b"Br\xc3\xbckke"), "-", id="named at the second half alone"),
        pytest.param((b"Br\xc3\xbck", b""), (b"ke", b"Br\xc3\xbck-ke"), "", id="with its hyphen, at the second half alone"),
        pytest.param((b"(Br\xc3\xbck", b"Br\xc3\xbckke"), (b"ke),", b"Br\xc3\xbckke"), "-", id="without the marks printed"),
        pytest.param((b"(Br\xc3\xbck", b"(Br\xc3\xbckke),"), (b"ke),", b"(Br\xc3\xbckke),"), "-", id="with them"),
    ],
)
def test_a_word_marked_as_divided_is_known_by_either_half_with_or_without_marks(first, second, glue):
    data = FILES["alto.txt"]
    for (printed, whole), (was, part) in ((first, (b"Br\xc3\xbck", b"1")), (second, (b"ke", b"2"))):
        old = b'CONTENT="%s" SUBS_TYPE="HypPart%s" SUBS_CONTENT="Br\xc3\xbckke"' % (was, part)
        named = b' SUBS_CONTENT="%s"' % whole if whole else b""
        assert data.count(old) == 1
        data = data.replace(old, b'CONTENT="%s" SUBS_TYPE="HypPart%s"%s' % (printed, part, named))
    _, page = flow(data)
    marked = "reflow.join-hyphen-as-marked" if glue else "reflow.keep-hyphen-as-marked"
    assert (page.lines[2].joint.glue, page.lines[2].joint.rule) == (glue, marked)
