"""Bylines told by how they are set: lines below a headline that read as one, and stand apart from the text below them.

The chain weighs line by line, and where a column is narrow a byline's lines are as short as the text's. Read as a whole they
are a byline, and the setter's places show where it ends: it is centred where the text fills its measure, of another size, or
painted as a block of its own. Measured places (of OCR) are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.model.page import Line, Place
from tasks.segment import credits
from tasks.segment.bylines.standing import printed
from tasks.segment.decision.labels import HEAD, Change
from tasks.segment.evidence.features import SENTENCE_END
from tasks.segment.sheet.set_columns import Columns

OPENS = 0.3
"""A place that stands alone between a headline and a text scores at least as much."""

MOST = 5
"""Lines of a byline, at most."""

SURE = 0.85
"""Bylines that are told by their setting score at least as much when they are read."""

NAMED = 0.55
"""The same of those that stand aside: blocks of their own that do not begin where the text does."""

ASIDE = 3.0
"""How far from the text's edge those begin, in sizes, at the least."""

EXACT = 0.06
"""How much the sizes of a byline and its text may differ where they are the same, as a part of the text's."""

CENTRED = 0.3
"""White on either side of a centred line, in sizes, at the least; of one of several, the others just do not fill theirs."""

LIST = 3
"""Lines of a text that was taken for a byline, at the least."""

NEXT = 2.5
"""How far below its headline, from top to top, it begins, in sizes of the headline, at most."""

FEW = 2
"""Lines of a byline that is told by its size alone, at most."""

LONG = 90
"""Characters of one, likewise."""

READS = 0.4
"""What scores less is no byline."""


def bylines(labels: Sequence[str], lines: Sequence[Line], columns: Columns, language: str) -> Iterator[Change]:
    """The lines of bylines among the first lines of texts, and those texts' first: which, to what, and why.

    Args:
        labels: of all lines.
        lines: of the page, each with its place.
        columns: of each block.
        language: its BCP 47 tag.
    """
    for i in range(1, len(labels)):
        if labels[i] != "A" or labels[i - 1] not in "MDY":
            continue
        for end in range(min(i + MOST, len(labels) - 1), i, -1):
            text = next((k for k in range(end, len(labels)) if labels[k] != "J"), end)
            if set(labels[i + 1 : end]) <= {"Q"} and labels[text] in "APQ" and _is_apart(i, end, text, lines, columns):
                said = credits.standalone(printed(lines, range(i, end)), language)
                aside = labels[i - 1] in "MD" and all(_is_aside(line.place, lines[text].place) for line in lines[i:end])
                alone = labels[text] == "A" and _is_place(lines, range(i, end), language)
                if alone or said is not None and said.score >= (NAMED if aside else SURE):
                    yield from ((k, "Y", "byline-set-apart" if k == i else "") for k in range(i, end))
                    if labels[end] != "J":
                        yield end, "A", ""
                    break


def small(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[Change]:
    """Lines between a headline and its text that are set smaller than that: a byline, whatever they say; and a deck's last.

    A deck is as large as the text at the least. Its last line is none of it where it is set otherwise and reads as a name.
    """
    for i in range(1, len(labels)):
        above, own = lines[i - 1].place, lines[i].place
        if labels[i - 1] not in "MD" or labels[i] not in "ADX" or above is None or own is None or own.upright:
            continue
        end = i + 1
        while end < len(lines) and (other := lines[end].place) and other.block == own.block and _is_set_alike(own, other):
            end += 1
        below = lines[end].place if end < len(lines) else None
        if below is None or labels[end] not in "APQX" or end - i > FEW or not _stand_close(above, own, below):
            continue
        text = printed(lines, range(i, end))
        if own.size < (1 - EXACT) * below.size:
            is_byline = len(text) <= LONG and not SENTENCE_END.search(text)
        else:
            said = credits.standalone(text, language) if labels[i] == "D" and own.size < (1 + EXACT) * below.size else None
            is_byline = said is not None and said.score >= READS and not _is_set_alike(own, above)
        if is_byline:
            yield from ((k, "Y", "byline-set-apart") for k in range(i, end))
            yield end, "A", "below-byline"


def _is_set_alike(place: Place, other: Place | None) -> bool:
    """Whether another line is set in the same size and weight."""
    return other is not None and other.bold == place.bold and abs(other.size - place.size) <= EXACT * place.size


def _stand_close(above: Place, own: Place, below: Place) -> bool:
    """Whether a line stands right below one and above another, where no picture has room."""
    return above.is_next(own, NEXT) and own.is_next(below, FEW * NEXT)


def texts(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[Change]:
    """Texts right below a headline that were taken for its byline, though another headline follows, and nobody is named.

    What stands below a headline is its text, or has it below: prices, results and times are short lines with names in them.
    """
    end = 0
    for i in range(1, len(labels)):
        if i < end or labels[i] != "Y" or labels[i - 1] not in "MD":
            continue
        end = next((k for k in range(i, len(labels)) if labels[k] != "Y"), len(labels))
        over, below = lines[i - 1].place, lines[i].place
        if end - i < LIST or end < len(labels) and labels[end] not in HEAD or over is None or below is None:
            continue
        said = credits.standalone(printed(lines, range(i, end)), language)
        if over.is_next(below, NEXT) and not over.upright and (said is None or said.score < READS):
            yield i, "A", "no-byline"
            yield from (
                (k, "P" if SENTENCE_END.search(lines[k - 1].text.text) else "Q", "no-byline") for k in range(i + 1, end)
            )


def _is_place(lines: Sequence[Line], order: range, language: str) -> bool:
    """Whether all that some lines say is where a text was written."""
    text = printed(lines, order)
    said = credits.opening(f"{text} ", language)
    return said is not None and said.place is not None and said.score >= OPENS and said.end >= len(text)


def _is_apart(start: int, end: int, text: int, lines: Sequence[Line], columns: Columns) -> bool:
    """Whether each of some lines is set otherwise than the one below them."""
    body = lines[text].place
    if body is None:
        return False
    least = max((_inside(line.place, columns) for line in lines[start:end]), default=0.0) > CENTRED
    return all(_is_set_apart(line.place, body, columns, EXACT if least else CENTRED) for line in lines[start:end])


def _inside(place: Place | None, columns: Columns) -> float:
    """How far from its column's edges a line begins and ends at the least, in sizes."""
    if place is None:
        return 0.0
    column = columns[place.block]
    return min(place.box.x - column.left, column.right - place.box.right) / place.size


def _is_aside(place: Place | None, body: Place | None) -> bool:
    """Whether a line is of another block than the text, and begins far from its edge."""
    if place is None or body is None or place.block == body.block:
        return False
    return abs(place.box.x - body.box.x) > ASIDE * place.size


def _is_set_apart(place: Place | None, body: Place, columns: Columns, least: float) -> bool:
    if place is None:
        return False
    if place.block != body.block or abs(place.size - body.size) > EXACT * body.size:
        return True
    column = columns[place.block]
    before, after = place.box.x - column.left, column.right - place.box.right
    return min(before, after) > least * place.size and abs(before - after) < CENTRED * place.size
