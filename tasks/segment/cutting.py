"""A page's lines cut into its units, and headlines matched to bodies: all that is decided before texts are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.model.ledger import Decision
from tasks.model.page import Line
from tasks.model.source import SPECK
from tasks.segment import beyond, chain, matching, standing, zones
from tasks.segment.called import broken_off
from tasks.segment.comes import coming
from tasks.segment.features import Evidence
from tasks.segment.giving import give_bylines
from tasks.segment.labels import HEAD, LABELS
from tasks.segment.pieces import headline
from tasks.segment.placed import replaced, side_by_side
from tasks.segment.rulings import NOTHING, Rulings
from tasks.segment.settling import settle
from tasks.segment.units import Body, Head, Unit, units

NO_CREDIT = {*HEAD, "X"}
"""What a line cannot be that breaks off within the bracket of an opening credit, whatever it looks like."""

_TEXT = set(LABELS) - {"F"}
"""What a line is not that holds what was never printed, unless a person says so."""


def specks(lines: Sequence[Line]) -> list[int]:
    """The lines that hold what OCR read and nobody printed."""
    return [i for i, line in enumerate(lines) if line.place and line.place.role == SPECK]


@dataclass(frozen=True, slots=True)
class Cut:
    """A page as cut: headlines and bodies with their places among the units, and which of them are pairs.

    ``settled`` are the decisions about bylines.
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
        comes, beside = coming(self.lines, reading.labels, self.language), side_by_side(reading.labels, self.lines)
        found, furniture = units(reading.labels, restarts, ruled, comes, beside)
        heads = [(u, unit) for u, unit in enumerate(found) if isinstance(unit, Head)]
        bodies = [(u, unit) for u, unit in enumerate(found) if isinstance(unit, Body)]
        pairs = self._pairs(heads, bodies, ruled)
        before = sum(heads[p.head][0] < bodies[p.body][0] for p in pairs) * 2 >= len(pairs)
        give_bylines(found, before, self.lines, self.language, ruled.bylines)
        return Cut(reading, settled, found, furniture, heads, bodies, pairs)

    def _read(self, ruled: Rulings) -> tuple[chain.Reading, set[int], list[Decision]]:
        """The lines' labels, corrected by what bylines say as a whole; the lines at which a further byline begins."""
        called, lines, language = self.seen.called, self.lines, self.language
        reading, divided = self._chained(ruled)
        relabelled = beyond.parted(standing.relabelled(reading.labels, called, lines, language), lines, language)
        settled = settle(relabelled, called, lines, language)
        labels, placed = replaced(settled.labels, lines, language)
        decisions = [*divided, *settled.decisions, *placed]
        if ruled.refused:
            found, labels = labels, ruled.kept(reading.labels, labels)
            undone = {lines[i].text.extent() for i, label in enumerate(labels) if label != found[i]}
            decisions = [made for made in decisions if made.span not in undone]
        reading = replace(reading, labels=tuple(labels))
        restarts = settled.begins | standing.restarts(reading.labels, called, lines, language) - settled.inner
        return reading, restarts, decisions

    def _chained(self, ruled: Rulings) -> tuple[chain.Reading, list[Decision]]:
        """What the chain reads; anew, with what was decided, where it takes a credit that a line's end divides for more."""
        refused = dict.fromkeys(specks(self.lines), _TEXT) | ruled.refused
        reading = chain.read(self.seen.columns, self.learned, refused)
        more = zones.weights(self.lines, reading)
        if more is not None:
            reading = chain.read(self.seen.columns, self.learned, refused, more)
        divided = [i for i in broken_off(self.lines, self.seen.called) if i not in refused]
        before = {i: reading.labels[i] for i in divided if reading.labels[i] in NO_CREDIT}
        if not before:
            return reading, []
        refused |= dict.fromkeys(before, NO_CREDIT)
        reading = chain.read(self.seen.columns, self.learned, refused, more)
        return reading, [_divided(self.lines[i], reading.labels[i], label) for i, label in before.items()]

    def _pairs(
        self, heads: Sequence[tuple[int, Head]], bodies: Sequence[tuple[int, Body]], ruled: Rulings
    ) -> list[matching.Pair]:
        """Which headline is which body's."""
        texts = [(u, headline(self.lines, unit.lines)) for u, unit in heads]
        bodies_texts = [(u, "\n".join(self.lines[i].text.text for i in unit.lines)) for u, unit in bodies]
        told = ruled.told([unit.lines for _, unit in heads], [unit.lines for _, unit in bodies])
        return matching.match(texts, bodies_texts, told, zones.are_known(self.lines))


def _divided(line: Line, label: str, other: str) -> Decision:
    """That a line which was read as ``other`` opens with a credit that its end divides."""
    said: dict[str, float | str] = {"breaks-off-in": line.text.text[:40]}
    return Decision("segment.keep-divided-credit", line.text.extent(), LABELS[label], 0.9, said, LABELS[other])
