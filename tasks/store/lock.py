"""One run at a time on one folder: who holds it, and since when."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

_PATIENCE = 30.0  # seconds for the workers of a killed run to notice and stop; they look after each item


class Held(Exception):
    """Another living process holds the lock."""


class Lock:
    """A lock in a file, held by the kernel for as long as this process or its children live.

    A dead holder's lock is free by itself; the file only says who it was. Holding it twice in one process is holding it.
    """

    _mine: ClassVar[dict[Path, tuple[int, int]]] = {}  # path → open file, process that took it

    def __init__(self, path: Path) -> None:
        """A lock over this file, not yet taken."""
        self.path = path.absolute()

    def take(self) -> bool:
        """Take the lock; whether it was taken just now (and not before, by this process).

        Raises:
            Held: another run has it.
            OSError: the file cannot be written.
        """
        if self.path in self._mine:
            return False
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        until = time.monotonic() + _PATIENCE
        while not _claim(file):
            holder = _read(file)
            if _alive(holder) or time.monotonic() > until:
                os.close(file)
                raise Held(_told(holder))
            time.sleep(0.05)
        note = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
        os.ftruncate(file, 0)
        os.pwrite(file, json.dumps(note).encode(), 0)
        self._mine[self.path] = (file, os.getpid())
        return True

    @property
    def owner(self) -> int:
        """The process that took the lock: this one, or the one this was forked from; 0 if it is not held here."""
        return self._mine.get(self.path, (0, 0))[1]

    def give_back(self) -> None:
        """Let others have it."""
        if self.path in self._mine:
            file, _ = self._mine.pop(self.path)
            os.ftruncate(file, 0)
            fcntl.flock(file, fcntl.LOCK_UN)  # also for children that still have the file open
            os.close(file)


def _claim(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(file: int) -> dict[str, object]:
    try:
        note = json.loads(os.pread(file, 4096, 0))
    except ValueError:
        return {}
    return note if isinstance(note, dict) else {}


def _alive(holder: dict[str, object]) -> bool:
    """Whether the process that wrote the note lives, as far as this machine can tell."""
    pid = holder.get("pid")
    if not isinstance(pid, int) or holder.get("host") != socket.gethostname():
        return bool(holder)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _told(holder: dict[str, object]) -> str:
    if not holder:
        return "another process, which has not said who it is"
    return f"process {holder.get('pid')} on {holder.get('host')}, since {holder.get('since')}"
