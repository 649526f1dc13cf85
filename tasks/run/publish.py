"""A page's files: each article, and then the manifest, without which the page does not count as done.

All are written beside their places first, and get their names when their bytes are on the disk: :func:`tasks.store.settle`
sees to that for many pages at one go. The order holds after a power cut, too, since names reach the disk in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from tasks.store import Folder, Ready, digest

MANIFEST = "page.json"


def as_file(value: object) -> bytes:
    """JSON for people and machines: characters as they are, two blanks of indent, a line feed at the end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


@dataclass(frozen=True)
class Publication:
    """A page's files, ready to be put in their places: ``surplus`` are to go, ``label`` says what will be there."""

    folder: Folder
    surplus: Sequence[str]
    ready: Sequence[Ready]
    label: dict[str, dict[str, object]]

    def put(self, before: Callable[[], object]) -> None:
        """Put the files in their places, so that ``page.json`` stands only beside the articles it lists.

        ``before`` is called before anything is changed: whoever keeps a label of these files takes it away there, since it
        will not be true of them.

        Raises:
            Unwritable: and ``page.json`` is not there, or as it was.
        """
        try:
            if self.surplus or self.ready:
                before()
            if self.surplus or len(self.ready) > 1:
                self.folder.discard(MANIFEST)
            for name in self.surplus:
                self.folder.discard(name)
            for file in self.ready:
                file.put()
        finally:
            self.drop()

    def drop(self) -> None:
        """Let go of what is not in its place."""
        for file in self.ready:
            file.drop()


def publication(folder: Folder, articles: list[bytes], manifest: bytes) -> Publication:
    """A page's files, made ready: ``page.json`` comes last.

    Files that hold these bytes already are left alone; articles that are no more are to go.

    Raises:
        Unwritable: and nothing is changed.
    """
    wanted = {f"{number:02d}.json": data for number, data in enumerate(articles, 1)}
    surplus = [name for name in article_files(folder) if name not in wanted]
    changed = {name: data for name, data in wanted.items() if not folder.holds(name, data)}
    if surplus or changed or not folder.holds(MANIFEST, manifest):
        changed[MANIFEST] = manifest
    wanted[MANIFEST] = manifest
    label: dict[str, dict[str, object]] = {
        name: {"sha256": digest(data), "bytes": len(data)} for name, data in wanted.items()
    }
    ready: list[Ready] = []
    made = Publication(folder, surplus, ready, label)
    try:
        ready.extend(folder.beside(name, data) for name, data in changed.items())
    except BaseException:
        made.drop()
        raise
    return made


def withdraw(output: Folder, within: str) -> bool:
    """Take a page's files away, manifest first; whether there were any. Other files in the folder stay.

    Args:
        output: the folder of all pages.
        within: the name of the page's own.
    """
    found = output.remove(f"{within}/{MANIFEST}")
    for name in article_files(output / within):
        found = output.remove(f"{within}/{name}") or found
    return found


def article_files(folder: Folder) -> list[str]:
    """The names of a page's article files, in page order."""
    numbers = [name for name in folder.names() if name.endswith(".json") and name[:-5].isascii() and name[:-5].isdigit()]
    return sorted(numbers, key=lambda name: int(name[:-5]))
