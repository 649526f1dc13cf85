"""Pages of a PDF that are damaged: PDFium reads what comes before the damage of a stream, and says nothing of the rest.

A stream whose deflated data (RFC 1951) breaks off or is none is known by unpacking it here once more. Which page paints it
is asked of PDFium: with something else in its place, that page has other objects. Not seen: streams packed otherwise, what
is painted by way of a form of its own, a PDF that is encrypted.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

from tasks.read.pdf_unpacked import END, PIECES, STREAM

_DICTIONARY = 1000
"""Bytes before a stream in which its dictionary stands; that of a picture, which paints no text, may be longer."""

_NAMED, _CONTENTS = b"/Contents", re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|(\d+\s+\d+\s+R))")
_NUMBERS = re.compile(rb"(\d+)\s+(\d+)\s+R")
"""What a page names as its own streams, by their objects' numbers (ISO 32000-1, 7.7.3.3)."""

_PACKED = b"/ObjStm"
"""What is said of objects that are packed together, pages among them (7.5.7)."""

_FEW = 20
"""Objects that are each looked for by themselves, at the most; of more, all streams are gone through."""

_DEFLATED = re.compile(rb"/Filter\s*\[?\s*/Fl(ateDecode)?\b")

_TYPED = re.compile(rb"/(Type|Subtype|Length1)\b")
"""What is said of pictures, fonts and objects that are packed together, and never of what a page paints."""

_MARK = zlib.compress(b"0 0 1 1 re f " * 1000, 9)
"""What paints a thousand squares, in some forty bytes: more objects than any page that is damaged is found to have."""


def broken_streams(data: bytes) -> list[tuple[int, int]]:
    """Where the packed streams of a PDF stand, from one byte to another, that do not unpack to their end."""
    found = []
    for begins in _begun(data):
        start = begins.end()
        if int.from_bytes(data[start : start + 2], "big") % 31 or not _is_packed_text(data, begins.start()):
            continue
        end = data.find(END, start)
        end = end if end > 0 else len(data)
        if not _unpacks(memoryview(data)[start + 2 : end]):
            found.append((start, end))
    return [] if b"/Encrypt" in data else found


def _begun(data: bytes) -> Iterator[re.Match[bytes]]:
    """Where the streams begin that pages may paint: those that they name, if they are few and not packed themselves."""
    objects = _contents(data)
    if objects is None:
        yield from STREAM.finditer(data)
        return
    for number in objects:
        at = len(data)
        while (at := data.rfind(number, 0, at)) > 0 and data[at - 1 : at].isdigit():
            pass  # 17 0 obj, for 7 0 obj
        if at >= 0 and (begins := STREAM.search(data, at, at + _DICTIONARY)):
            yield begins


def _contents(data: bytes) -> list[bytes] | None:
    """The objects that pages name as theirs, as these begin; None where they are too many or cannot be read here."""
    if _PACKED in data:
        return None
    out: dict[bytes, None] = {}
    at = data.find(_NAMED)
    while at >= 0:
        if named := _CONTENTS.match(data, at):
            out.update((b"%b %b obj" % number, None) for number in _NUMBERS.findall(named.group(1) or named.group(2)))
        if not named or len(out) > _FEW:
            return None
        at = data.find(_NAMED, named.end())
    return list(out)


def _is_packed_text(data: bytes, at: int) -> bool:
    """Whether the dictionary before a stream says that it is deflated, first of all, and may be what a page paints."""
    before = data[max(0, at - _DICTIONARY) : at]
    own = before[before.rfind(b"obj") + 3 :]
    return bool(_DEFLATED.search(own)) and not _TYPED.search(own)


def _unpacks(packed: memoryview) -> bool:
    """Whether deflated data comes to its end."""
    unpacking, piece = zlib.decompressobj(-zlib.MAX_WBITS), bytes(packed)
    try:
        while piece and not unpacking.eof:
            unpacking.decompress(piece, PIECES)
            piece = unpacking.unconsumed_tail
    except zlib.error:
        return False
    return unpacking.eof


def pages_of(data: bytes, stream: tuple[int, int], pdfium: Any) -> set[int]:  # noqa: ANN401 - it has no types of its own
    """The pages, by their indices, that a stream paints."""
    start, end = stream
    marked = data[:start] + _MARK[: end - start].ljust(end - start, b"\0") + data[end:]
    counts = [_objects(one, pdfium) for one in (data, marked)]
    return {index for index, (own, other) in enumerate(zip(*counts, strict=False)) if own != other}


def _objects(data: bytes, pdfium: Any) -> list[int]:  # noqa: ANN401
    """How many objects each page of a PDF paints; -1 where it cannot be opened."""
    document, found = pdfium.PdfDocument(data), list[int]()
    try:
        for index in range(len(document)):
            try:
                page = document[index]
            except pdfium.PdfiumError:
                found.append(-1)
                continue
            found.append(pdfium.raw.FPDFPage_CountObjects(page.raw))
            page.close()
    finally:
        document.close()
    return found
