"""Sets articles into a page's columns: which line stands where, and in what order the page is painted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.typeset.articles import Record, gold
from tests.typeset.breaking import Row, break_lines, extent, width
from tests.typeset.style import JUMPS, Style

GUTTER = 4
"""Cells between two columns."""


@dataclass(frozen=True)
class Line:
    """A printed line: its text, its place (cells from the left, rows from the top) and what it is.

    ``role`` is body, cross, byline, jump, kicker, main, deck or furniture; ``drop`` is a drop cap that stands before it.
    """

    text: str
    role: str
    x: int = 0
    y: int = 0
    slack: float = 0.0
    first: bool = False
    last: bool = False
    drop: str = ""


@dataclass(frozen=True)
class Block:
    """Lines that stand together: an article's head, one of its columns, or a piece of furniture."""

    role: str
    article: int
    lines: tuple[Line, ...]
    band: int = 0
    column: int = 0


@dataclass(frozen=True)
class Sheet:
    """A set page: its blocks in painting order, and its golden articles in the same order."""

    language: str
    style: Style
    blocks: tuple[Block, ...]
    gold: dict[str, Any]

    @property
    def wide(self) -> bool:
        """Whether it is Chinese print."""
        return self.language.startswith("zh")


def compose(articles: Sequence[Record], style: Style, seed: int | str, name: str = "") -> Sheet:
    """Set these articles in this order; the same seed gives the same page."""
    rng = random.Random(f"compose {seed}")
    set_articles = [_dressed(record, style, rng) for record in articles]
    blocks: list[Block] = []
    for band, row in enumerate(_bands(set_articles, style)):
        x, top = 0, max((line.y for block in blocks for line in block.lines), default=-2) + 2
        for number, columns, measure in row:
            placed = _place(set_articles[number], style, rng, columns, measure)
            blocks += [_moved(block, number, band, x, top) for block in placed]
            x += columns * (measure + GUTTER)
    page = {
        "source": name,
        "language": style.language,
        "style": style.told(),
        "furniture": [text for text, _ in style.furniture],
        "articles": [gold(record) for record in set_articles],
    }
    return Sheet(style.language, style, tuple(_furnished(blocks, style)), page)


def _dressed(record: Record, style: Style, rng: random.Random) -> Record:
    """The article as this page prints it: perhaps without its headline, perhaps sent on to another page."""
    if record.kind == "article" and rng.random() < style.headless:
        record = replace(record, kicker=(), main=(), deck=())
    if record.kind == "article" and record.jump is None and rng.random() < style.jumps:
        page, there = str(rng.randint(2, 12)), rng.random() < 0.7
        lines = JUMPS[style.language]["to" if there else "from"]
        record = replace(record, jump=("to" if there else "from", page, rng.choice(lines).format(page)))
    return record


def _bands(records: Sequence[Record], style: Style) -> list[list[tuple[int, int, int]]]:
    """Rows of articles side by side: ``(number, columns, measure)`` for each."""
    bands: list[list[tuple[int, int]]] = [[]]
    free = style.columns
    for number, record in enumerate(records):
        cells = width("".join(record.paragraphs), style.wide)
        wanted = max(1, min(style.columns, round(cells / (style.measure * style.depth))))
        if record.kind == "caption" and style.wide_captions:
            wanted = style.columns
        if wanted > free:
            bands.append([])
            free = style.columns
        free -= wanted
        bands[-1].append((number, wanted))
    captions = {number for number, record in enumerate(records) if record.kind == "caption"}
    return [_filled(band, captions, style) for band in bands if band]


def _filled(band: list[tuple[int, int]], captions: set[int], style: Style) -> list[tuple[int, int, int]]:
    """Give a band's articles more or wider columns until they fill the page; a caption has one, as wide as its picture."""
    used = sum(columns for _, columns in band)
    full = (style.columns * (style.measure + GUTTER)) // used - GUTTER
    times = max(1, full // style.measure) if full > (80 if style.wide else 60) or style.depth < 14 else 1
    measure = ((full + GUTTER) // times - GUTTER) // 2 * 2
    return [
        (number, 1, columns * times * (measure + GUTTER) - GUTTER)
        if number in captions
        else (number, columns * times, measure)
        for number, columns in band
    ]


def _place(record: Record, style: Style, rng: random.Random, columns: int, measure: int) -> list[Block]:
    """Set one article at the origin: its head above its columns, in the order in which they are painted."""
    across = columns * (measure + GUTTER) - GUTTER
    with_head = not style.byline_in_body and bool(record.main)
    vertical = (
        style.vertical and style.wide and len(record.main) == 1 and len(record.main[0]) <= 14 and record.main[0].isalpha()
    )
    own = _standing(record.printed("own"), "byline", across if with_head else measure, style)
    head = _head(record, across, style, vertical) + (own if with_head else [])
    body = _body(record, style, rng, measure, [] if with_head else own)
    deep = -(-len(body) // columns)
    top = 0 if vertical else len(head)
    blocks = [
        Block(
            "body",
            0,
            tuple(replace(line, x=2 + column * (measure + GUTTER), y=top + row) for row, line in enumerate(part)),
            0,
            column,
        )
        for column in range(columns)
        if (part := body[column * deep : (column + 1) * deep])
    ]
    if not head:
        return blocks
    block = Block(
        "head",
        0,
        tuple(replace(line, y=row, x=max(0, (across - width(line.text, style.wide)) // 2)) for row, line in enumerate(head)),
    )
    last = style.heads == "last" or (style.heads == "mixed" and rng.random() < 0.5)
    return [*blocks, block] if last else [block, *blocks]


def _head(record: Record, across: int, style: Style, vertical: bool) -> list[Line]:
    """Kicker, headline and deck, each in its size (a headline's type is twice the body's)."""
    lines: list[Line] = []
    for role, texts, size in (("kicker", record.kicker, 1.25), ("main", record.main, 2.0), ("deck", record.deck, 1.25)):
        for text in texts:
            rows = list(text) if role == "main" and vertical else _fitted(text, across, size, style)
            lines += [Line(row, role) for row in rows]
    return lines


def _fitted(text: str, across: int, size: float, style: Style) -> list[str]:
    """A piece of a head in lines: set smaller, broken between phrases, else in lines of one length."""
    full = width(text, True) if style.wide else round(extent(text))
    if full * 1.15 < across:
        size = min(size, across / full)
    room = max(12, int(across / size))
    phrases = text.split(" ") if style.wide else [text]
    if full > room and all(width(phrase, style.wide) <= room for phrase in phrases):
        return phrases
    longest = 4 if style.wide else max(8, *map(len, text.split()))
    even = min(room, full // -(-full // room) + longest * 2 // 3)
    return [row.text for row in break_lines(text, even, style.language, hyphenate=False)]


def _body(record: Record, style: Style, rng: random.Random, measure: int, own: list[Line]) -> list[Line]:
    """Paragraphs, crossheads, and the byline's pieces and the jump line where they are printed, in lines of one column."""
    jump = _standing([record.jump[2]] if record.jump else [], "jump", measure, style)
    comes = record.jump is not None and record.jump[0] == "from"
    lines = (jump if comes else []) + own
    ends = len(record.paragraphs) - 1
    for number, text in enumerate(record.paragraphs):
        lead = "".join(piece + _after(piece, style, rng) for piece in record.printed("lead")) if number == 0 else ""
        if number == ends:
            text += "".join(_before(piece, rng) + piece for piece in record.printed("close"))
        if number in record.subheads:
            lines += _standing([text], "cross", measure, style)
            continue
        drop = ""
        if number == 0 and style.drop_caps and record.kind == "article" and not lead and text[0].isalpha():
            drop, text = text[0], text[1:].lstrip()
        indent = 6 if drop else 0 if record.kind == "caption" else 4 if style.wide else 2
        rows = break_lines(lead + text, measure, style.language, indent, style.hyphenate, style.hang)
        lines += [_line(row, style, drop if row.first else "") for row in rows]
    lines += _standing(record.printed("close-own"), "byline", measure, style)
    return lines if comes else lines + jump


def _standing(texts: Sequence[str], role: str, measure: int, style: Style) -> list[Line]:
    return [Line(row.text, role) for text in texts for row in break_lines(text, measure, style.language, hyphenate=False)]


def _before(text: str, rng: random.Random) -> str:
    """What stands before a byline that closes the text: a blank, or before a bracket perhaps nothing."""
    return "" if text.startswith("（") and rng.random() < 0.4 else " "


def _after(text: str, style: Style, rng: random.Random) -> str:
    """What stands between a byline that opens the lead and the text: a blank, or after a closing mark perhaps nothing."""
    return "" if style.wide and text[-1] in "）：】〕／" and rng.random() < 0.6 else " "


def _line(row: Row, style: Style, drop: str) -> Line:
    return Line(row.text, "body", slack=row.slack if style.justify else 0.0, first=row.first, last=row.last, drop=drop)


def _moved(block: Block, number: int, band: int, x: int, y: int) -> Block:
    lines = tuple(replace(line, x=line.x + x, y=line.y + y) for line in block.lines)
    return replace(block, article=number, band=band, lines=lines)


def _furnished(blocks: list[Block], style: Style) -> list[Block]:
    """Put running heads, folios and editor lines where this paper paints them."""
    deep = max(line.y for block in blocks for line in block.lines)
    out = list(blocks)
    for text, place in reversed(style.furniture):
        where = {"top": 0, "bottom": len(out)}.get(place)
        if where is None:  # painted between two articles
            starts = [i for i in range(1, len(out)) if out[i].article != out[i - 1].article]
            where = starts[len(starts) // 2] if starts else 0
        y = deep + 2 if place == "bottom" else -2
        out.insert(where, Block("furniture", -1, (Line(text, "furniture", y=y),)))
    return out
