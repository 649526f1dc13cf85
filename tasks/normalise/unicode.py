"""Unicode without a mark at its front: UTF-16 and UTF-32, told by where the line ends and common characters stand."""

from __future__ import annotations

from collections import Counter

from tasks.normalise.codepages import Candidate, common_anywhere
from tasks.normalise.wrong import decode_kept

READS = 0.5
"""The share of characters that must be plain, below U+0600 or common: 0.67 up when right, 0.08 at most with bytes swapped
(205 pages in five languages)."""


def tell_unmarked(data: bytes) -> tuple[Candidate, float] | None:
    """UTF-16 or UTF-32 without a mark, with how sure that is; None where it is neither.

    Args:
        data: a file with zero bytes in it: such text has them at every line's end, and no other text has any.
    """
    found = [one for one in map(lambda codec: _candidate(data, codec), _codecs(data)) if one is not None]
    best = max(found, key=lambda one: one.share, default=None)
    if best is None or best.share < READS:
        return None
    others = max((one.share for one in found if one is not best), default=0.0)
    doubt: float = 0.5 ** (1 + min(30.0, best.counted * (best.share - others)))
    return best, round(min(0.99, 1 - doubt), 3)


def _codecs(data: bytes) -> tuple[str, ...]:
    """UTF-32 where three of four bytes at one place are zero in the first characters, else both orders of UTF-16."""
    head = data[:400]
    if len(head) >= 8 and len(head) % 4 == 0:
        if not any(head[0::4]) and not any(byte > 0x10 for byte in head[1::4]):
            return ("utf-32-be",)
        if not any(head[3::4]) and not any(byte > 0x10 for byte in head[2::4]):
            return ("utf-32-le",)
    return ("utf-16-le", "utf-16-be")


def _candidate(data: bytes, codec: str) -> Candidate | None:
    text, wrong = decode_kept(data, codec, 20)
    if len(wrong) > 20:
        return None
    counts = Counter(text)
    if "\0" in counts:
        return None
    common = common_anywhere()
    fitting = sum(count for letter, count in counts.items() if _plain(letter) or letter in common)
    return Candidate(codec, text, wrong, fitting, len(text), READS, "line ends and common characters")


def _plain(letter: str) -> bool:
    code = ord(letter)
    return 0x20 <= code < 0x600 and not 0x7F <= code < 0xA0 or letter in "\t\n\r\f" or 0x2010 <= code <= 0x2030
