"""How a worker hands in what came of its task: in one piece, under no lock.

Luigi's workers share a queue, and the lock of its writing end. One that is killed while it has the lock (``kill -9``, want
of memory) leaves it locked for good: no other could ever hand in anything, and the run would wait for them without end. A
pipe needs no lock for what it takes in one piece, beside other writers: it is there as a whole or not at all, whenever its
writer dies.
"""

from __future__ import annotations

import multiprocessing
import select
from multiprocessing.reduction import ForkingPickler
from typing import Any

_PIECE = select.PIPE_BUF - 4  # a message begins with its length, in four bytes


class Results:
    """The writing end of a queue of ``multiprocessing``, for a process that shares it with others."""

    def __init__(self, queue: Any) -> None:  # noqa: ANN401 - its parts are not public
        """For this queue."""
        self._queue = queue

    def put(self, result: tuple[str, str, object, object, object]) -> None:
        """Hand in what came of a task: its id, its status, the explanation, and two lists of tasks.

        Of an explanation that is too long for one piece the end is kept: there a traceback names its error. Should the
        rest be too long, it takes the queue's own way.
        """
        task, status, why, *tasks = result
        data = bytes(ForkingPickler.dumps(result))
        while len(data) > _PIECE and why:
            why = str(why)[len(str(why)) // 2 + 1 :]
            data = bytes(ForkingPickler.dumps((task, status, why, *tasks)))
        if len(data) > _PIECE:
            self._queue.put(result)
            return
        self._queue._sem.acquire()  # counts what is in the queue, which has no limit
        self._queue._writer.send_bytes(data)


def take_no_lock() -> None:
    """In a process that works on one of Luigi's tasks, hand in what comes of it without a lock."""
    process: Any = multiprocessing.current_process()
    queue = getattr(process, "result_queue", None)
    if hasattr(queue, "_sem") and hasattr(queue, "_writer"):
        process.result_queue = Results(queue)
