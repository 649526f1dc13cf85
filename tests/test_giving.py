"""Bylines on lines of their own: to the text above, or to the one below."""

import pytest
from msgspec.structs import replace

from tasks.model.page import Place
from tasks.model.source import Box
from tasks.segment.bylines.giving import give_bylines
from tasks.segment.units import Body, Byline, Head
from tests.learn.lines import lines_of

DUMP = """Harbour bridge reopens
The bridge was opened again on Monday after nine months.
{byline}
The ferry was laid up for the winter on Tuesday evening.
The mail will go by road until the spring, it was said.
"""


def given(byline, units, before=True, language="en", dump=DUMP):
    lines, _ = lines_of(dump.format(byline=byline), language)
    give_bylines(units, before, lines, language)
    return [unit.bylines for unit in units if isinstance(unit, Body)]


@pytest.mark.parametrize(
    ("byline", "above", "below", "why"),
    [
        ("(Harriet Quillford)", [[2]], [], "all in brackets: it closes the text above"),
        ("By Harriet Quillford", [], [[2]], "it leads the text below"),
        ("Photo: Harriet Quillford", [[2]], [], "a picture's credit closes its caption"),
    ],
)
def test_between_two_texts(byline, above, below, why):
    assert given(byline, [Head([0]), Body([1]), Byline([2]), Body([3, 4])]) == [above, below], why


def test_below_a_headline_it_leads_the_text():
    dump = "Harbour bridge reopens\n{byline}\nThe bridge was opened again on Monday.\nIt had been shut for nine months.\n"
    assert given("By Harriet Quillford", [Head([0]), Byline([1]), Body([2, 3])], dump=dump) == [[[1]]]


def test_brackets_below_a_headline_lead_the_text_too():
    dump = "大桥恢复通行\n{byline}\n大桥周一恢复通行，历时九个月。\n此前一直封闭维修。\n"
    assert given("（本报记者 林小舟）", [Head([0]), Byline([1]), Body([2, 3])], language="zh-Hans", dump=dump) == [[[1]]]


def test_without_a_text_beside_it_nobody_has_it():
    assert given("By Harriet Quillford", [Head([0]), Byline([2])]) == []


@pytest.mark.parametrize(
    ("x", "y", "measured", "leads"),
    [(0, 24, False, False), (220, 0, False, True), (220, 0, True, False), (440, 90, False, False)],
)
def test_a_byline_is_of_the_text_right_above_or_below_it_where_places_are_stated(x, y, measured, leads):
    lines, _ = lines_of(DUMP.format(byline="(Harriet Quillford)"), "en")
    boxes = [Box(0, 0, 200, 10), Box(0, 12, 200, 10), Box(x, y, 90, 10), Box(220, 12, 200, 10), Box(220, 24, 200, 10)]
    places = [Place(box, 10, None, n, None, False, measured) for n, box in enumerate(boxes)]
    units = [Head([0]), Body([1]), Byline([2]), Body([3, 4])]
    give_bylines(units, True, [replace(line, place=place) for line, place in zip(lines, places, strict=True)], "en")
    assert [unit.bylines for unit in units if isinstance(unit, Body)] == ([[], [[2]]] if leads else [[[2]], []])


@pytest.mark.parametrize(("y", "head", "leads"), [(150, 165, True), (24, 165, False), (28, 43, False)])
def test_a_byline_above_its_headline_is_of_the_text_that_it_stands_closest_to(y, head, leads):
    """About as close to both it is of the text above, as where no places are known."""
    dump = (
        "The bridge was opened again.\nIt was shut for months.\nHarriet Quillford\nFerry laid up\nThe ferry was laid up.\n"
    )
    lines, _ = lines_of(dump, "en")
    boxes = [Box(0, 0, 200, 10), Box(0, 12, 200, 10), Box(0, y, 90, 10), Box(0, head, 200, 16), Box(0, head + 20, 200, 10)]
    places = [Place(box, 10, None, n, None, False, False) for n, box in enumerate(boxes)]
    units = [Body([0, 1]), Byline([2]), Head([3]), Body([4])]
    give_bylines(units, True, [replace(line, place=place) for line, place in zip(lines, places, strict=True)], "en")
    assert [unit.bylines for unit in units if isinstance(unit, Body)] == ([[], [[2]]] if leads else [[[2]], []])


OPENING = (
    "柳河镇的果农昨天开始采摘\n今年的苹果比去年多两成。\n{byline}\n大桥周一恢复通行，历时九个月。\n此前一直封闭维修。\n"
)


@pytest.mark.parametrize(
    ("byline", "leads"),
    [
        ("【本报记者林小舟报道】", True),
        ("本报讯（记者 林小舟）", True),
        ("（本报记者 林小舟）", False),
        ("（据新华社电）", False),
    ],
)
def test_a_byline_with_which_texts_open_leads_the_text_below(byline, leads):
    found = given(byline, [Body([0, 1]), Byline([2]), Body([3, 4])], language="zh-Hans", dump=OPENING)
    assert found == ([[], [[2]]] if leads else [[[2]], []])


def test_below_a_headline_that_closes_its_text_too():
    dump = "今年的苹果比去年多两成。\n果园丰收\n本报讯（记者 林小舟）\n大桥周一恢复通行。\n大桥重开\n□ 赵一禾\n"
    units = [Body([0]), Head([1]), Byline([2]), Body([3]), Head([4]), Byline([5])]
    assert given("", units, before=False, language="zh-Hans", dump=dump) == [[], [[2], [5]]]


def test_a_credit_over_two_lines_counts_as_the_texts_own():
    dump = "今年的苹果比去年多两成。（本报记\n者 林小舟）\n果园丰收\n□ 赵一禾\n大桥周一恢复通行。\n大桥重开\n"
    units = [Body([0, 1]), Head([2]), Byline([3]), Body([4]), Head([5])]
    assert given("", units, before=False, language="zh-Hans", dump=dump) == [[], [[3]]]


@pytest.mark.parametrize(("signed", "below"), [(True, True), (False, False)])
def test_between_two_headlines_it_leads_the_text_if_the_one_above_has_its_own(signed, below):
    dump = "本报讯（记者 何小苇）大桥周一恢复通行，历时九个月。\n渡船停航\n{byline}\n过江改走大桥\n渡船周二起停航过冬。\n"
    dump = dump if signed else dump.removeprefix("本报讯（记者 何小苇）")
    units = [Body([0]), Head([1]), Byline([2]), Head([3]), Body([4])]
    found = given("本报记者 林小舟", units, language="zh-Hans", dump=dump)
    assert found == ([[], [[2]]] if below else [[[2]], []])


@pytest.mark.parametrize(
    ("above", "below", "leads"), [("", "本报讯（记者 何小苇）", False), ("本报讯（记者 何小苇）", "", True)]
)
def test_where_headlines_stand_below_it_is_of_the_text_that_has_none(above, below, leads):
    dump = f"{above}大桥周一恢复通行，历时九个月。\n大桥恢复通行\n{{byline}}\n{below}渡船周二起停航过冬。\n渡船停航\n"
    units = [Body([0]), Head([1]), Byline([2]), Body([3]), Head([4])]
    found = given("本报记者 林小舟", units, before=False, language="zh-Hans", dump=dump)
    assert found == ([[], [[2]]] if leads else [[[2]], []])
