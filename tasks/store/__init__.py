"""Results on disk: whole files, what each was made from, what has changed since, and who is at work.

Knows nothing of newspapers: names, digests, settings and results come from whoever uses it. A process killed at any instant,
a full disk or a missing right leaves nothing half-written that counts as done; what a power cut may cost stands in ``files``
(whatever is published: nothing) and ``shelf`` (the last cached results, which are then seen to be damaged and made again).
"""

from tasks.store.bundle import Piece, Record, Torn, piece
from tasks.store.bundled_shelf import BundledShelf
from tasks.store.bundles import Bundles, count_in, number_of
from tasks.store.code import Making, Sources, making_of
from tasks.store.disk_folder import DiskFolder
from tasks.store.disk_names import disk_name
from tasks.store.files import (
    Stretch,
    Unwritable,
    digest,
    discard,
    is_orphan,
    remove,
    sweep,
    walk,
    write_whole,
)
from tasks.store.folder import Folder, Ready, settle
from tasks.store.growing import Growing
from tasks.store.loan import Loan, end_loans
from tasks.store.lock import Held, Holding, Lock
from tasks.store.looks import Look, look_at, look_of
from tasks.store.notebook import Notebook
from tasks.store.places import folder_at, local_path, lock_at, shallow, view_of
from tasks.store.reach import NoWay, Unreached
from tasks.store.remote import RemoteFolder
from tasks.store.shelf import Damaged, Shelf, has_label
from tasks.store.stamp import Recipe, Stamp, changes, plain
from tasks.store.view import Gists, View

__all__ = [
    "BundledShelf",
    "Bundles",
    "Damaged",
    "DiskFolder",
    "Folder",
    "Gists",
    "Growing",
    "Held",
    "Holding",
    "Loan",
    "Lock",
    "Look",
    "Making",
    "NoWay",
    "Notebook",
    "Piece",
    "Ready",
    "Recipe",
    "Record",
    "RemoteFolder",
    "Shelf",
    "Sources",
    "Stamp",
    "Stretch",
    "Torn",
    "Unreached",
    "Unwritable",
    "View",
    "changes",
    "count_in",
    "digest",
    "discard",
    "disk_name",
    "end_loans",
    "folder_at",
    "has_label",
    "is_orphan",
    "local_path",
    "lock_at",
    "look_at",
    "look_of",
    "making_of",
    "number_of",
    "piece",
    "plain",
    "remove",
    "settle",
    "shallow",
    "sweep",
    "view_of",
    "walk",
    "write_whole",
]
