"""Records of pages that failed: what, where in the source, since when, how often, and the command that tries again."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tasks.model.errors import PageError
from tasks.run.commands import again, named
from tasks.run.seeds import CORRECTIONS
from tasks.store import Folder, Unreached, Unwritable, disk_name

_PROGRAM = Path(__file__).parents[1]


@dataclass(frozen=True)
class Failure:
    """A page that failed at a stage; ``page`` is the file's name where its pages are not known yet.

    ``line`` is the first line of the source concerned, where that is known; ``run`` the run that failed last; ``may_pass``
    says that trying again may help with nothing changed, ``renames`` that what mends it gives the file another name.
    """

    page: str
    source: str
    stage: str
    error: str
    message: str
    mend: str
    line: int | None
    since: str
    last: str
    times: int
    run: str
    may_pass: bool = False
    renames: bool = False


class Failures:
    """The failure records of one batch, one file each."""

    def __init__(self, root: Folder) -> None:
        """Over a folder that need not exist yet."""
        self.root = root
        self._held: frozenset[str] | None = None

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        """Within this block there are the records that there were at its beginning: who looks at many pages asks once."""
        before = self._held
        self._held = frozenset(self.root.files()) if before is None else before
        try:
            yield
        finally:
            self._held = before

    def file(self, page: str) -> str:
        """The file that holds a page's record, by its name within the folder."""
        return disk_name(page, ".json")

    def get(self, page: str) -> Failure | None:
        """The page's record, if it failed when it was last tried.

        Raises:
            Unreached: there may be one.
        """
        if self._held is not None and self.file(page) not in self._held:
            return None
        try:
            return Failure(**json.loads(self.root.read(self.file(page))))
        except Unreached:
            raise
        except (OSError, ValueError, TypeError):
            return None

    def record(self, page: str, source: str, stage: str, error: Exception, run: str, line: int | None = None) -> Failure:
        """Write down that a page failed, at a line of its file; one that failed before keeps its first time."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        before = self.get(page)
        failure = Failure(
            page=page,
            source=source,
            stage=stage,
            error=type(error).__name__,
            message=str(error) or type(error).__name__,
            mend=_mend(error),
            line=line,
            since=before.since if before else now,
            last=now,
            times=before.times + 1 if before else 1,
            run=run,
            may_pass=getattr(error, "may_pass", isinstance(error, OSError | MemoryError)),
            renames=getattr(error, "renames", isinstance(error, Unwritable)),
        )
        self._write(failure)
        return failure

    def _write(self, failure: Failure) -> None:
        text = json.dumps(asdict(failure), ensure_ascii=False, indent=2)
        self.root.write(self.file(failure.page), text.encode(errors="backslashreplace"))

    def release(self, run: str) -> list[Failure]:
        """Let the failures of this run that may pass be tried again in it; which they are."""
        found = [failure for failure in self.all() if failure.run == run and failure.may_pass]
        for failure in found:
            self._write(replace(failure, run=""))
        return found

    def clear(self, page: str) -> None:
        """The page is well again."""
        self.root.remove(self.file(page))

    def all(self) -> list[Failure]:
        """Every record, in the order of pages.

        Raises:
            Unreached: there may be more.
        """
        found = []
        for name in self.root.files():
            try:
                found.append(Failure(**json.loads(self.root.read(name))))
            except Unreached:
                raise
            except (OSError, ValueError, TypeError):
                continue  # an orphan of a killed run; it is swept
        return sorted(found, key=lambda failure: failure.page)


def _mend(error: Exception) -> str:
    if isinstance(error, PageError):
        return error.mend
    if isinstance(error, Unwritable) and error.errno in (errno.EACCES, errno.EPERM):
        return f"give the user that runs this the right to write in {Path(error.filename).parent}, or take that folder away"
    if isinstance(error, Unwritable):
        return f"take away what stands at {_in_the_way(error.filename)}, or rename the page's file"
    if isinstance(error, MemoryError):
        return "run again with fewer workers, or on a machine with more memory"
    return f"report it, with the file: this is a fault of the program{_where(error)}"


def _in_the_way(path: str) -> str:
    """What keeps a file from being written: something else of its name, or a file where one of its folders should be."""
    return next((str(one) for one in reversed(Path(path).parents) if os.path.lexists(one) and not one.is_dir()), path)


def _where(error: Exception) -> str:
    """The innermost line of this program that an error passed through, for whoever looks for it."""
    frames = traceback.extract_tb(error.__traceback__)
    mine = [frame for frame in frames if Path(frame.filename).is_relative_to(_PROGRAM)]
    if not mine:
        return ""
    return f", at {Path(mine[-1].filename).relative_to(_PROGRAM.parent)}:{mine[-1].lineno}"


def line_of(error: BaseException | None) -> int | None:
    """The source's line that an error speaks of: its ``line``, or where bytes could not be decoded."""
    while error is not None:
        line = getattr(error, "line", None)
        if isinstance(line, int):
            return line
        if isinstance(error, UnicodeDecodeError):
            return error.object.count(b"\n", 0, error.start) + 1
        error = error.__cause__ or error.__context__
    return None


def command(batch: str, failure: Failure) -> str:
    """What to type to try the page again; by its name, unless it is no page or will be called otherwise."""
    if failure.page == CORRECTIONS or failure.renames:
        return f"clipsheet run {named(batch)}"
    return again(batch, failure.stage, failure.page)


def published(batch: str, failures: list[Failure]) -> bytes:
    """``failures.json``: without clocks, so that two runs give the same bytes."""
    entries = [
        {
            "page": failure.page,
            "source": f"seeds/{failure.source}",
            "stage": failure.stage,
            "error": failure.error,
            "message": failure.message,
            "line": failure.line,
            "mend": failure.mend,
            "rerun": command(batch, failure),
        }
        for failure in failures
    ]
    text = json.dumps({"batch": batch, "failures": entries}, ensure_ascii=False, indent=2)
    return text.encode(errors="backslashreplace") + b"\n"
