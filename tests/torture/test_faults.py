"""Every call that changes a disk fails once, in every way; four scenes, some thousand disturbed runs."""

import shutil
import tempfile
from pathlib import Path

import pytest
import simple_rooms

from tasks.run.settings import keys
from tests.torture import disturbed
from tests.torture.warm import warm

STEPS = {disturbed.SPOILT.name: 5, disturbed.RERUN.name: 5}  # coprime to the number of faults: all kinds are met

pytestmark = pytest.mark.torture


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


@pytest.mark.parametrize("scene", disturbed.SCENES, ids=lambda scene: scene.name)
def test_whatever_fails_the_next_run_ends_in_the_same_bytes(folder, scene, capsys):
    stage = disturbed.set_up(scene, folder)
    assert stage.escapes == [], "a write that cannot be made to fail"
    chosen = disturbed.points(stage, STEPS.get(scene.name, 1))
    wrong = disturbed.play_all(stage, folder, chosen)
    with capsys.disabled():
        ends = ", ".join(f"{count} with {code}" for code, count in sorted(stage.ends.items()))
        print(f"\n  {scene.name}: {len(stage.calls)} calls, {len(chosen)} disturbed runs (ended: {ends}), {len(wrong)} went wrong")
    assert wrong == {}
