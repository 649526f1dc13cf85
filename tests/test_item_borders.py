"""Items that rules or the widest blank lines part: told by the page as a whole, or not at all."""

from itertools import accumulate
from textwrap import wrap

import numpy as np
import pytest

from tasks.normalise import Settings, normalise
from tasks.reflow import Settings as Flowing
from tasks.reflow import reflow
from tasks.segment import Settings as Segmenting
from tasks.segment import segment
from tasks.segment.corrections.rulings import Rulings
from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import NAMES, NUMBER
from tasks.segment.item_borders import are_borne_out, borders, bylines, pairs, ruled_by
from tasks.segment.page_head import without_rules
from tasks.segment.units import Body, Byline, Head
from tests.learn.lines import lines_of

ITEMS = [
    (
        "Ferry pier to be rebuilt in oak",
        "The ferry pier at Lannock will be rebuilt in oak next spring, the harbour board said on Monday. The old pier lost "
        "two of its posts in the October storm, and the ferry has put in at the fish quay since then.",
    ),
    (
        "Baker wins county marathon",
        "A baker from Tolver won the county marathon on Sunday in under three hours. She had baked four hundred loaves "
        "before the start of the marathon, she told the crowd, and would be back at her oven by four.",
    ),
    (
        "Owls move into school tower",
        "Two barn owls have moved into the tower of the school at Penwick, where the clock has stood still since June. The "
        "pupils watch the owls from the yard and keep a book of what they bring home to their young.",
    ),
    (
        "Bridge drops its toll",
        "The toll bridge over the Arden will be free from the first of March, its owners said. The toll had brought in less "
        "than the wages of the keeper for six years, and the bridge itself is now in need of paint.",
    ),
    (
        "Museum shows lost kettles",
        "The museum at Lannock shows ninety kettles that visitors have lost in its rooms since 1931. The oldest of the "
        "kettles still holds a little tea, the curator said, and nobody has ever asked for it at the desk.",
    ),
]
ITEMS = [(head, "\n".join(wrap(body, 34))) for head, body in ITEMS]


def segmented(text):
    (page,) = normalise(text.encode(), Settings())
    return segment(reflow(page, Flowing()), Segmenting())


@pytest.mark.parametrize("rule", ["* * *", "-----", "■", "+++"])
@pytest.mark.parametrize("below", [True, False], ids=["headlines below", "headlines above"])
def test_what_stands_between_two_rules_is_one_item(rule, below):
    page = segmented(f"\n{rule}\n\n".join("\n".join([body, head] if below else [head, body]) + "\n" for head, body in ITEMS))
    texts = [" ".join(part.text.text for part in article.paragraphs) for article in page.articles]
    assert len(texts) == len(ITEMS)
    assert all(body.splitlines()[-1] in text for text, (_, body) in zip(texts, ITEMS, strict=True))
    assert [piece.text.text for piece in page.furniture] == [rule] * (len(ITEMS) - 1)


def test_a_rule_becomes_a_blank_line_below_which_an_item_begins():
    lines, _ = lines_of("One text.\n\n* * *\nAnother text.\n* * *", "en")
    kept, rules = without_rules(lines)
    assert [(line.text.text, line.gap) for line in kept] == [("One text.", 0), ("Another text.", 2)]
    assert [rule.text.text for rule in rules] == ["* * *", "* * *"]


def read_as(labels, sure=0.9):
    """A reading in which each line has its label with so much chance."""
    chances = np.full((len(labels), len(NAMES)), (1 - sure) / (len(NAMES) - 1))
    chances[np.arange(len(labels)), [NUMBER[label] for label in labels]] = sure
    return Reading(tuple(labels), chances)


@pytest.mark.parametrize(
    ("stretches", "told", "why"),
    [
        (["MAQ", "MAQ", "MAQ", "MAQ"], True, "headlines above texts"),
        (["FAQM", "AQM", "YAQM", "AQ"], True, "headlines below, one item has none"),
        (["MAQ", "MAQ", "MAQ"], False, "two places are too few"),
        (["MAQ", "PQ", "PQ", "PQ", "MAQ"], False, "they part paragraphs"),
        (["MAQ", "QQ", "QQ", "QQ"], False, "blank lines that lie"),
        (["MAQ", "XPQ", "XPQ", "MAQ", "XPQ"], False, "they stand above crossheads"),
        (["M", "AQM", "K", "M", "D", "AQM"], False, "they part the headlines' own lines"),
        (["MAQMAQ", "MAQMAQ", "MAQ", "MAQMAQ"], False, "several texts stand between two of them"),
    ],
)
@pytest.mark.parametrize("rule", [True, False], ids=["rules", "two blank lines"])
def test_places_part_items_where_each_stretch_is_one(stretches, told, why, rule):
    text = ("\n-----\n" if rule else "\n\n\n").join("\n".join("A line." for _ in some) for some in stretches)
    lines, rules = without_rules(lines_of(text, "en")[0])
    firsts = set(accumulate(map(len, stretches[:-1])))
    found = borders(lines, [one.row for one in rules], lambda: read_as("".join(stretches)))
    assert found == (firsts if told else set()), why


def test_a_person_may_join_what_the_page_parts():
    ruled = ruled_by(Rulings(joins={4}), {4, 9})
    assert ruled.parts == {9}
    assert "P" in ruled.refused[9]
    assert 4 not in ruled.refused


@pytest.mark.parametrize(
    ("words", "ruled", "borne"),
    [
        ([[0.8, 0.0, 0.0], [0.0, 0.5, 0.0], [0.0, 0.0, 0.4]], True, True),
        ([[0.8, 0.0, 0.0], [0.4, 0.0, 0.0], [0.0, 0.0, 0.4]], False, True),
        ([[0.8, 0.0, 0.0], [0.4, 0.0, 0.0], [0.0, 0.0, 0.4]], True, False),
        ([[0.0, 0.8, 0.0], [0.0, 0.0, 0.5], [0.0, 0.0, 0.1]], False, False),
    ],
)
def test_rules_may_stand_below_headlines_which_their_words_tell(words, ruled, borne):
    heads, bodies = [Head([1]), Head([4]), Head([7])], [Body([0]), Body([3]), Body([6])]
    assert are_borne_out(heads, bodies, words, frozenset({3, 6}), ruled) == borne


def test_headline_and_text_alone_in_one_item_are_a_pair_and_those_of_two_are_none():
    heads, bodies = [Head([0]), Head([3]), Head([5])], [Body([1]), Body([4])]
    assert pairs(heads, bodies, {3}) == {(0, 0): True, (0, 1): False, (1, 0): False, (2, 0): False}


def test_a_byline_is_that_of_its_items_only_text():
    found = [Byline([0]), Body([1]), Byline([2]), Head([3]), Byline([4]), Body([5]), Byline([6]), Body([7])]
    assert bylines(found, {3, 6}) == {0: True, 2: False, 4: True, 6: True}
    assert bylines([Body([0]), Byline([1]), Body([2])], {3}) == {}, "a text on each side"
    assert bylines(found, {2, 4, 6}) == {0: True, 4: True, 6: True}
    assert bylines(found[:4], {3}) == {0: True, 2: False}
    assert bylines(found, set()) == {}
