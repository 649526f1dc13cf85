"""Full-width figures: kept where a page is set in them, plain where it has both forms."""

import pytest

from tasks.normalise import Settings, normalise

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
