"""How all pages of some files stand: looked at in parts, by as many processes as the run has workers."""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterator, Sequence

from tasks.run.beside import shared_out
from tasks.run.freshness import ALL_DONE, Labels, PageState, glance, look, recall
from tasks.run.job import Job
from tasks.run.packed import Packed, States, pack
from tasks.run.seeds import SeedFile
from tasks.store import number_of

FILES = 250
"""Files that are looked at in one go, where each result is a file of its own: some tenths of a second's work."""
MANY = 1000
"""Files from which further processes are worth their start."""


def looked(job: Job, files: Sequence[SeedFile], at: int = 0, upto: str = "emit") -> Iterator[PageState]:
    """How each page of these files stands, up to a stage, as they are looked at; ``at`` as :func:`look` has it."""
    noted = job.noted.note is not None
    with job.still():
        for part in job.shards(files):
            job.forget(part)
            for file in part:
                yield from (glance(job, file) if noted else []) or look(job, file, upto, at)


def processes(job: Job, files: int) -> int:
    """How many processes are to look at so many files."""
    return job.processes if files >= MANY else 1


def fill(job: Job, found: States, at: int = 0) -> Iterator[list[int]]:
    """Look at all files of these; after each part, say which files were looked at.

    The first part is looked at here, before any other process is begun: most who ask are content with that.
    """
    parts = parts_of(job, found.files)
    count = processes(job, len(found.files))

    def work(part: Sequence[int]) -> list[Packed]:
        job.forget([found.files[number] for number in part])
        with job.still():
            return [pack(_states(job, found.files[number], at)) for number in part]

    def sent(part: Sequence[int]) -> bytes:
        return pickle.dumps(work(part), protocol=pickle.HIGHEST_PROTOCOL)

    def received(some: Sequence[Sequence[int]]) -> Iterator[list[Packed]]:
        if count < 2 or len(some) < 2:
            yield from map(work, some)
        else:
            yield from map(pickle.loads, shared_out(some, sent, count))

    for some in (parts[:1], parts[1:]):
        for part, packed in zip(some, received(some), strict=True):
            for number, one in zip(part, packed, strict=True):
                found.put(number, one)
            yield list(part)


def _states(job: Job, file: SeedFile, at: int) -> Sequence[PageState]:
    return (glance(job, file) if job.noted.note is not None else []) or list(look(job, file, at=at))


def parts_of(job: Job, files: Sequence[SeedFile]) -> list[Sequence[int]]:
    """The files, by their numbers, in the parts that are looked at in one go: those whose results lie together."""
    count = job.laid[0].shards
    if not count:
        return [range(start, min(start + FILES, len(files))) for start in range(0, len(files), FILES)]
    found: dict[int, list[int]] = {}
    for number, file in enumerate(files):
        found.setdefault(number_of(file.name, count), []).append(number)
    return [found[bundle] for bundle in sorted(found)]


def looked_through(job: Job, files: Sequence[SeedFile], at: int = 0) -> States:
    """How all pages of these files stand."""
    found = States(job, files)
    for _ in fill(job, found, at):
        pass
    return found


def look_again(job: Job, found: States, files: Collection[SeedFile], at: int) -> None:
    """Look at some of the files once more."""
    with job.still():
        for file in files:
            job.forget([file])
            found.put(found.at(file), pack(_states(job, file, at)))


def recalled(job: Job, found: States, at: int, chosen: set[SeedFile]) -> None:
    """How the pages of all files stand as noted, where they are; those of the chosen files are looked at, and the others."""
    new = []
    for number, file in enumerate(found.files):
        known = [] if file in chosen else recall(job, file)
        if known:
            found.put(number, pack(known))
        else:
            new.append(file)
    for part in job.shards(new):
        job.forget(part)
        with job.still():
            for file in part:
                found.put(found.at(file), pack(_states(job, file, at)))


def as_ended(job: Job, found: States) -> bool:
    """How the pages stood when this run came to its end, in whichever process; whether it has.

    Of files that were done altogether that is noted; the others are looked at again.
    """
    noted = job.noted
    if noted.note is None or noted.seen.run != job.run:
        return False
    others = set(noted.seen.others)
    with job.still():
        for number, file in enumerate(found.files):
            known = [] if file.name in others else _published(job, file)
            if not known:
                job.forget([file])
            found.put(number, pack(known or _states(job, file, 0)))
    return True


def _published(job: Job, file: SeedFile) -> list[PageState]:
    """The pages of a file that is done altogether."""
    found: list[PageState] = []
    number = 1
    while number != file.limit and (known := job.noted.find(file.name, page := file.page(number))):
        found.append(PageState(file, number, ALL_DONE, Labels(job, page), None, None, False, known[0].made))
        number += 1
    return found
