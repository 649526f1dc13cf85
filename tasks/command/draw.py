"""``draw``: a page with boxes as a picture (SVG): its lines, what each is, the articles in colours, the order of reading."""

from __future__ import annotations

import shlex
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from tasks.command.apart import apart
from tasks.command.explain import find
from tasks.model.source import SourcePage
from tasks.run.commands import typed
from tasks.run.dossier import Dossier, dossier
from tasks.run.errors import NothingThere, NotWritable, Usage

WIDE = 1000
"""Width of the picture, in its own units; a page is as high as its proportions make it."""
HUES = 12
"""Colours that articles are drawn in, in turn; neighbours are far apart on the wheel."""
OTHER_PICTURES = {".png", ".gif", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".pdf"}
_FIELDS = ("kicker", "headline", "deck", "byline", "dateline", "marks", "jump")

Json = dict[str, Any]
Rect = tuple[float, float, float, float]


def draw(args: Namespace, options: dict[str, str]) -> int:
    """Write the picture of a page.

    Raises:
        NothingThere: there is no such page, or nothing is known of where its text stands.
        NotWritable: the picture cannot be written.
        Usage: it would lie where seeds, cached results or articles do, or its name is that of another kind of picture.
    """
    job, file, number = find(args.page, args.batch, options)
    place = apart(args.target, job.settings.run) if args.target else None
    if place and place.suffix.lower() in OTHER_PICTURES:
        svg = shlex.quote(str(place.with_suffix(".svg")))
        raise Usage(f"a page is drawn as SVG, which {args.target} would not be taken for; type --output {svg}")
    found = dossier(job, file, number)
    if found.clean.printed is None:
        raise NothingThere(f"page {found.page!r} came as text: nothing is known of where it stands on the page")
    if not found.manifest:
        raise NothingThere(f"page {found.page!r} has no articles yet; {typed(job.batch)} makes them")
    text = picture(found, found.clean.printed)
    if place is None:
        sys.stdout.write(text)
        return 0
    try:
        place.write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise NotWritable(f"{args.target} cannot be written: {wrong.strerror or wrong}; name another file") from wrong
    return 0


def picture(found: Dossier, page: SourcePage) -> str:
    """The page as SVG."""
    boxes = [line.box for line in page.lines if line.box]
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    width, height = max(page.width, right, 1.0), max(page.height, bottom, 1.0)
    scale = WIDE / width
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height * scale:.0f}" font-family="sans-serif">',
        f'<title>{escape(found.page)}</title><rect width="100%" height="100%" fill="#fff"/>',
    ]
    for block in page.blocks:
        if block.box:
            out.append(_rect(_scaled(block.box, scale), 'fill="none" stroke="#bbb" stroke-dasharray="3 2"'))
    for line in page.lines:
        if line.box:  # what no article covers is furniture
            out.append(_rect(_scaled(line.box, scale), 'fill="#ddd"', page.text[slice(*line.span)]))
    for number, article in enumerate(found.articles, 1):
        out += _article(article, number, scale)
    return "\n".join([*out, "</svg>"]) + "\n"


def _scaled(box: Sequence[float], scale: float) -> Rect:
    x, y, width, height = (edge * scale for edge in box[:4])
    return x, y, width, height


def _rect(rect: Rect, style: str, says: str = "") -> str:
    x, y, width, height = rect
    title = f"<title>{escape(says)}</title>" if says else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" {style}>{title}</rect>'


def _article(article: Json, number: int, scale: float) -> Iterator[str]:
    """An article's lines in its colour, headlines darkest, its number, and the way through its blocks of text."""
    hue = number * 5 % HUES * 360 // HUES
    boxes = article["provenance"]["boxes"]
    way: list[Rect] = []
    for field, light in [(name, 60 if name in ("kicker", "headline", "deck") else 75) for name in _FIELDS]:
        for box in boxes.get(field, []):
            yield _rect(_of(box, scale), f'fill="hsl({hue} 80% {light}%)" stroke="hsl({hue} 80% 35%)"', field)
            way.append(_of(box, scale))
    for paragraph, lines in zip(article["paragraphs"], boxes["paragraphs"], strict=True):
        for k, box in enumerate(lines if "part" not in paragraph else ()):  # others stand on another page
            edge = f'stroke="hsl({hue} 80% 35%)"' if k == 0 else ""  # a paragraph's first line
            light = 65 if paragraph["role"] == "crosshead" else 85
            yield _rect(_of(box, scale), f'fill="hsl({hue} 80% {light}%)" {edge}', paragraph["role"])
            way.append(_of(box, scale))
    if way:
        turns = [way[0], *(b for a, b in pairwise(way) if b[1] < a[1]), way[-1]]
        points = " ".join(f"{x + w / 2:.1f},{y + h / 2:.1f}" for x, y, w, h in turns)
        yield f'<polyline points="{points}" fill="none" stroke="hsl({hue} 80% 35%)" stroke-width="2" opacity=".6"/>'
        x, y, _, _ = way[0]
        yield f'<text x="{x:.1f}" y="{y:.1f}" font-size="22" font-weight="bold" fill="hsl({hue} 80% 30%)">{number}</text>'


def _of(box: Json, scale: float) -> Rect:
    return _scaled((box["x"], box["y"], box["width"], box["height"]), scale)
