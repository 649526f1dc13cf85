"""Which articles of an issue's pages are parts of one: decided from what the pages offer, on evidence of both ends.

The problem: an article runs from one page to another, and every page is read by itself. Signals in order of precedence:

1. the METS of the issue lists the parts as one item: whoever cut it has seen all pages;
2. jump lines of both ends that name each other's page ("Continued on Page 5", "From Page 1"), where each of the two pages is
   the only one of its number, and both are in one language. Where several articles of a page go to the same page, words
   that they share tell which is which, if they tell it clearly;
3. a jump line of one end alone, where the text breaks off within a sentence, and the page that it names has a single
   text that begins within one, under no headline, with words of the first;
4. the edges of columns, on pages whose zones people saw to: what ends a row of columns and what begins the same row of the
   next page under no headline, if the last line is full and the first one is not indented, or if each text that begins on
   the two pages has a headline; then texts that break off in a full line, and as many on the next page that go on at the
   left edge, under no headline, in their order; where there are not as many, those that share words clearly.

Otherwise nothing is joined: a page that is missing, a number that two pages have, a line without its counterpart. What a
METS lists and cannot be joined, since a page of it is missing, carries a warning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tasks.model.issue import End, Heading, Join, Member, Offers, Part, Whole
from tasks.model.ledger import Caution

LISTED, JUMPS, TEXT = "listed", "jump-lines", "text"
"""Why two parts are one article."""

CLEAR = 3
"""Words more that the right part must share than any other, where jump lines leave a choice. Two parts of a story of a
hundred words share five and more; two stories of one page hardly ever share two that no third has."""
PRACTICE = 3
"""Texts of two pages that stand under headlines, at the least, where a text without one is none that begins there."""
SHARED = 2
"""Words that two texts must share, where only one of them has a jump line."""


def whole_of(pages: Sequence[Member], join: bool = True) -> Whole:
    """What belongs together on the pages of an issue.

    Args:
        pages: all of them, in order, those without a result too.
        join: whether any articles are to be joined.
    """
    numbers = _numbers(pages)
    if not join:
        return Whole(_heading(pages), numbers, ())
    follows: dict[Part, tuple[Part, str]] = {}
    cautions: dict[Part, tuple[Caution, ...]] = {}
    for first, second in _listed(pages, cautions):
        follows[first] = second, LISTED
    taken = {*follows, *(second for second, _ in follows.values())}
    for first, second, why in _jumping(pages, numbers):
        if first not in follows and not {first, second} & taken:
            follows[first] = second, why
    taken = {*follows, *(second for second, _ in follows.values())}
    for first, second in _running(pages, numbers):
        if not {first, second} & taken:
            follows[first] = second, TEXT
    for part, caution in _lacking(pages, numbers):
        if part not in follows:
            cautions.setdefault(part, (caution,))
    return Whole(_heading(pages), numbers, tuple(_chains(follows)), cautions)


def _lacking(pages: Sequence[Member], numbers: Sequence[str | None]) -> Iterator[tuple[Part, Caution]]:
    """Articles that go on on a page that has no result."""
    missing = {numbers[at]: page.page for at, page in enumerate(pages) if page.offers is None and numbers[at]}
    for part, end in _ends(pages):
        if end.to in missing:
            yield part, Caution("part-missing", f"it goes on on page {end.to} ({missing[end.to]}), which has no result")


def _ends(pages: Sequence[Member]) -> Iterator[tuple[Part, End]]:
    for at, page in enumerate(pages):
        for end in page.offers.ends if page.offers else ():
            yield (at, end.article), end


def _numbers(pages: Sequence[Member]) -> tuple[str | None, ...]:
    """Each page's number: as printed; by its place where those printed agree with the places, or none is."""
    printed = [page.offers.number if page.offers else None for page in pages]
    shifts = {int(number) - at for at, number in enumerate(printed) if number and number.isdigit()}
    lettered = any(number and not number.isdigit() for number in printed)
    if lettered or len(shifts) > 1:
        return tuple(printed)
    shift = shifts.pop() if shifts else 1
    return tuple(number or (str(at + shift) if at + shift > 0 else None) for at, number in enumerate(printed))


def _heading(pages: Sequence[Member]) -> Heading:
    """What all pages that say anything say alike; of titles, which are printed longer and shorter, the most frequent."""
    told = [page.offers for page in pages if page.offers]
    titles = Counter(one.title for one in told if one.title).most_common()
    title = titles[0][0] if titles and (len(titles) == 1 or titles[0][1] > titles[1][1]) else None
    dates = {one.date for one in told if one.date}
    editions = {one.edition for one in told if one.edition}
    return Heading(title, dates.pop() if len(dates) == 1 else None, editions.pop() if len(editions) == 1 else None)


def _listed(pages: Sequence[Member], cautions: dict[Part, tuple[Caution, ...]]) -> Iterator[tuple[Part, Part]]:
    """Neighbouring parts of each item that the METS lists, in its order; none over a page that is missing between."""
    places = {page.resource: at for at, page in enumerate(pages)}
    items: dict[int, dict[int, tuple[Part, End]]] = {}
    for part, end in _ends(pages):
        if end.item is not None:
            items.setdefault(end.item, {}).setdefault(part[0], (part, end))
    for found in items.values():
        names = next(iter(found.values()))[1].pages
        missing = [name for name in names if places.get(name) not in found]
        order = [found[places[name]][0] if places.get(name) in found else None for name in names]
        if missing:
            where = ", ".join(missing)
            said = f"the METS or DIDL of the issue lists further parts of it in {where}, where no text of it was found"
            cautions.update({part: (Caution("part-missing", said),) for part in order if part})
        yield from ((one, other) for one, other in pairwise(order) if one and other)


def _jumping(pages: Sequence[Member], numbers: Sequence[str | None]) -> Iterator[tuple[Part, Part, str]]:
    """Parts that jump lines join, each with what joins them."""
    count = Counter(numbers)
    alone = {number: at for at, number in enumerate(numbers) if number and count[number] == 1}
    ends = dict(_ends(pages))
    leaving = {part: alone[end.to] for part, end in ends.items() if end.to in alone and numbers[part[0]] in alone}
    leaving = {part: there for part, there in leaving.items() if there != part[0] and _alike(pages[part[0]], pages[there])}
    pairs = [
        (first, second)
        for first, there in leaving.items()
        for second, end in ends.items()
        if second[0] == there and end.come and end.come == numbers[first[0]]
    ]
    told = _clear(pairs, ends)
    yield from ((*pair, JUMPS) for pair in told)
    named = {second for _, second in pairs}
    for first, there in leaving.items():
        rivals = [other for other, goal in leaving.items() if goal == there]
        open_ = [second for second, end in ends.items() if second[0] == there and end.open_start and second not in named]
        if len(rivals) == 1 and len(open_) == 1 and not any(first == one for one, _ in pairs):
            end = ends[open_[0]]
            if ends[first].open_end and not end.come and _shared(ends[first], end) >= SHARED:
                yield first, open_[0], TEXT


def _running(pages: Sequence[Member], numbers: Sequence[str | None]) -> Iterator[tuple[Part, Part]]:
    """Texts that break off at a page's end, with those that go on on the next page."""
    for at, (page, after) in enumerate(pairwise(pages)):
        if page.offers is None or after.offers is None or not _alike(page, after) or not _follow(*numbers[at : at + 2]):
            continue
        if not (page.offers.zoned or after.offers.zoned):
            continue
        rows = list(_by_rows(page.offers, after.offers))
        yield from (((at, one.article), (at + 1, other.article)) for one, other in rows)
        gone = {one.article for one, _ in rows}, {other.article for _, other in rows}
        off = [end for end in page.offers.ends if end.breaks_off and _is_free(end) and end.article not in gone[0]]
        on = [end for end in after.offers.ends if end.goes_on and _is_free(end) and end.article not in gone[1]]
        pairs = list(zip(off, on, strict=True)) if len(off) == len(on) else [(one, other) for one in off for other in on]
        told = {((at, one.article), (at + 1, other.article)): (one, other) for one, other in pairs}
        ends = {part: end for both, found in told.items() for part, end in zip(both, found, strict=True)}
        yield from told if len(off) == len(on) else _clear(list(told), ends)


def _is_free(end: End) -> bool:
    """Whether neither a METS nor a jump line says where a text goes on, or comes from."""
    return end.item is None and not end.to and not end.come


def _by_rows(page: Offers, after: Offers) -> Iterator[tuple[End, End]]:
    """What ends a row of columns, with what begins the same one of the next page, where both have as many rows."""
    if not page.rows or page.rows != after.rows:
        return
    feet = {end.foot: end for end in page.ends if end.foot and _is_free(end)}
    stray = [end for end in page.ends if end.breaks_off and not end.foot and _is_free(end)]
    for other in after.ends:
        one = feet.get(other.head)
        if one and _is_free(other) and not stray and _goes_on(one, other, page.headed + after.headed):
            yield one, other


def _goes_on(one: End, other: End, headed: int) -> bool:
    """Whether a text goes on in another, headless one: both ends must say the same.

    A sentence that breaks off goes on; so may a paragraph whose last line is full. Where a paragraph ends, and another
    begins, it is the paper's practice that tells: each text that begins on the two pages has its headline.
    """
    if other.goes_on:
        return one.fills
    return not one.breaks_off and not one.open_end and headed >= PRACTICE


def _follow(one: str | None, other: str | None) -> bool:
    """Whether two pages may be neighbours by their numbers."""
    if one and other and one.isdigit() and other.isdigit():
        return int(other) == int(one) + 1
    return True


def _alike(one: Member, other: Member) -> bool:
    """Whether two pages may be in one language."""
    spoken = {page.offers.language for page in (one, other) if page.offers and page.offers.language}
    return len(spoken) < 2


def _clear(pairs: Sequence[tuple[Part, Part]], ends: Mapping[Part, End]) -> Iterator[tuple[Part, Part]]:
    """Of pairs whose lines name each other's pages, those that have no rival, or are told from all by shared words."""
    for first, second in pairs:
        rivals = [pair for pair in pairs if (pair[0] == first) != (pair[1] == second)]
        own = _shared(ends[first], ends[second])
        if all(own >= CLEAR + _shared(ends[one], ends[other]) for one, other in rivals):
            yield first, second


def _shared(one: End, other: End) -> int:
    return len({*one.words} & {*other.words})


def _chains(follows: Mapping[Part, tuple[Part, str]]) -> Iterator[Join]:
    """Parts put one behind the other; none where they would run in a circle."""
    behind = {second for second, _ in follows.values()}
    for first in sorted(follows):
        if first in behind:
            continue
        parts, why = [first], list[str]()
        while parts[-1] in follows and follows[parts[-1]][0] not in parts:
            following, reason = follows[parts[-1]]
            parts.append(following)
            why.append(reason)
        yield Join(tuple(parts), tuple(why))
