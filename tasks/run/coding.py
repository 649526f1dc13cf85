"""How what stages make is written as JSON where it is of a kind that JSON does not have: traced text, as text and runs."""

from __future__ import annotations

from typing import Any


def encode(value: object) -> object:
    """What to write of a value that JSON has no kind for."""
    from tasks.model.trace import Traced

    if isinstance(value, Traced):
        return {"text": value.text, "runs": value.stretches}
    raise NotImplementedError(f"no way to write a {type(value).__name__}")


def decode(kind: type, raw: Any) -> object:  # noqa: ANN401 - what JSON holds
    """The value of such a kind that was written so."""
    from tasks.model.trace import Traced

    if kind is Traced:
        return Traced.from_runs(raw["text"], raw["runs"])
    raise NotImplementedError(f"no way to read a {kind.__name__}")
