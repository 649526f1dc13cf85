"""A page's zones as people marked them: their lines, where they stand in their columns, which of them are the paper's head.

A zone is a run of lines that the format holds in one block; those of an advertisement or a picture are one, whatever blocks
it has. Sizes and distances are told in the size of the page's text.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from tasks.model.article import CAPTION, NOTICE
from tasks.model.page import Line, Place
from tasks.segment.decision.labels import HEAD

SHORT = 4
"""Lines that a heading or a signature has at most."""
FLAG = 3.0
"""How much larger than the page's body a paper's name is, at the least."""
AROUND = 4
"""Zones that the name is one of, at the least, where none of them has a number that was read."""
ROW = 0.6
"""Part of the page's width that a row below the name takes at least."""
TOP = 0.2
"""Part of the page's height within which its name stands."""
TALL = 2 * SHORT
"""Lines that a column of text has more of, and a picture no more."""
GUTTER, LARGER = 4.0, 1.15
"""White between names of parts of the paper over two columns, in sizes; how much larger than the text they are."""
APART = 10.0
"""White between a heading and what it heads, in sizes of the larger type, at most: a picture may stand there."""
REACH = 10
"""How many zones above and below a short one may stand before a text that tells the column's edges: items of old print have
a heading and two lines."""
NARROW = 2.0
"""Sizes that a zone is wide at most that holds what was never printed: the edge of the sheet, the shadow of a fold."""


@dataclass(frozen=True, slots=True)
class Zone:
    """Lines of a zone: the first, the one after the last, where they stand; its edges, the size of its type.

    ``apart`` is what stands by itself, whatever is printed around it: an advertisement, a picture.
    """

    first: int
    end: int
    places: Sequence[Place]
    left: float
    top: float
    right: float
    bottom: float
    size: float
    apart: bool
    is_table: bool

    @classmethod
    def of(cls, first: int, places: Sequence[Place]) -> Zone:
        """The zone of these lines."""
        boxes = [place.box for place in places]
        return cls(
            first,
            first + len(places),
            places,
            min(box.x for box in boxes),
            min(box.y for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
            median(place.size for place in places),
            _is_apart(places[0]) and (_is_advertisement(places[0]) or len(places) <= TALL),
            (places[0].role or "").lower() == "table",
        )

    @property
    def length(self) -> int:
        """How many lines it has."""
        return self.end - self.first

    @property
    def rows(self) -> range:
        """Its lines' numbers."""
        return range(self.first, self.end)

    @property
    def is_text(self) -> bool:
        """Whether it may be the text of an article: more lines than a heading has."""
        return self.length > SHORT and not self.apart

    def is_beside(self, other: Zone, size: float) -> bool:
        """Whether both are single lines that stand level in two columns, larger than the text."""
        if self.length > 1 or other.length > 1 or self.apart or other.apart or self.is_table or other.is_table:
            return False
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        level = shared > min(self.bottom - self.top, other.bottom - other.top) / 2
        gap = max(self.left - other.right, other.left - self.right)
        return level and gap > GUTTER * size and min(self.size, other.size) > LARGER * size


def zones(lines: Sequence[Line]) -> list[Zone]:
    """The page's zones in order; what stands apart is one, however many blocks it has."""
    if not any([line.place for line in lines]):
        return []
    found: list[Zone] = []
    for key, run in groupby(enumerate(lines), lambda item: _key(item[1].place)):
        places = [(i, line.place) for i, line in run if line.place]
        if key is not None:
            found.append(Zone.of(places[0][0], [place for _, place in places]))
    return found


def text_size(found: Sequence[Zone]) -> float:
    """The size of the page's text: that of most lines, small tables left out where there is other text."""
    plain = [place.size for zone in found if zone.is_text and not zone.is_table for place in zone.places]
    return median(plain or [place.size for zone in found for place in zone.places])


def _key(place: Place | None) -> int | None:
    """What the lines of a zone share; None of a line that stands in none."""
    if place is None or place.zone is None:
        return None
    return place.zone if _is_apart(place) else place.block


def kind_of(lines: Sequence[Line]) -> str | None:
    """What the format says that a text is: an advertisement or a picture's words; None where it says neither."""
    place = lines[0].place
    if place is None or place.zone is None or not _is_apart(place):
        return None
    if _is_advertisement(place):
        return NOTICE
    return CAPTION if len(lines) <= TALL else None


def _is_apart(place: Place) -> bool:
    return _is_advertisement(place) or (place.role or "").lower() == "illustration"


def _is_advertisement(place: Place) -> bool:
    return (place.role or "").lower().startswith("advert")


def begins_row(n: int, found: Sequence[Zone], size: float) -> bool:
    """Whether a zone begins a row of columns below another one.

    Such a row stands further left than the zone before it, and all that was read so far is above: what is printed there ends
    in its last column.
    """
    if not n or found[n - 1].apart or found[n].length <= SHORT or found[n].right > found[n - 1].left:
        return False
    return _foot(found[:n]) <= found[n].top + size


def rows(found: Sequence[Zone], size: float) -> list[int]:
    """The row of columns that each zone stands in, the uppermost 1; 0 in rows without columns of text.

    The news above and the story below it are two rows: each goes on by itself on the next page.
    """
    out, columns = [0], [False]
    for n, zone in enumerate(found):
        before = found[max(0, n - 1)]
        if n and not zone.apart and zone.right <= before.left and _foot(found[:n]) <= zone.top + size:
            columns.append(False)
        out.append(len(columns))
        columns[-1] = columns[-1] or (zone.length > TALL and not zone.apart and not zone.is_table)
    tall = [sum(columns[: k + 1]) if is_tall else 0 for k, is_tall in enumerate(columns)]
    return [tall[row - 1] for row in out[1:]]


def _foot(found: Sequence[Zone]) -> float:
    return max((zone.bottom for zone in found if not zone.apart), default=0.0)


def flags(found: Sequence[Zone], size: float, dated: Collection[int]) -> set[int]:
    """The paper's name in display type at the head of its first page, and what stands beside, above and in rows below it.

    Such a row has the date, the price, the editor; of more than a line each are the terms, which are a text. A line close
    below the name goes on with it, one with a number (``dated``) that runs over the page is such a row. Some number is
    there: else it is a headline in display type.
    """
    top, bottom = min(zone.top for zone in found), max(zone.bottom for zone in found)
    names = [z for z in found if z.size > FLAG * size and z.length <= 2 and z.top < top + TOP * (bottom - top)]
    if not names:
        return set()
    foot, wide = max(zone.bottom for zone in names), ROW * (max(z.right for z in found) - min(z.left for z in found))
    out = {n for n, z in enumerate(found) if (z.top + z.bottom) / 2 <= foot and not z.apart}
    text = next((n for n, z in enumerate(found) if z.length > SHORT and n not in out), len(found))
    for n in range(text):
        close = foot <= found[n].top < foot + found[n].size and any(_spans(found[n], name) for name in names)
        dates = n in dated and found[n].right - found[n].left > wide
        if found[n].length == 1 and (close or dates or not is_over_next(n, found)):
            out.add(n)
    told = [n for n in sorted(out) if n < text]  # a running head, which has a number too, is listed behind the text
    return out if len(told) >= AROUND or any(n in dated for n in range(text)) else set()


def parted_heads(labels: Sequence[str], lines: Sequence[Line]) -> set[int]:
    """Headings that do not stand under the one before them: the first line of each, where the format tells of headings.

    What stood between them, as a table, was not read, or they are in two columns: they are no one's headline together.
    """
    out: set[int] = set()
    above: Place | None = None
    for i, (label, line) in enumerate(zip(labels, lines, strict=True)):
        place = line.place if label in HEAD else None
        if (
            place
            and above
            and place.block != above.block
            and (place.zone is not None or _is_heading(place) or _is_heading(above))
        ):
            near = -place.size < place.box.y - above.box.bottom < APART * max(place.size, above.size)
            if not (near and place.box.is_over(above.box)):
                out.add(i)
        above = place or (above if label == "F" else None)
    return out


def _is_heading(place: Place) -> bool:
    return (place.role or "").lower() == "heading"


def _spans(zone: Zone, name: Zone) -> bool:
    """Whether a line stands under the paper's name, about its middle."""
    middle = (zone.left + zone.right) / 2
    return abs(middle - (name.left + name.right) / 2) < 0.1 * (name.right - name.left)


def never_printed(found: Sequence[Zone], size: float) -> set[int]:
    """Narrow zones of a line, such as edges of the sheet are read as, that stand beside all columns of text."""
    columns = [(zone.left, zone.right) for zone in found if zone.is_text]
    return {
        n
        for n, zone in enumerate(found)
        if columns
        and zone.length == 1
        and zone.right - zone.left < NARROW * size
        and not zone.apart
        and not any(zone.left < right and left < zone.right for left, right in columns)
    }


def is_over_next(n: int, found: Sequence[Zone]) -> bool:
    """Whether a zone stands above the next, as a heading does: none is at a column's foot, or beside what comes next."""
    if n + 1 == len(found) or found[n + 1].apart:
        return False
    zone, below = found[n], found[n + 1]
    near = below.top - zone.bottom < APART * max(zone.size, below.size)
    return near and zone.top < below.top and zone.left < below.right and below.left < zone.right


def stands(n: int, found: Sequence[Zone], size: float) -> str:
    """How a short zone stands in its column."""
    zone = found[n]
    column = _column(n, found)
    if column is None:
        return "alone"
    left, right = (zone.left - column[0]) / size, (column[1] - zone.right) / size
    if zone.length > 1 and _fills(zone, column, size):
        return "text"
    if left > 3 and left > 2 * right + 1:
        return "right"
    if min(left, right) > 0.8 and abs(left - right) < 0.2 * (left + right) + 1.5:
        return "centred"
    return "other"


def _fills(zone: Zone, column: tuple[float, float], size: float) -> bool:
    """Whether all lines of a zone but the first reach the column's left edge, and all but the last its right edge."""
    lefts = [(place.box.x - column[0]) / size for place in zone.places[1:]]
    rights = [(column[1] - place.box.right) / size for place in zone.places[:-1]]
    return max(lefts) < 0.8 and max(rights) < 0.8


def _column(n: int, found: Sequence[Zone]) -> tuple[float, float] | None:
    """The edges of the nearest text in whose column a short zone stands, above it or below."""
    zone = found[n]
    for far in range(1, REACH + 1):
        for k in (n + far, n - far):
            if 0 <= k < len(found) and found[k].is_text:
                other = found[k]
                if min(zone.right, other.right) - max(zone.left, other.left) > 0.6 * (zone.right - zone.left):
                    return other.left, other.right
    return None
