"""Bytes that stand for no character: decoded around, with their places, so that none is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

CUT_SHORT = ("incomplete", "unexpected end", "truncated")
"""How Python's codecs call a character that the end of the file cuts off: multi-byte ones, UTF-8, UTF-16."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Bytes that no character stands for: ``raw`` at byte ``offset`` of the file, U+FFFD at ``place`` of the text.

    ``tail`` is true for the beginning of a character that the file's end cut off: it is left out of the text.
    """

    raw: bytes
    offset: int
    place: int
    tail: bool = False


def decode_kept(data: bytes, codec: str, most: int | None = None) -> tuple[str, tuple[Wrong, ...]]:
    """Decode; wrong bytes become one U+FFFD for each stretch that the codec rejects, and are given back.

    Args:
        data: the file.
        codec: a text codec of Python's.
        most: how many wrong stretches are worth going on after; the text ends there. None: all are.

    Returns:
        The text, and the wrong bytes in order.
    """
    try:
        return data.decode(codec), ()
    except UnicodeDecodeError:
        pass
    pieces: list[str] = []
    wrong: list[Wrong] = []
    length = 0
    for piece, bad in _pieces(data, codec):
        pieces.append(piece)
        length += len(piece)
        if bad is not None:
            wrong.append(Wrong(bad.raw, bad.offset, length, bad.tail))
            if not bad.tail:
                pieces.append(REPLACEMENT)
                length += 1
        if most is not None and len(wrong) > most:
            break
    return "".join(pieces), tuple(wrong)


def _pieces(data: bytes, codec: str) -> Iterator[tuple[str, Wrong | None]]:
    """Good stretches, each with the wrong bytes behind it."""
    at = 0
    while at < len(data):
        try:
            yield data[at:].decode(codec), None
            return
        except UnicodeDecodeError as error:
            start, end = at + error.start, at + error.end
            good = data[at:start].decode(codec)
            cut = end == len(data) and any(word in error.reason for word in CUT_SHORT)
            yield good, Wrong(data[start:end], start, 0, tail=cut)
            at = end
