"""In one of Dask's workers: an order goes to a process of its own, whose news go to the run."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import psutil
from distributed import get_worker

from tasks.engine.child import Answer
from tasks.engine.orders import Order
from tasks.run.stages import ROOT

TOPIC = "clipsheet"
"""Under this topic Dask's scheduler passes on the news of all runs: ``{"run": …, "shard": …, "news": lines of JSON}``."""

_EVERY = 0.25  # seconds between two parcels of news, and looks at a process's memory
_FULL = 0.95  # of what it may take: there Dask's own nannies end a worker, too


class Child:
    """A process that works on shards, one after the other."""

    def __init__(self) -> None:
        """Start it."""
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-m", "tasks.engine.child"],  # P: whatever lies in this folder is no code
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
        )

    def work(self, order: Order, pass_on: Callable[[bytes], None], memory: float) -> Answer | None:
        """Have an order carried out.

        Args:
            order: the order.
            pass_on: hears news, as lines of JSON.
            memory: bytes that the process may take; 0: any.

        Returns:
            The answer, or None where the process was at an end before it had read the order.
        """
        assert self._process.stdin
        try:
            pickle.dump(order, self._process.stdin)
            self._process.stdin.flush()
        except BrokenPipeError:
            self.end()
            return None
        told = begun = False
        for lines in self._lines():
            *news, last = lines or [b""]
            if last.startswith(b'{"answer": '):
                pass_on(b"".join(news))
                answer: Answer = json.loads(last)["answer"]
                return answer
            begun = begun or bool(lines)
            if lines:
                pass_on(b"".join(lines))
            if memory and self._takes() > memory:
                self._process.kill()
                told = True
        code = self.end()
        if code == 0 and not begun:
            return None
        why = f"needed more memory than the {memory / 1e6:.0f} MB of its share" if told else _how(code)
        return {"ended": "died", "why": why}

    def _lines(self) -> Iterator[list[bytes]]:
        """What the process says, by whole lines: what came in a while at a time, which may be nothing; until its end."""
        assert self._process.stdout
        file, rest = self._process.stdout.fileno(), b""
        until = time.monotonic() + _EVERY
        while True:
            ready, _, _ = select.select([file], [], [], max(0.0, until - time.monotonic()))
            if ready:
                more = os.read(file, 1 << 16)
                rest += more
                if not more:
                    return
            if time.monotonic() > until or b'\n{"answer": ' in rest or rest.startswith(b'{"answer": '):
                whole, end, rest = rest.rpartition(b"\n")
                yield (whole + end).splitlines(keepends=True)
                until = time.monotonic() + _EVERY

    def _takes(self) -> int:
        with contextlib.suppress(psutil.Error):
            return int(psutil.Process(self._process.pid).memory_info().rss)
        return 0

    def end(self) -> int:
        """Let go of it; how it ended."""
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        return self._process.wait()


def _how(code: int) -> str:
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"


_idle: list[Child] = []
_guard = threading.Lock()


def carry_out(packed: bytes, number: int) -> Answer:
    """What Dask calls, in one of a worker's threads: have an order carried out; the answer, with who gave it."""
    worker = get_worker()
    order: Order = pickle.loads(packed)

    def pass_on(news: bytes) -> None:
        worker.log_event(TOPIC, {"run": order["run"], "shard": number, "news": news})

    pass_on(b"")  # begun
    limit = getattr(getattr(worker, "memory_manager", None), "memory_limit", None) or 0
    memory = _FULL * limit / max(1, worker.state.nthreads)
    answer = None
    while answer is None:
        with _guard:
            child = _idle.pop() if _idle else None
        child = child or Child()
        answer = child.work(order, pass_on, memory)
        if answer and answer["ended"] == "left":
            child.end()
        elif answer and answer["ended"] != "died":
            with _guard:
                _idle.append(child)
    return answer | {"worker": f"{worker.address} on {socket.gethostname()}"}


def dask_setup(worker: Any) -> None:  # noqa: ANN401 - Dask calls this where this file is named as a preload
    """Let Ctrl-C be the run's affair: a terminal sends it to the workers that the run has started, too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
