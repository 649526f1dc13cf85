"""The plot of a long run: pages a second, pages for each second of the processor, and memory, over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

_POINTS = 120  # windows that a run is cut into
_PAGES = 200  # at least in each: a shard's pages come all at once


def draw(told: Mapping[str, Any], path: Path) -> None:
    """Draw what ``flat`` saw.

    Args:
        told: what ``flat.json`` holds.
        path: of the PNG.

    Raises:
        SystemExit: matplotlib is not installed.
    """
    try:
        import matplotlib
    except ImportError:
        raise SystemExit("the plot needs matplotlib: pip install '.[dev]', then the same command again") from None
    matplotlib.use("agg")  # no screen
    from matplotlib.figure import Figure

    seen = told["samples"]
    figure = Figure(figsize=(10, 8), layout="constrained")
    speed, work, memory = figure.subplots(3, 1, sharex=True)
    minutes = [sample["at"] / 60 for sample in seen]
    rates = list(windows(seen))
    at = [rate[0] / 60 for rate in rates]
    speed.plot(at, [rate[1] for rate in rates], label="pages a second, by the clock")
    speed.plot(minutes, [sample["load"] for sample in seen], color="0.7", label="the machine's load")
    work.plot(at, [rate[2] for rate in rates], color="C2", label="pages for each second of the processor")
    memory.plot(minutes, [sample["main_mb"] for sample in seen], color="C3", label="the run's own process")
    most = [max(sample["workers_mb"], default=float("nan")) for sample in seen]
    memory.plot(minutes, most, color="C0", label="the largest worker")
    memory.set_ylabel("MB")
    memory.set_xlabel("minutes of work")
    for axes in (speed, work, memory):
        axes.set_ylim(bottom=0)
        axes.grid(alpha=0.3)
        axes.legend(loc="lower right", fontsize="small")
    machine = told["machine"]
    figure.suptitle(
        f"{told['run']}\n{told['pages']:,} pages of {told['kilobytes']:g} KB; {machine['cpu']}, {machine['cores']} cores; "
        f"commit {told['commit']}",
        fontsize="small",
    )
    figure.savefig(path, dpi=110)


def windows(seen: Sequence[Mapping[str, Any]]) -> Iterator[tuple[float, float, float]]:
    """The middle of each stretch of time, its pages a second, and its pages for each second of the processor."""
    count = max(1, min(_POINTS, seen[-1]["pages"] // _PAGES))
    step = max(1, len(seen) // count)
    marks = [*seen[::step], *([seen[-1]] if (len(seen) - 1) % step else [])]
    for before, after in zip(marks, marks[1:], strict=False):
        pages, seconds, cpu = (after[key] - before[key] for key in ("pages", "at", "cpu"))
        if seconds > 0:
            yield (before["at"] + after["at"]) / 2, pages / seconds, pages / cpu if cpu > 0 else 0.0
