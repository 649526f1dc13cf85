"""One batch under one set of settings: where everything lies, and what each stage's results would be made from now."""

from __future__ import annotations

import functools
import os
import sys
import threading
import uuid
from collections.abc import Mapping
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from tasks.model.emitted import Origin
from tasks.model.page import CleanPage
from tasks.model.trace import Traced
from tasks.run import seeds
from tasks.run.errors import AlreadyRunning, NotWritable, Usage
from tasks.run.failures import Failures
from tasks.run.known import Known
from tasks.run.remote_seeds import RemoteSeeds
from tasks.run.settings import Settings, of_options
from tasks.run.stages import NAMES, STAGES, IsSettings, Stage, program_version
from tasks.store import (
    Folder,
    Held,
    Holding,
    Notebook,
    NoWay,
    Recipe,
    RemoteFolder,
    Shelf,
    Stamp,
    Unreached,
    Unwritable,
    digest,
    disk_name,
    folder_at,
    local_path,
    lock_at,
)

FAILURES_FOLDER = "failures"


def _encode(value: object) -> object:
    if isinstance(value, Traced):
        return {"text": value.text, "runs": value.runs()}
    raise NotImplementedError(f"no way to write a {type(value).__name__}")


def _decode(kind: type, raw: Any) -> object:  # noqa: ANN401 - what JSON holds
    if kind is Traced:
        return Traced.from_runs(raw["text"], raw["runs"])
    raise NotImplementedError(f"no way to read a {kind.__name__}")


class Job:
    """A batch's folders, shelves and settings."""

    def __init__(self, settings: Settings, batch: str) -> None:
        """For one batch, whose name must be checked."""
        self.settings = settings
        self.batch = batch
        _check_apart(settings)
        self.seeds, self.cache, self.output = _places(settings, batch)
        found = [self.cache, self.output, *(self.seeds.folders if isinstance(self.seeds, RemoteSeeds) else [])]
        self._remote = [folder for folder in found if isinstance(folder, RemoteFolder)]
        self._notebook: Notebook | None = None
        self._heard = 0
        self._given_up: list[Any] = []
        self._known = Known(self.cache, [folder.view for folder in self._remote])
        self.shelves = {stage.name: Shelf(self.cache / stage.folder, _encode, _decode) for stage in STAGES}
        self.failures = Failures(self.cache / FAILURES_FOLDER)
        self.run = uuid.uuid4().hex  # what this run is called, in failure records
        self.owner = 0  # the process that holds the batch
        self._digests: dict[tuple[object, ...], str] = {}
        self._recipes: dict[tuple[str, tuple[str, ...]], tuple[IsSettings, Recipe]] = {}

    @functools.cached_property
    def files(self) -> list[seeds.SeedFile]:
        """The batch's files, as they lay when first asked for."""
        if isinstance(self.seeds, RemoteSeeds):
            return self.seeds.listing(self.settings.run.ignore)
        return seeds.listing(self.seeds, self.batch, self.settings.run.ignore)

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

    def page_folder(self, page: str) -> Folder:
        """Where a page's articles go."""
        return self.output / disk_name(page)

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

    def refresh(self) -> None:
        """See anew what there is, where that is known from before; seeds are as they lay when first asked for."""
        for folder in (self.cache, self.output):
            folder.refresh()

    def remember(self) -> None:
        """Keep for later runs what was worked out of what lies behind URLs.

        Raises:
            OSError: it cannot be written.
        """
        self._known.keep()

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

    def inputs(self, stage: Stage, file: seeds.SeedFile, stamps: Mapping[str, Stamp]) -> dict[str, str]:
        """What a page's result of a stage after the first would be made from: digests by name.

        Args:
            stage: reflow, segment or emit.
            file: the page's file.
            stamps: the labels of the page's results of the stages before.
        """
        before = STAGES[STAGES.index(stage) - 1].name
        found = {before: stamps[before].result}
        if stage.name == "emit":
            found["normalise"] = stamps["normalise"].result
            found["file"] = f"seeds/{file.source}"
            found["source"] = stamps["normalise"].inputs["source"]
            found["versions"] = " ".join([program_version(), *(f"{name}={v}" for name, v in self.versions.items())])
        return found

    def origin(self, file: seeds.SeedFile, page: str, clean: CleanPage, stamp: Stamp) -> Origin:
        """Where a page comes from, for its articles."""
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
        run, beside = self.settings.run, disk_name(f".{self.batch}", ".lock")  # inside, a page might be called like it
        output = folder_at(run.output, "", "")
        return lock_at(self.cache, ".lock", then=lock_at(output, beside, stays=False))

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
        if self.settings.run.workers > 1 and not all(folder.view.reach.shared for folder in self._remote):
            raise Usage("what lies in memory:// is one process's own; use it with workers = 1, or another place")
        folder, option = self.cache, "--intermediate"
        try:
            for root, name in ((self.output, "--output"), (self.cache, "--intermediate")):
                folder, option = root, name
                root.prepare()
            lock.take()
            if self._remote:
                self._begin_notebook()
            self.cache.sweep()
            self.output.sweep()
        except Held as held:
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


    def _begin_notebook(self) -> None:
        """See what there is now that nobody else changes it, and note what this run's processes change."""
        self.refresh()
        self._notebook = Notebook()
        for folder in self._remote:
            folder.view.notebook = self._notebook

    def give_up(self, wrong: OSError) -> None:
        """Note that a store does not answer, so that the run's other workers need not wait for it, too."""
        if self._notebook:
            self._notebook.add(["", isinstance(wrong, Unwritable), wrong.errno, wrong.strerror, wrong.filename])

    def check_reach(self) -> None:
        """See that no worker of this run has given up.

        Raises:
            OSError: one has, with this.
        """
        if self._notebook:
            lines, self._heard = self._notebook.since(self._heard)
            self._given_up = next((line for line in reversed(lines) if line[0] == ""), self._given_up)
        if len(self._given_up) > 1:
            _, writing, *told = self._given_up
            raise (Unwritable if writing else Unreached)(*told)

    def take_heart(self) -> None:
        """Try again what was given up."""
        if self._notebook:
            self._notebook.add([""])


def _places(settings: Settings, batch: str) -> tuple[Path | RemoteSeeds, Folder, Folder]:
    """The batch's seeds, cached results and articles.

    Raises:
        Usage: a folder is a URL that there is no way to.
    """
    run = settings.run
    try:
        path = local_path(run.seeds)
        return (
            RemoteSeeds(run.seeds, batch) if path is None else path,
            folder_at(run.intermediate, batch, "intermediate", heads=True),
            folder_at(run.output, batch, "output"),
        )
    except NoWay as wrong:
        raise Usage(str(wrong)) from wrong


def _check_apart(settings: Settings) -> None:
    """See that the folders are three, and that nothing is written among the seeds."""
    run = settings.run
    seeds_folder, cache, output = (_same_form(name) for name in (run.seeds, run.intermediate, run.output))
    if cache == output:
        raise Usage(f"intermediate and output are one folder, {cache}; name two")
    for name, folder in (("intermediate", cache), ("output", output)):
        if folder.is_relative_to(seeds_folder):
            raise Usage(f"{name} = {getattr(run, name)} lies among the seeds, where its files would be pages; name another")


def _same_form(place: str) -> PurePath:
    """A place in a form in which two of one kind can be compared."""
    path = local_path(place)
    return PurePosixPath(place.rstrip("/")) if path is None else Path(os.path.realpath(path))


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
