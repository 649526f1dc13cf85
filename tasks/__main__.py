"""The command ``clipsheet``; ``python -m tasks`` is the same."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from tasks.command import streams
from tasks.command.parser import parse, parser
from tasks.run.errors import NotWritable, RunError, Usage

UNHANDLED = 40


def settle_in() -> None:
    """Make sure of what every program relies on and not every caller gives it; before anything else, and once.

    Streams that were closed (``>&-``) lead nowhere, else the first files that are opened would take their numbers. And names
    of files are UTF-8, whatever the locale: where Python would read them otherwise, it begins again in its UTF-8 mode.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8", closefd=False))  # noqa: SIM115
    if sys.getfilesystemencoding() != "utf-8" and sys.executable:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
    streams.install()


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; the exit code (see ``--help``)."""
    if arguments is None:
        settle_in()
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a character does not end a run
    try:
        with streams.flushed():
            return _done(arguments)
    except KeyboardInterrupt as stop:
        return _stopped(stop)
    except BrokenPipeError as wrong:
        streams.unprinted(wrong)
        sys.stderr.close()
        return 0
    except Exception as wrong:
        if isinstance(wrong.__cause__, KeyboardInterrupt):  # while a class was made: Python 3.11 says it so
            return _stopped(wrong.__cause__)
        return _told(wrong, debug="--debug" in arguments)


def _stopped(stop: KeyboardInterrupt) -> int:
    """Say that a signal ended the work; the exit code."""
    print(f"clipsheet: {str(stop) or 'stopped'}; what is done is kept, run again to go on", file=sys.stderr)
    return int(getattr(stop, "code", 130))


def _done(arguments: Sequence[str]) -> int:
    args, options = parse(arguments)
    if args.version:
        from tasks.run.stages import program_version

        print(f"clipsheet {program_version()}")
        return 0
    if not args.command:
        parser().print_help()
        return 2
    return _command(args.command)(args, options)


def _told(wrong: Exception, debug: bool) -> int:
    """Say what went wrong, with ``debug`` where; the exit code, which is the same either way."""
    code, known = UNHANDLED, f"clipsheet: {wrong}"
    if isinstance(wrong, RunError):
        code = wrong.code
    elif unprinted := streams.unprinted(wrong):
        code, known = NotWritable.code, f"clipsheet: {unprinted}"
    elif isinstance(wrong, PermissionError) and wrong.filename:
        code, known = NotWritable.code, f"clipsheet: {wrong.filename} may not be used: {wrong.strerror}; mend its rights"
    elif isinstance(wrong, IsADirectoryError | NotADirectoryError) and wrong.filename:
        code = NotWritable.code
        known = f"clipsheet: {wrong.filename} cannot be read: {wrong.strerror}; take away what stands in its place"
    elif hasattr(wrong, "mend"):  # a store that cannot be reached, or a URL that leads nowhere
        code = NotWritable.code if isinstance(wrong, OSError) else Usage.code
    else:
        known = f"clipsheet: {type(wrong).__name__}: {wrong}\nThe same command with --debug shows where."
    if debug:
        traceback.print_exception(wrong)
    else:
        print(known, file=sys.stderr)
    return code


def _command(name: str) -> Callable[[Any, dict[str, str]], int]:
    """The function behind a command; only what it needs is imported, so that ``--help`` is quick."""
    if name == "run":
        from tasks.command.run import run

        return run
    if name == "rerun":
        from tasks.command.rerun import rerun

        return rerun
    if name == "clean":
        from tasks.command.clean import clean

        return clean
    if name == "draw":
        from tasks.command.draw import draw

        return draw
    if name == "review":
        from tasks.command.review import review

        return review
    if name == "export":
        from tasks.command.export import export

        return export
    if name == "gold":
        from tasks.command.gold import gold

        return gold
    if name in ("status", "settings"):
        from tasks.command import status

        return status.status if name == "status" else status.settings
    if name == "explain":
        from tasks.command.explain import explain

        return explain
    from tasks.command.validate import validate

    return validate


if __name__ == "__main__":
    sys.exit(main())
