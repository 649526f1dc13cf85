"""What nothing reaches any more in the folder of cached results.

That is: results of batches and of pages that are no longer among the seeds, of stages that this version does not have,
failure records of such pages, and half-written files of killed runs. Only files that the store itself wrote are named; what
else lies there, and everything published, stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tasks.run.batch import NOTE, states
from tasks.run.errors import NothingThere
from tasks.run.job import Job
from tasks.run.stages import STAGES
from tasks.store import has_label, is_orphan, walk

_STAGE_FOLDER = re.compile(r"[1-9]-[a-z]+")


def cached_batches(intermediate: Path) -> list[str]:
    """Every folder that holds a batch's cached results; each has the lock that the store puts there."""
    if not intermediate.is_dir():
        return []
    return sorted(path.name for path in intermediate.iterdir() if not path.is_symlink() and (path / ".lock").is_file())


def leftovers(job: Job) -> Iterator[Path]:
    """The files of one batch's cache that nothing reaches. Reads labels only.

    Raises:
        NothingThere: there is no seeds folder at all: a disk that is not mounted, rather than pages taken away.
    """
    if not job.seeds.is_dir():
        raise NothingThere(f"there is no folder {job.seeds}: without it everything cached would seem left over")
    found = list(states(job, job.files))
    pages = {state.page for state in found}
    known = {job.shelves[stage.name].path(page) for stage in STAGES for page in pages}
    kept = known | {job.failures.path(page) for page in pages}
    for path in walk(job.cache):
        folder = path.relative_to(job.cache).parts[0]
        if is_orphan(path):
            yield path
        elif folder == job.failures.root.name:
            if path not in kept and path.suffix == ".json":
                yield path
        elif _STAGE_FOLDER.fullmatch(folder) and path not in kept and has_label(path):
            yield path
    if not job.files and (job.cache / NOTE).is_file():
        yield job.cache / NOTE
