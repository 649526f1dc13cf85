"""The evidence of boxes, the parting of headlines by size, and pages drawn."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
import source_files as given
from msgspec import structs

from tasks.__main__ import main
from tasks.model.page import Joint, Line, Place
from tasks.model.source import Box
from tasks.model.trace import Traced
from tasks.normalise import Settings, normalise
from tasks.read import read
from tasks.reflow import Settings as ReflowSettings
from tasks.reflow import reflow
from tasks.segment.evidence import boxes
from tasks.segment.headlines.head_sizes import sizes


def line(text, x, y, width, size=10.0, bold=False, block=0):
    place = Place(Box(x, y, width, size), size, bold, block, None, upright=False)
    return Line(Traced.whole(text), 0, 0, len(text), None, None, 0, Joint("", ""), place=place)


COLUMN = [
    line("Harbour wall to be raised", 100, 100, 300, 20, bold=True),
    line("    Work on the wall begins", 110, 130, 190, block=1),
    line("in May, the harbour board said", 100, 142, 200, block=1),
    line("on Tuesday.", 100, 154, 90, block=1),
    line("    Two pumps stand ready for", 110, 166, 190, block=1),
    line("the spring tides, said the board", 100, 178, 200, block=1),
    line("that had ordered them.", 220, 130, 200, block=2),
    line("All of it is paid for by the town.", 220, 142, 200, block=2),
]


def test_a_headline_is_larger_and_bolder_than_the_body():
    head, first = boxes.evidence(COLUMN)[:2]
    assert "box-type:2-bold" in head
    assert {"box-type:body", "box-prev:smaller-lighter+apart", "box-since-head:1"} <= set(first)


def test_indents_and_short_lines_are_measured_in_the_lines_own_size():
    seen = boxes.evidence(COLUMN)
    assert [next(n for n in names if n.startswith("box-indent:")) for names in seen[1:5]] == [
        "box-indent:em", "box-indent:flush", "box-indent:flush", "box-indent:em",
    ]  # fmt: skip
    assert "box-short:far" in seen[3]
    assert "box-indent:em+after-short:far" in seen[4]


def test_the_top_of_the_next_column_is_level_with_the_texts_first_line():
    assert {"box-above:column", "box-jump:column+level"} <= set(boxes.evidence(COLUMN)[6])


def test_lengths_are_in_the_pages_own_units():
    scaled = []
    for one in COLUMN:
        place = one.place
        box = Box(*(edge * 7 for edge in place.box))
        scaled.append(line(one.text.text, box.x, box.y, box.width, place.size * 7, place.bold, place.block))
    assert boxes.evidence(scaled) == boxes.evidence(COLUMN)


def test_where_nothing_has_a_place_there_is_no_such_evidence():
    bare = [Line(Traced.whole("Harbour wall"), 0, 0, 12, None, None, 0, Joint("", ""))]
    assert boxes.evidence(bare) == [[]]
    assert boxes.known(bare) == ""
    assert boxes.known([*bare, *COLUMN]) == "-boxes"
    assert boxes.evidence([*bare, *COLUMN])[0][0] == "box:none"


HEAD = [line("Harbour", 0, 0, 90, 12), line("Wall to be raised", 0, 20, 300, 24, bold=True), line("In May", 0, 50, 90, 12)]


def test_sizes_tell_the_parts_of_a_headline():
    right = sizes(HEAD, [("K", 0, 1), ("M", 1, 2), ("D", 2, 3)])
    assert {"M-type:largest", "K/M-type:half", "K/M-weight:lighter", "D/M-type:half"} <= set(right)
    wrong = sizes(HEAD, [("M", 0, 1), ("D", 1, 3)])
    assert {"M-type:smaller", "D/M-type:much-larger", "D-type:uneven"} <= set(wrong)


@pytest.fixture
def place(tmp_path, monkeypatch):
    (tmp_path / "seeds/b").mkdir(parents=True)
    (tmp_path / "seeds/b/page.xml").write_text(given.ALTO)
    (tmp_path / "seeds/b/page-mets.xml").write_text(given.METS)
    (tmp_path / "seeds/b/plain.txt").write_text("Harbour wall to be raised\n\nWork begins in May.\n")
    monkeypatch.chdir(tmp_path)
    assert main(["run"]) == 0  # the METS lists pages, and is none
    return tmp_path


def test_a_page_is_drawn(place):
    assert main(["draw", "page", "--output", "page.svg"]) == 0
    picture = ElementTree.parse(place / "page.svg").getroot()
    titles = [title.text for title in picture.iter("{http://www.w3.org/2000/svg}title")]
    assert titles[0] == "page"
    assert {"Neue Brücke", "Ofenrohre"} <= set(titles)
    numbers = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert numbers == [str(n + 1) for n in range(len(list((place / "output/b/page").glob("[0-9]*.json"))))]


def test_what_came_as_text_cannot_be_drawn(place, capsys):
    assert main(["draw", "plain", "--output", "page.svg"]) == 20
    assert "came as text" in capsys.readouterr().err
    assert not (place / "page.svg").exists()


@pytest.mark.parametrize(("measured", "name"), [(False, "-boxes"), (True, "-measured")])
def test_pages_that_were_measured_have_weights_of_their_own(measured, name):
    placed = [structs.replace(one, place=replace(one.place, measured=measured)) for one in COLUMN if one.place]
    unplaced = [structs.replace(one, place=None) for one in COLUMN]
    assert boxes.known(placed) == name
    assert boxes.known([*placed, *unplaced[:-1]]) == name
    assert boxes.known([*placed, *unplaced]) == ""


def sizes_of(data):
    return {
        line.place.measured for line in reflow(normalise(read(data), Settings())[0], ReflowSettings()).lines if line.place
    }


def test_what_is_stated_and_what_is_measured():
    sizes = [6 + number / 4 for number in range(24)]
    as_ocr_writes = given.pdf("".join(given.show(50, 700 - 20 * i, "word of text", size) for i, size in enumerate(sizes)))
    assert sizes_of(given.pdf(given.show(50, 700, "Harbour wall", 24) + given.show(50, 600, "a word of text", 9))) == {False}
    assert sizes_of(as_ocr_writes) == {True}
    assert sizes_of(given.ALTO.encode()) == {True}
