"""A folder of cached results: one file each, label first, so that asking for its freshness need not read the result.

Results are not forced to the disk: a power cut may cost the last of them, never pass off a damaged one as a result. A label
says how long its file must be, and the digest of the result, which is compared whenever the result is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import NamedTuple, TypeVar

import msgspec

from tasks.store.disk_names import disk_name
from tasks.store.files import digest
from tasks.store.folder import Folder
from tasks.store.looks import Look
from tasks.store.reach import Unreached
from tasks.store.stamp import Recipe, Stamp

T = TypeVar("T")


def has_label(folder: Folder, name: str) -> bool:
    """Whether a file begins as results do, of whatever version and however whole."""
    try:
        return "stamp" in msgspec.json.decode(folder.first_line(name)[0].rstrip().rstrip(b",") + b"}", type=dict)
    except (OSError, ValueError):
        return False


class Labelled(NamedTuple):
    """A result's label (None where there is no whole result), and how its file looked before it was read."""

    stamp: Stamp | None
    look: Look | None


class Damaged(Exception):
    """A cached file whose bytes are not those that were written."""


class Shelf:
    """The results of one stage for one batch, each under its name.

    A file reads ``{"bytes": …, "stamp": …,`` on its first line and ``"result": …}`` on its second, ``bytes`` being the
    second line's length.
    """

    def __init__(self, root: Folder) -> None:
        """A shelf over a folder that need not exist yet."""
        self.root = root
        self._last: Recipe | None = None

    def file(self, name: str) -> str:
        """The file that holds this result, by its name within the folder."""
        return disk_name(name, ".json")

    def told(self, name: str) -> str:
        """The file that holds this result, as people are told of it."""
        return str(self.root / self.file(name))

    def has(self, name: str) -> bool:
        """Whether there is such a file, whole or not."""
        return self.root.size(self.file(name)) is not None

    def stamp(self, name: str) -> Stamp | None:
        """The result's label, or None where there is no whole result.

        Raises:
            Unreached: there may be one.
        """
        try:
            head, size = self.root.first_line(self.file(name))
        except Unreached:
            raise
        except OSError:
            return None
        return self._label(head, size)

    def _label(self, head: bytes, size: int) -> Stamp | None:
        """What the first line of a file of so many bytes says."""
        try:
            label = msgspec.json.decode(head.rstrip().rstrip(b",") + b"}")
            if size != len(head) + label["bytes"]:
                return None
            found = Stamp.from_json(label["stamp"], self._last)  # a batch's labels have few recipes between them
        except (ValueError, KeyError, TypeError):  # msgspec's errors are ValueErrors
            return None
        self._last = found.recipe
        return found

    def labelled(self, name: str) -> Labelled:
        """The same, with the look of its file: at one asking.

        Raises:
            Unreached: as :meth:`stamp`.
        """
        try:
            head, size, look = self.root.beginning(self.file(name))
        except Unreached:
            raise
        except OSError:
            return Labelled(None, None)
        return Labelled(self._label(head, size), look)

    def opened(self, name: str) -> tuple[Labelled, Callable[[], bytes]]:
        """The same, and what gives the result as it was encoded, which may raise as :meth:`body` does.

        For results that are small: where it is one file, it is read once.
        """
        try:
            data, look = self.root.whole(self.file(name))
        except Unreached:
            raise
        except OSError:
            return Labelled(None, None), partial(self.body, name)
        head = data[: data.find(b"\n") + 1]
        return Labelled(self._label(head, len(data)), look), partial(self._body, name, data)

    def look(self, name: str) -> Look | None:
        """How the file that holds this result looks."""
        return self.root.look(self.file(name))

    def put(self, name: str, stamp: Stamp, result: object) -> Stamp:
        """Write a result whole, and give back its label with the result's digest."""
        body = msgspec.json.encode(result)
        label = replace(stamp, result=digest(body))
        self.lay(name, label, body)
        return label

    def lay(self, name: str, label: Stamp, body: bytes) -> None:
        """Write a result that is encoded already, whole, with its whole label."""
        rest = b'"result": ' + body + b"}\n"
        head = json.dumps({"bytes": len(rest), "stamp": label.as_json()}, ensure_ascii=False, sort_keys=True).encode()
        self.root.write(self.file(name), head[:-1] + b",\n" + rest, to_last=False)

    def get(self, name: str, kind: type[T]) -> T:
        """A result, as the type it was written as.

        Raises:
            FileNotFoundError: there is none.
            Damaged: the file was cut or changed since it was written, or was never what it should be.
        """
        body = self.body(name)
        try:
            return msgspec.json.decode(body, type=kind)
        except msgspec.DecodeError as wrong:  # as a number that JSON has no word for: that page's fault, and no other's
            raise Damaged(f"{self.told(name)} cannot be read back: {wrong}") from wrong

    def body(self, name: str) -> bytes:
        """A result as it was encoded.

        Raises:
            FileNotFoundError: there is none.
            Damaged: the file was cut or changed since it was written.
        """
        return self._body(name, self.root.read(self.file(name)))

    def _body(self, name: str, data: bytes) -> bytes:
        head, _, rest = data.partition(b'\n"result": ')
        body = rest[:-2]
        try:
            label = json.loads(head.rstrip(b",") + b"}")["stamp"]["result"]
        except (ValueError, KeyError, TypeError):
            label = None
        if label is None or digest(body) != label:
            raise Damaged(f"{self.told(name)} is not as it was written; delete it and run again")
        return body

    def drop(self, name: str) -> bool:
        """Take a result away; whether there was one."""
        return self.root.remove(self.file(name))

    def others(self, names: Collection[str]) -> list[str]:
        """What to call, for :meth:`drop_other`, each result that has none of these names."""
        kept = {self.file(name) for name in names}
        files = (file for file in self.root.files() if file.endswith(".json"))
        return [file.removesuffix(".json") for file in files if file not in kept]

    def drop_other(self, other: str) -> bool:
        """Take away what :meth:`others` named."""
        return self.root.remove(f"{other}.json")

    def gather(self, name: str) -> None:
        """Make ready for who will read this result and most of those that lie with it; here each lies by itself."""

    def forget(self, name: str) -> None:
        """Forget what is known of this result and those that lie with it: another process may have written them."""

    def settle(self) -> None:
        """See that all that was put and dropped is written; here it is at once."""
