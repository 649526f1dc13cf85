"""One batch under one set of settings: what its results are made from (``given``), and where everything lies."""

from __future__ import annotations

import contextlib
import errno
import functools
import sys
import threading
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tasks.run import layout, seeds
from tasks.run.errors import AlreadyRunning, NotWritable, Usage
from tasks.run.failures import Failures
from tasks.run.given import Given
from tasks.run.layout import Layout
from tasks.run.noted import Noted
from tasks.run.parts import sizes
from tasks.run.places import Places
from tasks.run.publish import Published
from tasks.run.publish_bundled import PageBundles
from tasks.run.publish_folders import PageFolders
from tasks.run.remote_seeds import RemoteSeeds
from tasks.run.settings import Settings, of_options
from tasks.run.stages import NAMES, STAGES
from tasks.store import (
    BundledShelf,
    Folder,
    Held,
    Holding,
    Loan,
    Look,
    Shelf,
    Unreached,
    Unwritable,
    end_loans,
    local_path,
    look_at,
    number_of,
)

if TYPE_CHECKING:
    from tasks.run.joined import Issued

FAILURES_FOLDER = "failures"
_STANDS_THERE = {errno.EISDIR, errno.ENOENT, errno.ELOOP}
"""Why a file cannot be written where something else has its name."""


class Job(Given):
    """A batch's folders, shelves and settings."""

    def __init__(self, settings: Settings, batch: str) -> None:
        """For one batch, whose name must be checked."""
        self.places = Places(settings.run, batch)
        super().__init__(settings, batch, self.places.seeds)
        self.cache, self.output = self.places.cache, self.places.output
        self.failures = Failures(self.cache / FAILURES_FOLDER)
        self.run = uuid.uuid4().hex  # what this run is called, in failure records
        self.owner = 0  # the process that holds the batch
        self.loan: Loan | None = None  # in a process that works for a run elsewhere: what it has of that run's lock
        # by pages asked for: how they stand, when nothing is left to do; their files; and these in shards
        self.seen: dict[tuple[str, ...], Collection[Any]] = {}
        self.chosen: dict[tuple[str, ...], list[seeds.SeedFile]] = {}
        self.parts: dict[tuple[str, ...], list[list[seeds.SeedFile]]] = {}
        self.issued: dict[object, Issued] | None = None  # while the batch stands still: issues as they stand

    @property
    def processes(self) -> int:
        """How many processes may look at pages at once; with Dask only this one: forks lack the threads it works in."""
        return 1 if self.settings.run.engine == "dask" else self.settings.run.workers

    @property
    def wanted(self) -> Layout:
        """The layout that the batch should have."""
        as_it_lies = layout.LAYOUTS[any(way.shards for way in self.laid)]
        return layout.wanted(self.settings.run.layout or as_it_lies, len(self.files), self.settings.run.shard_size)

    @functools.cached_property
    def laid(self) -> tuple[Layout, Layout]:
        """How the cached results and what is published are laid out, as it was when first asked for."""
        return layout.noted(self.cache).layout, layout.noted(self.output).layout

    @functools.cached_property
    def shelves(self) -> dict[str, Shelf]:
        """The cached results of each stage."""
        return self.shelves_as(self.laid[0])

    @functools.cached_property
    def published(self) -> Published:
        """What is published."""
        return self.published_as(self.laid[1])

    def shelves_as(self, way: Layout) -> dict[str, Shelf]:
        """The cached results of each stage in some layout, should they lie so."""
        if way.shards:
            return {one.name: BundledShelf(self.cache / one.folder, way.shards) for one in STAGES}
        return {one.name: Shelf(self.cache / one.folder) for one in STAGES}

    def published_as(self, way: Layout) -> Published:
        """What is published in some layout, should it lie so."""
        return PageBundles(self.output, way.shards) if way.shards else PageFolders(self.output)

    @functools.cached_property
    def noted(self) -> Noted:
        """What was noted when the batch's files were last written, as it was when first asked for."""
        return Noted(self.cache)

    def forget_notes(self) -> None:
        """Have the notes read anew: they were written."""
        self.__dict__.pop("noted", None)

    def relaid(self) -> None:
        """Have the folders looked at anew: they were laid out otherwise."""
        for name in ("laid", "shelves", "published", "noted"):
            self.__dict__.pop(name, None)
        self.parts.clear()

    def shards(self, files: Sequence[seeds.SeedFile]) -> list[list[seeds.SeedFile]]:
        """These files in the parts that are worked on at once: those whose results lie together, or as many as is best."""
        count, size = self.laid[0].shards, self.settings.run.shard_size
        if not count:
            left = iter(files)
            return [list(islice(left, some)) for some in sizes(len(files), size, self.settings.run.workers)]
        found: dict[int, list[seeds.SeedFile]] = {}
        for file in files:
            found.setdefault(number_of(file.name, count), []).append(file)
        return [found[number] for number in sorted(found)]

    def forget(self, files: Sequence[seeds.SeedFile]) -> None:
        """Forget what is known of the results of these files, and what is not settled of them: others may have written."""
        if self.laid == (layout.FILES, layout.FILES):
            return
        for name in {self.shelves[NAMES[0]].file(file.name): file.name for file in files}.values():
            for shelf in self.shelves.values():
                shelf.forget(name)
            self.published.forget(name)

    def gather(self, files: Sequence[seeds.SeedFile], stages: Sequence[str], published: bool) -> None:
        """Have the results of these files, which lie together, at hand: of some stages, and what is published."""
        for name in stages:
            self.shelves[name].gather(files[0].name)
        if published:
            self.published.gather(files[0].name)

    def settle(self) -> None:
        """See that all results that were put and dropped are written.

        What is published goes first and the first stage's results last, as wherever results are taken away; a result counts
        by its label alone, so that whatever a kill leaves out is made again.

        Raises:
            Unwritable: what was not written yet never will be.
        """
        try:
            self.published.settle()
            for stage in reversed(STAGES):
                self.shelves[stage.name].settle()
        except BaseException:
            self.relaid()  # with all that is pending
            raise

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        """Within this block, what lies beside the pages is asked for once: corrections, METS, which pages failed.

        For whoever looks at many pages, and changes none. What somebody else changes meanwhile is seen later.
        """
        before = self.issued
        with self.corrections.still(), self.issues.still(), self.failures.still():
            self.issued = {} if before is None else before
            try:
                yield
            finally:
                self.issued = before

    def looks(self, file: seeds.SeedFile, page: str) -> list[Look | None]:
        """How all that a page's results are made from looks without being read, and how its cached results look."""
        if isinstance(self.seeds, RemoteSeeds):
            seed = self.seeds.look(file)
        else:
            seed = None if file.trouble else look_at(f"{self.seeds}/{file.source}")
        return [self.look_of_given(file), seed, *(shelf.look(page) for shelf in self.shelves.values())]

    @functools.cached_property
    def lock(self) -> Holding:
        """The lock on both of the batch's folders: neither may be shared with a run whose other folder is another."""
        return self.places.lock()

    @property
    def held(self) -> bool:
        """Whether the batch is still this run's, as far as can be seen from here."""
        return self.loan.stands if self.loan else self.lock.stands

    @property
    def loans(self) -> Path | None:
        """The file by which processes that this run did not fork work for it; there while they may. None behind a URL."""
        place = local_path(self.settings.run.intermediate)
        return place and place / self.batch / ".workers"

    def open(self) -> Holding:
        """Take the batch for this process and clear up after killed runs; harmless when done twice.

        Raises:
            AlreadyRunning: another run has it.
            NotWritable: the folder of cached results, or the one of articles, cannot be written.
            Usage: the run has several processes, and a folder is one process's own.
        """
        lock = self.lock
        self.owner = lock.owner
        if self.owner:  # Luigi asks again and again, at its end, too, when a folder may have become read-only
            return lock
        self.places.prepare()
        folder: Folder | Path = self.cache
        option = "--intermediate"
        try:
            for root, name in ((self.output, "--output"), (self.cache, "--intermediate")):
                folder, option = root, name
                root.prepare()
            lock.take()
            if self.loans and not end_loans(self.loans):
                raise Held("a worker of an earlier run that is still at a page of it")
            self.places.begin()
            self.cache.sweep()
            self.output.sweep()
        except Held as held:
            lock.give_back()
            raise AlreadyRunning(
                f"batch {self.batch} is being worked on by {held}; wait for it, or stop that process"
            ) from held
        except OSError as wrong:
            lock.give_back()
            if isinstance(wrong, Unreached | Unwritable):
                raise NotWritable(f"{wrong}; mend that, or name another folder with --intermediate or --output") from wrong
            file, place = Path(wrong.filename or ""), local_path(self.settings.run.output)
            locks = file.name.endswith(".lock")
            if locks and place and file.parent == place.absolute():  # the one of articles lies beside the batch's folder
                folder, option = place, "--output"
            what = f"{folder}/{file.name}" if locks and wrong.errno in _STANDS_THERE else str(folder)
            raise NotWritable(
                f"{what} cannot be written: {wrong.strerror or wrong}; mend that, or name another folder with {option}"
            ) from wrong
        self.owner = lock.owner
        return lock


_jobs: dict[tuple[object, ...], Job] = {}
_guard = threading.Lock()


def job_of(options: Mapping[str, str], batch: str, fresh: bool = False) -> Job:
    """The job of a batch under the configuration file and these options.

    One and the same throughout a run, in workers forked from its process too; ``fresh`` begins another.

    Raises:
        Usage: this Python would read the names of files otherwise than as UTF-8, which no page's name would survive.
    """
    if sys.getfilesystemencoding() != "utf-8":  # 'clipsheet' sees to it by itself
        raise Usage(f"Python reads names of files as {sys.getfilesystemencoding()} here; set PYTHONUTF8=1")
    key = (tuple(sorted(options.items())), batch)
    with _guard:
        if fresh or key not in _jobs:
            _jobs[key] = Job(of_options(options), seeds.check_batch(batch))
        return _jobs[key]
