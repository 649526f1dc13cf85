"""Chinese bylines that a setter's places and blanks tell: names spaced out, and credits on a line of their own.

A name set letter by letter (程 小 满) on a line by itself, in a block of its own, signs a text or stands below its headline;
no headline's word is set so that begins with a surname. A text whose first line is a whole credit, with a word that says
what its persons did, opens with it, though the text below may go on flush.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.model.page import Line
from tasks.segment import credits, run_in
from tasks.segment.labels import BODY
from tasks.segment.pieces import body_text, printed_blanks

NAMED = 0.5
"""Bare names that begin with a surname score at least as much."""

SURE = 0.9
"""Credits that say what their persons did score at least as much."""

LINES = 3
"""Lines of a credit above its text, at most."""


def signed(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[tuple[int, str, str]]:
    """The lines whose labels are put right: which, to what, and why.

    Args:
        labels: of all lines.
        lines: of the page, each with its place.
        language: its BCP 47 tag.
    """
    if not language.startswith("zh"):
        return
    out = list(labels)
    for i, label in enumerate(labels):
        if label not in "YF" and _is_spaced_name(i, lines, language):
            out[i] = "Y"
            yield i, "Y", "name-spaced-out"
            if out[i + 1 : i + 2] in (["Q"], ["P"]) and label == "A":
                yield i + 1, "A", "below-byline"
        elif out[i] == "A" and (end := _credit(i, out, lines, language)):
            yield from ((k, "Y", "credit-on-its-own-line") for k in range(i, end))
            yield end, "A", "below-byline"


def _is_spaced_name(i: int, lines: Sequence[Line], language: str) -> bool:
    """Whether a line is a name set letter by letter, in a block of its own."""
    text, place = lines[i].text.text, lines[i].place
    if place is None or place.upright or not 2 <= len(text) <= 4 or len(lines[i].blanks) != len(text) - 1:
        return False
    if any(0 <= k < len(lines) and (other := lines[k].place) and other.block == place.block for k in (i - 1, i + 1)):
        return False
    said = credits.standalone(text, language)
    return said is not None and said.score >= NAMED and bool(said.authors)


def _credit(start: int, labels: Sequence[str], lines: Sequence[Line], language: str) -> int:
    """The line after the last of a credit that a text begins with, on lines of its own; 0 where there is none."""
    for end in range(start + 1, min(start + LINES, len(lines) - 1) + 1):
        if labels[end] not in BODY or labels[end] in "AX":
            return 0
        said = credits.standalone(printed_blanks(lines, range(start, end)), language)
        if said is None or said.score < SURE or not said.authors:
            continue
        order = [k for k in range(start, min(end + 2, len(lines))) if k == start or labels[k] in "PQ"]
        opened = run_in.opening(body_text(lines, order)[0].text, lines, order, language)
        return 0 if opened is not None and opened.score >= NAMED else end
    return 0
