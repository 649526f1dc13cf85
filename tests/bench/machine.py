"""Where and of what a measurement was made, and what it says: as a table for people, as JSON for machines."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from tests.bench.measure import ROOT
from tests.bench.rows import MEGABYTES, MORE, RATIO, Row

LIBRARIES = ("charset-normalizer", "ftfy", "luigi", "msgspec", "numpy", "opencc")


def machine() -> dict[str, Any]:
    """The machine and the Python."""
    return {
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gb": _memory(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "load_before": [round(load, 2) for load in os.getloadavg()] if hasattr(os, "getloadavg") else None,
        "libraries": {name: metadata.version(name) for name in LIBRARIES},
    }


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _memory() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1)
    except (ValueError, OSError, AttributeError):
        return None


def commit() -> str:
    """The commit measured, with ``+`` where the program in ``tasks/`` differs from it; ``unknown`` outside a checkout."""
    try:
        name = _git("rev-parse", "--short=12", "HEAD")
        return name + ("+" if _git("status", "--porcelain", "--", "tasks") else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def report(
    command: str, sizes: dict[str, Any], rows: Sequence[Row], skipped: dict[str, str], seconds: float
) -> dict[str, Any]:
    """All that was measured, for the file."""
    return {
        "command": command,
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 1),
        "commit": commit(),
        "machine": machine(),
        "sizes": sizes,
        "rows": [row.as_json() for row in rows],
        "skipped": skipped,
    }


def write(path: Path, told: dict[str, Any]) -> None:
    """Write the file, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(path)


def table(told: dict[str, Any], rows: Sequence[Row]) -> str:
    """The table, in Markdown that reads as it stands."""
    at = told["machine"]
    head = ["what", "against", "by", "median (lowest to highest)", "goal", "", "medians"]
    lines = [_cells(row) for row in rows]
    smaller = [row for row in rows if row.short]
    notes = [f"{row.name}: measured on {row.sizes}; the goal is set for {row.goal.at}" for row in smaller]
    notes += [f"not measured: {name}: {why}" for name, why in told["skipped"].items()]
    rounds = sorted({len(row.ours) for row in rows})
    made = f"rounds: {', '.join(map(str, rounds))}; {told['seconds']:.0f} s in all"
    memory = f"{at['memory_gb']} GB" if at["memory_gb"] else "memory unknown"
    where = f"{at['cpu']}, {at['cores']} cores, {memory}; {at['system']}; Python {at['python']}; commit {told['commit']}"
    return "\n".join([*_aligned([head, *lines]), "", where, made, *notes])


def _cells(row: Row) -> list[str]:
    figures = row.figures
    form = {RATIO: _ratio, MORE: _seconds, MEGABYTES: _megabytes}[row.way]
    median = f"{form(row.figure)} ({form(min(figures))} to {form(max(figures))})"
    goal = f"≤ {form(row.goal.at_most)}" + (f", aim {form(row.goal.aim)}" if row.goal.aim else "")
    met = ("yes" if row.met else "no") + (" *" if row.short else "")
    unit = _megabytes if row.by == "MB" else _seconds
    told = row.as_json()
    medians = unit(told["ours_median"]) + (f" / {unit(told['theirs_median'])}" if row.theirs else "")
    return [row.what, row.against or "–", row.by, median, goal, met, medians]


def _ratio(value: float) -> str:
    return f"1/{1 / value:.3g}" if 0 < value < 0.1 else f"{value:.3g}"


def _seconds(value: float) -> str:
    return f"{value * 1000:.3g} ms" if abs(value) < 1 else f"{value:.3g} s"


def _megabytes(value: float) -> str:
    return f"{value:.0f} MB"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = [
        "| " + " | ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
