"""What a library says of an issue, in a METS or a DIDL, and a file's pages as pages of the issue that lists it."""

from __future__ import annotations

from dataclasses import replace

from tasks.model.errors import UnknownFormat
from tasks.model.source import SourceIssue, SourcePage
from tasks.read.didl import read_didl
from tasks.read.formats import DIDL, METS, format_of
from tasks.read.mets import read_mets


def read_issue(data: bytes) -> SourceIssue:
    """The issue that a METS or a DIDL describes; whatever else it is, it is read as a METS, which says what is wrong.

    Raises:
        BrokenSource: it is neither, is damaged, or lists no page in ALTO; with line and element.
        UnsafeMarkup: it declares entities, or nests without bound.
    """
    try:
        kind = format_of(data)
    except UnknownFormat:
        kind = METS
    return read_didl(data) if kind == DIDL else read_mets(data)


def in_issue(pages: tuple[SourcePage, ...], issue: SourceIssue, resource: str) -> tuple[SourcePage, ...]:
    """The pages of a file with their number and label, and their issue's title and date, where that lists the file."""
    listed = next((page for page in issue.pages if page.resource == resource), None)
    if listed is None:
        return pages
    return tuple(
        replace(
            page,
            number=listed.number + more,
            label=listed.label or page.label,
            title=issue.title,
            date=issue.date,
            edition=issue.edition,
        )
        for more, page in enumerate(pages)
    )
