"""Jump lines that a narrow column breaks: ``(Suite de la page`` / ``7.)``, ``vergeben. Weiter auf`` / ``Seite 14``.

Line by line, half of a jump line says little. Together they are told: lines that are one jump line as a whole are that; one
that begins within a line of text, as its last words, is of the text, from which it is taken when that is read as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.decision.labels import Change
from tasks.segment.pieces import body_text

MOST = 3
"""Lines that a jump line takes, at most."""

LONGEST = 60
"""Characters of a jump line, at most."""


def jumps(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[Change]:
    """The lines whose labels are put right: which, to what, and why.

    Args:
        labels: of all lines.
        lines: of the page.
        language: its BCP 47 tag.
    """
    i = 0
    while i + 1 < len(labels):
        whole = _alone(i, labels, lines, language) or _whole(i, labels, lines, language)
        if whole:
            yield from ((k, "J", "divided-jump") for k in range(i, whole) if labels[k] != "J")
            if {*"ADMK"} & {*labels[i:whole]} and whole < len(labels) and labels[whole] in "PQ":
                yield whole, "A", "divided-jump"
        elif labels[i] in "APQ" and labels[i + 1] == "J" and _begins_within(i, lines, language):
            yield i + 1, "Q", "divided-jump"
        i = whole or i + 1


def _alone(at: int, labels: Sequence[str], lines: Sequence[Line], language: str) -> int:
    """The line below one that is a jump line with its page by itself, and was taken for a headline's or a text's; else 0."""
    text = lines[at].text.text
    if labels[at] not in "AXDMKYP" or len(text) > LONGEST or labels[at] not in "A" and not _is_apart(at, labels, lines):
        return 0
    found = credits.jump(text, language)
    return at + 1 if found and found[0] == 0 and found[1] >= len(text) - 1 and found[3] else 0


def _is_apart(at: int, labels: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether a line begins a block of its own: above it another ends, or nothing stands."""
    above, place = lines[at - 1].place if at else None, lines[at].place
    return place is not None and (above is None or above.block != place.block or labels[at - 1] == "J")


def _whole(start: int, labels: Sequence[str], lines: Sequence[Line], language: str) -> int:
    """The line after the last of a jump line that begins at this line and takes several; 0 where none does."""
    if labels[start] not in "AJP" and not _is_apart(start, labels, lines):
        return 0
    if labels[start] == "P" and labels[start + 1] != "J":
        return 0
    for end in range(start + 2, min(start + MOST, len(labels)) + 1):
        if not set(labels[start + 1 : end]) <= {*"APQJYFD"}:
            return 0
        text = _text(range(start, end), lines)
        found = credits.jump(text, language) if len(text) <= LONGEST else None
        if found and found[0] == 0 and found[1] >= len(text) - 1 and found[3] and not _reads(start, lines, language):
            return end
    return 0


def _reads(at: int, lines: Sequence[Line], language: str) -> bool:
    """Whether a line is a jump line with its page by itself."""
    found = credits.jump(lines[at].text.text, language)
    return found is not None and bool(found[3])


def _begins_within(at: int, lines: Sequence[Line], language: str) -> bool:
    """Whether the last words of a line of text are the first of the jump line below it."""
    text = _text(range(at, at + 2), lines)
    found = credits.jump(text, language)
    return found is not None and 0 < found[0] < len(lines[at].text) and found[1] >= len(text) - 1


def _text(order: Sequence[int], lines: Sequence[Line]) -> str:
    return body_text(lines, order)[0].text
