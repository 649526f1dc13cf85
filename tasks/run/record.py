"""``run.json``: what a run of a batch did. The one published file with clocks in it, and so never the same twice.

It is written at the end of every run, of one that failed, stopped early or found nothing to do, too; only a run that was
killed leaves that of the run before. ``run.schema.json`` says what stands in it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import platform
import shlex
import socket
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from typing import Any

from tasks.report import Tally, keep, kept, tell
from tasks.run import batch as whole
from tasks.run.commands import without_password
from tasks.run.corrections import NAME
from tasks.run.failures import Failure
from tasks.run.freshness import DONE, FAILED, PageState
from tasks.run.job import Job
from tasks.run.settings import SECTION
from tasks.run.stages import NAMES, making, program_version

RUN = "run.json"
WORKER_STOPPED = "WorkerStopped"
"""What news call it that a worker was asked to end; by its run, which stops, or by somebody else."""
_FAILURES = 50  # listed with their message; failures.json has them all
_SLOWEST = 5


def tally() -> Tally:
    """An empty tally of pages."""
    return Tally("page")


@dataclass(frozen=True)
class Begun:
    """A run that has begun: when, what was typed, and the pages it is about (all where none is named)."""

    command: str
    pages: Sequence[str] = ()
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass
class Standing:
    """How the pages of a run stand after it: how many there are, are done, and are done without any work of the run's.

    ``stages`` counts for each stage the pages that it worked on, that are from cache, that failed, and that it did not get
    to; ``failed`` has the failures of pages, ``beside`` is that of the batch's corrections, which are no page; ``warnings``
    counts those of articles and pages by code; ``not_there`` has what was asked for and is no page.
    """

    articles: int = 0
    warnings: Mapping[str, int] = field(default_factory=dict)
    beside: Failure | None = None
    not_there: Sequence[str] = ()
    pages: int = 0
    done: int = 0
    cached: int = 0
    missing: int = 0
    failed: list[Failure] = field(default_factory=list)
    stages: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in NAMES})

    @property
    def failures(self) -> list[Failure]:
        """What failed when it was last tried: pages, and what lies beside them."""
        return [*self.failed, *([self.beside] if self.beside else [])]

    def add(self, state: PageState, told: Tally) -> None:
        """Count a page, of which this was told."""
        worked, done = told.stages_of(state.page), state.done(NAMES[-1])
        self.pages += 1
        self.done += done
        self.cached += done and not worked
        self.missing += not done and not state.failure
        if state.failure:
            self.failed.append(state.failure)
        if state.number > 1 and NAMES[0] in told.stages_of(state.file.name):  # its work is told of by file
            worked = worked | {NAMES[0]}
        for name, counts in self.stages.items():
            kind = state.states[name].kind
            counts[
                "failed" if kind == FAILED else "missing" if kind != DONE else "worked" if name in worked else "cached"
            ] += 1


def standing(job: Job, pages: Sequence[str], told: Tally) -> Standing:
    """How a batch, or some of its pages, stand now, and what their run has told of them."""
    found = whole.stand(job, pages)
    articles, codes = whole.counts(job, found)
    stands = Standing(articles, dict(sorted(codes.items())), job.failures.get(NAME), whole.not_there(pages, found))
    for state in found:
        stands.add(state, told)
    return stands


def record(job: Job, begun: Begun, told: Tally, stands: Standing, code: int, stopped: Sequence[str]) -> dict[str, Any]:
    """What ``run.json`` says.

    Args:
        job: the batch.
        begun: the run.
        told: what its workers told.
        stands: how its pages stand now.
        code: its exit code.
        stopped: why it ended early, if it did.
    """
    now = datetime.now(UTC)
    return {
        "schema_version": "1.0",
        "run": job.run,
        "batch": job.batch,
        "command": begun.command,
        "pages_asked": list(begun.pages),
        "began": begun.at.isoformat(timespec="milliseconds"),
        "ended": now.isoformat(timespec="milliseconds"),
        "seconds": round((now - begun.at).total_seconds(), 3),
        "exit_code": code,
        "stopped": list(stopped),
        "pages": _pages(stands),
        "stages": {name: _stage(name, told, stands) for name in NAMES},
        "articles": stands.articles,
        "warnings": dict(stands.warnings),
        "failures": [_failure(failure) for failure in stands.failures[:_FAILURES]],
        "slowest": [{"page": page, "seconds": round(spent, 3)} for page, spent in told.slowest(_SLOWEST, NAMES)],
        "settings": _settings(job),
        "versions": _versions(job),
        "host": socket.gethostname(),
        "pid": os.getpid(),
    }


def write(job: Job, told: Mapping[str, Any]) -> None:
    """Write ``run.json``, whole.

    Raises:
        OSError: no room, no permission.
    """
    text = json.dumps(told, ensure_ascii=False, indent=2)
    job.output.write(RUN, text.encode(errors="backslashreplace") + b"\n")


_untold: dict[str, Begun] = {}  # by run: begun by Luigi's own command, which says nothing of what they did


def begin_untold(job: Job, pages: Sequence[str]) -> None:
    """Begin a run that no command of this program tells of; its workers' news are kept."""
    keep()
    _untold.setdefault(job.run, Begun(without_password(shlex.join(sys.orig_argv)), list(pages)))  # Luigi asks twice


def end_untold(job: Job, code: int, final: bool = True) -> None:
    """Write ``run.json`` for such a run, from whichever of its processes; for any other do nothing.

    Args:
        job: the batch.
        code: the exit code that it should have.
        final: whether all is said; else its first error ended it, and only the first is written.
    """
    begun, told = _untold.get(job.run), tally()
    if begun is None:
        return
    news = [one for one in kept() if one.get("run") == job.run]
    if not final and any(one.get("state") == "recorded" for one in news):
        return
    for one in news:
        told.hear(one)
    tell({"run": job.run, "state": "recorded"})
    with contextlib.suppress(OSError):  # the disk is full, as the error says that Luigi reports
        write(job, record(job, begun, told, standing(job, begun.pages, told), code, told.errors))


def _pages(stands: Standing) -> dict[str, int]:
    counts = {"all": stands.pages, "worked": stands.done - stands.cached, "cached": stands.cached}
    return counts | {"failed": len(stands.failed), "missing": stands.missing}


def _stage(name: str, told: Tally, stands: Standing) -> dict[str, float]:
    """A stage's pages: worked on, from cache, failed, or not got to; and how long it worked, over all workers."""
    counts = {how: stands.stages[name][how] for how in ("worked", "cached", "failed", "missing")}
    return counts | {"seconds": round(told.seconds(name), 3)}


def _failure(failure: Failure) -> dict[str, object]:
    return {
        "page": failure.page,
        "stage": failure.stage,
        "error": failure.error,
        "message": failure.message[:500],
        "since": failure.since,
        "times": failure.times,
    }


def _settings(job: Job) -> dict[str, dict[str, object]]:
    """The settings that are not as they are by default."""
    found = {}
    rooms = ((name, job.settings.of_stage(name, job.batch)) for name in NAMES)
    for section, given in ((SECTION, job.settings.run), *rooms):
        own = {item.name: getattr(given, item.name) for item in dataclasses.fields(given)}
        default = type(given)()
        found[section] = {name: _shown(value) for name, value in own.items() if value != getattr(default, name)}
    return {section: values for section, values in found.items() if values}


def _shown(value: object) -> object:
    return without_password(value) if isinstance(value, str) else value


def _versions(job: Job) -> dict[str, object]:
    libraries = {name: version for stage in NAMES for name, version in making(stage).libraries.items()}
    return {
        "clipsheet": program_version(),
        "stages": job.versions,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "luigi": metadata.version("luigi"),
        "libraries": dict(sorted(libraries.items())),
    }
