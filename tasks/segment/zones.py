"""What a page's zones say of its lines, where people saw to them: a zone is one thing, from its first line to its last.

Libraries that part articles have each page's zones looked through: a heading is a zone of its own, so is a signature, and no
zone holds the end of one text and the start of another. So the lines of a zone are weighed together: what is likeliest of
them all outweighs what is likeliest of each. Advertisements are zones that the format names; each is an item, its words in
display type are no headline of the page, and no text goes on over them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

import numpy as np
import numpy.typing as npt

from tasks.model.page import Line, Place
from tasks.segment.chain import Reading
from tasks.segment.labels import NAMES

Array = npt.NDArray[np.float64]

AGAINST = 15.0
"""Nats against a label that a zone leaves no room for: more than the other evidence of a line, less than a person's word."""
FLAG = 3.0
"""How much larger than the page's body a paper's name is, at the least."""
SHORT, LARGE = 4, 1.3
"""Lines that a heading or a signature has at most; how much larger than the text one is that has up to twice as many."""
LEANS = 5.0
"""Nats that a zone's place in its column speaks for what stands so: headings are centred, signatures at the right."""
LEAST = 1e-6
"""The least chance that is believed of a line."""
_COLUMN = {name: n for n, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class _Zone:
    """Lines of a zone: the first, the one after the last, where they stand; its edges, the size of its type, its role."""

    first: int
    end: int
    places: Sequence[Place]
    left: float
    top: float
    right: float
    bottom: float
    size: float
    is_advertisement: bool

    @classmethod
    def of(cls, first: int, places: Sequence[Place]) -> _Zone:
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
            _is_advertisement(places[0]),
        )

    @property
    def length(self) -> int:
        """How many lines it has."""
        return self.end - self.first

    @property
    def rows(self) -> range:
        """Its lines' numbers."""
        return range(self.first, self.end)


def are_known(lines: Sequence[Line]) -> bool:
    """Whether people saw to the page's zones."""
    return any(line.place and line.place.zone is not None for line in lines)


def weights(lines: Sequence[Line], reading: Reading) -> Array | None:
    """Further weights for the page's labels; None on a page whose zones nobody saw to.

    Args:
        lines: the page's.
        reading: how they are read without regard to zones.
    """
    zones = _zones(lines)
    if not zones:
        return None
    out = np.zeros((len(lines), len(NAMES)))
    size = median(place.size for zone in zones for place in zone.places)
    flags = _flags(zones, size)
    for n, zone in enumerate(zones):
        if zone.is_advertisement:
            _against(out, [zone.first], "PQKMDXJYF")
            _against(out, zone.rows[1:], "AKMDJYF")
        elif n in flags:
            _against(out, zone.rows, "APQKMDXYJ")
        elif zone.length <= SHORT or (zone.length <= 2 * SHORT and zone.size > LARGE * size):
            _short(n, zones, reading, size, out)
        else:
            _against(out, zone.rows, "KMDF")
            _against(out, zone.rows[1:], "A")
            _against(out, zone.rows[1:-2], "Y")
    for zone in _beginning(zones, size):
        _against(out, [zone.first], "PQ")
    return out


def _beginning(zones: Sequence[_Zone], size: float) -> Iterator[_Zone]:
    """Zones with which no text goes on: behind an advertisement, and where a row of columns begins below another one.

    Such a row stands further left than the zone before it, and all that was read so far is above: what is printed there ends
    in its last column.
    """
    foot = zones[0].bottom
    for before, zone in pairwise(zones):
        if not before.is_advertisement:
            foot = max(foot, before.bottom)
        if before.is_advertisement or (zone.right <= before.left and zone.length > SHORT and foot <= zone.top + size):
            yield zone


def _flags(zones: Sequence[_Zone], size: float) -> set[int]:
    """The paper's name in display type at the head of its first page, and what stands beside, above and in rows below it.

    Such a row has the date, the price, the editor; of more than a line each are the terms, which are a text.
    """
    top, bottom = min(zone.top for zone in zones), max(zone.bottom for zone in zones)
    names = [z for z in zones if z.size > FLAG * size and z.length <= 2 and z.top < top + 0.2 * (bottom - top)]
    if not names:
        return set()
    foot = max(zone.bottom for zone in names)
    found = {n for n, z in enumerate(zones) if (z.top + z.bottom) / 2 <= foot and not z.is_advertisement}
    text = next((n for n, z in enumerate(zones) if z.length > SHORT and n not in found), len(zones))
    return found | {n for n in range(text) if zones[n].length == 1 and not _is_over_next(n, zones)}


def _zones(lines: Sequence[Line]) -> list[_Zone]:
    """The page's zones in order; those of an advertisement are one."""
    found: list[_Zone] = []
    for key, run in groupby(enumerate(lines), lambda item: _key(item[1].place)):
        places = [(i, line.place) for i, line in run if line.place]
        if key is not None:
            found.append(_Zone.of(places[0][0], [place for _, place in places]))
    return found


def _key(place: Place | None) -> int | None:
    """What the lines of a zone share; None of a line that stands in none."""
    if place is None or place.zone is None:
        return None
    return place.zone if _is_advertisement(place) else place.block


def _is_advertisement(place: Place) -> bool:
    return (place.role or "").lower().startswith("advert")


def _against(out: Array, lines: Sequence[int], labels: str) -> None:
    """Weigh against labels of some lines."""
    out[np.ix_(list(lines), [_COLUMN[label] for label in labels])] -= AGAINST


def _short(n: int, zones: Sequence[_Zone], reading: Reading, size: float, out: Array) -> None:
    """A zone of few lines is all heading, all text, all byline or all furniture."""
    zone = zones[n]
    place = _stands(n, zones, size)
    groups = ("KMDX", "APQJ", "Y", "F") if place == "centred" else ("KMD", "APQXJ", "Y", "F")
    chances = reading.chances[zone.first : zone.end]
    sums = (chances[:, [_COLUMN[label] for label in group]].sum(axis=1) for group in groups)
    likely = [float(np.log(np.maximum(some, LEAST)).sum()) for some in sums]
    if place == "centred":
        likely[0] += LEANS
        likely[2] -= LEANS * (n > 0 and zones[n - 1].length > SHORT)
    elif place == "right":
        likely[0] -= LEANS
        likely[2] += LEANS / 2
    elif place == "text":
        likely[1] += LEANS
    if not _is_over_next(n, zones):
        likely[0] -= 2 * LEANS
    best = int(np.argmax(likely))
    for k, group in enumerate(groups):
        if k != best:
            _against(out, zone.rows, group)
    if place == "centred" and best == 0:
        _against(out, zone.rows, "X")
    if best == 1 and zone.length > 1:
        _against(out, zone.rows[1:], "A")


def _is_over_next(n: int, zones: Sequence[_Zone]) -> bool:
    """Whether a zone stands above the next, as a heading does: none is at a column's foot, or beside what comes next."""
    if n + 1 == len(zones) or zones[n + 1].is_advertisement:
        return False
    zone, below = zones[n], zones[n + 1]
    return zone.top < below.top and zone.left < below.right and below.left < zone.right


def _stands(n: int, zones: Sequence[_Zone], size: float) -> str:
    """How a short zone stands in its column."""
    zone = zones[n]
    column = _column(n, zones)
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


def _fills(zone: _Zone, column: tuple[float, float], size: float) -> bool:
    """Whether all lines of a zone but the first reach the column's left edge, and all but the last its right edge."""
    lefts = [(place.box.x - column[0]) / size for place in zone.places[1:]]
    rights = [(column[1] - place.box.right) / size for place in zone.places[:-1]]
    return max(lefts) < 0.8 and max(rights) < 0.8


def _column(n: int, zones: Sequence[_Zone]) -> tuple[float, float] | None:
    """The edges of the text that a short zone stands above or below."""
    zone = zones[n]
    for k in (n + 1, n - 1, n + 2, n - 2):
        if 0 <= k < len(zones) and zones[k].length > SHORT and not zones[k].is_advertisement:
            other = zones[k]
            if min(zone.right, other.right) - max(zone.left, other.left) > 0.6 * (zone.right - zone.left):
                return other.left, other.right
    return None
