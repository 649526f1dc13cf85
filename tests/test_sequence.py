"""Blocks in another order than the text, in Latin dumps of readers that swallow hyphens."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.model.trace import Traced
from tasks.reflow.lines.rows import Row, printed_rows
from tasks.reflow.order import sequence
from tasks.reflow.order.continuity import cut
from tasks.reflow.order.sequence import TORN, likeliest, order_runs
from tasks.reflow.order.turns import Turns

HEADS = ["COUNCIL VOTES FOR TRAMWAY", "MILL BURNS AT DUNMORE"]
TRAM = ["The council voted for the tramway", "to the harbour on Friday, by nine", "votes to two, and the tramway will"]
MORE = ["be laid before the autumn, said", "the clerk; the council will borrow", "the money. It is thought enough."]
MILL = ["Fire burned the mill at Dunmore,", "and with it forty bales of cotton", "belonging to Dunmore traders."]


def rows_of(*blocks: list[str]) -> list[Row]:
    rows = printed_rows(Traced.whole("\n\n".join("\n".join(block) for block in blocks)))
    return [Row(row.text.strip(), row.gap, row.left) for row in rows]


@pytest.mark.parametrize(
    ("links", "order", "moves"),
    [
        pytest.param({(0, 1): 2.0, (1, 2): 2.0}, [0, 1, 2], 0, id="in order"),
        pytest.param({(0, 2): 2.0, (1, 3): 2.0}, [0, 2, 1, 3], 1, id="two headlines, two texts: one move serves both"),
        pytest.param({(0, 2): 2.0, (0, 1): 3.0}, [0, 1, 2], 0, id="a headline has its text already"),
        pytest.param({(0, 3): 1.0}, [0, 1, 2, 3], 0, id="too little gained"),
        pytest.param({(0, 3): 2.0, (3, 0): 2.0}, [1, 2, 0, 3], 1, id="no rings"),
        pytest.param({(0, 2): 2.0, (2, 3): 9.0}, [1, 0, 2, 3], 1, id="what belongs together is not parted"),
    ],
)
def test_order_is_worth_what_its_neighbours_are(links, order, moves):
    worth = np.zeros((4, 4) if max(max(pair) for pair in links) == 3 else (3, 3))
    for pair, value in links.items():
        worth[pair] = value
    found, made = likeliest(worth, 1.5)
    assert (found, len(made)) == (order, moves)


@pytest.mark.parametrize(("torn", "moves"), [(4.0, 2), (4.5, 0)])
def test_a_page_is_torn_only_where_its_moves_gain_enough_together(torn, moves):
    worth = np.zeros((6, 6))
    worth[0, 2] = worth[3, 5] = 2.0
    order, made = likeliest(worth, 1.5, torn)
    assert len(made) == moves
    assert (order == list(range(6))) == (moves == 0)


@pytest.mark.parametrize(("fed", "torn"), [(True, 0.0), (False, TORN)])
def test_a_page_with_a_form_feed_behind_it_is_torn_sooner(fed, torn, monkeypatch):
    asked = []
    monkeypatch.setattr(sequence, "likeliest", lambda worth, margin, least: asked.append(least) or ([0, 1, 2], []))
    rows = rows_of(HEADS[:1], TRAM, MILL)
    assert order_runs(rows, "en", frozenset(), fed=fed) == (rows, [])
    assert asked == [torn]


def test_rows_of_texts_side_by_side_go_on_by_turns():
    rows = rows_of(["Letters"], ["Obituary"], HEADS[:1] * 2, HEADS[1:] * 2, TRAM, MILL)
    blocks = cut(rows, False)
    turns = Turns(rows, blocks, "en")
    assert turns.looks == ["brief", "brief", "head", "head", "text", "text"]
    found = {(a, b) for a in range(6) for b in range(a + 2, 6) if turns.by_turns(a, b)}
    assert found == {(0, 2), (1, 3), (2, 4), (3, 5)}


def test_a_headline_beside_another_comes_down_to_its_text():
    heads = [["Council"], ["Accidents"], ["Council votes for tramway"], ["Mill burns at Dunmore"]]
    rows = rows_of(*heads, TRAM + MORE, MILL)
    out, decisions = order_runs(rows, "en", frozenset())
    texts = [row.text.text for row in out]
    assert texts[texts.index(MILL[0]) - 1] == "Mill burns at Dunmore"
    assert texts[texts.index(TRAM[0]) - 1] == "Council votes for tramway"
    assert len(decisions) == 1


@pytest.mark.parametrize(
    ("head", "look"), [("Letters", "brief"), ("By John Smith", "by"), ("T", "letter"), (HEADS[0], "head")]
)
def test_what_a_headline_looks_like(head, look):
    rows = rows_of([head], TRAM)
    assert Turns(rows, cut(rows, False), "en").shapes == [look, "text"]


def test_pages_without_blocks_are_left_alone():
    rows = rows_of([*HEADS, *TRAM, *MILL])
    assert order_runs(rows, "en", frozenset({1})) == (rows, [])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*([head] for head in HEADS), TRAM, MORE, MILL]), max_size=12), st.sampled_from(["en", "und"])
)
def test_every_row_comes_back_once_and_moves_are_told(parts, language):
    rows = rows_of(*parts)
    out, decisions = order_runs(rows, language, frozenset())
    assert sorted(tuple(row.text.starts) for row in out) == sorted(tuple(row.text.starts) for row in rows)
    moved = [tuple(row.text.starts) for row in out] != [tuple(row.text.starts) for row in rows]
    assert moved == bool(decisions) or decisions
    assert all(decision.rule == "reflow.follow-block" for decision in decisions)


def test_a_block_without_a_blank_line_above_is_told_from_one_with():
    below, apart = rows_of(["Accidents", *MILL, *MORE]), rows_of(["Accidents"], MILL + MORE)
    for rows, parted, far in ((below, False, "below"), (apart, True, "+1")):
        turns = Turns(rows, cut(rows, False), "en")
        assert turns.parted == [True, parted, True]
        assert f"shapes:brief>text:{far}" in turns.signs(0, 1)


def test_a_headline_is_told_its_text_by_words_that_no_other_text_has():
    rows = rows_of(["Mill burns at Dunmore"], TRAM + MORE, ["Accidents"], MILL)
    turns = Turns(rows, cut(rows, False), "en")
    assert "rank:0:33:far" in turns.signs(0, 3)
    assert "rank:0:none:next" in turns.signs(0, 1)
