"""Files that are whole or not there: atomic writes, orphans of killed runs, names that fit a disk."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import itertools
import os
import re
from collections.abc import Iterator
from pathlib import Path

_PREFIX = ".clipsheet-"
_counter = itertools.count()

NAME_BYTES = 255
"""What one name may have on the file systems in use (ext4, XFS, APFS, NTFS)."""


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def write_whole(path: Path, data: bytes) -> bool:
    """Write a file so that at every instant it holds all of the old bytes or all of the new.

    A file that holds these bytes already is left as it is, with its time of change.

    Returns:
        Whether anything was written.

    Raises:
        OSError: no room, no permission; then the file is as it was.
    """
    if _holds(path, data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{_PREFIX}{os.getpid()}-{next(_counter)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return True


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


def is_orphan(path: Path) -> bool:
    """Whether a file is what a killed run left half-written."""
    return path.name.startswith(_PREFIX) and path.name.endswith(".tmp")


def sweep(root: Path) -> list[Path]:
    """Take away what killed runs left half-written. Only while no other run works below ``root``."""
    orphans = [path for path in walk(root) if is_orphan(path)]
    for path in orphans:
        path.unlink(missing_ok=True)
    return orphans


def remove(path: Path, root: Path) -> bool:
    """Take away a file and the folders above it, below ``root``, that it leaves empty; whether it was there."""
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    for folder in path.parents:
        if folder == root or root not in folder.parents:
            break
        try:
            folder.rmdir()
        except OSError:  # not empty, or another process was faster
            break
    return True


def disk_path(name: str, suffix: str = "") -> Path:
    """As :func:`disk_name`, as a path."""
    return Path(disk_name(name, suffix))


@functools.lru_cache(maxsize=100_000)
def disk_name(name: str, suffix: str = "") -> str:
    """Where something of this name lies below its folder: the name itself, but for what a disk cannot tell apart.

    A part that ends as the store's own files do gets an underscore more, and one too long for a disk is cut and told by
    its digest, so that no two names share a path and none leaves the folder.

    >>> disk_name("city/page-3", ".json")
    'city/page-3.json'
    >>> disk_name("city/page.json")
    'city/page.json_'
    """
    parts = name.split("/")
    if any(part in ("", ".", "..") or "\0" in part for part in parts):
        raise ValueError(f"not a name for a result: {name!r}")
    fitted = [_fit(_unlike_ours(part), 0) for part in parts[:-1]]
    return "/".join([*fitted, _fit(_unlike_ours(parts[-1]), len(suffix)) + suffix])


def _unlike_ours(part: str) -> str:
    return part + "_" if re.search(r"\.jsonl?_*\Z", part) else part


def _fit(part: str, room: int) -> str:
    raw = part.encode()
    if len(raw) + room <= NAME_BYTES:
        return part
    return raw[: NAME_BYTES - room - 34].decode(errors="ignore") + "~" + digest(raw)[:32]
