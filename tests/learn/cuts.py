"""Articles cut out of a dump, to be set together anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Cut:
    """An article cut out of a dump: its printed lines with their labels, and its gold."""

    head: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    paragraphs: list[list[str]] = field(default_factory=list)
    lone: set[int] = field(default_factory=set)
    gold: dict[str, Any] = field(default_factory=dict)


def cut(lines: Sequence[str], labels: Sequence[str | None], owners: Sequence[int | None], gold: dict[str, Any]) -> list[Cut]:
    """The page's articles whose lines stand together; what is torn apart is left out."""
    out: list[Cut] = []
    for a, article in enumerate(gold["articles"]):
        mine = [i for i, owner in enumerate(owners) if owner == a]
        if not mine or mine[-1] - mine[0] + 1 - len(mine) > 1 or any(labels[i] is None for i in mine):
            continue
        made = Cut(gold=article)
        for i in mine:
            label = labels[i]
            if label in ("K", "M", "D"):
                made.head.append(lines[i])
                made.roles.append(label)
            elif label in ("A", "P") or not made.paragraphs or label in ("Y", "X", "J"):
                if label in ("Y", "X", "J"):
                    made.lone.add(len(made.paragraphs))
                made.paragraphs.append([lines[i]])
            else:
                made.paragraphs[-1].append(lines[i])
        if made.paragraphs:
            out.append(made)
    return out
