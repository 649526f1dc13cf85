"""Results on disk: whole files, what each was made from, what has changed since, and who is at work.

Knows nothing of newspapers: names, digests, settings and results come from whoever uses it. A process killed at any instant,
a full disk or a missing right leaves nothing half-written that counts as done; what a power cut may cost stands in ``files``
(whatever is published: nothing) and ``shelf`` (the last cached results, which are then seen to be damaged and made again).
"""

from tasks.store.code import Making, making_of
from tasks.store.files import (
    Unwritable,
    digest,
    discard,
    disk_name,
    disk_path,
    is_orphan,
    remove,
    sweep,
    walk,
    write_whole,
)
from tasks.store.lock import Held, Lock
from tasks.store.shelf import Damaged, Shelf, has_label
from tasks.store.stamp import Recipe, Stamp, changes, plain

__all__ = [
    "Damaged",
    "Held",
    "Lock",
    "Making",
    "Recipe",
    "Shelf",
    "Stamp",
    "Unwritable",
    "changes",
    "digest",
    "discard",
    "disk_name",
    "disk_path",
    "has_label",
    "is_orphan",
    "making_of",
    "plain",
    "remove",
    "sweep",
    "walk",
    "write_whole",
]
