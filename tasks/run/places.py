"""Where a batch's seeds, cached results and articles lie, and what a run must see to where that is behind a URL."""

from __future__ import annotations

import os
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from tasks.run.errors import Usage
from tasks.run.known import Known
from tasks.run.remote_seeds import RemoteSeeds
from tasks.run.settings import RunSettings
from tasks.store import (
    Folder,
    Holding,
    Notebook,
    NoWay,
    RemoteFolder,
    Unreached,
    Unwritable,
    disk_name,
    folder_at,
    local_path,
    lock_at,
)


class Places:
    """A batch's three folders."""

    def __init__(self, settings: RunSettings, batch: str) -> None:
        """For one batch, whose name must be checked.

        Raises:
            Usage: a folder is a URL that there is no way to, or folders lie in each other.
        """
        _check_apart(settings)
        path = local_path(settings.seeds)
        try:
            self.seeds: Path | RemoteSeeds = RemoteSeeds(settings.seeds, batch) if path is None else path
            self.cache: Folder = folder_at(settings.intermediate, batch, "intermediate", heads=True)
            self.output: Folder = folder_at(settings.output, batch, "output")
            self._all_output = folder_at(settings.output, "", "")
        except NoWay as wrong:
            raise Usage(str(wrong)) from wrong
        self._batch = batch
        self._workers = settings.workers
        folders = [self.cache, self.output, *(self.seeds.folders if isinstance(self.seeds, RemoteSeeds) else [])]
        self._views = [folder.view for folder in folders if isinstance(folder, RemoteFolder)]
        self._known = Known(self.cache, self._views)
        self._notebook: Notebook | None = None
        self._heard = 0
        self._given_up: list[Any] = []

    def lock(self) -> Holding:
        """The lock on cached results and articles: neither may be shared with a run whose other folder is another."""
        beside = disk_name(f".{self._batch}", ".lock")  # inside, a page might be called like it
        return lock_at(self.cache, ".lock", then=lock_at(self._all_output, beside, stays=False))

    def prepare(self) -> None:
        """See that a run can work here.

        Raises:
            Usage: it has several processes, and what lies in a folder is one process's own.
        """
        if self._workers > 1 and not all(view.reach.shared for view in self._views):
            raise Usage("what lies in memory:// is one process's own; use it with workers = 1, or another place")

    def begin(self) -> None:
        """See what there is now that nobody else changes it; from now on note what this run's processes change."""
        self.refresh()
        if self._views:
            self._notebook = Notebook()
        for view in self._views:
            view.notebook = Notebook()

    def refresh(self) -> None:
        """See anew what there is, where that is known from before; seeds are as they lay when first asked for."""
        self.cache.refresh()
        self.output.refresh()

    def remember(self) -> None:
        """Keep for later runs what was worked out of what lies behind URLs.

        Raises:
            OSError: it cannot be written.
        """
        self._known.keep()

    def give_up(self, wrong: OSError) -> None:
        """Note that a store does not answer, so that the run's other workers need not wait for it, too."""
        if self._notebook:
            self._notebook.add([isinstance(wrong, Unwritable), wrong.errno, wrong.strerror, wrong.filename])

    def check(self) -> None:
        """See that no worker of this run has given up.

        Raises:
            OSError: one has, with this.
        """
        if self._notebook:
            lines, self._heard = self._notebook.since(self._heard)
            self._given_up = lines[-1] if lines else self._given_up
        if self._given_up:
            writing, *told = self._given_up
            raise (Unwritable if writing else Unreached)(*told)

    def take_heart(self) -> None:
        """Try again what was given up."""
        if self._notebook:
            self._notebook.add([])


def _check_apart(settings: RunSettings) -> None:
    """See that the folders are three, and that nothing is written among the seeds."""
    seeds, cache, output = (_same_form(name) for name in (settings.seeds, settings.intermediate, settings.output))
    if cache == output:
        raise Usage(f"intermediate and output are one folder, {cache}; name two")
    for name, folder in (("intermediate", cache), ("output", output)):
        if folder.is_relative_to(seeds):
            given = getattr(settings, name)
            raise Usage(f"{name} = {given} lies among the seeds, where its files would be pages; name another")


def _same_form(place: str) -> PurePath:
    """A place in a form in which two of one kind can be compared."""
    path = local_path(place)
    return PurePosixPath(place.rstrip("/")) if path is None else Path(os.path.realpath(path))
