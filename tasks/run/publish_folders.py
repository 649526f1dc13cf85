"""A page's articles and manifest as a file each, in a folder of its own.

All are written beside their places first, and get their names when their bytes are on the disk: :func:`tasks.store.settle`
sees to that for many pages at one go. The order holds after a power cut, too, since names reach the disk in their order.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import msgspec

from tasks.run.errors import Altered
from tasks.run.publish import ARTICLES, MANIFEST, Json, Label, Publication, Published, Sum, files_of, label_of
from tasks.store import DiskFolder, Folder, Look, Ready, digest, disk_name

_SUMMED = 500
"""Pages whose files are asked for together."""


class _Warned(msgspec.Struct):
    """An article or a manifest, as far as its warnings are concerned."""

    warnings: list[dict[str, str]]
    page: str = ""


class _Naming(msgspec.Struct):
    """A manifest, as far as its articles are concerned."""

    articles: list[msgspec.Raw]


@dataclass(frozen=True)
class _Files:
    """A page's files, ready to be put in their places: ``surplus`` are to go."""

    folder: Folder
    surplus: Sequence[str]
    ready: list[Ready]
    label: Label

    def put(self, before: Callable[[], object]) -> None:
        """Put the files in their places, the manifest last."""
        try:
            if self.surplus or self.ready:
                before()
            if self.surplus or len(self.ready) > 1:
                self.folder.discard(MANIFEST)
            for name in self.surplus:
                self.folder.discard(name)
            while self.ready:
                self.ready[0].put()
                del self.ready[0]  # so that nobody looks for it beside its place
        finally:
            self.drop()

    def drop(self) -> None:
        """Let go of what is not in its place."""
        for file in self.ready:
            file.drop()


class PageFolders(Published):
    """A folder for each page, in it a file for each article and ``page.json``."""

    joined = True

    def __init__(self, output: Folder) -> None:
        """Over the batch's folder, which need not exist yet."""
        self.output = output

    def told(self, page: str) -> str:
        """The page's folder."""
        return str(self.output / disk_name(page))

    def publication(self, page: str, articles: Sequence[Json], manifest: Json) -> Publication:
        """Write the files beside their places; files that hold these bytes already are left alone."""
        folder, wanted = self.output / disk_name(page), files_of(articles, manifest)
        surplus = [name for name in article_files(folder) if name not in wanted]
        changed = {name: data for name, data in wanted.items() if name != MANIFEST and not folder.holds(name, data)}
        if surplus or changed or not folder.holds(MANIFEST, wanted[MANIFEST]):
            changed[MANIFEST] = wanted[MANIFEST]
        ready: list[Ready] = []
        made = _Files(folder, surplus, ready, label_of(wanted))
        try:
            ready.extend(folder.beside(name, data) for name, data in changed.items())
        except BaseException:
            made.drop()
            raise
        return made

    def take(self, page: str) -> bool:
        """Take away the page's files. Others in its folder stay."""
        return self.take_other(disk_name(page))

    def take_other(self, other: str) -> bool:
        """The same, by the folder's name."""
        found = self.output.remove(f"{other}/{MANIFEST}")
        for name in article_files(self.output / other):
            found = self.output.remove(f"{other}/{name}") or found
        return found

    def others(self, pages: Collection[str]) -> list[str]:
        """None: folders may be anybody's; those of pages with cached results are known by these."""
        return []

    def closed(self, wrong: OSError) -> bool:
        """So it is where the folder is somebody else's: of a maintainer, say, who ran that page by hand."""
        root, path = Path(str(self.output)), Path(str(wrong.filename))
        return wrong.errno in (errno.EACCES, errno.EPERM) and root in path.parent.parents and os.access(root, os.W_OK)

    def articles(self, page: str) -> list[Json]:
        """Read the files of the articles that the page's manifest lists; others are nobody's."""
        folder = self.output / disk_name(page)
        return [json.loads(folder.read(name)) for name in _own(folder.read(MANIFEST))]

    def sums(self, pages: Sequence[str]) -> Iterator[Sum]:
        """Read each page's articles and its manifest, many at once where that is quicker."""
        for start in range(0, len(pages), _SUMMED):
            yield from self._sums(pages[start : start + _SUMMED])

    def _sums(self, pages: Sequence[str]) -> Iterator[Sum]:
        folders = [disk_name(page) for page in pages]
        names = [[*article_files(self.output / folder), MANIFEST] for folder in folders]
        pairs = zip(folders, names, strict=True)
        files = self.output.read_many(f"{folder}/{name}" for folder, some in pairs for name in some)
        for page, some in zip(pages, names, strict=True):
            found = {name: next(files) for name in some}
            articles = [found[name] for name in _own(found[MANIFEST]) if name in found]
            codes = Counter(code for file in (*articles, found[MANIFEST]) for code in _codes(file))
            try:
                lines = b"".join(msgspec.json.format(article, indent=-1) + b"\n" for article in articles)
            except msgspec.MsgspecError as wrong:
                told = f"{self.told(page)} has an article that is no JSON: {wrong}"
                raise Altered(f"{told}; run stage emit of that page again") from wrong
            yield Sum(lines, len(articles), dict(sorted(codes.items())))

    def looks(self, page: str, articles: int) -> list[Look | None]:
        """How its articles' files look, and its manifest."""
        folder = disk_name(page)
        return [self.output.look(f"{folder}/{name}") for name in _names(articles)]

    def manifest(self, page: str) -> Json:
        """Read ``page.json``."""
        found: Json = json.loads((self.output / disk_name(page)).read(MANIFEST))
        return found

    def wrong(self, page: str, made: str, label: Callable[[], Label]) -> str:
        """Compare the sizes of the files; their digests are for :meth:`changed`."""
        folder = disk_name(page)
        for name, note in label().items():
            size = self.output.size(f"{folder}/{name}")
            if size != note["bytes"]:
                return f"{name} is gone" if size is None else f"{name} was changed"
        return ""

    def seen(self, page: str, made: str, label: Callable[[], Label]) -> tuple[str, list[Look | None]]:
        """The same, and the files' looks: each is asked for once."""
        folder, found, wrong = disk_name(page), dict[str, Look | None](), ""
        for name, note in label().items():
            size, found[name] = self.output.size_and_look(f"{folder}/{name}")
            if size != note["bytes"] and not wrong:
                wrong = f"{name} is gone" if size is None else f"{name} was changed"
        return wrong, [found.get(name) for name in _names(len(found) - 1)]

    def touched(self, page: str, label: Callable[[], Label]) -> str:
        """Compare the digests of the files that are the page's; not behind a URL, where each would be a request."""
        if not isinstance(self.output, DiskFolder):
            return ""
        folder = self.output / disk_name(page)
        try:
            wrong = (name for name, note in label().items() if digest(folder.read(name)) != note["sha256"])
            return next((f"{name} was changed" for name in wrong), "")
        except PermissionError as denied:
            return f"{denied.filename} may not be read"

    def changed(self, page: str, label: Label) -> str:
        """Compare the digests of the files."""
        folder = self.output / disk_name(page)
        names = [*article_files(folder), MANIFEST]
        for name in sorted({*names, *label}):
            if name not in label or name not in names or digest(folder.read(name)) != label[name]["sha256"]:
                return name
        return ""

    def counts(self, pages: Collection[str]) -> tuple[int, Counter[str]]:
        """Read each manifest, and ``articles.jsonl`` for the articles' warnings, as far as they can be read.

        A run that was stopped has not written ``articles.jsonl`` anew: of a page of which it has another number of articles
        than the manifest names, the articles themselves are read.
        """
        joined: dict[str, list[list[str]]] = defaultdict(list)
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            for line in self.output.lines(ARTICLES):
                entry = msgspec.json.decode(line, type=_Warned)
                if entry.page in pages:
                    joined[entry.page].append([warning["code"] for warning in entry.warnings])
        folders = {page: disk_name(page) for page in pages}
        there = {page: folder for page, folder in folders.items() if self.output.size(f"{folder}/{MANIFEST}") is not None}
        asked = [f"{folder}/{MANIFEST}" for folder in there.values()]
        articles, codes = 0, Counter[str]()
        with contextlib.suppress(OSError):
            for (page, folder), count in zip(there.items(), self.output.gists(list(asked), "articles", _named), strict=True):
                number = count if isinstance(count, int) else 0
                articles += number
                if len(joined[page]) == number:
                    codes.update(chain.from_iterable(joined[page]))
                else:
                    asked += [f"{folder}/{name}" for name in _names(number)[:-1]]
            for warned in self.output.gists(asked, "warnings", _codes):
                codes.update(warned if isinstance(warned, list) else [])
        return articles, codes


def _names(articles: int) -> list[str]:
    """The files of a page that has so many articles, as :func:`files_of` calls them."""
    return [*(f"{number:02d}.json" for number in range(1, articles + 1)), MANIFEST]


def _own(manifest: bytes) -> list[str]:
    """The files of the articles that a manifest lists."""
    return _names(_named(manifest))[:-1]


def _named(manifest: bytes) -> int:
    try:
        return len(msgspec.json.decode(manifest, type=_Naming).articles)
    except msgspec.MsgspecError:
        return 0


def _codes(file: bytes) -> list[str]:
    try:
        return [warning["code"] for warning in msgspec.json.decode(file, type=_Warned).warnings]
    except msgspec.MsgspecError:
        return []


def article_files(folder: Folder) -> list[str]:
    """The names of a page's article files, in page order."""
    numbers = [name for name in folder.names() if name.endswith(".json") and name[:-5].isascii() and name[:-5].isdigit()]
    return sorted(numbers, key=lambda name: int(name[:-5]))
