"""When Python looks for garbage that refers to itself: between pages, not again and again while one is worked on.

The rooms make none of it, and all else is gone as soon as nobody needs it. While a page is worked on, its objects are a
hundred thousand and all in use; looking through them for what is not took a tenth of the processor's time. Between pages
there are few: what the rooms remember of words, and what libraries may have left.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator

MANY = 100_000
"""New objects that are still there between two pages, from which on they are looked through: some ten megabytes."""


@contextlib.contextmanager
def looked_for_between() -> Iterator[Callable[[], None]]:
    """Within this block garbage is looked for only when what this gives is called, and only among what is new."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield _look
    finally:
        if before:
            gc.enable()


def _look() -> None:
    if gc.get_count()[0] > MANY:
        gc.collect(0)
