"""What can be wrong with Dask; each with the exit code that says what to mend, and the way out."""

from __future__ import annotations

from tasks.run.errors import RunError


class SchedulerLost(RunError):
    """Dask's scheduler does not answer, or went away while the run was at work."""

    code = 35


class NoWorkers(RunError):
    """Dask has had no worker for some time."""

    code = 25


class Misfit(RunError):
    """A worker that cannot work for this run: it has other code, or does not see the run's folders."""

    code = 25


class ShardsFailed(RunError):
    """Some shards were not brought to their end, for reasons that were told; the others are done."""

    code = 30
