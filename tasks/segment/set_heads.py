"""Decks above the byline of their text, where a setter states the places: the chain takes them for texts of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.features import SENTENCE_END
from tasks.segment.labels import HEAD
from tasks.segment.pieces import body_text

LINES = 4
"""Lines of such a deck beyond its first, at most."""

OPENS = 0.5
"""What scores as much is a credit that opens or closes a text."""


def above_bylines(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[tuple[int, str]]:
    """The lines of decks that were taken for texts: they end without a stop, above the byline of the text that follows.

    Where they are the place and date of a dispatch, they are the first lines of that byline.
    """
    for i in range(1, len(labels)):
        if labels[i] != "A" or labels[i - 1] not in HEAD:
            continue
        end = i + 1
        while end < len(labels) and labels[end] == "Q":
            end += 1
        text = end
        while text < len(labels) and labels[text] in "YJ":
            text += 1
        signed = "Y" in labels[end:text] and labels[text : text + 1] in (["A"], "A")
        if signed and end - i <= LINES + 1 and (label := _deck_or_credit(range(i, end), lines, language)):
            yield from ((k, label) for k in range(i, end))


def _deck_or_credit(order: Sequence[int], lines: Sequence[Line], language: str) -> str:
    """Whether some lines are a deck (D) or the first of a byline (Y); nothing where they are a text with its credit."""
    text, _ = body_text(lines, order)
    opened, closed = credits.opening(text.text, language), credits.closing(text.text, language)
    if opened is not None and opened.score >= OPENS and opened.end >= len(text):
        return "Y"
    if SENTENCE_END.search(text.text) or "\u3002" in text.text or closed is not None and closed.score >= OPENS:
        return ""
    return "D"
