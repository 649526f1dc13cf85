"""Paragraphs where lines were broken at a count of letters: a line is full or was ended, and there is nothing between."""

import textwrap

import pytest

from tasks import reflow, segment
from tasks.normalise import Settings, normalise
from tasks.segment.counted_breaks import are_counted, parted
from tests.set_column import set_column

STORY = (
    "The harbour board said on Tuesday that it will lay up three of its tugs over the winter, and that no pilot is to be"
    " called out to the outer roads after the second week of November, except on Saturdays and when ice is reported. Men"
    " who had waited for the notice at the lock called the plan a slow farewell, and asked who would see the colliers in."
)
MEASURE = 34
FULL = ["The mate of the Alder said he knew", "of no better berth than Lock Hythe", "and will be back when it reopens."]
"""Lines as long as the measure, or a word short of it, the last of which ends a sentence."""


def flow(rows):
    page = normalise("\n".join(rows).encode(), Settings(language="en"))[0]
    return reflow.reflow(page, reflow.Settings()).lines


def told(middle, labels):
    """The labels of some lines between two stories, where they are read as told."""
    story = textwrap.wrap(f"{STORY} {STORY}", MEASURE)
    lines = flow([*story, *middle, *story])
    assert are_counted(lines)
    first = len(story)
    own = [*"A", *"Q" * (first - 1), *labels, *"Q" * first]
    return "".join(parted(own, lines, wide=False)[first : first + len(labels)])


@pytest.mark.parametrize(
    ("middle", "before", "after", "why"),
    [
        ([*FULL, "Nobody had told the keeper of it"], "PQQP", "PQQQ", "no next word would have fitted: the line is full"),
        (
            [*FULL[:2], "and waits.", "Nobody had told the keeper of it"],
            "PQQQ",
            "PQQP",
            "a sentence ended, and room was left",
        ),
        ([*FULL[:2], "and these:", "Alder, a tug of forty horses, and"], "PQQQ", "PQQP", "a list's head had room left"),
        ([*FULL[:2], "in fog,", "Mr Dunnock being at the helm with"], "PQQQ", "PQQQ", "a comma ends no paragraph"),
        ([*FULL[:2], "and waits.", "nobody had told the keeper of it"], "PQQQ", "PQQQ", "a small letter begins none"),
        ([*FULL, "", "Nobody had told the keeper of it"], "PQQP", "PQQP", "the blank line may be right"),
        ([*FULL, "  Nobody had told the lock keeper"], "PQQP", "PQQP", "the first line is set in"),
        ([*FULL[:2], "and waits.", "Nobody had told the keeper of it"], "PQQA", "PQQA", "an article's first line stays"),
        ([*FULL[:2], "and waits.", "Lock Hythe"], "PQQX", "PQQX", "a crosshead stays"),
    ],
)
def test_paragraphs_of_counted_lines(middle, before, after, why):
    assert told(middle, before) == after, why


def test_set_type_is_left_alone():
    lines = flow(set_column(f"{STORY} {STORY}", 30))
    labels = ["A", *("PQ" * len(lines))[: len(lines) - 1]]
    assert not are_counted(lines)
    assert parted(labels, lines, wide=False) == labels


def test_full_width_print_is_left_alone():
    lines = flow(
        [
            "港务局昨日宣布今冬停用三艘拖轮外港引水员",
            "十一月第二周以后不再出海。",
            "船闸旁等候通告的人们称此举为缓慢的告别并",
        ]
        * 9
    )
    labels = ["A", *"Q" * (len(lines) - 1)]
    assert are_counted(lines)
    assert parted(labels, lines, wide=True) == labels


def test_a_page_of_few_lines_is_left_alone():
    assert not are_counted(flow(textwrap.wrap(STORY, MEASURE)[:8]))


def test_paragraphs_of_a_whole_page():
    paragraphs = [
        f"{STORY} Keepers of the inner lights were told by post on Friday.",
        f"Colliers from the north will berth at the fish dock instead. {STORY}",
        f"Mr Fillimore thanked the crews and closed the meeting. {STORY}",
    ]
    rows = [row for text in paragraphs for row in textwrap.wrap(text, MEASURE)]
    page = normalise("\n".join(["TUGS LAID UP FOR WINTER", "", *rows]).encode(), Settings(language="en"))[0]
    (article,) = segment.segment(reflow.reflow(page, reflow.Settings()), segment.Settings()).articles
    assert [paragraph.text.text for paragraph in article.paragraphs] == paragraphs
