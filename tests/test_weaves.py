"""Dumps in blocks: printed lines put together again, and columns woven line by line taken apart."""

from __future__ import annotations

from itertools import chain, combinations, zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tasks.model.ledger import Decision
from tasks.model.trace import Traced
from tasks.normalise import Settings, normalise
from tasks.reflow import Settings as ReflowSettings
from tasks.reflow import work
from tasks.reflow.lines.rows import Row, printed_rows
from tasks.reflow.order.first_lines import given_back, in_order
from tasks.reflow.order.line_signs import Lines, runs_of
from tasks.reflow.order.run_together import mend
from tasks.reflow.order.unweave import unweave
from tasks.reflow.order.weaves import is_woven, part_weaves

CRANE = """\
The harbour board met on Friday and
put off the vote on the new crane for
the third time this year, as two of its
members had left the room before the
chairman could ask for a show of hands,
and the clerk could not find the rules
that say how many must be there for a
vote to count at all. It will come up
again in the spring, when the ice is
out and the boats are back.""".splitlines()
LAMPS = """\
The lamps on Mill Street stayed dark a-
gain, and its shopkeepers have now
bought forty lanterns of their own that
they hang out at dusk, which the engi-
neer of the town calls a danger to the
public and the public a very good ad-
vance. A count on Tuesday found that
twice as many people had walked home
that way as in the week before, and that
nobody had fallen into the drain.""".splitlines()
REST = ["A cow was seen on Mill Street early on Sunday.", "", "It was led home by a constable."]

MEASURE = 11


def wrapped(text: str) -> list[str]:
    return [text[i : i + MEASURE] for i in range(0, len(text), MEASURE)]


ZHONG = wrapped(
    "渡口的老钟修好了，钟楼下的茶摊也跟着热闹起来。摆摊的人姓岳，六十二岁，每天清晨四点起来烧水。他说钟停了三年，茶客少了一半。"
    "修钟的师傅从邻县请来，拆下七十九个零件，逐个洗净上油。他发现那根主发条早已断成两截，只好照着旧样子重打一根。"
)
CANG = wrapped(
    "城西粮站昨天腾出两间空仓，改成社区图书室。书是居民自己捐的，一共两千多册，最旧的一本印于七十年前。管理员由退休教师轮流担任，"
    "每人每周值班两个下午。粮仓的墙壁很厚，夏天不用开空调，孩子们放学以后都愿意到这里写作业。"
)


def rows_of(text: str) -> list[Row]:
    return [Row(row.text.strip(), row.gap, row.left) for row in printed_rows(Traced.whole(text))]


def woven(one: list[str], two: list[str]) -> list[str]:
    return [line for line in chain(*zip_longest(one, two)) if line]


def parted(text: str, wide: bool = False, language: str = "en") -> tuple[list[str], list[str]]:
    rows = rows_of(text)
    out, decisions = part_weaves(rows, wide, language)
    assert sorted(tuple(row.text.starts) for row in out) == sorted(tuple(row.text.starts) for row in rows)
    return [row.text.text for row in out], [d.rule for d in decisions]


def mended(text: str, wide: bool = False, language: str = "en") -> list[str]:
    out, _ = mend(rows_of(text), wide, language)
    assert "".join("".join(row.text.text.split()) for row in out) == "".join(text.split())
    return [row.text.text for row in out]


def test_two_woven_columns_are_parted():
    text = "\n".join([*woven(CRANE, LAMPS), "", *REST, "", *REST])
    found, rules = parted(text)
    assert found[:20] == [*CRANE, *LAMPS]
    assert rules == ["reflow.part-weave"]


def test_two_woven_columns_of_full_width_print_are_parted():
    text = "\n".join([*woven(ZHONG, CANG), "", *REST, "", *REST])
    assert parted(text, wide=True, language="zh-Hans")[0][: len(ZHONG) + len(CANG)] == [*ZHONG, *CANG]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([*CRANE, "", *LAMPS, "", *REST], id="columns one after the other"),
        pytest.param([*CRANE, *LAMPS, "", *REST, "", *REST], id="one after the other in one block"),
        pytest.param(woven(CRANE, LAMPS), id="no blank lines: no blocks"),
        pytest.param(["A", "", "b", "", "c", "", "d"], id="lines alone"),
        pytest.param([], id="nothing"),
    ],
)
def test_columns_in_order_stay(lines):
    assert parted("\n".join(lines)) == ([line for line in lines if line], [])


def test_first_lines_in_the_headlines_block_are_given_back_to_their_columns():
    columns = [wrapped("".join(ZHONG))[:10], wrapped("".join(CANG)[5:])[:10]]
    heads = ["修钟与开仓", " ".join(column[0] for column in columns)]
    below = ["", "码头今晚停航", "", "书香满城"]
    page = "\n".join([*heads, "", *columns[0][1:], "", *columns[1][1:], *below])
    rows, _ = mend(rows_of(page), True, "zh-Hans")
    assert [row.text.text for row in rows if row.beside] == [columns[1][0]]
    out, decisions = part_weaves(rows, True, "zh-Hans")
    assert [row.text.text for row in out] == [heads[0], *columns[0], *columns[1], *below[1::2]]
    assert "reflow.give-back" in [one.rule for one in decisions]
    assert [row.gap for row in out if row.text.text == columns[1][1]] == [0]


@pytest.mark.parametrize(("blank", "gutter"), [("，美商 Chase", False), ("，美国 大通", True)])
def test_a_blank_beside_a_latin_word_does_not_say_that_columns_stand_there(blank, gutter):
    line = f"修钟的师傅从邻县来{blank}就分析了信用卡们"
    page = "\n".join([*ZHONG[:6], line, "", "一", "", "二", "", "三"])
    rows, _ = mend(rows_of(page), True, "zh-Hans")
    assert len(rows) == 6 + 2 + 3
    assert any(row.beside for row in rows) == gutter


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=5), st.data())
def test_every_column_comes_back_once_whatever_is_given_back(sizes, data):
    rows = iter(rows_of("\n".join(f"{n}" for n in range(sum(sizes)))))
    flows = [[[next(rows)] for _ in range(size)] for size in sizes]
    places = [(f, c) for f, size in enumerate(sizes) for c in range(size)]
    drawn = data.draw(st.permutations([(a, b) for a in places for b in places if a[0] < b[0]]))
    links = [(a, b) for n, (a, b) in enumerate(drawn) if all(a != c and b != d for c, d in drawn[:n])]
    links = links[: data.draw(st.integers(0, 6))]
    out = [row for column in given_back(flows, links) for row in column]
    assert sorted(int(row.text.text) for row in out) == list(range(sum(sizes)))
    order = [int(row.text.text) for row in out]
    at = {place: n for n, place in enumerate(places)}
    assert all(order.index(at[b]) == order.index(at[a]) + 1 for a, b in links)


def test_first_lines_stay_where_no_column_goes_on_from_them():
    page = "\n".join(["修钟与开仓", f"{ZHONG[0]} {CANG[0]}", "", *LAMPS, "", *CRANE, "", "码头今晚停航"])
    rows, _ = mend(rows_of(page), True, "zh-Hans")
    assert "reflow.give-back" not in [one.rule for one in part_weaves(rows, True, "zh-Hans")[1]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(-3, 3), min_size=4, max_size=4), min_size=1, max_size=4))
def test_parts_and_columns_are_paired_in_order_for_the_most(gain):
    def most(i, j):
        if i == len(gain) or j == 4:
            return 0
        return max(most(i + 1, j), most(i, j + 1), gain[i][j] + most(i + 1, j + 1))

    pairs = in_order(gain)
    assert pairs == sorted(pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert sum(gain[i][j] for i, j in pairs) == most(0, 0)


def test_an_unwoven_page_stays():
    once = parted("\n".join([*woven(CRANE, LAMPS), "", *REST, "", *REST]))[0]
    again = "\n".join([*once[:10], "", *once[10:20], "", *REST, "", *REST])
    assert parted(again)[1] == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*CRANE, *LAMPS, *ZHONG, "", "X"]), max_size=30), st.booleans())
def test_every_line_comes_back_once(lines, wide):
    parted("\n".join(lines), wide, "zh-Hans" if wide else "de")
    mended("\n".join(lines), wide, "zh-Hans" if wide else "de")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*CRANE, *LAMPS, *ZHONG, "12 of", "（陈", "市"]), min_size=2, max_size=12), st.booleans())
def test_pairs_that_are_alike_show_the_same_signs(lines, wide):
    rows, seen = rows_of("\n".join(lines)), {}
    found = Lines(rows, wide, "zh-Hans" if wide else "en", frozenset())
    for i, j in combinations(range(len(rows)), 2):
        alike = found.alike(i, j)
        assert alike is None or seen.setdefault(alike, found.signs(i, j)) == found.signs(i, j)


@pytest.mark.parametrize(
    ("before", "after", "sign"),
    [
        pytest.param("他说：“钟停了三年", "茶客少了。”众人笑", "marks:closed", id="closed by the other line"),
        pytest.param("他說：「鐘停了三年", "他說：「茶客少了", "marks:open>again", id="no quotation within itself"),
        pytest.param("他说：“钟停了三年", "他说：“茶客少了", "marks:other", id="a mark that closes in other languages"),
        pytest.param("他说：“钟停了三年", "茶客少了一半》众", "marks:other", id="closed by another's mark"),
        pytest.param("“钟停了”，他说", "茶客少了。”众人笑", "marks:shut>close", id="nothing is open"),
        pytest.param("钟停了三年", "茶客少了一半", None, id="no marks"),
    ],
)
def test_quotations_left_open_are_closed_by_what_follows(before, after, sign):
    names = Lines(rows_of(f"{before}\n{after}"), True, "zh-Hans", frozenset()).signs(0, 1)
    assert [name for name in names if name.startswith("marks:")] == ([sign] if sign else [])


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [("来了岳茶", "摊众人笑", 2), ("来了一茶", "摊众人笑", 1), ("来了岳钟", "众人都笑", 0)],
)
def test_characters_that_the_page_has_side_by_side(before, after, level):
    seen = runs_of(rows_of("门口岳茶摊很热"))
    names = Lines(rows_of(f"{before}\n{after}"), True, "zh-Hans", frozenset(), seen).signs(0, 1)
    assert f"seen:{level}" in names


def test_the_turn_decides_where_nothing_else_does():
    assert unweave(6, lambda i, j: 0.0) == [[0, 1, 2, 3, 4, 5]]
    assert unweave(8, lambda i, j: 1.5 if j - i == 2 else -1.5) == [[0, 2, 4, 6], [1, 3, 5, 7]]


BLOCK = """\
The harbour board met on Friday and
put off the vote on the cranes for
the third time this year, as two mem-
bers had left the room before the
chairman could ask for a show of
hands. The clerk could not find the
rule on how many must be there, and
the board sent for the old book, but
the book had been lent to the mayor,
who was out of town until Monday, re-
turning by the evening boat with it."""


def swallowed(text: str) -> str:
    return text.replace("-\n", "")


def test_lines_run_together_at_a_swallowed_hyphen_are_parted():
    rows = rows_of("\n\n".join([swallowed(BLOCK), *REST[::2]]))
    out, cuts = mend(rows, False, "en")
    assert [row.text.text for row in out][:9] == [line.replace("-", "") for line in BLOCK.splitlines()][:9]
    assert out[2].text.ends[-1] in cuts
    assert mend(rows, False, "en", fed=False) == (out, cuts)


RAGGED = """\
Twelve boards were set
out in the reading
room, and by teatime
nine games had been
drawn out.
CHESS
Wenzelbury side carries championship

The beds along the
Tillinghast road were
black by morning, said
Mrs Quarrender.
GARDENS
Frost takes dahlias

Nobody had seen it
coming so early.

The town band plays
on Sunday.
"""


def test_words_stay_whole_in_columns_without_hyphens_that_no_reader_of_pdf_gave():
    rows = rows_of(RAGGED)
    out, cuts = mend(rows, False, "en", fed=False)
    assert ([row.text.text for row in out], cuts) == ([row.text.text for row in rows], frozenset())
    assert mend(rows, False, "en", fed=True)[1]


def test_a_capital_by_itself_is_no_piece_of_the_line_above():
    narrow = [
        "The harbour board met",
        "on Friday and put off",
        "the ferry until May.",
        "Bees stop",
        "T",
        "he swarm settled on",
    ]
    out, _ = mend(rows_of("\n\n".join(["\n".join(narrow), *REST[::2]])), False, "en")
    assert "T" in [row.text.text for row in out]


def test_a_line_run_together_with_another_columns_is_parted_where_no_word_spans():
    text = swallowed(BLOCK).replace("two members had", "two memgarrison had")
    assert "the third time this year, as two mem" in mended("\n\n".join([text, *REST[::2]]))


def test_pieces_of_a_loose_line_are_one():
    narrow = [
        "The harbour board",
        "met on Friday and",
        "put off",
        "the",
        "vote",
        "on the new crane",
        "for the third time",
        "this year, to the",
    ]
    assert "put off the vote" in mended("\n".join([*narrow, "", *REST[::2], "", "x"]))


MERGED = "\n".join(f"{a} {b}" if a and b else a or b for a, b in zip_longest(ZHONG, CANG))


def test_lines_of_two_columns_in_one_are_parted():
    text = "\n".join([MERGED, "", "茶摊开张", "", "书香满仓"])
    assert mended(text, wide=True, language="zh-Hans")[:-2] == woven(ZHONG, CANG)


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        pytest.param(BLOCK + "\n\n" + BLOCK + "\n\nEnd", False, id="hyphens kept: nothing was swallowed"),
        pytest.param(swallowed(BLOCK), False, id="no blank lines"),
        pytest.param("海水变暖 鳕鱼变短\n\n" + "\n".join(ZHONG) + "\n\n" + "\n".join(CANG), True, id="a headline's phrases"),
        pytest.param(
            "MAYOR DENIES SENDING TEXT ABOUT SNOW AND MORE SNOW\n\n" + "\n".join(CRANE) + "\n\nEnd.", False, id="a wide head"
        ),
    ],
)
def test_lines_that_are_whole_stay(text, wide):
    assert mended(text, wide, "zh-Hans" if wide else "en") == [line for line in text.splitlines() if line]


def columns_parted(*columns: float) -> list[Decision]:
    """What is said of columns of so many lines that were parted."""
    return [Decision("reflow.part-weave", (0, 1), "a column of its own", 0.8, {"lines": n}, "one") for n in columns]


@pytest.mark.parametrize(("columns", "woven"), [((12.0,), True), ((3.0, 2.0), True), ((2.0, 2.0), False), ((), False)])
def test_a_page_is_woven_where_more_than_a_few_of_its_lines_were_parted(columns: tuple[float, ...], woven: bool) -> None:
    rows = printed_rows(Traced.whole("钟修好了\n" * 100))
    assert is_woven(rows, columns_parted(*columns)) is woven
    beside = [replace(row, beside=i < 5) for i, row in enumerate(rows)]
    assert is_woven(beside, columns_parted(*columns))


@pytest.mark.parametrize(("lines", "kept"), [(2.0, True), (4.0, False)])
def test_a_page_that_is_not_woven_stays_in_its_order(lines: float, kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line or two that look woven are those of a page in the order of its text."""
    text = ["渡口的老钟修好了", "钟楼下的茶摊热闹", "每天清晨起来烧水"] * 20
    monkeypatch.setattr(work, "part_weaves", lambda rows, *_: (rows[::-1], columns_parted(lines)))
    page = normalise("\n".join(text).encode(), Settings(language="zh-Hans"))[0]
    printed = [line.text.text for line in work.reflow(page, ReflowSettings()).lines]
    assert printed == (text if kept else text[::-1])
