"""A file that is written bit by bit, and has its name only when it is whole.

What is written lies beside its place under a name of its own, always the same one: what a killed process left is written
over by the next, so that there is never more than one. Who writes holds it locked (``flock``, which ends with the process),
so that two cannot.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from pathlib import Path

from tasks.store.disk_names import NAME_BYTES
from tasks.store.files import Beside, digest, naming

_ROOM = len(".clipsheet-") + len(".tmp")


class Growing:
    """A file on its way; ``written`` bytes of it are there."""

    def __init__(self, path: Path) -> None:
        """Begin it, with its folder.

        Raises:
            Unwritable: it cannot be begun; ``errno`` is EBUSY where another process is writing it.
        """
        name = path.name if len(path.name.encode()) + _ROOM <= NAME_BYTES else digest(path.name.encode())
        self._beside = Beside(path, path.with_name(f".clipsheet-{name}.tmp"))
        self.written = 0
        with naming(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = _claimed(self._beside.temporary)
        self._open = os.fdopen(self._file, "wb", buffering=1_048_576)

    def write(self, data: bytes) -> int:
        """Write these bytes after the others.

        Raises:
            Unwritable: no room, say.
        """
        with naming(self._beside.path):
            self.written += len(data)
            return self._open.write(data)

    def whole(self) -> None:
        """Have all bytes where they outlast a power cut.

        Raises:
            Unwritable: they may not be there.
        """
        with naming(self._beside.path):
            self._open.flush()
            os.fsync(self._file)

    def put(self) -> None:
        """Put it in its place, after :meth:`whole`.

        Raises:
            Unwritable: what was there is as it was.
        """
        self._beside.put()
        self._open.close()

    def drop(self) -> None:
        """Let go of it, unless it was put."""
        if self._open.closed:
            return
        self._beside.drop()  # before the lock goes: another may begin then
        with contextlib.suppress(OSError):
            self._open.close()


def _claimed(temporary: Path) -> int:
    """The file, open, locked and empty."""
    while True:
        file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _same(file, temporary):
                os.truncate(file, 0)
                return file
        except BlockingIOError as wrong:
            os.close(file)
            raise OSError(errno.EBUSY, "another process is writing it") from wrong
        except BaseException:
            os.close(file)
            raise
        os.close(file)  # its writer has just put it in its place: begin another


def _same(file: int, path: Path) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    here = os.fstat(file)
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)
