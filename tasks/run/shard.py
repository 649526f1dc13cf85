"""One stage over a shard of files: each page by itself, so that what is wrong with one costs no other anything."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from tasks.model.article import SegmentedPage
from tasks.model.errors import PageError
from tasks.model.page import CleanPage
from tasks.run.batch import asked_for, share_failed
from tasks.run.corrections import UNREAD
from tasks.run.dossier import line_at
from tasks.run.errors import Hopeless, NotWritable, RunError
from tasks.run.failures import line_of
from tasks.run.freshness import JOINED, MISSING, PageState, State, look
from tasks.run.garbage import looked_for_between
from tasks.run.job import Job
from tasks.run.joined import note_of
from tasks.run.limits import at_most
from tasks.run.placing import place_of
from tasks.run.publish import Publication
from tasks.run.seeds import NameTaken, SeedFile
from tasks.run.stages import STAGES, Stage, normalised, segmented
from tasks.run.stopping import undisturbed
from tasks.run.together import Later, Together
from tasks.store import Damaged, Shelf, Stamp, Unreached, Unwritable, digest

Tell = Callable[[dict[str, Any]], None]
"""Hears what happened: ``{"stage": …, "page": …, "state": "done", "cached" or "failed", "seconds": …, "why": …}``."""

_READS = {"normalise": (), "reflow": ("normalise",), "segment": ("reflow",), "emit": ("normalise", "segment")}
"""The stages whose results a stage reads."""

_NOT_THE_PAGES_FAULT = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EROFS,
    errno.EIO,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
}


class Overtaken(PageError):
    """A page whose source, or a result of an earlier stage, was changed or taken away by somebody during the run."""

    mend = "run again"


def run_stage(job: Job, name: str, files: Sequence[SeedFile], tell: Tell, pages: Sequence[str] = ()) -> None:
    """Bring a stage up to date for these pages; a page's error becomes its failure record.

    Args:
        job: the batch.
        name: the stage; those before it must have been run.
        files: the shard.
        tell: hears about each page.
        pages: only these pages of the files; all where none is named. The first stage is of whole files.

    Raises:
        OSError: the disk is full or broken, which is no page's fault.
        Hopeless: more pages failed than the settings allow.
    """
    stage = next(item for item in STAGES if item.name == name)
    stage.load()  # not within the time of its first page
    together = Together()
    try:
        job.forget(files)  # another process did the stage before
        job.gather(files, _READS[name], stage is STAGES[-1])
        try:
            with looked_for_between() as look_for_garbage:
                for file in files:
                    _run_file(job, stage, file, tell, pages, together)
                    look_for_garbage()
            together.publish()
        finally:
            with undisturbed():
                _check_hold(job)
                job.settle()
    except (Unreached, Unwritable) as wrong:
        job.places.give_up(wrong)
        raise
    finally:
        together.drop()


def _run_file(job: Job, stage: Stage, file: SeedFile, tell: Tell, pages: Sequence[str], together: Together) -> None:
    _check_hold(job)
    if stage is STAGES[0]:
        _attempt(job, stage, file, 0, tell, partial(_normalise, job, file))
        return
    before = STAGES[STAGES.index(stage) - 1].name
    for state in list(look(job, file, stage.name)):
        if asked_for(state, pages) and not (state.failure and state.failure.run == job.run):
            began = time.perf_counter()
            attempt = partial(_attempt, job, stage, file, state.number, tell)
            later = attempt(partial(_one_page, job, stage, file, state, before))
            if later:
                together.add(later, partial(_put, job, attempt, _since(began)))


def _put(job: Job, attempt: Callable[..., object], spent: float, later: Later) -> None:
    """Do what is left to do for a page on which so many seconds were spent."""
    _check_hold(job)
    attempt(later.put, spent)


def _attempt(
    job: Job, stage: Stage, file: SeedFile, number: int, tell: Tell, make: Callable[[], bool | Later], spent: float = 0.0
) -> Later | None:
    """Do the work of a file's n-th page, or of all of it (0); keep what went wrong.

    ``make`` says whether there was any, or what is left to do later; ``spent`` is how long the page was worked on before.
    """
    page = file.page(max(1, number))
    began = time.perf_counter() - spent
    try:
        with at_most(job.settings.run.max_page_seconds):
            worked = make()
        if isinstance(worked, Later):
            return worked
    except Exception as wrong:  # whatever it is, it is this page's alone
        if _is_everybodys(job, wrong):
            raise
        withdraw_from(job, stage, file, page)
        line = line_of(wrong)
        if line is None and number:
            line = line_at(job, file, number, getattr(wrong, "offset", None))
        job.failures.record(page, file.source, stage.name, wrong, job.run, line)
        news = {"stage": stage.name, "page": page, "state": "failed", "seconds": _since(began)}
        tell(news | {"why": f"{type(wrong).__name__}: {wrong}"})
        _check_hope(job)
        return None
    failure = job.failures.get(page)
    if failure and failure.stage == stage.name:
        job.failures.clear(page)
    tell({"stage": stage.name, "page": page, "state": "done" if worked else "cached", "seconds": _since(began)})
    return None


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 4)


def _is_everybodys(job: Job, wrong: Exception) -> bool:
    """Whether an error would meet every page: a folder that cannot be written, a disk that is full or broken."""
    if isinstance(wrong, Unwritable):
        return not job.published.is_pages_alone(wrong)
    return isinstance(wrong, RunError | Unreached) or (isinstance(wrong, OSError) and wrong.errno in _NOT_THE_PAGES_FAULT)


def withdraw_from(job: Job, stage: Stage, file: SeedFile, page: str) -> None:
    """Take away a page's results of this stage and those after, with its published files: they are of another input.

    Published files go first and the first stage's result last: what a killed run leaves is known by the results that remain.
    """
    if stage is STAGES[0]:
        _forget(job, file, 1)
        return
    _take(job, page)
    for later in reversed(STAGES[STAGES.index(stage) :]):
        job.shelves[later.name].drop(page)


def _take(job: Job, page: str) -> bool:
    """Take away what is published of a page; whether it is gone: what is kept by something of that page's alone stays."""
    try:
        job.published.take(page)
    except Unwritable as wrong:
        if _is_everybodys(job, wrong):
            raise
        return False
    return True


def _normalise(job: Job, file: SeedFile) -> bool:
    states = list(look(job, file, "normalise"))
    if all(state.done("normalise") for state in states):
        return False
    data = job.read(file)
    stage = STAGES[0]
    for state in states:
        _drop_after_missing(job, stage, state)
    issue = job.issues.of(file)
    pages = normalised(data, job.settings_of(stage.name, file), file.source, (issue.source, issue.data) if issue else None)
    if file.limit and len(pages) >= file.limit:
        raise NameTaken(
            f"{file.source} has {len(pages)} pages, and its page {file.limit} would be called {file.page(file.limit)}, "
            "as that of another file is"
        )
    stamp = Stamp(job.recipe(stage.name, file), job.begun_from(digest(data), issue), len(pages))
    shelf = job.shelves["normalise"]
    for number in range(len(pages), 1, -1):
        shelf.put(file.page(number), stamp, pages[number - 1])
    _forget(job, file, len(pages) + 1)
    shelf.put(file.name, stamp, pages[0])  # last: the others are known by it
    return True


def _forget(job: Job, file: SeedFile, first: int) -> None:
    """Take away all of a file's pages from ``first`` on; the last first, so that what a killed run leaves is found again.

    By the results of a page that is no more its published files are known: where these stay, the run's end tries again.
    """
    label = job.shelves["normalise"].stamp(file.name)
    last = max(label.parts if label else 1, first - 1)
    while _known(job, file.page(last + 1)):
        last += 1
    if file.limit:  # there, another file's begin
        last = min(last, file.limit - 1)
    for number in range(last, first - 1, -1):
        page = file.page(number)
        if _take(job, page) or number == 1:
            for stage in reversed(STAGES):
                job.shelves[stage.name].drop(page)
        if number > 1:
            job.failures.clear(page)


def _known(job: Job, page: str) -> bool:
    return any(job.shelves[stage.name].has(page) for stage in STAGES)


def _one_page(job: Job, stage: Stage, file: SeedFile, state: PageState, before: str) -> bool | Later:
    if not state.done(before):  # and it was, in this very run
        raise Overtaken(f"{state.page} changed while the run was at work: {before} {state.states[before]}", may_pass=True)
    if state.done(stage.name):
        return False
    _drop_after_missing(job, stage, state)
    settings = job.settings_of(stage.name, file)
    stamp = Stamp(job.recipe(stage.name, file), _inputs(job, stage, file, state))
    shelf = job.shelves[stage.name]
    if stage.name == "reflow":
        shelf.put(state.page, stamp, stage.work(_result(job, STAGES[0], file, state), settings))
    elif stage.name == "segment":
        flow = _result(job, STAGES[1], file, state)
        told = job.corrections.told(state.page, state.stamps["normalise"].inputs["source"], "corrections" in stamp.inputs)
        made: SegmentedPage = segmented(flow, settings, *told)
        shelf.put(state.page, replace(stamp, note=note_of(made.offers)), made)
    else:
        clean: CleanPage = _result(job, STAGES[0], file, state)
        page: SegmentedPage = _result(job, STAGES[2], file, state)
        given = job.origin(file, state.page, clean, state.stamps["normalise"]), settings
        issue, place = place_of(job, state)
        if issue:
            stamp = replace(stamp, inputs={**stamp.inputs, JOINED: issue.told(state.page)})
        emitted = stage.work(page, clean, *given, place) if place else stage.work(page, clean, *given)
        files = job.published.publication(state.page, emitted.articles, emitted.manifest)
        return Later(files.ready, partial(_publish, files, shelf, state.page, stamp))
    return True


def _inputs(job: Job, stage: Stage, file: SeedFile, state: PageState) -> dict[str, str]:
    """What a page's result is made from; where its corrections cannot be read any more, it is not those of before."""
    found = job.inputs(stage, file, state.page, state.stamps)
    unread = "corrections" in found and job.corrections.is_unread(state.page)
    return found | ({"corrections": UNREAD} if unread else {})


def _publish(files: Publication, shelf: Shelf, page: str, stamp: Stamp) -> bool:
    files.put(before=partial(shelf.drop, page))
    shelf.put(page, stamp, files.label)
    return True


def _drop_after_missing(job: Job, stage: Stage, state: PageState) -> None:
    """Take away what was made from a result that somebody took away: who deletes a stage asks for those after it, too."""
    if state.states[stage.name].kind == MISSING:
        for later in STAGES[STAGES.index(stage) + 1 :]:
            job.shelves[later.name].drop(state.page)


def _result(job: Job, stage: Stage, file: SeedFile, state: PageState) -> Any:  # noqa: ANN401 - the stage says what
    """A page's cached result of an earlier stage; one that was damaged on disk is made again."""
    shelf = job.shelves[stage.name]
    try:
        return shelf.get(state.page, stage.result)
    except (Damaged, FileNotFoundError):
        shelf.drop(state.page)
    if stage is STAGES[0]:
        _normalise(job, file)
    else:
        before = STAGES[STAGES.index(stage) - 1].name
        _one_page(job, stage, file, replace(state, states={**state.states, stage.name: State(MISSING)}), before)
    return shelf.get(state.page, stage.result)


def _check_hold(job: Job) -> None:
    """See that the batch is still this run's, before more is written.

    A worker whose run was killed ends here. So does a run whose lock somebody took away with its folder: another run could
    begin, seeing none.

    Raises:
        NotWritable: the lock is gone.
        OSError: another worker found a store that does not answer.
    """
    if job.owner and os.getpid() != job.owner and os.getppid() != job.owner:
        os._exit(1)
    job.places.check()
    if job.owner and not job.held:
        raise NotWritable(f"{job.cache} or its lock was taken away while the run was at work; run again to go on")


def _check_hope(job: Job) -> None:
    share = job.settings.run.max_failed_share
    if share >= 1:
        return
    failed = share_failed(job)
    if failed > share:
        raise Hopeless(
            f"{failed * len(job.files):.0f} of {len(job.files)} files of batch {job.batch} failed, more than "
            f"max_failed_share = {share} allows; the rest was not tried"
        )
