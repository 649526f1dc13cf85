import json
import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.store import (
    Damaged,
    DiskFolder,
    Held,
    Lock,
    Recipe,
    Shelf,
    Stamp,
    Unwritable,
    changes,
    discard,
    disk_name,
    growing,
    making_of,
    remove,
    sweep,
    write_whole,
)
from tasks.store import lock as store_lock
from tasks.store.growing import Growing

RECIPE = Recipe("fold", "1", "c" * 16, "d" * 16, {"width": 2, "marks": ["a"]}, {"paper": "1.0"})
STAMP = Stamp(RECIPE, {"sheet": "f" * 64})


def test_a_result_comes_back_as_it_was_put(tmp_path):
    shelf = Shelf(DiskFolder(tmp_path))
    label = shelf.put("city/第三版", STAMP, {"text": "報"})
    assert shelf.get("city/第三版", dict) == {"text": "報"}
    assert shelf.stamp("city/第三版") == label
    assert json.loads((tmp_path / "city/第三版.json").read_text())["result"] == {"text": "報"}


def test_what_cannot_be_read_back_is_never_taken_for_a_result(tmp_path):
    shelf = Shelf(DiskFolder(tmp_path))
    shelf.put("page", STAMP, {"width": float("nan")})  # which JSON has no word for
    with pytest.raises(Damaged, match="cannot be read back"):
        shelf.get("page", dict[str, float])


def test_a_cut_or_changed_file_is_never_taken_for_a_result(tmp_path):
    shelf = Shelf(DiskFolder(tmp_path))
    shelf.put("page", STAMP, {"text": "harbour"})
    file = Path(shelf.told("page"))
    whole = file.read_bytes()
    for cut in range(len(whole) - 1):
        file.write_bytes(whole[:cut])
        with pytest.raises(Damaged):
            shelf.get("page", dict)
    file.write_bytes(whole.replace(b"harbour", b"harvest"))
    with pytest.raises(Damaged):
        shelf.get("page", dict)


def test_a_label_of_a_file_that_is_not_whole_is_none(tmp_path):
    shelf = Shelf(DiskFolder(tmp_path))
    shelf.put("page", STAMP, 1)
    file = Path(shelf.told("page"))
    whole = file.read_bytes()
    for cut in (0, 40, len(whole) - 1):  # the last: a label that is whole, over a result that is not
        file.write_bytes(whole[:cut])
        assert shelf.stamp("page") is None
    file.write_bytes(whole + b"\n")
    assert shelf.stamp("page") is None
    assert shelf.stamp("never put") is None


@pytest.mark.parametrize(
    ("recipe", "inputs", "why"),
    [
        (RECIPE, STAMP.inputs, []),
        (replace(RECIPE, version="2"), STAMP.inputs, ["version: 1 → 2"]),
        (replace(RECIPE, code="e" * 16), STAMP.inputs, ["code: cccccccc → eeeeeeee"]),
        (replace(RECIPE, data="e" * 16), STAMP.inputs, ["data: dddddddd → eeeeeeee"]),
        (replace(RECIPE, settings={"width": 3, "marks": ("a",)}), STAMP.inputs, ["setting width: 2 → 3"]),
        (replace(RECIPE, settings={"marks": ("a",)}), STAMP.inputs, ["setting width: 2 → none"]),
        (replace(RECIPE, libraries={"paper": "1.1"}), STAMP.inputs, ["library paper: 1.0 → 1.1"]),
        (RECIPE, {"sheet": "0" * 64}, ["input sheet: ffffffff → 00000000"]),
    ],
)
def test_what_changed_is_said_from_what_to_what(tmp_path, recipe, inputs, why):
    shelf = Shelf(DiskFolder(tmp_path))
    shelf.put("page", STAMP, 1)
    assert changes(shelf.stamp("page"), recipe, inputs) == why


def test_a_file_with_the_same_bytes_keeps_its_time(tmp_path):
    path = tmp_path / "a" / "b.json"
    assert write_whole(path, b"x")
    os.utime(path, ns=(1, 1))
    assert not write_whole(path, b"x")
    assert path.stat().st_mtime_ns == 1
    assert write_whole(path, b"y")
    assert path.read_bytes() == b"y"


def test_a_write_that_fails_leaves_the_old_file_and_no_orphan(tmp_path, monkeypatch):
    path = tmp_path / "b.json"
    write_whole(path, b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new and longer")
    assert [child.name for child in tmp_path.iterdir()] == ["b.json"]
    assert path.read_bytes() == b"old"


def test_orphans_are_swept_and_nothing_else(tmp_path):
    (tmp_path / "deep").mkdir()
    orphan = tmp_path / "deep" / ".clipsheet-123-4.tmp"
    orphan.write_bytes(b"half")
    other = tmp_path / "deep" / "notes.tmp"
    other.write_bytes(b"mine")
    assert sweep(tmp_path) == [orphan]
    assert other.exists()
    assert not orphan.exists()


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/"), min_size=1, max_size=120).filter(
    lambda name: name not in (".", "..")
)


@given(st.lists(st.lists(NAMES, min_size=1, max_size=3).map("/".join), min_size=2, max_size=8, unique=True))
def test_no_two_names_share_a_path_and_none_leaves_the_folder(names):
    for suffix in ("", ".json"):
        paths = [Path(disk_name(name, suffix)) for name in names]
        assert len(set(paths)) == len(names)
        for path in paths:
            assert not path.is_absolute()
            assert ".." not in path.parts
            assert all(len(part.encode()) <= 255 for part in path.parts)


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/../b", "/x", "a//b", "a\0b"])
def test_a_name_that_would_escape_is_refused(name):
    with pytest.raises(ValueError, match="not a name"):
        disk_name(name)


def test_a_page_called_as_our_files_are_gets_a_path_of_its_own():
    assert disk_name("articles.jsonl") == "articles.jsonl_"
    assert disk_name("x/page.json") == "x/page.json_"
    assert disk_name("x/page.json_") == "x/page.json__"


def package(root: Path) -> Path:
    files = {
        "press/__init__.py": '"""Nothing."""\n',
        "press/room/__init__.py": "from press.nouns import sheet\nfrom press.room.inner import x\nimport numpy\n",
        "press/room/inner.py": "x = 1\n",
        "press/room/words.toml": "a = 1\n",
        "press/nouns/__init__.py": '"""Nouns."""\n',
        "press/nouns/sheet.py": "y = 1\n",
        "press/nouns/other.py": "z = 1\n",
        "press/hall/__init__.py": "h = 1\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    making_of.cache_clear()
    return root


@pytest.mark.parametrize(
    ("changed", "code", "data"),
    [
        ("press/room/inner.py", True, False),
        ("press/room/words.toml", False, True),
        ("press/nouns/sheet.py", True, False),
        ("press/nouns/other.py", False, False),
        ("press/hall/__init__.py", False, False),
    ],
)
def test_a_rooms_version_is_of_all_it_is_made_of_and_of_nothing_else(tmp_path, changed, code, data):
    before = making_of("press.room", package(tmp_path))
    (tmp_path / changed).write_text((tmp_path / changed).read_text() + "w = 2\n")
    making_of.cache_clear()
    after = making_of("press.room", tmp_path)
    assert (before.code != after.code, before.data != after.data) == (code, data)
    assert "numpy" in before.libraries
    assert "unicode" in before.libraries


def forked(work) -> int:
    """Work in a child that then waits to be killed; its process id."""
    ready, tell = os.pipe()
    child = os.fork()
    if not child:
        work()
        os.write(tell, b".")
        time.sleep(60)
        os._exit(0)
    os.close(tell)
    assert os.read(ready, 1) == b"."
    os.close(ready)
    return child


def kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def test_a_second_holder_is_told_who_and_since_when(tmp_path):
    holder = forked(Lock(tmp_path / "lock").take)
    try:
        with pytest.raises(Held, match=rf"process {holder} on .*, since \d{{4}}-\d\d-\d\dT"):
            Lock(tmp_path / "lock").take()
    finally:
        kill(holder)


def test_a_dead_holders_lock_is_taken_over(tmp_path):
    kill(forked(Lock(tmp_path / "lock").take))
    lock = Lock(tmp_path / "lock")
    assert lock.take()
    assert not lock.take()
    assert lock.owner == os.getpid()
    assert lock.stands
    lock.give_back()
    assert lock.owner == 0
    assert not lock.stands


def test_a_dead_holders_workers_are_waited_for_and_then_named(tmp_path, monkeypatch):
    path, workers = tmp_path / "lock", tmp_path / "workers"

    def with_a_worker():
        Lock(path).take()
        workers.write_text(str(forked(lambda: None)))

    kill(forked(with_a_worker))
    worker = int(workers.read_text())
    monkeypatch.setattr(store_lock, "_PATIENCE", 0.2)
    with pytest.raises(Held, match="what is left of process .*: it is dead, but a worker of its own is not"):
        Lock(path).take()
    monkeypatch.setattr(store_lock, "_PATIENCE", 20)
    threading.Timer(0.2, os.kill, (worker, signal.SIGKILL)).start()
    lock = Lock(path)
    assert lock.take()
    lock.give_back()


@pytest.mark.parametrize(
    ("changed", "waits"), [({"started": 1}, True), ({"started": None}, False), ({"host": "far", "started": 1}, False)]
)
def test_a_number_that_went_to_another_program_is_no_living_holder(tmp_path, monkeypatch, changed, waits):
    if store_lock._started(os.getpid()) is None:
        pytest.skip("this system does not tell when a process began")
    path = tmp_path / "lock"
    holder = forked(Lock(path).take)
    note = json.loads(path.read_text())
    assert note["started"] == store_lock._started(holder)
    path.write_text(json.dumps(note | changed))  # as if the process of that number were not the one that wrote the note
    monkeypatch.setattr(store_lock, "_PATIENCE", 0.3)
    began = time.monotonic()
    try:
        with pytest.raises(Held, match="it is dead" if waits else f"process {holder} on"):
            Lock(path).take()
        assert (time.monotonic() - began > 0.3) is waits
    finally:
        kill(holder)


def test_a_lock_whose_file_was_taken_away_does_not_stand(tmp_path):
    mine = Lock(tmp_path / "lock")
    mine.take()
    (tmp_path / "lock").unlink()
    assert not mine.stands
    other = forked(lambda: (Lock._mine.clear(), Lock(tmp_path / "lock").take()))  # nothing shows that it is held
    assert not mine.stands
    mine.give_back()
    with pytest.raises(Held, match=f"process {other} on"):
        mine.take()
    kill(other)


def test_two_locks_are_taken_together_or_not_at_all(tmp_path):
    first, second = tmp_path / "a" / "first", tmp_path / "b" / "second"
    both = Lock(first, then=Lock(second, stays=False))
    holder = forked(Lock(second).take)
    with pytest.raises(Held, match=f"process {holder} on"):
        both.take()
    assert both.owner == 0
    kill(holder)
    assert both.take()
    assert both.stands
    second.unlink()
    assert not both.stands
    both.give_back()
    assert first.read_text() == ""
    assert both.take()
    both.give_back()
    assert not second.exists()


def test_a_note_that_cannot_be_written_leaves_no_lock_behind(tmp_path, monkeypatch):
    real = os.pwrite

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    lock = Lock(tmp_path / "lock")
    with pytest.raises(OSError, match="No space"):
        lock.take()
    monkeypatch.setattr(os, "pwrite", real)
    assert lock.owner == 0
    kill(forked(Lock(tmp_path / "lock").take))  # another process can have it


def test_a_folder_taken_away_in_between_is_made_again(tmp_path, monkeypatch):
    real = os.open
    path = tmp_path / "city" / "page.json"
    once = []

    def opened(name, *more):
        if not once:
            once.append(name)
            path.parent.rmdir()
        return real(name, *more)

    path.parent.mkdir()
    monkeypatch.setattr(os, "open", opened)
    assert write_whole(path, b"x")
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_file_may_be_read_by_whom_the_umask_lets(tmp_path, mask, mode):
    before = os.umask(mask)
    try:
        write_whole(tmp_path / "a", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == mode


def test_bytes_are_on_the_disk_before_the_name_is_and_results_need_not_be(tmp_path, monkeypatch):
    done = []
    sync, rename = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda file: done.append("sync") or sync(file))
    monkeypatch.setattr(os, "replace", lambda *names: done.append("name") or rename(*names))
    write_whole(tmp_path / "a", b"x")
    assert done == ["sync", "name"]
    Shelf(DiskFolder(tmp_path)).put("page", STAMP, 1)
    assert done == ["sync", "name", "name"]


@pytest.mark.parametrize("short", [1, 7])
def test_a_write_cut_short_goes_on(tmp_path, monkeypatch, short):
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, bytes(data)[:short]))
    write_whole(tmp_path / "a", b"0123456789" * 3)
    assert (tmp_path / "a").read_bytes() == b"0123456789" * 3


def test_what_cannot_be_written_or_taken_away_is_named(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    (tmp_path / "b").mkdir()
    with pytest.raises(Unwritable, match=f"{tmp_path}/a/x cannot be written: Not a directory"):
        write_whole(tmp_path / "a" / "x", b"x")
    with pytest.raises(Unwritable, match=f"{tmp_path}/b cannot be written"):
        write_whole(tmp_path / "b", b"x")
    with pytest.raises(Unwritable, match=f"{tmp_path}/b cannot be "):
        discard(tmp_path / "b")
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["a", "b"]


def test_taking_away_takes_folders_left_empty_though_the_file_is_gone(tmp_path):
    (tmp_path / "root/a/b").mkdir(parents=True)
    assert not remove(tmp_path / "root/a/b/c.json", tmp_path / "root")
    assert (tmp_path / "root").is_dir()
    assert not (tmp_path / "root/a").exists()


def test_who_begins_a_file_just_as_another_puts_it_in_its_place_leaves_that_one_alone(tmp_path, monkeypatch):
    place = tmp_path / "whole.bin"
    first = Growing(place)
    first.write(b"first")
    first.whole()
    lock = growing.fcntl.flock

    def put_then_lock(file: int, how: int) -> None:
        monkeypatch.setattr(growing.fcntl, "flock", lock)
        first.put()  # its lock ends, and what the other has opened has the name of the whole file
        lock(file, how)

    monkeypatch.setattr(growing.fcntl, "flock", put_then_lock)
    second = Growing(place)
    second.write(b"second")
    second.whole()
    assert place.read_bytes() == b"first"
    second.put()
    assert place.read_bytes() == b"second"
