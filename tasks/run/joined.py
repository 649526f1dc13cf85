"""The issue that a file's pages belong to, as its pages stand: who is in it, what is joined, what a page takes and gives.

An issue is the pages of the files that one METS names; else the pages of one file, where it has several; else the files of
one folder below the batch's, one page each, if they are few enough to be one issue's. What its pages offer each other is
read off the labels of their results of stage 3; so is whether what was joined is still as it was.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import msgspec

from tasks.emit.joining import whole_of
from tasks.model.errors import PageError
from tasks.model.issue import Member, Offers, Whole
from tasks.model.ledger import Caution
from tasks.run.job import Job
from tasks.run.seeds import SeedFile
from tasks.store import Stamp, digest

MOST_PAGES = 200
"""Files that a folder may have to be an issue's: more than any paper's thickest number, fewer than a year's."""

KEPT = 4
"""Issues whose pages' labels are kept while many pages are looked at: those of one issue follow each other."""

NEVER = "never"
"""Of the setting ``join``: no articles are joined."""

_NOTHING: tuple[object, ...] = (None, "", [], ())


def note_of(offers: Offers) -> dict[str, Any] | None:
    """What a page offers, as its label holds it: without what it does not say."""
    said: dict[str, Any] = {name: value for name, value in msgspec.to_builtins(offers).items() if value != 0}
    said["ends"] = [_short(end) for end in said["ends"]]
    found: dict[str, Any] = json.loads(json.dumps(_short(said)))
    return found or None


def _short(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not False and value not in _NOTHING}


@dataclass(frozen=True)
class Page:
    """A page of an issue, with the labels of its first and third stage's results, where it has both; ``failed``: since."""

    file: SeedFile
    number: int
    clean: Stamp | None
    segmented: Stamp | None
    failed: bool = False

    @property
    def name(self) -> str:
        """The page's name."""
        return self.file.page(self.number)

    def member(self, counts: bool) -> Member:
        """What the others may know of it, if it counts."""
        offers = msgspec.convert(self.segmented.note or {}, Offers) if counts and self.segmented else None
        return Member(self.name, self.file.source.rpartition("/")[2], offers)


class Issued:
    """An issue as it stands."""

    def __init__(self, batch: str, pages: Sequence[Page], join: bool) -> None:
        """With all of its pages in order; ``join``: whether any articles are to be joined."""
        self.batch = batch
        self.pages = pages
        self.join = join
        self._at = {page.name: at for at, page in enumerate(pages)}
        self._whole: dict[str, Whole] = {}

    def whole(self, page: str) -> Whole:
        """What belongs together, as it counts for a page: of those that failed none counts but this one, which is tried."""
        own = page if self.pages[self._at[page]].failed else ""
        if own not in self._whole:
            members = [one.member(not one.failed or one.name == own) for one in self.pages]
            self._whole[own] = whole_of(members, self.join)
        return self._whole[own]

    def taken(self, page: str) -> dict[int, list[tuple[Page, int, str]]]:
        """The further parts of articles that begin on a page: page, number of the article there, why it is one."""
        joins = [join for join in self.whole(page).joins if join.parts[0][0] == self._at[page]]
        return {
            join.parts[0][1]: [(self.pages[at], one, why) for (at, one), why in zip(join.parts[1:], join.why, strict=True)]
            for join in joins
        }

    def given(self, page: str) -> dict[int, str]:
        """The articles of a page that are parts of others: the id of each of those."""
        at, joins = self._at[page], self.whole(page).joins
        away = {part for join in joins for part in join.parts[1:]}
        found = {}
        for join in joins:
            first, article = join.parts[0]
            order = 1 + article - sum(other == first and one < article for other, one in away)
            owner = f"{self.batch}/{self.pages[first].name}/{order:02d}"
            found.update({one: owner for other, one in join.parts[1:] if other == at})
        return found

    def cautions(self, page: str) -> dict[int, tuple[Caution, ...]]:
        """What to say of articles of a page that lack parts."""
        return {one: said for (at, one), said in self.whole(page).cautions.items() if at == self._at[page]}

    def without(self, names: Collection[str]) -> Issued:
        """The same, pages of these names not being counted on."""
        pages = [replace(page, clean=None, segmented=None) if page.name in names else page for page in self.pages]
        return Issued(self.batch, pages, self.join)

    def number(self, page: Page, by: str) -> str | None:
        """A page's number, as it counts for the page ``by``."""
        return self.whole(by).numbers[self._at[page.name]]

    def told(self, page: str) -> str:
        """All of this that a page's result of the last stage is made from, as a digest."""
        taken = [
            [article, [[*_made_from(part), one, why, self.number(part, page)] for part, one, why in parts]]
            for article, parts in sorted(self.taken(page).items())
        ]
        cautions = [[one, list(map(msgspec.structs.asdict, said))] for one, said in sorted(self.cautions(page).items())]
        given = sorted(self.given(page).items())
        own = self.number(self.pages[self._at[page]], page)
        issue = [asdict(self.whole(page).heading), own, len(self.pages)]
        return digest(json.dumps([issue, taken, given, cautions], sort_keys=True).encode())


def _made_from(page: Page) -> list[str]:
    assert page.clean
    assert page.segmented
    return [page.name, page.file.source, page.clean.inputs["source"], page.clean.result, page.segmented.result]


def issue_of(job: Job, file: SeedFile, own: Mapping[int, Stamp]) -> Issued | None:
    """The issue of a file's pages; None where a page is by itself.

    Args:
        job: the batch.
        file: the file.
        own: the labels of its pages' results of stage 1, by number.
    """
    several = 1 in own and own[1].parts > 1
    listed, mates = mates_of(job, file)
    if not several and not listed and len(mates) == 1:
        return None
    if several and not listed:
        mates = [file]
    join = getattr(job.settings_of("emit", file), "join", NEVER) != NEVER
    key = tuple(mate.source for mate in mates), listed or several, join
    if job.issued is not None and key in job.issued:
        return job.issued[key]
    pages = [page for mate in mates for page in _pages(job, mate, own if mate == file else None, listed or several)]
    found = Issued(job.batch, pages, join)
    if job.issued is not None:
        while len(job.issued) >= KEPT:
            del job.issued[next(iter(job.issued))]
        job.issued[key] = found
    return found


def mates_of(job: Job, file: SeedFile) -> tuple[bool, Sequence[SeedFile]]:
    """Whether a METS names the file, and the files of its issue, itself among them: as it lists them, else 2 before 10."""
    try:
        issue = job.issues.naming(file)
    except PageError:
        return False, [file]
    folder = file.source.rpartition("/")[0]
    if issue:
        mates = job.mates(folder, issue.digest, lambda mate: mate.source.rpartition("/")[2] in issue.names)
        return True, sorted(mates, key=lambda mate: issue.names[mate.source.rpartition("/")[2]])
    if "/" not in file.name or file.trouble:
        return False, [file]
    beside = job.mates(folder, "", lambda mate: not _named(job, mate))
    return False, beside if len(beside) <= MOST_PAGES else [file]


def _named(job: Job, file: SeedFile) -> bool:
    """Whether a METS names the file, or nothing can be known."""
    try:
        return job.issues.naming(file) is not None or file.trouble is not None
    except PageError:
        return True


def _pages(job: Job, file: SeedFile, own: Mapping[int, Stamp] | None, several: bool) -> Iterator[Page]:
    """A file's pages; none of a file of several that is in no METS: it is an issue itself."""
    shelves = job.shelves
    first = own.get(1) if own is not None else shelves["normalise"].stamp(file.name)
    parts = first.parts if first else 1
    for number in range(1, parts + 1 if parts == 1 or several else 1):
        page = file.page(number)
        clean = first if number == 1 else own.get(number) if own is not None else shelves["normalise"].stamp(page)
        made = shelves["segment"].stamp(page) if clean else None
        yield Page(file, number, clean if made else None, made, job.failures.get(page) is not None)
