"""A page's articles, from its lines on: what stands in the room's ``__init__`` is done here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tasks.model.article import Article, Confidence, Furniture, SegmentedPage
from tasks.model.ledger import Decision, Edit
from tasks.model.page import FlowPage, Line
from tasks.model.trace import Span, Traced
from tasks.segment import Settings, articles, boxes, chain, credits, listed, matching, standing, trust
from tasks.segment.features import Evidence, evidence
from tasks.segment.giving import give_bylines
from tasks.segment.heads import Parted, roles
from tasks.segment.labels import LABELS
from tasks.segment.pieces import headline, split_rows, torn_hyphens
from tasks.segment.plain_blanks import plain_page
from tasks.segment.settling import settle
from tasks.segment.units import Body, Byline, Head, Unit, units


def segment(page: FlowPage, settings: Settings) -> SegmentedPage:
    """The page's articles and furniture. See the room."""
    lines, decisions = split_rows(page.lines, page.language)
    if not lines:
        return SegmentedPage(page.language, (), (), page.edits, page.decisions, page.warnings)
    seen = evidence(lines, page.language)
    learned = chain.weights(("wide" if seen.wide else "narrow") + boxes.known(lines))
    extents = [line.text.extent() for line in lines]
    if listed.is_listed(lines):
        return _as_listed(page, lines, chain.read(seen.columns, learned))
    reading, restarts, settled = _read(lines, seen, learned, page.language)
    found, furniture = units(reading.labels, restarts)
    decisions += [*_ledger(extents, reading, learned), *settled]
    heads = [(u, unit) for u, unit in enumerate(found) if isinstance(unit, Head)]
    bodies = [(u, unit) for u, unit in enumerate(found) if isinstance(unit, Body)]
    pairs = _pairs(lines, heads, bodies)
    before = sum(heads[p.head][0] < bodies[p.body][0] for p in pairs) * 2 >= len(pairs)
    give_bylines(found, before, lines, page.language)
    printed, parted = roles([head for _, head in heads], lines, seen.wide, page.language)
    made = _articles(page.language, lines, extents, reading, found, heads, bodies, pairs, printed)
    decisions += [_parted(_span(extents, head.lines), parted[head.lines[0]]) for _, head in heads if len(head.lines) > 1]
    decisions += [trusted for _, trusted, _ in made]
    decisions += [torn for unit in found for torn in torn_hyphens(lines, unit.lines)]
    decisions += [_paired(_span(extents, heads[p.head][1].lines), lines[bodies[p.body][1].lines[0]].text, p) for p in pairs]
    return plain_page(
        SegmentedPage(
            page.language,
            tuple(article for article, _, _ in made),
            tuple(_furniture(lines[i], page.language) for i in furniture),
            (*page.edits, *(edit for _, _, edits in made for edit in edits)),
            (*page.decisions, *decisions),
            page.warnings,
        )
    )


def _as_listed(page: FlowPage, lines: Sequence[Line], reading: chain.Reading) -> SegmentedPage:
    """The page as the METS of its issue has cut it."""
    labels = listed.listed_labels(lines, reading)
    found = listed.items(lines, labels)
    made = [listed.article_of(item, lines, labels, page.language) for item in found]
    left = [line for line in lines if line.listed is None]
    torn = [decision for item in found for decision in torn_hyphens(lines, item.body)]
    return plain_page(
        SegmentedPage(
            page.language,
            tuple(article for article, _ in made),
            tuple(_furniture(line, page.language) for line in left),
            (*page.edits, *(edit for _, edits in made for edit in edits)),
            (*page.decisions, *listed.ledger(found, lines, labels), *torn),
            page.warnings,
        )
    )


def _read(
    lines: Sequence[Line], seen: Evidence, learned: chain.Weights, language: str
) -> tuple[chain.Reading, set[int], list[Decision]]:
    """The lines' labels, corrected by what bylines say as a whole; the lines at which a further byline begins."""
    reading = chain.read(seen.columns, learned)
    settled = settle(standing.relabelled(reading.labels, seen.called, lines, language), lines, language)
    reading = replace(reading, labels=tuple(settled.labels))
    restarts = settled.begins | standing.restarts(reading.labels, seen.called, lines, language) - settled.inner
    return reading, restarts, settled.decisions


def _pairs(
    lines: Sequence[Line], heads: Sequence[tuple[int, Head]], bodies: Sequence[tuple[int, Body]]
) -> list[matching.Pair]:
    """Which headline is which body's."""
    texts = [(u, headline(lines, unit.lines)) for u, unit in heads]
    return matching.match(texts, [(u, "\n".join(lines[i].text.text for i in unit.lines)) for u, unit in bodies])


def _articles(
    language: str,
    lines: Sequence[Line],
    extents: Sequence[Span],
    reading: chain.Reading,
    found: Sequence[Unit],
    heads: Sequence[tuple[int, Head]],
    bodies: Sequence[tuple[int, Body]],
    pairs: Sequence[matching.Pair],
    printed: Mapping[int, str],
) -> list[tuple[Article, Decision, list[Edit]]]:
    head_of = {p.body: p for p in pairs}
    out: list[tuple[int, tuple[Article, list[Edit]], Body | None]] = []
    for b, (_, body) in enumerate(bodies):
        pair = head_of.get(b)
        head = heads[pair.head][1] if pair else None
        drafted = articles.draft(body, lines, reading.labels, language)
        sure = Confidence(_headline(pair), reading.chance(body.lines[0], "A"), _ends(reading, body))
        first = min(body.lines[0], head.lines[0] if head else body.lines[0])
        out.append((first, articles.finish(drafted, head, lines, printed, sure), body))
    taken = {p.head for p in pairs}
    loose: list[list[int]] = [unit.lines for h, (_, unit) in enumerate(heads) if h not in taken]
    for order in loose:
        drafted = articles.Draft(language)
        made = articles.finish(drafted, Head(order), lines, printed, Confidence(0.5, 0.5, 0.5))
        out.append((order[0], made, None))
    if not bodies:
        out += [(first, made, None) for first, made in _homeless(language, lines, found)]
    page = trust.Page.of([article for _, (article, _), _ in out], lines, reading)
    return [
        (*_trusted(article, body, _span(extents, body.lines if body else [first]), page), edits)
        for first, (article, edits), body in sorted(out, key=lambda item: item[0])
    ]


def _trusted(article: Article, body: Body | None, span: Span, page: trust.Page) -> tuple[Article, Decision]:
    """The article with start and end no surer than that it is whole, and how sure that is."""
    found = trust.evidence(article, body, page) if body else {}
    whole = trust.trust(found) if body else 0.5
    said = article.confidence
    article = replace(article, confidence=replace(said, start=min(said.start, whole), end=min(said.end, whole)))
    why = trust.reasons(found) if body else trust.NO_TEXT
    return article, Decision("segment.trust-article", span, "whole" if whole > 0.5 else "doubtful", whole, why)


def _homeless(language: str, lines: Sequence[Line], found: Sequence[Unit]) -> list[tuple[int, tuple[Article, list[Edit]]]]:
    """Bylines on a page without any body: items of their own, so that nothing is lost."""
    out = []
    for unit in found:
        if isinstance(unit, Byline):
            body = Body(lines=list(unit.lines))
            drafted = articles.draft(body, lines, ["P"] * len(lines), language)
            out.append((unit.lines[0], articles.finish(drafted, None, lines, {}, Confidence(None, 0.3, 0.3))))
    return out


def _headline(pair: matching.Pair | None) -> float | None:
    return round(max(0.0, min(1.0, 0.5 + pair.margin)), 3) if pair else None


def _ends(reading: chain.Reading, body: Body) -> float:
    """How sure it is that the body ends after its last line."""
    after = max([*body.lines, *body.jumps]) + 1
    if after >= len(reading.labels):
        return 1.0
    return round(1.0 - reading.chance(after, "P", "Q", "X"), 3)


def _furniture(line: Line, language: str) -> Furniture:
    found = credits.furniture(line.text.text, language)
    return Furniture(found[0] if found else "other", line.text)


def _ledger(extents: Sequence[Span], reading: chain.Reading, learned: chain.Weights) -> list[Decision]:
    """A decision for each line whose label is more than "goes on", and for each that was doubtful."""
    scores = reading.own_chances()
    told = [i for i, (label, score) in enumerate(zip(reading.labels, scores, strict=True)) if label != "Q" or score < 0.8]
    return [
        Decision("segment.label-line", extents[i], LABELS[reading.labels[i]], round(scores[i], 3), why, LABELS[other])
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
