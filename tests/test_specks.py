"""Pieces of letters and of rules that OCR read as words: taken out of their lines, and kept as furniture."""

from itertools import pairwise

import pytest

from tasks import reflow
from tasks.model.source import SPECK, Box
from tasks.normalise import Settings, normalise
from tasks.read import read
from tasks.read.found import FoundBlock, FoundLine, FoundWord
from tasks.read.heights import letters_share
from tasks.read.specks import swept
from tasks.segment import Settings as Segmenting
from tasks.segment import segment

SIZE, LEADING = 30.0, 40.0
ROWS = [
    "Der Rat der Gemeinde hat am",
    "Montag den neuen Plan der",
    "Bahn gebilligt und einen Zug",
    "am Abend verlangt, wie er im",
    "Sommer schon gefahren war.",
]


def row(number, text):
    """A line, its words as high as their letters, on a base line."""
    words, x, base = [], 100.0, 100.0 + number * LEADING
    for word in text.split():
        height = letters_share(word) * SIZE
        deep = 0.23 * SIZE if set(word) & set("gpqyj") else 0.0
        words.append(FoundWord(word, Box(x, base - height + deep, 14.0 * len(word), height), None, None, 0.95))
        x += 14.0 * len(word) + 10
    return FoundLine(words, Box(100, base - 30, x - 110, 37), f"l{number}", SIZE)


def page(*added):
    """A column into which words were read that nobody printed: in what line, what, where from a word on, how sure."""
    lines = [row(number, text) for number, text in enumerate(ROWS)]
    for number, after, text, (dx, dy, width, height), sure in added:
        box = lines[number].words[after].box
        lines[number].words.append(FoundWord(text, Box(box.x + dx, box.y + dy, width, height), None, None, sure))
    return FoundBlock(lines, Box(100, 70, 500, 220), "b")


def taken(*added):
    blocks, specks = swept([page(*added)], True)
    assert [" ".join(word.text for word in line.words) for line in blocks[0].lines] == ROWS
    assert all(block.role == SPECK for block in specks)
    return [word.text for block in specks for line in block.lines for word in line.words]


@pytest.mark.parametrize(
    "piece",
    [
        (3, 0, "am", (2, -2, 30, 3), 0.4),  # the tops of letters
        (3, 0, ".", (8, -6, 4, 3), 0.8),  # the dot of an i, above it
        (2, 1, ".", (40, 2, 4, 3), 0.8),  # the same, in the upper part of its word
        (0, 3, "h", (30, 0, 10, 20), 0.9),  # a letter between the letters of another word
        (1, 2, "_", (80, -12, 12, 44), 0.8),  # a wide blank
        (1, 2, "..", (80, -12, 12, 44), 0.1),
        (1, 2, "_", (80, -6, 12, 34), 0.0),  # hardly higher than the type, and nothing that the engine believes in
    ],
)
def test_a_piece_is_taken_out_of_its_line(piece):
    assert taken(piece) == [piece[2]]


@pytest.mark.parametrize(
    "printed",
    [
        (4, 3, ".", (70, 14, 4, 4), 0.9),  # a full stop on the base line
        (3, 0, "*", (8, -6, 9, 9), 0.8),  # a mark that is larger than a dot, where dots are
        (1, 4, "–", (60, 8, 19, 2), 0.8),  # a dash
        (1, 4, "–", (60, -10, 19, 40), 0.8),  # a dash in a box that is its line's
        (0, 5, "am", (60, 0, 28, 17), 0.2),  # letters as high as letters are
        (0, 5, "am", (60, 0, 28, 4), 0.9),  # letters that the engine is sure of: the box is wrong
        (2, 4, ":", (60, -4, 4, 40), 0.8),
    ],
)
def test_what_may_be_printed_stays(printed):
    source = page(printed)
    blocks, specks = swept([source], True)
    assert blocks == [source]
    assert specks == []


def test_boxes_that_are_all_as_high_as_the_line_tell_nothing():
    assert swept([page((3, 0, ".", (8, -6, 4, 3), 0.8))], False)[1] == []


def test_lines_of_chinese_are_left_alone():
    words = [FoundWord("一", Box(0, 12, 30, 4), None, None, 0.5), FoundWord("，", Box(40, 0, 6, 60), None, None, 0.1)]
    assert swept([FoundBlock([FoundLine(words)])], True)[1] == []


def hocr(lines):
    """A column as Tesseract writes it."""
    made = []
    for line in lines:
        words = "".join(
            f"<span class='ocrx_word' title='bbox {w.box.x:.0f} {w.box.y:.0f} {w.box.right:.0f} {w.box.bottom:.0f}; "
            f"x_wconf {w.confidence * 100:.0f}'>{w.text}</span> "
            for w in line.words
        )
        made.append(f"<span class='ocr_line' title='bbox 100 70 600 107; x_size 30'>{words}</span>")
    body = f"<p class='ocr_par' title='bbox 100 70 600 300'>{''.join(made)}</p>"
    return f"<html><body><div class='ocr_page' title='bbox 0 0 700 900'>{body}</div></body></html>".encode()


def test_what_nobody_printed_is_furniture_and_stays_in_the_source():
    pieces = [(3, 0, "u", (2, -2, 30, 3), 0.4), (1, 2, "_", (80, -12, 12, 44), 0.8)]
    (found,) = read(hocr(page(*pieces).lines))
    assert found.text == "\n".join(ROWS) + "\n\n_ u"
    (clean,) = normalise((found,), Settings(language="de"))
    made = segment(reflow.reflow(clean, reflow.Settings()), Segmenting())
    assert [piece.text.text for piece in made.furniture] == ["_ u"]
    assert all("_" not in p.text.text for article in made.articles for p in article.paragraphs)
    holds = [one.evidence.get("holds") for one in made.decisions if one.rule == "segment.label-line"]
    assert "pieces of letters and rules, which OCR read as characters" in holds


def test_a_page_without_pieces_reads_as_before():
    (found,) = read(hocr(page().lines))
    assert found.text == "\n".join(ROWS)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found.words))
