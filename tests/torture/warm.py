"""What every run needs once, done in the parent, so that its children begin with the work."""

import contextlib
import importlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import simple_rooms

from tasks.run import settings
from tasks.run.stages import STAGES, program_version


@contextlib.contextmanager
def folder_in_memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder, in memory where there is one (nothing here needs a disk to be slow), with the stand-in rooms warm."""
    simple_rooms.install(monkeypatch)
    warm()
    memory = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(prefix="torture-", dir=memory if memory.is_dir() else None))
    yield made
    shutil.rmtree(made, ignore_errors=True)


def warm(*pages: bytes) -> None:
    """Import and read all that a run needs; run pages through the rooms, so that their tables are loaded."""
    for name in ("luigi", "tasks.pipeline", "tasks.command.run", "tasks.command.status", "tasks.emit.check"):
        importlib.import_module(name)
    settings.keys()  # by its module: stand-ins for rooms put another in its place, which forgets them again
    program_version()
    rooms = {stage.name: stage.room.Settings() for stage in STAGES}
    for stage in STAGES:
        stage.recipe(rooms[stage.name])
    for data in pages:
        for clean in STAGES[0].work(data, rooms["normalise"]):
            STAGES[2].work(STAGES[1].work(clean, rooms["reflow"]), rooms["segment"])
