"""Lines that are broken at a count of letters are measured by it; those that are set, by the widths of their letters."""

import textwrap
from itertools import pairwise

import pytest

from tasks.model.trace import Traced
from tasks.normalise import Settings, normalise
from tasks.reflow import Settings as Reflow
from tasks.reflow import reflow
from tasks.reflow.lines.counted import by_count
from tasks.reflow.lines.fitting import need
from tasks.reflow.lines.rows import set_width
from tests.set_column import set_column

STORY = (
    "The harbour board said on Tuesday that it will lay up three of its tugs over the winter, and that no pilot is to be"
    " called out to the outer roads after the second week of November, except on Saturdays and when ice is reported. Men"
    " who had waited for the notice at the lock called the plan a slow farewell, and asked who would see the colliers in."
    " Mr Fillimore, who has charge of the lights, told a meeting at the Mission that illness and idle millwrights had left"
    " him with too few hands, and that William Mimms alone will mind the mole until the spring."
)


def counted(lines):
    needs = [need(a, b, wide=False) for a, b in pairwise(lines)]
    return by_count([Traced.whole(line, 0) for line in lines], [set_width(line) for line in lines], needs)


@pytest.mark.parametrize("measure", [26, 34, 60])
def test_lines_wrapped_at_a_count_of_letters_are_measured_by_it(measure):
    lines = textwrap.wrap(f"{STORY} {STORY} {STORY}", measure)
    told = counted(lines)
    assert told is not None
    widths, needs = told
    letter = widths[0] / len(lines[0])
    assert all(width == pytest.approx(len(line) * letter, abs=0.05) for line, width in zip(lines, widths, strict=True))
    full = max(widths)
    assert all(width + more > full for width, more in zip(widths, needs, strict=False))  # no next word would have fitted


@pytest.mark.parametrize("measure", [18, 28, 40])
def test_set_lines_are_measured_by_their_widths(measure):
    assert counted(set_column(f"{STORY} {STORY} {STORY}", measure)) is None


def test_too_few_lines_tell_nothing():
    assert counted(textwrap.wrap(STORY, 46)) is None


def test_a_line_that_holds_as_many_letters_as_the_others_is_full_however_narrow_they_are():
    words = "million illicit bills will fill little William's till until midwinter, till Milltimber's village hall is lit."
    lines = [*textwrap.wrap(STORY, 38), *textwrap.wrap(words, 38)[:1], *textwrap.wrap(STORY, 38)]
    page = normalise("\n".join(lines).encode(), Settings(language="en"))[0]
    narrow = reflow(page, Reflow()).lines[len(textwrap.wrap(STORY, 38))]
    assert narrow.width > narrow.fit_above - 3
    assert set_width(narrow.text.text) < narrow.fit_above - 5


def test_a_letter_that_was_repaired_counts_as_it_was_written():
    story = textwrap.wrap(STORY, 38)
    lines = [Traced.whole(line, 0) for line in [*story, *story]]
    dear = Traced.join([Traced.whole("It cost ", 0), Traced.whole("£9.", 9)])
    needs = [need(a.text, b.text, wide=False) for a, b in pairwise([*lines, dear])]
    told = by_count([*lines, dear], [set_width(line.text) for line in [*lines, dear]], needs)
    assert told is not None
    assert told[0][-1] / told[0][0] == pytest.approx(12 / len(story[0]), abs=0.01)
