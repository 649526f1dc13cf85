"""Lines that a setter's sizes and blocks tell, whatever their words look like: kickers, decks in several lines, one text.

The chain weighs words against all else. But a setter states which lines are one block (painted one below the other in one
type, at one distance), and in a block nothing else begins:

1. A block of its own in another size than the text, right above a larger headline, is its kicker, however long it is.
2. What is set in display type, in one block with a headline, is of that headline.
3. The last lines of a block that a headline or a deck begins are of it, if the text is another block.
4. Upright lines of one size, the one right at the left of the other, are one part of a headline.
5. No article begins within a block of text at the usual distance below the line above.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tasks.model.page import Line, Place
from tasks.model.source import PICTURED
from tasks.segment import credits
from tasks.segment.bylines.standing import printed
from tasks.segment.decision.labels import BODY, HEAD, Change
from tasks.segment.evidence.boxes import body_size
from tasks.segment.sheet.set_together import is_one_block

EXACT = 0.03
"""How much sizes differ where they are the same, as a part of theirs."""

LARGER = 1.15
"""How much larger than the text what is set for display is, at least."""

ABOVE = 1.05
"""How much larger than its kicker a headline is, at least."""

LINES = 4
"""Lines of a kicker, of what is set for display, or of a deck's rest, at most."""

NEXT = 2.5
"""How far below what is set for display its deck stands, from top to top, in sizes, at most."""

LEAST = 3
"""Characters of a line that is set for display or is a kicker, at the least: less is a drop cap."""

CLOSE = 0.7
"""White between a kicker and its headline, in sizes of the kicker, at most."""

BESIDE = 0.65
"""White between upright lines of one part of a headline, likewise."""

LEADING = 1.45
"""From the top of a line to that of the next one of its text, likewise, at most."""

SURE, READS = 0.8, 0.4
"""What scores as much is a byline; what scores less than the second is none."""

USUAL = 1.2
"""How much more than the usual distance may be between two lines of one text."""

Blocks = Mapping[int, Sequence[int]]


def displayed(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[Change]:
    """The lines whose labels are put right: which, to what, and why.

    Args:
        labels: of all lines.
        lines: of the page, each with its place.
        language: its BCP 47 tag.
    """
    out = list(labels)
    body = body_size(lines)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if line.place:
            found[line.place.block].append(i)
    for own in found.values():
        for i, label, why in list(_in_block(own, out, lines, body)):
            out[i] = label
            yield i, label, why
    for i in range(1, len(out)):
        label, why = _rest(i, out, lines, found, language)
        if label:
            out[i] = label
            yield i, label, why
            if label in HEAD and out[i + 1 : i + 2] in (["Q"], ["P"], ["X"]):
                out[i + 1] = "A"
                yield i + 1, "A", "below-headline"


def _in_block(own: Sequence[int], labels: Sequence[str], lines: Sequence[Line], body: float) -> Iterator[Change]:
    """The lines of a block that are a headline's by their size, or its kicker."""
    first, last = own[0], own[-1]
    if list(own) != list(range(first, last + 1)):
        return
    heads = [i for i in own if labels[i] in HEAD]
    large = all(_size(lines[i]) > LARGER * body for i in own)
    if large and 0 < len(heads) < len(own) <= 2 * LINES:
        yield from _with_heads(own, heads, labels, lines)
    elif len(own) <= LINES and last + 1 < len(lines) and labels[last + 1] in HEAD and len(lines[first].text) >= LEAST:
        if large and all(labels[i] in BODY for i in own) and _is_close(lines[last], lines[last + 1]):
            yield from ((i, "M", "set-for-display") for i in own)
        elif labels[last + 1] == "M":
            yield from _kicker(own, labels, lines, body)


def _with_heads(own: Sequence[int], heads: Sequence[int], labels: Sequence[str], lines: Sequence[Line]) -> Iterator[Change]:
    """The lines of a block that stand among a headline's: of one with the next of those, its kicker, or its deck."""
    for i in own:
        if i not in heads:
            below = next((k for k in heads if k > i), None)
            label = "D" if below is None else "K" if _differs(lines[i], lines[below]) else labels[below]
            yield i, label, "set-for-display"


def _kicker(own: Sequence[int], labels: Sequence[str], lines: Sequence[Line], body: float) -> Iterator[Change]:
    """The last lines of a block, of one size and weight, that are set for display above a headline."""
    last = own[-1]
    if all(labels[i] in HEAD for i in own) or any(labels[i] in "FJ" for i in own):
        return
    place, head = lines[last].place, lines[last + 1].place
    if place is None or place.role == PICTURED or head is None:
        return
    if abs(place.size - body) <= EXACT * body or head.size < ABOVE * place.size:
        return
    own = [i for i in own if not any(_is_bold(one) != place.bold or _differs(one, lines[last]) for one in lines[i:last])]
    if not _goes_on(own[0], lines) and _is_near(place, head):
        yield from ((i, "K", "set-above-headline") for i in own if labels[i] != "K")


def _is_near(place: Place, head: Place) -> bool:
    """Whether a kicker's last line stands right above a headline, or right of it where both are upright."""
    if place.upright != head.upright:
        return False
    if not place.upright:
        return -CLOSE < (head.box.y - place.box.bottom) / place.size < CLOSE
    beside = -EXACT < (place.box.x - head.box.right) / place.size < BESIDE
    return beside and min(place.box.bottom, head.box.bottom) > max(place.box.y, head.box.y)


def _is_bold(line: Line) -> bool | None:
    return line.place.bold if line.place else None


def _goes_on(i: int, lines: Sequence[Line]) -> bool:
    """Whether a line stands below another of its size and weight as the lines of a text do."""
    above, place = lines[i - 1].place if i else None, lines[i].place
    if above is None or place is None or above.bold != place.bold or _differs(lines[i], lines[i - 1]):
        return False
    return place.box.is_over(above.box) and 0 < place.box.y - above.box.y < LEADING * place.size


def _is_close(above: Line, below: Line) -> bool:
    """Whether a line stands right below another, as a deck below its headline."""
    a, b = above.place, below.place
    if a is None or b is None or a.upright or b.upright or b.size > a.size:
        return False
    return a.is_next(b, NEXT)


def _rest(i: int, out: Sequence[str], lines: Sequence[Line], blocks: Blocks, language: str) -> tuple[str, str]:
    """What a line is by the one above it, and why; nothing where it stays as it is."""
    above, place = lines[i - 1].place, lines[i].place
    if above is None or place is None:
        return "", ""
    if out[i - 1] in HEAD and out[i] in HEAD and out[i] != out[i - 1] and _are_columns(above, place):
        return out[i - 1], "set-beside"
    if not is_one_block(above, place):
        return "", ""
    own = blocks[place.block]
    if out[i - 1] in "MD" and out[i] in "AXY" and i == own[-1] and len(own) <= LINES and i + 1 < len(lines):
        said = credits.standalone(printed(lines, [i]), language)
        opened = credits.opening(printed(lines, range(i, min(i + 3, len(lines)))), language)
        if (said is None or said.score < SURE) and (opened is None or opened.score < READS):
            return out[i - 1], "set-with-headline"
    if out[i - 1] == "D" and out[i] == "Y" and len(lines[i].text) < len(lines[i - 1].text):
        end = next((k for k in range(i, len(out)) if out[k] != "Y"), len(out))
        said = credits.standalone(printed(lines, range(i, end)), language)
        if said is None or said.score < READS:
            return "D", "set-with-headline"
    if out[i] == "A" and out[i - 1] in BODY and out[i - 1] != "X" and _is_usual(i, own, lines):
        return "P", "within-block"
    return "", ""


def _is_usual(i: int, own: Sequence[int], lines: Sequence[Line]) -> bool:
    """Whether a line stands no further below the one above it than the lines of its block do."""
    tops = [place.box.bottom for k in own if (place := lines[k].place)]
    steps = sorted(b - a for a, b in pairwise(tops))
    above, place = lines[i - 1].place, lines[i].place
    if above is None or place is None or len(steps) < 3:
        return False
    return place.box.bottom - above.box.bottom <= USUAL * steps[len(steps) // 2]


def _are_columns(right: Place, left: Place) -> bool:
    """Whether two upright lines are of one part of a headline."""
    if not (right.upright and left.upright) or abs(right.size - left.size) > EXACT * left.size:
        return False
    return -EXACT * left.size < right.box.x - left.box.right < BESIDE * left.size


def _size(line: Line) -> float:
    return line.place.size if line.place else 0.0


def _differs(line: Line, other: Line) -> bool:
    return abs(_size(line) - _size(other)) > EXACT * _size(other)
