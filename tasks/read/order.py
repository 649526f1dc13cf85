"""Boxes of blocks → the order they are read in. Pure geometry: no words, no format.

The problem: a page's blocks come in any order, columns stand side by side, headlines span several columns, and boxes of OCR
overlap or lean. The method is the recursive XY cut (Nagy and Seth 1984): a region that a white gutter runs through from top
to bottom is read left of it first, else it is cut into strips read from the top. What newspapers add, by precedence:

1. At the page's head and foot, rows of single lines (running heads, folios) are strips of their own: the gutters below are
   not theirs.
2. A headline centred over columns belongs to all of them, though it may be no wider than the middle one.
3. Rows that white runs between all over their width, where it meets in three columns or more, or where all columns below
   begin with headlines at one height: what stands above goes on in none of them.
   Then gutters before strips, the widest first: it parts articles, the narrower ones an article's columns.
4. Strips that follow closely and leave all gutters open are one, so that a white row that happens to run through several
   columns (crossheads side by side) parts nothing; a printed rule always parts.
5. Vertical lines (headlines) are read before what stands at their left.

Boxes may overlap by a little (more, where nothing else can be cut), and lean by ``slope``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tasks.model.source import Box

LARGER = 1.2
"""How much larger than the page's body a headline is, at the least."""

HEADLINE = 1.5
"""How much larger one is beside which its text begins, at the least."""

SMALLER = 0.95
"""How large captions are at the most."""

PICTURE = 4.0
"""White above a caption that is a picture's, at the least, in body sizes."""

CLOSE = 1.0
"""White between strips up to which they may be one, in body sizes: lines of a body have less, rows of articles more."""

SPACED = 1.3
"""The same, where a page's paragraphs stand apart, in the white that is between most of them."""

MOST = 2.0
"""White between two paragraphs of a text, in body sizes, at most."""

PARAGRAPHS = 4
"""Paragraphs that tell how far apart a page's stand, at the least."""

ALIKE = 0.02
"""How far from the body's size theirs may be, as a part of it."""

BAND = 3
"""Columns that white must run through to part a region before its gutters do: in two, paragraphs may end side by side."""

CENTRED = 0.08
"""How far from the middle of its columns a centred headline's middle may be, in widths of the region."""

MARGINS = (0.3, 0.8, 1.6, 3.0)
"""How much boxes are made smaller at each side, in body sizes, before gaps are looked for: first as little as will do."""

HEAD_AND_FOOT = 0.07
"""Part of the page's height within which its running heads and foot lines stand."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block: levelled edges, the size of its type, its place in the caller's list."""

    left: float
    top: float
    right: float
    bottom: float
    size: float
    index: int


def reading_order(
    boxes: Sequence[Box], sizes: Sequence[float], rules: Sequence[Box] = (), slope: float = 0.0, leftward: bool = False
) -> list[int]:
    """The indices of the boxes in the order they are read.

    Args:
        boxes: of blocks (columns of one article, headlines, captions), in any unit.
        sizes: the height of each block's type in that unit, 0 where it is not known.
        rules: printed lines that part what stands above and below them.
        slope: how far lines fall for each unit to the right (of a page scanned askew).
        leftward: columns are read from right to left, as in vertical print.

    >>> reading_order([Box(55, 10, 45, 50), Box(0, 0, 100, 9), Box(0, 10, 45, 50)], [2, 4, 2])
    [1, 2, 0]
    """
    pieces = [_levelled(box, size, slope, index) for index, (box, size) in enumerate(zip(boxes, sizes, strict=True))]
    if not pieces:
        return []
    known = [piece.size for piece in pieces if piece.size > 0] or [median(piece.bottom - piece.top for piece in pieces)]
    body = _body(pieces) or median(known) or 1.0
    lines = [_levelled(box, 0.0, slope, -1) for box in rules if box.width > 4 * box.height]
    close = CLOSE * body if leftward else max(CLOSE * body, min(MOST * body, SPACED * _between_paragraphs(pieces, body)))
    return [piece.index for piece in _Order(body, close, lines, leftward).page(pieces)]


def _levelled(box: Box, size: float, slope: float, index: int) -> _Piece:
    """A box turned back by the page's slope about the origin; its edges stay upright, good enough for small slopes."""
    x, y = box.x + box.width / 2, box.y + box.height / 2
    across, down = slope * y, -slope * x
    return _Piece(box.x + across, box.y + down, box.right + across, box.bottom + down, size, index)


def _body(pieces: Sequence[_Piece]) -> float:
    """The size of most of the page's type, by the area that it covers."""
    area: dict[float, float] = {}
    for piece in pieces:
        key = round(piece.size, 1)
        area[key] = area.get(key, 0.0) + (piece.right - piece.left) * (piece.bottom - piece.top)
    area.pop(0.0, None)
    if not area:
        return 0.0
    ranked = sorted(area)
    half, total = sum(area.values()) / 2, 0.0
    for size in ranked:
        total += area[size]
        if total >= half:
            return size
    return ranked[-1]


def _between_paragraphs(pieces: Sequence[_Piece], body: float) -> float:
    """The usual white between blocks of the body's type that begin and stand one below the other; 0 where few do."""
    text = sorted([p for p in pieces if abs(p.size - body) <= ALIKE * body], key=lambda p: (round(p.left / body, 0), p.top))
    whites = [
        below.top - above.bottom
        for above, below in pairwise(text)
        if abs(above.left - below.left) < body and below.left < above.right and 0 < below.top - above.bottom < MOST * body
    ]
    return median(whites) if len(whites) >= PARAGRAPHS else 0.0


@dataclass(frozen=True, slots=True)
class _Order:
    """The cutting of one page: the size of its body, the white within a text, its rules, which way its columns run."""

    body: float
    close: float
    rules: Sequence[_Piece]
    leftward: bool

    def page(self, pieces: list[_Piece]) -> list[_Piece]:
        """All pieces in order; rows of single lines at head and foot are taken off first."""
        strips = self.strips(pieces, MARGINS[0])
        top, bottom = strips[0][0].top, max(piece.bottom for piece in pieces)
        reach = HEAD_AND_FOOT * (bottom - top)
        first, last = 0, len(strips)
        while first < last - 1 and self.is_row(strips[first]) and max(p.bottom for p in strips[first]) < top + reach:
            if self.are_kickers(strips[first], strips[first + 1]):
                break
            first += 1
        while last > first + 1 and self.is_row(strips[last - 1]) and min(p.top for p in strips[last - 1]) > bottom - reach:
            last -= 1
        middle = [piece for strip in strips[first:last] for piece in strip]
        rows = strips[:first], strips[last:]
        head, foot = ([piece for row in part for piece in self.row(row)] for part in rows)
        return [*head, *self.region(middle), *foot]

    def is_row(self, strip: Sequence[_Piece]) -> bool:
        """Whether these are single lines of no more than the body's size, as running heads are."""
        return all(p.bottom - p.top < 1.9 * self.body and p.size < LARGER * self.body for p in strip)

    def are_kickers(self, strip: Sequence[_Piece], below: Sequence[_Piece]) -> bool:
        """Whether these are single lines, one of them right above a headline that it is flush with."""
        return self.is_row(strip) and any(
            head.size >= LARGER * self.body
            and abs(head.left - line.left) < CLOSE * self.body / 2
            and head.top - line.bottom < CLOSE * self.body
            for line in strip
            for head in below
        )

    def row(self, strip: Sequence[_Piece]) -> list[_Piece]:
        return sorted(strip, key=lambda piece: piece.right if self.leftward else -piece.left, reverse=True)

    def region(self, pieces: list[_Piece]) -> list[_Piece]:
        """The pieces of a region in order."""
        if len(pieces) < 2:
            return pieces
        for margin in MARGINS:
            parts = self.parts(pieces, margin)
            if parts:
                return [piece for part in parts for piece in self.region(part)]
        return sorted(pieces, key=lambda piece: (piece.top, piece.left))

    def parts(self, pieces: list[_Piece], margin: float) -> list[list[_Piece]]:
        """The parts that a region is cut into, in order; none where this margin opens no cut."""
        strips = self.strips(pieces, margin)
        if len(strips) == 1:
            return self.columns(pieces, margin)
        clusters = self.clusters(strips)
        cuts = self.headed(strips, margin) or self.bands(clusters, margin) or self.columns(pieces, margin)
        return cuts or self.rows(clusters if len(clusters) > 1 else strips, margin)

    def headed(self, strips: list[list[_Piece]], margin: float) -> list[list[_Piece]]:
        """A centred headline (with what stands centred above and below it), the columns under it, and what follows."""
        left, right = min([p.left for strip in strips for p in strip]), max([p.right for strip in strips for p in strip])
        count, large = 0, False
        for strip in strips[:-1]:
            middle = (min([p.left for p in strip]) + max([p.right for p in strip])) / 2
            if self.gutters(strip, margin):
                break
            if abs(middle - (left + right) / 2) > CENTRED * (right - left) and (large or not self.is_row(strip)):
                break
            count += 1
            large = large or max([p.size for p in strip]) >= LARGER * self.body
        if not count or not large:
            return []
        under = count + 1
        while under < len(strips) and self.is_close([p for s in strips[count:under] for p in s], strips[under]):
            under += 1
        below = [piece for strip in strips[count:under] for piece in strip]
        if not self.gutters(below, margin):
            return []
        rest = [piece for strip in strips[under:] for piece in strip]
        return [*strips[:count], below, *([rest] if rest else [])]

    def bands(self, parts: list[list[_Piece]], margin: float) -> list[list[_Piece]]:
        """Rows of columns that wide white runs between: it meets in many columns, or above headlines, by no chance."""
        if len(parts) == 1:
            return []
        joined, through = [parts[0]], bool(self.gutters([piece for part in parts for piece in part], margin))
        for part in parts[1:]:
            columns = 1 + min(len(self.gutters(joined[-1], margin)), len(self.gutters(part, margin)))
            if columns < BAND and not (columns > 1 and self.begin_anew(joined[-1], part, margin, through)):
                joined[-1] = joined[-1] + part
            else:
                joined.append(part)
        return joined if len(joined) > 1 else []

    def begin_anew(self, above: list[_Piece], below: list[_Piece], margin: float, through: bool) -> bool:
        """Whether columns begin side by side, each with its headline, or each with its caption below a picture.

        Text from above such a row goes on in none of them; nor where but the first has a headline, beside which its text
        begins: that is asked where a gutter runs ``through`` all rows, which would part the one from the other.
        """
        edges = [(start + end) / 2 for start, end in self.gutters(below, margin)]
        columns: dict[int, list[_Piece]] = {}
        for piece in sorted(below, key=lambda item: item.top):
            columns.setdefault(sum((piece.left + piece.right) / 2 > edge for edge in edges), []).append(piece)
        first = [column[0] for column in columns.values()]
        tops = [piece.top for piece in first]
        if max(tops) - min(tops) > CLOSE * self.body:
            return False
        pictured = min(tops) - max(piece.bottom for piece in above) > PICTURE * self.body
        fits = all(p.size >= LARGER * self.body or (pictured and 0 < p.size < SMALLER * self.body) for p in first)
        return fits or through and any(p.size >= HEADLINE * self.body for p in columns[0][:2])

    def clusters(self, strips: list[list[_Piece]]) -> list[list[_Piece]]:
        """Strips, those as one that follow each other closely."""
        parts = [strips[0]]
        for strip in strips[1:]:
            if self.is_close(parts[-1], strip):
                parts[-1] = parts[-1] + strip
            else:
                parts.append(strip)
        return parts

    def columns(self, pieces: list[_Piece], margin: float) -> list[list[_Piece]]:
        """What stands at either side of the widest gutter; nothing if there is none."""
        gutters = self.gutters(pieces, margin)
        if not gutters:
            return []
        parting = gutters if self.leftward else self.parting(pieces, gutters)
        start, end = max(parting, key=lambda gap: (round(gap[1] - gap[0], 3), -gap[0]))
        middle = (start + end) / 2
        left = [piece for piece in pieces if (piece.left + piece.right) / 2 < middle]
        right = [piece for piece in pieces if (piece.left + piece.right) / 2 >= middle]
        return [right, left] if self.leftward or self.is_vertical(right) else [left, right]

    def parting(self, pieces: Sequence[_Piece], gutters: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """The gutters without those between columns of one text, at whose right its vertical headline stands.

        That is read before all of them, and may stand closer to the last than they do to each other. They are as wide, as
        far apart, begin at one height, and the last is the shortest.
        """
        if not any(self.is_vertical([piece]) for piece in pieces):
            return gutters
        columns: list[list[_Piece]] = [[] for _ in range(len(gutters) + 1)]
        for piece in pieces:
            columns[sum((piece.left + piece.right) / 2 > (a + b) / 2 for a, b in gutters)].append(piece)
        inner = set()
        for head in range(len(columns) - 1, 1, -1):
            if not self.is_vertical(columns[head]):
                continue
            at, last = head - 1, 0.0
            while at and self.is_upright(columns[at]):
                at -= 1  # its byline
            first = at
            while at and not self.is_vertical(columns[at]) and self.goes_on(columns[at - 1], columns[at]):
                gap = min(p.left for p in columns[at]) - max(p.right for p in columns[at - 1])
                if at < first and abs(gap - last) > CLOSE * self.body / 2:
                    break
                at, last = at - 1, gap
                inner.add(gutters[at])
        return [gap for gap in gutters if gap not in inner]

    def goes_on(self, left: Sequence[_Piece], right: Sequence[_Piece]) -> bool:
        """Whether two columns may be of one text: as wide, level at the top, the left one no shorter, without headlines."""
        spans = [
            (min(p.left for p in own), max(p.right for p in own), min(p.top for p in own), max(p.bottom for p in own))
            for own in (left, right)
        ]
        (a, b, top, foot), (c, d, level, end) = spans
        if any(p.size >= LARGER * self.body for p in (*left, *right)):
            return False
        slack = CLOSE * self.body / 2
        return abs((b - a) - (d - c)) < slack and abs(top - level) < slack and foot > end - self.body

    def is_vertical(self, pieces: Sequence[_Piece]) -> bool:
        """Whether these are lines set from top to bottom, of which the right one is read first."""
        return self.is_upright(pieces) and max([p.size for p in pieces], default=0) > self.body  # picture credits are less

    def is_upright(self, pieces: Sequence[_Piece]) -> bool:
        """Whether all these are single lines from top to bottom."""
        return all(p.right - p.left < 1.6 * p.size and p.bottom - p.top > 3 * (p.right - p.left) for p in pieces)

    def rows(self, parts: list[list[_Piece]], margin: float) -> list[list[_Piece]]:
        """These strips, those that belong together as one.

        White that parts articles is cut at first and alone: within what it parts there may be gutters again.
        """
        joined = [parts[0]]
        for part, below in zip(parts[1:], [*parts[2:], []], strict=True):
            leads = bool(below) and self.are_kickers(part, below)
            if not leads and not self.is_ruled(joined[-1], part) and self.is_open(joined[-1], part, margin):
                joined[-1] = joined[-1] + part
            else:
                joined.append(part)
        return joined if len(joined) > 1 else parts

    def is_close(self, above: list[_Piece], below: list[_Piece]) -> bool:
        """Whether two strips follow closely, with no rule between."""
        foot, head = max([p.bottom for p in above]), min([p.top for p in below])
        return head - foot <= self.close and not self.is_ruled(above, below)

    def is_open(self, above: list[_Piece], below: list[_Piece], margin: float) -> bool:
        """Whether all gutters of the upper strip stay open in the lower one."""
        gutters = len(self.gutters(above, margin))
        if not self.is_close(above, below) and len(self.gutters(below, margin)) != gutters:
            return False  # apart, and not even set in the same columns
        return gutters > 0 and len(self.gutters(above + below, margin)) >= gutters

    def is_ruled(self, above: list[_Piece], below: list[_Piece]) -> bool:
        """Whether a printed rule runs between two strips over most of their width."""
        if not self.rules:
            return False
        foot, head = max(p.bottom for p in above), min(p.top for p in below)
        left, right = min(p.left for p in above + below), max(p.right for p in above + below)
        slack = self.body / 2
        for rule in self.rules:
            covered = min(rule.right, right) - max(rule.left, left)
            if foot - slack <= rule.top and rule.bottom <= head + slack and covered > 0.6 * (right - left):
                return True
        return False

    def gutters(self, pieces: Sequence[_Piece], margin: float) -> list[tuple[float, float]]:
        """The white stretches between pieces from left to right, boxes made smaller by the margin."""
        if len(pieces) == 1:
            return []
        inset, edges = margin * self.body, [(p.left, p.right) for p in pieces]
        insets = [min(inset, (right - left) / 3) for left, right in edges]  # a narrow piece must not vanish
        spans = sorted([(left + inner, right - inner) for (left, right), inner in zip(edges, insets, strict=True)])
        gaps, reach = [], spans[0][1]
        for start, end in spans[1:]:
            if start > reach:
                gaps.append((reach, start))
            reach = max(reach, end)
        return gaps

    def strips(self, pieces: Sequence[_Piece], margin: float) -> list[list[_Piece]]:
        """The pieces in strips that white runs between from left to right, the uppermost first."""
        inset = margin * self.body
        strips: list[list[_Piece]] = []
        reach = 0.0
        inners = [min(inset, (p.bottom - p.top) / 3) for p in pieces]
        tops = [(p.top + inner, p.left, at) for at, (p, inner) in enumerate(zip(pieces, inners, strict=True))]
        for top, _, at in sorted(tops):
            piece = pieces[at]
            if strips and top <= reach:
                strips[-1].append(piece)
                reach = max(reach, piece.bottom - inners[at])
            else:
                strips.append([piece])
                reach = piece.bottom - inners[at]
        return strips
