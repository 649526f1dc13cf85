"""Garbage that refers to itself: the rooms make none, and it is looked for between pages."""

import contextlib
import gc
import weakref
from pathlib import Path

import pytest

from tasks.model.emitted import Origin
from tasks.run import garbage, shard
from tasks.run.garbage import looked_for_between
from tasks.run.stages import NAMES, STAGES, normalised
from tests.source_files import ALTO, HOCR

SEEDS = Path(__file__).parents[1] / "seeds"
PAGES = {path.stem: path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))[::2]}
ORIGIN = Origin("none", "none", "seeds/none.txt", "0" * 64, "utf-8", "0", dict.fromkeys(NAMES, "0"))


class Ring:
    """Something that refers to itself."""

    def __init__(self):
        self.me = self


@pytest.fixture
def by_hand():
    """Have nothing collected but by hand."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def through(data):
    normalise, reflow, segment, emit = ((stage.work, stage.room.Settings()) for stage in STAGES)
    for clean in normalised(data, normalise[1]):
        emit[0](segment[0](reflow[0](clean, reflow[1]), segment[1]), clean, ORIGIN, emit[1])


@pytest.mark.parametrize("data", [*PAGES.values(), ALTO.encode(), HOCR.encode()], ids=[*PAGES, "alto", "hocr"])
def test_the_rooms_make_none(by_hand, data):
    through(data)  # what is loaded meanwhile may be anything
    gc.collect()
    through(data)
    assert gc.collect() == 0


def test_it_is_not_looked_for_within_a_page_and_then_as_before():
    with looked_for_between():
        assert not gc.isenabled()
    assert gc.isenabled()
    with contextlib.suppress(KeyError), looked_for_between():
        raise KeyError
    assert gc.isenabled()


def test_who_looks_for_none_is_left_alone(by_hand):
    with looked_for_between():
        pass
    assert not gc.isenabled()


@pytest.mark.parametrize(("many", "found"), [(0, True), (1_000_000, False)])
def test_between_pages_it_is_found_if_there_may_be_much(monkeypatch, many, found):
    monkeypatch.setattr(garbage, "MANY", many)
    with looked_for_between() as look:
        ring = weakref.ref(Ring())
        assert ring() is not None
        look()
        assert (ring() is None) is found
        gc.collect()


def test_a_stage_works_on_pages_so(monkeypatch):
    """Each page is worked on without the collector, and what it leaves is looked for before the next."""
    told = []
    monkeypatch.setattr(garbage, "_look", lambda: told.append("looked for"))
    monkeypatch.setattr(shard, "_run_file", lambda job, stage, file, *rest: told.append((file, gc.isenabled())))
    monkeypatch.setattr(shard, "_check_hold", lambda job: None)
    shard.run_stage(Batch(), "reflow", ["a", "b"], told.append)
    assert told == [("a", False), "looked for", ("b", False), "looked for"]
    assert gc.isenabled()


class Batch:
    """As much of a batch as is asked about one that holds nothing back."""

    def forget(self, files):
        pass

    def gather(self, files, stages, published):
        pass

    def settle(self):
        pass
