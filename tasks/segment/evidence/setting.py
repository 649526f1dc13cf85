"""How a line stands to the column's measure: what the line breaks around it agree on.

All of a page's lines at once, as arrays; a measure that is not known is not a number (NaN).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tasks.model.page import Line
from tasks.segment.evidence.families import Codes, Flags, Floats

ROOMS = ("none", "hardly", "edge", "half-em", "em", "2em", "some", "much", "beyond", "unknown")
"""How much room was left at a line's end after the next word; ``beyond``: the line is wider than the column."""
ROOM_LIMITS = np.array([-1.5, -0.3, 0.5, 1.5, 3.2, 5.5, 12.0])
"""Cells (half an em each) up to which each of them goes."""
ROOM = {name: code for code, name in enumerate(ROOMS)}
HELD = ("unknown", "holds", "beyond")
"""Whether a column of a measure holds a line."""
DEFICITS = (
    *("none", "over", "full", "1em", "2em", "4em", "9em", "far"),
    *("loose", "near", "fifth", "third", "half", "most"),
)
"""How far a line falls short of a measure: in full-width print by cells, in Latin print by shares of the measure."""
_SHORT = {
    True: (np.array([-3.0, 1, 3, 5, 9, 19]), ("over", "full", "1em", "2em", "4em", "9em", "far")),
    False: (
        np.array([-0.06, 0.05, 0.1, 0.16, 0.25, 0.4, 0.6, 0.8]),
        ("over", "full", "loose", "near", "fifth", "third", "half", "most", "far"),
    ),
}
_SHORT_CODES = {wide: np.array([DEFICITS.index(name) for name in names]) for wide, (_, names) in _SHORT.items()}
CHANGES = ("same", "narrower", "broader", "unknown-unknown", "unknown-known", "known-unknown")
"""Whether two measures are one."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The page's lines in numbers, as :class:`tasks.model.page.Line` names them."""

    width: Floats
    need: Floats
    gap: Codes
    above: Floats
    below: Floats
    fit_above: Floats
    fit_below: Floats
    wide: bool

    @classmethod
    def of(cls, lines: Sequence[Line], wide: bool) -> Measures:
        """The measures of these lines; ``wide``: whether they are set in full-width characters."""
        return cls(
            np.array([line.width for line in lines], np.float64),
            np.array([line.need for line in lines], np.float64),
            np.array([line.gap for line in lines], np.intp),
            np.array([line.above for line in lines], np.float64),
            np.array([line.below for line in lines], np.float64),
            np.array([line.fit_above for line in lines], np.float64),
            np.array([line.fit_below for line in lines], np.float64),
            wide,
        )

    def deficit(self, measure: Floats, width: Floats) -> Codes:
        """How far lines fall short of measures, as numbers of :data:`DEFICITS`; ``none`` where there is no measure."""
        short = measure - width if self.wide else 1 - width / measure
        found = _SHORT_CODES[self.wide][np.minimum(np.searchsorted(_SHORT[self.wide][0], short), len(_SHORT[self.wide][0]))]
        return np.where(np.isnan(measure), 0, found)

    def holds(self, measure: Floats, width: Floats) -> Codes:
        """Whether columns of those measures hold lines of those widths, as numbers of :data:`HELD`."""
        slack = 2.2 if self.wide else np.maximum(1.5, measure * 0.07)
        return np.where(np.isnan(measure), 0, np.where(width > measure + slack, 2, 1))

    def room(self, measure: Floats, width: Floats, need: Floats) -> Codes:
        """How much room was left after the next word, as numbers of :data:`ROOMS`."""
        left = np.searchsorted(ROOM_LIMITS, measure - width - need)
        held = self.holds(measure, width)
        return np.where(held == 1, left, np.where(held == 2, ROOM["beyond"], ROOM["unknown"]))

    def changed(self, above: Floats, below: Floats) -> Codes:
        """Whether two measures are one, as numbers of :data:`CHANGES`."""
        slack = 4.2 if self.wide else np.maximum(2.0, np.maximum(above, below) * 0.1)
        same = np.abs(above - below) <= slack
        known = np.where(same, 0, np.where(below < above, 1, 2))
        blank_above, blank_below = np.isnan(above), np.isnan(below)
        return np.where(blank_above, np.where(blank_below, 3, 4), np.where(blank_below, 5, known))


def among(names: Sequence[str], some: frozenset[str]) -> Flags:
    """Which of these names, by their numbers, are among some."""
    return np.array([name in some for name in names])
