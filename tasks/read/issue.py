"""A file's pages as pages of the issue whose METS lists the file."""

from __future__ import annotations

from dataclasses import replace

from tasks.model.source import SourceIssue, SourcePage


def in_issue(pages: tuple[SourcePage, ...], issue: SourceIssue, resource: str) -> tuple[SourcePage, ...]:
    """The pages of a file with their number and label, and their issue's title and date, where its METS lists the file."""
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
