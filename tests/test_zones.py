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


TALL = (*FAIR, *MILL)
"""More lines than a heading, a signature or a picture's words have."""


def test_a_picture_is_an_item_and_its_words_are_in_no_text():
    picture = Zone(("OLD", "MILL"), "heading", 3.0, "Illustration", 1)
    found = page(*TWO, picture)
    assert told(found)[-1][:3] == (None, "OLD", "MILL")
    assert [headline for headline, *_ in told(found)] == ["Harrow Ford Fair.", "The Mill at Sallow End.", None]


def test_a_whole_column_in_the_place_of_a_picture_is_text():
    found = page(*TWO[:2], Zone(TALL, role="Illustration"))
    assert [headline for headline, *_ in told(found)] == ["Harrow Ford Fair."]


def test_a_note_at_the_foot_begins_no_text():
    note = Zone(
        ("(1) Two volumes, at the house of J. Quill, by the pump,", "and at all booksellers of the county; price 9 s.")
    )
    assert [headline for headline, *_ in told(page(*TWO, note))] == ["Harrow Ford Fair.", "The Mill at Sallow End."]


ITEMS = {
    "TOLLS.": ("Mr. QUILL asked for the papers on the tolls of the", "bridge at Tarn.--Ordered."),
    "WATCH AND WARD.": ("The reeve brought up the list of the watchmen, which", "was read and laid on the table."),
    "HOPS.": ("A petition of the growers of hops was received from", "Harrow Ford, and was laid on the table."),
    "THE LONG BARN.": ("Mr. OAKES moved for an account of what the mending", "of the long barn had cost.--Ordered."),
    "GEESE.": ("The drovers of the coast prayed to be heard against", "the toll on geese.--Put off until Friday."),
}


def test_short_items_stand_each_below_its_heading_as_far_as_they_are_from_a_longer_text():
    """Old print reports a house's sittings so: the column's edges are told by the last text of more than some lines."""
    items = [zone for head, text in ITEMS.items() for zone in (Zone((head,), "heading", 0.75), Zone(text))]
    found = told(page(*TWO[:2], *items))
    assert [(headline, first) for headline, first, *_ in found[1:]] == [
        (head, text[0].split()[0]) for head, text in ITEMS.items()
    ]


LETTER = Zone(("To the Editor.",), "heading", 1.1)


@pytest.mark.parametrize(
    ("above", "heads", "kept"),
    [
        ("From our Letter-Box.", ("To the Editor.", "To the Editor."), ("To the Editor.", "To the Editor.")),
        ("HARROW FORD, October 9, 1824.", ("The Fair.", "The Mill."), ("The Fair.", "The Mill.")),
        ("From our Letter-Box.", ("The Fair.", "The Mill."), ("From our Letter-Box.\nThe Fair.", "The Mill.")),
    ],
)
def test_what_heads_several_texts_is_no_headline_of_the_first(above, heads, kept):
    first, second = (Zone((head,), "heading", 1.1) for head in heads)
    found = page(Zone((above,), "heading", 1.5), first, Zone(FAIR), second, Zone(MILL))
    lines = [
        "\n".join(part.text for part in (one.kicker, one.headline, one.deck) if part is not None) for one in found.articles
    ]
    assert tuple(lines) == kept
    assert (above in {one.text.text for one in found.furniture}) == (above not in kept[0])


def test_edges_of_the_sheet_are_furniture():
    found = page(*TWO, Zone(("I",), "text-on", 2.0, column=2, top=900))
    assert "I" in {one.text.text for one in found.furniture}


HEADS = ("Harrow Ford Fair.", "The Mill.", "The New Road.", "The Common.")
FIRST = (Zone((HEADS[0],), "heading", 1.1), Zone(TALL), Zone((HEADS[1],), "heading", 1.1), Zone(TALL))
SECOND = (Zone((HEADS[2],), "heading", 1.1), Zone(TALL))


def test_where_each_text_has_a_headline_one_without_goes_on_from_the_page_before():
    """Its own first line is a paragraph's, and the last one of the page before ends a paragraph: practice tells."""
    assert joined(page(*FIRST), page(Zone(TALL), *SECOND)) == [(((0, 1), (1, 0)), (TEXT,))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FIRST[:2], (Zone(TALL), *SECOND)),  # two headlines are no practice
        ((*FIRST[:2], *RUNNING[2:3], Zone((*TALL, *OPEN), full=True)), (Zone(TALL), *SECOND)),  # a sentence breaks off
        (FIRST, SECOND),  # the next page begins with a headline
    ],
)
def test_where_ends_disagree_or_practice_is_unknown_nothing_is_joined(first, second):
    assert joined(page(*first), page(*second)) == []


def test_rows_go_on_each_by_itself():
    """News above, a story at the foot: on the next page each goes on in its own row."""
    story = Zone(("The Drowned Bell.",), "heading", 1.1, top=1400)
    one = page(*FIRST[:2], Zone(TALL, column=1, top=464), story, Zone((*TALL, *OPEN), full=True))
    two = page(Zone(TALL), *SECOND, Zone(TALL, column=1, top=464), Zone((*ON, *TALL), "text-on", top=1500))
    assert joined(one, two) == [(((0, 0), (1, 0)), (TEXT,)), (((0, 1), (1, 2)), (TEXT,))]


def region(number, kind, top, left, text):
    """A region of PAGE with a line."""
    corners = f"{left},{top} {left + 900},{top} {left + 900},{top + 40} {left},{top + 40}"
    coords = f'<Coords points="{corners}"/>'
    line = f'<TextLine id="l{number}">{coords}<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>'
    return f'<TextRegion id="r{number}" type="{kind}">{coords}{line}</TextRegion>'


def printed(*regions):
    """The page's articles, of PAGE."""
    order = "".join(f'<RegionRefIndexed index="{n}" regionRef="r{n}"/>' for n in range(len(regions)))
    space = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
    made = "".join(region(n, *one) for n, one in enumerate(regions))
    group = f'<ReadingOrder><OrderedGroup id="o">{order}</OrderedGroup></ReadingOrder>'
    data = f'<PcGts xmlns="{space}"><Page imageWidth="2000" imageHeight="3000">{group}{made}</Page></PcGts>'
    (clean,) = normalise(tuple(read(data.encode())), Settings(language="en"))
    return segment(reflow.reflow(clean, reflow.Settings()), Segmenting())


BODY = [("paragraph", 500 + 50 * n, 100, line) for n, line in enumerate((*FAIR, *MILL))]


def test_headings_of_which_none_stands_under_the_other_are_each_by_itself():
    """Tables stood between, and were not read."""
    heads = [("heading", 100, 1050, "Wheat, Rye and Barley."), ("heading", 1500, 1050, "Horses and Cattle.")]
    found = printed(("heading", 420, 100, "Harrow Ford Fair."), *BODY, *heads)
    assert [one.headline.text for one in found.articles] == [
        "Harrow Ford Fair.",
        "Wheat, Rye and Barley.",
        "Horses and Cattle.",
    ]


def test_what_page_calls_a_header_is_no_text_where_it_tells_headings():
    flag = ("header", 100, 100, "Late News from Harrow Ford")
    head = ("heading", 420, 100, "The Fair.")
    assert [one.headline.text for one in printed(flag, head, *BODY).articles] == ["The Fair."]
    assert [one.text.text for one in printed(flag, head, *BODY).furniture] == ["Late News from Harrow Ford"]


def test_a_picture_parts_no_text():
    """Software lists a picture where it found it; the text around it is one."""
    picture = Zone(("OLD", "MILL"), "heading", 3.0, "Illustration", 1)
    found = page(*TWO[:2], picture, Zone(ON, "text-on"), *TWO[2:])
    assert [(headline, first) for headline, first, *_ in told(found)] == [
        ("Harrow Ford Fair.", "The"),
        ("The Mill at Sallow End.", "The"),
        (None, "OLD"),
    ]


def test_a_headline_in_display_type_is_no_papers_name():
    """No number is printed about it but in the running head, which is listed behind the text."""
    head = Zone(("THE BRIDGE IS OPEN",), "heading", 4.0, top=150)
    found = page(head, *TWO[1:], Zone(("4 THE HARROW FORD HERALD",), "heading", top=60))
    assert told(found)[0][0] == "THE BRIDGE IS OPEN"


VERSE = tuple(f"{line[: 20 + 7 * (n % 3)]}," for n, line in enumerate((*FAIR, *MILL)))


def test_verse_begins_at_the_edge_whether_it_goes_on_or_not():
    """Its lines tell nothing of paragraphs: where each text has its headline, practice does."""
    assert joined(page(*FIRST), page(Zone(VERSE, "text-on"), *SECOND)) == [(((0, 1), (1, 0)), (TEXT,))]


def test_what_the_format_calls_a_text_is_its_kind():
    sale = Zone(SALE, "heading", 1.3, "Advertisement", 1)
    picture = Zone(("OLD", "MILL"), "heading", 3.0, "Illustration", 1)
    assert [one.kind for one in page(*TWO, sale, picture).articles] == ["article", "article", "notice", "caption"]


@pytest.mark.parametrize("cell", ["table", "T0C1"])
def test_what_stands_in_a_table_is_text(cell):
    """Its short lines look like headlines, names and page numbers."""
    held = ("Anna Hops", "98", "HOPS", "VI", "Tarn.")
    rows = [(cell, 1050 + 50 * n, 100 + 300 * (n % 3), text) for n, text in enumerate(held)]
    (fair,) = printed(("heading", 420, 100, "Harrow Ford Fair."), *BODY, *rows).articles
    assert (fair.headline.text, fair.byline) == ("Harrow Ford Fair.", ())
    assert " ".join(part.text.text for part in fair.paragraphs).endswith("Anna Hops 98 HOPS VI Tarn.")
