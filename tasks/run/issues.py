"""The METS or DIDL of an issue, found beside the files that it names: an input of each of these pages, never a page itself.

It is known by its name (``…mets.xml``, ``…didl.xml``, in whatever case) and lies in the same folder. Which files it names is
read off its links alone, so that staleness can be told without parsing it; whether it can be parsed shows when a page is
made. One that breaks off may have named any file beside it that no other names.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from tasks.run.remote_seeds import RemoteSeeds
from tasks.run.seeds import SeedFile, UnreadableFile
from tasks.run.seeds import read as read_seed
from tasks.store import digest

_ENDINGS = ("mets.xml", "didl.xml")
LARGEST = 50_000_000
"""Bytes that a METS may have; that of a hundred pages has some five million."""
KEPT = 8
"""Folders whose METS a process keeps: pages come folder by folder."""
_MEND = "make it a plain file that can be read, or take it away"
_LINK = re.compile(rb"""(?:href|LOCREF|filename|\bref)\s*=\s*["']([^"']*)""")
_ROOT = re.compile(rb"<([A-Za-z_][\w:.-]*)")
_TAIL = 1000
"""Bytes among which the root ends; comments may come behind it."""
_URN = "?urn="
"""What stands before the URN of a file in the links of a DIDL."""


@dataclass(frozen=True)
class Issue:
    """A METS: its path below the seeds, its bytes, their digest, and the files that it links to: name → place among them.

    ``cut``: its end is not there.
    """

    source: str
    data: bytes
    digest: str
    names: Mapping[str, int]
    cut: bool = False


class Issues:
    """The METS files of a batch, each read once for as long as it stays as it is, and its folder's pages are asked about."""

    def __init__(self, seeds: Path | RemoteSeeds) -> None:
        """Below the folder, or the URL, of all seeds."""
        self.seeds = seeds
        self._listed: dict[str, tuple[object, list[str]]] = {}
        self._read: OrderedDict[str, dict[str, tuple[object, Issue]]] = OrderedDict()  # by folder
        self._held: dict[str, list[Issue]] | None = None

    def of(self, file: SeedFile) -> Issue | None:
        """The METS that names a file, of several the first by name, or may have named it. None where there is none.

        Raises:
            UnreadableFile: a METS lies beside the file and cannot be read.
        """
        folder, _, name = file.source.rpartition("/")
        if file.trouble or name.lower().endswith(_ENDINGS):
            return None
        cut = None
        for issue in self._beside(folder):
            if name in issue.names:
                return issue
            cut = issue if issue.cut and cut is None else cut
        return cut if name.lower().endswith(".xml") else None

    def naming(self, file: SeedFile) -> Issue | None:
        """The METS that names a file for certain.

        Raises:
            UnreadableFile: as :meth:`of`.
        """
        issue = self.of(file)
        return issue if issue and file.source.rpartition("/")[2] in issue.names else None

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        """Within this block each folder is as it was when first asked for: who looks at many pages asks once."""
        before = self._held
        self._held = {} if before is None else before
        try:
            yield
        finally:
            self._held = before

    def _beside(self, folder: str) -> Iterable[Issue]:
        if self._held is None:
            return self._found(folder)
        if folder not in self._held:
            while len(self._held) >= KEPT:
                del self._held[next(iter(self._held))]
            self._held[folder] = list(self._found(folder))
        return self._held[folder]

    def _found(self, folder: str) -> Iterator[Issue]:
        if isinstance(self.seeds, RemoteSeeds):
            return self._remote(self.seeds, folder)
        return self._local(self.seeds, folder)

    def _local(self, seeds: Path, folder: str) -> Iterator[Issue]:
        place = f"{seeds}/{folder}"
        try:
            seen = os.stat(place).st_mtime_ns  # noqa: PTH116 - a Path takes longer than the asking, and each page asks
            if place not in self._listed or self._listed[place][0] != seen:
                names = sorted(name for name in os.listdir(place) if name.lower().endswith(_ENDINGS))  # noqa: PTH208
                self._listed[place] = seen, names
        except OSError:
            return  # the page itself tells what is wrong with its folder
        for name in self._listed[place][1]:
            source = f"{folder}/{name}" if folder else name
            try:
                stat = os.stat(f"{place}/{name}")  # noqa: PTH116
                key = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
                known = self._known(folder)
                if source not in known or known[source][0] != key:
                    known[source] = key, _issue(source, _bytes(seeds, source))
            except FileNotFoundError:
                continue
            except OSError as wrong:
                raise UnreadableFile(f"{source} cannot be read: {wrong.strerror or wrong}", _MEND, may_pass=True) from wrong
            yield known[source][1]

    def _known(self, folder: str) -> dict[str, tuple[object, Issue]]:
        """The METS of a folder that were read; those of all folders of a batch are more than a process may hold."""
        known = self._read.setdefault(folder, {})
        self._read.move_to_end(folder)
        if len(self._read) > KEPT:
            self._read.popitem(last=False)
        return known

    def _remote(self, seeds: RemoteSeeds, folder: str) -> Iterator[Issue]:
        """Behind a URL a run lists once, and reads each METS once."""
        if "" not in self._listed:
            self._listed[""] = None, [name for name in seeds.sources() if name.lower().endswith(_ENDINGS)]
        for source in self._listed[""][1]:
            if source.rpartition("/")[0] == folder:
                known = self._known(folder)
                if source not in known:
                    known[source] = None, _issue(source, seeds.read(SeedFile(source, source), LARGEST))
                yield known[source][1]


def _bytes(seeds: Path, source: str) -> bytes:
    if not (seeds / source).resolve().is_relative_to(seeds.resolve()):
        raise UnreadableFile(f"{source} is a link that leads out of the seeds", _MEND)
    return read_seed(SeedFile(source, source), seeds, LARGEST)


def _issue(source: str, data: bytes) -> Issue:
    if len(data) > LARGEST:
        raise UnreadableFile(f"{source} has more than {LARGEST} bytes: no METS is so large", _MEND)
    from html import unescape  # where it is needed: its tables are long

    links = (unescape(link.decode("utf-8", "replace")) for link in _LINK.findall(data))
    names = dict.fromkeys(name for link in links for name in _names(link))
    return Issue(source, data, digest(data), {name: at for at, name in enumerate(names)}, _is_cut(data))


def _is_cut(data: bytes) -> bool:
    """Whether the end of the root is missing (of all, where there is nothing)."""
    root = _ROOT.search(data)
    return b"</" + root[1] not in data[-_TAIL:] if root else not data.strip()


def _names(link: str) -> tuple[str, ...]:
    """The names that the file behind a link may have; a link is a URL, in which blanks and the like are escaped."""
    name = unquote(link.replace("\\", "/")).rpartition("/")[2]
    if _URN not in name:
        return (name,)
    from tasks.read.didl import file_names  # where it is needed: with it come all readers, and NumPy

    return file_names(name.partition(_URN)[2])
