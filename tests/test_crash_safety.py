"""A small part of what ``make torture`` does at length, over small rooms: some writes fail, some runs are killed."""

import shutil
import tempfile
from pathlib import Path

import pytest
import simple_rooms

from tasks.run.settings import keys
from tests.torture import disturbed
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
