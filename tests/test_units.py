"""Units: which lines form one headline, one text, one byline."""

from __future__ import annotations

import pytest

from tasks.segment.units import Body, Head, units


def shape(labels: str) -> list[tuple[str, list[int]]]:
    """The units of lines with these labels: the first letter of what each is, and its lines."""
    return [(type(unit).__name__, unit.lines) for unit in units(labels)[0]]


@pytest.mark.parametrize(
    ("labels", "texts"),
    [
        pytest.param("MAQQMQQ", [[1, 2, 3], [5, 6]], id="text below a headline begins in mid-sentence"),
        pytest.param("MAQMYQQ", [[1, 2], [5, 6]], id="and below the headline's byline"),
        pytest.param("MAQKMDPQ", [[1, 2], [6, 7]], id="and below kicker, headline and deck"),
        pytest.param("MAQYQQ", [[1, 2, 4, 5]], id="a byline alone parts no text"),
        pytest.param("MAQFQQ", [[1, 2, 4, 5]], id="nor does the page's furniture"),
        pytest.param("MAQXPQ", [[1, 2, 3, 4, 5]], id="nor a crosshead"),
        pytest.param("AQQAQ", [[0, 1, 2], [3, 4]], id="a beginning needs no headline"),
        pytest.param("QQMAQ", [[0, 1], [3, 4]], id="a page may begin within a text"),
    ],
)
def test_a_text_never_goes_on_below_a_headline(labels: str, texts: list[list[int]]) -> None:
    assert [lines for name, lines in shape(labels) if name == Body.__name__] == texts


@pytest.mark.parametrize(
    ("labels", "heads"),
    [
        pytest.param("KMMDA", [[0, 1, 2, 3]], id="kicker, headline and deck are one"),
        pytest.param("KMKMA", [[0, 1], [2, 3]], id="a kicker below a headline begins another"),
        pytest.param("MDMA", [[0, 1], [2]], id="so does a headline below a deck"),
        pytest.param("KMYDA", [[0, 1, 3]], id="a byline may stand between a headline and its deck"),
        pytest.param("KMYMA", [[0, 1], [3]], id="but a headline below a byline is another"),
    ],
)
def test_where_a_headline_ends(labels: str, heads: list[list[int]]) -> None:
    assert [lines for name, lines in shape(labels) if name == Head.__name__] == heads


@pytest.mark.parametrize(("labels", "heads"), [("KYMA", [[0, 2]]), ("MYMA", [[0], [2]]), ("KYKMA", [[0], [2, 3]])])
def test_where_places_are_stated_a_byline_may_stand_between_kicker_and_headline(labels: str, heads: list[list[int]]) -> None:
    found = units(labels, stated=True)[0]
    assert [unit.lines for unit in found if isinstance(unit, Head)] == heads
    assert [0, 2] not in [lines for name, lines in shape(labels) if name == Head.__name__], "without places it does not"


@pytest.mark.parametrize(
    ("labels", "comes", "texts"),
    [
        pytest.param("MJAQ", [1], [([1], [2, 3])], id="below its headline"),
        pytest.param("JMAQ", [0], [([0], [2, 3])], id="above it"),
        pytest.param("MJJAQ", [1, 2], [([1, 2], [3, 4])], id="in two lines"),
        pytest.param("MJYAQ", [1], [([1], [3, 4])], id="above the byline"),
        pytest.param("AQJQQ", [2], [([], [0, 1]), ([2], [3, 4])], id="with no headline it parts what it stands between"),
        pytest.param("AQFJFAQ", [3], [([], [0, 1]), ([3], [5, 6])], id="over the page's furniture"),
        pytest.param("AQJMAQ", [], [([], [0, 1]), ([], [4, 5])], id="a line that sends on is the text's above"),
        pytest.param("AQJ", [2], [([], [0, 1]), ([], [2])], id="with no text below it is alone: the text above has an end"),
    ],
)
def test_a_line_that_says_where_a_text_comes_from_is_that_of_the_next_text(
    labels: str, comes: list[int], texts: list[tuple[list[int], list[int]]]
) -> None:
    bodies = [unit for unit in units(labels, comes=comes)[0] if isinstance(unit, Body)]
    assert [(body.comes, body.lines) for body in bodies] == texts


def test_a_headline_goes_on_over_a_line_that_says_where_its_text_comes_from() -> None:
    assert [unit.lines for unit in units("KJMAQ", comes=[1])[0]] == [[0, 2], [3, 4]]
