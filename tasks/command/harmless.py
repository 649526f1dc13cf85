"""Lines that may be printed whatever they quote."""

from __future__ import annotations

import re
import shlex
from unicodedata import category

_NAMED = re.compile(r"(?<=--page=|-batch |-batch=)'(?:[^']|'\"'\"')*'")
"""What a command names, in quotes."""


def harmless(line: str) -> str:
    r"""The line with what a file's name may do to a terminal (colours, line ends) written as escapes.

    In a command that the line names, escapes stand in ``$'…'``, which shells read as the name itself.

    >>> print(harmless("'c\nd' failed: clipsheet rerun --stage emit --batch default --page='c\nd'"))
    'c\nd' failed: clipsheet rerun --stage emit --batch default --page=$'c\nd'
    """
    return _escaped(_NAMED.sub(_typed, line))


def _typed(word: re.Match[str]) -> str:
    if word[0].isprintable():
        return word[0]
    (name,) = shlex.split(word[0])
    letters = (rf"\{one}" if one in "\\'" else one if one.isprintable() else _bytes(one) for one in name)
    return f"$'{''.join(letters)}'"


def _bytes(letter: str) -> str:
    """A character as shells take it whatever their locale: its bytes, in octal."""
    return {"\n": r"\n", "\t": r"\t"}.get(letter) or "".join(
        f"\\{byte:03o}" for byte in letter.encode(errors="surrogateescape")
    )


def _escaped(line: str) -> str:
    return "".join(letter if letter.isprintable() or category(letter) == "Zs" else repr(letter)[1:-1] for letter in line)
