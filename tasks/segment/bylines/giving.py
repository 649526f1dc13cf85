"""Bylines on lines of their own, given to the articles beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from tasks.model.article import AGENCY, PHOTOGRAPHER
from tasks.model.page import Line, Place
from tasks.segment import articles, credits
from tasks.segment.bylines import standing
from tasks.segment.units import Body, Byline, Head, Unit

BRACKETS = ("（）", "()", "[]", "〔〕", "【】")
"""A byline all in brackets closes the text above; one that opens a text is followed by it."""

NEXT = 2.5
"""How far below another line, from top to top, one stands that is the next of its column, in sizes, at most."""

CLOSER = 1.5
"""How much closer to its text than to any other a byline stands, at least."""

LARGEST = 2.0
"""How much larger than a byline the text above it is, at most."""

OPENS = 0.85
"""From this score on an opening credit that stands by itself leads the text below it."""


Edge = tuple[float, int, Place, Body]
"""How far down a text's first or last line stands, its number among the units, the line's place, the text."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a byline: the next text, whether a headline stands before that, whether the next unit is a byline."""

    text: Body | None = None
    headline: bool = False
    byline: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """A byline (its lines) between two texts.

    ``headed``: a headline stands between the text above and it; ``heads``: one stands between it and the text below;
    ``follows``, ``followed``: another byline stands right above it, right below it.
    """

    byline: list[int]
    above: Body
    below: Body
    headed: bool
    heads: bool
    follows: bool
    followed: bool


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What all bylines of a page share: its lines, and whether its headlines stand ``before`` their texts.

    ``told``: of lines of bylines, whether they are the body's below, from who knows it; ``lead``: whether those below a
    headline are, as a rule; ``tops`` and ``ends`` are where its texts begin, their headlines with them, and where they end.
    """

    lines: Sequence[Line]
    language: str
    before: bool
    told: Mapping[int, bool]
    lead: bool
    tops: Sequence[Edge]
    ends: Sequence[Edge]


Rule = Callable[[Between, PageFacts], bool | None]
"""Whether a byline between two texts is of the one below; None: it cannot say."""


def give_bylines(
    found: Sequence[Unit], before: bool, lines: Sequence[Line], language: str, told: Mapping[int, bool] | None = None
) -> None:
    """Gives each byline that stands by itself to the body beside it: to that above, or to that below.

    Between two, the first rule of ``STATED`` that knows decides; then the text that it stands closest to, where places are
    stated; then the first of ``READ``. ``before``: headlines stand before their bodies; ``told`` are lines of bylines of
    which is known whether they are the body's below, rather than above.
    """
    above, below = _sides(found), _sides(found[::-1])[::-1]
    bylines = [(unit.lines, above[u], below[u]) for u, unit in enumerate(found) if isinstance(unit, Byline)]
    lead = before or _lead(bylines, lines, language)
    page = PageFacts(lines, language, before, told or {}, lead, *_tops_and_ends(found, lines))
    for byline, up, down in bylines:
        target = up.text or down.text
        if up.text and down.text:
            target = _taker(Between(byline, up.text, down.text, up.headline, down.headline, up.byline, down.byline), page)
        if target:
            target.bylines.append(byline)


def _taker(at: Between, page: PageFacts) -> Body:
    """The text that a byline between two is given to."""
    of_below = _first(STATED, at, page)
    if of_below is None:
        if nearest := _nearest(at.byline, page):
            return nearest
        of_below = _first(READ, at, page)
    return at.below if of_below else at.above


def _sides(units: Iterable[Unit]) -> list[Side]:
    """For each unit what stands before it."""
    out: list[Side] = []
    side = Side()
    for unit in units:
        out.append(side)
        if isinstance(unit, Body):
            side = Side(unit)
        elif isinstance(unit, Head):
            side = Side(side.text, headline=True)
        else:
            side = Side(side.text, side.headline, byline=True)
    return out


def _first(rules: Iterable[Rule], at: Between, page: PageFacts) -> bool | None:
    """What the first rule says that does not abstain."""
    return next((says for rule in rules if (says := rule(at, page)) is not None), None)


def _told(at: Between, page: PageFacts) -> bool | None:
    """What a person said, or the borders between a page's items."""
    said = [page.told[i] for i in at.byline if i in page.told]
    return said[-1] if said else None


def _stands_by(at: Between, page: PageFacts) -> bool | None:
    """Where a setter states the places: it is of the one text that it stands right above or right below."""
    lines, byline, above, below = page.lines, at.byline, at.above, at.below
    if not above.lines or not below.lines:
        return None
    last = lines[max([*above.lines, *above.jumps, *(i for order in above.bylines for i in order)])].place
    first, top, bottom = lines[below.lines[0]].place, lines[byline[0]].place, lines[byline[-1]].place
    if last is None or first is None or top is None or bottom is None or top.measured:
        return None
    leads = _is_right_below(bottom, first, _edges(below, first, lines), (bottom.box.x, bottom.box.right))
    closes = _is_right_below(last, top, _edges(above, last, lines), (top.box.x, top.box.right))
    return leads if leads != closes else None


def _nearest(byline: Sequence[int], page: PageFacts) -> Body | None:
    """The text that a byline stands right below, or right above, its headline between; None: none, or several.

    Where two stand as near, the one that it is much closer to.
    """
    top, bottom = page.lines[byline[0]].place, page.lines[byline[-1]].place
    if top is None or bottom is None or top.measured or top.upright:
        return None
    near = [
        (top.box.y - last.box.bottom, body)
        for _, _, last, body in _between(page.ends, top.box.y - NEXT * max(top.size, LARGEST * bottom.size), top.box.y)
        if last.is_next(top, NEXT)
    ]
    low = bottom.box.bottom
    near += [
        (over.box.y - low, body)
        for _, _, over, body in _between(page.tops, low, low + NEXT * bottom.size)
        if bottom.box.is_over(over.box) and over.box.y > low
    ]
    near.sort(key=lambda item: item[0])
    if not near or len(near) > 1 and near[1][0] < CLOSER * max(near[0][0], top.size / 4):
        return None
    return near[0][1]


def _tops_and_ends(found: Sequence[Unit], lines: Sequence[Line]) -> tuple[list[Edge], list[Edge]]:
    """Where texts begin, their headlines with them, and where they end, from the top of the page down."""
    tops: list[Edge] = []
    ends: list[Edge] = []
    head: Place | None = None
    for u, unit in enumerate(found):
        if isinstance(unit, Head):
            head = lines[unit.lines[0]].place
        elif isinstance(unit, Body) and unit.lines:
            last, over = lines[unit.lines[-1]].place, head or lines[unit.lines[0]].place
            head = None
            if last is not None:
                ends.append((last.box.y, u, last, unit))
            if over is not None:
                tops.append((over.box.y, u, over, unit))
    return sorted(tops, key=itemgetter(0, 1)), sorted(ends, key=itemgetter(0, 1))


def _between(edges: Sequence[Edge], high: float, low: float) -> Sequence[Edge]:
    """Those that stand from one height to another."""
    at = itemgetter(0)
    return edges[bisect_left(edges, high, key=at) : bisect_right(edges, low, key=at)]


def _edges(body: Body, place: Place, lines: Sequence[Line]) -> tuple[float, float]:
    """Where the column of one of a body's lines begins and ends."""
    column = [own for i in body.lines if (own := lines[i].place) and own.block == place.block] or [place]
    return min([own.box.x for own in column]), max([own.box.right for own in column])


def _is_right_below(above: Place, place: Place, column: tuple[float, float], byline: tuple[float, float]) -> bool:
    """Whether a line stands below another, with no room for a third between them, where column and byline overlap."""
    over = byline[0] < column[1] and column[0] < byline[1]
    return over and 0 < place.box.y - above.box.y < NEXT * max(above.size, place.size)


def _one_of_several(at: Between, page: PageFacts) -> bool | None:
    """Right below a text, the last of several leads the next text; those before it sign the one above."""
    if at.headed or not (at.follows or at.followed):
        return None
    return not at.followed


def _signs(at: Between, page: PageFacts) -> bool | None:
    """Right below a text: a picture's credit closes its caption, a pseudonym its letter."""
    if at.headed or not _closes(at.byline, page.lines, page.language):
        return None
    return None if _opens(at.byline, at.below, page.lines, page.language) else False


def _missed(at: Between, page: PageFacts) -> bool | None:
    """Where it may be of either text: it is of the one that has no other, if the other has one.

    It may be where headlines come before their texts and two of them stand around it (the second may be a deck), or none;
    and where headlines come after and one stands above it.
    """
    if (at.headed != at.heads) if page.before else (at.heads or not at.headed):
        return None
    above_has = bool(at.above.bylines) or articles.credited(at.above, page.lines, page.language)
    below_has = articles.credited(at.below, page.lines, page.language)
    return above_has if above_has != below_has else None


def _beside(at: Between, page: PageFacts) -> bool:
    """It leads a text right below it: below a headline if that is the page's way, or if it has the form; above one never."""
    leads = not at.headed or page.lead or _opens(at.byline, at.below, page.lines, page.language)
    return leads and not at.heads


STATED: tuple[Rule, ...] = (
    _told,
    _stands_by,  # what is stated goes before what is read
)
READ: tuple[Rule, ...] = (
    _one_of_several,  # before their words: a signature and a byline may be worded alike
    _signs,
    _missed,
    _beside,  # knows always
)
"""Whether a byline between two texts is of the one below: the first that does not abstain (None) decides."""


def _opens(byline: Sequence[int], below: Body | None, lines: Sequence[Line], language: str) -> bool:
    """Whether it has the form of one that opens a Chinese text, and the text below has none.

    本报讯（记者…）, 〔記者…／…報導〕, a dateline.
    """
    if below is None or not language.startswith("zh"):
        return False
    text = standing.printed(lines, byline)
    said = credits.opening(text, language)
    if said is None or said.score < OPENS or said.end < len(text) or said.rule.endswith("persons"):
        return False
    closes_too = text[0] in "(（"  # （据新华社电）
    return not closes_too and not articles.credited(below, lines, language)


def _lead(bylines: Sequence[tuple[list[int], Side, Side]], lines: Sequence[Line], language: str) -> bool:
    """Whether the bylines of a page of headlines after bodies lead the body below, else belong to the headline above.

    A page keeps to one of the two: to the one that leaves fewer articles with two bylines, and fewer bylines alone.
    """

    def taken(body: Body | None) -> bool:
        return body is None or articles.credited(body, lines, language)

    lead = trail = 0
    for byline, above, below in bylines:
        if not _opens(byline, below.text, lines, language):
            lead += (above.text is None) * 2 - taken(below.text)
            trail += (below.text is None) * 2 - taken(above.text)
    return lead >= trail


def _closes(byline: Sequence[int], lines: Sequence[Line], language: str) -> bool:
    """Whether it is a signature, credits a picture and nothing else, or is what a letter's writer calls himself."""
    if standing.signs(byline, lines, language):
        return True
    said = credits.standalone(standing.printed(lines, byline), language)
    if said is None or not said.authors:
        return False
    text = lines[byline[0]].text.text[:1] + lines[byline[-1]].text.text[-1:]
    if text in BRACKETS:
        return True
    masked = said.rule in ("latin.standalone-pseudonym", "latin.standalone-initials", "latin.standalone-mask")
    return masked or all(one.role in (PHOTOGRAPHER, AGENCY) for one in said.authors)
