"""A run's log: one entry a line, as text (``time level event key=value …``) or as JSON, whole whatever names hold."""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import os
import re
import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from tasks.report.news import News, tell

STANDARD_ERROR = "-"
_PLAIN = re.compile(r"[^\s\"=]+")


class RunLog:
    """Entries, appended to a file or to standard error, each in one write."""

    def __init__(self, file: int, form: str) -> None:
        """Over an open file.

        Args:
            file: its descriptor.
            form: ``text`` or ``json``.
        """
        self._file = file
        self._form = form
        self._guard = threading.Lock()
        self.lost: OSError | None = None
        """Why entries could not be written, if any could not: a log that cannot be written ends no run."""

    @classmethod
    @contextlib.contextmanager
    def open(cls, path: str, form: str) -> Iterator[RunLog]:
        """A log at the end of a file (``-`` for standard error).

        Raises:
            OSError: the file cannot be written.
        """
        if path == STANDARD_ERROR:
            if sys.stderr is None:  # closed; its number may be another file's by now
                raise OSError(errno.EBADF, "it is closed")
            sys.stderr.flush()
            yield cls(2, form)
            return
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            yield cls(file, form)
        finally:
            os.close(file)

    def write(self, level: str, event: str, fields: Mapping[str, object]) -> None:
        """Add an entry; fields without a value are left out."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        given = {name: value for name, value in fields.items() if value is not None}
        if self._form == "json":
            line = _printable(json.dumps({"time": now, "level": level, "event": event} | given, ensure_ascii=False))
        else:
            line = " ".join([now, level, event, *(f"{name}={_value(value)}" for name, value in given.items())])
        data = line.encode() + b"\n"
        with self._guard:
            try:
                while data:
                    data = data[os.write(self._file, data) :]
            except OSError as wrong:
                self.lost = wrong

    def hear(self, news: News, **more: str) -> None:
        """Add news as an entry, but for work that was not needed."""
        fields = {**more, **news}
        if "log" in fields:
            self.write(str(fields.pop("level")), "log", {**fields, "log": fields.pop("log")})
        elif "error" in fields:
            self.write("error", "error", fields)
        elif (state := str(fields.pop("state", "news"))) != "cached":
            self.write("error" if state == "failed" else "info", state, fields)


def _value(value: object) -> str:
    """A value of a text entry: bare where that is safe, else in quotes."""
    if isinstance(value, str) and value.isprintable() and _PLAIN.fullmatch(value):
        return value
    return _printable(json.dumps(value, ensure_ascii=False))


def _printable(text: str) -> str:
    """JSON in which whatever a terminal might obey, and any other line end, is written as an escape."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in text)


class _Handler(logging.Handler):
    """Makes news of what a logger says, so that workers' lines reach the log whole."""

    def emit(self, record: logging.LogRecord) -> None:
        level = "info" if record.levelno < logging.WARNING else "warning" if record.levelno < logging.ERROR else "error"
        tell({"level": level, "logger": record.name, "log": self.format(record)})


@contextlib.contextmanager
def pass_on(*names: str, level: int = logging.INFO) -> Iterator[None]:
    """Within this block, make news of what these loggers say, and nothing else of it."""
    loggers = [logging.getLogger(name) for name in names]
    before = [(logger.handlers, logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [_Handler()], False
        logger.setLevel(level)
    try:
        yield
    finally:
        for logger, (handlers, propagate, was) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(was)
