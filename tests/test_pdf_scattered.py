"""Words of a PDF that was painted in no order, put in the order they would be set in."""

import random
import time

import pytest

from tasks.read import read
from tasks.read.pdf import Word
from tasks.read.pdf_lines import blocks_of
from tasks.read.pdf_scattered import in_order
from tests.source_files import pdf, show

LEFT = """The ferry to Merrowby was laid
up for the winter on Sunday, and
its crew went home by the early
train. Nobody on the quay had a
word to say of the new bridge or
of the toll that is taken there.""".splitlines()
RIGHT = """Apples were dear at the market
since the frost came in the last
week of May. Growers on the hill
lost half of what they had hoped
to bring in, and some lost more.
They have asked for a loan again.""".splitlines()


def column(lines, left, top=100.0, size=10.0, measure=160.0):
    """A justified column's words, in the order of reading."""
    out = []
    for row, line in enumerate(lines):
        words, y = line.split(), top + 12 * row
        widths = [5.0 * len(word) for word in words]
        blank = (measure - sum(widths)) / (len(words) - 1)
        x = left
        for word, width in zip(words, widths, strict=True):
            out.append(Word(word, x, y, x + width, y + size, y + 8, size, False, 0, True))
            x += width + blank
    return out


SET = [*column(LEFT, 0), *column(RIGHT, 172)]


def texts(words):
    return [" ".join(word.text for word in line.words) for block in blocks_of(words) for line in block.lines]


def test_words_in_the_order_that_a_setter_paints_them_stay():
    assert in_order(SET, 800.0) is SET


@pytest.mark.parametrize(
    ("painted", "why"),
    [
        (random.Random(5).sample(SET, len(SET)), "words in no order"),
        (sorted(SET, key=lambda word: (word.baseline, word.left)), "rows over both columns"),
    ],
)
def test_scattered_words_are_read_by_their_places(painted, why):
    assert texts(painted) != LEFT + RIGHT
    assert texts(in_order(painted, 800.0)) == LEFT + RIGHT, why


def test_a_few_words_stay_as_they_are():
    few = SET[7::-1]
    assert in_order(few, 800.0) is few


@pytest.mark.parametrize(("size", "x"), [(1e5, 20), (10, 1e7), (10, -1e7)])
def test_words_that_no_page_has_room_for_stay_as_they_were_painted(size, x):
    words = "".join(show(x + 3 * (at * 37 % 61), 500 - 8 * (at * 23 % 59), f"word{at}", size) for at in range(120))
    rest = "".join(show(20 + 30 * (at * 7 % 5), 500 - 12 * (at * 11 % 29), f"rest{at}") for at in range(60))
    began = time.process_time()
    (page,) = read(pdf(words + rest))
    assert len(page.words) > 100
    assert time.process_time() - began < 5
