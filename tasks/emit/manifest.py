"""The manifest of a page: what is on it, and the account that shows nothing was lost."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.emit.account import FURNITURE, Account
from tasks.emit.articles import pipeline_json, warnings_json
from tasks.emit.boxes import sheet_json
from tasks.emit.schema import SCHEMA_VERSION
from tasks.emit.script import Writer
from tasks.model.article import SegmentedPage
from tasks.model.emitted import Origin
from tasks.model.page import CleanPage


def page_json(
    articles: tuple[dict[str, object], ...],
    page: SegmentedPage,
    clean: CleanPage,
    account: Account,
    writer: Writer,
    origin: Origin,
    issue: dict[str, object] | None = None,
    elsewhere: Sequence[dict[str, object]] = (),
) -> dict[str, object]:
    """``page.json``, once the articles have claimed their characters.

    Args:
        articles: as published.
        page: what ``segment`` made.
        clean: what ``normalise`` made.
        account: of the page.
        writer: of its texts.
        origin: where it comes from.
        issue: its issue, and its place there; None for a page by itself.
        elsewhere: what of it is part of other pages' articles.

    Raises:
        LawBroken: the account does not add up.
    """
    furniture = _furniture(page, account, writer)
    return {
        "schema_version": SCHEMA_VERSION,
        "id": f"{origin.batch}/{origin.page}",
        "batch": origin.batch,
        "page": origin.page,
        "language": writer.language,
        **({"issue": issue} if issue else {}),
        "articles": [
            {**{key: article[key] for key in ("order", "id", "kind", "headline")}, "file": file_name(order)}
            for order, article in enumerate(articles, 1)
        ],
        "furniture": furniture,
        **({"elsewhere": list(elsewhere)} if elsewhere else {}),
        "counts": account.settle(),
        "warnings": warnings_json((*clean.warnings, *page.warnings)),
        "edits": [
            {"rule": edit.rule, "span": list(edit.span), "before": edit.before, "after": edit.after}
            for edit in account.edits
        ],
        "conversion": writer.conversion(),
        "provenance": _provenance(clean, origin),
    }


def file_name(order: int) -> str:
    """The file of the article with this number.

    >>> file_name(7)
    '07.json'
    """
    return f"{order:02d}.json"


def _provenance(clean: CleanPage, origin: Origin) -> dict[str, object]:
    return {
        "source": origin.source,
        "sha256": origin.sha256,
        "span": list(clean.span),
        "number": clean.number,
        "pages": clean.pages,
        "encoding": {
            "name": origin.encoding,
            "how": clean.encoding.how,
            "confidence": round(float(clean.encoding.confidence), 3),
        },
        "pipeline": pipeline_json(origin),
        **({"sheet": sheet_json(clean)} if clean.printed else {}),
    }


def _furniture(page: SegmentedPage, account: Account, writer: Writer) -> list[dict[str, object]]:
    """The furniture that has any text, claimed."""
    out: list[dict[str, object]] = []
    for number, piece in enumerate(page.furniture, 1):
        text = piece.text.strip()
        if not text:
            continue
        name = f"furniture {number} ({piece.role})"
        where = account.follow(text, name)
        account.claim([(left, right) for left, right in where], FURNITURE, name)
        out.append({"role": piece.role, "text": writer.write(text.text), "spans": where})
    return out
