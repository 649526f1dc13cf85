"""What nothing reaches any more in the folder of cached results.

That is: results of batches and of pages that are no longer among the seeds, of stages that this version does not have,
failure records of such pages, and half-written files of killed runs. Only files that the store itself wrote are named; what
else lies there, and everything published, stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.run.batch import NOTE, states
from tasks.run.errors import NothingThere
from tasks.run.job import FAILURES_FOLDER, Job
from tasks.run.stages import STAGES
from tasks.store import has_label, is_orphan, local_path, shallow

_STAGE_FOLDER = re.compile(r"[1-9]-[a-z]+")


def cached_batches(intermediate: str) -> list[str]:
    """Every folder that holds a batch's cached results; on a disk, each has the lock that the store puts there."""
    place = local_path(intermediate)
    if place is None:
        return [name for name in shallow(intermediate)[0] if not name.startswith(".")]
    if not place.is_dir():
        return []
    return sorted(path.name for path in place.iterdir() if not path.is_symlink() and (path / ".lock").is_file())


def leftovers(job: Job) -> Iterator[str]:
    """The files of one batch's cache that nothing reaches, by name. Reads labels only.

    Raises:
        NothingThere: there is no seeds folder at all: a disk that is not mounted, rather than pages taken away.
    """
    if not job.seeds.is_dir():
        raise NothingThere(f"there is no folder {job.seeds}: without it everything cached would seem left over")
    found = list(states(job, job.files))
    pages = {state.page for state in found}
    kept = {f"{stage.folder}/{job.shelves[stage.name].file(page)}" for stage in STAGES for page in pages}
    kept |= {f"{FAILURES_FOLDER}/{job.failures.file(page)}" for page in pages}
    for name in job.cache.files():
        folder, _, below = name.partition("/")
        if is_orphan(name):
            yield name
        elif not below or name in kept:
            continue
        elif folder == FAILURES_FOLDER:
            if name.endswith(".json"):
                yield name
        elif _STAGE_FOLDER.fullmatch(folder) and has_label(job.cache, name):
            yield name
    if not job.files and job.cache.size(NOTE) is not None:
        yield NOTE
