"""An article of several pages: its further parts put behind the first, and what a page gave away to another's article.

Each part keeps its own: its page, source and spans stand in ``provenance.parts``, and a paragraph names its part where that
is not the first. What a part has beyond text (the headline that a continuation is printed under, its jump lines) stands
there, too, since the article has its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tasks.emit.account import ELSEWHERE, Account
from tasks.emit.articles import (
    PARAGRAPH_BREAK,
    Form,
    authors_json,
    dateline_json,
    in_one_line,
    jump_json,
    paragraphs_json,
    warnings_json,
)
from tasks.emit.boxes import part_boxes_json
from tasks.emit.script import Writer
from tasks.model.article import ARTICLE, Article
from tasks.model.emitted import FurtherPart, InIssue
from tasks.model.ledger import Caution
from tasks.model.page import CleanPage

Json = dict[str, Any]
Lend = Callable[[FurtherPart], tuple[Account, Writer]]
"""Gives the account of a further part's page, and who writes its texts; the same for all parts of one page."""

HEADLINE_MISSING = Caution("headline-missing", "no headline on the page belongs to this text")
_OF_A_PART = {"headline-missing", "body-missing"}
"""Warnings that say nothing of an article of several parts."""


def with_parts(made: Json, parts: Sequence[FurtherPart], number: str | None, lend: Lend) -> Json:
    """The article with its further parts.

    Args:
        made: the article as published without them.
        parts: in reading order.
        number: the page's in its issue.
        lend: see there.

    Raises:
        LawBroken: a character of a part is claimed twice, or was invented.
    """
    own = made["provenance"]
    first = {name: own[name] for name in ("source", "sha256", "encoding")}
    byline = {"byline": made["byline"]} if made["byline"] else {}
    entries = [{"page": made["page"], "number": number, "why": None, **first, **byline, "spans": own["spans"]}]
    paragraphs, authors, warnings = list(made["paragraphs"]), list(made["authors"]), list(made["warnings"])
    boxes = own.get("boxes")
    for count, part in enumerate(parts, 2):
        article = part.page.articles[part.article]
        account, writer = lend(part)
        form = Form(f"article {made['order']}, part {count}", account, writer)
        entry = _entry(article, part, form)
        own_paragraphs = [{**paragraph, "part": count} for paragraph in paragraphs_json(article, form)]
        if not paragraphs and own_paragraphs:
            made["kind"] = article.kind
        paragraphs += own_paragraphs
        authors += [author for author in authors_json(article, writer) if author not in authors]
        warnings += [one for one in warnings_json(article.warnings) if one["code"] not in _OF_A_PART | _codes(warnings)]
        if boxes is not None and part.clean.printed:
            fields, more = part_boxes_json(form.spans, own_paragraphs, part.clean)
            entry["boxes"] = fields
            boxes["paragraphs"] += more
        entries.append(entry)
        made["confidence"]["end"] = round(float(article.confidence.end), 3)
    made["byline"] = " ".join(entry["byline"] for entry in entries if "byline" in entry) or None
    made["paragraphs"], made["authors"] = paragraphs, authors
    made["text"] = PARAGRAPH_BREAK.join(paragraph["text"] for paragraph in paragraphs) or None
    bare = made["kind"] == ARTICLE and made["headline"] is None and "headline-missing" not in _codes(warnings)
    warnings += warnings_json((HEADLINE_MISSING,)) if bare else []
    made["warnings"] = [one for one in warnings if not paragraphs or one["code"] != "body-missing"]
    own["parts"] = entries
    return made


def _codes(warnings: Sequence[Mapping[str, str]]) -> set[str]:
    return {one["code"] for one in warnings}


def _entry(article: Article, part: FurtherPart, form: Form) -> Json:
    """A further part as ``provenance.parts`` has it; its paragraphs are the article's."""
    lines = {
        "kicker": article.kicker,
        "headline": article.headline,
        "deck": article.deck,
        "byline": in_one_line(article.byline),
    }
    texts = {field: form.line(field, text) for field, text in lines.items()}
    dateline_json(article, form)
    form.line("marks", in_one_line(article.marks))
    jumps = {"jump": jump_json("jump", article.jump, form), "jump_from": jump_json("jump_from", article.came, form)}
    origin = part.origin
    return {
        "page": origin.page,
        "number": page_number(part.clean, part.number),
        "why": part.why,
        "source": origin.source,
        "sha256": origin.sha256,
        "encoding": origin.encoding,
        **{name: value for name, value in {**texts, **jumps}.items() if value},
        "spans": form.spans,
    }


def given_json(article: Article, owner: str, account: Account, writer: Writer) -> Json:
    """What a page gave to another's article: that article's id, and all spans of it, in order.

    Raises:
        LawBroken: a character of it is claimed twice, or was invented.
    """
    form = Form(f"the part of {owner}", account, writer, ELSEWHERE)
    for field in ("kicker", "headline", "deck"):
        form.line(field, getattr(article, field))
    form.line("byline", in_one_line(article.byline))
    form.line("dateline", in_one_line(article.dateline_text))
    form.line("marks", in_one_line(article.marks))
    jump_json("jump", article.jump, form)
    jump_json("jump_from", article.came, form)
    paragraphs = paragraphs_json(article, form)
    spans = [span for field in form.spans.values() for span in field]
    for paragraph in paragraphs:
        where: Any = paragraph["spans"]
        spans += where
    return {"article": owner, "spans": sorted(spans)}


def issue_json(place: InIssue, clean: CleanPage) -> Json:
    """The issue, as its METS states it, else as its pages print it, and the page's place there."""
    heading, stated = place.heading, clean.printed
    return {
        "title": stated and stated.title or heading.title,
        "date": stated and _plain_date(stated.date) or heading.date,
        "edition": stated and stated.edition or heading.edition,
        "page": page_number(clean, place.number),
        "pages": place.pages,
    }


def page_number(clean: CleanPage, printed: str | None) -> str | None:
    """A page's number in its issue: as its METS states it, or by its place there; else as the pages print it."""
    stated = clean.printed
    if stated is None or not (stated.title or stated.date):  # which a METS alone states
        return printed
    return stated.label or str(stated.number)


def _plain_date(date: str | None) -> str | None:
    """A date as stated; one with dots, which is day first wherever it is written so, as ISO 8601.

    >>> _plain_date("01.04.1814"), _plain_date("1904-01-17")
    ('1814-04-01', '1904-01-17')
    """
    found = re.fullmatch(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})", date or "")
    return f"{found[3]}-{found[2]}-{found[1]}" if found else date
