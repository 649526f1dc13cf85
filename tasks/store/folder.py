"""A folder that results lie in, wherever it is: on a disk, or behind a URL.

What all folders promise: a file is whole or not there, at every instant and for every reader. What else a kind of folder
promises (after a power cut, say) stands with it: ``files`` for disks, ``remote`` for what lies behind a URL.

Names are paths below the folder, with slashes. Whoever asks of every file of a batch asks ``files``, ``names``, ``size`` and
``first_line``: they cost next to nothing on a disk, and elsewhere no request for each file.
"""

from __future__ import annotations

import abc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, Self

from tasks.store import files, lasting
from tasks.store.files import Stretch
from tasks.store.looks import Look


class Ready(Protocol):
    """A file that is ready to be put in its place."""

    def put(self) -> None:
        """Put it there.

        Raises:
            Unwritable: what was there is as it was.
        """

    def drop(self) -> None:
        """Let go of it, unless it was put."""


def settle(ready: Iterable[Ready]) -> None:
    """Have the bytes of many files where they outlast a power cut, at one go; then they may be put.

    Raises:
        Unwritable: they may not be there.
    """
    lasting.force([one for one in ready if isinstance(one, files.Beside)])


Make = Callable[[bytes], object]
"""Works out of a file's bytes what can be written as JSON."""


class Folder(abc.ABC):
    """A folder of whole files. It need not exist; what is asked of one that does not is asked of an empty one."""

    @abc.abstractmethod
    def __truediv__(self, name: str) -> Self:
        """The folder of this name within; also what to call a file by, in a message."""

    @abc.abstractmethod
    def __str__(self) -> str:
        """Its path, or its URL."""

    @abc.abstractmethod
    def read(self, name: str) -> bytes:
        """All of a file.

        Raises:
            FileNotFoundError: there is none.
            OSError: it cannot be read.
        """

    @abc.abstractmethod
    def part(self, name: str, start: int, length: int) -> bytes:
        """The bytes of a file from ``start`` on; fewer than ``length`` where it ends.

        Raises:
            OSError: as :meth:`read`.
        """

    @abc.abstractmethod
    def first_line(self, name: str) -> tuple[bytes, int]:
        """A file's first line, with its end, and how many bytes the file has.

        Raises:
            OSError: as :meth:`read`.
        """

    @abc.abstractmethod
    def lines(self, name: str) -> Iterator[bytes]:
        """A file line by line, for one too large to be held.

        Raises:
            OSError: as :meth:`read`.
        """

    @abc.abstractmethod
    def size(self, name: str) -> int | None:
        """How many bytes a file has; None if there is none."""

    @abc.abstractmethod
    def look(self, name: str) -> Look | None:
        """How a file looks without being read; None if there is none, or looks cannot be relied on."""

    def size_and_look(self, name: str) -> tuple[int | None, Look | None]:
        """Both at one asking."""
        return self.size(name), self.look(name)

    def beginning(self, name: str) -> tuple[bytes, int, Look | None]:
        """A file's first line, how many bytes the file has, and how it looked before that was read.

        Raises:
            OSError: as :meth:`read`.
        """
        look = self.look(name)
        return *self.first_line(name), look

    def whole(self, name: str) -> tuple[bytes, Look | None]:
        """All of a file, and how it looked before that was read.

        Raises:
            OSError: as :meth:`read`.
        """
        look = self.look(name)
        return self.read(name), look

    @abc.abstractmethod
    def mark(self, name: str) -> str:
        """What is another when a file's bytes are; nothing if there is none.

        Raises:
            OSError: it cannot be read.
        """

    @abc.abstractmethod
    def names(self, within: str = "") -> list[str]:
        """The last parts of the names of all files that lie in a folder directly, in no order."""

    @abc.abstractmethod
    def files(self) -> Iterator[str]:
        """The name of every file below, however deep, in a stable order."""

    @abc.abstractmethod
    def write(self, name: str, data: bytes, to_last: bool = True) -> bool:
        """Write a file whole; one that holds these bytes already is left as it is.

        ``to_last``: it is to outlast a power cut, too.

        Returns:
            Whether anything was written.

        Raises:
            Unwritable: the file is as it was.
        """

    @abc.abstractmethod
    def compose(self, name: str, parts: Iterable[bytes | Stretch], to_last: bool = True) -> bool:
        """Write a file whole, as :meth:`write`, of parts: bytes, and stretches of the file as it is.

        Returns:
            Whether anything was written; a file that holds these bytes already is left as it is.

        Raises:
            Unwritable: the file is as it was.
        """

    def beside(self, name: str, data: bytes) -> Ready:
        """Make ready to write a file whole, with :func:`settle` and then ``put``; others that belong to it come first.

        Raises:
            Unwritable: as :meth:`write`, which may say so only when it is put.
        """
        return _Kept(self, name, data)

    @abc.abstractmethod
    def discard(self, name: str) -> bool:
        """Take away a file; whether it was there.

        Raises:
            Unwritable: it is still there.
        """

    @abc.abstractmethod
    def remove(self, name: str) -> bool:
        """Take away a file and the folders above it, within this one, that are then empty; whether it was there.

        Raises:
            Unwritable: it is still there.
        """

    @abc.abstractmethod
    def prepare(self) -> None:
        """Make it, if it is not there.

        Raises:
            OSError: it cannot be made or written in.
        """

    @abc.abstractmethod
    def sweep(self) -> None:
        """Take away what killed runs left half-written. Only while no other run works here.

        Raises:
            OSError: it cannot be taken away.
        """

    def refresh(self) -> None:  # noqa: B027 - what is asked of a disk each time need not be asked anew
        """Ask anew what there is, where that is known from before."""

    def read_many(self, names: Iterable[str]) -> Iterator[bytes]:
        """Each of these files.

        Raises:
            OSError: as :meth:`read`.
        """
        return (self.read(name) for name in names)

    def gist(self, name: str, kind: str, make: Make) -> object:
        """What ``make`` works out of a file's bytes; where reading is dear, it is kept for as long as the file stays.

        Args:
            name: the file.
            kind: what it is called, among all that is worked out of files.
            make: always the same for one kind.

        Raises:
            OSError: as :meth:`read`.
        """
        return make(self.read(name))

    def gists(self, names: Iterable[str], kind: str, make: Make) -> Iterator[object]:
        """The same of many files."""
        return (self.gist(name, kind, make) for name in names)

    def learn(self, name: str, kind: str, value: object) -> None:  # noqa: B027 - nothing is kept of what lies near
        """Keep what was worked out of a file's bytes, where that is kept at all."""

    def holds(self, name: str, data: bytes) -> bool:
        """Whether a file holds exactly these bytes."""
        try:
            return self.size(name) == len(data) and self.read(name) == data
        except OSError:
            return False


@dataclass(frozen=True)
class _Kept:
    """A file that is written only when it is put: where that is whole and lasting by itself."""

    folder: Folder
    name: str
    data: bytes

    def put(self) -> None:
        self.folder.write(self.name, self.data)

    def drop(self) -> None:
        pass
