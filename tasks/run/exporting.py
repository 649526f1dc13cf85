"""Exports: published articles through a format into files that are whole or not there.

Into a folder, each batch has files of its own, and ``_export.json`` says what each was made from. A batch whose articles,
filters, format and code are the same is left alone, so that an export that was killed goes on with the batch it was at, and
one of every night writes the new batch alone. A folder has batches of one format and the same filters, so that whoever
reads all of it knows what it has. Into one file, an export begins again. Either way what is not whole lies beside its place
under another name (see :class:`~tasks.store.Growing`) and is written over by the next export.
"""

from __future__ import annotations

import dataclasses
import errno
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tasks.export import Entry, Format, NotHeld, PackageMissing, Sink, Wanted, Writer, day_of
from tasks.run.errors import AlreadyRunning, NotWritable, Usage
from tasks.run.published_articles import Articles
from tasks.run.stages import program_version
from tasks.store import Growing, Unwritable, making_of, write_whole

RECEIPT = "_export.json"
"""What is in a folder of exports; readers of Parquet and Spark pass over names that begin so."""

_NOTED = {"made_from", "read", "written", "files"}

_FILTERS = {
    "kinds": "--kind",
    "languages": "--language",
    "min_confidence": "--min-confidence",
    "warnings": "--warning",
    "without_warnings": "--without-warning",
    "since": "--since",
    "until": "--until",
}
"""By filter: the option that sets it."""

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Choice:
    """What to export: as what, which articles, and the day of batches that are called by none."""

    format: Format
    wanted: Wanted = field(default_factory=Wanted)
    day: date | None = None

    def may_take(self, batch: str) -> bool:
        """Whether articles of a batch may pass: it is called by a day that is asked for, or by none."""
        day = day_of(batch)
        return day is None or self.wanted.takes_day(day)

    def filters(self, batch: str) -> dict[str, Any]:
        """What decides which articles of a batch pass; days decide on whole batches, where these are called by days."""
        given = dataclasses.asdict(self.wanted) | ({"since": None, "until": None} if day_of(batch) else {})
        listed = {name: sorted(value) if isinstance(value, list | tuple) else value for name, value in given.items()}
        plain: dict[str, Any] = json.loads(json.dumps(listed, default=str))
        return plain

    def recipe(self, source: Articles) -> dict[str, Any]:
        """All that a batch's files follow from, for the receipt."""
        making = making_of(f"tasks.export.{self.format.name.replace('-', '_')}", _ROOT, "tasks.export.wanted")
        recipe = {
            "version": program_version(),
            "making": [making.code, making.data, making.libraries],
            "filters": self.filters(source.batch),
            "day": self.day,
            "articles": source.mark(),
        }
        plain: dict[str, Any] = json.loads(json.dumps(recipe, default=str))
        return plain


@dataclass(frozen=True)
class Done:
    """What was exported of a batch: how many articles were read and written; ``kept``: it was there already."""

    batch: str
    read: int
    written: int
    kept: bool = False


def into_sink(choice: Choice, sources: Sequence[Articles], sinks: Sequence[Sink]) -> list[Done]:
    """Write batches one after the other as one export.

    Raises:
        Usage: an article that the format cannot have, or a package that it needs.
        OSError: the sink cannot be written, or the articles cannot be read.
    """
    day = day_of(sources[0].batch) or choice.day if len(sources) == 1 else None
    try:
        writer = choice.format.begin(sinks, ", ".join(source.batch for source in sources), day)
        done = [_written(choice, source, writer) for source in sources]
        writer.end()
    except (NotHeld, PackageMissing) as wrong:
        raise Usage(str(wrong)) from wrong
    return done


def _written(choice: Choice, source: Articles, writer: Writer) -> Done:
    night = day_of(source.batch)
    read = written = 0
    for article in source:
        read += 1
        entry = Entry(article, night, choice.day)
        if choice.wanted.takes(entry):
            writer.add(entry)
            written += 1
    return Done(source.batch, read, written)


def into_file(choice: Choice, sources: Sequence[Articles], path: Path) -> list[Done]:
    """Write all batches into one file.

    Raises:
        Usage: the format has no such file; or as :func:`into_sink`.
        NotWritable, AlreadyRunning: what was there is as it was.
    """
    check_one_file(choice.format, sources, f"a folder with --output, not {path}")
    with _files([path]) as (files, sinks):
        done = into_sink(choice, sources, sinks)
        _put(files)
    return done


def check_one_file(kind: Format, sources: Sequence[Articles], instead: str) -> None:
    """See that a format has one file for all of these batches.

    Raises:
        Usage: it has not.
    """
    if len(kind.files) > 1:
        raise Usage(f"{kind.name} makes {len(kind.files)} files of a batch; name {instead}")
    if not kind.joins and len(sources) > 1:
        raise Usage(f"{kind.name} makes a document of each batch; name one with --batch, or {instead}")


def into_folder(choice: Choice, sources: Sequence[Articles], folder: Path) -> Iterator[Done]:
    """Write each batch's files, and note it; what is there already stays.

    Raises:
        Usage: the folder holds another format, or was made with other filters; or as :func:`into_sink`.
        NotWritable, AlreadyRunning: batches before this one are done.
    """
    noted = receipt(folder)
    _check_folder(choice, noted, folder)
    noted["format"] = choice.format.name
    for source in sources:
        recipe = choice.recipe(source)
        names = [name.format(source.batch) for name in choice.format.files]
        known = noted["batches"].get(source.batch)
        if known and known["made_from"] == recipe and known["files"] == _sizes(folder, names):
            yield Done(source.batch, known["read"], known["written"], kept=True)
            continue
        with _files([folder / name for name in names]) as (files, sinks):
            (done,) = into_sink(choice, [source], sinks)
            if noted["batches"].pop(source.batch, None):  # while its files change, nothing is said of them
                write_whole(folder / RECEIPT, _as_bytes(noted))
            _put(files)
            noted["batches"][source.batch] = {
                "made_from": recipe,
                "read": done.read,
                "written": done.written,
                "files": _sizes(folder, names),
            }
            write_whole(folder / RECEIPT, _as_bytes(noted))
        yield done


def _check_folder(choice: Choice, noted: dict[str, Any], folder: Path) -> None:
    if noted["format"] not in (choice.format.name, None):
        raise Usage(f"{folder} holds an export as {noted['format']}; name another folder with --output")
    for batch, known in noted["batches"].items():
        filters = known["made_from"].get("filters") if isinstance(known["made_from"], dict) else None
        if isinstance(filters, dict) and filters != choice.filters(batch):
            raise Usage(
                f"{folder} holds an export {_told(filters)}, which this one would write over in part; "
                "name another folder with --output, or take that one away"
            )


def _told(filters: dict[str, Any]) -> str:
    """An export's filters, as they are typed.

    >>> _told({"kinds": ["caption", "notice"], "min_confidence": 0.8}), _told({"kinds": []})
    ('with --kind caption --kind notice --min-confidence 0.8', 'without filters')
    """
    listed = {name: value if isinstance(value, list) else [value] for name, value in filters.items() if value}
    typed = [f"{option} {value}" for name, option in _FILTERS.items() for value in listed.get(name, ())]
    return f"with {' '.join(typed)}" if typed else "without filters"


def receipt(folder: Path) -> dict[str, Any]:
    """What a folder of exports says of itself."""
    try:
        found = json.loads((folder / RECEIPT).read_bytes())
        batches = {batch: known for batch, known in dict(found["batches"]).items() if {*known} >= _NOTED}
        return {"schema_version": "1.0", "format": found["format"], "batches": batches}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {"schema_version": "1.0", "format": None, "batches": {}}


def _as_bytes(noted: dict[str, Any]) -> bytes:
    ordered = noted | {"batches": dict(sorted(noted["batches"].items()))}
    return json.dumps(ordered, ensure_ascii=False, indent=2).encode() + b"\n"


def _sizes(folder: Path, names: Sequence[str]) -> dict[str, int | None]:
    return {name: (folder / name).stat().st_size if (folder / name).is_file() else None for name in names}


class _Tap:
    """A way into a file that may be shut: a writer that was left may still write when it is thrown away."""

    def __init__(self, file: Growing) -> None:
        self._file = file
        self.open = True

    def write(self, data: bytes) -> int:
        return self._file.write(data) if self.open else len(data)


@contextmanager
def _files(paths: Sequence[Path]) -> Iterator[tuple[list[Growing], list[_Tap]]]:
    """Files on their way; those that are not put leave nothing."""
    files: list[Growing] = []
    taps: list[_Tap] = []
    try:
        for path in paths:
            files.append(Growing(path))
            taps.append(_Tap(files[-1]))
        yield files, taps
    except Unwritable as wrong:
        if wrong.errno == errno.EBUSY:
            raise AlreadyRunning(f"{wrong.filename} is being written by another export; wait until it is done") from wrong
        raise NotWritable(
            f"{wrong}; make room, or name another place with --output. What is done is kept, the same command goes on"
        ) from wrong
    finally:
        for tap in taps:
            tap.open = False
        for file in files:
            file.drop()


def _put(files: Sequence[Growing]) -> None:
    """Put files in their places, the last first: what belongs to the first stands before it."""
    for file in files:
        file.whole()
    for file in reversed(files):
        file.put()
