"""Pages that are published together: their bytes are forced to the disk at one go, which takes as long as for one page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tasks.store import Ready, settle

PAGES = 50
"""Pages that are published together, at most: a power cut or a kill costs the last stage of so many."""
SECONDS = 2.0
"""How long the first of them waits for the others, at most."""


@dataclass(frozen=True)
class Later:
    """What is left to do for a page once its files' bytes are on the disk: put them in their places."""

    ready: Sequence[Ready]
    put: Callable[[], bool]


@dataclass
class Together:
    """Pages whose files are ready, and what puts them in their places: ``put`` does that for one page."""

    waiting: list[tuple[Later, Callable[[Later], object]]] = field(default_factory=list)
    since: float = 0.0

    def add(self, later: Later, put: Callable[[Later], object]) -> None:
        """Add a page; publish all there are if that is enough or has waited long.

        Args:
            later: what is left to do.
            put: does it, and keeps what goes wrong; a SystemExit that it raises is kept until all others are done.
        """
        if not self.waiting:
            self.since = time.monotonic()
        self.waiting.append((later, put))
        if len(self.waiting) >= PAGES or time.monotonic() - self.since > SECONDS:
            self.publish()

    def publish(self) -> None:
        """Publish all there are.

        Raises:
            OSError: their bytes cannot be forced to the disk; none is published.
            SystemExit: one of them was the last that this process was to do.
        """
        waiting, self.waiting = self.waiting, []
        leaving: SystemExit | None = None
        try:
            settle([file for later, _ in waiting for file in later.ready])
            for later, put in waiting:
                try:
                    put(later)
                except SystemExit as asked:
                    leaving = asked
        finally:
            _drop(later for later, _ in waiting)
        if leaving:
            raise leaving

    def drop(self) -> None:
        """Let go of those that are not published."""
        _drop(later for later, _ in self.waiting)
        self.waiting = []


def _drop(waiting: Iterable[Later]) -> None:
    """Let go of what is not in its place."""
    for later in waiting:
        for file in later.ready:
            file.drop()
