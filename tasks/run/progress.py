"""News from workers to the process that shows them: one line of JSON each, through a pipe that forked workers inherit."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Callable, Iterator
from typing import Any

News = dict[str, Any]
_pipe: int | None = None


def tell(news: News) -> None:
    """Send news, if somebody listens."""
    if _pipe is not None:
        line = json.dumps(news)
        if len(line) > 4000:  # what a pipe takes in one piece
            line = json.dumps({key: str(value)[:600] for key, value in news.items()})
        os.write(_pipe, line.encode() + b"\n")


@contextlib.contextmanager
def reported() -> Iterator[None]:
    """Send the error that leaves this block as news, for the summary; it goes on its way."""
    try:
        yield
    except Exception as wrong:
        tell({"error": type(wrong).__name__, "message": str(wrong)})
        raise


@contextlib.contextmanager
def listening(hear: Callable[[News], None]) -> Iterator[None]:
    """Within this block, pass on all news, from this process and those forked from it."""
    global _pipe
    source, _pipe = os.pipe()
    thread = threading.Thread(target=_listen, args=(source, hear), daemon=True)
    thread.start()
    try:
        yield
    finally:
        pipe, _pipe = _pipe, None
        os.write(pipe, b"\n")  # an empty line: the end
        thread.join()
        os.close(pipe)


def _listen(source: int, hear: Callable[[News], None]) -> None:
    with os.fdopen(source, "rb") as lines:
        for line in lines:
            if not line.strip():
                return
            hear(json.loads(line))
