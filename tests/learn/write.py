"""Writes learned weights as a data file that a person can read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

LEAST = 0.03
"""Weights below are left out, near half of all: articles are found as well without them (0.1 loses two in a hundred)."""


def write(
    path: Path, names: Sequence[str], learned: tuple[dict[str, list[float]], list[list[float]], list[float]], source: str
) -> None:
    """One line for each piece of evidence; weights that make no difference are left out."""
    evidence, following, first = learned
    evidence = {name: [v if abs(v) >= LEAST else 0.0 for v in values] for name, values in evidence.items()}

    def row(values: Sequence[float]) -> str:
        return json.dumps({n: v for n, v in zip(names, values, strict=True) if v}, ensure_ascii=False)

    lines = [f' "source": {json.dumps(source)},', f' "first": {row(first)},', ' "following": {']
    lines += [f"  {json.dumps(n)}: {row(following[i])}{',' if i + 1 < len(names) else ''}" for i, n in enumerate(names)]
    lines += [" },", ' "evidence": {']
    items = [(n, v) for n, v in sorted(evidence.items()) if any(v)]
    lines += [
        f"  {json.dumps(n, ensure_ascii=False)}: {row(v)}{',' if k + 1 < len(items) else ''}"
        for k, (n, v) in enumerate(items)
    ]
    path.write_text("{\n" + "\n".join(lines) + "\n }\n}\n", encoding="utf-8")
