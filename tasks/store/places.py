"""Where folders lie: paths of disks, and URLs that fsspec knows."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from urllib.parse import unquote

from tasks.store.disk_folder import DiskFolder
from tasks.store.folder import Folder
from tasks.store.lock import Holding, Lock
from tasks.store.object_lock import ObjectLock
from tasks.store.reach import Reach
from tasks.store.remote import RemoteFolder
from tasks.store.view import View

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://(.*)", re.DOTALL)


def local_path(place: str) -> Path | None:
    """The path on this machine that a place stands for, written as one or as ``file://…``; None for any other URL."""
    url = _URL.fullmatch(place)
    if url is None:
        return Path(place)
    return Path(unquote(url[2])) if url[1].lower() in ("file", "local") else None


@functools.cache
def reach_to(protocol: str) -> Reach:
    """The way to URLs of this protocol, one for all of them.

    Raises:
        NoWay: there is none, or what it needs is not installed.
    """
    return Reach(protocol)


def view_of(url: str, tag: str = "", heads: bool = False, deep: bool = True) -> View:
    """A view of what lies below a URL.

    Raises:
        NoWay: as :func:`reach_to`.
    """
    return View(reach_to(url.partition("://")[0].lower()), url.rstrip("/"), tag, heads, deep)


def shallow(url: str) -> tuple[list[str], list[str]]:
    """The names of the folders and of the files that lie directly below a URL.

    Raises:
        NoWay: as :func:`reach_to`.
        Unreached: it cannot be listed.
    """
    view = view_of(url, deep=False)
    return view.folders(), view.within("")


def folder_at(place: str, name: str, tag: str, heads: bool = False) -> Folder:
    """The folder of this name at a place; ``tag`` and ``heads`` as for a view.

    Raises:
        NoWay: as :func:`reach_to`.
    """
    path = local_path(place)
    return DiskFolder(path) / name if path is not None else RemoteFolder(view_of(f"{place.rstrip('/')}/{name}", tag, heads))


def lock_at(folder: Folder, name: str, stays: bool = True, then: Holding | None = None) -> Holding:
    """A lock of this name in a folder; ``stays``: its file is not taken away with it, on a disk."""
    if isinstance(folder, RemoteFolder):
        return ObjectLock(folder.view.reach, f"{folder}/{name}", then)
    return Lock(Path(str(folder)) / name, stays, then)
