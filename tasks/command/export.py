"""``export``: published articles as other programs read them."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from tasks.command.apart import apart
from tasks.command.harmless import harmless
from tasks.command.ledger_words import warning_codes
from tasks.export import Format, Wanted, format_of
from tasks.export.wanted import ANY
from tasks.run.errors import NothingThere, Usage
from tasks.run.exporting import Choice, Done, check_one_file, into_file, into_folder, into_sink, receipt
from tasks.run.published_articles import Articles, articles_of
from tasks.run.settings import RunSettings, of_options

STANDARD_OUTPUT = "-"
DEFAULT = "export"
"""The folder that exports go to where none is named: in it, a folder for each format."""
_FILES = (".json", ".jsonl", ".parquet", ".xml", ".csv", ".tsv", ".txt", ".gz", ".zip")
"""What the names of files end in: who asks for ``articles.csv`` wants no folder of that name."""


def export(args: Namespace, options: dict[str, str]) -> int:
    """Export batches; the exit code.

    Raises:
        NothingThere: there are no such articles.
        Usage: a filter that cannot be, a package that is missing, a place that cannot be.
        NotWritable: the export cannot be written.
    """
    settings = of_options(options).run
    choice = Choice(format_of(args.to), _wanted(args), _day(args.date, "--date"))
    if args.fields:
        print("\n".join(fields(choice.format)))
        return 0
    sources = _within(choice, articles_of(settings.output, args.batch or ()))
    place = args.target or f"{DEFAULT}/{choice.format.name}"
    if place == STANDARD_OUTPUT:
        check_one_file(choice.format, sources, "a folder with --output")
        _say(sys.stderr.write, choice, sources, into_sink(choice, sources, [sys.stdout.buffer]), "standard output")
        return 0
    path = _place(place, choice.format, settings)
    if path.name.endswith(choice.format.suffix) and not path.is_dir():
        _say(sys.stdout.write, choice, sources, into_file(choice, sources, path), str(path))
        return 0
    _say(sys.stdout.write, choice, sources, into_folder(choice, sources, path), f"{path}/")
    before = sorted(set(receipt(path)["batches"]) - {source.batch for source in sources})
    if before:
        print(harmless(f"  there from before, and left as it was: {', '.join(before)}"))
    return 0


def fields(kind: Format) -> list[str]:
    """Where each field of an article goes in a format, and what it cannot hold, a line each."""
    width = max(len(row.field or "(always)") for row in kind.rows)
    told = [f"{row.field or '(always)':{width}}  → {row.to}" for row in kind.rows]
    return [kind.title, *told, *(f"cannot be held: {fields} ({why})" for fields, why in kind.lost)]


def _say(write: Callable[[str], object], choice: Choice, sources: Sequence[Articles], done: Iterable[Done], to: str) -> None:
    """Say what was exported, batch by batch as it is done, and what the format could not hold."""
    total = 0
    failed = {source.batch: source.failed() for source in sources}
    for one in done:
        total += one.written
        some = "" if one.written == one.read else f" of {one.read}"
        told = f"batch {one.batch}: {one.written}{some} {_articles(one.read)}" + (", there already" if one.kept else "")
        if failed[one.batch]:
            told += f"; {failed[one.batch]} of its pages failed and are not in it"
        write(harmless(told) + "\n")
    write(harmless(f"{total} {_articles(total)} as {choice.format.title} in {to}") + "\n")
    lost = choice.format.lost_told()
    if lost:
        write(f"  {choice.format.name} cannot hold {', '.join(lost)}; --fields says why\n")


def _articles(number: int) -> str:
    return "article" if number == 1 else "articles"


def _wanted(args: Namespace) -> Wanted:
    for option, asked in (("--warning", args.warning), ("--without-warning", args.without_warning)):
        known = warning_codes("article")
        unknown = next((code for code in asked if code not in (ANY, *known)), None)
        if unknown is not None:
            what = "a warning of pages, in page.json" if unknown in warning_codes() else "no warning"
            raise Usage(f"{option} {unknown} is {what}; those of articles are {', '.join(known)}")
    since, until = _day(args.since, "--since"), _day(args.until, "--until")
    if since and until and since > until:
        raise Usage(f"no day is from {since} to {until}; give the earlier one to --since")
    return Wanted(
        kinds=args.kind,
        languages=args.language,
        min_confidence=_share(args.min_confidence),
        warnings=args.warning,
        without_warnings=args.without_warning,
        since=since,
        until=until,
    )


def _share(text: str | None) -> float:
    try:
        value = float(text or 0)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise Usage(f"--min-confidence {text} is no share; give a number from 0 to 1, such as 0.8")
    return value


def _day(text: str | None, option: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise Usage(f"{option} {text} is no day; write it as 2026-11-23") from wrong


def _within(choice: Choice, found: Sequence[Articles]) -> list[Articles]:
    """The batches that are called by days asked for, or by none.

    Raises:
        NothingThere: there are none.
    """
    sources = [source for source in found if choice.may_take(source.batch)]
    if not sources:
        raise NothingThere(f"no batch is of the days asked for; {found[0].batch} to {found[-1].batch} are there")
    return sources


def _place(place: str, kind: Format, settings: RunSettings) -> Path:
    """Where to write.

    Raises:
        Usage: on another machine, where seeds, cached results or articles lie, or a file that is none of the format's.
    """
    path = apart(place, settings)
    if not path.is_dir() and not path.name.endswith(kind.suffix) and (path.exists() or path.name.endswith(_FILES)):
        files = f"a file that ends in {kind.suffix}, or a folder" if len(kind.files) == 1 else "a folder"
        raise Usage(f"--output {place} is no place for {kind.name}; name {files}")
    return path
