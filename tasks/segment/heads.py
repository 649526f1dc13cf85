"""Kicker, main headline and deck: which lines of a headline group are which.

Where only text is known, size is not, and the parts of a headline stand one above the other with nothing between them. The
ways to part a group are few: the first lines are the kicker, the last ones the deck, those between the main headline. Each
way is weighed as a whole, by how headlines are set and worded:

1. *Wraps.* Lines of one part are set in one size to one width, so that a line is only broken where the next word does not
   fit; a line that had room for it ends its part.
2. *Sizes.* The main headline is the largest type: its lines hold fewer characters than the width has room for in the
   kicker's or the deck's.
3. *Wording.* A label or a phrase above, a sentence or a summary below; case, closing marks, dashes that open a deck.
4. *Blank lines*, where a dump sets each block of type apart.

The weights are data, ``weights-heads.json``, learned by ``python -m tests.learn``; a group of one line is the main headline.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.model.page import Line
from tasks.segment import learned
from tasks.segment.parting import Parting, evidence, labelled
from tasks.segment.units import Head

DEEPEST = 9
"""Lines of a headline that are weighed; what comes below is deck."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A headline group as parted: the chosen way, how sure that is (0..1), the runner-up, and what spoke for it."""

    parting: Parting
    chance: float
    other: Parting | None
    reasons: dict[str, float | str]


def ways(count: int) -> Iterator[Parting]:
    """Every way to part so many lines: main headline alone, with kicker, with deck, with both."""
    for top in range(min(count, DEEPEST)):
        for end in range(top + 1, min(count, DEEPEST) + 1):
            yield Parting(top, end, count)


def part(lines: Sequence[Line], wide: bool, language: str) -> Parted:
    """The likeliest way to part a headline's lines.

    Args:
        lines: the group's printed lines, in order.
        wide: whether the page is set in full-width characters.
        language: its BCP 47 tag.
    """
    label = labelled(lines, language)
    weights: dict[str, float] = learned.data("heads")["wide" if wide else "narrow"]
    found = [(sum(weights.get(name, 0.0) for name in evidence(lines, way, wide, label)), way) for way in ways(len(lines))]
    best = max(score for score, _ in found)
    total = sum(math.exp(score - best) for score, _ in found)
    order = sorted(found, key=lambda item: -item[0])
    other = order[1][1] if len(order) > 1 else None
    against = evidence(lines, other, wide, label) if other else []
    reasons = _reasons(evidence(lines, order[0][1], wide, label), against, weights)
    return Parted(order[0][1], 1.0 / total, other, reasons)


def _reasons(
    chosen: Sequence[str], other: Sequence[str], weights: dict[str, float], most: int = 6
) -> dict[str, float | str]:
    """What speaks loudest for the chosen way against the runner-up."""
    balance: dict[str, float] = {}
    for names, sign in ((chosen, 1.0), (other, -1.0)):
        for name in names:
            balance[name] = balance.get(name, 0.0) + sign * weights.get(name, 0.0)
    loud = sorted(((n, w) for n, w in balance.items() if w), key=lambda item: (-abs(item[1]), item[0]))
    return {name: round(weight, 2) for name, weight in loud[:most]}


def roles(
    heads: Sequence[Head], lines: Sequence[Line], wide: bool, language: str
) -> tuple[dict[int, str], dict[int, Parted]]:
    """The role (K, M or D) of every headline line of the page; and how each group (by its first line) was parted."""
    out: dict[int, str] = {}
    parted: dict[int, Parted] = {}
    for head in heads:
        made = part([lines[i] for i in head.lines], wide, language)
        out |= dict(zip(head.lines, made.parting.roles(), strict=True))
        parted[head.lines[0]] = made
    return out, parted
