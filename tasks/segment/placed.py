"""Labels corrected by what places on the page say of several lines together, where a setter states them (as in a PDF).

The chain weighs each line with its neighbours'. How a text is set shows over more of it, and exactly so in a file that holds
the setter's own places:

1. In a justified column every line is as long as its measure but the last of a paragraph: a sentence that ends short of it
   ends a paragraph, also where the next one is not indented and begins another column.
2. Text between a headline and the text that begins below it is the headline's deck where it is set larger, bolder or over
   more than that text's column.
3. A column that stands level with the one before it, and is as wide, goes on with a text without a headline, where that one
   opens with a credit and this one does not: else it may be a picture's caption.

Measured places (of OCR) are left alone: sizes and edges differ from line to line.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.model.ledger import Decision
from tasks.model.page import Line, Place
from tasks.segment import credits
from tasks.segment.features import SENTENCE_END
from tasks.segment.labels import LABELS

EXACT = 0.06
"""How much edges of lines set to one measure may differ, in sizes: setters state places to a hundredth of a point."""

FULL = 0.7
"""Part of a column's lines that are as long as its measure where it is justified; the rest end paragraphs."""

SHORT = 0.25
"""White at a line's end from which it is no full one, in sizes."""

OVER = 1.3
"""How much wider than the text's column a deck is, at the least."""

LARGER = 1.03
"""How much larger than the text a deck is set, at the least, where it is no wider."""

DECK = 320
"""Characters of a deck, at most."""

GUTTER = 4.0
"""White between columns of one text, in sizes, at most."""


APART = 4.0
"""White between two words of one headline, in sizes, at most."""

LEVEL = 0.3
"""How far apart in height two pieces of one printed line may stand, likewise."""

OPENS = 0.5
"""Credits that a text opens with for sure score at least as much."""


@dataclass(frozen=True, slots=True)
class Column:
    """A block's edges, and whether its lines are set to one measure."""

    left: float
    right: float
    top: float
    justified: bool


def replaced(read: Sequence[str], lines: Sequence[Line], language: str) -> tuple[list[str], list[Decision]]:
    """The labels, corrected by places, and the decisions.

    Args:
        read: the labels so far.
        lines: the page's lines.
        language: its BCP 47 tag.
    """
    labels = list(read)
    places = [line.place for line in lines]
    if any(place is None or place.measured for place in places):
        return labels, []
    known = [place for place in places if place]
    columns = _columns(known, lines)
    told: dict[int, str] = {}
    for i in range(1, len(labels)):
        if labels[i] == "Q" and _ends_short(i - 1, known, lines, columns):
            labels[i], told[i] = "P", "after-short-line"
    for i, j in _decks(labels, known, lines):
        labels[i:j] = ["D"] * (j - i)
        told[i] = "deck-set-apart"
    for i in _next_columns(labels, known, lines, columns, language):
        labels[i], told[i] = "P", "level-column"
    return labels, [_told(lines[i], read[i], labels[i], why) for i, why in sorted(told.items())]


def side_by_side(labels: Sequence[str], lines: Sequence[Line]) -> set[int]:
    """Headlines that stand beside the one before them, each over a text of its own: their first lines."""
    out = set()
    for i in range(1, len(labels)):
        above, here = lines[i - 1].place, lines[i].place
        if labels[i - 1] != "M" or labels[i] != "M" or above is None or here is None or above.upright or here.upright:
            continue
        gap = max(here.box.x - above.box.right, above.box.x - here.box.right)
        if gap > APART * here.size or gap > 0 and abs(here.box.y - above.box.y) > LEVEL * here.size:
            out.add(i)
    return out


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
        out[block] = Column(left, right, min(places[i].box.y for i in own), justified)
    return out


def _ends_short(i: int, places: Sequence[Place], lines: Sequence[Line], columns: Mapping[int, Column]) -> bool:
    """Whether a sentence ends at a line's end, and the line ends short of a justified column's measure."""
    text, place, column = lines[i].text.text, places[i], columns[places[i].block]
    if not column.justified or not SENTENCE_END.search(text) or abs(places[i + 1].size - place.size) > EXACT * place.size:
        return False
    return column.right - place.box.right >= SHORT * place.size and " " in text.strip()


def _decks(labels: Sequence[str], places: Sequence[Place], lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where text between a headline and an article is set apart from it: its first line, and the one after its last."""
    out = []
    for i, label in enumerate(labels):
        if label != "A" or not i:
            continue
        above = i - 1
        while above > 0 and labels[above] == "Y":
            above -= 1
        below = i + 1
        while below < len(labels) and labels[below] == "Q" and places[below].block == places[i].block:
            below += 1
        body = below
        while body < len(labels) and labels[body] == "Y":
            body += 1
        if labels[above] not in "MD" or body >= len(labels) or labels[body] != "A":
            continue
        if sum(len(lines[k].text.text) for k in range(i, below)) <= DECK and _is_apart(places[i], places[body]):
            out.append((i, below))
    return out


def _is_apart(deck: Place, body: Place) -> bool:
    """Whether a line is set as a deck over a text that begins below it."""
    if body.box.y < deck.box.y or body.box.x > deck.box.right or body.box.right < deck.box.x:
        return False
    return deck.box.width >= OVER * body.box.width or deck.size >= LARGER * body.size or bool(deck.bold and not body.bold)


def _next_columns(
    labels: Sequence[str], places: Sequence[Place], lines: Sequence[Line], columns: Mapping[int, Column], language: str
) -> list[int]:
    """Columns taken for articles that are the text's next: their first lines."""
    out = []
    for i, label in enumerate(labels):
        if label != "A" or not i or labels[i - 1] not in "APQ":
            continue
        here, above = columns[places[i].block], columns[places[i - 1].block]
        size = places[i].size
        beside = 0 < here.left - above.right < GUTTER * size and abs(here.top - above.top) < size
        wide = abs((here.right - here.left) - (above.right - above.left)) < size
        alike = abs(size - places[i - 1].size) < EXACT * size
        if beside and wide and alike and _opened(i, labels, lines, language):
            out.append(i)
    return out


def _opened(i: int, labels: Sequence[str], lines: Sequence[Line], language: str) -> bool:
    """Whether the text before a line opens with a credit, and the line does not."""
    first = i - 1
    while first and labels[first] in "PQ":
        first -= 1
    return labels[first] == "A" and _opens(first, lines, language) and not _opens(i, lines, language)


def _opens(i: int, lines: Sequence[Line], language: str) -> bool:
    """Whether a text that begins with this line opens with a credit."""
    said = credits.opening(" ".join(line.text.text for line in lines[i : i + 2]), language)
    return said is not None and said.score >= OPENS


def _told(line: Line, old: str, new: str, why: str) -> Decision:
    return Decision("segment.settle-place", line.text.extent(), LABELS[new], 0.8, {why: line.text.text[:40]}, LABELS[old])
