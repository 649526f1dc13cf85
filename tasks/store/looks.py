"""How files look without being read: whoever knows a file by its look need not read it again."""

from __future__ import annotations

import os
from typing import NamedTuple

from tasks.store.disks import is_known


class Look(NamedTuple):
    """How a file looks without being read: size, times, number; and when it last changed, in nanoseconds (0: no clock)."""

    told: str
    changed: int


def look_at(path: str) -> Look | None:
    """How a file looks; None if there is none, or it does not lie on a disk that is known to tell the truth at once.

    The time of its last change is the system's own and cannot be set: a file that is put back with its old time is seen.
    """
    try:
        return look_of(os.stat(path))  # noqa: PTH116 - a Path takes longer than the asking, and each file of a batch is asked
    except OSError:
        return None


def look_of(seen: os.stat_result) -> Look | None:
    """The same, of what the system says of a file; None where that is not known to be the truth at once."""
    if not is_known(seen.st_dev):
        return None
    told = f"{seen.st_dev} {seen.st_ino} {seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns}"
    return Look(told, max(seen.st_ctime_ns, seen.st_mtime_ns))
