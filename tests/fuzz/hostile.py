"""Segmented pages that no stage 3 would make: fields that share characters, leave the page, invent letters, tell no edit."""

from __future__ import annotations

from typing import Any

from tasks.model.article import (
    AGENCY,
    ARTICLE,
    AUTHOR,
    CAPTION,
    EDITOR,
    NOTICE,
    UNKNOWN,
    Article,
    Author,
    Confidence,
    Dateline,
    Furniture,
    Jump,
    Paragraph,
    SegmentedPage,
)
from tasks.model.ledger import Caution, Decision, Edit
from tasks.model.page import CleanPage, Encoding
from tasks.model.trace import Traced
from tests.fuzz.draw import LANGUAGES, Draw
from tests.fuzz.draw import page as drawn

NO_HEADLINE = Caution("headline-missing", "no headline was found")


def page(draw: Draw) -> tuple[SegmentedPage, CleanPage]:
    """A page whose every character is claimed once, then mischief is done to it; and what ``normalise`` would have made."""
    language, offset, parts, mischief = draw.one(LANGUAGES), draw.number(5), 1 + draw.number(12), draw.number(3)
    fields = [draw.byte() for _ in range(parts)]
    edits = [_edit(draw, offset) for _ in range(draw.number(3))]
    tricks = [(draw.number(7), draw.number(parts - 1), draw.byte()) for _ in range(mischief)]
    text = drawn(draw)
    traced = Traced.whole(text, offset)
    cuts = [len(text) * i // parts for i in range(parts + 1)]
    pieces = [traced[a:z] for a, z in zip(cuts, cuts[1:], strict=False)]
    for trick, at, byte in tricks:
        pieces[at] = _trick(trick, pieces[at], byte, traced)
    span = (offset, offset + len(text))
    clean = CleanPage(1, 1, span, Encoding("utf-8", "drawn", 1.0), language, traced, (), (), ())
    furniture = [Furniture(_role(field), piece) for field, piece in zip(fields, pieces, strict=True) if field % 5 == 4]
    rest = [(field, piece) for field, piece in zip(fields, pieces, strict=True) if field % 5 != 4]
    articles = [_article(rest[at : at + 4]) for at in range(0, len(rest), 4)]
    made = SegmentedPage(language, tuple(articles), tuple(furniture), tuple(edits), _decisions(span), ())
    return made, clean


def _role(field: int) -> str:
    return ("running-head", "folio", "flag", "editor-line", "section", "other", "", "crosshead")[field // 5 % 8]


def _decisions(span: tuple[int, int]) -> tuple[Decision, ...]:
    return (Decision("segment.drawn", span, "drawn", 0.5),)


def _edit(draw: Draw, offset: int) -> Edit:
    start, length = draw.number(60) + offset, draw.number(3)
    before, after = draw.one(("", "-", "- ", "a", "市")), draw.one(("", " ", "b", "x"))
    return Edit("segment.join-hyphen", (start, start + length), before, after)


def _trick(trick: int, piece: Traced, byte: int, whole: Traced) -> Traced:
    """One breach of a law (or what may look like one)."""
    if trick == 0:
        return piece + whole[: byte % 9]  # claimed twice
    if trick == 1:
        return piece[: len(piece) * byte // 255]  # lost
    if trick == 2:
        return Traced.placed("".join(c.swapcase()[0] for c in piece.text), piece.starts, piece.ends)  # other letters
    if trick == 3:
        return piece + Traced.inserted(" x\n\u3000"[byte % 4], piece.ends[-1] if piece else 0)  # put in
    if trick == 4:
        return Traced.placed(
            piece.text, tuple(at + byte for at in piece.starts), tuple(at + byte for at in piece.ends)
        )  # shifted
    if trick == 5:
        return piece[byte % 7 :] + piece[: byte % 7]  # turned round
    if trick == 6:
        return Traced.placed(piece.text, piece.starts, tuple(at + byte % 3 for at in piece.ends))  # wider than printed
    return piece.without(range(0, len(piece), 1 + byte))  # holes


def _article(parts: list[tuple[int, Traced]]) -> Article:
    made: dict[str, Any] = {"kicker": None, "headline": None, "deck": None, "jump": None}
    made |= {name: [] for name in ("byline", "dateline_text", "marks", "paragraphs")}
    authors: list[Author] = []
    kind = ARTICLE
    for field, piece in parts:
        name = ("paragraphs", "headline", "kicker", "deck", "byline", "dateline_text", "marks", "jump")[field // 5 % 8]
        kind = (ARTICLE, CAPTION, NOTICE, UNKNOWN)[field // 40 % 4]
        if name == "paragraphs":
            made[name].append(Paragraph(piece, "crosshead" if field >= 200 else "body"))
        elif name in ("byline", "dateline_text", "marks"):
            made[name].append(piece)
            if name == "byline":
                authors.append(Author(piece.text[: field % 20].strip() or "J", (AUTHOR, AGENCY, EDITOR)[field % 3]))
        elif name == "jump":
            made[name] = Jump("to", str(field % 9) or None, piece)
        else:
            made[name] = piece
    where = made["dateline_text"] or made["byline"]
    place = where[0].text.split(",")[0].strip() or None if where else None
    known = {name: tuple(value) if isinstance(value, list) else value for name, value in made.items()}
    return Article(
        kind=kind,
        authors=tuple(authors),
        dateline=Dateline(place, None),
        confidence=Confidence(0.5 if made["headline"] else None, 0.9, 0.9),
        warnings=() if made["headline"] else (NO_HEADLINE,),
        **known,
    )
