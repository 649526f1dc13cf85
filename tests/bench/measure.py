"""What work costs: seconds of the processor, by the system's own account, and seconds by the clock."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.memory import Watch

ROOT = Path(__file__).resolve().parents[2]
_MAXRSS = 1 << 20 if sys.platform == "darwin" else 1 << 10  # bytes there, kilobytes elsewhere
CLIPSHEET = (sys.executable, "-m", "tasks")


@dataclass(frozen=True)
class Cost:
    """Seconds of the processor (user and system), and seconds by the clock."""

    cpu: float
    wall: float

    def __add__(self, other: Cost) -> Cost:
        """Both, one after the other."""
        return Cost(self.cpu + other.cpu, self.wall + other.wall)

    def each(self, count: int) -> Cost:
        """For each of so many pages."""
        return Cost(self.cpu / count, self.wall / count)


@dataclass(frozen=True)
class Ran:
    """A command that has run: its cost with all processes it waited for, and their memory in megabytes.

    ``peak_mb`` is the most that any of its processes held; ``main_mb`` and ``worker_mb`` the most that the command's own and
    those below it were seen to hold, where they were watched.
    """

    cost: Cost
    peak_mb: float
    main_mb: float | None = None
    worker_mb: float | None = None


class Failed(SystemExit):
    """A command that did not do what was to be measured."""


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def cost_of(work: Callable[[], object]) -> Cost:
    """What a function costs in this process."""
    cpu, wall = _spent(), time.perf_counter()
    work()
    return Cost(_spent() - cpu, time.perf_counter() - wall)


def environment() -> dict[str, str]:
    """The environment that commands run in: this checkout's packages, and no settings of the user's.

    Nor one that keeps Python from storing what it has compiled: each start would compile all modules anew.
    """
    unwanted = ("LUIGI_CONFIG_PATH", "LUIGI_CONFIG_PARSER", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {"PYTHONPATH": str(ROOT)}


def ran(command: Sequence[str], cwd: Path, watched: bool = False) -> Ran:
    """Run a command to its end and measure it.

    Args:
        command: the program and its arguments.
        cwd: where it runs; a folder without ``luigi.cfg``, so that settings are as they are by default.
        watched: whether to look at its processes' memory meanwhile (some milliseconds of another core each second).

    Raises:
        Failed: its exit code is not 0.
    """
    told = cwd / "command.out"
    with told.open("wb") as out:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, env=environment(), stdout=out, stderr=subprocess.STDOUT)
        try:
            with Watch(process.pid, seconds=0.2 if watched else 0) as watch:
                _, status, used = os.wait4(process.pid, 0)
        except BaseException:  # stopped in the middle
            process.terminate()
            process.wait()
            raise
        wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        words = told.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise Failed(f"{' '.join(command)}\nended with exit code {process.returncode}:\n{words}")
    cost = Cost(used.ru_utime + used.ru_stime, wall)
    return Ran(cost, used.ru_maxrss / _MAXRSS, watch.main_mb, watch.worker_mb)
