"""Files that are whole or not there: atomic writes, orphans of killed runs.

What is promised, of any file under its own name:

* A process killed at any instant, a full disk, a missing right: all of the old bytes or all of the new. Nothing is forced to
  the disk for that; what a process has written outlives it.
* A power cut: the same for files written to last, whose bytes are on the disk before their name is. Names reach it in the
  order they were given wherever the file system keeps one journal (ext4, XFS, APFS): a later file's bytes push the earlier
  names out, too. Folders are not forced out by themselves: where names may come in another order (btrfs), a file may be
  missing beside one that was written after it, so whoever relies on several files must see that one is not there.
* A file not written to last may be cut, or hold nothing, after a power cut: its reader must be able to tell.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_PREFIX = ".clipsheet-"
_counter = itertools.count()
_ATTEMPTS = 5
_AT_ONCE = 1 << 20  # bytes of a file that are held while it is copied or compared
_STAYS = {errno.ENOTEMPTY, errno.EEXIST, errno.EBUSY, errno.ENOTDIR}  # why a folder is left, rightly


class Unwritable(OSError):
    """Something that could not be written or taken away: no room, no right, a broken disk. ``filename`` says what."""

    def __str__(self) -> str:
        """``output/a/01.json cannot be written: No space left on device``."""
        return f"{self.filename} cannot be written: {self.strerror}"


class Stretch(NamedTuple):
    """A part of a file as it is."""

    start: int
    length: int


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def write_whole(path: Path, data: bytes, to_last: bool = True) -> bool:
    """Write a file so that at every instant it holds all of the old bytes or all of the new.

    A file that holds these bytes already is left as it is, with its time of change. ``to_last`` has the bytes on the disk
    before the file has its name, at the cost of a few milliseconds; only a power cut shows the difference.

    Returns:
        Whether anything was written.

    Raises:
        Unwritable: the file is as it was.
    """
    if _holds(path, data):
        return False
    beside(path, data, to_last).put()
    return True


@dataclass(frozen=True)
class Beside:
    """A file that is whole, but beside its place."""

    path: Path
    temporary: Path

    def put(self) -> None:
        """Rename it into its place.

        Raises:
            Unwritable: what was there is as it was.
        """
        with naming(self.path):
            try:
                self.temporary.replace(self.path)
            except BaseException:
                self.drop()
                raise

    def drop(self) -> None:
        """Take it away, if it is still beside its place."""
        with contextlib.suppress(OSError):
            self.temporary.unlink(missing_ok=True)


def beside(path: Path, data: bytes, to_last: bool = False) -> Beside:
    """Write a file beside its place; ``to_last`` as :func:`write_whole` has it.

    Raises:
        Unwritable: there is nothing of it.
    """
    with naming(path):
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return Beside(path, _written(path, data, to_last))
            except FileNotFoundError:  # there is no folder yet, or another process took it away while it was empty
                if attempt == _ATTEMPTS:
                    raise
            with contextlib.suppress(FileNotFoundError, FileExistsError):
                path.parent.mkdir(parents=True, exist_ok=True)
    raise AssertionError("the last attempt raises")


def compose(path: Path, parts: Iterable[bytes | Stretch], to_last: bool = True) -> bool:
    """Write a file, as :func:`write_whole`, of parts: bytes, and stretches of the file as it is.

    None of it is held. Errors that the parts' making raises are raised as they are.

    Returns:
        Whether anything was written.

    Raises:
        Unwritable: the file is as it was.
    """
    made = beside(path, b"")
    try:
        with naming(path):
            file = os.open(made.temporary, os.O_WRONLY | os.O_CLOEXEC)
        try:
            for part in parts:
                with naming(path):
                    _append(file, part, path)
            if _alike(made.temporary, path):
                return False
            if to_last:
                with naming(path):
                    os.fsync(file)
        finally:
            os.close(file)
        made.put()
        return True
    finally:
        made.drop()


def _append(file: int, part: bytes | Stretch, path: Path) -> None:
    if isinstance(part, bytes):
        _write_all(file, part)
        return
    with open(path, "rb") as old:  # noqa: PTH123
        old.seek(part.start)
        left = part.length
        while left:
            data = old.read(min(left, _AT_ONCE))
            if not data:
                raise OSError(errno.EIO, "it ends too early")
            _write_all(file, data)
            left -= len(data)


def _write_all(file: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]


def _alike(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes."""
    try:
        if one.stat().st_size != other.stat().st_size:
            return False
        with open(one, "rb") as left, open(other, "rb") as right:  # noqa: PTH123
            return all(data == right.read(_AT_ONCE) for data in iter(lambda: left.read(_AT_ONCE), b""))
    except OSError:
        return False


def _written(path: Path, data: bytes, to_last: bool) -> Path:
    temporary = path.with_name(f"{_PREFIX}{os.getpid()}-{next(_counter)}-{os.urandom(4).hex()}.tmp")
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)  # the user's umask has its say
    try:
        try:
            _write_all(file, data)
            if to_last:
                os.fsync(file)
        finally:
            os.close(file)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return temporary


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Have errors say which file they are about, not which step."""
    try:
        yield
    except OSError as wrong:
        raise Unwritable(wrong.errno, wrong.strerror or str(wrong), str(path)) from wrong


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def walk(root: Path) -> Iterator[Path]:
    """Every file below a folder, in a stable order, without following links; nothing if there is no such folder."""
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            yield Path(folder, name)


def is_orphan(name: str) -> bool:
    """Whether a file of this name (with or without folders) is what a killed run left half-written."""
    return name.endswith(".tmp") and name.rpartition("/")[2].startswith(_PREFIX)


def sweep(root: Path) -> list[Path]:
    """Take away what killed runs left half-written. Only while no other run works below ``root``."""
    orphans = [Path(folder, name) for folder, names in _names(root) for name in names if is_orphan(name)]
    for path in orphans:
        discard(path)
    return orphans


def _names(root: Path) -> Iterator[tuple[str, list[str]]]:
    """Each folder below ``root``, in no order, with the names of what is in it, folders aside; links are not followed."""
    left = [str(root)]
    while left:
        folder = left.pop()
        names = []
        try:
            with os.scandir(folder) as found:
                for entry in found:
                    if entry.is_dir(follow_symlinks=False):
                        left.append(entry.path)
                    else:
                        names.append(entry.name)
        except OSError:  # it is gone, or nobody's to look into
            continue
        yield folder, names


def discard(path: Path) -> bool:
    """Take away a file; whether it was there.

    Raises:
        Unwritable: it is still there.
    """
    with naming(path):
        try:
            path.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return False
    return True


def remove(path: Path, root: Path) -> bool:
    """Take away a file and the folders above it, below ``root``, that are then empty; whether it was there.

    Folders go, too, where the file went before: a run may have been killed in between.

    Raises:
        Unwritable: it is still there.
    """
    found = discard(path)
    for folder in path.parents:
        if folder == root or root not in folder.parents:
            break
        if not _remove_empty(folder):
            break
    return found


def _remove_empty(folder: Path) -> bool:
    """Take away a folder if it is empty; whether it is gone."""
    with naming(folder):
        try:
            folder.rmdir()
        except FileNotFoundError:  # it never was, or another process was faster
            return True
        except OSError as wrong:
            if wrong.errno in _STAYS:
                return False
            raise
    return True
