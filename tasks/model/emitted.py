"""What leaves the pipeline, and where a page came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page comes from and what made its articles: all that the emitted files say and the text cannot.

    ``source`` is the file's path as users name it, with forward slashes (``seeds/2026-11-23/jiaozuo-03.txt``); ``sha256``
    is the digest of its bytes in hexadecimal; ``stages`` maps each stage's name to its version, in the order they run.
    """

    batch: str
    page: str
    source: str
    sha256: str
    encoding: str
    version: str
    stages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EmittedPage:
    """What ``emit`` makes: the page's articles in page order and its manifest, ready to be written as JSON."""

    articles: tuple[dict[str, object], ...]
    manifest: dict[str, object]
