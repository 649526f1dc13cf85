"""Kicker, main headline and deck: which lines of a headline group are which.

Where only text is known, size is not: the chain's labels are the answer, weighed line by line. But some dumps set each
block of type apart by a blank line. On a page that does so inside any of its headline groups, and where the lines' own
evidence does not speak against it, the blank lines tell the parts: lines with none between them are one part, and the parts
are a kicker and a main headline, or a main headline and a deck, whichever the evidence favours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from tasks.model.page import Line
from tasks.segment.chain import Reading
from tasks.segment.units import Head

PATTERNS = {1: ("M",), 2: ("KM", "MD"), 3: ("KMD", "KMM", "MDD")}
"""What the parts of a headline group can be, by their number."""
DOUBT = 0.25
"""Nats a line, on average, that the page's own evidence may speak against the blank lines before they are not believed. Most
dumps that part blocks of type lie below; of pdfminer's and poppler's, whose blank lines fall anywhere, most lie above."""


def roles(heads: Sequence[Head], lines: Sequence[Line], reading: Reading) -> dict[int, str]:
    """The role (K, M or D) of every headline line of the page."""
    out = {i: reading.labels[i] for head in heads for i in head.lines}
    if any(lines[i].gap for head in heads for i in head.lines[1:]):
        told = {i: role for head in heads for i, role in _told(head, lines, reading).items()}
        if sum(_doubt(i, told[i], reading) for i in told) <= DOUBT * len(told):
            out.update(told)
    return out


def _told(head: Head, lines: Sequence[Line], reading: Reading) -> dict[int, str]:
    """The roles of one group's lines if blank lines part them; nothing for a group of more parts than roles."""
    parts = _parts(head, lines)
    best = max(PATTERNS.get(len(parts), ()), key=lambda pattern: _chance(parts, pattern, reading), default="")
    return {i: role for part, role in zip(parts, best, strict=False) for i in part}


def _doubt(line: int, role: str, reading: Reading) -> float:
    """How much less likely (in nats) this role is than the line's own best."""
    return math.log(reading.chance(line, reading.labels[line]) + 1e-3) - math.log(reading.chance(line, role) + 1e-3)


def _parts(head: Head, lines: Sequence[Line]) -> list[list[int]]:
    parts: list[list[int]] = []
    for i in head.lines:
        if parts and not lines[i].gap:
            parts[-1].append(i)
        else:
            parts.append([i])
    return parts


def _chance(parts: Sequence[Sequence[int]], pattern: str, reading: Reading) -> float:
    """The log of the chance of these roles, each part counting as one."""
    return sum(
        sum(math.log(reading.chance(i, role) + 1e-3) for i in part) / len(part)
        for part, role in zip(parts, pattern, strict=True)
    )
