"""Bylines on lines of their own, given to the articles beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from tasks.model.article import AGENCY, PHOTOGRAPHER
from tasks.model.page import Line, Place
from tasks.segment import articles, credits, standing
from tasks.segment.units import Body, Byline, Head, Unit

BRACKETS = ("（）", "()", "[]", "〔〕", "【】")
"""A byline all in brackets closes the text above; one that opens a text is followed by it."""

NEXT = 2.5
"""How far below another line, from top to top, one stands that is the next of its column, in sizes, at most."""

CLOSER = 1.5
"""How much closer to its text than to any other a byline stands, at least."""

OPENS = 0.85
"""From this score on an opening credit that stands by itself leads the text below it."""


def give_bylines(
    found: Sequence[Unit], before: bool, lines: Sequence[Line], language: str, told: Mapping[int, bool] | None = None
) -> None:
    """Gives each byline that stands by itself to a body beside it.

    Below a headline that precedes its body, a byline leads the body that follows. On a page of headlines after bodies it
    belongs either to the headline above it or to the body below it, and a page keeps to one of the two: to the one that
    leaves fewer articles with two bylines; but one in the form with which Chinese texts open leads a text without one. A
    bare name between two bodies signs the one above. Where a setter states the places, a byline is of the text that it
    stands right above or right below, if there is only one. ``told`` are lines of bylines of which a person says whether
    they are the body's below, rather than above.
    """
    closing = [u for u, unit in enumerate(found) if isinstance(unit, Byline) and _closes(unit, lines, language)]

    def credited(body: Body) -> bool:
        return articles.credited(body, lines, language)

    around, neighbours = _around(found), _neighbours(found)
    opens = {
        u
        for u, (_, below) in around.items()
        if below and _opens(cast(Byline, found[u]), lines, language) and not credited(below)
    }
    leads = before or _bylines_lead([sides for u, sides in around.items() if u not in opens], credited)
    for u, (above, below) in around.items():
        before_it, after_it = neighbours[u]
        after_head = isinstance(before_it, Head)
        taken = above is None or bool(above.bylines) or credited(above)
        closes = before and not after_head and not taken and below is not None and credited(below)
        first = u + 1 < len(found) and isinstance(found[u + 1], Byline)  # of two, below a body: its signature
        second = u > 0 and isinstance(found[u - 1], Byline)
        leads_next = isinstance(after_it, Body) and (leads or not after_head or u in opens) and not closes
        if before and after_head and isinstance(after_it, Head) and taken and below is not None and not credited(below):
            leads_next = True  # between two headlines, where the text above has its own: the second is the deck
        if not after_head and above is not None and (first or second):
            leads_next = second and not first
        elif not after_head and u in closing and u not in opens and above is not None:
            leads_next = False  # a picture's credit closes the caption above, a pseudonym the letter
        if not before and after_head and isinstance(after_it, Body) and above is not None and below is not None:
            if leads_next and credited(below) and not taken:
                leads_next = False
            elif not leads_next and taken and not credited(below):
                leads_next = True
        beside = _stands_by(cast(Byline, found[u]).lines, above, below, lines)
        leads_next = leads_next if beside is None else beside
        said = [told[i] for i in cast(Byline, found[u]).lines if i in told] if told else []
        leads_next = said[-1] if said else leads_next
        target = below if below and leads_next else above or below
        if not said and beside is None and (nearest := _nearest(cast(Byline, found[u]).lines, found, lines)):
            target = nearest
        if target:
            target.bylines.append(cast(Byline, found[u]).lines)


def _stands_by(byline: Sequence[int], above: Body | None, below: Body | None, lines: Sequence[Line]) -> bool | None:
    """Whether a byline stands right above the text below it, and not right below the one above; None: both, or neither."""
    if above is None or below is None or not above.lines or not below.lines:
        return None
    last = lines[max([*above.lines, *above.jumps, *(i for order in above.bylines for i in order)])].place
    first, top, bottom = lines[below.lines[0]].place, lines[byline[0]].place, lines[byline[-1]].place
    if last is None or first is None or top is None or bottom is None or top.measured:
        return None
    leads = _is_right_below(bottom, first, _edges(below, first, lines), (bottom.box.x, bottom.box.right))
    closes = _is_right_below(last, top, _edges(above, last, lines), (top.box.x, top.box.right))
    return leads if leads != closes else None


def _nearest(byline: Sequence[int], found: Sequence[Unit], lines: Sequence[Line]) -> Body | None:
    """The text that a byline stands right below, or right above, its headline between; None: none, or several.

    Where two stand as near, the one that it is much closer to.
    """
    top, bottom = lines[byline[0]].place, lines[byline[-1]].place
    if top is None or bottom is None or top.measured or top.upright:
        return None
    near: list[tuple[float, Body]] = []
    head: Place | None = None
    for unit in found:
        if isinstance(unit, Head):
            head = lines[unit.lines[0]].place
        elif isinstance(unit, Body) and unit.lines:
            last, first = lines[unit.lines[-1]].place, lines[unit.lines[0]].place
            over = head if head is not None else first
            head = None
            if last is not None and last.is_next(top, NEXT):
                near.append((top.box.y - last.box.bottom, unit))
            if over is not None and bottom.box.is_over(over.box) and 0 < over.box.y - bottom.box.y < NEXT * bottom.size:
                near.append((over.box.y - bottom.box.bottom, unit))
    near.sort(key=lambda item: item[0])
    if not near or len(near) > 1 and near[1][0] < CLOSER * max(near[0][0], top.size / 4):
        return None
    return near[0][1]


def _edges(body: Body, place: Place, lines: Sequence[Line]) -> tuple[float, float]:
    """Where the column of one of a body's lines begins and ends."""
    column = [own for i in body.lines if (own := lines[i].place) and own.block == place.block] or [place]
    return min([own.box.x for own in column]), max([own.box.right for own in column])


def _is_right_below(above: Place, place: Place, column: tuple[float, float], byline: tuple[float, float]) -> bool:
    """Whether a line stands below another, with no room for a third between them, where column and byline overlap."""
    over = byline[0] < column[1] and column[0] < byline[1]
    return over and 0 < place.box.y - above.box.y < NEXT * max(above.size, place.size)


def _around(found: Sequence[Unit]) -> dict[int, tuple[Body | None, Body | None]]:
    """For each byline that stands by itself (its place among the units) the body next above and the one next below."""
    above: dict[int, Body | None] = {}
    below: dict[int, Body | None] = {}
    for order, sides in ((range(len(found)), above), (range(len(found) - 1, -1, -1), below)):
        last: Body | None = None
        for u in order:
            unit = found[u]
            if isinstance(unit, Body):
                last = unit
            elif isinstance(unit, Byline):
                sides[u] = last
    return {u: (above[u], below[u]) for u in above}


def _neighbours(found: Sequence[Unit]) -> dict[int, tuple[Unit | None, Unit | None]]:
    """The same, with whatever stands next above and next below that is no byline."""
    before: list[Unit | None] = []
    after: list[Unit | None] = []
    for units, out in ((found, before), (found[::-1], after)):
        last: Unit | None = None
        for unit in units:
            out.append(last)
            last = last if isinstance(unit, Byline) else unit
    return dict(enumerate(zip(before, after[::-1], strict=True)))


def _opens(byline: Byline, lines: Sequence[Line], language: str) -> bool:
    """Whether a Chinese byline has the form of one that opens a text: 本报讯（记者…）, 〔記者…／…報導〕, a dateline."""
    text = standing.printed(lines, byline.lines)
    said = credits.opening(text, language) if language.startswith("zh") else None
    if said is None or said.score < OPENS or said.end < len(text) or said.rule.endswith("persons"):
        return False
    return text[0] not in "(（"  # which close texts as well: （据新华社电）


def _bylines_lead(around: Iterable[tuple[Body | None, Body | None]], credited: Callable[[Body], bool]) -> bool:
    """Whether the bylines of a page of headlines after bodies lead the body below (else: belong to the headline above)."""
    lead = trail = 0
    for above, below in around:
        lead += (above is None) * 2 - (below is None or credited(below))
        trail += (below is None) * 2 - (above is None or credited(above))
    return lead >= trail


def _closes(byline: Byline, lines: Sequence[Line], language: str) -> bool:
    """Whether a byline is a signature, credits a picture and nothing else, or is what a letter's writer calls himself."""
    said = credits.standalone(standing.printed(lines, byline.lines), language)
    if standing.signs(byline.lines, lines, language):
        return True
    if said is None or not said.authors:
        return False
    text = lines[byline.lines[0]].text.text[:1] + lines[byline.lines[-1]].text.text[-1:]
    if text in BRACKETS:
        return True
    masked = said.rule in ("latin.standalone-pseudonym", "latin.standalone-initials", "latin.standalone-mask")
    return masked or all(one.role in (PHOTOGRAPHER, AGENCY) for one in said.authors)
