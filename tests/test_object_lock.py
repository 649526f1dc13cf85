"""Locks on folders behind URLs."""

import json
import os
import socket
import subprocess
import sys

import pytest

from tasks.store import Held, Unwritable, reach
from tasks.store.object_lock import REFRESH, SILENT, ObjectLock
from tasks.store.places import reach_to


class Clock:
    def __init__(self):
        self.now = 1_800_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=["s3", "memory"])
def lock(request, tmp_path, clock):
    """Makes locks on one place."""
    if request.param == "s3":
        url = f"s3://{request.getfixturevalue('bucket')}/intermediate/default/.lock"
    else:
        url = f"memory://locks/{tmp_path.name}/.lock"
    return lambda **more: ObjectLock(reach_to(request.param), url, now=clock, **more)


def note_in(lock) -> dict:
    return json.loads(lock._reach.call("cat_file", lock._path))


def write(lock, **changes):
    note = note_in(lock) | changes
    lock._reach.call("pipe_file", lock._path, json.dumps(note).encode())


def test_one_has_it_and_the_other_is_told_who(lock):
    first, second = lock(), lock()
    assert first.take()
    assert not first.take(), "it has it already"
    assert (first.owner, first.stands) == (os.getpid(), True)
    with pytest.raises(Held, match=f"process {os.getpid()} on {socket.gethostname()}"):
        second.take()
    assert (second.owner, second.stands) == (0, False)
    first.give_back()
    assert not first.stands
    assert second.take()
    second.give_back()
    with pytest.raises(FileNotFoundError):
        note_in(second)


def test_a_lock_is_taken_over_at_once_if_its_process_on_this_machine_is_dead(lock):
    first, second = lock(), lock()
    first.take()
    dead = subprocess.Popen([sys.executable, "-c", "pass"])
    dead.wait()
    write(first, pid=dead.pid, started=1)
    assert second.take()
    second.give_back()


def test_a_lock_of_another_machine_is_taken_over_after_a_long_silence(lock, clock):
    first, second = lock(), lock()
    first.take()
    write(first, host="elsewhere")
    clock.now += SILENT - 1
    with pytest.raises(Held, match=r"on elsewhere.*15 minutes after that"):
        second.take()
    clock.now += 2
    assert second.take()
    assert not first.stands, "it looks again, and sees another's note"
    first.give_back()
    assert second.stands
    assert note_in(second)["token"] == second._token, "what is another's is not taken away"
    second.give_back()


def test_who_works_says_so_and_keeps_it(lock, clock):
    first, second = lock(), lock()
    first.take()
    since = note_in(first)["since"]
    for _ in range(40):
        clock.now += REFRESH
        assert first.stands
    assert note_in(first)["since"] == since
    write(first, host="elsewhere")
    with pytest.raises(Held):
        second.take()
    first.give_back()


def test_a_lock_that_somebody_took_away_stands_no_more(lock, clock):
    first = lock()
    first.take()
    first._reach.call("rm_file", first._path)
    assert first.stands, "asked once a minute"
    clock.now += REFRESH
    assert not first.stands
    first.give_back()


def test_a_lock_that_was_made_though_the_answer_was_lost_is_ours(lock, monkeypatch):
    first, real = lock(), reach.Reach.call

    def lost(self, method, *args, **more):
        answer = real(self, method, *args, **more)
        if more.get("mode") == "create":
            raise FileExistsError("At least one of the pre-conditions you specified did not hold")
        return answer

    monkeypatch.setattr(reach.Reach, "call", lost)
    assert first.take()
    assert first.stands
    first.give_back()


def test_a_note_that_nobody_can_read_is_nobodys(lock):
    first = lock()
    first.take()
    for text in (b"", b"no note", b"[]"):
        first._reach.call("pipe_file", first._path, text)
        second = lock()
        assert second.take()
    second.give_back()


def test_of_two_that_take_over_in_one_instant_one_wins(bucket, clock, monkeypatch):
    dead, slow, fast = (ObjectLock(reach_to("s3"), f"s3://{bucket}/.lock", now=clock) for _ in range(3))
    dead.take()
    clock.now += SILENT + 1
    real = ObjectLock._replaced

    def overtaken(self, token, mark):
        if self is slow:
            monkeypatch.setattr(ObjectLock, "_replaced", real)
            assert fast.take()
        return real(self, token, mark)

    monkeypatch.setattr(ObjectLock, "_replaced", overtaken)
    with pytest.raises(Held):
        slow.take()
    assert fast.stands
    fast.give_back()


def test_two_are_taken_together_or_not_at_all(lock, bucket):
    beside = f"s3://{bucket}/output/.default.lock"
    one = lock(then=ObjectLock(reach_to("s3"), beside))
    other = ObjectLock(reach_to("s3"), f"s3://{bucket}/other/.lock", then=ObjectLock(reach_to("s3"), beside))
    assert one.take()
    with pytest.raises(Held):
        other.take()
    assert other.owner == 0
    one.give_back()
    assert other.take()
    other.give_back()
    nowhere = ObjectLock(
        reach_to("s3"), f"s3://{bucket}/other/.lock", then=ObjectLock(reach_to("s3"), "s3://no-such-one/.lock")
    )
    with pytest.raises(Unwritable, match="no such bucket"):
        nowhere.take()
    assert nowhere.owner == 0
