"""Headlines told by their type where a setter states it: as large as a headline, as small as the text, or as neither.

The chain weighs sizes against all else it sees, and words may outweigh them: a headline that is a sentence passes for a
text, the credit in the text's own type for the last line of a deck, a deck for a crosshead. A setter's sizes are exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.model.page import Line, Place
from tasks.segment import credits
from tasks.segment.features import SENTENCE_END
from tasks.segment.labels import BODY, HEAD
from tasks.segment.pieces import body_text

EXACT = 0.02
"""How much sizes differ where they are the same, as a part of the larger."""

LARGE = 1.5
"""How much larger than the text below it a headline is that was taken for text, at least."""

LINES = 4
"""Lines of such a headline, at most."""

NEXT = 2.5
"""How far below a headline, from top to top, what stands right below it is, in sizes of the headline's type, at most."""

OPENS = 0.5
"""What scores as much is a credit that opens or closes a text."""

SURE = 0.85
"""What scores as much is a byline."""


def heads(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[tuple[int, str, str]]:
    """The lines whose labels their type corrects: which, to what, and why.

    Args:
        labels: of all lines.
        lines: of the page, each with its place.
        language: its BCP 47 tag.
    """
    for i, label in enumerate(labels):
        after = i + 1 < len(labels)
        if label == "A" and (end := _large(i, labels, lines)):
            yield from ((k, "M", "larger-than-text") for k in range(i, end))
            yield end, "A", "below-larger"
        elif label == "X" and after and i and labels[i - 1] in HEAD:
            if _reads(lines[i].text.text, language):
                yield i, "Y", "reads-below-headline"
            elif labels[i + 1] in "AP" and _is_deck(i, labels, lines):
                yield i, "D", "unlike-crossheads"
                yield i + 1, "A", "below-deck"
        elif label == "D" and after and _is_of_text(i, labels, lines) and _reads(lines[i].text.text, language):
            yield i, "Y", "in-type-of-text"


def above_bylines(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[tuple[int, str]]:
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
        if signed and end - i <= LINES + 1 and (label := _deck_or_credit(range(i, end), lines, language)):
            yield from ((k, label) for k in range(i, end))


def _deck_or_credit(order: Sequence[int], lines: Sequence[Line], language: str) -> str:
    """Whether some lines are a deck (D) or the first of a byline (Y); nothing where they are a text with its credit."""
    text, _ = body_text(lines, order)
    opened, closed = credits.opening(text.text, language), credits.closing(text.text, language)
    if opened is not None and opened.score >= OPENS and opened.end >= len(text):
        return "Y"
    if SENTENCE_END.search(text.text) or "\u3002" in text.text or closed is not None and closed.score >= OPENS:
        return ""
    return "D"


def _large(start: int, labels: Sequence[str], lines: Sequence[Line]) -> int:
    """The line after the last of a block of large type, above text, that begins with this line; 0 where there is none."""
    end = start + 1
    while end < len(labels) and labels[end] in "PQ" and _block(lines[end]) == _block(lines[start]):
        end += 1
    if end - start > LINES or end == len(labels) or labels[end] not in "PQ" or start and labels[start - 1] in HEAD:
        return 0
    places = [line.place for line in lines[start:end]]
    below = lines[end].place
    if below is None or any(place is None or place.upright or place.size < LARGE * below.size for place in places):
        return 0
    last = places[-1]
    return end if last is not None and _is_right_below(last, below) else 0


def _is_deck(i: int, labels: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether a crosshead right below a headline is set neither as the text is nor as the page's other crossheads are."""
    head, place, below = lines[i - 1].place, lines[i].place, lines[i + 1].place
    if head is None or place is None or below is None or place.size > head.size or not _is_right_below(head, place):
        return False
    crossheads = [line.place for k, line in enumerate(lines) if labels[k] == "X" and k != i]
    return not any(_alike(place, other) for other in (below, *crossheads) if other)


def _is_of_text(i: int, labels: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether a deck's line is set in the type of the text, and unlike the line above it."""
    if not i or labels[i - 1] not in HEAD or labels[i + 1] not in "AY":
        return False
    above, place = lines[i - 1].place, lines[i].place
    text = next((lines[k].place for k in range(i + 1, len(labels)) if labels[k] in BODY), None)
    return bool(above and place and text) and _alike(place, text) and not _alike(place, above)


def _alike(a: Place | None, b: Place | None) -> bool:
    """Whether two lines are in one type."""
    return a is not None and b is not None and a.bold == b.bold and abs(a.size - b.size) <= EXACT * max(a.size, b.size)


def _block(line: Line) -> int | None:
    return line.place.block if line.place else None


def _is_right_below(above: Place, place: Place) -> bool:
    over = place.box.x < above.box.right and above.box.x < place.box.right
    return over and 0 < place.box.y - above.box.y < NEXT * above.size


def _reads(text: str, language: str) -> bool:
    said = credits.standalone(text, language)
    return said is not None and said.score >= SURE
