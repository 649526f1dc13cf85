"""What was seen of a long run: how many pages were done, what its processes held and spent, look by look."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.memory import below, held, spent

_TENTHS = 10


@dataclass(frozen=True)
class Sample:
    """What was seen at one time.

    Attributes:
        at: seconds of work since the first sitting began; the time between sittings does not count.
        sitting: how often the run had been begun.
        pages: pages done.
        cpu: seconds of the processor since the first sitting began, over all processes.
        main_mb: what the command's own process held.
        workers_mb: what each process below it held.
        peak_mb: the most that any of those had held.
        load: of the machine, over a minute; more than the run's own processes means that others were at work.
    """

    at: float
    sitting: int
    pages: int
    cpu: float
    main_mb: float
    workers_mb: list[float]
    peak_mb: float
    load: float


START = Sample(0, 0, 0, 0, 0, [], 0, 0)
"""Before anything was begun."""


class Done:
    """Counts pages in the run's log as it grows."""

    def __init__(self, log: Path) -> None:
        """From the log's beginning."""
        self._log = log
        self._read = 0
        self._pages: set[str] = set()  # a page that was done again counts once

    def count(self) -> int:
        """Pages that are done by now."""
        try:
            with self._log.open("rb") as file:
                file.seek(self._read)
                whole, _, _ = file.read().rpartition(b"\n")
        except FileNotFoundError:
            whole = b""
        for line in whole.splitlines():
            entry = json.loads(line)
            if entry.get("event") == "done" and entry.get("stage") == "emit":
                self._pages.add(entry["page"])
        self._read += len(whole) + 1 if whole else 0
        return len(self._pages)


def looked_at(pid: int, cpu: float) -> Sample | None:
    """What the processes of a run hold now, and have spent since, besides those seconds; None if it has ended."""
    main, workers = held(pid), [one for child in below(pid) if (one := held(child))]
    if main is None:
        return None
    return replace(
        START,
        cpu=round(cpu + spent(pid), 2),
        main_mb=round(main.now, 1),
        workers_mb=[round(one.now, 1) for one in workers],
        peak_mb=round(max((one.peak for one in workers), default=0.0), 1),
        load=round(os.getloadavg()[0], 2),
    )


def samples(file: Path) -> list[Sample]:
    """All that was seen in earlier sittings."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")[:-1]  # a last line without its end was cut
    except FileNotFoundError:
        return []
    return [Sample(**json.loads(line)) for line in lines]


def tenths(seen: Sequence[Sample]) -> list[dict[str, float | None]]:
    """What pages cost, tenth by tenth of those done: CPU and clock for each page, and the most a worker held.

    None where nobody looked.
    """
    total, found = max(sample.pages for sample in seen), []
    for number in range(_TENTHS):
        low, high = number * total / _TENTHS, (number + 1) * total / _TENTHS
        (at0, cpu0), (at1, cpu1) = _reached(seen, low), _reached(seen, high)
        within = [sample for sample in seen if at0 <= sample.at <= at1]
        found.append(
            {
                "cpu_ms_a_page": round(1000 * (cpu1 - cpu0) / (high - low), 2),
                "pages_a_second": round((high - low) / (at1 - at0), 2) if at1 > at0 else None,
                "worker_mb": max((held for sample in within for held in sample.workers_mb), default=None),
                "main_mb": max((sample.main_mb for sample in within), default=None),
            }
        )
    return found


def _reached(seen: Sequence[Sample], pages: float) -> tuple[float, float]:
    """When so many pages were done, and the CPU by then; in a straight line between two looks."""
    if not pages:
        return 0.0, 0.0
    for before, after in zip([START, *seen], seen, strict=False):
        if after.pages >= pages and after.pages > before.pages:
            share = (pages - before.pages) / (after.pages - before.pages)
            return before.at + share * (after.at - before.at), before.cpu + share * (after.cpu - before.cpu)
    return seen[-1].at, seen[-1].cpu
