"""Lines that white tells to be of a headline's group: the kicker or writer right above it, the deck right below it.

In the text's own type a kicker looks like the last line of the text above, or like its byline, and a deck like the first
lines of its own text. But a setter keeps a group together: what stands alone, flush or centred, above a headline and closer
to it than to all else is its kicker, or the byline of what it heads. And a text's first paragraph ends in a stop, which a
deck does not: lines below a headline that end without one, with more white below them than lines of a text have, or with
the byline below them, are its deck.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from tasks.model.page import Line, Place
from tasks.model.source import PICTURED
from tasks.segment import credits
from tasks.segment.bylines.standing import printed
from tasks.segment.decision.labels import HEAD, Change
from tasks.segment.evidence.boxes import body_size
from tasks.segment.evidence.features import SENTENCE_END
from tasks.segment.sheet.set_together import is_one_block

DISPLAY = 1.5
"""How much larger than the text a line is that is no text, at the least."""

LEAST = 3
"""Characters of such lines, at the least: less is a drop cap."""

STOPS = (".", "。")
"""How what is no headline ends."""

OPEN = ("-", ",", "，", "、", ":", "：")
"""How no deck ends: what goes on, and a salutation."""

LARGER = 1.1
"""How much larger than its kicker a headline is, at least."""

SMALLER = 0.98
"""How large the type of a deck is at least that could be a byline, in sizes of the text below it."""

CLOSE = 1.2
"""White between a kicker and its headline, in sizes of the kicker, at most."""

APART = 1.5
"""How much more white is above a kicker than below it, at least."""

FLUSH = 0.5
"""How far edges or middles may be apart that are set flush or centred, in sizes."""

LONGEST = 60
"""Characters of a kicker, at most."""

ANNOUNCED, READS = 0.7, 0.4
"""What scores as much says that it is a byline; what scores less than the second is none."""

NAME = 4
"""Characters of a Chinese name, at most."""

LINES = 5
"""Lines of a deck, at most."""

NEXT = 2.6
"""How far below another line, from top to top, the next one of a group stands, in sizes of the larger, at most."""

WHITER = 0.12
"""How much more white than between its lines there is below a deck, in sizes, at least."""


def large(labels: Sequence[str], lines: Sequence[Line]) -> Iterator[Change]:
    """Lines in much larger type than the text right below that were taken for text: which, to what, and why.

    Args:
        labels: of all lines.
        lines: of the page, each with its place.
    """
    for first, after in _large(labels, _places(lines), lines):
        yield from ((k, "M", "set-for-display") for k in range(first, after))
        if labels[after] in "PQX":
            yield after, "A", "below-headline"


def above_heads(labels: Sequence[str], read: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[Change]:
    """Kickers and writers right above their headlines: which, to what, and why.

    Args:
        labels: of all lines.
        read: as the chain read them.
        lines: of the page, each with its place.
        language: its BCP 47 tag.
    """
    out, places = list(labels), _places(lines)
    bottoms = sorted((place.box.bottom, k) for k, place in enumerate(places))
    for i in range(1, len(out)):
        if out[i] == "M" and out[i - 1] == "K" and _is_byline(i - 1, lines, language):
            out[i - 1] = "Y"
            yield i - 1, "Y", "close-above-headline"
        if out[i] not in HEAD or out[i - 1] in "KMDJ" or out[i - 1] == read[i - 1] == "F":
            continue
        for first in (i - 2, i - 1):
            if first < 0 or not set(out[first:i]).isdisjoint("KMDJ") or not _is_above(first, i, places, bottoms, lines):
                continue
            found = _above(range(first, i), out, lines, language)
            for k, label in zip(range(first, i), found, strict=False):
                if out[k] != label:
                    out[k] = label
                    yield k, label, "close-above-headline"
            if found:
                break


def below_heads(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[Change]:
    """Decks right below their headlines, and Chinese names below decks: which, to what, and why.

    Args:
        labels: of all lines.
        lines: of the page, each with its place.
        language: its BCP 47 tag.
    """
    out, places = list(labels), _places(lines)
    for i in range(1, len(out) - 1):
        end, why = 0, ""
        if out[i - 1] == "D" and out[i] in "YA" and _is_rest(i, out, places, lines, language):
            end, why = i + 1, "set-with-headline"
        elif out[i] == "D" and out[i + 1] == "A" and _is_name(i, places, lines, language):
            out[i] = "Y"
            yield i, "Y", "name-apart"
        if not end and out[i - 1] in "MD" and out[i] not in HEAD:
            end, why = _deck(i, out, places, lines, language), "apart-from-text"
        if not end:
            continue
        out[i:end] = "D" * (end - i)
        yield from ((k, "D", why) for k in range(i, end))
        if out[end] in "PQX":
            out[end] = "A"
            yield end, "A", "below-headline"


def _places(lines: Sequence[Line]) -> list[Place]:
    return [line.place for line in lines if line.place]


def _large(labels: Sequence[str], places: Sequence[Place], lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Lines in much larger type than the text right below, taken for text: the first of them, and the one after the last."""
    large = DISPLAY * body_size(lines)
    for first in range(len(labels) - 1):
        place = places[first]
        if (
            labels[first] not in "APQX"
            or place.size < large
            or place.upright
            or first
            and is_one_block(places[first - 1], place)
        ):
            continue
        after = first + 1
        while after < len(labels) - 1 and after - first <= LINES and is_one_block(places[after - 1], places[after]):
            after += 1
        below = places[after]
        said = "".join(lines[k].text.text for k in range(first, after))
        whole = after - first < LINES and all(labels[k] in "APQX" for k in range(first, after))
        is_head = whole and len(said) >= LEAST and not said.endswith(STOPS) and below.size < place.size / LARGER
        if is_head and labels[after] in "APQXYD" and _is_next(places[after - 1], below):
            yield first, after


def _is_above(
    first: int, head: int, places: Sequence[Place], bottoms: Sequence[tuple[float, int]], lines: Sequence[Line]
) -> bool:
    """Whether one or two lines stand alone right above a headline's first, closer to that than to all above them.

    ``bottoms`` are the lower edges of all lines, in order, each with its line.
    """
    for i in range(first, head):
        place, below = places[i], places[i + 1]
        large = LARGER if i + 1 == head else 0.0
        white = below.box.y - place.box.bottom
        if place.upright or below.upright or below.size < large * place.size:
            return False
        if place.role == PICTURED or len(lines[i].text) > LONGEST:
            return False
        if not place.box.is_over(below.box) or not -CLOSE < white / place.size < CLOSE or place.box.y >= below.box.y:
            return False
        left, right = below.box.x - place.box.x, below.box.right - place.box.right
        if min(abs(left), abs(right), abs(left + right) / 2) > FLUSH * place.size:
            return False
        if SENTENCE_END.search(lines[i].text.text) or lines[i].text.text.endswith("-"):
            return False
    top, size = places[first].box, places[first].size
    most = max(APART * (places[head].box.y - places[head - 1].box.bottom), white + WHITER * size)
    near = bottoms[bisect_left(bottoms, (top.y - most, 0)) : bisect_right(bottoms, (top.bottom, len(places)))]
    others = (places[k].box for _, k in near if not first <= k < head)
    return not any(other.y < top.y and other.is_over(top) for other in others)


def _above(order: Sequence[int], labels: Sequence[str], lines: Sequence[Line], language: str) -> str:
    """What lines right above a headline are: its kicker, the byline of what it heads, or both; nothing where none say."""
    out = ""
    for i in order:
        text = printed(lines, [i])
        said = credits.standalone(text, language)
        named = said is not None and bool(said.authors)
        if named and said is not None and said.score >= ANNOUNCED:
            out += "Y"
        elif len(order) == 1 and labels[i] == "Y" and named and said is not None and said.score >= READS and " " in text:
            return ""
        else:
            out += "K"
    return out if len(order) == 1 or out in ("KY", "YK") else ""


def _deck(first: int, labels: Sequence[str], places: Sequence[Place], lines: Sequence[Line], language: str) -> int:
    """The line after a deck that begins with this one; 0 where it is none."""
    head, place = places[first - 1], places[first]
    if head.upright or place.upright or not _is_next(head, place) or head.size < LARGER * place.size:
        return 0
    end = first + 1
    while end < len(labels) and end - first <= LINES and is_one_block(places[end - 1], places[end]):
        if labels[end] in "MKJF" or _is_byline(end, lines, language):
            break
        end += 1
    if end - first > LINES or end >= len(labels) or labels[end] not in "APQXY" or lines[end].text.text[:1].islower():
        return 0
    last, below = places[end - 1], places[end]
    if below.box.y <= last.box.y or not below.box.is_over(last.box) or not _reads_as_deck(first, end, lines, language):
        return 0
    if labels[first] == "Y" and (place.size < SMALLER * below.size or _signs(first, labels, lines, language)):
        return 0
    least = (1 if below.block != last.block else 2) * WHITER * below.size
    apart = below.box.y - last.box.bottom >= _usual_white(end, labels, places) + least
    return end if apart or _is_byline(end, lines, language) else 0


def _reads_as_deck(first: int, end: int, lines: Sequence[Line], language: str) -> bool:
    """Whether some lines neither hold a sentence's end nor break off, and are no jump line and no credit."""
    text = printed(lines, range(first, end))
    if text.endswith(OPEN) or "\u3002" in text or any(SENTENCE_END.search(line.text.text) for line in lines[first:end]):
        return False
    row = text.replace("\n", " ")
    said, opened = credits.standalone(text, language), credits.opening(row, language)
    named = said is not None and said.score >= READS or opened is not None and opened.score >= READS
    return not named and credits.jump(row, language) is None


def _signs(first: int, labels: Sequence[str], lines: Sequence[Line], language: str) -> bool:
    """Whether what was read as a byline from a line on is one."""
    end = next(k for k in range(first, len(labels) + 1) if labels[k : k + 1] != ["Y"])
    said = credits.standalone(printed(lines, range(first, end)), language)
    return said is not None and said.score >= READS or _is_byline(first, lines, language)


def _usual_white(end: int, labels: Sequence[str], places: Sequence[Place]) -> float:
    """White between the first two lines of the text that follows; none, where they are of two blocks."""
    text = next((k for k in range(end, len(labels) - 1) if labels[k] != "Y"), end)
    if text + 1 == len(labels) or not is_one_block(places[text], places[text + 1]):
        return 0.0
    return max(places[text + 1].box.y - places[text].box.bottom, 0.0)


def _is_rest(i: int, labels: Sequence[str], places: Sequence[Place], lines: Sequence[Line], language: str) -> bool:
    """Whether a line is a deck's last: set with the line above it, with more white below it than above."""
    above, place, below = places[i - 1 : i + 2]
    if not is_one_block(above, place) or labels[i + 1] not in "YAPQ" or not above.box.is_over(place.box):
        return False
    step, white = place.box.y - above.box.bottom, below.box.y - place.box.bottom
    if not 0 < place.box.y - above.box.y < NEXT * place.size or white < step + WHITER * place.size:
        return False
    return not SENTENCE_END.search(lines[i].text.text) and not _is_byline(i, lines, language)


def _is_name(i: int, places: Sequence[Place], lines: Sequence[Line], language: str) -> bool:
    """Whether a line of Chinese between a headline and its text is a name, set otherwise than the headline's last line."""
    if not language.startswith("zh") or len(lines[i].text) > NAME or is_one_block(places[i - 1], places[i]):
        return False
    said = credits.standalone(lines[i].text.text, language)
    return said is not None and bool(said.authors) and said.score >= READS


def _is_byline(i: int, lines: Sequence[Line], language: str) -> bool:
    """Whether a line says that it is a byline."""
    said = credits.standalone(printed(lines, [i]), language)
    return said is not None and bool(said.authors) and said.score >= ANNOUNCED


def _is_next(above: Place, below: Place) -> bool:
    return below.box.is_over(above.box) and 0 < below.box.y - above.box.y < NEXT * max(above.size, below.size)
