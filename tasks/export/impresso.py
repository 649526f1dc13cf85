"""Impresso's rebuilt content items, one a line.

An item's id needs a newspaper's alias, a day, an edition and a number: here the page's name (see :func:`alias`), the
issue's day or else the batch's, edition ``a`` and the article's order. Unless the batch is called by that very day, its
name stands before the page's, since pages of several batches may have the same name and day. So each id is one article's,
and does not change with what else is exported. Without a day there is no item. ``ts`` is that day, too, since a clock
would make each export another.
"""

from __future__ import annotations

import hashlib
import re

from tasks.export.mapping import Entry, Format, Json, Lines, NotHeld, Row, iso, item_of, midnight, paragraph_spans

_TYPES = {"article": "ar", "notice": "ad", "caption": "img", "unknown": None}
_LARGEST = 9999  # the number in an id has four digits


def alias(page: str) -> str:
    """A page's name as an alias: letters, digits and ``_``, a letter first; told by its digest where that changed much.

    >>> alias("merrowby-observer"), alias("merrowby-observer.p2"), alias("运河-03")
    ('merrowby_observer', 'merrowby_observer_p2_848806cb', 'p_03_7cba045f')
    """
    fitted = re.sub(r"[^A-Za-z0-9]+", "_", page).strip("_")
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*", page):
        return fitted
    letter = "" if re.match(r"[A-Za-z]", fitted) else "p_"
    return f"{letter}{fitted}_{hashlib.sha256(page.encode()).hexdigest()[:8]}".replace("__", "_")


def item_id(entry: Entry) -> str:
    """The id of an item; two articles never have the same, and it follows from the article alone.

    Raises:
        NotHeld: the day is not known, or the page has too many articles.
    """
    article = entry.article
    if entry.day is None:
        raise NotHeld(
            f"{article['id']} has no day, which impresso's ids need: its batch is called by none, its issue is not known; "
            "say it with --date"
        )
    if article["order"] > _LARGEST:
        raise NotHeld(f"{article['id']} has a number too large for impresso's ids, which have four digits")
    name = article["page"] if article["batch"] == iso(entry) else f"{article['batch']}/{article['page']}"
    return f"{alias(name)}-{iso(entry)}-a-i{article['order']:04}"


def _pages(entry: Entry) -> list[int] | None:
    pages = (entry.article.get("issue") or {}).get("pages", [])
    return [int(page) for page in pages] if all(page.isascii() and page.isdigit() for page in pages) else None


def _breaks(entry: Entry) -> list[int]:
    return [start for start, _ in paragraph_spans(entry.article)[1:]]


ROWS = (
    Row("id, page", "id (page, batch if not that day, day, order)", item_id),
    Row("", "ts (that day)", lambda entry: midnight(entry.day)),
    Row("issue.date, batch", "d (else the batch's day)", iso),
    Row("", "st (newspaper)", lambda entry: "newspaper"),
    Row("", "sm (print)", lambda entry: "print"),
    Row("", "olr (true)", lambda entry: True),
    Row("kind", "tp (ar, ad: notice, img: caption)", lambda entry: _TYPES[entry.article["kind"]]),
    Row("language", "lg (without the script)", lambda entry: entry.article["language"].partition("-")[0].lower()),
    Row("headline", "title"),
    Row("order", "ro"),
    Row("issue.pages", "pp (if they are numbers)", _pages),
    Row("text", "ft"),
    Row("paragraphs.text", "pb (where further paragraphs begin in ft)", _breaks),
)


def _item(entry: Entry) -> Json:
    return {"tp": None} | item_of(ROWS, entry)  # the schema wants it, and null where the kind is unknown


FORMAT = Format(
    name="impresso",
    title="impresso rebuilt content items, JSON Lines",
    rows=ROWS,
    begin=lambda sinks, _title, _day: Lines(sinks[0], _item),
    files=("{}.jsonl",),
    lost=(
        (
            "kicker, deck, byline, authors.name, authors.role, dateline.place, dateline.date",
            "an item has a title and a text",
        ),
        ("jump.direction, jump.page, jump.text, jump_from, paragraphs.role", "the same"),
        ("issue.title, issue.edition", "an item's issue is its newspaper's alias and its day"),
        ("confidence.headline, confidence.start, confidence.end, warnings.code, warnings.message", "no property says so"),
        ("provenance.boxes", "boxes are of tokens there, and of numbered pages"),
        (
            "paragraphs.spans, paragraphs.part, provenance.source, provenance.sha256, provenance.encoding, "
            "provenance.converted_from, provenance.spans, provenance.parts, provenance.pipeline, schema_version",
            "there is no trail back to a page's file",
        ),
    ),
)
