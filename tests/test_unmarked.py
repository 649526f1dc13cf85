"""Lines in the midst of a measured block, like those around them: nothing begins there."""

import pytest

from tasks.model.page import Place
from tasks.model.source import Box
from tasks.segment.unmarked import APART, START, unmarked

X, WIDTH, SIZE, PITCH = 100, 400, 30, 40


def block(*rows, size=SIZE, top=0, number=0, measured=True):
    """Lines one below the other, each as how far it is set in, how wide it is, and the white above it beyond the pitch."""
    out, y = [], top
    for indent, width, white in rows:
        y += white
        out.append(Place(Box(X + indent, y, width, SIZE), size, None, number, None, False, measured))
        y += PITCH
    return out


FULL, OPENS, ENDS = (0, WIDTH, 0), (30, WIDTH - 30, 0), (0, 120, 0)
TEXT = block(OPENS, FULL, FULL, ENDS, OPENS, FULL, FULL)


def test_a_paragraph_in_the_midst_of_a_text_begins_no_article():
    assert START in unmarked(TEXT)[4]
    assert unmarked(TEXT)[2].issuperset(APART)


def test_a_list_of_names_has_neither_bylines_nor_headlines():
    names = block(*[(0, width, 0) for width in (180, 260, 150, 310, 200)], number=1, top=400)
    found = unmarked([*TEXT, *names])
    assert all(found[len(TEXT) + i] == {*START, *APART} for i in (2, 3))


@pytest.mark.parametrize(
    ("rows", "line", "why"),
    [
        ((OPENS, FULL, ENDS, (30, WIDTH - 30, 20), FULL), 3, "half a line of white stands above"),
        ((OPENS, FULL, ENDS, (120, 160, 0), OPENS, FULL), 3, "it is centred"),
        ((OPENS, FULL, ENDS, (230, 160, 0), OPENS, FULL), 3, "it stands to the right, as signatures do"),
    ],
)
def test_what_is_marked_may_be_a_headline_or_a_byline(rows, line, why):
    assert set(APART).isdisjoint(unmarked(block(*rows)).get(line, set())), why


def test_after_white_or_a_centred_line_an_article_may_begin():
    assert START not in unmarked(block(OPENS, FULL, ENDS, (30, WIDTH - 30, 20), FULL)).get(3, set())
    assert START not in unmarked(block(OPENS, FULL, ENDS, (120, 160, 0), OPENS, FULL)).get(4, set())


def test_the_first_two_lines_of_a_block_may_be_anything():
    assert not {0, 1} & unmarked(TEXT).keys()


def test_the_lines_of_a_headline_in_larger_type_may_be_one():
    head = block(FULL, FULL, FULL, FULL, size=1.5 * SIZE, number=1, top=-200)
    assert min(unmarked([*head, *TEXT])) > len(head)


def test_the_next_column_of_the_same_block_begins_anew():
    assert unmarked([*TEXT, *block(FULL, FULL, FULL)]).keys().isdisjoint({len(TEXT), len(TEXT) + 1})


def test_nothing_is_said_where_sizes_are_stated_or_places_unknown():
    assert unmarked(block(OPENS, FULL, FULL, FULL, FULL, measured=False)) == {}
    assert unmarked([None, None, None]) == {}
