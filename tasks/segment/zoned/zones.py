"""What a page's zones say of its lines, where people saw to them: a zone is one thing, from its first line to its last.

Libraries that part articles have each page's zones looked through: a heading is a zone of its own, so is a signature, and no
zone holds the end of one text and the start of another. So the lines of a zone are weighed together: what is likeliest of
them all outweighs what is likeliest of each. Advertisements and pictures are zones that the format names; each is an item,
its words in display type are no headline of the page, and no text goes on over them. PAGE's regions say less: what belongs
to the page is no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

import numpy as np
import numpy.typing as npt

from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import NAMES, NUMBER
from tasks.segment.zoned import zone as shapes
from tasks.segment.zoned.zone import SHORT, Zone

Array = npt.NDArray[np.float64]

AGAINST = 15.0
"""Nats against a label that a zone leaves no room for: more than the other evidence of a line, less than a person's word."""
LARGE = 1.3
"""How much larger than the text a heading is that has up to twice as many lines, or that needs no place to be known by."""
LEANS = 5.0
"""Nats that a zone's place in its column speaks for what stands so: headings are centred, signatures at the right."""
ALIKE = 1.25
"""How much larger one heading may be than another of its kind, as sizes are measured on a scan."""
CENTRED = 8.0
"""Nats that a line centred by itself speaks for a heading: within a text no zone begins and ends."""
FURNITURE = {"header", "footer", "page-number", "catch-word", "signature-mark"}
"""What PAGE calls a region that belongs to the page, not to a text on it. Some engines call headings ``header``, but none
that call others ``heading``."""
LEAST = 1e-6
"""The least chance that is believed of a line."""
NOTE = re.compile(r"\(\s?[\dil*]\s?\)|\*{1,3}\)")
"""What opens a note at a text's foot: ``(1)``, ``*)``; 1 is read as i and l."""
_DIGIT = re.compile(r"\d")


def are_known(lines: Sequence[Line]) -> bool:
    """Whether people saw to the page's zones."""
    return any(line.place and line.place.zone is not None for line in lines)


def weights(lines: Sequence[Line], reading: Reading, language: str) -> Array | None:
    """Further weights for the page's labels; None where neither zones nor regions say any.

    Args:
        lines: the page's.
        reading: how they are read without regard to zones.
        language: its BCP 47 tag.
    """
    zones = shapes.zones(lines)
    if not zones:
        return _by_roles(lines)
    out = np.zeros((len(lines), len(NAMES)))
    size = shapes.text_size(zones)
    nothing = shapes.never_printed(zones, size)
    for n in nothing:
        against(out, zones[n].rows, "APQKMDXYJ")
    zones = [zone for n, zone in enumerate(zones) if n not in nothing]
    dated = {n for n, zone in enumerate(zones) if any(_DIGIT.search(lines[i].text.text) for i in zone.rows)}
    flags = shapes.flags(zones, size, dated)
    heads = []
    for n, zone in enumerate(zones):
        if zone.apart:
            against(out, [zone.first], "PQKMDXJYF")
            against(out, zone.rows[1:], "AKMDJYF")
        elif n in flags or _is_row(n, zones, size):
            against(out, zone.rows, "APQKMDXYJ")
        elif zone.length <= SHORT or (zone.length <= 2 * SHORT and zone.size > LARGE * size):
            if _short(n, zones, reading, size, out) == 0:
                heads.append(n)
        else:
            against(out, zone.rows, "KMDF")
            against(out, zone.rows[1:], "A")
            against(out, zone.rows[1:-2], "Y")
        _start(n, zones, lines, size, out)
    against(out, [zones[n + 1].first for n in heads if {n, n + 1} & {*heads, len(zones)} == {n}], "PQX")
    for n in _over_several(heads, zones, lines, language):
        out[zones[n].rows] = 0.0
        against(out, zones[n].rows, "APQKMDXYJ")
    return out


def _over_several(heads: Sequence[int], zones: Sequence[Zone], lines: Sequence[Line], language: str) -> Iterator[int]:
    """Headings above another one that are no part of its headline, but head all that follows, or date it.

    The one below and the next on the page are of a size and of a kind: both a place and a day, or both called the same
    (letters to the editor); so what stands above the first alone is over both. A place and a day above a heading are those
    of the whole part of the paper.
    """
    runs = [[n for _, n in run] for _, run in groupby(enumerate(heads), lambda item: item[1] - item[0])]
    texts = {n: " ".join(lines[i].text.text for i in zones[n].rows) for n in heads}
    dated = {n for n, text in texts.items() if _is_dated(text, language)}
    for run, following in zip_longest(runs, runs[1:]):
        *above, last = run
        if following and len(following) == 1 and _are_alike(zones[last], zones[following[0]]):
            other = following[0]
            same = texts[last].casefold().strip(" .") == texts[other].casefold().strip(" .")
            if same or (last in dated and other in dated):
                yield from above
                continue
        yield from (n for n in above if n in dated)


def _are_alike(zone: Zone, other: Zone) -> bool:
    return max(zone.size, other.size) < ALIKE * min(zone.size, other.size)


def _is_dated(text: str, language: str) -> bool:
    """Whether a line is a place and a day, and nothing else."""
    found = credits.standalone(text, language)
    return found is not None and bool(found.place and found.date) and not found.authors


def _by_roles(lines: Sequence[Line]) -> Array | None:
    """Against all but text in tables, against all else in headings and furniture where the format tells both; else None."""
    roles = [(line.place.role or "").lower() if line.place else "" for line in lines]
    tabled = [i for i, role in enumerate(roles) if role == "table"]
    told = "heading" in roles and not FURNITURE.isdisjoint(roles)
    if not tabled and not told:
        return None
    out = np.zeros((len(lines), len(NAMES)))
    against(out, [i for i, role in enumerate(roles) if told and role in FURNITURE], "APQKMDXYJ")
    against(out, [i for i, role in enumerate(roles) if told and role == "heading"], "PQ")
    against(out, tabled, "KMDXYJF")
    against(out, [i for i in tabled if i and roles[i - 1] == "table"], "A")
    return out


def _start(n: int, zones: Sequence[Zone], lines: Sequence[Line], size: float, out: Array) -> None:
    """Where a zone stands says whether a text begins with it."""
    first = [zones[n].first]
    if (n and zones[n - 1].apart) or shapes.begins_row(n, zones, size):
        against(out, first, "PQ")
    elif NOTE.match(lines[zones[n].first].text.text):
        against(out, first, "A")


def _is_row(n: int, zones: Sequence[Zone], size: float) -> bool:
    """Whether a line stands beside the one before or after it: a row over columns, as the name of a part of the paper is."""
    return any(0 <= k < len(zones) and zones[n].is_beside(zones[k], size) for k in (n - 1, n + 1))


def against(out: Array, lines: Sequence[int], labels: str) -> None:
    """Weigh against labels of some lines.

    Args:
        out: the weights so far, a row for each line, a column for each label; changed.
        lines: the lines' numbers.
        labels: those that have no room.
    """
    out[np.ix_(list(lines), [NUMBER[label] for label in labels])] -= AGAINST


def _short(n: int, zones: Sequence[Zone], reading: Reading, size: float, out: Array) -> int:
    """A zone of few lines is all heading (0), all text (1), all byline (2) or all furniture (3): which."""
    zone = zones[n]
    place = shapes.stands(n, zones, size)
    groups = ("KMDX", "APQJ", "Y", "F") if place == "centred" else ("KMD", "APQXJ", "Y", "F")
    likely = likelihoods(reading, zone.rows, groups)
    if zone.size > LARGE * size and zone.length == 1:
        likely[0] += LEANS
    elif place == "centred":
        likely[0] += CENTRED
        likely[2] -= LEANS * (n > 0 and zones[n - 1].length > SHORT)
    elif place == "right":
        likely[0] -= LEANS
        likely[2] += LEANS / 2
    elif place == "text":
        likely[1] += LEANS
    if not shapes.is_over_next(n, zones):
        likely[0] -= 2 * LEANS
    best = decide(out, zone.rows, groups, likely)
    if place == "centred" and best == 0:
        against(out, zone.rows, "X")
    if best == 1 and zone.length > 1:
        against(out, zone.rows[1:], "A")
    return best


def likelihoods(reading: Reading, rows: Sequence[int], groups: Sequence[str]) -> list[float]:
    """How likely (nats) it is that all of some lines are of one group of labels, for each group."""
    chances = reading.chances[list(rows)]
    sums = (chances[:, [NUMBER[label] for label in group]].sum(axis=1) for group in groups)
    return [float(np.log(np.maximum(some, LEAST)).sum()) for some in sums]


def decide(out: Array, rows: Sequence[int], groups: Sequence[str], likely: Sequence[float]) -> int:
    """Leave room for the likeliest group of labels alone; which that is."""
    best = int(np.argmax(likely))
    for k, group in enumerate(groups):
        if k != best:
            against(out, rows, group)
    return best
