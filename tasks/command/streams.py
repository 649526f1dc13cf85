"""Standard output and standard error, so that a full disk or a terminal that is gone costs words and no work."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

OUTPUT = "standard output"


class Output(io.FileIO):
    """Standard output: an error in writing names it, as others name a file."""

    def write(self, data: ReadableBuffer) -> int:
        """Write.

        Raises:
            OSError: with ``filename`` :data:`OUTPUT`.
        """
        try:
            return super().write(data)
        except OSError as wrong:
            wrong.filename = OUTPUT
            raise


class Errors(io.FileIO):
    """Standard error: what cannot be said is not, for there is nowhere to say that."""

    def write(self, data: ReadableBuffer) -> int:
        """Write, or do not."""
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def install() -> None:
    """Have this process print by these."""
    sys.stdout = _over(Output(1, "w", closefd=False), sys.stdout)
    sys.stderr = _over(Errors(2, "w", closefd=False), sys.stderr)


def _over(raw: io.FileIO, before: object) -> io.TextIOWrapper:
    """A stream of text, buffered as it was before."""
    lines, through = (bool(getattr(before, name, False)) for name in ("line_buffering", "write_through"))
    encoding, errors = getattr(before, "encoding", "utf-8"), getattr(before, "errors", "backslashreplace")
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding, errors, line_buffering=lines, write_through=through)


@contextlib.contextmanager
def flushed() -> Iterator[None]:
    """Have all that is printed within this block written at its end.

    Raises:
        OSError: it could not be.
    """
    try:
        yield
    except SystemExit:  # --help, which is printed and ends there
        sys.stdout.flush()
        raise
    sys.stdout.flush()


def unprinted(wrong: BaseException) -> str | None:
    """What to say where this is an error in writing to standard output; nobody writes to it any more then."""
    if not isinstance(wrong, OSError) or wrong.filename != OUTPUT:
        return None
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left in the buffer; Python would fail over it when it ends
    return f"{OUTPUT} cannot be written: {wrong.strerror or wrong}"
