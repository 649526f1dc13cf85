"""The program in forked children that have everything imported already, so that hundreds of runs take minutes."""

import contextlib
import faulthandler
import json
import multiprocessing.process
import os
import pickle
import re
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tasks.__main__ import main
from tasks.command.validate import page_problems
from tasks.run.freshness import look
from tasks.run.job import job_of
from tasks.run.stages import STAGES
from tasks.store import Damaged

BATCH = "default"
CLOCKS = ("run.json", "seen.json")  # a run's own report, and how files looked
KILLED = -signal.SIGKILL
PATIENCE = 120.0
"""Seconds for a run, which takes one or two on a machine that does nothing else."""
SERIES = float("inf")
"""Seconds for a series of runs: each of them has its own limit."""


@dataclass(frozen=True)
class Ended:
    """How a child ended: its exit code (negative: the signal), all it printed, and what its work gave back."""

    code: int
    told: str
    gave: Any = None


def begin(place: Path, work: Callable[[], Any], name: str = "child") -> int:
    """Fork a child that works in ``place``, in a process group of its own; its process id."""
    child = os.fork()
    if child:
        with contextlib.suppress(OSError):  # here, too: whoever is quicker
            os.setpgid(child, child)
        return child
    code = 70
    try:
        os.setpgid(0, 0)
        multiprocessing.process._children.clear()  # those of the tests are none of its own; what forks there does the same
        told = os.open(place / f"{name}.told", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o666)
        os.dup2(told, 1)
        os.dup2(told, 2)
        faulthandler.register(signal.SIGUSR2, file=told)  # says where all threads are; in workers, too
        sys.stdout = sys.stderr = open(1, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
        os.chdir(place)
        gave = work()
        code = gave if isinstance(gave, int) else 0
        (place / f"{name}.gave").write_bytes(pickle.dumps(gave))
    except BaseException:  # the parent must hear of it
        traceback.print_exc()
    finally:
        os._exit(code)


def wait(place: Path, child: int, name: str = "child", patience: float = PATIENCE) -> Ended:
    """Wait for a child's end.

    One that takes longer than so many seconds is killed, with all of its process group; where they were stands in what was
    told.
    """
    status = _status(place / f"{name}.told", child, patience)
    gave = place / f"{name}.gave"
    ended = Ended(
        os.waitstatus_to_exitcode(status),
        (place / f"{name}.told").read_text(encoding="utf-8"),
        pickle.loads(gave.read_bytes()) if gave.exists() else None,
    )
    gave.unlink(missing_ok=True)
    return ended


def _status(told: Path, child: int, patience: float) -> int:
    until = time.monotonic() + patience
    pause = 0.0005
    while time.monotonic() < until:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return status
        time.sleep(pause)
        pause = min(2 * pause, 0.02)
    with told.open("a", encoding="utf-8") as more:
        more.write(f"\nstill at work after {patience:.0f} s; its threads, and those of its workers:\n")
    for process in (child, *children(child)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGUSR2)
        time.sleep(0.5)  # one after the other: they write to one file
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def do(place: Path, work: Callable[[], Any], patience: float = PATIENCE) -> Ended:
    """Work in a child, from its beginning to its end."""
    return wait(place, begin(place, work), patience=patience)


def spread(folder: Path, work: Callable[[int, int], Any]) -> list[Any]:
    """What ``work(number, count)`` gives back for each number below ``count``, each in a child, one a processor."""
    count = os.cpu_count() or 1
    names = [f"spread-{number}" for number in range(count)]
    found = [begin(folder, lambda number=number: work(number, count), name) for number, name in enumerate(names)]
    ended = [wait(folder, child, name, SERIES) for child, name in zip(found, names, strict=True)]
    assert all(one.gave is not None for one in ended), [one.told for one in ended]
    return [one.gave for one in ended]


def run(place: Path, arguments: Sequence[str]) -> Ended:
    """``clipsheet …`` in a child."""
    return do(place, lambda: main(list(arguments)))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but those that hold clocks, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder) if path.name not in CLOCKS}


def folders(folder: Path) -> set[str]:
    """Every folder below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def marks(paths: Sequence[Path]) -> dict[str, tuple[int, int]]:
    """What tells whether a file was written anew, though with the same bytes: its inode and its time of change."""
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in paths}


def orphans(place: Path) -> list[str]:
    """Files that only a run at work may have."""
    found = [path for root in ("intermediate", "output") for path in (place / root).rglob(".*") if path.is_file()]
    return [path.relative_to(place).as_posix() for path in found if path.name != ".lock" or "output" in path.parts]


@dataclass(frozen=True)
class Standing:
    """What counts as done: (stage, page), the files that show it, and what is wrong with any of it."""

    done: frozenset[tuple[str, str]]
    marks: Mapping[str, tuple[int, int]]
    wrong: tuple[str, ...]


def standing(place: Path, options: Mapping[str, str]) -> Standing:
    """What counts as done under these settings, read by a process that knows nothing of the run that made it."""
    ended = do(place, lambda: _standing(options))
    assert isinstance(ended.gave, Standing), ended.told
    return ended.gave


def _standing(options: Mapping[str, str]) -> Standing:
    job = job_of(options, BATCH, fresh=True)
    done, paths, wrong = set(), [], []
    for file in job.files:
        for state in look(job, file):
            for stage in STAGES:
                if not state.done(stage.name):
                    break
                done.add((stage.name, state.page))
                if not job.laid[0].shards:  # a file of many is written when any of them changes
                    paths.append(Path(job.shelves[stage.name].told(state.page)).absolute())
                try:
                    job.shelves[stage.name].get(state.page, stage.result)
                except (Damaged, OSError) as problem:
                    wrong.append(f"{stage.name} of {state.page} counts as done: {problem}")
            else:
                if not job.laid[1].shards:
                    paths += [path.absolute() for path in sorted(Path(job.published.told(state.page)).iterdir())]
                wrong += [f"{state.page} counts as done: {problem}" for problem in page_problems(job, state)]
    return Standing(frozenset(done), marks(paths), tuple(wrong))


def copy(template: Path, place: Path) -> None:
    """A fresh place that is as the template is, times of change included."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template, place, symlinks=True)


def children(process: int) -> list[int]:
    """A process's own children, by its first thread."""
    try:
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def gone(group: int, patience: float = 20.0) -> bool:
    """Whether a process group has nobody left alive, within some seconds."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if not any(_group_of(Path(entry)) == group for entry in Path("/proc").glob("[0-9]*")):
            return True
        time.sleep(0.01)
    return False


def _group_of(entry: Path) -> int:
    try:
        found = re.match(rb"\S+ \(.*\) (\S) \d+ (\d+)", (entry / "stat").read_bytes(), re.DOTALL)
    except OSError:
        return 0
    return int(found[2]) if found and found[1] not in b"ZX" else 0


def failures(place: Path) -> list[dict[str, Any]]:
    """What ``failures.json`` lists."""
    path = place / "output" / BATCH / "failures.json"
    return json.loads(path.read_bytes())["failures"] if path.exists() else []
