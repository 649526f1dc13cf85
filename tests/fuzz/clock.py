"""How long a room may take: a second of the processor's time for each started 20 KB of page."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

SECONDS = 1.0
KILOBYTES = 20


class TooSlow(AssertionError):
    """A room took longer than it may."""


class Clock:
    """Holds rooms to their time. ``patience`` multiplies it where code is slowed down (by the fuzzer's own counting)."""

    def __init__(self, patience: float = 1.0) -> None:
        """With how much longer than usual anything may take."""
        self.patience = patience

    def within(self, size: int, what: str, work: Callable[[], T]) -> T:
        """What the work gives, done in the time that a page of this many bytes may take.

        Work that was too slow is done once more before it counts as such: tables are read at the first use.
        """
        allowed = SECONDS * (1 + size // (KILOBYTES * 1000)) * self.patience
        for again in (True, False):
            began = time.process_time()
            made = work()
            spent = time.process_time() - began
            if spent <= allowed:
                break
            if not again:
                raise TooSlow(f"{what} took {spent:.2f} s over {size} bytes; {allowed:.0f} s are allowed")
        return made


clock = Clock()
"""The one that targets ask; a runner that slows code down gives it more patience."""
