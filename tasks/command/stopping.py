"""Ctrl-C and SIGTERM: a run ends in good order, its workers first."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType

_PATIENCE = 5.0  # seconds for workers to stop by themselves; a page's stage takes less


class Stopped(KeyboardInterrupt):
    """The run was asked to stop, by a signal. A KeyboardInterrupt is the one error that Luigi lets through."""

    def __init__(self, number: int) -> None:
        """By this signal."""
        self.signal = signal.Signals(number).name
        super().__init__(f"stopped by {self.signal}")
        self.code = 128 + number


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Within this block, the first SIGINT or SIGTERM raises :class:`Stopped`; those that follow change nothing.

    Processes forked within leave SIGINT to this one, and end at the first SIGTERM, leaving nothing half-written.
    """
    if threading.current_thread() is not threading.main_thread():  # signals are not this thread's
        yield
        return
    owner = os.getpid()
    numbers = [signal.SIGINT, signal.SIGTERM]

    def stop(number: int, frame: FrameType | None) -> None:
        if os.getpid() != owner and number == signal.SIGINT:
            return  # a terminal sends it to all; the first process ends the others
        for one in numbers:
            signal.signal(one, signal.SIG_IGN)
        if os.getpid() != owner:
            raise SystemExit(128 + number)
        raise Stopped(number)

    before = {number: signal.getsignal(number) for number in numbers}
    numbers = [number for number in numbers if before[number] is not signal.SIG_IGN]  # nohup and the like stay in force
    for number in numbers:
        signal.signal(number, stop)
    try:
        yield
    finally:
        if os.getpid() == owner:
            for number in numbers:
                signal.signal(number, before[number])


def end_workers() -> None:
    """End the processes this one has forked: they are asked to, and after a while made to."""
    workers = multiprocessing.active_children()
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join(_PATIENCE)
        if worker.is_alive():
            worker.kill()
            worker.join()
