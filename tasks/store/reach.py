"""The way to a store behind a URL, by fsspec: made by each process for itself, and never there when a process is forked.

There is no thread: the filesystem's event loop runs in whoever calls, for as long as the call takes. Before a fork, loop and
connections are taken down; parent and child make their own when they next need one. What a child inherits is plain data:
for S3 the description of its requests, too, whose reading takes six times as long as all the rest of making a client.

Answers that are no answer (nobody there, no right, an error of the store's own) are tried again by the filesystem (botocore,
s3fs) with growing pauses, and are then :class:`Unreached` or :class:`Unwritable`, which name the URL.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import inspect
import os
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tasks.store.files import Unwritable

if TYPE_CHECKING:
    import asyncio  # where it is used it is imported there: it takes longer than a small command may

AT_ONCE = 32
"""Requests under way at once where many are asked for together."""

_ROUNDS = 2
"""How often s3fs begins botocore's attempts (five, as a rule) anew. With its own five, a silent store would be waited for
six minutes, longer than a page may take: the page would be blamed."""

_EXTRAS = {"s3": "s3", "s3a": "s3"}
_reaches: weakref.WeakSet[Reach] = weakref.WeakSet()


class NoWay(ValueError):
    """A URL that no filesystem is installed for; the message says what would mend it."""

    mend = "name another place, or install what this one needs"


class Unreached(OSError):
    """A store that does not answer, or refuses; ``filename`` is the URL. No single file's fault."""

    mend = "see that the address is right, that the store runs and that its keys allow this; then run again to go on"

    def __str__(self) -> str:
        """``s3://papers/seeds cannot be reached: Access Denied; see that …``."""
        return f"{self.filename} cannot be reached: {self.strerror}; {self.mend}"


class Reach:
    """A filesystem of fsspec, called as if it were plain functions."""

    def __init__(self, protocol: str) -> None:
        """For URLs of this protocol.

        Raises:
            NoWay: there is none, or what it needs is not installed.
        """
        try:
            import fsspec

            self._kind: Any = fsspec.get_filesystem_class(protocol)
        except ImportError as wrong:
            extra = _EXTRAS.get(protocol)
            how = f"pip install 'clipsheet[{extra}]'" if extra else f"install what fsspec needs for it: {wrong}"
            raise NoWay(f"{protocol}:// needs a package that is not installed; {how}") from wrong
        except ValueError as wrong:
            raise NoWay(f"there is no way to {protocol}://: {wrong}") from wrong
        self.protocol = protocol
        self._filesystem: Any = None
        self._data: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._guard = threading.RLock()
        _reaches.add(self)

    @property
    def shared(self) -> bool:
        """Whether all processes see the same; what lies in memory is one process's."""
        return self.protocol != "memory"

    def strip(self, url: str) -> str:
        """The filesystem's own name for what lies at a URL."""
        return str(self._kind._strip_protocol(url)).rstrip("/")

    def call(self, method: str, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever it gives back
        """Call one of the filesystem's methods.

        Raises:
            Exception: whatever it raises; see :func:`told_of`.
        """
        return self._run(lambda filesystem: _started(filesystem, method, args, kwargs))

    def calls(self, method: str, many: Sequence[tuple[tuple[Any, ...], dict[str, Any]]]) -> list[Any]:
        """Call a method many times, some at once; each result, or the error in its stead."""
        import asyncio

        async def one(filesystem: Any, gate: asyncio.Semaphore, args: Any, kwargs: Any) -> Any:  # noqa: ANN401
            async with gate:
                try:
                    return await _started(filesystem, method, args, kwargs)
                except Exception as wrong:
                    return wrong

        async def together(filesystem: Any) -> list[Any]:  # noqa: ANN401
            gate = asyncio.Semaphore(AT_ONCE)
            return await asyncio.gather(*(one(filesystem, gate, *each) for each in many))

        return list(self._run(together)) if many else []

    def _run(self, work: Callable[[Any], Any]) -> Any:  # noqa: ANN401
        import asyncio

        with self._guard:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._filesystem = self._made()
            try:
                return self._loop.run_until_complete(work(self._filesystem))
            except BaseException as wrong:
                if not isinstance(wrong, Exception) or not _is_of_store(wrong):
                    self.down()  # broken off, by an alarm or a signal, at who knows what
                raise

    def _made(self) -> Any:  # noqa: ANN401
        given: dict[str, Any] = {"asynchronous": True} if self._kind.async_impl else {}
        if self.protocol in ("s3", "s3a"):
            given |= self._for_s3()
        made = self._kind(**given, skip_instance_cache=True, use_listings_cache=False)
        made.retries = _ROUNDS
        return made

    def _for_s3(self) -> dict[str, Any]:
        given: dict[str, Any] = {"max_concurrency": 1}  # of an object's parts: else its size is asked before it is read
        from fsspec.config import conf

        if not {"profile", "session"} & set(conf.get(self.protocol, {})):  # else the session is fsspec's to make
            from aiobotocore.session import AioSession

            session = AioSession()
            self._data = self._data or session.get_component("data_loader")
            session.register_component("data_loader", self._data)
            given["session"] = session
        return given

    def down(self) -> None:
        """Take down the loop and all connections; they are made anew when they are needed."""
        with self._guard:
            loop, filesystem = self._loop, self._filesystem
            self._loop = self._filesystem = None
            if loop is None:
                return
            import asyncio

            with contextlib.suppress(Exception):
                for task in asyncio.all_tasks(loop):
                    task.cancel()
                loop.run_until_complete(_closed(filesystem))
                loop.run_until_complete(loop.shutdown_default_executor())  # it has threads, for the names of machines
            loop.close()


async def _started(filesystem: Any, method: str, args: Any, kwargs: Any) -> Any:  # noqa: ANN401
    work = getattr(filesystem, f"_{method}" if filesystem.async_impl else method)(*args, **kwargs)
    return await work if inspect.isawaitable(work) else work


async def _closed(filesystem: Any) -> None:  # noqa: ANN401
    creator = getattr(filesystem, "_s3creator", None)  # s3fs closes by itself only where it has a thread
    if creator is not None:
        await creator.__aexit__(None, None, None)


def _is_of_store(wrong: BaseException) -> bool:
    """Whether an error is the store's answer, or the want of one: then the connection may be used again."""
    return isinstance(wrong, OSError) or type(wrong).__module__.partition(".")[0] in ("botocore", "aiobotocore", "aiohttp")


@contextlib.contextmanager
def told_of(url: str, writing: bool = False) -> Iterator[None]:
    """Have errors of a store say which URL they are about, as errors of files do.

    Raises:
        FileNotFoundError: there is no such object (reading only).
        Unreached: it cannot be read.
        Unwritable: it cannot be written or taken away.
    """
    try:
        yield
    except (Unwritable, Unreached):
        raise
    except FileNotFoundError as wrong:
        if no_bucket(wrong):
            raise _made_of(wrong, url, writing, "there is no such bucket") from wrong
        if writing:
            raise _made_of(wrong, url, writing) from wrong
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), url) from wrong
    except Exception as wrong:
        if not _is_of_store(wrong) and type(wrong).__name__ != "FSTimeoutError":
            raise
        raise _made_of(wrong, url, writing) from wrong


def no_bucket(wrong: Exception) -> bool:
    """Whether it is not the object but its bucket that is not there."""
    return "specified bucket does not exist" in str(wrong).lower()


def _made_of(wrong: Exception, url: str, writing: bool, why: str | None = None) -> OSError:
    told = why or getattr(wrong, "strerror", None) or str(wrong) or type(wrong).__name__
    number = getattr(wrong, "errno", None) or (errno.EACCES if isinstance(wrong, PermissionError) else errno.EIO)
    if "key is too long" in told.lower():
        number = errno.ENAMETOOLONG
    return Unwritable(number, told, url) if writing else Unreached(number, told, url)


def _before_fork() -> None:
    for reach in list(_reaches):
        reach._guard.acquire()
        reach.down()


def _after_fork() -> None:
    for reach in list(_reaches):
        reach._guard.release()


def _in_child() -> None:
    for reach in list(_reaches):
        reach._guard = threading.RLock()


def _at_exit() -> None:
    for reach in list(_reaches):
        reach.down()


atexit.register(_at_exit)
os.register_at_fork(before=_before_fork, after_in_parent=_after_fork, after_in_child=_in_child)
