"""A page's JSON, from its articles on: what stands in the room's ``__init__`` is done here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tasks.emit import Settings
from tasks.emit.account import Account
from tasks.emit.articles import article_json, warnings_json
from tasks.emit.boxes import boxes_json
from tasks.emit.check import consistency
from tasks.emit.invention import Conversion, foreign_names
from tasks.emit.manifest import page_json
from tasks.emit.parts import given_json, issue_json, page_number, with_parts
from tasks.emit.schema import validate_article, validate_page
from tasks.emit.script import Writer
from tasks.emit.source import printed
from tasks.model.article import SegmentedPage
from tasks.model.emitted import EmittedPage, FurtherPart, InIssue, Origin
from tasks.model.errors import LawBroken
from tasks.model.ledger import Edit
from tasks.model.page import CleanPage


def emit(
    page: SegmentedPage, clean: CleanPage, origin: Origin, settings: Settings, place: InIssue | None = None
) -> EmittedPage:
    """The page's articles and manifest, ready to be written. See the room."""
    account = _account(page, clean)
    writer = Writer(page.language, settings.script)
    given = place.given if place else {}
    kept = [at for at in range(len(page.articles)) if at not in given]
    articles = tuple(article_json(page.articles[at], i, account, writer, origin) for i, at in enumerate(kept, 1))
    if clean.printed:
        boxes_json(articles, clean)
    issue = None
    if place:
        issue = issue_json(place, clean)
        _join(dict(zip(kept, articles, strict=True)), place, issue, settings)
    elsewhere = [given_json(page.articles[at], given[at], account, writer) for at in sorted(given)]
    manifest = page_json(articles, page, clean, account, writer, origin, issue, elsewhere)
    conversion = Conversion(writer.changes())
    for number, article in enumerate(articles, 1):
        validate_article(article)
        for wrong in (*consistency(article), *foreign_names(article, account, conversion)):
            raise LawBroken(f"article {number}, {wrong}")
    validate_page(manifest)
    return EmittedPage(articles, manifest)


def _join(articles: Mapping[int, dict[str, Any]], place: InIssue, issue: dict[str, object], settings: Settings) -> None:
    """Give the articles, by their numbers on the page, their issue, their further parts, and warnings of parts they lack."""
    known: dict[str, tuple[Account, Writer]] = {}

    def lend(part: FurtherPart) -> tuple[Account, Writer]:
        name = part.origin.page
        if name not in known:
            known[name] = _account(part.page, part.clean), Writer(part.page.language, settings.script)
        return known[name]

    number: Any = issue["page"]
    for at, article in articles.items():
        parts = place.taken.get(at, ())
        if parts:
            with_parts(article, parts, number, lend)
        stands = [one for one in (number, *(page_number(part.clean, part.number) for part in parts)) if one]
        own = {name: issue[name] for name in ("title", "date", "edition")} | {"pages": stands}
        article["warnings"] += warnings_json(tuple(place.cautions.get(at, ())))
        fields = list(article.items())
        behind = 1 + list(article).index("language")
        article.clear()
        article.update([*fields[:behind], ("issue", own), *fields[behind:]])


def _account(page: SegmentedPage, clean: CleanPage) -> Account:
    source = printed(clean)
    return Account(source, clean.span[0], _ledger(source, clean, page.edits))


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
