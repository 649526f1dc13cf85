"""What the work on one page may take: seconds, so that a page which leads the program astray costs a night no more.

How large a file or a page may be, the room that reads it says (the settings ``max_…`` of normalise), and memory is bounded
through that: what the largest page allowed takes is written in ``docs/bad-input.md``. A limit of the operating system would
end libraries that cannot fail, and the worker with them.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from tasks.model.errors import PageTookTooLong

AGAIN = 5.0
"""Seconds after which the alarm rings again: a library may have caught the first one."""


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Within this block, fail when the time is up.

    Only the main thread of a process can be interrupted, which is where each of Luigi's workers works; elsewhere, and with
    nought seconds, there is no limit. An alarm that was set before this block rings when it would have, or right after.

    Args:
        seconds: how long the block may take.

    Raises:
        PageTookTooLong: it took longer; raised from whatever it was doing.
    """
    if seconds <= 0 or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise PageTookTooLong(f"the work on it took more than {seconds:g} seconds and was broken off")

    before = signal.signal(signal.SIGALRM, ring)
    left, every = 0.0, 0.0
    try:
        left, every = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
        yield
    finally:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
        finally:  # an alarm at the very end must not leave the timer running for the next page
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before if before is not None else signal.SIG_DFL)
            if left:
                signal.setitimer(signal.ITIMER_REAL, max(left - seconds, 0.001), every)
