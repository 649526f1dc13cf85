"""Bundles: records ↔ bytes, and what gzip's own readers make of them."""

import gzip
import io
import random
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.store.bundle import FIRST_READ, TAIL_BYTES, Piece, Torn, bundled, index_of, piece, text_of

JSON = st.none() | st.integers(-9, 9) | st.text(max_size=5) | st.lists(st.text(max_size=5), max_size=3)
TEXTS = st.binary(max_size=300).filter(lambda text: not text.endswith(b"\n"))
PIECES = st.dictionaries(st.text(max_size=8), st.builds(piece, TEXTS, JSON, JSON), max_size=12)


def reader(data: bytes, calls: list[tuple[int, int]] | None = None):
    def read(start: int, length: int) -> bytes:
        if calls is not None:
            calls.append((start, length))
        return data[start : start + length]

    return read


def index(data: bytes):
    return index_of(reader(data), len(data))


def several(count: int = 3) -> dict[str, Piece]:
    return {f"page {n}": piece(f'{{"n": {n}}}'.encode(), {"recipe": n % 2}, [n, "報"]) for n in range(count)}


@settings(max_examples=40)
@given(PIECES)
def test_records_come_back_as_they_were_put(pieces):
    data = bundled(pieces)
    found = index(data)
    assert list(found) == sorted(pieces)
    for name, record in found.items():
        member = data[record.start : record.start + record.length]
        assert (member, record.digest, record.kind, record.label) == (
            pieces[name].member,
            pieces[name].digest,
            pieces[name].kind,
            pieces[name].label,
        )
        assert piece(text_of(member, record.digest), record.kind, record.label) == pieces[name]


@settings(max_examples=40)
@given(PIECES, st.randoms())
def test_the_bytes_do_not_tell_in_which_order_records_came(pieces, chance):
    names = list(pieces)
    chance.shuffle(names)
    assert bundled({name: pieces[name] for name in names}) == bundled(pieces)


@settings(max_examples=40)
@given(PIECES)
def test_any_reader_of_gzip_sees_the_records_and_nothing_else(pieces):
    data = bundled(pieces)
    texts = [text_of(pieces[name].member, pieces[name].digest) for name in sorted(pieces)]
    wanted = b"".join(text + b"\n" for text in texts if text)
    assert gzip.decompress(data) == wanted
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        assert file.read() == wanted


@pytest.mark.skipif(not shutil.which("gzip"), reason="there is no gzip here")
def test_the_command_gzip_reads_a_bundle(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(bundled(several()))
    told = subprocess.run(["gzip", "-cd", "a.jsonl.gz"], cwd=tmp_path, capture_output=True, check=True)
    assert (told.stdout, told.stderr) == (b'{"n": 0}\n{"n": 1}\n{"n": 2}\n', b"")


def test_a_bundle_cut_anywhere_has_no_index():
    data = bundled(several())
    for cut in range(len(data)):
        with pytest.raises(Torn):
            index(data[:cut])
    with pytest.raises(Torn):
        index(data + b"\n")


def test_an_index_changed_anywhere_is_none_and_a_changed_record_never_passes_for_another():
    data = bundled(several())
    whole = index(data)
    begins = max(record.start + record.length for record in whole.values())
    seen = 0
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :]
        if at >= begins:
            with pytest.raises(Torn):
                index(changed)
            continue
        assert index(changed) == whole
        for record in whole.values():
            own = slice(record.start, record.start + record.length)
            try:
                assert text_of(changed[own], record.digest) == text_of(data[own], record.digest)
            except Torn:
                seen += 1
    assert begins / 2 < seen <= begins  # a member's time, its system and deflate's last bits say nothing of its content


@pytest.mark.parametrize(("count", "reads"), [(0, 1), (30, 1), (3000, 2)])
def test_the_index_takes_one_reading_and_a_large_one_two(count, reads):
    chance = random.Random(count)
    pieces = {f"{n:05}": piece(b"x", 0, chance.randbytes(30).hex()) for n in range(count)}
    data, calls = bundled(pieces), []
    assert len(index_of(reader(data, calls), len(data))) == count
    assert len(calls) == reads
    assert calls[0][1] <= FIRST_READ
    assert (sum(length for _, length in calls) < len(data) + TAIL_BYTES) or reads == 2
