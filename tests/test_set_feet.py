"""What stands in a row with furniture at a page's foot or head, which is the page's."""

import pytest

from tasks.segment.sheet.set_feet import feet
from tests.test_placed import placed

TEXTS = ["Ferry sails at nine", "It came back at ten, and nobody", "had been afraid.", "Layout: Anna Berg", "Harbour", "7"]


def at_foot(labels, foot=100, sizes=(12, 10, 10, 9, 12, 9)):
    """A headline and two lines of text at the left, and three parts of a foot line."""
    boxes = [(0, 0, 150), (0, 20, 150), (0, 34, 150), (0, foot, 80), (200, foot, 60), (300, foot, 8)]
    return {i: label for i, label, _ in feet(labels, placed(TEXTS, boxes, list(sizes), [0, 1, 1, 2, 3, 4]))}


@pytest.mark.parametrize(
    ("labels", "more", "found", "why"),
    [
        ("MAQYMF", {}, {3: "F", 4: "F"}, "in a row with the page's number"),
        ("MAQYMA", {"foot": 60}, {}, "a row without furniture, that texts stand in"),
        ("MAQYAQ", {"foot": 46}, {}, "nothing is known of the row, and it is close below the text"),
        ("MAQYMF", {"foot": 46}, {}, "too close to the text above"),
        ("MAQYYY", {}, {3: "F", 4: "F", 5: "F"}, "bylines far below all texts"),
        ("MAQYMM", {}, {3: "F"}, "what is no byline needs furniture beside it"),
    ],
)
def test_a_foot_line(labels, more, found, why):
    assert at_foot(labels, **more) == found, why


def at_head(labels, section=(200, 0, 60), sizes=(9, 12, 9, 12, 10, 10), blocks=(0, 1, 2, 3, 4, 4), text=40):
    """The date, a section and the page's number in a row, above a headline and its text."""
    words = ["Monday, 4 May", "Harbour", "7", "Ferry sails at nine", "It came back at ten, and nobody", "had been afraid."]
    boxes = [(0, 0, 80), section, (400, 0, 8), (0, text, 150), (0, text + 20, 150), (0, text + 34, 150)]
    return {i: (label, why) for i, label, why in feet(labels, placed(words, boxes, list(sizes), list(blocks)))}


HEADED = ("F", "in-running-head")


@pytest.mark.parametrize(
    ("labels", "more", "found", "why"),
    [
        ("FMFMAQ", {}, {1: HEADED}, "between two"),
        ("FMMMAQ", {}, {1: HEADED, 2: HEADED}, "far from each other, over white"),
        ("FMMMAQ", {"section": (100, 0, 60)}, {}, "close beside what is known, and nothing beyond it is"),
        ("FMMMAQ", {"section": (100, 0, 60), "blocks": (0, 0, 2, 3, 4, 4)}, {1: HEADED, 2: HEADED}, "in one block with it"),
        ("FMMMAQ", {"text": 14}, {}, "right above the text"),
        (
            "FMFMAQ",
            {"section": (200, 0, 60), "sizes": (9, 60, 9, 12, 10, 10), "text": 90},
            {1: HEADED},
            "as large as may be",
        ),
        ("MMMMAQ", {}, {}, "no furniture is known"),
    ],
)
def test_a_row_at_the_head(labels, more, found, why):
    assert at_head(labels, **more) == found, why


def test_lines_that_reach_far_down_are_no_row():
    """Each begins level with the one before it, as lines of neighbouring columns may."""
    far, level = ([(200 * k, down * k, 80) for k in range(6)] for down in (8, 0))
    assert list(feet("FMFMFM", placed(TEXTS, far, [10] * 6, [*range(6)]))) == []
    assert [i for i, *_ in feet("FMFMFM", placed(TEXTS, level, [10] * 6, [*range(6)]))] == [1, 3]
