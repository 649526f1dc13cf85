"""Where on a page to look first: places at which the program was unsure, or warned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tasks.command.answers import closing
from tasks.model.ledger import Decision
from tasks.model.trace import Span
from tasks.run.dossier import Dossier, Place

SURE = 0.9
"""Who is surer than this is not doubted at all; the site lists what is below a limit that its reader sets."""
COUNTED = 0.6
"""Below this a place counts as doubtful in the list of pages."""

_INSIDE = frozenset({"first line of a further paragraph", "line within a paragraph"})
"""Labels between which no boundary of articles lies."""
_WEIGHED = ("segment.split-row", "segment.match-headline", "segment.part-headline", "segment.settle-byline")


@dataclass(frozen=True)
class Doubt:
    """A place to look at: why, how sure the program was of what it did there, and the article concerned, if it is one's."""

    span: Span
    score: float
    what: str
    article: int | None


def doubts(found: Dossier, places: Sequence[Sequence[Place]]) -> list[Doubt]:
    """The doubtful places of a page in the order of the source, of each printed line the most doubtful thing.

    Args:
        found: the page.
        places: each article's places.
    """
    all_of_them = [*_edges(found, places), *_choices(found.decisions)]
    of_line: dict[int, Doubt] = {}
    for doubt in sorted(all_of_them, key=lambda one: (one.score, one.span)):
        of_line.setdefault(found.line_of(doubt.span[0]), doubt)
    return sorted(of_line.values(), key=lambda one: one.span)


def begins_at(mine: Sequence[Place]) -> Span:
    """The piece with which an article's text begins: of its first paragraph, or of a byline or dateline before that."""
    first = next((place.span for place in mine if place.field == "paragraph 1"), None)
    if first is None:
        return min(place.span for place in mine)
    above = [one.span for one in mine if one.field in ("byline", "dateline") and one.span < first]
    return min([*above[-1:], first])


def _edges(found: Dossier, places: Sequence[Sequence[Place]]) -> Iterator[Doubt]:
    """Starts, ends and headlines of articles, and what was warned of."""
    for number, (article, mine) in enumerate(zip(found.articles, places, strict=True), 1):
        if not mine:
            continue
        start, sure = begins_at(mine), article["confidence"]
        yield from _unsure(start, sure["start"], f"article {number} begins here", number)
        yield from _unsure(closing(mine).span, sure["end"], f"article {number} ends here", number)
        headline = next((one.span for one in mine if one.field == "headline"), start)
        yield from _unsure(headline, sure["headline"], f"this is the headline of article {number}", number)
        for warning in article["warnings"]:
            yield Doubt(start, 0.0, f"{warning['code']}: {warning['message']}", number)


def _unsure(span: Span, score: float | None, what: str, article: int) -> Iterator[Doubt]:
    if score is not None and score < SURE:
        yield Doubt(span, score, what, article)


def _choices(decisions: Sequence[tuple[str, Decision]]) -> Iterator[Doubt]:
    """Choices that came near to another: of a line's label where a boundary hangs on it, of headlines, of hyphens."""
    for _, made in decisions:
        of_label = made.rule == "segment.label-line" and not {made.chosen, made.runner_up} <= _INSIDE
        if made.score < SURE and (of_label or made.rule in _WEIGHED or made.chosen.startswith("hyphen ")):
            other = f", rather than {made.runner_up}" if made.runner_up else ""
            yield Doubt(made.span, made.score, made.chosen + other, None)


def as_json(doubt: Doubt, base: int) -> list[Any]:
    """As the site has it: start, end (from the page's beginning), score, what, article (0: none)."""
    return [doubt.span[0] - base, doubt.span[1] - base, round(doubt.score, 3), doubt.what, doubt.article or 0]
