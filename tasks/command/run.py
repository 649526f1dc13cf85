"""``run``: batches through Luigi, one after the other, with progress and a summary."""

from __future__ import annotations

import contextlib
import sys
from argparse import Namespace
from collections.abc import Sequence

from tasks.command.telling import Telling, say, told
from tasks.run import batch as whole
from tasks.run.errors import NoBatch, NothingThere, RunError, Usage
from tasks.run.job import Job, job_of
from tasks.run.rearrange import rearrange
from tasks.run.which import batches, readable

MISSING_DATA, NOT_RUN, FAILED, SCHEDULING, UNHANDLED = 20, 25, 30, 35, 40
"""Exit codes as Luigi documents them; its own commands use them only where its configuration says so."""


@told
def run(args: Namespace, options: dict[str, str]) -> int:
    """Bring batches up to date; the exit code."""
    code = 0
    for batch in _with_pages(batches(args.batch, options), args, options):
        try:
            job = job_of(options, batch, fresh=True)
            whole.choose(job, args.page)
            code = max(code, build(job, options, args.page, args.telling))
        except RunError as wrong:
            args.telling.wrong(wrong, batch=batch)
            if len(args.batch or []) == 1 or (isinstance(wrong, Usage) and not isinstance(wrong, NoBatch)):
                raise
            print(f"clipsheet: {wrong}", file=sys.stderr)
            code = max(code, wrong.code)
    return code


def _with_pages(found: Sequence[str], args: Namespace, options: dict[str, str]) -> Sequence[str]:
    """The batches that have one of the pages asked for, where no batch was named."""
    if args.batch or not args.page:
        return found
    having = [
        job.batch
        for job in readable(None, options)
        if any(whole.belongs(page, file) for file in job.files for page in args.page)
    ]
    if not having:
        raise NothingThere(f"no batch has a page {' or '.join(map(repr, args.page))}; 'clipsheet status' lists all pages")
    return having


def build(job: Job, options: dict[str, str], pages: Sequence[str], telling: Telling) -> int:
    """Run one batch through Luigi, and say how it went."""
    lock = job.open()
    try:
        said = rearrange(job)
        if said:
            say(f"batch {job.batch}: {said}; nothing was computed for that")
            telling.entry("info", "layout", batch=job.batch, run=job.run, message=said)
        from tasks.command.scheduling import through_luigi

        return telling.batch(job, pages, lambda: through_luigi(job, options, pages, telling.verbose))
    finally:
        with contextlib.suppress(OSError):  # what is not kept is read again
            job.places.remember()
        lock.give_back()
