"""Full-width figures: kept where a page is set in them, and measured as they were set where they are not kept."""

import pytest

from tasks.normalise import Settings, normalise
from tasks.reflow import Settings as ReflowSettings
from tasks.reflow import reflow

SET = "本报讯　１２月３１日，沿河镇举办了第２５届\n渔火节，来自１６个村的３６００人参加。\n"
MIXED = SET + "电话 5550143\n"


def text(page: str, **settings: str) -> str:
    return normalise(page.encode(), Settings(**settings))[0].text.text


@pytest.mark.parametrize(
    ("page", "settings", "plain"),
    [
        (SET, {}, False),
        (MIXED, {}, True),
        (SET, {"full_width": "always"}, True),
        (MIXED, {"full_width": "never"}, False),
        (SET * 8 + "详见 www\n", {}, False),  # three plain letters beside a hundred figures
    ],
)
def test_figures_become_plain_ones_where_a_page_has_both_forms(page, settings, plain):
    assert ("12月31日" in text(page, **settings)) is plain
    assert ("１２月３１日" in text(page, **settings)) is not plain


def test_what_was_left_is_left_again():
    once = text(SET)
    assert text(once) == once


def test_lines_are_as_wide_as_their_figures_were_set():
    """Of each line as many cells are told whether its figures were narrowed or left."""
    body = "\n".join(
        (
            "同日，市渔业局公布，全年捕捞１２３０００吨，",
            "比上一年多出１８０００吨，其中近海８７０００",
            "吨，远洋４３０００吨；渔船共１９６０艘，比上",
            "一年少３０艘，渔民约有８６００人，平均每户年",
            "入２１０００元，是十年来最多的一年，也是第五",
        )
    )
    found = [
        [(line.width, line.above, line.below) for line in reflow(page, ReflowSettings()).lines]
        for manner in ("always", "never")
        for page in normalise(body.encode(), Settings(full_width=manner, language="zh-Hans"))
    ]
    assert found[0] == found[1]
    assert {width for width, _, _ in found[0][1:]} == {44.0}
