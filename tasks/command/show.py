"""Progress on a terminal while a batch runs, and the summary at its end."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence

from tasks.command.harmless import harmless
from tasks.report import News, listening
from tasks.run import batch as whole
from tasks.run.commands import named
from tasks.run.ending import FAILURES
from tasks.run.failures import command
from tasks.run.job import Job
from tasks.run.record import Standing
from tasks.run.stages import NAMES

_SHOWN = 10  # failures listed in a summary; failures.json has them all


@contextlib.contextmanager
def watching(job: Job, pages: Sequence[str], hear: Callable[[News], None], quiet: bool) -> Iterator[None]:
    """Hear the run's news; on a terminal, unless it is to be left alone, show how far the run is."""
    if quiet or not sys.stderr.isatty():
        with listening(hear):
            yield
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(job.batch, total=len(whole.choose(job, pages)) * len(NAMES))

        def show(news: News) -> None:
            hear(news)
            if "stage" in news:
                bar.update(task, advance=1, description=f"{job.batch}: {news['stage']}")

        with listening(show):
            yield


def summary(job: Job, stands: Standing, stopped: Sequence[str], options: str) -> str:
    """How a batch stands after a run, in a few lines; ``options`` are those that the next command needs, too."""
    failures = stands.failures
    missing = f", {stands.missing} not done" if stands.missing else ""
    beside = f", {stands.beside.page} not read" if stands.beside else ""
    text = [
        f"batch {job.batch}: {_count(stands.done, 'page')} done ({stands.cached} from cache), "
        f"{len(stands.failed)} failed{missing}{beside}; {_count(stands.articles, 'article')}, "
        f"{_count(sum(stands.warnings.values()), 'warning')} in {job.output}/"
    ]
    for failure in failures[:_SHOWN]:
        where = f", line {failure.line}" if failure.line else ""
        text.append(f"  failed: {failure.page!r} at {failure.stage} ({failure.source}{where}): {failure.message}")
        text.append(f"          {failure.mend}; then: {command(job.batch, failure)}")
    if len(failures) > _SHOWN:
        text.append(f"  and {len(failures) - _SHOWN} more: {job.output / FAILURES}")
    text += [f"  stopped: {error}" for error in stopped]
    if stopped:
        text.append(f"          to go on afterwards: clipsheet run {named(job.batch)}")
    if options and (failures or stopped):
        text.append(f"  with the options of this run: {options}")
    return "\n".join(map(harmless, text))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
