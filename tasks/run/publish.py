"""What is published of a page: its articles, and its manifest, without which the page does not count as done.

They lie in a folder for each page (``publish_folders``) or, of batches too large for a file an article, many pages to a file
(``publish_bundled``).
"""

from __future__ import annotations

import abc
import errno
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from tasks.store import Look, Ready, digest, settle

IN_ITS_WAY = {errno.ENAMETOOLONG, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ELOOP}
"""Why a single page cannot be written, and others can."""

MANIFEST, ARTICLES = "page.json", "articles.jsonl"

Json = dict[str, Any]
Label = Mapping[str, Mapping[str, Any]]
"""What was published of a page: file name → digest and size, the same whatever the layout."""


def as_file(value: object) -> bytes:
    """JSON for people and machines: characters as they are, two blanks of indent, a line feed at the end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def as_line(value: object) -> bytes:
    """The same JSON on one line, without its end."""
    return msgspec.json.encode(value)


def files_of(articles: Sequence[Json], manifest: Json) -> dict[str, bytes]:
    """A page's files, each article's and then the manifest."""
    files = {f"{number:02d}.json": as_file(article) for number, article in enumerate(articles, 1)}
    return files | {MANIFEST: as_file(manifest)}


def label_of(files: Mapping[str, bytes]) -> dict[str, dict[str, object]]:
    """The label of a page's files."""
    return {name: {"sha256": digest(data), "bytes": len(data)} for name, data in files.items()}


class Publication(Protocol):
    """A page that is ready to be published: ``label`` says what will be there."""

    @property
    def ready(self) -> Sequence[Ready]:
        """Files whose bytes must be on the disk before :meth:`put`."""

    @property
    def label(self) -> Label:
        """The page's label."""

    def put(self, before: Callable[[], object]) -> None:
        """Publish the page so that its manifest stands only beside the articles it lists.

        ``before`` is called before anything is changed: whoever keeps a label of these files takes it away there, since it
        will not be true of them.

        Raises:
            Unwritable: and the manifest is not there, or as it was.
        """


class Published(abc.ABC):
    """What is published of a batch, page by page."""

    joined: bool
    """Whether ``articles.jsonl`` has all articles once more, as :meth:`sums` gives their lines."""

    @abc.abstractmethod
    def told(self, page: str) -> str:
        """Where a page's articles lie, for people."""

    @abc.abstractmethod
    def publication(self, page: str, articles: Sequence[Json], manifest: Json) -> Publication:
        """A page, made ready. What is as it should be already is left alone; articles that are no more are to go.

        Raises:
            Unwritable: and nothing is changed.
        """

    def put(self, page: str, articles: Sequence[Json], manifest: Json) -> None:
        """Publish a page at once.

        Raises:
            Unwritable: and the manifest is not there, or as it was.
        """
        made = self.publication(page, articles, manifest)
        try:
            settle(made.ready)
            made.put(before=lambda: None)
        finally:
            for file in made.ready:
                file.drop()

    @abc.abstractmethod
    def take(self, page: str) -> bool:
        """Take away what is published of a page, manifest first; whether there was anything."""

    def closed(self, wrong: OSError) -> bool:
        """Whether an error is that of a page's own folder, which may not be written where the batch's may."""
        return False

    def is_pages_alone(self, wrong: OSError) -> bool:
        """Whether an error keeps one page from being written or taken away, and no other."""
        return wrong.errno in IN_ITS_WAY or self.closed(wrong)

    @abc.abstractmethod
    def articles(self, page: str) -> list[Json]:
        """A page's articles in page order.

        Raises:
            OSError: they cannot be read.
            ValueError: they are no JSON.
        """

    @abc.abstractmethod
    def sums(self, pages: Sequence[str]) -> Iterator[Sum]:
        """What each of these pages adds to what is told of the whole batch.

        Raises:
            OSError: something cannot be read.
        """

    @abc.abstractmethod
    def looks(self, page: str, articles: int) -> list[Look | None]:
        """How the files of a page that has so many articles look."""

    @abc.abstractmethod
    def manifest(self, page: str) -> Json:
        """A page's manifest.

        Raises:
            FileNotFoundError: there is none.
            OSError, ValueError: as :meth:`articles`.
        """

    @abc.abstractmethod
    def wrong(self, page: str, made: str, label: Callable[[], Label]) -> str:
        """What shows that a page is not published as its label says, at a glance; nothing if all seems right.

        Args:
            page: its name.
            made: the digest of its label.
            label: gives the label.
        """

    def seen(self, page: str, made: str, label: Callable[[], Label]) -> tuple[str, list[Look | None]]:
        """What is wrong with a page at a glance, as :meth:`wrong` has it, and how its files look."""
        looks = self.looks(page, len(label()) - 1)
        return self.wrong(page, made, label), looks

    def touched(self, page: str, label: Callable[[], Label]) -> str:
        """What is wrong with a page whose files looked otherwise when all was well, and in which a glance finds nothing.

        Files that others are written to, too, look otherwise for that alone: then nothing.
        """
        return ""

    @abc.abstractmethod
    def changed(self, page: str, label: Label) -> str:
        """Which of a page's files is not byte for byte as its label says; nothing if all are."""

    @abc.abstractmethod
    def counts(self, pages: Collection[str]) -> tuple[int, Counter[str]]:
        """How many articles these pages have, and how often each warning stands in them or their manifests."""

    @abc.abstractmethod
    def others(self, pages: Collection[str]) -> list[str]:
        """What to call, for :meth:`take_other`, what is published of other pages, as far as that shows."""

    @abc.abstractmethod
    def take_other(self, other: str) -> bool:
        """Take away what is published of a page that is no more, called as :meth:`others` or its shelves call it."""

    def gather(self, page: str) -> None:  # noqa: B027 - a kind whose pages lie apart has nothing to do
        """Make ready for who will put this page and most of those that lie with it."""

    def forget(self, page: str) -> None:  # noqa: B027 - a kind that remembers nothing has nothing to do
        """Forget what is known of this page and those that lie with it: another process may have written them."""

    def settle(self) -> None:  # noqa: B027 - a kind that writes at once has nothing to do
        """See that all that was put and taken is written."""


@dataclass(frozen=True)
class Sum:
    """What a page adds to its batch: its lines of ``articles.jsonl``, how many articles, how often each warning stands."""

    lines: bytes
    articles: int
    warnings: Mapping[str, int]
