"""Bylines between a headline and its deck, and what of them the chain took for the text, where a setter states the places.

Papers print the writer above the deck as well as below it. Line by line, a deck below a byline looks like the first lines of
the text or like a headline of its own, and the byline above a deck like a text of one line. Where they stand tells: the
lines of one group stand one right below the other, each over the one below, and the text begins below them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tasks.model.page import Line, Place
from tasks.segment import credits
from tasks.segment.bylines.standing import printed
from tasks.segment.decision.labels import HEAD, Change
from tasks.segment.sheet.set_together import is_one_block

SURE = 0.8
"""Bylines that were taken for a text of their own score at least as much when they are read."""

READS = 0.4
"""What scores less is no byline."""

LINES = 6
"""Lines of a byline or a deck, at most."""

SMALLER = 0.95
"""How large a deck is against its headline, at most."""

NEXT = 2.6
"""How far below another line, from top to top, the next one of a group stands, in sizes of the larger, at most."""


def between(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[Change]:
    """The lines whose labels are put right: which, to what, and why.

    Args:
        labels: of all lines.
        lines: of the page, each with its place.
        language: its BCP 47 tag.
    """
    out = list(labels)
    for i in range(1, len(out)):
        if (
            out[i - 1] in HEAD
            and out[i] in ("AP" if out[i - 1] == "K" else "APK")
            and (end := _byline(i, out, lines, language))
        ):
            out[i:end] = ["Y"] * (end - i)
            yield from ((k, "Y", "byline-above-deck") for k in range(i, end))
        if out[i - 1] == "Y" and out[i] in HEAD and (end := _deck(i, out, lines, language)):
            out[i:end] = ["D"] * (end - i)
            yield from ((k, "D", "deck-below-byline") for k in range(i, end))


def _byline(start: int, labels: Sequence[str], lines: Sequence[Line], language: str) -> int:
    """The line after a byline that begins with this line and ends above a headline's further line; 0 where there is none."""
    end = start + 1
    while end < len(labels) and labels[end] == "Q":
        end += 1
    if end == len(labels) or end - start > LINES or labels[end] not in HEAD or not _is_group(start - 1, end + 1, lines):
        return 0
    if labels[start] == "K" and labels[end] == "K":
        return 0
    said = credits.standalone(printed(lines, range(start, end)), language)
    return end if said is not None and said.score >= SURE else 0


def _deck(start: int, labels: Sequence[str], lines: Sequence[Line], language: str) -> int:
    """The line after a deck that begins with this line, below a byline below its headline; 0 where it is none."""
    head = start - 1
    while head and labels[head] == "Y":
        head -= 1
    end = start
    while end < len(labels) and labels[end] in HEAD:
        end += 1
    if labels[head] not in "MD" or end - start > LINES or start - head > LINES + 1 or labels[end : end + 1] != ["A"]:
        return 0
    if is_one_block(lines[start - 1].place, lines[start].place):
        return 0
    large = lines[head].place
    own = [line.place for line in lines[start:end]]
    if large is None or any(place is None or place.size > SMALLER * large.size for place in own):
        return 0
    said = credits.standalone(printed(lines, range(head + 1, start)), language)
    if said is None or said.score < READS:
        return 0
    return end if _follows(range(head, head + 1), start, start - head - 1, lines) and _stands_over(start, end, lines) else 0


def _stands_over(start: int, end: int, lines: Sequence[Line]) -> bool:
    """Whether some lines stand one right below the other, and the next line of the page right below one of them."""
    inner = all(_follows(range(start, k), k, 0, lines) for k in range(start + 1, end))
    return inner and end < len(lines) and _follows(range(start, end), end, 0, lines)


def _follows(order: range, at: int, between: int, lines: Sequence[Line]) -> bool:
    """Whether a line stands below some lines over it, with room for no more than so many between it and the last of them."""
    above, below = [place for i in order if (place := lines[i].place)], lines[at].place
    if not above or below is None or below.upright or any(place.upright for place in above):
        return False
    over = any(below.box.is_over(place.box) for place in above)
    size = max(above[-1].size, below.size)
    return over and 0 < below.box.y - above[-1].box.y < NEXT * size + between * NEXT * below.size


def _is_group(start: int, end: int, lines: Sequence[Line]) -> bool:
    """Whether some lines stand one right below the other, and the last below the first; one between may be set aside."""
    places = [line.place for line in lines[start:end]]
    first, last = places[0], places[-1]
    if first is None or last is None or not last.box.is_over(first.box):
        return False
    return all(_is_next(above, below) for above, below in pairwise(places))


def _is_next(above: Place | None, below: Place | None) -> bool:
    if above is None or below is None or above.upright or below.upright:
        return False
    return 0 < below.box.y - above.box.y < NEXT * max(above.size, below.size)
