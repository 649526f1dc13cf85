"""What the site knows of a page: the data of one script. Offsets count characters from where the page's source begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tasks.command import ledger_words
from tasks.command.review.doubts import as_json, doubts
from tasks.model.source import SourcePage
from tasks.model.trace import Span
from tasks.run.dossier import Dossier, Place

Json = dict[str, Any]

_SHOWN = (
    "kind", "language", "kicker", "headline", "deck", "byline", "authors", "dateline", "jump", "confidence", "warnings",
)  # fmt: skip
WIDE = 1000
"""Width of a page with boxes as the site draws it; all boxes are scaled to it."""


class Words:
    """A table of the words that a page's ledger uses again and again, each kept once."""

    def __init__(self) -> None:
        """Empty."""
        self.known: dict[str, int] = {}

    def number(self, word: str) -> int:
        """The word's number in the table."""
        return self.known.setdefault(word, len(self.known))


def page_data(found: Dossier) -> Json:
    """All that the site shows of a page; ``site/page.js`` reads it."""
    base, words = found.clean.span[0], Words()
    places = list(found.places())
    own = [[one for one in places if one.article == number] for number in range(1, len(found.articles) + 1)]
    origin = found.manifest.get("provenance", {})
    return {
        "page": found.page,
        "language": found.clean.language,
        "source": origin.get("source"),
        "sha256": origin.get("sha256"),
        "encoding": found.clean.encoding.name,
        "base": base,
        "text": found.source,
        "first": found.first_line,
        "breaks": [end - base for end in found.breaks],
        "lines": [number for line in _lines(found) for number in line],
        "pieces": _pieces(places, base, words),
        "edits": [
            [words.number(edit.rule), edit.span[0] - base, edit.span[1] - base, edit.after]
            for edit in sorted((edit for _, edit in found.edits), key=lambda one: one.span)
        ],
        "decisions": list(_decisions(found, base, words)),
        "articles": [_article(article) for article in found.articles],
        "warnings": found.manifest.get("warnings", []),
        "counts": found.manifest.get("counts"),
        "doubts": [as_json(doubt, base) for doubt in doubts(found, own)],
        "sheet": _sheet(found.clean.printed) if found.clean.printed else None,
        "words": list(words.known),
        "reasons": {word: reason for word in words.known if (reason := ledger_words.reason(word))},
    }


def _pieces(places: Sequence[Place], base: int, words: Words) -> list[int]:
    """Start, end, article (0: furniture) and field of each part of the source, in its order."""
    ordered = sorted(places, key=lambda one: (one.span, one.field))
    four = [(one.span[0] - base, one.span[1] - base, one.article or 0, words.number(one.field)) for one in ordered]
    return [number for piece in four for number in piece]


def _lines(found: Dossier) -> Iterator[tuple[int, int, int]]:
    """Start, end and number of each stretch of a line as ``reflow`` left it; one for each printed row that it is in."""
    base = found.clean.span[0]
    for number, spans in enumerate(found.lines):
        for start, end in _by_row(found, spans):
            yield start - base, end - base, number


def _by_row(found: Dossier, spans: Sequence[Span]) -> Iterator[Span]:
    """Spans of a line put together as long as they go on in one printed row: what parts them there are closed blanks."""
    last: Span | None = None
    for span in spans:
        if last and last[1] <= span[0] and found.line_of(last[0]) == found.line_of(span[0]):
            last = last[0], span[1]
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _decisions(found: Dossier, base: int, words: Words) -> Iterator[list[Any]]:
    """Rule, start, end, choice, score, other choice (-1: none), and the evidence: name and weight (or word) by turns."""
    for _, made in found.decisions:
        evidence: list[Any] = []
        for name, weight in made.evidence.items():
            value = weight if isinstance(weight, str) else round(weight, 3)
            evidence += [words.number(ledger_words.evidence(made.rule, name)), value]
        other = words.number(made.runner_up) if made.runner_up else -1
        start, end = made.span[0] - base, made.span[1] - base
        yield [words.number(made.rule), start, end, words.number(made.chosen), round(made.score, 3), other, evidence]


def _article(article: Json) -> Json:
    """An article, as far as it is shown; where its parts stand is in the pieces."""
    paragraphs = [[one["text"], one["role"]] for one in article["paragraphs"]]
    return {name: article[name] for name in _SHOWN} | {"paragraphs": paragraphs}


def _sheet(printed: SourcePage) -> Json | None:
    """A page with boxes: its blocks, and its lines with their stretch of text (whose offsets are the page's own)."""
    boxes = [box for box in (*(one.box for one in printed.lines), *(one.box for one in printed.blocks)) if box]
    if not boxes:
        return None
    width = max(printed.width, *(box.right for box in boxes), 1.0)
    height = max(printed.height, *(box.bottom for box in boxes), 1.0)
    scale = WIDE / width

    def scaled(box: Sequence[float]) -> list[float]:
        return [round(edge * scale, 1) for edge in box[:4]]

    return {
        "format": printed.format,
        "height": round(height * scale),
        "blocks": [scaled(block.box) for block in printed.blocks if block.box],
        "lines": [[*scaled(line.box), *line.span, int(line.upright)] for line in printed.lines if line.box],
    }
