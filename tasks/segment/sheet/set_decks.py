"""Decks told by how they are set: lines between a headline and its text that are not set as the text is.

A deck may be in the text's size, or so close to it that the chain takes it for the first lines of the text. But a setter
states sizes to a hundredth, and a deck's lines are centred below their headline, or run over several of the text's columns,
where the text's own begin at the edge of their column. What reads as a credit is none.

Above the byline of a text, the chain takes a deck for a text of its own: there its lines end without a stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.model.page import Line, Place
from tasks.segment import credits
from tasks.segment.decision.labels import HEAD, Change
from tasks.segment.evidence.features import SENTENCE_END
from tasks.segment.pieces import body_text
from tasks.segment.sheet.set_columns import Column, Columns

MOST = 6
"""Lines of a deck, at most."""

SIGNED = 5
"""Lines of a deck above a byline, at most."""

EXACT = 0.01
"""How much sizes differ where they are the same, as a part of the text's."""

SMALLER = 0.95
"""What is set as small, likewise, is no deck: a caption or a byline."""

CENTRED = 0.15
"""How far a centred line's middle may be from that of its headline, in sizes."""

INSIDE = 0.3
"""White on either side of it, likewise, at the least."""

INDENT = 0.1
"""How far apart lines begin that begin at one indent, likewise."""

WIDER = 1.0
"""How far a deck over several columns goes beyond the text's first one, likewise, at the least."""

OVER = 3.0
"""The same of a column that is not set to one measure, likewise."""

BYLINE = 4
"""Lines of a byline between a headline and its deck, at most."""

NEXT = 2.5
"""How far below another line, from top to top, the next one of its column stands, likewise, at most."""

OPENS = 0.5
"""Credits that a text opens or closes with for sure score at least as much; likewise those on lines of their own."""


def decks(labels: Sequence[str], lines: Sequence[Line], columns: Columns, language: str) -> Iterator[Change]:
    """The lines of decks among the first lines of texts, and those texts' first: which, to what, and why.

    Args:
        labels: of all lines.
        lines: of the page, each with its place.
        columns: of each block.
        language: its BCP 47 tag.
    """
    for i in range(1, len(labels)):
        head = _headline_above(i, labels)
        if labels[i] not in "AX" or head < 0 or labels[i] == "X" and " " not in lines[i].text.text:
            continue
        for end in range(min(i + MOST, len(labels) - 2), i, -1):
            if set(labels[i + 1 : end + 2]) <= {*"PQXA"} and _is_deck(i, end, lines[head].place, lines, columns):
                if not _is_indented(i, lines, labels) and not any(_credits(lines, k, language) for k in range(i, end)):
                    yield from ((k, "D", "deck-set-apart" if k == i else "") for k in range(i, end))
                    yield end, "A", ""
                break


def above_bylines(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[Change]:
    """The lines of decks that were taken for texts: they end without a stop, above the byline of the text that follows.

    Where they are the place and date of a dispatch, they are the first lines of that byline.
    """
    for i in range(1, len(labels)):
        if labels[i] != "A" or labels[i - 1] not in HEAD:
            continue
        end = i + 1
        while end < len(labels) and labels[end] == "Q":
            end += 1
        text = end
        while text < len(labels) and labels[text] in "YJ":
            text += 1
        signed = "Y" in labels[end:text] and labels[text : text + 1] in (["A"], "A")
        if signed and end - i <= SIGNED and (label := _deck_or_credit(range(i, end), lines, language)):
            yield from ((k, label, "above-byline") for k in range(i, end))


def _deck_or_credit(order: Sequence[int], lines: Sequence[Line], language: str) -> str:
    """Whether some lines are a deck (D) or the first of a byline (Y); nothing where they are a text with its credit."""
    text, _ = body_text(lines, order)
    opened, closed = credits.opening(text.text, language), credits.closing(text.text, language)
    if opened is not None and opened.score >= OPENS and opened.end >= len(text):
        return "Y"
    if SENTENCE_END.search(text.text) or "\u3002" in text.text or closed is not None and closed.score >= OPENS:
        return ""
    return "D"


def _headline_above(i: int, labels: Sequence[str]) -> int:
    """The last line of the headline that a line stands below, or whose byline it does; -1 where there is none."""
    head = i - 1
    while i - head <= BYLINE and head > 0 and labels[head] == "Y":
        head -= 1
    return head if labels[head] in HEAD else -1


def _is_deck(start: int, end: int, head: Place | None, lines: Sequence[Line], columns: Columns) -> bool:
    """Whether some lines below a headline are all set otherwise than the two below them, which are the text's."""
    places = [line.place for line in lines[start : end + 2]]
    *own, body, more = [place for place in places if place]
    if head is None or len(own) + 2 < len(places) or abs(more.size - body.size) > EXACT * body.size:
        return False
    if not any(_is_next_below(place, body, own[-1].box.y) for place in own) or not _is_next_below(body, more, body.box.y):
        return False
    column = columns[body.block]
    full = own[-1].box.right > max(place.box.right for place in own) - INDENT * body.size
    beyond = own[-1].box.right > column.right + WIDER * body.size
    if len(own) > 1 and full and beyond and body.box.x < more.box.x + INDENT * body.size:
        return False  # its last line is full, and the text goes on flush: a lead over several columns
    over = _is_over_columns(own, body, column, lines)
    return all(_is_set_apart(place, head, body, column, len(own) > 1, over) for place in own)


def _is_over_columns(own: Sequence[Place], body: Place, column: Column, lines: Sequence[Line]) -> bool:
    """Whether another column begins below some lines, level with the one that begins with ``body``, and beside it.

    What begins left of that column's edge runs over it anyway.
    """
    right = max(place.box.right for place in own)
    return min(place.box.x for place in own) < column.left - WIDER * body.size or any(
        column.right < place.box.x < right and abs(place.box.y - body.box.y) < NEXT * body.size and not place.upright
        for line in lines
        if (place := line.place) and place.block != body.block
    )


def _is_indented(i: int, lines: Sequence[Line], labels: Sequence[str]) -> bool:
    """Whether a line begins where paragraphs of its block do: an indent may centre a line by chance."""
    own = lines[i].place
    return own is not None and any(
        label == "P" and place.block == own.block and abs(place.box.x - own.box.x) < INDENT * own.size
        for label, line in zip(labels, lines, strict=True)
        if (place := line.place)
    )


def _is_next_below(above: Place, place: Place, top: float) -> bool:
    """Whether a line stands below one of several, of which the last begins at ``top``, with no room for another between."""
    return place.box.is_over(above.box) and 0 < place.box.y - top < NEXT * place.size


def _is_set_apart(place: Place, head: Place, body: Place, column: Column, several: bool, over: bool) -> bool:
    """Whether a line is of another size than the text, is centred below its headline, or runs over the text's columns.

    It does only where there are some (``over``): else a paragraph's last line is short.

    In a column that is not set to one measure, a line may end anywhere: there one line alone is not centred.
    """
    if place.upright or place.box.y < head.box.y or place.size > head.size:
        return False
    size = place.size
    if size < SMALLER * body.size:
        return False
    if abs(size - body.size) > EXACT * body.size:
        return True
    middle = abs(place.box.x + place.box.right - head.box.x - head.box.right) / 2
    left, right = place.box.x - column.left, column.right - place.box.right
    if not column.justified:
        return several and middle < CENTRED * size and left > INSIDE * size or over and right < -OVER * size
    return middle < CENTRED * size and min(left, right) > INSIDE * size or over and right < -WIDER * size


def _credits(lines: Sequence[Line], at: int, language: str) -> bool:
    """Whether a line reads as a credit, or opens one."""
    text = lines[at].text.text
    whole = " ".join(line.text.text for line in lines[at : at + 2])
    said = (credits.standalone(text, language), credits.opening(whole, language))
    return any(one is not None and one.score >= OPENS for one in said)
