"""The labels of lines: what a printed line can be on a newspaper page."""

from __future__ import annotations

LABELS: dict[str, str] = {
    "A": "first line of an article's body",
    "P": "first line of a further paragraph",
    "Q": "line within a paragraph",
    "K": "kicker",
    "M": "main headline",
    "D": "deck",
    "Y": "byline on a line of its own",
    "X": "crosshead",
    "J": "jump line",
    "F": "furniture of the page",
}

NAMES = tuple(LABELS)
HEAD = frozenset("KMD")
BODY = frozenset("APQX")
