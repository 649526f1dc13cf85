"""What is told of a text from its first words: where no credit may begin, the grammar, asked all the same, finds none."""

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.segment.credits import (
    OPENING,
    OPENS,
    SMALL,
    begins,
    clues,
    latin,
    latin_datelines,
    latin_hints,
    latin_labels,
    latin_masks,
    latin_signatures,
)
from tasks.segment.credits.latin_beginnings import Beginnings, beginnings
from tasks.segment.credits.latin_ends import ends_in_formula
from tasks.segment.credits.latin_firsts import WHENCE
from tasks.segment.credits.latin_hints import Remembered
from tasks.segment.credits.latin_lines import lined
from tasks.segment.credits.latin_plain import CUT, is_plain
from tasks.segment.credits.latin_running import counted, counts_as_running, hinted_by
from tasks.segment.credits.latin_spelling import fold
from tasks.segment.credits.latin_starts import may_open
from tasks.segment.credits.latin_words import table

LANGUAGES = ("en", "de", "fr", "und")
SEEDS = Path(__file__).parent.parent / "seeds"
PRINTED = sorted({word for file in SEEDS.rglob("*.txt") for word in file.read_text("utf-8", "replace").split()})
NAMED = [
    "Anna",
    "Berg",
    "J.",
    "D.",
    "A",
    "O",
    "Yann",
    "Goasdoué",
    "dpa",
    "hm",
    "AFP",
    "Courier",
    "St.",
    "II",
    "der",
    "von",
    "d’",
    "X",
]
PLAIN = ["had", "lief", "étaient", "xyz", "through", "hatte", "zweite"]
SIGNS = ("", "", "", "", ",", ".", ":", ";", "—", " —", "/", " |", "-", ")")
BEFORE = ("", "", "", "", "(", "“", "— ", "3")


def _texts(node):
    if isinstance(node, dict):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list):
        yield from map(str, node)
    elif isinstance(node, str):
        yield node


def _listed(language):
    """Words of the language's own tables of credits."""
    tables = table(language)
    text = " ".join(_texts({key: tables.get(key, {}) for key in ("credit", "dateline")}))
    return sorted(set(re.findall(r"[\w’.]+", text)))


def _lines(language):
    """A line of words that newspapers print and of those that the tables have, in any order."""
    words = [st.sampled_from(list_) for list_ in (PRINTED, _listed(language) or NAMED, NAMED, PLAIN)]
    word = st.tuples(st.sampled_from(BEFORE), st.one_of(*words), st.sampled_from(SIGNS)).map("".join)
    return st.lists(word, min_size=1, max_size=7).map(" ".join)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_credit_begins_where_none_may(language, data):
    first, below = data.draw(_lines(language)), data.draw(st.one_of(st.just(""), _lines(language)))
    text = f"{first}\n{below}" if below else first
    found = begins(first, language) & clues(text, language)
    whole = text.replace("\n", " ")
    if not found & OPENING:
        assert latin_datelines.opening(whole, language) is None
    for read in () if found & ~OPENS else (whole, lined(text, language, latin._standalone)):
        assert latin._standalone(read, language) is None


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_plain_end_is_no_closing_credit(language, data):
    tail = fold(data.draw(_lines(language)))
    found = tail.split()
    if counts_as_running(counted(found, language)):
        return
    for dressed, before in itertools.product((True, False), ("", "It was so. ", "Yours truly, ", "Agréez, Monsieur, ")):
        cuts = CUT if ends_in_formula(before, language) else WHENCE
        if is_plain(found, hinted_by(found, language), dressed, language, cuts):
            assert latin_signatures._read(tail, dressed, not before, before, language) is None


@pytest.mark.parametrize(
    ("language", "text", "plain"),
    [
        ("en", "the wall had been built", True),
        ("en", "Ferry had O Monday", False),  # a letter by itself counts twice in a name
        ("en", "By no means had he", False),
        ("en", "59. With 31 of 34 precincts", True),
        ("en", "TWEDDLE.—On the", False),  # a signature and the address behind it
        ("en", "The Associated Press", False),
        ("en", "Anna Berg in Leeds", False),
        ("de", "Kollege sei im Meeting,", True),
        ("de", "Vier Tage in der", True),
        ("de", "Die Salbe", True),
        ("de", "Scheiben. Drinnen", True),
        ("de", "Anna von der Heide", False),
        ("de", "Herr Vonmoos,", True),
        ("de", "hm - rl", False),
        ("en", "times- lief.", False),
        ("und", "the NTB—", False),
        ("fr", "— Perrette. --", False),
        ("de", "privat, dpa", False),
        ("de", "nach dpa vom Montag", False),
        ("de", "rl und hm/dpa", False),
        ("fr", "vin servi hier, Anne-Sophie", True),
        ("fr", "Yann Goasdoué", False),
    ],
)
def test_the_first_words_tell(language, text, plain):
    found = text.split()
    assert is_plain(found, hinted_by(found, language), False, language) is plain


@pytest.mark.parametrize(
    ("language", "text", "opens"),
    [
        ("en", "PORT ALDER, Nov. 10", True),
        ("en", "Isle of Man (Reuters)", True),
        ("en", "The Great Fire", False),
        ("en", "Ferry had been", False),
        ("de", "Halle an der Saale, 5. Mai", True),
        ("de", "Stadt im nächsten Jahr", False),
        ("de", "BERLIN dpa | Die", True),
        ("de", "gjk. STEINFELD", True),
        ("fr", "Mirande-sur-Aulne. —", True),
    ],
)
def test_places_are_told_by_the_first_words(language, text, opens):
    assert may_open(text.split(), language) is opens


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("(?:see|turn to) page", {("see", True), ("turn", True)}),
        ("photos?", {("photo", False), ("photos", False)}),
        ("^\\W{0,3}(?:von|aus) .{2,3}", {("von", True), ("aus", True)}),
        ("\\d+ (?:Fotos|x)", {("#", False)}),
        ("n[°o]", {("n°", False), ("no", False)}),
        ("(?!)", set()),
        (".{0,3}post", None),
        ("(?:\\w+ )?post", None),
        ("a?", None),
    ],
)
def test_what_a_match_may_begin_with(written, found):
    assert beginnings(re.compile(written, re.IGNORECASE)) == found


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_matches_begins_as_it_may(language, data):
    hint = data.draw(st.sampled_from([latin_labels.LABELS, latin_masks.PSEUDONYMS, latin_labels.NOBODY]))
    (asked,) = hint.patterns(language)
    if asked.pattern == "(?!)":
        return
    found = data.draw(st.from_regex(asked)).strip()
    if found[:1].isalnum() and asked.match(found):
        assert Beginnings(language, [hint])[found.split()[0]] & hint.bit


def test_lines_without_a_sign_of_small_print_are_none_of_the_pages_own():
    lines = sorted(
        {line.strip() for file in SEEDS.rglob("*.txt") for line in file.read_text("utf-8", "replace").splitlines()}
    )
    cases = Path(__file__).parent / "cases"
    lines += sorted(
        {text for file in cases.rglob("*.toml") for text in re.findall(r'"([^"\n]{2,140})"', file.read_text("utf-8"))}
    )
    small = 0
    for text, language in itertools.product(filter(None, lines), ("en", "de", "fr")):
        found = latin.jump(text, language) or latin.furniture(text, language)
        small += found is not None
        assert found is None or clues(text, language) & SMALL, (text, language)
    assert small > 100
    assert not clues("Der Regen hatte die Wege aufgeweicht", "de") & SMALL


def test_words_are_looked_at_once_and_forgotten_where_they_are_too_many(monkeypatch):
    monkeypatch.setattr(latin_hints, "KEPT", 2)
    looked = []

    class Lengths(Remembered):
        def find(self, printed):
            looked.append(printed)
            return len(printed)

    words = Lengths()
    assert [words[word] for word in ("tide", "quay", "tide", "ferry", "tide")] == [4, 4, 4, 5, 4]
    assert looked == ["tide", "quay", "ferry", "tide"]
    assert len(words) == 2
