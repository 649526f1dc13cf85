"""Figures for a monitor, in Prometheus' text format, as its node exporter reads from a folder of ``*.prom`` files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


@dataclass(frozen=True)
class Metric:
    """A gauge: its name, what it means, and its values, each with its labels."""

    name: str
    meaning: str
    values: tuple[tuple[Mapping[str, str], float], ...]


def exposition(metrics: Iterable[Metric]) -> bytes:
    r"""The metrics as a file.

    >>> exposition([Metric("items", "Items.", (({"state": "done"}, 3),))])
    b'# HELP items Items.\n# TYPE items gauge\nitems{state="done"} 3\n'
    """
    lines = []
    for metric in metrics:
        if not _NAME.fullmatch(metric.name):
            raise ValueError(f"not a metric's name: {metric.name!r}")
        if metric.values:
            lines.append(f"# HELP {metric.name} {metric.meaning}")
            lines.append(f"# TYPE {metric.name} gauge")
            lines += [f"{metric.name}{_labels(labels)} {value:.15g}" for labels, value in metric.values]
    return "".join(line + "\n" for line in lines).encode(errors="replace")


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{value.translate(_ESCAPES)}"' for name, value in labels.items()) + "}"
