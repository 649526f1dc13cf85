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
from tasks.segment.decision.labels import HEAD
from tasks.segment.evidence.boxes import body_size
from tasks.segment.evidence.features import SENTENCE_END
from tasks.segment.sheet.set_together import is_one_block

DISPLAY = 1.5
"""How much larger than the text a line is that is no text, at the least."""

LEAST = 3
"""Characters of such lines, at the least: less is a drop cap."""

STOPS = (".", "。")
"""How what is no headline ends."""

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

LEADING = 0.08
"""How much more or less white than between the text's lines there is between those of a deck, in sizes, at the least."""


def groups(
    labels: Sequence[str], read: Sequence[str], lines: Sequence[Line], language: str
) -> Iterator[tuple[int, str, str]]:
    """The lines whose labels are put right: which, to what, and why.

    Args:
        labels: of all lines.
        read: as the chain read them.
        lines: of the page, each with its place.
        language: its BCP 47 tag.
    """
    out = list(labels)
    places = [line.place for line in lines if line.place]
    if len(places) < len(lines):
        return
    bottoms = sorted((place.box.bottom, k) for k, place in enumerate(places))
    for first, after in _large(out, places, lines):
        for k in range(first, after):
            out[k] = "M"
            yield k, "M", "set-for-display"
        if out[after] in "PQX":
            out[after] = "A"
            yield after, "A", "below-headline"
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
    for i in range(1, len(out) - 1):
        if out[i - 1] == "D" and out[i] in "YA" and _is_rest(i, out, places, lines, language):
            out[i] = "D"
            yield i, "D", "set-with-headline"
            if out[i + 1] in "PQX":
                out[i + 1] = "A"
                yield i + 1, "A", "below-headline"
        elif out[i] == "D" and out[i + 1] == "A" and _is_name(i, places, lines, language):
            out[i] = "Y"
            yield i, "Y", "name-apart"
        if out[i - 1] in "MD" and out[i] not in HEAD and (end := _deck(i, out, places, lines, language)):
            for k in range(i, end):
                out[k] = "D"
                yield k, "D", "apart-from-text"
            if out[end] in "PQX":
                out[end] = "A"
                yield end, "A", "below-headline"


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
        said, closed = credits.standalone(text, language), credits.closing(text, language)
        if closed is not None and closed.score >= READS and closed.rule.endswith(("photographer", "picture")):
            return ""  # a caption
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
    head = places[first - 1]
    if head.upright or places[first].upright or not _is_next(head, places[first]) or head.size < LARGER * places[first].size:
        return 0
    end = first + 1
    while (
        end < len(labels)
        and end - first <= LINES
        and is_one_block(places[end - 1], places[end])
        and labels[end] not in "MKJF"
    ):
        if _is_byline(end, lines, language):
            break
        end += 1
    if end - first > LINES or end >= len(labels) or labels[end] not in "APQXY":
        return 0
    last, below = lines[end - 1].text.text, places[end]
    if last.endswith(("-", ",", "，", "、", ":", "：")) or lines[end].text.text[:1].islower():
        return 0
    if below.box.y <= places[end - 1].box.y or not below.box.is_over(places[end - 1].box):
        return 0
    whole = printed(lines, range(first, end))
    if credits.jump(whole.replace("\n", " "), language):
        return 0
    if "\u3002" in whole or any(SENTENCE_END.search(lines[k].text.text) for k in range(first, end)):
        return 0
    if labels[first] == "Y":
        if places[first].size < SMALLER * below.size:
            return 0  # set as bylines are
        signed = next(k for k in range(first, len(labels) + 1) if labels[k : k + 1] != ["Y"])
        said = credits.standalone(printed(lines, range(first, signed)), language)
        if said is not None and said.score >= READS or _is_byline(first, lines, language):
            return 0
    said, opened = credits.standalone(whole, language), credits.opening(whole.replace("\n", " "), language)
    if said is not None and said.score >= READS or opened is not None and opened.score >= READS:
        return 0
    if _is_byline(end, lines, language):
        return end
    text = next((k for k in range(end, len(labels) - 1) if labels[k] != "Y"), end)
    step = places[text + 1].box.y - places[text].box.bottom if text + 1 < len(labels) else 0.0
    white = below.box.y - places[end - 1].box.bottom
    usual = max(step, 0.0) if is_one_block(places[text], places[text + 1] if text + 1 < len(labels) else None) else 0.0
    if below.block != places[end - 1].block:
        return end if white >= usual + WHITER * below.size else 0
    own = places[first + 1].box.y - places[first].box.bottom if end - first > 1 else usual
    otherwise = abs(own - usual) > LEADING * below.size and white >= own + WHITER * below.size
    return end if otherwise or white >= usual + 2 * WHITER * below.size else 0


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
