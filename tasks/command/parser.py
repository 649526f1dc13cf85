"""What the command line may be told. Settings of the stages are options too, checked where they are read."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from tasks.run.errors import Usage

STAGES = ("normalise", "reflow", "segment", "emit")
EXPORTS = ("jsonl", "parquet", "dolma", "ninjs", "json-ld", "american-stories", "impresso", "tei")
KINDS = ("article", "caption", "notice", "unknown")
_OPTIONS = (
    "config", "seeds", "intermediate", "output",
    "workers", "shard_size", "layout", "retry", "engine", "scheduler", "log_file", "log_format", "metrics_file",
)  # fmt: skip
_EPILOG = (
    "Any setting of luigi.cfg can be given as an option, e.g. --encoding big5 or --emit.script zh-Hant; "
    "'clipsheet settings' lists them. Exit codes: 0 all done, 2 wrong usage, 10 already running, 20 no such batch or page, "
    "25 cannot be run, 30 pages failed, 35 scheduling error, 40 error of the program, 129, 130 or 143 stopped by a signal."
)


class _Commands:
    """The commands of the parser, each with the options that all have (:func:`_folders`)."""

    def __init__(self, top: argparse.ArgumentParser) -> None:
        self._commands = top.add_subparsers(dest="command", metavar="COMMAND")
        self._shared = _folders()

    def add(self, name: str, does: str, *parents: argparse.ArgumentParser, target: str = "") -> argparse.ArgumentParser:
        """A command; where it writes something of its own, ``--output`` is its ``target``."""
        folders = _folders(target) if target else self._shared
        return self._commands.add_parser(
            name, help=does, description=does, parents=[folders, *parents], epilog=_EPILOG, allow_abbrev=False
        )


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = argparse.ArgumentParser(
        prog="clipsheet", description="Raw newspaper pages in, clean articles out.", epilog=_EPILOG, allow_abbrev=False
    )
    top.add_argument("--version", action="store_true", help="print the version and stop")
    commands = _Commands(top)
    _working(commands)
    _looking(commands)
    _export(commands)
    _keeping(commands)
    return top


def _work() -> argparse.ArgumentParser:
    """The options of commands that clean pages."""
    work = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    work.add_argument("--workers", metavar="N", help="processes at work at once (1)")
    work.add_argument("--shard-size", metavar="N", help="files per Luigi task (100)")
    work.add_argument("--layout", metavar="L", help="files: one for each result; shards: many to a file (as the batch lies)")
    work.add_argument("--retry", metavar="N", help="try again, up to N times, what may pass with nothing changed (0)")
    work.add_argument("--engine", metavar="E", help="local, or dask: Dask's workers, here or on other machines (local)")
    scheduler = "a luigid, http://…; with --engine dask Dask's, tcp://… (none: the run schedules itself, on this machine)"
    work.add_argument("--scheduler", metavar="URL", help=scheduler)
    work.add_argument("--log-file", metavar="FILE", help="add a log of the run to this file; - is standard error")
    work.add_argument("--log-format", metavar="F", help="text or json, one entry a line (text)")
    work.add_argument("--metrics-file", metavar="FILE", help="write figures for Prometheus to this file")
    work.add_argument("--verbose", action="store_true", help="log what Luigi says, too (to standard error, if to no file)")
    return work


def _working(commands: _Commands) -> None:
    """``run`` and ``rerun``."""
    work = _work()
    pages = "only this page, or all that fit: w* (may be repeated)"
    run = commands.add("run", "clean every page that is new or whose making has changed", work)
    run.add_argument("--batch", action="append", metavar="B", help="only this batch (may be repeated; all if none is named)")
    run.add_argument("--page", action="append", default=[], metavar="P", help=pages)
    rerun = commands.add("rerun", "run a stage and those after it again for some pages, and nothing else", work)
    rerun.add_argument("--stage", choices=STAGES, help="the first stage to run (with --failed: each page's failed one)")
    rerun.add_argument("--batch", required=True, metavar="B", help="the batch")
    rerun.add_argument("--page", action="append", default=[], metavar="P", help=pages)
    rerun.add_argument("--failed", action="store_true", help="only pages that failed")
    rerun.add_argument("--dry-run", action="store_true", help="say what would be removed and run, and do nothing")


def _looking(commands: _Commands) -> None:
    """What shows pages and what became of them: ``status``, ``explain``, ``draw``, ``review``."""
    status = commands.add("status", "how each page stands at each stage, and why")
    status.add_argument("--batch", metavar="B", help="only this batch")
    status.add_argument("--json", action="store_true", help="for machines")
    explain = commands.add("explain", "what happened on a page, and why")
    explain.add_argument("page", metavar="PAGE", help="the page's name, or batch/page")
    explain.add_argument("--batch", metavar="B", help="its batch, where the name alone does not tell")
    explain.add_argument("--line", type=int, metavar="N", help="a line of the source file, counted from 1")
    between = "why these two articles part where they do (their numbers)"
    explain.add_argument("--between", type=int, nargs=2, metavar=("A", "B"), help=between)
    explain.add_argument("--removed", action="store_true", help="what was taken out of the text or set aside")
    explain.add_argument("--json", action="store_true", help="for machines")
    draw = commands.add(
        "draw",
        "a page with boxes as a picture (SVG): articles, roles, order",
        target="the picture's file (standard output)",
    )
    draw.add_argument("page", metavar="PAGE", help="the page's name, or batch/page")
    draw.add_argument("--batch", metavar="B", help="its batch, where the name alone does not tell")
    review = commands.add("review", "a batch as a site to look at and to correct, in output/<batch>/review/")
    review.add_argument("--batch", metavar="B", help="only this batch")


def _export(commands: _Commands) -> None:
    export = commands.add(
        "export",
        "published articles as other programs read them",
        target="file or folder to write to (export/FORMAT); - is standard output",
    )
    export.add_argument("--to", required=True, choices=EXPORTS, help="the format")
    export.add_argument(
        "--batch", action="append", metavar="B", help="only this batch (may be repeated; all if none is named)"
    )
    export.add_argument(
        "--kind", action="append", default=[], choices=KINDS, help="only articles of this kind (may be repeated)"
    )
    tag = "only articles in this language, e.g. zh or zh-Hant (may be repeated)"
    export.add_argument("--language", action="append", default=[], metavar="L", help=tag)
    least = "only articles whose confidences (headline, start, end) are all at least this, 0 to 1"
    export.add_argument("--min-confidence", metavar="X", help=least)
    for option, only in (("--warning", "only articles with"), ("--without-warning", "only articles without")):
        told = f"{only} this warning; without a CODE, any (may be repeated)"
        export.add_argument(option, action="append", default=[], nargs="?", const="any", metavar="CODE", help=told)
    export.add_argument("--since", metavar="DAY", help="only of this day or later: of the batch's name, else of the issue")
    export.add_argument("--until", metavar="DAY", help="only of this day or earlier")
    export.add_argument("--date", metavar="DAY", help="the day of batches whose names do not begin with one")
    export.add_argument("--fields", action="store_true", help="say where each field goes in the format, and do nothing")


def _keeping(commands: _Commands) -> None:
    """``validate``, ``clean``, ``gold``, ``settings``."""
    validate = commands.add("validate", "check all output against the schema and the laws")
    validate.add_argument("--batch", metavar="B", help="only this batch")
    clean = commands.add("clean", "take away cached results that nothing reaches any more")
    clean.add_argument("--batch", metavar="B", help="only this batch")
    clean.add_argument("--dry-run", action="store_true", help="say what would be removed, and do nothing")
    gold = commands.add(
        "gold",
        "pages that a person has checked (corrections.json), as gold for the quality gate",
        target="folder to write to, <batch>/<page>/gold.json (gold)",
    )
    gold.add_argument("--batch", metavar="B", help="only this batch")
    gold.add_argument("--unchecked", action="store_true", help="pages, too, that were corrected and not marked as checked")
    commands.add("settings", "list every setting, what it is set to and what is allowed")


def _folders(target: str = "") -> argparse.ArgumentParser:
    """The options that every command has; where a command writes something of its own, ``--output`` is its ``target``."""
    shared = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    folders = shared.add_argument_group("folders and settings (they win over luigi.cfg)")
    folders.add_argument("--config", metavar="FILE", help="settings file, instead of ./luigi.cfg")
    folders.add_argument("--seeds", metavar="DIR", help="raw pages, read only (seeds)")
    folders.add_argument("--intermediate", metavar="DIR", help="cached results (intermediate)")
    if target:
        shared.add_argument("--output", metavar="PATH", dest="target", help=target)
        folders.add_argument("--articles", metavar="DIR", dest="output", help="articles (output)")
    else:
        folders.add_argument("--output", metavar="DIR", help="articles (output)")
    folders.add_argument("--debug", action="store_true", help="show the traceback of an error")
    return shared


def parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, dict[str, str]]:
    """The command and the settings it was given, by name.

    Raises:
        Usage: something that is neither an option nor a setting with a value.
        SystemExit: argparse's own refusals (2) and ``--help`` (0).
    """
    known, rest = parser().parse_known_args(arguments)
    options = {name: getattr(known, name) for name in _OPTIONS if getattr(known, name, None) is not None}
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if not name.startswith("--") or len(name) < 3 or name in ("--batch", "--page"):  # which most commands have
            raise Usage(f"{name!r} is no option; 'clipsheet {known.command or ''} --help' lists them".replace("  ", " "))
        if not equals:
            if not rest or rest[0].startswith("--"):
                raise Usage(f"{name} is no option, or a setting without a value; 'clipsheet settings' lists the settings")
            value = rest.pop(0)
        options[name.removeprefix("--").replace("-", "_")] = value
    known.typed = list(arguments)
    return known, options
