"""Lines that may be printed whatever they quote."""

from __future__ import annotations


def harmless(line: str) -> str:
    """The line with what a file's name may do to a terminal (colours, line ends) written as escapes."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in line)
