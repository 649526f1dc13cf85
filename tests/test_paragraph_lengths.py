"""Doubtful line ends of Latin print: paragraphs come out as long as the page's others are."""

import numpy as np
import pytest

from tasks import reflow
from tasks.normalise import Settings, normalise
from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import NAMES
from tasks.segment.paragraph_lengths import parted

LINES = ["Ferries to the outer holms are", "to run twice a week from now on", "until the ice on the sound goes."]
"""Three lines of a paragraph, the last of which ends a sentence where the line is full."""
USUAL = [0.95, 0.0, 0.0]
"""How likely each of them begins a paragraph, where the chain sees the first line of one."""
SURE = USUAL * 5
"""Five paragraphs that nobody doubts."""


def told(middle, chances, labels=None, lines=(), wide=False, around=SURE):
    """The labels of some paragraphs' lines, of which the chain told how likely each begins one, between others."""
    begins = [*around, *chances, *around]
    page = normalise("\n".join([*LINES * 5, *(lines or LINES * (len(chances) // 3)), *LINES * 5]).encode(), Settings())[0]
    rows = reflow.reflow(page, reflow.Settings()).lines[-len(begins) :]
    table = np.zeros((len(begins), len(NAMES)))
    table[:, NAMES.index("P")] = begins
    table[:, NAMES.index("Q")] = 1 - table[:, NAMES.index("P")]
    around_labels = "".join("P" if chance > 0.5 else "Q" for chance in around)
    read = tuple(around_labels + middle + around_labels)
    given = tuple(around_labels + (labels or middle) + around_labels)
    return "".join(parted(given, Reading(read, table), rows, wide)[len(around) : len(around) + len(middle)])


@pytest.mark.parametrize(
    ("before", "chances", "after", "why"),
    [
        ("PQQQQQ", [0.95, 0, 0, 0.35, 0, 0], "PQQPQQ", "two paragraphs run into one are twice as long as any"),
        ("PQQQQQ", [0.95, 0, 0, 0.05, 0, 0], "PQQQQQ", "the chain is sure that the paragraph goes on"),
        ("PQQPQQ", [0.95, 0, 0, 0.65, 0, 0], "PQQPQQ", "each is as long as the others"),
        ("PQQAQQ", [0.95, 0, 0, 0.65, 0, 0], "PQQAQQ", "an article's first line stays"),
        ("PQQXQQ", [0.95, 0, 0, 0.35, 0, 0], "PQQXQQ", "a crosshead stays"),
    ],
)
def test_lengths_decide_what_is_doubtful(before, chances, after, why):
    assert told(before, chances) == after, why


def test_halves_of_a_paragraph_run_on():
    lines = ["It thaws.", LINES[1].capitalize(), LINES[2]]
    assert told("PPQ", [0.95, 0.65, 0.0], lines=lines) == "PQQ"
    assert told("PPQ", [0.95, 0.95, 0.0], lines=lines) == "PPQ"


@pytest.mark.parametrize(("last", "first"), [(LINES[2], LINES[0].lower()), ("until the ice on the sound of Ona", LINES[0])])
def test_a_paragraph_begins_with_no_small_letter_and_below_a_sentence_end(last, first):
    lines = [*LINES[:2], last, first, *LINES[1:]]
    assert told("PQQQQQ", [0.95, 0, 0, 0.35, 0, 0], lines=lines) == "PQQQQQ"


def test_what_others_than_the_chain_decided_stays():
    assert told("PQQPQQ", [0.95, 0, 0, 0.35, 0, 0], labels="PQQQQQ") == "PQQQQQ"


def test_full_width_print_is_left_alone():
    assert told("PQQQQQ", [0.95, 0, 0, 0.35, 0, 0], wide=True) == "PQQQQQ"


def test_few_paragraphs_tell_nothing():
    few = [0.95, *[0.0] * 14]
    assert told("PQQQQQ", [0.95, 0, 0, 0.35, 0, 0], around=few) == "PQQQQQ"
