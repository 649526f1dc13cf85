"""Evidence as numbers: a family's names, columns of a page's lines, and the chain that reads them."""

import numpy as np
import pytest

from tasks.segment.decision import chain
from tasks.segment.decision.labels import NAMES
from tasks.segment.evidence.families import Column, Family, later, named, sooner, spelt
from tasks.segment.evidence.features import evidence
from tasks.segment.evidence.letters import CLOSING, COMMA, DIGIT, PAIR, Letters
from tasks.segment.evidence.places import Places
from tests.learn.lines import lines_of

DUMP = """Harbour bridge reopens
By John Smith
The bridge was opened again on Monday, after nine months of repairs
to its piers. The county has paid 412 times as much as it was first
told for the steel alone.
Ferry laid up
The ferry was laid up for the winter on Tuesday evening.
"""


def test_a_column_names_what_holds_and_nothing_else():
    family = Family("after:{}+gap:{}", ("comma", "dash"), ("0", "1", "2"))
    column = family.column(np.array([1, 0, 1]), np.array([2, 1, 0]), where=np.array([True, True, False]))
    assert named([column, family.none(3)], 3) == [["after:dash+gap:2"], ["after:comma+gap:1"], []]


def test_names_spelt_out_keep_their_order_and_stand_once():
    names = [["b", "a", "b"], [], ["a"]]
    assert named(spelt(names), 3) == [["b", "a"], [], ["a"]]


def test_neighbours_values_come_from_the_lines_beside():
    values = np.array([5, 6, 7])
    assert (later(values).tolist(), sooner(values, 2).tolist()) == ([0, 5, 6], [7, 0, 0])
    assert (later(values, 4).tolist(), sooner(values, 4).tolist()) == ([0, 0, 0], [0, 0, 0])


def test_letters_are_counted_line_by_line():
    letters = Letters.of(["No. 7, a12", "Плот Ünd ßig", "完，𠀀１２"])
    assert letters.count(DIGIT).tolist() == [3, 0, 2]
    assert letters.has(PAIR).tolist() == [True, False, True]
    assert (letters.has(COMMA).tolist(), letters.has(CLOSING).tolist()) == ([True, False, True], [True, False, True])
    assert letters.goes_on_after_stop().tolist() == [True, False, False]
    words = letters.words
    assert [letters.text[a : a + n] for a, n in zip(words.start, words.size, strict=True)] == [
        *("No", "a", "Плот", "Ünd", "ßig", "完", "𠀀"),
    ]
    assert words.line.tolist() == [0, 0, 1, 1, 1, 2, 2]


@pytest.mark.parametrize(
    ("lines", "wide", "shared"),
    [
        (["STRASSE gesperrt", "eine Straße"], False, [0, 1]),  # folded to the same letters, though one has fewer
        (["ferry ferry", "the ferryman", "ferries"], False, []),
        (["渡船停航", "老渡 船停"], True, [0, 1, 0, 1]),  # blanks do not part a pair
    ],
)
def test_words_are_found_again(lines, wide, shared):
    places = Places.of(Letters.of(lines), wide)
    several = np.repeat(places.sizes() > 1, places.sizes())
    assert places.line[several].tolist() == shared


def test_a_line_reads_by_the_sum_of_what_it_shows():
    lines, _ = lines_of(DUMP, "en")
    seen, learned = evidence(lines, "en"), chain.weights("narrow")
    reading = chain.read(seen.columns, learned)
    scores = [sum(learned.table[learned.evidence[n]] for n in names if n in learned.evidence) for names in seen.names()]
    assert np.allclose(reading.sums, scores)
    assert np.allclose(reading.chances.sum(axis=1), 1)
    assert max(reading.own_chances()) <= 1


def test_the_best_path_is_the_best_of_all():
    learned = chain.weights("narrow")
    lines, _ = lines_of(DUMP, "en")
    seen = evidence(lines[:4], "en")
    reading = chain.read(seen.columns, learned)
    scores = reading.sums
    every = scores[0] + learned.first
    for row in scores[1:]:
        every = every[..., :, None] + learned.following + row
    assert tuple(NAMES[int(k)] for k in np.unravel_index(every.argmax(), every.shape)) == reading.labels


def test_what_speaks_for_a_label_comes_loudest_first():
    lines, _ = lines_of(DUMP, "en")
    seen, learned = evidence(lines, "en"), chain.weights("narrow")
    reading = chain.read(seen.columns, learned)
    for i, (other, why) in zip(range(len(lines)), chain.choices(reading, learned, range(len(lines))), strict=True):
        assert other != reading.labels[i]
        a, b = NAMES.index(reading.labels[i]), NAMES.index(other)
        known = [learned.table[learned.evidence[n]] for n in seen.names()[i] if n in learned.evidence]
        loudest = sorted((abs(row[a] - row[b]) for row in known), reverse=True)[:6]
        assert [abs(weight) for weight in why.values()] == pytest.approx([round(weight, 2) for weight in loudest])


def test_families_of_one_page_are_not_kept():
    learned = chain.weights("narrow")
    before = len(learned._rows)
    for n in range(3):
        column = Column(Family("{}", ("first", f"other-{n}"), of_page=True), np.array([1, 2]))
        assert learned.rows(column.family).tolist() == [0, learned.evidence["first"], 0]
    assert len(learned._rows) == before
