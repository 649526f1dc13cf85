"""An order for a shard: plain values alone, so that it can be sent to any machine; and whether it can be done there."""

from __future__ import annotations

import dataclasses
import functools
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tasks.run.job import Job
from tasks.run.seeds import SeedFile, as_plain, from_plain
from tasks.run.settings import SECTION, RunSettings, Settings
from tasks.run.stages import NAMES, ROOT, making, program_version
from tasks.store import Loan, Lock, Making, making_of

Order = dict[str, Any]
"""What is to be done (``batch``, ``files``, ``pages``), for which run and under which settings; where (``folder``, ``seen``,
``loan``); and what it is to be made with (``made_with``)."""

_NOT_THE_WORKERS = ("scheduler", "log_file", "metrics_file")


def order_of(job: Job, loan: Loan, pages: Sequence[str]) -> Order:
    """What the orders for all shards of a batch have in common."""
    assert isinstance(job.lock, Lock)
    run = dataclasses.asdict(job.settings.run) | dict.fromkeys(_NOT_THE_WORKERS)
    return {
        "batch": job.batch,
        "run": job.run,
        "pages": list(pages),
        "settings": {"run": run, "given": [one for one in job.settings.given if not one[0].endswith(SECTION)]},
        "folder": str(Path.cwd()),
        "seen": job.lock.notes,
        "loan": [str(loan.path), loan.note],
        "made_with": made_with(),
    }


def for_files(order: Order, files: Sequence[SeedFile]) -> Order:
    """The order for one shard."""
    return order | {"files": [as_plain(file) for file in files]}


def files_of(order: Order) -> list[SeedFile]:
    """The shard's files."""
    return [from_plain(raw) for raw in order["files"]]


@functools.cache
def made_with() -> dict[str, dict[str, str]]:
    """What results are made with in this process: code, data and libraries, by stage; and the code that runs stages."""
    found = {name: _parts(making(name)) for name in NAMES}
    running = {"code": making_of("tasks.engine.child", ROOT).code}
    return {"clipsheet": {"version": program_version()}, **found, "running": running}


def _parts(made: Making) -> dict[str, str]:
    return {"code": made.code, "data": made.data} | {f"library {name}": one for name, one in made.libraries.items()}


def differences(order: Order) -> list[str]:
    """What this process would make results with otherwise than the run that gave the order; each as ``what: its → here``."""
    here, there = made_with(), order["made_with"]
    found = []
    for name in dict.fromkeys([*there, *here]):
        ours, theirs = here.get(name, {}), there.get(name, {})
        for part in sorted({*ours, *theirs}):
            if ours.get(part) != theirs.get(part):
                found.append(f"{name} {part}: {theirs.get(part, 'none')} → {ours.get(part, 'none')}")
    return found


def unseen(order: Order) -> str:
    """Which of the run's folders is not the same here, if one is not: file systems must be shared. Enters its folder."""
    run = order["settings"]["run"]
    if not all(Path(run[name]).is_absolute() for name in ("seeds", "intermediate", "output")):
        try:
            os.chdir(order["folder"])  # names of folders stay as they were given, and so do messages that have them
        except OSError as wrong:
            return f"{order['folder']} cannot be entered: {wrong.strerror}"
    for path, note in order["seen"].items():
        try:
            if Path(path).read_text(encoding="utf-8") != note:
                return f"{path} is another file"
        except (OSError, ValueError):
            return f"{path} is not there"
    seeds, sources = Path(run["seeds"]), [file.source for file in files_of(order) if not file.trouble]
    if sources and not any((seeds / source).exists() for source in sources):
        return f"{seeds.absolute()} has none of the pages"
    return ""


def job_for(order: Order) -> Job:
    """The run's batch, for this process to work on."""
    settings = order["settings"]
    given = tuple((section, name, value) for section, name, value in settings["given"])
    job = Job(Settings(RunSettings(**settings["run"]), given), order["batch"])
    path, note = order["loan"]
    job.run, job.owner, job.loan = order["run"], os.getpid(), Loan(Path(path), note)
    return job
