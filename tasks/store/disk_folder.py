"""A folder on a disk; ``files`` says what is promised."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from tasks.store import files, looks
from tasks.store.files import Stretch
from tasks.store.folder import Folder, Ready
from tasks.store.looks import Look

_LINE = 8192
"""Bytes that are read at one time of a first line; most have a thousand or two."""


def _at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a pipe that somebody has put in its place would never have anything to read."""
    return os.open(path, flags | os.O_NONBLOCK)


@contextlib.contextmanager
def _opened(path: str) -> Iterator[int]:
    """A file that is open for reading: by its number, for a file object takes longer to make than small files to read."""
    file = _at_once(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        yield file
    finally:
        os.close(file)


def _rest(file: int, size: int) -> bytes:
    """All of a file that is open, of so many bytes; or more, or fewer, should somebody change it meanwhile."""
    data = os.read(file, size + 1)
    while data and len(data) != size and (more := os.read(file, max(_LINE, size - len(data)))):
        data += more
    return data


def _line(file: int) -> bytes:
    """The first line of a file that is open."""
    data = os.read(file, _LINE)
    while b"\n" not in data and (more := os.read(file, _LINE)):
        data += more
    return data[: data.find(b"\n") + 1] or data


class DiskFolder(Folder):
    """A folder on a disk."""

    def __init__(self, path: Path) -> None:
        """The folder at this path."""
        self.path = path
        self._text = str(path)

    def __truediv__(self, name: str) -> Self:
        """The folder of this name within."""
        return type(self)(self.path / name)

    def __str__(self) -> str:
        """Its path."""
        return self._text

    def read(self, name: str) -> bytes:
        """All of a file."""
        with _opened(f"{self._text}/{name}") as file:
            return _rest(file, os.fstat(file).st_size)

    def part(self, name: str, start: int, length: int) -> bytes:
        """The bytes of a file from ``start`` on."""
        with open(f"{self._text}/{name}", "rb", opener=_at_once) as file:
            file.seek(start)
            return file.read(length)

    def first_line(self, name: str) -> tuple[bytes, int]:
        """A file's first line and its size."""
        with _opened(f"{self._text}/{name}") as file:
            return _line(file), os.fstat(file).st_size

    def lines(self, name: str) -> Iterator[bytes]:
        """A file line by line."""
        with open(f"{self._text}/{name}", "rb", opener=_at_once) as file:
            yield from file

    def size(self, name: str) -> int | None:
        """How many bytes a file has."""
        try:
            return os.stat(f"{self._text}/{name}").st_size  # noqa: PTH116
        except OSError:
            return None

    def look(self, name: str) -> Look | None:
        """How a file looks."""
        return looks.look_at(f"{self._text}/{name}")

    def size_and_look(self, name: str) -> tuple[int | None, Look | None]:
        """Both at one asking."""
        try:
            seen = os.stat(f"{self._text}/{name}")  # noqa: PTH116
        except OSError:
            return None, None
        return seen.st_size, looks.look_of(seen)

    def beginning(self, name: str) -> tuple[bytes, int, Look | None]:
        """A file's first line, its size and its look: of the file that was opened, whatever has its name by now."""
        with _opened(f"{self._text}/{name}") as file:
            seen = os.fstat(file)
            return _line(file), seen.st_size, looks.look_of(seen)

    def whole(self, name: str) -> tuple[bytes, Look | None]:
        """All of a file, and how the file that was opened looked."""
        with _opened(f"{self._text}/{name}") as file:
            seen = os.fstat(file)
            return _rest(file, seen.st_size), looks.look_of(seen)

    def mark(self, name: str) -> str:
        """The SHA-256 of a file's bytes."""
        try:
            with open(f"{self._text}/{name}", "rb", opener=_at_once) as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return ""

    def names(self, within: str = "") -> list[str]:
        """The names of all files in a folder."""
        try:
            with os.scandir(f"{self._text}/{within}") as found:
                return [entry.name for entry in found if entry.is_file()]
        except (FileNotFoundError, NotADirectoryError):
            return []

    def files(self) -> Iterator[str]:
        """The name of every file below; links are not followed."""
        for folder, folders, names in os.walk(self._text):
            folders.sort()
            within = folder[len(self._text) :].lstrip("/")
            yield from (f"{within}/{name}" if within else name for name in sorted(names))

    def write(self, name: str, data: bytes, to_last: bool = True) -> bool:
        """Write a file whole."""
        return files.write_whole(self.path / name, data, to_last)

    def compose(self, name: str, parts: Iterable[bytes | Stretch], to_last: bool = True) -> bool:
        """Write a file of parts."""
        return files.compose(self.path / name, parts, to_last)

    def beside(self, name: str, data: bytes) -> Ready:
        """Write a file beside its place."""
        return files.beside(self.path / name, data)

    def discard(self, name: str) -> bool:
        """Take away a file."""
        return files.discard(self.path / name)

    def remove(self, name: str) -> bool:
        """Take away a file and folders that are then empty."""
        return files.remove(self.path / name, self.path)

    def prepare(self) -> None:
        """Make it."""
        self.path.mkdir(parents=True, exist_ok=True)
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    def sweep(self) -> None:
        """Take away what killed runs left half-written."""
        files.sweep(self.path)
