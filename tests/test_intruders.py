"""Headlines that OCR has read in the midst of a sentence, in Latin print."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.model.trace import Traced
from tasks.reflow.lines.rows import Row, printed_rows
from tasks.reflow.order.intruders import set_aside

LEFT = ["The council voted for the tramway", "to the harbour on Friday, by nine", "votes to two, and the tramway will"]
RIGHT = ["be laid before the autumn, said", "the clerk; the council will borrow", "the money. It is thought enough."]
ENDED = ["The council voted for the tramway", "to the harbour on Friday, by nine", "votes to two, as it was expected."]
ANEW = ["The line is to be laid before the", "autumn, said the clerk, who would", "not say what it is going to cost."]
NARROW = ["be laid before", "the autumn, said", "the clerk."]
MILL = ["Fire burned the mill at Dunmore,", "and with it forty bales of cotton", "belonging to Dunmore traders."]
TRAM, BURNT = ["COUNCIL VOTES FOR TRAMWAY"], ["Mill burns at Dunmore, none hurt"]
OWN, REST = "the text's own, below its first column", "the rest of a headline"
WITHIN = "within a sentence"


def rows_of(*blocks: list[str]) -> list[Row]:
    return printed_rows(Traced.whole("\n\n".join("\n".join(block) for block in blocks)))


def order(*blocks: list[str]) -> tuple[list[str], list[str]]:
    rows, decisions = set_aside(rows_of(*blocks), "en")
    return [row.text.text for row in rows], [str(made.evidence["signs"]) for made in decisions]


def flat(*blocks: list[str]) -> list[str]:
    return [line for block in blocks for line in block]


@pytest.mark.parametrize(
    ("blocks", "after", "signs"),
    [
        pytest.param(
            [TRAM, LEFT, ["Health"], RIGHT, BURNT, MILL],
            [TRAM, LEFT, RIGHT, ["Health"], BURNT, MILL],
            [WITHIN],
            id="a label",
        ),
        pytest.param(
            [TRAM, LEFT, ["Health", "Fewer teeth drawn"], RIGHT, BURNT, MILL],
            [TRAM, LEFT, RIGHT, ["Health", "Fewer teeth drawn"], BURNT, MILL],
            [WITHIN],
            id="a headline",
        ),
        pytest.param(
            [TRAM, LEFT, ["REGION"], ANEW, BURNT, MILL], [TRAM, LEFT, ANEW, ["REGION"], BURNT, MILL], [WITHIN], id="capitals"
        ),
        pytest.param(
            [TRAM, ["Our town will have its tramway.", *LEFT], [RIGHT[0]], ["Health"], RIGHT[1:], BURNT, MILL],
            [TRAM, ["Our town will have its tramway.", *LEFT], RIGHT, ["Health"], BURNT, MILL],
            [WITHIN],
            id="below a line alone",
        ),
        pytest.param(
            [LEFT, TRAM, RIGHT, BURNT, MILL], [TRAM, LEFT, RIGHT, BURNT, MILL], [OWN], id="no other headline above"
        ),
        pytest.param(
            [["THE PIKE GAZETTE, MAY 4, 1921."], ["PAGE 3"], LEFT, TRAM, RIGHT],
            [["THE PIKE GAZETTE, MAY 4, 1921."], ["PAGE 3"], TRAM, LEFT, RIGHT],
            [OWN],
            id="no other but the page's own",
        ),
        pytest.param(
            [["COUNCIL VOTES FOR THE TRAMWAY OF"], LEFT, ["PIKE"], RIGHT],
            [["COUNCIL VOTES FOR THE TRAMWAY OF"], ["PIKE"], LEFT, RIGHT],
            [REST],
            id="the headline ends in a word that ends nothing",
        ),
        pytest.param([TRAM, LEFT, ["LOST."], RIGHT], [TRAM, ["LOST."], LEFT, RIGHT], [REST], id="the headline has no stop"),
        pytest.param(
            [["Council votes for tramway and"], ENDED, ["new harbour"], ANEW],
            [["Council votes for tramway and"], ["new harbour"], ENDED, ANEW],
            [REST],
            id="small letters between sentences",
        ),
        pytest.param(
            [["Council votes for the tramway, borrows and"], ["Jo Pym"], ENDED, ["builds"], ANEW],
            [["Council votes for the tramway, borrows and"], ["builds"], ["Jo Pym"], ENDED, ANEW],
            [REST],
            id="above the byline",
        ),
    ],
)
def test_headlines_are_set_aside(blocks, after, signs):
    assert order(*blocks) == (flat(*after), signs)


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param([TRAM, ENDED, BURNT, MILL], id="in order"),
        pytest.param([TRAM, LEFT, BURNT, MILL], id="what follows begins anew"),
        pytest.param([TRAM, LEFT, ["Health"], NARROW], id="another measure"),
        pytest.param([TRAM, LEFT, ["Autumn"], RIGHT], id="a word that a line may have lost"),
        pytest.param([TRAM, LEFT, ["Health and safety"], RIGHT], id="a line no wider than the column"),
        pytest.param([TRAM, LEFT, ["be laid, they say"], RIGHT], id="the text goes on in it"),
        pytest.param([TRAM, LEFT, ["Health."], ["be laid"]], id="nothing that ends"),
        pytest.param([["COUNCIL VOTES."], ENDED, ["harbour"], ANEW], id="the headline has come to its end"),
        pytest.param([LEFT], id="one block"),
    ],
)
def test_others_stay(blocks):
    rows = rows_of(*blocks)
    assert set_aside(rows, "en") == (rows, [])


def test_what_goes_on_stands_right_below():
    rows, _ = set_aside(rows_of(TRAM, LEFT, ["Health"], RIGHT, BURNT, MILL), "en")
    gaps = {row.text.text: row.gap for row in rows}
    assert (gaps[RIGHT[0]], gaps["Health"], gaps[BURNT[0]]) == (0, 1, 1)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([TRAM, LEFT, RIGHT, ENDED, ANEW, MILL, BURNT, ["Health"], ["PIKE."], ["harbour"]]), max_size=9)
)
def test_no_line_is_lost(blocks):
    rows = rows_of(*blocks)
    after, _ = set_aside(rows, "en")
    assert sorted(row.text.starts[0] for row in after) == [row.text.starts[0] for row in rows]
