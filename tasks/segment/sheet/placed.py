"""Labels corrected by what places on the page say of several lines together, where a setter states them (as in a PDF).

The chain weighs each line with its neighbours'. How a text is set shows over more of it, and exactly so in a file that holds
the setter's own places:

1. In a justified column every line is as long as its measure but the last of a paragraph: a sentence that ends short of it
   ends a paragraph, also where the next one is not indented and begins another column. So does one anywhere that ends where
   the next word would have fitted.
2. Columns of one text are alike, others are not (``set_columns``).
3. A byline below a headline stands apart from the text (``set_apart``); two headlines side by side are not one.

Measured places (of OCR) are left alone: sizes and edges differ from line to line.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from tasks.model.ledger import Decision
from tasks.model.page import Line, Place
from tasks.segment.decision.labels import HEAD, LABELS, Change
from tasks.segment.evidence.features import SENTENCE_END
from tasks.segment.sheet.set_apart import bylines, small, texts
from tasks.segment.sheet.set_between import between
from tasks.segment.sheet.set_columns import Column, ended_short, next_columns, others
from tasks.segment.sheet.set_crossheads import crossheads
from tasks.segment.sheet.set_decks import above_bylines, decks
from tasks.segment.sheet.set_display import displayed
from tasks.segment.sheet.set_feet import feet
from tasks.segment.sheet.set_groups import above_heads, below_heads, large
from tasks.segment.sheet.set_jumps import jumps
from tasks.segment.sheet.set_rails import items, rails
from tasks.segment.sheet.set_together import together

EXACT = 0.06
"""How much edges of lines set to one measure may differ, in sizes: setters state places to a hundredth of a point."""

FULL = 0.7
"""Part of a column's lines that are as long as its measure where it is justified; the rest end paragraphs."""

APART = 4.0
"""White between two words of one headline, in sizes, at most."""

TOGETHER = 0.65
"""White between two upright lines of one part of a headline, in sizes, at most."""

ALONG = 0.5
"""How much of the shorter of two such lines stands beside the longer, at least."""

LEVEL = 0.3
"""How far apart in height two pieces of one printed line may stand, likewise."""

BETWEEN = 2.5
"""White between the lines of one headline, one below the other, likewise, at most."""

BELOW = 6.0
"""How far below a headline's line its text begins, likewise, at most: further lines and a deck may stand between."""


def replaced(
    read: Sequence[str], chained: Sequence[str], lines: Sequence[Line], language: str
) -> tuple[list[str], list[Decision]]:
    """The labels, corrected by places, and the decisions.

    Args:
        read: the labels so far.
        chained: the labels as the chain read them.
        lines: the page's lines.
        language: its BCP 47 tag.
    """
    labels = list(read)
    places = [line.place for line in lines]
    if any(place is None or place.measured for place in places):
        return labels, []
    known = [place for place in places if place]
    columns = _columns(known, lines)
    rules: tuple[Callable[[], Iterable[Change]], ...] = (  # each sees what those before it corrected
        lambda: ended_short(labels, lines, columns, language),
        lambda: displayed(labels, lines, language),
        lambda: items(labels, lines, language),
        lambda: rails(labels, lines, language),
        lambda: between(labels, lines, language),
        lambda: decks(labels, lines, columns, language),
        lambda: bylines(labels, lines, columns, language),
        lambda: small(labels, lines, language),
        lambda: texts(labels, lines, language),
        lambda: crossheads(labels, lines, language),
        lambda: next_columns(labels, known, lines, columns, language),
        lambda: others(labels, known, lines, columns, language),
        lambda: together(labels, chained, lines, language),
        lambda: jumps(labels, lines, language),
        lambda: above_bylines(labels, lines, language),
        lambda: feet(labels, lines),
        lambda: large(labels, lines),
        lambda: above_heads(labels, chained, lines, language),
        lambda: below_heads(labels, lines, language),
    )
    told: dict[int, str] = {}
    for rule in rules:
        for i, label, why in list(rule()):
            labels[i] = label
            if why:  # else it follows from what is said of the line before it
                told[i] = why
    return labels, [_told(lines[i], read[i], labels[i], why) for i, why in sorted(told.items())]


def side_by_side(labels: Sequence[str], lines: Sequence[Line]) -> set[int]:
    """Headlines that stand beside the one before them, each over a text of its own, or far below it: their first lines."""
    out = set()
    for i in range(1, len(labels)):
        above, here = lines[i - 1].place, lines[i].place
        if labels[i - 1] not in HEAD or labels[i] not in HEAD or above is None or here is None or here.measured:
            continue
        if above.upright or here.upright:
            if above.upright != here.upright or not _are_columns(above, here):
                out.add(i)
            continue
        if here.box.y - above.box.bottom > BETWEEN * max(here.size, above.size):
            out.add(i)
            continue
        if labels[i - 1] != "M" or labels[i] != "M":
            continue
        if -LEVEL * here.size < here.box.y - above.box.bottom < here.size and here.size != above.size:
            continue  # a kicker at one side, its headline in the middle
        gap = max(here.box.x - above.box.right, above.box.x - here.box.right)
        apart = gap > APART * here.size or gap > 0 and abs(_middle(here) - _middle(above)) > LEVEL * here.size
        if apart and _has_text(above, labels, lines) and _has_text(here, labels, lines):
            out.add(i)
    return out


def byline_columns(labels: Sequence[str], lines: Sequence[Line]) -> set[int]:
    """Lines of bylines that stand neither right below nor beside the one before: further bylines, that begin there."""
    out = set()
    for i in range(1, len(labels)):
        above, here = lines[i - 1].place, lines[i].place
        if labels[i - 1] != "Y" or labels[i] != "Y" or above is None or here is None or here.measured:
            continue
        if above.upright or here.upright:
            continue
        size, step = max(above.size, here.size), here.box.y - above.box.y
        if not (above.box.is_over(here.box) and 0 < step < BETWEEN * size) and abs(step) > LEVEL * size:
            out.add(i)
    return out


def _are_columns(right: Place, left: Place) -> bool:
    """Whether two upright lines are columns of one headline, the one right of the other."""
    size = max(right.size, left.size)
    white = right.box.x - left.box.right
    below = left.box.is_over(right.box) and left.box.y > right.box.y
    most = TOGETHER if abs(right.size - left.size) < EXACT * size else APART
    along = min(right.box.bottom, left.box.bottom) - max(right.box.y, left.box.y)
    return below or -EXACT * size < white < most * size and along > ALONG * min(right.box.height, left.box.height)


def _middle(place: Place) -> float:
    """Half way down a piece of a line: boxes end where letters do, and those of 一 and 人 only have that in common."""
    return place.box.y + place.box.height / 2


def _has_text(head: Place, labels: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether text stands close below a headline."""
    below = (line.place for label, line in zip(labels, lines, strict=True) if label in "APQ" and line.place)
    return any(0 <= place.box.y - head.box.y < BELOW * head.size and place.box.is_over(head.box) for place in below)


def _columns(places: Sequence[Place], lines: Sequence[Line]) -> Mapping[int, Column]:
    """Each block's column."""
    blocks: defaultdict[int, list[int]] = defaultdict(list)
    for i, place in enumerate(places):
        blocks[place.block].append(i)
    out = {}
    for block, own in blocks.items():
        size = places[own[0]].size
        lefts = Counter(round(places[i].box.x / size / EXACT) for i in own)
        rights = [places[i].box.right for i in own]
        right = max(rights, key=lambda at: sum(abs(at - other) < EXACT * size for other in rights))
        full = sum(abs(right - other) < EXACT * size for other in rights)
        left = min(places[i].box.x for i in own) if len(own) < 3 else lefts.most_common(1)[0][0] * size * EXACT
        ending = sum(SENTENCE_END.search(lines[i].text.text) is not None for i in own)
        justified = len(own) > 3 and full >= FULL * (len(own) - ending) and full > 2
        right = right if justified else max(rights)
        out[block] = Column(left, right, min(places[i].box.y for i in own), justified)
    return out


def _told(line: Line, old: str, new: str, why: str) -> Decision:
    return Decision("segment.settle-place", line.text.extent(), LABELS[new], 0.8, {why: line.text.text[:40]}, LABELS[old])
