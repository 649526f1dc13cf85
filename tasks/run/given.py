"""What a batch's results are made from: its seeds, what lies beside them, and what each stage makes of them now."""

from __future__ import annotations

import dataclasses
import functools
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.run import seeds
from tasks.run.corrections import Corrections
from tasks.run.issues import Issue, Issues
from tasks.run.remote_seeds import RemoteSeeds
from tasks.run.settings import Settings
from tasks.run.stages import NAMES, STAGES, IsSettings, Stage, program_version
from tasks.store import Look, Recipe, Stamp, digest, look_of

if TYPE_CHECKING:
    from tasks.model.emitted import Origin
    from tasks.model.page import CleanPage

_DIGESTS = 2000  # of seeds that a process keeps: more than a shard has, as a rule, and of any batch a few


class Given:
    """A batch's seeds, and the settings of each stage for their pages."""

    def __init__(self, settings: Settings, batch: str, place: Path | RemoteSeeds) -> None:
        """For one batch, whose name must be checked; ``place`` is the folder, or the URL, of all seeds."""
        self.settings = settings
        self.batch = batch
        self.seeds = place
        self.issues = Issues(place)
        self.corrections = Corrections(place, batch, leave=settings.run.corrections == "leave")
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
        return self.source_seen(file)[0]

    def source_seen(self, file: seeds.SeedFile) -> tuple[str, Look | None]:
        """The same, and how the file looked before it was read.

        Raises:
            PageError: as :meth:`read`.
        """
        if isinstance(self.seeds, RemoteSeeds):
            look = self.seeds.look(file)
            return self.seeds.digest(file, self._limit(file)), look
        try:
            seen = os.stat(f"{self.seeds}/{file.source}")  # noqa: PTH116 - a Path takes longer than the asking
            key = (file, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
        except OSError:
            return digest(self.read(file)), None
        if key not in self._digests:
            if len(self._digests) >= _DIGESTS:
                self._digests.clear()
            self._digests[key] = digest(self.read(file))
        return self._digests[key], None if file.trouble else look_of(seen)

    def look_of_given(self, file: seeds.SeedFile) -> Look | None:
        """What a file's results are made from besides its bytes, as if it were a file's look; None if that is not known."""
        try:
            issue = self.issues.of(file)
        except seeds.UnreadableFile:
            return None
        return Look(f"{self._made_by(file)} {file.source} {file.limit} {issue.digest if issue else ''}", 0)

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
