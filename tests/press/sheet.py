"""Makes the HTML of a page: articles in rows, each with its head, its columns and whatever its kind needs."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import pyphen

from tests.press.furniture import draw_jump
from tests.press.styles import Look
from tests.typeset.articles import Record, gold

SHY = "\N{SOFT HYPHEN}"
LEAST = {True: 50.0, False: 62.0}
"""The narrowest column, in points, of Chinese and of Latin print: six characters, or a long word, of common body type."""
_SHEET = Template(Path(__file__).with_name("page.css").read_text(encoding="utf-8"))
_ARTICLES = {
    "article": "border-bottom: .5pt solid #000; padding-bottom: 4pt",
    "frame": "border: .5pt solid #888; padding: 3pt",
}
_WORD = re.compile(r"[^\W\d_]{5,}")
_DICTIONARIES = {"en": "en_US", "de": "de_DE", "fr": "fr_FR"}
_CLAUSE = re.compile(r"[\u4e00-\u9fff]{4,9}")
_MARKS = "\"'.,;:!?()[]«»„“”‘’–—- "
_ONSET = re.compile(r"(?![bdfgkptvwc]?[lr]|sch|ch|pf|s[tp]|kn|gn|qu|zw|[tpr]h)[bcdfghjklmnpqrstvwxz]{2}")
"""What no German syllable begins with; the word list divides some words wrongly."""


def dress(record: Record, look: Look, variety: str, rng: random.Random) -> Record:
    """The article as this page prints it: perhaps without its headline, with crossheads, sent on elsewhere, in capitals."""
    if record.kind == "article" and rng.random() < look.headless:
        record = replace(record, kicker=(), main=(), deck=())
    if record.kind == "article" and record.jump is None and rng.random() < look.jumps:
        record = replace(record, jump=draw_jump(look.language, variety, rng))
    if look.crossed and record.kind == "article" and not record.subheads and rng.random() < look.crossed:
        record = _crossed(record, look, rng)
    if look.capitals:
        record = replace(record, main=tuple(line.upper() for line in record.main))
    return record


def _crossed(record: Record, look: Look, rng: random.Random) -> Record:
    """The article with crossheads: some words of the paragraph that follows, as editors take them."""
    paragraphs: list[str] = []
    subheads: list[int] = []
    every, capitals = rng.randint(1, 4), look.capitals or rng.random() < 0.3
    for number, text in enumerate(record.paragraphs):
        words = _CLAUSE.findall(text) if look.wide else text.split()
        if number and number % every == 0 and len(words) > 6:
            at, count = rng.randrange(len(words) - 4), 1 if look.wide else rng.randint(1, 4)
            head = " ".join(words[at : at + count]).strip(_MARKS)
            if head:
                subheads.append(len(paragraphs))
                paragraphs.append(head.upper() if capitals else head[0].upper() + head[1:])
        paragraphs.append(text)
    return replace(record, paragraphs=tuple(paragraphs), subheads=tuple(subheads))


def golden(records: Sequence[Record], look: Look, name: str) -> dict[str, Any]:
    """The page's ``gold.json``."""
    return {
        "source": name,
        "language": look.language,
        "style": look.told(),
        "furniture": [*look.top, *look.foot],
        "articles": [gold(record) for record in records],
    }


def html(records: Sequence[Record], look: Look, rng: random.Random) -> str:
    """The page, ready to print; soft hyphens stand where a word may be divided."""
    top = _strip(look.top, look.head_rule + " first")
    foot = _strip(look.foot, look.foot_rule + (" one" if len(look.foot) == 1 else ""))
    rows = "\n".join(
        f'<div class="row">{"".join(_article(place, look, rng) for place in row)}</div>'
        for row in (_by_grid if look.grid else _by_count)(records, look, rng)
    )
    body = f"{rows}\n{top}{foot}" if look.furniture_last else f"{top}{rows}\n{foot}"
    return (
        f'<!doctype html><html lang="{look.language}"><head><meta charset="utf-8"><style>{css(look)}</style></head>'
        f"<body>{body}</body></html>\n"
    )


def css(look: Look) -> str:
    """The page's style sheet: ``page.css`` with what this look says."""
    values = {key: round(value, 2) if isinstance(value, float) else value for key, value in asdict(look).items()}
    values |= {
        "inner": round(look.inner, 2),
        "side_em": round(11.5 * look.main_em, 1),
        "page_css": "display: flex; flex-direction: column" if look.furniture_last else "",
        "row_css": "border-top: 1.5pt solid #000; padding-top: 4pt" if look.rules == "row" else "",
        "body_css": "column-rule: .5pt solid #000" if look.rules == "column" else "",
        "main_css": "text-wrap: balance" if look.balanced else "",
        "article_css": _ARTICLES.get(look.rules, ""),
    }
    return _SHEET.substitute(values)


def _strip(parts: Sequence[str], classes: str) -> str:
    """A running head or foot line, its parts spread over the page's width."""
    spans = "".join(f"<span>{escape(part)}</span>" for part in parts)
    return f'<div class="strip {classes}">{spans}</div>\n' if parts else ""


@dataclass(frozen=True)
class Place:
    """An article's place in its row: how wide it is, in columns of the page, and how many columns it is set in."""

    record: Record
    share: int
    columns: int


def _by_count(records: Sequence[Record], look: Look, rng: random.Random) -> list[list[Place]]:
    """Rows of one to ``look.row`` articles that share the page's width as their lengths want."""
    rows, left = [], list(records)
    most = int((look.inner + look.gutter) / (LEAST[look.wide] * look.size / 8.5 + look.gutter))
    while left:
        row, left = left[: (count := rng.randint(1, look.row))], left[count:]
        columns = [_columns(record, look) for record in row]
        while sum(columns) > most:
            columns[columns.index(max(columns))] -= 1
        rows.append([Place(record, number, number) for record, number in zip(row, columns, strict=True)])
    return rows


def _by_grid(records: Sequence[Record], look: Look, rng: random.Random) -> list[list[Place]]:
    """Rows that fill the page's columns; here and there an article is set in wider columns than the page's."""
    rows: list[list[Record]] = [[]]
    free = look.grid
    for record in records:
        wanted = min(_columns(record, look), look.grid)
        if wanted > free:
            rows.append([])
            free = look.grid
        rows[-1].append(record)
        free -= wanted
    placed = []
    for row in rows:
        shares = [min(_columns(record, look), look.grid) for record in row]
        for _ in range(look.grid - sum(shares)):
            shares[max(range(len(row)), key=lambda n: (row[n].kind == "article") * row[n].size / shares[n])] += 1
        columns = [1 if record.kind != "article" else share for record, share in zip(row, shares, strict=True)]
        columns = [max(1, number - 1) if rng.random() < look.off_grid else number for number in columns]
        placed.append([Place(*place) for place in zip(row, shares, columns, strict=True)])
    return placed


def _columns(record: Record, look: Look) -> int:
    if record.kind != "article":
        return 1
    return max(1, min(look.columns, round(record.size / look.per_column)))


def _article(place: Place, look: Look, rng: random.Random) -> str:
    """One article; what stands first in it is painted first, wherever it stands on the page."""
    record = place.record
    last = look.heads == "last" or (look.heads == "mixed" and rng.random() < 0.5)
    head = _head(record, look)
    body = f'<div class="body" style="columns:{place.columns}">{_body(record, look, rng)}</div>'
    picture = '<div class="picture"></div>' if record.kind == "caption" and look.caption_at != "bare" else ""
    parts = [head, body, picture] if look.caption_at == "above" else [head, picture, body]
    classes = [record.kind]
    roomy = place.share > 1 or not look.grid
    if look.vertical and roomy and record.kind == "article" and 0 < len("".join(record.main)) <= 22:
        classes += ["side", *rng.choice(([], ["flip"]))]
    elif picture and not head and look.caption_at == "beside":
        classes += ["beside"]
    if last and head:
        parts.reverse()
        classes += [] if "side" in classes else ["last"]
    return f'<article class="{" ".join(classes)}" style="flex:{place.share} 1 0">{"".join(parts)}</article>'


def _byline_stands(record: Record, look: Look) -> str:
    """Where a byline of its own is printed: ``head``, ``above-deck``, ``body`` or ``end``."""
    if not record.main:
        return "body"
    if look.byline_at == "end" and any(piece.at != "own" for piece in record.byline):
        return "head"  # at the end it would be read after the others
    if look.byline_at == "above-deck" and not record.deck:
        return "head"
    return look.byline_at


def _head(record: Record, look: Look) -> str:
    own = [_line("byline", text) for text in record.printed("own")]
    stands = _byline_stands(record, look)
    decks = [_line("deck", text) for text in record.deck]
    if look.deck_rule:
        decks = [part for deck in decks for part in ("<hr>", deck)]
    parts = [
        *(_line("kicker", text) for text in record.kicker),
        *(_line("main", text) for text in record.main),
        *(own if stands == "above-deck" else ()),
        *decks,
        *(own if stands == "head" else ()),
    ]
    return f"<header>{''.join(parts)}</header>" if parts else ""


def _line(role: str, text: str) -> str:
    return f'<div class="{role}">{escape(text)}</div>'


def _body(record: Record, look: Look, rng: random.Random) -> str:
    """Paragraphs, crossheads, and the pieces of the byline and the jump line where they are printed."""
    own = [_paragraph("byline", text) for text in record.printed("own")]
    stands = _byline_stands(record, look)
    closes, stood = record.printed("close"), record.printed("close-own")
    if look.close_own and not look.wide:
        closes, stood = [], closes + stood
    direction, _, words = record.jump or ("", "", "")
    inline = direction == "to" and look.jump_inline and not stood
    jump = "" if inline or not words else _paragraph("jump", words)
    lead = "".join(piece + _blank(piece, look, rng) for piece in record.printed("lead"))
    tail = "".join(("" if piece[0] in "（【" and rng.random() < 0.4 else " ") + piece for piece in closes)
    if inline:
        tail += ("" if look.wide else " ") + words
    parts = [jump if direction == "from" else "", *(own if stands == "body" else ())]
    end = len(record.paragraphs) - 1
    for number, text in enumerate(record.paragraphs):
        if number in record.subheads:
            parts.append(_paragraph("cross", text))
            continue
        whole = (lead if number == 0 else "") + text + (tail if number == end else "")
        drop = ' class="drop"' if number == 0 and _drops(record, look, lead) else ""
        parts.append(f"<p{drop}>{_divided(escape(whole, quote=False), look, rng)}</p>")
    parts += [_paragraph("close", text) for text in stood]
    parts += own if stands == "end" else ()
    return "".join(parts) + (jump if direction == "to" else "")


def _paragraph(role: str, text: str) -> str:
    return f'<p class="{role}">{escape(text)}</p>'


def _drops(record: Record, look: Look, lead: str) -> bool:
    """Whether the first paragraph opens with a drop cap."""
    if look.family == "house":
        return look.drop_caps
    return look.drop_caps and record.kind == "article" and not lead and record.paragraphs[0][0].isalpha()


def _blank(piece: str, look: Look, rng: random.Random) -> str:
    return "" if look.wide and piece[-1] in "）：】〕／" and rng.random() < 0.6 else " "


@cache
def _dictionary(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=_DICTIONARIES[language], left=2, right=3)


def _divided(text: str, look: Look, rng: random.Random) -> str:
    """The text with soft hyphens in that share of its words that this paper divides."""
    if look.wide or not look.divided:
        return text

    def divide(match: re.Match[str]) -> str:
        word = match.group()
        if word.isupper() or rng.random() > look.divided:
            return word
        places = _dictionary(look.language).positions(word)
        if look.language == "de":
            places = [place for place in places if not _ONSET.match(word[place:])]
        cuts = [0, *places, len(word)]
        return SHY.join(word[start:end] for start, end in zip(cuts, cuts[1:], strict=False))

    return _WORD.sub(divide, text)
