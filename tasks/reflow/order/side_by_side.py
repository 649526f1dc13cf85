"""Lines of neighbouring columns that a dump in blocks gives as one, apart: for Latin print.

The problem: where the white between columns is less than one and a half of the type's size, ``pdftotext`` takes what stands
at one height for one line (``gen früheren Versicherungs- den Feststellungen des Schöf- gekommen sei. Die Salbe,``). No white
tells the gutter from a word's end. What does:

1. *Hyphens inside the line.* Only the last column's are swallowed. Where they stand at multiples of one width, columns of
   that width stand side by side, and there are as many as that width goes into the block's measure.
2. *The measure.* Each part but a paragraph's last fills its column, a word more or less.
3. *What goes on.* Of the cuts that leave well-filled parts those are taken by which each column goes on best from its line
   above (:mod:`tasks.reflow.order.follows`).

Left alone: blocks without such hyphens; headlines at a block's top.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.reflow.lines.rows import Row, set_width
from tasks.reflow.order.continuity import SENTENCE_END
from tasks.reflow.words.lexicon import has_lexicon, known

NARROWEST, WIDEST = 12, 60
"""Cells of the narrowest and of the widest column that stands close to another."""
HYPHENS, MATCHED, NEAR = 3, 0.7, 2.4
"""Hyphens inside a block's lines that show its columns, at least; which share of them must stand at a column's end; and how
near to it, in cells. By chance one in four does."""
FILL, SPREAD = 0.97, 0.07
"""What a full line's letters take of the widest one's measure, and how much that varies."""
SHORT, LAST = -4.0, -1.0
"""What a part costs that is short, though it ends a sentence, or the line."""
HELD = 5.0
"""What it is worth that a part ends in a hyphen; and what it costs that one has such a hyphen inside."""
CAMEL, WHOLE, UNKNOWN = -0.5, -2.0, -4.0
"""What a cut costs inside a word: before a capital, and in letters that are no word, before one that is or elsewhere."""
FITTING, FITTING_WELL = -1.0, 1.0
"""What a line's parts must be worth on the average for it to be cut, and what where no mark shows that it is text."""
HEAD = 6
"""Lines at a block's top that may be a headline's, at most."""
SMALLEST, LARGEST = 0.6, 1.3
"""The share of the measure that a part fills at least, if nothing ends in it, and at most."""
LONGEST, SEAMS, WHOLE_LINE = 40, 60, 800
"""Letters of the longest word that is looked at, places inside a line's words, and characters of a line, at most: print has
no more, and a scrap heap of letters would take its time."""
WAYS = 10
"""Ways to cut a line that are looked at."""

_INNER = re.compile(r"(?<=[^\W\d_]{2})- (?=[^\W\d_])")
_LETTERS = re.compile(r"[^\W\d_]+")
_BLANK = re.compile(r"\s+")
_PAIRED = re.compile(r"(?:und|oder|bis|et|ou|and|or|to)\b")
_MARK = re.compile(r"[.,;:!?]")

GoesOn = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to cut a line: its worth and its parts' ends."""

    worth: float
    ends: tuple[int, ...]

    def parts(self, text: str) -> list[str]:
        """The parts, without blanks at their ends."""
        return [text[a:z].strip() for a, z in pairwise((0, *self.ends))]


def part_side_by_side(rows: Sequence[Row], language: str, goes_on: GoesOn, cuts: set[int]) -> list[Row] | None:
    """A block's rows, each cut into its columns' lines; None where no columns stand side by side.

    Args:
        rows: the block's rows, as the dump has them.
        language: the page's BCP 47 tag.
        goes_on: how likely a line (second) goes on from an earlier one (first), as the logarithm of a likelihood ratio.
        cuts: takes up the source offsets after which a word goes on in another line, its hyphen swallowed.
    """
    texts = [row.text.text for row in rows]
    measure = _column(texts)
    if measure is None:
        return None
    ways = [_ways(text, measure, _seams(text, language)) for text in texts]
    ways = [best if _is_text(text, best[0]) else [Way(0.0, (len(text),))] for text, best in zip(texts, ways, strict=True)]
    for i in range(_below_head(texts, ways)):
        ways[i] = [Way(0.0, (len(texts[i]),))]
    out: list[Row] = []
    for row, way in zip(rows, _likeliest(texts, ways, goes_on), strict=True):
        text, within = row.text.text, False
        for k, (a, z) in enumerate(pairwise((0, *way.ends))):
            out.append(Row(row.text[a:z].strip(), 0 if k else row.gap, row.left, (), k > 0 and not within))
            within = z < len(text) and not text[z - 1].isspace()
            if within:
                cuts.add(row.text.ends[z - 1])
    return out


def _hyphens(text: str) -> list[int]:
    """Where in a line hyphens end that divide a word at a column's end; not those of ``Ein- und Ausfuhr``."""
    return [m.end() for m in _INNER.finditer(text) if not _PAIRED.match(text, m.end())]


def _column(texts: Sequence[str]) -> float | None:
    """The measure of columns side by side, told by the hyphens inside the lines; None where these tell none."""
    at = [set_width(text[a : z - 1]) for text in texts for a, z in pairwise((0, *_hyphens(text)))]
    if len(at) < HYPHENS:
        return None
    best, found = 0.0, None
    for half in range(2 * WIDEST, 2 * NARROWEST - 1, -1):
        off = [abs(place - half / 2 * max(1, round(place * 2 / half))) / NEAR for place in at]
        near = sum([1.0 - gap**2 for gap in off if gap < 1.0])
        if near > best and sum([gap < 1.0 for gap in off]) >= MATCHED * len(at):
            best, found = near, half / 2
    return found


def _is_text(text: str, way: Way) -> bool:
    """Whether a line may be of the columns: it comes out at their measure; with none of text's marks it fits well."""
    least = FITTING if _MARK.search(text) or _hyphens(text) else FITTING_WELL
    return way.worth >= least * len(way.ends)


def _below_head(texts: Sequence[str], ways: Sequence[Sequence[Way]]) -> int:
    """How many lines at a block's top are no lines of its columns: other numbers of parts than the columns are."""
    parts = [len(best[0].ends) for best in ways]
    columns = Counter(count for count, text in zip(parts, texts, strict=True) if _hyphens(text)).most_common(1)[0][0]
    for i in range(min(HEAD, len(texts))):
        mark = _MARK.search(texts[i]) or _hyphens(texts[i])
        if parts[i] % columns == 0 and (mark or not texts[i + 1 : i + 2] or not texts[i + 1][0].isupper()):
            return i
    return 0


def _seams(text: str, language: str) -> dict[int, float]:
    """Places inside a line's words where a hyphen may have been swallowed and another row follow, and what each costs."""
    out: dict[int, float] = {}
    for found in _LETTERS.finditer(text):
        word, first = found.group(), found.start()
        if len(word) > LONGEST or len(out) > SEAMS:
            continue
        out |= {first + k: CAMEL for k in range(2, len(word) - 1) if word[k].isupper() and word[k - 1].islower()}
        if len(word) > 4 and has_lexicon(language) and not known(word.lower(), language):
            for k in range(2, len(word) - 1):
                alone = len(word) - k > 2 and known(word[k:].lower(), language)
                out.setdefault(first + k, WHOLE if alone else UNKNOWN)
    return out


def _ways(text: str, measure: float, seams: Mapping[int, float]) -> list[Way]:
    """The best ways to cut a line into parts of a measure, the best first; ``seams`` are places inside words."""
    whole = [Way(-math.inf, (len(text),))]
    if len(text) > WHOLE_LINE:
        return whole
    held = set(_hyphens(text))
    places = sorted({0, *(m.end() for m in _BLANK.finditer(text)), *seams, len(text)})
    best: list[list[Way]] = [[Way(0.0, ())]]
    for z in range(1, len(places)):
        found: list[Way] = []
        for a in range(z - 1, -1, -1):
            part = text[places[a] : places[z]].strip()
            share, last = set_width(part) / measure, places[z] == len(text)
            if share > LARGEST:
                break
            if share < SMALLEST and not (last or SENTENCE_END.search(part)):
                continue
            worth = _filling(part, share, last) + seams.get(places[z], 0.0)
            worth += HELD * ((places[z] in held) - sum(places[a] < at < places[z] for at in held))
            found += [Way(way.worth + worth, (*way.ends, places[z])) for way in best[a]]
        best.append(sorted(found, key=lambda way: (-way.worth, way.ends))[:WAYS])
    return best[-1] or whole


def _filling(part: str, share: float, last: bool) -> float:
    """What a part is worth by the share of its measure that it fills."""
    full = 2.0 - ((share - FILL) / SPREAD) ** 2 / 2
    if share < FILL:
        full = max(full, LAST if last else SHORT if SENTENCE_END.search(part) else full)
    return full


def _likeliest(texts: Sequence[str], ways: Sequence[Sequence[Way]], goes_on: GoesOn) -> list[Way]:
    """The way of each line by which all are filled, and go on from one another, best."""
    sums = [[way.worth for way in ways[0]]]
    came: list[list[int]] = []
    for i in range(1, len(ways)):
        above = [way.parts(texts[i - 1]) for way in ways[i - 1]]
        now: list[float] = []
        back: list[int] = []
        for way in ways[i]:
            parts = way.parts(texts[i])
            tried = [total + _joined(one, parts, goes_on) for total, one in zip(sums[-1], above, strict=True)]
            k = max(range(len(tried)), key=tried.__getitem__)
            now.append(way.worth + tried[k])
            back.append(k)
        sums.append(now)
        came.append(back)
    at = max(range(len(sums[-1])), key=sums[-1].__getitem__)
    out = [ways[-1][at]]
    for i in range(len(ways) - 1, 0, -1):
        at = came[i - 1][at]
        out.append(ways[i - 1][at])
    return out[::-1]


def _joined(above: Sequence[str], below: Sequence[str], goes_on: GoesOn) -> float:
    """How well the columns of two lines go on, where both have as many."""
    if len(above) != len(below) or len(above) == 1:
        return 0.0
    return sum(goes_on(one, other) for one, other in zip(above, below, strict=True))
