"""Where the processor's time goes: what each room takes of a page, against ftfy, and the functions that take most of it.

    python -m tests.bench.spent
    python -m tests.bench.spent --pages 60 --kilobytes 7 --functions 40

Each page goes through all rooms in this process, round after round; what counts is a room's shortest time for a page. The
functions are timed by cProfile in a further round, which makes many small calls dearer than they are: read them as an order.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import ftfy

from tasks.model.emitted import Origin
from tasks.run.stages import STAGES
from tests.bench.measure import ROOT
from tests.bench.pages import CHINESE, Page, folder, pages

NAMES = [stage.name for stage in STAGES]
ORIGIN = Origin("bench", "page", "seeds/bench/page.txt", "0" * 64, "utf-8", "0", dict.fromkeys(NAMES, "0"))


def rooms(data: bytes) -> list[float]:
    """Seconds of the processor that each room takes for a page, in order."""
    work = [(stage.work, stage.room.Settings()) for stage in STAGES]
    spent: list[float] = []

    def timed(call: Callable[[], Any]) -> Any:
        before = time.process_time()
        made = call()
        spent.append(time.process_time() - before)
        return made

    (normalise, reflow, segment, emit) = work
    clean = timed(lambda: normalise[0](data, normalise[1])[0])
    flow = timed(lambda: reflow[0](clean, reflow[1]))
    page = timed(lambda: segment[0](flow, segment[1]))
    timed(lambda: emit[0](page, clean, ORIGIN, emit[1]))
    return spent


def repair(data: bytes) -> list[float]:
    """Seconds that ftfy takes for the same page."""
    before = time.process_time()
    ftfy.fix_text(data.decode())
    return [time.process_time() - before]


def shortest(work: Callable[[bytes], list[float]], datas: Sequence[bytes], rounds: int) -> list[float]:
    """Milliseconds of a page, on average, by the shortest time of so many rounds for each page and part."""
    taken = [[work(data) for data in datas] for _ in range(rounds)]
    least = [[min(parts) for parts in zip(*page, strict=True)] for page in zip(*taken, strict=True)]
    return [1000 * sum(part) / len(datas) for part in zip(*least, strict=True)]


def row(name: str, found: Sequence[Page], rounds: int) -> str:
    """A line of the table: what some pages take."""
    datas = [page.path.read_bytes() for page in found]
    spent, (against,) = shortest(rooms, datas, rounds), shortest(repair, datas, rounds)
    cells = [*(f"{part:.1f}" for part in (*spent, sum(spent), against)), f"{sum(spent) / against:.1f}"]
    return f"| {name} | {' | '.join(cells)} |"


def functions(datas: Sequence[bytes], most: int) -> None:
    """Print the functions that take most time, with what they call and without."""
    profile = cProfile.Profile(time.process_time)
    for data in datas:
        profile.runcall(rooms, data)
    for order in ("cumulative", "tottime"):
        pstats.Stats(profile).sort_stats(order).print_stats(most)


def main() -> None:
    """The table, and the functions if they are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.spent", description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=24, help="half of them Chinese (default: 24)")
    parser.add_argument("--kilobytes", type=float, default=20, help="of each (default: 20)")
    parser.add_argument("--rounds", type=int, default=3, help="looks at each page (default: 3)")
    parser.add_argument("--functions", type=int, default=0, help="so many functions, too")
    parser.add_argument("--work", type=Path, default=ROOT / ".venv/bench", help="where pages are kept")
    asked = parser.parse_args()
    found = pages(asked.pages, asked.kilobytes, folder(asked.kilobytes, asked.work))
    for page in found:
        rooms(page.path.read_bytes())  # what is learned of words is learned once a process
    print(f"| ms of a page | {' | '.join(NAMES)} | all | ftfy | ratio |")
    print("|---" * (len(NAMES) + 4) + "|")
    print(row("Chinese", [page for page in found if page.language in CHINESE], asked.rounds))
    print(row("Latin", [page for page in found if page.language not in CHINESE], asked.rounds))
    if asked.functions:
        functions([page.path.read_bytes() for page in found], asked.functions)


if __name__ == "__main__":
    main()
