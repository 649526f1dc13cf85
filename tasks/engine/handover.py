"""Hands a batch's shards to Dask, a few ahead of its workers, and tells what comes back.

What Dask does of itself: a shard whose worker is lost goes to another one, which goes on where the lost one was, since what
is done is on the disk. What is done here: a shard whose process died is given out again, and all else that can go wrong ends
in an error that says what to do; the same command then goes on.
"""

from __future__ import annotations

import contextlib
import json
import pickle
import queue
import time
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

from distributed import KilledWorker

from tasks.engine.cluster import UNREACHED, Cluster, close, cluster_for
from tasks.engine.faults import Misfit, NoWorkers, SchedulerLost, ShardsFailed
from tasks.engine.orders import for_files, order_of
from tasks.engine.worker import TOPIC, carry_out
from tasks.report import tell
from tasks.run.errors import RunError
from tasks.run.job import Job
from tasks.run.seeds import SeedFile
from tasks.run.stopping import undisturbed
from tasks.store import Loan, end_loans

_TRIES = 3  # for a shard whose process died; a worker that is lost Dask itself replaces, as often
_AHEAD = 2  # shards given out for each thread of the workers, so that none waits for its next
_RESULT = 30.0  # seconds for an answer, which is short, to come from the worker that has it
_LOOK = 2.0  # seconds between two looks at the scheduler and its workers
_LEAVE = 10.0  # seconds for workers to finish their page when the run ends early


def hand_over(job: Job, parts: Iterable[Sequence[SeedFile]], pages: Sequence[str]) -> None:
    """Have Dask bring shards up to date, all stages of each; returns when no worker is at any.

    Args:
        job: the batch, held by this process.
        parts: the files of each shard.
        pages: only these pages of the files; all where none is named.

    Raises:
        SchedulerLost: it does not answer, or not any more.
        NoWorkers: there has been none for ``worker_wait`` seconds.
        Misfit: a worker has other code, or other folders.
        ShardsFailed: errors that were no page's, and were told.
    """
    cluster = cluster_for(job.settings.run)
    handover = _Handover(job, cluster, parts, pages)
    try:
        handover.work()
    except BaseException:
        handover.stop()
        raise
    handover.clear_up()


class _Handover:
    def __init__(self, job: Job, cluster: Cluster, parts: Iterable[Sequence[SeedFile]], pages: Sequence[str]) -> None:
        self.job = job
        self.cluster = cluster
        assert job.loans, "this folder is on a disk, or the run would have been refused"
        self.loans = job.loans
        self.order = order_of(job, Loan.begin(self.loans), pages)
        self.parts = iter(enumerate(parts))
        self.again: deque[tuple[int, Sequence[SeedFile]]] = deque()
        self.out: dict[Any, tuple[int, Sequence[SeedFile]]] = {}  # by Dask's future
        self.ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.tries: Counter[int] = Counter()
        self.begun: Counter[int] = Counter()
        self.failed = 0
        self.enough = False  # an error that would meet every shard
        self.room = _AHEAD
        self.looked = 0.0
        self.known: set[str] = set()  # workers that were met
        self.last_worker = time.monotonic()
        cluster.client.subscribe_topic(TOPIC, self.hear)

    def work(self) -> None:
        """Keep the workers busy until all shards are done."""
        while True:
            self.look()
            self.fill()
            if not self.out:
                break
            with contextlib.suppress(queue.Empty):
                self.take(self.ended.get(timeout=_LOOK / 4))
        if self.failed:
            raise ShardsFailed(f"{self.failed} shards of batch {self.job.batch} were not brought to their end")

    def fill(self) -> None:
        """Give out shards while there is room."""
        while len(self.out) < self.room and not self.enough:
            item = self.again.popleft() if self.again else next(self.parts, None)
            if item is None:
                return
            number, part = item
            self.tries[number] += 1
            key = f"clipsheet-{self.order['loan'][1]}-{number}-{self.tries[number]}"
            packed = pickle.dumps(for_files(self.order, part))
            with self._reaching():
                future = self.cluster.client.submit(carry_out, packed, number, key=key, pure=False)
            self.out[future] = item
            future.add_done_callback(self.ended.put)

    def take(self, future: Any) -> None:  # noqa: ANN401 - Dask's
        """See how a shard ended.

        Raises:
            RunError: in a way that ends the run.
        """
        item = self.out.pop(future)
        if future.status == "finished":
            with self._reaching():
                answer = future.result(timeout=_RESULT)
        elif future.status == "error":
            answer = self.died(future.exception(), future.key)
        else:
            raise self.lost("dropped a shard")
        if answer["ended"] == "failed":
            self.fail(answer["error"], answer["message"])
            self.enough = self.enough or answer["hopeless"]
        elif answer["ended"] in ("other code", "unseen"):
            raise _misfit(answer)
        elif answer["ended"] in ("died", "left"):
            why = f"a process at {answer['worker']} {answer.get('why', 'was asked to end')}"
            if self.tries[item[0]] < _TRIES:
                self.log(f"{self.named(item)} is begun again: {why}")
                self.again.append(item)
            else:
                more = "if memory was short, fewer workers need less"
                self.fail("WorkerDied", f"{self.named(item)}: {why}, and others before it; {more}")

    def died(self, wrong: BaseException, key: str) -> dict[str, Any]:
        """The answer of a shard that Dask itself could not have carried out.

        Raises:
            Misfit: Dask could not even read what was to be done.
        """
        why = f"{type(wrong).__name__}: {wrong}".splitlines()[0]
        if isinstance(wrong, KilledWorker):
            self.fail("WorkerDied", f"Dask gave up on {key}: {why}")
            return {"ended": "told"}
        if isinstance(wrong.__cause__ or wrong, ImportError | AttributeError):
            raise Misfit(
                f"Dask's scheduler at {self.cluster.where} or one of its workers has no clipsheet, or another: "
                f"{wrong.__cause__ or wrong}; install the same version there, and start it again"
            ) from wrong
        return {"ended": "died", "worker": "a worker", "why": f"could not be started: {why}"}

    def look(self) -> None:
        """See now and then whether there is a scheduler, and how many hands it has.

        Raises:
            SchedulerLost: it has gone.
            NoWorkers: it has had none for too long.
            Misfit: a worker has no clipsheet.
        """
        if time.monotonic() < self.looked + _LOOK and self.cluster.lives:
            return
        if not self.cluster.lives:
            raise self.lost("went away")
        with self._reaching():
            threads = self.cluster.client.nthreads()
            self.meet(set(threads) - self.known)
        hands = sum(threads.values())
        self.looked = time.monotonic()
        self.room = max(1, hands) * _AHEAD
        if hands:
            self.last_worker = self.looked
        wait = self.job.settings.run.worker_wait
        if wait and self.looked > self.last_worker + wait:
            raise NoWorkers(
                f"Dask's scheduler at {self.cluster.where} has had no worker for {wait:g} seconds; start some with "
                f"'dask worker {self.cluster.where}', and run again to go on"
            )

    def meet(self, workers: set[str]) -> None:
        """See that workers have this program at all: one that has not would not say so, and end at the first order.

        Raises:
            Misfit: one has not.
        """
        if not workers:
            return
        found = self.cluster.client.run(files, "tasks.engine", workers=sorted(workers), on_error="return")
        for worker, answer in found.items():
            if isinstance(answer, ImportError):
                raise Misfit(
                    f"Dask's worker {worker} has no clipsheet, or an older one: {answer}; install this one there, and start "
                    "the worker again"
                )
        self.known |= {worker for worker, answer in found.items() if not isinstance(answer, Exception)}

    def hear(self, event: tuple[float, dict[str, Any]]) -> None:
        """Pass on the news of this run's workers."""
        _, parcel = event
        if parcel["run"] != self.job.run:
            return
        for line in parcel["news"].splitlines():
            tell(json.loads(line.decode(errors="surrogatepass")))
        if not parcel["news"]:
            self.begun[parcel["shard"]] += 1

    def fail(self, error: str, message: str) -> None:
        """Tell of an error that was no page's."""
        self.failed += 1
        tell({"batch": self.job.batch, "run": self.job.run, "error": error, "message": message})

    def log(self, line: str) -> None:
        """Have something in the run's log."""
        tell({"batch": self.job.batch, "run": self.job.run, "level": "warning", "log": line})

    def lost(self, how: str) -> SchedulerLost:
        """The error for a scheduler that is no more."""
        return SchedulerLost(
            f"Dask's scheduler at {self.cluster.where} {how} while the run was at work; what is done is kept: see that it "
            "and its workers are up, and run again to go on"
        )

    @contextlib.contextmanager
    def _reaching(self) -> Any:  # noqa: ANN401
        try:
            yield
        except RunError:
            raise
        except Exception as wrong:
            if self.cluster.lives and not isinstance(wrong, UNREACHED):
                raise
            raise self.lost(f"could not be reached ({wrong})") from wrong

    @staticmethod
    def named(item: tuple[int, Sequence[SeedFile]]) -> str:
        """A shard, for people."""
        return f"the shard of {len(item[1])} files from {item[1][0].source!r} on"

    def stop(self) -> None:
        """Take back what is not done, and wait for workers to leave; those of a cluster of our own are made to."""
        with undisturbed():
            with contextlib.suppress(Exception):
                if self.cluster.lives:
                    self.cluster.client.cancel(list(self.out), force=True)
            if not self.clear_up() and self.cluster.own:
                close()
                self.clear_up()

    def clear_up(self) -> bool:
        """See that nobody works for this run any more, and that lost workers leave nothing half-written; whether so."""
        with contextlib.suppress(Exception):
            self.cluster.client.unsubscribe_topic(TOPIC)
        over = end_loans(self.loans, _LEAVE)
        if over and any(count > 1 for count in self.begun.values()):
            self.job.cache.sweep()
            self.job.output.sweep()
        return over


def _misfit(answer: dict[str, Any]) -> Misfit:
    if answer["ended"] == "unseen":
        return Misfit(
            f"the worker {answer['worker']} does not see the run's folders: {answer['why']}; "
            "all machines must have one file system, with seeds, intermediate and output at the same paths"
        )
    return Misfit(
        f"the worker {answer['worker']} has another clipsheet than this run, and would make other results: {answer['why']}; "
        "install the same version there, and start the worker again"
    )
