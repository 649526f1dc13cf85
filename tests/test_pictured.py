"""Captions below pictures that an engine saw, in both of the formats that it writes."""

import pytest

from tasks import reflow
from tasks.model.source import PICTURED, Box
from tasks.normalise import Settings, normalise
from tasks.read import read
from tasks.read.found import FoundBlock, FoundLine, FoundWord
from tasks.read.pictured import below_voids, captioned, set_apart
from tasks.segment import Settings as Segmenting
from tasks.segment import segment

PICTURE = Box(100, 100, 900, 300)


def block(x=110, y=410, width=800, size=20.0, lines=1):
    """A block of lines of one word."""
    boxes = [Box(x, y + 30 * at, width, size) for at in range(lines)]
    return FoundBlock([FoundLine([FoundWord("ice", box)], box, None, size) for box in boxes], Box(x, y, width, 30 * lines))


@pytest.mark.parametrize("given", [{}, {"lines": 6}, {"width": 300, "x": 95}])
def test_what_stands_right_below_a_picture_is_its_caption(given):
    text, caption = block(y=800, lines=30), block(**given)
    captioned([text, caption], [PICTURE])
    assert (text.role, caption.role) == (None, PICTURED)


@pytest.mark.parametrize(
    "given", [{"y": 430}, {"y": 300}, {"width": 300, "x": 400}, {"lines": 7}, {"size": 30.0}, {"x": 10}, {"width": 950}]
)
def test_other_blocks_are_none(given):
    text, other = block(y=800, lines=30), block(**given)
    captioned([text, other], [PICTURE])
    assert other.role is None


def test_a_rule_is_no_picture():
    caption = block()
    captioned([block(y=800, lines=30), caption], [PICTURE._replace(height=20)])
    assert caption.role is None


LINES = {
    410: "On the ice again: a skater at the lake on Sunday.",
    500: "The council met on Friday and spoke of the bridge",
    530: "that was closed in May, when the river had risen.",
    560: "It will be open again before the winter begins.",
}


def alto(picture):
    words = "".join(
        f'<TextBlock HPOS="110" VPOS="{y}" WIDTH="800" HEIGHT="20"><TextLine HPOS="110" VPOS="{y}" WIDTH="800" HEIGHT="20">'
        + "".join(f'<String HPOS="{110 + 80 * k}" VPOS="{y}" WIDTH="70" HEIGHT="20" CONTENT="{word}"/>'
                  for k, word in enumerate(text.split()))
        + "</TextLine></TextBlock>"
        for y, text in LINES.items()
    )  # fmt: skip
    software = "<OCRProcessing><ocrProcessingStep><processingSoftware><softwareName>tesseract 5</softwareName>"
    return (
        f"<alto><Description>{software}</processingSoftware></ocrProcessingStep></OCRProcessing></Description>"
        f'<Layout><Page WIDTH="1000" HEIGHT="700">{picture}{words}</Page></Layout></alto>'
    )


def hocr(picture):
    words = "".join(
        f'<p class="ocr_par" title="bbox 110 {y} 910 {y + 20}"><span class="ocr_line" title="bbox 110 {y} 910 {y + 20}">'
        + "".join(f'<span class="ocrx_word" title="bbox {110 + 80 * k} {y} {180 + 80 * k} {y + 20}">{word}</span> '
                  for k, word in enumerate(text.split()))
        + "</span></p>"
        for y, text in LINES.items()
    )  # fmt: skip
    page = f'<div class="ocr_page" title="bbox 0 0 1000 700">{picture}{words}</div>'
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{page}</body></html>'


@pytest.mark.parametrize(
    ("made", "picture"),
    [
        (alto, '<Illustration HPOS="100" VPOS="100" WIDTH="900" HEIGHT="300"/>'),
        (hocr, '<div class="ocr_photo" title="bbox 100 100 1000 400"></div>'),
    ],
)
def test_a_caption_is_text_of_an_article_in_either_format(made, picture):
    """A single line at a page's head would be a running head."""
    (clean,) = normalise(tuple(read(made(picture).encode())), Settings())
    assert [block.role for block in clean.printed.blocks].count(PICTURED) == 1
    found = segment(reflow.reflow(clean, reflow.Settings()), Segmenting())
    assert any("On the ice" in paragraph.text.text for article in found.articles for paragraph in article.paragraphs)
    (clean,) = normalise(tuple(read(made("").encode())), Settings())
    assert PICTURED not in [block.role for block in clean.printed.blocks]


SMALL = "a skater at the lake on Sunday evening"


def setter(y=200.0, size=8.0, x=0.0, text=SMALL, height=12.0, width=200.0):
    """A block of one line, as a setter states it."""
    box = Box(x, y, width, height)
    return FoundBlock([FoundLine([FoundWord(word, box) for word in text.split()], box, None, size)], box)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, True),
        ({"size": 10.0}, False),
        ({"y": 120.0}, False),
        ({"text": "Court"}, False),
        ({"x": 400.0}, False),
        ({"y": 290.0, "text": "a note of the day at the foot of the page"}, False),
    ],
    ids=["below-a-void", "in-the-text's-type", "right-below", "short", "nothing-above", "lowest"],
)
def test_small_type_below_a_void_is_a_caption(given, told):
    caption, text = setter(**given), [setter(100, 10.0), setter(240, 10.0), setter(252, 10.0)]
    below_voids([*text, caption])
    assert (caption.role == PICTURED) is told


def test_a_line_right_above_larger_type_is_a_kicker():
    text, line = [setter(100, 10.0), setter(240, 10.0), setter(252, 10.0)], setter()
    below_voids([*text, line, setter(216.0, 18.0)])
    assert line.role is None


def test_a_credit_may_part_picture_and_caption():
    credit, caption = setter(188.0, 5.0, text="Ida Holm"), setter()
    below_voids([setter(100, 10.0), setter(240, 10.0), setter(252, 10.0), credit, caption])
    assert (credit.role, caption.role) == (None, PICTURED)


@pytest.mark.parametrize(
    ("head", "told"), [({"size": 10.5}, True), ({"size": 18.0}, False), ({"size": 10.5, "x": 400.0}, False)]
)
def test_a_line_of_headline_may_part_picture_and_caption(head, told):
    line, caption = setter(188.0, text="A lake at last, and ice on all of it", **head), setter()
    below_voids([setter(100, 10.0), setter(240, 10.0), setter(252, 10.0), line, caption])
    assert (line.role, caption.role == PICTURED) == (None, told or "x" in head)


def text_of(end):
    """Text below a headline, with its last words."""
    block = setter(80, 10.0, text=f"The ice held on Sunday {end}")
    block.lines *= 7
    return block


def texts(*blocks):
    """A headline with what stands between it and the text, as read; their numbers in the new order."""
    below = setter(240, 10.0, text="The lake was closed on Monday")
    read = [setter(60, 18.0, text="Ice holds"), *blocks, below, *(setter(252 + 12 * at, 10.0) for at in range(6))]
    below_voids(read)
    return [read.index(block) for block in set_apart(read)][: len(blocks) + 2]


@pytest.mark.parametrize(
    ("between", "order", "why"),
    [
        ([setter(226.0)], [1, 0, 2], "a caption"),
        ([setter(80, 9.0, text="By Ida Holm"), setter(226.0)], [2, 0, 1, 3], "a byline and a caption"),
        ([setter(214.0, 10.5, text="Skating"), setter(226.0)], [1, 2, 0, 3], "a caption with its headline"),
        ([setter(80.0)], [0, 1, 2], "small type right below the headline"),
        ([text_of("but"), setter(226.0)], [0, 1, 3, 4], "text that breaks off above, and goes on below"),
        ([text_of("too."), setter(226.0)], [0, 1, 2, 3], "a sentence's end above"),
        ([setter(180.0)], [0, 1, 2], "small type far above the text"),
    ],
)
def test_a_caption_within_an_article_is_read_before_its_headline_or_behind_its_text(between, order, why):
    assert texts(*between) == order, why


def beside(*more, width=100.0, end="too."):
    """A text's column, and at its right the caption of a picture above its next one; then what else stands there."""
    left = setter(80, 10.0, text=f"The ice held on Sunday {end}", x=0.0, width=width)
    left.lines *= 7
    caption = setter(180, x=120.0, width=100.0)
    caption.role = PICTURED
    right = setter(196, 10.0, text="The lake was closed on Monday", x=120.0, width=100.0)
    right.lines *= 7
    return [setter(60, 18.0, text="Ice holds", x=0.0, width=220.0), left, caption, right, *more]


@pytest.mark.parametrize(("width", "order"), [(100.0, [0, 1, 3, 2]), (60.0, [0, 1, 2, 3])])
def test_a_caption_at_a_columns_top_is_read_behind_the_text_that_goes_on_below_it(width, order):
    read = beside(width=width)
    assert [read.index(block) for block in set_apart(read)] == order


def test_the_kicker_of_the_headline_below_stays_with_that():
    kicker = setter(280, 10.0, text="Trade", x=120.0, width=40.0)
    read = beside(kicker, setter(294, 18.0, text="Market shuts", x=120.0, width=100.0))
    assert [read.index(block) for block in set_apart(read)] == [0, 1, 3, 2, 4, 5]
