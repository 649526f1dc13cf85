"""Dask's scheduler and workers: those at an address, or a cluster on this machine that lives as long as this process."""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
from dataclasses import dataclass, field
from typing import Any

from distributed import Client, LocalCluster

from tasks.engine.faults import NoWorkers, SchedulerLost
from tasks.report import pass_on
from tasks.run.settings import RunSettings

_ANSWER = 10.0  # seconds for a scheduler to answer
UNREACHED = (OSError, TimeoutError, ValueError)
"""What Dask raises where nobody answers, or somebody else."""


@dataclass
class Cluster:
    """A way to Dask: ``own`` is the cluster that was started for it, if one was."""

    key: tuple[object, ...]
    client: Any
    own: Any = None
    kept: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @property
    def lives(self) -> bool:
        """Whether the scheduler could be reached when last heard of."""
        return bool(self.client.status == "running")

    @property
    def where(self) -> str:
        """The scheduler's address."""
        return str(self.own.scheduler_address if self.own else self.key[1])

    def close(self) -> None:
        """Let go of it; what was started for it ends."""
        with contextlib.suppress(Exception):
            self.client.close(timeout=2)
        if self.own:
            with contextlib.suppress(Exception):
                self.own.close(timeout=5)
        self.kept.close()


_open: list[Cluster] = []


def cluster_for(run: RunSettings) -> Cluster:
    """The scheduler that these settings name, or a cluster here; the same at each call while it lives.

    Raises:
        SchedulerLost: nobody answers at that address.
        NoWorkers: none start on this machine.
    """
    key = (os.getpid(), run.scheduler, 0 if run.scheduler else run.workers)
    for cluster in _open:
        if cluster.key == key and cluster.lives:
            return cluster
    close()
    kept = contextlib.ExitStack()
    kept.enter_context(pass_on(*_loggers(), level=logging.WARNING))
    own = None
    try:
        own = None if run.scheduler else _started(run.workers)
        client = Client(run.scheduler or own, timeout=_ANSWER, set_as_default=False)
    except BaseException as wrong:
        kept.close()
        if not isinstance(wrong, UNREACHED) or own:
            raise
        raise SchedulerLost(
            f"no Dask scheduler answers at {run.scheduler}: {wrong}; start one there with 'dask scheduler', "
            "or leave 'scheduler' empty: a run can start workers on this machine"
        ) from wrong
    _open.append(Cluster(key, client, own, kept))
    return _open[-1]


def _started(workers: int) -> Any:  # noqa: ANN401 - Dask's
    """A scheduler and so many worker processes on this machine, which other machines cannot reach.

    Raises:
        NoWorkers: they do not start.
    """
    try:
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
            preload=["tasks.engine.worker"],
        )
    except Exception as wrong:
        raise NoWorkers(
            f"Dask could not start {workers} workers on this machine: {wrong}; try with --engine local"
        ) from wrong


def _loggers() -> list[str]:
    """The loggers that Dask has set up for itself."""
    known = (name for name in logging.root.manager.loggerDict if name.startswith(("distributed", "tornado", "bokeh")))
    return [name for name in known if logging.getLogger(name).handlers]


@atexit.register
def close() -> None:
    """Let go of whatever was found or started."""
    while _open:
        _open.pop().close()
