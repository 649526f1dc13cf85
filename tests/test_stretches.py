"""Pieces that run on: where one ends and another begins, and what each line's piece shows."""

from tasks.segment.evidence.features import evidence
from tests.learn.lines import lines_of
from tests.set_column import set_column

STORY = set_column(
    "The ferry company said on Tuesday that it would lay up three of its boats over the winter and that no sailing to the"
    " outer islands would be kept after the second week of November, except on Saturdays. The company gave no reason for it,"
    " and nobody who was asked knew of one.",
    28,
)
MORE = set_column(
    "Islanders who had waited for the notice at the pier called the plan a slow goodbye, and asked who would carry the mail,"
    " the bread and the doctor when the wind stood in the sound for a week, as it has done in four of the last five years"
    " and will do again.",
    28,
)


def places(lines, language="en"):
    """Each line's place in its piece."""
    return [names[0].rpartition("+")[2] for names in stretches(lines, language)]


def stretches(lines, language="en"):
    """What each line's piece shows."""
    made, _ = lines_of("\n".join(lines), language)
    return [[n for n in names if n.startswith("stretch:")] for names in evidence(made, language).names()]


def test_a_paragraph_is_one_piece():
    found = places([*STORY, *MORE])
    assert found[0] == "first"
    assert found[1 : len(STORY) - 1] == ["inner"] * (len(STORY) - 2)
    assert found[len(STORY) - 1 : len(STORY) + 1] == ["last", "first"]
    assert found[-1] == "last"


def test_a_crosshead_is_a_piece_of_its_own():
    found = places([*STORY, "The mail", *MORE])
    assert found[len(STORY)] == "only"


def test_each_line_knows_the_pieces_before_and_after():
    names = stretches([*STORY, "The mail", *MORE])[len(STORY)]
    assert any(name.startswith("stretch:1+only+ends:open") for name in names)
    assert any("+before:" in name and name.endswith("sentence") for name in names)
    assert len(set(names)) == len(names) == 7


def test_a_page_of_one_line_is_one_piece_and_stands_alone():
    (names,) = stretches(["The mail"])
    assert "stretch:1+only+before:none+none" in names
    assert "stretch:1+only+after:none+none" in names
