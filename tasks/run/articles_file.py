"""``articles.jsonl``: all articles of a batch, one a line, written anew of what did not change and of pages that did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.run.job import Job
from tasks.run.noted import OfPage, told
from tasks.run.publish import ARTICLES, Sum
from tasks.store import Stretch


class Joining:
    """What a batch's pages come to, and its ``articles.jsonl``.

    Lines of pages whose label is as it was noted are taken over from the file as it is, if that looks as it did when it was
    written; all others are put together of the pages' own files.
    """

    def __init__(self, job: Job, pages: Sequence[tuple[str, str]]) -> None:
        """For these pages, each with the digest of its label, in order."""
        self._job = job
        self._pages = pages
        self._kept = self._trusted()
        self._new = [page for page, made in pages if page not in self._kept or self._kept[page][0].made != made]
        self.pages: list[OfPage] = []

    def _trusted(self) -> dict[str, tuple[OfPage, int]]:
        """What is noted of each page, with the place of its lines, where that can be relied on."""
        noted = self._job.noted
        joined = self._job.published.joined
        if noted.note and (noted.note.bytes is not None) != joined:  # it is of another layout
            return {}
        if joined and not (noted.seen.joined and self._look == noted.seen.joined):
            return {}
        found, start = {}, 0
        for one in noted.note.pages if noted.note else ():
            found[one.page] = one, start
            start += one.bytes
        return found

    @property
    def _look(self) -> str:
        return told([self._job.output.look(ARTICLES)])

    @property
    def stands(self) -> bool:
        """Whether the file is of these pages, as far as can be seen: by its look, or by its size where looks say nothing."""
        note, seen = self._job.noted.note, self._job.noted.seen
        if note is None or [(one.page, one.made) for one in note.pages] != list(self._pages):
            return False
        if seen.joined and (look := self._look):
            return look == seen.joined
        return self._job.output.size(ARTICLES) == note.bytes and (note.bytes is not None) == self._job.published.joined

    @property
    def changed(self) -> bool:
        """Whether there is anything to write: other pages than noted, or in another order, or no note to rely on."""
        noted = self._job.noted.note
        if self._new or not noted or len(self._kept) != len(noted.pages):
            return True
        return [(one.page, one.made) for one in noted.pages] != list(self._pages)

    @property
    def size(self) -> int | None:
        """The size of the file, when it is written; None where there is none."""
        return sum(one.bytes for one in self.pages) if self._job.published.joined else None

    def write(self) -> None:
        """Write the file, if there is to be one and anything has changed; afterwards ``pages`` are known.

        Raises:
            Unwritable: it is as it was.
            OSError: a page's files cannot be read.
        """
        if not self.changed:
            self.pages = [self._kept[page][0] for page, _ in self._pages]
        elif self._job.published.joined:
            self._job.output.compose(ARTICLES, self._parts())
        else:
            self._job.output.discard(ARTICLES)
            for _ in self._parts():
                pass

    def _parts(self) -> Iterator[bytes | Stretch]:
        new = self._job.published.sums(self._new)
        fresh = set(self._new)
        kept = Stretch(0, 0)  # of the file as it is, in one piece for all pages that follow each other there, too
        for page, made in self._pages:
            start = kept.start + kept.length if page in fresh else self._kept[page][1]
            if kept.length and (page in fresh or start != kept.start + kept.length):
                yield kept
                kept = Stretch(start, 0)
            if page in fresh:
                found = next(new)
                self.pages.append(_of_page(page, made, found))
                yield found.lines
            else:
                self.pages.append(self._kept[page][0])
                kept = Stretch(kept.start if kept.length else start, kept.length + self._kept[page][0].bytes)
        if kept.length:
            yield kept


_NONE: dict[str, int] = {}


def _of_page(page: str, made: str, found: Sum) -> OfPage:
    """What is noted of a page; most have no warnings, and share that."""
    return OfPage(page, made, len(found.lines), found.articles, dict(found.warnings) or _NONE)
