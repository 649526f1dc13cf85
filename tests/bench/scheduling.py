"""What Luigi's own scheduling costs as a batch grows: the real tasks of a batch, which do nothing when they are run.

    python -m tests.bench.scheduling --shards 10,100,1000

A batch has four tasks for each shard and one more. Each size runs in a process of its own, and the cost of a run with a
single shard is taken off, so that what is left is Luigi's: asking each task whether it is complete, ordering them, handing
them out.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import shlex
import statistics
import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.machine import commit, machine, write
from tests.bench.measure import ROOT, Cost, ran

FILES = 100
"""Files in a shard: each task has their names in its parameters."""
_STAGES = 4


def schedule(shards: int, workers: int) -> None:
    """Run a batch of so many shards through Luigi whose work and whose looking at files are left out."""
    import luigi
    from luigi.configuration import get_config

    from tasks import pipeline
    from tasks.run.job import job_of
    from tasks.run.seeds import SeedFile

    stubs: Any = pipeline
    stubs.whole.settled = stubs.whole.finished = lambda *told: False
    stubs.whole.finish = lambda *told: []
    stubs.shard.run_stage = lambda *told: None
    if workers > 1:
        multiprocessing.set_start_method("fork", force=True)
    with tempfile.TemporaryDirectory() as folder:
        options = {name: f"{folder}/{name}" for name in ("seeds", "intermediate", "output")}
        job = job_of(options, "bench", fresh=True)
        names = [f"0000/{number:07d}-zh-Hans" for number in range(shards * FILES)]
        job.__dict__["files"] = [SeedFile(name, f"bench/{name}.txt") for name in names]
        task: Any = pipeline.CleanBatch
        whole = task(batch="bench", options=options, run_id="bench")
        config: Any = get_config()
        config.set("worker", "check_unfulfilled_deps", "false")  # as the command sets it
        logging.disable(logging.CRITICAL)
        warnings.simplefilter("ignore")
        result = luigi.build([whole], local_scheduler=True, workers=workers, detailed_summary=True)
        job.open().give_back()
    if result.status.name != "SUCCESS":
        raise SystemExit(f"Luigi did not run it all:\n{result.summary_text}")


def measured(sizes: Sequence[int], workers: int, rounds: int, work: Path) -> list[dict[str, Any]]:
    """What scheduling costs at each size, the medians of so many rounds."""

    def cost(shards: int) -> Cost:
        command = [sys.executable, "-m", "tests.bench.scheduling", "--one", str(shards), "--workers", str(workers)]
        found = [ran(command, work).cost for _ in range(rounds)]
        return Cost(statistics.median(one.cpu for one in found), statistics.median(one.wall for one in found))

    start, told = cost(1), []
    for shards in sizes:
        whole, tasks = cost(shards), _STAGES * shards + 1
        more = tasks - _STAGES - 1
        cpu, wall = whole.cpu - start.cpu, whole.wall - start.wall
        each = round(1000 * cpu / more, 2) if more else None
        told.append({"shards": shards, "tasks": tasks, "cpu_seconds": cpu, "wall_seconds": wall, "cpu_ms_a_task": each})
        print(f"{shards:8,} shards  {tasks:8,} tasks  {cpu:9.2f} s CPU  {wall:9.2f} s  {each} ms CPU a task", flush=True)
    return told


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.scheduling", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shards", default="10,100,1000", help="sizes, with commas between (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes; more than one has a fork for each task")
    parser.add_argument("--rounds", type=int, default=3, help="of each size (default: 3)")
    parser.add_argument("--work", type=Path, default=ROOT / ".venv" / "bench", help="folder of scheduling.json")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    told = parser.parse_args(arguments)
    if told.one:
        schedule(told.one, told.workers)
        return
    told.work.mkdir(parents=True, exist_ok=True)
    command = shlex.join(["python", "-m", "tests.bench.scheduling", *sys.argv[1:]])
    sizes = measured([int(size) for size in told.shards.split(",")], told.workers, told.rounds, told.work)
    out = {"command": command, "commit": commit(), "machine": machine(), "workers": told.workers, "sizes": sizes}
    write(told.work / "scheduling.json", out)


if __name__ == "__main__":
    main()
