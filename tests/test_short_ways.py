"""Where reflow takes a short way, against the long one spelt out: the same, always."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.reflow import abreast, fitting, measure, rows, upright
from tests.test_weaves import CANG, CRANE, ZHONG, rows_of

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
    assert abreast._page_measures(widths) == found


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
