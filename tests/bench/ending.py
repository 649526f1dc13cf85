"""The end of a run by itself: what it costs to look at every page of a batch once more and to write ``articles.jsonl``.

    python -m tests.bench.ending --work DIR --workers 2

DIR is a folder that ``tests.bench.flat`` has left. What its run noted at its end, and ``articles.jsonl``, are taken away.
A process of its own then ends the run once more, as if all pages had just been made. They are as they were afterwards,
byte for byte, or the command fails.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.flat import BATCH
from tests.bench.measure import ROOT, environment
from tests.bench.memory import held


def main(arguments: Sequence[str] | None = None) -> dict[str, Any]:
    """The command; what it prints.

    Raises:
        SystemExit: something else came of it than before.
    """
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.ending", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True, help="a folder that tests.bench.flat has left")
    parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
    told = parser.parse_args(arguments)
    work = told.work.resolve()
    files = [work / "intermediate" / BATCH / "batch.json", work / "output" / BATCH / "articles.jsonl"]
    before = [_digest(file) for file in files]
    for file in (*files, work / "intermediate" / BATCH / "seen.json"):
        file.unlink(missing_ok=True)
    command = [sys.executable, "-c", f"from tests.bench.ending import end; end({told.workers})"]
    ran = subprocess.run(
        command, cwd=work, env=environment() | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, check=True
    )
    if [_digest(file) for file in files] != before:
        raise SystemExit(f"{work} had other articles before")
    found: dict[str, Any] = json.loads(ran.stdout)
    print(json.dumps(found, indent=1))
    return found


def _digest(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def end(workers: int) -> None:
    """End the run of the batch in this folder; print what that took and held."""
    from tasks.run import batch
    from tasks.run.job import job_of

    job = job_of({"workers": str(workers)}, BATCH, fresh=True)
    files, before = len(job.files), held(os.getpid())
    wall, cpu, children = time.monotonic(), time.process_time(), _children()
    batch.finish(job)
    spent, below, after = time.process_time() - cpu, _children() - children, held(os.getpid())
    if not before or not after:
        raise SystemExit("this system does not tell what a process holds")
    found = {
        "files": files,
        "workers": workers,
        "seconds": round(time.monotonic() - wall, 2),
        "cpu_ms_a_page": round(1000 * (spent + below) / files, 3),
        "cpu_seconds": round(spent, 2),
        "cpu_seconds_of_processes": round(below, 2),
        "mb_before": round(before.now, 1),
        "peak_mb": round(after.peak, 1),
        "peak_mb_of_processes": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, 1),
    }
    print(json.dumps(found))


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
