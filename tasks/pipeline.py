"""Every Luigi class. One task per stage and shard of files; what they do stands in ``tasks/run/``.

    CleanBatch(batch) ─ requires ─▶ EmitShard ─▶ SegmentShard ─▶ ReflowShard ─▶ NormaliseShard, for each shard
                      ├ requires ─▶ DaskShards instead, where Dask does the work
                      └ requires ─▶ Delivery, where there are no pages

A task is complete when all of its pages are fresh (not when a file exists), or failed in this very run: a bad page never
holds up its shard, the next run tries it again, and ``CleanBatch`` fails at the end for all of them.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

import luigi

from tasks.report import News, reported, tell
from tasks.run import batch as whole
from tasks.run import record, shard
from tasks.run.ending import FAILURES
from tasks.run.errors import NothingThere, PagesFailed
from tasks.run.handing_in import take_no_lock
from tasks.run.job import Job, job_of
from tasks.run.rearrange import rearrange
from tasks.run.rejoin import rejoin
from tasks.run.seeds import SeedFile
from tasks.run.settings import RunSettings
from tasks.run.stopping import leave_if_asked
from tasks.run.warm import prepare


class BatchParameter(luigi.Parameter):
    """A batch's name. A date is the batch named as ISO 8601 writes it, so that RangeDaily works over batches."""

    def normalize(self, x: Any) -> Any:  # noqa: ANN401 - Luigi's signature
        """The name."""
        return x.isoformat() if isinstance(x, datetime.date) else x


class OfBatch(luigi.Task):
    """What all tasks share: the batch, the command line's settings, and the run, where the command began one.

    With its run in its parameters, a task is another one at each run, and a luigid that has seen it done does not hold up
    the next run.
    """

    batch = BatchParameter(description="the folder below seeds/; 'default' for files directly in it")
    options: Any = luigi.DictParameter(default={}, description="settings that win over luigi.cfg, by name")
    run_id = luigi.Parameter(default="", description="set by the command 'clipsheet'")

    def __repr__(self) -> str:
        """For logs: what tells it from others in this run."""
        return f"{self.task_family}({self.batch})"

    @property
    def job(self) -> Job:
        """The batch's folders and settings."""
        return job_of(dict(self.options), self.batch)

    @property
    def shared(self) -> dict[str, Any]:
        """The parameters that tasks hand on to those they require."""
        return {"batch": self.batch, "options": self.options, "run_id": self.run_id}

    def tell(self, news: News) -> None:
        """Send news of this batch."""
        tell({"batch": self.batch, "run": self.job.run, **news})


class Delivery(OfBatch, luigi.ExternalTask):
    """The pages of a batch, which somebody else delivers. Without them Luigi calls the batch's data missing."""

    def complete(self) -> bool:
        """Whether there are any."""
        return bool(self.job.files)


class StageShard(OfBatch):
    """One stage over the files of one shard; after the same shard's stage before."""

    stage: ClassVar[str]
    before: ClassVar[type[StageShard] | None] = None
    shard = luigi.IntParameter(description="which of the batch's shards, from 0")
    of = luigi.Parameter(default="", description="a digest of its files, which tells it from others of this number")
    pages = luigi.ListParameter(default=(), description="only these pages")

    @property
    def priority(self) -> int:  # type: ignore[override]
        """Large shards before small ones: those are cut for the end, so that all workers end at once."""
        shards = whole.shards(self.job, tuple(self.pages))
        return len(shards[self.shard]) if self.shard < len(shards) else 0

    def __repr__(self) -> str:
        """For logs: not every file of the shard."""
        files = self.files
        return f"{self.task_family}({self.batch}, {len(files)} files from {files[0].name!r} on)"

    @property
    def files(self) -> list[SeedFile]:
        """The shard's files; a task does not hold them, for there are many tasks, and all their processes hold all tasks.

        Raises:
            NothingThere: the batch has no such shard (any more).
        """
        shards = whole.shards(self.job, tuple(self.pages))
        if not 0 <= self.shard < len(shards) or self.of not in ("", whole.digest_of(shards[self.shard])):
            raise NothingThere(f"batch {self.batch} has no shard {self.shard} of these files; run it anew")
        return shards[self.shard]

    def requires(self) -> list[StageShard]:
        """The stage before, over the same files."""
        before: Any = self.before
        return [before(**self.shared, shard=self.shard, of=self.of, pages=self.pages)] if before else []

    def complete(self) -> bool:
        """Whether every page is fresh at this stage, or failed in this run."""
        with reported(batch=self.batch, run=self.job.run):
            return whole.settled(self.job, self.stage, self.files, self.pages)

    def tell(self, news: News) -> None:
        """Send news of a page; then is the time to leave, if the run is being stopped."""
        super().tell(news)
        leave_if_asked()

    def run(self) -> None:
        """Bring every page up to date."""
        try:
            with reported(batch=self.batch, run=self.job.run):
                shard.run_stage(self.job, self.stage, self.files, self.tell, self.pages)
        except Exception:
            record.end_untold(self.job, PagesFailed.code, final=False)
            raise
        except SystemExit:
            why = f"somebody ended the process that worked on {self!r}; run again"
            super().tell({"error": record.WORKER_STOPPED, "message": why})
            raise


class NormaliseShard(StageShard):
    """Bytes → clean text."""

    stage = "normalise"


class ReflowShard(StageShard):
    """Clean text → printed lines in reading order."""

    stage, before = "reflow", NormaliseShard


class SegmentShard(StageShard):
    """Lines → articles."""

    stage, before = "segment", ReflowShard


class EmitShard(StageShard):
    """Articles → the published files."""

    stage, before = "emit", SegmentShard


class DaskShards(OfBatch):
    """All stages over every shard, by Dask's workers."""

    pages = luigi.ListParameter(default=(), description="only these pages")

    @staticmethod
    def find(settings: RunSettings) -> None:
        """Make sure that the scheduler answers, be there anything to hand over or not.

        Raises:
            SchedulerLost: it does not.
        """
        from tasks.engine.cluster import cluster_for

        cluster_for(settings)

    def complete(self) -> bool:
        """Whether every page is fresh, or failed in this run."""
        return whole.settled(self.job, EmitShard.stage, whole.choose(self.job, self.pages), self.pages)

    def run(self) -> None:
        """Hand over each shard that is not. Who began the run tells of errors that end it."""
        from tasks.engine.handover import hand_over  # Dask is there only where it is asked for

        shards = self.job.shards(whole.choose(self.job, self.pages))
        todo = (part for part in shards if not whole.settled(self.job, EmitShard.stage, part, self.pages))
        try:
            hand_over(self.job, todo, self.pages)
        except Exception as wrong:
            if not self.run_id:
                self.tell({"error": type(wrong).__name__, "message": str(wrong)})
            record.end_untold(self.job, PagesFailed.code, final=False)
            raise


class CleanBatch(OfBatch):
    """A whole batch, or some pages of it, up to ``articles.jsonl`` and ``failures.json``."""

    pages = luigi.ListParameter(default=(), description="only these pages")

    @property
    def files(self) -> list[SeedFile]:
        """The files this run is about."""
        return whole.choose(self.job, self.pages)

    def requires(self) -> list[Any]:
        """The last stage over every shard. Takes the batch for this process first."""
        with reported(batch=self.batch, run=self.job.run):
            return self._required()

    def _required(self) -> list[Any]:
        if not self.job.files:
            return [Delivery(**self.shared)]
        self.job.open()
        rearrange(self.job)
        if not self.run_id:
            record.begin_untold(self.job, self.pages)
        last: Any = EmitShard
        if self.job.settings.run.engine == "dask":
            last = DaskShards
            return [last(**self.shared, pages=self.pages)]
        shards = whole.shards(self.job, tuple(self.pages))
        prepare(self.job, self.files)
        parts = enumerate(map(whole.digest_of, shards))
        return [last(**self.shared, shard=number, of=of, pages=self.pages) for number, of in parts]

    def complete(self) -> bool:
        """Whether every page is fresh and published, and the batch's files say so. A run begins with this question."""
        if not self.run_id:
            job_of(dict(self.options), self.batch, fresh=True)
        with reported(batch=self.batch, run=self.job.run):
            return bool(self.job.files) and whole.finished(self.job, self.files, self.pages)

    @classmethod
    def bulk_complete(cls: Any, parameter_tuples: Iterable[Any]) -> list[Any]:
        """Those of many batches (days, for RangeDaily) that are complete; one that cannot be told is not."""
        found = []
        for batch in parameter_tuples:
            with contextlib.suppress(Exception):  # its own task says what is wrong with it
                if cls(batch=batch).complete():
                    found.append(batch)
        return found

    def run(self) -> None:
        """Write the batch's files; fail if a page failed.

        Raises:
            PagesFailed: some pages failed; all others are done.
        """
        with reported(batch=self.batch, run=self.job.run):
            failures = whole.finish(self.job, self.pages, partial(rejoin, self.job, self.files, self.tell))
            if not self.run_id:
                self.job.places.remember()
        record.end_untold(self.job, PagesFailed.code if failures else 0)
        if failures:
            told = self.job.output / FAILURES
            raise PagesFailed(f"{len(failures)} failed; {told} says which, why, and what mends it")


def _worker_died(task: StageShard, how: str) -> None:
    """Tell of a worker that ended without a word: killed from outside, for want of memory as a rule."""
    how = how.rpartition(task.task_id)[2].strip() or how
    task.tell({"error": "WorkerDied", "message": f"{task!r} {how}; if memory was short, fewer workers need less"})


OfBatch.event_handler(luigi.Event.START)(lambda task: take_no_lock())  # type: ignore[no-untyped-call]
for _event in (luigi.Event.PROCESS_FAILURE, luigi.Event.TIMEOUT):
    StageShard.event_handler(_event)(_worker_died)  # type: ignore[no-untyped-call]
