"""A page's lines cut into its units, and headlines matched to bodies: all that is decided before texts are put together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.model.ledger import Decision
from tasks.model.page import Line
from tasks.model.source import PICTURED, SPECK
from tasks.segment import beyond, chain, dates, dispatches, matching, small_heads, standing, zones
from tasks.segment.called import broken_off
from tasks.segment.comes import coming
from tasks.segment.features import Evidence
from tasks.segment.giving import give_bylines
from tasks.segment.islands import islands
from tasks.segment.labels import HEAD, LABELS
from tasks.segment.pieces import headline
from tasks.segment.placed import replaced, side_by_side
from tasks.segment.rulings import NOTHING, Rulings
from tasks.segment.settling import settle
from tasks.segment.units import Body, Head, Unit, units
from tasks.segment.zone import parted_heads

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


@dataclass(frozen=True, slots=True)
class Cut:
    """A page as cut: headlines and bodies with their places among the units, and which of them are pairs.

    ``settled`` are the decisions about bylines, and about lines that their setting beside others tells of.
    """

    reading: chain.Reading
    settled: list[Decision]
    units: list[Unit]
    furniture: list[int]
    heads: list[tuple[int, Head]]
    bodies: list[tuple[int, Body]]
    pairs: list[matching.Pair]


@dataclass(frozen=True, slots=True)
class Cutting:
    """A page's lines with what can be seen of them, and the weights to use."""

    lines: Sequence[Line]
    seen: Evidence
    learned: chain.Weights
    language: str

    def cut(self, ruled: Rulings = NOTHING) -> Cut:
        """The page as cut; what a person ``ruled`` wins over all that can be seen."""
        reading, restarts, settled = self._read(ruled)
        comes = coming(self.lines, reading.labels, self.language)
        beside = side_by_side(reading.labels, self.lines) | parted_heads(reading.labels, self.lines)
        found, furniture = units(reading.labels, restarts, ruled, comes, beside)
        heads = [(u, unit) for u, unit in enumerate(found) if isinstance(unit, Head)]
        bodies = [(u, unit) for u, unit in enumerate(found) if isinstance(unit, Body)]
        pairs = self._pairs(heads, bodies, ruled)
        before = sum(heads[p.head][0] < bodies[p.body][0] for p in pairs) * 2 >= len(pairs)
        give_bylines(found, before, self.lines, self.language, ruled.bylines)
        return Cut(reading, settled, found, furniture, heads, bodies, pairs)

    def _read(self, ruled: Rulings) -> tuple[chain.Reading, set[int], list[Decision]]:
        """The lines' labels, corrected by what bylines and the page say as wholes; lines at which another byline begins."""
        called, lines, language = self.seen.called, self.lines, self.language
        reading, divided = self._chained(ruled)
        named = standing.relabelled(reading.labels, called, lines, language)
        begun = beyond.parted(named, lines, language)
        settled = settle(begun, called, lines, language)
        found, placed = replaced(settled.labels, reading.labels, lines, language)
        headed = small_heads.crossheads(found, lines, language)
        joined = dispatches.under_one_head(headed, lines, language)
        labels = ruled.kept(reading.labels, joined) if ruled.refused else joined
        undone = {lines[i].text.extent() for i, label in enumerate(labels) if label != found[i]}
        decisions = [made for made in (*divided, *settled.decisions, *placed) if made.span not in undone]
        decisions += _changed(lines, (named, begun), labels, "beyond-headline")
        decisions += _changed(lines, (found, headed), labels, "no-larger-than-text")
        decisions += _changed(lines, (headed, joined), labels, "one-headline")
        reading = replace(reading, labels=tuple(labels))
        restarts = settled.begins | standing.restarts(reading.labels, called, lines, language) - settled.inner
        return reading, restarts, decisions

    def _chained(self, ruled: Rulings) -> tuple[chain.Reading, list[Decision]]:
        """What the chain reads; anew, with what was decided, where it takes a credit that a line's end divides for more."""
        refused: dict[int, Collection[str]] = {**dict.fromkeys(specks(self.lines), _PRINTED), **captions(self.lines)}
        refused |= ruled.refused
        reading = chain.read(self.seen.columns, self.learned, refused)
        more = zones.weights(self.lines, reading, self.language)
        if more is not None:
            reading = chain.read(self.seen.columns, self.learned, refused, more)
        before = reading.labels
        dispatched = dispatches.refusals(self.lines, self.seen.called, self.language)
        dated = dates.refusals(self.lines, self.language)
        divided: dict[int, Collection[str]] = {
            **dict.fromkeys(broken_off(self.lines, self.seen.called), NO_CREDIT),
            **dispatched,
            **dated,
        }
        apart = {} if self.seen.wide else islands(self.lines, self.language).refused(before, self.lines, self.language)
        changed = {i for some in (divided, apart) for i, never in some.items() if before[i] in never and i not in refused}
        if not changed:
            return reading, []
        for some in (divided, apart):
            if not changed.isdisjoint(some):
                refused |= {i: never for i, never in some.items() if i not in refused}
        reading = chain.read(self.seen.columns, self.learned, refused, more)
        told = [
            _divided(self.lines[i], reading.labels[i], before[i], dispatched=i in dispatched, dated=i in dated)
            if i in divided
            else _by_itself(self.lines[i], reading.labels[i], before[i])
            for i in sorted(changed)
        ]
        return reading, told

    def _pairs(
        self, heads: Sequence[tuple[int, Head]], bodies: Sequence[tuple[int, Body]], ruled: Rulings
    ) -> list[matching.Pair]:
        """Which headline is which body's."""
        texts = [(u, headline(self.lines, unit.lines)) for u, unit in heads]
        bodies_texts = [(u, "\n".join(self.lines[i].text.text for i in unit.lines)) for u, unit in bodies]
        told = ruled.told([unit.lines for _, unit in heads], [unit.lines for _, unit in bodies])
        return matching.match(texts, bodies_texts, told, zones.are_known(self.lines))


def _divided(line: Line, label: str, other: str, *, dispatched: bool, dated: bool) -> Decision:
    """That a line which was read as ``other`` goes on with a date or opens with a credit, divided or ``dispatched``."""
    rule, why = ("divided-credit", "breaks-off-in") if not dispatched else ("dispatch", "reads-as")
    rule, why = ("divided-date", "goes-on-in") if dated else (rule, why)
    rule, said = f"segment.keep-{rule}", dict[str, float | str]({why: line.text.text[:40]})
    return Decision(rule, line.text.extent(), LABELS[label], 0.9, said, LABELS[other])


def _by_itself(line: Line, label: str, other: str) -> Decision:
    """That a line which was read as text is a heading's, since it stands by itself."""
    said: dict[str, float | str] = {"stands-by-itself": line.text.text[:40]}
    return Decision("segment.keep-heading-apart", line.text.extent(), LABELS[label], 0.8, said, LABELS[other])
