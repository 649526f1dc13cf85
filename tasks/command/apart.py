"""Places for what a command writes of its own, apart from the folders that runs work in."""

from __future__ import annotations

import os
from pathlib import Path

from tasks.run.errors import Usage
from tasks.run.settings import RunSettings
from tasks.store import local_path


def apart(place: str, settings: RunSettings) -> Path:
    """The place on this machine that ``--output`` names.

    Raises:
        Usage: it is on another machine, or where seeds, cached results or articles lie.
    """
    path = local_path(place)
    if path is None:
        raise Usage(f"--output {place} is not on this machine; write to a folder here, and copy it there")
    for name in ("seeds", "intermediate", "output"):
        folder = local_path(getattr(settings, name))
        if folder is not None and Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
            raise Usage(f"--output {place} lies in {name} = {folder}, which holds other things; name another place")
    return path
