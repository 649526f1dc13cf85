"""The n-th call that changes a disk fails, is cut short, or is the last thing the process does.

Counted are calls on files and folders below the working folder. ``escapes`` are changes that went past the calls counted
here, seen by Python's audit events; with none, every write there is can be made to fail.
"""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

DIE_BEFORE, DIE_AFTER, DIE_WITHIN, SHORT, EIO, EACCES, FULL, READ_ONLY = (
    "die before", "die after", "die within", "short write", "EIO", "EACCES", "full from then on", "read-only from then on",
)  # fmt: skip
FAULTS = (DIE_BEFORE, DIE_AFTER, DIE_WITHIN, SHORT, EIO, EACCES, FULL, READ_ONLY)
_BY_PATH = ("open", "replace", "rename", "unlink", "mkdir", "rmdir", "link", "symlink", "truncate")
_BY_FILE = ("write", "pwrite", "fsync", "ftruncate")
_GROWS = {"open", "write", "pwrite", "mkdir", "fsync"}  # what needs room
_EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
DEAD = 137


class Faults:
    """Counts the calls of this process, and has the ``at``-th (from 1) go wrong; only in a child that ends with it."""

    def __init__(self, at: int = 0, fault: str = "") -> None:
        self.calls: list[tuple[str, str]] = []
        self.escapes: list[str] = []
        self.hit: tuple[str, str] | None = None
        self._at, self._fault = at, fault
        self._root = str(Path.cwd())
        self._within = False
        for name in (*_BY_PATH, *_BY_FILE):
            setattr(os, name, self._wrapped(name, getattr(os, name)))
        sys.addaudithook(self._hear)

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            path = self._path(name, given)
            if path is None or self._within:
                return real(*given, **named)
            self.calls.append((name, path))
            self._within = True
            try:
                return self._now(name, path, real, given, named)
            finally:
                self._within = False

        return call

    def _path(self, name: str, given: tuple[Any, ...]) -> str | None:
        """What the call changes, if that is below the root."""
        if name == "open" and not given[1] & _WRITES:
            return None
        try:
            path = str(Path(f"/proc/self/fd/{given[0]}").readlink()) if name in _BY_FILE else _absolute(given[0])
        except OSError:
            return None
        return path.removeprefix(self._root + "/") if path.startswith(self._root + "/") else None

    def _now(self, name: str, path: str, real: Callable[..., Any], given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        count = len(self.calls)
        if not self._at or count < self._at or (count > self._at and self._fault not in (FULL, READ_ONLY)):
            return real(*given, **named)
        self.hit = self.hit or (name, path)
        if self._fault == DIE_BEFORE:
            os._exit(DEAD)
        if self._fault == DIE_AFTER:
            real(*given, **named)
            os._exit(DEAD)
        if self._fault in (DIE_WITHIN, SHORT):
            if name not in ("write", "pwrite"):
                return real(*given, **named)
            made = real(given[0], bytes(given[1])[: len(given[1]) // 2], *given[2:])
            if self._fault == DIE_WITHIN:
                os._exit(DEAD)
            return made
        if self._fault == FULL and name not in _GROWS:
            return real(*given, **named)
        code = {EIO: errno.EIO, EACCES: errno.EACCES, FULL: errno.ENOSPC, READ_ONLY: errno.EROFS}[self._fault]
        raise OSError(code, os.strerror(code), *([] if name in _BY_FILE else [path]))

    def _hear(self, event: str, given: tuple[Any, ...]) -> None:
        if event not in _EVENTS or self._within or not given or not isinstance(given[0], (str, bytes, os.PathLike)):
            return
        if event == "open" and not (isinstance(given[2], int) and given[2] & _WRITES):
            return
        path = _absolute(given[0])
        if path.startswith(self._root + "/"):
            self.escapes.append(f"{event} {path}")


def _absolute(path: Any) -> str:
    return os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - links are not to be followed
