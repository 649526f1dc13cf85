"""Several encodings in one file: what comes of two deliveries glued together. Told, never guessed through."""

from __future__ import annotations

import re

from tasks.model.errors import UndecodablePage
from tasks.model.ledger import Caution
from tasks.normalise import codepages

MEND = "convert the file to one encoding throughout, best UTF-8, and deliver it again"

A_FEW = 0.1
"""The share of foreign lines up to which a file is taken with a warning: they stay legible to a repair of mojibake."""

READS_WELL = 1.4
"""How many times what is enough a decoding must reach to be past the question whether another would fit a half better."""

_THREE_BYTES = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}")
_TWO_BYTES = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
_MADE_SO = re.compile(rb"(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})*+")
"""Bytes made as those of UTF-8 are, and some that are not it for other reasons."""


def check_mixed(data: bytes, verdict: codepages.Verdict | None) -> tuple[Caution, ...]:
    """Warn of a file that is no UTF-8 as a whole but has lines that are, or halves in two code pages.

    Args:
        data: the file; it is no UTF-8.
        verdict: what it was taken for as a whole.

    Raises:
        UndecodablePage: more than a few lines are in another encoding than the rest.
    """
    lines = data.split(b"\n")
    high = [number for number, line in enumerate(lines, 1) if not line.isascii()]
    foreign = [number for number in high if _surely_utf8(lines[number - 1], verdict is None)]
    if foreign and len(foreign) > A_FEW * len(high):
        rest = sorted(set(high) - set(foreign))
        raise UndecodablePage(
            f"several encodings in one file: {_listed(foreign)} in UTF-8, {_listed(rest)} in another", MEND
        )
    if foreign:
        return (Caution("encoding-mixed", f"{_listed(foreign)} in UTF-8, unlike the rest of the file: read as the rest is"),)
    if verdict is not None and (verdict.best.wrong or verdict.best.share < READS_WELL * verdict.best.enough):
        _check_halves(lines, verdict)
    return ()


def _surely_utf8(line: bytes, nothing_fits: bool) -> bool:
    """Whether a line is UTF-8 by more than chance: in a code page, several such characters in a line are no words."""
    if not _MADE_SO.fullmatch(line):
        return False  # seen in a fourth of the time that the codec takes to say so
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    wide, narrow = (1, 1) if nothing_fits else (3, 2)
    return len(_THREE_BYTES.findall(line)) >= wide or len(_TWO_BYTES.findall(line)) >= narrow


def _check_halves(lines: list[bytes], verdict: codepages.Verdict) -> None:
    """Each half by itself must be what the whole is, where a half is long enough to tell."""
    middle = len(lines) // 2
    for part, where in ((lines[:middle], "first"), (lines[middle:], "second")):
        found = codepages.tell(b"\n".join(part))
        if found is None or found.confidence < 0.98 or found.best.counted < 60:
            continue
        again = b"\n".join(part).decode(verdict.best.name, "replace")
        read = {letter for letter in found.best.text if not letter.isascii()}
        if len(read & set(again)) < len(read) / 2 and found.best.share > verdict.best.share:
            raise UndecodablePage(
                f"several encodings in one file: its {where} half is {found.best.name}, as a whole it reads as "
                f"{verdict.best.name}",
                MEND,
            )


def _listed(numbers: list[int]) -> str:
    """Line numbers as words.

    >>> _listed([1, 2, 3, 7])
    'lines 1-3, 7 are'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs[:3]) + (" and others" if len(runs) > 3 else "")
    return f"line {shown} is" if len(numbers) == 1 else f"lines {shown} are"
