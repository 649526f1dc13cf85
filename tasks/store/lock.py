"""One run at a time on one folder: who holds it, and since when.

The kernel keeps the lock (``flock``) and lets go of it when the last process that has the file open is dead, so that no lock
outlives its holder; the note in the file only says who that was. Workers forked by the holder have the file open, too: a
killed run's lock is free when they are gone, and whoever wants it waits for them a while. Between machines this works where
the folder's file system carries ``flock`` across (NFS from Linux 2.6.12 on; its server frees a dead machine's locks after a
time of its own); of a process elsewhere nobody can tell here whether it lives, so that its note is believed.
"""

from __future__ import annotations

import abc
import atexit
import contextlib
import fcntl
import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

_PATIENCE = 30.0  # seconds for the workers of a killed run to notice and stop; they look after each item


class Held(Exception):
    """Another living process holds the lock."""


class Holding(abc.ABC):
    """A lock, of whatever kind."""

    @abc.abstractmethod
    def take(self) -> bool:
        """Take the lock; whether it was taken just now (and not before, by this process).

        Raises:
            Held: another run has it.
            OSError: it cannot be written.
        """

    @property
    @abc.abstractmethod
    def owner(self) -> int:
        """The process that took the lock: this one, or the one this was forked from; 0 if it is not held here."""

    @property
    @abc.abstractmethod
    def stands(self) -> bool:
        """Whether the lock is held here, and others can see it."""

    @abc.abstractmethod
    def give_back(self) -> None:
        """Let others have it."""


class Lock(Holding):
    """A lock in a file, held for as long as this process or its children live; ``then`` is taken and given back with it.

    Holding it twice in one process is holding it. A file that is not to stay is taken away with the lock.
    """

    _mine: ClassVar[dict[Path, tuple[int, int]]] = {}  # path → open file, process that took it

    def __init__(self, path: Path, stays: bool = True, then: Holding | None = None) -> None:
        """A lock over this file, not yet taken."""
        self.path = path.absolute()
        self._stays = stays
        self._then = then

    def take(self) -> bool:
        """Take the lock; whether it was taken just now (and not before, by this process).

        Raises:
            Held: another run has it.
            OSError: the file cannot be written.
        """
        taken = self.path not in self._mine
        if taken:
            self._mine[self.path] = (self._claimed(), os.getpid())
            atexit.register(self._leave)
        try:
            return bool(self._then and self._then.take()) or taken
        except BaseException:
            if taken:
                self.give_back()
            raise

    def _claimed(self) -> int:
        """The open file, locked, with this process's note in it."""
        until = time.monotonic() + _PATIENCE
        while True:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            try:
                if _claim(file):
                    if _same(file, self.path):
                        _note(file)
                        return file
                else:
                    holder = _read(file)
                    lives = alive(holder)
                    if lives or time.monotonic() > until:
                        raise Held(_told(holder, lives))
                    time.sleep(0.05)
            except BaseException:
                os.close(file)
                raise
            os.close(file)  # and once more: its holder is dying, or took the file away

    @property
    def owner(self) -> int:
        """The process that took the lock: this one, or the one this was forked from; 0 if it is not held here."""
        return self._mine.get(self.path, (0, 0))[1]

    @property
    def stands(self) -> bool:
        """Whether the lock is held here and its file is still in its place, so that others can see it."""
        held = self._mine.get(self.path)
        return held is not None and _same(held[0], self.path) and (self._then is None or self._then.stands)

    @property
    def notes(self) -> dict[str, str]:
        """What stands in its file, and in that of ``then``: who sees the same elsewhere sees the same folders."""
        mine = {str(self.path): self.path.read_text(encoding="utf-8")}
        return mine | (self._then.notes if isinstance(self._then, Lock) else {})

    def give_back(self) -> None:
        """Let others have it."""
        if self._then:
            self._then.give_back()
        if self.path in self._mine:
            file, _ = self._mine.pop(self.path)
            with contextlib.suppress(OSError):  # what cannot be tidied the next holder writes over
                os.ftruncate(file, 0)
                if not self._stays and _same(file, self.path):
                    self.path.unlink()
            fcntl.flock(file, fcntl.LOCK_UN)  # also for children that still have the file open
            os.close(file)

    def _leave(self) -> None:
        if self.owner == os.getpid():
            self.give_back()


def _claim(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _same(file: int, path: Path) -> bool:
    """Whether an open file is the one at this path; another run, or its user, may have taken that away."""
    try:
        there = path.stat()
    except OSError:
        return False
    here = os.fstat(file)
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)


def _note(file: int) -> None:
    os.ftruncate(file, 0)
    os.pwrite(file, json.dumps(note_of_self()).encode(), 0)


def note_of_self() -> dict[str, object]:
    """What tells this process from all others."""
    return {
        "pid": os.getpid(),
        "started": _started(os.getpid()),
        "host": os.uname().nodename,
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _read(file: int) -> dict[str, object]:
    try:
        note = json.loads(os.pread(file, 4096, 0))
    except ValueError:
        return {}
    return note if isinstance(note, dict) else {}


def alive(holder: dict[str, object]) -> bool:
    """Whether the process that wrote the note lives, as far as this machine can tell."""
    pid = holder.get("pid")
    if not isinstance(pid, int) or holder.get("host") != os.uname().nodename:
        return bool(holder)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's
    started = _started(pid)
    return started is None or holder.get("started") in (None, started)  # else its number went to another program


def _started(pid: int) -> int | None:
    """When a process began, in the kernel's own count; None where the kernel does not tell."""
    try:
        told = Path(f"/proc/{pid}/stat").read_bytes()
        return int(told.rpartition(b")")[2].split()[19])
    except (OSError, ValueError, IndexError):
        return None


def _told(holder: dict[str, object], lives: bool) -> str:
    if not holder:
        return "another process, which has not said who it is"
    who = f"process {holder.get('pid')} on {holder.get('host')}, since {holder.get('since')}"
    return who if lives else f"what is left of {who}: it is dead, but a worker of its own is not"
