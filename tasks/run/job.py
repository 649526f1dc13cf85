"""One batch under one set of settings: where everything lies, and what each stage's results would be made from now."""

from __future__ import annotations

import errno
import functools
import os
import sys
import threading
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tasks.model.emitted import Origin
from tasks.model.page import CleanPage
from tasks.model.trace import Traced
from tasks.run import seeds
from tasks.run.errors import AlreadyRunning, NotWritable, Usage
from tasks.run.failures import Failures
from tasks.run.settings import Settings, of_options
from tasks.run.stages import NAMES, STAGES, IsSettings, Stage, program_version
from tasks.store import Held, Lock, Recipe, Shelf, Stamp, digest, disk_path, sweep


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
        self.seeds = Path(settings.run.seeds)
        self.cache = Path(settings.run.intermediate) / batch
        self.output = Path(settings.run.output) / batch
        self.shelves = {stage.name: Shelf(self.cache / stage.folder, _encode, _decode) for stage in STAGES}
        self.failures = Failures(self.cache / "failures")
        self.run = uuid.uuid4().hex  # what this run is called, in failure records
        self.owner = 0  # the process that holds the batch
        self._digests: dict[tuple[object, ...], str] = {}
        self._recipes: dict[tuple[str, tuple[str, ...]], tuple[IsSettings, Recipe]] = {}

    @functools.cached_property
    def files(self) -> list[seeds.SeedFile]:
        """The batch's files, as they lay when first asked for."""
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

    def page_folder(self, page: str) -> Path:
        """Where a page's articles go."""
        return self.output / disk_path(page)

    def read(self, file: seeds.SeedFile) -> bytes:
        """A file's bytes (of one too large for a page, enough to show it)."""
        return seeds.read(file, self.seeds, getattr(self.settings_of(NAMES[0], file), "max_page_bytes", None))

    def source_digest(self, file: seeds.SeedFile) -> str:
        """The digest of a file's bytes; a file unchanged since this process read it is not read again."""
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
    def lock(self) -> Lock:
        """The lock on both of the batch's folders: neither may be shared with a run whose other folder is another."""
        beside = self.output.parent / disk_path(f".{self.batch}", ".lock")  # inside, a page might be called like it
        return Lock(self.cache / ".lock", then=Lock(beside, stays=False))

    def open(self) -> Lock:
        """Take the batch for this process and clear up after killed runs; harmless when done twice.

        Raises:
            AlreadyRunning: another run has it.
            NotWritable: the folder of cached results, or the one of articles, cannot be written.
        """
        lock = self.lock
        self.owner = lock.owner
        if self.owner:  # Luigi asks again and again, at its end, too, when a folder may have become read-only
            return lock
        folder, option = self.cache, "--intermediate"
        try:
            for root, name in ((self.output, "--output"), (self.cache, "--intermediate")):
                folder, option = root, name
                root.mkdir(parents=True, exist_ok=True)
                if not os.access(root, os.W_OK | os.X_OK):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            lock.take()
            sweep(self.cache)
            sweep(self.output)
        except Held as held:
            raise AlreadyRunning(
                f"batch {self.batch} is being worked on by {held}; wait for it, or stop that process"
            ) from held
        except OSError as wrong:
            lock.give_back()
            raise NotWritable(
                f"{folder} cannot be written: {wrong.strerror or wrong}; mend that, or name another folder with {option}"
            ) from wrong
        self.owner = lock.owner
        return lock


def _check_apart(settings: Settings) -> None:
    """See that the folders are three, and that nothing is written among the seeds."""
    run = settings.run
    seeds_folder, cache, output = (Path(os.path.realpath(name)) for name in (run.seeds, run.intermediate, run.output))
    if cache == output:
        raise Usage(f"intermediate and output are one folder, {cache}; name two")
    for name, folder in (("intermediate", cache), ("output", output)):
        if folder.is_relative_to(seeds_folder):
            raise Usage(f"{name} = {getattr(run, name)} lies among the seeds, where its files would be pages; name another")


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
