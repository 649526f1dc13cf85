"""A whole batch: which of its files a run is about, whether all is done, and the files that speak for all pages."""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Callable, Iterator, Sequence

from tasks.run.corrections import NAME, CorrectionsBroken, known_among
from tasks.run.errors import NothingThere
from tasks.run.failures import Failure, published
from tasks.run.freshness import PageState, look
from tasks.run.job import Job
from tasks.run.publish import ARTICLES
from tasks.run.seeds import SeedFile
from tasks.run.stages import STAGES
from tasks.store import digest

FAILURES = "failures.json"
_REJOININGS = 5
"""A page that fails when its articles are put together may change others in its turn; those left wait for the next run."""
NOTE = "batch.json"  # among the cached results: what the two were made from


def choose(job: Job, pages: Sequence[str]) -> list[SeedFile]:
    """The files that hold these pages; all of the batch where none is named.

    Raises:
        NothingThere: the batch or one of the pages is not among the seeds.
    """
    if not job.files:
        raise NothingThere(
            f"batch {job.batch} has no pages: there is nothing in {job.seeds / job.batch}"
            + (f" or directly in {job.seeds}" if job.batch == "default" else "")
        )
    found: dict[SeedFile, None] = {}
    for page in pages:
        matching = [file for file in job.files if belongs(page, file)]
        if not matching:
            raise NothingThere(f"batch {job.batch} has no page {page!r}; 'clipsheet status --batch {job.batch}' lists them")
        found.update(dict.fromkeys(matching))
    return sorted(found, key=lambda file: file.order) if pages else job.files


def belongs(page: str, file: SeedFile) -> bool:
    """Whether a page asked for (by name, or by a pattern with * or ?) is of this file."""
    if page in (file.name, file.source):
        return True
    name, _, number = page.rpartition(".p")
    return (name == file.name and number.isdigit()) or fnmatch.fnmatchcase(file.name, page)


def asked_for(state: PageState, pages: Sequence[str]) -> bool:
    """Whether a page is among those asked for; all are where none is named.

    A file's name stands for all of its pages, ``<name>.p1`` for its first alone.
    """
    names = {state.page, state.alone, state.file.name, state.file.source}
    return not pages or not names.isdisjoint(pages) or any(fnmatch.fnmatchcase(state.page, wanted) for wanted in pages)


def states(job: Job, files: Sequence[SeedFile], upto: str = "emit", pages: Sequence[str] = ()) -> Iterator[PageState]:
    """How every page of these files stands that is among ``pages``, in order."""
    found = _states(job, files, upto, pages)
    return iter(sorted(found, key=lambda state: (state.file.order, state.number))) if job.laid[0].shards else found


def _states(job: Job, files: Sequence[SeedFile], upto: str, pages: Sequence[str]) -> Iterator[PageState]:
    for part in job.shards(files):
        job.forget(part)
        yield from (state for file in part for state in look(job, file, upto) if asked_for(state, pages))


def settled(job: Job, stage: str, files: Sequence[SeedFile], pages: Sequence[str] = ()) -> bool:
    """Whether a stage has nothing left to do for these pages in this run: each is done, or failed in this run.

    Pages whose articles only have to be put together anew count as done: that is for the run's end.
    """
    return all(
        state.done(stage) or state.unjoined or failed_now(job, state) for state in states(job, files, stage, pages)
    )


def failed_now(job: Job, state: PageState) -> bool:
    """Whether a page failed in this run."""
    return state.failure is not None and state.failure.run == job.run


def finished(job: Job, files: Sequence[SeedFile], pages: Sequence[str] = ()) -> bool:
    """Whether these pages are done and the batch's files say what all of its pages say."""
    job.seen.clear()
    if job.laid != (job.wanted, job.wanted):
        return False
    found = list(states(job, files, pages=pages))
    if not all(state.done("emit") and state.failure is None for state in found):
        return False
    whole = list(states(job, job.files)) if pages else found
    if corrections_trouble(job, whole) or job.failures.get(NAME):
        return False
    try:
        note = json.loads(job.cache.read(NOTE))
        size = job.output.size(ARTICLES)
        complete = bool(
            note == _note(job, whole) | {"bytes": size}
            and (size is not None) == job.published.joined
            and (job.output.size(FAILURES) is not None) == any(state.failure for state in whole)
        )
    except (OSError, ValueError):
        return False
    if complete:
        job.seen[tuple(pages)] = found
    return complete


def stand(job: Job, pages: Sequence[str]) -> list[PageState]:
    """How these pages stand, at a run's end: as it was seen when nothing was left to do, if this process saw it."""
    known: list[PageState] | None = job.seen.pop(tuple(pages), None)
    return list(states(job, choose(job, pages), pages=pages)) if known is None else known


def _note(job: Job, found: Sequence[PageState]) -> dict[str, object]:
    """What ``articles.jsonl`` and ``failures.json`` are made from."""
    pages = [[state.page, state.stamps["emit"].result] for state in found if "emit" in state.stamps]
    failed = digest(published(job.batch, _failures(job)))
    return {"pages": digest(json.dumps([job.batch, pages]).encode()), "failures": failed}


def finish(
    job: Job, pages: Sequence[str] = (), rejoin: Callable[[Sequence[PageState]], bool] = lambda found: False
) -> list[Failure]:
    """Take away what is no page's any more, and write ``articles.jsonl`` and ``failures.json``.

    Args:
        job: the batch.
        pages: those that the run was about; all where none is named.
        rejoin: puts together anew the articles of pages that other pages have changed; whether there were any.

    Returns:
        The failures among ``pages``, or all.
    """
    job.places.refresh()
    job.relaid()  # others have written since
    found = list(states(job, job.files))
    for _ in range(_REJOININGS):
        if not rejoin(found):
            break
        found = list(states(job, job.files))
    if not pages:
        prune(job, found)
    data = job.published.join(state.page for state in found if "emit" in state.stamps)
    broken = corrections_trouble(job, found)
    if broken:
        job.failures.record(NAME, job.corrections.source, "segment", broken, job.run)
    elif job.failures.get(NAME):
        job.failures.clear(NAME)
    failures = _failures(job)
    note = json.dumps(_note(job, found) | {"bytes": None if data is None else len(data)}).encode()
    if not job.cache.holds(NOTE, note):
        job.cache.discard(NOTE)  # it would not be true of what is written now
    if data is None:
        job.output.discard(ARTICLES)
    else:
        job.output.write(ARTICLES, data)
    if failures:
        job.output.write(FAILURES, published(job.batch, failures))
    else:
        job.output.discard(FAILURES)
    job.cache.write(NOTE, note)
    chosen = set(choose(job, pages) if job.files else ())
    job.seen[tuple(pages)] = [state for state in found if state.file in chosen and asked_for(state, pages)]
    failed = {state.failure.page: state.failure for state in found if state.failure and asked_for(state, pages)}
    return [*failed.values(), *(failure for failure in failures if failure.page == NAME)]


def corrections_trouble(job: Job, found: Sequence[PageState]) -> CorrectionsBroken | None:
    """What is wrong with the batch's corrections, given how its pages stand."""
    unsure = {state.file.name for state in found if STAGES[0].name not in state.stamps}
    return job.corrections.trouble(known_among({state.page for state in found}, unsure))


def worth_another_try(job: Job, pages: Sequence[str] = ()) -> bool:
    """Whether this run may get further by going on: failures that may pass (they may now be tried), pages not got to."""
    if share_failed(job) > job.settings.run.max_failed_share:
        return False
    job.places.take_heart()
    found = states(job, choose(job, pages), pages=pages)
    left = any(not state.done("emit") and not failed_now(job, state) for state in found)
    return bool(job.failures.release(job.run)) or left


def share_failed(job: Job) -> float:
    """The share of the batch's files that failed in this run."""
    return len({failure.source for failure in job.failures.all() if failure.run == job.run}) / max(1, len(job.files))


def report_failures(job: Job) -> None:
    """Write ``failures.json`` alone, for a run that ended early."""
    failures = _failures(job)
    if failures:
        job.output.write(FAILURES, published(job.batch, failures))


def _failures(job: Job) -> list[Failure]:
    sources = {file.source for file in job.files} | {job.corrections.source}
    return [failure for failure in job.failures.all() if failure.source in sources]


def prune(job: Job, found: Sequence[PageState]) -> list[str]:
    """Take away results and published files of pages that no seed file has any more; their names.

    Only files that the store wrote are touched: a page is known by its cached results, of whatever stage. They go after what
    is published, so that a killed run's prunings are taken up again.
    """
    kept = {state.page for state in found}
    gone = {stage.name: job.shelves[stage.name].others(kept) for stage in reversed(STAGES)}
    pages = sorted({page for others in (*gone.values(), job.published.others(kept)) for page in others})
    for page in pages:
        job.published.take_other(page)
    for stage, others in gone.items():
        for other in others:
            job.shelves[stage].drop_other(other)
    job.settle()
    sources = {file.source for file in job.files} | {job.corrections.source}
    for failure in job.failures.all():
        if failure.source not in sources:
            job.failures.clear(failure.page)
    return pages
