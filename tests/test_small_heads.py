"""What was taken for a headline in the text's own size, on a scan whose headlines are large, is none."""

from dataclasses import replace

import pytest
from msgspec import structs

from tasks.model.page import Place
from tasks.model.source import Box
from tasks.segment.evidence.boxes import body_size
from tasks.segment.headlines.small_heads import crossheads
from tests.learn.lines import lines_of

TEXT = ["The council met on", "Friday and spoke of", "the bridge at length."]
HEAD, SIZE = "A new bridge for the town", 10.0


def page(size, cross, after=(), heads=4, measured=True, last=TEXT[-1]):
    """Articles with headlines of ``size``; in the text of the last, lines in its own size that were taken for a headline."""
    texts, sizes, labels = [], [], []
    for large in size if isinstance(size, tuple) else [size] * heads:
        texts += [HEAD, *TEXT[:-1], last]
        sizes += [large, SIZE, SIZE, SIZE]
        labels += ["M", "A", "Q", "Q"]
    texts += [*cross, *TEXT]
    sizes += [SIZE] * (len(cross) + 3)
    labels += ["M"] * len(cross) + (list(after) or ["A", "Q", "Q"])
    lines, _ = lines_of("\n".join(texts), "en")
    boxes = [Box(0, 12 * i, high / 2 * len(text), high) for i, (text, high) in enumerate(zip(texts, sizes, strict=True))]
    places = [Place(box, box.height, None, i, None, False, measured) for i, box in enumerate(boxes)]
    return labels, [structs.replace(line, place=place) for line, place in zip(lines, places, strict=True)]


def end(labels, lines, cross=1, language="en"):
    made = crossheads(labels, lines, language)
    assert made[: -3 - cross] == labels[: -3 - cross]
    return "".join(made[-3 - cross :])


def test_a_crosshead_is_one():
    assert end(*page(20, ["What it will cost"])) == "XPQQ"


def test_a_line_within_a_sentence_goes_on_with_it():
    assert end(*page(20, ["noise, she said,"], last="and spoke of the")) == "QQQQ"


@pytest.mark.parametrize(
    "given",
    [
        {"size": 10.5},  # an old paper, whose headlines are as large as its text
        {"size": 20, "heads": 2},  # too few to tell
        {"size": (14, 16, 20, 30)},  # of many sizes
        {"size": 20, "after": ["Y", "A", "Q"]},  # a byline follows
        {"size": 20, "measured": False},  # sizes that are stated are weighed as they are
    ],
)
def test_other_headlines_stay(given):
    labels, lines = page(cross=["What it will cost"], **given)
    assert crossheads(labels, lines, "en") == labels


def test_large_letters_that_were_measured_badly_stay():
    labels, lines = page(20, ["BUILDERS AND MASONS"])
    place = lines[-4].place
    lines[-4] = structs.replace(lines[-4], place=replace(place, box=place.box._replace(width=1.2 * SIZE * 19)))
    assert crossheads(labels, lines, "en") == labels


def test_chinese_print_is_left_alone():
    labels, lines = page(20, ["What it will cost"])
    assert crossheads(labels, lines, "zh-Hant") == labels


def test_type_smaller_than_a_tenth_of_the_unit_has_a_size():
    lines, _ = lines_of("The council met on Friday\nand spoke of the bridge.", "en")
    places = [Place(Box(1, at / 10, 3, 0.04), 0.04, None, 0, None, False, True) for at in range(2)]
    assert body_size([structs.replace(line, place=place) for line, place in zip(lines, places, strict=True)]) == 0.04
