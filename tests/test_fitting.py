"""Whether the next word would have fitted: what tells a line that was ended from one that was full."""

from itertools import pairwise
from types import SimpleNamespace

import pytest

from tasks.reflow.lines.fitting import fits, need
from tasks.reflow.lines.rows import set_width
from tests.set_column import set_column

STORY = set_column(
    "The ferry company said on Tuesday that it would lay up three of its boats over the winter and that no sailing to the"
    " outer islands would be kept after the second week of November, except on Saturdays. Islanders who had waited for the"
    " notice at the pier called the plan a slow goodbye, and asked who would carry the mail.",
    28,
)
REPORT = "市政部门昨日宣布穿越东山的隧道将于下月初恢复双向通行届时往返两岸的班车可缩短二十分钟工程自去年三月以来遇两次渗水"


def measured(texts, wide=False):
    needs = [need(a, b, wide) for a, b in pairwise(texts)]
    told = fits(needs, [set_width(text, wide) for text in texts])
    return [SimpleNamespace(need=need, above=above, below=below) for need, above, below in zip(*told, strict=True)]


def room(texts, i, wide=False):
    """Cells left on line ``i`` after the next word, by the line breaks above it and by those below it."""
    fit, width = measured(texts, wide)[i], set_width(texts[i], wide)
    return [side and side - width - fit.need for side in (fit.above, fit.below)]


def test_in_running_text_no_line_has_room_for_the_next_word():
    for i in range(4, len(STORY) - 4):
        assert all(left is not None and left < 1 for left in room(STORY, i))


def test_a_paragraphs_last_line_had_room():
    lines = [*STORY[:5], "the end.", *STORY[5:]]
    assert all(left > 10 for left in room(lines, 5))


def test_a_first_line_set_in_has_as_much_room_as_it_is_set_in():
    lines = [(REPORT * 2)[i : i + 10] for i in range(0, 110, 10)]
    lines[5] = lines[5][:8]  # two ems in, which are four cells
    above, below = room(lines, 5, wide=True)
    assert above == pytest.approx(4, abs=1.5)
    assert below == pytest.approx(4, abs=1.5)
    assert all(left < 0 for left in room(lines, 4, wide=True))


def test_the_last_line_needs_nothing_and_a_line_alone_has_no_measure():
    (only,) = measured(["A line by itself"])
    assert (only.need, only.above, only.below) == (0.0, None, None)
    assert fits([], []) == ([], [], [])


def test_the_hyphen_of_a_divided_word_goes_if_its_rest_is_fetched():
    assert need("the news-", "paper of the day", wide=False) == set_width("paper") - set_width("-")
    assert need("the news", "paper of the day", wide=False) == set_width("paper") + set_width(" ")


@pytest.mark.parametrize(
    ("after", "fetched", "why"),
    [
        ("隧道将于下月", 1, "the next word is the next character"),
        ("道，将于下月", 2, "a comma may not begin a line"),
        ("道。”他说", 3, "neither may marks that close"),
        ("2024年", 4, "figures stay whole"),
        ("道（见图）", 1, "a bracket may open a line"),
    ],
)
def test_what_full_width_print_fetches(after, fetched, why):
    assert need("市政部门昨日宣布", after, wide=True) == set_width(after[:fetched], wide=True), why
