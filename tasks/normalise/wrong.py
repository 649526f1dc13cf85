"""Bytes that stand for no character: decoded around, with their places, so that none is lost in silence."""

from __future__ import annotations

import codecs
import contextlib
import threading
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
        most: how many wrong stretches are worth going on after. None: all are.

    Returns:
        The text, and the wrong bytes in order; where there are more than ``most``, no text, and one more than that of them
        without their places in it.
    """
    try:
        return data.decode(codec), ()
    except UnicodeDecodeError:
        pass
    found = _rejected(data, codec, most)
    if most is not None and len(found) > most:
        return "", tuple([Wrong(data[start:end], start, 0) for start, end, _ in found])
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


class _Enough(Exception):
    """More stretches than are worth going on after."""


class _Rejected(threading.local):
    """The stretches that a codec rejects while it decodes in this thread, and how many are enough."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int, str]] = []
        self.most: int | None = None


_rejects = _Rejected()


def _note(error: UnicodeError) -> tuple[str, int]:
    """An error handler for codecs that notes where they stumble, and lets them go on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    _rejects.found.append((error.start, error.end, error.reason))
    if _rejects.most is not None and len(_rejects.found) > _rejects.most:
        raise _Enough
    return REPLACEMENT, error.end


codecs.register_error("clipsheet.note", _note)


def _rejected(data: bytes, codec: str, most: int | None) -> list[tuple[int, int, str]]:
    """Where a codec stumbles, and why: in one pass, since to begin anew behind each wrong byte takes time by the square."""
    _rejects.found, _rejects.most = [], most
    with contextlib.suppress(_Enough):
        data.decode(codec, "clipsheet.note")
    return _rejects.found
