"""A machine that has no room: no more processes, open files or memory. A run says what it lacked; the next one goes on."""

import errno
import os

import pytest
from simple_rooms import PAGE

from tasks import pipeline
from tasks.__main__ import main
from tasks.run import batch
from tasks.run.beside import shared_out
from tests.torture import trial
from tests.torture.scenes import lay
from tests.torture.warm import folder_in_memory

RUN = ["run", "--workers", "2", "--shard-size", "1"]


@pytest.fixture
def place(monkeypatch):
    with folder_in_memory(monkeypatch) as made:
        lay(made, {f"page-{number}.txt": f"Page {number} {PAGE}".encode() for number in range(3)})
        yield made


def lacking(number: int, after: int = 0, real=os.fork):
    """A call that fails for want of something, after so many times."""
    left = iter(range(after))

    def call() -> int:
        if next(left, None) is None:
            raise OSError(number, os.strerror(number))
        return real()

    return call


def mended(place) -> None:
    assert trial.run(place, RUN).code == 0
    assert len(list((place / "output").rglob("page.json"))) == 3
    assert trial.orphans(place) == []


@pytest.mark.parametrize("after", [0, 1, 4])
@pytest.mark.parametrize("number", [errno.EAGAIN, errno.ENOMEM])
def test_no_further_worker_can_be_started(place, number, after):
    def work() -> int:
        os.fork = lacking(number, after)
        return main(RUN)

    ended = trial.do(place, work)
    assert ended.code == 25, ended.told
    assert f"no further worker can be started: {os.strerror(number)}; fewer need less: try with --workers 1" in ended.told
    assert "Traceback" not in ended.told
    mended(place)


@pytest.mark.parametrize("what", ["prepare", "complete"])
def test_no_memory_before_the_work_begins(place, monkeypatch, what):
    def short(*_, **__):
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(*((pipeline, "prepare", short) if what == "prepare" else (batch, "settled", short)))
        ended = trial.run(place, RUN)
    assert ended.code >= 30, ended.told
    assert "stopped: MemoryError: none was left; fewer workers need less" in ended.told
    assert "Traceback" not in ended.told
    mended(place)


@pytest.mark.parametrize("number", [errno.EAGAIN, errno.EMFILE])
def test_what_no_process_can_be_started_for_is_done_here(monkeypatch, number):
    monkeypatch.setattr(os, "fork" if number == errno.EAGAIN else "pipe", lacking(number))
    assert list(shared_out([1, 2, 3], lambda part: bytes([part]), 2)) == [b"\1", b"\2", b"\3"]
