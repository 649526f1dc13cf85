"""Lines in display type that head no text."""

import pytest

from tasks.segment.headlines.displays import displays
from tasks.segment.units import Head
from tests.test_dispatches import printed

LINES = ("河边茶行", "新春上市", "清香", "回甘", "大罐六元", "小罐三元", "白鹭归来")


def found(*heads: tuple[int, list[int]], paired: set[int] = frozenset(), language: str = "zh-Hans") -> list[list[int]]:
    return displays([(place, Head(order)) for place, order in heads], paired, printed(*LINES), language)


def test_lines_of_headlines_one_after_the_other_without_a_text_are_one():
    assert found((0, [0, 1]), (1, [2, 3]), (2, [4, 5]), (4, [6])) == [[0, 1, 2, 3, 4, 5]]


@pytest.mark.parametrize(
    ("heads", "options"),
    [
        ([(0, [0, 1, 2])], {}),  # a headline that lost its text
        ([(0, [0, 1]), (2, [2, 3])], {}),  # with a text between them
        ([(0, [0, 1, 2, 3])], {"paired": {0}}),
        ([(0, [0, 1, 2, 3])], {"language": "en"}),  # headlines are stacked as deep
    ],
)
def test_headlines_stay_headlines(heads, options):
    assert found(*heads, **options) == []
