"""Chinese bylines that a setter's places and blanks tell: names spaced out on a line of their own.

A name set letter by letter (程 小 满) on a line by itself, in a block of its own, signs a text or stands below its headline;
no headline's word is set so that begins with a surname.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.model.page import Line
from tasks.segment import credits

NAMED = 0.5
"""Bare names that begin with a surname score at least as much."""


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


def _is_spaced_name(i: int, lines: Sequence[Line], language: str) -> bool:
    """Whether a line is a name set letter by letter, in a block of its own."""
    text, place = lines[i].text.text, lines[i].place
    if place is None or place.upright or not 2 <= len(text) <= 4 or len(lines[i].blanks) != len(text) - 1:
        return False
    if any(0 <= k < len(lines) and (other := lines[k].place) and other.block == place.block for k in (i - 1, i + 1)):
        return False
    said = credits.standalone(text, language)
    return said is not None and said.score >= NAMED and bool(said.authors)
