"""``clean``: takes away cached results that nothing reaches any more."""

from __future__ import annotations

from argparse import Namespace

from tasks.command.harmless import harmless
from tasks.run.errors import NothingThere
from tasks.run.job import job_of
from tasks.run.leftovers import cached_batches, leftovers
from tasks.run.settings import of_options


def clean(args: Namespace, options: dict[str, str]) -> int:
    """Say what would be removed, or remove it; the exit code.

    Raises:
        NothingThere: there is no such batch, and nothing is left of it.
    """
    run = of_options(options).run
    intermediate, cached = run.intermediate.rstrip("/"), cached_batches(run.intermediate.rstrip("/"))
    if args.batch is not None and args.batch not in cached and not job_of(options, args.batch, fresh=True).files:
        raise NothingThere(f"batch {args.batch} has neither pages in {run.seeds}/ nor results in {intermediate}/")
    batches = cached if args.batch is None else [args.batch]
    files = size = 0
    for batch in batches:
        job = job_of(options, batch, fresh=True)
        lock = None if args.dry_run else job.open()
        try:
            for one in list(leftovers(job)):
                files, size = files + 1, size + one.bytes
                if args.dry_run:
                    print(harmless(f"would remove  {one.told}"))
                else:
                    one.take()
            job.settle()
        finally:
            if lock:
                lock.give_back()
    print(f"{files} results, {size / 1e6:.1f} MB {'would be ' if args.dry_run else ''}removed from {intermediate}/")
    return 0
