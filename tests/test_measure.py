"""What a line had room for: the sign that it was not broken for want of it."""

from __future__ import annotations

from tasks.reflow.measure import rooms
from tasks.reflow.rows import set_width


def room(texts: list[str], measure: float | None, wide: bool = False) -> list[float]:
    """The room above each line but the first, in a column of this measure; 99 where nothing is known."""
    widths = [set_width(text, wide) for text in texts]
    found = rooms(texts, widths, [measure] * len(texts), [measure] * len(texts), wide)
    assert found[0] is None
    return [99.0 if value is None else value for value in found[1:]]


def test_a_last_line_had_room() -> None:
    """For the next line's first word; lines that were full had none."""
    full, last, opening = room(["Islanders who had waited", "called it a plan", "Tickets may be", "had"], 20.0)
    assert full < 0
    assert 1 < last < 4
    assert opening > 4


def test_a_word_that_may_be_divided_counts_up_to_its_hyphen() -> None:
    """As only its first part had to fit."""
    assert room(["one two three", "far-fetched"], 20.0) > room(["one two three", "farfetched"], 20.0)


def test_full_width_print_does_not_part_figures() -> None:
    """A figure goes to the next line as a whole, and a mark with its character."""
    assert room(["负责人说每年可处理", "143毫克"], 20.0, True) == [-1.0]
    assert room(["负责人说每年可", "《条例》实施"], 18.0, True) == [0.0]
    assert room(["设备。", "负责人说"], 20.0, True) == [12.0]


def test_without_a_measure_nothing_is_known() -> None:
    """A line by itself may be as long as it likes."""
    assert room(["Short", "A line that is much longer"], None) == [99.0]
