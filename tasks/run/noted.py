"""What is noted of a whole batch when its files are written, so that later runs need not read what did not change.

``batch.json`` says what ``articles.jsonl`` and ``failures.json`` were made from, page by page: the same for the same pages.
``seen.json`` says how the files behind it looked then (sizes, times, numbers of files), which holds on this disk alone. A
page of whose files each looks as it did stands as it stood; of any other the labels are read, and its seed. Both are but a
short way: without them, everything is read.

A file that is changed twice within a tick of the clock looks the same after both. So what was changed just before it was
looked at is not noted, and is read again the next time.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from tasks.store import Folder, Look, Unreached, digest

NOTE, SEEN = "batch.json", "seen.json"
T = TypeVar("T")

_TICK = 20_000_000
"""Nanoseconds within which two changes of a file may bear the same time: twice the longest tick of a kernel."""
_COARSE = 2_000_000_000
"""The same where times are kept in milliseconds or seconds, as they are on some file systems."""


class OfPage(msgspec.Struct, frozen=True, array_like=True):
    """A page that is published: the digest of its label, its bytes in ``articles.jsonl``, how many articles and warnings."""

    page: str
    made: str
    bytes: int
    articles: int
    warnings: dict[str, int]


class Note(msgspec.Struct, frozen=True):
    """What a batch's own files were made from; ``failures`` is the digest of those, ``bytes`` the size of all articles."""

    pages: list[OfPage]
    failures: str
    bytes: int | None


class Seen(msgspec.Struct, frozen=True):
    """How files looked: ``articles.jsonl``, and by page all that it is made from and consists of (nothing: not known).

    With each first page of a file stands how many pages the file has.
    """

    joined: str = ""
    pages: dict[str, tuple[str, int]] = {}


class Noted:
    """Both notes, as they were when first asked for."""

    def __init__(self, cache: Folder) -> None:
        """Of the batch with these cached results."""
        self.note = _read(cache, NOTE, Note)
        self.seen = (_read(cache, SEEN, Seen) if self.note else None) or Seen()
        self.pages = {one.page: one for one in self.note.pages} if self.note else {}

    @property
    def failures(self) -> str:
        """The digest of the batch's failures then; nothing where that is not known."""
        return self.note.failures if self.note else ""

    def parts(self, file: str) -> int:
        """How many pages the file of this name has; 0 where that is not known."""
        return self.seen.pages.get(file, ("", 0))[1]

    def looked(self, page: str) -> str:
        """How a page's files looked when all was well with it; nothing where that is not known."""
        return self.seen.pages.get(page, ("", 0))[0] if page in self.pages else ""


def _read(cache: Folder, name: str, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(cache.read(name), type=kind)
    except Unreached:
        raise
    except (OSError, ValueError):
        return None


def before_looking() -> int:
    """Wait until what was changed before can be told from what is changed later; the clock then, in nanoseconds."""
    time.sleep(_TICK / 1e9)
    return time.time_ns()


def told(looks: Sequence[Look | None]) -> str:
    """How files look, in few letters; nothing if one is not there, or its look says nothing."""
    lines = [look.told for look in looks if look]
    return digest("\n".join(lines).encode())[:32] if len(lines) == len(looks) else ""


def surely_told(looks: Sequence[Look | None], at: int) -> str:
    """The same; nothing if one was changed so lately that it might have been changed again since, and look alike.

    Args:
        looks: of each file.
        at: the clock before the first was looked at.
    """
    late = any(look and at - look.changed < (_TICK if look.changed % 1_000_000 else _COARSE) for look in looks)
    return "" if late else told(looks)


def summed(pages: Iterable[OfPage]) -> tuple[int, Counter[str]]:
    """How many articles pages have, and how often each warning stands in them."""
    articles, codes = 0, Counter[str]()
    for one in pages:
        articles += one.articles
        codes.update(one.warnings)
    return articles, codes
