"""Bylines that the chain overlooked: within what it took for a body's first sentence, and divided by a line's end."""

from pathlib import Path

import pytest

from tasks.segment.bylines.overlooked import uncovered
from tasks.segment.evidence.called import broken_off, called
from tests.learn.lines import lines_of
from tests.quality.__main__ import articles

HEAD = """Transport
Night boats return to the lake
{last}
{byline}
{below} first boat to run since the
war left on Sunday with a full
deck and an empty kitchen.
"""


def labels(labels="MAQQQQ", last="after an eleven-year absence", byline="Imogen Tallis and Rafe Okoro", below="The"):
    lines, _ = lines_of(HEAD.format(last=last, byline=byline, below=below), "en")
    read = labels + "Q" * (len(lines) - len(labels))
    return "".join(uncovered(read, called(lines, "en", wide=False)[0], lines, "en"))


def test_lines_that_run_up_to_a_byline_are_the_headlines():
    assert labels() == "MDDYAQQ"
    assert labels(byline="By Imogen Tallis") == "MDDYAQQ"


def test_so_they_are_where_the_chain_has_seen_the_byline():
    assert labels("MAQYAQQ", byline="By Imogen Tallis") == "MDDYAQQ"
    assert labels("MAQYAQQ", byline="Photo: Imogen Tallis") == "MAQYAQQ"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"labels": "QAQQQQ"}, "no headline stands above"),
        ({"last": "after eleven years. It was met by"}, "a sentence ends before the name"),
        ({"last": "after eleven years:"}, "what ends before the name ends as sentences may"),
        ({"byline": "Photo: Imogen Tallis"}, "a picture's credit closes a caption"),
        ({"below": "the"}, "nothing opens below the name: it may be in a sentence"),
        ({"byline": "a dozen passengers and two dogs"}, "no byline"),
        ({"labels": "MAQYQQ"}, "no body begins below it"),
    ],
)
def test_other_lines_stay_as_read(changed, why):
    lines, _ = lines_of(HEAD.format(last="x", byline="y", below="z"), "en")
    read = changed.get("labels", "MAQQQQ").ljust(len(lines), "Q")
    assert labels(**changed) == read, why


CREDIT = "本报东关讯（融媒体记者尉迟\n安 通讯员 石敢）入冬以来，东关\n区坚持人防、物防一起抓，用三张\n网织牢森林防火线。\n"


@pytest.mark.parametrize(
    ("dump", "lines"),
    [
        (CREDIT, [0]),
        (CREDIT.replace("尉迟\n安", "尉迟安）\n"), []),
        ("护林员冒雪巡山（组图\n之二）\n" + CREDIT.replace("尉迟\n安", "尉迟安）\n"), []),
    ],
)
def test_a_line_that_breaks_off_within_its_credits_bracket(dump, lines):
    page, _ = lines_of(dump, "zh-Hans")
    assert broken_off(page, called(page, "zh-Hans", wide=True)[0]) == lines


def test_such_a_line_opens_an_article_whatever_it_looks_like():
    found = articles(Path("seeds/yunhe-daily-02.txt").read_bytes())
    assert [one["name"] for one in found[2]["authors"]] == ["尉迟安", "石敢", "花满溪"]
    assert not any("记者" in (one["headline"] or "") for one in found)
