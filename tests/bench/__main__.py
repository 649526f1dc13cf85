"""Measures clipsheet against others, as ratios, and prints a table; the same and every round's figures go into a file.

    python -m tests.bench                      some minutes
    python -m tests.bench --size full          the sizes that the goals are set for: hours
    python -m tests.bench --only flat,idle --many 20000 --many-kilobytes 2

A star beside a verdict says that the sizes were smaller than the goal's.
"""

from __future__ import annotations

import argparse
import dataclasses
import shlex
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.bench import batches, readers, rooms
from tests.bench.machine import report, table, write
from tests.bench.measure import ROOT
from tests.bench.plan import SIZES, Plan
from tests.bench.rows import Row

Measure = Callable[[Plan], Iterable[Row]]
whole_runs = cache(batches.batches)  # five rows read off the same runs

ROWS: dict[str, Measure] = {
    "pipeline": lambda plan: [rooms.pipeline(plan)],
    "opendataloader": lambda plan: [readers.opendataloader(plan)],
    "pdf": lambda plan: [readers.pdf(plan)],
    "detection": lambda plan: [rooms.detection(plan)],
    "pool": lambda plan: [batches.pool(plan)],
    "flat": lambda plan: [batches.flat(plan, whole_runs(plan))],
    "memory": lambda plan: batches.memory(plan, whole_runs(plan)),
    "idle": lambda plan: [batches.idle(plan, whole_runs(plan))],
    "rerun": lambda plan: [batches.rerun(plan, whole_runs(plan))],
    "start": batches.start,
    "length": lambda plan: [rooms.long_page(plan)],
}
"""What can be measured, by name, in the order of the table."""
ASKED = ("opendataloader", "pdf")
"""What is measured only when it is asked for (``--only``): it needs what this project does not."""


def main(arguments: Sequence[str] | None = None) -> dict[str, Any]:
    """The command; what was written to the file."""
    told = _parser().parse_args(arguments)
    given = {key: value for key, value in vars(told).items() if key in _FIELDS and value is not None}
    plan = Plan(**{**SIZES[told.size], **given})
    plan.work.mkdir(parents=True, exist_ok=True)
    wanted = [name for name in ROWS if name in told.only] if told.only else [name for name in ROWS if name not in ASKED]
    wanted += [name for name in ASKED if getattr(told, name, False) and name not in wanted]
    return measured(plan, wanted, told.json or plan.work / "bench.json", arguments)


def measured(plan: Plan, wanted: Sequence[str], file: Path, arguments: Sequence[str] | None = None) -> dict[str, Any]:
    """Measure these rows; the file is written after each, so that what is measured is kept whatever comes."""
    command = shlex.join(["python", "-m", "tests.bench", *(sys.argv[1:] if arguments is None else arguments)])
    sizes = {key: value for key, value in dataclasses.asdict(plan).items() if key != "work"}
    began, rows, skipped = time.monotonic(), list[Row](), dict[str, str]()
    out: dict[str, Any] = {}
    for name in wanted:
        print(f"{time.monotonic() - began:6.0f} s  {name}", file=sys.stderr, flush=True)
        try:
            rows += ROWS[name](plan)
        except readers.Absent as why:
            skipped[name] = str(why)
        out = report(command, sizes, rows, skipped, time.monotonic() - began)
        write(file, out)
    print(table(out, rows))
    print(f"every round's figures: {file}")
    return out


_FIELDS = tuple(field.name for field in dataclasses.fields(Plan))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=tuple(SIZES), default="quick", help="sizes of everything (default: quick)")
    parser.add_argument("--pages", type=int, help="pages of the rows about single pages and the plain pool")
    parser.add_argument("--kilobytes", type=float, help="of each of them (default: 20)")
    parser.add_argument("--many", type=int, help="pages of the large batch; the small one has a tenth")
    parser.add_argument("--many-kilobytes", type=float, help="of each page of these two batches")
    parser.add_argument("--shard-size", type=int, help="files of one Luigi task in these two batches")
    parser.add_argument("--runaway", type=float, help="kilobytes of the long page; the short one has a tenth")
    parser.add_argument("--rounds", type=int, help="how often each comparison is made (default: 5)")
    parser.add_argument("--workers", type=int, help="processes of a run (default: 2)")
    parser.add_argument("--only", type=_names, help=f"only these rows, with commas between: {', '.join(ROWS)}")
    parser.add_argument("--opendataloader", action="store_true", help="that row, too: " + readers.NEEDS)
    parser.add_argument("--work", type=Path, default=ROOT / ".venv" / "bench", help="folder for pages and batches")
    parser.add_argument("--json", type=Path, help="the file (default: bench.json in that folder)")
    return parser


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(ROWS):
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: rows are {', '.join(ROWS)}")
    return names


if __name__ == "__main__":
    main()
