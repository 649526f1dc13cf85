"""A folder of bundles: records by name, each in the bundle that its name belongs to; changes are gathered, then settled.

Which bundle a name belongs to is a matter of the name and of how many bundles there are, never of other names. A bundle is
always written whole: one record changed costs the reading and writing of its bundle, a few megabytes without anything being
compressed anew, and the bytes tell nothing of what happened before. (Overlays that are merged later would write less, but
bytes would depend on history, and every reader would have to look in several files.)
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tasks.store.bundle import Piece, Record, Torn, bundled, index_of, text_of
from tasks.store.folder import Folder
from tasks.store.looks import Look
from tasks.store.reach import Unreached

_KEPT = 4
"""Bundles whose indexes a process keeps, and of the last the bytes; who asks of many names asks bundle by bundle."""

_FURTHER = re.compile(r"(\.p([2-9]|[1-9][0-9]{1,8}))+\Z")
_BUNDLE = re.compile(r"(?:.*/)?[0-9]{5,}-of-([0-9]{5,})\.jsonl\.gz\Z", re.DOTALL)


def number_of(name: str, count: int) -> int:
    """The bundle, of so many, that a name belongs to; ``a``, ``a.p2``, ``a.p3`` … belong to the same.

    >>> number_of("wells", 64) == number_of("wells.p2", 64)
    True
    >>> number_of("wells", 64), number_of("wells", 128)
    (57, 121)
    """
    return int(hashlib.sha256(_FURTHER.sub("", name).encode()).hexdigest()[:8], 16) % count


def count_in(file: str) -> int:
    """Of how many bundles the file of this name is one; 0 if it is none."""
    found = _BUNDLE.match(file)
    return int(found[1]) if found else 0


@dataclass
class _Open:
    """A bundle's records and, where they were read, all of its bytes."""

    records: dict[str, Record]
    data: bytes | None = None


@dataclass
class Bundles:
    """So many bundles in a folder; ``to_last``: they are to outlast a power cut.

    What is put or dropped is seen at once here, and nowhere else before :meth:`settle`.
    """

    folder: Folder
    count: int
    to_last: bool = False
    _open: OrderedDict[int, _Open] = field(default_factory=OrderedDict)
    _pending: dict[int, dict[str, Piece | None]] = field(default_factory=dict)
    _looks: dict[int, Look | None] = field(default_factory=dict)  # before what is known of it was read

    def file(self, name: str) -> str:
        """The bundle that a name belongs to, by its name within the folder."""
        return self._file(number_of(name, self.count))

    def _file(self, number: int) -> str:
        return f"{number:05}-of-{self.count:05}.jsonl.gz"

    def find(self, name: str) -> Record | Piece | None:
        """What is known of a record, without reading it; None if there is none."""
        number = number_of(name, self.count)
        pending = self._pending.get(number, {})
        return pending[name] if name in pending else self._records(number).get(name)

    def look(self, name: str) -> Look | None:
        """How the bundle of this name looked when it was first asked for, before anything of it was read.

        It is asked again after :meth:`forget`, and when it was written here.
        """
        return self._look(number_of(name, self.count))

    def _look(self, number: int) -> Look | None:
        if number not in self._looks:
            self._looks[number] = self.folder.look(self._file(number))
        return self._looks[number]

    def read(self, name: str) -> bytes:
        """A record.

        Raises:
            FileNotFoundError: there is none.
            Torn: it is not as it was written.
        """
        found = self.find(name)
        if isinstance(found, Record):
            try:
                return text_of(self._member(name, found), found.digest)
            except (Torn, FileNotFoundError):  # another process may have written the bundle since its index was read
                self._unread(number_of(name, self.count))
                found = self.find(name)
        if found is None:
            raise FileNotFoundError(f"{self.folder / self.file(name)} holds no {name!r}")
        return text_of(found.member if isinstance(found, Piece) else self._member(name, found), found.digest)

    def holds(self, name: str, piece: Piece) -> bool:
        """Whether there is exactly this record, byte for byte."""
        found = self.find(name)
        if not isinstance(found, Record):
            return found == piece
        if (found.digest, found.kind, found.label) != (piece.digest, piece.kind, piece.label):
            return False
        try:
            return self._member(name, found) == piece.member
        except OSError:
            return False

    def _member(self, name: str, record: Record) -> bytes:
        number = number_of(name, self.count)
        data = self._open[number].data if number in self._open else None
        if data is None:
            return self.folder.part(self._file(number), record.start, record.length)
        return data[record.start : record.start + record.length]

    def put(self, name: str, piece: Piece) -> None:
        """Put a record in the place of that of its name."""
        self._pending.setdefault(number_of(name, self.count), {})[name] = piece

    def drop(self, name: str) -> bool:
        """Take a record away; whether there was one."""
        if self.find(name) is None:
            return False
        self._pending.setdefault(number_of(name, self.count), {})[name] = None
        return True

    def names(self) -> Iterator[str]:
        """The names of all records, bundle by bundle; not of what is not settled."""
        for number in range(self.count):
            yield from list(self._records(number))

    def gather(self, name: str) -> None:
        """Read the bundle of this name whole, for who will read most of its records."""
        self._load(number_of(name, self.count))

    def forget(self, name: str) -> None:
        """Forget what is known of a name's bundle, and what is not settled there: other processes may have written it."""
        number = number_of(name, self.count)
        self._unread(number)
        self._pending.pop(number, None)

    def _unread(self, number: int) -> None:
        self._open.pop(number, None)
        self._looks.pop(number, None)

    def settle(self) -> None:
        """Write what has changed, each bundle whole; after an error nothing more is pending either.

        Raises:
            Unwritable: a bundle, which is as it was.
        """
        pending, self._pending = self._pending, {}
        for number, changes in sorted(pending.items()):
            before = self._load(number)
            assert before.data is not None
            pieces: dict[str, Piece | None] = {
                name: Piece(before.data[one.start : one.start + one.length], one.digest, one.kind, one.label)
                for name, one in before.records.items()
            }
            left = {name: piece for name, piece in {**pieces, **changes}.items() if piece is not None}
            self._unread(number)
            if not left:
                self.folder.remove(self._file(number))
                continue
            data = bundled(left)
            if data != before.data:
                self.folder.write(self._file(number), data, self.to_last)
            self._keep(number, _Open(_index(data), data))

    def _records(self, number: int) -> dict[str, Record]:
        if number in self._open:
            self._open.move_to_end(number)
            return self._open[number].records
        self._look(number)
        file = self._file(number)
        size = self.folder.size(file)
        try:
            found = index_of(lambda start, length: self.folder.part(file, start, length), size) if size else {}
        except Unreached:
            raise
        except (Torn, OSError):  # as good as not there; who would write over it finds out which
            found = {}
        return self._keep(number, _Open(found)).records

    def _load(self, number: int) -> _Open:
        known = self._open.get(number)
        if known and known.data is not None:
            return known
        self._look(number)
        try:
            data = self.folder.read(self._file(number))
            return self._keep(number, _Open(_index(data), data))
        except (Torn, FileNotFoundError):
            return self._keep(number, _Open({}, b""))

    def _keep(self, number: int, found: _Open) -> _Open:
        for other in self._open.values():
            other.data = None
        self._open[number] = found
        self._open.move_to_end(number)
        if len(self._open) > _KEPT:
            self._open.popitem(last=False)
        return found


def _index(data: bytes) -> dict[str, Record]:
    return index_of(lambda start, length: data[start : start + length], len(data))
