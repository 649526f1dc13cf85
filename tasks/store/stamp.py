"""What a cached result was made from, and what has changed since."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Recipe:
    """What makes a stage's results besides their input.

    ``code`` and ``data`` are digests of the source text and of the data files the stage is made of, ``settings`` those it
    reads, ``libraries`` the versions of the libraries it calls.
    """

    stage: str
    version: str
    code: str
    data: str
    settings: Mapping[str, Any]
    libraries: Mapping[str, str]

    @functools.cached_property
    def told(self) -> tuple[object, ...]:
        """All of it, to be compared."""
        return self.stage, self.version, self.code, self.data, self.settings, self.libraries


@dataclass(frozen=True)
class Stamp:
    """A result's label: its recipe, its inputs (name → digest), how many results its input gave, its own digest.

    ``note`` is what others may ask of the result without reading it, as JSON holds it; nothing, as a rule.
    """

    recipe: Recipe
    inputs: Mapping[str, str]
    parts: int = 1
    result: str = ""
    note: Any = None

    def as_json(self) -> dict[str, Any]:
        """As it is written."""
        recipe = self.recipe
        return {
            "stage": recipe.stage,
            "version": recipe.version,
            "code": recipe.code,
            "data": recipe.data,
            "settings": dict(recipe.settings),
            "libraries": dict(recipe.libraries),
            "inputs": dict(self.inputs),
            "parts": self.parts,
            "result": self.result,
            **({"note": self.note} if self.note else {}),
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any], like: Recipe | None = None) -> Stamp:
        """The inverse; KeyError or TypeError for what is no stamp. With a recipe as ``like``, it shares that one."""
        told = raw["stage"], raw["version"], raw["code"], raw["data"], raw["settings"], raw["libraries"]
        recipe = like if like and told == like.told else Recipe(*told)
        return cls(recipe, raw["inputs"], int(raw["parts"]), raw["result"], raw.get("note"))


def changes(old: Stamp, recipe: Recipe, inputs: Mapping[str, str]) -> list[str]:
    """What differs between the making of a result and a making of it now, each as ``what: from → to``.

    >>> a = Recipe("fold", "1", "c0", "d0", {"width": 2}, {})
    >>> b = Recipe("fold", "1", "c0", "d0", {"width": 3}, {})
    >>> changes(Stamp(a, {"sheet": "f0"}), b, {"sheet": "f0"})
    ['setting width: 2 → 3']
    """
    then = old.recipe
    if then == recipe and old.inputs == inputs:
        return []
    found = [
        f"{what}: {_short(before)} → {_short(now)}"
        for what, before, now in (
            ("version", then.version, recipe.version),
            ("code", then.code, recipe.code),
            ("data", then.data, recipe.data),
        )
        if before != now
    ]
    found += _differences("setting", then.settings, plain(recipe.settings))
    found += _differences("library", then.libraries, recipe.libraries)
    found += _differences("input", old.inputs, inputs)
    return found


def _differences(what: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted({*before, *now}):
        if key not in before or key not in now or before[key] != now[key]:
            yield f"{what} {key}: {_shown(before, key)} → {_shown(now, key)}"


def _shown(values: Mapping[str, Any], key: str) -> str:
    if key not in values:
        return "none"
    value = values[key]
    return _short(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _short(value: str) -> str:
    """Digests by their first digits, everything else in full."""
    return value[:8] if len(value) >= 16 and not set(value) - set("0123456789abcdef") else value


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as JSON gives them back (a tuple becomes a list), so that they compare."""
    read: dict[str, Any] = json.loads(json.dumps(dict(values), ensure_ascii=False, sort_keys=True))
    return read
