"""What was worked out of objects in earlier runs, in one object of its own: the labels of results, digests of seeds.

So a batch on an object store is looked through with its listings and this, and no request for each page. It is never
believed beyond its marks (see ``tasks/store/view.py``): without it, or with an old one, what is not known is read again.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import zlib
from collections.abc import Iterable

from tasks.store import Folder, Gists, View

KNOWN = "known.json.gz"


class Known:
    """The one object, among a batch's cached results."""

    def __init__(self, cache: Folder, views: Iterable[View]) -> None:
        """For these views, each of which is told what is known of it."""
        self._cache = cache
        self._views = {view.tag: view for view in views}
        self._read: dict[str, Gists] | None = None
        for view in self._views.values():
            view.recall = self._load

    def _load(self) -> None:
        if self._read is None:
            self._read = {}
            with contextlib.suppress(FileNotFoundError, ValueError, EOFError, gzip.BadGzipFile, zlib.error):  # made anew
                self._read = json.loads(gzip.decompress(self._cache.read(KNOWN)))
            for tag, view in self._views.items():
                view.adopt(self._read.get(tag, {}))

    def keep(self) -> None:
        """Write down what is known now, if that is more or other than was read.

        Raises:
            OSError: it cannot be written.
        """
        if not self._views:
            return
        self._load()
        now = {tag: view.gists() for tag, view in self._views.items()}
        now["intermediate"] = {kind: _without(KNOWN, found) for kind, found in now.get("intermediate", {}).items()}
        text = json.dumps(now, sort_keys=True)
        if self._read is None or text != json.dumps(self._read, sort_keys=True):
            self._cache.write(KNOWN, gzip.compress(text.encode(), 6, mtime=0))
            self._read = json.loads(text)


def _without(name: str, known: dict[str, tuple[str, object]]) -> dict[str, tuple[str, object]]:
    return {one: value for one, value in known.items() if one != name}
