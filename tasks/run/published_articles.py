"""The articles of a batch as they are published, one after the other, however they are laid out: for whoever only reads.

The output folder alone is looked at; seeds and cached results may be elsewhere, or gone. The order is that of the batch's
files: of ``articles.jsonl`` (pages as they are delivered), or with shards of ``articles/*.jsonl.gz`` (shard by shard, in
each by the pages' names). Never more is held than a line, or a shard.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from tasks.run.commands import typed
from tasks.run.ending import FAILURES
from tasks.run.errors import NothingThere, RunError
from tasks.run.layout import Layout, noted
from tasks.run.publish import ARTICLES, Json
from tasks.run.publish_bundled import ARTICLES_FOLDER, PAGES_FOLDER
from tasks.run.seeds import CORRECTIONS, check_batch
from tasks.store import Bundles, Folder, Torn, digest, folder_at, local_path, shallow


class Damaged(RunError):
    """Published articles that cannot be read as such."""

    code = 30


@dataclass(frozen=True)
class Articles:
    """The published articles of a batch, in its folder."""

    batch: str
    folder: Folder

    @cached_property
    def _layout(self) -> Layout:
        return noted(self.folder).layout

    @property
    def there(self) -> bool:
        """Whether there are any, or might be: a run has come to its end."""
        return self._layout.shards > 0 or self.folder.size(ARTICLES) is not None

    def mark(self) -> str:
        """What is another whenever one of the articles is."""
        if not self._layout.shards:
            return self.folder.mark(ARTICLES)
        articles = self.folder / ARTICLES_FOLDER
        return digest("\n".join(f"{name} {articles.mark(name)}" for name in sorted(articles.names())).encode())

    def failed(self) -> int:
        """How many of the batch's pages failed, so that their articles are missing."""
        try:
            failures = json.loads(self.folder.read(FAILURES))["failures"]
            return sum(one["page"] != CORRECTIONS for one in failures)
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def __iter__(self) -> Iterator[Json]:
        """Each article.

        Raises:
            Damaged: one that is none.
            OSError: the folder cannot be read.
        """
        good = 0
        try:
            for line in self._bundled() if self._layout.shards else self.folder.lines(ARTICLES):
                yield msgspec.json.decode(line, type=Json)
                good += 1
        except (msgspec.MsgspecError, Torn, FileNotFoundError) as wrong:
            raise Damaged(
                f"the articles of batch {self.batch} in {self.folder} are not as they were written, after article {good}: "
                f"{wrong}; {typed(self.batch, 'validate')} says more"
            ) from wrong

    def _bundled(self) -> Iterator[bytes]:
        """The lines of the pages that count as done: their manifest is there, and of the same making."""
        articles, pages = (Bundles(self.folder / name, self._layout.shards) for name in (ARTICLES_FOLDER, PAGES_FOLDER))
        shard = ""
        for page in pages.names():
            if articles.file(page) != shard:
                shard = articles.file(page)
                articles.gather(page)
            whole, lines = pages.find(page), articles.find(page)
            if whole is None or lines is None or whole.label["made"] != lines.label:
                raise Torn(f"the articles of page {page!r} in {shard} are not those of its manifest")
            yield from (line for line in articles.read(page).split(b"\n") if line)


def articles_of(output: str, named: Sequence[str]) -> list[Articles]:
    """The articles of these batches, or of all there are, in the order of the batches' names.

    Raises:
        NothingThere: a batch has none, or there are no batches at all.
        Usage: a name that cannot be a batch.
        NoWay: there is no way to the folder.
    """
    batches = sorted({check_batch(batch) for batch in named} if named else _folders(output))
    found = [Articles(batch, folder_at(output, batch, "output")) for batch in batches]
    there = [one for one in found if one.there]
    if named and len(there) < len(found):
        missing = next(one.batch for one in found if not one.there)
        raise NothingThere(f"batch {missing} has no articles in {output}/; {typed(missing)} makes them")
    if not there:
        raise NothingThere(
            f"there are no articles in {output}/; 'clipsheet run' makes them, --articles names another folder"
        )
    return there


def _folders(output: str) -> list[str]:
    path = local_path(output)
    if path is None:
        names = shallow(output.rstrip("/"))[0]
    else:
        names = [entry.name for entry in path.iterdir() if entry.is_dir()] if path.is_dir() else []
    return [name for name in names if not name.startswith(".")]
