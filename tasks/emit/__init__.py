"""Stage 4, emit: articles in memory → JSON that satisfies the schema and the laws.

The problem: what leaves the pipeline is trusted without being looked at, so it must be right in form and complete. This room
gives the articles their published form, converts the script if that was asked for, and settles the page's accounts: every
character of the source that is no blank is in a field of one article, in the furniture, or taken out by an edit of the
ledger; every character of the output is the source's or an edit's.

The promise: an account that does not add up raises, naming place and text; nothing is dropped, guessed or made up here, and
the same page gives the same bytes. Left alone: the texts themselves, which stage 3 hands over finished (only blanks at their
ends go, and a line end within a headline becomes a blank).

What a reader may want to know of the form: ``text`` joins the paragraphs by a blank line; pieces of a byline are joined by
one space; place and date of a dateline that stands within a byline have spans within the byline's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tasks.emit.account import Account
from tasks.emit.articles import article_json
from tasks.emit.boxes import boxes_json
from tasks.emit.check import consistency
from tasks.emit.invention import Conversion, foreign_names
from tasks.emit.manifest import page_json
from tasks.emit.schema import validate_article, validate_page
from tasks.emit.script import Script, Writer
from tasks.emit.source import printed
from tasks.model.article import SegmentedPage
from tasks.model.emitted import EmittedPage, Origin
from tasks.model.errors import LawBroken
from tasks.model.ledger import Edit
from tasks.model.page import CleanPage

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Settings:
    """What emit can be told: the script of the emitted Chinese (``as-printed`` leaves it)."""

    script: Script = "as-printed"


def emit(page: SegmentedPage, clean: CleanPage, origin: Origin, settings: Settings) -> EmittedPage:
    """The page's articles and manifest, ready to be written.

    Args:
        page: what ``segment`` made; its edits may or may not repeat those of the stages before (each counts once).
        clean: what ``normalise`` made of the same page: the source text is read back from it and its edits.
        origin: batch, page, file, digest and versions, which the text cannot tell.
        settings: the script to write in.

    Returns:
        Articles as dictionaries in the schema's order of fields, and ``page.json``.

    Raises:
        LawBroken: a character is in two places or in none, or was invented, or a result does not fit the schema.
    """
    source = printed(clean)
    account = Account(source, clean.span[0], _ledger(source, clean, page.edits))
    writer = Writer(page.language, settings.script)
    articles = tuple(article_json(article, i, account, writer, origin) for i, article in enumerate(page.articles, 1))
    manifest = page_json(articles, page, clean, account, writer, origin)
    if clean.printed:
        boxes_json(articles, clean)
    conversion = Conversion(writer.changes())
    for number, article in enumerate(articles, 1):
        validate_article(article)
        for wrong in (*consistency(article), *foreign_names(article, account, conversion)):
            raise LawBroken(f"article {number}, {wrong}")
    validate_page(manifest)
    return EmittedPage(articles, manifest)


def _ledger(source: str, clean: CleanPage, later: Iterable[Edit]) -> tuple[Edit, ...]:
    """All edits of the page, each once, by place; ``before`` is what was printed (later stages saw repaired text)."""
    offset, end = clean.span
    edits: dict[Edit, None] = {}
    for edit in (*clean.edits, *later):
        left, right = edit.span
        if not offset <= left <= right <= end:
            left = right = offset  # Account refuses it by its span
        before = source[left - offset : right - offset]
        edits[edit if edit.before == before else Edit(edit.rule, edit.span, before, edit.after)] = None
    return tuple(sorted(edits, key=lambda edit: edit.span))
