"""Bytes that stand for no character: decoded around, with their places, so that none is lost in silence."""

from __future__ import annotations

import codecs
import threading
from dataclasses import dataclass

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

CUT_SHORT = ("incomplete", "unexpected end", "truncated")
"""How Python's codecs call a character that the end of the file cuts off: multi-byte ones, UTF-8, UTF-16."""
SOON = 4096
"""Bytes at a file's start in which a codec mostly stumbles often enough that the rest need not be read."""


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
        most: how many wrong stretches are worth going on after. None: all are.

    Returns:
        The text, and the wrong bytes in order; where there are more than ``most``, no text, and one more than that, of which
        nothing is told.
    """
    try:
        return data.decode(codec), ()
    except UnicodeDecodeError:
        pass
    if most is not None and _are_more(data, codec, most):
        return "", (Wrong(b"", 0, 0),) * (most + 1)
    found = _rejected(data, codec)
    pieces: list[str] = []
    wrong: list[Wrong] = []
    done = length = 0
    for start, end, reason in found:
        tail = end == len(data) and any(word in reason for word in CUT_SHORT)
        good = data[done:start].decode(codec)
        wrong.append(Wrong(data[start:end], start, length + len(good), tail))
        pieces += [good] if tail else [good, REPLACEMENT]
        length += len(good) + (not tail)
        done = end
    pieces.append(data[done:].decode(codec))
    return "".join(pieces), tuple(wrong)


def _are_more(data: bytes, codec: str, most: int) -> bool:
    """Whether a codec rejects more than so many stretches, each of which becomes a U+FFFD; printed ones do not count."""
    try:
        printed = data.count(REPLACEMENT.encode(codec))
    except UnicodeEncodeError:
        printed = 0
    if not printed and data[:SOON].decode(codec, "replace").count(REPLACEMENT) > most + 1:  # the last one may be cut
        return True
    return data.decode(codec, "replace").count(REPLACEMENT) - printed > most


class _Rejected(threading.local):
    """The stretches that a codec rejects while it decodes in this thread."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int, str]] = []


_rejects = _Rejected()


def _note(error: UnicodeError) -> tuple[str, int]:
    """An error handler for codecs that notes where they stumble, and lets them go on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    _rejects.found.append((error.start, error.end, error.reason))
    return REPLACEMENT, error.end


codecs.register_error("clipsheet.note", _note)


def _rejected(data: bytes, codec: str) -> list[tuple[int, int, str]]:
    """Where a codec stumbles, and why: in one pass, since to begin anew behind each wrong byte takes time by the square."""
    _rejects.found = []
    data.decode(codec, "clipsheet.note")
    return _rejects.found
