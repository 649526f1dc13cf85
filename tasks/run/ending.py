"""The end of a run: what is no page's any more goes, and the files are written that speak for all pages of the batch."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from tasks.run.articles_file import Joining
from tasks.run.corrections import NAME, CorrectionsBroken, known_among
from tasks.run.failures import Failure, published
from tasks.run.freshness import PageState
from tasks.run.job import Job
from tasks.run.looking import look_again, looked_through, recalled
from tasks.run.noted import NOTE, SEEN, Note, Seen, before_looking, note_of, seen_of, surely_told
from tasks.run.packed import States
from tasks.run.publish import ARTICLES
from tasks.run.seeds import SeedFile
from tasks.run.stages import STAGES
from tasks.store import Unwritable, digest

FAILURES = "failures.json"
_REJOININGS = 5
"""A page that fails when its articles are put together may change others in its turn; those left wait for the next run."""

Rejoin = Callable[[Sequence[PageState]], Collection[SeedFile]]
"""Puts together anew the articles of pages that other pages have changed, of those that are given; the files of all pages
that may stand otherwise for that."""


def end(job: Job, chosen: Sequence[SeedFile] | None, rejoin: Rejoin) -> States:
    """Do all that a run's end has to do; how the pages of the batch stand then.

    Pages of files that the run was not about stand as they are noted, where they are: what somebody changes of those
    meanwhile is seen by the next run that is about them.

    Args:
        job: the batch.
        chosen: the files that the run was about; None where it was about all.
        rejoin: puts together anew the articles of pages that other pages have changed.

    Raises:
        Unwritable: something cannot be written or taken away. If that is what is published of a page that is no more, and
            something of that page's alone keeps it, all else is done.
    """
    at = before_looking()
    if chosen is None:
        found = looked_through(job, job.files, at)
    else:
        found = States(job, job.files)
        recalled(job, found, at, set(chosen))
    for _ in range(_REJOININGS):
        again = rejoin(found.others)
        if not again:
            break
        look_again(job, found, again, before_looking())
    kept_from = prune(job, found.names()) if chosen is None else None
    broken = corrections_trouble(job, found)
    if broken:
        job.failures.record(NAME, job.corrections.source, "segment", broken, job.run)
    elif job.failures.get(NAME):
        job.failures.clear(NAME)
    _write(job, found)
    if kept_from:
        job.cache.discard(NOTE)  # the next run has something to do, though no page asks for it
        raise kept_from
    return found


def _write(job: Job, found: States) -> None:
    """Write ``articles.jsonl`` and ``failures.json``, and note what they were made from."""
    joining, failures = Joining(job, found), failures_of(job)
    told_of = published(job.batch, failures)
    changed = joining.changed or job.noted.failures != digest(told_of)
    if changed:
        job.cache.discard(NOTE)  # it would not be true of what is written now
    joining.write()
    if failures:
        job.output.write(FAILURES, told_of)
    else:
        job.output.discard(FAILURES)
    if changed:
        note = Note(digest(told_of), joining.size)
        job.cache.compose(NOTE, note_of(note, joining.pages()), to_last=False)
    keep_looks(job, found)
    job.forget_notes()


def is_ended(job: Job, found: States) -> bool:
    """Whether the batch's files say what these pages say, all of the batch. If so, looks that have changed are noted."""
    joining = Joining(job, found)
    if not joining.stands or job.noted.failures != digest(published(job.batch, failures_of(job))):
        return False
    if corrections_trouble(job, found) or job.failures.get(NAME):
        return False
    if (job.output.size(FAILURES) is not None) != any(state.failure for state in found.others):
        return False
    if job.owner and any(
        job.noted.looked(file, page) != look for file, looks in _looks(found) for page, look in looks.items()
    ):
        keep_looks(job, found)
    return True


def corrections_trouble(job: Job, found: Iterable[PageState]) -> CorrectionsBroken | None:
    """What is wrong with the batch's corrections, given how its pages stand."""
    if not job.corrections.pages():
        return job.corrections.trouble()
    names, unsure = set[str](), set[str]()
    for state in found:
        names.add(state.page)
        if STAGES[0].name not in state.stamps:
            unsure.add(state.file.name)
    return job.corrections.trouble(known_among(names, unsure))


def keep_looks(job: Job, found: States) -> None:
    """Note how the files of pages that are done looked, and how ``articles.jsonl`` looks.

    Raises:
        Unwritable: it is not noted.
    """
    joined = surely_told([job.output.look(ARTICLES)], before_looking()) if job.published.joined else ""
    others = list(dict.fromkeys(state.file.name for state in found.others))
    job.cache.compose(SEEN, seen_of(Seen(joined, job.run, others), _looks(found)), to_last=False)


def _looks(found: States) -> Iterator[tuple[str, dict[str, str]]]:
    """The files of which it is known of each page how its files look: by the file's name, page → look."""
    for at, file in enumerate(found.files):
        looks = found.looks(at)
        if looks:
            yield file.name, looks


def report_failures(job: Job) -> None:
    """Write ``failures.json`` alone, for a run that ended early."""
    failures = failures_of(job)
    if failures:
        job.output.write(FAILURES, published(job.batch, failures))


def failures_of(job: Job) -> list[Failure]:
    """The failure records of what is among the batch's seeds."""
    failures = job.failures.all()
    sources = {file.source for file in job.files} | {job.corrections.source} if failures else set()
    return [failure for failure in failures if failure.source in sources]


def prune(job: Job, kept: Collection[str]) -> Unwritable | None:
    """Take away results and published files of pages that no seed file has any more.

    Only files that the store wrote are touched: a page is known by its cached results, of whatever stage. They go after what
    is published, so that a killed run's prunings are taken up again; where that stays, so do they.

    Returns:
        What keeps the first such page's files, and no other's, from being taken away: its folder is somebody else's, say.
    """
    gone = {stage.name: job.shelves[stage.name].others(kept) for stage in reversed(STAGES)}
    pages = sorted({page for others in (*gone.values(), job.published.others(kept)) for page in others})
    staying: dict[str, Unwritable] = {}
    for page in pages:
        try:
            job.published.take_other(page)
        except Unwritable as wrong:
            if not job.published.is_pages_alone(wrong):
                raise
            staying[page] = wrong
    for stage, others in gone.items():
        for other in others:
            if other not in staying:
                job.shelves[stage].drop_other(other)
    job.settle()
    known = failures_of(job)
    for failure in job.failures.all():
        if failure not in known:
            job.failures.clear(failure.page)
    return next(iter(staying.values()), None)
