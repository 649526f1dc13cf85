"""A folder behind a URL, such as ``s3://papers/intermediate``: whole objects in, whole objects out.

What is promised: an object is whole or not there, and on the store's disks when ``write`` returns; nothing half-written is
ever left behind. What there is, and what is fresh, is asked of a :class:`~tasks.store.view.View`: no request for each file.
Others' changes during a run are seen when the view is refreshed, or when what is gone is read.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterable, Iterator
from typing import Self

from tasks.store.files import Stretch
from tasks.store.folder import Folder, Make
from tasks.store.looks import Look
from tasks.store.reach import Unreached, no_bucket, told_of
from tasks.store.view import HEAD, View, beginning, has_head, mark_of

_MANY = 500  # objects read together: what a run holds of them at once
_PART = 8_000_000  # bytes of a large object read at once


class RemoteFolder(Folder):
    """The objects below a URL, or below a folder of it."""

    def __init__(self, view: View, within: str = "") -> None:
        """The folder of this name within what a view shows."""
        self.view = view
        self._start = f"{within}/" if within else ""

    def __truediv__(self, name: str) -> Self:
        """The folder of this name within; it shares what is known."""
        return type(self)(self.view, self._start + name)

    def __str__(self) -> str:
        """Its URL."""
        return f"{self.view.url}/{self._start}".rstrip("/")

    def read(self, name: str) -> bytes:
        """All of an object, in one request, or in none where it is small and known."""
        name = self._start + name
        entry = self.view.entry(name)
        if entry is None:
            raise self._missing(name)
        known, head = self.view.gist("head", name)
        if known and entry[0] <= HEAD:
            return str(head).encode(errors="surrogateescape")
        with told_of(f"{self.view.url}/{name}"):
            return bytes(self.view.reach.call("cat_file", self._path(name)))

    def read_many(self, names: Iterable[str]) -> Iterator[bytes]:
        """Each of these objects, many read at once."""
        wanted = [self._start + name for name in names]
        for start in range(0, len(wanted), _MANY):
            some = wanted[start : start + _MANY]
            got = self.view.reach.calls("cat_file", [((self._path(name),), {}) for name in some])
            for name, data in zip(some, got, strict=True):
                if isinstance(data, Exception):
                    with told_of(f"{self.view.url}/{name}"):
                        raise data
                yield bytes(data)

    def part(self, name: str, start: int, length: int) -> bytes:
        """The bytes of an object from ``start`` on."""
        name = self._start + name
        entry = self.view.entry(name)
        if entry is None:
            raise self._missing(name)
        end = min(start + length, entry[0])
        if start >= end:  # a store refuses an empty range
            return b""
        with told_of(f"{self.view.url}/{name}"):
            return bytes(self.view.reach.call("cat_file", self._path(name), start=start, end=end))

    def first_line(self, name: str) -> tuple[bytes, int]:
        """An object's first line and its size."""
        name = self._start + name
        head = self.view.head(name)
        line, end, _ = head.partition("\n")
        entry = self.view.entry(name)
        return (line + end).encode(errors="surrogateescape"), entry[0] if entry else 0

    def lines(self, name: str) -> Iterator[bytes]:
        """An object line by line; a large one is read by parts, and must not be written again meanwhile."""
        entry = self.view.entry(self._start + name)
        if entry is None or entry[0] <= _PART:
            yield from io.BytesIO(self.read(name))
            return
        rest = b""
        for start in range(0, entry[0], _PART):
            *whole, rest = (rest + self.part(name, start, _PART)).split(b"\n")
            yield from (line + b"\n" for line in whole)
        if rest:
            yield rest
        self._unchanged(self._start + name, entry)

    def _unchanged(self, name: str, entry: tuple[int, str]) -> None:
        with told_of(f"{self.view.url}/{name}"):
            if mark_of(self.view.reach.call("info", self._path(name))) != entry[1]:
                raise Unreached(errno.EBUSY, "it was written again while it was read", f"{self.view.url}/{name}")

    def mark(self, name: str) -> str:
        """The store's own mark of an object, as it is known from its listing."""
        entry = self.view.entry(self._start + name)
        return f"{entry[0]} {entry[1]}" if entry else ""

    def size(self, name: str) -> int | None:
        """How many bytes an object has."""
        entry = self.view.entry(self._start + name)
        return entry[0] if entry else None

    def look(self, name: str) -> Look | None:
        """How an object looks: its size, and the mark that the store changes whenever it is written."""
        entry = self.view.entry(self._start + name)
        return Look(f"{entry[0]} {entry[1]}", 0) if entry and entry[1] else None

    def names(self, within: str = "") -> list[str]:
        """The names of all objects in a folder."""
        return self.view.within(f"{self._start}{within}".rstrip("/"))

    def files(self) -> Iterator[str]:
        """The name of every object below."""
        return (name[len(self._start) :] for name in self.view.below(self._start.rstrip("/")))

    def gist(self, name: str, kind: str, make: Make) -> object:
        """What ``make`` makes of an object's bytes; kept for as long as the object is not written again."""
        full = self._start + name
        known, value = self.view.gist(kind, full)
        if not known:
            value = make(self.read(name))
            self.view.learn(kind, full, value)
        return value

    def gists(self, names: Iterable[str], kind: str, make: Make) -> Iterator[object]:
        """The same of many objects, those not known yet read many at once."""
        wanted = list(names)
        new = [name for name in wanted if not self.view.gist(kind, self._start + name)[0]]
        for name, data in zip(new, self.read_many(new), strict=True):
            self.view.learn(kind, self._start + name, make(data))
        return (self.gist(name, kind, make) for name in wanted)

    def learn(self, name: str, kind: str, value: object) -> None:
        """Keep what was worked out of an object's bytes."""
        self.view.learn(kind, self._start + name, value)

    def write(self, name: str, data: bytes, to_last: bool = True) -> bool:
        """Put an object whole; stores keep it, whatever happens to their machines."""
        if self.holds(name, data):
            return False
        name = self._start + name
        url, path = f"{self.view.url}/{name}", self._path(name)
        with told_of(url, writing=True):
            answer = self.view.reach.call("pipe_file", path, data)
            mark = mark_of(answer) if isinstance(answer, dict) else ""
            if not mark:
                mark = mark_of(self.view.reach.call("info", path))
        keeps = self.view.keeps_heads and has_head(name)
        self.view.note(name, (len(data), mark), beginning(data, len(data)) if keeps else None)
        return True

    def compose(self, name: str, parts: Iterable[bytes | Stretch], to_last: bool = True) -> bool:
        """Put an object of parts; it is held meanwhile, with the one that it takes the place of."""
        before: bytes | None = None
        made: list[bytes] = []
        for part in parts:
            if isinstance(part, Stretch):
                before = self.read(name) if before is None else before
                part = before[part.start : part.start + part.length]
            made.append(part)
        return self.write(name, b"".join(made))

    def discard(self, name: str) -> bool:
        """Take away an object; no request where there is none."""
        name = self._start + name
        if self.view.entry(name) is None:
            return False
        with told_of(f"{self.view.url}/{name}", writing=True):
            try:
                self.view.reach.call("rm_file", self._path(name))
            except FileNotFoundError as wrong:
                if no_bucket(wrong):
                    raise
        self.view.note(name, None)
        return True

    def remove(self, name: str) -> bool:
        """Take away an object; folders are but parts of names."""
        return self.discard(name)

    def prepare(self) -> None:
        """Nothing has to be made; whether it can be written shows when a run takes its lock."""

    def sweep(self) -> None:
        """Nothing half-written is ever left."""

    def refresh(self) -> None:
        """Ask anew what there is."""
        self.view.refresh()

    def _path(self, name: str) -> str:
        return f"{self.view.path}/{name}"

    def _missing(self, name: str) -> FileNotFoundError:
        return FileNotFoundError(2, os.strerror(2), f"{self.view.url}/{name}")
