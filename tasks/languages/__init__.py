"""What the rooms know of languages, as data: one TOML a language, each of its sections owned by the room that reads it.

    [detect]      tasks/normalise   how the language is told
    [hyphen]      tasks/reflow      how it prints hyphens
    [initial]     tasks/reflow      which letters are words by themselves
    [credit] …    tasks/segment     how it names reporters, agencies, places
    [issue]       tasks/segment     how running heads write dates, and words that name a page

``language("zh-Hant").section("detect")`` is a plain mapping; a room turns its own section into typed tables once and caches
them. Adding a language is adding a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

UNKNOWN = "und"
"""The BCP 47 tag of a language without a file; its rules hold for most print."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language's file. ``tag`` is the tag asked for (zh-Hant), ``file`` the tag of the file that serves it (zh)."""

    tag: str
    file: str
    sections: Mapping[str, Any]

    def section(self, name: str) -> Mapping[str, Any]:
        """The table ``[name]``; empty where the language has none. Not to be changed: it is shared."""
        found = self.sections.get(name, {})
        return MappingProxyType(found) if isinstance(found, dict) else {}


@cache
def known() -> tuple[str, ...]:
    """The tags that have a file, in order, ``und`` left out."""
    names = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml") and name != f"{UNKNOWN}.toml"))


@cache
def language(tag: str) -> Language:
    """What is known of a language: by its full tag, then by its first part (zh for zh-Hant), then ``und``.

    >>> language("zh-Hant").file, language("eo").file
    ('zh', 'und')
    """
    for name in (tag, tag.partition("-")[0]):
        if name in known():
            return Language(tag, name, _read(name))
    return Language(tag, UNKNOWN, _read(UNKNOWN))


@cache
def _read(name: str) -> Mapping[str, Any]:
    """A file's sections, read once a process. A file that does not exist has none."""
    source = resources.files(__name__).joinpath(f"{name}.toml")
    return MappingProxyType(tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {})
