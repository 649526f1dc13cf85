"""Which batches a command is about."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.run import seeds
from tasks.run.errors import NothingThere
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
