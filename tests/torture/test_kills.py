"""300 kills of batches of real pages, each followed by the run that takes up what is left."""

import os
import shutil
import tempfile
import time
from pathlib import Path

import pytest

from tasks.run.warm import warm as load
from tests.torture import kills, pages, trial
from tests.torture.warm import warm

pytestmark = pytest.mark.torture

KILLS = int(os.environ.get("KILLS", "300"))
SEED = int(os.environ.get("SEED", "20261126"))


def test_a_batch_killed_at_any_instant_ends_in_the_same_bytes(capsys):
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="torture-", dir=memory if memory.is_dir() else None))
    try:
        # In a child: what is put around the rooms to hear of their work is gone with it.
        ended = trial.do(folder, lambda: everything(folder), trial.SERIES)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    assert isinstance(ended.gave, kills.Figures), ended.told
    with capsys.disabled():
        print(f"\n{ended.told}")
    assert ended.gave.wrong == {}
    assert sum(ended.gave.kills.values()) >= KILLS - KILLS % (os.cpu_count() or 1)


def everything(folder: Path) -> kills.Figures:
    warm(*[pages.page(name, 1) for name in pages.NAMES])
    load()  # here: a run that loads what its workers need has the rooms work, which would count as work on its pages
    kills.watch_work()
    kills.part_finely()
    prepared = []
    for number, scene in enumerate(kills.scenes()):
        (folder / str(number)).mkdir()
        prepared.append(kills.ready(scene, folder / str(number)))
    began = time.monotonic()
    figures = kills.Figures()

    def some(number: int, count: int) -> kills.Figures:
        return kills.series(prepared, folder / f"place-{number}", KILLS // count, SEED + number)

    for found in trial.spread(folder, some):
        figures += found
    print(f"  {sum(figures.kills.values())} kills in {time.monotonic() - began:.0f} s, seed {SEED}: ", end="")
    print(", ".join(f"{count} of {who}" for who, count in figures.kills.items()))
    print("  how much of the run's own work was whole at the kill, in tenths: ", end="")
    print(" ".join(str(figures.tenths[tenth]) for tenth in range(10)))
    print(f"  {figures.kept} results whole at the kills, none of them made again; {figures.redone} made by the next runs")
    print(f"  runs that lost one worker ended with {dict(figures.ends)}; longest next run {figures.longest:.1f} s; ", end="")
    print(f"{figures.late} further runs had ended before their kill; {len(figures.wrong)} kills went wrong")
    return figures
