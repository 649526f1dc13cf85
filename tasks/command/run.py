"""``run``: batches through Luigi, one after the other, with progress and a summary."""

from __future__ import annotations

import logging
import multiprocessing
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tasks.command.show import Tally, summary, watching
from tasks.run import batch as whole
from tasks.run import seeds
from tasks.run.errors import NothingThere, RunError, Usage
from tasks.run.job import Job, job_of, one_run
from tasks.run.settings import of_options

MISSING_DATA, NOT_RUN, FAILED, SCHEDULING, UNHANDLED = 20, 25, 30, 35, 40
"""Exit codes as Luigi documents them; its own commands use them only where its configuration says so."""

PAUSE = 1.0
"""Seconds before what may pass is tried again for the first time."""


def run(args: Namespace, options: dict[str, str]) -> int:
    """Bring batches up to date; the exit code."""
    code = 0
    for batch in _with_pages(batches(args.batch, options), args, options):
        try:
            job = job_of(options, batch, fresh=True)
            whole.choose(job, args.page)
            code = max(code, build(job, options, args.page, args.verbose))
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
    settings = of_options(options).run
    found = seeds.batches(Path(settings.seeds), settings.ignore)
    if not found:
        raise NothingThere(f"there are no pages in {settings.seeds}/; put some there, or name another folder with --seeds")
    return found


def build(job: Job, options: dict[str, str], pages: Sequence[str], verbose: bool) -> int:
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

        def once() -> str:
            build: Any = luigi.build
            task: Any = CleanBatch
            result = build(
                [task(batch=job.batch, options=options, pages=list(pages))],
                local_scheduler=True,
                workers=job.settings.run.workers,
                log_level=level,
                detailed_summary=True,
            )
            return str(result.status.name)

        with watching(job, pages, tally), one_run(job, options):
            status = _rounds(job, tally, once)
        if tally.errors:
            whole.report_failures(job)
        print(summary(job, pages, tally))
        return max(_code(status), FAILED if tally.errors or tally.failed else 0)
    finally:
        lock.give_back()


def _rounds(job: Job, tally: Tally, once: Callable[[], str]) -> str:
    """Run, and try again what may pass, after pauses of 1, 2, 4 … seconds; Luigi's status of the last time."""
    status = once()
    for number in range(job.settings.run.retry):
        if not (job.failures.release(job.run) or tally.may_pass(status)):
            break
        time.sleep(min(PAUSE * 2**number, 60))
        tally.errors.clear()
        status = once()
    return status


def _code(status: str) -> int:
    codes = {"SUCCESS": 0, "SUCCESS_WITH_RETRY": 0, "FAILED": FAILED, "MISSING_EXT": MISSING_DATA, "NOT_RUN": NOT_RUN}
    return codes.get(status, SCHEDULING)
