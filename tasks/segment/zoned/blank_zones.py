"""What blank lines say of a page's lines where they stand between zones: a zone is one thing, from first line to last.

Libraries that part articles have each page's zones looked through (``zones``); a dump of such a page has a blank line
between two zones, and nowhere else. What it looks like is told from other dumps by the page: its zones hold whole columns,
many paragraphs each, where blank lines of other dumps stand between paragraphs; and hardly any of them begins in the midst
of a sentence, as blocks do that a reader made, or that were parted at random. Then a heading is a zone of its own, and so is
a signature; no text begins within a zone, and a heading inside one is a crosshead. Headings stand above what they head.
Advertisements are zones each, told by lines in display type that do not fill them; where a page has several, none goes on.

Left alone: Chinese print; pages whose lines have places, which tell more; dumps whose longer blocks begin with their
headings (``pdftotext -layout``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import HEAD, NAMES
from tasks.segment.evidence.called import HYPHENS
from tasks.segment.evidence.features import SENTENCE_END
from tasks.segment.pieces import wrapped_text
from tasks.segment.zoned.zone import SHORT
from tasks.segment.zoned.zones import AGAINST, LEANS, NOTE, against, decide, likelihoods

Array = npt.NDArray[np.float64]

HELD = 1.5
"""Paragraphs that begin within a long block in the mean, at the least: an article's part in one column, as a reader of text
parts pages (``pdftotext``), has few."""
LINES = 15
"""Lines of the page for each long block, at the least."""
MANY = 3
"""Paragraphs that begin within a long block in the mean, from which it is a zone whatever else begins there."""
COLUMN = 30
"""Lines of the page for each long block, from which blocks that hold as many paragraphs are columns, wherever they begin."""
KEPT, ONE_IN, FEW = 4, 6, 0.6
"""Headings that stand above long blocks, at the least, one in how many of these begins in the midst of a sentence or holds a
headline, at the most, and paragraphs that begin within one in the mean, on a page of short items: its zones hold but few."""
OPEN = 3
"""One in how many long blocks begins in the midst of a sentence, at the most: at the head of a column."""
FEWEST = 20
"""One in how many blocks is a heading, at the least: where blank lines stand at random, some line is alone by chance."""
FULL = 0.85
"""Part of its column's measure that a line takes at least which a sentence goes on from."""
RAGGED = 0.65
"""Lines of an advertisement that fill its measure, at the most; of a text more do."""
NARROWER, BROADER = 0.7, 1.2
"""What the lines of a column's next part have of its measure, at the least and at the most."""
_DIVIDED = re.compile(rf"[^\W\d_][{''.join(HYPHENS)}=»]$")
"""How a line ends that a word goes on from; ``»`` is a hyphen of Fraktur, misread."""
_UNENDED = (*HYPHENS, ",", ";")
"""What a heading does not end with."""


@dataclass(frozen=True, slots=True)
class Block:
    """The lines between two blank lines: the first, and the one after the last."""

    first: int
    end: int

    @property
    def is_long(self) -> bool:
        """Whether it has more lines than a heading."""
        return self.end - self.first > SHORT

    @property
    def rows(self) -> range:
        """Its lines' numbers."""
        return range(self.first, self.end)


def weights(lines: Sequence[Line], reading: Reading, language: str) -> Array | None:
    """Further weights for the page's labels; None where blank lines do not stand between zones.

    Args:
        lines: the page's.
        reading: how they are read without regard to zones.
        language: its BCP 47 tag.
    """
    found = zones(lines, reading, language)
    if not found:
        return None
    out = np.zeros((len(lines), len(NAMES)))
    shown = [n for n, block in enumerate(found) if block.is_long and _is_display(block, lines, reading)]
    for n, block in enumerate(found):
        if block.is_long:
            against(out, block.rows, "KMDF")
            against(out, block.rows[1:], "A")
            against(out, block.rows[1:-2], "Y")
            if n and n in shown and len(shown) > 1 and SENTENCE_END.search(lines[block.first - 1].text.text):
                against(out, [block.first], "PQX")
        else:
            _short(n, found, lines, reading, language, out)
        if n and _is_elsewhere(block, found[n - 1], lines):
            against(out, [block.first], "PQX" if not block.is_long else "PQXYJ")
        elif n and NOTE.match(lines[block.first].text.text):
            against(out, [block.first], "A")
    return out


def zones(lines: Sequence[Line], reading: Reading, language: str) -> list[Block]:
    """The page's zones; none where its blank lines stand between other things."""
    if language.startswith("zh") or any(line.place for line in lines):
        return []
    begins = [i for i, line in enumerate(lines) if i == 0 or line.gap]
    found = [Block(*edges) for edges in pairwise([*begins, len(lines)])]
    long = [block for block in found if block.is_long]
    inside = sum(label == "P" for block in long for label in reading.labels[block.first + 1 : block.end])
    broken = sum(_goes_on(lines, block) for block in found)
    heads = sum(_is_over(n, found, lines) for n in range(len(found)))
    mixed = sum(not HEAD.isdisjoint(reading.labels[block.first : block.end]) for block in long)
    if heads >= KEPT and max(broken, mixed) * ONE_IN <= len(long) and inside >= FEW * len(long):
        return found  # short items, each below its heading
    if heads and inside >= MANY * max(1, len(long)) and len(lines) >= COLUMN * len(long):
        return found  # whole columns
    if len(lines) < LINES * len(long) or inside < HELD * max(1, len(long)) or broken * OPEN > len(long) + OPEN:
        return []
    apart = mixed <= max(len(long) / 2, heads + 1) or inside >= MANY * len(long)
    return found if apart and heads and heads * FEWEST >= len(found) else []


def _goes_on(lines: Sequence[Line], block: Block) -> bool:
    """Whether a block begins in the midst of a sentence."""
    if not block.first:
        return False
    return lines[block.first].text.text[:1].islower() and not SENTENCE_END.search(lines[block.first - 1].text.text)


def _is_over(n: int, found: Sequence[Block], lines: Sequence[Line]) -> bool:
    """Whether a short block stands above a long one, as a heading does, and reads like none that breaks off."""
    block = found[n]
    if block.is_long or n + 1 == len(found) or not found[n + 1].is_long:
        return False
    first, last = lines[block.first].text.text, lines[block.end - 1].text.text
    ended = not n or not found[n - 1].is_long or SENTENCE_END.search(lines[block.first - 1].text.text) is not None
    return ended and not first[:1].islower() and not last.endswith(_UNENDED)


def _is_display(block: Block, lines: Sequence[Line], reading: Reading) -> bool:
    """Whether a block is set as advertisements are: some of its lines look like headlines, and many do not fill it."""
    if HEAD.isdisjoint(reading.labels[block.first : block.end]):
        return False
    widths = sorted(lines[i].width for i in block.rows)
    full = FULL * widths[len(widths) * 9 // 10]
    return sum(width > full for width in widths) <= RAGGED * len(widths)


def _is_elsewhere(block: Block, above: Block, lines: Sequence[Line]) -> bool:
    """Whether a sentence breaks off at the foot of a column, and cannot go on here: in a table, in another measure.

    In small letters it may go on in a broader measure, or in a few lines. A divided word does not in a few with a capital.
    """
    last, first = lines[above.end - 1], lines[block.first].text.text
    if not above.is_long or SENTENCE_END.search(last.text.text):
        return False
    measure = max(lines[i].width for i in above.rows)
    widest = max(lines[i].width for i in block.rows)
    if last.width < FULL * measure:
        return False
    if first[:1].islower():
        return block.is_long and widest < NARROWER * measure
    divided = not block.is_long and first[:1].isupper() and _DIVIDED.search(last.text.text)
    return bool(divided) or not NARROWER * measure <= widest <= BROADER * measure


def _signs(found: Sequence[Block], n: int, lines: Sequence[Line], language: str) -> bool:
    """Whether a short block below a text, with no text below it, reads as a signature."""
    block, last = found[n], n + 1 == len(found)
    if not last and found[n + 1].is_long:
        return False
    said = credits.standalone(wrapped_text(lines, block.rows), language)
    return said is not None and bool(said.authors) and (last or said.rule.endswith("pseudonym"))


def _short(n: int, found: Sequence[Block], lines: Sequence[Line], reading: Reading, language: str, out: Array) -> None:
    """A zone of few lines is all heading, all text, all byline or all furniture."""
    rows, groups = found[n].rows, ("KMDX", "APQJ", "Y", "F")
    likely = likelihoods(reading, rows, groups)
    if _is_over(n, found, lines):
        likely[0] += LEANS
    elif n + 1 == len(found):
        likely[0] -= 2 * LEANS
    if n and found[n - 1].is_long and _signs(found, n, lines, language):
        likely[2] += AGAINST
    best = decide(out, rows, groups, likely)
    if best == 0:
        against(out, rows, "X")
    elif best == 1:
        against(out, rows[1:], "A")
