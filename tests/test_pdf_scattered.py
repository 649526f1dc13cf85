"""Words of a PDF that was painted in no order, put in the order they would be set in."""

import random

import pytest

from tasks.read.pdf import Word
from tasks.read.pdf_lines import blocks_of
from tasks.read.pdf_scattered import in_order

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
    assert in_order(SET) is SET


@pytest.mark.parametrize(
    ("painted", "why"),
    [
        (random.Random(5).sample(SET, len(SET)), "words in no order"),
        (sorted(SET, key=lambda word: (word.baseline, word.left)), "rows over both columns"),
    ],
)
def test_scattered_words_are_read_by_their_places(painted, why):
    assert texts(painted) != LEFT + RIGHT
    assert texts(in_order(painted)) == LEFT + RIGHT, why


def test_a_few_words_stay_as_they_are():
    few = SET[7::-1]
    assert in_order(few) is few
