"""What every run needs once, done in the parent, so that its children begin with the work."""

import importlib

from tasks.run.settings import keys
from tasks.run.stages import STAGES, program_version


def warm(*pages: bytes) -> None:
    """Import and read all that a run needs; run pages through the rooms, so that their tables are loaded."""
    for name in ("luigi", "tasks.pipeline", "tasks.command.run", "tasks.command.status", "tasks.emit.check"):
        importlib.import_module(name)
    keys()
    program_version()
    rooms = {stage.name: stage.room.Settings() for stage in STAGES}
    for stage in STAGES:
        stage.recipe(rooms[stage.name])
    for data in pages:
        for clean in STAGES[0].work(data, rooms["normalise"]):
            STAGES[2].work(STAGES[1].work(clean, rooms["reflow"]), rooms["segment"])
