"""How a batch's results lie on the disk: a file each, or in shards, many to a file.

The number of shards follows from the number of the batch's files and the setting ``shard_size`` alone, and a page's shard
from its name alone: pages that come and go move no other. It is a power of two, so that it changes only when a batch has
doubled or halved; then the shards are laid out anew (``rearrange``).

What a folder holds is noted in it, ``layout.json``; without a note it is files. The note is the last to change when the
layout does, and names what is not yet taken away of the layout before.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from tasks.store import Folder

NOTE = "layout.json"
LAYOUTS = ("files", "shards")


@dataclass(frozen=True)
class Layout:
    """So many shards; none: a file for each result."""

    shards: int = 0

    def __str__(self) -> str:
        """``64 shards``, or ``files``."""
        return f"{self.shards} shard{'' if self.shards == 1 else 's'}" if self.shards else "files"


FILES = Layout()


def wanted(setting: str, files: int, size: int) -> Layout:
    """The layout that a batch of so many files should have.

    >>> [wanted("shards", files, 100).shards for files in (0, 141, 142, 5_000, 100_000, 1_000_000)]
    [1, 1, 2, 64, 1024, 8192]
    """
    if setting != "shards":
        return FILES
    return Layout(2 ** max(0, round(math.log2(max(1, files) / size))))


@dataclass(frozen=True)
class Noted:
    """What a folder's note says: how it is laid out, and the layout of which something may be left there."""

    layout: Layout = FILES
    before: Layout | None = None


def noted(folder: Folder) -> Noted:
    """What a folder's note says."""
    try:
        found = json.loads(folder.read(NOTE))
        before = found.get("before")
        return Noted(Layout(int(found["shards"])), None if before is None else Layout(int(before)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Noted()


def note(folder: Folder, layout: Layout, before: Layout | None = None) -> None:
    """Note how a folder is laid out.

    Raises:
        Unwritable: the note is as it was.
    """
    if layout == FILES and before is None:
        folder.discard(NOTE)
        return
    said = {"schema_version": "1.0", "layout": LAYOUTS[bool(layout.shards)], "shards": layout.shards}
    if before is not None:
        said["before"] = before.shards
    folder.write(NOTE, json.dumps(said).encode() + b"\n")
