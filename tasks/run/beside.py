"""Work done beside this process, in one forked for it, which may fail or be cut off without harm."""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

Send = Callable[[bytes], None]
_PATIENCE = 10.0  # seconds between two messages


@contextlib.contextmanager
def beside(work: Callable[[Send], None]) -> Iterator[Iterator[bytes]]:
    """Have this done by a process of its own during the block, which gets what it sends, to the end or its failure.

    Where processes cannot be forked nothing is done, and nothing comes.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        yield iter(())
        return
    forked = multiprocessing.get_context("fork")
    here, there = forked.Pipe(duplex=False)
    process = forked.Process(target=_do, args=(work, here, there), daemon=True)
    process.start()
    there.close()
    try:
        yield _heard(here)
    finally:
        here.close()
        process.kill()
        process.join()


def _do(work: Callable[[Send], None], here: Connection, there: Connection) -> None:
    here.close()  # else nothing would tell this process that nobody listens any more
    with contextlib.suppress(Exception):  # whoever listens does without
        work(there.send_bytes)


def _heard(here: Connection) -> Iterator[bytes]:
    until = time.monotonic() + _PATIENCE
    with contextlib.suppress(EOFError, OSError):
        while here.poll(max(0.0, until - time.monotonic())):
            yield here.recv_bytes()
            until = time.monotonic() + _PATIENCE
