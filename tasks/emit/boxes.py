"""Where a text stands on the page: from its spans to boxes, one for each printed line, with the line's element.

Only where the source's format knows places. A box is in the page's own unit, which ``page.json`` names with the page's width
and height; it goes around the words that the spans touch, so that half a line has half a box.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tasks.model.page import CleanPage
from tasks.model.source import Box

Json = dict[str, object]


def boxes_json(articles: Iterable[Json], clean: CleanPage) -> None:
    """Put into each article's provenance where its fields and paragraphs stand; nothing where nothing knows places."""
    places = _Places(clean)
    for article in articles:
        provenance, paragraphs = article["provenance"], article["paragraphs"]
        assert isinstance(provenance, dict)
        assert isinstance(paragraphs, list)
        fields = {name: places.of(spans) for name, spans in provenance["spans"].items()}
        provenance["boxes"] = fields | {"paragraphs": [places.of(part["spans"]) for part in paragraphs]}


def part_boxes_json(
    spans: Mapping[str, Sequence[Sequence[int]]], paragraphs: Iterable[Mapping[str, Any]], clean: CleanPage
) -> tuple[Json, list[list[Json]]]:
    """The boxes of a part on another page, that page being ``clean``: of its fields by name, and of each paragraph."""
    places = _Places(clean)
    return {name: places.of(where) for name, where in spans.items()}, [places.of(one["spans"]) for one in paragraphs]


def sheet_json(clean: CleanPage) -> Json:
    """The page's own measures, for ``page.json``."""
    page = clean.printed
    assert page is not None
    return {
        "format": page.format,
        "number": page.number,
        "label": page.label,
        "unit": page.unit,
        "width": _short(page.width),
        "height": _short(page.height),
    }


class _Places:
    """The page's words by their places in the source."""

    def __init__(self, clean: CleanPage) -> None:
        assert clean.printed is not None
        self.page, self.offset = clean.printed, clean.span[0]
        self.starts = [word.span[0] for word in self.page.words]
        self.ends = [word.span[1] for word in self.page.words]
        self.lines = [line.span[0] for line in self.page.lines]

    def of(self, spans: Sequence[Sequence[int]]) -> list[Json]:
        """The boxes of these spans, one a line, in their order."""
        found: dict[int, Box] = {}
        for left, right in spans:
            first = bisect_right(self.ends, left - self.offset)
            for at in range(first, bisect_left(self.starts, right - self.offset)):
                box, line = self.page.words[at].box, bisect_right(self.lines, self.starts[at]) - 1
                if box:
                    found[line] = _around(found[line], box) if line in found else box
        number = self.page.number
        return [
            {
                "page": number,
                "x": _short(box.x),
                "y": _short(box.y),
                "width": _short(box.width),
                "height": _short(box.height),
                "element": self.page.lines[line].id,
            }
            for line, box in found.items()
        ]


def _around(one: Box, other: Box) -> Box:
    x, y = min(one.x, other.x), min(one.y, other.y)
    return Box(x, y, max(one.right, other.right) - x, max(one.bottom, other.bottom) - y)


def _short(length: float) -> float:
    """A length to a hundredth of its unit: more is noise."""
    return round(float(length), 2)
