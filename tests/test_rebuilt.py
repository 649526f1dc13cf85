"""Columns whose lines OCR wove together, made anew of the words; what it kept apart stays as it is."""

from __future__ import annotations

import random

import pytest

from tasks.model.source import Box
from tasks.read.alto import read_alto
from tasks.read.flush import Field, PlacedWord
from tasks.read.found import FoundBlock, FoundLine, FoundWord
from tasks.read.heights import letters_share
from tasks.read.rebuilt import rebuilt

TEXT = """
the council of the town has met on friday and decided that a new bridge will be built over the river before winter comes
since the old one can no longer carry what drives over it each day and would have to be closed for lorries in any case
while the cost is to be borne by all of the villages that lie on the other bank and use it when they go to market
""".split()  # noqa: SIM905 (a text is easier to read)
SIZE, LEADING, LETTER, MEASURE = 30.0, 40.0, 13.0, 260.0


def column(x: float, y: float, rows: int, first: int = 0) -> list[FoundLine]:
    """Justified lines that begin at ``x`` and end flush, from a word of the text on."""
    lines, at = [], first
    while len(lines) < rows:
        row = [TEXT[at % len(TEXT)]]
        while sum(map(len, row)) * LETTER + len(row) * 10 + len(TEXT[(at + 1) % len(TEXT)]) * LETTER <= MEASURE:
            at += 1
            row.append(TEXT[at % len(TEXT)])
        at += 1
        blank = (MEASURE - sum(map(len, row)) * LETTER) / max(1, len(row) - 1)
        top, left, words = y + len(lines) * LEADING, x, []
        for text in row:
            words.append(FoundWord(text, Box(left, top, len(text) * LETTER, letters_share(text) * SIZE)))
            left += len(text) * LETTER + blank
        lines.append(FoundLine(words, Box(x, top, MEASURE, 0.77 * SIZE), f"l{x:.0f}-{len(lines)}", SIZE))
    return lines


def block(lines: list[FoundLine]) -> FoundBlock:
    boxes = [word.box for line in lines for word in line.words if word.box]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return FoundBlock(lines, Box(left, top, right - left, bottom - top), "b")


def woven(left: list[FoundLine], right: list[FoundLine]) -> FoundBlock:
    """One block whose lines climb from one column into the other, as engines make them of columns at different heights."""
    return block([FoundLine([*a.words, *b.words], None, a.id, SIZE) for a, b in zip(left, right, strict=True)])


def texts(blocks: list[FoundBlock]) -> list[list[str]]:
    return sorted([" ".join(word.text for word in line.words) for line in one.lines] for one in blocks)


def test_woven_columns_are_parted():
    left, right = column(100, 100, 8), column(400, 116, 8, 30)
    made = rebuilt([woven(left, right)], True)
    assert texts(made) == texts([block(left), block(right)])
    assert {one.id for one in made} == {"b"}


def test_sizes_of_new_lines_are_those_of_the_page():
    whole = column(100, 700, 4)
    for line in whole:
        line.size = 2 * SIZE  # as a format states it, in a measure of its own
    made = rebuilt([woven(column(100, 100, 8), column(400, 116, 8, 30)), block(whole)], True)
    sizes = {round(line.size or 0) for one in made for line in one.lines}
    assert sizes == {2 * SIZE}


def test_columns_that_were_kept_apart_are_the_same_objects():
    blocks = [block(column(100, 100, 8)), block(column(400, 116, 8, 30))]
    assert [id(one) for one in rebuilt(blocks, True)] == [id(one) for one in blocks]


def test_blanks_of_justified_lines_are_no_gutter():
    wide = [block(column(100, 100, 30))]
    assert rebuilt(wide, True)[0] is wide[0]


def test_places_that_no_page_has_are_left_alone():
    far = woven(column(100, 100, 8), column(400, 116, 8, 30))
    far.lines[3].words[0] = far.lines[3].words[0]._replace(box=Box(1e15, float("nan"), 5, 5))
    assert rebuilt([far], True)[0] is far
    flat = block([FoundLine([FoundWord("a", Box(0, 0, 0, 0)), FoundWord("b", Box(0, 0, 0, 0))])])
    assert rebuilt([flat], True)[0] is flat


def test_a_headline_across_the_columns_stays_whole():
    head = FoundLine([FoundWord(text, Box(150 + at * 180, 20, 170, 46)) for at, text in enumerate(("Der", "Rat", "tagt"))],
                     Box(150, 20, 530, 46), "h", 60)  # fmt: skip
    title = block([head])
    made = rebuilt([title, woven(column(100, 100, 8), column(400, 116, 8, 30))], True)
    assert made[0] is title
    assert len(made) == 3


def test_one_word_measured_too_high_does_not_cut_its_column():
    left, right = column(100, 100, 8), column(400, 116, 8, 30)
    word = left[4].words[0]
    left[4].words = [word._replace(box=word.box._replace(y=252, height=48))]
    made = rebuilt([woven(left, right)], True)
    assert texts(made) == texts([block(left), block(right)])


def test_words_without_boxes_are_left_alone():
    bare = FoundBlock([FoundLine([FoundWord("der", None), FoundWord("Rat", None)])])
    assert rebuilt([bare], True)[0] is bare


def test_no_word_is_lost_or_doubled():
    left, right = column(100, 100, 8), column(400, 116, 8, 30)
    left[2].words.append(FoundWord(".", Box(380, 175, 3, 3)))
    source = woven(left, right)
    before = sorted(id(word) for line in source.lines for word in line.words)
    after = sorted(id(word) for one in rebuilt([source], True) for line in one.lines for word in line.words)
    assert after == before


@pytest.mark.parametrize(
    ("software", "as_read"),
    [
        (["tesseract 5.3.0"], True),
        (["tesseract 5.3.0", "Zone Editor"], False),
        (["CCS docWorks", "FineReader"], False),
        ([], False),
    ],
)
def test_alto_is_as_an_engine_read_it_where_nothing_else_is_named(software, as_read):
    named = "".join(f"<softwareName>{name}</softwareName>" for name in software)
    (page,) = read_alto(f"<alto><Description>{named}</Description><Layout><Page/></Layout></alto>".encode())
    assert page.as_read is as_read


def test_what_is_near_a_place_is_found_as_by_asking_every_word():
    dice = random.Random(5)
    draw = dice.uniform
    boxes = [Box(draw(-50, 900), draw(-50, 900), draw(1, 80), draw(1, 40)) for _ in range(300)]
    boxes += [Box(0, 0, 5000, 900), Box(40, 100, 3, 800)]
    words = [PlacedWord(FoundWord("a", box), box, 10.0, (0, at)) for at, box in enumerate(boxes)]
    field = Field(words, 40.0)
    answers = set()
    for _ in range(500):
        left, height, size = dice.uniform(-60, 950), dice.uniform(-60, 950), dice.uniform(2, 30)
        near = [w for w in words if w.box.x < left + 8 and w.box.right > left]
        white = None
        if all(abs(w.middle - height) > size / 2 for w in near):
            above = [w.box.bottom for w in near if w.middle < height]
            below = [w.box.y for w in near if w.middle > height]
            white = (max(above, default=float("-inf")), min(below, default=float("inf")))
        assert field.nearest(left, left + 8, height, size) == white
        answers.add(white is None)
    assert answers == {True, False}
