"""Laying a batch out anew: from files to shards, back, or from so many shards to others. Nothing is computed.

Every result is copied as it is, label and all; then the folder's note is changed, and what lay there before is taken away.
Until the note is changed, what was is all that counts; a run killed on the way begins again, one killed after it only takes
away what is left. The two folders are laid out one after the other, and each counts by its own note.
"""

from __future__ import annotations

from collections.abc import Iterator

from tasks.run import layout
from tasks.run.batch import states
from tasks.run.ending import prune
from tasks.run.errors import NotWritable
from tasks.run.job import Job
from tasks.run.layout import FILES, Layout
from tasks.run.publish import IN_ITS_WAY, MANIFEST
from tasks.run.publish_bundled import ARTICLES_FOLDER, PAGES_FOLDER
from tasks.run.stages import STAGES
from tasks.store import Bundles, Damaged, Folder, Unreached, Unwritable, count_in, has_label, number_of


def rearrange(job: Job) -> str:
    """Lay a batch, which this process holds, out as its settings ask; what was done, in words, or nothing.

    Raises:
        NotWritable: and the batch is as it was, or the next run takes away what is left of that.
    """
    try:
        return _rearranged(job)
    except Unwritable as wrong:
        job.relaid()
        raise NotWritable(f"{wrong}, while the batch is laid out anew; mend that, and run again to go on") from wrong


def _rearranged(job: Job) -> str:
    said = ""
    wanted = job.wanted
    _take_away_left(job)
    if job.laid == (wanted, wanted):
        return said
    kept_from = prune(job, {state.page for state in states(job, job.files)})
    if kept_from:  # pages that are no more would be copied by nobody and be known to nobody
        raise kept_from
    if job.laid[0] != wanted:
        before = job.laid[0]
        _clear(job, job.cache, wanted)
        if _copy_results(job, before, wanted):
            said = f"{job.cache} laid out anew: {before} → {wanted}"
        layout.note(job.cache, wanted, before)
    if job.laid[1] != wanted:
        before = job.laid[1]
        job.relaid()
        _clear(job, job.output, wanted)
        if _copy_published(job, before, wanted):
            said += f"{'; ' if said else ''}{job.output} laid out anew: {before} → {wanted}"
        layout.note(job.output, wanted, before)
    _take_away_left(job)
    job.relaid()
    return said


def _take_away_left(job: Job) -> None:
    for folder in (job.cache, job.output):
        noted = layout.noted(folder)
        if noted.before is not None:
            _clear(job, folder, noted.before)
            layout.note(folder, noted.layout)


def _pages(job: Job, shards: int) -> Iterator[list[str]]:
    """The pages that have results, in parts that lie together in so many shards."""
    first = job.shelves[STAGES[0].name]
    files = job.files if not shards else sorted(job.files, key=lambda file: number_of(file.name, shards))
    part: list[str] = []
    last = -1
    for file in files:
        number = number_of(file.name, shards) if shards else 0
        if number != last and part:
            yield part
            part = []
        last = number
        stamp = first.stamp(file.name)
        part += [file.page(k) for k in range(1, (stamp.parts if stamp else 1) + 1)]
    if part:
        yield part


def _copy_results(job: Job, before: Layout, after: Layout) -> bool:
    """Copy the cached results; whether there were any."""
    old, new = job.shelves_as(before), job.shelves_as(after)
    found = False
    for pages in _pages(job, min(before.shards, after.shards) or max(before.shards, after.shards)):
        for stage in STAGES:
            for page in pages:
                stamp = old[stage.name].stamp(page)
                if stamp is None:
                    continue
                try:
                    new[stage.name].lay(page, stamp, old[stage.name].body(page))
                    found = True
                except (Damaged, FileNotFoundError):
                    continue  # it is made again
            new[stage.name].settle()
    return found


def _copy_published(job: Job, before: Layout, after: Layout) -> bool:
    """Copy what is published; whether there was anything.

    Raises:
        Unwritable: and what is published is not all copied.
    """
    old, new = job.published_as(before), job.published_as(after)
    found = False
    for pages in _pages(job, min(before.shards, after.shards) or max(before.shards, after.shards)):
        for page in pages:
            try:
                articles, manifest = old.articles(page), old.manifest(page)
            except Unreached:
                raise
            except (OSError, ValueError):
                continue  # not published, or damaged: it is made again
            try:
                new.put(page, articles, manifest)
                found = True
            except Unwritable as wrong:
                if wrong.errno not in IN_ITS_WAY:  # else the page alone has no place there, as it will be told of
                    raise
            except (KeyError, TypeError):
                continue  # it is no page
        new.settle()
    return found


def _clear(job: Job, folder: Folder, way: Layout) -> None:
    """Take away all that lies in a folder in some layout."""
    if folder is job.cache:
        for stage in STAGES:
            _clear_within(folder, stage.folder, way)
        return
    if way.shards:
        for kind in (ARTICLES_FOLDER, PAGES_FOLDER):
            _clear_within(folder, kind, way)
        return
    published = job.published_as(FILES)
    for pages in _pages(job, 0):
        for page in pages:
            published.take(page)
    for name in list(folder.files()):  # and pages whose cached results somebody took away
        if name.endswith(f"/{MANIFEST}"):
            published.take_other(name.removesuffix(f"/{MANIFEST}"))


def _clear_within(folder: Folder, within: str, way: Layout) -> None:
    """Take away the bundles, of so many, or the results' files, of a folder within a folder."""
    for name in list((folder / within).files()):
        ours = has_label(folder / within, name) if not way.shards else count_in(name) == way.shards
        if ours:
            folder.remove(f"{within}/{name}")
    if way.shards:  # a run may have been killed when the last bundle was gone and its folder was not
        folder.remove(f"{within}/{Bundles(folder / within, way.shards).file('')}")
