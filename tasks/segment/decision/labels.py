"""The labels of lines: what a printed line can be on a newspaper page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

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
NUMBER = {name: n for n, name in enumerate(NAMES)}
"""Each label's place where there is one value a label."""
HEAD = frozenset("KMD")
BODY = frozenset("APQX")
TEXT = frozenset("APQ")
"""Neither crossheads nor anything beside the text."""
Change = tuple[int, str, str]
"""A line, the label that it has instead of the one it was read as, and why (nothing: as the line before)."""


def runs(labels: Sequence[str], some: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where lines with some labels follow one another: the first, and the one after the last.

    >>> list(runs("FMDAQQ", HEAD))
    [(1, 3)]
    """
    first = None
    for i, label in enumerate([*labels, ""]):
        if label in some and first is None:
            first = i
        elif label not in some and first is not None:
            yield first, i
            first = None
