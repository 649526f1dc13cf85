"""A small part of what ``make torture`` does at length, over small rooms: some writes fail, some runs are killed."""

import shutil
import tempfile
from pathlib import Path

import pytest
import simple_rooms

from tasks.run.settings import keys
from tests.torture import disturbed, kills, trial
from tests.torture.warm import warm


@pytest.fixture
def folder(monkeypatch):
    """A folder in memory where there is one: nothing here needs a disk to be slow."""
    keys.cache_clear()
    simple_rooms.install(monkeypatch)
    warm()
    memory = Path("/dev/shm")  # noqa: S108
    made = Path(tempfile.mkdtemp(prefix="torture-", dir=memory if memory.is_dir() else None))
    yield made
    shutil.rmtree(made, ignore_errors=True)
    keys.cache_clear()


def test_some_writes_fail_and_the_next_run_ends_in_the_same_bytes(folder):
    stage = disturbed.set_up(disturbed.CHANGED, folder)
    assert stage.escapes == [], "a write that cannot be made to fail"
    assert len(stage.calls) > 100
    assert disturbed.play_all(stage, folder, disturbed.points(stage, 1)[3::9]) == {}
    assert {30, 137} <= stage.ends.keys()


def test_some_runs_are_killed_and_the_next_ones_end_in_the_same_bytes(folder):
    def some() -> kills.Figures:
        kills.watch_work()
        prepared = []
        for number, scene in enumerate((disturbed.FRESH, disturbed.CHANGED)):
            (folder / str(number)).mkdir()
            prepared.append(kills.ready(scene, folder / str(number)))
        return kills.series(prepared, folder / "place", 12, seed=4)

    ended = trial.do(folder, some)
    assert isinstance(ended.gave, kills.Figures), ended.told
    assert ended.gave.wrong == {}
    assert sum(ended.gave.kills.values()) == 12
    assert set(ended.gave.kills) == set(kills.WHO)
