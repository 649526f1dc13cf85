"""Work done beside this process, in others forked for it, which may fail or be cut off without harm."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Send = Callable[[bytes], None]
T = TypeVar("T")
_PATIENCE = 10.0  # seconds between two messages
_LONG = 600.0  # the same for parts of a long work: only a process that hangs takes so long, and its parts are done here


def shared_out(parts: Sequence[T], work: Callable[[T], bytes], processes: int) -> Iterator[bytes]:
    """What this work gives for each part, in order, done by so many processes at once.

    None of them goes further ahead than by the part that it is at, so that nothing piles up. What one of them leaves undone,
    for whatever reason, is done here; so errors are those of this process, and a process that was killed costs time alone.
    """
    count = min(processes, len(parts))
    with contextlib.ExitStack() as stack:
        heard = [
            stack.enter_context(beside(partial(_each, parts[first::count], work), _LONG))
            for first in range(count if count > 1 else 0)
        ]
        for number, part in enumerate(parts):
            found = next(heard[number % count], None) if heard else None
            yield work(part) if found is None else found


def _each(parts: Sequence[T], work: Callable[[T], bytes], send: Send) -> None:
    for part in parts:
        send(work(part))


@contextlib.contextmanager
def beside(work: Callable[[Send], None], patience: float = _PATIENCE) -> Iterator[Iterator[bytes]]:
    """Have this done by a process of its own during the block, which gets what it sends, to the end or its failure.

    Where no process can be forked nothing is done, and nothing comes. A process that sends nothing for so many seconds
    (``patience``) is not waited for.
    """
    import multiprocessing  # where it is needed: what needs no other process should start at once

    if "fork" not in multiprocessing.get_all_start_methods():
        yield iter(())
        return
    forked = multiprocessing.get_context("fork")
    try:
        here, there = forked.Pipe(duplex=False)
    except OSError:  # too many files are open
        yield iter(())
        return
    process = forked.Process(target=_do, args=(work, here, there), daemon=True)
    try:
        process.start()
    except OSError:  # too many processes, too little memory
        here.close()
        there.close()
        yield iter(())
        return
    there.close()
    try:
        yield _heard(here, patience)
    finally:
        here.close()
        process.kill()
        process.join()


def _do(work: Callable[[Send], None], here: Connection, there: Connection) -> None:
    here.close()  # else nothing would tell this process that nobody listens any more
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all: whoever listens ends this one
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with contextlib.suppress(Exception):  # whoever listens does without
        work(there.send_bytes)


def _heard(here: Connection, patience: float) -> Iterator[bytes]:
    until = time.monotonic() + patience
    with contextlib.suppress(EOFError, OSError):
        while here.poll(max(0.0, until - time.monotonic())):
            yield here.recv_bytes()
            until = time.monotonic() + patience
