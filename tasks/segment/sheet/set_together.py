"""Lines that are set together, and what that says of their labels, where a setter states the places (as in a PDF).

The chain weighs line by line, and reading what a line says may overrule it. A block of type (lines of one size and weight,
one below the other at the usual distance) shows more: a headline's lines in one block are of one part of it, so that no
article begins between them; lines in one block with the text below them are no headline; and what stands right above a
larger headline, as a block of its own, is its kicker, whatever its words may also mean (``EDITORIAL``). Where a headline of
a text stands far from the next one and right below another text, it signs that. Measured places (of OCR) are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.model.page import Line, Place
from tasks.segment import credits
from tasks.segment.bylines.standing import printed
from tasks.segment.decision.labels import BODY, HEAD, Change

EXACT = 0.03
"""How much the sizes of lines of one part may differ, as a part of theirs."""

FLUSH = 0.1
"""How far edges or middles of lines may be apart that are set flush or centred, in sizes."""

LEADING = 1.9
"""From the top of a line to that of the next one set with it, likewise, at most."""

ABOVE = 2.5
"""How far a kicker stands above its headline, from top to top, in sizes of its own type, at most."""

SAYS = 0.7
"""What scores as much says so; a bare name scores less."""

READS = 0.4
"""What scores less is no byline."""

LARGER = 1.15
"""How much larger than its kicker a headline is, at least."""


def together(labels: Sequence[str], read: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[Change]:
    """The lines whose labels the setting corrects: which, to what, and why.

    Args:
        labels: of all lines, as corrected so far.
        read: as the chain read them.
        lines: of the page, each with its place.
        language: its BCP 47 tag.
    """
    out = list(labels)
    for changes in (
        _alone(out, read, lines, language),
        _with_bylines(out, read, lines, language),
        _in_one_block(out, lines),
    ):
        for i, label, why in changes:
            out[i] = label  # what comes next sees it
            yield i, label, why


def _alone(labels: Sequence[str], read: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[Change]:
    """Kickers right above a larger headline, and bylines taken for one: of the text below, or signing the one above."""
    for i, label in enumerate(labels):
        sure = read[i] == "K"
        if label not in HEAD and _is_above_headline(i, labels, lines, sure) and (sure or not _announces(i, lines, language)):
            yield i, "K", "above-larger-headline"
        elif label in HEAD and read[i] == "Y" and _is_of_text(i, labels, lines):
            yield i, "Y", "set-with-text-below"
        elif label in HEAD and _is_below_text(i, labels, lines, language):
            yield i, "Y", "right-below-text"


def _with_bylines(labels: Sequence[str], read: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[Change]:
    """Further lines of bylines, and the first lines of the texts below them, that were taken for headlines."""
    byline: list[int] = []
    begun = False  # whether the line above is the first of a text that was taken for a headline
    for i, label in enumerate(labels):
        if (
            label in HEAD
            and byline
            and _is_set_with(lines[i - 1].place, lines[i].place)
            and _goes_on(byline, i, lines, language)
        ):
            label = "Y"
            yield i, "Y", "set-with-byline"
        elif label in "MDF" and read[i] == "Y" and byline and _is_set_alike(byline, i, lines, labels):
            label = "Y"
            yield i, "Y", "set-as-byline"
        elif label in "MD" and read[i] == "Y" and (byline or begun) and _is_as_text(i, lines, labels):
            yield i, "Q" if begun else "A", "in-type-of-text"
            begun, byline = True, []
            continue
        elif label == "A" and begun:
            yield i, "Q", "below-first-lines"
        begun = False
        byline = [*byline, i] if label == "Y" else []


def _in_one_block(labels: Sequence[str], lines: Sequence[Line]) -> Iterator[Change]:
    """Lines of one part of a headline."""
    for i in range(1, len(labels)):
        above, label = labels[i - 1], labels[i]
        if above in HEAD and label in HEAD and label != above and is_one_block(lines[i - 1].place, lines[i].place):
            yield i, above, "set-with-line-above"


def _goes_on(byline: Sequence[int], at: int, lines: Sequence[Line], language: str) -> bool:
    """Whether a line in one block with a byline is its next: a bracket is open, or both read as one byline."""
    text = printed(lines, byline)
    if text.count("(") + text.count("[") > text.count(")") + text.count("]"):
        return True
    said = credits.standalone(printed(lines, [*byline, at]), language)
    return said is not None and said.score >= READS


def _is_set_alike(byline: Sequence[int], at: int, lines: Sequence[Line], labels: Sequence[str]) -> bool:
    """Whether a line right below a byline, in its type, is set as that is and not as the text below it.

    It may say whom or where its writer writes for; the text's first line fills its measure, or begins where its others do.
    """
    above, place = lines[at - 1].place, lines[at].place
    text = next((lines[k].place for k in range(at + 1, len(labels)) if labels[k] in "APQ"), None)
    if above is None or place is None or text is None or place.upright or place.bold != above.bold:
        return False
    if abs(above.size - place.size) > EXACT * place.size or not 0 < place.box.y - above.box.y < LEADING * place.size:
        return False
    middles = [one.box.x + one.box.right for i in byline if (one := lines[i].place)]
    rights = [one.box.right for i in byline if (one := lines[i].place)]
    centred = all(abs(middle - place.box.x - place.box.right) / 2 < FLUSH * place.size for middle in middles)
    flush = all(abs(right - place.box.right) < FLUSH * place.size for right in rights)
    apart = place.bold != text.bold or abs(place.size - text.size) > EXACT * text.size
    return apart or (centred or flush) and abs(place.box.x - above.box.x) > FLUSH * place.size


def _is_as_text(at: int, lines: Sequence[Line], labels: Sequence[str]) -> bool:
    """Whether a line below a byline, up to which a text's next lines are taken for a headline, is set as the text is."""
    place = lines[at].place
    text = next((lines[k].place for k in range(at + 1, len(labels)) if labels[k] not in "MD"), None)
    if place is None or text is None or place.upright or place.bold != text.bold:
        return False
    return abs(place.size - text.size) <= EXACT * text.size and labels[at + 1 : at + 2] != ["Y"]


def is_one_block(above: Place | None, place: Place | None) -> bool:
    """Whether two lines, one after the other, are of one block, size and weight."""
    if above is None or place is None or (above.block, above.bold) != (place.block, place.bold):
        return False
    return abs(above.size - place.size) <= EXACT * place.size


def _is_set_with(above: Place | None, place: Place | None) -> bool:
    """Whether two lines are of one block, or set one below the other in one size, flush or centred."""
    if above is None or place is None or above.bold != place.bold or place.upright:
        return False
    return is_one_block(above, place) or abs(above.size - place.size) <= EXACT * place.size and is_flush_below(above, place)


def is_flush_below(above: Place, place: Place) -> bool:
    """Whether a line stands right below another and ends or has its middle where that has, but does not begin there.

    Lines that begin at one edge are of one block, or else of two texts.
    """
    if not 0 < place.box.y - above.box.y < LEADING * place.size:
        return False
    left, right = place.box.x - above.box.x, place.box.right - above.box.right
    return min(abs(right), abs(left + right) / 2) < FLUSH * place.size <= abs(left)


def _is_of_text(i: int, labels: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether a line is in one block with the byline or text below it."""
    return labels[i + 1 : i + 2] in (["Y"], ["A"], ["Q"]) and is_one_block(lines[i].place, lines[i + 1].place)


def _is_below_text(i: int, labels: Sequence[str], lines: Sequence[Line], language: str) -> bool:
    """Whether a line of a headline's group signs the text above it: the rest of the group stands elsewhere."""
    if not 0 < i < len(labels) - 1 or labels[i - 1] not in BODY or labels[i + 1] not in HEAD:
        return False
    above, place, head = lines[i - 1].place, lines[i].place, lines[i + 1].place
    if above is None or place is None or head is None or place.size > (1 + EXACT) * above.size:
        return False
    if not 0 < place.box.y - above.box.y < ABOVE * place.size or not above.box.is_over(place.box):
        return False
    if place.box.is_over(head.box) and 0 < head.box.y - place.box.y < 2 * ABOVE * place.size:
        return False
    said = credits.closing(f"{lines[i - 1].text.text} {lines[i].text.text}", language)
    return said is not None and said.start >= len(lines[i - 1].text)


def _announces(i: int, lines: Sequence[Line], language: str) -> bool:
    """Whether a line's words say that it is a byline."""
    said = credits.standalone(lines[i].text.text, language)
    return said is not None and said.score >= SAYS


def _is_above_headline(i: int, labels: Sequence[str], lines: Sequence[Line], read: bool) -> bool:
    """Whether a line is the only one of its block, and stands right above the headline that follows it.

    ``read``: the chain took it for a kicker. Else no text may stand as close above it.
    """
    if i + 1 == len(labels) or labels[i + 1] not in HEAD or not read and i and labels[i - 1] in HEAD:
        return False
    place, head = lines[i].place, lines[i + 1].place
    if place is None or head is None or place.block == head.block or head.size < LARGER * place.size:
        return False
    above = lines[i - 1].place if i else None
    if above is not None and above.block == place.block:
        return False
    near = head.box.y - place.box.y
    if not place.box.is_over(head.box) or not 0 < near < ABOVE * place.size:
        return False
    if read or labels[i] != "Y":
        return read
    return (
        above is None
        or not above.box.is_over(place.box)
        or not 0 < place.box.y - above.box.y < max(near, ABOVE * place.size)
    )
