"""What every kind of folder promises."""

import pytest

from tasks.store import DiskFolder, Shelf, Unwritable


@pytest.fixture
def folder(tmp_path):
    return DiskFolder(tmp_path / "results")


def test_a_folder_that_is_not_there_is_an_empty_one(folder):
    assert list(folder.files()) == folder.names() == folder.names("a") == []
    assert folder.size("a/b.json") is None
    assert not folder.holds("a/b.json", b"")
    assert not folder.discard("a/b.json")
    assert not folder.remove("a/b.json")
    for ask in (lambda: folder.read("a/b"), lambda: folder.part("a/b", 0, 9), lambda: folder.first_line("a/b")):
        with pytest.raises(FileNotFoundError):
            ask()
    with pytest.raises(FileNotFoundError):
        list(folder.lines("a/b"))


def test_what_is_written_is_read(folder):
    data = "第一行\nsecond\nthird".encode()
    assert folder.write("a/b.json", data)
    assert not folder.write("a/b.json", data), "it is there already"
    assert folder.read("a/b.json") == data
    assert folder.size("a/b.json") == len(data)
    assert folder.first_line("a/b.json") == ("第一行\n".encode(), len(data))
    assert folder.part("a/b.json", 10, 3) == b"sec"
    assert folder.part("a/b.json", len(data) - 2, 100) == b"rd"
    assert list(folder.lines("a/b.json")) == data.splitlines(keepends=True)
    assert folder.holds("a/b.json", data)
    assert not folder.holds("a/b.json", b"x" * len(data))
    assert folder.write("a/b.json", b"other", to_last=False)
    assert folder.read("a/b.json") == b"other"
    assert folder.size("a/b.json") == 5


def test_an_empty_file_is_a_file(folder):
    assert folder.write("empty", b"")
    assert folder.size("empty") == 0
    assert folder.first_line("empty") == (b"", 0)
    assert folder.part("empty", 0, 10) == folder.read("empty") == b""


def test_names_and_files(folder):
    for name in ("b/2", "b/1", "a.json", "b/c/3", "b-1"):
        folder.write(name, b"x")
    assert sorted(folder.files()) == ["a.json", "b-1", "b/1", "b/2", "b/c/3"]
    assert sorted(folder.names()) == ["a.json", "b-1"]
    assert sorted(folder.names("b")) == ["1", "2"]
    within = folder / "b"
    assert str(within) == f"{folder}/b"
    assert sorted(within.files()) == ["1", "2", "c/3"]
    assert sorted((folder / "b" / "c").names()) == ["3"]
    assert within.read("c/3") == b"x"


def test_what_is_taken_away_is_gone_for_every_view_of_it(folder):
    within = folder / "b"
    folder.write("b/c/3", b"x")
    folder.write("b/4", b"x")
    assert within.remove("c/3")
    assert not folder.remove("b/c/3")
    assert sorted(folder.files()) == ["b/4"]
    assert folder.discard("b/4")
    assert within.size("4") is None
    assert within.names() == []


def test_a_name_of_any_letters_is_a_name(folder):
    for name in ("第三版/01.json", "a b/c+d%20&=?#.json", "ü/é’*[x]{y}.json"):
        folder.write(name, name.encode())
        assert folder.read(name) == name.encode()
        assert name in list(folder.files())
        assert folder.remove(name)
    assert list(folder.files()) == []


def test_a_folder_that_cannot_be_written_says_which_file(tmp_path):
    (tmp_path / "plain").write_text("a file")
    folder = DiskFolder(tmp_path / "plain")
    with pytest.raises(Unwritable, match=r"plain/a\.json cannot be written"):
        folder.write("a.json", b"x")
    with pytest.raises(OSError, match="exists"):
        folder.prepare()


def test_a_shelf_names_its_file(folder):
    assert Shelf(folder / "1-fold").told("city/3") == f"{folder}/1-fold/city/3.json"
