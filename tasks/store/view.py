"""What is known of the objects below a URL without a request for each: one listing, and what was worked out of them.

A view is made of one listing (a request for every thousand objects) when it is first asked, and then kept up by what this
run does itself: each process of a run adds what it writes and takes away to a notebook that all of them have open. What is
worked out of an object's bytes (its first line, a digest) is kept with the object's mark, which the store changes whenever
it is written (its ETag, on S3); so it may be kept in an object of its own from one run to the next and never be believed
wrongly.
"""

from __future__ import annotations

import contextlib
import os
import weakref
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tasks.store.notebook import Notebook
from tasks.store.reach import Reach, no_bucket, told_of

HEAD = 8192
"""Bytes read of an object's beginning, to know its first line; a smaller object is then known whole."""

_FEW = 3  # heads asked for one by one; then all that are not known in the folder are asked for together
_MARKS = ("ETag", "etag", "md5Hash", "generation", "mtime", "LastModified", "last_modified", "created")
Folders = dict[str, dict[str, tuple[int, str]]]
"""Folder (with its slash) → last part of an object's name → its size and mark."""

_views: weakref.WeakSet[View] = weakref.WeakSet()

Gists = dict[str, dict[str, tuple[str, Any]]]
"""What was worked out: kind → name → mark of the object, and what it is."""


class View:
    """The objects below one URL."""

    def __init__(self, reach: Reach, url: str, tag: str = "", heads: bool = False, deep: bool = True) -> None:
        """Of a URL that need not hold anything.

        Args:
            reach: the way to it.
            url: without a slash at its end.
            tag: what tells it from other views of a run.
            heads: whether to keep the beginning of what is written.
            deep: whether it shows what lies in folders, too.
        """
        self.reach = reach
        self.url = url
        self.recall: Callable[[], None] | None = None
        self.notebook: Notebook | None = None
        self.path = reach.strip(url)
        self.tag = tag
        self._deep = deep
        self.keeps_heads = heads
        self._folders: Folders | None = None
        self.learned = False
        """Whether something was worked out since this was last set to False."""
        self._subfolders: list[str] = []
        self._gists: Gists = {}
        self._offset = 0
        self._own: dict[str, tuple[int, str] | None] = {}
        self._misses: dict[str, int] = {}
        _views.add(self)

    # ------------------------------------------------------------------------------------------------ what there is

    def entry(self, name: str) -> tuple[int, str] | None:
        """An object's size and mark, or None if there is none."""
        return _found_in(self._known(), name)

    def within(self, folder: str) -> list[str]:
        """The last parts of the names of the objects in a folder."""
        return list(self._known().get(f"{folder}/" if folder else "", {}))

    def below(self, folder: str) -> Iterator[str]:
        """The names of all objects below a folder."""
        start = f"{folder}/" if folder else ""
        known = self._known()
        yield from sorted(within + last for within in known if within.startswith(start) for last in known[within])

    def refresh(self) -> None:
        """List anew. Where a listing differs from what this run did itself, the object is asked: listings may be late."""
        if self._folders is None:
            return
        self._known()
        own = dict(self._own)
        self._folders = self._listing()
        for name, entry in own.items():
            if _found_in(self._folders, name) != entry:
                self._set(name, self._asked(name))

    def _known(self) -> Folders:
        if self._folders is None:
            self._folders = self._listing()
        if self.notebook:
            lines, self._offset = self.notebook.since(self._offset)
            for line in lines:
                self._hear(*line)
        return self._folders

    def catch_up(self) -> None:
        """Read what was noted meanwhile."""
        if self.notebook and self._folders is not None:
            self._known()

    def _listing(self) -> Folders:
        with told_of(self.url):
            try:
                found = self._found()
            except FileNotFoundError as wrong:
                if no_bucket(wrong):
                    raise
                found = {}
        folders: Folders = {}
        skip = len(self.path) + 1
        for path, info in found.items():
            if info.get("type", "file") == "file" and len(path) > skip and path[-1] != "/":
                folder, last = _parts(path[skip:])
                folders.setdefault(folder, {})[last] = (int(info["size"] or 0), mark_of(info))
        return folders

    def _found(self) -> dict[str, dict[str, Any]]:
        if self._deep and self.reach.protocol in ("s3", "s3a"):  # so, s3fs does not ask twice more where there is nothing
            above, _, last = self.path.rpartition("/")
            return dict(self.reach.call("find", above, prefix=f"{last}/", detail=True))
        if self._deep:
            return dict(self.reach.call("find", self.path, detail=True))
        found = self.reach.call("ls", self.path, detail=True)
        self._subfolders = [info["name"].rstrip("/") for info in found if info.get("type") == "directory"]
        return {info["name"]: info for info in found}

    def folders(self) -> list[str]:
        """The names of the folders that lie directly there; only of a view that is not deep.

        Raises:
            OSError: it cannot be listed.
        """
        self._known()
        names = (path[len(self.path) + 1 :] for path in self._subfolders)
        return sorted(name for name in names if name and "/" not in name)

    def _asked(self, name: str) -> tuple[int, str] | None:
        with told_of(f"{self.url}/{name}"):
            try:
                info = self.reach.call("info", f"{self.path}/{name}")
            except FileNotFoundError:
                return None
        return (int(info["size"] or 0), mark_of(info)) if info.get("type", "file") == "file" else None

    # ---------------------------------------------------------------------------------------- what this run changes

    def note(self, name: str, entry: tuple[int, str] | None, head: str | None = None) -> None:
        """Note that an object was written (its size and mark, its beginning) or taken away (None)."""
        if self.notebook:
            self.notebook.add(["is", name, entry, head])
        else:
            self._known()
            self._hear("is", name, entry, head)

    def learn(self, kind: str, name: str, value: object) -> None:
        """Keep what was worked out of an object as it is now."""
        entry = self.entry(name)
        if entry is None or not entry[1]:
            return
        if self.notebook:
            self.notebook.add(["gist", kind, name, entry[1], value])
        else:
            self._hear("gist", kind, name, entry[1], value)

    def _hear(self, what: str, *line: Any) -> None:  # noqa: ANN401 - as JSON gives it back
        if what == "gist":
            kind, name, mark, value = line
            self.learned = True
            self._gists.setdefault(kind, {})[name] = (mark, value)
            return
        name, entry, head = line
        self._own[name] = entry = tuple(entry) if entry else None
        self._set(name, entry)
        if entry and head is not None:
            self.learned = True
            self._gists.setdefault("head", {})[name] = (entry[1], head)

    def _set(self, name: str, entry: tuple[int, str] | None) -> None:
        assert self._folders is not None
        folder, last = _parts(name)
        if entry:
            self._folders.setdefault(folder, {})[last] = entry
        elif folder in self._folders:
            self._folders[folder].pop(last, None)
            if not self._folders[folder]:
                del self._folders[folder]

    # ---------------------------------------------------------------------------------------- what was worked out

    def gist(self, kind: str, name: str) -> tuple[bool, Any]:
        """Whether something is known of an object as it is now, and what."""
        entry = self.entry(name)
        if self.recall:
            recall, self.recall = self.recall, None
            recall()
        known = self._gists.get(kind, {}).get(name)
        return (True, known[1]) if entry and known and entry[1] and known[0] == entry[1] else (False, None)

    def adopt(self, gists: Gists) -> None:
        """Take what was kept earlier; what is known already is newer."""
        for kind, known in gists.items():
            self._gists[kind] = known | self._gists.get(kind, {})

    def gists(self) -> Gists:
        """All that is known of objects that are there, to be kept."""
        found: Gists = {}
        folders = self._known()
        for kind, known in self._gists.items():
            there = {name: kept for name, kept in known.items() if (_found_in(folders, name) or (0, ""))[1] == kept[0] != ""}
            if there:
                found[kind] = dict(sorted(there.items()))
        return found

    def head(self, name: str) -> str:
        """An object's beginning: its first line, or all of it if it is small.

        Raises:
            FileNotFoundError: there is no such object.
            OSError: it cannot be read.
        """
        if self.entry(name) is None:
            with told_of(f"{self.url}/{name}"):
                raise FileNotFoundError(name)
        known, head = self.gist("head", name)
        if known:
            return str(head)
        top = name.partition("/")[0]
        self._misses[top] = self._misses.get(top, 0) + 1
        wanted = [name]
        if self._misses[top] > _FEW:
            others = (one for one in self.below(top) if one != name and has_head(one))
            wanted += [one for one in others if not self.gist("head", one)[0]]
        return self._heads_of(wanted)[0]

    def _heads_of(self, names: Sequence[str]) -> list[str]:
        sizes = {name: (self.entry(name) or (0, ""))[0] for name in names}
        ranged = [name for name in names if sizes[name]]
        many = [((f"{self.path}/{name}",), {"start": 0, "end": min(HEAD, sizes[name])}) for name in ranged]
        got = dict(zip(ranged, self.reach.calls("cat_file", many), strict=True))
        found = []
        for name in names:
            data = got.get(name, b"")
            if isinstance(data, Exception):
                if name == names[0]:
                    with told_of(f"{self.url}/{name}"):
                        raise data
                continue
            head = beginning(data, sizes[name])
            entry = self.entry(name)
            if entry:
                self.learned = True
                self._gists.setdefault("head", {})[name] = (entry[1], head)
            found.append(head)
        return found


def _found_in(folders: Folders, name: str) -> tuple[int, str] | None:
    folder, last = _parts(name)
    return folders.get(folder, {}).get(last)


def _parts(name: str) -> tuple[str, str]:
    at = name.rfind("/") + 1
    return name[:at], name[at:]


def has_head(name: str) -> bool:
    """Whether an object's beginning says something of it."""
    return name.endswith(".json")


def beginning(data: bytes, size: int) -> str:
    """What is kept of an object's beginning; bytes that are no text stand for themselves."""
    kept = data if size <= HEAD else data[:HEAD].partition(b"\n")[0] + b"\n"
    return kept.decode(errors="surrogateescape")


def mark_of(info: dict[str, Any]) -> str:
    """What a store changes whenever an object is written; empty where it tells nothing of the kind."""
    for key in _MARKS:
        value = info.get(key)
        if value:
            with contextlib.suppress(AttributeError):
                value = value.timestamp()
            return f"{key} {value}"
    return ""


def _before_fork() -> None:
    for view in list(_views):
        view.catch_up()  # once here, not in every process that is forked


os.register_at_fork(before=_before_fork)
