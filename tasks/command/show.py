"""Progress on a terminal while a batch runs, and the summary at its end."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from tasks.run import batch as whole
from tasks.run import progress
from tasks.run.failures import command
from tasks.run.job import Job
from tasks.run.stages import NAMES

_SHOWN = 10  # failures listed in a summary; failures.json has them all


@dataclass
class Tally:
    """What a run's news added up to: pages on which a stage worked, pages that failed, errors that were no page's."""

    worked: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    hopeless: bool = False

    def hear(self, news: progress.News) -> None:
        """Take one piece of news."""
        if "error" in news:
            if news["error"] != "PagesFailed":
                self.errors.append(f"{news['error']}: {news['message']}")
                self.hopeless |= news["error"] == "Hopeless"
        elif news["state"] == "failed":
            self.failed.add(news["page"])
        elif news["state"] == "done":
            self.worked.add(news["page"])
            self.failed.discard(news["page"])  # it had failed in this run, and was tried again

    def may_pass(self, status: str) -> bool:
        """Whether the run ended early through something that may pass: an error that is no page's, or a worker that died."""
        return not self.hopeless and bool(self.errors or (status == "FAILED" and not self.failed))


@contextlib.contextmanager
def watching(job: Job, pages: Sequence[str], tally: Tally) -> Iterator[None]:
    """Hear the run's news; on a terminal, show how far it is."""
    if not sys.stderr.isatty():
        with progress.listening(tally.hear):
            yield
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(job.batch, total=len(whole.choose(job, pages)) * len(NAMES))

        def hear(news: progress.News) -> None:
            tally.hear(news)
            if "stage" in news:
                bar.update(task, advance=1, description=f"{job.batch}: {news['stage']}")

        with progress.listening(hear):
            yield


class _Entry(msgspec.Struct):
    warnings: list[dict[str, str]]


def summary(job: Job, pages: Sequence[str], tally: Tally) -> str:
    """How a batch stands after a run, in a few lines."""
    found = list(whole.states(job, whole.choose(job, pages), pages=pages))
    done = [state for state in found if state.done("emit")]
    cached = sum(state.page not in tally.worked for state in done)
    failures = [state.failure for state in found if state.failure]
    articles = warnings = 0
    with contextlib.suppress(OSError), (job.output / whole.ARTICLES).open("rb") as lines:
        for line in lines:
            articles += 1
            warnings += len(msgspec.json.decode(line, type=_Entry).warnings)
    text = [
        f"batch {job.batch}: {_count(len(done), 'page')} done ({cached} from cache), {len(failures)} failed; "
        f"{_count(articles, 'article')}, {_count(warnings, 'warning')} in {job.output}/"
    ]
    for failure in failures[:_SHOWN]:
        where = f", line {failure.line}" if failure.line else ""
        text.append(f"  failed: {failure.page!r} at {failure.stage} ({failure.source}{where}): {failure.message}")
        text.append(f"          {failure.mend}; then: {command(job.batch, failure)}")
    if len(failures) > _SHOWN:
        text.append(f"  and {len(failures) - _SHOWN} more: {job.output / whole.FAILURES}")
    text += [f"  stopped: {error}" for error in dict.fromkeys(tally.errors)]
    return "\n".join(text)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
