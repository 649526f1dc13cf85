"""What is noted of a whole batch when its files are written, so that later runs need not read what did not change.

``batch.json`` says what ``articles.jsonl`` and ``failures.json`` were made from, page by page: the same for the same pages.
``seen.json`` says how the files behind it looked then (sizes, times, numbers of files), which holds on this disk alone. A
page of whose files each looks as it did stands as it stood; of any other the labels are read, and its seed. Both are but a
short way: without them, everything is read.

A batch may have more pages than a process may hold in full. So both notes are written in leaves, a line for some hundreds of
pages in the batch's order, and are held as they were written; whoever goes through a batch unpacks one leaf after the other.

A file that is changed twice within a tick of the clock looks the same after both. So what was changed just before it was
looked at is not noted, and is read again the next time.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Generic, TypeVar

import msgspec

from tasks.store import Folder, Look, Unreached, digest

NOTE, SEEN = "batch.json", "seen.json"
LEAF = 500
"""Pages of a leaf, and those of its last file besides: the pages of one file are in one leaf."""
H = TypeVar("H")
T = TypeVar("T")

_TICK = 20_000_000
"""Nanoseconds within which two changes of a file may bear the same time: twice the longest tick of a kernel."""
_COARSE = 2_000_000_000
"""The same where times are kept in milliseconds or seconds, as they are on some file systems."""


class OfPage(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A page that is published: the digest of its label, its bytes in ``articles.jsonl``, how many articles and warnings."""

    page: str
    made: str
    bytes: int
    articles: int
    warnings: dict[str, int]


class Note(msgspec.Struct, frozen=True):
    """What a batch's own files were made from; ``failures`` is the digest of those, ``bytes`` the size of all articles.

    Its leaves hold an :class:`OfPage` for each page, and where the lines of the first begin in ``articles.jsonl``.
    """

    failures: str
    bytes: int | None


class Seen(msgspec.Struct, frozen=True):
    """How files looked: ``articles.jsonl``, and by page all that it is made from and consists of.

    ``run`` is the run that noted it, ``others`` are the files that were not done altogether. Its leaves hold by page how its
    files looked (nothing: that is not known), and with each first page of a file how many pages the file has.
    """

    joined: str = ""
    run: str = ""
    others: Sequence[str] = ()


class _OfPages(msgspec.Struct, frozen=True, array_like=True):
    first: str
    start: int
    pages: list[OfPage]


class _Looks(msgspec.Struct, frozen=True, array_like=True):
    first: str
    looks: dict[str, tuple[str, int]]


class _First(msgspec.Struct, frozen=True, array_like=True):
    """Either, as far as it is needed to find it: the name of the first file."""

    first: str


class _Leaves(Generic[T]):
    """The leaves of a note, as written; the last one that was asked for is unpacked."""

    def __init__(self, kind: type[T], lines: list[bytes]) -> None:
        """Of these lines.

        Raises:
            ValueError: they are no leaves.
        """
        self._lines = lines
        self._decoder = msgspec.json.Decoder(kind)
        first = msgspec.json.Decoder(_First)
        self._firsts = [first.decode(line).first for line in lines]
        self._last: T | None = None
        self._low = self._high = ""  # the names of the files that it has are from the one on, and below the other

    def of(self, file: str) -> T | None:
        """The leaf that has the pages of the file of this name, if any has."""
        if self._last and self._low <= file < self._high:
            return self._last
        at = bisect_right(self._firsts, file) - 1
        if at < 0:
            return None
        self._last, self._low = self._decoder.decode(self._lines[at]), self._firsts[at]
        self._high = self._firsts[at + 1] if at + 1 < len(self._firsts) else "\U0010ffff" * 2
        return self._last

    def __iter__(self) -> Iterator[T]:
        """Each, unpacked."""
        return map(self._decoder.decode, self._lines)


class Noted:
    """Both notes, as they were when first asked for."""

    def __init__(self, cache: Folder) -> None:
        """Of the batch with these cached results."""
        noted = _read(cache, NOTE, Note, _OfPages)
        seen = _read(cache, SEEN, Seen, _Looks) if noted else None
        self.note = noted[0] if noted else None
        self.seen = seen[0] if seen else Seen()
        self._pages = noted[1] if noted else _Leaves(_OfPages, [])
        self._looks = seen[1] if seen else _Leaves(_Looks, [])
        self._leaf: tuple[_OfPages | None, dict[str, tuple[OfPage, int]]] = None, {}

    @property
    def failures(self) -> str:
        """The digest of the batch's failures then; nothing where that is not known."""
        return self.note.failures if self.note else ""

    def __iter__(self) -> Iterator[OfPage]:
        """Each page that was published, in order."""
        for leaf in self._pages:
            yield from leaf.pages

    def find(self, file: str, page: str) -> tuple[OfPage, int] | None:
        """What is noted of a page of the file of this name, and where its lines begin; None where nothing is."""
        leaf = self._pages.of(file)
        if leaf is None:
            return None
        if self._leaf[0] is not leaf:
            self._leaf = leaf, dict(_placed(leaf))
        return self._leaf[1].get(page)

    def parts(self, file: str) -> int:
        """How many pages the file of this name has; 0 where that is not known."""
        leaf = self._looks.of(file)
        return leaf.looks.get(file, ("", 0))[1] if leaf else 0

    def looked(self, file: str, page: str) -> str:
        """How the files of a page of this file looked when all was well with it; nothing where that is not known."""
        leaf = self._looks.of(file)
        return leaf.looks.get(page, ("", 0))[0] if leaf else ""


def _placed(leaf: _OfPages) -> Iterator[tuple[str, tuple[OfPage, int]]]:
    start = leaf.start
    for one in leaf.pages:
        yield one.page, (one, start)
        start += one.bytes


def _read(cache: Folder, name: str, head: type[H], kind: type[T]) -> tuple[H, _Leaves[T]] | None:
    """A note's head and its leaves; None if there is none, or it is not whole."""
    try:
        first, *lines, end, nothing = cache.read(name).split(b"\n")
        if end != b"]}" or nothing or not first.endswith(b"["):
            return None
        return msgspec.json.decode(first + end, type=head), _Leaves(kind, [line.rstrip(b",") for line in lines])
    except Unreached:
        raise
    except (OSError, ValueError):
        return None


def note_of(note: Note, pages: Iterable[tuple[str, OfPage]]) -> Iterator[bytes]:
    """``batch.json``, in parts; ``pages`` are those that are published, in order, each with the name of its file."""
    return _written(note, _leaves_of_pages(pages))


def _leaves_of_pages(pages: Iterable[tuple[str, OfPage]]) -> Iterator[_OfPages]:
    start, leaf = 0, _OfPages("", 0, [])
    for file, some in groupby(pages, itemgetter(0)):
        if len(leaf.pages) >= LEAF:
            yield leaf
        if not leaf.pages or len(leaf.pages) >= LEAF:
            leaf = _OfPages(file, start, [])
        for _, one in some:
            leaf.pages.append(one)
            start += one.bytes
    if leaf.pages:
        yield leaf


def seen_of(seen: Seen, files: Iterable[tuple[str, dict[str, str]]]) -> Iterator[bytes]:
    """``seen.json``, in parts; ``files`` are those whose pages' looks are known: name → page → look."""
    return _written(seen, _leaves_of_looks(files))


def _leaves_of_looks(files: Iterable[tuple[str, dict[str, str]]]) -> Iterator[_Looks]:
    leaf = _Looks("", {})
    for file, looks in files:
        if len(leaf.looks) >= LEAF:
            yield leaf
        if not leaf.looks or len(leaf.looks) >= LEAF:
            leaf = _Looks(file, {})
        leaf.looks.update({page: (look, len(looks) if page == file else 0) for page, look in looks.items()})
    if leaf.looks:
        yield leaf


def _written(head: Note | Seen, leaves: Iterable[_OfPages | _Looks]) -> Iterator[bytes]:
    """JSON as any other, with a line for each leaf."""
    yield msgspec.json.encode(head)[:-1] + b',"pages":['
    comma = b"\n"
    for leaf in leaves:
        yield comma + msgspec.json.encode(leaf)
        comma = b",\n"
    yield b"\n]}\n"


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
