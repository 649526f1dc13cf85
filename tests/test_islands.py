"""Lines that stand by themselves between blank lines, and end no sentence: headings, whatever the chain took them for."""

import pytest

from tasks.segment.islands import islands
from tests.learn.lines import lines_of

PAGE = """The lake boats ran again on Sunday
with a full deck.{above}
{head}

{below} council has bought a second crane
for the lower quay.
"""
SEVERAL = """Lake boats run again

Imogen Tallis

The boats ran again on Sunday with a
full deck. [2]
Nobody had thought
of bread, of coal, or of the piano
that the purser had sold in the year
before, so the band played on crates
and the kitchen stayed cold.

Council buys a second crane

The council has bought a second crane
for the lower quay.

Fish prices fall to a new low

Trout cost less than bread.
"""


def refused(text, labels=None, language="en"):
    lines, _ = lines_of(text, language)
    read = labels or "A" + "Q" * (len(lines) - 1)
    return {
        lines[i].text.text: "".join(sorted(never))
        for i, never in islands(lines, language).refused(read, lines, language).items()
    }


def page(head="Lower quay gets a crane", below="The", above="\n"):
    return refused(PAGE.format(head=head, below=below, above=above))


def test_such_lines_are_no_text():
    assert page() == {"Lower quay gets a crane": "APQ"}
    assert page("Lower quay gets\na crane") == {"Lower quay gets": "APQ", "a crane": "APQ"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"head": "Lower quay gets a crane."}, "a paragraph of one line ends with a stop"),
        ({"head": "Lower quay gets the new cra-"}, "a divided word goes on below"),
        ({"head": "Lower quay gets a crane for the"}, "a sentence goes on below"),
        ({"below": "the"}, "the text below goes on in small letters"),
        ({"head": "of the lower quay"}, "it opens in the midst of a sentence"),
        ({"above": ""}, "no blank line stands above"),
        ({"head": "Alderman Pugh"}, "two words may be a name that a blank line parted from its sentence"),
        ({"head": "Trout is cheap. Bread is not"}, "a sentence ends within"),
    ],
)
def test_left_alone(changed, why):
    assert page(**changed) == {}, why


def test_below_a_text_without_a_stop_nothing_is_told():
    assert refused(PAGE.replace("deck.", "deck of").format(head="Lower quay gets a crane", below="The", above="\n")) == {}


def test_where_headings_are_kept_apart_none_runs_on_into_text():
    """Nor does a text begin in the midst of a block."""
    found = refused(SEVERAL, "MYAQMMQQQMAQMA")
    assert found["Nobody had thought"] == "ADKM"
    assert found["The boats ran again on Sunday with a"] == "DKM"
    assert found["Fish prices fall to a new low"] == "APQ"
    assert "Nobody had thought" not in refused(SEVERAL, "MYAQMMQQQXAQXA"), "one heading makes no rule"


def test_the_last_headline_is_read_as_a_whole():
    text = "The boats ran again.\n\nLake boats run\nfirst time since\n2012\n\n"
    found = refused(text + "The council bought a crane.\n\nA second crane bought\n", "AMMJAF")
    assert found["A second crane bought"] == "AFPQ"


def test_chinese_print_is_left_alone():
    assert refused("湖船周日复航。\n\n下码头添一台起重机\n\n市议会买了第二台。\n", language="zh-Hans") == {}


TRAILING = """The ferries ran again on Sunday, and the
ferries were full.

Ferries run again

Trout cost less than bread in the fish
market, and the fishermen went home.

Trout is cheap
"""


def test_words_tell_a_headline_below_its_text_from_a_crosshead():
    """A crosshead's words stand in the text below it."""
    assert refused(TRAILING, "AQXAQM")["Ferries run again"] == "APQX"
    crosshead = TRAILING.replace("Ferries run again", "Trout in the market")
    assert refused(crosshead, "AQXPQM")["Trout in the market"] == "APQ"
    assert refused("Boats and trout\n\n" + TRAILING, "MAQXAQM")["Ferries run again"] == "APQ", "headlines above their texts"


def test_words_tell_a_headline_above_its_text_from_a_crosshead():
    """The headline above it has no word in the text below it."""
    parted = "Ferries run again\n\n" + TRAILING.replace("Ferries run again", "Trout cheap in market")
    assert refused(parted, "MAQXPQM")["Trout cheap in market"] == "APQX"
    one = parted.replace("Trout cost", "By the ferries trout cost").replace("went home", "run home again")
    assert refused(one, "MAQXPQM")["Trout cheap in market"] == "APQ"
