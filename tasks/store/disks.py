"""Which file systems are disks of this machine, known to do as they say: others may be served from afar, or by a program."""

from __future__ import annotations

import functools
import os
from pathlib import Path

_KNOWN = {"ext3", "ext4", "xfs", "btrfs", "f2fs", "overlay", "tmpfs"}
"""Their ``syncfs`` waits for the disk, and what they say of a file's size and times is so at that instant. Network file
systems answer from what they were told some seconds ago, and FUSE does as it likes."""


@functools.cache
def is_known(device: int) -> bool:
    """Whether the file system of this device is such a one; of Linux alone this can be told."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    wanted = f"{os.major(device)}:{os.minor(device)}"
    lines = [line.split() for line in mounts.splitlines()]
    return any(line[2] == wanted and line[line.index("-") + 1] in _KNOWN for line in lines if "-" in line)
