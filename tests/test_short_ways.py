"""Where a room takes a short way, against the long one spelt out: the same, always."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.emit.account import Account, _each, _stretches
from tasks.model.errors import LawBroken
from tasks.model.ledger import Edit
from tasks.model.trace import Traced
from tasks.normalise import Settings as NormaliseSettings
from tasks.normalise import characters, mojibake, normalise
from tasks.reflow import Settings as ReflowSettings
from tasks.reflow import reflow
from tasks.reflow.columns import grid, gutters, uprights
from tasks.reflow.lines import fitting, measure, rows, upright
from tasks.reflow.order import abreast, blocks, continuity
from tests.test_weaves import CANG, CRANE, LAMPS, ZHONG, rows_of

letters = st.sampled_from([*"aiMÄß -1.“”…—，。市县ＡΩж\u3000\u00a0가〇😀"])
lines = st.sampled_from([*CRANE, *ZHONG, *CANG, "一种小型鳕鱼，体长在 研究认为，水温升高", "Ａ 市", "2 of 3", "市"])


@given(st.text(letters, max_size=30), st.booleans())
def test_a_width_is_the_sum_of_its_characters(text, wide):
    spelt = sum(map(rows._advance, text)) + (sum(2 - rows._advance(c) for c in text if c in rows.QUOTES) if wide else 0)
    assert rows.set_width(text, wide) == round(spelt, 1)


@given(st.text(letters, max_size=30))
def test_the_script_of_a_text_is_told_by_what_takes_two_cells(text):
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    found = sum(c.isalpha() for c in text)
    assert rows.script_of(text) == ("wide" if wide and found and wide * 3 > found else "narrow")


@pytest.mark.parametrize("wide", [True, False])
@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([34.0, 33.9, 34.1, 30.0, 36.3, 41.0, 22.4, 0.5, 3.0]), min_size=1, max_size=14))
def test_a_measure_is_what_the_lines_around_say(wide, widths):
    above, below = measure.measures(widths, wide)
    reach = measure.REACH
    for i in range(len(widths)):
        assert above[i] == said(widths[max(0, i - reach + 1) : i + 1][::-1], wide)
        assert below[i] == said(widths[i : i + reach], wide)


def said(near, wide):
    """The measure of one line, by all that those around it say of each width: the nearest first."""
    best, weight = None, measure.ENOUGH
    for width in sorted(near, reverse=True):
        slack = max(2.2, width * 0.04) if wide else width * 0.1
        total, wider_yet = 0.0, 0
        for k, other in enumerate(near):
            says = 0.0
            if width + 0.1 < other:
                says = -1.0 if width + slack < other else -0.3
            elif width - slack <= other:
                says = 1.0
            elif wide and width - 4 - slack <= other:
                says = 0.4
            total += says * (measure.FADE ** np.arange(measure.REACH))[k] if wider_yet < 2 else 0.0
            wider_yet += width + slack < other
        if total > weight + 0.05:
            best, weight = width, total
    return best


@given(st.lists(st.one_of(st.floats(0, 500), st.integers(0, 2000).map(lambda n: n / 20)), min_size=1))
def test_tenths_are_rounded_as_python_rounds_them(values):
    assert fitting._tenths(np.array(values)) == [round(value, 1) for value in values]


@given(st.lists(st.sampled_from([34.0, 33.9, 32.4, 30.0, 16.0, 14.4, 11.0]), max_size=30))
def test_the_measures_of_a_page_are_those_that_lines_share(widths):
    found = []
    for width in sorted({w for w in widths if w >= abreast.NARROWEST}, reverse=True):
        shared = sum(width - abreast.SLACK <= w <= width for w in widths)
        if shared >= abreast.SHARED and all(m - width > abreast.SLACK for m in found):
            found.append(width)
    assert abreast.page_measures(widths) == found


@settings(max_examples=60, deadline=None)
@given(st.lists(lines, min_size=2, max_size=8))
def test_a_block_without_a_place_to_cut_is_cut_by_no_measure(texts):
    block = rows_of("\n".join(texts))
    found = abreast._by_own_measure(block)
    if not any(abreast._MARK.search(text) and abreast._BETWEEN.search(text) for text in texts):
        options = {abreast._solid(piece) for text in texts for piece in (text, *text.split())}
        for width in options:
            places = [abreast._parts(abreast._pieces(text), (width,))[1] for text in texts]
            assert [row for r, at in zip(block, places, strict=True) for row in abreast._cut(r, at)] == block
        assert found == block


@given(st.lists(st.sampled_from(["市", "“县”", "（", "12", "渡口的老钟修好了", "a b c d e"]), max_size=12))
def test_a_line_of_text_is_no_upright_one(texts):
    block = rows_of("\n".join(texts))
    out, _ = upright.set_level(block)
    assert [row for row in out if len(row.text) > 4 and row in block] == [row for row in block if len(row.text) > 4]
    assert "".join(row.text.text for row in out) == "".join(row.text.text for row in block)


@given(st.text(st.sampled_from([*"ab Ã¼â€œ\u00c2\x85\n\r\u2028\u2029Å›ÃÃ\v"]), max_size=40))
def test_the_lines_with_a_suspect_pair_are_found_without_a_look_at_the_others(text):
    spelt, start = [], 0
    for line in mojibake._LINE_END.split(text):
        if mojibake._SUSPECT.search(line):
            spelt.append((start, line))
        start += len(line) + 1
    assert list(mojibake._suspect_lines(text)) == spelt


@given(st.text(st.sampled_from([*"ab市Ａ１\r\x85\u00ad\u0301ﬁ⽗⺀\ufeff\u200d\x00\uf900︵"]), max_size=12))
def test_a_page_without_the_signs_of_any_rule_is_told_at_one_look(text):
    for rules in ((characters.LINE_ENDS,), characters.RULES, (characters.SIMPLE_RADICALS, *characters.RULES)):
        found = any((rule.sign or rule.pattern).search(text) for rule in rules)
        assert bool(characters._any_of(rules).search(text)) == found


@given(st.lists(st.text(st.sampled_from([*"ab \t市Ａ\u3000\u00a0"]), max_size=9), max_size=6), st.sampled_from([1, 2]))
def test_the_ink_of_a_page_stands_where_each_character_takes_its_columns(texts, wide):
    found = grid._grid(texts, wide)
    spelt = set()
    for row, text in enumerate(texts):
        at = 0
        for char in text:
            size = 8 - at % 8 if char == "\t" else wide if unicodedata.east_asian_width(char) in "WF" else 1
            spelt |= {(row, at), (row, at + size - 1 if wide > 1 else at)} if char not in grid.BLANKS else set()
            at += size
    assert found is not None or not any(texts)
    if found is not None:
        rows_, columns = np.nonzero(np.diff(found.ink, axis=0))
        assert set(zip(rows_.tolist(), columns.tolist(), strict=True)) == spelt


SOURCE = "渡口 ferry ﬁsh mo-\nney"
EDITS = [Edit("x", (9, 10), "ﬁ", "fi"), Edit("x", (15, 17), "-\n", "")]
PIECES = st.one_of(
    st.tuples(st.integers(0, 19), st.integers(1, 8)).map(lambda at: Traced.whole(SOURCE, 0)[at[0] : at[0] + at[1]]),
    st.tuples(st.sampled_from([" ", "  ", "x"]), st.integers(0, 20)).map(lambda put: Traced.inserted(*put)),
    st.just(Traced.placed("fi", (9, 9), (10, 10))),
)


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=6).map(Traced.join))
@example(Traced.join([Traced.whole(SOURCE, 0)[5:13], Traced.inserted(" ", 0), Traced.whole(SOURCE, 0)[12:14]]))
def test_a_text_is_followed_as_character_by_character(text):
    account = Account(SOURCE, 0, EDITS)
    assert outcome(lambda: account.follow(text, "it")) == outcome(lambda: followed(account, text))


def outcome(work):
    try:
        return work()
    except LawBroken as broken:
        return str(broken)


def followed(account, text):
    """Where a text was printed, each of its characters looked at by itself."""
    out, before, end, parted = [], -1, -1, False
    for letters, place in _stretches(text):
        for letter, left, right in _each(letters, place, len(letters)):
            again = left == before and right == end
            shared = before <= left < end <= right
            if shared or right - left != 1 or SOURCE[left] != letter:
                account._justify(letter, (left, right), "it")
            if left < right and not again:
                if out:
                    out[-1][1] = end
                if (left != end or parted) and not shared:
                    out.append([left, right])
                before, end, parted = left, right, False
            parted = parted or left == right
    if out:
        out[-1][1] = end
    return out


def test_a_page_without_a_line_is_a_page():
    blank = normalise(b"A pier.\f\n\fA quay.", NormaliseSettings())[1]
    assert reflow(blank, ReflowSettings()).lines == ()


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12), st.integers(0, 40), st.integers(0, 6))
def test_a_block_away_from_an_upright_headline_is_as_far_off_as_its_nearest_piece(rows_, top, height):
    block = [gutters.Piece(row, 0, 20, 0, 20) for row in rows_]
    upright_ = uprights.Upright([], top, top + height, 30, 31)
    found = uprights._off(block, sorted(rows_), upright_)
    beside = [row for row in rows_ if top - 1 <= row <= top + height + 1]
    assert found == (10.0 + 2.0 * abs(min(rows_) - top) if beside else 1000.0 + min(abs(row - top) for row in rows_))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*CRANE, *LAMPS, *LAMPS[:2], "", "", "vance. A count", "The"]), max_size=24))
def test_blocks_that_cannot_be_torn_are_not_weighed_for_nothing(texts):
    page = rows_of("\n".join(texts))
    if blocks._may_be_torn(page, False):
        return
    found = continuity.cut(page, False)
    if len(found) > 2:
        assert blocks._links(continuity.Continuity(page, found, False, "en"))[0] == {}
    assert blocks.order_blocks(page, False, "en") == (page, [])
