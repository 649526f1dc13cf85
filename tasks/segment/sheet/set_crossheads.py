"""Crossheads told by the page's others: a paper sets all of them alike, and unlike its text.

The first one of a text stands right below its byline, as a part of that; one of a single word reads as a name or as the end
of a paragraph. But a crosshead is bold where the text is not, or centred in a column whose lines fill it; the lines above
and below it are not; and on a page with several that were told by all that is seen of them, those set alike are some, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.model.page import Line, Place
from tasks.segment import credits
from tasks.segment.bylines.standing import printed
from tasks.segment.decision.labels import HEAD, Change
from tasks.segment.sheet.set_together import is_one_block

EXACT = 0.02
"""How much sizes differ where they are the same, as a part of the larger."""

NAMED = 0.5
"""What scores as much is a byline; words that might be a name score less."""

CENTRED = 0.3
"""How far the middle of a centred line may be from that of its column, in sizes."""

INSIDE = 1.5
"""White on either side of it, likewise, at the least."""

NEXT = 2.6
"""How far below another line, from top to top, the next one of its column stands, likewise, at most."""

MOST = 4
"""Lines of a crosshead, at most, but one."""

REACH = 12
"""Lines on either side, in reading order, among which those of a line's column are looked for."""

Setting = tuple[bool, bool]


def crossheads(labels: Sequence[str], lines: Sequence[Line], language: str) -> Iterator[Change]:
    """The lines whose labels are put right: which, to what, and why.

    Args:
        labels: of all lines.
        lines: of the page, each with its place.
        language: its BCP 47 tag.
    """
    places = [line.place for line in lines if line.place]
    if "X" not in labels or len(places) < len(lines):
        return
    out = list(labels)
    usual = {setting for i, label in enumerate(labels) if label == "X" and (setting := _setting(i, places, out))}
    for i in range(1, len(out) - 1):
        if out[i] not in "PQYDMK":
            continue
        headed = out[i] in HEAD and out[i - 1] not in "YJ"
        within = _within_text(i, places, out) if headed else i
        if not within or out[i] in "MK" and not headed:
            continue
        setting = _setting(i, places, out)
        if not setting or setting not in usual or out[i - 1] != "Y" and setting == _setting(i - 1, places, out):
            continue
        if out[i] == "Y" and _is_of_byline(i, places, out, lines, language):
            continue
        first = within if headed else _first(i, setting, places, out, lines, language)
        if first <= i and out[first - 1] in "APQ" and is_one_block(places[first - 1], places[first]):
            continue  # a bold paragraph, as the first of a text may be
        for k in range(first, i + 1):
            out[k] = "X"
            yield k, "X", "set-as-crossheads"
        if first <= i and out[i + 1] in "AQ":
            out[i + 1] = "P"
            yield i + 1, "P", "below-crosshead"


def _is_of_byline(last: int, places: Sequence[Place], labels: Sequence[str], lines: Sequence[Line], language: str) -> bool:
    """Whether a line ends the byline in its type above it: it adds no name to that, or a byline is whole with it alone.

    ``special report`` below a name, the last character of ``interviewed``. A name that a crosshead seems to be is one more.
    """
    first = last
    while labels[first - 1] == "Y" and places[first - 1].bold == places[last].bold:
        first -= 1
    if len(lines[last].text) < 2:
        return True
    whole = credits.standalone(printed(lines, range(first, last + 1)), language)
    if first == last or whole is None or whole.score < NAMED:
        return False
    without = credits.standalone(printed(lines, range(first, last)), language)
    return without is None or not set(without.authors) < set(whole.authors)


def _first(
    last: int, setting: Setting, places: Sequence[Place], labels: Sequence[str], lines: Sequence[Line], language: str
) -> int:
    """The first line of a crosshead that ends with this one, as many as read as no byline; else the one after it."""
    first = last
    while first and labels[first - 1] in "PQYDX" and _is_next(places[first - 1], places[first]) and last - first < MOST:
        above = places[first - 1]
        alike = abs(above.size - places[last].size) <= EXACT * above.size and above.bold == places[last].bold
        left, right = _column(first - 1, places, labels)
        if not alike or setting != (setting[0], _is_centred(above, left, right)):
            break
        first -= 1
    for start in range(first, last + 1):
        parts = [range(start, last + 1), *(range(k, k + 1) for k in range(start, last + 1))]
        said = [credits.standalone(printed(lines, part), language) for part in parts]
        if all(one is None or one.score < NAMED for one in said):
            return start
    return last + 1


def _within_text(last: int, places: Sequence[Place], labels: Sequence[str]) -> int:
    """The first of a headline's lines, all in one type, that stand in one block with the text above them; 0 elsewhere."""
    first = last
    while first and labels[first] in HEAD and places[first].bold == places[last].bold:
        if abs(places[first].size - places[last].size) > EXACT * places[last].size:
            return 0
        first -= 1
    return first + 1 if labels[first] in "PQ" and places[first].block == places[first + 1].block else 0


def _setting(i: int, places: Sequence[Place], labels: Sequence[str]) -> Setting | None:
    """Whether a line is bolder than the text beside it, and centred in that one's column; None where it is neither."""
    if i + 1 >= len(places) or labels[i + 1] not in "APQ":
        return None
    place, text = places[i], places[i + 1]
    if not _is_next(place, text):
        if not i or not _is_next(places[i - 1], place) or labels[i - 1] not in "APQ" or labels[i + 1] == "A":
            return None
        text = places[i - 1]  # it stands at a column's foot
    if abs(place.size - text.size) > EXACT * text.size:
        return None
    left, right = _column(i, places, labels)
    centred = _is_centred(place, left, right)
    bold = bool(place.bold) and not text.bold
    return (bold, centred) if bold or centred else None


def _is_centred(place: Place, left: float, right: float) -> bool:
    """Whether a line stands in the middle of a column, with white at either side."""
    before, after = place.box.x - left, right - place.box.right
    return min(before, after) > INSIDE * place.size and abs(before - after) / 2 < CENTRED * place.size


def _is_next(above: Place, below: Place) -> bool:
    """Whether a line stands right below another."""
    if above.upright or below.upright or below.box.x > above.box.right or below.box.right < above.box.x:
        return False
    return 0 < below.box.y - above.box.y < NEXT * below.size


def _column(i: int, places: Sequence[Place], labels: Sequence[str]) -> tuple[float, float]:
    """Where the lines of text around a line begin and end that are set in its size, above or below it."""
    here = places[i]
    left, right = here.box.x, here.box.right
    for side in (range(i - 1, max(-1, i - 1 - REACH), -1), range(i + 1, min(len(places), i + 1 + REACH))):
        for k in side:
            other = places[k]
            if labels[k] not in "APQXYJ":
                break
            if labels[k] in "APQ" and other.box.is_over(here.box) and abs(other.size - here.size) <= EXACT * here.size:
                left, right = min(left, other.box.x), max(right, other.box.right)
    return left, right
