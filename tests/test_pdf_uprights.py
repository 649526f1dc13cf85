"""Upright headlines of a PDF: letters put together, and lines read from the right."""

import pytest

from tasks.model.source import Box
from tasks.read.found import FoundBlock, FoundLine, FoundWord
from tasks.read.pdf import Word
from tasks.read.pdf_line import Line
from tasks.read.pdf_uprights import from_the_right, uprights


def letter(text, x, row, size=20.0, angle=0):
    """A line of one word in a square of its own."""
    top = row * size
    word = Word(text, x, top + 1, x + size, top + size - 1, top + 0.88 * size, size, None, angle, False)
    return Line([word])


def joined(*lines):
    return [("".join(word.text for word in line.words), line.upright) for line in uprights(lines)]


def column(text, x, size=20.0):
    return [letter(one, x, row, size) for row, one in enumerate(text)]


def test_a_run_of_letters_is_one_line():
    assert joined(*column("河水清了", 0)) == [("河水清了", True)]


def test_two_letters_are_one_where_they_are_set_close():
    assert joined(*column("市况", 0)) == [("市况", True)]
    assert joined(letter("市", 0, 0), letter("况", 0, 1.5)) == [("市", False), ("况", False)]
    assert joined(*column("IV", 0)) == [("I", False), ("V", False)]


def test_a_figure_lies_on_its_side():
    assert joined(*column("后退", 0), letter("42", 0, 2, angle=1), letter("米", 0, 3)) == [("后退42米", True)]
    assert joined(letter("Photo", 0, 0, angle=1), letter("Lee", 0, 1, angle=1)) == [("Photo", False), ("Lee", False)]


def test_letters_of_two_lines_that_come_in_turn():
    right, left = column("河水清了", 60), column("两岸人来看", 20, 10.0)
    assert joined(right[0], left[0], right[1], *left[1:3], *right[2:], *left[3:]) == [
        ("河水清了", True),
        ("两岸人来看", True),
    ]


@pytest.mark.parametrize(("x", "row", "expected"), [(38, 0, True), (38, 2, False), (200, 0, False)])
def test_the_rest_of_a_line_is_a_letter_level_with_it(x, row, expected):
    assert joined(*column("河水清了两岸", 60), letter("绿", x, row))[1] == ("绿", expected)


def test_the_square_of_a_flat_letter_is_as_high_as_any():
    flat = letter("一", 0, 1)
    flat.words = [flat.words[0]._replace(top=29.0, bottom=31.0)]
    (line,) = uprights([letter("第", 0, 0), flat, letter("天", 0, 2)])
    assert line.words[1].bottom - line.words[1].top == pytest.approx(20)


def block(text, x, y, size=20.0, height=100.0, upright=True):
    line = FoundLine([FoundWord(text)], Box(x, y, size, height), None, size, upright)
    return FoundBlock([line], box=line.box)


def order(ordered, painted):
    return [found.lines[0].words[0].text for found in from_the_right(ordered, painted)]


def test_upright_lines_are_read_from_the_right_where_the_largest_stands():
    kicker, main, deck = block("kicker", 60, 0, 10, 50), block("main", 30, 0), block("deck", 10, 10, 12, 80)
    text = block("text", 90, 0, 200, 90, upright=False)
    painted = [kicker, main, deck, text]
    assert order([deck, main, kicker, text], painted) == ["kicker", "main", "deck", "text"]
    assert order([deck, text, main, kicker], painted) == ["text", "kicker", "main", "deck"]


@pytest.mark.parametrize(("x", "between"), [(60, False), (0, True)])
def test_upright_headlines_of_two_texts_stay_where_they_are(x, between):
    right, left, text = block("right", 30, 0), block("left", x, 0), block("text", 200, 0, 90, upright=False)
    painted = [right, text, left] if between else [right, left, text]
    assert order([left, right, text], painted) == ["left", "right", "text"]


def test_quotation_marks_stand_in_squares_of_their_own():
    line = [letter("“", 0, 0), letter("河", 0, 1), letter("”", 0, 2), letter("42", 0, 3, angle=1), letter("米", 0, 4)]
    assert joined(*line) == [("“河”42米", True)]
    assert len(joined(letter("A", 0, 0), letter("河", 0, 1), letter("42", 0, 2, angle=1))) > 1
