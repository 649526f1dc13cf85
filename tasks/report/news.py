"""News from workers: one line of JSON each, to the process that listens, or else into a file that the run keeps.

Forked workers inherit both. A line is written in one piece, so that none is torn however many workers there are.

News of an item's work are ``{"stage": …, <item>: …, "state": …, "seconds": …}``; of what ended a task ``{"error": …,
"message": …}``; of a logger ``{"log": …, "level": …}``. Whoever tells may add more.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import tempfile
import threading
from collections.abc import Callable, Iterator
from typing import Any

News = dict[str, Any]
_PIECE = select.PIPE_BUF  # what a pipe takes in one piece, beside other writers
_AT_ONCE = 1 << 16  # what a pipe holds
_PAUSE = 0.05  # seconds between two looks for news: so many wait meanwhile that a pipe holds them ten times over
_pipe: int | None = None
_file: int | None = None


def tell(news: News) -> None:
    """Send news to who listens, or to the file; to nobody where there is neither. News never cost a run anything."""
    out = _file if _pipe is None else _pipe
    if out is not None:
        with contextlib.suppress(OSError):  # who listened is gone; the disk is full
            os.write(out, _line(news))


def _line(news: News) -> bytes:
    """News as a line of no more than a pipe takes in one piece: the longest values are cut first."""
    news = dict(news)
    while True:
        line = json.dumps(news, ensure_ascii=False).encode(errors="surrogatepass") + b"\n"
        if len(line) <= _PIECE:
            return line
        name = max(news, key=lambda key: len(str(news[key])))
        text = str(news[name])
        news[name] = text[: len(text) * 2 // 3] + "…"


@contextlib.contextmanager
def reported(**more: str) -> Iterator[None]:
    """Tell of the error that leaves this block; it goes on its way."""
    try:
        yield
    except Exception as wrong:
        why = str(wrong) or ("none was left; fewer workers need less" if isinstance(wrong, MemoryError) else "")
        tell({**more, "error": type(wrong).__name__, "message": why})
        raise


@contextlib.contextmanager
def listening(hear: Callable[[News], None]) -> Iterator[None]:
    """Within this block, pass on all news, from this process and those forked from it.

    ``hear`` is called in a thread of its own; an error of its does not stop the news, and is raised at the end.
    """
    global _pipe
    source, _pipe = os.pipe()
    wrong: list[Exception] = []
    over = threading.Event()
    thread = threading.Thread(target=_listen, args=(source, hear, wrong, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        pipe, _pipe = _pipe, None
        over.set()
        os.write(pipe, b"\n")  # an empty line: the end
        thread.join()
        os.close(pipe)
        os.close(source)
    if wrong:
        raise wrong[0]


def _listen(source: int, hear: Callable[[News], None], wrong: list[Exception], over: threading.Event) -> None:
    """Pass on what comes, a while's at a time: who tells would else wake this thread, and wait for it, at each item."""
    rest = b""
    while True:
        *lines, rest = (rest + os.read(source, _AT_ONCE)).split(b"\n")
        for line in lines:
            if not line.strip():
                return
            try:
                hear(_read(line))
            except Exception as error:  # who stopped reading would stop the workers, too
                wrong.append(error)
        over.wait(_PAUSE)


def _read(line: bytes) -> News:
    found: News = json.loads(line.decode(errors="surrogatepass"))
    return found


def keep() -> None:
    """From now on, keep the news that nobody listens to, until this process ends."""
    global _file
    if _file is None:
        with contextlib.suppress(OSError):  # nowhere to keep them
            handle, path = tempfile.mkstemp(prefix="clipsheet-news-")
            os.close(handle)
            _file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
            os.unlink(path)  # noqa: PTH108 - the open file is enough, and leaves nothing behind


def kept() -> Iterator[News]:
    """The news kept so far."""
    data = b""
    while _file is not None and (more := os.pread(_file, 1 << 20, len(data))):
        data += more
    for line in data.split(b"\n")[:-1]:
        yield _read(line)
