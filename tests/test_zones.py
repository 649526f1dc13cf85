"""Pages whose zones people saw to: what a zone is, what goes with what, which texts run on to the next page."""

import pytest

from tasks import reflow
from tasks.emit.joining import TEXT, whole_of
from tasks.model.issue import Member
from tasks.normalise import Settings, normalise
from tasks.read import read
from tasks.segment import Settings as Segmenting
from tasks.segment import segment
from tests.zoned_page import Zone, alto

FAIR = (
    "The fair on the common was opened on Monday last by the",
    "reeve, in fine weather, and was better attended than that",
    "of any year since the bridge was built. Some forty horses",
    "changed hands before noon, and the dealers from the coast",
    "went home with less than they had brought.",
)
MILL = (
    "The mill at Sallow End, which has stood idle since the late",
    "owner went abroad, is to grind again from Michaelmas. The",
    "new tenant has had the wheel mended, and has taken two men",
    "of the parish into his service, to the satisfaction of all",
    "who remember how far it is to the mill at Harrow Ford.",
)
OPEN = (
    "The committee for the new road has met four times, and has",
    "heard the carriers, the owners of the fields and those who",
    "would rather have no road at all. It was agreed that stone",
    "should be fetched from the quarry at Tarn, if the price be",
    "not raised, and that the parishes along the road should be",
)
ON = (
    "asked what labour they can spare before the harvest, since",
    "the frost of last winter has left the old road in a state",
    "that no coach can be asked to pass. The surveyor has been",
    "given until the end of the month to draw up his plans, and",
    "the next meeting will be held at the Crown in Harrow Ford.",
)
SALE = ("GREAT SALE.", "FEATHERS", "Of all kinds, at the house by", "the pump. Ready money.", "J. Quill.", "ASK THERE.")


def page(*zones, software="CCS docWorks"):
    (clean,) = normalise(tuple(read(alto(zones, software).encode())), Settings(language="en"))
    return segment(reflow.reflow(clean, reflow.Settings()), Segmenting())


def told(found):
    """Each article's headline, the words that its text begins and ends with, its byline."""
    out = []
    for one in found.articles:
        text = " ".join(part.text.text for part in one.paragraphs).split()
        byline = " ".join(part.text for part in one.byline)
        out.append((one.headline.text if one.headline else None, text[0], text[-1], byline))
    return out


TWO = (
    Zone(("Harrow Ford Fair.",), "heading", 1.1),
    Zone(FAIR),
    Zone(("The Mill at Sallow End.",), "heading", 1.1),
    Zone(MILL),
)


def test_headings_of_nearly_the_texts_size_are_those_of_the_texts_below():
    assert told(page(*TWO)) == [
        ("Harrow Ford Fair.", "The", "brought.", ""),
        ("The Mill at Sallow End.", "The", "Ford.", ""),
    ]


def test_a_text_that_comes_without_heading_moves_no_heading():
    """The page goes on with a text of the page before: each heading stays with what is printed under it."""
    found = told(page(Zone(ON, "text-on"), *TWO))
    assert [headline for headline, *_ in found] == [None, "Harrow Ford Fair.", "The Mill at Sallow End."]


def test_a_signature_at_the_right_is_no_heading():
    found = page(*TWO[:2], Zone(("A Friend of the Fair",), "signature"), *TWO[2:])
    assert [headline for headline, *_ in told(found)] == ["Harrow Ford Fair.", "The Mill at Sallow End."]


def test_an_advertisement_is_one_item_and_no_text_goes_on_over_it():
    found = page(*TWO, Zone(SALE, "heading", 1.3, "Advertisement", 1), Zone(ON, "text-on", column=1))
    assert [(headline, first) for headline, first, *_ in told(found)] == [
        ("Harrow Ford Fair.", "The"),
        ("The Mill at Sallow End.", "The"),
        (None, "GREAT"),
        (None, "asked"),
    ]
    assert "".join(part.text.text for part in found.articles[2].paragraphs).endswith("ASK THERE.")


def test_zones_of_an_engine_are_no_evidence():
    engine, people = (page(*TWO, software=name) for name in ("Newpah", "CCS docWorks"))
    assert told(people) != [] != told(engine)
    assert not any(end.goes_on or end.breaks_off for end in engine.offers.ends)


def test_a_row_of_columns_at_the_foot_is_a_text_of_its_own():
    """The story at the foot of the page goes on from the day before: the news above it ends in its last column."""
    found = told(page(*TWO[:2], Zone(MILL, "text-on", column=1, top=464), Zone(ON, "text-on", top=1400)))
    assert [(first, last) for _, first, last, _ in found] == [("The", "Ford."), ("asked", "Ford.")]


def joined(first, second):
    pages = [Member(name, name, found.offers) for name, found in (("a", first), ("b", second))]
    return [(join.parts, join.why) for join in whole_of(pages).joins]


RUNNING = (*TWO[:2], Zone(("The New Road.",), "heading", 1.1), Zone(OPEN, full=True))


def test_a_text_that_breaks_off_goes_on_on_the_next_page():
    assert joined(page(*RUNNING), page(Zone(ON, "text-on"), *TWO)) == [(((0, 1), (1, 0)), (TEXT,))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (TWO, (Zone(ON, "text-on"), *TWO)),  # nothing breaks off
        (RUNNING, TWO),  # nothing goes on
        (RUNNING, (Zone(FAIR), *TWO[2:])),  # a paragraph begins
        ((*RUNNING[:3], Zone((*OPEN[:-1], "not raised, and that"))), (Zone(ON, "text-on"), *TWO)),  # a last line is short
    ],
)
def test_without_evidence_of_both_ends_nothing_is_joined(first, second):
    assert joined(page(*first), page(*second)) == []


def test_tables_stand_under_the_text_that_they_are_printed_under():
    """Software lists what is composed behind all other blocks."""
    table = Zone(("Wheat 52 s. to 64 s.", "Barley 28 s. to 30 s."), role="Table", top=664)
    zones = (*TWO[:2], Zone(TWO[2].lines, "heading", 1.1, top=800), Zone(MILL, top=870), table)
    (made,) = read(alto(zones).encode())
    assert [block.id for block in made.blocks] == ["Z0", "Z1", "Z4", "Z2", "Z3"]


def test_what_a_zone_says_is_told():
    found = page(*TWO, Zone(SALE, "heading", 1.3, "Advertisement", 1))
    decided = [one for one in found.decisions if one.rule == "segment.label-line"]
    assert any("people saw to the zones, and each is one thing" in one.evidence for one in decided)


NAME = Zone(("THE HARROW FORD HERALD",), "heading", 4.0, top=100)
ROW = (Zone(("No. 12.",), "text-on", top=300), Zone(("Monday, 5th October.",), "heading", column=1, top=300))
TERMS = Zone(("Subscription", "is three", "shillings", "a quarter,", "paid in", "advance."), column=1, top=40)


def test_the_papers_name_and_the_rows_below_it_are_furniture():
    found = page(NAME, TERMS, *ROW, *TWO)
    assert [headline for headline, *_ in told(found)] == ["Harrow Ford Fair.", "The Mill at Sallow End."]
    assert {"THE HARROW FORD HERALD", "No. 12.", "Monday, 5th October."} <= {one.text.text for one in found.furniture}


def test_no_heading_stands_at_a_columns_foot():
    """A heading is above the text that it heads: what ends the column there is something else."""
    found = page(*TWO[:2], Zone(("The Common.",), "heading", 1.1), Zone(MILL, column=1, top=400))
    assert [headline for headline, *_ in told(found)] == ["Harrow Ford Fair."]
