"""How all pages of a batch stand, in few bytes for each: a batch may have more pages than a process may hold in full.

Of a file that is done altogether, as nearly all are, each page's label is known by its digest, and its files by their look:
48 bytes. How another page stands is kept as it was seen, but for its labels, which are read again when they are asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import starmap
from typing import NamedTuple

from tasks.run.failures import Failure
from tasks.run.freshness import ALL_DONE, DONE, Labels, PageState, State
from tasks.run.job import Job
from tasks.run.seeds import SeedFile
from tasks.run.stages import NAMES

_MADE, _LOOK = 32, 16  # bytes of the digests
_PAGE = _MADE + _LOOK
_ALIKE = 10_000  # ways to stand that are held once for all pages that stand so


class Other(NamedTuple):
    """A page that is not done, or failed, or is of a file that has such pages; ``states`` and ``labelled`` by stage."""

    number: int
    states: tuple[State, ...]
    labelled: tuple[str, ...]
    failure: Failure | None
    unjoined: bool
    made: str
    look: str


Packed = bytes | list[Other]
"""How the pages of a file stand: all done, each by its two digests; or each as it stands."""


def pack(states: Iterable[PageState]) -> Packed:
    """How the pages of a file stand, for :meth:`States.put`."""
    found = list(states)
    if found and all(starmap(_is_plain, enumerate(found, 1))):
        return b"".join(bytes.fromhex(state.made) + bytes.fromhex(state.look or "00" * _LOOK) for state in found)
    return [_other(state) for state in found]


def _is_plain(number: int, state: PageState) -> bool:
    done = state.states is ALL_DONE or all(state.states.get(name, _MISSING).kind == DONE for name in NAMES)
    digests = len(state.made) == 2 * _MADE and len(state.look) in (0, 2 * _LOOK)
    return done and digests and not state.failure and not state.unjoined and state.number == number


_MISSING = State("")


def _other(state: PageState) -> Other:
    labelled = tuple(name for name in NAMES if name in state.stamps)
    return Other(
        state.number,
        tuple(state.states.values()),
        labelled,
        state.failure,
        state.unjoined,
        state.made,
        state.look,
    )


class States(Collection[PageState]):
    """How the pages of some files stand, in order; each state is made when it is asked for."""

    def __init__(self, job: Job, files: Sequence[SeedFile]) -> None:
        """Nothing is known yet, of any of these files: they have no pages."""
        self.files = files
        self._job = job
        self._packed: list[bytes] = [b""] * len(files)
        self._others: dict[int, list[Other]] = {}
        self._alike: dict[object, tuple[State, ...]] = {}

    def put(self, at: int, packed: Packed) -> None:
        """Say how the pages of one of the files stand."""
        self._others.pop(at, None)
        self._packed[at] = packed if isinstance(packed, bytes) else b""
        if not isinstance(packed, bytes):
            self._others[at] = [one._replace(states=self._shared(one.states)) for one in packed]

    def _shared(self, states: tuple[State, ...]) -> tuple[State, ...]:
        if len(self._alike) > _ALIKE:
            self._alike.clear()
        return self._alike.setdefault(states, states)

    def at(self, file: SeedFile) -> int:
        """Which of the files this one is.

        Raises:
            ValueError: it is none of them.
        """
        at = bisect_left(self.files, file.order, key=lambda one: one.order)
        if at == len(self.files) or self.files[at] != file:
            raise ValueError(f"{file.source} is none of these files")
        return at

    def of(self, at: int) -> list[PageState]:
        """How the pages of one of the files stand."""
        file, packed = self.files[at], self._packed[at]
        if not packed:
            return [self._unpacked(file, one) for one in self._others.get(at, ())]
        return [self._plain(file, number, packed) for number in range(1, len(packed) // _PAGE + 1)]

    def _plain(self, file: SeedFile, number: int, packed: bytes) -> PageState:
        start = (number - 1) * _PAGE
        made, look = packed[start : start + _MADE], packed[start + _MADE : start + _PAGE]
        known = made.hex(), look.hex() if any(look) else ""
        return PageState(file, number, ALL_DONE, Labels(self._job, file.page(number)), None, None, False, *known)

    def _unpacked(self, file: SeedFile, one: Other) -> PageState:
        labels = Labels(self._job, file.page(one.number), one.labelled)
        states = dict(zip(NAMES, one.states, strict=False))
        return PageState(file, one.number, states, labels, one.failure, None, one.unjoined, one.made, one.look)

    def pages(self, at: int) -> int:
        """How many pages one of the files has."""
        return len(self._packed[at]) // _PAGE or len(self._others.get(at, ()))

    def __iter__(self) -> Iterator[PageState]:
        """Each page, in order."""
        for at in range(len(self.files)):
            yield from self.of(at)

    def __len__(self) -> int:
        """How many pages there are."""
        return sum(map(self.pages, range(len(self.files))))

    def __contains__(self, state: object) -> bool:
        """Whether a page stands so."""
        return any(state == one for one in self)

    @property
    def others(self) -> list[PageState]:
        """The pages of files that are not done altogether."""
        return [state for at in sorted(self._others) for state in self.of(at)]

    def published(self) -> Iterator[tuple[SeedFile, str, str]]:
        """Each page that is published, in order: its file, its name, the digest of its label."""
        for at, file in enumerate(self.files):
            packed = self._packed[at]
            if len(packed) == _PAGE:
                yield file, file.name, packed[:_MADE].hex()
            else:
                yield from ((file, state.page, state.made) for state in self.of(at) if state.made)

    def looks(self, at: int) -> dict[str, str]:
        """How the files of the pages of one of the files look, by the page's name; nothing unless it is known of each."""
        packed = self._packed[at]
        if len(packed) == _PAGE:
            look = packed[_MADE:]
            return {self.files[at].name: look.hex()} if any(look) else {}
        looks = {state.page: state.look for state in self.of(at)}
        return looks if all(looks.values()) else {}

    def names(self) -> set[str]:
        """The names of all pages."""
        return {file.page(number) for at, file in enumerate(self.files) for number in range(1, self.pages(at) + 1)}
