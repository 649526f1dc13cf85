"""A whole batch: which of its files a run is about, whether all is done, and the files that speak for all pages."""

from __future__ import annotations

import fnmatch
import itertools
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from tasks.run.articles_file import Joining
from tasks.run.corrections import NAME, CorrectionsBroken, known_among
from tasks.run.errors import NothingThere
from tasks.run.failures import Failure, published, typed
from tasks.run.freshness import PageState, glance, look, recall
from tasks.run.job import Job
from tasks.run.noted import NOTE, SEEN, Note, Seen, before_looking, summed, surely_told
from tasks.run.publish import ARTICLES
from tasks.run.seeds import SeedFile, as_plain
from tasks.run.stages import STAGES
from tasks.store import digest

FAILURES = "failures.json"
_REJOININGS = 5
"""A page that fails when its articles are put together may change others in its turn; those left wait for the next run."""


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
            raise NothingThere(f"batch {job.batch} has no page {page!r}; {typed(job.batch, 'status')} lists those it has")
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
    if not pages:
        return True
    names = {state.page, state.alone, state.file.name, state.file.source}
    return not names.isdisjoint(pages) or any(fnmatch.fnmatchcase(state.page, wanted) for wanted in pages)


def shards(job: Job, pages: tuple[str, ...]) -> list[list[SeedFile]]:
    """The files that hold these pages, in the parts that are worked on at once; made once for a run."""
    if pages not in job.parts:
        job.parts[pages] = job.shards(choose(job, pages))
    return job.parts[pages]


def digest_of(part: Sequence[SeedFile]) -> str:
    """A digest of these files' names, and of what is known of them."""
    return digest(json.dumps([as_plain(file) for file in part]).encode())[:16]


def states(
    job: Job, files: Sequence[SeedFile], upto: str = "emit", pages: Sequence[str] = (), at: int = 0
) -> Iterator[PageState]:
    """How every page of these files stands that is among ``pages``, in order; ``at`` as :func:`look` has it."""
    found = _states(job, files, upto, pages, at)
    return iter(sorted(found, key=lambda state: (state.file.order, state.number))) if job.laid[0].shards else found


def _states(job: Job, files: Sequence[SeedFile], upto: str, pages: Sequence[str], at: int) -> Iterator[PageState]:
    noted = job.noted.note is not None
    failed = set(job.failures.root.files()) if noted else set()
    for part in job.shards(files):
        job.forget(part)
        for file in part:
            found = glance(job, file, failed) if noted else []
            yield from (one for one in found or look(job, file, upto, at) if asked_for(one, pages))


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
    at = time.time_ns()
    found = []
    for state in states(job, files, pages=pages, at=at):
        if not state.done("emit") or state.failure is not None:
            return False  # and no more is looked at: the stages will
        found.append(state.slim(job))
    whole = [state.slim(job) for state in states(job, job.files, at=at)] if pages else found
    joining = Joining(job, _made(whole))
    if not joining.stands or job.noted.failures != digest(published(job.batch, _failures(job))):
        return False
    if corrections_trouble(job, whole) or job.failures.get(NAME):
        return False
    if (job.output.size(FAILURES) is not None) != any(state.failure for state in whole):
        return False
    if job.owner and any(state.look and state.look != job.noted.looked(state.page) for state in whole):
        keep_looks(job, whole)
    job.seen[tuple(pages)] = found
    return True


def stand(job: Job, pages: Sequence[str]) -> list[PageState]:
    """How these pages stand, at a run's end: as it was seen when nothing was left to do, if this process saw it."""
    known: list[PageState] | None = job.seen.pop(tuple(pages), None)
    if known is not None:
        return known
    job.forget_notes()  # another process has written them
    return [state.slim(job) for state in states(job, choose(job, pages), pages=pages)]


def counts(job: Job, found: Sequence[PageState]) -> tuple[int, Counter[str]]:
    """How many articles these pages have published, and how often each warning stands in them.

    Notes speak for pages that are done. What stands of others is read: it may be gone, or the notes be of another folder.
    """
    labelled = [state for state in found if state.made]
    known = [job.noted.pages.get(state.page) for state in labelled]
    if all(one and one.made == state.made and state.done("emit") for one, state in zip(known, labelled, strict=True)):
        return summed(one for one in known if one)
    return job.published.counts({state.page for state in found})


def _made(found: Iterable[PageState]) -> list[tuple[str, str]]:
    """The pages that are published, each with the digest of its label."""
    return [(state.page, state.made) for state in found if state.made]


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
    found = _standing(job, pages, before_looking())
    for _ in range(_REJOININGS):
        if not rejoin(found):
            break
        found = _standing(job, pages, before_looking())
    if not pages:
        prune(job, found)
    broken = corrections_trouble(job, found)
    if broken:
        job.failures.record(NAME, job.corrections.source, "segment", broken, job.run)
    elif job.failures.get(NAME):
        job.failures.clear(NAME)
    joining, failures = Joining(job, _made(found)), _failures(job)
    told_of = published(job.batch, failures)
    if joining.changed or job.noted.failures != digest(told_of):
        job.cache.discard(NOTE)  # it would not be true of what is written now
    joining.write()
    if failures:
        job.output.write(FAILURES, told_of)
    else:
        job.output.discard(FAILURES)
    note = Note(joining.pages, digest(told_of), joining.size)
    job.cache.write(NOTE, msgspec.json.encode(note), to_last=False)
    keep_looks(job, found)
    job.forget_notes()
    chosen = set(choose(job, pages) if job.files else ())
    job.seen[tuple(pages)] = [state for state in found if state.file in chosen and asked_for(state, pages)]
    failed = {state.failure.page: state.failure for state in found if state.failure and asked_for(state, pages)}
    return [*failed.values(), *(failure for failure in failures if failure.page == NAME)]


def corrections_trouble(job: Job, found: Sequence[PageState]) -> CorrectionsBroken | None:
    """What is wrong with the batch's corrections, given how its pages stand."""
    unsure = {state.file.name for state in found if STAGES[0].name not in state.stamps}
    return job.corrections.trouble(known_among({state.page for state in found}, unsure))


def _standing(job: Job, pages: Sequence[str], at: int) -> list[PageState]:
    """How all pages stand at the end of a run; those that it was not about as they are noted, where they are.

    What somebody changes of those meanwhile is seen by the next run that is about them.
    """
    if not pages:
        return [state.slim(job) for state in states(job, job.files, at=at)]
    chosen = set(choose(job, pages))
    kept = {file: recall(job, file) for file in job.files if file not in chosen}
    found = states(job, [file for file in job.files if not kept.get(file)], at=at)
    return sorted([*found, *itertools.chain(*kept.values())], key=lambda state: (state.file.order, state.number))


def keep_looks(job: Job, found: Sequence[PageState]) -> None:
    """Note how the files of pages that are done looked, and how ``articles.jsonl`` looks.

    Raises:
        Unwritable: it is not noted.
    """
    parts = Counter(state.file.name for state in found)
    pages = {
        state.page: (state.look, parts[state.file.name] if state.number == 1 else 0) for state in found if state.look
    }
    joined = surely_told([job.output.look(ARTICLES)], before_looking()) if job.published.joined else ""
    job.cache.write(SEEN, msgspec.json.encode(Seen(joined, pages)), to_last=False)


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
