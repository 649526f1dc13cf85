"""A worker that is killed while it hands in its result: the run ends, with all that the others made; the next goes on."""

import multiprocessing
import os
import select
import signal
import threading
from multiprocessing.connection import Connection

import pytest
from simple_rooms import PAGE

from tasks.run.handing_in import Results
from tests.torture import trial
from tests.torture.scenes import lay
from tests.torture.warm import folder_in_memory

FILES = 6
RUN = ["run", "--workers", "2", "--shard-size", "1"]


@pytest.fixture
def place(monkeypatch):
    with folder_in_memory(monkeypatch) as made:
        lay(made, {f"page-{number}.txt": f"Page {number} {PAGE}".encode() for number in range(FILES)})
        yield made


@pytest.mark.parametrize("sent", [False, True], ids=["before it is sent", "after it was sent"])
@pytest.mark.parametrize("which", [1, 4, 12])
def test_a_worker_killed_while_it_hands_in_its_result(place, monkeypatch, sent, which):
    send = Connection._send
    count = multiprocessing.Value("i", 0)
    tests = os.getpid()

    def killed(self: Connection, data: bytes, *more) -> None:
        if os.getppid() == tests:  # the run itself
            return send(self, data, *more)
        with count.get_lock():
            count.value += 1
            mine = count.value
        if sent or mine != which:
            send(self, data, *more)
        if mine == which:
            os.kill(os.getpid(), signal.SIGKILL)

    with monkeypatch.context() as patched:
        patched.setattr(Connection, "_send", killed)
        ended = trial.run(place, RUN)
    assert ended.code in ((0, 30) if sent else (30,)), ended.told
    assert "Traceback" not in ended.told
    if not sent:
        assert "died unexpectedly with exit code -9; if memory was short, fewer workers need less" in ended.told
        assert f"{FILES - 1} pages done" in ended.told
    assert trial.run(place, RUN).code == 0
    assert len(list((place / "output").rglob("page.json"))) == FILES
    assert trial.orphans(place) == []


def test_a_run_that_is_still_at_work_after_its_time_is_ended_and_says_where_it_was(tmp_path):
    ended = trial.do(tmp_path, threading.Event().wait, 0.2)
    assert ended.code == trial.KILLED
    assert "still at work after 0 s" in ended.told
    assert "threading.py" in ended.told


@pytest.mark.parametrize("letter", ["a", "市", "\U0001f4f0"])
@pytest.mark.parametrize("length", [0, 1, 3000, 4092, 100_000])
def test_a_result_is_sent_in_one_piece(monkeypatch, letter, length):
    queue = multiprocessing.Queue()
    pieces = []
    write = os.write
    monkeypatch.setattr(Connection, "_send", lambda self, data: (pieces.append(len(data)), write(self.fileno(), data)))
    why = letter * length + "KeyError: lamp"
    Results(queue).put(("ReflowShard_default_1", "FAILED", why, [], []))
    task, status, told, missing, new = queue.get(timeout=10)
    assert (task, status, missing, new) == ("ReflowShard_default_1", "FAILED", [], [])
    assert told == why if length < 1000 else why.endswith(told)
    assert told.endswith("KeyError: lamp")
    assert [size <= select.PIPE_BUF for size in pieces] == [True]


def test_a_result_that_no_piece_holds_goes_the_queues_own_way():
    queue = multiprocessing.Queue()
    result = ("CleanBatch_default_1", "PENDING", "", [f"EmitShard_default_{number}" for number in range(1000)], [])
    Results(queue).put(result)
    assert queue.get(timeout=10) == result
