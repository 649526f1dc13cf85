"""Work that other processes do under this one's lock, perhaps on other machines.

The lender's note lies in a file. Whoever works for it has that file locked for sharing (``flock``) while at work, and looks
at the note before each piece of work: a note that is gone or another's says that the work is nobody's any more. The lender,
or whoever follows a killed one, takes the note away and waits until nobody has the file locked; only then may others begin.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 30.0  # seconds for borrowers to be done with the piece of work they are at


@dataclass(frozen=True)
class Loan:
    """A file, and the note in it for as long as the loan stands."""

    path: Path
    note: str

    @classmethod
    def begin(cls, path: Path) -> Loan:
        """Lend what this process has locked; earlier loans from the same file stand no more.

        Raises:
            OSError: the file cannot be written.
        """
        loan = cls(path.absolute(), uuid.uuid4().hex)
        loan.path.write_text(loan.note, encoding="ascii")
        return loan

    @property
    def stands(self) -> bool:
        """Whether the lender still wants the work done, as far as can be seen from here."""
        try:
            return self.path.read_text(encoding="ascii") == self.note
        except (OSError, ValueError):
            return False

    @contextlib.contextmanager
    def at_work(self) -> Iterator[None]:
        """Within this block, have it known that somebody is at work.

        Raises:
            OSError: the file is not there, or its file system knows no locks.
        """
        file = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(file, fcntl.LOCK_SH)
            yield
        finally:
            os.close(file)


def end_loans(path: Path, patience: float | None = None) -> bool:
    """Take a note away and wait until nobody works by it any more.

    Returns:
        Whether nobody does. The file is gone then, and else stays for who comes next to wait on.

    Raises:
        OSError: it cannot be written.
    """
    try:
        file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return True
    try:
        os.ftruncate(file, 0)
        until = time.monotonic() + (_PATIENCE if patience is None else patience)
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    return False
                time.sleep(0.02)
        path.unlink(missing_ok=True)
        return True
    finally:
        os.close(file)
