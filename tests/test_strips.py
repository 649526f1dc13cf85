"""Strips of full-width columns: told by their measure, joined so that all joints together are likeliest."""

from __future__ import annotations

from itertools import permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tasks.model.assignment import assign
from tasks.reflow.columns.full_lines import part_full_lines
from tasks.reflow.columns.gutters import Piece
from tasks.reflow.columns.split import split_columns, wide_pieces
from tasks.reflow.columns.strip_order import strip_order
from tasks.reflow.columns.strip_places import StripPlaces
from tasks.reflow.columns.strips import MOST, Strips
from tests.test_columns import traced

TEXT = (
    "市政部门昨日宣布，穿越东山的隧道将于下月初恢复双向通行，届时往返两岸的班车可缩短二十分钟，沿途三处站点随之调整。"
    "工程自去年三月开工以来，先后遭遇两次渗水，施工方更换了排水管，并在洞口加装了照明，附近居民表示夜里再也听不见抽水机的声音，"
)


def lines(text: str, measure: int) -> list[str]:
    """A paragraph set in full-width characters, its first line in by two."""
    text = "  " + text  # two blanks of the grid, for two ems
    first, rest = text[:measure], text[measure:]
    return [first, *(rest[i : i + measure] for i in range(0, len(rest), measure))]


def pieces(texts: list[str]) -> list[Piece]:
    """One piece a line."""
    out = []
    for row, text in enumerate(texts):
        start = len(text) - len(text.lstrip())
        out.append(Piece(row, start, len(text), start, len(text)))
    return out


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5).flatmap(lambda n: arrays(np.float64, (n, n), elements=st.integers(-3, 9).map(float))))
def test_what_is_assigned_gains_most(gain):
    chosen = [-1] * len(gain)
    for row, column in assign(gain.tolist()):
        chosen[row] = column
    given_ = [column for column in chosen if column >= 0]
    assert len(given_) == len(set(given_))
    assert all(gain[row, column] > 0 for row, column in enumerate(chosen) if column >= 0)
    most = max(sum(max(gain[row, column], 0) for row, column in enumerate(way)) for way in permutations(range(len(gain))))
    assert sum(gain[row, column] for row, column in enumerate(chosen) if column >= 0) == most


def test_articles_of_other_measures_below_each_other_are_strips_of_their_own():
    narrow, wide = lines(TEXT[:82], 12), lines(TEXT[20:], 24)
    strips = Strips(pieces([*narrow, *wide]), [*narrow, *wide]).strips
    texts = [strip for strip in strips if len(strip.members) > 1]
    assert [strip.members[0] for strip in texts] == [0, len(narrow)]
    assert texts[0].measure < texts[1].measure


def test_a_paragraphs_short_last_line_stays_with_the_paragraph_after_it():
    texts = [*lines(TEXT[:58], 16), *lines(TEXT[58:], 16)]
    strips = Strips(pieces(texts), texts).strips
    assert [len(strip.members) for strip in strips] == [len(texts)]


def test_a_column_goes_on_in_the_next_one_where_its_sentence_is_open():
    whole = lines(TEXT * 3, 16)
    half = -(-len(whole) // 2)
    page = [left.ljust(20) + right for left, right in zip(whole[:half], [*whole[half:], ""], strict=False)]
    cells = split_columns(traced([line.rstrip() for line in page]))
    assert cells is not None
    assert "".join(cell.text.text for cell in cells) == "".join(whole).strip()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 40), st.integers(1, 30)), min_size=1, max_size=30))
def test_every_piece_is_read_once(places):
    texts = [(" " * a + TEXT[at : at + size] + "   " + TEXT[at : at + 9]).rstrip() for a, at, size in places]
    found, texts = wide_pieces(texts)
    found = found or pieces(texts)
    blocks = strip_order(found, texts, lambda: [found])
    assert blocks is None or sorted(piece for block in blocks for piece in map(place, block)) == sorted(map(place, found))


def test_of_a_page_with_more_strips_than_any_has_nothing_more_is_asked():
    """Lines by themselves, far apart, each a strip."""
    texts = [TEXT[:5] if row % 8 == 0 else "" for row in range(8 * 2 * MOST)]
    found = [piece for piece in pieces(texts) if texts[piece.row]]
    asked: list[bool] = []
    assert strip_order(found, texts, lambda: asked.append(True) or []) is None
    assert not asked
    assert len(Strips(found, texts).strips) == MOST + 1


def place(piece: Piece) -> tuple[int, int, int]:
    """What tells a piece from others."""
    return piece.row, piece.start, piece.end


def test_over_how_many_columns_a_headline_is_set_shows_in_where_it_begins():
    """Eleven characters that begin half of a column of ten in are twice the text's size over three, and fit no fewer."""
    column = lines(TEXT[:82], 10)
    texts = [" " * 5 + "东山隧道下月初恢复通行", *(f"{line:<14}{line:<14}{line}" for line in column)]
    found = [Piece(0, 5, 16, 5, 16)]
    for row, line in enumerate(column, 1):
        start = len(line) - len(line.lstrip())
        found += [Piece(row, x + start, x + len(line), x + start, x + len(line)) for x in (0, 14, 28)]
    strips = Strips(found, texts)
    places = StripPlaces(strips)
    by_edge = {int(places.x0[k]): k for k, strip in enumerate(strips.strips) if strip.text and len(strip.members) > 2}
    head = next(k for k, strip in enumerate(strips.strips) if strip.members[0] == 0)
    assert [places.span(head, by_edge[x]) for x in (0, 14, 28)] == ["3-3of3", "no-of2", "no-of1"]
    assert [places.over(by_edge[x]) for x in (0, 14, 28)] == ["head", "head", "none"]
    assert places.under(head) == "text"


def _around(measure: int) -> tuple[list[str], list[Piece]]:
    """Two columns of this measure, apart already, below a row that is left open."""
    text = TEXT.replace(" ", "")
    texts = ["", *(text[i : i + measure] + "   " + text[i + 20 : i + 20 + measure] for i in range(0, 50, measure))]
    found = []
    for row in range(1, len(texts)):
        found += [Piece(row, x, x + measure, x, x + measure) for x in (0, measure + 3)]
    return texts, found


def test_lines_beside_a_byline_in_one_piece_are_parted_where_they_are_full():
    texts, found = _around(10)
    texts[0] = "□ 本报记者 林晚舟 班车可缩短二十分钟沿 施工方更换了排水管并"
    parted = part_full_lines(texts, [Piece(0, 0, len(texts[0]), 0, len(texts[0])), *found])
    assert [texts[0][p.start : p.end] for p in parted if p.row == 0] == [
        "□ 本报记者 林晚舟",
        "班车可缩短二十分钟沿",
        "施工方更换了排水管并",
    ]


def test_a_line_spaced_out_to_its_measure_is_one_line():
    texts, found = _around(10)
    texts[0] = "两 处 渗 水 已 被 堵 住 施工方更换了排水管并"
    parted = part_full_lines(texts, [Piece(0, 0, len(texts[0]), 0, len(texts[0])), *found])
    assert [texts[0][p.start : p.end] for p in parted if p.row == 0] == ["两 处 渗 水 已 被 堵 住", "施工方更换了排水管并"]


def test_a_headline_with_blanks_stays_whole():
    texts, found = _around(10)
    texts[0] = "隧道通行 班车提速"
    parted = part_full_lines(texts, [Piece(0, 0, len(texts[0]), 0, len(texts[0])), *found])
    assert [texts[0][p.start : p.end] for p in parted if p.row == 0] == [texts[0]]
