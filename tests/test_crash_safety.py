"""A small part of what ``make torture`` does at length, over small rooms: some writes fail, some runs are killed."""

import os

import pytest
import simple_rooms
from simple_rooms import PAGE

from tasks.run import batch, noted
from tasks.store import DiskFolder
from tests.torture import disturbed, kills, trial
from tests.torture.faults import DEAD
from tests.torture.scenes import lay
from tests.torture.warm import folder_in_memory


@pytest.fixture
def folder(monkeypatch):
    with folder_in_memory(monkeypatch) as made:
        yield made


@pytest.mark.parametrize(
    ("scene", "every"),
    [(disturbed.CHANGED, 9), (disturbed.SHARDED[1], 5), (disturbed.INTO_SHARDS, 15)],
    ids=["files", "shards", "files laid out as shards"],
)
def test_some_writes_fail_and_the_next_run_ends_in_the_same_bytes(folder, scene, every):
    stage = disturbed.set_up(scene, folder)
    assert stage.escapes == [], "a write that cannot be made to fail"
    assert len(stage.calls) > 60
    assert disturbed.play_all(stage, folder, disturbed.points(stage, 1)[3::every]) == {}
    assert {30, 137} <= stage.ends.keys()


def test_some_runs_are_killed_and_the_next_ones_end_in_the_same_bytes(folder):
    def some() -> kills.Figures:
        kills.watch_work()
        kills.part_finely()
        prepared = []
        for number, scene in enumerate((disturbed.FRESH, disturbed.CHANGED, disturbed.SHARDED[1])):
            (folder / str(number)).mkdir()
            prepared.append(kills.ready(scene, folder / str(number)))
        return kills.series(prepared, folder / "place", 18, seed=4)

    ended = trial.do(folder, some, trial.SERIES)
    assert isinstance(ended.gave, kills.Figures), ended.told
    assert ended.gave.wrong == {}
    assert sum(ended.gave.kills.values()) == 18
    assert set(ended.gave.kills) == set(kills.WHO)


def test_two_kills_in_a_row_do_not_pass_off_the_articles_of_one_state_as_those_of_another(folder, monkeypatch):
    """The first after ``articles.jsonl`` was written and before the note of it, the second before either is looked at."""
    lay(folder, {"same.txt": PAGE.encode()})
    assert trial.run(folder, ["run"]).code == 0
    before = trial.tree(folder / "output")
    real = DiskFolder.compose

    def killed_before_the_note(place: DiskFolder, name: str, *more, **named) -> bool:
        return os._exit(DEAD) if name == noted.NOTE else real(place, name, *more, **named)

    monkeypatch.setattr(DiskFolder, "compose", killed_before_the_note)
    lay(folder, {"same.txt": PAGE.replace("May", "Jun").encode()})
    assert trial.run(folder, ["run"]).code == DEAD
    monkeypatch.setattr(batch, "finish", lambda *_: os._exit(DEAD))
    lay(folder, {"same.txt": PAGE.encode()})
    assert trial.run(folder, ["run"]).code == DEAD
    articles = folder / "output/default/articles.jsonl"
    assert articles.read_bytes() != before["default/articles.jsonl"]
    monkeypatch.undo()
    simple_rooms.install(monkeypatch)
    assert trial.run(folder, ["run"]).code == 0
    assert trial.tree(folder / "output") == before
