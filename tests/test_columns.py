"""Side-by-side columns: parted where the page tells of them, read in order, and left alone where it does not."""

from __future__ import annotations

import textwrap
import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks import reflow
from tasks.model.trace import Traced
from tasks.normalise import Settings, normalise
from tasks.reflow.columns.split import Cell, split_columns

HARBOUR = textwrap.wrap(
    "The ferry company said on Tuesday that it would lay up three of its boats over the winter and that no"
    " sailing to the outer islands would be kept after the second week of November, except on Saturdays. Islanders who had"
    " waited for the notice at the pier called the plan a slow goodbye, and asked who would carry the mail, the bread and"
    " the doctor when the wind stood in the sound for a week, as it has done in four of the last five years.",
    26,
)
ORCHARD = textwrap.wrap(
    "Growers in the upper valley have picked the last of a thin crop. Frost came twice in April, once with snow, and the"
    " bees stayed in their hives until the blossom had gone brown. Prices at the cider press are the best in a decade,"
    " which helps nobody who has no apples to sell, as one farmer put it while he stacked empty crates behind the barn.",
    30,
)
TUNNEL = (
    "市政部门昨日宣布，穿越东山的隧道将于下月初恢复双向通行，届时往返两岸的班车可缩短二十分钟。工程自去年3月开工以来，"
    "先后遭遇两次渗水，施工方更换了1200米排水管，并在洞口加装了照明。附近居民表示，夜里再也听不见抽水机的声音，"
    "孩子们终于睡得安稳。交通部门提醒，首周仍将限速40公里，货车须在22时以后通过，违者罚款200元，希望司机互相体谅。"
)


def side_by_side(*columns: list[str], gutter: int = 3) -> list[str]:
    """The columns as a dump that keeps the layout prints them: each as wide as its longest line, which leaves one gutter."""
    rows = max(len(column) for column in columns)
    out = []
    for r in range(rows):
        line = ""
        at = 0
        for column in columns:
            text = column[r] if r < len(column) else ""
            if text:
                line = line.ljust(at) + text
            at += max(map(len, column)) + gutter
        out.append(line)
    return out


def in_columns(lines: list[str], number: int) -> list[list[str]]:
    """A text's lines in columns of equal length."""
    length = -(-len(lines) // number)
    return [lines[i : i + length] for i in range(0, len(lines), length)]


def traced(lines: list[str]) -> Traced:
    """A dump of these lines."""
    return Traced.whole("\n".join(lines))


def read(lines: list[str]) -> list[str]:
    """What is read, line by line; the page must have columns."""
    cells = split_columns(traced(lines))
    assert cells is not None
    return [cell.text.text for cell in cells]


def justified(line: str, width: int, at: int) -> str:
    """A line set to full measure with blanks put in, from the left or the right in turn as a typesetter does."""
    words = line.split()
    gaps = [1] * (len(words) - 1)
    order = range(len(gaps)) if at % 2 else range(len(gaps) - 1, -1, -1)
    while gaps and sum(map(len, words)) + sum(gaps) < width:
        for k in order:
            if sum(map(len, words)) + sum(gaps) < width:
                gaps[k] += 1
    return "".join(word + " " * gap for word, gap in zip(words, [*gaps, 0], strict=True))


def test_two_columns_under_one_headline_are_read_one_after_the_other():
    page = ["", "              FERRY TO LAY UP BOATS", "", *side_by_side(*in_columns(HARBOUR, 2))]
    assert read(page) == ["FERRY TO LAY UP BOATS", *HARBOUR]


def test_a_page_is_told_to_have_had_columns_side_by_side():
    pages = [side_by_side(*in_columns(HARBOUR, 2)), HARBOUR]
    told = [normalise("\n".join(page).encode(), Settings(language="en"))[0] for page in pages]
    assert [reflow.reflow(page, reflow.Settings()).side_by_side for page in told] == [True, False]


def test_neighbouring_articles_stay_whole_each_with_its_headline():
    left = in_columns(HARBOUR, 2)
    right = in_columns(ORCHARD, 2)
    width = sum(max(map(len, column)) for column in left) + 3
    heads = " " * 12 + "Ferries to stay in port".ljust(width - 9) + " " * 10 + "A year without apples"
    page = [heads, "", *side_by_side(*left, *right)]
    assert read(page) == ["Ferries to stay in port", *HARBOUR, "A year without apples", *ORCHARD]


def test_wide_blanks_of_a_justified_column_are_no_gutters():
    left, right = (
        [justified(line, 26, i) for i, line in enumerate(HARBOUR)],
        [justified(line, 30, i) for i, line in enumerate(ORCHARD)],
    )
    rows = min(len(left), len(right))
    assert read(side_by_side(left[:rows], right[:rows])) == left[:rows] + right[:rows]


def test_a_gutter_of_one_blank_is_seen_where_its_edge_is_steady():
    assert read(side_by_side(*in_columns(HARBOUR, 2), gutter=1)) == HARBOUR


def test_a_caption_beside_an_article_is_read_apart_from_it():
    caption = textwrap.wrap("The last ferry of the season leaves the pier on Monday. Photograph: Ada Quill", 24)
    page = side_by_side([*[""] * 3, *caption], *in_columns(HARBOUR, 2))
    assert Counter(read(page)) == Counter([*caption, *HARBOUR])
    order = read(page)
    assert [line for line in order if line in caption] == caption
    first = order.index(caption[0])
    assert order[first : first + len(caption)] == caption


def alternating(*articles: list[str]) -> list[str]:
    """Articles side by side whose baselines differ, so that a dump gives the lines of each rows of their own."""
    out, at = [], 0
    rows = [[" " * (sum(max(map(len, a)) + 4 for a in articles[:k])) + line for line in a] for k, a in enumerate(articles)]
    for at in range(max(map(len, rows))):
        out += [article[at] for article in rows if at < len(article)]
    return out


def test_neighbouring_articles_on_baselines_of_their_own_stay_whole():
    left = side_by_side(*in_columns(HARBOUR, 2))
    right = side_by_side(*in_columns(ORCHARD, 2))
    page = alternating(["         Ferries to stay in port", *left], ["             A year without apples", *right])
    assert read(page) == ["Ferries to stay in port", *HARBOUR, "A year without apples", *ORCHARD]


def test_a_headline_level_with_a_neighbours_text_is_parted_from_it():
    left = in_columns(HARBOUR, 2)
    page = side_by_side(*left, ["", "", "", "     A year", "", "  without apples", "", *ORCHARD])
    assert read(page) == [*HARBOUR, "A year", "without apples", *ORCHARD]


@pytest.mark.parametrize("letter", ["T", "“T"])
def test_a_drop_capital_stands_before_the_lines_beside_it(letter):
    first = [letter.ljust(8) + "he ferry company", "        said on Tuesday", "that it would lay up three"]
    lines = [*first, "of its boats over winter,", *HARBOUR[3:]]
    page = side_by_side(*in_columns(lines, 2))
    assert read(page) == [letter, "he ferry company", "said on Tuesday", *lines[2:]]


@pytest.mark.parametrize("blank", [2, 3])
def test_blank_rows_above_a_drop_capital_part_no_columns_beside_it(blank):
    orchard = ["  A thin crop", "G       rowers in the upper", "        valley have picked", *ORCHARD[2:]]
    at = len(HARBOUR) // 4
    page = side_by_side(*in_columns(HARBOUR, 2), [""] * (at - 1) + orchard)
    page[at:at] = [""] * blank  # so far down is the letter's foot
    assert read(page) == [*HARBOUR, "A thin crop", "G", "rowers in the upper", "valley have picked", *ORCHARD[2:]]


def test_white_above_several_stories_parts_them_though_one_headline_begins_at_a_column_above():
    above = [[line.ljust(30) for line in column] for column in in_columns(HARBOUR, 3)]
    heads = [["          Fruit"], ["A year without apples"], ["          Boats"]]
    below = [ORCHARD[:5], ORCHARD[5:], HARBOUR[:5]]
    columns = side_by_side(*([line.ljust(30) for line in head + text] for head, text in zip(heads, below, strict=True)))
    lines = read([*side_by_side(*above), "", "", "", *columns])
    assert lines[: len(HARBOUR)] == HARBOUR
    assert lines[len(HARBOUR) :] == ["Fruit", *below[0], "A year without apples", *below[1], "Boats", *below[2]]


def test_a_single_capital_before_a_wide_blank_is_no_drop_capital():
    lines = [*HARBOUR[:5], "A       boat of their own", *HARBOUR[5:]]
    assert read(side_by_side(*in_columns(lines, 2))) == lines


def test_two_articles_of_other_widths_stand_one_below_the_other():
    page = [
        *side_by_side(*in_columns(HARBOUR, 3)),
        "",
        "",
        "        A year without apples",
        "",
        *side_by_side(*in_columns(ORCHARD, 2)),
    ]
    assert read(page) == [*HARBOUR, "A year without apples", *ORCHARD]


def full_width_columns(text: str, measure: int) -> list[str]:
    """Chinese text set to a measure in ems: a digit takes half a one."""
    lines, line, width = [], "", 0.0
    for char in text:
        step = 0.5 if char.isdigit() else 1.0
        if width + step > measure:
            lines.append(line)
            line, width = "", 0.0
        line += char
        width += step
    return [*lines, line]


def test_chinese_columns_on_a_grid_of_characters():
    lines = full_width_columns(TUNNEL * 2, 14)
    assert read(side_by_side(*in_columns(lines, 3))) == lines


def test_chinese_columns_on_a_grid_of_cells():
    lines = full_width_columns(TUNNEL, 14)
    left, right = in_columns(lines, 2)
    page = []
    for r, line in enumerate(left):
        cells = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
        page.append(line + " " * (32 - cells) + right[r] if r < len(right) else line)
    assert read(page) == lines


def test_chinese_columns_run_together_are_parted_by_the_width_of_their_print():
    lines = full_width_columns(TUNNEL * 2, 16)
    left, right = in_columns(lines[:-1], 2)
    beside = in_columns(full_width_columns(TUNNEL, 11)[:-1], 1)[0][: len(right)]
    page = [f"{a} {b}" for a, b in zip(left, right, strict=False)]  # one blank, wherever the characters end
    page = side_by_side(page, beside)
    parted = read(page)
    assert parted[: len(page) * 2] == left[: len(page)] + right[: len(page)]


def test_a_running_head_stays_whole():
    body = side_by_side(*in_columns(HARBOUR, 3))
    head = "The Harbour Gazette, 4 May 1921" + " " * (max(map(len, body)) - 37) + "Page 3"
    assert read([head, "", *body])[0] == head


def test_left_and_row_and_block_tell_where_a_cell_stood():
    cells = split_columns(traced(["", *side_by_side(*in_columns(HARBOUR, 2))]))
    assert cells is not None
    half = -(-len(HARBOUR) // 2)
    assert {cell.left for cell in cells[:half]} == {0}
    assert len({cell.left for cell in cells[half:]}) == 1
    assert cells[half].left > 20
    assert cells[0].row == cells[half].row == 1
    assert cells[0].block == cells[half].block  # one article
    assert all(cell.gap == 0 for cell in cells)


ORDINARY = {
    "plain lines": HARBOUR,
    "indents": [("   " if i % 4 == 0 else "") + line for i, line in enumerate(HARBOUR)],
    "doubled blanks": [line.replace(" ", "  ") for line in HARBOUR + ORCHARD],
    "justified": [justified(line, 30, i) for i, line in enumerate(ORCHARD * 3)],
    "letter-spaced Chinese": [" ".join(line) for line in full_width_columns(TUNNEL, 14)],
    "centred headlines": [line.center(60) for line in HARBOUR],
    "a table": [
        f"{name:<14}{a:>6},{b:02d}{c:>8}"
        for name, a, b, c in zip(
            ["Wheat", "Barley", "Oats", "Rye", "Maize", "Hops", "Linseed", "Rapeseed"],
            range(8),
            range(40, 48),
            range(90, 98),
            strict=True,
        )
    ],
    "hours": [f"{h:02d}.{m}   {what}" for h, m, what in zip(range(9, 19), [15, 30] * 5, ORCHARD[:10], strict=True)],
    "nothing": [],
    "blank lines": ["", "   ", "\t"],
}


@pytest.mark.parametrize("kind", ORDINARY)
def test_an_ordinary_dump_is_left_alone(kind):
    assert split_columns(traced(ORDINARY[kind])) is None


def nothing_lost(lines: list[str], cells: list[Cell]) -> None:
    """Every printed character is in one cell, and no cell has anything else."""
    source = "\n".join(lines)
    printed = Counter(at for at, char in enumerate(source) if not char.isspace())
    texts = [cell.text for cell in cells]
    held = Counter(at for text in texts for at, char in zip(text.starts, text.text, strict=True) if not char.isspace())
    assert held == printed
    for cell in cells:
        assert cell.text.text == cell.text.text.strip() != ""
        assert cell.text.text in lines[cell.row]


words = st.text(alphabet="abAÉ“1-，。市\u3000\u2009\t", min_size=1, max_size=9)
ragged = st.lists(st.lists(words, max_size=6).map(lambda some: "    ".join(some)), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@example(["A", "A    1", "A    1"], 1, 20)  # two capitals claimed one line, and one of them was lost
@example(
    [
        "1    11    11111    1",
        "1    111    1    1",
        "1111111    11    1    \t111",
        "1\t1\t\t1    11",
        "",
        "1\t1    111\u20091",
        "1    111\t    1111111",
        "\t1    1    a",
    ],
    1,
    20,
)  # two columns claimed one piece
@given(ragged, st.integers(1, 4), st.integers(20, 70))
def test_nothing_is_lost_or_made_up(noise, gutter, at):
    page = side_by_side(*in_columns(HARBOUR, 2), *in_columns(ORCHARD, 2), gutter=gutter)
    at = min(at, len(page)) % (len(page) + 1)
    page = page[:at] + noise + page[at:]
    cells = split_columns(traced(page))
    if cells is not None:
        nothing_lost(page, cells)


@settings(max_examples=100, deadline=None)
@given(ragged)
@example(["1    1111AAA““", "1    1\u2009\t1111““"])  # a tab beside a thin blank: neither belongs to a cell
def test_any_page_twice_over_gives_the_same(noise):
    page = full_width_columns(TUNNEL, 14)
    page = side_by_side(*in_columns(page, 3), gutter=1) + noise * 3
    cells = split_columns(traced(page))
    assert cells == split_columns(traced(page))
    if cells is not None:
        nothing_lost(page, cells)


@pytest.mark.parametrize(
    "page",
    [
        ["word " * 2_000_000],
        ["a"] * 1_000_000,
        ["a  b"] * 300_000,
        ["x" * 3_000_000, *side_by_side(*in_columns(HARBOUR, 2))],
        ["市 " * 400 for _ in range(200)],
        ["a   b   " * 100 for _ in range(500)],
    ],
    ids=["one line", "short lines", "two letters a line", "a line among columns", "blanks in Chinese", "a wall of columns"],
)
def test_no_page_takes_long(page):
    text = traced(page)
    start = time.process_time()
    split_columns(text)
    assert time.process_time() - start < 10
