"""A page's files: each article, and then the manifest, without which the page does not count as done.

The order holds after a power cut, too: all are written to last, so that the manifest's bytes push out the names before it.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from tasks.store import Folder, digest

MANIFEST = "page.json"


def as_file(value: object) -> bytes:
    """JSON for people and machines: characters as they are, two blanks of indent, a line feed at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def publish(
    folder: Folder, articles: list[bytes], manifest: bytes, before: Callable[[], object]
) -> dict[str, dict[str, object]]:
    """Write a page's files so that ``page.json`` stands only beside the articles it lists.

    Files that hold these bytes already are left alone; articles that are no more are taken away. ``before`` is called before
    anything is changed: whoever keeps a label of these files takes it away there, since it will not be true of them.

    Returns:
        File name → digest and size.

    Raises:
        Unwritable: and ``page.json`` is not there, or as it was.
    """
    wanted = {f"{number:02d}.json": data for number, data in enumerate(articles, 1)}
    surplus = [name for name in article_files(folder) if name not in wanted]
    changed = [name for name, data in wanted.items() if not folder.holds(name, data)]
    if surplus or changed or not folder.holds(MANIFEST, manifest):
        before()
    if surplus or changed:
        folder.discard(MANIFEST)
        for name in surplus:
            folder.discard(name)
        for name in changed:
            folder.write(name, wanted[name])
    folder.write(MANIFEST, manifest)
    wanted[MANIFEST] = manifest
    return {name: {"sha256": digest(data), "bytes": len(data)} for name, data in wanted.items()}


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
