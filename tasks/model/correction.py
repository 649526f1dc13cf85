"""What a person says of a page's articles, where the program had them wrong.

Places are spans of the decoded source, each of one printed line or of a piece of one (see ``docs/corrections.md``).
"""

from __future__ import annotations

from dataclasses import dataclass

from tasks.model.trace import Span

START, END = "start", "end"
"""The edges of an article."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Whether an article starts (or ends: ``edge``) with a line."""

    edge: str
    line: Span
    right: bool


@dataclass(frozen=True, slots=True)
class HeadlineOf:
    """The lines that are the headline of the article that holds the line ``of``; none: it has no headline."""

    lines: tuple[Span, ...]
    of: Span


@dataclass(frozen=True, slots=True)
class KindOf:
    """The kind of the article that holds the line ``of``."""

    of: Span
    kind: str


Correction = Edge | HeadlineOf | KindOf
