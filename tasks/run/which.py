"""Which batches a command is about."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

from tasks.run import seeds
from tasks.run.errors import NoBatch, NothingThere, RunError, Unreadable, Usage
from tasks.run.job import Job, job_of
from tasks.run.remote_seeds import remote_batches
from tasks.run.settings import of_options
from tasks.store import local_path


def batches(named: Sequence[str] | None, options: dict[str, str]) -> list[str]:
    """The batches to work on: those named, else all there are.

    Raises:
        NothingThere: there are no seeds at all.
    """
    if named:
        return list(dict.fromkeys(seeds.check_batch(batch) for batch in named))
    settings = of_options(options).run
    path = local_path(settings.seeds)
    found = remote_batches(settings.seeds, settings.ignore) if path is None else seeds.batches(path, settings.ignore)
    if not found:
        if path is not None and path.is_file():
            raise NothingThere(f"{settings.seeds} is a file; name the folder that its batch lies in with --seeds")
        raise NothingThere(f"there are no pages in {settings.seeds}/; put some there, or name another folder with --seeds")
    return found


def each(named: str | None, options: dict[str, str], work: Callable[[str], int]) -> int:
    """Do something for each batch, and return the worst of the exit codes.

    One that has no pages, or with which something else is wrong, is told of and costs no other batch anything.

    Raises:
        NothingThere: there are no seeds at all.
        RunError: what ``work`` raised for the batch that was named; or a setting is wrong, which concerns all batches.
    """
    code = 0
    for batch in batches(None if named is None else [named], options):
        try:
            code = max(code, work(batch))
        except RunError as wrong:
            if named or (isinstance(wrong, Usage) and not isinstance(wrong, NoBatch)):
                raise
            print(f"clipsheet: {wrong}", file=sys.stderr)
            code = max(code, wrong.code)
    return code


def readable(named: str | None, options: dict[str, str]) -> Iterator[Job]:
    """The batch that is named, or all whose folders can be read, for whoever looks for a page of them.

    Raises:
        NothingThere: there are no seeds at all.
        RunError: the batch that is named cannot be one, or cannot be read.
    """
    for batch in batches(None if named is None else [named], options):
        try:
            job = job_of(options, batch, fresh=True)
            job.files  # noqa: B018 - lists them
        except (NoBatch, Unreadable):
            if named:
                raise
        else:
            yield job
