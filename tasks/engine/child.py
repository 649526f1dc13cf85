"""The process that works on shards for one of Dask's workers: an order comes in, news and in the end an answer go out.

An answer says how it ``ended``: ``done``; ``failed`` by an error that was no page's (``error``, ``message``, and
``hopeless`` where it would meet every shard); ``other code`` or ``unseen``, where nothing was done (``why``); or ``left``,
since the run is over or somebody ends this process. It ends with Dask's worker, at once, and when it has had no order for
some time.
"""

from __future__ import annotations

import json
import os
import pickle
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

from tasks.engine.orders import Order, differences, files_of, job_for, unseen
from tasks.run import batch as whole
from tasks.run import shard
from tasks.run.errors import NotWritable, RunError
from tasks.run.job import Job
from tasks.run.stages import NAMES, STAGES
from tasks.store import Unwritable

_IDLE = 60.0  # seconds without an order
_GLANCE = 0.5  # seconds between looks whether the run still is, within a file
Answer = dict[str, Any]


class _Leave(Exception):
    """Somebody ends this process, or the run is over."""


def work(order: Order, tell: Callable[[dict[str, Any]], None], stopping: Callable[[], bool] = lambda: False) -> Answer:
    """Carry out an order.

    Args:
        order: as :mod:`tasks.engine.orders` has it.
        tell: hears about each page, as :func:`tasks.run.shard.run_stage` says.
        stopping: whether to leave after the page at hand.

    Returns:
        The answer.
    """
    for stage in STAGES:
        stage.work  # noqa: B018 - imported now, so that this code is the code the digests are of
    if different := differences(order):
        return {"ended": "other code", "why": "; ".join(different)}
    if missing := unseen(order):
        return {"ended": "unseen", "why": missing}
    job = job_for(order)
    try:
        _all_stages(job, order, tell, stopping)
    except _Leave:
        return {"ended": "left"}
    except Exception as wrong:
        if isinstance(wrong.__context__, _Leave):
            return {"ended": "left"}  # what was not settled when the batch was another's is for whoever has it now
        hopeless = isinstance(wrong, RunError | Unwritable)
        return {"ended": "failed", "error": type(wrong).__name__, "message": str(wrong), "hopeless": hopeless}
    return {"ended": "done"}


def _all_stages(job: Job, order: Order, tell: Callable[[dict[str, Any]], None], stopping: Callable[[], bool]) -> None:
    assert job.loan is not None
    looked = time.monotonic()

    def told(news: dict[str, Any]) -> None:
        nonlocal looked
        tell({"batch": job.batch, "run": job.run, **news})
        if stopping():
            raise _Leave
        if time.monotonic() > looked + _GLANCE:
            looked = time.monotonic()
            if not job.held:
                raise _Leave

    files = files_of(order)
    with job.loan.at_work():
        if not job.held:
            raise NotWritable(f"the run's folder {job.cache} was taken away, or the run is over; run again to go on")
        for stage in NAMES:
            if not whole.settled(job, stage, files, order["pages"]):
                shard.run_stage(job, stage, files, told, order["pages"])


def main() -> None:
    """Carry out the orders that come in on standard input, until there are none any more."""
    out = os.dup(1)
    os.dup2(2, 1)  # whatever else is printed here is no news
    orders: queue.Queue[Order] = queue.Queue()
    asked = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: asked.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the run sees to its workers
    threading.Thread(target=_take, args=(orders,), daemon=True).start()

    def tell(news: dict[str, Any]) -> None:
        line = memoryview(json.dumps(news, ensure_ascii=False).encode(errors="surrogatepass") + b"\n")
        while line:
            line = line[os.write(out, line) :]

    while not asked.is_set():
        try:
            order = orders.get(timeout=_IDLE)
        except queue.Empty:
            return
        tell({"answer": work(order, tell, asked.is_set)})


def _take(orders: queue.Queue[Order]) -> None:
    """Read orders for as long as there is anybody to give them; then end this process, whatever it is at."""
    try:
        while True:
            orders.put(pickle.load(sys.stdin.buffer))
    except EOFError:
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


if __name__ == "__main__":
    main()
    os._exit(0)  # at once: the thread that waits for orders holds standard input, and an orderly end would abort over it
