"""What people say of a batch's pages: ``corrections.json`` beside its seeds, an input of the pages that it names.

It is never a page. What is wrong with it is told as a failure of its own, and costs no page anything: entries that can be
read are honoured; a page whose entry cannot keeps what was made of it before, since nothing says that its corrections are
withdrawn. Only where such a page must be made anew is it made without them, with a warning.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from tasks.model.correction import Correction, Edge, HeadlineOf, KindOf
from tasks.model.errors import PageError
from tasks.model.ledger import Caution
from tasks.run.remote_seeds import RemoteSeeds
from tasks.run.seeds import CORRECTIONS, DEFAULT, SeedFile
from tasks.run.seeds import read as read_seed
from tasks.store import digest

SCHEMA = "corrections.schema.json"
LARGEST = 50_000_000
"""Bytes that the file may have; two thousand pages with fifty corrections each take some eight million."""
NAME = CORRECTIONS
"""What its failure is called: no page has this name."""
UNREAD = "unread"
"""In the label of a result that was made without corrections since they could not be read."""
_SHOWN, _MOST = 20, 1000
"""Problems that are told, the rest being counted; and looked for: a file that has so many is none."""


class CorrectionsBroken(PageError):
    """A ``corrections.json`` of which something cannot be honoured."""

    mend = "mend the file, or take it away; if it is a page, rename it"


@dataclass(frozen=True)
class Entry:
    """What is said of a page: of which source, whether all of the page was looked at, and what was wrong with it."""

    sha256: str
    checked: bool
    corrections: tuple[Correction, ...]


@dataclass(frozen=True)
class Contents:
    """A file as read: entries by page, what is wrong with it, and whose entries are broken (None: all may be)."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    broken: frozenset[str] | None = frozenset()
    may_pass: bool = False


NOTHING = Contents()


class Corrections:
    """The corrections of one batch, read once for as long as their file stays as it is."""

    def __init__(self, seeds: Path | RemoteSeeds, batch: str, leave: bool = False) -> None:
        """Of a batch below the folder, or the URL, of all seeds; ``leave``: as if there were none."""
        self.seeds = seeds
        self.batch = batch
        self.source = CORRECTIONS if batch == DEFAULT else f"{batch}/{CORRECTIONS}"
        self.leave = leave
        self.held: Contents | None = None
        self._read: tuple[object, Contents] | None = None

    def of(self, page: str) -> Entry | None:
        """What is said of a page."""
        return self._contents().entries.get(page)

    def pages(self) -> list[str]:
        """The pages that something is said of, in the file's order."""
        return list(self._contents().entries)

    def inputs(self, page: str, source: str, before: Mapping[str, str]) -> dict[str, str]:
        """What a page's articles would be made from, by name: the digest of its corrections, if it has any.

        Args:
            page: its name.
            source: the digest of its source.
            before: the inputs of what was made of it last; none if nothing was.
        """
        found = self._contents()
        entry = found.entries.get(page)
        if entry and entry.corrections:
            told = json.dumps([entry.sha256 == source, [repr(one) for one in entry.corrections]])
            return {"corrections": digest(told.encode())}
        if "corrections" in before and self._is_unread(found, page):
            return {"corrections": before["corrections"]}
        return {}

    def told(self, page: str, source: str, had_some: bool) -> tuple[tuple[Correction, ...], tuple[Caution, ...]]:
        """The corrections to make on a page, and what its reader should know of those that are not.

        Args:
            page: its name.
            source: the digest of its source.
            had_some: whether it was made with corrections before.
        """
        found = self._contents()
        entry = found.entries.get(page)
        if had_some and self._is_unread(found, page):
            why = f"{self.source} cannot be read, and this page had corrections: it was made without them"
            return (), (Caution("corrections-unread", why),)
        if entry is None or not entry.corrections:
            return (), ()
        if entry.sha256 != source:
            count = f"{len(entry.corrections)} correction{'s' if len(entry.corrections) > 1 else ''} of {self.source}"
            why = f"{count}, not made: of a source with sha256 {entry.sha256[:12]}…, this has {source[:12]}…"
            return (), (Caution("correction-unused", why),)
        return entry.corrections, ()

    def is_unread(self, page: str) -> bool:
        """Whether it cannot be told what is said of a page."""
        return self._is_unread(self._contents(), page)

    @staticmethod
    def _is_unread(found: Contents, page: str) -> bool:
        return page not in found.entries and (found.broken is None or page in found.broken)

    def trouble(self, known: Callable[[str], bool] | None = None) -> CorrectionsBroken | None:
        """What is wrong with the file; ``known`` says whether the batch has, or may have, a page of a name."""
        found = self._contents()
        problems = list(found.problems)
        if known:
            problems += [f"the batch has no page {page!r}" for page in found.entries if not known(page)]
        if not problems:
            return None
        more = f"; and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        text = f"{self.source}: {'; '.join(problems[:_SHOWN])}{more}"
        return CorrectionsBroken(text, may_pass=found.may_pass)

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        """Within this block the file is as it was at its beginning: who looks at many pages asks once."""
        self.held, before = self.held or self._contents(), self.held
        try:
            yield
        finally:
            self.held = before

    def _contents(self) -> Contents:
        if self.held is not None:
            return self.held
        if self.leave:
            return NOTHING
        if isinstance(self.seeds, RemoteSeeds):
            if self._read is None:  # behind a URL a run lists once, and reads once
                there = self.source in set(self.seeds.sources())
                self._read = None, self._parsed() if there else NOTHING
            return self._read[1]
        try:
            seen = os.stat(f"{self.seeds}/{self.source}")  # noqa: PTH116 - a Path takes longer than the asking, and each page asks
            key = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino, seen.st_mode)
        except FileNotFoundError:
            if not os.path.islink(f"{self.seeds}/{self.source}"):  # noqa: PTH114
                return NOTHING
            key = (0, 0, 0, 0, 0)
        except OSError as wrong:
            return _broken(f"cannot be looked at: {wrong.strerror or wrong}", may_pass=True)
        if self._read is None or self._read[0] != key:
            self._read = key, self._parsed()
        return self._read[1]

    def _parsed(self) -> Contents:
        try:
            data = self._bytes()
        except PageError as wrong:
            return _broken(str(wrong), wrong.may_pass)
        if data is None:
            return NOTHING
        return parsed(data, self.batch)

    def _bytes(self) -> bytes | None:
        """The file's bytes; None if it is a folder, which holds pages as any."""
        file = SeedFile(self.source, self.source)
        if isinstance(self.seeds, RemoteSeeds):
            return self.seeds.read(file, LARGEST)
        place = self.seeds / self.source
        if place.is_dir():
            return None
        roots = (self.seeds, self.seeds / self.batch)
        if place.is_symlink() and not any(place.resolve().is_relative_to(root.resolve()) for root in roots):
            raise PageError("it is a link that leads out of the seeds folder")
        return read_seed(file, self.seeds, LARGEST)


def _broken(why: str, may_pass: bool = False) -> Contents:
    return Contents(problems=(why,), broken=None, may_pass=may_pass)


def parsed(data: bytes, batch: str) -> Contents:
    """A file's entries, and all that is wrong with it, each problem with the place it stands at.

    >>> parsed(b'{"schema_version": "1.0", "batch": "b", "pages": [{}]}', "b").problems[0]
    "pages/0: 'page' is a required property"
    """
    if len(data) > LARGEST:
        return _broken(f"has more than {LARGEST} bytes: no corrections take so many")
    try:
        raw = json.loads(data.decode("utf-8-sig"), parse_float=_number)
    except (ValueError, RecursionError) as wrong:
        return _broken(f"is no JSON: {wrong}")
    places: dict[str, list[int]] = {}
    problems, bad, whole = [], set[int](), True
    for place, message in islice(_faults(raw), _MOST):
        problems.append(f"{'/'.join(map(str, place)) or 'the whole'}: {message}")
        within = len(place) > 1 and place[0] == "pages"
        bad |= {int(place[1])} if within else set()
        whole = whole and within
    if not whole or len(problems) == _MOST:
        return Contents(problems=tuple(problems), broken=None)
    if raw["batch"] != batch:
        return _broken(f"is of batch {raw['batch']!r}, and lies beside the pages of {batch!r}")
    for number, page in enumerate(raw["pages"]):
        if isinstance(page, dict) and isinstance(page.get("page"), str):
            places.setdefault(page["page"], []).append(number)
    twice = {page: numbers for page, numbers in places.items() if len(numbers) > 1}
    problems += [f"pages/{numbers[-1]}: page {page!r} has an entry already" for page, numbers in twice.items()]
    broken = {page for page, numbers in places.items() if page in twice or not bad.isdisjoint(numbers)}
    nameless = len(bad) > sum(n in bad for numbers in places.values() for n in numbers)
    entries = {page: _entry(raw["pages"][numbers[0]]) for page, numbers in places.items() if page not in broken}
    return Contents(entries, tuple(problems), None if nameless else frozenset(broken))


def _faults(raw: object) -> Iterator[tuple[list[Any], str]]:
    """What does not fit the schema, or is no span: where, and why."""
    for error in _validator().iter_errors(raw):
        told = error.message  # it quotes what is wrong, however long, and then says why
        yield list(error.instance_path), told if len(told) < 300 else f"{told[:150]} … {told[-150:]}"
    pages = raw.get("pages") if isinstance(raw, dict) else None
    for n, page in enumerate(pages if isinstance(pages, list) else []):
        found = page.get("corrections") if isinstance(page, dict) else None
        for k, one in enumerate(found if isinstance(found, list) else []):
            spans = [one.get("line"), one.get("of"), *_list(one.get("lines"))] if isinstance(one, dict) else []
            for span in spans:
                if isinstance(span, list) and len(span) == 2 and all(type(at) is int for at in span) and span[0] >= span[1]:
                    yield ["pages", n, "corrections", k], f"{span} is no span: it ends where it begins, or before"


def _number(text: str) -> float:
    """A number with a point: 12.0 is the whole number 12, as the schema takes it."""
    number = float(text)
    return int(number) if number.is_integer() else number


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


@cache
def _validator() -> Any:  # noqa: ANN401 - the library has no type for it
    from importlib.resources import files  # where it is needed, as the other: they take a while

    from jsonschema_rs import validator_for

    return validator_for(json.loads(files(__package__).joinpath(SCHEMA).read_text(encoding="utf-8")))


def _entry(raw: Mapping[str, Any]) -> Entry:
    return Entry(raw["sha256"], raw.get("checked", False), tuple(_correction(one) for one in raw["corrections"]))


def _correction(raw: Mapping[str, Any]) -> Correction:
    if raw["what"] == "headline":
        return HeadlineOf(tuple((lo, hi) for lo, hi in raw["lines"]), tuple(raw["of"]))
    if raw["what"] == "kind":
        return KindOf(tuple(raw["of"]), raw["kind"])
    return Edge(raw["what"], tuple(raw["line"]), raw["right"])


def known_among(pages: Collection[str], unsure: Collection[str]) -> Callable[[str], bool]:
    """Whether a name is a page's; ``unsure`` are files of which it is not known how many pages they have."""
    return lambda page: page in pages or page.rpartition(".p")[0] in unsure
