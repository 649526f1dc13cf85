"""``rerun``: a stage and those after it again, for some pages and nothing else."""

from __future__ import annotations

from argparse import Namespace

from tasks.command.harmless import harmless
from tasks.command.run import build
from tasks.command.telling import told
from tasks.run import rerun as again
from tasks.run import seeds
from tasks.run.errors import NotWritable, Usage
from tasks.run.job import job_of
from tasks.run.stages import NAMES
from tasks.store import Unwritable


@told
def rerun(args: Namespace, options: dict[str, str]) -> int:
    """Say what would be removed and run, or do exactly that; the exit code.

    Raises:
        Usage: neither a stage nor ``--failed``.
    """
    if not args.stage and not args.failed:
        raise Usage(f"name the first stage to run again: --stage {{{','.join(NAMES)}}}, or --failed")
    job = job_of(options, seeds.check_batch(args.batch), fresh=True)
    wanted = again.pages_again(job, args.page, args.stage, args.failed)
    if args.dry_run:
        lines = [harmless(f"would remove  {path}") for path in again.removed(job, wanted)]
        for stage, page, why in again.running(wanted):
            name = page if page.isprintable() else repr(page)
            lines.append(f"would run     {stage}  {name}" + (f"  ({why})" if why else ""))
        print("\n".join(lines) or f"batch {job.batch}: nothing to do")
        return 0
    if not wanted:
        print(f"batch {job.batch}: no page failed; nothing to do")
        return 0
    lock = job.open()
    try:
        try:
            again.take_away(job, wanted)
        except Unwritable as wrong:
            raise NotWritable(f"{wrong}; mend that, and run the same command again") from wrong
        return build(job, options, [one.asked for one in wanted], args.telling)
    finally:
        lock.give_back()
