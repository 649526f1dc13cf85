"""``gold``: the pages that a person has checked, as gold for the quality gate."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from tasks.command.apart import apart
from tasks.command.run import FAILED
from tasks.run import batch as whole
from tasks.run.errors import NothingThere, NotWritable
from tasks.run.gold import checked, left_out, page_gold
from tasks.run.job import job_of
from tasks.run.settings import of_options
from tasks.run.which import each
from tasks.store import write_whole


def gold(args: Namespace, options: dict[str, str]) -> int:
    """Write ``<page>/gold.json`` for each page that a person has checked; exit code 30 if one of them cannot be taken.

    Raises:
        NothingThere: no page was checked, or there is no such batch.
        NotWritable: gold cannot be written.
        Usage: it would lie where seeds, cached results or articles do.
    """
    place = apart(args.target or "gold", of_options(options).run)
    made, failed, others = 0, 0, 0

    def take(batch: str) -> int:
        nonlocal made, failed, others
        job = job_of(options, batch, fresh=True)
        whole.choose(job, [])
        for state in checked(job, args.unchecked):
            found = page_gold(job, state)
            if isinstance(found, str):
                failed += 1
                print(f"{batch}/{state.page} is no gold: {found}")
                continue
            _write(place / batch / state.page / "gold.json", found)
            made += 1
        others += 0 if args.unchecked else left_out(job)
        broken = job.corrections.trouble()
        if broken:
            failed += 1
            print(f"{broken}; {broken.mend}")
        return FAILED if failed else 0

    code = each(args.batch, options, take)
    if others:
        print(f"corrected and not marked as checked, left out: {others}; --unchecked takes such pages, too")
    if not made and not failed:
        raise NothingThere("no page is marked as checked in a corrections.json; docs/corrections.md says how")
    print(f"{made} page{'s' * (made != 1)} of gold in {place}/")
    return code


def _write(path: Path, found: dict[str, object]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode())
    except OSError as wrong:
        raise NotWritable(f"{path} cannot be written: {wrong.strerror or wrong}; name another with --output") from wrong
