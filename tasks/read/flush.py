"""Gutters told by words alone: white at whose edges lines begin and end.

Columns are set flush, so that lines begin at one place right of a gutter and end at one place left of it, whereas the blanks
of justified lines that happen to meet have ragged edges. Nothing is asked of an engine's lines but the size of their type,
since these may run from one column into the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median, median_low

from tasks.model.source import Box
from tasks.read.found import WIDE, FoundLine, FoundWord
from tasks.read.heights import word_heights
from tasks.read.squares import steps

PROBE = (0.65, 0.25)
"""From where to where a gutter is white left of where lines begin, in sizes: less than its width, more than scans lean."""

GRID = 1.0
"""The same for characters on a grid, where marks that leave most of their square white stand below each other by chance."""

FLUSH = 0.3
"""How far from a gutter's edge lines begin or end that are flush with it, in sizes."""

STARTS, EDGES = 3, 7
"""Lines that begin flush with a gutter, and those that begin or end so, at the least."""

MOSTLY = 0.6
"""The part of the lines at a gutter's right side that begin flush with it, at the least; others are indented or centred."""

SIDE = 6.0
"""How far from a gutter words are lines of its columns, in sizes."""

UNLIKE = 1.6
"""How much larger or smaller than the other words of its line one is at the most, or else it is measured badly."""

BEYOND = 1.7
"""How far above and below the lines that are flush with it a gutter goes on, if it is white, in sizes."""

MANY = 256
"""Cells that a word is put into, at the most; boxes of a broken file may be anywhere."""

ALIKE = 1.3
"""How much larger the type of one of two lines is than that of the other in one column, at the most."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word with its place, the height of its type, and its place in the engine's lines."""

    found: FoundWord
    box: Box
    size: float
    line: tuple[int, int]

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return self.box.y + self.box.height / 2


@dataclass(frozen=True, slots=True)
class Gutter:
    """White between two columns, from the right edge of one to the left edge of the next; ``size`` is that of their type."""

    left: float
    right: float
    top: float
    bottom: float
    size: float

    def parts(self, left: float, right: float, height: float) -> bool:
        """Whether it stands between two places on a height."""
        return self.top <= height <= self.bottom and left <= (self.left + self.right) / 2 <= right


def placed(line: FoundLine, number: int, tight: bool) -> Iterator[PlacedWord]:
    """The words of a line of the engine's; those whose letters do not tell their size have that of the others."""
    pitch = _pitch(line.words)
    sizes = [pitch or told for told in word_heights(line.words, tight)]
    known = [size for size in sizes if size]
    usual = median_low(known) if known else median(word.box.height for word in line.words if word.box)
    for at, (word, size) in enumerate(zip(line.words, sizes, strict=True)):
        if word.box:
            yield PlacedWord(word, word.box, size if usual / UNLIKE <= size <= UNLIKE * usual else usual, (number, at))


def _pitch(words: Sequence[FoundWord]) -> float:
    """The way from one character to the next in a line of Chinese, which is set on a grid; 0 in other lines.

    Engines often give a character a box that is higher than the line, but mostly begin it at the right place.
    """
    told = steps(words)
    return median(told) if len(told) > 2 and 2 * len(told) > len(words) - 1 else 0.0


class Shelves:
    """Words by their height on the page, for asking what stands at one."""

    def __init__(self, words: Iterable[PlacedWord], step: float) -> None:
        """Words in shelves of ``step`` length units, from the page's top down."""
        self.step = step
        self.held: dict[int, list[PlacedWord]] = defaultdict(list)
        for word in words:
            for at in range(int(word.box.y // step), int(word.box.bottom // step) + 1):
                self.held[at].append(word)

    def between(self, low: float, high: float) -> Iterator[PlacedWord]:
        """The words that reach into a stretch, each once."""
        first = int(low // self.step)
        for at in range(first, int(high // self.step) + 1):
            for word in self.held.get(at, ()):
                if word.box.y < high and word.box.bottom > low and at == max(first, int(word.box.y // self.step)):
                    yield word


class Field:
    """Words by their cells on the page, for asking what is near a place on a page of many thousand words."""

    def __init__(self, words: Iterable[PlacedWord], step: float) -> None:
        """Words in squares of ``step`` length units."""
        self.step = step
        self.cells: dict[int, dict[int, list[PlacedWord]]] = defaultdict(lambda: defaultdict(list))
        self.large: list[PlacedWord] = []
        self.rows = range(0)
        for word in words:
            columns, rows = self._span(word.box.x, word.box.right), self._span(word.box.y, word.box.bottom)
            if len(columns) * len(rows) > MANY:
                self.large.append(word)
                continue
            self.rows = _around(self.rows, rows)
            for column in columns:
                for row in rows:
                    self.cells[column][row].append(word)

    def _span(self, low: float, high: float) -> range:
        return range(int(low // self.step), int(high // self.step) + 1)

    def _within(self, left: float, right: float, rows: range) -> Iterator[PlacedWord]:
        """The words in cells that reach in between two places across the page and stand in some of these rows, each once."""
        found: dict[int, PlacedWord] = {}
        for column in self._span(left, right):
            held = self.cells.get(column, {})
            for row in rows if len(rows) < len(held) else held.keys() & rows:
                for word in held.get(row, ()):
                    found[id(word)] = word
        return (word for word in found.values() if word.box.x < right and word.box.right > left)

    def _large(self, left: float, right: float) -> Iterator[PlacedWord]:
        """The same of those that no cells hold, wherever they stand."""
        return (word for word in self.large if word.box.x < right and word.box.right > left)

    def between(self, left: float, right: float, low: float, high: float) -> Iterator[PlacedWord]:
        """The words that reach in between two places across the page, some of which stand above or below two heights."""
        low, high = max(low, self.rows.start * self.step), min(high, self.rows.stop * self.step)
        yield from self._within(left, right, self._span(low, high))
        yield from self._large(left, right)

    def nearest(self, left: float, right: float, height: float, size: float) -> tuple[float, float] | None:
        """How far it is white up and down from a height; None where a word stands there, half a size up or down.

        The lowest edge above is in the first row upwards that holds a word from above, since a word is in every row that it
        reaches into.
        """
        if any(abs(w.middle - height) <= size / 2 for w in self.between(left, right, height - size / 2, height + size / 2)):
            return None
        above = [w.box.bottom for w in self._large(left, right) if w.middle < height]
        below = [w.box.y for w in self._large(left, right) if w.middle > height]
        at = int(height // self.step)
        for rows, edges, is_above in (
            (range(min(at, self.rows.stop), self.rows.start - 1, -1), above, True),
            (range(max(at, self.rows.start), self.rows.stop), below, False),
        ):
            for row in rows:
                near = [w for w in self._within(left, right, range(row, row + 1)) if (w.middle < height) is is_above]
                if near:
                    edges += [w.box.bottom if is_above else w.box.y for w in near]
                    break
        return max(above, default=float("-inf")), min(below, default=float("inf"))


def _around(one: range, other: range) -> range:
    return range(min(one.start, other.start), max(one.stop, other.stop)) if one else other


def gutters_of(words: Sequence[PlacedWord], body: float) -> Iterator[Gutter]:
    """The white stretches that columns begin and end at."""
    field = Field(words, 4 * body)
    found: list[Gutter] = []
    for word in sorted(words, key=lambda item: item.box.y):
        size = min(word.size, 1.5 * body)
        x = word.box.x
        if any(g.top <= word.middle <= g.bottom and abs(g.right - x) <= FLUSH * size for g in found):
            continue
        reach = GRID if word.found.text[0] >= WIDE else PROBE[0]
        ends = field.nearest(x - reach * size, x - PROBE[1] * size, word.middle, size)
        gutter = _proved(field, word, *ends, size) if ends else None
        if gutter:
            found.append(gutter)
            yield gutter


def _proved(field: Field, word: PlacedWord, top: float, bottom: float, size: float) -> Gutter | None:
    """The gutter left of a word, if lines begin and end at it."""
    x = word.box.x
    near = [w for w in field.between(x - SIDE * size, x + SIDE * size, top, bottom)
            if top <= w.middle <= bottom and w.size <= ALIKE * size and size <= ALIKE * w.size]  # fmt: skip
    right = [w for w in near if w.box.x >= x - FLUSH * size]
    left = [w for w in near if w.box.x < x - FLUSH * size]
    if not left:
        return None
    starts = _heights((w for w in right if w.box.x <= x + FLUSH * size), size)
    every = _heights(right, size)
    edge = max(w.box.right for w in left)
    ends = _heights((w for w in left if w.box.right >= edge - FLUSH * size), size)
    if len(starts) < STARTS or len(starts) + len(ends) < EDGES or len(starts) < MOSTLY * len(every):
        return None
    flush = starts + ends
    return Gutter(edge, x, max(top, min(flush) - BEYOND * size), min(bottom, max(flush) + BEYOND * size), size)


def _heights(words: Iterable[PlacedWord], size: float) -> list[float]:
    """The heights at which words stand, those of one line as one."""
    out: list[float] = []
    for middle in sorted(word.middle for word in words):
        if not out or middle - out[-1] > size / 2:
            out.append(middle)
    return out


def is_parted(pair: tuple[PlacedWord, PlacedWord], gutters: Sequence[Gutter]) -> bool:
    """Whether a gutter stands between two words that the engine took for neighbours."""
    left, right = pair
    size, height = max(left.size, right.size), (left.middle + right.middle) / 2
    return any(
        gutter.parts(left.box.x, right.box.right, height)
        for gutter in gutters
        if gutter.left >= left.box.right - size and gutter.right <= right.box.x + size
    )
