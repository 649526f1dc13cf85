"""What the processes of a command hold and spend while it works, read from ``/proc``; nothing on systems without one."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_PROC = Path("/proc")


@dataclass(frozen=True)
class Held:
    """A process: its number, what it holds now and the most it has held, in megabytes (pages shared with others counted)."""

    pid: int
    now: float
    peak: float


def held(pid: int) -> Held | None:
    """What a process holds; None if it is gone, or the system does not tell."""
    found = {}
    try:
        for line in (_PROC / str(pid) / "status").read_text(encoding="ascii", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name in ("VmRSS", "VmHWM"):
                found[name] = int(value.split()[0]) / 1024
        return Held(pid, found["VmRSS"], found["VmHWM"])
    except (OSError, KeyError):  # a process that has ended has no memory
        return None


def below(pid: int) -> Iterator[int]:
    """The processes that a process began, and those that they began."""
    try:
        for task in (_PROC / str(pid) / "task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield int(child)
                yield from below(int(child))
    except OSError:
        return


def spent(pid: int) -> float:
    """Seconds of the processor that a process, those below it and those they waited for have spent so far."""
    total = 0.0
    for one in (pid, *below(pid)):
        try:
            fields = (_PROC / str(one) / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15]))  # user and system, its own and those of processes it waited for
    return total / os.sysconf("SC_CLK_TCK")


class Watch:
    """Looks at a process and those below it every so often, in a thread; use it in a ``with``."""

    def __init__(self, pid: int, seconds: float) -> None:
        """For a process.

        Args:
            pid: its number.
            seconds: between two looks; 0: never look.
        """
        self.pid = pid
        self.main_mb: float | None = None
        self.worker_mb: float | None = None
        self._seconds = seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        if self._seconds:
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        if self._seconds:
            self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(self._seconds):
            if main := held(self.pid):
                self.main_mb = max(main.peak, self.main_mb or 0.0)
            workers = [one.peak for pid in below(self.pid) if (one := held(pid))]
            if workers:
                self.worker_mb = max(*workers, self.worker_mb or 0.0)
