"""A whole batch: which of its files a run is about, how their pages stand, and whether all is done."""

from __future__ import annotations

import fnmatch
import json
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from tasks.run import ending
from tasks.run.commands import typed
from tasks.run.corrections import NAME
from tasks.run.errors import NothingThere
from tasks.run.failures import Failure
from tasks.run.freshness import PageState
from tasks.run.job import Job
from tasks.run.looking import as_ended, fill, looked, looked_through
from tasks.run.packed import States
from tasks.run.seeds import SeedFile, as_plain
from tasks.run.stages import NAMES
from tasks.store import digest


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
    if not pages:
        return job.files
    if tuple(pages) not in job.chosen:
        job.chosen[tuple(pages)] = _matching(job, pages)
    return job.chosen[tuple(pages)]


def _matching(job: Job, pages: Sequence[str]) -> list[SeedFile]:
    found: dict[SeedFile, None] = {}
    for page in pages:
        matching = [file for file in job.files if belongs(page, file)]
        if not matching:
            if job.failures.get(page):
                raise NothingThere(
                    f"batch {job.batch} has no page {page!r} any more; {typed(job.batch)} takes away what is left of it"
                )
            raise no_page(job, page)
        found.update(dict.fromkeys(matching))
    return sorted(found, key=lambda file: file.order)


def no_page(job: Job, page: str) -> NothingThere:
    """What to say of a page that was asked for, by name or by a pattern, and that a batch does not have."""
    return NothingThere(f"batch {job.batch} has no page {page!r}; {typed(job.batch, 'status')} lists those it has")


def not_there(pages: Sequence[str], states: Collection[PageState]) -> list[str]:
    """Those of the pages asked for that none is of these; a file may have fewer than its pages' names say."""
    if not pages:
        return []
    known = {name for state in states for name in (state.page, state.alone, state.file.name, state.file.source)}
    names = {state.page for state in states}
    return [page for page in pages if page not in known and not fnmatch.filter(names, page)]


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


def may_hold(state: PageState, pages: Sequence[str]) -> bool:
    """Whether its file may have a further page that is asked for: how many it has shows when its first stage is done."""
    if state.number > 1 or not pages or state.done(NAMES[0]):
        return False
    stamp = state.stamps.get(NAMES[0])
    named = (page.rpartition(".p") for page in pages)
    numbers = (number for name, _, number in named if name == state.file.name and number.isascii() and number.isdecimal())
    return any(int(number) > (stamp.parts if stamp else 1) for number in numbers)


def shards(job: Job, pages: tuple[str, ...]) -> list[list[SeedFile]]:
    """The files that hold these pages, in the parts that are worked on at once; made once for a run."""
    if pages not in job.parts:
        job.parts[pages] = job.shards(choose(job, pages))
    return job.parts[pages]


def digest_of(part: Sequence[SeedFile]) -> str:
    """A digest of these files' names, and of what is known of them."""
    return digest(json.dumps([as_plain(file) for file in part]).encode())[:16]


def states(job: Job, files: Sequence[SeedFile], upto: str = "emit", pages: Sequence[str] = ()) -> Iterator[PageState]:
    """How every page of these files stands that is among ``pages`` or may hide one of them, up to a stage, in order."""
    found = (state for state in looked(job, files, upto=upto) if _concerns(state, pages))
    return iter(sorted(found, key=lambda state: (state.file.order, state.number))) if job.laid[0].shards else found


def _concerns(state: PageState, pages: Sequence[str]) -> bool:
    return asked_for(state, pages) or may_hold(state, pages)


def settled(job: Job, stage: str, files: Sequence[SeedFile], pages: Sequence[str] = ()) -> bool:
    """Whether a stage has nothing left to do for these pages in this run: each is done, or failed in this run.

    Pages whose articles only have to be put together anew count as done: that is for the run's end.
    """
    return all(state.done(stage) or state.unjoined or failed_now(job, state) for state in states(job, files, stage, pages))


def failed_now(job: Job, state: PageState) -> bool:
    """Whether a page failed in this run."""
    return state.failure is not None and state.failure.run == job.run


def finished(job: Job, files: Sequence[SeedFile], pages: Sequence[str] = ()) -> bool:
    """Whether these pages are done and the batch's files say what all of its pages say."""
    job.seen.clear()
    if job.laid != (job.wanted, job.wanted):
        return False
    at = time.time_ns()
    found = States(job, files)
    for part in fill(job, found, at):
        if any(_concerns(state, pages) and not _is_well(state) for number in part for state in found.of(number)):
            return False  # and no more is looked at: the stages will
    whole = looked_through(job, job.files, at) if pages else found
    if not ending.is_ended(job, whole):
        return False
    job.seen[tuple(pages)] = _asked(found, files, pages)
    return True


def _is_well(state: PageState) -> bool:
    return state.done("emit") and state.failure is None


def _asked(found: States, files: Sequence[SeedFile], pages: Sequence[str]) -> Collection[PageState]:
    """Those of the pages that are asked for, of the files that hold some."""
    if not pages:
        return found
    return [state for file in files for state in found.of(found.at(file)) if _concerns(state, pages)]


def stand(job: Job, pages: Sequence[str]) -> Collection[PageState]:
    """How these pages stand, at a run's end: as it was seen by whichever of its processes was the last to look at them."""
    known: Collection[PageState] | None = job.seen.pop(tuple(pages), None)
    if known is not None:
        return known
    job.forget_notes()  # another process has written them
    files = choose(job, pages)
    found = States(job, files)
    if not as_ended(job, found):
        found = looked_through(job, files)
    return _asked(found, files, pages)


def counts(job: Job, found: Collection[PageState]) -> tuple[int, Counter[str]]:
    """How many articles these pages have published, and how often each warning stands in them.

    Notes speak for pages that are done. What stands of others is read: it may be gone, or the notes be of another folder.
    """
    articles, codes = 0, Counter[str]()
    if any(state.made and not state.done("emit") for state in (found.others if isinstance(found, States) else found)):
        return job.published.counts({one.page for one in found})
    done = found.published() if isinstance(found, States) else ((state.file, state.page, state.made) for state in found)
    for file, page, made in done:
        known = job.noted.find(file.name, page)
        if not made:
            continue
        if not known or known[0].made != made:
            return job.published.counts({one.page for one in found})
        articles += known[0].articles
        codes.update(known[0].warnings)
    return articles, codes


def finish(job: Job, pages: Sequence[str] = (), rejoin: ending.Rejoin = lambda found: ()) -> list[Failure]:
    """Take away what is no page's any more, and write ``articles.jsonl`` and ``failures.json``.

    Args:
        job: the batch.
        pages: those that the run was about; all where none is named.
        rejoin: puts together anew the articles of pages that other pages have changed.

    Returns:
        The failures among ``pages``, or all.
    """
    job.places.refresh()
    job.relaid()  # others have written since
    files = choose(job, pages) if job.files else []
    found = ending.end(job, files if pages else None, rejoin)
    job.seen[tuple(pages)] = asked = _asked(found, files, pages)
    others = asked if pages else found.others
    failed = {state.failure.page: state.failure for state in others if state.failure}
    beside = job.failures.get(NAME)
    return [*failed.values(), *([beside] if beside else [])]


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
