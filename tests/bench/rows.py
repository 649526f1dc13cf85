"""A line of the table: what was measured against what, in several rounds, and what it is judged by."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.bench.measure import Cost

RATIO, MORE, MEGABYTES = "ratio", "seconds more", "megabytes"
"""How two figures are compared: one divided by the other, one less the other, or the first alone against the goal."""


@dataclass(frozen=True)
class Goal:
    """What the figure may come to at most; ``aim`` is better still. ``at`` says for what sizes it was set."""

    at_most: float
    aim: float | None = None
    at: str = ""


@dataclass(frozen=True)
class Row:
    """One comparison.

    Attributes:
        name: of the row, one word.
        what: what is measured.
        against: what it is compared with; nothing where it stands alone.
        by: ``cpu``, ``wall`` or ``MB``.
        goal: what it is judged by.
        ours: a figure for each round; seconds, or megabytes.
        theirs: the same of the other side, round by round.
        sizes: what it was measured on.
        short: whether that is less than what the goal is set for.
        way: how the two are compared.
        more: other figures worth keeping, by name.
    """

    name: str
    what: str
    against: str
    by: str
    goal: Goal
    ours: Sequence[float]
    theirs: Sequence[float]
    sizes: str
    short: bool = False
    way: str = RATIO
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def figures(self) -> list[float]:
        """The comparison in each round."""
        if self.way == MEGABYTES:
            return list(self.ours)
        pairs = zip(self.ours, self.theirs, strict=True)
        return [a - b if self.way == MORE else a / b if b else float("inf") for a, b in pairs]

    @property
    def figure(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.figures)

    @property
    def met(self) -> bool:
        """Whether the goal is reached, on the sizes measured."""
        return self.figure <= self.goal.at_most

    def as_json(self) -> dict[str, Any]:
        """For the file: medians, how far rounds lie apart, and every round."""
        return {
            "name": self.name,
            "what": self.what,
            "against": self.against,
            "by": self.by,
            "way": self.way,
            "figure": self.figure,
            "lowest": min(self.figures),
            "highest": max(self.figures),
            "goal": self.goal.at_most,
            "aim": self.goal.aim,
            "goal_set_for": self.goal.at,
            "met": self.met,
            "smaller_than_goal": self.short,
            "sizes": self.sizes,
            "ours_median": statistics.median(self.ours),
            "theirs_median": statistics.median(self.theirs) if self.theirs else None,
            "rounds": len(self.ours),
            "ours": list(self.ours),
            "theirs": list(self.theirs),
            **self.more,
        }


def cpu(costs: Sequence[Cost]) -> list[float]:
    """Seconds of the processor, round by round."""
    return [cost.cpu for cost in costs]


def wall(costs: Sequence[Cost]) -> list[float]:
    """Seconds by the clock, round by round."""
    return [cost.wall for cost in costs]


def both(name: str, ours: Sequence[Cost], theirs: Sequence[Cost]) -> dict[str, float]:
    """The ratio the other way of counting, as a row keeps it beside its own."""
    pick = cpu if name == "cpu" else wall
    return {f"{name}_ratio": statistics.median(a / b for a, b in zip(pick(ours), pick(theirs), strict=True) if b)}
