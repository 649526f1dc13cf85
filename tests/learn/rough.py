"""A printed page as OCR finds it on old paper, made from the page as it was set: what learning from boxes must not lean on.

What a PDF says of its lines is exact; what OCR says is measured. A page is read by one engine from one kind of paper, so how
rough it is is drawn once a page: how far sizes and edges are off, how often a block is run together with the one below it,
how many characters are misread. In a part of the pages the type of heads is brought near that of the text: papers before
1900 set their heads in capitals of the text's own size.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from statistics import median

from tasks.model.source import SourcePage
from tests.press.boxes import Row

MISREAD = {
    "e": "c", "c": "e", "n": "u", "u": "n", "h": "b", "b": "h", "i": "l", "l": "i", "t": "l", "f": "s", "s": "f", "m": "in",
    "o": "c", "a": "n", "r": "t", ".": ",", ",": ".", "-": "", "ü": "u", "ä": "a", "ö": "o", "é": "e", "B": "V", "I": "J",
    "。": "", "，": "", "“": "", "”": "", "、": ".", "：": ":", "（": "(", "）": ")",
}  # fmt: skip
"""What engines take letters and marks for, on worn paper."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How rough a page is read: the spread of sizes (as a share) and of edges (in sizes), chances for each line and letter.

    ``heads`` is how much of a head's size beyond that of the text is left.
    """

    size: float
    edge: float
    merged: float
    misread: float
    heads: float


def draw_paper(dice: random.Random) -> Paper:
    """Some engine and some paper."""
    return Paper(
        size=dice.choice((0.02, 0.05, 0.08)),
        edge=dice.choice((0.05, 0.12, 0.25)),
        merged=dice.choice((0.0, 0.3, 0.7, 0.95)),
        misread=dice.choice((0.0, 0.005, 0.02)),
        heads=dice.choice((1.0, 1.0, 0.5, 0.15)),
    )


def rough(rows: list[Row], dice: random.Random) -> list[Row]:
    """The lines of a page as they are found on such paper; what is bold is not known to be."""
    paper = draw_paper(dice)
    usual = median(row[5] for row in rows for _ in row[0])
    out: list[Row] = []
    block, last = -1, None
    for text, x, y, width, height, size, _, at, upright in rows:
        if last is None or at != last[7] and not (_is_below(last, (x, y, width, size)) and dice.random() < paper.merged):
            block += 1
        last = (text, x, y, width, height, size, None, at, upright)
        made = usual + (size - usual) * (paper.heads if size > usual else 1.0)
        made *= dice.lognormvariate(0, paper.size)
        left, top = (edge + dice.gauss(0, paper.edge * size) for edge in (x, y))
        right = x + width + dice.gauss(0, paper.edge * size)
        out.append(
            (_misread(text, paper.misread, dice), left, top, max(1.0, right - left), height, made, False, block, upright)
        )
    return out


def _is_below(above: Row, line: tuple[float, float, float, float]) -> bool:
    """Whether a line stands right below another, in its column."""
    x, y, width, size = line
    near = 0 < y - above[2] < 3 * max(size, above[5])
    return near and x < above[1] + above[3] and above[1] < x + width


def _misread(text: str, chance: float, dice: random.Random) -> str:
    """A line with letters taken for others; never without any."""
    read = "".join(MISREAD.get(letter, letter) if dice.random() < chance else letter for letter in text)
    return read if read.strip() == read and read else text


def unweighed(page: SourcePage) -> SourcePage:
    """The page without what it says of weights."""
    return replace(page, words=tuple(word._replace(bold=None) for word in page.words))
