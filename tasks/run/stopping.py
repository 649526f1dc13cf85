"""Ctrl-C, SIGTERM, and a terminal that goes away (SIGHUP): a run ends in good order, its workers first.

The first process raises :class:`Stopped` wherever it is. A worker only takes note, and leaves after the page it is at; so
nothing is left half-written, and no error is raised where it would be swallowed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

_PATIENCE = 10.0  # seconds for workers to finish their page
_BY_TERMINALS = (signal.SIGINT, signal.SIGHUP)
_AGAIN = 1.0  # seconds after which a Stopped that went nowhere is raised again: in finalizers errors are lost


class Stopped(KeyboardInterrupt):
    """The run was asked to stop, by a signal. A KeyboardInterrupt is the one error that Luigi lets through."""

    def __init__(self, number: int) -> None:
        """By this signal."""
        self.signal = signal.Signals(number).name
        super().__init__(f"stopped by {self.signal}")
        self.code = 128 + number


@dataclass
class _Asked:
    """What this process was asked: by which signal (0: nothing yet), when that was last raised, whether it is heeded."""

    number: int = 0
    raised: float = 0.0
    heeded: bool = False
    held: bool = False


_asked = _Asked()
_owner = 0
_STARTING = multiprocessing.Process.start.__code__


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Within this block, SIGINT, SIGHUP or SIGTERM raises :class:`Stopped`, until :func:`heed` is called.

    Processes forked within leave the first two to this one, since a terminal sends them to all, and
    :func:`leave_if_asked` by SIGTERM.
    """
    global _asked, _owner
    if threading.current_thread() is not threading.main_thread():  # signals are not this thread's
        yield
        return
    _asked, _owner = _Asked(), os.getpid()
    before = {number: signal.getsignal(number) for number in (*_BY_TERMINALS, signal.SIGTERM)}
    before = {number: way for number, way in before.items() if way is not signal.SIG_IGN}  # nohup and the like stay in force
    over = threading.Event()
    insisting = threading.Thread(target=_insist, args=(over,), daemon=True)
    insisting.start()
    for number in before:
        signal.signal(number, _ask)
    try:
        yield
    finally:
        heed()
        if os.getpid() == _owner:
            over.set()
            insisting.join()  # before the signals mean again what they did
            for number, way in before.items():
                signal.signal(number, way)


def _ask(number: int, frame: FrameType | None) -> None:
    if os.getpid() != _owner and number in _BY_TERMINALS:
        return
    if not _asked.number:
        _asked.number = number
    if os.getpid() == _owner and not (_asked.heeded or _asked.held or _starts_worker(frame)):
        _asked.raised = time.monotonic()
        raise Stopped(_asked.number)


def _starts_worker(frame: FrameType | None) -> bool:
    """Whether a worker is being forked: an error raised in a fork's hooks is lost, one right after it loses the worker."""
    while frame and frame.f_code is not _STARTING:
        frame = frame.f_back
    return frame is not None


def _insist(over: threading.Event) -> None:
    while not over.wait(_AGAIN / 4):
        if _asked.number and not (_asked.heeded or _asked.held) and time.monotonic() > _asked.raised + _AGAIN:
            os.kill(os.getpid(), _asked.number)


def heed() -> None:
    """Say that the run is being stopped; signals change nothing any more."""
    _asked.heeded = True


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Put off a stop until this block is done."""
    _asked.held = True
    try:
        yield
    finally:
        _asked.held = False
    if os.getpid() == _owner:  # a worker leaves at a moment of its own
        stop_if_asked()


def stop_if_asked() -> None:
    """Raise the :class:`Stopped` that was put off or lost, if one was."""
    if _asked.number and not _asked.heeded:
        raise Stopped(_asked.number)


def leave_if_asked() -> None:
    """In a worker that was asked to end: end it.

    Raises:
        SystemExit: it was.
    """
    if _asked.number and os.getpid() != _owner:
        raise SystemExit(128 + _asked.number)


def end_workers() -> None:
    """End the processes this one has forked: they are asked to, and after a while made to."""
    workers = multiprocessing.active_children()
    for worker in workers:
        worker.terminate()
    until = time.monotonic() + _PATIENCE
    for worker in workers:
        worker.join(max(0.0, until - time.monotonic()))
        if worker.is_alive():
            worker.kill()
            worker.join()
