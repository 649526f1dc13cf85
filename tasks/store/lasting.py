"""Many files on the disk at one go: what a power cut must not take, without a wait for each.

Forcing a file to the disk (``fsync``) waits for the disk to say that it has written, some milliseconds each time. Linux can
be asked once for all that a file system has been given (``syncfs``): the same promise for hundreds of files, for the price
of one, but for what other programs have written there meanwhile. It is asked only where it is known to keep the promise.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tasks.store.disks import is_known
from tasks.store.files import Beside, Unwritable

FEW = 3
"""Files that are forced to the disk one by one."""


def force(written: Sequence[Beside]) -> None:
    """Have the bytes of these files on the disk, before they get their names.

    Raises:
        Unwritable: of some it is not known whether they are; none has its name.
    """
    whole = _whole_file_system() if len(written) > FEW else None
    folders = {file.path.parent for file in written}
    if whole is not None and all(is_known(os.stat(folder).st_dev) for folder in folders):  # noqa: PTH116 - as in files
        roots = {os.stat(folder).st_dev: folder for folder in folders}  # noqa: PTH116
        for folder in roots.values():
            _each(folder, folder, whole)
        return
    for file in written:
        _each(file.temporary, file.path, os.fsync)


def _each(opened: Path, meant: Path, call: Callable[[int], object]) -> None:
    try:
        handle = os.open(opened, os.O_RDONLY | os.O_CLOEXEC)
        try:
            call(handle)
        finally:
            os.close(handle)
    except OSError as wrong:
        raise Unwritable(wrong.errno, wrong.strerror or str(wrong), str(meant)) from wrong


@functools.cache
def _whole_file_system() -> Callable[[int], None] | None:
    """Linux's ``syncfs``; None before Linux 5.8, where it hides errors, and elsewhere."""
    release = re.match(r"(\d+)\.(\d+)", os.uname().release)
    if sys.platform != "linux" or release is None or (int(release[1]), int(release[2])) < (5, 8):
        return None
    import ctypes

    try:
        call = ctypes.CDLL(None, use_errno=True).syncfs
    except AttributeError:
        return None

    def sync(handle: int) -> None:
        if call(handle):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

    return sync
