import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.store import (
    Damaged,
    Held,
    Lock,
    Recipe,
    Shelf,
    Stamp,
    changes,
    disk_path,
    making_of,
    sweep,
    write_whole,
)

RECIPE = Recipe("fold", "1", "c" * 16, "d" * 16, {"width": 2, "marks": ["a"]}, {"paper": "1.0"})
STAMP = Stamp(RECIPE, {"sheet": "f" * 64})


def test_a_result_comes_back_as_it_was_put(tmp_path):
    shelf = Shelf(tmp_path)
    label = shelf.put("city/第三版", STAMP, {"text": "報"})
    assert shelf.get("city/第三版", dict) == {"text": "報"}
    assert shelf.stamp("city/第三版") == label
    assert json.loads((tmp_path / "city/第三版.json").read_text())["result"] == {"text": "報"}


def test_a_cut_or_changed_file_is_never_taken_for_a_result(tmp_path):
    shelf = Shelf(tmp_path)
    shelf.put("page", STAMP, {"text": "harbour"})
    whole = shelf.path("page").read_bytes()
    for cut in range(len(whole) - 1):
        shelf.path("page").write_bytes(whole[:cut])
        with pytest.raises(Damaged):
            shelf.get("page", dict)
    shelf.path("page").write_bytes(whole.replace(b"harbour", b"harvest"))
    with pytest.raises(Damaged):
        shelf.get("page", dict)


def test_a_label_without_a_whole_first_line_is_none(tmp_path):
    shelf = Shelf(tmp_path)
    shelf.put("page", STAMP, 1)
    shelf.path("page").write_bytes(shelf.path("page").read_bytes()[:40])
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
    shelf = Shelf(tmp_path)
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
        paths = [disk_path(name, suffix) for name in names]
        assert len(set(paths)) == len(names)
        for path in paths:
            assert not path.is_absolute()
            assert ".." not in path.parts
            assert all(len(part.encode()) <= 255 for part in path.parts)


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/../b", "/x", "a//b", "a\0b"])
def test_a_name_that_would_escape_is_refused(name):
    with pytest.raises(ValueError, match="not a name"):
        disk_path(name)


def test_a_page_called_as_our_files_are_gets_a_path_of_its_own():
    assert disk_path("articles.jsonl").as_posix() == "articles.jsonl_"
    assert disk_path("x/page.json").as_posix() == "x/page.json_"
    assert disk_path("x/page.json_").as_posix() == "x/page.json__"


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


HOLD = "import sys, time\nfrom pathlib import Path\nfrom tasks.store import Lock\nLock(Path(sys.argv[1])).take()\n"


def hold(path: Path) -> subprocess.Popen:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD + "print('held', flush=True)\ntime.sleep(60)", str(path)], stdout=subprocess.PIPE
    )
    assert holder.stdout.readline() == b"held\n"
    return holder


def test_a_second_holder_is_told_who_and_since_when(tmp_path):
    holder = hold(tmp_path / "lock")
    try:
        with pytest.raises(Held, match=rf"process {holder.pid} on .*, since \d{{4}}-\d\d-\d\dT"):
            Lock(tmp_path / "lock").take()
    finally:
        holder.kill()
        holder.wait()


def test_a_dead_holders_lock_is_taken_over(tmp_path):
    holder = hold(tmp_path / "lock")
    holder.kill()
    holder.wait()
    began = time.monotonic()
    lock = Lock(tmp_path / "lock")
    assert lock.take()
    assert not lock.take()
    assert lock.owner == os.getpid()
    assert time.monotonic() - began < 5
    lock.give_back()
    assert lock.owner == 0
