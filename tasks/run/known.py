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
        self._is_read = False
        for view in self._views.values():
            view.recall = self._load

    def _load(self) -> None:
        if self._is_read:
            return
        self._is_read = True
        found: dict[str, Gists] = {}
        with contextlib.suppress(FileNotFoundError, ValueError, EOFError, gzip.BadGzipFile, zlib.error):  # it is made anew
            found = json.loads(gzip.decompress(self._cache.read(KNOWN)))
        for tag, view in self._views.items():
            view.adopt(found.get(tag, {}))

    def keep(self) -> None:
        """Write down what is known now, if that is more than was read.

        Raises:
            OSError: it cannot be written.
        """
        if any(view.learned for view in self._views.values()):
            self._load()
            now = {tag: view.gists() for tag, view in self._views.items()}
            self._cache.write(KNOWN, gzip.compress(json.dumps(now, sort_keys=True).encode(), 6, mtime=0))
            for view in self._views.values():
                view.learned = False
