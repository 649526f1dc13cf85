"""Blocks that OCR made of lines of several settings."""

from tasks.model.source import Box
from tasks.read.found import FoundBlock, FoundLine, FoundWord, around
from tasks.read.uneven import evenly_set

TEXT = [(0, 60, 10, "the ferry to the"), (0, 60, 10, "island will lie at"), (0, 60, 10, "the old pier until")]


def block(*lines):
    """A block of lines: left and right edge, size, text."""
    made = []
    for i, (left, right, size, text) in enumerate(lines):
        words = text.split()
        step = (right - left) / len(words)
        boxes = [Box(left + k * step, 30 * i, step - 3, size) for k in range(len(words))]
        found = [FoundWord(word, box) for word, box in zip(words, boxes, strict=True)]
        made.append(FoundLine(found, Box(left, 30 * i, right - left, size), None, size))
    return FoundBlock(made, around([line.box for line in made]), "b")


def parts(*lines):
    """The texts of the blocks that a block falls into, on a page with a text."""
    whole = block(*lines)
    found = evenly_set([block(*TEXT * 3), whole])[1:]
    assert len(found) > 1 or found == [whole]
    return [[" ".join(word.text for word in line.words) for line in one.lines] for one in found]


def test_a_byline_below_its_headline_is_a_block_of_its_own():
    assert parts((0, 200, 20, "The ferry comes back"), (50, 150, 10, "By a passenger"), (70, 130, 10, "To the pier")) == [
        ["The ferry comes back"],
        ["By a passenger"],
        ["To the pier"],
    ]


def test_a_headline_below_a_text_is_parted_from_it():
    assert parts(*TEXT, (0, 60, 20, "More ferries")) == [[text for *_, text in TEXT], ["More ferries"]]


def test_a_kicker_stays_with_its_headline():
    assert len(parts((70, 130, 10, "Island ferries"), (0, 200, 20, "The ferry comes back"))) == 1


def test_the_lines_of_a_headline_stay_together():
    assert len(parts((50, 150, 20, "The ferry"), (0, 200, 20, "is coming back today"), (60, 140, 20, "again"))) == 1


def test_paragraphs_stay_together():
    """An indent, a short last line, a short paragraph, a word that was measured badly."""
    assert len(parts(*TEXT, (0, 20, 10, "June."), (8, 60, 10, "A boat was"), (8, 40, 10, "Was it?"), *TEXT)) == 1
    assert len(parts(*TEXT, (0, 20, 13, "June."), *TEXT)) == 1
