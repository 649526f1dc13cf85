"""The files of one issue → its pages in order: as its METS has them, else by the files' names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from tasks.model.errors import BrokenSource, UnknownFormat
from tasks.model.source import SourceIssue, SourcePage
from tasks.read import read
from tasks.read.formats import METS, format_of
from tasks.read.layout import Ordering
from tasks.read.mets import read_mets


def read_issue(files: Mapping[str, bytes], ordering: Ordering = "auto") -> tuple[SourcePage, ...]:
    """The pages of an issue, numbered through, each with the issue's title and date and the file it comes from.

    Args:
        files: what the issue's folder holds, by name (a path below the folder).
        ordering: whose reading order of blocks counts.

    Raises:
        BrokenSource: the METS lists a file that is not there, or a file is damaged; the message names it.
        UnknownFormat: none of the files holds a page.
    """
    kinds = {name: _kind(data) for name, data in files.items()}
    listing = next((name for name in sorted(files) if kinds[name] == METS), None)
    if listing is not None:
        return _listed(read_mets(files[listing]), listing, files, ordering)
    names = sorted((name for name, kind in kinds.items() if kind), key=_numbers)
    pages = [(name, page) for name in names for page in _read(name, files[name], ordering)]
    if not pages:
        raise UnknownFormat(f"none of the {len(files)} files of the issue holds a page")
    return tuple(replace(page, number=at, resource=name) for at, (name, page) in enumerate(pages, 1))


def _kind(data: bytes) -> str | None:
    """A file's format; files of other kinds (metadata, texts of articles) are no pages."""
    try:
        return format_of(data)
    except UnknownFormat:
        return None


def _listed(issue: SourceIssue, listing: str, files: Mapping[str, bytes], ordering: Ordering) -> tuple[SourcePage, ...]:
    """The pages that a METS lists."""
    by_name = {name.rpartition("/")[2]: name for name in files}
    pages: list[SourcePage] = []
    for listed in issue.pages:
        name = by_name.get(listed.resource)
        if name is None:
            mend = "deliver the file, or take the METS away: then all files of the folder are pages, by their names"
            raise BrokenSource(f"{listing} lists page {listed.number} in '{listed.resource}', which is not there", mend=mend)
        for page in _read(name, files[name], ordering):
            label = listed.label or page.label
            number = len(pages) + 1
            pages.append(replace(page, number=number, label=label, title=issue.title, date=issue.date, resource=name))
    return tuple(pages)


def _read(name: str, data: bytes, ordering: Ordering) -> tuple[SourcePage, ...]:
    try:
        return read(data, ordering)
    except BrokenSource as wrong:
        raise type(wrong)(f"{name}: {wrong}", mend=wrong.mend) from wrong


def in_issue(pages: tuple[SourcePage, ...], issue: SourceIssue, resource: str) -> tuple[SourcePage, ...]:
    """The pages of a file with their number and label, and their issue's title and date, where its METS lists the file."""
    listed = next((page for page in issue.pages if page.resource == resource), None)
    if listed is None:
        return pages
    return tuple(
        replace(page, number=listed.number + more, label=listed.label or page.label, title=issue.title, date=issue.date)
        for more, page in enumerate(pages)
    )


def _numbers(name: str) -> list[tuple[int, str]]:
    """A key that sorts page 2 before page 10."""
    return [(int(piece), "") if piece.isdigit() else (-1, piece) for piece in re.split(r"(\d+)", name)]
