"""A batch through Luigi: scheduled in this process, or by a luigid."""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import multiprocessing
import warnings
from collections.abc import Iterator, Sequence
from http.client import HTTPException
from importlib.util import find_spec
from time import sleep
from typing import Any
from urllib.error import URLError

import luigi
from luigi.configuration import get_config
from luigi.rpc import RPCError

from tasks.command.run import FAILED, MISSING_DATA, NOT_RUN, SCHEDULING
from tasks.pipeline import CleanBatch, DaskShards
from tasks.report import AGAIN, pass_on, tell
from tasks.run.batch import worth_another_try
from tasks.run.commands import without_password
from tasks.run.errors import RunError, Usage
from tasks.run.job import Job
from tasks.run.settings import RunSettings
from tasks.store import local_path

_LOGGERS = ("luigi", "luigi-interface")
_DASKS, _LUIGIS = ("tcp://", "tls://"), ("http://", "https://")
_WAIT = 5.0  # seconds for a luigid to answer at all
_PAUSE = "5"  # seconds between Luigi's attempts to reach one that went away, where luigi.cfg does not say
PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds before what may pass is tried again: for the first time, each time twice as long, and at most."""
_NO_ROOM = {errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE}
_UNREACHED = (RPCError, URLError, ConnectionError, TimeoutError, HTTPException)


class NoScheduler(RunError):
    """The luigid that was named does not answer."""

    code = SCHEDULING


class NoDask(RunError):
    """The library that ``engine = dask`` needs is not installed."""

    code = NOT_RUN


class NoProcess(RunError):
    """No further worker can be started."""

    code = NOT_RUN


class NoWork(RunError):
    """The scheduler gave the run nothing to do, though there is."""

    code = NOT_RUN


def through_luigi(job: Job, options: dict[str, str], pages: Sequence[str], verbose: bool) -> int:
    """Run a batch that this process holds; the exit code by Luigi's account.

    Raises:
        NoScheduler: the luigid that was named does not answer.
        NoWork: it gives the run nothing to do.
        NoProcess: a worker cannot be started.
        RunError: Dask cannot do the work.
    """
    url = luigid(job.settings.run)
    if url:
        find(url)
    elif job.settings.run.scheduler:
        DaskShards.find(job.settings.run)
    if _processes(job) > 1 and "fork" in multiprocessing.get_all_start_methods():
        multiprocessing.set_start_method("fork", force=True)  # workers inherit the job and the pipe for news
    config: Any = get_config()  # type: ignore[no-untyped-call]
    config.set("core", "no_configure_logging", "true")  # this program does
    config.set("worker", "check_unfulfilled_deps", "false")  # a page that changed meanwhile fails alone, not its shard
    if url and config.get("core", "rpc_retry_wait", None) is None:
        config.set("core", "rpc_retry_wait", _PAUSE)
    with _logged(verbose), _answering(url, _UNREACHED), _starting(), _raised() as errors:
        status = _build(job, options, pages, job.run)
        for number in range(job.settings.run.retry):
            if status.startswith("SUCCESS") or not worth_another_try(job, pages):
                break
            pause = min(PAUSE * 2**number, LONGEST_PAUSE)
            tell({"batch": job.batch, "run": job.run, "state": AGAIN, "after_seconds": pause})
            sleep(pause)
            errors.clear()
            status = _build(job, options, pages, f"{job.run}-{number + 1}")
    if errors:
        raise errors[0]
    if status == "NOT_RUN":
        raise NoWork(f"batch {job.batch} was not begun: the scheduler gave no work; see on its page whether it is paused")
    return _code(status)


def _build(job: Job, options: dict[str, str], pages: Sequence[str], run_id: str) -> str:
    """Let Luigi run the batch once; its status. A ``run_id`` of its own makes a luigid take the tasks for new ones."""
    url = luigid(job.settings.run)
    build: Any = luigi.build
    task: Any = CleanBatch
    result = build(
        [task(batch=job.batch, options=options, pages=list(pages), run_id=run_id)],
        local_scheduler=not url,
        scheduler_url=url or "",
        workers=_processes(job),
        detailed_summary=True,
    )
    return str(result.status.name)


def _processes(job: Job) -> int:
    """How many processes Luigi is to work in; Dask has its own."""
    return 1 if job.settings.run.engine == "dask" else job.settings.run.workers


@contextlib.contextmanager
def _raised() -> Iterator[list[Exception]]:
    """Within this block, gather errors that ended Dask's work; Luigi keeps errors to itself."""
    errors: list[Exception] = []

    def gather(task: DaskShards, wrong: Exception) -> None:
        if not isinstance(wrong, RunError) or wrong.code != FAILED:  # those were told one by one
            errors.append(wrong)

    handled: Any = DaskShards
    handled.event_handler(luigi.Event.FAILURE)(gather)
    try:
        yield errors
    finally:
        handled.remove_event_handler(luigi.Event.FAILURE, gather)


def luigid(run: RunSettings) -> str | None:
    """The address of the luigid that these settings name; with ``engine = dask``, ``scheduler`` is Dask's instead.

    Raises:
        Usage: the address of one of the two where the other's is meant, or of neither.
        NoDask: Dask is not installed.
    """
    url = run.scheduler
    if run.engine != "dask":
        if url and url.startswith(_DASKS):
            raise Usage(f"scheduler = {url!r} is the address of a Dask scheduler; add --engine dask")
        if url and not url.startswith(_LUIGIS):
            raise Usage(f"scheduler = {url!r} is not allowed; allowed is an address such as http://localhost:8082")
        return url
    if url and not url.startswith(_DASKS):
        raise Usage(
            f"scheduler = {without_password(url)!r} is not allowed with engine = dask; allowed is the address of a Dask "
            'scheduler, such as tcp://host:8786, or nothing (--scheduler "") for workers on this machine'
        )
    for name in ("seeds", "intermediate", "output"):
        if local_path(getattr(run, name)) is None:
            raise Usage(f"{name} = {getattr(run, name)} is not allowed with engine = dask; allowed is a folder on a disk")
    if find_spec("distributed") is None:
        raise NoDask("engine = dask needs Dask, which is not installed: type pip install 'clipsheet[dask]'")
    return None


def _code(status: str) -> int:
    codes = {"SUCCESS": 0, "SUCCESS_WITH_RETRY": 0, "FAILED": FAILED, "MISSING_EXT": MISSING_DATA, "NOT_RUN": NOT_RUN}
    return codes.get(status, SCHEDULING)


def find(url: str) -> None:
    """Make sure that a luigid answers at an address, before Luigi tries for minutes.

    Raises:
        NoScheduler: nobody answers, or somebody else does.
    """
    with _answering(url, (*_UNREACHED, OSError, ValueError, KeyError, TypeError)):
        request: Any = luigi.rpc.URLLibFetcher()  # knows of names and passwords in an address
        answer = json.loads(request.fetch(url.rstrip("/") + "/api/is_paused", {"data": "{}"}, _WAIT))
        if "paused" not in answer["response"]:
            raise ValueError("what answers is no luigid")


@contextlib.contextmanager
def _answering(url: str | None, errors: tuple[type[Exception], ...]) -> Iterator[None]:
    """Say of an error in talking to a luigid which one it was, and what to do."""
    try:
        yield
    except errors as wrong:
        if not url:
            raise
        why = getattr(wrong, "sub_exception", None) or wrong
        raise NoScheduler(
            f"no scheduler answers at {without_password(url)}: {getattr(why, 'reason', None) or why}; "
            "start one there with 'luigid', or leave 'scheduler' empty: a run can schedule itself"
        ) from wrong


@contextlib.contextmanager
def _starting() -> Iterator[None]:
    """Say of an error in forking a worker what to do about it."""
    try:
        yield
    except OSError as wrong:
        if wrong.errno not in _NO_ROOM or wrong.filename:
            raise
        raise NoProcess(
            f"no further worker can be started: {wrong.strerror}; fewer need less: try with --workers 1"
        ) from wrong


@contextlib.contextmanager
def _logged(verbose: bool) -> Iterator[None]:
    """Within this block, Luigi's own lines go into the run's log, or nowhere."""
    with warnings.catch_warnings(), pass_on(*_LOGGERS, level=logging.INFO if verbose else logging.CRITICAL + 1):
        warnings.simplefilter("ignore", luigi.parameter.UnconsumedParameterWarning)  # it does not know all its own settings
        yield
