"""The last thing done for the pages of a run: those whose articles are to be put together anew.

A page is published as soon as it has come through all stages. Pages of its issue that come later (another shard's, on
another machine), or fail after that, may change what its articles have of them. Which pages that concerns shows in their
labels, as all staleness does; at the end of a run, when no page changes any more, they are made once more, in one process.
Where the files of an issue lie in one shard, as they mostly do, these are few.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tasks.run.freshness import PageState
from tasks.run.job import Job
from tasks.run.joined import mates_of
from tasks.run.seeds import SeedFile
from tasks.run.shard import run_stage
from tasks.run.stages import NAMES


def rejoin(
    job: Job, files: Sequence[SeedFile], tell: Callable[[dict[str, Any]], None], found: Sequence[PageState]
) -> list[SeedFile]:
    """Make anew the last stage of pages that are stale by nothing but what other pages of their issue have become.

    Args:
        job: the batch.
        files: those that the run was about; pages of the same issues are made anew, too.
        tell: hears about each page.
        found: how the batch's pages stand that are not done.

    Returns:
        The files of the pages that may stand otherwise for that: those of the same issues, of all pages that were made anew.

    Raises:
        OSError: as :func:`tasks.run.shard.run_stage`.
    """
    stale = [state for state in found if state.unjoined and not (state.failure and state.failure.run == job.run)]
    if not stale:
        return []
    wanted = {mate for file in files for mate in mates_of(job, file)[1]}
    again = [state for state in stale if state.file in wanted]
    for part in job.shards(list(dict.fromkeys(state.file for state in again))):
        run_stage(job, NAMES[-1], part, tell, [state.alone for state in again if state.file in part])
    return list(dict.fromkeys(mate for state in again for mate in (state.file, *mates_of(job, state.file)[1])))
