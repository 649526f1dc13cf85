"""Many files forced to the disk at one go, and pages that are published together."""

import errno
import os

import pytest

from tasks.run.together import Later, Together
from tasks.store import DiskFolder, Unwritable, lasting, settle


@pytest.fixture
def calls(monkeypatch):
    """What was forced out, and which files then got their names."""
    made = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda file: made.append("one") or fsync(file))
    monkeypatch.setattr(os, "replace", lambda *names: made.append("name") or replace(*names))
    monkeypatch.setattr(lasting, "_whole_file_system", lambda: lambda file: made.append("all"))
    return made


def put_many(folder, count):
    ready = [folder.beside(f"{i}/x", b"x") for i in range(count)]
    settle(ready)
    for one in ready:
        one.put()
    return [name for name in folder.files() if not name.endswith("/x")]


@pytest.mark.parametrize(("count", "keeps", "how"), [(9, True, ["all"]), (9, False, ["one"] * 9), (2, True, ["one"] * 2)])
def test_all_bytes_are_on_the_disk_before_the_first_name(tmp_path, monkeypatch, calls, count, keeps, how):
    monkeypatch.setattr(lasting, "is_known", lambda device: keeps)
    assert put_many(DiskFolder(tmp_path), count) == []
    assert calls == how + ["name"] * count


def test_files_that_could_not_be_forced_out_get_no_names(tmp_path, monkeypatch):
    def broken(_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(lasting, "is_known", lambda device: True)
    monkeypatch.setattr(lasting, "_whole_file_system", lambda: broken)
    together = Together()
    folder = DiskFolder(tmp_path)
    ready = [folder.beside(f"{i}.json", b"x") for i in range(5)]
    together.add(Later(ready, bool), lambda later: [one.put() for one in later.ready])
    with pytest.raises(Unwritable, match="cannot be written: Input/output error"):
        together.publish()
    assert list(tmp_path.iterdir()) == []


def test_a_process_asked_to_leave_publishes_what_is_ready_first(tmp_path):
    folder, together, told = DiskFolder(tmp_path), Together(), []

    def put(later):
        for one in later.ready:
            one.put()
        told.append(later)
        raise SystemExit(143)

    for name in ("a", "b", "c"):
        together.add(Later([folder.beside(name, b"x")], bool), put)
    with pytest.raises(SystemExit):
        together.publish()
    assert len(told) == 3
    assert sorted(folder.files()) == ["a", "b", "c"]


def test_what_was_made_ready_and_not_published_is_let_go(tmp_path):
    folder, together = DiskFolder(tmp_path), Together()
    together.add(Later([folder.beside("a", b"x")], bool), lambda later: None)
    assert len(list(tmp_path.iterdir())) == 1
    together.drop()
    assert list(tmp_path.iterdir()) == []
