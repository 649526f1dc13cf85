"""All that is known of a page: its results at each stage, its lines, where each part of them went, what was taken out."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tasks.emit.account import squash
from tasks.emit.check_parts import own_paragraphs
from tasks.emit.replay import Replay, unreplayed
from tasks.emit.source import printed
from tasks.model.article import SegmentedPage
from tasks.model.ledger import Decision, Edit
from tasks.model.page import CleanPage, FlowPage
from tasks.model.trace import Span
from tasks.run.commands import again, typed
from tasks.run.errors import Altered, NothingThere
from tasks.run.failures import command
from tasks.run.job import Job
from tasks.run.seeds import SeedFile
from tasks.run.stages import STAGES
from tasks.store import Damaged


@dataclass(frozen=True)
class Place:
    """A stretch of source and where it went: an article's field (by number from 1) or the furniture (``article`` None).

    ``elsewhere`` is the id of another page's article that it is part of; then neither.
    """

    span: Span
    article: int | None
    field: str
    elsewhere: str | None = None


@dataclass(frozen=True)
class Dossier:
    """A page with its ledger.

    ``source`` is the page's decoded text, ``first_line`` the number of its first line in the file, ``breaks`` the offsets
    in the file at which its lines end; ``edits`` are in the order they were made, ``decisions`` in that of their places.
    ``lines`` are the spans of each line as ``reflow`` left it, in reading order; none if the page has not come so far.
    """

    page: str
    clean: CleanPage
    source: str
    first_line: int
    breaks: tuple[int, ...]
    edits: tuple[tuple[str, Edit], ...]
    decisions: tuple[tuple[str, Decision], ...]
    articles: tuple[dict[str, Any], ...]
    manifest: dict[str, Any]
    lines: tuple[tuple[Span, ...], ...] = ()

    @property
    def last_line(self) -> int:
        """The number of its last line in the file."""
        return self.first_line + max(0, len(self.breaks) - 1)

    def span_of(self, line: int) -> Span:
        """The source span of a line, its end included."""
        at = line - self.first_line
        return (self.breaks[at - 1] if at else self.clean.span[0], self.breaks[at])

    def line_of(self, offset: int) -> int:
        """The line that an offset stands in."""
        return min(self.first_line + bisect.bisect_right(self.breaks, offset), self.last_line)

    def text(self, span: Span) -> str:
        """The source at a span."""
        base = self.clean.span[0]
        return self.source[max(0, span[0] - base) : max(0, span[1] - base)]

    def here(self, span: Span) -> tuple[list[tuple[str, Edit]], list[tuple[str, Decision]]]:
        """The edits and the decisions, with their stages, that touch a stretch of source."""
        edits = [(stage, edit) for stage, edit in self.edits if touches(edit.span, span)]
        decisions = [(stage, one) for stage, one in self.decisions if touches(one.span, span)]
        return sorted(edits, key=lambda item: item[1].span), decisions

    def unreplayed(self) -> list[str]:
        """Which published texts do not follow from the source and the edits; none unless the program is wrong."""
        replay = Replay(self.source, self.clean.span[0], (edit for _, edit in self.edits))
        return list(unreplayed(self.articles, self.manifest, replay)) if self.manifest else []

    def removed(self) -> list[tuple[str, Edit]]:
        """The edits that took printed characters out, blanks aside, in the order of their places."""
        gone = [(stage, edit) for stage, edit in self.edits if len(squash(edit.after)) < len(squash(self.text(edit.span)))]
        return sorted(gone, key=lambda item: item[1].span)

    def stretch(self, article: int) -> Span:
        """From the first to the last character that an article has on the page."""
        mine = [place.span for place in self.places() if place.article == article]
        return min(start for start, _ in mine), max(end for _, end in mine)

    def places(self) -> Iterator[Place]:
        """Where each part of the source went."""
        for number, article in enumerate(self.articles, 1):
            for name, spans in article["provenance"]["spans"].items():
                yield from (Place((left, right), number, name) for left, right in spans)
            for count, paragraph in enumerate(own_paragraphs(article), 1):
                yield from (Place((left, right), number, f"paragraph {count}") for left, right in paragraph["spans"])
        for piece in self.manifest.get("furniture", []):
            yield from (Place((left, right), None, piece["role"]) for left, right in piece["spans"])
        for piece in self.manifest.get("elsewhere", []):
            yield from (Place((left, right), None, "part", piece["article"]) for left, right in piece["spans"])


def touches(one: Span, other: Span) -> bool:
    """Whether two spans share a character; an empty one (something was put in) counts where it stands."""
    if one[0] == one[1]:
        return other[0] <= one[0] < other[1]
    return one[0] < other[1] and other[0] < one[1]


def dossier(job: Job, file: SeedFile, number: int) -> Dossier:
    """What is known of one page of a file.

    Raises:
        NothingThere: it has not come through its first stage.
        Altered: somebody else has changed one of its files.
    """
    page = file.page(number)
    try:
        before = [job.shelves["normalise"].get(file.page(k), CleanPage) for k in range(1, number)]
        clean = job.shelves["normalise"].get(page, CleanPage)
        results: list[tuple[str, CleanPage | FlowPage | SegmentedPage]] = [("normalise", clean)]
        results += _further(job, page)
        manifest, articles = _published(job, page)
    except FileNotFoundError as wrong:
        raise NothingThere(_why_not(job, file, page)) from wrong
    except Damaged as wrong:
        raise Altered(str(wrong)) from wrong
    first = 1 + sum(part.text.text.count("\n") for part in before)
    return put_together(page, first, results, articles, manifest)


def _why_not(job: Job, file: SeedFile, page: str) -> str:
    """Why a page has no results: it failed, or nobody has worked on it."""
    failure = job.failures.get(page) or job.failures.get(file.name)
    if failure is None and (first := job.shelves["normalise"].stamp(file.name)) and page != file.name:
        return f"there is no page {page!r}: {file.source} has {first.parts}; {typed(job.batch, 'status')} lists them"
    if failure is None:
        return f"page {page!r} has no results yet; {typed(job.batch)} makes them"
    where = f", line {failure.line}" if failure.line else ""
    mended = f"{failure.mend}; then: {command(job.batch, failure)}"
    return f"page {page!r} failed at {failure.stage} ({failure.source}{where}): {failure.message}\n{mended}"


def _further(job: Job, page: str) -> Iterator[tuple[str, FlowPage | SegmentedPage]]:
    """The results of the stages after the first that the page has come through."""
    for stage in STAGES[1:3]:
        try:
            yield stage.name, job.shelves[stage.name].get(page, stage.result)
        except FileNotFoundError:
            return


def _published(job: Job, page: str) -> tuple[dict[str, Any], tuple[dict[str, Any], ...]]:
    """A page's manifest and its articles; empty where no label says that they are whole."""
    try:
        if changed := job.published.changed(page, job.shelves[STAGES[-1].name].get(page, dict)):
            anew = again(job.batch, STAGES[-1].name, page)
            raise Altered(f"{job.published.told(page)}: {changed} is not as it was written; {anew} writes it anew")
        return job.published.manifest(page), tuple(job.published.articles(page))
    except FileNotFoundError:
        return {}, ()


def put_together(
    page: str,
    first_line: int,
    results: Sequence[tuple[str, CleanPage | FlowPage | SegmentedPage]],
    articles: Sequence[dict[str, Any]],
    manifest: dict[str, Any],
) -> Dossier:
    """The dossier of a page.

    Args:
        page: its name.
        first_line: the number of its first line in its file.
        results: of the stages that it has come through, by name, ``normalise`` first.
        articles: as published; none if it has not come so far.
        manifest: as published.
    """
    clean = results[0][1]
    assert isinstance(clean, CleanPage)
    edits: dict[Edit, str] = {}
    decisions: dict[tuple[object, ...], tuple[str, Decision]] = {}
    for name, result in results:
        for edit in result.edits:
            edits.setdefault(edit, name)  # a stage may hand on the edits of those before it
        for made in result.decisions:
            decisions.setdefault((made.rule, made.span, made.chosen), (name, made))
    return Dossier(
        page=page,
        clean=clean,
        source=printed(clean),
        first_line=first_line,
        breaks=_breaks(clean),
        edits=tuple((name, edit) for edit, name in edits.items()),
        decisions=tuple(sorted(decisions.values(), key=lambda item: item[1].span)),
        articles=tuple(articles),
        manifest=manifest,
        lines=tuple(line.text.spans() for _, page in results if isinstance(page, FlowPage) for line in page.lines),
    )


def line_at(job: Job, file: SeedFile, number: int, offset: int | None = None) -> int | None:
    """The number, within the file, of the line that an offset of a page stands in; of the page's first where it is None.

    None if the page has not come through its first stage.
    """
    try:
        pages = [job.shelves["normalise"].get(file.page(k), CleanPage) for k in range(1, number + 1)]
    except (OSError, Damaged):
        return None
    first = 1 + sum(page.text.text.count("\n") for page in pages[:-1])
    breaks = _breaks(pages[-1])
    return first + min(bisect.bisect_right(breaks, offset), max(0, len(breaks) - 1)) if offset is not None else first


def _breaks(clean: CleanPage) -> tuple[int, ...]:
    text = clean.text
    ends = [end for letter, end in zip(text.text, text.ends, strict=True) if letter == "\n"]
    if not ends or ends[-1] < clean.span[1]:
        ends.append(clean.span[1])
    return tuple(ends)


def page_source(job: Job, page: str) -> str:
    """The decoded text of a page, at its place in its file: form feeds stand for what comes before it.

    Other pages of the file are left out: a run that was cut short may have left their results of another text.
    """
    clean = job.shelves["normalise"].get(page, CleanPage)
    return "\f" * clean.span[0] + printed(clean)
