"""What a command that runs batches says, and where: its log, the summaries, ``run.json`` and the figures for a monitor."""

from __future__ import annotations

import contextlib
import functools
import os
import shlex
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tasks.command.show import summary, watching
from tasks.report import Metric, News, RunLog, exposition
from tasks.run import record
from tasks.run.batch import no_page
from tasks.run.commands import kept, without_password
from tasks.run.ending import report_failures
from tasks.run.errors import NotWritable, PagesFailed, RunError
from tasks.run.job import Job
from tasks.run.settings import RunSettings, of_options
from tasks.run.stages import program_version
from tasks.run.stopping import Stopped, end_workers, heed, stop_if_asked, stoppable, undisturbed
from tasks.store import write_whole

Command = Callable[[Namespace, dict[str, str]], int]


class Telling:
    """What one command has to say."""

    def __init__(self, args: Namespace, options: Mapping[str, str], settings: RunSettings, log: RunLog | None) -> None:
        """For a command with these arguments."""
        self.command = without_password(shlex.join(["clipsheet", *args.typed]))
        self._kept = kept(options)
        self.verbose = bool(args.verbose)
        self.settings = settings
        self.log = log
        self.records: list[dict[str, Any]] = []
        self._began = time.monotonic()
        self._said: BaseException | None = None

    def entry(self, level: str, event: str, **fields: object) -> None:
        """An entry in the log, if there is one."""
        if self.log:
            self.log.write(level, event, fields)

    def wrong(self, error: BaseException, **fields: object) -> None:
        """An error that was no page's; said once."""
        if error is self._said:
            return
        self._said = error
        self.entry("error", "error", **fields, error=type(error).__name__, message=str(error))

    def batch(self, job: Job, pages: Sequence[str], work: Callable[[], int]) -> int:
        """Do the work of a batch; say how it goes and how it went.

        Args:
            job: the batch, held by this process.
            pages: those it is about; all where none is named.
            work: returns its exit code.

        Raises:
            BaseException: whatever ``work`` raised, when all is said.
        """
        begun, told = record.Begun(self.command, pages), record.tally()
        about: dict[str, Any] = {"batch": job.batch, "run": job.run}
        more = {"version": program_version(), "workers": job.settings.run.workers, "files": len(job.files)}
        self.entry("info", "begin", **about, command=self.command, **more)

        def hear(news: News) -> None:
            told.hear(news)
            if self.log:
                self.log.hear(news)

        ended: BaseException | None = None
        try:
            with watching(job, pages, hear, quiet=self.settings.log_file == "-" or self.verbose):
                code = work()
            stop_if_asked()
        except BaseException as wrong:  # said, and raised again
            heed()
            end_workers()
            ended, code = wrong, code_of(wrong)
            self.wrong(wrong, **about)
        code = max(code, PagesFailed.code if told.errors or told.items_failed else 0)
        stopped = [*told.errors, *([_told(ended)] if ended else [])]
        if isinstance(ended, Stopped):  # and its workers by it, or with it
            stopped = [error for error in stopped if not error.startswith(record.WORKER_STOPPED)]
        with undisturbed():
            code = max(code, self._close(job, begun, told, code, stopped))
        if ended:
            raise ended
        return code

    def _close(self, job: Job, begun: record.Begun, told: Any, code: int, stopped: Sequence[str]) -> int:  # noqa: ANN401
        """Write down how a batch went, and print it; the exit code of doing so."""
        trouble: list[str] = []
        stands = record.standing(job, begun.pages, told)
        unknown = [] if code else [no_page(job, page) for page in stands.not_there]  # else it may not have been got to
        code = max([code, *(one.code for one in unknown)])
        written = record.record(job, begun, told, stands, code, stopped)
        self.records.append(written)
        try:
            if stopped:
                report_failures(job)
            record.write(job, written)
        except OSError as wrong:
            trouble.append(f"{job.output / record.RUN} could not be written: {wrong.strerror or wrong}")
        level = "error" if code else "info"
        counts = {name: count for name, count in written["pages"].items() if name != "all"}
        self.entry(level, "end", batch=job.batch, run=job.run, exit_code=code, seconds=written["seconds"], **counts)
        say(summary(job, stands, [*stopped, *trouble], self._kept))
        for one in unknown:
            self.wrong(one, batch=job.batch, run=job.run)
            print(f"clipsheet: {one}", file=sys.stderr)
        return max(code, NotWritable.code if trouble else 0)

    def end(self, code: int) -> None:
        """Say that the command is over."""
        if self.settings.metrics_file:
            path = Path(self.settings.metrics_file)
            figures = exposition(_metrics(self.records, code, time.monotonic() - self._began))
            try:
                if path.is_char_device():  # /dev/null, which must not become a file
                    path.write_bytes(figures)
                else:
                    write_whole(path, figures)
            except OSError as wrong:
                self._complain("metrics_file", self.settings.metrics_file, wrong)
        if self.log and self.log.lost:
            self._complain("log_file", self.settings.log_file or "-", self.log.lost)

    def _complain(self, name: str, path: str, wrong: OSError) -> None:
        print(f"clipsheet: {name} = {path} could not be written: {wrong.strerror or wrong}", file=sys.stderr)


def say(text: str) -> None:
    """Print something, if anybody still reads: where it goes changes nothing of how the run went."""
    try:
        print(text, flush=True)
    except OSError as wrong:
        if not isinstance(wrong, BrokenPipeError):
            print(f"clipsheet: standard output cannot be written: {wrong.strerror or wrong}", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python fails over it when it ends


def told(work: Command) -> Command:
    """Have a command told of: ``args.telling`` is what tells."""

    @functools.wraps(work)
    def command(args: Namespace, options: dict[str, str]) -> int:
        settings = of_options(options).run
        with _log(settings, args.verbose) as log, stoppable():
            args.telling = Telling(args, options, settings, log)
            code = RunError.code
            try:
                if settings.scheduler or settings.engine != "local":
                    from tasks.command.scheduling import luigid

                    luigid(settings)  # what cannot be is said before any batch is begun
                code = work(args, options)
            except BaseException as wrong:
                heed()
                code = code_of(wrong)
                args.telling.wrong(wrong)
                raise
            finally:
                args.telling.end(code)
        return code

    return command


@contextlib.contextmanager
def _log(settings: RunSettings, verbose: bool) -> Iterator[RunLog | None]:
    path = settings.log_file or ("-" if verbose else None)
    if not path:
        yield None
        return
    with contextlib.ExitStack() as stack:
        try:
            log = stack.enter_context(RunLog.open(path, settings.log_format))
        except OSError as wrong:
            raise NotWritable(
                f"log_file = {path} cannot be written: {wrong.strerror or wrong}; mend that, or name another with --log-file"
            ) from wrong
        yield log


def code_of(wrong: BaseException) -> int:
    """The exit code that an error stands for."""
    if isinstance(wrong, RunError | Stopped):
        return int(wrong.code)
    return 130 if isinstance(wrong, KeyboardInterrupt) else RunError.code


def _told(wrong: BaseException) -> str:
    if isinstance(wrong, KeyboardInterrupt):
        return getattr(wrong, "signal", "SIGINT")
    return str(wrong) if isinstance(wrong, RunError) else f"{type(wrong).__name__}: {wrong}"


def _metrics(records: Sequence[dict[str, Any]], code: int, seconds: float) -> list[Metric]:
    """A command's figures; those of a batch carry its name."""
    pages = [
        ({"batch": one["batch"], "state": name}, count)
        for one in records
        for name, count in one["pages"].items()
        if name != "all"
    ]
    stages = [
        ({"batch": one["batch"], "stage": name}, found["seconds"])
        for one in records
        for name, found in one["stages"].items()
    ]
    codes = [({"batch": one["batch"], "code": name}, n) for one in records for name, n in one["warnings"].items()]
    return [
        Metric("clipsheet_last_run_timestamp_seconds", "When the last run ended.", (({}, datetime.now(UTC).timestamp()),)),
        Metric("clipsheet_run_seconds", "How long it took.", (({}, round(seconds, 3)),)),
        Metric("clipsheet_exit_code", "Its exit code; 0: all done.", (({}, code),)),
        Metric("clipsheet_pages", "Pages of its batches, by how they stand.", tuple(pages)),
        Metric("clipsheet_articles", "Articles.", tuple(({"batch": one["batch"]}, one["articles"]) for one in records)),
        Metric("clipsheet_warnings", "Warnings on articles and pages, by code.", tuple(codes)),
        Metric("clipsheet_stage_seconds", "How long each stage worked, over all workers.", tuple(stages)),
    ]
