"""``run`` and ``rerun``: batches through Luigi, one after the other, with progress and a summary."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from tasks.command.telling import Telling, told
from tasks.run import batch as whole
from tasks.run import seeds
from tasks.run.errors import NothingThere, RunError, Usage
from tasks.run.freshness import PageState
from tasks.run.job import Job, job_of
from tasks.run.settings import load
from tasks.run.stages import NAMES

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


def build(job: Job, options: dict[str, str], pages: Sequence[str], telling: Telling) -> int:
    """Run one batch through Luigi, and say how it went."""
    lock = job.open()
    try:
        from tasks.command.scheduling import through_luigi

        return telling.batch(job, pages, lambda: through_luigi(job, options, pages, telling.verbose))
    finally:
        lock.give_back()


@told
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
        for state, stage in wanted:
            for name in NAMES[NAMES.index(stage) :]:
                job.shelves[name].drop(state.page)
        return build(job, options, [state.page for state, _ in wanted], args.telling)
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
