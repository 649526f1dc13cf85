"""A page's JSON, from its articles on: what stands in the room's ``__init__`` is done here."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.emit import Settings
from tasks.emit.account import Account
from tasks.emit.articles import article_json
from tasks.emit.boxes import boxes_json
from tasks.emit.check import consistency
from tasks.emit.invention import Conversion, foreign_names
from tasks.emit.manifest import page_json
from tasks.emit.schema import validate_article, validate_page
from tasks.emit.script import Writer
from tasks.emit.source import printed
from tasks.model.article import SegmentedPage
from tasks.model.emitted import EmittedPage, Origin
from tasks.model.errors import LawBroken
from tasks.model.ledger import Edit
from tasks.model.page import CleanPage


def emit(page: SegmentedPage, clean: CleanPage, origin: Origin, settings: Settings) -> EmittedPage:
    """The page's articles and manifest, ready to be written. See the room."""
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
