"""Running a stage again: for which pages, what is taken away first, and what then runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.run.batch import asked_for, choose, no_page, not_there, states
from tasks.run.freshness import PageState
from tasks.run.job import Job
from tasks.run.stages import NAMES


@dataclass(frozen=True)
class Again:
    """A page whose results are taken away from ``stage`` on, and made again."""

    state: PageState
    stage: str

    @property
    def dropped(self) -> list[str]:
        """The stages whose results go."""
        return [name for name in NAMES[NAMES.index(self.stage) :] if name in self.state.stamps]

    @property
    def asked(self) -> str:
        """The name that asks for it: its file's where that failed, since how many pages it has is yet to be seen."""
        failure = self.state.failure
        return self.state.file.name if failure and failure.stage == NAMES[0] else self.state.alone

    @property
    def waiting(self) -> list[str]:
        """The stages before that have work of their own to do first."""
        return [name for name in NAMES[: NAMES.index(self.stage)] if not self.state.done(name)]


def pages_again(job: Job, pages: Sequence[str], stage: str | None, failed: bool) -> list[Again]:
    """The pages to run again, each from its stage on.

    Args:
        job: the batch.
        pages: those asked for; all of the batch where none is named.
        stage: the first stage; None for the one that each page failed at.
        failed: only pages that failed.

    Raises:
        NothingThere: the batch or one of the pages is not among the seeds.
    """
    found = [state for state in states(job, choose(job, pages), pages=pages) if asked_for(state, pages)]
    if missing := not_there(pages, found):
        raise no_page(job, missing[0])
    return [
        Again(state, stage or (state.failure.stage if state.failure else NAMES[0]))
        for state in found
        if state.failure or not failed
    ]


def removed(job: Job, again: Sequence[Again]) -> Iterator[str]:
    """The files that go before anything runs."""
    return (job.shelves[name].told(one.state.page) for one in again for name in one.dropped)


def running(again: Sequence[Again]) -> Iterator[tuple[str, str, str]]:
    """What then runs: stage, page, and why where it is not for having been asked.

    Normalise is of whole files, so it runs once for all pages of one. A stage that fails keeps those after it from running.
    """
    normalised = set()
    for one in again:
        for name in [*one.waiting, *NAMES[NAMES.index(one.stage) :]]:
            page = one.state.file.name if name == NAMES[0] else one.state.page
            if name == NAMES[0] and page in normalised:
                continue
            if name == NAMES[0]:
                normalised.add(page)
            yield name, page, str(one.state.states[name]) if name in one.waiting else ""


def take_away(job: Job, again: Sequence[Again]) -> None:
    """Drop the results that are to be made again, the last stage's first, so that no instant counts a page as done."""
    for one in again:
        for name in reversed(one.dropped):
            job.shelves[name].drop(one.state.page)
    job.settle()
