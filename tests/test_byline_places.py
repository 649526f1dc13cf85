"""Bylines in blocks of their own, told by where they stand."""

import pytest

from tasks.segment.bylines.byline_places import placed
from tasks.segment.islands import islands
from tests.learn.lines import lines_of

TEXT = "The boats ran again on Sunday with a full deck and the band played."


def read(blocks, labels, language="en"):
    """The labels, block by block (``blocks`` are parted by blank lines)."""
    lines, _ = lines_of("\n\n".join(blocks), language)
    out = placed("".join(labels), islands(lines, language).blocks, lines, language)
    cut = iter(out)
    return ["".join(next(cut) for _ in range(block.count("\n") + 1)) for block in blocks]


@pytest.mark.parametrize(
    ("blocks", "labels", "expected", "why"),
    [
        (["Lake boats run", "Imogen Tallis", TEXT], "MDA", ["M", "Y", "A"], "below a headline"),
        (["Imogen Tallis", TEXT, "Lake boats run"], "MAM", ["Y", "A", "M"], "headlines stand below their texts"),
        (["Imogen Tallis", TEXT, "Lake boats run", TEXT], "MAMA", ["M", "A", "M", "A"], "no headline above it"),
        (["Lake boats run\nImogen Tallis", TEXT], ["MD", "A"], ["MD", "A"], "in the same block"),
        (["Lake boats run", "Deck for the band", TEXT], "MDA", ["M", "D", "A"], "nobody's name"),
        (["Lake boats run", "Photo: Imogen Tallis", TEXT], "MDA", ["M", "D", "A"], "who took a picture"),
        (["Lake boats run", "Imogen Tallis", "Second headline", TEXT], "MMMA", ["M", "M", "M", "A"], "not above a text"),
    ],
)
def test_names(blocks, labels, expected, why):
    assert read(blocks, labels) == expected, why


def test_an_office_where_bylines_stand_there_as_a_rule():
    named = [part for _ in range(3) for part in ("Lake boats run", "Imogen Tallis", TEXT)]
    office = ["Lake boats run", "Harbour Museum Trust", TEXT]
    assert read([*named, *office], "MYA" * 3 + "MDA")[-2] == "Y"
    assert read([*named[:6], *office], "MYA" * 2 + "MDA")[-2] == "D"
    worded = ["Lake boats run", "The museum never had one", TEXT]
    assert read([*named, *worded], "MYA" * 3 + "MDA")[-2] == "D"


def test_chinese_print_is_left_alone():
    assert read(["Lake boats run", "Imogen Tallis", TEXT], "MDA", "zh-Hans") == ["M", "D", "A"]
