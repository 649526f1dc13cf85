"""Dask as its keeper starts it: a scheduler and workers, each a process of its own, in some other folder."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def started(what: str, *arguments: str) -> psutil.Popen:
    """``dask scheduler`` or ``dask worker``."""
    return psutil.Popen(
        [sys.executable, "-m", "dask", what, *arguments],
        cwd="/",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )


def scheduler(port: int) -> psutil.Popen:
    """A scheduler at a port, where it answers."""
    process = started("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    until = time.monotonic() + 60
    while True:
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return process
        assert process.poll() is None, "the scheduler has ended"
        assert time.monotonic() < until, "the scheduler does not answer"
        time.sleep(0.05)


def worker(address: str) -> psutil.Popen:
    """A worker of a scheduler, with its nanny."""
    return started("worker", address, "--nthreads", "1", "--no-dashboard")


def end(process: psutil.Popen) -> None:
    """End a process that was started here, and those it has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def dask(workers: int = 2) -> Iterator[tuple[list[psutil.Popen], str]]:
    """A scheduler and workers; their processes, the scheduler's first, and its address."""
    address = f"tcp://127.0.0.1:{(port := free_port())}"
    found = [scheduler(port), *(worker(address) for _ in range(workers))]
    try:
        yield found, address
    finally:
        for process in found:
            end(process)


def below(process: psutil.Process, word: str) -> list[psutil.Process]:
    """The processes that one has started, and those they have, with this word in their command."""
    found = []
    with contextlib.suppress(psutil.Error):
        for child in process.children(recursive=True):
            with contextlib.suppress(psutil.Error):
                found += [child] if any(word in part for part in child.cmdline()) else []
    return found


def children(process: psutil.Process | None = None) -> list[psutil.Process]:
    """Processes that work on shards, for workers that this process or that one has started."""
    return below(process or psutil.Process(), "tasks.engine.child")
