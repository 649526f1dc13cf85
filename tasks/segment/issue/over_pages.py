"""Texts that run on from page to page with no line that says so, as in papers that are read like a book, page after page.

Where people saw to a page's zones, its edges tell: a text that breaks off ends in a line that fills its column, and without
the end of a sentence; one that goes on begins at its column's left edge, where a paragraph would be indented, under no
headline, at the head of the page or of the row of columns at its foot (the feuilleton's). Each row goes on by itself, and
where each text has its headline, one without goes on from the page before though a paragraph begins with it.

Of pages of text alone (``blank_zones``) the first text tells, if it begins in the midst of a sentence and without a
headline, and those that break off in a full line: all of them where blank lines stand between zones; elsewhere the last one
alone, and only to a neighbour whose zones are known.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.model.article import ARTICLE, Article
from tasks.model.page import Line, Place
from tasks.model.trace import Traced
from tasks.segment.zoned import zone as shapes
from tasks.segment.zoned.zone import Zone

FILLS = 1.0
"""How far a line falls short of its column's right edge, at the most, in sizes, where the text goes on."""
FLUSH = 0.6
"""How far a line begins from its column's left edge, at the most, in sizes, where it is not indented."""
WHOLE = 0.85
"""Part of its column's measure that a line takes at least where the text goes on, on a page without places."""
NEAR = 8
"""Lines above and below one that tell where its column's edges are."""
_ENDED = re.compile(r"""(?:[.!?:”")\]—–]|(?<![^\W\d_])»)\s*$""")
"""The end of a sentence; ``»`` right behind a letter is a hyphen of Fraktur, misread."""


@dataclass(frozen=True, slots=True)
class Run:
    """How an article begins and ends on its page, as zones tell.

    ``goes_on`` and ``breaks_off`` are told by its first and last line, ``fills``: the last one ends where its column does;
    ``head`` and ``foot`` are the rows of columns that it begins without a headline, or ends, from 1 on; 0 for none.
    """

    goes_on: bool = False
    breaks_off: bool = False
    fills: bool = False
    head: int = 0
    foot: int = 0


@dataclass(frozen=True, slots=True)
class Running:
    """The page's articles in turn, how many rows of columns there are, and how many texts stand under a headline.

    ``headed`` is nought where a text within a row has no headline: then a headline is not what a text begins with. ``told``
    says that zones tell all this; of a page of text alone without zones only its neighbours can, if they have some.
    """

    runs: Sequence[Run] = ()
    rows: int = 0
    headed: int = 0
    told: bool = True


def run_on(articles: Sequence[Article], lines: Sequence[Line], parted: bool = False) -> Running:
    """How the page's articles begin and end; nothing where the page has places, and nobody saw to its zones.

    Args:
        articles: the page's.
        lines: the page's, with their places.
        parted: whether the page is text alone, and blank lines stand between its zones.
    """
    zones = shapes.zones(lines)
    if not zones:
        placed = any(line.place for line in lines)
        return Running() if placed else _of_text(articles, lines, parted)
    page = _Page(lines, zones)
    runs = [page.run(article) for article in articles]
    plain = [(article, run) for article, run in zip(articles, runs, strict=True) if page.begins_plainly(article)]
    headed = sum(_is_headed(article) for article, _ in plain)
    bare = any(not _is_headed(article) and not run.head for article, run in plain)
    return Running(runs, max(page.rows), 0 if bare else headed)


def _of_text(articles: Sequence[Article], lines: Sequence[Line], parted: bool) -> Running:
    """How the first text of a page without places begins, and how its texts end: the last one, where nothing parts zones."""
    texts = sorted((one for one in articles if one.paragraphs), key=lambda one: one.paragraphs[0].text.starts[0])
    if not texts:
        return Running(told=parted)
    goes_on = not _is_opened(texts[0]) and texts[0].paragraphs[0].text.text[:1].islower()
    off = [article for article in (texts if parted else texts[-1:]) if _breaks_off(article)]
    if off:
        order = sorted(lines, key=lambda line: line.text.extent())
        starts = [line.text.extent()[0] for line in order]
        ends = [bisect_right(starts, article.paragraphs[-1].text.starts[-1]) for article in off]
        off = [article for article, end in zip(off, ends, strict=True) if _is_full(order[max(0, end - NEAR) : end])]
    full = {id(article) for article in off}
    runs = [Run(goes_on and one is texts[0], id(one) in full, id(one) in full) for one in articles]
    return Running(runs, told=parted)


def _breaks_off(article: Article) -> bool:
    """Whether an article's text does not come to a sentence's end, and nothing below it says that it has ended."""
    last = article.paragraphs[-1].text
    if article.kind != ARTICLE or article.jump or _ENDED.search(last.text):
        return False
    return all(byline.starts[0] < last.starts[-1] for byline in article.byline)


def _is_full(near: Sequence[Line]) -> bool:
    """Whether the last of some lines takes its column's measure, which the others show where nothing else does."""
    end = near[-1]
    return end.width >= WHOLE * (end.above or max(line.width for line in near))


def _is_opened(article: Article) -> bool:
    """Whether anything stands above the text of an article, or opens it."""
    first = article.paragraphs[0].text.starts[0]
    above = any(byline.starts[0] < first for byline in article.byline)
    return _is_headed(article) or bool(above or article.dateline_text or article.came)


def _is_headed(article: Article) -> bool:
    return bool(article.kicker or article.headline or article.deck)


class _Page:
    """The page's lines in the order of its text, with the zone of each."""

    def __init__(self, lines: Sequence[Line], zones: Sequence[Zone]) -> None:
        self.lines, self.zones = lines, zones
        self.order = sorted(range(len(lines)), key=lambda i: lines[i].text.extent())
        self.starts = [lines[i].text.extent()[0] for i in self.order]
        self.zone = {i: n for n, zone in enumerate(zones) for i in zone.rows}
        self.rows = shapes.rows(zones, shapes.text_size(zones))
        text = [n for n, zone in enumerate(zones) if zone.length > shapes.SHORT and not zone.apart and not zone.is_table]
        self.first = {self.rows[n]: n for n in reversed(text)}
        self.last = {self.rows[n]: n for n in text}

    def line(self, place: int) -> int:
        """The line that holds a place of the text."""
        return self.order[max(0, bisect_right(self.starts, place) - 1)]

    def begins_plainly(self, article: Article) -> bool:
        """Whether an article begins in a column of text, not in an advertisement, a table, the terms of the paper."""
        zone = self.zone.get(self.line(article.paragraphs[0].text.starts[0])) if article.paragraphs else None
        return zone is not None and self.rows[zone] > 0 and self.zones[zone].is_text and not self.zones[zone].is_table

    def run(self, article: Article) -> Run:
        """How an article begins and ends."""
        if not article.paragraphs:
            return Run()
        texts = article.paragraphs[0].text, article.paragraphs[-1].text
        first, last = self.line(texts[0].starts[0]), self.line(texts[1].starts[-1])
        headed, fills = _is_headed(article), not article.jump and self._fills(last)
        return Run(
            not headed and self._goes_on(texts[0], first),
            fills and not _ENDED.search(texts[1].text),
            fills,
            0 if headed else self._row(first, self.first),
            self._row(last, self.last),
        )

    def _row(self, i: int, ends: dict[int, int]) -> int:
        """The row whose first or last zone of text a line stands in."""
        zone = self.zone.get(i)
        return self.rows[zone] if zone is not None and ends.get(self.rows[zone]) == zone else 0

    def _goes_on(self, text: Traced, i: int) -> bool:
        place = self.lines[i].place
        if place is None or not _is_text(place) or not self._in_columns(i):
            return False
        near = self._near(i)
        full = sum(max(one.box.right for one in near) - one.box.right <= FILLS * one.size for one in near)
        flush = place.box.x - min(one.box.x for one in near) <= FLUSH * place.size and 2 * full > len(near)
        return flush or text.text[:1].islower()  # verse begins all its lines at the edge

    def _fills(self, i: int) -> bool:
        place = self.lines[i].place
        if place is None or not _is_text(place) or not self._in_columns(i):
            return False
        return max(one.box.right for one in self._near(i)) - place.box.right <= FILLS * place.size

    def _in_columns(self, i: int) -> bool:
        """Whether a line stands in a row of columns, where there are such: not in the paper's head."""
        return self.rows[self.zone[i]] > 0 or not any(self.rows)

    def _near(self, i: int) -> Sequence[Place]:
        """The lines of a zone about one of them: columns of a sheet that lay askew lean."""
        zone = self.zones[self.zone[i]]
        return zone.places[max(0, i - zone.first - NEAR) : i - zone.first + NEAR + 1]


def _is_text(place: Place) -> bool:
    """Whether a line stands in a zone that is no advertisement or table."""
    return place.zone is not None and not place.role
