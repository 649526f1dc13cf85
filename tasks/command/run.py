"""``run`` and ``rerun``: batches through Luigi, one after the other, with progress and a summary."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tasks.command.show import Tally, summary, watching
from tasks.run import batch as whole
from tasks.run import seeds
from tasks.run.errors import NothingThere, NotWritable, RunError, Usage
from tasks.run.freshness import PageState
from tasks.run.job import Job, job_of
from tasks.run.settings import load
from tasks.run.stages import NAMES
from tasks.store import Unwritable

MISSING_DATA, NOT_RUN, FAILED, SCHEDULING, UNHANDLED = 20, 25, 30, 35, 40
"""Exit codes as Luigi documents them; its own commands use them only where its configuration says so."""


def run(args: Namespace, options: dict[str, str]) -> int:
    """Bring batches up to date; the exit code."""
    code = 0
    for batch in _with_pages(batches(args.batch, options), args, options):
        try:
            job = job_of(options, batch, fresh=True)
            whole.choose(job, args.page)
            code = max(code, _build(job, options, args.page, args.verbose))
        except RunError as wrong:
            if len(args.batch or []) == 1 or isinstance(wrong, Usage):
                raise
            print(f"clipsheet: {wrong}", file=sys.stderr)
            code = max(code, wrong.code)
    return code


def _with_pages(found: Sequence[str], args: Namespace, options: dict[str, str]) -> Sequence[str]:
    """The batches that have one of the pages asked for, where no batch was named."""
    if args.batch or not args.page:
        return found
    having = [
        batch
        for batch in found
        if any(whole.belongs(page, file) for file in job_of(options, batch, fresh=True).files for page in args.page)
    ]
    if not having:
        raise NothingThere(f"no batch has a page {' or '.join(map(repr, args.page))}; 'clipsheet status' lists all pages")
    return having


def batches(named: Sequence[str] | None, options: dict[str, str]) -> list[str]:
    """The batches to work on: those named, else all there are.

    Raises:
        NothingThere: there are no seeds at all.
    """
    if named:
        return list(dict.fromkeys(seeds.check_batch(batch) for batch in named))
    named_options = dict(options)
    config = named_options.pop("config", None)
    settings = load(Path(config) if config else None, named_options).run
    found = seeds.batches(Path(settings.seeds), settings.ignore)
    if not found:
        raise NothingThere(f"there are no pages in {settings.seeds}/; put some there, or name another folder with --seeds")
    return found


def _build(job: Job, options: dict[str, str], pages: Sequence[str], verbose: bool) -> int:
    """Run one batch through Luigi, and say how it went."""
    lock = job.open()
    try:
        import luigi

        from tasks.pipeline import CleanBatch

        if job.settings.run.workers > 1 and "fork" in multiprocessing.get_all_start_methods():
            multiprocessing.set_start_method("fork", force=True)  # workers inherit the job and the pipe for news
        level = "INFO" if verbose else "CRITICAL"
        logging.getLogger("luigi").setLevel(level)
        logging.getLogger("luigi-interface").setLevel(level)
        tally = Tally()
        with watching(job, pages, tally):
            build: Any = luigi.build
            task: Any = CleanBatch
            result = build(
                [task(batch=job.batch, options=options, pages=list(pages))],
                local_scheduler=True,
                workers=job.settings.run.workers,
                log_level=level,
                detailed_summary=True,
            )
        if tally.errors:
            with contextlib.suppress(Unwritable):  # as has been told
                whole.report_failures(job)
        print(summary(job, pages, tally))
        return max(_code(result.status.name), FAILED if tally.errors or tally.failed else 0)
    finally:
        lock.give_back()


def _code(status: str) -> int:
    codes = {"SUCCESS": 0, "SUCCESS_WITH_RETRY": 0, "FAILED": FAILED, "MISSING_EXT": MISSING_DATA, "NOT_RUN": NOT_RUN}
    return codes.get(status, SCHEDULING)


def rerun(args: Namespace, options: dict[str, str]) -> int:
    """Run a stage and those after it again; the exit code.

    Raises:
        Usage: neither a stage nor ``--failed``.
    """
    if not args.stage and not args.failed:
        raise Usage(f"name the first stage to run again: --stage {{{','.join(NAMES)}}}, or --failed")
    job = job_of(options, seeds.check_batch(args.batch), fresh=True)
    files = whole.choose(job, args.page)
    wanted: list[tuple[PageState, str]] = []
    for state in whole.states(job, files):
        if whole.asked_for(state.page, args.page) and (state.failure or not args.failed):
            failed_at = state.failure.stage if state.failure else NAMES[0]
            wanted.append((state, args.stage or failed_at))
    if args.dry_run:
        for state, stage in wanted:
            print("\n".join(_plan(job, state, stage)))
        return 0
    if not wanted and not args.failed:
        raise NothingThere(f"batch {job.batch} has no page {' or '.join(args.page)}")
    if not wanted:
        print(f"batch {job.batch}: no page failed; nothing to do")
        return 0
    lock = job.open()
    try:
        try:
            for state, stage in wanted:
                for name in reversed(NAMES[NAMES.index(stage) :]):
                    job.shelves[name].drop(state.page)
        except Unwritable as wrong:
            raise NotWritable(f"{wrong}; mend that, and run the same command again") from wrong
        return _build(job, options, [state.page for state, _ in wanted], args.verbose)
    finally:
        lock.give_back()


def _plan(job: Job, state: PageState, stage: str) -> list[str]:
    """What running a stage again for a page would remove and run; stages before it only where they are not fresh."""
    first = NAMES.index(stage)
    stale = [name for name in NAMES[:first] if not state.done(name)]
    removed = [job.shelves[name].path(state.page) for name in NAMES[first:] if name in state.stamps]
    lines = [f"would remove  {path}" for path in removed]
    lines += [f"would run     {name}  {state.page}  ({state.states[name]})" for name in stale]
    return lines + [f"would run     {name}  {state.page}" for name in NAMES[first:]]
