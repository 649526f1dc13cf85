"""The files of a batch: which there are, what each page is called, and which cannot be pages.

Nothing is passed over in silence: what is listed and cannot be read fails as a page, with the reason. Left out are names
that the setting ``ignore`` matches and hidden files (a delivery still on its way is one), but for those ending in ``.txt``.
"""

from __future__ import annotations

import fnmatch
import functools
import io
import os
import re
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tasks.model.errors import PageError
from tasks.run.errors import NoBatch, NothingThere, Unreadable

DEFAULT = "default"
"""The batch of files that lie directly among the seeds."""

CORRECTIONS = "corrections.json"
"""What people say of a batch's pages: it lies beside them, at the top of the batch, and is none."""

_READINGS, _PAUSE = 3, 0.2  # of a file that changes meanwhile; seconds more before each further one


_NO_FILE, _NO_UTF8, _UNLISTED = "it is no plain file", "its name is no UTF-8", "its files cannot be listed"
NO_PATH = "its key has parts that no folder or file can be called"
"""Of an object in a store."""
_TAKEN = "its page would be called"
_MISPLACED = "corrections lie at the top of their batch"
_MENDS = {
    _NO_UTF8: "rename it, in UTF-8",
    _UNLISTED: "make the folder one that can be listed, or take it away",
    _MISPLACED: "put it there, or, if it is a page, rename it",
    NO_PATH: "put the object there under another key, without // and ..",
}
"""The way out where it is not that of all files that cannot be read."""
GONE = "put it back, if it is to be there"
"""The way out where a file has gone since it was listed; a plain run then finds what there is."""
_RENAMED = (_NO_UTF8, _MISPLACED, NO_PATH)
"""Where the file is then called otherwise."""


class UnreadableFile(PageError):
    """A file that is there and cannot be read as one."""

    mend = "make it a plain file that can be read"


class ChangingFile(PageError):
    """A file that somebody writes while it is read."""

    mend = "wait until it is delivered, then run again; deliver it as .part and rename it, and it is not seen before"


class NameTaken(PageError):
    """A page whose name another page of the batch has."""

    mend = "rename one of the two files"
    renames = True


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A file of raw pages.

    ``name`` is its first page's name, ``source`` its path below the seeds folder, ``trouble`` why it can be no page, and
    ``limit`` the number of a further page whose name another file has (0: none).
    """

    name: str
    source: str
    trouble: str | None = None
    limit: int = 0

    def page(self, number: int) -> str:
        """The name of its n-th page."""
        return self.name if number == 1 else f"{self.name}.p{number}"

    @property
    def order(self) -> tuple[str, str]:
        """Where it stands in the batch."""
        return (self.name, self.source)


def batches(seeds: Path, ignore: Sequence[str]) -> list[str]:
    """Every batch that has a folder, and ``default`` where files lie directly among the seeds."""
    if not seeds.is_dir():
        return []
    names = _listed(seeds)
    folders = {name for name in names if _is_folder(seeds / name)}
    found = {name for name in folders if not name.startswith(".")}
    if any(not ignored(name, ignore) and name != CORRECTIONS for name in names if name not in folders):
        found.add(DEFAULT)
    return sorted(found)


def check_batch(batch: str) -> str:
    """A batch's name, if it can be one.

    Raises:
        NoBatch: it would lead out of the folders, or is no UTF-8.
    """
    if _shown(batch) != batch:
        raise NoBatch(f"{_shown(batch)} cannot be a batch: its name is no UTF-8; rename the folder")
    if not batch or "/" in batch or "\\" in batch or "\0" in batch or batch.startswith("."):
        raise NoBatch(f"{batch!r} cannot be a batch: name a folder directly below the seeds, such as 2026-11-23")
    return batch


def listing(seeds: Path, batch: str, ignore: Sequence[str]) -> list[SeedFile]:
    """The files of a batch, in the batch's order; none if there is no such batch.

    Raises:
        Unreadable: its folder may not be listed. A batch of which nothing is known is left as it is: else a disk that is
            away for a moment would cost all that was made of it.
    """
    found: list[SeedFile] = []
    unlisted: list[OSError] = []
    roots = (Path(os.path.realpath(seeds)), Path(os.path.realpath(seeds / batch)))
    start = _start(seeds)
    for folder, base, names in _places(seeds, batch, unlisted.append):
        kept = [(folder + name, plain) for name, plain in names.items() if not ignored(name, ignore)]
        ours = ((path, plain) for path, plain in kept if not is_corrections(path.removeprefix(start), batch))
        found += [_seed(path, base, start, () if plain else roots) for path, plain in ours]
    found += [_unlisted(wrong, seeds / batch, seeds) for wrong in unlisted if not isinstance(wrong, FileNotFoundError)]
    return without_clashes(found)


def _start(folder: Path) -> str:
    """What the paths of files in a folder begin with."""
    return os.path.join(folder, "") if folder != Path() else ""  # noqa: PTH118 - a Path has no slash at its end


def _listed(folder: Path) -> list[str]:
    """The names in the folder of all seeds.

    Raises:
        Unreadable: it may not be listed.
    """
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names are what is wanted
    except OSError as wrong:
        raise Unreadable(f"{folder} cannot be listed: {wrong.strerror or wrong}; make it readable") from wrong


def _places(seeds: Path, batch: str, fail: Callable[[OSError], None]) -> Iterator[tuple[str, str, dict[str, bool]]]:
    """Each folder's files: what their paths begin with, what of it is no part of their names, and how the rest reads.

    With each stands whether its folder says that it is a plain file: then it need not be asked. ``fail`` hears of folders
    that cannot be listed. Paths are texts: a Path for each file takes longer than all the looking.
    """
    if batch == DEFAULT and seeds.is_dir():
        yield _start(seeds), _start(seeds), {name: False for name in _listed(seeds) if not _is_folder(seeds / name)}
    base = _start(seeds / batch)
    folders = [str(seeds / batch)]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as wrong:
            fail(wrong)
            continue
        below = {entry.name for entry in entries if entry.is_dir(follow_symlinks=False)}
        folders += [f"{folder}/{name}" for name in below if not name.startswith(".")]
        plain = ((entry.name, entry.is_file(follow_symlinks=False)) for entry in entries if entry.name not in below)
        yield f"{folder}/", base, dict(plain)


def _unlisted(wrong: OSError, batch: Path, seeds: Path) -> SeedFile:
    """A folder that cannot be listed stands for the pages in it: it fails as one, since nobody knows which they are.

    Raises:
        Unreadable: it is the batch's own.
    """
    path = Path(os.fsdecode(wrong.filename))
    if path == batch:
        raise Unreadable(f"{path} cannot be listed: {wrong.strerror or wrong}; make it readable") from wrong
    return SeedFile(
        path.relative_to(batch).as_posix(), path.relative_to(seeds).as_posix(), f"{_UNLISTED}: {wrong.strerror or wrong}"
    )


def _is_folder(path: Path | str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises on links in a circle


def ignored(name: str, patterns: Sequence[str]) -> bool:
    """Whether a file of this name is none of the pages."""
    hidden = name.startswith(".") and not name.endswith(".txt")
    return hidden or bool(patterns and _any_of(tuple(patterns)).match(name))


@functools.lru_cache(maxsize=8)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(fnmatch.translate, patterns)))


def is_corrections(source: str, batch: str) -> bool:
    """Whether a path below the seeds is that of the batch's corrections."""
    return source == (CORRECTIONS if batch == DEFAULT else f"{batch}/{CORRECTIONS}")


def named(within: str, source: str) -> SeedFile:
    """A file by its page's name; one that is called as corrections are can be no page."""
    name = page_name(within)
    if source.rpartition("/")[2] == CORRECTIONS:
        batch = source.partition("/")[0]
        place = CORRECTIONS if batch == DEFAULT else f"{batch}/{CORRECTIONS}"
        return SeedFile(name, source, f"{_MISPLACED}: seeds/{place}")
    if name == CORRECTIONS:
        return SeedFile(within, source, f"{_TAKEN} {name}, as the batch's corrections are")
    return SeedFile(name, source)


def _seed(path: str, base: str, seeds: str, roots: Sequence[Path]) -> SeedFile:
    """A path as a file; ``roots`` as :func:`_trouble` has them, none for what is known to be a plain file."""
    source, within = path.removeprefix(seeds), path.removeprefix(base)
    try:
        within.encode()
    except UnicodeEncodeError:
        return SeedFile(_shown(within), _shown(source), _NO_UTF8)
    file = named(within, source)
    return file if file.trouble or not roots else replace(file, trouble=_trouble(path, roots))


def _shown(path: str) -> str:
    """A path that is no UTF-8, with the bytes that are none written out."""
    return path.encode(errors="surrogateescape").decode(errors="backslashreplace")


def page_name(within: str) -> str:
    """A path without its suffix, unless nothing but dots would be left of its name."""
    folder, slash, name = within.rpartition("/")
    stem, _, suffix = name.rpartition(".")
    return folder + slash + (stem if suffix and stem.strip(".") else name)


def _trouble(path: str, roots: Sequence[Path]) -> str | None:
    """Why a path can be no page; ``roots`` are the folders within which links may lead: all seeds, and the batch's own."""
    try:
        if os.path.islink(path):  # noqa: PTH114
            target = Path(os.path.realpath(path))
            if not any(target.is_relative_to(root) for root in roots):
                return "it is a link that leads out of the seeds folder"
            if _is_folder(target):
                return "it is a link to a folder; links to folders are not followed"
        mode = os.stat(path).st_mode  # noqa: PTH116
    except OSError as wrong:
        return f"it cannot be looked at: {wrong.strerror or wrong}"
    return None if stat.S_ISREG(mode) else _NO_FILE


def without_clashes(files: list[SeedFile]) -> list[SeedFile]:
    """Give each name to one file: one ending in ``.txt``, else the first; the others fail under their full names."""
    taken: dict[str, SeedFile] = {}
    for file in sorted(files, key=lambda item: (not item.source.endswith(".txt"), item.source)):
        if file.name in taken:
            trouble = f"{_TAKEN} {file.name}, as that of {taken[file.name].source} is"
            name = file.source
            while name in taken:
                name += "!"
            file = replace(file, name=name, trouble=file.trouble or trouble)
        taken[file.name] = file
    limits: dict[str, int] = {}
    for name in taken:
        further = re.fullmatch(r"(.+)\.p([2-9]|[1-9][0-9]{1,8})", name, re.DOTALL)
        if further and further[1] in taken:
            limits[further[1]] = min(int(further[2]), limits.get(further[1], 10**9))
    limited = (replace(file, limit=limits[file.name]) if file.name in limits else file for file in taken.values())
    return sorted(limited, key=lambda item: item.order)


def as_counted(name: str) -> list[tuple[int, str]]:
    """A key that sorts page 2 before page 10.

    >>> sorted(["p10", "p2"], key=as_counted)
    ['p2', 'p10']
    """
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in re.split("([0-9]+)", name)]


def read(file: SeedFile, seeds: Path, limit: int | None) -> bytes:
    """A file's bytes, in one reading; of one larger than ``limit`` no more than shows that it is.

    A file that changed in the meantime is read again; its bytes would be of two versions, and of neither's digest.

    Raises:
        NothingThere: the seeds folder is gone: no page's fault.
        PageError: it cannot be a page, cannot be read, or does not stop changing.
    """
    check_readable(file)
    try:
        for attempt in range(_READINGS):
            if attempt:  # a sleep of nought seconds gives the processor away
                time.sleep(attempt * _PAUSE)
            with open(f"{seeds}/{file.source}", "rb", 0, opener=_opener) as handle:
                before = os.fstat(handle.fileno())
                if not stat.S_ISREG(before.st_mode):
                    raise UnreadableFile(f"{file.source} is not read: {_NO_FILE}", may_pass=True)
                data = handle.read() if limit is None else _at_most(handle, limit + 1)
                after = os.fstat(handle.fileno())
            whole = len(data) >= after.st_size or (limit is not None and len(data) > limit)
            if whole and (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
                return data
    except OSError as wrong:
        if not seeds.is_dir():
            raise NothingThere(f"the folder {seeds} is gone; put it back, and run again to go on") from wrong
        gone = isinstance(wrong, FileNotFoundError)
        raise UnreadableFile(
            f"{file.source} {'is gone' if gone else f'cannot be read: {wrong.strerror or wrong}'}",
            GONE if gone else None,
            may_pass=True,
            renames=gone,
        ) from wrong
    raise ChangingFile(f"{file.source} was changed while it was read, {_READINGS} times", may_pass=True)


def _at_most(handle: io.FileIO, count: int) -> bytes:
    """The first bytes of a file, so many if it has them."""
    data = handle.read(count)
    while data and len(data) < count and (more := handle.read(count - len(data))):
        data += more
    return data


def check_readable(file: SeedFile) -> None:
    """See that nothing was wrong with a file when it was listed.

    Raises:
        PageError: something was.
    """
    if file.trouble:
        kind = NameTaken if file.trouble.startswith(_TAKEN) else UnreadableFile
        what = file.trouble.partition(":")[0]
        raise kind(f"{file.source} is not read: {file.trouble}", _MENDS.get(what), renames=what in _RENAMED)


def _opener(path: str, flags: int) -> int:
    """Open without waiting, should the file have become a pipe since it was listed."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def as_plain(file: SeedFile) -> list[Any]:
    """A file as a Luigi parameter, or an order for another machine, can hold it."""
    return [file.name, file.source, file.trouble, file.limit]


def from_plain(raw: Sequence[Any]) -> SeedFile:
    """The inverse."""
    return SeedFile(*raw)
