"""Names of files that fit a disk, for names that may be anything."""

from __future__ import annotations

import functools
import re

from tasks.store.files import digest

_PLAIN = re.compile(r"(?:[0-9A-Za-z_-]{1,60}/)*[0-9A-Za-z_-]{1,60}")  # names that a disk takes as they are

NAME_BYTES = 255
"""What one name may have on the file systems in use (ext4, XFS, APFS, NTFS)."""


def disk_name(name: str, suffix: str = "") -> str:
    """Where something of this name lies below its folder: the name itself, but for what a disk cannot tell apart.

    A part that ends as the store's own files do gets an underscore more, and one too long for a disk is cut and told by
    its digest, so that no two names share a path and none leaves the folder.

    >>> disk_name("city/page-3", ".json")
    'city/page-3.json'
    >>> disk_name("city/page.json")
    'city/page.json_'
    """
    if _PLAIN.fullmatch(name):
        return name + suffix
    return _disk_name(name, suffix)


@functools.lru_cache(maxsize=1000)
def _disk_name(name: str, suffix: str) -> str:
    parts = name.split("/")
    if any(part in ("", ".", "..") or "\0" in part for part in parts):
        raise ValueError(f"not a name for a result: {name!r}")
    fitted = [_fit(_unlike_ours(part), 0) for part in parts[:-1]]
    return "/".join([*fitted, _fit(_unlike_ours(parts[-1]), len(suffix)) + suffix])


def _unlike_ours(part: str) -> str:
    return part + "_" if re.search(r"\.jsonl?_*\Z", part) else part


def _fit(part: str, room: int) -> str:
    raw = part.encode()
    if len(raw) + room <= NAME_BYTES:
        return part
    return raw[: NAME_BYTES - room - 34].decode(errors="ignore") + "~" + digest(raw)[:32]
