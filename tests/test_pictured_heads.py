"""Chinese headlines that say that a picture stands beside them."""

import pytest

from tasks.segment.headlines.pictured_heads import NO_HEADLINE, refusals
from tests.test_dispatches import printed


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("渔民夜渡白鹭归来（图片）",), {0}),
        (("渔民夜渡白鹭归来", "湖畔茶馆重开（附图片２张）"), {1}),
        (("渔民夜渡，白鹭归来", "湖畔茶馆今日重开（附图", "片１张）"), {1, 2}),
        (("渔民夜渡白鹭归来（組圖）",), {0}),
        (("（图片）",), set()),  # a label, not a headline
        (("渔民夜渡，白鹭归来（图片）",), set()),  # a clause ends in it
        (("渔民夜渡白鹭归来（资料图片）",), set()),  # where the picture is from
        (("渔民夜渡白鹭归来（记者林小舟）",), set()),
        (("渔民夜渡。", "图片）"), set()),
    ],
)
def test_a_bracket_that_speaks_of_a_picture_ends_a_headline(texts: tuple[str, ...], found: set[int]) -> None:
    assert refusals(printed(*texts), "zh-Hans") == dict.fromkeys(found, NO_HEADLINE)


def test_other_print_is_left_alone() -> None:
    assert refusals(printed("渔民夜渡白鹭归来（图片）"), "ja") == {}
