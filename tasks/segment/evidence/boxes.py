"""The evidence of boxes: what a line's place, size and weight on the page say, where its format knows them.

Where only text is known, columns, sizes and indents are guessed from lengths of lines; here they are measured, in the page's
own units: sizes against that of the body's type, lengths in sizes of the line's own type. A line's column is the block of
lines around it that are set in its size and stand above or below it. These pieces of evidence are weighed in the same
decision as those of the text, with weights of their own (``weights-*-boxes.json`` where a setter states them, as in a PDF,
``weights-*-measured.json`` where OCR measured them); a line without a place has none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tasks.model.page import Line, Place

REACH = 14
"""Lines on either side, in reading order, among which those of a line's column are looked for."""
ALIKE = 0.1
"""How much the sizes of lines in one column may differ, as a part of the larger: OCR measures each line anew."""

_SIZES = (
    (0.6, "0.6"), (0.8, "0.8"), (0.92, "0.9"), (1.08, "body"), (1.25, "1.2"), (1.5, "1.5"), (2.0, "2"), (3.0, "3"),
)  # fmt: skip
_INDENTS = ((-0.5, "out"), (0.35, "flush"), (0.75, "half"), (1.6, "em"), (2.6, "2em"), (6.0, "some"))
_SHORTS = ((-0.5, "over"), (0.5, "full"), (1.2, "1em"), (2.5, "2em"), (6.0, "some"), (12.0, "far"))
_GAPS = ((-0.3, "over"), (0.1, "tight"), (0.35, "little"), (0.7, "half"), (1.2, "line"), (2.5, "2lines"), (6.0, "more"))
_SPANS = ((0.3, "0.3"), (0.6, "0.6"), (0.9, "0.9"), (1.1, "one"), (1.6, "1.5"), (2.2, "2"), (3.3, "3"))
_SHARES = ((0.04, "0.04"), (0.1, "0.1"), (0.5, "upper"), (0.9, "lower"), (0.96, "0.9"))

Edges = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's measures: the size of its body's type, how wide most of its columns are, its edges, the usual leading."""

    size: float
    bold: bool | None
    column: float
    top: float
    height: float
    leading: float


def evidence(lines: Sequence[Line]) -> list[list[str]]:
    """The names of what boxes show, line by line; nothing on a page without any."""
    places = [line.place for line in lines]
    known = [place for place in places if place]
    if not known:
        return [[] for _ in lines]
    sheet = _sheet(lines)
    types = [_type(place, sheet) if place else "none" for place in places]
    columns = [_column(i, places) for i in range(len(places))]
    spots = [_spot(i, places, columns, sheet) for i in range(len(places))]
    out = [_line(i, places, types, spots, sheet) for i in range(len(places))]
    for more in (_runs(types, spots), _under(places, columns, types, spots, sheet)):
        for names, found in zip(out, more, strict=True):
            names += found
    return out


def known(lines: Sequence[Line]) -> str:
    """What the weights for these lines are called by, after their print: nothing where places are known of less than half.

    What is stated can be leant on (a crosshead is as large as the text, and bolder); what was measured on a scan less, so
    that there the text must say more: ``-boxes``, ``-measured``.
    """
    places = [line.place for line in lines if line.place]
    if 2 * len(places) <= len(lines):
        return ""
    return "-measured" if places[0].measured else "-boxes"


def body_size(lines: Sequence[Line]) -> float:
    """The size of most of the page's type; of a page with places."""
    return _sheet(lines).size


def _bucket(value: float, limits: Sequence[tuple[float, str]], beyond: str = "more") -> str:
    return next((name for limit, name in limits if value <= limit), beyond)


def _sheet(lines: Sequence[Line]) -> Sheet:
    """The page's measures, by the characters that are set so."""
    weight: Counter[float] = Counter()
    bold: Counter[bool | None] = Counter()
    known = [(line.place, len(line.text)) for line in lines if line.place]
    for place, count in known:
        weight[round(place.size, 1) or place.size] += count  # in a large unit, type may be smaller than a tenth
        bold[place.bold] += count
    total, half = 0, sum(weight.values()) / 2
    for size in sorted(weight):
        total += weight[size]
        if total >= half:
            break
    body = [place for place, _ in known if abs(place.size - size) <= ALIKE * size]
    steps = [b.box.y - a.box.y for a, b in pairwise(body) if a.block == b.block and b.box.y > a.box.y]
    top, bottom = min(place.box.y for place, _ in known), max(place.box.bottom for place, _ in known)
    widths = sorted(place.box.width for place in body)
    return Sheet(
        size,
        bold.most_common(1)[0][0],
        max(widths[len(widths) * 3 // 4], 1.0),
        top,
        max(bottom - top, 1.0),
        median(steps) if steps else 1.2 * size,
    )


def _type(place: Place, sheet: Sheet) -> str:
    """A line's type against the body's: its size, and whether it is bolder or lighter."""
    size = _bucket(place.size / sheet.size, _SIZES)
    return size + ("" if place.bold == sheet.bold else "-bold" if place.bold else "-light")


def _column(i: int, places: Sequence[Place | None]) -> Edges | None:
    """Left and right edge of the lines around a line that are set in its size, above or below it."""
    here = places[i]
    if here is None:
        return None
    mine = [here.box]
    for side in (range(i - 1, max(-1, i - 1 - REACH), -1), range(i + 1, min(len(places), i + 1 + REACH))):
        last = here.box
        for k in side:
            other = places[k]
            if other is None or abs(other.size - here.size) > ALIKE * max(other.size, here.size):
                continue
            box = other.box
            if box.x >= last.right or last.x >= box.right or abs(box.y - last.y) > 8 * here.size:
                break
            mine.append(box)
            last = box if box.width > last.width / 2 else last
    return min(_edges([box.x for box in mine], here.size)), max(_edges([box.right for box in mine], here.size))


def _edges(found: Sequence[float], size: float) -> list[float]:
    """The places at which most lines begin or end, within a third of a size."""
    near = [sum(abs(other - at) <= size / 3 for other in found) for at in found]
    most = max(near)
    return [at for at, count in zip(found, near, strict=True) if count == most]


def _spot(i: int, places: Sequence[Place | None], columns: Sequence[Edges | None], sheet: Sheet) -> dict[str, str]:
    """Where a line stands in its column: its indent, how far it falls short, what white is above it."""
    here, column = places[i], columns[i]
    if here is None or column is None:
        return {}
    size, box = here.size, here.box
    indent, short = (box.x - column[0]) / size, (column[1] - box.right) / size
    found = {"indent": _bucket(indent, _INDENTS), "short": _bucket(short, _SHORTS)}
    if indent > 0.5 and short > 0.5 and abs(indent - short) < 0.6:
        found["centred"] = "centred"
    before = places[i - 1] if i else None
    if before is None:
        found["above"] = "first"
    elif box.x >= before.box.right:
        found["above"] = "column" if box.y < before.box.y - size / 2 else "aside"
    elif before.box.x >= box.right:
        found["above"] = "back" if box.y < before.box.y - size / 2 else "row"
    elif box.y < before.box.y - size / 2:
        found["above"] = "column"
    else:
        step = (box.y - before.box.y) - max(sheet.leading * before.size / sheet.size, before.box.height)
        found["above"] = _bucket(step / sheet.size, _GAPS)
    return found


def _line(
    i: int,
    places: Sequence[Place | None],
    types: Sequence[str],
    spots: Sequence[dict[str, str]],
    sheet: Sheet,
) -> list[str]:
    here, spot = places[i], spots[i]
    if here is None or not spot:
        return ["box:none"]
    kind, indent, short, above = types[i], spot["indent"], spot["short"], spot["above"]
    names = [f"box-type:{kind}", f"box-indent:{indent}", f"box-short:{short}", f"box-above:{above}"]
    names.append(f"box-indent:{indent}+short:{short}")
    names.append(f"box-span:{_bucket(here.box.width / sheet.column, _SPANS)}")
    names.append(f"box-type:{kind}+span:{_bucket(here.box.width / sheet.column, _SPANS)}")
    names.append(f"box-high:{_bucket((here.box.y - sheet.top) / sheet.height, _SHARES, 'foot')}")
    if "centred" in spot:
        names += ["box-centred", f"box-centred+type:{kind}"]
    if here.upright:
        names.append("box-upright")
    if here.role:
        names.append(f"box-role:{here.role.lower()}")
    names += _turns(i, places, types, spots)
    return names


def _turns(i: int, places: Sequence[Place | None], types: Sequence[str], spots: Sequence[dict[str, str]]) -> list[str]:
    """How the line's setting differs from its neighbours'."""
    here, spot, kind = places[i], spots[i], types[i]
    assert here is not None
    names = []
    for name, k in (("prev", i - 1), ("next", i + 1)):
        other = places[k] if 0 <= k < len(places) else None
        if other is None:
            names.append(f"box-{name}:none")
            continue
        ratio = here.size / other.size
        turn = "same" if abs(ratio - 1) < ALIKE else "larger" if ratio > 1 else "smaller"
        weight = "" if here.bold == other.bold else "-bolder" if here.bold else "-lighter"
        block = "within" if here.block == other.block else "apart"
        names += [f"box-{name}:{turn}{weight}", f"box-{name}-type:{types[k]}>{kind}", f"box-{name}:{block}"]
        names.append(f"box-{name}:{turn}{weight}+{block}")
    if i and spots[i - 1]:
        before = spots[i - 1]
        setting = f"{spot['indent']}+above:{spot['above']}"
        names += [f"box-after-short:{before['short']}", f"box-indent:{spot['indent']}+after-short:{before['short']}"]
        names += [f"box-indent:{setting}", f"box-indent:{setting}+after-short:{before['short']}"]
        names += [f"box-after-indent:{before['indent']}>{spot['indent']}", f"box-type:{types[i - 1]}>{kind}+{spot['above']}"]
        names += [f"box-after-centred{'>centred' * ('centred' in spot)}"] if "centred" in before else []
    if i + 1 < len(places) and spots[i + 1]:
        after = spots[i + 1]
        names += [f"box-next-indent:{spot['indent']}>{after['indent']}", f"box-next-above:{after['above']}"]
        names.append(f"box-type:{kind}+next:{types[i + 1]}+{after['above']}")
    return names


def _runs(types: Sequence[str], spots: Sequence[dict[str, str]]) -> list[list[str]]:
    """How many lines in a row are set in one type, between which others, and where in that row a line stands."""
    out: list[list[str]] = []
    start = 0
    for end in range(1, len(types) + 1):
        if end < len(types) and types[end] == types[start] and spots[end].get("above") not in ("row", "back"):
            continue
        before, after = types[start - 1] if start else "first", types[end] if end < len(types) else "last"
        length = min(end - start, 4)
        opened = spots[start].get("above", "none")
        for i in range(start, end):
            at = "begins" if i == start else "ends" if i == end - 1 else "inside"
            names = [f"box-run:{types[i]}*{length}", f"box-run:{types[i]}*{length}+{at}+{before}>{after}"]
            names.append(f"box-run:{types[i]}*{length}+{at}+{before}>{after}+above:{opened}")
            out.append(names if length < 4 else names[:1])
        start = end
    return out


LARGE = 1.25
"""How much larger than the body's a headline's type is, at the least."""


def _under(
    places: Sequence[Place | None],
    columns: Sequence[Edges | None],
    types: Sequence[str],
    spots: Sequence[dict[str, str]],
    sheet: Sheet,
) -> list[list[str]]:
    """Where a line stands to the last headline above it in the order of reading, and to the text that begins below that."""
    out: list[list[str]] = []
    since, head, start, width = 0, None, None, 0.0
    for i, here in enumerate(places):
        column = columns[i]
        if here is None or column is None:
            out.append([])
            continue
        if here.size > LARGE * sheet.size:
            since, head, start = 0, here, None
        else:
            since += 1
            start = start or here
        mine = column[1] - column[0]
        names = [f"box-since-head:{min(since, 5) if head else 'none'}", f"box-since-head:{min(since, 5)}+type:{types[i]}"]
        above = spots[i]["above"]
        if above in ("column", "row", "aside", "back"):
            level = "none" if start is None else _level((here.box.y - start.box.y) / sheet.size)
            change = "same" if abs(mine - width) < 0.12 * max(mine, width) else "narrower" if mine < width else "broader"
            side = "left" if start and here.box.x < start.box.x - sheet.size else "right"
            names += [f"box-jump:{above}+{level}", f"box-jump:{above}+{change}", f"box-jump:{above}+{level}+{change}"]
            names += [f"box-jump:{above}+{side}+{level}", f"box-jump:{above}+{level}+type:{types[i]}"]
            names.append(f"box-jump:{above}+{level}+{spots[i]['indent']}+after-short:{spots[i - 1].get('short', 'none')}")
        elif i and width:
            change = "same" if abs(mine - width) < 0.12 * max(mine, width) else "narrower" if mine < width else "broader"
            names += [f"box-measure:{change}", f"box-measure:{change}+above:{above}"]
        width = mine
        out.append(names)
    return out


def _level(below: float) -> str:
    """Whether a column begins level with the text's first line, in sizes of the body."""
    return "higher" if below < -1.5 else "level" if below < 2.5 else "lower"
