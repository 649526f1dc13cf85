"""``articles.jsonl``: all articles of a batch, one a line, written anew of what did not change and of pages that did."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, zip_longest

import msgspec

from tasks.run.beside import shared_out
from tasks.run.freshness import PageState
from tasks.run.job import Job
from tasks.run.looking import parts_of, processes
from tasks.run.noted import OfPage, told
from tasks.run.packed import States
from tasks.run.publish import ARTICLES, Sum
from tasks.store import Stretch

_AT_ONCE = 100
"""Pages whose lines are held at one time, and those of the last file besides."""


class Joining:
    """What a batch's pages come to, and its ``articles.jsonl``.

    Lines of pages whose label is as it was noted are taken over from the file as it is, if that looks as it did when it was
    written; all others are put together of the pages' own files. The lines of no more than some pages are held at one time.
    """

    def __init__(self, job: Job, found: States) -> None:
        """For the pages that are published, of all files of the batch."""
        self._job = job
        self._found = found
        self._trusted = self._is_trusted()
        self._same = self._is_as_noted()
        self._sums: _Sums | None = None

    def _is_trusted(self) -> bool:
        """Whether what is noted of each page's lines can be relied on."""
        noted, joined = self._job.noted, self._job.published.joined
        if noted.note is None or (noted.note.bytes is not None) != joined:  # it is of another layout
            return False
        return not joined or bool(noted.seen.joined and self._look == noted.seen.joined)

    def _is_as_noted(self) -> bool:
        """Whether the pages that are published are those that are noted, in their order, with their labels."""
        if self._job.noted.note is None:
            return False
        now = ((page, made) for _, page, made in self._found.published())
        return all(one == then for one, then in zip_longest(now, ((one.page, one.made) for one in self._job.noted)))

    @property
    def _look(self) -> str:
        return told([self._job.output.look(ARTICLES)])

    @property
    def stands(self) -> bool:
        """Whether the file is of these pages, as far as can be seen: by its look, or by its size where looks say nothing."""
        note, seen = self._job.noted.note, self._job.noted.seen
        if note is None or not self._same or (note.bytes is not None) != self._job.published.joined:
            return False
        if seen.joined and (look := self._look):
            return look == seen.joined
        return self._job.output.size(ARTICLES) == note.bytes

    @property
    def changed(self) -> bool:
        """Whether there is anything to write: other pages than noted, or in another order, or no note to rely on."""
        return not (self._trusted and self._same)

    @property
    def size(self) -> int | None:
        """The size of the file, when it is written; None where there is none."""
        if self._sums:
            return self._sums.size if self._job.published.joined else None
        return self._job.noted.note.bytes if self._job.noted.note else None

    def write(self) -> None:
        """Write the file, if there is to be one and anything has changed; afterwards :meth:`pages` are known.

        Raises:
            Unwritable: it is as it was.
            OSError: a page's files cannot be read.
        """
        self._sums = _Sums(self._found) if self.changed else None
        if self.changed and self._job.published.joined:
            self._job.output.compose(ARTICLES, self._lines(_by_pages(self._found)))
        elif self.changed:
            self._job.output.discard(ARTICLES)
            for _ in self._lines(parts_of(self._job, self._found.files)):
                pass

    def pages(self) -> Iterator[tuple[str, OfPage]]:
        """What is to be noted of each page, in order, with the name of its file."""
        for at, file in enumerate(self._found.files):
            for state in self._found.of(at):
                if state.made and self._sums:
                    yield file.name, self._sums.of(at, state)
                elif state.made and (known := self._kept(state)):
                    yield file.name, known[0]

    def _kept(self, state: PageState) -> tuple[OfPage, int] | None:
        """What is noted of a page, with the place of its lines, where that can be relied on and is true of it."""
        known = self._job.noted.find(state.file.name, state.page) if self._trusted else None
        return known if known and known[0].made == state.made else None

    def _published(self, part: Sequence[int]) -> Iterator[tuple[int, PageState]]:
        """The pages that are published of a part of the files, each with its file's number."""
        return ((at, state) for at in part for state in self._found.of(at) if state.made)

    def _lines(self, parts: Sequence[Sequence[int]]) -> Iterator[bytes | Stretch]:
        """The file in parts: of the file as it is, in one piece for all pages that follow each other there, too; and new."""
        assert self._sums
        kept = Stretch(0, 0)
        for part, (new, lines) in zip(parts, self._summed(parts), strict=True):
            fresh, start, end = iter(new), 0, 0
            for at, state in self._published(part):
                known = self._kept(state)
                if known is None:
                    found = next(fresh)
                    if kept.length:
                        yield kept
                    kept, end = Stretch(0, 0), end + found.bytes
                else:
                    found, place = known
                    if end > start:
                        yield lines[start:end]
                    start = end
                    if kept.length and place != kept.start + kept.length:
                        yield kept
                        kept = Stretch(0, 0)
                    kept = Stretch(kept.start if kept.length else place, kept.length + found.bytes)
                self._sums.put(at, state.number, found)
            if end > start:
                yield lines[start:end]
        if kept.length:
            yield kept

    def _summed(self, parts: Sequence[Sequence[int]]) -> Iterator[tuple[list[OfPage], bytes]]:
        """What the new pages of each part add to the batch, and their lines."""

        def work(part: Sequence[int]) -> tuple[list[OfPage], bytes]:
            new = [state for _, state in self._published(part) if self._kept(state) is None]
            sums = list(self._job.published.sums([state.page for state in new]))
            found = [_of_page(state, one) for state, one in zip(new, sums, strict=True)]
            return found, b"".join(one.lines for one in sums)

        def sent(part: Sequence[int]) -> bytes:
            found, lines = work(part)
            head = msgspec.json.encode(found)
            return len(head).to_bytes(8) + head + lines

        def received(data: bytes) -> tuple[list[OfPage], bytes]:
            end = 8 + int.from_bytes(data[:8])
            return msgspec.json.decode(data[8:end], type=list[OfPage]), data[end:]

        count = processes(self._job, self._new_files)
        return map(received, shared_out(parts, sent, count)) if count > 1 else map(work, parts)

    @property
    def _new_files(self) -> int:
        """How many files have pages whose lines are put together anew."""
        return sum(any(self._kept(one) is None for _, one in self._published([at])) for at in range(len(self._found.files)))


def _by_pages(found: States) -> list[range]:
    """The files in parts of some pages each."""
    parts, first, pages = [], 0, 0
    for at in range(len(found.files)):
        pages += found.pages(at)
        if pages >= _AT_ONCE:
            parts.append(range(first, at + 1))
            first, pages = at + 1, 0
    return [*parts, range(first, len(found.files))] if first < len(found.files) else parts


class _Sums:
    """What each page adds to the batch, in few bytes."""

    def __init__(self, found: States) -> None:
        """For all pages of these; nothing is known yet."""
        pages = [found.pages(at) for at in range(len(found.files))]
        self._first = array("L", accumulate(pages, initial=0))
        self._bytes = array("Q", bytes(8 * self._first[-1]))
        self._articles = array("L", bytes(self._first.itemsize * self._first[-1]))
        self._warnings: list[dict[str, int]] = [{}] * self._first[-1]
        self._alike: dict[tuple[tuple[str, int], ...], dict[str, int]] = {}  # most have the same few, and share them

    @property
    def size(self) -> int:
        """The bytes of all pages' lines."""
        return sum(self._bytes)

    def put(self, at: int, number: int, found: OfPage) -> None:
        """Say what a page of a file adds."""
        place = self._first[at] + number - 1
        self._bytes[place], self._articles[place] = found.bytes, found.articles
        self._warnings[place] = self._alike.setdefault(tuple(found.warnings.items()), found.warnings)

    def of(self, at: int, state: PageState) -> OfPage:
        """What a page of a file adds."""
        place = self._first[at] + state.number - 1
        return OfPage(state.page, state.made, self._bytes[place], self._articles[place], self._warnings[place])


def _of_page(state: PageState, found: Sum) -> OfPage:
    return OfPage(state.page, state.made, len(found.lines), found.articles, dict(found.warnings))
