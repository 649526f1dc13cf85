"""Learning how headline groups are parted: weights for the evidence of each way to part them, by maximum likelihood."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from tasks.model.page import Line
from tasks.segment.headlines.heads import DEEPEST, ways
from tasks.segment.headlines.parting import Group, Parting, labelled
from tests.learn.headings import headings
from tests.learn.known import Known

Case = tuple[list[list[str]], int]
"""The evidence of every way to part a group, and which way is true."""


def groups(known: Known) -> Iterable[tuple[list[Line], str]]:
    """The page's headline groups: their lines in the dump's order, and each line's role."""
    true, owners = known.labels, known.owners
    group: list[int] = []
    for i in range(len(true) + 1):
        goes_on = i < len(true) and true[i] in ("K", "M", "D")
        if group and not (goes_on and owners[i] == owners[group[-1]]):
            yield [known.lines[k] for k in group], "".join(str(true[k]) for k in group)
            group = []
        if goes_on:
            group.append(i)


def cases(pages: Sequence[Known], wide: bool, anew: bool = True) -> list[Case]:
    """What is learned from: each group of two lines and more whose roles stand in order, printed and set anew; each once."""
    found = [(lines, roles, page.page.language) for page in pages for lines, roles in groups(page)]
    found += [(made.lines, made.roles, made.language) for made in headings(pages) if anew]
    out: dict[tuple[str, ...], Case] = {}
    for lines, roles, language in found:
        if not 1 < len(lines) <= DEEPEST or "M" not in roles or sorted(roles, key="KMD".index) != list(roles):
            continue
        true = Parting(roles.count("K"), len(roles) - roles.count("D"), len(roles))
        all_ways = list(ways(len(lines)))
        group = Group(lines, wide, labelled(lines, language))
        key = (roles, *(f"{line.text.text} {line.gap > 0}" for line in lines))
        out[key] = ([group.names(way) for way in all_ways], all_ways.index(true))
    return list(out.values())


def train(found: Sequence[Case], strength: float, least: int = 3) -> dict[str, float]:
    """A weight for each piece of evidence, pulled towards nought with that strength."""
    seen = Counter(name for rows, true in found for names in rows for name in set(names))
    where = {name: i for i, name in enumerate(sorted(n for n, c in seen.items() if c >= least))}
    tables = []
    for rows, true in found:
        table = np.zeros((len(rows), len(where)))
        for r, names in enumerate(rows):
            for name in names:
                if name in where:
                    table[r, where[name]] += 1
        tables.append((table, true))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, grad = 0.5 * strength * float(w @ w), strength * w
        for table, true in tables:
            scores = table @ w
            scores -= scores.max()
            chance = np.exp(scores) / np.exp(scores).sum()
            total -= float(np.log(chance[true] + 1e-12))
            grad = grad + chance @ table - table[true]
        return total, grad

    best = minimize(loss, np.zeros(len(where)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return {name: round(float(best[i]), 2) for name, i in where.items() if abs(best[i]) >= 0.005}


def right(found: Sequence[Case], weights: dict[str, float]) -> float:
    """The share of groups parted as they were printed."""
    hits = 0
    for rows, true in found:
        scores = [sum(weights.get(name, 0.0) for name in names) for names in rows]
        hits += scores.index(max(scores)) == true
    return hits / max(1, len(found))


def write(path: Path, kind: str, learned: dict[str, float], source: str) -> None:
    """One line for each piece of evidence; the other print's weights stay."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    text = json.dumps({**known, "source": source, kind: learned}, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
