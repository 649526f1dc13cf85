"""Last lines of a credit that were read as the first of the headline below."""

import pytest

from tasks.segment.bylines.carried_over import carried
from tests.learn.lines import lines_of

BODY = "The boats ran again on Sunday\nwith a full deck, and a band\nplayed until the lamps went\nout, and all went off.\n"
NARROW = "The boats ran\nagain on Sunday\nwith a deck so\nfull of people\nthat it sank.\n"
CORPS = "渡船周日恢复通航，甲板上站满了人，乐队\n一直演奏到灯火熄灭，谁也不愿意回家。"


def read(text, labels, language):
    lines, _ = lines_of(text, language)
    return "".join(carried(labels, lines, language))


@pytest.mark.parametrize(
    ("language", "text", "labels", "then"),
    [
        ("en", BODY + "Photo by J.-P.\nPym\nFerry fares\nto rise", "APQQQMMM", "APQQQQMM"),
        ("en", NARROW + "HAROLD\nPENNIMAN\nFerry fares\nto rise", "AQQQQYMMM", "AQQQQYYMM"),
        ("en", BODY + "R. DE VERE.\nFERRY FARES.\nTO RISE.", "AQQQMMM", "AQQQYMM"),
        ("zh-Hans", CORPS + "\n（口述：林小舟 整理：何\n苇）\n渡船票价\n周一上调", "AQQMMM", "AQQQMM"),
        ("zh-Hans", CORPS + "\n记者林小舟／报道\n渡船票价\n周一上调", "AQMMM", "AQYMM"),
    ],
)
def test_a_credit_that_the_measure_divides_takes_its_last_line(language, text, labels, then):
    assert read(text, labels, language) == then


@pytest.mark.parametrize(
    ("language", "text", "labels", "why"),
    [
        ("en", BODY + "Harold Penniman\nEngagements\nof the week", "AQQQYMM", "a name that is whole, and a heading"),
        ("en", BODY + "HAROLD\nFERRIES\nto rise", "AQQQYMM", "there was room in the line"),
        ("en", BODY + "Photo by J. R.\nPym", "AQQQQM", "the headline would be lost"),
        ("en", BODY + "H. J. M.\nTI-\nGERS", "AQQQYMM", "a divided word goes on below"),
        ("en", BODY + "Photo by J. R.\nBrussels\nFerry fares\nto rise", "APQQQMMM", "two initials sign, and a heading"),
        (
            "en",
            BODY + "—Z.\nCORRESPONDENCE.\nThe ferry\nand we",
            "AQQQQMMM",
            "an initial behind a dash signs, and a heading",
        ),
        ("fr", BODY + "PHOTO D. R.\nBruxelles\nLe bac\naugmente", "APQQQMMM", "a picture's provenance is whole"),
        ("en", BODY + "FERRY FARES.\nTO RISE.", "AQQQMM", "no name"),
        ("zh-Hans", CORPS + "\n记者走基层\n渡船票价周一上调", "AQMM", "a section's name"),
    ],
)
def test_what_stands_below_a_whole_credit_is_a_headline(language, text, labels, why):
    assert read(text, labels, language) == labels, why
