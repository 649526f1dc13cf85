"""What the streams of a PDF unpack to: a few megabytes of file may be more than the machine has memory.

PDFium unpacks a page's stream whole, and twice over, before anybody can ask it how much that is. A stream that may come to
so much, and that is as monotonous as only such are, is unpacked here first, piece by piece, and thrown away. Not seen:
streams packed twice, and many that are each within the limit.
"""

from __future__ import annotations

import re
import zlib

from tasks.model.errors import BrokenSource

MOST = 500_000_000
"""Bytes that a stream may come to. PDFium then takes a gigabyte, which is what a worker is to have (docs/bad-input.md)."""

_RATIO = 1032
"""Bytes at most that a byte of deflate stands for, by its format (RFC 1951)."""

END = b"endstream"

_SAMPLE = 4096
PIECES = 10_000_000

STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
"""Where a stream begins whose first byte is one of zlib's (RFC 1950)."""


def check(data: bytes) -> None:
    """See that none of a PDF's streams unpacks to more than a page can be.

    Raises:
        BrokenSource: one does.
    """
    start, short = 0, MOST // _RATIO
    while len(data) - start > short:
        last = data.rfind(END, start, start + short)
        if last > start:
            start = last + len("end")  # all streams up to it are short
            continue
        end = data.find(END, start + 1)
        end = end if end > 0 else len(data)
        _check(data, start, end)
        start = end + len("end")


def _check(data: bytes, start: int, end: int) -> None:
    """The same of the streams of a PDF that begin within a stretch, all of which end where it does."""
    for found in STREAM.finditer(data, start, end):
        packed = memoryview(data)[found.end() : end]
        if len(packed) * _RATIO > MOST and _is_monotonous(packed) and _comes_to_more(packed):
            raise BrokenSource(
                f"expected a PDF of pages, but its stream at byte {found.end()} unpacks to more than {MOST} bytes",
                mend="have it made anew: no page has so much in it",
            )


def _is_monotonous(packed: memoryview) -> bool:
    """Whether it can be packed once more, as nothing can that was packed from what is worth reading."""
    samples = (packed[at : at + _SAMPLE] for at in (len(packed) // 4, len(packed) // 2, 3 * len(packed) // 4))
    return any(len(zlib.compress(sample, 1)) < _SAMPLE // 2 for sample in samples)


def _comes_to_more(packed: memoryview) -> bool:
    unpacking, made = zlib.decompressobj(), 0
    try:
        for at in range(0, len(packed), _SAMPLE):
            piece: bytes | memoryview = packed[at : at + _SAMPLE]
            while piece and made <= MOST:
                made += len(unpacking.decompress(piece, PIECES))
                piece = unpacking.unconsumed_tail
    except zlib.error:
        pass  # PDFium, too, unpacks it no further
    return made > MOST
