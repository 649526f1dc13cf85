"""A million pages, reckoned from what was measured: the table of ``docs/scale.md``.

    python -m tests.bench.million --flat DIR/flat.json --scheduling .venv/bench/scheduling.json \\
        --bench DIR/bench-2.json DIR/bench-20.json

``--flat`` is a long run (``tests.bench.flat``), ``--scheduling`` what Luigi costs (``tests.bench.scheduling``), ``--bench``
the row ``pipeline`` for pages of two sizes (``tests.bench --only pipeline --kilobytes …``), the long run's first.

The model, every line of it a straight one but the scheduling: a page costs what its stages cost at its size and what else
the long run spent on each page; it leaves as many objects as there, and as many bytes for each of its own; the run's own
process grows by as much for each page. Scheduling n tasks costs a·n + b·n², through the two largest sizes measured.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Measured:
    """What a plan is reckoned from."""

    flat: Json
    scheduling: Json
    small: Json
    usual: Json


@dataclass(frozen=True)
class Batch:
    """What is planned: so many pages of so many kilobytes on so many cores, in batches and shards of so many."""

    pages: int
    kilobytes: float
    cores: int
    batch: int
    shard_size: int


def pipeline_ms(bench: Json) -> float:
    """Milliseconds of CPU that a page takes through all four stages.

    Raises:
        SystemExit: the file has no such row.
    """
    for row in bench["rows"]:
        if row["name"] == "pipeline":
            return 1000 * float(row["ours_median"])
    raise SystemExit("a file given with --bench has no row 'pipeline'; make it with: python -m tests.bench --only pipeline")


def page_ms(of: Measured, kilobytes: float) -> float:
    """The same for a page of any size, with all else that the long run spent on a page."""
    small, usual = pipeline_ms(of.small), pipeline_ms(of.usual)
    low, high = of.small["sizes"]["kilobytes"], of.usual["sizes"]["kilobytes"]
    stages = small + (usual - small) * (kilobytes - low) / (high - low)
    return stages + max(0.0, of.flat["cpu_ms_a_page"] - small)


def scheduling_seconds(sizes: Sequence[Json], tasks: int) -> float:
    """Seconds of CPU that Luigi takes to see to so many tasks: a·n + b·n² through the two largest sizes."""
    (n, x), (m, y) = ((size["tasks"], size["cpu_seconds"]) for size in sorted(sizes, key=lambda size: size["tasks"])[-2:])
    square = (y / m - x / n) / (m - n)
    straight = x / n - square * n
    return straight * tasks + square * tasks**2


def reckoned(of: Measured, plan: Batch) -> list[tuple[str, str]]:
    """What so many pages take: pairs of what it is and how much."""
    share = plan.pages / of.flat["pages"]
    hours = plan.pages * page_ms(of, plan.kilobytes) / 3.6e6
    batches = -(-plan.pages // plan.batch)
    tasks = 4 * -(-plan.batch // plan.shard_size) + 1
    scheduled = scheduling_seconds(of.scheduling["sizes"], tasks)
    longer = plan.kilobytes / of.flat["kilobytes"]
    kept = {name: of.flat["stored"][name] for name in ("seeds", "intermediate", "output")}
    rows = [
        ("CPU of a page", f"{page_ms(of, plan.kilobytes):.0f} ms"),
        ("CPU of all", f"{hours:,.0f} hours"),
        (f"by the clock on {plan.cores} cores", f"{hours / plan.cores:,.1f} hours"),
        ("Luigi's tasks in a batch", f"{tasks:,}"),
        ("their scheduling, a batch", f"{scheduled / 60:,.1f} minutes of one core"),
        ("their scheduling, all batches", f"{batches * scheduled / 3600:,.2f} hours of one core"),
    ]
    rows += [(f"objects in {name}", f"{round(had['files'] * share):,}") for name, had in kept.items()]
    rows += [(f"bytes in {name}", f"{had['bytes'] * share * longer / 1e9:,.1f} GB") for name, had in kept.items()]
    seen = [sample for sample in of.flat["samples"] if sample["pages"]]
    base, most = seen[0]["main_mb"], of.flat["main_peak_mb"]
    rows.append(("the run's own process", f"{base + (most - base) * plan.batch / of.flat['pages']:,.0f} MB in a batch"))
    rows.append(("a worker", f"{of.flat['worker_peak_mb']:,.0f} MB"))
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.million", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--flat", type=Path, required=True)
    parser.add_argument("--scheduling", type=Path, required=True)
    parser.add_argument("--bench", type=Path, nargs=2, required=True)
    parser.add_argument("--pages", type=int, default=1_000_000, help="default: a million")
    parser.add_argument("--kilobytes", type=float, default=20, help="of a page (default: 20)")
    parser.add_argument("--cores", type=int, default=32, help="on all machines together (default: 32)")
    parser.add_argument("--batch", type=int, default=100_000, help="pages of a batch (default: 100000)")
    parser.add_argument("--shard-size", type=int, default=100, help="pages of a shard (default: 100)")
    told = parser.parse_args(arguments)
    read = [json.loads(path.read_bytes()) for path in (told.flat, told.scheduling, *told.bench)]
    plan = Batch(told.pages, told.kilobytes, told.cores, told.batch, told.shard_size)
    rows = reckoned(Measured(*read), plan)
    print(f"| {plan.pages:,} pages of {plan.kilobytes:g} KB | |\n|---|---|")
    for what, much in rows:
        print(f"| {what} | {much} |")


if __name__ == "__main__":
    main()
