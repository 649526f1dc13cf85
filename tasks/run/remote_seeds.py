"""The files of a batch behind a URL. Names, batches and what is left out are as on a disk; there are no links to follow.

One listing tells names, sizes and marks; a page is read in one request, and not again while its mark stays. An object is
read whole, of one version: it cannot change while it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.run.seeds import (
    CORRECTIONS,
    DEFAULT,
    GONE,
    NO_PATH,
    SeedFile,
    UnreadableFile,
    check_readable,
    ignored,
    is_corrections,
    named,
    without_clashes,
)
from tasks.store import Look, RemoteFolder, digest, shallow, view_of


class RemoteSeeds:
    """The seeds of one batch."""

    def __init__(self, url: str, batch: str) -> None:
        """Below the URL of all seeds."""
        self.url = url.rstrip("/")
        self.batch = batch
        self.folder = RemoteFolder(view_of(f"{self.url}/{batch}", "seeds"))
        self.direct = RemoteFolder(view_of(self.url, "seeds-direct", deep=False)) if batch == DEFAULT else None

    @property
    def folders(self) -> list[RemoteFolder]:
        """The folders that are listed."""
        return [self.folder, *([self.direct] if self.direct else [])]

    def __str__(self) -> str:
        """The URL of all seeds."""
        return self.url

    def __truediv__(self, name: str) -> str:
        """The URL of something below."""
        return f"{self.url}/{name}"

    def is_dir(self) -> bool:
        """Whether anything lies there at all."""
        folders, files = shallow(self.url)
        return bool(folders or files)

    def listing(self, ignore: Sequence[str]) -> list[SeedFile]:
        """The files of the batch, in its order."""
        return without_clashes(list(self._found(ignore)))

    def _found(self, ignore: Sequence[str]) -> Iterator[SeedFile]:
        if self.direct:
            names = (name for name in self.direct.names() if not ignored(name, ignore) and name != CORRECTIONS)
            yield from (_seed(name, name) for name in names)
        for name in self.folder.files():
            *folders, last = name.split("/")
            hidden = any(part.startswith(".") and part.strip(".") for part in folders)
            source = f"{self.batch}/{name}"
            if not hidden and not ignored(last, ignore) and not is_corrections(source, self.batch):
                yield _seed(name, source)

    def sources(self) -> Iterator[str]:
        """The paths below the seeds of all files that are listed, pages or not."""
        if self.direct:
            yield from self.direct.names()
        yield from (f"{self.batch}/{name}" for name in self.folder.files())

    def read(self, file: SeedFile, limit: int | None) -> bytes:
        """A file's bytes; of one larger than ``limit`` no more than shows that it is.

        Raises:
            PageError: it can be no page, or is gone.
            Unreached: the store does not answer, or refuses.
        """
        check_readable(file)
        folder, name = self._place(file)
        try:
            size = folder.size(name)
            data = folder.part(name, 0, limit + 1) if limit is not None and size and size > limit else folder.read(name)
        except FileNotFoundError as wrong:
            raise UnreadableFile(f"{self.url}/{file.source} is gone", GONE, may_pass=True, renames=True) from wrong
        folder.learn(name, "digest", digest(data))
        return data

    def digest(self, file: SeedFile, limit: int | None) -> str:
        """The digest of a file's bytes; read only if it was not, as it is now.

        Raises:
            PageError: as :meth:`read`.
            Unreached: as :meth:`read`.
        """
        folder, name = self._place(file)
        known, value = (False, None) if file.trouble else folder.view.gist("digest", name)
        return str(value) if known else digest(self.read(file, limit))

    def look(self, file: SeedFile) -> Look | None:
        """How a file looks, by the listing; None if it can be no page."""
        folder, name = self._place(file)
        return None if file.trouble else folder.look(name)

    def _place(self, file: SeedFile) -> tuple[RemoteFolder, str]:
        within = file.source.removeprefix(f"{self.batch}/")
        return (self.direct, file.source) if self.direct and within == file.source else (self.folder, within)


def remote_batches(url: str, ignore: Sequence[str]) -> list[str]:
    """Every batch below a URL: each folder, and ``default`` where files lie directly there."""
    folders, files = shallow(url.rstrip("/"))
    found = {name for name in folders if not name.startswith(".")}
    if any(not ignored(name, ignore) and name != CORRECTIONS for name in files):
        found.add(DEFAULT)
    return sorted(found)


def _seed(within: str, source: str) -> SeedFile:
    parts = within.split("/")
    if all(part.strip(".") for part in parts):
        return named(within, source)
    shown = "/".join(part if part.strip(".") else part + "!" for part in parts)
    return replace(SeedFile(shown, source), trouble=NO_PATH)
