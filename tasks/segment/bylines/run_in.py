"""Chinese credits that run into the text they open, told by blanks alone: 本报记者 林小舟 通讯员 何苇 近日，….

Chinese print has blanks between the persons of a credit and behind it, and none within its text, so that blanks of
justification are closed before anything is read. Where a credit opens a text, those closed blanks tell where names end: it
is read once more as printed. Where only its first lines were taken for a byline, these are a part of the text again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.model.article import Credit
from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.pieces import body_text, printed_blanks
from tasks.segment.units import Body

SURE = 0.5
"""Credits that open a text score at least as much."""

WHOLE = 0.9
"""Bylines that are read as a whole score at least as much."""

READS = 0.55
"""What scores less is no more than a bare name, which blanks say nothing of."""

LINES = 4
"""Lines that such a credit takes, at most."""

FIRST = 20
"""Characters that tell where a text begins."""


def opening(text: str, lines: Sequence[Line], order: Sequence[int], language: str) -> Credit | None:
    """The credit that a text opens with.

    Args:
        text: a paragraph's, without what was taken out before it.
        lines: of the page.
        order: the paragraph's.
        language: its BCP 47 tag.
    """
    found = credits.opening(text, language)
    if not language.startswith("zh") or not any(lines[i].blanks for i in order[:LINES]):
        return found
    whole = printed_blanks(lines, order[: LINES + 2])
    plain, _ = body_text(lines, order[: LINES + 2])
    spaced = whole[_same(plain.text, max(0, plain.text.find(text[:FIRST])), whole) :]
    other = credits.opening(spaced, language)
    if other is None or other.score < SURE or len(other.authors) <= len(found.authors if found else ()):
        return found
    return replace(other, start=0, end=_same(spaced, other.end, text))


def standing(lines: Sequence[Line], order: Sequence[int], language: str) -> Credit | None:
    """What a byline on lines of its own says, read as printed: with its blanks, and over the ends of its lines.

    Args:
        lines: of the page.
        order: the byline's.
        language: its BCP 47 tag.
    """
    if not language.startswith("zh"):
        return None
    found = credits.standalone(printed_blanks(lines, order), language)
    if found is None or not found.authors or found.date:
        return None
    closed = credits.standalone(body_text(lines, order)[0].text, language) if READS <= found.score < WHOLE else None
    return found if found.score >= WHOLE or closed is not None and closed.score < found.score else None


def given_back(body: Body, lines: Sequence[Line], labels: Sequence[str], language: str) -> tuple[Body, Sequence[str]]:
    """The body with lines of a byline before it that are the first part of the credit which its text opens with.

    With it come the labels that then hold.
    """
    if not language.startswith("zh") or not body.lines:
        return body, labels
    for order in body.bylines:
        if order[-1] + 1 != body.lines[0] or len(order) > LINES:
            continue
        whole = [*order, *body.lines[:LINES]]
        opened = opening(body_text(lines, whole)[0].text, lines, whole, language)
        alone = credits.standalone(printed_blanks(lines, order), language)
        if opened is None or opened.score < SURE or opened.end <= len(body_text(lines, order)[0].text):
            continue
        if alone is None or len(opened.authors) > len(alone.authors):
            kept = [other for other in body.bylines if other is not order]
            inner = {*order[1:], body.lines[0]}
            labels = ["A" if i == order[0] else "Q" if i in inner else label for i, label in enumerate(labels)]
            return replace(body, lines=[*order, *body.lines], bylines=kept), labels
    return body, labels


def _same(text: str, at: int, other: str) -> int:
    """Where in a text with other blanks as many characters stand before a place as in this one."""
    count = sum(not letter.isspace() for letter in text[:at])
    for k, letter in enumerate(other):
        if not count:
            return k
        count -= not letter.isspace()
    return len(other)
