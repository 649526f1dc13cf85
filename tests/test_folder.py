"""What every kind of folder promises."""

import io
import itertools

import pytest

from tasks.store import DiskFolder, Recipe, Shelf, Stamp, Unwritable, folder_at, remote

_numbers = itertools.count()


@pytest.fixture(params=["disk", "memory", "s3"])
def place(request, tmp_path):
    """Where folders of one kind lie."""
    if request.param == "disk":
        return str(tmp_path)
    return (
        f"memory://papers-{next(_numbers)}" if request.param == "memory" else f"s3://{request.getfixturevalue('bucket')}/a"
    )


@pytest.fixture
def folder(place):
    return folder_at(place, "results", "")


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


def test_a_file_of_many_parts_is_read_line_by_line(folder, monkeypatch):
    monkeypatch.setattr(remote, "_PART", 7)
    for data in (b"one\nand\rtwo\n\nthree, the longest\n", b"no end", b"1234567", b"123456\n", b"123456\n8"):
        folder.write("lines", data)
        assert list(folder.lines("lines")) == io.BytesIO(data).readlines()


def test_a_mark_is_another_when_the_bytes_are(folder):
    assert folder.mark("a") == ""
    folder.write("a", b"one")
    mark = folder.mark("a")
    assert mark == folder.mark("a") != ""
    folder.write("a", b"two")
    assert folder.mark("a") not in ("", mark)


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


def test_what_others_did_is_seen_when_asked_anew(place):
    mine, theirs = folder_at(place, "results", ""), folder_at(place, "results", "")
    mine.write("a", b"1")
    mine.write("b", b"1")
    assert sorted(theirs.files()) == ["a", "b"]
    mine.write("c", b"1")
    mine.write("a", b"22")
    mine.remove("b")
    theirs.refresh()
    assert sorted(theirs.files()) == ["a", "c"]
    assert theirs.size("a") == 2
    assert theirs.first_line("a") == (b"22", 2)


def test_a_gist_is_worked_out_anew_when_the_file_is_written_again(place):
    folder, other = folder_at(place, "results", ""), folder_at(place, "results", "")
    for data in (b"one two", b"one two three"):
        folder.write("a", data)
        other.refresh()
        for of in (folder, other):
            assert of.gist("a", "words", lambda found: len(found.split())) == len(data.split())
    folder.write("b", b"one")
    folder.learn("b", "words", 1)
    assert list(folder.gists(["a", "b"], "words", lambda found: len(found.split()))) == [3, 1]
    with pytest.raises(FileNotFoundError):
        folder.gist("none", "words", len)


def test_many_are_read_in_their_order(folder):
    names = [f"{number % 7}/{number}" for number in range(40)]
    for name in names:
        folder.write(name, name.encode())
    assert list(folder.read_many(names)) == [name.encode() for name in names]
    with pytest.raises(FileNotFoundError):
        list(folder.read_many([*names, "none"]))


def test_a_shelf_keeps_results_wherever_it_stands(folder):
    shelf = Shelf(folder / "1-fold")
    recipe = Recipe("fold", "1", "c", "d", {}, {})
    for name, text in (("city/第三版", "報"), ("long", "報" * 9000)):
        label = shelf.put(name, Stamp(recipe, {"sheet": "f"}), {"text": text})
        assert shelf.stamp(name) == label
        assert shelf.get(name, dict) == {"text": text}
    assert sorted(shelf.others(["long"])) == ["city/第三版"]
    assert shelf.drop("long")
    assert shelf.stamp("long") is None
