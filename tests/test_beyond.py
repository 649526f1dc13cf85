"""A column that begins beyond the headline of the columns before it, and higher than they do, is none of its text."""

import dataclasses

import pytest
from msgspec.structs import replace

from tasks.model.page import Place
from tasks.model.source import Box
from tasks.segment.beyond import parted
from tests.learn.lines import lines_of

ENDED = "the bridge was closed."


def page(*columns, head=(0, 220, 0), last=ENDED):
    """A headline (left, right, top) and columns (left, top) of three lines; the last but one column ends with ``last``."""
    words = ["The council met on", "Friday and spoke of"]
    texts = [["A bridge for the town"], *([*words, last] for _ in columns)]
    lines, _ = lines_of("\n".join(text for column in texts for text in column), "en")
    places = [Place(Box(head[0], head[2], head[1] - head[0], 30), 30, None, 0, None, False, True)]
    for number, (left, top) in enumerate(columns, 1):
        places += [Place(Box(left, top + 12 * at, 100, 10), 10, None, number, None, False, True) for at in range(3)]
    return [replace(line, place=place) for line, place in zip(lines, places, strict=True)]


def labels(*columns, head=(0, 220, 0), last=ENDED, opens="P"):
    lines = page(*columns, head=head, last=last)
    inner = ["Q", "Q", "Q"] * (len(columns) - 2)
    given = ["M", "A", "Q", "Q", *inner, opens, "Q", "Q"]
    assert len(given) == len(lines)
    return "".join(parted(given, lines, "en"))


def test_a_column_beyond_the_headline_begins_a_text():
    assert labels((0, 50), (110, 50), (250, 0)) == "MAQQQQQAQQ"


@pytest.mark.parametrize(
    ("columns", "given"),
    [
        (((0, 50), (110, 50), (250, 50)), {}),  # level with the others
        (((0, 50), (110, 50), (110, 0)), {}),  # below the headline
        (((0, 50), (110, 50), (250, 0)), {"head": (0, 340, 0)}),  # the headline stands over it
        (((0, 50), (250, 0)), {}),  # a headline over one column: the text goes on in the next
        (((0, 50), (110, 20), (250, 0)), {}),  # columns that do not begin level
        (((0, 50), (110, 50), (250, 0)), {"last": "the bridge was"}),  # a sentence that goes on
        (((0, 50), (110, 50), (250, 0)), {"opens": "Q"}),  # no paragraph begins
    ],
)
def test_other_columns_go_on(columns, given):
    assert labels(*columns, **given) == "MAQQ" + "QQQ" * (len(columns) - 2) + given.get("opens", "P") + "QQ"


def with_byline(left, right):
    """Two columns, the first begun lower by a byline of two lines, and a column beyond their headline."""
    lines = page((0, 86), (110, 50), (250, 0))
    place = lines[1].place
    called = [replace(lines[1], place=dataclasses.replace(place, box=Box(left, top, right - left, 10))) for top in (50, 62)]
    given = ["M", "Y", "Y", "A", "Q", "Q", "Q", "Q", "Q", "P", "Q", "Q"]
    return "".join(parted(given, [lines[0], *called, *lines[1:]], "en"))


def test_a_byline_in_the_first_column_begins_level_with_the_others():
    assert with_byline(10, 80) == "MYYAQQQQQAQQ"
    assert with_byline(60, 180) == "MYYAQQQQQPQQ"


def test_a_short_last_line_ends_a_paragraph_though_the_next_seems_to_go_on():
    """Its initial was not read."""
    lines = page((0, 50), (110, 50), (250, 0))
    place = lines[6].place
    lines[6] = replace(lines[6], place=dataclasses.replace(place, box=place.box._replace(width=60)))
    assert "".join(parted(list("MAQQQQQQQQ"), lines, "en")) == "MAQQQQQAQQ"


def test_what_stands_below_another_headline_is_its_text():
    lines = page((0, 50), (110, 50), (250, 10))
    above = page((250, -40), head=(250, 350, -40))[:1]
    given = ["M", "M", "A", "Q", "Q", "Q", "Q", "Q", "P", "Q", "Q"]
    assert parted(given[1:], lines, "en")[7] == "A"
    assert parted(given, [above[0], *lines], "en")[8] == "P"


def test_chinese_print_is_left_alone():
    given = ["M", "A", "Q", "Q", "Q", "Q", "Q", "P", "Q", "Q"]
    assert parted(given, page((0, 50), (110, 50), (250, 0)), "zh-Hans") == given
