"""Whether one strip of a page in full-width print is read after another: what its place, measure and text say.

Signs are named, and each has a weight that is learned (``python -m tests.learn.strips``):

* *place*: below, to the right or to the left; how many rows and grid columns off, and how many texts stand between;
* *level tops*: the columns of an article begin in one row, and so have their lines level, counted from the top;
* *measure*: they are of one width;
* *text*: a full line without a sentence's end goes on, in a line that is not set in; a short one ends a paragraph, and the
  next is set in; two characters at a joint may stand together in words;
* *headlines*: single lines stand over the first of the columns below them, or over all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tasks.languages.pairs import bond
from tasks.reflow.columns.gutters import Piece
from tasks.reflow.columns.strip_places import StripPlaces
from tasks.reflow.columns.strips import CLOSING, STOPS, Strip, Strips
from tasks.reflow.lines.rows import is_wide

AHEAD, BEHIND = 14, 120
"""Rows below a strip in which the next may begin, and above its last line."""
SAME = 2.6
"""Cells by which the measures of one article's columns differ."""
NEAR = 6
"""Rows within which two strips without a row in common may be level."""
_ROWS = (-20, -9, -5, -3, -2, -1, 0, 1, 2, 3, 4, 6, 9, 15)
_OFF = (-60, -30, -14, -5, -2, -1, 0, 1, 2, 3, 5, 15, 31, 61)

Counts = npt.NDArray[np.int64]


def _bin(value: float, bounds: Sequence[int]) -> int:
    """The largest bound that a value reaches; the first for those below all."""
    reached = bounds[0]
    for bound in bounds:
        if value < bound:
            break
        reached = bound
    return reached


class StripSigns:
    """The signs of a page's strips."""

    def __init__(self, strips: Strips, orders: Sequence[Sequence[Piece]] = ()) -> None:
        """Reads each strip's ends and place; ``orders`` are all pieces as other ways of telling have them read."""
        found = strips.found
        self.strips = strips
        self.all = strips.strips
        self.top = np.array([found[strip.members[0]].row for strip in self.all])
        self.bottom = np.array([found[strip.members[-1]].row for strip in self.all])
        self.x0 = np.array([strip.edge if strip.text else found[strip.members[0]].x0 for strip in self.all])
        self.x1 = np.array([max(found[i].x1 for i in strip.members) for strip in self.all])
        self.text = np.array([strip.text for strip in self.all])
        self.kinds = [self._kind(strip) for strip in self.all]
        self.ends = [self._end(strip) for strip in self.all]
        self.starts = [self._start(strip) for strip in self.all]
        self.rows = [{found[i].row: k for k, i in enumerate(strip.members)} for strip in self.all]
        self.over = [self._column(k) for k in range(len(self.all))]
        self._between: dict[int, tuple[Counts, Counts]] = {}
        self.told = [self._told(order) for order in orders]
        self.places = StripPlaces(strips)

    def candidates(self, a: int) -> list[int]:
        """The strips that may be read after one."""
        near = (self.top <= self.bottom[a] + AHEAD) & (self.top >= self.bottom[a] - BEHIND)
        return [int(b) for b in np.flatnonzero(near & (self.bottom >= self.top[a] - AHEAD)) if b != a]

    def last_signs(self, a: int) -> list[str]:
        """What speaks for nothing being read after a strip."""
        return ["last", f"last:{self.kinds[a]}:{self.ends[a]}"]

    def first_signs(self, b: int) -> list[str]:
        """What speaks for a strip being read first."""
        return ["first", f"first:{self.kinds[b]}:{self.starts[b]}"]

    def signs(self, a: int, b: int) -> list[str]:
        """What speaks for and against a strip being read right after another."""
        kinds = ("T" if self.text[a] else "L") + ("T" if self.text[b] else "L")
        where = self._where(a, b)
        down, off = int(self.top[b] - self.bottom[a]), int(self.x0[b] - self.x0[a])
        texts, lines = self._within(a)
        out = [
            f"{kinds}:{where}",
            f"{kinds}:{where}:{self.ends[a]}>{self.starts[b]}",
            f"{self.kinds[a]}>{self.kinds[b]}:{where}",
            f"{kinds}:{where}:texts-{min(3, int(texts[b]))}",
            f"{kinds}:{where}:lines-{min(3, int(lines[b]))}",
            f"{kinds}:{where}:off{_bin(off, _OFF)}",
        ]
        if where == "right":
            out += [f"{kinds}:right:top{_bin(self.top[b] - self.top[a], _ROWS)}", f"{kinds}:right:down{_bin(down, _ROWS)}"]
        else:
            out.append(f"{kinds}:{where}:down{_bin(down, _ROWS)}")
        said = "".join(str(int(b == exact.get(a)) + int(b == loose.get(a))) for exact, loose in self.told)
        joint = self._joint(a, b) if kinds == "TT" else self.starts[b] if kinds == "LT" else ""
        out += [f"told{said}", f"{kinds}:told{said}", f"{kinds}:told{said}:{joint}", f"told{said}:{self.ends[a]}"]
        out += [f"told{said}:{kinds}:{where}:texts-{min(3, int(texts[b]))}"]
        out += self._neighbours(a, b, where, joint)
        if kinds == "TT":
            signs = self._columns(a, b, where, joint, min(2, int(texts[b])))
            sizes = f"{'1' if len(self.all[a].members) == 1 else 'n'}{'1' if len(self.all[b].members) == 1 else 'n'}"
            out += [*signs, *(f"{sizes}:{name}" for name in signs), f"{sizes}:told{said}:{joint}"]
        elif kinds == "LT" and where != "right":
            out.append(f"LT:level{min(4, self._level_between(a, b))}:{self.starts[b].partition('-')[0]}")
        elif kinds == "LL":
            out.append(f"LL:{where}:{'row' if self.top[a] == self.top[b] else 'rows'}")
        return out

    def _neighbours(self, a: int, b: int, where: str, joint: str) -> list[str]:
        """What stands between two strips, above the second and below the first, as far as it touches them."""
        kinds = self._bare(a) + self._bare(b)
        touch, over, under = self.places.touches(a, b), self.places.over(b), self.places.under(a)
        out = [f"{kinds}:{where}:touch{touch}", f"{kinds}:{where}:over-{over}", f"{kinds}:{where}:under-{under}"]
        if touch != "ab":
            out.append(f"{kinds}:{where}:{under}>{over}:{joint}")
        else:
            out.append(f"{kinds}:{where}:touching:{joint}:{_bin(int(self.top[b] - self.bottom[a]), _ROWS)}")
        if kinds[0] != "T" and kinds[1] == "T":
            span = self.places.span(a, b)
            out += [f"{kinds}:span{span}", f"{kinds}:{where}:{touch}:span{span}"]
        if kinds == "TT" and where == "right":
            level = self._level(self.over[a], b)
            out += [f"TT:right:{level}:over-{over}:{joint}", f"TT:right:{level}:{under}>{over}"]
        return out

    def _bare(self, k: int) -> str:
        """Whether a strip is text, a headline by its words, or a line."""
        return "T" if self.places.text[k] else "H" if self.text[k] else "L"

    def _told(self, order: Sequence[Piece]) -> tuple[dict[int, int], dict[int, int]]:
        """Which strip an order has after each: which begins right after its last line, and which begins next."""
        index = {piece: i for i, piece in enumerate(self.strips.found)}
        seq = [index[piece] for piece in order if piece in index]
        firsts = {strip.members[0]: k for k, strip in enumerate(self.all)}
        lasts = {strip.members[-1]: k for k, strip in enumerate(self.all)}
        exact = {lasts[i]: firsts[j] for i, j in pairwise(seq) if i in lasts and j in firsts}
        begun = [firsts[i] for i in seq if i in firsts]
        return exact, dict(pairwise(begun))

    def _joint(self, a: int, b: int) -> str:
        """Whether the text of one strip can go on in another."""
        end, start = self.ends[a], self.starts[b]
        if end == "full-open":
            return "good" if start in ("flush", "short", "closing") else "bad"
        if end.startswith("full"):
            return "even"
        return "bad" if start == "flush" else "even"

    def _columns(self, a: int, b: int, where: str, joint: str, texts: int) -> list[str]:
        """The signs of two texts."""
        one, other = self.all[a], self.all[b]
        apart = abs(one.measure - other.measure)
        same = "one" if apart <= SAME else "near" if apart <= 2 * SAME else "other"
        out = [f"TT:{where}:{same}-measure", f"TT:{where}:{same}:{joint}:{texts}"]
        if where == "right":
            level = self._level([self.all[a].members], b)
            best = self._level(self.over[a], b)
            deeper = int(self.bottom[b] - self.bottom[a])
            out += [f"TT:level{level}", f"TT:column-level{best}", f"TT:column-level{best}:{same}"]
            out += [f"TT:right:{best}:{same}:{joint}:{texts}"]
            out += [f"TT:right:deeper{_bin(deeper, _ROWS)}", f"TT:right:{best}:{self.ends[a]}>{self.starts[b]}"]
        if self.ends[a] == "full-open" and self.starts[b] == "flush":
            last, first = self.strips.said[one.members[-1]][-1], self.strips.said[other.members[0]][0]
            if is_wide(last) and is_wide(first) and last not in "，、":
                out.append(f"TT:bond{bond(last, first)}")
        return out

    def _kind(self, strip: Strip) -> str:
        """A strip's kind: how many lines of text, or what sort of line."""
        if strip.text:
            return f"T{min(3, len(strip.members))}"
        said = self.strips.said[strip.members[0]]
        size = "long" if len(said) > 14 else "middle" if len(said) > 5 else "short"
        return f"L-{size}-{'said' if said[-1] in STOPS + CLOSING + '，、' else 'plain'}"

    def _end(self, strip: Strip) -> str:
        i = strip.members[-1]
        said = self.strips.said[i]
        end = "bracket" if said[-1] in "）】)" else "open" if self.strips.open(i) else "stop"
        if not strip.text:
            return end
        kind = self.strips.kind(i, strip.measure, strip.edge)
        return f"{'full' if kind in ('full', 'in') else 'long' if kind == 'long' else 'short'}-{end}"

    def _start(self, strip: Strip) -> str:
        i = strip.members[0]
        if self.strips.said[i][0] in CLOSING + STOPS + "，、：":
            return "closing"
        if not strip.text:
            return "line"
        kind = self.strips.kind(i, strip.measure, strip.edge)
        return {"full": "flush", "in": "in", "in-short": "in-short"}.get(kind, kind)

    def _column(self, k: int) -> list[list[int]]:
        """The lines that a strip ends, from the top of its column on, and from that of each strip above it."""
        strip = self.all[k]
        if not strip.text:
            return [strip.members]
        out = [strip.members]
        top = self.top[k]
        for j in sorted(range(len(self.all)), key=lambda j: -self.bottom[j]):
            other = self.all[j]
            like = other.text and j != k and abs(other.edge - strip.edge) <= 4 and abs(other.measure - strip.measure) <= SAME
            if like and 0 < top - self.bottom[j] <= AHEAD:
                out.append(other.members + out[-1])
                top = self.top[j]
        return out

    def _level(self, columns: Sequence[Sequence[int]], b: int) -> str:
        """How far a strip's lines are off those of a column's, counted from the top, of the nearest of these columns."""
        best: float | None = None
        found, mine = self.strips.found, self.rows[b]
        for column in columns:
            offs = [abs(k - mine[found[i].row]) for k, i in enumerate(column) if found[i].row in mine]
            off: float | None = min(offs) if offs else None
            apart = abs(found[column[0]].row - int(self.top[b]))
            if off is None and apart <= NEAR:
                off = apart + 0.5
            if off is not None and (best is None or off < best):
                best = off
        return "-none" if best is None else f"{min(6.0, best):g}"

    def _where(self, a: int, b: int) -> str:
        below = self.top[b] > self.bottom[a]
        if below and self.x0[b] < self.x1[a] and self.x0[a] < self.x1[b]:
            return "below"
        if self.x0[b] > self.x0[a]:
            return "below-right" if below and not self.text[a] else "right"
        return "below-left" if below else "left"

    def _within(self, a: int) -> tuple[Counts, Counts]:
        """For each strip how many texts, and how many single lines, stand between strip ``a`` and it."""
        if a not in self._between:
            low, high = np.minimum(self.x0[a], self.x0), np.maximum(self.x0[a], self.x0)
            right = (self.top <= self.bottom[a]) & (self.x0 > self.x0[a])
            first = np.where(right, self.top, self.bottom[a] + 1)
            last = np.where(right, self.top + 1, self.top - 1)
            low, high = np.where(right, self.x0[a] + 5, low), np.where(right, self.x0 - 5, np.minimum(high + 4, low + 400))
            inside = (self.top[None, :] <= last[:, None]) & (self.bottom[None, :] >= first[:, None])
            inside &= (self.x0[None, :] <= high[:, None]) & (self.x0[None, :] >= low[:, None])
            np.fill_diagonal(inside, False)
            inside[:, a] = False
            self._between[a] = ((inside & self.text).sum(1), (inside & ~self.text).sum(1))
        return self._between[a]

    def _level_between(self, a: int, b: int) -> int:
        """How many texts that begin level with text ``b`` stand to its left, up to where a line above begins."""
        level = self.text & (np.abs(self.top - self.top[b]) <= 3) & (self.bottom > self.top[b])
        left = level & (self.x0 < self.x0[b] - 4) & (self.x0 > self.x0[a] - 60)
        over = level & (self.x0 > self.x0[b] + 4) & (self.x0 <= self.x0[a])
        return int(over.sum()) if not left.any() or self.x0[b] > self.x0[a] else 2 + int(min(2, over.sum()))
