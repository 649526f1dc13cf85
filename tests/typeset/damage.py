"""What readers do to single lines: letters spaced out, marks split off, words torn out, look-alike characters."""

from __future__ import annotations

import random
import re
import unicodedata

from tests.typeset.page import Line

_MARKS = "，。、；：？！“”‘’「」『』（）《》"
_PAIR = re.compile(rf"(?<=[{_MARKS}])(?=[{_MARKS}])")
RADICALS = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in range(0x2F00, 0x2FD6)  # the Kangxi radicals
} | {
    "民": "\u2ea0",
    "长": "\u2ed3",
    "门": "\u2ed4",
    "车": "\u2ecb",
    "鱼": "\u2ee5",
    "风": "\u2edb",
    "黄": "\u2ee9",
    "马": "\u2ee2",
}


def loose(line: Line, share: float) -> bool:
    """Whether justification gives each gap of the line that many cells more (Latin print has gaps at blanks only)."""
    latin = line.text.isascii() or " " in line.text.strip() and max(map(ord, line.text)) < 0x2E80
    gaps = line.text.count(" ") if latin else len(line.text) - 1
    return line.slack > 0 and gaps > 0 and line.slack / gaps >= share


def letter_spaced(text: str) -> str:
    """A blank after each Chinese character and mark; runs of letters and digits stay whole."""
    return " ".join(re.findall(r"[!-~]+|[^\s]", text))


def split_marks(text: str, rng: random.Random) -> list[str]:
    """Parted between two full-width marks, which are set closer than their width, and behind digits that follow them."""
    out: list[str] = []
    for number, piece in enumerate(_PAIR.split(text)):
        digits = re.match(rf"[{_MARKS}]\d+(?=.)", piece) if number else None
        if digits and rng.random() < 0.4:
            out += [digits.group(), piece[digits.end() :]]
        else:
            out.append(piece)
    return out


def pieces(text: str) -> list[str]:
    """A line in pieces at its blanks; each piece but the last keeps its blank."""
    words = text.split(" ")
    return [f"{word} " for word in words[:-1]] + words[-1:]


def doubled(text: str) -> str:
    """Two blanks for each one."""
    return re.sub(r"(?<=\S) (?=\S)", "  ", text)


def torn(text: str, line: Line, rng: random.Random) -> tuple[str, list[str]]:
    """Now and then a very loose line loses a word inside, which is printed below its block."""
    words = text.split("  ")
    if not loose(line, 1.2) or len(words) < 4 or rng.random() > 0.25:
        return text, []
    at = rng.randint(1, len(words) - 2)
    return "  ".join(words[:at]) + " \n" + "  ".join(words[at + 1 :]), [words[at] + " "]


def radicals(text: str) -> str:
    """Characters by the look-alikes that some fonts' tables name instead."""
    return "".join(RADICALS.get(char, char) for char in text)
