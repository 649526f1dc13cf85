"""Every call that changes a disk fails in turn, in several ways (``FAULTS=8``: in all); four scenes."""

import os

import pytest

from tests.torture import disturbed
from tests.torture.warm import folder_in_memory

PER_CALL = {disturbed.CHANGED.name: 4}

pytestmark = pytest.mark.torture


@pytest.fixture
def folder(monkeypatch):
    with folder_in_memory(monkeypatch) as made:
        yield made


@pytest.mark.parametrize("scene", disturbed.SCENES, ids=lambda scene: scene.name)
def test_whatever_fails_the_next_run_ends_in_the_same_bytes(folder, scene, capsys):
    stage = disturbed.set_up(scene, folder)
    assert stage.escapes == [], "a write that cannot be made to fail"
    chosen = disturbed.points(stage, int(os.environ.get("FAULTS", PER_CALL.get(scene.name, 2))))
    wrong = disturbed.play_all(stage, folder, chosen)
    with capsys.disabled():
        ends = ", ".join(f"{count} with {code}" for code, count in sorted(stage.ends.items()))
        print(f"\n  {scene.name}: {len(stage.calls)} calls, {len(chosen)} disturbed runs (ended: {ends})", end="")
        print(f", {len(wrong)} went wrong")
    assert wrong == {}
