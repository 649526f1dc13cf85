"""A page's articles, from its lines on: what stands in the room's ``__init__`` is done here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tasks.model.article import NOTICE, Article, Confidence, Furniture, SegmentedPage
from tasks.model.correction import Correction
from tasks.model.ledger import Decision, Edit
from tasks.model.page import FlowPage, Line
from tasks.model.trace import Span, Traced
from tasks.segment import Settings, articles, credits, item_borders, page_head, trust
from tasks.segment.corrections.corrected import UNCORRECTED, Corrected, corrected
from tasks.segment.corrections.placing import Unused, cut
from tasks.segment.cutting import Cut, Cutting, captions, specks
from tasks.segment.decision import chain
from tasks.segment.decision.labels import LABELS
from tasks.segment.evidence import boxes, display_face
from tasks.segment.evidence.features import Evidence, evidence
from tasks.segment.headlines import matching
from tasks.segment.headlines.displays import displays
from tasks.segment.headlines.heads import Parted, roles
from tasks.segment.issue import listed
from tasks.segment.issue.offers import offers
from tasks.segment.issue.over_pages import run_on
from tasks.segment.pieces import split_rows, torn_hyphens
from tasks.segment.plain_blanks import plain_page
from tasks.segment.units import Body, Byline, Head, Unit
from tasks.segment.zoned import zone

LISTED = "a METS or DIDL cuts this page; with article_structure = own, for the page alone, corrections are made"
"""Why nothing comes of the corrections of a page whose articles others have listed."""

NEVER_PRINTED = "pieces of letters and rules, which OCR read as characters"
PAGES_OWN = "a line of the running head at the page's top, or a rule"
BETWEEN_ITEMS = "a rule between two items"
PARTED = "a rule or blank lines that part the page's items"


def segment(page: FlowPage, settings: Settings, corrections: Sequence[Correction] = ()) -> SegmentedPage:
    """The page's articles and furniture. See the room."""
    lines, decisions = split_rows(page.lines, page.language)
    if not lines:
        return SegmentedPage(page.language, (), (), page.edits, page.decisions, page.warnings)
    if corrections and not listed.is_listed(lines):
        lines, cuts = cut(lines, corrections)
        decisions += cuts
    lines = display_face.weighed(lines)
    if listed.is_listed(lines):
        seen, learned = _seen(lines, page.language)
        return _as_listed(page, lines, chain.read(seen.columns, learned), corrections)
    lines, cutting, made, rules = _cut(lines, page)
    seen, learned, own = cutting.seen, cutting.learned, cutting.own
    extents = [line.text.extent() for line in lines]
    said = corrected(cutting, made, corrections) if corrections else UNCORRECTED
    made = said.made or made
    printed, parted = roles([head for _, head in made.heads], lines, seen.wide, page.language)
    found = _articles(page.language, lines, extents, made, printed, said)
    by: dict[int, dict[str, float | str]] = {i: {"holds": NEVER_PRINTED} for i in specks(lines)}
    by |= {i: {"holds": PAGES_OWN} for i in own}
    by |= {i: {"stands-below": "a picture"} for i in captions(lines)}
    by |= {i: {"stands-below": PARTED} for i in made.items}
    by |= {i: {"said-by": "a person"} for i in said.ruled.refused}
    decisions += [*_ledger(extents, made.reading, learned, by), *made.settled, *said.decisions(extents)]
    decisions += [
        _parted(_span(extents, head.lines), parted[head.lines[0]]) for _, head in made.heads if len(head.lines) > 1
    ]
    decisions += [
        Decision("segment.label-line", rule.text.extent(), LABELS["F"], 1.0, {"holds": BETWEEN_ITEMS}) for rule in rules
    ]
    apart = sorted([*rules, *(lines[i] for i in made.furniture)], key=lambda line: line.row)
    furniture = tuple(_furniture(line, page.language) for line in apart)
    whole = tuple(article for article, _, _ in found)
    decisions += [decision for _, trusted, _ in found for decision in trusted]
    decisions += [torn for unit in made.units for torn in torn_hyphens(lines, unit.lines)]
    decisions += [
        _paired(_span(extents, made.heads[p.head][1].lines), lines[made.bodies[p.body][1].lines[0]].text, p)
        for p in made.pairs
    ]
    return plain_page(
        SegmentedPage(
            page.language,
            whole,
            furniture,
            (*page.edits, *(edit for _, _, edits in found for edit in edits)),
            (*page.decisions, *decisions),
            (*page.warnings, *said.warnings),
            offers(whole, furniture, page.language, running=run_on(whole, lines, made.parted)),
        )
    )


def _seen(lines: Sequence[Line], language: str) -> tuple[Evidence, chain.Weights]:
    """What can be seen of lines, and the weights to use."""
    seen = evidence(lines, language)
    return seen, chain.weights(("wide" if seen.wide else "narrow") + boxes.known(lines))


def _cut(lines: list[Line], page: FlowPage) -> tuple[list[Line], Cutting, Cut, list[Line]]:
    """The page as cut; where rules part its items, without these, and the rules. Others are lines of the page's own."""
    apart, rules = page_head.without_rules(lines)
    if len(rules) >= item_borders.FEWEST and apart:
        own = page_head.own(apart, page.language)
        rows = [rule.row for rule in rules]
        cutting = Cutting(apart, *_seen(apart, page.language), page.language, page.side_by_side, own, rows)
        made = cutting.cut()
        if made.items:
            return apart, cutting, made, rules
    own = page_head.own(lines, page.language)
    cutting = Cutting(lines, *_seen(lines, page.language), page.language, page.side_by_side, own)
    return lines, cutting, cutting.cut(), []


def _as_listed(
    page: FlowPage, lines: Sequence[Line], reading: chain.Reading, corrections: Sequence[Correction]
) -> SegmentedPage:
    """The page as the METS of its issue has cut it."""
    labels = listed.listed_labels(lines, reading)
    found = listed.items(lines, labels)
    made = [listed.article_of(item, lines, labels, page.language) for item in found]
    whole = tuple(article for article, _ in made)
    left = tuple(_furniture(line, page.language) for line in lines if line.listed is None)
    torn = [decision for item in found for decision in torn_hyphens(lines, item.body)]
    return plain_page(
        SegmentedPage(
            page.language,
            whole,
            left,
            (*page.edits, *(edit for _, edits in made for edit in edits)),
            (*page.decisions, *listed.ledger(found, lines, labels), *torn),
            (*page.warnings, *Corrected(unused=[Unused(said, LISTED) for said in corrections]).warnings),
            offers(whole, left, page.language, [item.said for item in found]),
        )
    )


def _articles(
    language: str, lines: Sequence[Line], extents: Sequence[Span], made: Cut, printed: Mapping[int, str], said: Corrected
) -> list[tuple[Article, list[Decision], list[Edit]]]:
    head_of = {p.body: p for p in made.pairs}
    reading, kind = made.reading, said.ruled.kind
    out: list[tuple[int, tuple[Article, list[Edit]], Body | None, list[int]]] = []
    for b, (_, body) in enumerate(made.bodies):
        pair = head_of.get(b)
        head = made.heads[pair.head][1] if pair else None
        own = _lines(body, head)
        said_kind = kind(own) or zone.kind_of([lines[i] for i in body.lines])
        said_kind = said_kind or (NOTICE if body.lines[0] in made.advertised else None)
        drafted = articles.draft(body, lines, reading.labels, language, said_kind)
        sure = Confidence(None, round(reading.chance(body.lines[0], "A"), 3), _ends(reading, body))
        first = min([*body.comes, body.lines[0], *(head.lines[:1] if head else [])])
        out.append((first, articles.finish(drafted, head, lines, printed, sure), body, own))
    taken = {p.head for p in made.pairs}
    shown = displays(made.heads, taken, lines, language)
    for order in shown:
        by_blocks = ["P" if line.gap else "Q" for line in lines]
        drafted = articles.draft(Body(order), lines, by_blocks, language, kind(order) or NOTICE)
        finished = articles.finish(drafted, None, lines, {}, Confidence(None, 0.5, 0.5))
        out.append((order[0], finished, Body(order), order))
    among = {i for order in shown for i in order}
    loose = [unit.lines for h, (_, unit) in enumerate(made.heads) if h not in taken and unit.lines[0] not in among]
    for order in loose:
        drafted = articles.Draft(language, kind(order))
        finished = articles.finish(drafted, Head(order), lines, printed, Confidence(0.5, 0.5, 0.5))
        out.append((order[0], finished, None, order))
    if not made.bodies:
        out += [(first, finished, None, [first]) for first, finished in _homeless(language, lines, made.units)]
    page = trust.Page.of([article for _, (article, _), _, _ in out], lines, reading)
    paired = {made.bodies[pair.body][1].lines[0]: pair for pair in made.pairs}
    found = []
    for first, (article, edits), body_or_none, own in sorted(out, key=lambda item: item[0]):
        text: Sequence[int] = body_or_none.lines if body_or_none else [first]
        article, decision = _trusted(article, body_or_none, _span(extents, text), page)
        trusted = [decision]
        if pair := paired.get(text[0]):
            head = made.heads[pair.head][1]
            doubts = trust.headline_evidence(head, lines[head.lines[-1]].text.text, pair, decision.score, page)
            article, decision = _trusted_headline(article, pair, doubts, _span(extents, head.lines), page)
            trusted.append(decision)
        found.append((replace(article, confidence=said.confidence(article.confidence, text, own)), trusted, edits))
    return found


def _lines(body: Body, head: Head | None) -> list[int]:
    """All lines of an article."""
    return [*(head.lines if head else []), *body.every_line]


def _trusted(article: Article, body: Body | None, span: Span, page: trust.Page) -> tuple[Article, Decision]:
    """The article with start and end no surer than that it is whole, and how sure that is."""
    found = trust.evidence(article, body, page) if body else {}
    known = trust.weights(trust.ARTICLE, page)
    whole = trust.trust(found, known) if body else 0.5
    said = article.confidence
    article = replace(article, confidence=replace(said, start=min(said.start, whole), end=min(said.end, whole)))
    why = trust.reasons(found, known) if body else trust.NO_TEXT
    return article, Decision("segment.trust-article", span, "whole" if whole > 0.5 else "doubtful", whole, why)


def _trusted_headline(
    article: Article, pair: matching.Pair, found: dict[str, float], span: Span, page: trust.Page
) -> tuple[Article, Decision]:
    """The article with its headline as sure as what speaks against it lets it be, and how sure that is."""
    known = trust.weights(trust.HEADLINE, page)
    sure = matching.SURE if pair.told else trust.trust(found, known)
    why: dict[str, float | str] = {"said-by": "a person"} if pair.told else trust.reasons(found, known, trust.HEADLINE_WORDS)
    article = replace(article, confidence=replace(article.confidence, headline=sure))
    return article, Decision("segment.trust-headline", span, "right" if sure > 0.5 else "doubtful", sure, why)


def _homeless(language: str, lines: Sequence[Line], found: Sequence[Unit]) -> list[tuple[int, tuple[Article, list[Edit]]]]:
    """Bylines on a page without any body: items of their own, so that nothing is lost."""
    out = []
    for unit in found:
        if isinstance(unit, Byline):
            body = Body(lines=list(unit.lines))
            drafted = articles.draft(body, lines, ["P"] * len(lines), language)
            out.append((unit.lines[0], articles.finish(drafted, None, lines, {}, Confidence(None, 0.3, 0.3))))
    return out


def _ends(reading: chain.Reading, body: Body) -> float:
    """How sure it is that the body ends after its last line."""
    after = max([*body.lines, *body.jumps]) + 1
    if after >= len(reading.labels):
        return 1.0
    return round(1.0 - reading.chance(after, "P", "Q", "X"), 3)


def _furniture(line: Line, language: str) -> Furniture:
    found = credits.furniture(line.text.text, language)
    return Furniture(found[0] if found else "other", line.text)


def _ledger(
    extents: Sequence[Span], reading: chain.Reading, learned: chain.Weights, by: Mapping[int, dict[str, float | str]]
) -> list[Decision]:
    """A decision for each line whose label is more than "goes on", that was doubtful, or decided ``by`` something else."""
    scores = reading.own_chances()
    own = zip(reading.labels, scores, strict=True)
    told = [i for i, (label, score) in enumerate(own) if label != "Q" or score < 0.8 or i in by]
    return [
        Decision(
            "segment.label-line",
            extents[i],
            LABELS[reading.labels[i]],
            round(scores[i], 3),
            by.get(i, {}) | why,
            LABELS[other],
        )
        for i, (other, why) in zip(told, chain.choices(reading, learned, told), strict=True)
    ]


def _span(extents: Sequence[Span], order: Sequence[int]) -> Span:
    """From the earliest to the latest printed character of some lines, which a torn page may hold in any order."""
    found = [extents[i] for i in order]
    return min(found)[0], max([end for _, end in found])


def _parted(span: Span, parted: Parted) -> Decision:
    other = parted.other.said() if parted.other else None
    return Decision("segment.part-headline", span, parted.parting.said(), round(parted.chance, 3), parted.reasons, other)


def _paired(span: Span, first: Traced, pair: matching.Pair) -> Decision:
    chosen = f"headline of the text at {first.starts[0]}: {first.text[:20]}"
    return Decision("segment.match-headline", span, chosen, round(max(0.0, min(1.0, 0.5 + pair.margin)), 3), pair.evidence)
