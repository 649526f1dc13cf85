"""Which parts of articles belong together, from what pages offer: never without evidence of both ends."""

import pytest

from tasks.emit.joining import JUMPS, LISTED, TEXT, whole_of
from tasks.model.issue import End, Member, Offers


def page(number, *ends, name="p", **head):
    return Member(name, name, Offers(number, ends=ends, **head))


def gone(name="p"):
    return Member(name, name, None)


def joins(*pages):
    return [(list(join.parts), list(join.why)) for join in whole_of(pages).joins]


def test_lines_that_name_each_others_page():
    found = joins(page("1", End(0), End(1, to="2")), page("2", End(2, come="1")))
    assert found == [([(0, 1), (1, 2)], [JUMPS])]


def test_a_text_may_go_on_twice():
    found = joins(page("1", End(0, to="2")), page("2", End(0, to="3", come="1")), page("3", End(4, come="2")))
    assert found == [([(0, 0), (1, 0), (2, 4)], [JUMPS, JUMPS])]


def test_pages_without_numbers_are_counted():
    assert joins(page(None, End(0, to="2")), page(None, End(0, come="1")))
    assert joins(page("5", End(0, to="6")), page(None, End(0, come="5")))
    assert not joins(page("5", End(0, to="2")), page(None, End(0, come="1")))


NEVER = {
    "one end": (page("1", End(0, to="2")), page("2", End(0))),
    "the other end": (page("1", End(0)), page("2", End(0, come="1"))),
    "another page is named": (page("1", End(0, to="2")), page("2", End(0, come="3")), page("3")),
    "no such page": (page("1", End(0, to="4")), page("2", End(0, come="1"))),
    "a page that is gone": (page("1", End(0, to="2")), gone()),
    "two pages of that number": (page("1", End(0, to="2")), page("2", End(0, come="1")), page("2", End(0, come="1"))),
    "two pages of its own number": (page("1", End(0, to="2")), page("1"), page("2", End(0, come="1"))),
    "two candidates there": (page("1", End(0, to="2")), page("2", End(0, come="1"), End(1, come="1"))),
    "two candidates here": (page("1", End(0, to="2"), End(1, to="2")), page("2", End(0, come="1"))),
    "its own page": (page("1", End(0, to="1"), End(1, come="1")), page("2")),
    "letters": (page("A1", End(0, to="2")), page("B2", End(0, come="1"))),
}


@pytest.mark.parametrize("why", NEVER)
def test_never_otherwise(why):
    assert joins(*NEVER[why]) == []


def test_two_pages_that_go_on_on_the_same():
    first, second = page("1", End(0, to="4")), page("2", End(3, to="4"))
    only = joins(first, second, page("3"), page("4", End(0, come="2")))
    assert only == [([(1, 3), (3, 0)], [JUMPS])]
    both = joins(first, second, page("3"), page("4", End(0, come="2"), End(1, come="1")))
    assert both == [([(0, 0), (3, 1)], [JUMPS]), ([(1, 3), (3, 0)], [JUMPS])]


def test_words_tell_where_lines_leave_a_choice():
    wall, ferry = ("board", "harbour", "pumps", "wall"), ("pier", "skerrow", "tickets", "tide")
    first = page("1", End(0, to="2", words=wall), End(1, to="2", words=ferry))
    second = page("2", End(0, come="1", words=(*ferry, "gauge")), End(1, come="1", words=(*wall, "wren")))
    assert joins(first, second) == [([(0, 0), (1, 1)], [JUMPS]), ([(0, 1), (1, 0)], [JUMPS])]
    alike = page("2", End(0, come="1", words=(*ferry, *wall)), End(1, come="1", words=wall))
    assert joins(first, alike) == []


def test_one_line_and_a_text_that_goes_on():
    words = ("harbour", "wall")
    first = End(0, to="2", words=words, open_end=True)
    going = End(1, words=words, open_start=True)
    assert joins(page("1", first), page("2", going)) == [([(0, 0), (1, 1)], [TEXT])]
    ended = End(0, to="2", words=words)
    strange = End(1, words=("ferry",), open_start=True)
    other = End(2, words=words, open_start=True)
    assert joins(page("1", ended), page("2", going)) == []
    assert joins(page("1", first), page("2", strange)) == []
    assert joins(page("1", first), page("2", going, other)) == []
    assert joins(page("1", first), page("2", End(1, words=words))) == []


def listed(number, *pages, item=0):
    return End(number, item=item, pages=pages)


def test_what_a_mets_lists_as_one():
    first = page("1", listed(1, "a", "b"), End(2, to="2"), name="a")
    second = page("2", listed(0, "a", "b"), End(1, come="1"), name="b")
    assert joins(first, second) == [([(0, 1), (1, 0)], [LISTED]), ([(0, 2), (1, 1)], [JUMPS])]
    back = joins(page("1", listed(0, "b", "a"), name="a"), page("2", listed(5, "b", "a"), name="b"))
    assert back == [([(1, 5), (0, 0)], [LISTED])]


def test_a_listed_part_that_is_missing_is_said_to_be():
    over = ("a", "b", "c", "d")
    pages = [page("1", listed(0, *over), name="a"), gone("b"), *(page(None, listed(2, *over), name=name) for name in "cd")]
    whole = whole_of(pages)
    assert [join.parts for join in whole.joins] == [((2, 2), (3, 2))]  # and not over the gap
    assert {part: said[0].code for part, said in whole.cautions.items()} == dict.fromkeys(
        [(0, 0), (2, 2), (3, 2)], "part-missing"
    )
    assert "in b," in whole.cautions[0, 0][0].message


def test_a_line_to_a_page_without_result_is_said_to_lead_nowhere():
    whole = whole_of([page("1", End(0, to="2")), gone("two")])
    assert whole.joins == ()
    assert "(two)" in whole.cautions[0, 0][0].message
    assert whole_of([page("1", End(0, to="3")), gone("two")]).cautions == {}


def test_nothing_is_joined_where_that_is_not_wanted():
    whole = whole_of([page("1", End(0, to="2"), title="Bote"), page("2", End(0, come="1"))], join=False)
    assert (whole.joins, whole.heading.title, whole.numbers) == ((), "Bote", ("1", "2"))


def test_the_heading_is_what_pages_agree_on():
    pages = [page("1", title="Bote", date="1904-01-17"), page("2", title="Bote", date="1904-01-17", edition="7")]
    heading = whole_of([*pages, page("3", title="Der Bote"), gone()]).heading
    assert (heading.title, heading.date, heading.edition) == ("Bote", "1904-01-17", "7")
    heading = whole_of([*pages, page("3", title="Post", date="1904-01-18"), page("4", title="Post")]).heading
    assert (heading.title, heading.date, heading.edition) == (None, None, "7")
