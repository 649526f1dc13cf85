"""What nothing reaches any more in the folder of cached results.

That is: results of batches and of pages that are no longer among the seeds, of stages that this version does not have,
failure records of such pages, and half-written files of killed runs. Only files that the store itself wrote are named; what
else lies there, and everything published, stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial

from tasks.run import layout
from tasks.run.batch import states
from tasks.run.corrections import NAME as CORRECTIONS_FAILURE
from tasks.run.errors import NothingThere
from tasks.run.job import FAILURES_FOLDER, Job
from tasks.run.noted import NOTE, SEEN
from tasks.run.stages import STAGES
from tasks.store import BundledShelf, count_in, has_label, is_orphan, local_path, shallow

_STAGE_FOLDER = re.compile(r"[1-9]-[a-z]+")


def cached_batches(intermediate: str) -> list[str]:
    """Every folder that holds a batch's cached results; on a disk, each has the lock that the store puts there."""
    place = local_path(intermediate)
    if place is None:
        return [name for name in shallow(intermediate)[0] if not name.startswith(".")]
    if not place.is_dir():
        return []
    return sorted(path.name for path in place.iterdir() if not path.is_symlink() and (path / ".lock").is_file())


@dataclass(frozen=True)
class Leftover:
    """Something that nothing reaches: where it lies, how large it is, and what takes it away (see ``Job.settle``)."""

    told: str
    bytes: int
    take: Callable[[], object]


def leftovers(job: Job) -> Iterator[Leftover]:
    """What nothing reaches of one batch's cache. Reads labels only.

    Raises:
        NothingThere: there is no seeds folder at all: a disk that is not mounted, rather than pages taken away.
    """
    if not job.seeds.is_dir():
        raise NothingThere(f"there is no folder {job.seeds}: without it everything cached would seem left over")
    found = list(states(job, job.files))
    pages = {state.page for state in found}
    for name in _files(job, pages):
        yield Leftover(str(job.cache / name), job.cache.size(name) or 0, partial(job.cache.remove, name))
    for stage in STAGES:
        shelf = job.shelves[stage.name]
        if isinstance(shelf, BundledShelf):
            for page in shelf.others(pages):
                yield Leftover(shelf.told(page), shelf.bytes(page), partial(shelf.drop, page))


def _files(job: Job, pages: Collection[str]) -> Iterator[str]:
    """The files that hold nothing of these pages."""
    kept = {f"{stage.folder}/{job.shelves[stage.name].file(page)}" for stage in STAGES for page in pages}
    kept |= {f"{FAILURES_FOLDER}/{job.failures.file(page)}" for page in (*pages, CORRECTIONS_FAILURE)}
    for name in job.cache.files():
        folder, _, below = name.partition("/")
        if is_orphan(name):
            yield name
        elif not below or name in kept:
            continue
        elif folder == FAILURES_FOLDER:
            if name.endswith(".json"):
                yield name
        elif _STAGE_FOLDER.fullmatch(folder) and _is_ours(job, folder, name):
            yield name
    if not job.files:
        yield from (name for name in (NOTE, SEEN, layout.NOTE) if job.cache.size(name) is not None)


def _is_ours(job: Job, folder: str, name: str) -> bool:
    """Whether a file holds results as a whole: of other bundles than this batch has, it is a leftover altogether."""
    count = count_in(name)
    if count and folder in {stage.folder for stage in STAGES} and count == job.laid[0].shards:
        return False
    return bool(count) or has_label(job.cache, name)
