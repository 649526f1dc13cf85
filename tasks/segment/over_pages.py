"""Texts that run on from page to page with no line that says so, as in papers that are read like a book, page after page.

Where people saw to a page's zones, its edges tell: a text that breaks off ends in a line that fills its column, and without
the end of a sentence; one that goes on begins at its column's left edge, where a paragraph would be indented, under no
headline, at the head of the page or of the row of columns at its foot (the feuilleton's).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from tasks.model.article import Article
from tasks.model.page import Line, Place
from tasks.model.trace import Traced

FILLS = 1.0
"""How far a line falls short of its column's right edge, at the most, in sizes, where the text goes on."""
FLUSH = 0.6
"""How far a line begins from its column's left edge, at the most, in sizes, where it is not indented."""
_ENDED = re.compile(r"""(?:[.!?:”")\]—–]|(?<![^\W\d_])»)\s*$""")
"""The end of a sentence; ``»`` right behind a letter is a hyphen of Fraktur, misread."""


def run_on(articles: Sequence[Article], lines: Sequence[Line]) -> list[tuple[bool, bool]]:
    """For each article whether its text goes on from the page before, and whether it breaks off.

    Args:
        articles: the page's.
        lines: the page's, with their places.
    """
    if not any(line.place and line.place.zone is not None for line in lines):
        return [(False, False)] * len(articles)
    order = sorted(range(len(lines)), key=lambda i: lines[i].text.extent())
    starts = [lines[i].text.extent()[0] for i in order]
    edges = _edges(lines)

    def line_of(place: int) -> Line:
        return lines[order[max(0, bisect_right(starts, place) - 1)]]

    out = []
    for article in articles:
        if not article.paragraphs:
            out.append((False, False))
            continue
        first, last = article.paragraphs[0].text, article.paragraphs[-1].text
        headed = article.kicker or article.headline or article.deck
        begun = not headed and _goes_on(first, line_of(first.starts[0]).place, edges)
        out.append((begun, not article.jump and _breaks_off(last, line_of(last.starts[-1]).place, edges)))
    return out


def _edges(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """The left and right edge of each block's lines."""
    out: dict[int, tuple[float, float]] = {}
    for place in (line.place for line in lines if line.place):
        left, right = out.get(place.block, (place.box.x, place.box.right))
        out[place.block] = min(left, place.box.x), max(right, place.box.right)
    return out


def _goes_on(text: Traced, place: Place | None, edges: dict[int, tuple[float, float]]) -> bool:
    if place is None or not _is_text(place):
        return False
    return text.text[:1].islower() or place.box.x - edges[place.block][0] <= FLUSH * place.size


def _breaks_off(text: Traced, place: Place | None, edges: dict[int, tuple[float, float]]) -> bool:
    if place is None or not _is_text(place) or _ENDED.search(text.text):
        return False
    return edges[place.block][1] - place.box.right <= FILLS * place.size


def _is_text(place: Place) -> bool:
    """Whether a line stands in a zone that is no advertisement or table."""
    return place.zone is not None and not place.role
