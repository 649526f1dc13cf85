"""Faces of type: by the names of fonts, and what those of headlines say of a line's size."""

from dataclasses import replace

import pytest
from msgspec import structs

from tasks.read.faces import face
from tasks.segment.evidence.display_face import LINES, TWICE, WAY, weighed
from tests.test_boxes import line

TEXT, HEAD = "Garamond", "Franklin"
LARGER = 11 + WAY * (10 * TWICE - 11)
"""What 11 is weighed as where the text is of 10."""


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("ABCDEF+LiberationSerif-BoldItalic", "LiberationSerif"),
        ("LiberationSerif", "LiberationSerif"),
        ("TimesNewRomanPS-BoldItalicMT", "TimesNew"),
        ("Times New Roman Bold", "TimesNew"),
        ("TimesNewRomanPSMT", "TimesNew"),
        ("Arial,Bold", "Arial"),
        ("ArialNarrow-Bold", "ArialNarrow"),
        ("MinionPro-It", "MinionPro"),
        ("SwiftLight", "Swift"),
        ("Courier-Oblique", "Courier"),
        ("FZXBSJW--GB1-0", "FZXBSJW"),
        ("E-BZ9", "E-BZ9"),  # cut at its mark, nothing is left
        ("Digital", "Digital"),  # no style: Ital stands within
        ("Bold", "Bold"),
    ],
)
def test_the_family_is_the_fonts_name_without_subset_and_style(name, family):
    assert face(name) == family


def test_a_font_without_a_name_has_no_face():
    assert face("") is face("ABCDEF+") is None


def page(brief, heads=HEAD, lines=1, text=TEXT, measured=False):
    """A headline, text, and so many lines of a size between, in one face or another."""
    rows = [("Harbour wall to be raised", 20, heads)]
    rows += [("that the harbour board had ordered", 10, text)] * 12
    rows += [("Ferry stays in port", brief, HEAD)] * lines
    rows += [("The ferry stays in port this week", 10, text)] * 3
    made = [line(words, 0, 12 * at, 200, size) for at, (words, size, _) in enumerate(rows)]
    faces = [own for *_, own in rows]
    return [
        structs.replace(one, place=replace(one.place, face=own, measured=measured))
        for one, own in zip(made, faces, strict=True)
    ]


def sizes(lines):
    return [one.place.size for one in weighed(lines)]


def test_what_is_hardly_larger_than_the_text_counts_as_more_in_the_headlines_face():
    assert sizes(page(11)) == [20, *[10] * 12, LARGER, *[10] * 3]
    assert sizes(page(11, lines=LINES))[13] == LARGER


def test_larger_type_stays_larger():
    found = [sizes(page(size))[13] for size in (11, 12, 14, 16, 19, 20, 30)]
    assert found == sorted(set(found))
    assert found[-2:] == [20, 30]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (page(10), "no larger than the text: a byline"),
        (page(11, lines=LINES + 1), "runs on: the text of a box"),
        (page(11, heads=TEXT), "no headline is set in it"),
    ],
)
def test_other_lines_in_that_face_are_as_large_as_they_are(lines, why):
    assert sizes(lines)[13] == lines[13].place.size, why


@pytest.mark.parametrize("lines", [page(11, text=HEAD), page(11, measured=True), page(11, None, 0, None)])
def test_a_page_in_one_face_or_without_any_or_measured_stays_as_it_is(lines):
    assert weighed(lines) == lines


def test_type_without_a_name_is_a_face_of_its_own():
    assert sizes(page(11, text=None))[13] == LARGER
    bare = [structs.replace(one, place=None) for one in page(11)]
    assert weighed(bare) == bare


def stacked(*rows):
    """Text in one face, with rows of (size, top, left) below it, each a block of its own, and text below these."""
    body = [line("that the harbour board had ordered", 0, 12 * at, 200) for at in range(12)]
    own = [line("Ferry stays in port", x, y, 150, size, block=1 + at) for at, (size, y, x) in enumerate(rows)]
    end = rows[-1][1] + 14
    more = [line("The ferry stays in port this week", 0, end + 12 * at, 200, block=9) for at in range(6)]
    return [*body, *own, *more]


@pytest.mark.parametrize(
    ("rows", "told", "why"),
    [
        ([(11, 160, 0)], [True], "right above the text"),
        ([(11, 160, 0), (10.5, 174, 0)], [True, False], "a deck between"),
        ([(11, 160, 0), (8, 174, 0)], [True, False], "a byline between"),
        ([(18, 140, 0), (11, 162, 0)], [True, False], "a deck itself"),
        ([(11, 160, 300)], [False], "beside the text"),
        ([(10, 160, 0)], [False], "as large as the text"),
        ([(11, 160, 0), (11, 174, 300)], [False, False], "the next line stands beside it"),
    ],
)
def test_what_is_hardly_larger_than_the_text_counts_as_more_where_it_stands_above_it(rows, told, why):
    lines = stacked(*rows)
    found = sizes(lines)[12 : 12 + len(rows)]
    assert [size > one.place.size for size, one in zip(found, lines[12:], strict=False)] == told, why


def test_where_it_stands_says_nothing_of_measured_lines():
    lines = [structs.replace(one, place=replace(one.place, measured=True)) for one in stacked((11, 160, 0))]
    assert weighed(lines) == lines
