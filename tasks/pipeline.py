"""Every Luigi class. One task per stage and shard of files; what they do stands in ``tasks/run/``.

    CleanBatch(batch) ─ requires ─▶ EmitShard ─▶ SegmentShard ─▶ ReflowShard ─▶ NormaliseShard, for each shard

A task is complete when all of its pages are fresh (not when a file exists), or failed in this very run: a bad page never
holds up its shard, the next run tries it again, and ``CleanBatch`` fails at the end for all of them.
"""

from __future__ import annotations

from typing import Any, ClassVar

import luigi

from tasks.run import batch as whole
from tasks.run import progress, shard
from tasks.run.errors import PagesFailed
from tasks.run.job import Job, job_of
from tasks.run.seeds import SeedFile, from_plain


class OfBatch(luigi.Task):
    """What all tasks share: the batch, and the command line's settings."""

    batch = luigi.Parameter(description="the folder below seeds/; 'default' for files directly in it")
    options: Any = luigi.DictParameter(default={}, description="settings that win over luigi.cfg, by name")

    @property
    def job(self) -> Job:
        """The batch's folders and settings."""
        return job_of(dict(self.options), self.batch)


class StageShard(OfBatch):
    """One stage over the files of one shard; after the same shard's stage before."""

    stage: ClassVar[str]
    before: ClassVar[type[StageShard] | None] = None
    shard = luigi.ListParameter(description="the shard's files")
    pages = luigi.ListParameter(default=(), description="only these pages")

    def __repr__(self) -> str:
        """For logs: not every file of the shard."""
        return f"{self.task_family}({self.batch}, {len(self.shard)} files from {self.shard[0][0]!r} on)"

    @property
    def files(self) -> list[SeedFile]:
        """The shard's files."""
        return [from_plain(raw) for raw in self.shard]

    def requires(self) -> list[StageShard]:
        """The stage before, over the same files."""
        before: Any = self.before
        return [before(batch=self.batch, options=self.options, shard=self.shard, pages=self.pages)] if before else []

    def complete(self) -> bool:
        """Whether every page is fresh at this stage, or failed in this run."""
        return whole.settled(self.job, self.stage, self.files, self.pages)

    def run(self) -> None:
        """Bring every page up to date."""
        with progress.reported():
            shard.run_stage(self.job, self.stage, self.files, progress.tell, self.pages)


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


class CleanBatch(OfBatch):
    """A whole batch, or some pages of it, up to ``articles.jsonl`` and ``failures.json``."""

    pages = luigi.ListParameter(default=(), description="only these pages")

    @property
    def files(self) -> list[SeedFile]:
        """The files this run is about."""
        return whole.choose(self.job, self.pages)

    def requires(self) -> list[EmitShard]:
        """The last stage over every shard. Takes the batch for this process first."""
        self.job.open()
        files: list[Any] = [[file.name, file.source, file.trouble, file.limit] for file in self.files]
        size = self.job.settings.run.shard_size
        shards = [files[start : start + size] for start in range(0, len(files), size)]
        last: Any = EmitShard
        return [last(batch=self.batch, options=self.options, shard=part, pages=self.pages) for part in shards]

    def complete(self) -> bool:
        """Whether every page is fresh and published, and the batch's files say so. A run begins with this question."""
        job_of(dict(self.options), self.batch, fresh=True)
        return whole.finished(self.job, self.files, self.pages)

    def run(self) -> None:
        """Write the batch's files; fail if a page failed.

        Raises:
            PagesFailed: some pages failed; all others are done.
        """
        with progress.reported():
            failures = whole.finish(self.job, self.pages)
        if failures:
            told = self.job.output / whole.FAILURES
            raise PagesFailed(f"{len(failures)} failed; {told} says which, why, and what mends it")
