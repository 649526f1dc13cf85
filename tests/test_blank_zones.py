"""Dumps whose blank lines stand between zones that people made: told from other dumps, and what a zone is in them."""

from dataclasses import replace

import pytest

from tasks import reflow
from tasks.emit.joining import TEXT, whole_of
from tasks.model.issue import Member
from tasks.normalise import Settings, normalise
from tasks.segment import Settings as Segmenting
from tasks.segment import segment
from tasks.segment.cutting import Cutting
from tasks.segment.decision import chain
from tasks.segment.decision.labels import NAMES
from tasks.segment.evidence.features import evidence
from tasks.segment.zoned.blank_zones import weights, zones
from tests.learn.lines import lines_of

FAIR = """The fair on the common was opened on Monday last by the reeve, in
fine weather, and was better attended than that of any year since
the bridge was built.
Some forty horses changed hands before noon, and the dealers from
the coast went home with less than they had brought.
A calf with two tails was shown for a penny, until it was found out
to have been sewn.
Of sheep there were fewer than last year, since the lambs were late
in the hills, and what was shown was sold by ten of the clock.
Two drovers from beyond the river brought geese, which got loose at
the toll bar, and of which not all have been seen again.
In the evening there was dancing in the long barn of the Crown, to
the fiddle of the old sexton, who is in his eighty-third year.
A purse was found under the stalls and may be had of the reeve.
The rain, which had been feared, kept off until all were at home.
The constable had nothing to do."""
MILL = """The mill at Sallow End, which has stood idle since the late owner
went abroad, is to grind again from Michaelmas.
The new tenant has had the wheel mended, and has taken two men of
the parish into his service.
All who remember how far it is to the mill at Harrow Ford are glad
of it, and so are the bakers.
The race is to be cleared of reeds as soon as the hay is in, and
the sluice, which the flood of two years ago carried off, is to be
built anew of oak.
It has been asked who is to pay for the lane, which the carts have
left in such a state that a horse was lamed in it at Easter.
The vestry is to speak of this when it meets next.
Whoever has corn to be ground may send it from the first of October.
The first sack is promised to the almshouse."""
ROAD = """The committee for the new road has met four times, and has heard
the carriers, the owners of the fields and those who would rather
have no road at all.
It was agreed that stone should be fetched from the quarry at Tarn.
The old road is older than the parish books, which begin with the
year of the great flood, and was laid, as it is said, by soldiers.
Where it crosses the moor it has sunk so deep that a rider on it is
seen by nobody, and the carriers dread to meet there.
The bridge at its end was mended in the time of the last reeve.
Two carts went over it side by side on the day when it was opened.
It bears but one of them now.
A toll is asked of whoever is not of the parish.
The parishes along the road are to say what labour they can spare,
if the price be not raised, and whether their own horses should be"""
ON = """asked to draw it before the harvest, since the frost of the winter
has left the old road in a state that no coach can pass.
The surveyor has until the end of the month to draw up his plans.
The road over the moor is older than the parish books, which begin with the
year of the great flood, and was laid, it is told, by soldiers.
Where it crosses the moor it has sunk so deep that a rider on it is
seen by nobody, and the carriers dread to meet there.
The bridge at its end was mended in the time of the last reeve.
Two carts went over it side by side on the day when it was opened.
It bears but one of them now.
A toll is asked of whoever is not of the parish.
The next meeting will be held at the Crown in Harrow Ford.
Those who wish to be heard there should write to the clerk, and say
in a few words what they think of it.
He answers no letters on a Saturday."""
HEADED = f"Harrow Ford Fair.\n\n{FAIR}\n\nThe Mill at Sallow End.\n\n{MILL}\n"


def found(text):
    lines, _ = lines_of(text, "en")
    seen = evidence(lines, "en")
    reading = chain.read(seen.columns, chain.weights("narrow"))
    return lines, reading


def page(text):
    (clean,) = normalise(text.encode(), Settings(language="en"))
    return segment(reflow.reflow(clean, reflow.Settings()), Segmenting())


def told(text):
    """Each article's headline, and the words that its text begins and ends with."""
    out = []
    for one in page(text).articles:
        words = " ".join(part.text.text for part in one.paragraphs).split()
        out.append((one.headline.text if one.headline else None, words[0], words[-1]))
    return out


def parted(text):
    """The same with a blank line after each sentence that ends a line, as between paragraphs."""
    return text.replace(".\n", ".\n\n").replace("\n\n\n", "\n\n")


def broken(text):
    """The same with a blank line after each fifth line, whatever stands there."""
    lines = [line for line in text.splitlines() if line]
    return "\n\n".join("\n".join(lines[i : i + 5]) for i in range(0, len(lines), 5)) + "\n"


@pytest.mark.parametrize("side_by_side", [False, True])
def test_blank_lines_that_reflow_made_between_columns_tell_of_no_zones(side_by_side):
    lines, _ = found(HEADED)
    learned = chain.weights("narrow")
    assert Cutting(lines, evidence(lines, "en"), learned, "en", side_by_side).cut().parted is not side_by_side


@pytest.mark.parametrize(
    ("text", "are"),
    [
        (HEADED, True),
        (HEADED.replace("\n\n", "\n"), False),  # nothing stands apart
        (parted(HEADED), False),
        (broken(HEADED), False),
        (HEADED.replace("Harrow Ford Fair.\n\n", "").replace("End.\n\n", "End.\n"), False),  # no heading does
    ],
)
def test_zones_hold_many_paragraphs_and_begin_no_sentence_in_the_midst(text, are):
    lines, reading = found(text)
    assert bool(zones(lines, reading, "en")) is are
    assert (weights(lines, reading, "en") is not None) is are


def test_chinese_print_is_left_alone():
    lines, reading = found(HEADED)
    assert zones(lines, reading, "zh-Hans") == []


TWO = [("The", "do."), ("The", "almshouse.")]


@pytest.mark.parametrize(
    ("above", "head"),
    [
        ("", "The Mill at Sallow End."),
        ("J. Q.\n\n", "Sallow Mill."),  # a signature stands between
        ("Imogen Tallis\n\n", "Millers."),
    ],
)
def test_a_zone_above_a_text_heads_it(above, head):
    found = told(HEADED.replace("The Mill at Sallow End.", above + head))
    assert found == [("Harrow Ford Fair.", *TWO[0]), (head, *TWO[1])]


@pytest.mark.parametrize(
    "within",
    [
        (("Some forty", "THE HORSES"), ("A calf with", "THE CALF"), ("All who", "THE MILLER")),
        (("The mill at Sallow End,", "Tarn, May 4."), ("The fair on", "Tarn, May 5.")),
    ],
)
def test_no_text_begins_within_a_zone(within):
    """What looks like a heading there is a crosshead, or says where the text comes from."""
    text = HEADED
    for first, line in within:
        text = text.replace(first, f"{line}\n{first}")
    assert [headline for headline, *_ in told(text)] == ["Harrow Ford Fair.", "The Mill at Sallow End."]


@pytest.mark.parametrize("first", ["Oats", "oats"])
def test_a_sentence_does_not_go_on_in_a_table(first):
    table = f"{first} . 12\nRye . . 9\nHops . 4\nPeas . 7\nBran . 2\nSalt . 1"
    found = told(f"{HEADED}\nThe New Road.\n\nHe was {ON}\n{ROAD}\n\n{table}\n")
    assert ("The New Road.", "He", "be") in found
    assert found[-1][1:] == (first, "1")


@pytest.mark.parametrize(
    ("last", "below", "apart"),
    [
        ("re-", "Whoever reads this sheet should lend it to his neighbours.", True),
        ("be", "Whoever reads this sheet should lend it to his neighbours.", False),  # it may be a name
        ("re-", "fuse, or ask for the hay of the glebe as their wages here.", False),
        ("re-", f"Whoever reads\n{ROAD}", False),  # a line may be lost
    ],
)
def test_a_divided_word_does_not_go_on_in_a_few_lines_with_a_capital(last, below, apart):
    lines, reading = found(f"{HEADED}\nThe New Road.\n\n{ROAD.removesuffix('be')}{last}\n\n{below}\n")
    row = next(i for i, line in enumerate(lines) if line.text.text == below.splitlines()[0])
    assert bool(weights(lines, reading, "en")[row, NAMES.index("Q")] < 0) is apart


def test_a_note_at_the_foot_begins_no_text():
    note = "(1) Two volumes, at the house of J. Quill, by the pump, and\nat all booksellers of the county; price 9 s."
    found = told(f"{HEADED}\n{note}\n{MILL}\n")
    assert [headline for headline, *_ in found] == ["Harrow Ford Fair.", "The Mill at Sallow End."]


def joined(first, second):
    pages = [Member(name, name, page(text).offers) for name, text in (("a", first), ("b", second))]
    return [(join.parts, join.why) for join in whole_of(pages).joins]


OPEN = f"{HEADED}\nThe New Road.\n\n{ROAD}\n"


@pytest.mark.parametrize(
    ("second", "joins"),
    [
        (f"{ON}\n\n{HEADED}", [(((0, 2), (1, 0)), (TEXT,))]),
        (f"A Meeting.\n\n{ON}\n\n{HEADED}", []),  # it has a headline of its own
        (f"{ON.replace('asked', 'Nobody asked')}\n\n{HEADED}", []),  # a sentence begins
    ],
)
def test_a_text_that_breaks_off_goes_on_at_the_head_of_the_next_page(second, joins):
    assert joined(OPEN, second) == joins


def test_one_of_two_pages_shows_the_zones():
    plain = f"{ON}\n{MILL}\n"
    assert not page(plain).offers.zoned
    assert joined(OPEN, plain) == [(((0, 2), (1, 0)), (TEXT,))]
    assert joined(f"{ROAD}\n", plain) == []  # neither does


def test_a_text_that_is_signed_goes_on_nowhere():
    assert joined(f"{OPEN}\nImogen Tallis\n", f"{ON}\n\n{HEADED}") == []


def test_a_text_that_ends_goes_on_nowhere():
    assert joined(HEADED, f"{ON}\n\n{HEADED}") == []


@pytest.mark.parametrize(("below", "signs"), [("Eine Leserin", True), ("Ein Wort an Leser", False)])
def test_a_pseudonym_between_a_text_and_a_heading_signs_the_text(below, signs):
    lines, reading = found(HEADED.replace("The Mill at Sallow End.", f"{below}\n\nThe Mill at Sallow End."))
    row = next(i for i, line in enumerate(lines) if line.text.text == below)
    assert bool(weights(lines, reading, "de")[row, NAMES.index("K")] < 0) is signs


def test_nothing_is_a_heading_that_ends_a_page():
    assert [headline for headline, *_ in told(f"{HEADED}\nHobday\n")] == ["Harrow Ford Fair.", "The Mill at Sallow End."]


WARES = "AT THE OLD\nTOLL HOUSE\nsells rope and tar, new and old, and mends nets.\n" + "Come\nand see.\n" * 8
SHOPS = [f"{shop}\n{WARES}".strip() for shop in ("OAKES", "HOBDAY")]


@pytest.mark.parametrize("shops", [SHOPS, SHOPS[:1]])
def test_advertisements_begin_with_their_zones(shops):
    """Where there are several; one alone may be a table."""
    lines, reading = found("\n\n".join([HEADED.strip(), *shops]))
    begins = next(i for i, line in enumerate(lines) if line.text.text == "OAKES")
    shown = ["M" if line.text.text.isupper() else "P" for line in lines[begins:]]
    reading = replace(reading, labels=(*reading.labels[:begins], *shown))
    against = weights(lines, reading, "en")[:, NAMES.index("P")] < 0
    rows = [i for i, line in enumerate(lines) if line.text.text in ("OAKES", "HOBDAY")]
    assert all(against[rows]) is (len(rows) > 1)
