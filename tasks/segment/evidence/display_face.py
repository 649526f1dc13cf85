"""Display type: a line hardly larger than the text that its face, or where it stands, tells to be a headline's.

A house sets its headlines in one face and its text in another. The headline of a brief is then as good as the text's size,
and seen at a glance all the same. Where a house has but one face, its smallest headlines are told by their place: larger
than the text, right above it, with smaller type at most between (a deck, a byline), and no larger type right above them.

Where a setter states sizes (as in a PDF), such type is weighed as larger than it is wherever sizes are: in the chain, in
what headlines are parted by, in the rules of setting. Left as it is: what is no larger than the text (kickers, bylines,
crossheads and captions are often set in the headlines' face), and what runs on for several lines in one size, as the text of
a box does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from tasks.model.page import Line, Place
from tasks.segment.evidence.boxes import body_size

LARGE = 1.4
"""How much larger than the text headlines are that tell the faces of all, at the least. With 1.25, decks in italics do."""

SHARE = 0.25
"""Of the characters set so large, those that a face of headlines has, at the least."""

LEAST = 1.05
"""How much larger than the text a line is that its face tells of, at the least."""

TWICE, WAY = 2.0, 0.45
"""Such type is weighed as larger by so much of what it lacks to so many times the text's size, so that what is larger stays
larger. A third did less; a factor for all sizes (1.25 to 1.5) did as much, but lost decks below headlines that are large."""

LINES = 5
"""Lines in a row of one size that are a headline, however small it is, at most."""

NEXT = 2.6
"""How far below another line, from top to top, the next one of a headline, its deck or its text stands, in sizes of the
upper one, at most."""

BETWEEN = 8
"""Lines below such a headline among which its text begins."""

EXACT = 0.03
"""How much sizes differ where they are the same, as a part of theirs."""


def weighed(lines: Sequence[Line]) -> list[Line]:
    """The lines, each with the size that its type is weighed as; as they are where no place is known, or it was measured."""
    out = list(lines)
    if not any(line.place for line in lines) or any(line.place and line.place.measured for line in lines):
        return out
    body = body_size(lines)
    faces = _headline_faces(lines, body)
    for first, after, place in _rows(lines):
        size = place.size / body
        if not LEAST <= size < TWICE:
            continue
        known = _family(place) in faces and (size >= LARGE or after - first <= LINES)
        if known or _heads_a_text(first, after, lines, body):
            for i in range(first, after):
                if own := lines[i].place:
                    more = WAY * (TWICE * body - own.size)
                    out[i] = msgspec.structs.replace(lines[i], place=replace(own, size=own.size + more))
    return out


def _headline_faces(lines: Sequence[Line], body: float) -> set[str]:
    """The families that headlines are set in and most of the text is not."""
    heads, text = Counter[str](), Counter[str]()
    for line in lines:
        if place := line.place:
            (heads if place.size >= LARGE * body else text)[_family(place)] += len(line.text)
    usual = max(text, key=text.__getitem__, default=None)
    return {family for family, count in heads.items() if family != usual and count >= SHARE * heads.total()}


def _heads_a_text(first: int, after: int, lines: Sequence[Line], body: float) -> bool:
    """Whether lines of one type stand right above the text, with smaller type at most between, and not below larger type."""
    own, above = lines[first].place, lines[first - 1].place if first else None
    if after - first > LINES or own is None or own.upright or above and above.size > own.size and above.is_next(own, NEXT):
        return False
    last = lines[after - 1].place
    for line in lines[after : after + BETWEEN]:
        below = line.place
        if last is None or below is None or below.size >= own.size or not last.is_next(below, NEXT):
            return False
        if abs(below.size - body) <= EXACT * body and below.block != own.block:
            return True
        last = below
    return False


def _rows(lines: Sequence[Line]) -> Iterator[tuple[int, int, Place]]:
    """Lines in a row set in one family, weight and size: the first, the one after the last, how the first stands."""
    first, start = 0, None
    for i, line in enumerate(lines):
        place = line.place
        if start and place and _is_alike(start, place):
            continue
        if start:
            yield first, i, start
        first, start = i, place
    if start:
        yield first, len(lines), start


def _is_alike(one: Place, other: Place) -> bool:
    """Whether two lines are set in one family, weight and size."""
    alike = one.bold == other.bold and _family(one) == _family(other)
    return alike and abs(one.size - other.size) <= EXACT * one.size


def _family(place: Place) -> str:
    """The family of a line's face, of which one is that of all fonts without a name."""
    return place.face or ""
