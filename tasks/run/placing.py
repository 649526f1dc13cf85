"""What the last stage is given of a page's issue: the parts that its articles have on other pages, as these stand."""

from __future__ import annotations

from tasks.model.article import SegmentedPage
from tasks.model.emitted import FurtherPart, InIssue
from tasks.model.page import CleanPage
from tasks.run import layout
from tasks.run.freshness import PageState
from tasks.run.job import Job
from tasks.run.joined import Issued, Page
from tasks.run.stages import STAGES
from tasks.store import Damaged

Results = tuple[SegmentedPage, CleanPage]


def place_of(job: Job, state: PageState) -> tuple[Issued | None, InIssue | None]:
    """A page's place in its issue, and the issue as it was counted on for that; None and None for a page by itself.

    A page whose cached results turn out to be damaged is not counted on, and they go: the next look finds them missing.
    """
    issue = state.issue
    while issue:
        taken = issue.taken(state.page)
        others = {part.name: part for parts in taken.values() for part, _, _ in parts}
        results = {name: _results(job, state, part) for name, part in others.items()}
        lost = [name for name, found in results.items() if found is None]
        if not lost:
            return issue, _place(job, issue, state, {name: found for name, found in results.items() if found})
        issue = issue.without(lost)
    return None, None


def _results(job: Job, state: PageState, page: Page) -> Results | None:
    """Another page's results of stages 3 and 1; None if they are damaged or gone."""
    try:
        segmented = job.shelves[STAGES[2].name].get(page.name, SegmentedPage)
        return segmented, job.shelves[STAGES[0].name].get(page.name, CleanPage)
    except (Damaged, FileNotFoundError):
        shelf = job.shelves[STAGES[2].name]
        if job.laid[0] == layout.FILES or shelf.file(page.name) == shelf.file(state.page):
            shelf.drop(page.name)  # others' bundles may be at work on by others
        return None


def _place(job: Job, issue: Issued, state: PageState, results: dict[str, Results]) -> InIssue:
    def part(page: Page, article: int, why: str) -> FurtherPart:
        segmented, clean = results[page.name]
        assert page.clean
        origin = job.origin(page.file, page.name, clean, page.clean)
        return FurtherPart(segmented, clean, origin, article, why, issue.number(page, state.page))

    own = next(page for page in issue.pages if page.name == state.page)
    return InIssue(
        heading=issue.whole(state.page).heading,
        number=issue.number(own, state.page),
        pages=len(issue.pages),
        taken={article: [part(*one) for one in parts] for article, parts in issue.taken(state.page).items()},
        given=issue.given(state.page),
        cautions=issue.cautions(state.page),
    )
