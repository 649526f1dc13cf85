"""Rows about whole runs: against a plain pool, over batches of two sizes, with nothing to do, of one page, and the start."""

from __future__ import annotations

import os
import shutil
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.measure import CLIPSHEET, Cost, Ran, ran
from tests.bench.pages import Page
from tests.bench.plain import BATCH
from tests.bench.plan import Plan
from tests.bench.rows import MEGABYTES, MORE, Goal, Row, both, cpu, wall

FOLDERS = ("seeds", "intermediate", "output")


def laid_out(folder: Path, pages: Sequence[Page]) -> Path:
    """An empty working folder with these pages as a batch (the same files by another name, where the disk allows it)."""
    shutil.rmtree(folder, ignore_errors=True)
    seeds = folder / "seeds" / BATCH
    seeds.mkdir(parents=True)
    for page in pages:
        try:
            os.link(page.path, seeds / page.path.name)
        except OSError:
            shutil.copyfile(page.path, seeds / page.path.name)
    return folder


def emptied(folder: Path) -> None:
    """Take away what a run made."""
    for name in FOLDERS[1:]:
        shutil.rmtree(folder / name, ignore_errors=True)


def run(plan: Plan, *options: str) -> list[str]:
    """The command that cleans the batch."""
    return [*CLIPSHEET, "run", "--batch", BATCH, "--workers", str(plan.workers), *options]


def pool(plan: Plan) -> Row:
    """A run against a plain pool of as many processes, over the same pages."""
    pages = plan.small_pages()
    folder = laid_out(plan.work / "pool", pages)
    plain = [sys.executable, "-m", "tests.bench.plain", *FOLDERS, str(plan.workers)]
    ours, theirs = [], []
    for _ in range(plan.rounds):
        emptied(folder)
        theirs.append(ran(plain, folder).cost)
        emptied(folder)
        ours.append(ran(run(plan), folder).cost)
    return Row(
        "pool",
        f"clipsheet run --workers {plan.workers}",
        f"a plain pool of {plan.workers} processes, the same rooms and files",
        "wall",
        Goal(1.10, None, "2,000 pages of 20 KB"),
        wall(ours),
        wall(theirs),
        f"{plan.sizes(len(pages))}, start-up of both included",
        short=plan.pages < 2000 or plan.kilobytes < 20,
        more=both("cpu", ours, theirs),
    )


@dataclass
class Batches:
    """What commands cost over a small and a large batch, round by round."""

    few: list[Ran] = field(default_factory=list)
    many: list[Ran] = field(default_factory=list)
    idle: list[Ran] = field(default_factory=list)
    again: list[Ran] = field(default_factory=list)
    start: list[Ran] = field(default_factory=list)


def batches(plan: Plan) -> Batches:
    """Run both batches, the large one a second time with nothing to do, and one stage of one page of it again."""
    pages = plan.many_pages()
    small, large = laid_out(plan.work / "few", pages[: plan.few]), laid_out(plan.work / "many", pages)
    work = run(plan, "--shard-size", str(plan.shard_size))
    found = Batches()
    for number in range(plan.rounds):
        page = pages[(number + 1) * len(pages) // (plan.rounds + 1)].path.stem
        rerun = [*CLIPSHEET, "rerun", "--batch", BATCH, "--stage", "segment", "--page", page]
        emptied(small)
        found.few.append(ran(work, small, watched=True))
        emptied(large)
        found.many.append(ran(work, large, watched=True))
        found.idle.append(ran(work, large))
        found.again.append(ran(rerun, large))
        found.start.append(ran([*CLIPSHEET, "--help"], large))
    return found


def _costs(runs: Sequence[Ran], pages: int = 1) -> list[Cost]:
    return [one.cost.each(pages) for one in runs]


def flat(plan: Plan, found: Batches) -> Row:
    """What a page costs in a large batch and in a small one."""
    ours, theirs = _costs(found.many, plan.many), _costs(found.few, plan.few)
    return Row(
        "flat",
        f"a page of a batch of {plan.many:,}",
        f"a page of a batch of {plan.few:,}",
        "cpu",
        Goal(1.05, None, "20,000 and 2,000 pages"),
        cpu(ours),
        cpu(theirs),
        _sizes(plan),
        short=plan.many < 20_000,
        more=both("wall", ours, theirs),
    )


def memory(plan: Plan, found: Batches) -> list[Row]:
    """The most that a worker holds: by itself, and against the same in a small batch."""
    ours = [one.worker_mb or one.peak_mb for one in found.many]
    theirs = [one.worker_mb or one.peak_mb for one in found.few]
    most = f"the most a worker holds, batch of {plan.many:,}"
    short, at = plan.many < 20_000, "20,000 and 2,000 pages"
    mains = {"main_mb": [one.main_mb for one in found.many], "main_mb_of_few": [one.main_mb for one in found.few]}
    return [
        Row("memory", most, "", "MB", Goal(250, None, at), ours, (), _sizes(plan), short, MEGABYTES, mains),
        Row("memory-flat", most, f"batch of {plan.few:,}", "MB", Goal(1.05, None, at), ours, theirs, _sizes(plan), short),
    ]


def idle(plan: Plan, found: Batches) -> Row:
    """A run that has nothing to do against the run that did it all."""
    ours, theirs = _costs(found.idle), _costs(found.many)
    return Row(
        "idle",
        f"a run over {plan.many:,} pages with nothing to do",
        "the run that made them",
        "wall",
        Goal(1 / 50, None, "20,000 pages"),
        wall(ours),
        wall(theirs),
        _sizes(plan),
        short=plan.many < 20_000,
        more=both("cpu", ours, theirs),
    )


def rerun(plan: Plan, found: Batches) -> Row:
    """One stage of one page again, against the start of the process."""
    ours, theirs = _costs(found.again), _costs(found.start)
    return Row(
        "rerun",
        f"rerun --stage segment of one page among {plan.many:,}",
        "clipsheet --help",
        "wall",
        Goal(2.0, None, "20,000 pages"),
        wall(ours),
        wall(theirs),
        _sizes(plan),
        short=plan.many < 20_000,
        way=MORE,
        more={"cpu_more": statistics.median(a.cpu - b.cpu for a, b in zip(ours, theirs, strict=True))},
    )


def _sizes(plan: Plan) -> str:
    return f"{plan.many:,} and {plan.few:,} pages of {plan.many_kilobytes:g} KB, shards of {plan.shard_size}"


def start(plan: Plan) -> list[Row]:
    """The commands that should answer at once against a Python that does nothing."""
    folder = laid_out(plan.work / "start", plan.small_pages()[:6])
    ran(run(plan), folder)
    found: dict[str, list[Cost]] = {"help": [], "status": [], "pass": []}
    commands = {
        "help": [*CLIPSHEET, "--help"],
        "status": [*CLIPSHEET, "status"],
        "pass": [sys.executable, "-c", "pass"],
    }
    for _ in range(plan.rounds if plan.rounds < 5 else max(plan.rounds, 11)):  # they take no time
        for name, command in commands.items():
            found[name].append(ran(command, folder).cost)
    goal, against = Goal(10.0, None, "any"), "python -c pass"
    return [
        Row(
            f"start-{name}",
            what,
            against,
            "cpu",
            goal,
            cpu(found[name]),
            cpu(found["pass"]),
            "a batch of 6 pages",
            more=both("wall", found[name], found["pass"]),
        )
        for name, what in (("help", "clipsheet --help"), ("status", "clipsheet status"))
    ]
