"""One batch under one set of settings: where everything lies, and what each stage's results would be made from now."""

from __future__ import annotations

import dataclasses
import functools
import json
import os
import sys
import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tasks.run import layout, seeds
from tasks.run.coding import decode, encode
from tasks.run.corrections import Corrections
from tasks.run.errors import AlreadyRunning, NotWritable, Usage
from tasks.run.failures import Failures
from tasks.run.issues import Issue, Issues
from tasks.run.layout import Layout
from tasks.run.noted import Noted
from tasks.run.parts import sizes
from tasks.run.places import Places
from tasks.run.publish import Published
from tasks.run.publish_bundled import PageBundles
from tasks.run.publish_folders import PageFolders
from tasks.run.remote_seeds import RemoteSeeds
from tasks.run.settings import Settings, of_options
from tasks.run.stages import NAMES, STAGES, IsSettings, Stage, program_version
from tasks.store import (
    BundledShelf,
    Held,
    Holding,
    Loan,
    Look,
    Recipe,
    Shelf,
    Stamp,
    Unreached,
    Unwritable,
    digest,
    end_loans,
    local_path,
    look_at,
    number_of,
)

if TYPE_CHECKING:
    from tasks.model.emitted import Origin
    from tasks.model.page import CleanPage

FAILURES_FOLDER = "failures"


class Job:
    """A batch's folders, shelves and settings."""

    def __init__(self, settings: Settings, batch: str) -> None:
        """For one batch, whose name must be checked."""
        self.settings = settings
        self.batch = batch
        self.places = Places(settings.run, batch)
        self.seeds, self.cache, self.output = self.places.seeds, self.places.cache, self.places.output
        self.issues = Issues(self.seeds)
        self.corrections = Corrections(self.seeds, batch, leave=settings.run.corrections == "leave")
        self.failures = Failures(self.cache / FAILURES_FOLDER)
        self.run = uuid.uuid4().hex  # what this run is called, in failure records
        self.owner = 0  # the process that holds the batch
        self.loan: Loan | None = None  # in a process that works for a run elsewhere: what it has of that run's lock
        self.seen: dict[tuple[str, ...], list[Any]] = {}  # by pages asked for: how they stand, when nothing is left to do
        self.parts: dict[tuple[str, ...], list[list[seeds.SeedFile]]] = {}  # by pages asked for: their files, in shards
        self._folders: dict[str, list[seeds.SeedFile]] | None = None
        self._mates: dict[tuple[str, str], Sequence[seeds.SeedFile]] = {}
        self._digests: dict[tuple[object, ...], str] = {}
        self._makings: dict[tuple[str, ...], str] = {}
        self._recipes: dict[tuple[str, tuple[str, ...]], tuple[IsSettings, Recipe]] = {}

    @functools.cached_property
    def files(self) -> list[seeds.SeedFile]:
        """The batch's files, as they lay when first asked for."""
        if isinstance(self.seeds, RemoteSeeds):
            return self.seeds.listing(self.settings.run.ignore)
        return seeds.listing(self.seeds, self.batch, self.settings.run.ignore)

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
            return {one.name: BundledShelf(self.cache / one.folder, way.shards, encode, decode) for one in STAGES}
        return {one.name: Shelf(self.cache / one.folder, encode, decode) for one in STAGES}

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

    def mates(self, folder: str, name: str, belongs: Callable[[seeds.SeedFile], bool]) -> Sequence[seeds.SeedFile]:
        """Of the files of a folder those that belong to something called ``name``, once and for all; 2 before 10."""
        if self._folders is None:
            self._folders = {}
            for file in self.files:
                self._folders.setdefault(file.source.rpartition("/")[0], []).append(file)
        if (folder, name) not in self._mates:
            found = filter(belongs, self._folders.get(folder, ()))
            self._mates[folder, name] = sorted(found, key=lambda file: seeds.as_counted(file.name))
        return self._mates[folder, name]

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

    def settings_of(self, stage: str, file: seeds.SeedFile) -> IsSettings:
        """A stage's settings for the pages of a file."""
        return self._made(stage, file)[0]

    def recipe(self, stage: str, file: seeds.SeedFile) -> Recipe:
        """What a stage's results for the pages of a file would be made from now, besides their input."""
        return self._made(stage, file)[1]

    def _made(self, stage: str, file: seeds.SeedFile) -> tuple[IsSettings, Recipe]:
        pages = self.settings.page_sections(f"{self.batch}/{file.name}")
        if (stage, pages) not in self._recipes:
            settings = self.settings.of_stage(stage, self.batch, pages)
            self._recipes[stage, pages] = settings, STAGES[NAMES.index(stage)].recipe(settings)
        return self._recipes[stage, pages]

    @functools.cached_property
    def versions(self) -> dict[str, str]:
        """Each stage's version, as articles name it."""
        return {stage.name: stage.version for stage in STAGES}

    def read(self, file: seeds.SeedFile) -> bytes:
        """A file's bytes (of one too large for a page, enough to show it)."""
        if isinstance(self.seeds, RemoteSeeds):
            return self.seeds.read(file, self._limit(file))
        return seeds.read(file, self.seeds, self._limit(file))

    def _limit(self, file: seeds.SeedFile) -> int | None:
        limit: int | None = getattr(self.settings_of(NAMES[0], file), "max_page_bytes", None)
        return limit

    @property
    def reading_is_dear(self) -> bool:
        """Whether seeds are best not read only to see whether they can be."""
        return isinstance(self.seeds, RemoteSeeds)

    def source_digest(self, file: seeds.SeedFile) -> str:
        """The digest of a file's bytes; a file unchanged since this process read it is not read again."""
        if isinstance(self.seeds, RemoteSeeds):
            return self.seeds.digest(file, self._limit(file))
        try:
            seen = os.stat(f"{self.seeds}/{file.source}")  # noqa: PTH116 - a Path takes longer than the asking
            key = (file, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
        except OSError:
            return digest(self.read(file))
        if key not in self._digests:
            self._digests[key] = digest(self.read(file))
        return self._digests[key]

    def looks(self, file: seeds.SeedFile, page: str) -> list[Look | None]:
        """How all that a page's results are made from looks without being read, and how its cached results look."""
        if isinstance(self.seeds, RemoteSeeds):
            seed = self.seeds.look(file)
        else:
            seed = None if file.trouble else look_at(f"{self.seeds}/{file.source}")
        try:
            issue = self.issues.of(file)
        except seeds.UnreadableFile:
            return [None]
        given = Look(f"{self._made_by(file)} {file.source} {file.limit} {issue.digest if issue else ''}", 0)
        return [given, seed, *(shelf.look(page) for shelf in self.shelves.values())]

    def _made_by(self, file: seeds.SeedFile) -> str:
        """A digest of all that makes the results for the pages of a file, but their input."""
        pages = self.settings.page_sections(f"{self.batch}/{file.name}")
        if pages not in self._makings:
            recipes = [dataclasses.asdict(self.recipe(name, file)) for name in NAMES]
            told = json.dumps([recipes, program_version(), self.versions], ensure_ascii=False, sort_keys=True)
            self._makings[pages] = digest(told.encode())
        return self._makings[pages]

    @staticmethod
    def begun_from(source: str, issue: Issue | None) -> dict[str, str]:
        """What the first stage's results for a file are made from: its digest, and that of the METS that names it."""
        return {"source": source} | ({"issue": issue.digest} if issue else {})

    def inputs(self, stage: Stage, file: seeds.SeedFile, page: str, stamps: Mapping[str, Stamp]) -> dict[str, str]:
        """What a page's result of a stage after the first would be made from: digests by name.

        Args:
            stage: reflow, segment or emit.
            file: the page's file.
            page: its name.
            stamps: the labels of the page's results of the stages before, and of this one where there is one.
        """
        before = STAGES[STAGES.index(stage) - 1].name
        found = {before: stamps[before].result}
        if stage.name == "segment":
            made = stamps["segment"].inputs if "segment" in stamps else {}
            found |= self.corrections.inputs(page, stamps["normalise"].inputs["source"], made)
        if stage.name == "emit":
            found["normalise"] = stamps["normalise"].result
            found["file"] = f"seeds/{file.source}"
            found["source"] = stamps["normalise"].inputs["source"]
            found["versions"] = " ".join([program_version(), *(f"{name}={v}" for name, v in self.versions.items())])
        return found

    def origin(self, file: seeds.SeedFile, page: str, clean: CleanPage, stamp: Stamp) -> Origin:
        """Where a page comes from, for its articles."""
        from tasks.model.emitted import Origin

        return Origin(
            batch=self.batch,
            page=page,
            source=f"seeds/{file.source}",
            sha256=stamp.inputs["source"],
            encoding=clean.encoding.name,
            version=program_version(),
            stages=self.versions,
        )

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
        folder, option = self.cache, "--intermediate"
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
            raise NotWritable(
                f"{folder} cannot be written: {wrong.strerror or wrong}; mend that, or name another folder with {option}"
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
