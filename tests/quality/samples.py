"""The sample pages of ``seeds/``, through all four rooms, against their golden articles and their pinned floors.

    python -m tests.quality.samples                 the table, and what fell below its floor (exit 1 if anything did)
    python -m tests.quality.samples --pin           pin what is reached now; refuses to lower a floor
    python -m tests.quality.samples --pin --lower   lower floors too: say why in the commit

Floors are pinned in ``tests/pages/floors.toml``, page by page, rounded by 0.01 to the safe side, beside the digest of the
page and its gold: another page has other figures, and its floors must be pinned anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from tasks import emit, normalise, reflow, segment
from tasks.model.emitted import EmittedPage, Origin
from tests.quality.score import MEASURES, Scores, score

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "tests" / "pages"
FLOORS = PAGES / "floors.toml"
LESS_IS_BETTER = {"cer", "cer_found"}
STEP = 100
"""Floors are pinned in steps of a hundredth."""

Floors = dict[str, dict[str, Any]]


def names() -> list[str]:
    """Every page that has golden articles of its own."""
    return sorted(path.parent.name for path in PAGES.glob("*/gold.json"))


def gold(name: str) -> dict[str, Any]:
    """A page's golden articles."""
    return json.loads((PAGES / name / "gold.json").read_bytes())


@cache
def emitted(name: str) -> EmittedPage:
    """What the four rooms make of a page, with default settings."""
    source = gold(name)["source"]
    data = (ROOT / source).read_bytes()
    stem, _, number = name.rpartition(".p")
    clean = normalise.normalise(data, normalise.Settings())[int(number) - 1 if stem == Path(source).stem else 0]
    flow = reflow.reflow(clean, reflow.Settings())
    stages = {room.__name__.rpartition(".")[2]: room.VERSION for room in (normalise, reflow, segment, emit)}
    origin = Origin("samples", name, source, hashlib.sha256(data).hexdigest(), clean.encoding.name, "0", stages)
    return emit.emit(segment.segment(flow, segment.Settings()), clean, origin, emit.Settings())


def scored(name: str) -> Scores:
    """The page's figures."""
    texts = [
        article | {"paragraphs": [part["text"] for part in article["paragraphs"]]} for article in emitted(name).articles
    ]
    return score(gold(name), texts)


def digest(name: str) -> str:
    """What a page's figures depend on besides the program: its bytes and its golden articles."""
    parts = (ROOT / gold(name)["source"]).read_bytes(), (PAGES / name / "gold.json").read_bytes()
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def floors() -> Floors:
    """What is pinned."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def floor_of(found: Scores) -> dict[str, float]:
    """The floors that figures just reach.

    >>> row = floor_of(Scores(0.899, 1, 1, 1, 1, 1, 1, 1, cer=0.0101, cer_found=0.29))
    >>> row["article_f1"], row["kind"], row["cer"], row["cer_found"]
    (0.89, 1.0, 0.02, 0.29)
    """
    return {
        measure: (math.ceil if measure in LESS_IS_BETTER else math.floor)(round(value * STEP, 6)) / STEP
        for measure, value in asdict(found).items()
    }


def worse(values: Mapping[str, float], floor: Mapping[str, float]) -> list[str]:
    """The measures in which values fall below a floor, in words."""
    slack = 1e-9
    fallen = {
        measure: values[measure] - floor[measure] if measure in LESS_IS_BETTER else floor[measure] - values[measure]
        for measure in MEASURES
    }
    return [f"{name} {values[name]:.4f}, floor {floor[name]:.2f}" for name, by in fallen.items() if by > slack]


def pinned(found: Mapping[str, Scores], old: Floors, lower: bool) -> str:
    """The file of floors that figures just reach.

    Raises:
        ValueError: a floor would be lowered, or a page's be lost, and nobody said that it may.
    """
    new = {name: floor_of(row) for name, row in found.items()}
    lost = [f"{name}: no such page any more" for name in old if name not in new]
    lost += [f"{name}: {what}" for name in old if name in new for what in worse(new[name], old[name])]
    if lost and not lower:
        raise ValueError("\n".join(["not pinned; these floors would be lowered (--lower does it):", *lost]))
    out = ["# Written by: python -m tests.quality.samples --pin"]
    for name, row in new.items():
        out += [
            "",
            f'["{name}"]',
            f'page = "{digest(name)}"',
            *(f"{measure} = {value:.2f}" for measure, value in row.items()),
        ]
    return "\n".join(out) + "\n"


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pin", action="store_true", help="write the floors")
    parser.add_argument("--lower", action="store_true", help="with --pin: lower floors too")
    told = parser.parse_args()
    found = {name: scored(name) for name in names()}
    print(f"{'':28}" + "".join(f"{measure:>11}" for measure in MEASURES))
    for name, row in found.items():
        print(f"{name:28}" + "".join(f"{value:11.3f}" for value in asdict(row).values()))
    if told.pin:
        try:
            FLOORS.write_text(pinned(found, floors(), told.lower), encoding="utf-8")
        except ValueError as refused:
            print(refused, file=sys.stderr)
            return 1
        return 0
    old = floors()
    fallen = [f"{name}: {what}" for name in found if name in old for what in worse(asdict(found[name]), old[name])]
    print("\n".join(["below the floor:", *fallen]) if fallen else "every floor holds")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
