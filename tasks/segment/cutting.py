"""A page's lines cut into its units, and headlines matched to bodies: all that is decided before texts are put together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.model.ledger import Decision
from tasks.model.page import Line
from tasks.model.source import PICTURED, SPECK
from tasks.segment import advertisements, beyond, counted_breaks, goes_on, item_borders, paragraph_lengths
from tasks.segment.bylines import byline_places, closing_lines, dispatches, standing
from tasks.segment.bylines.giving import give_bylines
from tasks.segment.bylines.settling import settle
from tasks.segment.corrections.rulings import NOTHING, Rulings
from tasks.segment.decision import chain
from tasks.segment.decision.labels import HEAD, LABELS
from tasks.segment.evidence.called import broken_off
from tasks.segment.evidence.features import Evidence
from tasks.segment.headlines import (
    item_heads,
    matching,
    overrun,
    pictured_heads,
    shared_heads,
    short_items,
    small_heads,
    trailing,
    two_heads,
)
from tasks.segment.headlines.set_over import over
from tasks.segment.islands import Islands, islands
from tasks.segment.issue.comes import coming
from tasks.segment.pieces import headline
from tasks.segment.reconsidered import refusals
from tasks.segment.sheet.placed import byline_columns, replaced, side_by_side
from tasks.segment.units import Body, Head, Unit, units
from tasks.segment.zoned import blank_zones, zones
from tasks.segment.zoned.zone import parted_heads

NO_CREDIT = {*HEAD, "X"}
"""What a line cannot be that breaks off within the bracket of an opening credit, whatever it looks like."""

_PRINTED = set(LABELS) - {"F"}
"""What a line is not that holds what was never printed, unless a person says so."""

_NO_CAPTION = {*HEAD, "X", "F"}
"""What a line is not that stands right below a picture."""


def specks(lines: Sequence[Line]) -> list[int]:
    """The lines that hold what OCR read and nobody printed."""
    return [i for i, line in enumerate(lines) if line.place and line.place.role == SPECK]


def captions(lines: Sequence[Line]) -> dict[int, set[str]]:
    """What lines are not that an engine saw a picture above."""
    return {i: _NO_CAPTION for i, line in enumerate(lines) if line.place and line.place.role == PICTURED}


def _changed(
    lines: Sequence[Line], change: tuple[Sequence[str], Sequence[str]], last: Sequence[str], why: str
) -> Iterator[Decision]:
    """Decisions about the lines whose labels the setting of the whole page has changed, and nothing after it."""
    for line, old, new, label in zip(lines, *change, last, strict=True):
        if old != new == label:
            said: dict[str, float | str] = {why: line.text.text[:40]}
            yield Decision("segment.settle-setting", line.text.extent(), LABELS[new], 0.8, said, LABELS[old])


def _refuse(
    refused: dict[int, Collection[str]], more: Mapping[int, Collection[str]], firm: Collection[int] = frozenset()
) -> None:
    """Add to the labels that lines are refused, but for those lines whose refusals are firm."""
    refused |= {i: {*never, *refused.get(i, ())} for i, never in more.items() if i not in firm}


@dataclass(frozen=True, slots=True)
class Cut:
    """A page as cut: headlines and bodies with their places among the units, and which of them are pairs.

    ``settled`` are the decisions about bylines, and about lines that their setting beside others tells of; ``advertised``
    are the first lines of advertisements in display type; ``parted`` says that the page is text alone, and blank lines stand
    between its zones; ``items`` are the lines at which items begin, where rules or blank lines tell.
    """

    reading: chain.Reading
    settled: list[Decision]
    units: list[Unit]
    furniture: list[int]
    heads: list[tuple[int, Head]]
    bodies: list[tuple[int, Body]]
    pairs: list[matching.Pair]
    advertised: frozenset[int] = frozenset()
    parted: bool = False
    items: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Cutting:
    """A page's lines with what can be seen of them, and the weights to use.

    Where they stood ``side_by_side`` in the dump, blank lines between them are none of the dump's, and say nothing of zones
    and of what stands by itself. ``own`` are lines that are the page's, ``rules`` the rows of printed rules between them
    (:mod:`tasks.segment.page_head`).
    """

    lines: Sequence[Line]
    seen: Evidence
    learned: chain.Weights
    language: str
    side_by_side: bool = False
    own: Sequence[int] = ()
    rules: Sequence[int] = ()

    def cut(self, ruled: Rulings = NOTHING) -> Cut:
        """The page as cut; what a person ``ruled`` wins over all that can be seen."""
        begin = self._items()
        if begin:
            made = self._whole(item_borders.ruled_by(ruled, begin), begin)
            heads, bodies = [head for _, head in made.heads], [body for _, body in made.bodies]
            words = matching.overlaps(*[[headline(self.lines, u.lines) for u in some] for some in (heads, bodies)])
            if item_borders.are_borne_out(heads, bodies, words, begin, bool(self.rules)):
                return made
        return self._whole(ruled, frozenset())

    def _whole(self, ruled: Rulings, begin: frozenset[int]) -> Cut:
        """The page as cut, with items beginning at some lines."""
        reading, restarts, settled, advertised = self._read(ruled)
        made = self._cut(reading, settled, restarts, advertised, ruled, begin)
        second = two_heads.begins(made, self.lines) - ruled.groups.keys()
        if second:
            settled = [*settled, *(_second(self.lines[i], self.lines[i - 1]) for i in sorted(second))]
            made = self._cut(reading, settled, restarts, advertised, ruled, begin, second)
        goes_on = shared_heads.going_on(made, self.lines, self.seen.called, self.language)
        kept = advertised | ruled.parts | ruled.refused.keys()
        if any(i not in kept for i in goes_on):
            labels = [label if i in kept else goes_on.get(i, label) for i, label in enumerate(reading.labels)]
            settled = [*settled, *_changed(self.lines, (reading.labels, labels), labels, "shares-a-headline")]
            made = self._cut(replace(reading, labels=tuple(labels)), settled, restarts, advertised, ruled, begin, second)
        before = sum(made.heads[p.head][0] < made.bodies[p.body][0] for p in made.pairs) * 2 >= len(made.pairs)
        told = {**item_borders.bylines(made.units, begin), **ruled.bylines}
        give_bylines(made.units, before, self.lines, self.language, told)
        return made

    def _cut(
        self,
        reading: chain.Reading,
        settled: list[Decision],
        restarts: set[int],
        advertised: frozenset[int],
        ruled: Rulings,
        begin: frozenset[int],
        second: Collection[int] = (),
    ) -> Cut:
        """The page as cut by its lines' labels, bylines not yet given to any text."""
        comes = coming(self.lines, reading.labels, self.language)
        beside = side_by_side(reading.labels, self.lines) | parted_heads(reading.labels, self.lines) | set(second)
        stated = any(line.place and not line.place.measured for line in self.lines)
        found, furniture = units(reading.labels, restarts, ruled, comes, beside, stated)
        heads = [(u, unit) for u, unit in enumerate(found) if isinstance(unit, Head)]
        bodies = [(u, unit) for u, unit in enumerate(found) if isinstance(unit, Body)]
        parted = reading.more is not None and not any(line.place for line in self.lines)
        items = item_borders.pairs([head for _, head in heads], [body for _, body in bodies], begin)
        placed = {**items, **over(found, self.lines)}
        pairs = self._pairs(heads, bodies, ruled, parted or zones.are_known(self.lines), placed)
        return Cut(reading, settled, found, furniture, heads, bodies, pairs, advertised, parted, begin)

    def _items(self) -> frozenset[int]:
        """The lines at which items begin, where rules or blank lines of the dump's own tell."""
        if self.side_by_side or any(line.place for line in self.lines):
            return frozenset()
        return item_borders.borders(self.lines, self.rules, lambda: chain.read(self.seen.columns, self.learned))

    def _read(self, ruled: Rulings) -> tuple[chain.Reading, set[int], list[Decision], frozenset[int]]:
        """The lines' labels, corrected by what bylines and the page say as wholes.

        Beside them stand the lines at which another byline begins, decisions, and advertisements' first lines.
        """
        called, lines, language = self.seen.called, self.lines, self.language
        blocks = Islands([], set()) if self.seen.wide or self.side_by_side else islands(lines, language)
        reading, divided = self._chained(ruled, blocks)
        kept = overrun.given_back(reading.labels, called, lines, language)
        named = standing.relabelled(kept, called, lines, language)
        bylined = byline_places.placed(named, blocks.blocks, lines, language)
        begun = beyond.parted(bylined, lines, language)
        settled = settle(begun, called, lines, language)
        found, placed = replaced(settled.labels, reading.labels, lines, language)
        headed = small_heads.crossheads(found, lines, language)
        joined = dispatches.under_one_head(headed, lines, language)
        reported = dispatches.after_reports(joined, lines, called, language)
        usual = paragraph_lengths.parted(reported, reading, lines, self.seen.wide)
        counted = counted_breaks.parted(usual, lines, self.seen.wide)
        displayed, firsts = advertisements.opened(counted, lines, language)
        labels = ruled.kept(reading.labels, displayed) if ruled.refused else displayed
        undone = {lines[i].text.extent() for i, label in enumerate(labels) if label != found[i]}
        decisions = [made for made in (*divided, *settled.decisions, *placed) if made.span not in undone]
        decisions += _changed(lines, (reading.labels, kept), labels, "runs-into-text")
        decisions += _changed(lines, (named, bylined), labels, "in-a-byline's-place")
        decisions += _changed(lines, (bylined, begun), labels, "beyond-headline")
        decisions += _changed(lines, (found, headed), labels, "no-larger-than-text")
        decisions += _changed(lines, (headed, joined), labels, "one-headline")
        decisions += _changed(lines, (joined, reported), labels, "after-a-report")
        decisions += _changed(lines, (reported, usual), labels, "usual-length")
        decisions += _changed(lines, (usual, counted), labels, "counted-letters")
        decisions += _changed(lines, (counted, displayed), labels, "advertisement")
        reading = replace(reading, labels=tuple(labels))
        return (
            reading,
            settled.begins | byline_columns(labels, lines),
            decisions,
            frozenset(i for i in firsts if labels[i] == "A"),
        )

    def _chained(self, ruled: Rulings, blocks: Islands) -> tuple[chain.Reading, list[Decision]]:
        """What the chain reads; anew, with what was decided, where it takes a credit that a line's end divides for more."""
        never = dict.fromkeys([*specks(self.lines), *self.own], _PRINTED)
        refused: dict[int, Collection[str]] = {**never, **captions(self.lines)}
        refused |= ruled.refused
        reading = chain.read(self.seen.columns, self.learned, refused)
        more = zones.weights(self.lines, reading, self.language)
        if more is None and not self.seen.wide and not self.side_by_side:
            more = blank_zones.weights(self.lines, reading, self.language)
        if more is not None:
            reading = chain.again(reading, self.learned, refused, more)
        before = reading.labels
        dispatched = dispatches.refusals(self.lines, self.seen.called, self.language)
        going_on = goes_on.refusals(self.lines, self.language)
        divided: dict[int, Collection[str]] = {
            **dict.fromkeys(broken_off(self.lines, self.seen.called), NO_CREDIT),
            **dispatched,
            **going_on,
        }
        apart: Mapping[int, Collection[str]] = (
            pictured_heads.refusals(self.lines, self.language)
            if self.seen.wide
            else blocks.refused(before, self.lines, self.language)
        )
        again = self._again(reading, blocks)
        _refuse(again, closing_lines.refusals(self.lines, self.language))
        changed = {
            i for some in (divided, apart, again) for i, never in some.items() if before[i] in never and i not in refused
        }
        if not changed:
            return reading, []
        firm = set(refused)
        for some in (divided, apart):
            if not changed.isdisjoint(some):
                _refuse(refused, some, firm)
        _refuse(refused, again, firm)
        reading = chain.again(reading, self.learned, refused, more)
        last = self._again(reading, blocks)
        if any(reading.labels[i] in never for i, never in last.items() if i not in firm):
            _refuse(refused, last, firm)
            reading = chain.again(reading, self.learned, refused, more)
        told = [
            _divided(self.lines[i], reading.labels[i], before[i], dispatched=i in dispatched, going_on=i in going_on)
            if i in divided
            else _once_more(self.lines[i], reading.labels[i], before[i])
            if i in again
            else _by_itself(self.lines[i], reading.labels[i], before[i], self.seen.wide)
            for i in sorted(changed)
        ]
        return reading, told

    def _again(self, reading: chain.Reading, blocks: Islands) -> dict[int, Collection[str]]:
        """What a reading of the whole page says that lines are not."""
        out: dict[int, Collection[str]] = {}
        _refuse(out, refusals(self.lines, reading, self.seen.called, blocks, self.language))
        _refuse(out, short_items.refusals(self.lines, reading, self.language))
        _refuse(out, trailing.refusals(self.lines, reading, self.language))
        _refuse(out, item_heads.refusals(self.lines, reading, self.language))
        return out

    def _pairs(
        self,
        heads: Sequence[tuple[int, Head]],
        bodies: Sequence[tuple[int, Body]],
        ruled: Rulings,
        zoned: bool,
        placed: Mapping[tuple[int, int], bool],
    ) -> list[matching.Pair]:
        """Which headline is which body's."""
        texts = [(u, headline(self.lines, unit.lines)) for u, unit in heads]
        bodies_texts = [(u, "\n".join(self.lines[i].text.text for i in unit.lines)) for u, unit in bodies]
        told = ruled.told([unit.lines for _, unit in heads], [unit.lines for _, unit in bodies])
        return matching.match(texts, bodies_texts, told, zoned, placed)


def _divided(line: Line, label: str, other: str, *, dispatched: bool, going_on: bool) -> Decision:
    """That a line read as ``other`` goes on with a date or bracket, or opens with a credit, divided or ``dispatched``."""
    rule, why = "segment.keep-divided-credit", "breaks-off-in"
    rule, why = ("segment.keep-dispatch", "reads-as") if dispatched else (rule, why)
    rule, why = ("segment.keep-going-on", "goes-on-in") if going_on else (rule, why)
    said: dict[str, float | str] = {why: line.text.text[:40]}
    return Decision(rule, line.text.extent(), LABELS[label], 0.9, said, LABELS[other])


def _by_itself(line: Line, label: str, other: str, pictured: bool) -> Decision:
    """That a line which was read as text is a heading's, since it stands by itself, or says that it is ``pictured``."""
    rule = "segment.keep-pictured-headline" if pictured else "segment.keep-heading-apart"
    said: dict[str, float | str] = {"says-a-picture" if pictured else "stands-by-itself": line.text.text[:40]}
    return Decision(rule, line.text.extent(), LABELS[label], 0.8, said, LABELS[other])


def _second(line: Line, above: Line) -> Decision:
    """That another headline begins with a line, below that of the text above."""
    said: dict[str, float | str] = {"stands-below": above.text.text[:40]}
    return Decision("segment.begin-headline", line.text.extent(), "another headline", 0.8, said, "the same headline")


def _once_more(line: Line, label: str, other: str) -> Decision:
    """That a line which was read as ``other`` is not, since the page as a whole speaks against it."""
    said: dict[str, float | str] = {"read-once-more": line.text.text[:40]}
    return Decision("segment.read-once-more", line.text.extent(), LABELS[label], 0.7, said, LABELS[other])
