"""The weights that were learned (``python -m tests.learn``), as they lie beside this file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

_SHIPPED: Traversable = resources.files(__package__)
_folder: Traversable = _SHIPPED


def data(name: str) -> dict[str, Any]:
    """What ``weights-<name>.json`` holds."""
    return _read(_folder, name)


def folder() -> Traversable:
    """Where the weights in use lie."""
    return _folder


@contextmanager
def read_from(place: Traversable) -> Iterator[None]:
    """Use the weights of another folder: for those who learn and judge them."""
    global _folder
    before, _folder = _folder, place
    try:
        yield
    finally:
        _folder = before


@lru_cache(maxsize=16)
def _read(place: Traversable, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(place.joinpath(f"weights-{name}.json").read_text(encoding="utf-8"))
    return found
