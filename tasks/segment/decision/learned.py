"""The weights that were learned (``python -m tests.learn``), as they lie beside this file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_folder = HERE


def data(name: str) -> dict[str, Any]:
    """What ``weights-<name>.json`` holds."""
    return _read(_folder, name)


def folder() -> Path:
    """Where the weights in use lie."""
    return _folder


@contextmanager
def read_from(place: Path) -> Iterator[None]:
    """Use the weights of another folder, and the package's where it has none: for those who learn and judge them."""
    global _folder
    before, _folder = _folder, place
    try:
        yield
    finally:
        _folder = before


@lru_cache(maxsize=16)
def _read(place: Path, name: str) -> dict[str, Any]:
    file = place / f"weights-{name}.json"
    found: dict[str, Any] = json.loads((file if file.exists() else HERE / file.name).read_text(encoding="utf-8"))
    return found
