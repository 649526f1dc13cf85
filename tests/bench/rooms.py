"""Rows about the work on single pages, in this process: CPU against what others take for a part of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import charset_normalizer
import ftfy

from tasks.normalise import Settings as NormaliseSettings
from tasks.normalise import normalise
from tasks.reflow import Settings as ReflowSettings
from tasks.reflow import reflow
from tasks.run.job import Job, job_of
from tasks.run.shard import run_stage
from tasks.run.stages import NAMES
from tests.bench.measure import Cost, cost_of
from tests.bench.pages import CYCLE, Page, runaway
from tests.bench.plan import Plan
from tests.bench.rows import Goal, Row, both, cpu


def rounds_of(pages: Sequence[Page], rounds: int) -> Iterator[Sequence[Page]]:
    """The pages dealt out, so that each round has others of every language (all of them where they are too few)."""
    groups = [pages[start : start + CYCLE] for start in range(0, len(pages), CYCLE)]
    for number in range(rounds):
        dealt = [page for group in groups[number::rounds] for page in group]
        yield dealt or pages


def batch_of(folder: Path, files: Sequence[tuple[str, bytes]]) -> Job:
    """A batch of these files in an empty folder of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    seeds = folder / "seeds" / "bench"
    seeds.mkdir(parents=True)
    for name, data in files:
        (seeds / name).write_bytes(data)
    config = folder / "luigi.cfg"
    config.write_text("", encoding="ascii")
    options = {name: str(folder / name) for name in ("seeds", "intermediate", "output")} | {"config": str(config)}
    return job_of(options, "bench", fresh=True)


def through(job: Job) -> Cost:
    """Bring a batch through all four stages, each cached on disk; what that costs.

    Raises:
        SystemExit: a page failed, so that its work was not measured.
    """

    def work() -> None:
        for name in NAMES:
            run_stage(job, name, job.files, lambda news: None)

    lock = job.open()
    try:
        cost = cost_of(work)
    finally:
        lock.give_back()
    failed = job.failures.all()
    if failed:
        raise SystemExit(f"{failed[0].page} failed at {failed[0].stage}: {failed[0].message}")
    return cost


@cache
def warmed(plan: Plan) -> None:
    """Once: have tables read, patterns compiled, and what each side remembers of words and characters remembered."""
    pages = plan.other_pages()
    through(batch_of(plan.work / "warm", [(page.path.name, page.path.read_bytes()) for page in pages]))
    for page in pages:
        text = page.path.read_text(encoding="utf-8")
        ftfy.fix_text(text)
        charset_normalizer.from_bytes(text.encode("gb18030")).best()


def pipeline(plan: Plan) -> Row:
    """The whole pipeline against what our users take for the text repair alone."""
    pages = plan.small_pages()
    warmed(plan)
    ours, theirs = [], []
    for dealt in rounds_of(pages, plan.rounds):
        job = batch_of(plan.work / "pipeline", [(page.path.name, page.path.read_bytes()) for page in dealt])
        texts = [page.path.read_text(encoding="utf-8") for page in dealt]
        ours.append(through(job).each(len(dealt)))
        theirs.append(cost_of(lambda texts=texts: [ftfy.fix_text(text) for text in texts]).each(len(dealt)))
    return Row(
        "pipeline",
        "a page through all four stages, each cached on disk",
        "ftfy.fix_text on it",
        "cpu",
        Goal(1.0, 0.5, "2,000 pages of 20 KB"),
        cpu(ours),
        cpu(theirs),
        plan.sizes(len(pages)),
        short=plan.pages < 2000 or plan.kilobytes < 20,
        more=both("wall", ours, theirs),
    )


def detection(plan: Plan) -> Row:
    """Normalise and reflow against the detection of the encoding alone, with no list of encodings to choose from.

    Of the Chinese pages: nobody delivers French or German in GB18030, and normalise refuses some of it.
    """
    pages = [page for page in plan.small_pages() if page.language.startswith("zh")]
    warmed(plan)
    ours, theirs = [], []
    for dealt in rounds_of(pages, plan.rounds):
        files = [page.path.read_text(encoding="utf-8").encode("gb18030") for page in dealt]
        ours.append(cost_of(lambda files=files: [_flowed(data) for data in files]).each(len(dealt)))
        theirs.append(
            cost_of(lambda files=files: [charset_normalizer.from_bytes(data).best() for data in files]).each(len(dealt))
        )
    return Row(
        "detection",
        "normalise and reflow of a page in GB18030",
        "charset_normalizer.from_bytes(…).best() on the same bytes",
        "cpu",
        Goal(4.0, 2.0, "2,000 pages of 20 KB"),
        cpu(ours),
        cpu(theirs),
        f"the {len(pages):,} Chinese pages, of {plan.kilobytes:g} KB in UTF-8",
        short=plan.pages < 2000 or plan.kilobytes < 20,
        more=both("wall", ours, theirs),
    )


def _flowed(data: bytes) -> list[object]:
    return [reflow(clean, ReflowSettings()) for clean in normalise(data, NormaliseSettings())]


def long_page(plan: Plan) -> Row:
    """One runaway dump against one a tenth as long: what a page costs grows in line with its length."""
    large, small = plan.runaway, plan.runaway / 10
    warmed(plan)
    ours, theirs = [], []
    for _ in range(plan.rounds):
        for kilobytes, costs in ((large, ours), (small, theirs)):
            data = runaway(kilobytes, plan.work)
            costs.append(through(batch_of(plan.work / "runaway", [("runaway.txt", data)])))
    return Row(
        "length",
        f"a page of {large:g} KB",
        f"a page of {small:g} KB",
        "cpu",
        Goal(12.0, None, "2,000 KB and 200 KB"),
        cpu(ours),
        cpu(theirs),
        f"one Chinese dump of {large:g} KB, one of {small:g} KB",
        short=large < 2000,
        more=both("wall", ours, theirs),
    )
