"""A page's files: each article, and then the manifest, without which the page does not count as done.

The order holds after a power cut, too: all are written to last, so that the manifest's bytes push out the names before it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tasks.store import digest, discard, remove, write_whole

MANIFEST = "page.json"


def as_file(value: object) -> bytes:
    """JSON for people and machines: characters as they are, two blanks of indent, a line feed at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def publish(
    folder: Path, articles: list[bytes], manifest: bytes, before: Callable[[], object]
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
    changed = [name for name, data in wanted.items() if _differs(folder / name, data)]
    if surplus or changed or _differs(folder / MANIFEST, manifest):
        before()
    if surplus or changed:
        discard(folder / MANIFEST)
        for name in surplus:
            discard(folder / name)
        for name in changed:
            write_whole(folder / name, wanted[name])
    write_whole(folder / MANIFEST, manifest)
    wanted[MANIFEST] = manifest
    return {name: {"sha256": digest(data), "bytes": len(data)} for name, data in wanted.items()}


def withdraw(folder: Path, root: Path) -> bool:
    """Take a page's files away, manifest first; whether there were any. Other files in the folder stay."""
    found = remove(folder / MANIFEST, root)
    for name in article_files(folder):
        found = remove(folder / name, root) or found
    return found


def article_files(folder: Path) -> list[str]:
    """The names of a page's article files, in page order."""
    try:
        names = [path.name for path in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    numbers = [name for name in names if name.endswith(".json") and name[:-5].isascii() and name[:-5].isdigit()]
    return sorted((name for name in numbers if (folder / name).is_file()), key=lambda name: int(name[:-5]))


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() != data
    except OSError:
        return True
